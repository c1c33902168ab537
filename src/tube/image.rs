//! A picture in memory: rows of premultiplied, gamma-encoded sRGB pixels, as egui mixes its colours.

/// A picture of `width` x `height` pixels, row by row from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` pixels: red, green, blue, alpha, premultiplied, encoded as `egui::Color32`.
    pub pixels: Vec<[u8; 4]>,
}

impl Image {
    /// A picture of transparent black.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0; 4]; width * height] }
    }

    /// Gives the picture another size. What it holds afterwards is unspecified: it is to be drawn anew.
    pub fn resize(&mut self, width: usize, height: usize) {
        self.width = width;
        self.height = height;
        self.pixels.resize(width * height, [0; 4]);
    }

    /// The rows, from the top.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[[u8; 4]]> {
        self.pixels.chunks_exact(self.width.max(1))
    }

    /// One row; empty when there is none at `y`.
    pub fn row(&self, y: usize) -> &[[u8; 4]] {
        let start = y.saturating_mul(self.width);
        self.pixels.get(start..start.saturating_add(self.width)).unwrap_or_default()
    }

    /// The pixel at column `x` of row `y`, if there is one.
    pub fn pixel(&self, x: usize, y: usize) -> Option<[u8; 4]> {
        self.row(y).get(x).copied()
    }

    /// The bytes as they lie in memory, four to a pixel.
    pub fn rgba(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// Three bytes to a pixel, alpha left out: exact for a picture on an opaque ground.
    pub fn to_rgb(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_bytes_agree() {
        let mut image = Image::new(3, 2);
        image.pixels[4] = [1, 2, 3, 255];
        assert_eq!(image.pixel(1, 1), Some([1, 2, 3, 255]));
        assert_eq!(image.pixel(3, 1), None);
        assert_eq!(image.pixel(0, 2), None);
        assert_eq!(image.rows().len(), 2);
        assert_eq!(image.rows().nth(1), Some(image.row(1)));
        assert_eq!(image.to_rgb()[12..15], [1, 2, 3]);
        assert_eq!(image.rgba()[16..20], [1, 2, 3, 255]);
    }

    #[test]
    fn an_empty_image_has_no_rows() {
        assert_eq!(Image::new(0, 5).rows().len(), 0);
        assert_eq!(Image::new(5, 0).rows().len(), 0);
    }
}
