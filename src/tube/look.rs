//! The look: every parameter of phosphor, glass and room as data. What follows below the list is generated from it:
//! the fields, their ranges and defaults, what a file may hold, what the command line and the settings show.
//!
//! `shipped` has the looks that come with the program; `text` reads looks from files and from the command line, and
//! writes them.

mod shipped;
mod text;

pub use shipped::{Choice, Shipped, looks};
pub(crate) use text::kind;
pub use text::{LookError, Wrong};

/// What a parameter is: all that is needed to show it, to read it and to refuse it.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// What it is a part of.
    pub group: &'static str,
    /// Its stable name, in files and on the command line.
    pub name: &'static str,
    /// The unit of its number.
    pub unit: &'static str,
    /// The least it may be.
    pub least: f64,
    /// The most it may be.
    pub most: f64,
    /// What it is when nothing says otherwise.
    pub default: f64,
    /// What it does, in one line.
    pub about: &'static str,
    get: fn(&Look) -> f64,
    set: fn(&mut Look, f64),
}

macro_rules! parameters {
    ($($group:literal {$(
        $name:ident: $unit:literal, $least:literal..=$most:literal = $default:literal, $about:literal;
    )*})*) => {
        /// How the tube looks. Every field is a [`Parameter`]; the default is the look `new`.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Look {
            $($(#[doc = concat!($about, " In ", $unit, ", ", stringify!($least), " to ", stringify!($most), ".")]
            pub $name: f64,)*)*
        }

        impl Default for Look {
            fn default() -> Self {
                Self { $($($name: $default,)*)* }
            }
        }

        /// Every parameter, in the order in which they are shown.
        pub const PARAMETERS: &[Parameter] = &[$($(Parameter {
            group: $group,
            name: stringify!($name),
            unit: $unit,
            least: $least,
            most: $most,
            default: $default,
            about: $about,
            get: |look| look.$name,
            set: |look, value| look.$name = value,
        },)*)*];
    };
}

parameters! {
    "beam" {
        brightness: "times", 0.2..=2.0 = 1.25, "Strength of the beam.";
        glow: "times", 0.0..=4.0 = 0.6, "Light of the lit ground between the figures, beyond what the picture gives it.";
        ceiling: "share", 0.3..=1.0 = 1.0, "Encoded level above which nothing is shown.";
        beam_lines: "lines", 0.0..=1200.0 = 270.0, "Lines that the beam draws down the tube; 0 draws none.";
        beam_depth: "share", 0.0..=1.0 = 0.9, "How far the gaps between beam lines darken.";
        beam_faint: "line pitches", 0.15..=0.6 = 0.27, "Half width (sigma) of the beam where it is faint.";
        beam_bright: "line pitches", 0.15..=0.9 = 0.36, "Half width (sigma) of the beam where it is brightest.";
    }
    "phosphor" {
        afterglow: "ms", 0.0..=500.0 = 55.0, "Time in which the light of the phosphor falls to a tenth.";
        afterglow_tail: "times", 1.0..=4.0 = 1.6, "How much longer blue glows on than red.";
    }
    "scattered light" {
        halation: "share", 0.0..=0.8 = 0.15, "Light that the phosphor scatters close around it.";
        halation_reach: "tube units", 2.0..=60.0 = 18.0, "How far halation reaches.";
        diffusion: "share", 0.0..=0.6 = 0.12, "Light that the glass scatters widely.";
        diffusion_reach: "tube units", 40.0..=400.0 = 220.0, "How far diffusion reaches.";
        halo_blue: "share", 0.0..=1.0 = 0.55, "How much bluer the scattered light is than the picture.";
    }
    "glass" {
        curvature: "share", 0.0..=0.15 = 0.035, "How far the edges of the tube bulge, in half widths.";
        corner: "tube units", 0.0..=200.0 = 72.0, "Radius of the tube's corners.";
        vignette: "share", 0.0..=1.0 = 0.85, "How far the corners of the tube darken.";
        mask: "share", 0.0..=1.0 = 0.0, "Strength of a shadow mask; a monochrome tube has none.";
        mask_pitch: "tube units", 1.5..=8.0 = 3.0, "Distance of the mask's stripes of one colour.";
    }
    "room" {
        reflection: "share", 0.0..=1.0 = 0.28, "Strength of the room's reflection in the glass: its ceiling lights, and a little of all else.";
        bezel_glow: "share", 0.0..=1.0 = 0.8, "Strength of the picture's reflection in the bezel and on the desk.";
        room: "times", 0.0..=2.0 = 1.0, "Light of the room.";
    }
    "unrest" {
        grain: "share", 0.0..=0.2 = 0.018, "Strength of the grain.";
        grain_rate: "Hz", 1.0..=60.0 = 24.0, "How often the grain changes.";
        hum: "share", 0.0..=0.3 = 0.0, "Depth of the bar that mains hum moves up the picture.";
        hum_rate: "Hz", 0.02..=1.0 = 0.2, "How often the hum bar passes.";
        flicker: "share", 0.0..=0.09 = 0.0, "Depth of the unsteadiness of the whole picture.";
        flicker_rate: "Hz", 0.1..=3.0 = 2.0, "How fast the unsteadiness is.";
    }
    "power" {
        warm_up: "s", 0.0..=6.0 = 1.6, "Time until the picture has its full light after power on.";
        collapse: "s", 0.0..=2.0 = 0.6, "Time in which the picture collapses after power off.";
        degauss: "share", 0.0..=1.0 = 0.6, "Strength of the wobble when the tube is degaussed.";
    }
}

