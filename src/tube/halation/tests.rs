//! What scattered light promises: none is made, it ends where it should, and the way it is worked out is not seen.

use super::*;
use crate::tube::light::Light;
use crate::tube::phosphor::tests::picture;
use crate::tube::tiles::TILE;

/// A look that scatters alike in all channels.
fn look(halation: f64, diffusion: f64) -> Look {
    Look { halation, diffusion, diffusion_reach: 130.0, halo_blue: 0.0, ..Look::default() }
}

fn scattered(look: &Look, light: &LightMap, scale: f64) -> Halo {
    let mut halo = Halo::new(look, light.width, light.height, scale);
    halo.update(light, &Tiles::all(light.width, light.height));
    halo
}

/// Light in a square of `side` pixels around the middle of a dark picture.
fn square(width: usize, height: usize, side: usize) -> LightMap {
    let mut light = LightMap::new(width, height);
    for y in (height - side) / 2..(height + side) / 2 {
        for x in (width - side) / 2..(width + side) / 2 {
            light.texels[y * width + x] = pack([WHITE, WHITE / 2, 900]);
        }
    }
    light
}

fn total(map: &LightMap) -> [f64; 3] {
    let mut total = [0.0; 3];
    for &texel in &map.texels {
        let channels = unpack(texel);
        for (total, channel) in total.iter_mut().zip(channels) {
            *total += f64::from(channel);
        }
    }
    total
}

#[test]
fn kernels_add_to_one() {
    for reach in [0.0, 0.3, 1.0, 1.5, 3.0, 6.6, 25.0] {
        let Kernel(weights) = Kernel::new(reach);
        let sum = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
        assert!((sum - 1.0).abs() < 1e-6, "{sum} at {reach}");
        assert!(weights.is_sorted_by(|one, next| one > next));
        assert!((weights.len() as f64 - 1.0) < reach.max(0.5));
    }
}

#[test]
fn light_is_kept_in_the_middle() {
    for (halation, diffusion) in [(0.8, 0.0), (0.0, 0.6), (0.3, 0.2)] {
        for (scale, size) in [(1.0, 600), (0.5, 300), (1.7, 1020)] {
            let light = square(size, size, size / 4);
            let halo = scattered(&look(halation, diffusion), &light, scale);
            let texel = (halo.pixels * halo.pixels) as f64;
            for (out, into) in total(halo.map()).into_iter().zip(total(&light)) {
                let (out, into) = (out * texel, into * (halation + diffusion));
                assert!(
                    (out / into - 1.0).abs() < 0.01,
                    "{out} of {into} at {scale}, {halation}, {diffusion}"
                );
            }
        }
    }
}

#[test]
fn nothing_lies_beyond_the_reach() {
    let light = square(800, 800, 40);
    for reach in [10.0, 14.0, 33.0, 60.0] {
        let halo = scattered(&Look { halation_reach: reach, ..look(0.8, 0.0) }, &light, 1.0);
        ends_at(&halo, reach);
    }
    for reach in [60.0, 130.0, 333.0] {
        let halo = scattered(&Look { diffusion_reach: reach, ..look(0.0, 0.6) }, &light, 1.0);
        ends_at(&halo, reach);
    }
}

/// The centres of texels with light lie within `reach` of the square of 40 pixels in the middle of 800,
/// and some not much nearer than that: the last of the light is less than one of 8191.
fn ends_at(halo: &Halo, reach: f64) {
    let mut farthest = 0.0_f64;
    for (at, &texel) in halo.map().texels.iter().enumerate() {
        if texel != 0 {
            let place = |at: usize| ((at as f64 + 0.5) * halo.pixels as f64 - 400.0).abs() - 20.0;
            farthest = farthest.max(place(at % halo.map().width)).max(place(at / halo.map().width));
        }
    }
    assert!(farthest <= reach && farthest > reach * 0.7 - 6.0, "{farthest} of {reach}");
}

#[test]
fn a_symmetric_picture_scatters_symmetrically() {
    let light = square(640, 512, 64);
    let Halo { map, .. } = scattered(&look(0.5, 0.4), &light, 1.0);
    for y in 0..map.height {
        let row = map.row(y);
        assert!(row.iter().eq(row.iter().rev()));
        assert_eq!(row, map.row(map.height - 1 - y));
    }
}

