//! A pattern for trials.
use std::ops::Range;
use std::time::Duration;

pub(super) struct Turn {
    pub(super) changed: Vec<Range<usize>>,
    pub(super) next: Option<Duration>,
}

pub(super) struct Show {
    size: [u32; 2],
    pixels: Vec<u32>,
    drawn: u64,
}

impl Show {
    pub(super) fn new(size: [u32; 2]) -> Self {
        let mut new = Self { size: [0, 0], pixels: Vec::new(), drawn: 0 };
        new.resize(size);
        new
    }
    pub(super) fn resize(&mut self, size: [u32; 2]) {
        if self.size != size {
            self.size = size;
            self.pixels = vec![0; (size[0] * size[1]) as usize];
            self.drawn = 0;
        }
    }
    pub(super) fn turn(&mut self, clock: Duration, seen: bool) -> Turn {
        if !seen {
            return Turn { changed: Vec::new(), next: None };
        }
        let step = clock.as_millis() as u64 / 42;
        if step != self.drawn {
            self.drawn = step;
            let [width, height] = self.size;
            for y in 0..height {
                for x in 0..width {
                    self.pixels[(y * width + x) as usize] =
                        ((x * 255 / width) << 16) | ((y * 255 / height) << 8) | (step as u32 & 0xff);
                }
            }
            return Turn { changed: vec![0..height as usize], next: Some(Duration::from_millis(42)) };
        }
        Turn { changed: Vec::new(), next: Some(Duration::from_millis(5)) }
    }
    pub(super) fn pixels(&self) -> &[u32] {
        &self.pixels
    }
}
