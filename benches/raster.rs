//! Frames of the size and kind that the terminal shows, on one thread and on two.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::epaint::Mesh;
use egui::{
    Align2, ClippedPrimitive, Color32, Context, FontData, FontDefinitions, FontFamily, FontId, Painter, Pos2,
    RawInput, Rect, Stroke, StrokeKind, ViewportId, pos2, vec2,
};
use macrodat::tube::digits::{DIGITS, DigitSheet, Weight};
use macrodat::tube::image::Image;
use macrodat::tube::raster::{raster, raster_parallel};
use macrodat::tube::textures::Textures;

const SIZE: [f32; 2] = [1440.0, 1000.0];
const INK: Color32 = Color32::from_rgb(180, 230, 255);
const GROUND: Color32 = Color32::from_rgb(3, 8, 12);

/// What a raster is given: meshes and textures.
struct Frame {
    primitives: Vec<ClippedPrimitive>,
    textures: Textures,
    scale: f32,
}

impl Frame {
    fn new(scale: f32, paint: impl Fn(&Painter)) -> Self {
        let context = Context::default();
        let mut fonts = FontDefinitions::empty();
        let archivo = FontData::from_static(include_bytes!("../assets/fonts/Archivo-Medium.ttf"));
        fonts.font_data.insert("archivo".into(), archivo.into());
        for family in [FontFamily::Proportional, FontFamily::Monospace] {
            fonts.families.insert(family, vec!["archivo".into()]);
        }
        context.set_fonts(fonts);
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE.into())),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(scale);
        let mut output = context.run_ui(input, |ui| paint(ui.painter()));
        let mut textures = Textures::new();
        textures.insert(DIGITS, DigitSheet::get().texture());
        textures.apply(&output.textures_delta);
        output.textures_delta.clear();
        Self { primitives: context.tessellate(output.shapes, output.pixels_per_point), textures, scale }
    }

    fn image(&self) -> Image {
        let [width, height] = SIZE.map(|side| (side * self.scale) as usize);
        Image::new(width, height)
    }
}

/// A board in play: 230 digits, fourteen of them swollen and turned, a header, ten boxes, rules.
fn board(painter: &Painter) {
    painter.text(
        pos2(60.0, 40.0),
        Align2::LEFT_CENTER,
        "North Annex, Second Floor",
        FontId::proportional(34.0),
        INK,
    );
    painter.text(pos2(1380.0, 40.0), Align2::RIGHT_CENTER, "42 % Complete", FontId::proportional(28.0), INK);
    for y in [90.0, 94.0, 780.0, 784.0] {
        painter.hline(0.0..=SIZE[0], y, Stroke::new(1.5, INK));
    }
    for i in 0..10u8 {
        let at = pos2(60.0 + f32::from(i % 5) * 270.0, 810.0 + f32::from(i / 5) * 90.0);
        let rect = Rect::from_min_size(at, vec2(240.0, 70.0));
        painter.rect(rect, 2.0, INK.gamma_multiply(0.08), Stroke::new(2.0, INK), StrokeKind::Middle);
        let share = Rect::from_min_size(at + vec2(4.0, 44.0), vec2(20.0 + 20.0 * f32::from(i), 22.0));
        painter.rect_filled(share, 0.0, INK);
        painter.text(
            at + vec2(120.0, 22.0),
            Align2::CENTER_CENTER,
            format!("0{i}"),
            FontId::proportional(20.0),
            INK,
        );
    }
    let mut digits = Mesh::with_texture(DIGITS);
    for i in 0..230u16 {
        let centre = pos2(70.0 + f32::from(i % 23) * 58.7, 140.0 + f32::from(i / 23) * 64.3);
        let swollen = i % 17 == 5;
        let (em, turn) = if swollen { (72.0, 0.1 + f32::from(i)) } else { (30.0, 0.0) };
        let weight = if i % 2 == 0 { Weight::Light } else { Weight::Medium };
        DigitSheet::get().quad(
            &mut digits,
            (i % 10) as u8,
            weight,
            centre,
            em,
            turn,
            INK,
            painter.pixels_per_point(),
        );
    }
    painter.add(egui::Shape::mesh(digits));
}

/// A page of the handbook: 1,800 glyphs.
fn page(painter: &Painter) {
    for row in 0..36u8 {
        let size = 15.0 + f32::from(row % 4);
        let words = "The fourth cabinet is opened on a Tuesday by two clerks only.";
        let line: String = words.chars().filter(|c| *c != ' ').chain("0123".chars()).take(50).collect();
        let at = pos2(200.0, 30.0 + f32::from(row) * 26.0);
        painter.text(at, Align2::LEFT_TOP, line, FontId::proportional(size), INK);
    }
}

fn frames(criterion: &mut Criterion) {
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let Ok(two) = pool(2) else {
        return;
    };
    for scale in [1.0, 3.0] {
        let ground = Frame::new(scale, |_| ());
        let frames =
            [("ground", ground), ("board", Frame::new(scale, board)), ("page", Frame::new(scale, page))];
        for (name, frame) in frames {
            let mut image = frame.image();
            let mut group = criterion.benchmark_group(format!("{name} at {scale}"));
            group.bench_function("one thread", |b| {
                b.iter(|| raster(black_box(&frame.primitives), &frame.textures, scale, GROUND, &mut image));
            });
            group.bench_function("two threads", |b| {
                b.iter(|| {
                    two.install(|| {
                        raster_parallel(
                            black_box(&frame.primitives),
                            &frame.textures,
                            scale,
                            GROUND,
                            &mut image,
                        );
                    });
                });
            });
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_secs(2))
        .sample_size(30);
    targets = frames
}
criterion_main!(benches);