#[test]
fn even_light_stays_even_away_from_the_edges() {
    let texel = pack([5000, 3000, 1]);
    let light = LightMap { width: 800, height: 600, texels: vec![texel; 800 * 600] };
    let halo = scattered(&look(0.4, 0.4), &light, 1.0);
    for y in 40..110 {
        for &texel in &halo.map().row(y)[40..160] {
            assert_eq!(unpack(texel), [4000, 2400, 1]);
        }
    }
    // From beyond the edges comes nothing.
    let [edge, ..] = unpack(halo.map().row(75)[0]);
    assert!((1600..2600).contains(&edge), "{edge}");
    let [red, green, blue] = halo.mean();
    assert!((red - 5000.0 / 8191.0).abs() < 1e-6 && (green - 3000.0 / 8191.0).abs() < 1e-6 && blue < 2e-4);
}

#[test]
fn scattered_light_is_bluer_by_the_look() {
    let light = LightMap { width: 400, height: 400, texels: vec![pack([4000; 3]); 400 * 400] };
    let blue = scattered(&Look { halo_blue: 1.0, ..look(0.4, 0.4) }, &light, 1.0);
    assert_eq!(unpack(blue.map().row(50)[50]), [320, 2240, 4160]);
    let full = LightMap { width: 400, height: 400, texels: vec![pack([WHITE; 3]); 400 * 400] };
    let blue = scattered(&Look { halo_blue: 1.0, ..look(0.8, 0.6) }, &full, 1.0);
    assert_eq!(unpack(blue.map().row(50)[50])[2], u32::from(WHITE));
}

#[test]
fn in_parts_and_on_threads_the_bytes_are_the_same() {
    let sizes = [(1.0, 330, 700), (0.1, 150, 401), (0.75, 257, 290), (3.0, 300, 900), (1.4, 65, 999)];
    let look = Look { afterglow: 0.0, diffusion_reach: 60.0, ..Look::default() };
    for (scale, width, height) in sizes {
        let mut image = picture(width, height, 3);
        let mut light = Light::new(&look);
        let mut halo = Halo::new(&look, width, height, scale);
        let mut parallel = halo.clone();
        let mut drawn = Tiles::all(width, height);
        for step in 0..16 {
            let changed = light.step(&image, &drawn, crate::time::Span::from_millis(30));
            let before = halo.map().clone();
            let rows = halo.update(light.map(), &changed);
            assert_eq!(parallel.update_parallel(light.map(), &changed), rows);
            for y in (0..before.height).filter(|y| !rows.contains(y)) {
                assert!(halo.map().row(y) == before.row(y), "row {y} changed, not {rows:?}");
            }
            let whole = scattered(&look, light.map(), scale);
            assert!(halo.map() == whole.map() && halo.map() == parallel.map(), "step {step} at {scale}");
            assert_eq!(halo.mean(), whole.mean());
            drawn = Tiles::none(width, height);
            let (x, y) = ((step * 61) % width, (step * 137) % height);
            image.pixels[y * width + x] = [255; 4];
            drawn.insert(x / TILE, y / TILE);
        }
    }
}

#[test]
fn another_look_is_taken_over_with_the_next_tile() {
    let light = square(300, 300, 50);
    let mut halo = scattered(&look(0.1, 0.1), &light, 1.0);
    halo.set_look(&look(0.4, 0.2), 1.0);
    let mut changed = Tiles::none(300, 300);
    changed.insert(4, 4);
    assert_eq!(halo.update(&light, &changed), 0..75);
    assert!(halo.map() == scattered(&look(0.4, 0.2), &light, 1.0).map());
    assert_eq!(halo.update(&light, &Tiles::none(300, 300)), 0..0);
}

#[test]
fn pictures_of_another_size_are_passed_over() {
    let mut halo = Halo::new(&Look::default(), 100, 100, 1.0);
    halo.update(&square(90, 100, 10), &Tiles::all(90, 100));
    halo.update(&square(100, 100, 10), &Tiles::all(90, 100));
    assert!(halo.map().texels.iter().all(|&texel| texel == 0));
    let mut halo = Halo::new(&Look::default(), 0, 7, 1.0);
    halo.update(&LightMap::new(0, 7), &Tiles::all(0, 7));
    assert_eq!(halo.mean(), [0.0; 3]);
}
