//! Mixing one colour into pixels: egui's rule, `new = source + old * (1 - source alpha)`, in gamma space
//! on premultiplied bytes, every product rounded exactly to the nearest 1/255.

/// Red, green, blue, alpha, premultiplied.
pub(super) type Pixel = [u8; 4];

/// The low byte of each of four 16-bit lanes. A pixel spread over the lanes has its channels in the order
/// red, blue, green, alpha: the order that costs the fewest shifts.
const BYTES: u64 = 0x00ff_00ff_00ff_00ff;

/// One pixel spread over four 16-bit lanes, each at most 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lanes(u64);

impl Lanes {
    #[inline(always)]
    pub(super) fn spread(pixel: Pixel) -> Self {
        let p = u64::from(u32::from_le_bytes(pixel));
        Self((p | p << 24) & BYTES)
    }

    #[inline(always)]
    pub(super) fn gather(self) -> Pixel {
        ((self.0 | self.0 >> 24) as u32).to_le_bytes()
    }

    #[inline(always)]
    pub(super) fn alpha(self) -> u8 {
        (self.0 >> 48) as u8
    }

    /// Every lane times `by / 255`, rounded to nearest: for a product p up to 255 * 255,
    /// p / 255 is (p + 128 + (p + 128) / 256) / 256 in whole numbers.
    #[inline(always)]
    pub(super) fn scale(self, by: u8) -> Self {
        let p = self.0 * u64::from(by) + 0x0080_0080_0080_0080;
        Self(((p + (p >> 8 & BYTES)) >> 8) & BYTES)
    }

    /// This colour on top of `under`; sums beyond 255 (light that only adds) stay at 255.
    #[inline(always)]
    pub(super) fn over(self, under: Pixel) -> Pixel {
        let sum = self.0 + Self::spread(under).scale(255 - self.alpha()).0;
        let full = sum & 0x0100_0100_0100_0100;
        Self((sum | (full - (full >> 8))) & BYTES).gather()
    }
}

/// `a * b / 255`, rounded to nearest.
#[inline(always)]
pub(super) fn product(a: u8, b: u8) -> u8 {
    let p = u32::from(a) * u32::from(b) + 128;
    ((p + (p >> 8)) >> 8) as u8
}

/// Mixes one colour into every pixel of a row.
#[inline]
pub(super) fn blend_row(row: &mut [Pixel], colour: Pixel) {
    if colour[3] == 255 {
        row.fill(colour);
    } else if colour != [0; 4] {
        let source = [colour; 4];
        let keep = u16::from(255 - colour[3]);
        let (fours, rest) = row.as_chunks_mut::<4>();
        // Sixteen bytes at a time, in 16-bit steps: the shape that compilers turn into vectors.
        for four in fours {
            for (old, &new) in four.as_flattened_mut().iter_mut().zip(source.as_flattened()) {
                let p = u16::from(*old) * keep + 128;
                *old = (u16::from(new) + ((p + (p >> 8)) >> 8)).min(255) as u8;
            }
        }
        let colour = Lanes::spread(colour);
        for old in rest {
            *old = colour.over(*old);
        }
    }
}

/// Mixes one colour into a row, each pixel by its own coverage: the same as [`Lanes::scale`] and [`Lanes::over`]
/// pixel by pixel.
#[inline]
pub(super) fn blend_coverage(row: &mut [Pixel], coverage: &[u8], colour: Pixel) {
    let (fours, rest) = row.as_chunks_mut::<4>();
    let (cover, cover_rest) = coverage.as_chunks::<4>();
    for (four, &cover) in fours.iter_mut().zip(cover) {
        if cover != [0; 4] {
            let mut mixed = [[0; 4]; 4];
            for i in 0..4 {
                let t = u16::from(cover[i]);
                let keep = 255 - rounded(u16::from(colour[3]) * t);
                for c in 0..4 {
                    let new = rounded(u16::from(colour[c]) * t);
                    let old = rounded(u16::from(four[i][c]) * keep);
                    mixed[i][c] = (new + old).min(255) as u8;
                }
            }
            *four = mixed;
        }
    }
    let colour = Lanes::spread(colour);
    for (old, &cover) in rest.iter_mut().zip(cover_rest) {
        if cover > 0 {
            *old = colour.scale(cover).over(*old);
        }
    }
}

/// A product of two bytes over 255, rounded to nearest.
#[inline(always)]
fn rounded(product: u16) -> u16 {
    let p = product + 128;
    (p + (p >> 8)) >> 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(a: u8, b: u8) -> u8 {
        ((u32::from(a) * u32::from(b) * 2 + 255) / 510) as u8
    }

    #[test]
    fn products_are_rounded_exactly() {
        for a in 0..=255 {
            for b in 0..=255 {
                assert_eq!(product(a, b), exact(a, b), "{a} * {b}");
                let lanes = Lanes::spread([a, b, 255, 0]).scale(b).gather();
                assert_eq!(lanes, [exact(a, b), exact(b, b), b, 0]);
            }
        }
    }

    #[test]
    fn over_is_eguis_rule_and_rows_agree_with_pixels() {
        for (colour, under) in [
            ([0, 0, 0, 0], [9, 8, 7, 255]),
            ([40, 30, 20, 90], [200, 100, 3, 255]),
            ([255, 255, 255, 255], [1, 2, 3, 4]),
            // Light that only adds, and what would run over.
            ([30, 250, 7, 0], [240, 250, 249, 255]),
            ([250, 250, 250, 3], [255, 255, 255, 255]),
        ] {
            let mut expected = [0; 4];
            for c in 0..4 {
                expected[c] = (colour[c] as u32 + exact(under[c], 255 - colour[3]) as u32).min(255) as u8;
            }
            assert_eq!(Lanes::spread(colour).over(under), expected);
            let mut row = [under; 11];
            blend_row(&mut row, colour);
            assert_eq!(row, [expected; 11]);
        }
    }
}