impl Parameter {
    /// The parameter of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PARAMETERS.iter().find(|parameter| parameter.name == name)
    }

    /// Its name in plain words, as `halation reach`.
    pub fn label(&self) -> String {
        self.name.replace('_', " ")
    }

    /// What it may be, as `0.2 to 3 times`.
    pub fn range(&self) -> String {
        format!("{} to {} {}", self.least, self.most, self.unit)
    }

    /// What it is in a look.
    pub fn of(&self, look: &Look) -> f64 {
        (self.get)(look)
    }

    /// Sets it, within its range. What is no number sets nothing.
    pub fn set(&self, look: &mut Look, value: f64) {
        if !value.is_nan() {
            (self.set)(look, value.clamp(self.least, self.most));
        }
    }

    /// Whether it can have this value.
    pub fn allows(&self, value: f64) -> bool {
        (self.least..=self.most).contains(&value)
    }
}

impl Look {
    /// The look for those who want less motion: nothing of it moves by itself, and the picture comes and goes at once.
    #[must_use]
    pub fn still(self) -> Self {
        Self { hum: 0.0, flicker: 0.0, degauss: 0.0, collapse: 0.0, warm_up: 0.0, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_look_is_the_look_without_what_moves() {
        let worn = Look::named("worn").unwrap();
        let still = worn.still();
        for parameter in PARAMETERS {
            let moves = ["hum", "flicker", "degauss", "collapse", "warm_up"].contains(&parameter.name);
            assert_eq!(parameter.of(&still), if moves { 0.0 } else { parameter.of(&worn) });
        }
    }

    #[test]
    fn a_group_stands_together() {
        let mut groups: Vec<&str> = PARAMETERS.iter().map(|parameter| parameter.group).collect();
        groups.dedup();
        let together = groups.len();
        groups.sort_unstable();
        groups.dedup();
        assert_eq!(groups.len(), together);
    }

    #[test]
    fn every_parameter_has_a_name_of_its_own_and_a_default_in_range() {
        for (index, parameter) in PARAMETERS.iter().enumerate() {
            assert!(parameter.allows(parameter.default), "{}", parameter.name);
            assert!(!parameter.about.is_empty() && parameter.about.ends_with('.'));
            assert!(PARAMETERS[..index].iter().all(|other| other.name != parameter.name));
            let mut look = Look::default();
            assert_eq!(parameter.of(&look), parameter.default);
            parameter.set(&mut look, parameter.most);
            assert_eq!(parameter.of(&look), parameter.most);
            parameter.set(&mut look, f64::NAN);
            assert_eq!(parameter.of(&look), parameter.most);
            parameter.set(&mut look, f64::NEG_INFINITY);
            assert_eq!(parameter.of(&look), parameter.least);
        }
    }
}
