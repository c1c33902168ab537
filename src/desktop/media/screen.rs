//! The X server: whether the window that is used is another program's and fills the screen (EWMH 1.5).

use x11rb::connection::Connection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, Window};
use x11rb::rust_connection::RustConnection;

x11rb::atom_manager! {
    /// Names of properties and states.
    Names:
    NamesCookie {
        _NET_ACTIVE_WINDOW,
        _NET_WM_PID,
        _NET_WM_STATE,
        _NET_WM_STATE_FULLSCREEN,
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
    /// Whether the window that is used is another program's and fills the screen. No where there is no X server.
    pub(super) fn is_filled_by_another(&mut self) -> bool {
        if self.server.is_none() {
            self.server = Server::reach();
        }
        let Some(server) = &self.server else { return false };
        server.is_filled_by_another().unwrap_or_else(|error| {
            // A window may have gone since it was named; a server that has gone is looked for anew.
            if matches!(error, ReplyError::ConnectionError(_)) {
                self.server = None;
            }
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

    fn is_filled_by_another(&self) -> Result<bool, ReplyError> {
        let names = &self.names;
        let active = self.values(self.root, names._NET_ACTIVE_WINDOW, AtomEnum::WINDOW)?;
        let Some(active) = active.first().copied().filter(|window| *window != 0) else { return Ok(false) };
        let states = self.values(active, names._NET_WM_STATE, AtomEnum::ATOM)?;
        let owner = self.values(active, names._NET_WM_PID, AtomEnum::CARDINAL)?;
        Ok(states.contains(&names._NET_WM_STATE_FULLSCREEN) && !owner.contains(&std::process::id()))
    }

    /// The numbers that a property of a window has.
    fn values(&self, window: Window, property: u32, kind: AtomEnum) -> Result<Vec<u32>, ReplyError> {
        let reply = self.connection.get_property(false, window, property, kind, 0, 1024)?.reply()?;
        Ok(reply.value32().into_iter().flatten().collect())
    }
}
