//! What each command does in the handbook.

use super::reader::{Asked, Shown};
use crate::model::command::Command;
use crate::model::happening::Happening;
use crate::model::screen::Screen;
use crate::model::terminal::Terminal;
use crate::pack::handbook::{Asks, Block, FormLine, Handbook, Page};
use crate::pack::reader::is_hidden;
use crate::time::{Span, Time};

/// A page is read when it has lain open for so long.
const READ: Span = Span::from_millis(10_000);
/// When nobody has touched the terminal for so long, nobody reads.
const IDLE: Span = Span::from_millis(60_000);

/// What of the handbook lies open, for the pack that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf<'t> {
    /// The contents.
    Contents,
    /// The index.
    Index,
    /// The page at this place of [`Handbook::pages`].
    Page(usize),
    /// The places that hold these words.
    Hits(&'t str),
}

impl Terminal {
    /// What of the handbook lies open. Where the pack does not know the page, it is the contents.
    pub fn leaf(&self) -> Leaf<'_> {
        match self.reader.shown() {
            Shown::Contents => Leaf::Contents,
            Shown::Index => Leaf::Index,
            Shown::Page(key) => self.pack.handbook.find(key).map_or(Leaf::Contents, Leaf::Page),
            Shown::Hits(words) => Leaf::Hits(words),
        }
    }

    /// Opens the page about the present screen. Pressed again there it goes back to where one was; inside the handbook
    /// it opens the page about the handbook.
    pub(in crate::model) fn help(&mut self) {
        if self.screen == Screen::Handbook {
            if self.reader.asked.is_some() {
                self.leave_help();
            } else if self.may_change() {
                self.ask_about("handbook", false);
            }
            return;
        }
        let topic = self.screen.topic();
        if self.cover(Screen::Handbook) {
            self.ask_about(topic, true);
        }
    }

    fn ask_about(&mut self, topic: &str, from_room: bool) {
        let Some(page) = self.pack.handbook.about(topic) else { return };
        let key = self.pack.handbook.pages[page].key.clone();
        self.reader.mark_words("");
        let remembered = self.reader.go(Shown::Page(key));
        self.reader.asked = Some(Asked { from_room, remembered });
        self.leaf_opened();
    }

    /// Goes back from the page that help has opened.
    fn leave_help(&mut self) {
        let from_room = self.reader.asked.is_some_and(|asked| asked.from_room);
        if !from_room && !self.may_change() {
            return;
        }
        self.reader.forget();
        if from_room {
            self.uncover();
        } else {
            self.leaf_opened();
        }
    }

    /// Opens the handbook at a page. A key that the pack does not know does nothing.
    pub(in crate::model) fn read_page(&mut self, key: &str) {
        let Some(page) = self.pack.handbook.find(key) else { return };
        let key = self.pack.handbook.pages[page].key.clone();
        let there = self.screen == Screen::Handbook;
        self.cover(Screen::Handbook);
        if self.screen == Screen::Handbook && (!there || self.may_change()) {
            if let Shown::Hits(words) = self.reader.shown() {
                let words = words.clone();
                self.reader.mark_words(&words);
            }
            self.reader.go(Shown::Page(key));
            self.leaf_opened();
        }
    }

    /// Opens the handbook where it was left: where this reader has shown nothing yet, at the page that was opened last.
    pub(in crate::model) fn open_handbook(&mut self) {
        let there = self.screen == Screen::Handbook;
        let last = self.session.reading.last.as_ref().filter(|_| self.reader.is_new());
        let last = last.and_then(|key| self.pack.handbook.find(key));
        self.cover(Screen::Handbook);
        if !there && self.screen == Screen::Handbook {
            if let Some(page) = last {
                self.reader.turn(Shown::Page(self.pack.handbook.pages[page].key.clone()));
            }
            self.leaf_opened();
        }
    }

    /// The handbook comes to be shown.
    pub(in crate::model) fn arrive_at_handbook(&mut self) {
        self.reader.counted = self.now;
        self.reader.touched = self.now;
        self.reader.stop_typing();
        self.reader.asked = None;
    }

    /// Whether what lies open may change now; see [`super::pace`].
    pub(in crate::model) fn may_change(&self) -> bool {
        self.reader.pace.may_change(self.now)
    }

    /// The handbook comes or goes.
    pub(in crate::model) fn handbook_changed(&mut self) {
        self.reader.pace.change(self.now);
    }

    pub(in crate::model) fn perform_at_handbook(&mut self, command: &Command) {
        let turns = matches!(
            command,
            Command::Contents
                | Command::Index
                | Command::Leaf { .. }
                | Command::Enter
                | Command::History { .. }
                | Command::TypeSize
        );
        if turns && !self.may_change() {
            return;
        }
        match command {
            Command::Contents => self.show_list(Shown::Contents),
            Command::Index => self.show_list(Shown::Index),
            Command::Leaf { by } => self.turn_leaf(*by),
            Command::Row { row } => self.reader.aim_at(*row, self.now),
            Command::Search => {
                self.reader.begin_search();
                self.focus = None;
            }
            _ if self.reader.line_mut().is_some_and(|line| line.edit(command)) => {}
            Command::Type { text } => self.reader.type_folio(text),
            Command::Erase => self.reader.erase_folio(),
            Command::Enter => self.enter_typed(),
            Command::Mark => self.mark(),
            Command::History { by } if self.reader.step(*by) => self.leaf_opened(),
            Command::TypeSize => {
                self.reader.turn_size();
                self.handbook_changed();
            }
            Command::Tick { page, line } => self.tick(page, *line),
            Command::Sign { page } => self.sign(page),
            Command::Resume => self.resume(),
            Command::Back if self.reader.stop_typing() => {}
            Command::Back if self.reader.asked.is_some() => self.leave_help(),
            Command::Back => self.uncover(),
            _ => {}
        }
    }

    fn show_list(&mut self, list: Shown) {
        self.reader.mark_words("");
        self.reader.go(list);
        self.leaf_opened();
    }

    /// Whether there is another leaf so many leaves on, and it may be turned to now.
    pub fn may_turn(&self, by: i32) -> bool {
        self.may_change() && self.leaf_by(by).is_some()
    }

    /// What lies so many leaves on: the contents lie before the first page, the index behind the last. Nothing where
    /// that lies open already, and from places that were found.
    fn leaf_by(&self, by: i32) -> Option<Shown> {
        let pages = self.pack.handbook.pages.len() as i64;
        let at = match self.leaf() {
            Leaf::Contents => 0,
            Leaf::Page(page) => page as i64 + 1,
            Leaf::Index => pages + 1,
            Leaf::Hits(_) => return None,
        };
        let to = (at + i64::from(by)).clamp(0, pages + 1);
        let page = usize::try_from(to - 1).ok().map(|page| self.pack.handbook.pages.get(page));
        (to != at).then(|| match page {
            None => Shown::Contents,
            Some(None) => Shown::Index,
            Some(Some(page)) => Shown::Page(page.key.clone()),
        })
    }

    fn turn_leaf(&mut self, by: i32) {
        if let Some(shown) = self.leaf_by(by) {
            self.reader.turn(shown);
            self.leaf_opened();
        }
    }

    /// Enters the line of the search, or the folio that is typed. Beyond the last folio is the last.
    fn enter_typed(&mut self) {
        let line = self.reader.search().map(|line| line.text().trim().to_owned());
        let folio: usize = self.reader.folio().parse().unwrap_or(0);
        let typed = self.reader.stop_typing();
        match line {
            Some(words) if !words.is_empty() => {
                let (_, hits) = self.pack.handbook.search_first(0, &words, &self.session.earned());
                self.reader.mark_words(&words);
                self.reader.go(Shown::Hits(words));
                self.focus = None;
                self.handbook_changed();
                self.happen(Happening::Searched { hits });
            }
            None if typed => {
                let pages = &self.pack.handbook.pages;
                if let Some(page) = pages.get(folio.clamp(1, pages.len().max(1)) - 1) {
                    let key = page.key.clone();
                    self.reader.go(Shown::Page(key));
                    self.leaf_opened();
                }
            }
            _ => {}
        }
    }

    /// Another leaf lies open.
    fn leaf_opened(&mut self) {
        self.focus = None;
        self.handbook_changed();
        match self.leaf() {
            Leaf::Contents => self.happen(Happening::ContentsOpened),
            Leaf::Index => self.happen(Happening::IndexOpened),
            Leaf::Hits(_) => {}
            Leaf::Page(page) => {
                let page = self.pack.handbook.pages[page].key.clone();
                let date = self.date();
                self.session.reading.open(&page, date);
                self.happen(Happening::PageOpened { page });
            }
        }
    }

    fn mark(&mut self) {
        let Leaf::Page(at) = self.leaf() else { return };
        let page = &self.pack.handbook.pages[at];
        if page.is_withheld(&self.session.earned()) {
            return;
        }
        let page = page.key.clone();
        let on = !self.session.reading.marks.remove(&page);
        if on {
            self.session.reading.marks.insert(page.clone());
        }
        self.happen(Happening::Marked { page, on });
    }

    /// The page with this key, if a form on it can still be filled in.
    fn open_form(&self, key: &str) -> Option<&Page> {
        let page = &self.pack.handbook.pages[self.pack.handbook.find(key)?];
        let signed = self.session.reading.forms.get(&page.key).is_some_and(|form| form.signature.is_some());
        (!signed && !page.is_withheld(&self.session.earned())).then_some(page)
    }

    fn tick(&mut self, key: &str, line: usize) {
        let Some(page) = self.open_form(key) else { return };
        if form_lines(page).nth(line).is_some_and(|line| line.asks == Asks::Tick) {
            let page = page.key.clone();
            let ticks = &mut self.session.reading.forms.entry(page).or_default().ticks;
            if !ticks.remove(&line) {
                ticks.insert(line);
            }
        }
    }

    fn sign(&mut self, key: &str) {
        let Some(page) = self.open_form(key) else { return };
        if form_lines(page).any(|line| line.asks == Asks::Signature) {
            let page = page.key.clone();
            // The employee's own name, whatever direction shows.
            let own = self.session.employee.as_ref().unwrap_or(&self.pack.employee);
            let name = own.chars().filter(|letter| !is_hidden(*letter)).collect();
            let signature = super::Signature { name, date: self.date() };
            self.session.reading.forms.entry(page.clone()).or_default().signature = Some(signature);
            self.happen(Happening::FormSigned { page });
        }
    }

    /// The page that is being read: it is shown, and not withheld.
    fn read_now(&self) -> Option<&Page> {
        let Leaf::Page(page) = self.leaf() else { return None };
        let page = &self.pack.handbook.pages[page];
        (self.screen == Screen::Handbook && !page.is_withheld(&self.session.earned())).then_some(page)
    }

    /// Counts how long the page has been read, up to now, and not beyond where nobody was there.
    pub(in crate::model) fn count_reading(&mut self) {
        let Some(key) = self.read_now().map(|page| page.key.clone()) else { return };
        let until = self.now.min(self.reader.touched + IDLE);
        if let Some(record) = self.session.reading.pages.get_mut(&key)
            && until > self.reader.counted
        {
            record.time = Span(record.time.0.saturating_add(until.0 - self.reader.counted.0));
            self.reader.counted = until;
        }
    }

    /// Somebody is there.
    pub(in crate::model) fn touch_handbook(&mut self) {
        self.reader.counted = self.now;
        self.reader.touched = self.now;
    }

    /// When something falls due in the handbook.
    pub(in crate::model) fn handbook_due(&self) -> Option<Time> {
        self.reader.row_due(self.now).into_iter().chain(self.read_due()).min()
    }

    /// Does what is due in the handbook.
    pub(in crate::model) fn fire_handbook(&mut self) {
        if self.reader.row_due(self.now).is_some_and(|due| due <= self.now) {
            self.reader.move_rows(self.now);
        } else {
            self.page_read();
        }
    }

    /// When the page that is shown will have been read.
    fn read_due(&self) -> Option<Time> {
        let record = self.session.reading.pages.get(&self.read_now()?.key)?;
        let due = self.reader.counted + Span((READ.0 - record.time.0).max(0));
        (!record.read && due <= self.reader.touched + IDLE).then_some(due)
    }

    /// The page that is shown has been read.
    fn page_read(&mut self) {
        let earned = self.session.earned();
        let Some(page) = self.read_now() else { return };
        let runs = page.blocks.iter().flat_map(|block| block.texts()).flat_map(|text| &text.0);
        let (withheld, key) = (runs.filter(|run| run.is_withheld(&earned)).count(), page.key.clone());
        if let Some(record) = self.session.reading.pages.get_mut(&key) {
            record.read = true;
            self.happen(Happening::PageRead { page: key, withheld });
        }
    }

    /// How many pages the handbook has, and how many of these have been read and are marked.
    pub fn reading_counts(&self) -> [usize; 3] {
        let Handbook { pages, .. } = &self.pack.handbook;
        let reading = &self.session.reading;
        let count = |holds: &dyn Fn(&str) -> bool| pages.iter().filter(|page| holds(&page.key)).count();
        [pages.len(), count(&|key| reading.has_read(key)), count(&|key| reading.is_marked(key))]
    }
}

/// The lines of all forms on a page.
pub(crate) fn form_lines(page: &Page) -> impl Iterator<Item = &FormLine> {
    page.blocks.iter().flat_map(|block| match block {
        Block::Form { lines, .. } => lines.as_slice(),
        _ => &[],
    })
}
