//! What GL says of itself.

use egui_glow::glow::{self, Context, HasContext as _};

/// Words in the names of renderers that draw on the processor.
const SOFTWARE: [&str; 7] =
    ["llvmpipe", "softpipe", "swrast", "swiftshader", "software", "gdi generic", "basic render"];

/// Who draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Who made it.
    pub vendor: String,
    /// What it is.
    pub renderer: String,
    /// The version of GL.
    pub version: String,
    /// The version of its shading language.
    pub shading: String,
    /// The longest side of a texture.
    pub largest_texture: usize,
    /// Whether it is GL for embedded systems, GL ES.
    pub embedded: bool,
}

impl Card {
    /// Asks the context, which must be current.
    pub fn read(gl: &Context) -> Self {
        // SAFETY: the context is current.
        let [vendor, renderer, version, shading] =
            [glow::VENDOR, glow::RENDERER, glow::VERSION, glow::SHADING_LANGUAGE_VERSION]
                .map(|what| unsafe { gl.get_parameter_string(what) });
        // SAFETY: as above.
        let largest = unsafe { gl.get_parameter_i32(glow::MAX_TEXTURE_SIZE) };
        let largest_texture = usize::try_from(largest).unwrap_or(0);
        Self { vendor, renderer, version, shading, largest_texture, embedded: gl.version().is_embedded }
    }

    /// Whether it is known by its name to draw on the processor.
    pub fn is_software(&self) -> bool {
        let name = self.renderer.to_lowercase();
        SOFTWARE.iter().any(|word| name.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_is_known_by_its_name() {
        for (renderer, software) in [
            ("llvmpipe (LLVM 19.1.7, 256 bits)", true),
            ("GDI Generic", true),
            ("Microsoft Basic Render Driver", true),
            ("Apple Software Renderer", true),
            ("V3D 4.2", false),
            ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", false),
        ] {
            let card = Card {
                vendor: String::new(),
                renderer: renderer.to_owned(),
                version: String::new(),
                shading: String::new(),
                largest_texture: 0,
                embedded: false,
            };
            assert_eq!(card.is_software(), software, "{renderer}");
        }
    }
}
