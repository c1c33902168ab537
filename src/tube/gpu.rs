//! The glass on a graphics card: the live twin of `glass.rs`, one fragment shader before textures of the light, of what
//! is scattered, and of the plate. A GL context must be current wherever one is given here, always the same one.

#![expect(unsafe_code, reason = "GL is called through pointers; whatever calls it is gathered here")]

mod card;
mod offscreen;
mod shader;
mod texture;
mod uniforms;

use egui_glow::glow::{self, Context, HasContext as _};

use super::halation::Halo;
use super::light::{Light, unpack};
use super::optics::Optics;
use super::plate::{Lamps, Plate, STORAGE_LAMP, SWITCH};
use super::tiles::Tiles;
use super::view::{Placement, Shot};
pub use card::Card;
pub use offscreen::Offscreen;
use texture::{Kind, Texture};
use uniforms::{UNIFORMS, Value};

/// How far the light of a lamp on the set reaches, in tube units.
const LAMP_REACH: f64 = 64.0;
/// Rows of the plate that are sent together.
const BAND: usize = 64;

/// What a graphics card cannot do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GpuError {
    /// It is too old.
    #[error("its shading language is version {0:?}; 1.40 or ES 3.00 is needed")]
    Old(String),
    /// It does not take the shader.
    #[error("it refuses the shader: {0}")]
    Shader(String),
    /// It has no room, or gives nothing.
    #[error("it fails: {0}")]
    Failed(String),
    /// A texture would be larger than it can have.
    #[error("a texture of {size:?} texels is larger than its largest, {most}")]
    Large {
        /// Texels across and down.
        size: [usize; 2],
        /// Texels along a side.
        most: usize,
    },
}

/// Of one picture what is not in the textures.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// The numbers.
    pub optics: Optics,
    /// The mean light of the picture, linear.
    pub mean: [f32; 3],
    /// How many texels of the scattered light the picture is wide and high.
    pub span: [f32; 2],
}

/// The shader, and what it reads.
#[derive(Debug)]
pub struct GpuGlass {
    program: glow::Program,
    vertices: glow::VertexArray,
    places: Vec<Option<glow::UniformLocation>>,
    plate: Texture,
    light: Texture,
    halo: Texture,
    lamps: Lamps,
    /// Whether frame buffers may convert what is drawn, and must be asked not to.
    converts: bool,
    /// Room for what is sent.
    bytes: Vec<u8>,
    pixels: Vec<[u8; 4]>,
}

impl GpuGlass {
    /// Compiles the shader; its textures are dark and of one texel.
    ///
    /// # Errors
    /// [`GpuError`] where GL is too old or refuses the shader; at length that is in the log.
    pub fn new(gl: &Context) -> Result<Self, GpuError> {
        let card = Card::read(gl);
        let program = program(gl, &card)?;
        // SAFETY: the context is current, and `program` is linked in it.
        let (vertices, places) = unsafe {
            let vertices = gl.create_vertex_array().map_err(GpuError::Failed)?;
            let places = UNIFORMS.iter().map(|(name, _)| gl.get_uniform_location(program, name)).collect();
            (vertices, places)
        };
        let texture = |kind, unit| Texture::new(gl, kind, unit, card.largest_texture);
        let (plate, light, halo) =
            (texture(Kind::Whole, 0)?, texture(Kind::Encoded, 1)?, texture(Kind::Whole, 2)?);
        Ok(Self {
            program,
            vertices,
            places,
            plate,
            light,
            halo,
            lamps: Lamps::default(),
            converts: !card.embedded,
            bytes: Vec::new(),
            pixels: Vec::new(),
        })
    }

    /// Takes over a plate, with these lamps lit. What is drawn from now on has its size.
    ///
    /// # Errors
    /// [`GpuError::Large`] and [`GpuError::Failed`].
    pub fn upload_plate(&mut self, gl: &Context, plate: &Plate, lamps: Lamps) -> Result<(), GpuError> {
        self.lamps = lamps;
        self.plate.resize(gl, [plate.width(), plate.height()])?;
        self.upload_rows(gl, plate, 0..plate.height());
        Ok(())
    }

