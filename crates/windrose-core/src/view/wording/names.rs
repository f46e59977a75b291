//! What steps, roles and deeds are called in a sentence.

use crate::rules::fixed::Fixed;
use crate::rules::ids::RoleName;
use crate::rules::record::AnyKind;
use crate::rules::step::Step;

use super::messages::{attribute, say};
use super::words::kind_name;

/// A step by its name in plain words: "coalition".
pub fn step_name(step: Step) -> String {
    say!("step-name", step = step.name())
}

/// A role by its name in plain words: "pilot owner". What a workflow declares is called as it is there.
pub fn role_name(role: &RoleName) -> String {
    attribute("role", role.as_str()).unwrap_or_else(|| role.to_string())
}

/// A kind of record as a sentence names it to somebody who is to record one: so that it is found in a call.
pub(super) fn kind_label(kind: &AnyKind) -> String {
    match kind {
        AnyKind::BuiltIn(kind) => {
            say!("kind-label", plain = kind_name(*kind, Fixed::ONE), kind = kind.name())
        }
        AnyKind::Declared(it) => it.one.clone(),
    }
}

/// What somebody may or may not do: follows "may".
pub(super) fn may(what: &str) -> String {
    say!(&format!("may-{what}"))
}
