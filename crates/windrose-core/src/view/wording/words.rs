//! The words of kinds, measures and statuses, in the language that is spoken. English ones stand in their rows, those of
//! other languages in `records.ftl` and `measures.ftl`.

use crate::rules::fixed::Fixed;
use crate::rules::measure::MeasureRow;
use crate::rules::record::{AnyKind, Kind};
use crate::rules::workflow::DeclaredKind;

use super::messages::{attribute, say};

/// What people call a kind of record, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindWords {
    /// One of it: "need".
    pub one: String,
    /// Many: "needs".
    pub many: String,
    /// What it is, in a sentence.
    pub summary: String,
}

/// The words of a kind.
pub fn kind(kind: Kind) -> KindWords {
    let row = kind.row();
    let summary = attribute(&id_of(kind), "summary");
    KindWords {
        one: things(kind, "one"),
        many: things(kind, "many"),
        summary: summary.unwrap_or_else(|| row.summary.to_owned()),
    }
}

/// The words of a kind that a workflow declares: its own, in whichever language that is written.
pub fn declared_kind(kind: &DeclaredKind) -> KindWords {
    KindWords {
        one: kind.title.clone(),
        many: kind.plural.as_ref().unwrap_or(&kind.title).clone(),
        summary: kind.summary.clone(),
    }
}

/// A kind of record in plain words, one or many.
pub(super) fn kind_name(kind: Kind, how_many: Fixed) -> String {
    things(kind, if how_many == Fixed::ONE { "one" } else { "many" })
}

/// The same of any kind.
pub(super) fn any_kind_name(kind: &AnyKind, how_many: Fixed) -> String {
    match kind {
        AnyKind::BuiltIn(kind) => kind_name(*kind, how_many),
        AnyKind::Declared(it) if how_many == Fixed::ONE => it.one.clone(),
        AnyKind::Declared(it) => it.many.clone(),
    }
}

/// So many more of any kind, without the number: "more needs", "weitere Bedarfe".
pub(super) fn more_of_kind(kind: &AnyKind, how_many: Fixed) -> String {
    let is_one = how_many == Fixed::ONE;
    let known = match kind {
        AnyKind::BuiltIn(kind) => {
            attribute(&id_of(*kind), if is_one { "more-one" } else { "more-many" })
        }
        AnyKind::Declared(_) => None,
    };
    known.unwrap_or_else(|| more(&any_kind_name(kind, how_many)))
}

fn id_of(kind: Kind) -> String {
    format!("kind-{kind}")
}

fn things(kind: Kind, number: &str) -> String {
    let (one, many) = kind.row().words;
    let word = if number == "one" { one } else { many };
    attribute(&id_of(kind), number).unwrap_or_else(|| word.to_owned())
}

/// "more", where nothing is known of how the word is inflected.
fn more(things: &str) -> String {
    say!("more-things", things = things)
}

/// The words in which a measure is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeasureWords {
    /// What is counted, when it is one: "manager".
    pub one: String,
    /// What is counted, when they are many: "managers".
    pub many: String,
    /// One that is missing: "more manager", "weitere Führungskraft".
    pub more_one: String,
    /// Those that are missing, when they are many.
    pub more_many: String,
    /// What they do or are: "agree".
    pub state: String,
    /// What the measure asks.
    pub question: String,
    /// How to raise it.
    pub raise: String,
}

/// The words of a measure.
pub fn measure(row: &MeasureRow) -> MeasureWords {
    // Dots do not stand in Fluent's names.
    let id = format!("measure-{}", row.name.replace('.', "-"));
    let word =
        |name: &str, english: &str| attribute(&id, name).unwrap_or_else(|| english.to_owned());
    let words = row.words;
    MeasureWords {
        one: word("one", words.one),
        many: word("many", words.many),
        more_one: attribute(&id, "more-one").unwrap_or_else(|| more(words.one)),
        more_many: attribute(&id, "more-many").unwrap_or_else(|| more(words.many)),
        state: word("state", words.state),
        question: word("question", row.question),
        raise: word("raise", row.raise),
    }
}

/// A status of a record: "not yet triaged".
pub fn status(name: &str) -> String {
    attribute("status", name).unwrap_or_else(|| name.replace('_', " "))
}
