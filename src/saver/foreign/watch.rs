//! What is heard of a window of somebody else, over a connection of our own.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::errors::{ConnectionError, ReplyError};
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ChangeWindowAttributesAux, ConnectionExt as _, EventMask, MapState, Visibility, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;

use super::{gone, no_display};
use crate::saver::SaverError;
use crate::saver::sight::monitors_sleep;
use crate::saver::target::{Target, WindowId};

/// The property by which a window manager marks the window that stands for the root; its value is that window's id.
const VIRTUAL_ROOT: &[u8] = b"__SWM_VROOT";

/// What happens to the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// It has another size, in pixels.
    Size([u32; 2]),
    /// It can be seen, or no more.
    Seen(bool),
    /// Some of what it showed is lost.
    Lost,
    /// There is nothing more to draw on.
    Ended(End),
}

/// What ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The window was destroyed.
    Window,
    /// The server went away.
    Display,
}

/// A window that is watched.
pub(super) struct Watch {
    connection: Arc<RustConnection>,
    news: Receiver<News>,
    pub(super) window: WindowId,
    /// Width and height when it was found, in pixels.
    pub(super) size: [u32; 2],
}

impl Watch {
    /// Finds a window on the display that `DISPLAY` names, and begins to watch it.
    ///
    /// # Errors
    /// There is no display or no such window, or it is one without pixels.
    pub(super) fn over(target: Target) -> Result<Self, SaverError> {
        let (connection, screen) = x11rb::connect(None).map_err(|error| no_display(&error.to_string()))?;
        let root = connection.setup().roots[screen].root;
        let window = match target {
            Target::Window(id) => id.0.get(),
            Target::Root => virtual_root(&connection, root).unwrap_or(root),
        };
        let id = NonZeroU32::new(window).map(WindowId).ok_or_else(gone)?;
        let refused = |error| match error {
            ReplyError::X11Error(_) => SaverError::NoSuchWindow(id),
            ReplyError::ConnectionError(_) => gone(),
        };
        // Heard first and looked at then, so that nothing that changes in between is missed.
        let events = EventMask::STRUCTURE_NOTIFY | EventMask::EXPOSURE | EventMask::VISIBILITY_CHANGE;
        let heard = ChangeWindowAttributesAux::new().event_mask(events);
        connection.change_window_attributes(window, &heard).map_err(lost)?.check().map_err(refused)?;
        let attributes = connection.get_window_attributes(window).map_err(lost)?.reply().map_err(refused)?;
        if attributes.class == WindowClass::INPUT_ONLY {
            return Err(SaverError::NoPixels(id));
        }
        let place = connection.get_geometry(window).map_err(lost)?.reply().map_err(refused)?;
        let connection = Arc::new(connection);
        Ok(Self {
            news: listen(Arc::clone(&connection), window)?,
            connection,
            window: id,
            size: [place.width.into(), place.height.into()],
        })
    }

    /// The next news, waiting for at most `longest`, or until there is some; none if there is none.
    pub(super) fn next(&self, longest: Option<Duration>) -> Option<News> {
        match longest {
            None => Some(self.news.recv().unwrap_or(News::Ended(End::Display))),
            Some(longest) => match self.news.recv_timeout(longest) {
                Ok(news) => Some(news),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(News::Ended(End::Display)),
            },
        }
    }

    /// Whether there is nothing to see of the window for a reason that no event tells: one of the windows in which it
    /// lies is not shown, or the monitors sleep. A server that cannot tell says no.
    pub(super) fn is_away(&self) -> bool {
        self.is_put_away() || monitors_sleep(&self.connection)
    }

    fn is_put_away(&self) -> bool {
        let asked = self.connection.get_window_attributes(self.window.0.get()).ok();
        asked.and_then(|asked| asked.reply().ok()).is_some_and(|told| told.map_state != MapState::VIEWABLE)
    }
}

/// A request could not be made.
fn lost(_: ConnectionError) -> SaverError {
    gone()
}

/// The child of the root that a window manager has marked to stand for it.
fn virtual_root(connection: &RustConnection, root: Window) -> Option<Window> {
    let mark = connection.intern_atom(true, VIRTUAL_ROOT).ok()?.reply().ok()?.atom;
    if mark == x11rb::NONE {
        return None;
    }
    let children = connection.query_tree(root).ok()?.reply().ok()?.children;
    children.into_iter().find_map(|child| {
        let asked = connection.get_property(false, child, mark, AtomEnum::ANY, 0, 1).ok()?;
        asked.reply().ok()?.value32()?.next().filter(|&window| window != x11rb::NONE)
    })
}

/// Hears of a window, on a thread that ends with the connection or when nobody listens any more.
fn listen(connection: Arc<RustConnection>, window: Window) -> Result<Receiver<News>, SaverError> {
    let (tell, news) = channel();
    let listener = move || {
        loop {
            let told = match connection.wait_for_event() {
                Ok(event) => of(&event, window),
                Err(_) => Some(News::Ended(End::Display)),
            };
            if let Some(told) = told
                && (tell.send(told).is_err() || told == News::Ended(End::Display))
            {
                break;
            }
        }
    };
    thread::Builder::new()
        .name("window".to_owned())
        .spawn(listener)
        .map_err(|error| no_display(&error.to_string()))?;
    Ok(news)
}

/// What an event says of the window. Events of windows in it, whose masks are none of ours, do not come.
fn of(event: &Event, window: Window) -> Option<News> {
    match event {
        Event::ConfigureNotify(place) if place.window == window => {
            Some(News::Size([place.width.into(), place.height.into()]))
        }
        Event::VisibilityNotify(change) => Some(News::Seen(change.state != Visibility::FULLY_OBSCURED)),
        Event::UnmapNotify(_) => Some(News::Seen(false)),
        Event::MapNotify(_) => Some(News::Seen(true)),
        Event::Expose(_) => Some(News::Lost),
        Event::DestroyNotify(_) => Some(News::Ended(End::Window)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use x11rb::protocol::xproto::{ConfigureNotifyEvent, DestroyNotifyEvent, VisibilityNotifyEvent};

    use super::*;

    #[test]
    fn events_are_told_as_news() {
        let size = ConfigureNotifyEvent { window: 7, width: 640, height: 480, ..Default::default() };
        assert_eq!(of(&Event::ConfigureNotify(size), 7), Some(News::Size([640, 480])));
        assert_eq!(of(&Event::ConfigureNotify(size), 8), None, "of another window");
        for (state, seen) in [
            (Visibility::UNOBSCURED, true),
            (Visibility::PARTIALLY_OBSCURED, true),
            (Visibility::FULLY_OBSCURED, false),
        ] {
            let change = VisibilityNotifyEvent { window: 7, state, ..Default::default() };
            assert_eq!(of(&Event::VisibilityNotify(change), 7), Some(News::Seen(seen)));
        }
        let end = DestroyNotifyEvent { window: 7, event: 7, ..Default::default() };
        assert_eq!(of(&Event::DestroyNotify(end), 7), Some(News::Ended(End::Window)));
    }
}
