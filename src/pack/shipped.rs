//! The packs that are embedded in the program, by name.

use std::sync::{Arc, OnceLock};

use super::check::{self, Texts};
use super::handbook;
use super::types::Pack;

/// An embedded pack: the files of its folder and the pages of its handbook, by name and text.
pub(super) struct Shipped {
    /// The name by which `--pack` knows it: that of its folder.
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
    pages: &'static [(&'static str, &'static str)],
}

// `SHIPPED: &[Shipped]` in the order of names, written by the build script.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The default pack. A test holds that it is `lumon`.
const DEFAULT: &Shipped = &SHIPPED[0];

/// The pages of the default pack, upon which others are laid.
pub(super) const HANDBOOK: &[(&str, &str)] = DEFAULT.pages;

impl Shipped {
    fn build(&self) -> Arc<Pack> {
        let mut problems = Vec::new();
        let text = |name| self.files.iter().find(|(file, _)| *file == name).map(|(_, text)| *text);
        let texts = Texts {
            pack: text(check::PACK),
            files: text(check::FILES),
            commendations: text(check::COMMENDATIONS),
            about: text(check::ABOUT),
            facts: text(check::FACTS),
            session: text(check::SESSION),
            arrival: text(check::ARRIVAL),
            incentives: text(check::INCENTIVES),
            ambient: text(check::AMBIENT),
        };
        let mut pack = check::build(texts, str::to_owned, &mut problems);
        pack.handbook = handbook::build(self.pages, HANDBOOK, str::to_owned, &mut problems);
        // The build script has refused to build a program in which this does not hold.
        assert!(problems.is_empty(), "the embedded pack {} is not whole: {problems:?}", self.name);
        Arc::new(pack)
    }
}

impl Pack {
    /// The pack `lumon`, built at the first call.
    pub fn embedded() -> Arc<Self> {
        static PACK: OnceLock<Arc<Pack>> = OnceLock::new();
        PACK.get_or_init(|| DEFAULT.build()).clone()
    }

    /// The embedded pack of this name.
    pub fn shipped(name: &str) -> Option<Arc<Self>> {
        if name == DEFAULT.name {
            return Some(Self::embedded());
        }
        SHIPPED.iter().find(|shipped| shipped.name == name).map(Shipped::build)
    }

    /// The names of all embedded packs.
    pub fn shipped_names() -> Vec<&'static str> {
        SHIPPED.iter().map(|shipped| shipped.name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_pack_is_whole_and_called_as_it_calls_itself() {
        assert_eq!(Pack::embedded().key, "lumon");
        assert_eq!(Pack::shipped_names(), ["lumon", "meridian"]);
        for name in Pack::shipped_names() {
            let pack = Pack::shipped(name).unwrap();
            assert_eq!(pack.key, name);
            assert_eq!(*pack, Pack::load(&std::path::Path::new("assets/packs").join(name)).unwrap());
        }
        assert_eq!(Pack::shipped("nobody"), None);
    }

    #[test]
    fn meridian_is_as_large_as_a_production_needs() {
        let pack = Pack::shipped("meridian").unwrap();
        assert!(pack.files.len() == 30 && pack.handbook.pages.len() >= 40);
        assert_eq!(pack.facts.as_ref().unwrap().written.len(), 120);
        let lumon = Pack::embedded();
        assert_ne!(pack.bins.len(), lumon.bins.len());
        assert!(pack.style.header != lumon.style.header && pack.style.lids != lumon.style.lids);
        for (own, other) in pack.tempers.iter().zip(&lumon.tempers) {
            assert!(own.name != other.name && own.code != other.code && own.colour != other.colour);
        }
    }
}
