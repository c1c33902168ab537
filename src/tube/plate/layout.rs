//! Which keys there are and where: no legends, no escape key.
//!
//! Places are in key pitches from the left end of the block of letters and from the top of the row of blanks.

/// What a key looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cap {
    /// Letters, digits, the space bar.
    Cream,
    /// Function and edge keys, blanks, the cursor pad.
    Blue,
    /// The blank key in the middle of the cursor pad.
    Dark,
}

/// A key, or a button of the trackball.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The left end of its field.
    pub(super) left: f32,
    /// The upper end of its field.
    pub(super) top: f32,
    /// Width and depth of its field.
    pub(super) size: (f32, f32),
    /// What it looks like.
    pub(super) cap: Cap,
}

/// Width and depth of all the fields together.
pub(super) const SPAN: (f32, f32) = (25.1, 6.35);
/// The middle of the trackball.
pub(super) const BALL: (f32, f32) = (22.05, 3.4);
/// Depth at which the row of digits begins: a gap stands between it and the blanks.
pub(super) const DIGITS: f32 = 1.35;
/// Where the pad of cursor keys begins.
pub(super) const PAD: f32 = 15.5;

/// All keys, from the far row to the near one, and the buttons of the trackball after them.
pub(super) fn places() -> Vec<Place> {
    let mut places = Vec::new();
    let mut row = |top: f32, mut left: f32, keys: &[(usize, f32, Cap)]| {
        for &(count, width, cap) in keys {
            for _ in 0..count {
                places.push(Place { left, top, size: (width, 1.0), cap });
                left += width;
            }
        }
    };
    // Eight blanks; where others have escape there is nothing.
    row(0.0, 2.2, &[(8, 1.35, Cap::Blue)]);
    row(DIGITS, 0.0, &[(13, 1.0, Cap::Cream), (1, 2.0, Cap::Blue)]);
    row(DIGITS, PAD, &[(3, 1.0, Cap::Blue)]);
    row(DIGITS + 1.0, 0.0, &[(1, 1.5, Cap::Blue), (12, 1.0, Cap::Cream), (1, 1.5, Cap::Blue)]);
    row(DIGITS + 1.0, PAD + 1.0, &[(1, 1.0, Cap::Blue)]);
    row(DIGITS + 2.0, 0.0, &[(1, 1.8, Cap::Blue), (11, 1.0, Cap::Cream), (1, 2.2, Cap::Blue)]);
    row(DIGITS + 2.0, PAD, &[(1, 1.0, Cap::Blue), (1, 1.0, Cap::Dark), (1, 1.0, Cap::Blue)]);
    row(DIGITS + 3.0, 0.0, &[(1, 2.3, Cap::Blue), (10, 1.0, Cap::Cream), (1, 2.7, Cap::Blue)]);
    row(DIGITS + 3.0, PAD + 1.0, &[(1, 1.0, Cap::Blue)]);
    row(DIGITS + 4.0, 3.3, &[(1, 8.0, Cap::Cream)]);
    row(DIGITS + 4.0, PAD, &[(3, 1.0, Cap::Blue)]);
    for left in [BALL.0 - 3.05, BALL.0 + 2.05] {
        places.push(Place { left, top: BALL.1 - 1.25, size: (1.0, 2.5), cap: Cap::Blue });
    }
    places
}

/// The fields of keys that stand close together: left, top, right, bottom.
pub(super) const BLOCKS: [[f32; 4]; 9] = [
    [2.2, 0.0, 13.0, 1.0],
    [0.0, DIGITS, 15.0, DIGITS + 4.0],
    [3.3, DIGITS + 4.0, 11.3, DIGITS + 5.0],
    [PAD, DIGITS, PAD + 3.0, DIGITS + 1.0],
    [PAD + 1.0, DIGITS + 1.0, PAD + 2.0, DIGITS + 4.0],
    [PAD, DIGITS + 2.0, PAD + 3.0, DIGITS + 3.0],
    [PAD, DIGITS + 4.0, PAD + 3.0, DIGITS + 5.0],
    [BALL.0 - 3.05, BALL.1 - 1.25, BALL.0 - 2.05, BALL.1 + 1.25],
    [BALL.0 + 2.05, BALL.1 - 1.25, BALL.0 + 3.05, BALL.1 + 1.25],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_counted_and_none_is_escape() {
        let places = places();
        assert_eq!(places.len(), 73 + 2, "73 keys and two buttons");
        let blanks = places.iter().filter(|place| place.top == 0.0 && place.left < PAD).count();
        assert_eq!(blanks, 8);
        // Nothing stands above the left end of the digits.
        assert!(places.iter().all(|place| place.top >= DIGITS || place.left > 1.5));
        assert!(places.iter().all(|place| place.left + place.size.0 <= SPAN.0 + 1e-3));
        assert!(places.iter().all(|place| place.top + place.size.1 <= SPAN.1 + 1e-3));
    }
}
