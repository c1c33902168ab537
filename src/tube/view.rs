//! Views: how much is shown around the tube, and where in the picture its face then lies.

use std::str::FromStr;

use crate::nearest::right;

/// What is shown around the tube.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum View {
    /// The raster alone, without glass.
    #[default]
    Plain,
    /// The face of the tube, edge to edge.
    Tube,
    /// The head of the terminal, close.
    Bezel,
    /// The whole workstation on its desk.
    Workstation,
}

/// A rectangle of the set, in tube units from the upper left corner of the face of the default tube, 1440 x 1000.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl View {
    /// Every view, from the nearest to the widest.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Tube, Self::Bezel, Self::Workstation];

    /// Their stable names, in files and on the command line.
    pub const NAMES: [&str; 4] = ["plain", "tube", "bezel", "workstation"];

    /// Its stable name.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// What must be in the picture. None where the tube itself takes on the picture's proportions.
    pub const fn shot(self) -> Option<Shot> {
        match self {
            Self::Plain | Self::Tube => None,
            Self::Bezel => Some(Shot { left: -140.0, top: -132.0, right: 1580.0, bottom: 1176.0 }),
            Self::Workstation => Some(Shot { left: -490.0, top: -268.0, right: 1930.0, bottom: 1760.0 }),
        }
    }
}

impl FromStr for View {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = Self::ALL.into_iter().find(|view| view.name() == text);
        named.ok_or_else(|| format!("there is no view {text:?}; {}", right(text, &Self::NAMES)))
    }
}

/// Where the face of the tube lies in a picture, in pixels. Pixel `(0, 0)` has its centre at 0.5, 0.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// The view.
    pub view: View,
    /// Pixels across the picture.
    pub width: u32,
    /// Pixels down the picture.
    pub height: u32,
    /// Left edge of the face, where it bulges most.
    pub left: f64,
    /// Top edge of the face, where it bulges most.
    pub top: f64,
    /// Pixels a tube unit.
    pub scale: f64,
    /// Width of the face in tube units.
    pub units_across: f64,
    /// Height of the face in tube units.
    pub units_down: f64,
}

impl Placement {
    /// Places the tube in a picture of `width` x `height` pixels.
    pub fn new(view: View, width: u32, height: u32) -> Self {
        let (across, down) = (f64::from(width), f64::from(height));
        let (units_across, units_down) = (1440.0, 1000.0);
        match view.shot() {
            None => {
                let scale = (across / units_across).min(down / units_down);
                let (units_across, units_down) = (across / scale, down / scale);
                Self { view, width, height, left: 0.0, top: 0.0, scale, units_across, units_down }
            }
            Some(shot) => {
                let scale = (across / (shot.right - shot.left)).min(down / (shot.bottom - shot.top));
                let middle = ((shot.left + shot.right) / 2.0, (shot.top + shot.bottom) / 2.0);
                let (left, top) = (across / 2.0 - middle.0 * scale, down / 2.0 - middle.1 * scale);
                Self { view, width, height, left, top, scale, units_across, units_down }
            }
        }
    }

    /// The place on the set under a place in the picture, in tube units from the upper left corner of the face.
    pub fn on_set(&self, x: f64, y: f64) -> (f64, f64) {
        ((x - self.left) / self.scale, (y - self.top) / self.scale)
    }

    /// The place in the picture of a place on the set.
    pub fn in_picture(&self, x: f64, y: f64) -> (f64, f64) {
        (self.left + x * self.scale, self.top + y * self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_known_by_its_name() {
        use clap::ValueEnum as _;
        for (view, name) in View::ALL.into_iter().zip(View::NAMES) {
            assert_eq!((view.name(), name.parse()), (name, Ok(view)));
            assert_eq!(view.to_possible_value().unwrap().get_name(), name);
        }
        let told = |name: &str| name.parse::<View>().unwrap_err();
        assert_eq!(told("bezle"), r#"there is no view "bezle"; perhaps "bezel" is meant"#);
        assert_eq!(told(""), r#"there is no view ""; known are plain, tube, bezel, workstation"#);
    }

    #[test]
    fn what_must_be_seen_is_in_the_picture() {
        for view in [View::Bezel, View::Workstation] {
            for (width, height) in [(1920, 1080), (1180, 900), (1080, 1920), (640, 640)] {
                let placement = Placement::new(view, width, height);
                let shot = view.shot().unwrap();
                let (left, top) = placement.in_picture(shot.left, shot.top);
                let (right, bottom) = placement.in_picture(shot.right, shot.bottom);
                assert!(left > -1e-6 && top > -1e-6, "{left} {top}");
                assert!(right < f64::from(width) + 1e-6 && bottom < f64::from(height) + 1e-6);
                let (x, y) = placement.on_set(left, top);
                assert!((x - shot.left).abs() < 1e-9 && (y - shot.top).abs() < 1e-9);
            }
        }
        let full = Placement::new(View::Tube, 1920, 1080);
        assert!((full.units_across - 1440.0 * (1920.0 / 1080.0) / 1.44).abs() < 1e-9);
        assert!((full.units_down - 1000.0).abs() < 1e-9);
        assert_eq!((full.left, full.top), (0.0, 0.0));
    }
}
