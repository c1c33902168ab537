//! A row of the set while it is painted, back to front.

use std::ops::Range;

use crate::tube::view::Placement;

/// What is known of one place of the set, in linear light.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texel {
    /// Its own light.
    pub(super) light: [f32; 3],
    /// The share of it that is glass.
    pub(super) glass: f32,
    /// How strongly it mirrors the picture.
    pub(super) gain: f32,
    /// How strongly it receives the mean light of the picture.
    pub(super) spill: f32,
    /// The share of it that is the terminal, and not the room.
    pub(super) terminal: f32,
}

impl Texel {
    /// Lays a piece of the terminal over what is there.
    pub(super) fn lay(&mut self, share: f32, light: [f32; 3], gain: f32, spill: f32) {
        let rest = 1.0 - share;
        for (under, over) in self.light.iter_mut().zip(light) {
            *under = *under * rest + over * share;
        }
        self.gain = self.gain * rest + gain * share;
        self.spill = self.spill * rest + spill * share;
        self.terminal = self.terminal * rest + share;
    }

    /// Gives what is partly the terminal the whole of its colour and strengths.
    pub(super) fn make_whole(&mut self) {
        if self.terminal > 0.0 {
            let by = 1.0 / self.terminal;
            self.light = self.light.map(|light| light * by);
            (self.glass, self.gain, self.spill) = (self.glass * by, self.gain * by, self.spill * by);
        }
    }

    /// Darkens what is there.
    pub(super) fn dim(&mut self, by: f32) {
        self.light = self.light.map(|light| light * by);
        self.spill *= by;
    }
}

/// Part of a row of the picture.
pub(super) struct Row<'a> {
    /// The row, counted from the top of the picture.
    pub(super) line: u32,
    /// Its middle on the set, in tube units.
    pub(super) y: f32,
    /// Tube units to a pixel.
    pub(super) step: f32,
    first: u32,
    left: f64,
    scale: f64,
    texels: &'a mut [Texel],
}

impl<'a> Row<'a> {
    /// The pixels from `first` on in row `line`, as many as there are texels.
    pub(super) fn new(placement: &Placement, line: u32, first: u32, texels: &'a mut [Texel]) -> Self {
        Self {
            line,
            y: ((f64::from(line) + 0.5 - placement.top) / placement.scale) as f32,
            step: (1.0 / placement.scale) as f32,
            first,
            left: placement.left,
            scale: placement.scale,
            texels,
        }
    }

    /// Calls `paint` for every texel between two places of the set, with its pixel and the place of its middle.
    pub(super) fn across(&mut self, from: f32, to: f32, mut paint: impl FnMut(u32, f32, &mut Texel)) {
        let Range { start, end } = self.pixels(from, to);
        for (at, texel) in self.texels[start..end].iter_mut().enumerate() {
            let pixel = self.first + (start + at) as u32;
            paint(pixel, ((f64::from(pixel) + 0.5 - self.left) / self.scale) as f32, texel);
        }
    }

    /// The texels whose middles lie between two places of the set, one more at each end.
    fn pixels(&self, from: f32, to: f32) -> Range<usize> {
        let texel = |x: f32| {
            let pixel = f64::from(x) * self.scale + self.left - f64::from(self.first);
            pixel.clamp(-1.0, self.texels.len() as f64 + 1.0)
        };
        let start = (texel(from) - 1.0).max(0.0) as usize;
        let end = ((texel(to) + 2.0).max(0.0) as usize).min(self.texels.len());
        start.min(end)..end
    }
}
