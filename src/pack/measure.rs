//! What is counted of an employee's work, so that a deed is noticed.

macro_rules! measures {
    ($($(#[$about:meta])+ $name:ident = $key:literal,)+) => {
        /// Something that is counted over all of an employee's work.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Measure {
            $($(#[$about])+ $name,)+
        }

        impl Measure {
            /// Every measure, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its stable key.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

measures! {
    /// Files finished.
    #[default]
    Files = "files",
    /// Long files finished.
    LongFiles = "long-files",
    /// Files finished without a misfiling.
    CleanFiles = "clean-files",
    /// Files finished between four and seven in the morning, by the terminal's clock.
    EarlyFiles = "early-files",
    /// Files finished between seven in the evening and four in the morning.
    LateFiles = "late-files",
    /// Files finished on a Saturday.
    SaturdayFiles = "saturday-files",
    /// The most files finished on one date.
    FilesInADay = "files-in-a-day",
    /// The most minutes at work on one finished file.
    FileMinutes = "file-minutes",
    /// The most days between one finished file and the next.
    DaysAway = "days-away",
    /// The most files begun and not finished at one time.
    FilesBegun = "files-begun",
    /// Groups delivered.
    Deliveries = "deliveries",
    /// The most groups delivered one after the other without the pointer.
    DeliveriesByKeys = "deliveries-by-keys",
    /// The most groups delivered one after the other without a misfiling.
    CleanRun = "clean-run",
    /// The most groups delivered without a misfiling before one was misfiled after all.
    Lapse = "lapse",
    /// Groups misfiled.
    Misfilings = "misfilings",
    /// Bins filled while another of the file stood below a quarter.
    LoneBins = "lone-bins",
    /// Files whose bins lay within five points of each other at half of the file.
    LevelBins = "level-bins",
    /// Groups gathered and let go.
    GroupsLetGo = "groups-let-go",
    /// Looks into a bin.
    SheetsRaised = "sheets-raised",
    /// The farthest from the entrance of a file that the view has been, in pages.
    PagesOut = "pages-out",
    /// The most minutes at a field without a touch, and not held.
    QuietMinutes = "quiet-minutes",
    /// Visits to the cards from which no card was taken.
    CardVisits = "card-visits",
    /// Names typed that no file bears.
    UnknownNames = "unknown-names",
    /// The most minutes for which the picture was held.
    HeldMinutes = "held-minutes",
    /// Times that the tube was degaussed.
    Degaussings = "degaussings",
    /// Dates on which the power was switched on.
    Mornings = "mornings",
    /// Wellness sessions kept to their end.
    Sessions = "sessions",
    /// Sessions that ended with every point.
    EvenSessions = "even-sessions",
    /// Sessions kept to their end in which silence was the only answer.
    SilentSessions = "silent-sessions",
    /// Sessions declined.
    SessionsDeclined = "sessions-declined",
    /// Times that something was said while the lamp was out.
    WordsOutOfTurn = "words-out-of-turn",
    /// Pages of the handbook read.
    PagesRead = "pages-read",
    /// The most times that one page was opened.
    PageReadings = "page-readings",
    /// The most bookmarks kept at one time.
    Bookmarks = "bookmarks",
    /// Withheld passages on pages that were read.
    PassagesWithheld = "passages-withheld",
    /// Searches of the handbook that found nothing.
    EmptySearches = "empty-searches",
}

impl Measure {
    /// The measure of this key.
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.key() == key)
    }
}
