//! The faces of type, and how wide a text is in each.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use egui::FontFamily;

use crate::tube::advances::Advances;
use crate::tube::digits;

/// The faces of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Heavy and wide: file names, titles.
    Name,
    /// Sentences and labels.
    Text,
    /// The names on cards, what is written by hand.
    Light,
    /// Addresses, the prompt, the boot, names of keys.
    Mono,
    /// Folios, in the light digits of the field.
    Numeral,
}

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../assets/fonts/", $name, ".ttf"))
    };
}

/// Letters that the others lack.
static MORE: &[u8] = font!("Montserrat-Medium");

/// Hollow type, and what it lacks.
pub(super) static HOLLOW: [&[u8]; 2] = [font!("Archivo-ExpandedBold"), font!("Montserrat-Medium")];

impl Face {
    const ALL: [Self; 5] = [Self::Name, Self::Text, Self::Light, Self::Mono, Self::Numeral];

    const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Text => "text",
            Self::Light => "light",
            Self::Mono => "mono",
            Self::Numeral => "numeral",
        }
    }

    fn font(self) -> &'static [u8] {
        match self {
            Self::Name => font!("Archivo-ExpandedExtraBold"),
            Self::Text => font!("Archivo-Medium"),
            Self::Light => font!("Archivo-Light"),
            Self::Mono => font!("IBMPlexMono-Medium"),
            Self::Numeral => digits::LIGHT,
        }
    }

    pub(super) fn family(self) -> FontFamily {
        FontFamily::Name(self.name().into())
    }

    /// How wide a text is at a size, in tube units, as it is [`printed`].
    pub(super) fn width(self, text: &str, size: f64) -> f64 {
        static WIDTHS: LazyLock<[Advances; 5]> =
            LazyLock::new(|| Face::ALL.map(|face| Advances::new(&[face.font(), MORE])));
        f64::from(WIDTHS[self as usize].width(&printed(text))) * size
    }
}

/// A text as printers set it: with a curved apostrophe.
pub(super) fn printed(text: &str) -> Cow<'_, str> {
    if text.contains('\'') { Cow::Owned(text.replace('\'', "\u{2019}")) } else { Cow::Borrowed(text) }
}

/// The embedded fonts. No font of the machine is ever used.
pub fn fonts() -> egui::FontDefinitions {
    let mut fonts = egui::FontDefinitions::empty();
    let faces = Face::ALL.map(|face| (face.name(), face.font()));
    for (name, bytes) in faces.into_iter().chain([("more", MORE)]) {
        fonts.font_data.insert(name.to_owned(), Arc::new(egui::FontData::from_static(bytes)));
        fonts.families.insert(FontFamily::Name(name.into()), vec![name.to_owned(), "more".to_owned()]);
    }
    fonts.families.insert(FontFamily::Proportional, vec!["text".to_owned(), "more".to_owned()]);
    fonts.families.insert(FontFamily::Monospace, vec!["mono".to_owned(), "more".to_owned()]);
    fonts
}
