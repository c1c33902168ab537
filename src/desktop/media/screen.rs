//! The X server: whether a window of another program fills a screen (EWMH 1.5).

use x11rb::connection::Connection as _;
use x11rb::errors::{ConnectionError, ReplyError};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, MapState, Window};
use x11rb::rust_connection::RustConnection;

x11rb::atom_manager! {
    /// Names of properties and states.
    Names:
    NamesCookie {
        _NET_CLIENT_LIST,
        _NET_WM_PID,
        _NET_WM_STATE,
        _NET_WM_STATE_FULLSCREEN,
        _NET_WM_STATE_HIDDEN,
    }
}

/// The X server, as soon as one is there.
#[derive(Debug, Default)]
pub(super) struct Screen {
    server: Option<Server>,
}

#[derive(Debug)]
struct Server {
    connection: RustConnection,
    root: Window,
    names: Names,
}

impl Screen {
    /// Whether a window of another program fills a screen, perhaps below one of ours. No where there is no X server, or
    /// nobody who manages windows.
    pub(super) fn is_filled_by_another(&mut self) -> bool {
        if self.server.is_none() {
            self.server = Server::reach();
        }
        let Some(server) = &self.server else { return false };
        server.is_filled_by_another().unwrap_or_else(|error| {
            log::debug!("the X server: {error}");
            // It is looked for anew.
            self.server = None;
            false
        })
    }
}

impl Server {
    fn reach() -> Option<Self> {
        let (connection, screen) = x11rb::connect(None).ok()?;
        let root = connection.setup().roots.get(screen)?.root;
        let names = Names::new(&connection).ok()?.reply().ok()?;
        Some(Self { connection, root, names })
    }

    fn is_filled_by_another(&self) -> Result<bool, ConnectionError> {
        for window in self.values(self.root, self.names._NET_CLIENT_LIST, AtomEnum::WINDOW)? {
            if self.is_anothers(window)? && self.fills(window)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_anothers(&self, window: Window) -> Result<bool, ConnectionError> {
        let owner = self.values(window, self.names._NET_WM_PID, AtomEnum::CARDINAL)?;
        Ok(!owner.contains(&std::process::id()))
    }

    /// Whether a window is shown and fills a screen. One on another desktop is not shown, nor one that is minimised.
    fn fills(&self, window: Window) -> Result<bool, ConnectionError> {
        let states = self.values(window, self.names._NET_WM_STATE, AtomEnum::ATOM)?;
        let is = |state| states.contains(&state);
        let told = there(self.connection.get_window_attributes(window)?.reply())?;
        let shown = told.is_some_and(|told| told.map_state == MapState::VIEWABLE);
        Ok(shown && is(self.names._NET_WM_STATE_FULLSCREEN) && !is(self.names._NET_WM_STATE_HIDDEN))
    }

    /// The numbers that a property of a window has; none of a window that is gone.
    fn values(&self, window: Window, property: u32, kind: AtomEnum) -> Result<Vec<u32>, ConnectionError> {
        let reply = there(self.connection.get_property(false, window, property, kind, 0, 1024)?.reply())?;
        Ok(reply.iter().filter_map(|reply| reply.value32()).flatten().collect())
    }
}

/// What was answered; none where that was asked of a window that has gone since it was named.
fn there<T>(reply: Result<T, ReplyError>) -> Result<Option<T>, ConnectionError> {
    match reply {
        Ok(told) => Ok(Some(told)),
        Err(ReplyError::X11Error(_)) => Ok(None),
        Err(ReplyError::ConnectionError(error)) => Err(error),
    }
}
