//! The numbers that the shader is given, by name.

use super::super::optics::STEP_OF_8;
use super::Sight;

/// What a uniform is set to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// A texture unit.
    Unit(i32),
    /// A place in pixels.
    Place([i32; 2]),
    /// A seed.
    Seed(u32),
    /// A number.
    One(f32),
    /// Two of them.
    Two([f32; 2]),
    /// Three of them.
    Three([f32; 3]),
}

/// One picture, and where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    pub(super) sight: &'a Sight,
    pub(super) origin: [i32; 2],
}

/// A name, and what it is set to.
type Uniform = (&'static str, fn(&Seen<'_>) -> Value);

/// Every uniform of the shader.
pub(super) const UNIFORMS: &[Uniform] = &[
    ("u_plate", |_| Value::Unit(0)),
    ("u_light", |_| Value::Unit(1)),
    ("u_halo", |_| Value::Unit(2)),
    ("u_origin", |seen| Value::Place(seen.origin)),
    ("u_span", |seen| Value::Two(seen.sight.span)),
    ("u_mean", |seen| Value::Three(seen.sight.mean)),
    ("u_middle", |seen| Value::Two(seen.sight.optics.middle)),
    ("u_half", |seen| Value::Two(seen.sight.optics.half)),
    ("u_curvature", |seen| Value::One(seen.sight.optics.curvature)),
    ("u_shrink", |seen| Value::Two(seen.sight.optics.shrink)),
    ("u_swing", |seen| Value::One(seen.sight.optics.swing)),
    ("u_phase", |seen| Value::One(seen.sight.optics.phase)),
    ("u_direct", |seen| Value::Three(seen.sight.optics.direct)),
    ("u_scattered", |seen| Value::One(seen.sight.optics.scattered)),
    ("u_glow", |seen| Value::Three(seen.sight.optics.glow)),
    ("u_lines", |seen| Value::One(seen.sight.optics.lines)),
    ("u_depth", |seen| Value::Two(seen.sight.optics.depth)),
    ("u_beam", |seen| Value::Two(seen.sight.optics.beam)),
    ("u_vignette", |seen| Value::One(seen.sight.optics.vignette)),
    ("u_mask", |seen| Value::One(seen.sight.optics.mask)),
    ("u_mask_pitch", |seen| Value::One(seen.sight.optics.mask_pitch)),
    ("u_hum", |seen| Value::One(seen.sight.optics.hum)),
    ("u_hum_phase", |seen| Value::One(seen.sight.optics.hum_phase)),
    ("u_spot", |seen| Value::Three(seen.sight.optics.spot)),
    ("u_spot_size", |seen| Value::Two(seen.sight.optics.spot_size)),
    ("u_ceiling", |seen| Value::One(seen.sight.optics.ceiling)),
    ("u_grain", |seen| Value::One(seen.sight.optics.grain.max(STEP_OF_8))),
    ("u_grain_seed", |seen| Value::Seed(seen.sight.optics.grain_seed)),
    ("u_dither_seed", |seen| Value::Seed(seen.sight.optics.dither_seed)),
];

#[cfg(test)]
mod tests {
    use super::super::shader::GLASS;
    use super::*;
    use crate::time::Time;
    use crate::tube::deflection::Deflection;
    use crate::tube::look::Look;
    use crate::tube::optics::{Moment, Optics, Tint};
    use crate::tube::view::{Placement, View};

    fn sight() -> Sight {
        let moment = Moment { deflection: Deflection::STEADY, time: Time::ZERO, seed: 1, still: false };
        let placement = Placement::new(View::Tube, 640, 480);
        let optics = Optics::new(&Look::default(), &placement, &Tint::default(), &moment);
        Sight { optics, mean: [0.0; 3], span: [1.0; 2] }
    }

    #[test]
    fn the_shader_names_what_is_set_and_no_more() {
        let sight = sight();
        let seen = Seen { sight: &sight, origin: [0, 0] };
        let kind = |value| match value {
            Value::Unit(_) => "sampler2D",
            Value::Place(_) => "ivec2",
            Value::Seed(_) => "uint",
            Value::One(_) => "float",
            Value::Two(_) => "vec2",
            Value::Three(_) => "vec3",
        };
        let mut set: Vec<String> =
            UNIFORMS.iter().map(|(name, value)| format!("{} {name};", kind(value(&seen)))).collect();
        let declared = GLASS.lines().filter_map(|line| line.strip_prefix("uniform "));
        let mut named: Vec<String> = declared.map(|line| line.replace("usampler", "sampler")).collect();
        set.sort_unstable();
        named.sort_unstable();
        assert_eq!(set, named);
        // Every one is used, besides where it is declared.
        for (name, _) in UNIFORMS {
            let words = GLASS.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
            assert!(words.filter(|word| word == name).count() > 1, "{name}");
        }
    }

    /// A number that is added to the optics must be given to the shader as well.
    #[test]
    fn the_shader_is_given_all_the_optics() {
        let text = format!("{:?}", sight().optics);
        let fields =
            text.split(['{', ',']).filter_map(|part| part.split_once(':')).map(|(name, _)| name.trim());
        for field in fields {
            let name = format!("u_{field}");
            assert!(UNIFORMS.iter().any(|(known, _)| *known == name), "{field}");
        }
    }
}
