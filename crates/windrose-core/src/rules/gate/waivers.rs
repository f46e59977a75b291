//! What waivers do to a gate: a criterion that is not met may pass for a time, and what has piled up can be counted.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::criterion::{Amount, Criterion, Debt};
use super::super::facts::Facts;
use super::super::ids::{PersonId, WaiverId};
use super::super::measure::Reading;
use super::super::step::{Move, Step, allowed};
use super::super::waiver::{Next, Waiver, WaiverState};
use super::{Finding, Remedy, Status, evidence, find};

/// The waiver that lets a finding pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waived {
    /// The waiver.
    pub waiver: WaiverId,
    /// Who granted it.
    pub by: Option<PersonId>,
    /// The last day on which it is in force.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// How the criterion stands without it.
    pub instead_of: Status,
}

/// A finding of a gate with the waiver that is in force for it, or with who could waive it.
pub(super) fn with_waiver(
    facts: &Facts<'_>,
    step: Step,
    criterion: &Criterion,
    finding: Finding,
) -> Finding {
    let Some(waivable) = criterion.waivable.as_ref().filter(|_| !finding.status.lets_pass()) else {
        return finding;
    };
    let (waivers, today) = (&facts.initiative.waivers, facts.now.date());
    if let Some(waiver) = waivers.in_force(step, &criterion.id, today) {
        let waived = Waived {
            waiver: waiver.id,
            by: waiver.granted().and_then(|it| it.by.person().cloned()),
            until: waiver.expires_on,
            reason: waiver.reason.clone(),
            instead_of: finding.status,
        };
        return Finding { status: Status::Waived(waiver.id), waived: Some(waived), ..finding };
    }
    let slot = facts.initiative.step(step);
    let by = match waivers.next(step, &criterion.id, slot.opened_at, today) {
        Next::Ask => Move::AskWaiver,
        Next::Renew(_) => Move::RenewWaiver,
        Next::Pending(id) => {
            let requester = waivers.get(id).and_then(|it| it.by.id());
            let mut holders = facts.holders(&waivable.by);
            holders.retain(|it| Some(it) != requester);
            return Finding {
                waivable_by: Some(waivable.by.clone()),
                waivable_holders: holders,
                waiver_pending: Some(id),
                ..finding
            };
        }
        Next::UsedUp(_) => return finding,
    };
    if !allowed(slot.state.name(), by) {
        return finding;
    }
    let waivable_holders = facts.holders(&waivable.by);
    Finding { waivable_by: Some(waivable.by.clone()), waivable_holders, ..finding }
}

/// The waivers that stand in for something still: in force or expired, while their criterion is not met.
pub fn open<'a>(facts: &Facts<'a>) -> Vec<(&'a Waiver, WaiverState)> {
    let open = facts.initiative.waivers.open(facts.now.date());
    open.filter(|(waiver, _)| is_needed(facts, waiver)).collect()
}

/// Would the criterion stand in the way without the waiver? One that is not there any more asks for nothing.
pub fn is_needed(facts: &Facts<'_>, waiver: &Waiver) -> bool {
    let gate = facts.workflow.gate(waiver.step);
    let criterion = gate.criteria.iter().find(|it| it.id == waiver.criterion);
    criterion.is_some_and(|criterion| {
        !find(facts, waiver.step, criterion, evidence(facts, gate)).status.lets_pass()
    })
}

/// How many waivers there are, by name.
pub(super) fn debt(facts: &Facts<'_>, debt: Debt) -> Reading {
    let counts = |state| debt == Debt::Open || state == WaiverState::Expired;
    let found: Vec<&Waiver> =
        open(facts).into_iter().filter(|(_, state)| counts(*state)).map(|(it, _)| it).collect();
    Reading {
        amount: Amount::Count(found.len() as u64),
        records: Vec::new(),
        lacking: found
            .iter()
            .map(|it| format!("{} ({} of {})", it.id, it.criterion, it.step).into())
            .collect(),
    }
}

/// Who can end the waivers that are open: whoever asked for one or granted it.
pub(super) fn remedy(facts: &Facts<'_>) -> Remedy {
    let mut holders: Vec<PersonId> = open(facts).iter().flat_map(|(it, _)| may_close(it)).collect();
    holders.sort_unstable();
    holders.dedup();
    Remedy { roles: Vec::new(), holders, method: Some("waiver_close"), kind: None }
}

/// Who may end a waiver early.
pub fn may_close(waiver: &Waiver) -> Vec<PersonId> {
    let granted = waiver.granted().and_then(|it| it.by.person());
    waiver.by.person().into_iter().chain(granted).cloned().collect()
}