    /// Lights other lamps on the plate that was taken over, which was placed so.
    pub fn upload_lamps(&mut self, gl: &Context, plate: &Plate, placement: &Placement, lamps: Lamps) {
        let before = std::mem::replace(&mut self.lamps, lamps);
        if self.plate.size() != [plate.width(), plate.height()] {
            return;
        }
        let changed =
            [(before.power != lamps.power, SWITCH), (before.storage != lamps.storage, STORAGE_LAMP)];
        for (_, shot) in changed.into_iter().filter(|(changed, _)| *changed) {
            self.upload_rows(gl, plate, rows(placement, &shot));
        }
    }

    fn upload_rows(&mut self, gl: &Context, plate: &Plate, rows: std::ops::Range<usize>) {
        let mut scratch = Vec::new();
        for first in rows.clone().step_by(BAND) {
            let band = first..(first + BAND).min(rows.end);
            self.bytes.clear();
            for y in band.clone() {
                for texel in plate.row(y, self.lamps, &mut scratch) {
                    self.bytes.extend_from_slice(texel.map(u16::to_ne_bytes).as_flattened());
                }
            }
            self.plate.fill(gl, [0, first], [plate.width(), band.len()], &self.bytes);
        }
    }

    /// Takes over the light of the tiles that changed; of a picture of another size, all of it.
    ///
    /// # Errors
    /// [`GpuError::Large`] and [`GpuError::Failed`].
    pub fn upload_light(&mut self, gl: &Context, light: &Light, changed: &Tiles) -> Result<(), GpuError> {
        let size = [light.map().width, light.map().height];
        let all;
        let tiles = if self.light.size() == size && changed.size() == size {
            changed
        } else {
            self.light.resize(gl, size)?;
            all = Tiles::all(size[0], size[1]);
            &all
        };
        for area in tiles.runs() {
            light.encoded(area, &mut self.pixels);
            self.light.fill(gl, [area.x, area.y], [area.width, area.height], self.pixels.as_flattened());
        }
        Ok(())
    }

    /// Takes over what is scattered.
    ///
    /// # Errors
    /// [`GpuError::Large`] and [`GpuError::Failed`].
    pub fn upload_halo(&mut self, gl: &Context, halo: &Halo) -> Result<(), GpuError> {
        let map = halo.map();
        let size = [map.width, map.height];
        self.halo.resize(gl, size)?;
        self.bytes.clear();
        for &texel in &map.texels {
            let [red, green, blue] = unpack(texel).map(|channel| (channel as u16).to_ne_bytes());
            self.bytes.extend_from_slice([red, green, blue, [0; 2]].as_flattened());
        }
        self.halo.fill(gl, [0, 0], size, &self.bytes);
        Ok(())
    }

    /// Draws into the frame buffer that is bound: a picture of the size of the plate, whose lower left pixel is `origin`,
    /// counted from the lower left. Encoded levels are written as they are.
    ///
    /// Leaves the viewport, the program, the vertex array, the textures of units 0 to 2 and the states for blending,
    /// depth and culling as this needs them, and unit 0 active. egui sets up its own after a callback.
    pub fn draw(&self, gl: &Context, sight: &Sight, origin: [i32; 2]) {
        let [width, height] = self.plate.size().map(|side| side as i32);
        let seen = uniforms::Seen { sight, origin };
        // SAFETY: the context is current, and every object was made in it.
        unsafe {
            gl.viewport(origin[0], origin[1], width, height);
            for state in [glow::BLEND, glow::DEPTH_TEST, glow::STENCIL_TEST, glow::CULL_FACE] {
                gl.disable(state);
            }
            if self.converts {
                gl.disable(glow::FRAMEBUFFER_SRGB);
            }
            gl.color_mask(true, true, true, true);
            gl.use_program(Some(self.program));
            for ((_, value), place) in UNIFORMS.iter().zip(&self.places) {
                let place = place.as_ref();
                match value(&seen) {
                    Value::Unit(unit) => gl.uniform_1_i32(place, unit),
                    Value::Place([x, y]) => gl.uniform_2_i32(place, x, y),
                    Value::Seed(seed) => gl.uniform_1_u32(place, seed),
                    Value::One(x) => gl.uniform_1_f32(place, x),
                    Value::Two([x, y]) => gl.uniform_2_f32(place, x, y),
                    Value::Three([x, y, z]) => gl.uniform_3_f32(place, x, y, z),
                }
            }
            for texture in [&self.halo, &self.light, &self.plate] {
                texture.bind(gl);
            }
            gl.active_texture(glow::TEXTURE0);
            gl.bind_vertex_array(Some(self.vertices));
            gl.draw_arrays(glow::TRIANGLES, 0, 3);
            gl.bind_vertex_array(None);
        }
    }

