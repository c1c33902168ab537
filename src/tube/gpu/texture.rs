//! Textures of four channels, of which parts are filled from bytes.

use egui_glow::glow::{self, Context, HasContext as _, PixelUnpackData};

use super::GpuError;

/// What a texture holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers of 16 bits, in the machine's order of bytes.
    Whole,
    /// Levels of 8 bits, encoded by the transfer function of sRGB, which the card undoes as it reads them.
    Encoded,
}

impl Kind {
    /// How GL keeps it, and in which form it takes it.
    const fn formats(self) -> (u32, u32, u32) {
        match self {
            Self::Whole => (glow::RGBA16UI, glow::RGBA_INTEGER, glow::UNSIGNED_SHORT),
            Self::Encoded => (glow::SRGB8_ALPHA8, glow::RGBA, glow::UNSIGNED_BYTE),
        }
    }

    /// Bytes of a texel.
    const fn bytes(self) -> usize {
        match self {
            Self::Whole => 8,
            Self::Encoded => 4,
        }
    }
}

/// A texture, read by whole texels.
#[derive(Debug)]
pub(super) struct Texture {
    texture: glow::Texture,
    kind: Kind,
    unit: u32,
    size: [usize; 2],
    most: usize,
}

impl Texture {
    /// A dark one of one texel, to be read from a texture unit. No side may be longer than `most`.
    pub(super) fn new(gl: &Context, kind: Kind, unit: u32, most: usize) -> Result<Self, GpuError> {
        // SAFETY: the context is current.
        let texture = unsafe { gl.create_texture() }.map_err(GpuError::Failed)?;
        let mut texture = Self { texture, kind, unit, size: [0, 0], most };
        texture.resize(gl, [1, 1])?;
        texture.fill(gl, [0, 0], [1, 1], &[0; 8][..kind.bytes()]);
        Ok(texture)
    }

    /// Texels across and down.
    pub(super) fn size(&self) -> [usize; 2] {
        self.size
    }

    /// Makes room for so many texels, at least one; what they hold is to be filled in, unless the size is as before.
    pub(super) fn resize(&mut self, gl: &Context, size: [usize; 2]) -> Result<(), GpuError> {
        let size = size.map(|side| side.max(1));
        if size.iter().any(|&side| side > self.most) {
            return Err(GpuError::Large { size, most: self.most });
        }
        if size == self.size {
            return Ok(());
        }
        let [width, height] = size.map(|side| side as i32);
        let (kept, format, part) = self.kind.formats();
        self.bind(gl);
        // SAFETY: the context is current and the texture is bound; GL reads no bytes.
        let error = unsafe {
            // Errors of earlier calls, which are not meant here. A context that is lost has them without end.
            for _ in 0..16 {
                if gl.get_error() == glow::NO_ERROR {
                    break;
                }
            }
            let none = PixelUnpackData::Slice(None);
            gl.tex_image_2d(glow::TEXTURE_2D, 0, kept as i32, width, height, 0, format, part, none);
            for (parameter, value) in [
                (glow::TEXTURE_MIN_FILTER, glow::NEAREST),
                (glow::TEXTURE_MAG_FILTER, glow::NEAREST),
                (glow::TEXTURE_WRAP_S, glow::CLAMP_TO_EDGE),
                (glow::TEXTURE_WRAP_T, glow::CLAMP_TO_EDGE),
                (glow::TEXTURE_MAX_LEVEL, 0),
            ] {
                gl.tex_parameter_i32(glow::TEXTURE_2D, parameter, value as i32);
            }
            gl.get_error()
        };
        match error {
            glow::NO_ERROR => self.size = size,
            glow::OUT_OF_MEMORY => return Err(GpuError::Failed("out of memory".to_owned())),
            error => return Err(GpuError::Failed(format!("error {error:#06x} for a texture"))),
        }
        Ok(())
    }

    /// Fills a rectangle; nothing, unless it lies within and `bytes` are as many as it has.
    pub(super) fn fill(&self, gl: &Context, [x, y]: [usize; 2], [width, height]: [usize; 2], bytes: &[u8]) {
        let within = x + width <= self.size[0] && y + height <= self.size[1];
        if !within || bytes.is_empty() || bytes.len() != width * height * self.kind.bytes() {
            return;
        }
        let (_, format, part) = self.kind.formats();
        let [x, y, width, height] = [x, y, width, height].map(|number| number as i32);
        self.bind(gl);
        // SAFETY: the context is current and the texture is bound; the rectangle lies within it, and rows of whole
        // texels stand in `bytes` without a gap.
        unsafe {
            gl.pixel_store_i32(glow::UNPACK_ALIGNMENT, 1);
            let bytes = PixelUnpackData::Slice(Some(bytes));
            gl.tex_sub_image_2d(glow::TEXTURE_2D, 0, x, y, width, height, format, part, bytes);
        }
    }

    /// Binds it to its unit, which is then the active one.
    pub(super) fn bind(&self, gl: &Context) {
        // SAFETY: the context is current, and the texture was made in it.
        unsafe {
            gl.active_texture(glow::TEXTURE0 + self.unit);
            gl.bind_texture(glow::TEXTURE_2D, Some(self.texture));
        }
    }

    /// Gives it back.
    pub(super) fn destroy(&self, gl: &Context) {
        // SAFETY: the context is current, and the texture was made in it.
        unsafe { gl.delete_texture(self.texture) };
    }
}
