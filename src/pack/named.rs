//! Lists of things that a pack calls by fixed names.

/// An enum whose every value has a name in a pack's texts, with the list of all and the way back from the name.
macro_rules! named {
    ($(#[$doc:meta])* $list:ident of $what:ident { $($(#[$one:meta])* $name:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $what { $($(#[$one])* $name,)* }

        impl $what {
            /// All of them.
            pub const $list: &[Self] = &[$(Self::$name,)*];

            /// Its name in a pack's texts.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::$list.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(super) use named;
