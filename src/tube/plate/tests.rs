//! What the set promises: same bytes, shares, places.

use super::*;
use crate::tube::view::View;

const ON: Lamps = Lamps { power: true, storage: true };

fn plate(view: View, width: u32, height: u32) -> Plate {
    Plate::new(&Placement::new(view, width, height), &Look::default())
}

/// All rows, with the alphas after them.
fn bytes(plate: &Plate, lamps: Lamps) -> (Vec<[u16; 4]>, Vec<u8>) {
    let (mut scratch, mut out) = (Vec::new(), Vec::new());
    let (mut texels, mut alpha) = (Vec::new(), Vec::new());
    for y in 0..plate.height() {
        texels.extend_from_slice(plate.row(y, lamps, &mut scratch));
        plate.alpha_row(y, &mut out);
        alpha.extend_from_slice(&out);
    }
    (texels, alpha)
}

/// The texel over a place of the set, and its alpha.
fn over(plate: &Plate, x: f64, y: f64, lamps: Lamps) -> ([u16; 4], u8) {
    let (x, y) = plate.placement.in_picture(x, y);
    let (mut scratch, mut alpha) = (Vec::new(), Vec::new());
    plate.alpha_row(y as usize, &mut alpha);
    (plate.row(y as usize, lamps, &mut scratch)[x as usize], alpha[x as usize])
}

#[test]
fn the_same_bytes_on_any_number_of_threads_kept_or_not() {
    for (view, width, height) in [
        (View::Tube, 320, 200),
        (View::Bezel, 354, 270),
        (View::Workstation, 427, 240),
        (View::Workstation, 90, 240),
    ] {
        let placement = Placement::new(view, width, height);
        let look = Look::default();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Plate::new(&placement, &look))
        };
        let (one, two, none) = (with(1), with(2), Plate::on_demand(&placement, &look));
        for lamps in [Lamps::default(), Lamps { power: true, storage: false }, ON] {
            let kept = bytes(&one, lamps);
            assert!(kept == bytes(&two, lamps), "{view:?} {lamps:?}: two threads");
            assert!(kept == bytes(&none, lamps), "{view:?} {lamps:?}: row by row");
        }
    }
}

#[test]
fn the_terminal_is_told_from_the_room() {
    let plate = plate(View::Workstation, 960, 540);
    let alpha = |x: f64, y: f64| over(&plate, x, y, ON).1;
    assert_eq!(alpha(-700.0, 200.0), 0, "the wall");
    assert_eq!(alpha(-700.0, 1300.0), 0, "the desk");
    assert_eq!(alpha(-150.0, 600.0), 255, "the shell");
    assert_eq!(alpha(720.0, 500.0), 255, "the glass");
    assert_eq!(alpha(720.0, 1500.0), 255, "the keyboard");
    let tube = self::plate(View::Tube, 960, 540);
    let corner = tube.placement;
    assert_eq!(over(&tube, corner.units_across / 2.0, 500.0, ON).1, 255);
    assert_eq!(over(&tube, 4.0, 4.0, ON), ([0; 4], 0), "black beside the glass");
}

#[test]
fn the_middle_of_the_glass_is_glass_and_dark() {
    for view in [View::Tube, View::Bezel, View::Workstation] {
        let plate = plate(view, 640, 480);
        let middle = (plate.placement.units_across / 2.0, plate.placement.units_down / 2.0);
        let ([r, g, b, gains], alpha) = over(&plate, middle.0, middle.1, ON);
        assert_eq!((gains, alpha), (GLASS | 127 << 8, 255), "{view:?}");
        // Under an encoded level of 60 of 255.
        assert!(r.max(g).max(b) < 2900, "{view:?}");
    }
}

#[test]
fn the_hole_is_on_the_centre_line() {
    let plate = plate(View::Bezel, 1180, 900);
    let light = |x: f64| over(&plate, x, f64::from(head::HOLE.1), ON).0[2];
    assert!(light(720.0) * 3 < light(690.0).min(light(750.0)));
    assert_eq!(head::HOLE.0, 720.0);
}

#[test]
fn nothing_stands_where_others_have_escape() {
    let plate = plate(View::Workstation, 1920, 1080);
    let key = |left: f32| {
        let (x, y) = plate.keyboard.over(left, 0.5);
        over(&plate, f64::from(x), f64::from(y), ON).0
    };
    let ([_, gap, ..], [_, blank, ..]) = (key(0.6), key(2.9));
    assert!(blank > 3 * gap, "{gap} {blank}");
}

#[test]
fn lamps_change_their_own_places() {
    let plate = plate(View::Bezel, 1180, 900);
    let dark = bytes(&plate, Lamps::default()).0;
    for (lamps, area) in [
        (Lamps { power: true, storage: false }, SWITCH),
        (Lamps { power: false, storage: true }, STORAGE_LAMP),
    ] {
        let mut changed = 0;
        for (at, (lit, dark)) in bytes(&plate, lamps).0.iter().zip(&dark).enumerate() {
            let (x, y) = plate.placement.on_set((at % 1180) as f64 + 0.5, (at / 1180) as f64 + 0.5);
            let near = f64::from(controls::HALO) + 2.0;
            let beside = (area.left - x).max(x - area.right).max(area.top - y).max(y - area.bottom);
            assert!(lit == dark || beside < near, "{lamps:?} at {x} {y}");
            changed += usize::from(lit != dark);
        }
        assert!(changed > 100, "{lamps:?}");
        let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let shift = if lamps.power { 20.0 } else { 0.0 };
        let lit = over(&plate, middle.0 - shift, middle.1, lamps).0;
        let off = over(&plate, middle.0 - shift, middle.1, Lamps::default()).0;
        assert!(u32::from(lit[0].max(lit[2])) > 40_000 && lit[1] > off[1]);
    }
}

#[test]
fn the_room_dims_all_but_the_lamps() {
    let placement = Placement::new(View::Workstation, 320, 200);
    let dark = Plate::new(&placement, &Look { room: 0.0, ..Look::default() });
    assert!(bytes(&dark, Lamps::default()).0.iter().all(|&[r, g, b, _]| (r, g, b) == (0, 0, 0)));
    let lit = bytes(&dark, ON).0;
    assert!(lit.iter().any(|&[r, ..]| r > 10_000));
}

#[test]
fn rows_that_are_not_there_are_empty() {
    let mut scratch = vec![[1; 4]; 7];
    let mut alpha = vec![1; 7];
    for (width, height) in [(0, 0), (0, 9), (9, 0), (1, 1), (3, 900), (900, 3)] {
        for view in [View::Tube, View::Bezel, View::Workstation] {
            let plate = plate(view, width, height);
            for y in [height as usize, usize::MAX] {
                assert!(plate.row(y, ON, &mut scratch).is_empty());
                plate.alpha_row(y, &mut alpha);
                assert!(alpha.is_empty());
            }
            for y in 0..height as usize {
                assert_eq!(plate.row(y, ON, &mut scratch).len(), width as usize);
            }
        }
    }
}
