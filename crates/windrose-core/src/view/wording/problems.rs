//! What is wrong with a field.

use crate::rules::fixed::Fixed;
use crate::rules::record::{ANSWERS_MIN, FieldFault, Gap, Problem, Unknown};
use crate::rules::workflow::{Lack, Uncovered, WorkflowFault};

use super::formats::{self, date};
use super::messages::{Join, NAMED_MAX, amount, ended, list, plain, say};
use super::words::kind_label;

/// The most faults that a sentence names.
const FAULTS_MAX: usize = 5;

/// The longest that a name in a sentence may be, in characters.
const NAME_LENGTH_MAX: usize = 80;

/// What is wrong with a field, as a fragment that stands after its place.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Empty => say!("problem-empty"),
        Problem::TooLong { length, most } => {
            say!("problem-too-long", length = *length, most = *most)
        }
        Problem::TooShort { length, least } => {
            say!("problem-too-short", length = *length, least = *least)
        }
        Problem::OutOfRange { least, most } => {
            say!("problem-out-of-range", least = amount(*least), most = amount(*most))
        }
        Problem::MoreThan { have, whole, of } => {
            say!("problem-more-than", have = *have, whole = *whole, of = *of)
        }
        Problem::TooFewAnswers { answered } => {
            say!("problem-too-few-answers", answered = *answered, least = ANSWERS_MIN)
        }
        Problem::OutsideUnit { unit, least, most } => say!(
            "problem-outside-unit",
            unit = unit.name(),
            least = amount(*least),
            most = amount(*most)
        ),
        Problem::UpsideDown { low } => say!("problem-upside-down", low = amount(*low)),
        Problem::OutsideInterval { low, high } => {
            say!("problem-outside-interval", low = amount(*low), high = amount(*high))
        }
        Problem::EndsBeforeStart { start } => {
            say!("problem-ends-before-start", start = date(*start))
        }
        Problem::InTheFuture => say!("problem-in-the-future"),
        Problem::WrongKind { expected } => {
            say!("problem-wrong-kind", kind = kind_label(&(*expected).into()))
        }
        Problem::Twice { name } => say!("problem-twice", name = plain(name, NAME_LENGTH_MAX)),
        Problem::Needs { field } => say!("problem-needs", field = *field),
        Problem::NoLeeway => say!("problem-no-leeway"),
        Problem::NotMissing { missing } => {
            let missing = missing.iter().map(|id| format!("`{id}`"));
            say!("problem-not-missing", missing = list(Join::And, missing, FAULTS_MAX))
        }
        Problem::NoRole { person } => say!("problem-no-role", person = person.as_str()),
        Problem::NotWithin { days } => say!("problem-not-within", days = *days),
        Problem::NotDeclared { what, given, nearest, known } => {
            not_declared(*what, given, nearest, known)
        }
        Problem::Missing { title } => {
            say!("problem-missing", title = plain(title, NAME_LENGTH_MAX))
        }
        Problem::NotOfType { expected } => say!("problem-not-of-type", type = expected.name()),
        Problem::OutOfBounds { least, most, unit } => out_of_bounds(*least, *most, unit.as_deref()),
        Problem::NotDeclaredKind { expected } => {
            say!("problem-not-declared-kind", kind = expected.as_str())
        }
        Problem::StaysOf { kind } => say!("problem-stays-of", kind = kind.as_str()),
        Problem::NotTraining { knows, gaps } => {
            let knows = if *knows { "yes" } else { "no" };
            say!("problem-not-training", knows = knows, gaps = self::gaps(gaps))
        }
    }
}

/// From which sides no test of its workflow tries a criterion.
pub fn uncovered(it: &Uncovered) -> String {
    let lacks = it.lacks.iter().map(|lack| match lack {
        Lack::Met => say!("uncovered-met"),
        Lack::Missed => say!("uncovered-missed"),
        Lack::JustMissed => say!("uncovered-just-missed"),
    });
    let lacks = list(Join::Comma, lacks, FAULTS_MAX);
    say!("uncovered", gate = it.gate.name(), criterion = it.criterion.as_str(), lacks = lacks)
}

fn not_declared(what: Unknown, given: &str, nearest: &[String], known: &[String]) -> String {
    let names = |names: &[String]| {
        let names = names.iter().map(|it| format!("`{}`", plain(it, NAME_LENGTH_MAX)));
        list(Join::Or, names, NAMED_MAX)
    };
    let (id, names) = match (nearest, known) {
        ([], []) => ("problem-none-declared", String::new()),
        ([], known) => ("problem-not-declared", names(known)),
        (nearest, _) => ("problem-not-declared-near", names(nearest)),
    };
    say!(id, what = what.name(), given = plain(given, NAME_LENGTH_MAX), names = names)
}

fn out_of_bounds(least: Option<Fixed>, most: Option<Fixed>, unit: Option<&str>) -> String {
    let with_unit = |bound: Fixed| match unit {
        Some(unit) => {
            say!("with-unit", number = amount(bound), unit = plain(unit, NAME_LENGTH_MAX))
        }
        None => formats::number(bound),
    };
    match (least, most) {
        (Some(least), Some(most)) => {
            say!("problem-out-of-range", least = amount(least), most = with_unit(most))
        }
        (Some(least), None) => say!("problem-too-small", least = with_unit(least)),
        (None, most) => say!("problem-too-large", most = with_unit(most.unwrap_or_default())),
    }
}

/// What is missing besides knowledge, and what each gap suggests.
fn gaps(gaps: &[Gap]) -> String {
    if gaps.is_empty() {
        return say!("problem-no-gap");
    }
    let each = gaps.iter().map(|gap| {
        let verdicts = gap.suggests.iter().map(|verdict| format!("`{}`", verdict.name()));
        say!("problem-gap", field = gap.field, verdicts = list(Join::Or, verdicts, FAULTS_MAX))
    });
    list(Join::Comma, each, FAULTS_MAX)
}

/// Faults of fields, each with its place.
pub(super) fn field_faults(faults: &[FieldFault]) -> String {
    let faults = faults.iter().map(|fault| {
        let at = if fault.pointer.is_empty() { "/" } else { &fault.pointer };
        say!("fault", at = at, problem = problem(&fault.problem))
    });
    ended(list(Join::Semicolon, faults, FAULTS_MAX))
}

/// Faults of a workflow file, which say their place themselves.
pub(super) fn workflow_faults(faults: &[WorkflowFault]) -> String {
    ended(list(Join::Semicolon, faults, FAULTS_MAX))
}
