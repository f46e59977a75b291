//! Criteria as an initiative has them: the workflow's own, but for what was changed at its opening.

use super::super::criterion::{Bound, Class, Criterion, Test};
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::Digest;
use super::super::step::Step;
use super::{Finding, Status, find};

/// Judges a criterion as the initiative has it.
pub(super) fn find_as_tailored(
    facts: &Facts<'_>,
    step: Step,
    criterion: &Criterion,
    evidence: Digest,
) -> Finding {
    let changed = facts.initiative.tailoring.iter();
    let mut changed = changed.filter(|it| it.step == step && it.criterion == criterion.id);
    let Some(change) = changed.next() else {
        let mut finding = find(facts, step, criterion, evidence);
        finding.class = class_now(facts, criterion);
        return finding;
    };
    let mut criterion = criterion.clone();
    criterion.class = change.class.unwrap_or_else(|| class_now(facts, &criterion));
    if let Some(bound) = change.bound {
        criterion.test = with_bound(criterion.test, bound);
    }
    let mut finding = find(facts, step, &criterion, evidence);
    if change.not_applicable {
        finding.status = Status::NotApplicable(change.reason.clone());
        finding.gap = None;
        finding.lacking.clear();
        finding.unnamed = 0;
    }
    finding.tailored = Some(change.reason.clone());
    finding
}

/// How much a criterion weighs now: what nobody can know without a directory stands in nobody's way before there is one.
fn class_now(facts: &Facts<'_>, criterion: &Criterion) -> Class {
    let waits = criterion.with_directory && !facts.directory.is_published();
    if waits { Class::Info } else { criterion.class }
}

/// The bound of a test, where it is a number.
pub(crate) fn bound_of(test: &Test) -> Option<Fixed> {
    match test {
        Test::Measure { bound, .. } | Test::Records { bound, .. } | Test::Value { bound, .. } => {
            match bound {
                Bound::AtLeast(it) | Bound::MoreThan(it) | Bound::AtMost(it) => Some(*it),
                Bound::Is(_) => None,
            }
        }
        Test::OpenFor { days } => Some(Fixed::whole(*days)),
        _ => None,
    }
}

fn with_bound(mut test: Test, number: Fixed) -> Test {
    match &mut test {
        Test::Measure { bound, .. } | Test::Records { bound, .. } | Test::Value { bound, .. } => {
            match bound {
                Bound::AtLeast(it) | Bound::MoreThan(it) | Bound::AtMost(it) => *it = number,
                Bound::Is(_) => {}
            }
        }
        Test::OpenFor { days } => *days = u32::try_from(number.ceil()).unwrap_or(u32::MAX),
        _ => {}
    }
    test
}
