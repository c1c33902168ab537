//! A show: a terminal, its operator, and its picture in the pixels of one window.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::DateTime;

use super::begin::at_work;
use super::dim::Lamp;
use super::orbit::{REACH, orbit};
use super::refresh::{LONGEST, Need, Refresh};
use super::thrift::{Attention, Quiet, Thrift};
use crate::keys::Keys;
use crate::model::geometry::Tube;
use crate::model::{Change, Command, Session, Source, Stamped, Terminal};
use crate::operator::{Operator, Part};
use crate::pace::{self, Pace};
use crate::pack::Pack;
use crate::picture::{self, Frame, LARGEST_SCALE, Picture, SMALLEST};
use crate::settings::Values;
use crate::time::{Span, Time};
use crate::tube::deflection::Deflection;
use crate::tube::glass::{Glass, Pixels, Scratch, Seen};
use crate::tube::glow::Glow;
use crate::tube::image::Image;
use crate::tube::look::Look;
use crate::tube::optics::Optics;
use crate::tube::plate::Lamps;
use crate::tube::raster::Drawn;
use crate::tube::tiles::TILE;
use crate::tube::view::{Placement, View};

/// What is shown, and how.
#[derive(Clone, Debug)]
pub struct ShowOptions {
    /// The content pack.
    pub pack: Arc<Pack>,
    /// What the operator does, and how.
    pub part: Part,
    /// How the tube looks. Flicker is left out: it would ask for the whole picture every time.
    pub look: Look,
    /// What is shown around the raster.
    pub view: View,
    /// The session that is worked on; none for one of its own. It is a copy, and is kept nowhere.
    pub session: Option<Session>,
    /// What the user has set: words are as large, and stand out as far, as at the desk.
    pub values: Values,
    /// Whether nothing moves that need not, whatever is set.
    pub reduced_motion: bool,
    /// What it may cost.
    pub thrift: Thrift,
}

impl ShowOptions {
    /// The tube alone, in its usual look.
    pub fn new(pack: Arc<Pack>) -> Self {
        Self {
            pack,
            part: Part::default(),
            look: Look::default(),
            view: View::Tube,
            session: None,
            values: Values::default(),
            reduced_motion: false,
            thrift: Thrift::default(),
        }
    }

    /// A terminal in the middle of work, at a session or at one of its own, as the user has set it.
    fn terminal(&self, tube: Tube, seed: u64, session: Option<Session>) -> Terminal {
        let mut terminal = at_work(&self.pack, tube, seed, session);
        for (setting, value) in self.values.all().filter(|(setting, _)| self.values.has(setting)) {
            let (setting, value) = (setting.name.to_owned(), value.to_owned());
            tell(&mut terminal, Command::Set { setting, value });
        }
        if self.reduced_motion {
            tell(&mut terminal, Command::SetMotion { reduced: true });
        }
        terminal.take_happenings();
        terminal
    }
}

/// Tells a terminal what is nobody's doing at it.
fn tell(terminal: &mut Terminal, command: Command) {
    let time = terminal.now();
    terminal.apply(&Stamped { time, sequence: 0, source: Source::Program, command });
}

/// The power of an encoded level that is its light, nearly, but for the darkest.
const GAMMA: f64 = 2.2;

/// What came of a turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// The rows of pixels that changed, from the top, apart from each other.
    pub changed: Vec<Range<usize>>,
    /// How long until the next turn is worth its cost; none while nothing changes, or nothing is seen.
    pub next: Option<Duration>,
}

/// A terminal that works by itself, and its picture. A window smaller than [`SMALLEST`] is dark.
#[derive(Debug)]
pub struct Show {
    options: ShowOptions,
    terminal: Terminal,
    operator: Operator,
    picture: Picture,
    stand: Option<Stand>,
    drawn: Drawn,
    refresh: Refresh,
    pace: Pace,
    lamp: Lamp,
    quiet: Quiet,
    /// Whether the terminal's clock is to be set: at the beginning, and after a pause.
    late: bool,
    /// The time of the picture in which the light was another last.
    faded: Time,
    /// How the electronics and the lamps stood in the picture that is shown.
    stood: Option<(Deflection, Lamps)>,
    /// The time of the picture that is shown, and the light and the place of it.
    shown: Option<(Time, f64, [u32; 2])>,
    size: [usize; 2],
    pixels: Vec<u32>,
}

