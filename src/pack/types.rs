//! What a content pack holds: every word and colour by which a viewer would know the house.

use std::collections::BTreeMap;

use super::ambient::Ambient;
use super::arrival::Arrival;
use super::handbook::Handbook;
use super::incentives::Incentives;
use super::measure::Measure;
use super::named::named;
use super::talk::Talk;

/// A whole content pack, checked: whatever reads it may rely on what the fields' documents promise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// Stable key, lower-case ASCII letters, digits and dashes.
    pub key: String,
    /// The name of the pack as a person reads it.
    pub title: String,
    /// The employee's name where nobody has signed in.
    pub employee: String,
    /// Civil date and time at which renders and scripts begin, `YYYY-MM-DDTHH:MM`.
    pub date: String,
    /// The colours of the picture before the glass.
    pub palette: Palette,
    /// The shapes of the screen of refinement.
    pub style: Style,
    /// The emblem: upright rounded forms inside the unit box (x to the right, y downward), painted in order.
    pub emblem: Vec<EmblemPart>,
    /// The tempers, always four, in the order in which sheets list them.
    pub tempers: [TemperWords; 4],
    /// What is written on each bin, left to right; 3 to 9 of them.
    pub bins: Vec<String>,
    /// The numbers from zero to twenty in words.
    pub numbers: Vec<String>,
    /// Lines of the boot, top to bottom; 6 to 16 of them.
    pub boot: Vec<String>,
    /// Commendations for finished files; at least twelve.
    pub commendations: Vec<Commendation>,
    /// The files, in the order in which they are assigned; at least one.
    pub files: Vec<FileSpec>,
    /// The other lines, by key. All of [`super::voice::LINES`] are there, with the placeholders stated there.
    pub voice: BTreeMap<String, String>,
    /// The about page, in Markdown.
    pub about: String,
    /// The handbook.
    pub handbook: Handbook,
    /// The facts of the wellness session; none where the pack has no session.
    pub facts: Option<Facts>,
    /// The talk of that session; there just if facts are.
    pub talk: Option<Talk>,
    /// How one comes and goes; none where the house does not ask.
    pub arrival: Option<Arrival>,
    /// What there is to work for; none where the house gives nothing.
    pub incentives: Option<Incentives>,
    /// What is shown while nobody works; none where the house has no words for it.
    pub ambient: Option<Ambient>,
}

/// A colour as 8-bit sRGB.
pub type Rgb = [u8; 3];

/// The colours of the picture. All flat: light and halo come from the tube.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// The unlit ground of the screen.
    pub ground: Rgb,
    /// The inside of boxes, plates and cards; a shade off the ground.
    pub panel: Rgb,
    /// Rules and the outlines of boxes.
    pub line: Rgb,
    /// Digits at rest.
    pub digit: Rgb,
    /// Names, numbers and everything that is read first.
    pub bright: Rgb,
    /// Digits that are attended, and the pointer: the core of the beam.
    pub core: Rgb,
    /// Secondary words.
    pub dim: Rgb,
}

/// The shapes by which the screen of refinement would be known. None moves what stands beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The header.
    pub header: Header,
    /// The lids of the bins.
    pub lids: Lids,
}

named! {
    /// How the header is drawn.
    #[derive(Default)]
    ALL of Header {
        /// An outline, closed at the right by the emblem; the percentage in hollow type.
        #[default]
        OpenBox = "open-box",
        /// The emblem at the left, the file's name on a filled plate, the percentage in plain type above a scale.
        Plate = "plate",
    }
}

named! {
    /// How the lids of a bin open.
    #[derive(Default)]
    ALL of Lids {
        /// Two slabs, hinged at the outer corners, that swing outward.
        #[default]
        Carton = "carton",
        /// Two slats that part in the middle and slide to left and right.
        Shutter = "shutter",
    }
}

/// One rounded upright form of the emblem, in units of the emblem's height (the emblem is 0.78 wide).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EmblemPart {
    /// Left edge, 0 to 0.78.
    pub x: f32,
    /// Top edge, 0 to 1.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Corner radius, at most half the smaller side.
    pub radius: f32,
    /// Stroke width; 0 means filled with the bright colour.
    pub stroke: f32,
}

