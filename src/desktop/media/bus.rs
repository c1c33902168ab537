//! The session's bus: what its players do, and whether somebody keeps the display awake.

use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;
use zbus::{Message, Result};

/// The longest that one answer is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// Names of players begin so (MPRIS 2.2).
const PLAYERS: &str = "org.mpris.MediaPlayer2.";
/// GNOME's word for what inhibits the session's idleness.
const IDLE: u32 = 8;

/// The session's bus, as soon as one is there.
#[derive(Debug, Default)]
pub(super) struct Bus {
    connection: Option<Connection>,
}

/// A method of somebody on the bus.
struct Method {
    name: &'static str,
    path: &'static str,
    interface: &'static str,
    method: &'static str,
}

/// Who is on the bus.
const NAMES: Method = Method {
    name: "org.freedesktop.DBus",
    path: "/org/freedesktop/DBus",
    interface: "org.freedesktop.DBus",
    method: "ListNames",
};
/// GNOME's session.
const GNOME: Method = Method {
    name: "org.gnome.SessionManager",
    path: "/org/gnome/SessionManager",
    interface: "org.gnome.SessionManager",
    method: "IsInhibited",
};
/// What the sessions of KDE, Xfce and others answer.
const OTHERS: Method = Method {
    name: "org.freedesktop.PowerManagement.Inhibit",
    path: "/org/freedesktop/PowerManagement/Inhibit",
    interface: "org.freedesktop.PowerManagement.Inhibit",
    method: "HasInhibit",
};

impl Bus {
    /// What each player says it does: `Playing`, `Paused` or `Stopped`. None where there is no bus.
    pub(super) fn players(&mut self) -> Vec<String> {
        let names: Result<Vec<String>> = self.ask(&NAMES, &()).and_then(|said| said.body().deserialize());
        let names = names.unwrap_or_else(|_| {
            // The bus may have gone; the next question looks for it anew.
            self.connection = None;
            Vec::new()
        });
        let players = names.iter().filter(|name| name.starts_with(PLAYERS));
        players.filter_map(|name| self.state(name).ok()).collect()
    }

    /// Whether somebody keeps the session from becoming idle, as those do who show a film.
    pub(super) fn is_inhibited(&mut self) -> bool {
        let yes = |said: Message| said.body().deserialize::<bool>().unwrap_or(false);
        self.ask(&GNOME, &(IDLE,)).is_ok_and(yes) || self.ask(&OTHERS, &()).is_ok_and(yes)
    }

    fn state(&mut self, player: &str) -> Result<String> {
        let asked = ("org.mpris.MediaPlayer2.Player", "PlaybackStatus");
        let said = self.connection()?.call_method(
            Some(player),
            "/org/mpris/MediaPlayer2",
            Some("org.freedesktop.DBus.Properties"),
            "Get",
            &asked,
        )?;
        Ok(String::try_from(said.body().deserialize::<OwnedValue>()?)?)
    }

    fn ask<B>(&mut self, asked: &Method, body: &B) -> Result<Message>
    where
        B: serde::ser::Serialize + zbus::zvariant::DynamicType,
    {
        self.connection()?.call_method(
            Some(asked.name),
            asked.path,
            Some(asked.interface),
            asked.method,
            body,
        )
    }

    fn connection(&mut self) -> Result<&Connection> {
        if self.connection.is_none() {
            self.connection = Some(Builder::session()?.method_timeout(PATIENCE).build()?);
        }
        self.connection.as_ref().ok_or(zbus::Error::Unsupported)
    }
}
