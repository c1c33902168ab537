//! Whole frames from egui: the same bytes whatever was shown before, and however the work is shared out.

use egui::epaint::Shadow;
use egui::{Align2, Context, FontData, FontDefinitions, FontFamily, FontId, RawInput, Stroke, StrokeKind};

use super::*;
use crate::tube::digits::{DIGITS, DigitSheet, Weight};

/// A context with a font of ours, and its textures.
struct Stage {
    context: Context,
    textures: Textures,
    scale: f32,
}

impl Stage {
    fn new(scale: f32) -> Self {
        let context = Context::default();
        let mut fonts = FontDefinitions::empty();
        let archivo = FontData::from_static(include_bytes!("../../../../assets/fonts/Archivo-Medium.ttf"));
        fonts.font_data.insert("archivo".into(), archivo.into());
        for family in [FontFamily::Proportional, FontFamily::Monospace] {
            fonts.families.insert(family, vec!["archivo".into()]);
        }
        context.set_fonts(fonts);
        context.set_pixels_per_point(scale);
        let mut textures = Textures::new();
        textures.insert(DIGITS, DigitSheet::get().texture());
        Self { context, textures, scale }
    }

    fn pass(&mut self, paint: impl Fn(&egui::Painter)) -> Vec<ClippedPrimitive> {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(480.0, 320.0))),
            max_texture_side: Some(2048),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(self.scale);
        let mut output = self.context.run_ui(input, |ui| paint(ui.painter()));
        self.textures.apply(&output.textures_delta);
        output.textures_delta.clear();
        self.context.tessellate(output.shapes, output.pixels_per_point)
    }
}

/// Words at several sizes, shapes of every kind, digits at every angle.
fn frame(painter: &egui::Painter) {
    let ink = Color32::from_rgb(180, 230, 255);
    for (i, size) in [9.0, 13.0, 15.0, 18.0, 31.0].into_iter().enumerate() {
        let at = pos2(12.3 + i as f32, 10.7 + i as f32 * 40.0);
        painter.text(at, Align2::LEFT_TOP, "File 0417, north wing", FontId::proportional(size), ink);
    }
    let galley = painter.layout_no_wrap("turned".into(), FontId::proportional(22.0), ink);
    painter.add(egui::epaint::TextShape::new(pos2(300.0, 40.0), galley, ink).with_angle(0.4));
    painter.circle_filled(pos2(400.2, 100.4), 3.3, ink);
    painter.circle(pos2(400.0, 160.0), 22.0, Color32::from_black_alpha(90), Stroke::new(1.5, ink));
    painter.rect(
        Rect::from_min_size(pos2(250.0, 120.0), vec2(90.0, 60.0)),
        6.0,
        Color32::from_rgba_unmultiplied(30, 90, 120, 140),
        Stroke::new(1.0, ink),
        StrokeKind::Middle,
    );
    let rect = Rect::from_min_size(pos2(250.0, 200.0), vec2(60.0, 40.0));
    painter.add(
        Shadow { offset: [3, 4], blur: 9, spread: 2, color: ink.gamma_multiply(0.4) }.as_shape(rect, 4.0),
    );
    painter.line_segment([pos2(5.0, 300.0), pos2(470.0, 291.0)], Stroke::new(2.0, ink));
    let mut digits = Mesh::with_texture(DIGITS);
    for i in 0..40u8 {
        let centre = pos2(20.0 + f32::from(i % 10) * 44.0, 210.0 + f32::from(i / 10) * 27.0);
        let turn = if i % 3 == 0 { f32::from(i) * 0.21 } else { 0.0 };
        let weight = if i % 2 == 0 { Weight::Light } else { Weight::Medium };
        let em = 18.0 + f32::from(i);
        DigitSheet::get().quad(
            &mut digits,
            i % 10,
            weight,
            centre,
            em,
            turn,
            ink,
            painter.pixels_per_point(),
        );
    }
    painter.add(egui::Shape::mesh(digits));
}

fn show(primitives: &[ClippedPrimitive], stage: &Stage) -> Image {
    let mut image = Image::new((480.0 * stage.scale) as usize, (320.0 * stage.scale) as usize);
    raster(primitives, &stage.textures, stage.scale, Color32::from_rgb(3, 8, 12), &mut image);
    image
}

#[test]
fn a_frame_is_the_same_from_a_fresh_atlas_and_from_a_grown_one() {
    for scale in [1.0, 1.5] {
        let mut fresh = Stage::new(scale);
        let primitives = fresh.pass(frame);
        let expected = show(&primitives, &fresh);
        let mut grown = Stage::new(scale);
        for step in 0..30u32 {
            grown.pass(|painter| {
                let font = FontId::proportional(70.0 - 2.0 * step as f32);
                painter.text(Pos2::ZERO, Align2::LEFT_TOP, "0123456789 north wing of the File", font, WHITE);
            });
        }
        let primitives = grown.pass(frame);
        let height = |stage: &Stage| stage.textures.get(FONT).map_or(0, Texture::height);
        assert!(height(&grown) > height(&fresh), "the atlas is to have grown");
        assert!(show(&primitives, &grown) == expected, "history is seen at scale {scale}");
        let lit = expected.pixels.iter().filter(|p| p[1] > 100).count();
        assert!(lit > 8000, "the frame is to show something: {lit}");
    }
}

#[test]
fn a_frame_is_the_same_by_every_way() {
    for scale in [1.0, 2.5] {
        let mut stage = Stage::new(scale);
        let primitives = stage.pass(frame);
        let size = [(480.0 * scale) as usize, (320.0 * scale) as usize];
        let whole = draw_by(Paths::Fast, &primitives, &stage.textures, scale, size);
        assert!(whole == draw_by(Paths::General, &primitives, &stage.textures, scale, size));
        for threads in 1..=3 {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let mut image = Image::new(size[0], size[1]);
            pool.install(|| raster_parallel(&primitives, &stage.textures, scale, BLACK, &mut image));
            assert!(image == whole, "{threads} threads");
        }
        // Bands of any height.
        for rows in [1, 7, 1000] {
            let mut image = Image::new(size[0], size[1]);
            let plan =
                Plan::with_bands(&primitives, &stage.textures, scale, &mut image, Paths::Fast, rows, None);
            let plan = plan.expect("an image with pixels");
            for (band, pixels) in image.pixels.chunks_mut(plan.band_pixels()).enumerate() {
                plan.draw(band, 0..plan.width, BLACK.to_array(), pixels);
            }
            assert!(image == whole, "bands of {rows} rows");
        }
    }
}
