use super::*;
use crate::picture::{Frame, Picture};
use crate::tube::{deflection::Deflection, optics::*, view::*, image::Image};
use crate::time::Time;

fn srgb(b: u8) -> f64 { let x = f64::from(b) / 255.0; if x <= 0.04045 { x / 12.92 } else { libm::pow((x + 0.055) / 1.055, 2.4) } }

#[test]
fn temp_time() {
    let pack = crate::pack::Pack::embedded();
    let frame = Frame::new(1440, 1000).unwrap();
    let scene = crate::stage::Scene::named("busy", &pack).unwrap();
    let mut terminal = crate::model::Terminal::new(pack.clone(), frame.tube, 7);
    let shown = Time::from_millis(5000);
    for s in scene.start.commands(&pack).unwrap().iter().chain(&scene.commands) { if s.time <= shown { terminal.apply(s); } }
    terminal.advance(shown);
    let mut image = Image::new(0, 0);
    Picture::new(&pack, crate::keys::Keys::default()).shapes(&terminal, &frame).draw(&mut image);
    let pk = |p: &[u8;4]| { let c = |b| (srgb(b) * 8191.0 + 0.5) as u64; c(p[0]) | c(p[1]) << 21 | c(p[2]) << 42 };
    let light = LightMap { width: image.width, height: image.height, texels: image.pixels.iter().map(pk).collect() };
    let mut halo = LightMap { width: 360, height: 250, texels: vec![0; 360*250] };
    for y in 0..250 { for x in 0..360 { let mut s = [0u64;3]; let mut n = 0;
      for yy in (y*4usize).saturating_sub(8)..(y*4+12).min(1000) { for xx in (x*4usize).saturating_sub(8)..(x*4+12).min(1440) { let t = light.row(yy)[xx]; n+=1; for c in 0..3 { s[c] += t >> (21*c) & 0x1fffff; } } }
      let k=[0.1,0.2,0.35]; let c = |i: usize| (s[i] as f64 / n as f64 * k[i]) as u64; halo.texels[y*360+x] = c(0) | c(1) << 21 | c(2) << 42; } }
    for (view, w, h) in [(View::Tube, 1920, 1080), (View::Bezel, 1180, 900), (View::Tube, 3840, 2160)] {
        let look = Look::default();
        let placement = Placement::new(view, w, h);
        let moment = Moment { deflection: Deflection::STEADY, time: shown, seed: 7, still: false };
        let tint = Tint { ground: [0.0006, 0.0091, 0.024], core: [0.6, 0.95, 0.95] };
        let optics = Optics::new(&look, &placement, &tint, &moment);
        let seen = Seen { light: &light, halo: &halo, span: [360.0, 250.0], mean: [0.01, 0.02, 0.03], optics, lamps: Lamps { power: true, storage: false } };
        for plain in [false, true] {
            let glass = if plain { Glass::plain(&placement, &look) } else { Glass::new(&placement, &look) };
            let mut out = vec![[0u8;4]; (w*h) as usize];
            let mut scratch = Scratch::default();
            let mut best = f64::MAX;
            for _ in 0..10 { let t = std::time::Instant::now(); glass.draw(&seen, 0..h as usize, &mut scratch, Pixels::Eight(&mut out)); best = best.min(t.elapsed().as_secs_f64()); }
            println!("{view:?} {w}x{h} plain {plain}: {:.2} ms  hash {:x}", best * 1e3, xxhash_rust::xxh3::xxh3_64(out.as_flattened()));
            let mut f = std::fs::File::create(format!("/tmp/glass_{view:?}_{w}.png")).unwrap();
            let mut e = png::Encoder::new(&mut f, w, h); e.set_color(png::ColorType::Rgba); e.set_depth(png::BitDepth::Eight);
            e.write_header().unwrap().write_image_data(out.as_flattened()).unwrap();
        }
    }
}
