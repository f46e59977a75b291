//! What things are called: measures, kinds of records, steps, roles, and what somebody may do.
//!
//! The words of measures and kinds stand in their rows in English, and in a language's `measures.ftl` and `records.ftl`
//! for the others. There they have a form of their own for "so many more", because elsewhere an ending depends on the
//! gender of the word.

use crate::rules::fixed::Fixed;
use crate::rules::ids::RoleName;
use crate::rules::measure::MeasureRow;
use crate::rules::record::{AnyKind, Kind};
use crate::rules::step::Step;

use super::messages::{attribute, say};

/// The words of a measure or of a kind of record, in the language that is spoken.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// What is counted, when it is one: "manager".
    pub(super) one: String,
    /// What is counted, when they are many: "managers".
    pub(super) many: String,
    /// What they do or are: "agree". Kinds have none.
    pub(super) state: String,
    /// One more of it: "more manager", where the language has a form of its own.
    more: Option<(String, String)>,
}

impl Words {
    fn of(id: &str, one: &str, many: &str, state: &str) -> Self {
        let word = |name, row: &str| attribute(id, name).unwrap_or_else(|| row.to_owned());
        Self {
            one: word("one", one),
            many: word("many", many),
            state: word("state", state),
            more: attribute(id, "more-one").zip(attribute(id, "more-many")),
        }
    }

    /// Has the language a form of its own for "so many more"?
    pub(super) fn has_more(&self) -> bool {
        self.more.is_some()
    }

    /// So many of it, without the number.
    pub(super) fn things(&self, how_many: Fixed) -> &str {
        if how_many == Fixed::ONE { &self.one } else { &self.many }
    }

    /// So many more of it, without the number: "more managers".
    pub(super) fn more(&self, how_many: Fixed) -> String {
        match &self.more {
            Some((one, _)) if how_many == Fixed::ONE => one.clone(),
            Some((_, many)) => many.clone(),
            None => say!("more", things = self.things(how_many)),
        }
    }
}

/// The words of a measure.
pub(super) fn of_measure(row: &MeasureRow) -> Words {
    Words::of(&measure_id(row), row.words.one, row.words.many, row.words.state)
}

/// The message that has the words of a measure: dots do not stand in Fluent's names.
pub(super) fn measure_id(row: &MeasureRow) -> String {
    format!("measure-{}", row.name.replace('.', "-"))
}

/// The words of a kind of record; those of a declared one are its workflow's.
pub(super) fn of_kind(kind: &AnyKind) -> Words {
    let (one, many) = kind.words();
    match kind {
        AnyKind::BuiltIn(kind) => Words::of(&format!("kind-{kind}"), one, many, ""),
        AnyKind::Declared(_) => {
            Words { one: one.to_owned(), many: many.to_owned(), ..Words::default() }
        }
    }
}

/// A kind of record in plain words, one or many.
pub(super) fn kind_name(kind: Kind, how_many: Fixed) -> String {
    of_kind(&kind.into()).things(how_many).to_owned()
}

/// A kind of record as a sentence names it to somebody who is to record one: so that it is found in a call.
pub(super) fn kind_label(kind: &AnyKind) -> String {
    match kind {
        AnyKind::BuiltIn(_) => {
            say!("kind-label", plain = of_kind(kind).one, kind = kind.name())
        }
        AnyKind::Declared(it) => it.one.clone(),
    }
}

/// What a kind of record is.
pub(super) fn kind_summary(kind: Kind) -> String {
    attribute(&format!("kind-{kind}"), "summary").unwrap_or_else(|| kind.row().summary.to_owned())
}

/// A step by its name in plain words: "coalition".
pub fn step_name(step: Step) -> String {
    say!("step-name", step = step.name())
}

/// A role by its name in plain words: "pilot owner". What a workflow declares is called as it is there.
pub fn role_name(role: &RoleName) -> String {
    attribute("role", role.as_str()).unwrap_or_else(|| role.to_string())
}

/// What somebody may or may not do: follows "may".
pub(super) fn may(what: &str) -> String {
    say!(&format!("may-{what}"))
}
