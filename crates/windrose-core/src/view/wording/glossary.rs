//! The words of kinds, measures and statuses for pages, in the language that is spoken.

use crate::rules::fixed::Fixed;
use crate::rules::measure::MeasureRow;
use crate::rules::record::Kind;
use crate::rules::workflow::DeclaredKind;

use super::messages::attribute;
use super::words::{kind_summary, measure_id, of_kind, of_measure};

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
    let words = of_kind(&kind.into());
    KindWords { one: words.one, many: words.many, summary: kind_summary(kind) }
}

/// The words of a kind that a workflow declares: its own, in whichever language that is written.
pub fn declared_kind(kind: &DeclaredKind) -> KindWords {
    KindWords {
        one: kind.title.clone(),
        many: kind.plural.as_ref().unwrap_or(&kind.title).clone(),
        summary: kind.summary.clone(),
    }
}

/// The words in which a measure is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// How to raise it, said to a person.
    pub raise: String,
}

/// The words of a measure.
pub fn measure(row: &MeasureRow) -> MeasureWords {
    let words = of_measure(row);
    let (more_one, more_many) = (words.more(Fixed::ONE), words.more(Fixed::whole(2)));
    let id = measure_id(row);
    let sentence = |name, row: &str| attribute(&id, name).unwrap_or_else(|| row.to_owned());
    MeasureWords {
        more_one,
        more_many,
        question: sentence("question", row.question),
        raise: sentence("raise", row.raise),
        one: words.one,
        many: words.many,
        state: words.state,
    }
}

/// A status of a record of a kind in plain words: "acted on".
pub fn status(kind: Kind, name: &str) -> String {
    let own = attribute(&format!("status-{kind}"), name);
    own.or_else(|| attribute("status", name)).unwrap_or_else(|| name.replace('_', " "))
}