/// Where the picture stands in a window of one size, and the glass before it.
#[derive(Debug)]
struct Stand {
    frame: Frame,
    /// The size of the picture, in pixels.
    size: [u32; 2],
    pane: Option<Pane>,
}

#[derive(Debug)]
struct Pane {
    placement: Placement,
    glass: Glass,
    glow: Glow,
    scratch: Scratch,
}

impl Show {
    /// A show in a window of so many pixels across and down, in which everything random is drawn from a seed.
    pub fn new(options: &ShowOptions, size: [u32; 2], seed: u64) -> Self {
        let options = ShowOptions { look: Look { flicker: 0.0, ..options.look }, ..options.clone() };
        let stand = Stand::new(&options, size);
        let tube = stand.as_ref().map(|stand| stand.frame.tube).unwrap_or_default();
        let terminal = options.terminal(tube, seed, options.session.clone());
        let size = size.map(|side| side as usize);
        Self {
            operator: Operator::new(&options.part, seed, terminal.now()),
            picture: Picture::new(&options.pack, Keys::default()),
            options,
            terminal,
            stand,
            drawn: Drawn::new(),
            refresh: Refresh::default(),
            pace: Pace::at(Time::ZERO),
            lamp: Lamp::default(),
            quiet: Quiet::default(),
            late: true,
            faded: Time::ZERO,
            stood: None,
            shown: None,
            size,
            pixels: vec![0; size[0] * size[1]],
        }
    }

    /// Takes another size of the window. A tube of other proportions is another tube: work goes on at it with the same
    /// session.
    pub fn resize(&mut self, size: [u32; 2]) {
        if size.map(|side| side as usize) == self.size {
            return;
        }
        self.size = size.map(|side| side as usize);
        self.pixels = vec![0; self.size[0] * self.size[1]];
        self.stand = Stand::new(&self.options, size);
        self.refresh = Refresh::default();
        self.drawn = Drawn::new();
        self.shown = None;
        let Some(stand) = &self.stand else { return };
        if stand.frame.tube != *self.terminal.tube() {
            let (session, now, date) =
                (self.terminal.session().clone(), self.terminal.now(), self.terminal.date());
            let seed = session.seed;
            self.terminal = self.options.terminal(stand.frame.tube, seed, Some(session));
            self.terminal.advance(now);
            tell(&mut self.terminal, Command::SetClock { date });
            self.operator = Operator::new(&self.options.part, seed, now);
        }
    }

    /// Sets whether nothing moves that need not.
    pub fn set_reduced_motion(&mut self, reduced: bool) {
        self.options.reduced_motion = reduced;
        tell(&mut self.terminal, Command::SetMotion { reduced });
    }

    /// The terminal.
    pub fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    /// The size of the window, in pixels.
    pub fn size(&self) -> [usize; 2] {
        self.size
    }

    /// The pixels of the window, row by row from the top, each `0x00RRGGBB`.
    pub fn pixels(&self) -> &[u32] {
        &self.pixels
    }

    /// Goes on to a steady clock, which may begin anywhere, and draws what is due. Call it again after
    /// [`Turn::next`], and whenever `attention` is another; a later call is taken as a pause in which nothing happened.
    pub fn turn(&mut self, clock: Duration, attention: Attention) -> Turn {
        let tick = self.pace.tick(clock);
        self.late |= tick.paused;
        if attention.hidden || self.stand.is_none() {
            return Turn::default();
        }
        self.set_clock(attention.date);
        let time = tick.time;
        let light = self.lamp.light(&self.options.thrift.dimming, clock, attention.date.map(DateTime::time));
        let place = if self.options.thrift.orbit { orbit(clock) } else { [0; 2] };
        // A scene moves slowly, and by itself.
        let rests = self.quiet.is_at_rest(clock) || self.terminal.screen().is_scene();
        let rates = self.options.thrift.rates(&attention, rests, self.lamp.is_dim());
        let before = self.shown;
        let stands = before.map_or(Time(-1), |(time, ..)| time);
        let moved = before.is_none_or(|(_, was, at)| (was, at) != (light, place));
        let due = pace::due(rates, self.next_change(), moved, stands, time);
        let changed = match due {
            None => Vec::new(),
            Some(due) => {
                self.play(due, clock);
                let whole = before.is_none_or(|(_, _, at)| at != place);
                if before.is_some_and(|(_, was, _)| was != light) {
                    self.faded = due;
                }
                self.shown = Some((due, light, place));
                self.draw(due, light, place, whole)
            }
        };
        let stands = self.shown.map_or(Time(-1), |(time, ..)| time);
        let next = pace::wait(rates, self.next_change(), false, stands, time);
        // Even where nothing changes, the light and the place do.
        let next = next.unwrap_or(Duration::from_secs(1)).min(Duration::from_secs(1));
        self.pace.sleeps(next);
        Turn { changed, next: Some(next) }
    }

