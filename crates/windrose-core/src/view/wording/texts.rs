//! Texts that come with a workflow, in the language that is spoken: a workflow is written in one language, and the
//! built-in ones are translated beside it.
//!
//! A translation is found by the digest of the text that it translates, wherever that text stands. So a text that
//! somebody changed is shown as it was written, never beside the meaning that it had before.

use crate::rules::ids::{CriterionId, Digest};

use super::messages::{attribute, known};

/// How many digits of a digest a key has: enough to tell a few hundred texts apart.
const KEY_LENGTH: usize = 12;

/// A text of a workflow in the language that is spoken, or as it was written where nobody translated it.
pub fn text(text: &str) -> String {
    known(&key(text)).unwrap_or_else(|| text.to_owned())
}

/// A criterion in a few words, by its id and the text that says why it is there.
pub fn criterion_title(criterion: &CriterionId, why: &str) -> String {
    attribute(&key(why), "title").unwrap_or_else(|| {
        let words = criterion.as_str().replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    })
}

/// The message that translates a text.
pub(super) fn key(text: &str) -> String {
    let digest = Digest::of(text.as_bytes()).to_string();
    format!("text-{}", &digest[..KEY_LENGTH])
}
