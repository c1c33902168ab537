//! Sight: whether a window can be seen at all. X tells a window that it is covered, but this program's window library
//! does not hear that it was put away, and nobody hears that the monitors sleep; so the server is asked, over a connection of
//! its own.

use winit::window::Window;

/// What asks the server.
#[cfg(target_os = "linux")]
#[derive(Default)]
pub(super) struct Sight {
    /// None before it is needed; none within where there is no server.
    connection: Option<Option<x11rb::rust_connection::RustConnection>>,
}

#[cfg(target_os = "linux")]
impl Sight {
    /// Whether a window is not mapped or the monitors sleep, as far as the server tells. Windows of other systems are seen.
    pub(super) fn is_away(&mut self, window: &Window) -> bool {
        use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
        use x11rb::protocol::xproto::{ConnectionExt as _, MapState};

        let Ok(RawWindowHandle::Xlib(handle)) = window.window_handle().map(|handle| handle.as_raw()) else {
            return false;
        };
        let connect = || x11rb::connect(None).ok().map(|(connection, _)| connection);
        let Some(connection) = self.connection.get_or_insert_with(connect) else { return false };
        let id = u32::try_from(handle.window).unwrap_or_default();
        let told = connection.get_window_attributes(id).ok().and_then(|cookie| cookie.reply().ok());
        told.is_some_and(|told| told.map_state != MapState::VIEWABLE) || monitors_sleep(connection)
    }
}

/// Whether the monitors of an X server sleep. One that cannot tell says no.
#[cfg(target_os = "linux")]
pub(super) fn monitors_sleep(connection: &x11rb::rust_connection::RustConnection) -> bool {
    use x11rb::protocol::dpms::{ConnectionExt as _, DPMSMode};

    let asked = connection.dpms_info().ok().and_then(|asked| asked.reply().ok());
    asked.is_some_and(|told| told.state && told.power_level != DPMSMode::ON)
}

/// Elsewhere the window library tells all there is.
#[cfg(not(target_os = "linux"))]
#[derive(Default)]
pub(super) struct Sight;

#[cfg(not(target_os = "linux"))]
impl Sight {
    /// Nothing is known.
    pub(super) fn is_away(&mut self, _window: &Window) -> bool {
        false
    }
}
