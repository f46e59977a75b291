//! The languages that windrose speaks, and which one is spoken now.
//!
//! A sentence is made in the language of whoever reads it. That is known where a call comes in and needed where the
//! sentence is made, with dozens of functions between them that have nothing to do with it. So the language is not
//! handed through all of them, it is a dynamic scope: whoever answers a caller says [`Language::speak`], and whatever
//! is made within is made in that language, on this thread, until it returns or panics. Outside of every scope English
//! is spoken. Views stay functions of their values in everything else; what programs read (codes, names, figures) is
//! the same in every language.

use std::cell::Cell;

/// The languages that windrose speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// English, and what is spoken where nobody asks for another.
    #[default]
    English,
    /// German.
    German,
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its name for programs (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The language of a tag, whatever the region: `de`, `de-AT`, `DE_de`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|it| it.tag().eq_ignore_ascii_case(primary))
    }

    /// The language that an `Accept-Language` header asks for first; English when it asks for none that is spoken.
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(Self, u16)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight = weight(parts.map(str::trim));
            // Whoever takes any language takes English.
            let language = if tag == "*" { Some(Self::English) } else { Self::from_tag(tag) };
            // Of several that are wanted alike, the first one counts.
            if let Some(language) = language.filter(|_| weight > best.map_or(0, |it| it.1)) {
                best = Some((language, weight));
            }
        }
        best.map_or(Self::English, |it| it.0)
    }

    /// The language that is spoken on this thread now.
    pub fn spoken() -> Self {
        SPOKEN.get()
    }

    /// Does something while this language is spoken on this thread; the former one is spoken again afterwards.
    pub fn speak<T>(self, work: impl FnOnce() -> T) -> T {
        struct Former(Language);
        // Also when `work` panics: the thread goes on to somebody else.
        impl Drop for Former {
            fn drop(&mut self) {
                SPOKEN.set(self.0);
            }
        }
        let _former = Former(SPOKEN.replace(self));
        work()
    }

    /// The labels of its pages. They are looked up apart from its messages, so that a page may call a label as it likes.
    pub(super) const fn pages(self) -> &'static [&'static str] {
        match self {
            Self::English => &[include_str!("en/pages.ftl"), include_str!("en/draw.ftl")],
            Self::German => &[include_str!("de/pages.ftl"), include_str!("de/draw.ftl")],
        }
    }

    /// Its messages, file by file.
    pub(super) const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::English => &[
                include_str!("en/sentences.ftl"),
                include_str!("en/fields.ftl"),
                include_str!("en/records.ftl"),
                include_str!("en/measures.ftl"),
                include_str!("en/workflows.ftl"),
            ],
            Self::German => &[
                include_str!("de/sentences.ftl"),
                include_str!("de/fields.ftl"),
                include_str!("de/records.ftl"),
                include_str!("de/measures.ftl"),
                include_str!("de/workflows.ftl"),
            ],
        }
    }
}

/// The weight of `q=0.8` in thousandths; 1 where none is given, 0 where it cannot be read.
fn weight<'a>(mut params: impl Iterator<Item = &'a str>) -> u16 {
    let Some(q) = params.find_map(|it| it.strip_prefix("q=").or_else(|| it.strip_prefix("Q=")))
    else {
        return 1_000;
    };
    match q.trim().parse::<f32>() {
        // The cast keeps what lies in between.
        Ok(q) if (0.0..=1.0).contains(&q) => (q * 1_000.0).round() as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::Language::{self, English, German};

    #[test]
    fn english_is_spoken_until_another_language_is_and_again_afterwards() {
        assert_eq!(Language::spoken(), English);
        let said = German.speak(|| {
            let within = English.speak(Language::spoken);
            (within, Language::spoken())
        });
        assert_eq!(said, (English, German));
        assert_eq!(Language::spoken(), English);
    }

    #[test]
    fn a_panic_ends_the_scope_like_anything_else() {
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            German.speak(|| English.speak(|| panic!("on purpose")))
        }));
        assert!(panicked.is_err());
        assert_eq!(Language::spoken(), English);
        German.speak(|| {
            let panicked = catch_unwind(AssertUnwindSafe(|| English.speak(|| panic!("again"))));
            assert!(panicked.is_err());
            assert_eq!(Language::spoken(), German);
        });
    }

    #[test]
    fn a_tag_is_known_whatever_its_region() {
        for tag in ["de", "DE", "de-AT", "de_CH.UTF-8", "de_DE@euro", " de "] {
            assert_eq!(Language::from_tag(tag), Some(German), "{tag}");
        }
        for tag in ["", "C", "POSIX", "dev", "fr-DE", "*"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn the_heaviest_language_that_is_spoken_is_accepted() {
        let cases = [
            ("", English),
            ("de", German),
            ("de-DE,de;q=0.9,en;q=0.8", German),
            ("en-GB,de;q=0.9", English),
            ("fr,de;q=0.5,en;q=0.4", German),
            ("fr;q=1.0, en;q=0.5, de;q=0.7", German),
            ("en;q=0.7, de;q=0.70", English),
            ("de;q=0.70, en;q=0.7", German),
            ("de;q=0", English),
            ("de;q=0, *", English),
            ("*;q=0.1, de;q=0.2", German),
            ("*, de;q=0.2", English),
            ("fr, it", English),
            ("de;q=2, en;q=0.1", English),
            ("de ; q=0.5 , en ; q=0.3", German),
            (";;,,;q=, de;Q=0.3", German),
        ];
        for (header, language) in cases {
            assert_eq!(Language::accepted(header), language, "{header:?}");
        }
    }
}
