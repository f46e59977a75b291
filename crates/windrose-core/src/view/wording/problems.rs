//! What is wrong with a field.

use crate::rules::record::{ANSWERS_MIN, FieldFault, Gap, Problem};
use crate::rules::workflow::{Lack, Uncovered, WorkflowFault};

use super::language::{Join, ended, list, number, plain, say};

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
        Problem::OutOfRange { least, most } => {
            say!("problem-out-of-range", least = number(*least), most = number(*most))
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
            least = number(*least),
            most = number(*most)
        ),
        Problem::UpsideDown { low } => say!("problem-upside-down", low = number(*low)),
        Problem::OutsideInterval { low, high } => {
            say!("problem-outside-interval", low = number(*low), high = number(*high))
        }
        Problem::EndsBeforeStart { start } => {
            say!("problem-ends-before-start", start = start.to_string())
        }
        Problem::InTheFuture => say!("problem-in-the-future"),
        Problem::WrongKind { expected } => say!("problem-wrong-kind", kind = expected.name()),
        Problem::Twice { name } => say!("problem-twice", name = plain(name, NAME_LENGTH_MAX)),
        Problem::Needs { field } => say!("problem-needs", field = *field),
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
