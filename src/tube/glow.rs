//! The glow of the tube: what of one picture after the other is seen as light, and what is scattered of it.

use super::halation::Halo;
use super::image::Image;
use super::light::{Light, LightMap};
use super::look::Look;
use super::phosphor::Phosphor;
use super::tiles::Tiles;
use crate::time::{Span, Time};

/// The light of the tube. It remembers the pictures of the last moments, and nothing before those.
#[derive(Clone, Debug)]
pub struct Glow {
    look: Look,
    scale: f64,
    light: Light,
    halo: Halo,
    shown: Option<Time>,
}

impl Glow {
    /// A dark tube, for pictures with `scale` pixels a tube unit.
    pub fn new(look: &Look, scale: f64) -> Self {
        let (light, halo) = (Light::new(look), Halo::new(look, 0, 0, scale));
        Self { look: *look, scale, light, halo, shown: None }
    }

    /// How long before a picture its making must begin, so that it has all its afterglow.
    pub fn preroll(look: &Look) -> Span {
        Phosphor::preroll(look)
    }

    /// Takes another look or another scale. What glows stays.
    pub fn set_look(&mut self, look: &Look, scale: f64) {
        if *look != self.look || scale != self.scale {
            (self.look, self.scale) = (*look, scale);
            self.light.set_look(look);
            self.scatter_anew(false);
        }
    }

    /// The light of the picture.
    pub fn light(&self) -> &Light {
        &self.light
    }

    /// What is scattered of it.
    pub fn halo(&self) -> &Halo {
        &self.halo
    }

    /// Whether something glows that is no longer in the picture.
    pub fn glows_on(&self) -> bool {
        self.light.phosphor().glows_on()
    }

    /// Lets time pass while the last picture stands. Where nothing glows but that, it is lit until then.
    pub fn stand_until(&mut self, time: Time) {
        if !self.glows_on() && self.shown.is_some_and(|shown| shown < time) {
            self.shown = Some(time);
        }
    }

    /// Shows the picture of a time, of which `drawn` holds at least what differs from the one before. Gives the tiles
    /// whose light changed.
    pub fn show(&mut self, image: &Image, drawn: &Tiles, time: Time) -> Tiles {
        self.show_by(image, drawn, time, false)
    }

    /// The same light as from [`Self::show`], with the work spread over the current rayon pool.
    pub fn show_parallel(&mut self, image: &Image, drawn: &Tiles, time: Time) -> Tiles {
        self.show_by(image, drawn, time, true)
    }

    /// Shows a picture, and writes its light into a map of the caller's, which is kept nowhere else.
    pub fn show_into(&mut self, image: &Image, time: Time, map: &mut LightMap) {
        let elapsed = self.shown.map_or(Span::ZERO, |shown| time.since(shown));
        self.shown = Some(time);
        let changed = self.light.step_into(image, elapsed, map);
        if self.halo.picture() == [image.width, image.height] {
            self.halo.update(map, &changed);
        } else {
            self.halo = Halo::new(&self.look, image.width, image.height, self.scale);
            self.halo.update(map, &Tiles::all(image.width, image.height));
        }
    }

    /// Shows a picture in some rows of tiles alone: for each, how long ago it was shown there last, or none where what
    /// was shown stays for now. `drawn` holds at least the tiles in which it differs from what was shown there. A picture
    /// of another size is to be shown in all rows. Times are all the caller's: this mixes with no other way of showing.
    pub fn show_rows(&mut self, image: &Image, drawn: &Tiles, elapsed: &[Option<Span>]) -> Tiles {
        let before = [self.light.map().width, self.light.map().height];
        let changed = self.light.step_rows(image, drawn, elapsed);
        if before == [image.width, image.height] {
            self.halo.update(self.light.map(), &changed);
        } else {
            self.scatter_anew(false);
        }
        changed
    }

    /// Whether something glows in a row of tiles that is no longer in the picture.
    pub fn glows_in(&self, row: usize) -> bool {
        self.light.phosphor().glows_in(row)
    }

    fn show_by(&mut self, image: &Image, drawn: &Tiles, time: Time, parallel: bool) -> Tiles {
        let elapsed = self.shown.map_or(Span::ZERO, |shown| time.since(shown));
        self.shown = Some(time);
        let before = [self.light.map().width, self.light.map().height];
        let changed = if parallel {
            self.light.step_parallel(image, drawn, elapsed)
        } else {
            self.light.step(image, drawn, elapsed)
        };
        if before != [image.width, image.height] {
            self.scatter_anew(parallel);
        } else if parallel {
            self.halo.update_parallel(self.light.map(), &changed);
        } else {
            self.halo.update(self.light.map(), &changed);
        }
        changed
    }

    fn scatter_anew(&mut self, parallel: bool) {
        let map = self.light.map();
        let all = Tiles::all(map.width, map.height);
        self.halo = Halo::new(&self.look, map.width, map.height, self.scale);
        if parallel {
            self.halo.update_parallel(map, &all);
        } else {
            self.halo.update(map, &all);
        }
    }
}