    /// Waits until all that was asked of GL is done.
    pub fn finish(gl: &Context) {
        // SAFETY: the context is current.
        unsafe { gl.finish() };
    }

    /// Gives everything back to GL.
    pub fn destroy(self, gl: &Context) {
        for texture in [&self.plate, &self.light, &self.halo] {
            texture.destroy(gl);
        }
        // SAFETY: the context is current, both were made in it, and nothing else knows them.
        unsafe {
            gl.delete_vertex_array(self.vertices);
            gl.delete_program(self.program);
        }
    }
}

/// The rows that a lamp may light, and two more at either end, since light is smoothed.
fn rows(placement: &Placement, shot: &Shot) -> std::ops::Range<usize> {
    let row = |y: f64| placement.in_picture(0.0, y).1;
    let (first, end) = (row(shot.top - LAMP_REACH) - 2.0, row(shot.bottom + LAMP_REACH) + 3.0);
    let [first, end] = [first, end].map(|row| row.clamp(0.0, f64::from(placement.height)) as usize);
    first..end
}

/// Compiles and links.
fn program(gl: &Context, card: &Card) -> Result<glow::Program, GpuError> {
    let header = shader::header(&card.shading).ok_or_else(|| GpuError::Old(card.shading.clone()))?;
    let refused = |log: String| {
        log::error!("the shader of the glass is refused by {}, {}: {log}", card.renderer, card.version);
        let line = log.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no reason is given");
        GpuError::Shader(line.to_owned())
    };
    // SAFETY: the context is current; what is made is attached, detached and deleted once.
    unsafe {
        let program = gl.create_program().map_err(GpuError::Failed)?;
        let mut result = Ok(());
        let mut shaders = Vec::new();
        for (kind, text) in [(glow::VERTEX_SHADER, shader::TRIANGLE), (glow::FRAGMENT_SHADER, shader::GLASS)]
        {
            match gl.create_shader(kind) {
                Ok(made) => {
                    gl.shader_source(made, &format!("{header}{text}"));
                    gl.compile_shader(made);
                    if !gl.get_shader_compile_status(made) {
                        result = result.and(Err(refused(gl.get_shader_info_log(made))));
                    }
                    gl.attach_shader(program, made);
                    shaders.push(made);
                }
                Err(error) => result = result.and(Err(GpuError::Failed(error))),
            }
        }
        if result.is_ok() {
            gl.link_program(program);
            if !gl.get_program_link_status(program) {
                result = Err(refused(gl.get_program_info_log(program)));
            }
        }
        for made in shaders {
            gl.detach_shader(program, made);
            gl.delete_shader(made);
        }
        if result.is_err() {
            gl.delete_program(program);
        }
        result.map(|()| program)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tube::look::Look;
    use crate::tube::view::View;

    #[test]
    fn what_a_lamp_lights_is_in_its_rows() {
        let (power, storage) = (Lamps { power: true, storage: false }, Lamps { power: false, storage: true });
        for (view, width, height) in
            [(View::Bezel, 300, 240), (View::Workstation, 220, 200), (View::Bezel, 900, 700)]
        {
            let placement = Placement::new(view, width, height);
            let plate = Plate::new(&placement, &Look::default());
            for (lamps, shot) in [(power, SWITCH), (storage, STORAGE_LAMP)] {
                let rows = rows(&placement, &shot);
                assert!(rows.len() < plate.height() / 4, "{rows:?}");
                let (mut dark, mut lit) = (Vec::new(), Vec::new());
                let changed: Vec<usize> = (0..plate.height())
                    .filter(|&y| plate.row(y, Lamps::default(), &mut dark) != plate.row(y, lamps, &mut lit))
                    .collect();
                assert!(!changed.is_empty());
                assert!(changed.iter().all(|y| rows.contains(y)), "{view:?} {width}: {rows:?}");
            }
        }
    }
}
