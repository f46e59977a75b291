//! What is owed since a conditional go. Open as long as its criterion is not met; once overdue, it shuts every other
//! gate.

use jiff::civil::Date;

use super::super::criterion::{Amount, Bound, Class};
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::initiative::Owed;
use super::super::step::Step;
use super::tailor::find_as_tailored;
use super::waivers::with_waiver;
use super::{Finding, Remedy, Status, Subject};

/// The id of the finding that tells of overdue obligations.
pub const OVERDUE: &str = "obligations";

/// How an obligation stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OwedState {
    /// Its criterion is met, or waived.
    Settled,
    /// It is not, and there is time.
    Open,
    /// It is not, and its day has passed.
    Overdue,
}

/// How everything stands that was taken on with conditional goes.
pub fn owed<'a>(facts: &Facts<'a>) -> Vec<(&'a Owed, OwedState)> {
    let today = facts.now.date();
    let all = facts.initiative.obligations.iter();
    all.map(|owed| (owed, state(facts, owed, today))).collect()
}

fn state(facts: &Facts<'_>, owed: &Owed, today: Date) -> OwedState {
    let gate = facts.workflow.gate(owed.step);
    let criterion = gate.criteria.iter().find(|it| it.id == owed.obligation.criterion);
    let met = criterion.is_some_and(|criterion| {
        let evidence = super::evidence(facts, gate);
        let finding = find_as_tailored(facts, owed.step, criterion, evidence);
        with_waiver(facts, owed.step, criterion, finding).status.lets_pass()
    });
    match met {
        true => OwedState::Settled,
        false if owed.obligation.due_on < today => OwedState::Overdue,
        false => OwedState::Open,
    }
}

/// The finding that shuts a gate while something is overdue that was taken on at another one.
pub(super) fn overdue(facts: &Facts<'_>, step: Step) -> Option<Finding> {
    let overdue: Vec<&Owed> = owed(facts)
        .into_iter()
        .filter(|(owed, state)| *state == OwedState::Overdue && owed.step != step)
        .map(|(owed, _)| owed)
        .collect();
    if overdue.is_empty() {
        return None;
    }
    let mut holders: Vec<_> = overdue.iter().map(|it| it.obligation.owner.clone()).collect();
    holders.sort_unstable();
    holders.dedup();
    let named =
        overdue.iter().map(|it| format!("{} of {}", it.obligation.criterion, it.step).into());
    let (have, need) = (Amount::Count(overdue.len() as u64), Bound::AtMost(Fixed::ZERO));
    Some(Finding {
        criterion: OVERDUE.parse().expect("the id is one"),
        class: Class::Must,
        status: Status::Unmet,
        subject: Subject::Obligations,
        have: Some(have),
        need,
        gap: have.gap(need),
        lacking: named.collect(),
        unnamed: 0,
        records: Vec::new(),
        parts: Vec::new(),
        approvals: Default::default(),
        remedy: Remedy { roles: Vec::new(), holders, method: Some("record_add"), kind: None },
        deferrable: false,
        tailored: None,
        waivable_by: None,
        waivable_holders: Vec::new(),
        waiver_pending: None,
        waived: None,
        why: String::new(),
        source: String::new(),
    })
}