    /// Lets the operator work up to a time.
    fn play(&mut self, time: Time, clock: Duration) {
        self.operator.drive(&mut self.terminal, time);
        let happened = !self.terminal.take_happenings().is_empty();
        self.quiet.see(clock, happened, self.terminal.pointer());
    }

    /// Sets the terminal's clock, where that has stood still and the host knows the date. It counts whole seconds.
    fn set_clock(&mut self, date: Option<DateTime>) {
        let whole = date.and_then(|date| date.with().subsec_nanosecond(0).build().ok());
        if let Some(date) = whole.filter(|_| std::mem::take(&mut self.late)) {
            tell(&mut self.terminal, Command::SetClock { date });
        }
    }

    /// When something changes next.
    fn next_change(&self) -> Change {
        let Some(stand) = &self.stand else { return Change::Never };
        let worked = picture::sooner(self.terminal.next_change(), Change::At(self.operator.due()));
        // What waits for its turn is as good as something that floats.
        let behind = if self.refresh.is_behind() { Change::Resting } else { Change::Never };
        let worked = picture::sooner(worked, behind);
        let Some(pane) = &stand.pane else { return worked };
        let tube = if pane.glow.glows_on() {
            Change::Moving
        } else {
            picture::next_change(&self.terminal, &self.options.look)
        };
        picture::sooner(worked, tube)
    }

    /// Draws the picture of a time. Gives the rows that changed.
    fn draw(&mut self, time: Time, light: f64, place: [u32; 2], whole: bool) -> Vec<Range<usize>> {
        let Some(stand) = &mut self.stand else { return Vec::new() };
        let (look, window) = (&self.options.look, self.size);
        let tiles = self.picture.shapes(&self.terminal, &stand.frame).draw_changed(&mut self.drawn);
        let image = self.drawn.image();
        let corner = std::array::from_fn(|axis| {
            let spare = window[axis].saturating_sub(stand.size[axis] as usize);
            // What does not fill the window stands in its middle, and wanders from there.
            let margin = spare.saturating_sub(2 * REACH[axis] as usize) / 2;
            (margin + place[axis] as usize).min(spare)
        });
        let mut moment = picture::moment(&self.terminal, look);
        let lamps = picture::lamps(&self.terminal, false);
        let stands = Some((moment.deflection, lamps));
        // What the electronics do is everywhere, also when it has just come to its end.
        let whole = whole || std::mem::replace(&mut self.stood, stands) != stands;
        moment.deflection.gain *= light;
        let tube = picture::next_change(&self.terminal, look);
        // Grain, hum, and light that goes or comes are everywhere.
        let fades = time.since(self.faded) <= LONGEST;
        let alive = fades || stand.pane.is_some() && tube != Change::Never;
        let together = self.terminal.screen().is_scene();
        let need = Need { whole, alive, scatters: stand.pane.is_some(), together };
        let glow = stand.pane.as_ref().map(|pane| &pane.glow);
        let glows = |row| glow.is_some_and(|glow| glow.glows_in(row));
        let chosen = self.refresh.choose(image, &tiles, time, need, glows);
        let mut surface =
            Surface { pixels: &mut self.pixels, window, corner, size: stand.size.map(|side| side as usize) };
        if whole {
            surface.pixels.fill(0);
        }
        let changed = match &mut stand.pane {
            None => surface.show_plain(image, &chosen, light),
            Some(pane) => {
                pane.glow.show_rows(image, &tiles, &chosen);
                let optics = Optics::new(look, &pane.placement, &self.picture.tint(), &moment);
                let rows = rows_of(&chosen, &optics, stand.size[1] as usize, image.height);
                let halo = pane.glow.halo();
                let seen = Seen {
                    light: pane.glow.light().map(),
                    halo: halo.map(),
                    span: halo.span(),
                    mean: halo.mean(),
                    optics,
                    lamps,
                };
                for rows in &rows {
                    let pixels = Pixels::Window(surface.from(rows.start), window[0]);
                    pane.glass.draw(&seen, rows.clone(), &mut pane.scratch, pixels);
                }
                rows
            }
        };
        if whole {
            return std::iter::once(0..window[1]).collect();
        }
        changed.into_iter().map(|rows| rows.start + corner[1]..rows.end + corner[1]).collect()
    }
}

