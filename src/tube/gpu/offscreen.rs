//! A frame buffer beside the window, from which pictures are read back.

use egui_glow::glow::{self, Context, HasContext as _, PixelPackData, PixelUnpackData};

use super::GpuError;

/// A frame buffer of 8 bits a channel.
#[derive(Debug)]
pub struct Offscreen {
    buffer: glow::Framebuffer,
    texture: glow::Texture,
}

impl Offscreen {
    /// Makes one of `size` pixels, and draws into it from now on: the whole of it, nothing is cut.
    ///
    /// # Errors
    /// [`GpuError::Failed`] where GL has none of that size to give.
    pub fn begin(gl: &Context, size: [u32; 2]) -> Result<Self, GpuError> {
        let [width, height] = size.map(|side| side as i32);
        // SAFETY: the context is current, and what is bound was made in it.
        unsafe {
            let texture = gl.create_texture().map_err(GpuError::Failed)?;
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(glow::TEXTURE_2D, Some(texture));
            let (none, kept) = (PixelUnpackData::Slice(None), glow::RGBA8 as i32);
            let (format, part) = (glow::RGBA, glow::UNSIGNED_BYTE);
            gl.tex_image_2d(glow::TEXTURE_2D, 0, kept, width, height, 0, format, part, none);
            let nearest = glow::NEAREST as i32;
            gl.tex_parameter_i32(glow::TEXTURE_2D, glow::TEXTURE_MIN_FILTER, nearest);
            let buffer = match gl.create_framebuffer() {
                Ok(buffer) => buffer,
                Err(error) => {
                    gl.delete_texture(texture);
                    return Err(GpuError::Failed(error));
                }
            };
            gl.bind_framebuffer(glow::FRAMEBUFFER, Some(buffer));
            let (to, texture_2d) = (glow::COLOR_ATTACHMENT0, glow::TEXTURE_2D);
            gl.framebuffer_texture_2d(glow::FRAMEBUFFER, to, texture_2d, Some(texture), 0);
            gl.disable(glow::SCISSOR_TEST);
            let made = Self { buffer, texture };
            match gl.check_framebuffer_status(glow::FRAMEBUFFER) {
                glow::FRAMEBUFFER_COMPLETE => Ok(made),
                status => {
                    made.end(gl);
                    Err(GpuError::Failed(format!("a frame buffer is not complete: {status:#06x}")))
                }
            }
        }
    }

    /// The pixels of a rectangle whose lower left one is `origin`, counted from the lower left, row by row from the
    /// top: red, green, blue and alpha.
    pub fn pixels(&self, gl: &Context, [left, bottom]: [i32; 2], size: [u32; 2]) -> Vec<[u8; 4]> {
        let [width, height] = size.map(|side| side as usize);
        let mut pixels = vec![[0; 4]; width * height];
        // SAFETY: the context is current and the frame buffer is bound; `pixels` has room for so many.
        unsafe {
            gl.pixel_store_i32(glow::PACK_ALIGNMENT, 1);
            let (format, part) = (glow::RGBA, glow::UNSIGNED_BYTE);
            let bytes = PixelPackData::Slice(Some(pixels.as_flattened_mut()));
            gl.read_pixels(left, bottom, width as i32, height as i32, format, part, bytes);
        }
        let rows: Vec<&[[u8; 4]]> = pixels.chunks_exact(width.max(1)).rev().collect();
        rows.concat()
    }

    /// Gives it back, and draws to the window again.
    pub fn end(self, gl: &Context) {
        // SAFETY: the context is current, and both were made in it.
        unsafe {
            gl.bind_framebuffer(glow::FRAMEBUFFER, None);
            gl.delete_framebuffer(self.buffer);
            gl.delete_texture(self.texture);
        }
    }
}
