//! Rules for approving and rejecting: by whom, with what they have seen, and how a rejection is taken back.

use super::super::access::refuse_faults;
use super::super::command::{Approve, Reject};
use super::super::criterion::Test;
use super::super::event::{Event, GateApproved, GateRejected};
use super::super::facts::{Facts, Seat};
use super::super::gate::approvals::{counting, rejecting};
use super::super::gate::{evidence, evidence_records};
use super::super::ids::{CriterionId, RoleName};
use super::super::record::Check;
use super::super::refusal::{FourEyes, Refusal};
use super::super::step::{Move, Step};
use super::gates::{criterion_of, refuse_state, refuse_unseen};
use super::seats::{self, Rules};

/// Who recorded evidence of a gate neither approves nor rejects there, and nobody does it for them.
const AUTHORS: Rules =
    Rules { own: FourEyes::AuthorApproves, stood_in_for: FourEyes::AuthorIsStoodInFor };

pub(super) fn approve(facts: &Facts<'_>, command: &Approve) -> Result<Vec<Event>, Refusal> {
    let (step, criterion) = (command.step, &command.criterion);
    let roles = roles_of(facts, step, criterion)?;
    let seats = free_seats(facts, step, roles, "approve")?;
    let current = evidence(facts, facts.workflow.gate(step));
    refuse_unseen(step, Some(command.seen), current)?;
    let counting = counting(facts, (step, criterion), roles, current);
    let already = |by| Refusal::ApprovedAlready { criterion: criterion.clone(), by };
    if counting.iter().any(|it| seats.iter().any(|seat| *seat.person == it.by)) {
        return Err(already(None));
    }
    let by = |seat: &Seat<'_>| counting.iter().find(|it| it.holder() == seat.holder());
    let Some(seat) = seats.iter().find(|seat| by(seat).is_none()) else {
        return Err(already(seats.first().and_then(by).map(|it| it.by.clone())));
    };
    let mut check = Check::default();
    check.text_if_any("comment", command.comment.as_ref());
    refuse_faults(check)?;
    Ok(vec![Event::GateApproved(GateApproved {
        step,
        criterion: criterion.clone(),
        role: seat.role.clone(),
        seen: command.seen,
        comment: command.comment.clone(),
        on_behalf_of: seat.on_behalf_of.cloned(),
    })])
}

/// Says no, whatever others say, until it is taken back.
pub(super) fn reject(facts: &Facts<'_>, command: &Reject) -> Result<Vec<Event>, Refusal> {
    let (step, criterion) = (command.step, &command.criterion);
    let roles = roles_of(facts, step, criterion)?;
    let seats = free_seats(facts, step, roles, "reject")?;
    let mut check = Check::default();
    check.reason("reason", &command.reason);
    refuse_faults(check)?;
    let rejected = |seat: &Seat<'_>| {
        Event::GateRejected(GateRejected {
            step,
            criterion: criterion.clone(),
            role: seat.role.clone(),
            reason: command.reason.clone(),
            on_behalf_of: seat.on_behalf_of.cloned(),
        })
    };
    Ok(seats.first().map(rejected).into_iter().collect())
}

/// Takes a rejection back: who gave it may, or for whom it was given, whatever role they hold by now.
pub(super) fn withdraw_rejection(
    facts: &Facts<'_>,
    step: Step,
    criterion: &CriterionId,
) -> Result<Vec<Event>, Refusal> {
    let roles = roles_of(facts, step, criterion)?;
    let Some(actor) = facts.actor.person() else {
        return Err(Refusal::PersonsOnly { what: "withdraw-rejection" });
    };
    let mut of_it = facts
        .initiative
        .rejections
        .iter()
        .filter(|it| it.step == step && it.criterion == *criterion);
    if of_it.any(|it| it.is_of(actor)) {
        return Ok(vec![Event::GateRejectionWithdrawn { step, criterion: criterion.clone() }]);
    }
    let rejecting = rejecting(facts, (step, criterion), roles);
    let by = rejecting.into_iter().map(|it| it.by.clone()).collect();
    Err(Refusal::NotRejected { criterion: criterion.clone(), by })
}

/// The roles that a criterion asks to approve it, at a step where that is done now.
fn roles_of<'a>(
    facts: &Facts<'a>,
    step: Step,
    id: &CriterionId,
) -> Result<&'a [RoleName], Refusal> {
    refuse_state(facts, step, Move::Approve)?;
    if let Test::Approval { roles, .. } = &criterion_of(facts, step, id)?.test {
        return Ok(roles);
    }
    let criteria = facts.workflow.gate(step).criteria.iter();
    let approvals = criteria
        .filter(|it| matches!(it.test, Test::Approval { .. }))
        .map(|it| it.id.clone())
        .collect();
    Err(Refusal::NotAnApproval { criterion: id.clone(), approvals })
}

/// The seats in which the acting person may say something of a criterion of this gate.
fn free_seats<'a>(
    facts: &Facts<'a>,
    step: Step,
    roles: &[RoleName],
    what: &'static str,
) -> Result<Vec<Seat<'a>>, Refusal> {
    let seats = seats::of_actor(facts, roles, what)?;
    let gate = facts.workflow.gate(step);
    let author = |person: &_| evidence_records(facts, gate).any(|it| it.is_by(person));
    seats::unbarred(facts, roles, seats, author, AUTHORS)
}