impl Stand {
    /// Lays the tube out for a window; none where that is too small for any.
    fn new(options: &ShowOptions, window: [u32; 2]) -> Option<Self> {
        let reach = if options.thrift.orbit { REACH } else { [0; 2] };
        let size: [u32; 2] = std::array::from_fn(|axis| window[axis].saturating_sub(2 * reach[axis]));
        if options.view == View::Plain {
            // A larger raster is not to be had.
            let most = [1440.0, 1000.0].map(|side| (side * LARGEST_SCALE) as u32);
            let size = std::array::from_fn(|axis| size[axis].min(most[axis]));
            let frame = Frame::new(size[0], size[1]).ok()?;
            return Some(Self { frame, size, pane: None });
        }
        if size.into_iter().any(|side| side < SMALLEST) {
            return None;
        }
        let placement = Placement::new(options.view, size[0], size[1]);
        let frame = Frame::behind(&placement);
        let pane = Pane {
            placement,
            glass: Glass::new(&placement, &options.look),
            glow: Glow::new(&options.look, frame.scale),
            scratch: Scratch::default(),
        };
        Some(Self { frame, size, pane: Some(pane) })
    }
}

/// The part of a window's pixels on which the picture lies.
struct Surface<'a> {
    pixels: &'a mut [u32],
    window: [usize; 2],
    /// The upper left corner of the picture.
    corner: [usize; 2],
    size: [usize; 2],
}

impl Surface<'_> {
    /// The pixels from the beginning of a row of the picture on.
    fn from(&mut self, row: usize) -> &mut [u32] {
        let start = (self.corner[1] + row) * self.window[0] + self.corner[0];
        self.pixels.get_mut(start..).unwrap_or_default()
    }

    /// Shows bands of the raster as they are, in less light: levels fall less than it does.
    fn show_plain(&mut self, image: &Image, chosen: &[Option<Span>], light: f64) -> Vec<Range<usize>> {
        let share = (256.0 * libm::pow(light, 1.0 / GAMMA)).round() as u32;
        let width = self.size[0];
        let rows: Vec<Range<usize>> = bands(chosen, image.height).collect();
        for y in rows.iter().cloned().flatten() {
            for (pixel, &[r, g, b, _]) in self.from(y)[..width].iter_mut().zip(image.row(y)) {
                let [r, g, b] = [r, g, b].map(|level| (u32::from(level) * share) >> 8);
                *pixel = r << 16 | g << 8 | b;
            }
        }
        rows
    }
}

/// The rows of an image in chosen bands, neighbours together.
fn bands(chosen: &[Option<Span>], height: usize) -> impl Iterator<Item = Range<usize>> {
    let mut row = 0;
    chosen.chunk_by(|one, next| one.is_some() == next.is_some()).filter_map(move |run| {
        let from = row;
        row += run.len();
        run[0].is_some().then(|| from * TILE..(row * TILE).min(height))
    })
}

