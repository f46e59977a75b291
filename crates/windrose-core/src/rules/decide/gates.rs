//! Rules at a gate: who may, with what they have seen, and only through a gate that is open.

use super::super::access::refuse_faults;
use super::super::command::{Approve, Decide, Decision, Reason};
use super::super::criterion::Test;
use super::super::event::{Event, GateApproved, GateDecided};
use super::super::facts::Facts;
use super::super::gate::{Verdict, evidence, evidence_records, judge};
use super::super::ids::{Digest, PersonId, RoleName};
use super::super::nearest::nearest;
use super::super::receipt::Receipt;
use super::super::record::Check;
use super::super::refusal::{FourEyes, Refusal, Thing};
use super::super::role::Base;
use super::super::step::{Move, StateName, Step, allowed};
use super::{refuse_unachieved, state_of};

pub(super) fn approve(facts: &Facts<'_>, command: &Approve) -> Result<Vec<Event>, Refusal> {
    let step = command.step;
    refuse_state(facts, step, Move::Approve)?;
    let gate = facts.workflow.gate(step);
    let ids = || gate.criteria.iter().map(|it| it.id.as_str());
    let Some(criterion) = gate.criteria.iter().find(|it| it.id == command.criterion) else {
        return Err(Refusal::NotFound {
            what: Thing::Criterion,
            given: command.criterion.to_string(),
            nearest: nearest(command.criterion.as_str(), ids()),
        });
    };
    let Test::Approval { role, .. } = &criterion.test else {
        let approvals = gate
            .criteria
            .iter()
            .filter(|it| matches!(it.test, Test::Approval { .. }))
            .map(|it| it.id.clone())
            .collect();
        return Err(Refusal::NotAnApproval { criterion: command.criterion.clone(), approvals });
    };
    let actor = refuse_without_role(facts, role, "approve this")?;
    let author = evidence_records(facts, gate).any(|it| it.is_by(actor));
    if author && !facts.workflow.one_person_allowed {
        return Err(four_eyes(facts, FourEyes::AuthorApproves, role, actor));
    }
    let current = evidence(facts, gate);
    refuse_unseen(step, Some(command.seen), current)?;
    let (fresh, _) = facts.initiative.approvals_of(step, &command.criterion, current);
    if fresh.contains(actor) {
        return Err(Refusal::ApprovedAlready { criterion: command.criterion.clone() });
    }
    let mut check = Check::default();
    check.text_if_any("comment", command.comment.as_ref());
    refuse_faults(check)?;
    Ok(vec![Event::GateApproved(GateApproved {
        step,
        criterion: command.criterion.clone(),
        role: role.clone(),
        seen: command.seen,
        comment: command.comment.clone(),
    })])
}

pub(super) fn decide(facts: &Facts<'_>, command: &Decide) -> Result<Vec<Event>, Refusal> {
    let step = command.step;
    let by = match command.decision {
        Decision::Go => Move::Go,
        Decision::Hold { .. } => Move::Hold,
        Decision::Stop { .. } => Move::Stop,
    };
    refuse_state(facts, step, by)?;
    let gate = facts.workflow.gate(step);
    let actor = refuse_without_role(facts, &gate.decides, "decide at this gate")?;
    let leads = facts.holds_base(actor, Base::Lead);
    if leads && !facts.workflow.one_person_allowed {
        return Err(four_eyes(facts, FourEyes::LeadDecides, &gate.decides, actor));
    }
    let mut check = Check::default();
    check.text_if_any("rationale", command.rationale.as_ref());
    refuse_faults(check)?;
    let report = judge(facts, step);
    match command.decision {
        Decision::Go => {
            if report.verdict == Verdict::Blocked {
                return Err(Refusal::GateBlocked(Box::new(report)));
            }
            refuse_unseen(step, command.seen, report.evidence)?;
        }
        Decision::Hold { until } => {
            if facts.now.days_since(until) >= 0 {
                return Err(Refusal::HoldInThePast { until });
            }
        }
        Decision::Stop { reason } => {
            if reason == Reason::Achieved {
                refuse_unachieved(facts)?;
            }
        }
    }
    let mut events = vec![Event::GateDecided(Box::new(GateDecided {
        step,
        decision: command.decision,
        role: gate.decides.clone(),
        one_person: leads,
        rationale: command.rationale.clone(),
        receipt: Receipt::of(&report, facts.workflow.digest, facts.now.at),
    }))];
    match command.decision {
        Decision::Go => events.extend(
            step.next()
                .filter(|next| state_of(facts, *next) == StateName::Waiting)
                .map(|next| Event::StepOpened { step: next }),
        ),
        Decision::Stop { reason } => {
            events.push(Event::InitiativeClosed { reason, note: command.rationale.clone() });
        }
        Decision::Hold { .. } => {}
    }
    Ok(events)
}

fn refuse_state(facts: &Facts<'_>, step: Step, by: Move) -> Result<(), Refusal> {
    let state = state_of(facts, step);
    if allowed(state, by) {
        return Ok(());
    }
    Err(Refusal::StepState { step, state, open: facts.initiative.open_steps() })
}

/// The acting person, if they hold the role that is asked for.
fn refuse_without_role<'a>(
    facts: &Facts<'a>,
    role: &RoleName,
    what: &'static str,
) -> Result<&'a PersonId, Refusal> {
    let Some(actor) = facts.actor.person() else {
        return Err(Refusal::PersonsOnly { what });
    };
    if facts.holds(actor, role) {
        return Ok(actor);
    }
    Err(Refusal::RoleNeeded { what, role: role.clone(), holders: facts.holders(role) })
}

fn four_eyes(facts: &Facts<'_>, rule: FourEyes, role: &RoleName, actor: &PersonId) -> Refusal {
    let free = |it: &PersonId| it != actor && !facts.holds_base(it, Base::Lead);
    let others = facts.holders(role).into_iter().filter(free).collect();
    Refusal::FourEyes { rule, role: role.clone(), others }
}

fn refuse_unseen(step: Step, seen: Option<Digest>, current: Digest) -> Result<(), Refusal> {
    if seen == Some(current) {
        return Ok(());
    }
    Err(Refusal::EvidenceChanged { step, seen, current })
}