/// What the house calls a temper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemperWords {
    /// Stable key: `hang`, `hop`, `huddle` or `splay`. It says how the temper moves, whatever it is called.
    pub key: String,
    /// The name as a person reads it.
    pub name: String,
    /// Two capitals, as on the sheets.
    pub code: String,
    /// The colour of its bar: the only hues on the screen.
    pub colour: Rgb,
    /// What is felt, as the end of a sentence about digits ("they hang"); at least two.
    /// No phrase serves two tempers, and none names one.
    pub felt: Vec<String>,
}

/// A line of praise for a finished file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commendation {
    /// Stable key.
    pub key: String,
    /// One or two sentences; `{employee}` and `{file}` may stand in it.
    pub text: String,
}

/// How much a file wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileSize {
    /// 12 digits of each temper in each bin.
    Short,
    /// 32 digits of each temper in each bin.
    #[default]
    Standard,
    /// 60 digits of each temper in each bin.
    Long,
}

impl FileSize {
    /// Digits of each temper that each bin wants.
    pub const fn quota(self) -> u32 {
        match self {
            Self::Short => 12,
            Self::Standard => 32,
            Self::Long => 60,
        }
    }
}

/// One file: how its plane is made and what it asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileSpec {
    /// Stable key, lower-case ASCII letters, digits and dashes.
    pub key: String,
    /// The name on the card. Unique when case and accents are ignored.
    pub name: String,
    /// How much it wants.
    pub size: FileSize,
    /// How little clusters at rest betray themselves, 0 (plainly) to 1 (not at all).
    pub subtlety: f64,
    /// The share of places that bear a cluster, 0.7 to 1 (three to four clusters in view at 1x).
    pub density: f64,
    /// Smallest and largest cluster, in digits, 4 to 14.
    pub sizes: [u8; 2],
    /// How far digits float, as a multiple of the usual, 0.3 to 1.6.
    pub drift: f64,
    /// How readily each temper is dealt, 20 to 100, in the order of `tempers`.
    pub mix: [u8; 4],
    /// True for a file that begins beside four broad clusters and speaks three prompts.
    pub teaches: bool,
    /// What is new in this file, one line for its card.
    pub note: String,
}

/// The facts of a wellness session.
///
/// No two written facts, nor second halves, end on the same word, and no five words in a row come twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How every fact begins: what stands at `{opening}`.
    pub opening: String,
    /// What an employee may have done, in the order of the file.
    pub deeds: Vec<Deed>,
    /// Facts that are written whole; 24 to 400, at most 30 and at most a quarter of one kind.
    pub written: Vec<Fact>,
    /// First halves of facts that are joined. For each there is a second that fits.
    pub firsts: Vec<FirstHalf>,
    /// Second halves. For each there is a first that fits.
    pub seconds: Vec<SecondHalf>,
}

/// Something to be done by an employee, which is noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// Stable key.
    pub key: String,
    /// What is counted.
    pub counts: Measure,
    /// From which count on it is done, 1 to 100,000.
    pub least: u32,
}

/// A fact, written whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Stable key.
    pub key: String,
    /// What it is about: a key that it shares with others, which are not read beside it.
    pub kind: String,
    /// A sentence of 6 to 16 words that begins with `{opening}`.
    pub text: String,
    /// How far it moves the dial of regard, in hundredths of the dial: -12 (it troubles) to 12 (it pleases).
    pub pull: i8,
    /// The key of the deed after which it may be read, and not before.
    pub deed: Option<String>,
}

/// The first half of a fact that is joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstHalf {
    /// Stable key.
    pub key: String,
    /// What it fits: any second half that fits the same.
    pub fits: String,
    /// The kind of the whole.
    pub kind: String,
    /// Begins with `{opening}`.
    pub text: String,
    /// Its part of the pull.
    pub pull: i8,
}

/// The second half of a fact that is joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondHalf {
    /// Stable key.
    pub key: String,
    /// What it fits.
    pub fits: String,
    /// Begins with a comma or a word, and ends the sentence.
    pub text: String,
    /// Its part of the pull.
    pub pull: i8,
}

impl FirstHalf {
    /// The text of both halves, with `{opening}` still to be filled.
    pub fn joined(&self, second: &SecondHalf) -> String {
        let gap = if second.text.starts_with(',') { "" } else { " " };
        format!("{}{gap}{}", self.text, second.text)
    }
}