/// The rows of the glass through which chosen bands of the raster are seen, apart from each other. The face bulges: a row
/// of the raster is seen in rows nearer to the middle, the more so towards the sides.
fn rows_of(chosen: &[Option<Span>], optics: &Optics, height: usize, raster: usize) -> Vec<Range<usize>> {
    let bulge = 1.0 + optics.curvature.max(0.0);
    // Rows are mixed from two, and each shows half a row more.
    let place = |row: f32| row / raster as f32 * 2.0 - 1.0;
    let seen = |place: f32| optics.middle[1] + place * optics.half[1];
    let mut all: Vec<Range<usize>> = Vec::new();
    for band in bands(chosen, raster) {
        let (above, below) = (place(band.start as f32 - 1.0), place(band.end as f32 + 1.0));
        let first = seen(above.min(above / bulge)).floor() - 1.0;
        let end = seen(below.max(below / bulge)).ceil() + 1.0;
        // What lies beyond the face goes with the band beside it.
        let first = if band.start == 0 { 0 } else { first.max(0.0) as usize };
        let end = if band.end == raster { height } else { (end.max(0.0) as usize).min(height) };
        match all.last_mut() {
            Some(last) if last.end >= first => last.end = end,
            _ => all.push(first..end),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tube::light::{LightMap, WHITE, pack};
    use crate::tube::optics::{Moment, Tint};

    /// Whatever is lit in one band of the raster is seen in the rows that are drawn for it, and in no other.
    #[test]
    fn the_rows_of_a_band_are_all_in_which_it_is_seen() {
        for (view, width, height, curvature) in [
            (View::Tube, 480, 400, 0.035),
            (View::Tube, 300, 620, 0.15),
            (View::Bezel, 500, 400, 0.15),
            (View::Workstation, 640, 480, 0.0),
        ] {
            let look = Look { curvature, grain: 0.0, halation: 0.0, diffusion: 0.0, ..Look::default() };
            let placement = Placement::new(view, width, height);
            let frame = Frame::behind(&placement);
            let (glass, mut scratch) = (Glass::new(&placement, &look), Scratch::default());
            let moment = Moment { deflection: Deflection::STEADY, time: Time::ZERO, seed: 0, still: true };
            let optics = Optics::new(&look, &placement, &Tint::default(), &moment);
            let (across, down) = (frame.width as usize, frame.height as usize);
            let dark = LightMap::new(8, 8);
            let mut draw = |light: &LightMap| {
                let (halo, span, mean) = (&dark, [8.0, 8.0], [0.0; 3]);
                let seen = Seen { light, halo, span, mean, optics, lamps: Lamps::default() };
                let mut pixels = vec![0; (width * height) as usize];
                let rows = Pixels::Window(&mut pixels, width as usize);
                glass.draw(&seen, 0..height as usize, &mut scratch, rows);
                pixels
            };
            let none = draw(&LightMap::new(across, down));
            for band in 0..down.div_ceil(TILE) {
                let mut light = LightMap::new(across, down);
                let lit = band * TILE * across..((band + 1) * TILE * across).min(across * down);
                light.texels[lit].fill(pack([WHITE; 3]));
                let (chosen, pixels) = (chosen(down, &[band]), draw(&light));
                let rows = rows_of(&chosen, &optics, height as usize, down);
                let mut seen = 0;
                for y in 0..height as usize {
                    let row = y * width as usize..(y + 1) * width as usize;
                    if none[row.clone()] != pixels[row] {
                        seen += 1;
                        assert!(
                            rows.iter().any(|rows| rows.contains(&y)),
                            "{view:?}: band {band}, row {y}: {rows:?}"
                        );
                    }
                }
                assert!(seen > 0, "{view:?}: band {band}");
            }
            let all: Vec<usize> = (0..down.div_ceil(TILE)).collect();
            let whole = 0..height as usize;
            assert_eq!(rows_of(&chosen(down, &all), &optics, height as usize, down), [whole]);
            assert!(rows_of(&chosen(down, &[]), &optics, height as usize, down).is_empty());
        }
    }

    fn chosen(down: usize, bands: &[usize]) -> Vec<Option<Span>> {
        (0..down.div_ceil(TILE)).map(|band| bands.contains(&band).then_some(Span::ZERO)).collect()
    }

    #[test]
    fn another_size_leaves_all_that_was_set() {
        let mut values = Values::default();
        values.set(&crate::settings::SIZE, "large");
        values.set(&crate::settings::CONTRAST, "high");
        let options = ShowOptions { values, ..ShowOptions::new(Pack::embedded()) };
        let mut show = Show::new(&options, [320, 240], 3);
        let date = jiff::civil::date(2031, 5, 6).at(7, 8, 9, 10);
        show.turn(Duration::ZERO, Attention { date: Some(date), ..Attention::default() });
        show.set_reduced_motion(true);
        for size in [[320, 240], [240, 320]] {
            show.resize(size);
            let terminal = show.terminal();
            assert!(terminal.reduced_motion() && terminal.large_words() && terminal.high_contrast());
            assert_eq!(terminal.date(), jiff::civil::date(2031, 5, 6).at(7, 8, 9, 0));
        }
    }
}
