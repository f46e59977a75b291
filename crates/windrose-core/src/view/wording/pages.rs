//! The labels of pages: what a page shows besides sentences.

use fluent_bundle::{FluentArgs, FluentValue};

use super::messages::{known_label, label};

/// What a label takes: a text or a number. Made by `.into()`; numbers are handed over as numbers, because plurals are
/// chosen by them and they are printed as the reader writes them.
pub type Arg<'a> = FluentValue<'a>;

/// A label of `pages.ftl` in the language that is spoken: `page("portfolio-count", &[("n", 5.into())])`. Where it is
/// missing, a build for developers stops; a shipped one says it in English, or at least its id.
pub fn page(id: &str, args: &[(&str, Arg<'_>)]) -> String {
    let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
    label(id, &args)
}

/// A label that need not be there: of a field that only some calls have.
pub fn page_if_any(id: &str) -> Option<String> {
    known_label(id)
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::page;

    #[test]
    fn a_label_is_in_the_language_that_is_spoken() {
        assert_eq!(page("page-yes", &[]), "yes");
        assert_eq!(Language::German.speak(|| page("page-yes", &[])), "ja");
    }

    #[test]
    #[should_panic(expected = "there is no message page-of-nothing")]
    fn a_label_that_there_is_not_stops_a_build_for_developers() {
        page("page-of-nothing", &[]);
    }
}
