//! Every sentence is rendered at least once, every message of the file is used, and some sentences are word for word.

mod coalition;
mod directory;
mod events;
mod facts;
mod german;
mod pilots;
mod portfolio;
mod refusals;
mod refused;
mod samples;
mod sentences;
mod showing;
mod texts;
mod time;
mod words;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use fluent_bundle::FluentResource;

use super::language::Language;

/// The messages that were said by any test. Titles are made once a process, so this is kept for all threads.
static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Notes that a message was said.
pub(super) fn said(id: &str) {
    SAID.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
}

/// Was it said by any test so far?
fn was_said(id: &str) -> bool {
    SAID.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
}

#[test]
fn every_variant_makes_a_sentence() {
    let sentences = samples::sentences();
    assert!(sentences.len() > 150, "{}", sentences.len());
    for (of, sentence) in &sentences {
        // A missing message or argument stops `message` in a build for tests; these are the traces of other mistakes.
        for trace in [
            "{", "}", "$", "Unknown", "None", "Some(", "  ", " ,", " .", "..", "?.", "()", "``",
            ",,",
        ] {
            assert!(!sentence.contains(trace), "{of}: {sentence:?} has {trace:?}");
        }
        assert!(!sentence.is_empty() && sentence.trim() == sentence, "{of}: {sentence:?}");
        assert!(!sentence.contains(['\n', '\u{2068}', '\u{2069}']), "{of}: {sentence:?}");
    }
}

#[test]
fn refusals_are_sentences_and_the_rest_are_fragments() {
    for (of, sentence) in samples::sentences() {
        let ends = sentence.ends_with(['.', '?']);
        let begins =
            sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '`');
        let whole = of.starts_with("refusal") || of.starts_with("blocked");
        assert_eq!(ends, whole, "{of}: {sentence}");
        // The id of whom or what it is about may stand first.
        let id = sentence.starts_with("anna ") || sentence.starts_with("pilot-1 ");
        assert!(!whole || begins || id, "{of}: {sentence}");
    }
}

#[test]
fn every_message_of_the_file_is_used() {
    let source = Language::English.sources()[0];
    assert!(FluentResource::try_new(source.to_owned()).is_ok(), "it parses");
    samples::sentences();
    let said = SAID.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut ids = BTreeSet::new();
    for line in source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
        let (id, _) =
            line.split_once(" =").expect("a line that begins with a letter begins a message");
        assert!(ids.insert(id), "{id} stands twice");
        // What has attributes only is looked for by the tests of what they are.
        assert!(said.contains(id) || line.ends_with('='), "{id} is never said");
    }
}
