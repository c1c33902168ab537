//! The texts of the shaders, and what stands before them by the version of GLSL.

/// The fragment shader, without its header.
pub(super) const GLASS: &str = include_str!("../glass.frag");

/// A triangle that covers the viewport.
pub(super) const TRIANGLE: &str = "
void main() {
    ivec2 corner = ivec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = vec4(vec2(corner) * 4.0 - 1.0, 0.0, 1.0);
}
";

/// What stands before a shader.
///
/// `version` is what GL says of its shading language, as `4.50`, `1.40 NVIDIA via Cg compiler` or
/// `OpenGL ES GLSL ES 3.20`. None where the language is too old: whole numbers without sign and reading by texels came
/// with GLSL 1.40 and ES 3.00.
pub(super) fn header(version: &str) -> Option<&'static str> {
    let start = version.find(|letter: char| letter.is_ascii_digit())?;
    let embedded = version[..start].contains(" ES ");
    let mut parts = version[start..].split(|letter: char| !letter.is_ascii_digit());
    let mut part = || parts.next()?.parse::<u32>().ok();
    // The minor part has two digits; some drivers leave out the last.
    let number = 100 * part()? + part().map_or(0, |minor| if minor < 10 { 10 * minor } else { minor });
    match (embedded, number) {
        (true, 300..) => Some(
            "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n\
             precision highp usampler2D;\n",
        ),
        (false, 330..) => Some("#version 330\n"),
        (false, 140..) => Some("#version 140\n"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_goes_by_the_version() {
        for (version, first) in [
            ("4.50", Some("#version 330")),
            ("4.60 NVIDIA", Some("#version 330")),
            ("3.30 - Build 26.20.100", Some("#version 330")),
            ("1.50", Some("#version 140")),
            ("1.40 NVIDIA via Cg compiler", Some("#version 140")),
            ("1.30", None),
            ("1.20", None),
            ("OpenGL ES GLSL ES 3.20", Some("#version 300 es")),
            ("OpenGL ES GLSL ES 3.00", Some("#version 300 es")),
            ("OpenGL ES GLSL ES 3.1", Some("#version 300 es")),
            ("OpenGL ES GLSL ES 1.00", None),
            ("", None),
            ("none", None),
            ("4", Some("#version 330")),
        ] {
            assert_eq!(header(version).and_then(|header| header.lines().next()), first, "{version}");
        }
    }

    /// Compilers of old drivers stumble over anything else, even in comments.
    #[test]
    fn the_texts_are_of_the_characters_that_the_language_has() {
        let allowed =
            |letter: char| letter.is_ascii_alphanumeric() || " \n_.+-/*%<>[](){}^|&~=!:;,?#".contains(letter);
        for text in [GLASS, TRIANGLE] {
            assert_eq!(text.chars().find(|&letter| !allowed(letter)), None);
        }
    }
}
