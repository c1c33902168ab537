//! The looks that come with the program, as data in `assets/looks`.

use std::sync::OnceLock;

use super::text::Wrong;
use super::{Look, LookError, PARAMETERS, Parameter};
use crate::nearest::right;

/// The shipped looks by name. Each may say that it begins as one before it.
const FILES: &[(&str, &str)] = &[
    ("new", include_str!("../../../assets/looks/new.toml")),
    ("worn", include_str!("../../../assets/looks/worn.toml")),
    ("camera", include_str!("../../../assets/looks/camera.toml")),
    ("flat", include_str!("../../../assets/looks/flat.toml")),
];

/// A look that comes with the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Shipped {
    /// Its stable name.
    pub name: &'static str,
    /// What it is like, one line.
    pub about: String,
    /// The look.
    pub look: Look,
}

/// The shipped looks, in the order in which they are shown; they are read at the first call.
pub fn looks() -> &'static [Shipped] {
    static LOOKS: OnceLock<Vec<Shipped>> = OnceLock::new();
    LOOKS.get_or_init(|| {
        let mut looks: Vec<Shipped> = Vec::new();
        for (name, text) in FILES {
            match Look::read(text, &looks) {
                Ok((about, look)) => looks.push(Shipped { name, about, look }),
                // A test has read every one of these.
                Err(error) => panic!("the look {name} is not whole: {error}"),
            }
        }
        looks
    })
}

/// The look of a name among some.
pub(super) fn among<'a>(looks: &'a [Shipped], name: &str) -> Result<&'a Shipped, Wrong> {
    looks.iter().find(|shipped| shipped.name == name).ok_or_else(|| {
        let names: Vec<&str> = looks.iter().map(|shipped| shipped.name).collect();
        Wrong::Name { name: name.to_owned(), right: right(name, &names) }
    })
}

impl Look {
    /// The shipped look of a name.
    ///
    /// # Errors
    /// [`Wrong::Name`].
    pub fn named(name: &str) -> Result<Self, LookError> {
        Ok(among(looks(), name)?.look)
    }
}

/// A shipped look by its name, and what somebody has made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    name: &'static str,
    /// The look as it is now.
    pub look: Look,
}

impl Default for Choice {
    fn default() -> Self {
        Look::default().into()
    }
}

impl From<Look> for Choice {
    /// A look of one's own counts as made of `new`.
    fn from(look: Look) -> Self {
        Self { name: FILES[0].0, look }
    }
}

impl Choice {
    /// A shipped look as it is.
    ///
    /// # Errors
    /// [`Wrong::Name`].
    pub fn named(name: &str) -> Result<Self, LookError> {
        let shipped = among(looks(), name)?;
        Ok(Self { name: shipped.name, look: shipped.look })
    }

    /// The name of the shipped look.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The shipped look, without what was made of it.
    pub fn shipped(&self) -> Look {
        among(looks(), self.name).map_or_else(|_| Look::default(), |shipped| shipped.look)
    }

    /// The parameters that are otherwise than in the shipped look, with what they are now.
    pub fn changes(&self) -> Vec<(&'static Parameter, f64)> {
        let shipped = self.shipped();
        let all = PARAMETERS.iter().map(|parameter| (parameter, parameter.of(&self.look)));
        all.filter(|(parameter, value)| *value != parameter.of(&shipped)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(name: &str) -> Look {
        Look::named(name).unwrap()
    }

    #[test]
    fn the_look_new_is_the_defaults() {
        assert_eq!(look("new"), Look::default());
        assert_eq!(Choice::default(), Choice::named("new").unwrap());
        assert!(FILES[0].1.lines().all(|line| line.starts_with(['#', 'a'])), "it has values");
    }

    #[test]
    fn every_shipped_look_has_a_line_about_it_and_differs_from_the_others() {
        assert_eq!(looks().len(), FILES.len());
        for (index, shipped) in looks().iter().enumerate() {
            assert!(!shipped.about.is_empty() && !shipped.about.contains('\n'));
            assert!(looks()[..index].iter().all(|other| other.look != shipped.look), "{}", shipped.name);
        }
    }

    #[test]
    fn looks_are_as_their_names_say() {
        let (new, worn, camera, flat) = (look("new"), look("worn"), look("camera"), look("flat"));
        assert!(worn.afterglow > new.afterglow && worn.beam_faint > new.beam_faint);
        assert!(worn.vignette > new.vignette && worn.warm_up > new.warm_up);
        assert!(worn.halation > new.halation && worn.diffusion > new.diffusion);
        assert!(worn.grain > new.grain && worn.hum > 0.0 && worn.flicker > 0.0);
        for still in [camera, flat] {
            let steady = [still.grain, still.hum, still.flicker, still.beam_lines, still.mask];
            assert_eq!(steady, [0.0; 5]);
        }
        assert!(camera.ceiling < 0.95 && camera.afterglow < new.afterglow);
        // What `flat` leaves as it is has no effect without what it takes away.
        for (parameter, value) in PARAMETERS.iter().map(|parameter| (parameter, parameter.of(&flat))) {
            let gone = ["share", "s", "ms"].contains(&parameter.unit) && parameter.name != "ceiling";
            assert!(!gone || value == 0.0, "{}", parameter.name);
        }
        assert_eq!([flat.brightness, flat.glow, flat.ceiling, flat.corner], [1.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn a_choice_tells_what_was_changed() {
        let mut choice = Choice::named("worn").unwrap();
        assert_eq!(choice.changes().len(), 0);
        choice.look.grain = 0.1;
        choice.look.room = 0.5;
        let changes: Vec<_> =
            choice.changes().iter().map(|(parameter, value)| (parameter.name, *value)).collect();
        assert_eq!(changes, [("room", 0.5), ("grain", 0.1)]);
        assert_eq!((choice.name(), choice.shipped()), ("worn", look("worn")));
    }

    #[test]
    fn a_wrong_name_is_told_with_the_nearest() {
        let told = |name| Look::named(name).unwrap_err().to_string();
        assert_eq!(told("wron"), r#"there is no look "wron"; perhaps "worn" is meant"#);
        assert_eq!(told("sepia"), r#"there is no look "sepia"; known are new, worn, camera, flat"#);
        assert_eq!(Choice::named("").unwrap_err().to_string(), Look::named("").unwrap_err().to_string());
    }
}
