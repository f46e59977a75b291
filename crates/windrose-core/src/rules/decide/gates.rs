//! Rules at a gate: who may, with what they have seen, and only through a gate that is open.

use super::super::access::refuse_faults;
use super::super::command::{Decide, Decision, Reason, Reopen};
use super::super::criterion::Criterion;
use super::super::event::{Event, GateDecided};
use super::super::facts::Facts;
use super::super::gate::judge;
use super::super::ids::{CriterionId, Digest, PersonId};
use super::super::nearest::nearest;
use super::super::receipt::Receipt;
use super::super::record::{Check, FieldFault, Problem};
use super::super::refusal::{FourEyes, Refusal, Thing};
use super::super::role::Base;
use super::super::step::{Mode, Move, StateName, Step, allowed, unsettled};
use super::seats::{self, Rules};
use super::{conditions, refuse_unachieved, state_of};

/// Who leads the initiative does not decide, and nobody does it for them.
const LEADS: Rules = Rules { own: FourEyes::LeadDecides, stood_in_for: FourEyes::LeadIsStoodInFor };

pub(super) fn decide(facts: &Facts<'_>, command: &Decide) -> Result<Vec<Event>, Refusal> {
    let step = command.step;
    let by = match command.decision {
        Decision::Go => Move::Go,
        Decision::ConditionalGo => Move::ConditionalGo,
        Decision::Recycle { .. } => Move::Recycle,
        Decision::Hold { .. } => Move::Hold,
        Decision::Stop { .. } => Move::Stop,
    };
    refuse_state(facts, step, by)?;
    let gate = facts.workflow.gate(step);
    let roles = std::slice::from_ref(&gate.decides);
    let seats = seats::of_actor(facts, roles, "decide")?;
    let leads = |person: &_| facts.holds_base(person, Base::Lead);
    let seats = seats::unbarred(facts, roles, seats, leads, LEADS)?;
    let one_person = seats.first().is_some_and(|it| it.either(leads));
    let on_behalf_of = seats.first().and_then(|it| it.on_behalf_of.cloned());
    let mut check = Check::default();
    check.text_if_any("rationale", command.rationale.as_ref());
    refuse_faults(check)?;
    let report = judge(facts, step);
    let mut obligations = Vec::new();
    match command.decision {
        Decision::Go => {
            refuse_unconfirmed(facts, step)?;
            if !report.verdict.allows_go() {
                return Err(Refusal::GateBlocked(Box::new(report)));
            }
            refuse_unseen(step, command.seen, report.evidence)?;
        }
        Decision::ConditionalGo => {
            refuse_unconfirmed(facts, step)?;
            obligations = conditions::taken_on(facts, &report, &command.obligations)?;
            refuse_unseen(step, command.seen, report.evidence)?;
        }
        Decision::Recycle { to } => {
            refuse_redo(facts, to, &command.redo)?;
            if to > step {
                return Err(Refusal::RecycleForward { step, to });
            }
            if command.rationale.is_none() {
                return Err(needs("/rationale"));
            }
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
        on_behalf_of: on_behalf_of.clone(),
        one_person,
        rationale: command.rationale.clone(),
        receipt: Receipt::of(&report, facts.workflow.digest, facts.now.at),
        obligations,
    }))];
    match command.decision {
        Decision::Recycle { to } => {
            let reason = command.rationale.clone().unwrap_or_default();
            events.extend(again(facts, to, reason, command.redo.clone(), on_behalf_of));
        }
        Decision::Go | Decision::ConditionalGo => events.extend(
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

/// Does a passed step again. It takes a deciding role, as passing it did.
pub(super) fn reopen(facts: &Facts<'_>, command: &Reopen) -> Result<Vec<Event>, Refusal> {
    let step = command.step;
    refuse_state(facts, step, Move::Reopen)?;
    let gate = facts.workflow.gate(step);
    let roles = std::slice::from_ref(&gate.decides);
    let seats = seats::of_actor(facts, roles, "reopen")?;
    let on_behalf_of = seats.first().and_then(|it| it.on_behalf_of.cloned());
    let mut check = Check::default();
    check.text("reason", &command.reason);
    refuse_faults(check)?;
    refuse_redo(facts, step, &command.redo)?;
    Ok(again(facts, step, command.reason.clone(), command.redo.clone(), on_behalf_of))
}

/// A step is done again: what later steps have reached is not settled any more.
fn again(
    facts: &Facts<'_>,
    step: Step,
    reason: String,
    redo: Vec<CriterionId>,
    on_behalf_of: Option<PersonId>,
) -> Vec<Event> {
    let mode = facts.initiative.mode;
    let later = || Step::ALL.into_iter().filter(|it| *it > step);
    let becomes = |wanted: StateName| {
        later().filter(|it| unsettled(state_of(facts, *it), mode) == Some(wanted)).collect()
    };
    let (stale, waiting): (Vec<Step>, Vec<Step>) =
        (becomes(StateName::Stale), becomes(StateName::Waiting));
    let mut events = vec![Event::StepReopened { step, reason, redo, on_behalf_of }];
    if !(stale.is_empty() && waiting.is_empty()) {
        events.push(Event::StepsUnsettled { stale, waiting });
    }
    events
}

/// Steps that follow one another are confirmed in their order too.
fn refuse_unconfirmed(facts: &Facts<'_>, step: Step) -> Result<(), Refusal> {
    let unsettled = |it: &Step| *it < step && state_of(facts, *it) != StateName::Passed;
    let earlier: Vec<Step> = Step::ALL.into_iter().filter(unsettled).collect();
    if facts.initiative.mode == Mode::Concurrent || earlier.is_empty() {
        return Ok(());
    }
    Err(Refusal::EarlierFirst { step, earlier })
}

/// What is to be met anew has to be a criterion of that gate.
fn refuse_redo(facts: &Facts<'_>, step: Step, redo: &[CriterionId]) -> Result<(), Refusal> {
    redo.iter().try_for_each(|id| criterion_of(facts, step, id).map(|_| ()))
}

/// A criterion of a gate, by its id.
pub(super) fn criterion_of<'a>(
    facts: &Facts<'a>,
    step: Step,
    id: &CriterionId,
) -> Result<&'a Criterion, Refusal> {
    let criteria = &facts.workflow.gate(step).criteria;
    criteria.iter().find(|it| it.id == *id).ok_or_else(|| Refusal::NotFound {
        what: Thing::Criterion,
        given: id.to_string(),
        nearest: nearest(id.as_str(), criteria.iter().map(|it| it.id.as_str())),
    })
}

/// A field that this decision cannot do without.
fn needs(pointer: &str) -> Refusal {
    let fault = FieldFault { pointer: pointer.to_owned(), problem: Problem::Empty };
    Refusal::Invalid { faults: vec![fault] }
}

pub(super) fn refuse_state(facts: &Facts<'_>, step: Step, by: Move) -> Result<(), Refusal> {
    let state = state_of(facts, step);
    if allowed(state, by) {
        return Ok(());
    }
    Err(Refusal::StepState { step, state, open: facts.initiative.open_steps() })
}

pub(super) fn refuse_unseen(
    step: Step,
    seen: Option<Digest>,
    current: Digest,
) -> Result<(), Refusal> {
    if seen == Some(current) {
        return Ok(());
    }
    Err(Refusal::EvidenceChanged { step, seen, current })
}
