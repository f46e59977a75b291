//! Rules for waivers: who may ask for one, who may grant it, and when it ends.

use super::super::access::refuse_faults;
use super::super::command::{DecideWaiver, RequestWaiver, WaiverDecision};
use super::super::criterion::Waivable;
use super::super::event::{Event, WaiverDecided, WaiverRequested};
use super::super::facts::Facts;
use super::super::gate::waivers::may_close;
use super::super::ids::{CriterionId, PersonId, WaiverId};
use super::super::nearest::nearest;
use super::super::record::{Check, Problem};
use super::super::refusal::{FourEyes, Refusal, Thing};
use super::super::role::Permission;
use super::super::step::{Move, Step};
use super::super::waiver::{Next, Waiver, WaiverState};
use super::gates::{criterion_of, refuse_state};
use super::permit;
use super::seats;

/// The fewest characters of a reason that says something. A windrose default.
const REASON_LENGTH_MIN: usize = 20;

pub(super) fn request(facts: &Facts<'_>, command: &RequestWaiver) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::Record)?;
    // Who asks does not grant: of a program nobody could say who that is.
    if facts.actor.person().is_none() {
        return Err(Refusal::PersonsOnly { what: "request-waiver" });
    }
    let (step, criterion) = (command.step, &command.criterion);
    let by = if command.renews.is_some() { Move::RenewWaiver } else { Move::AskWaiver };
    refuse_state(facts, step, by)?;
    let waivable = waivable_of(facts, step, criterion)?;
    refuse_again(facts, command)?;
    let mut check = Check::default();
    check.text("reason", &command.reason);
    let length = command.reason.trim().chars().count();
    if (1..REASON_LENGTH_MIN).contains(&length) {
        check.fault("reason", Problem::TooShort { length, least: REASON_LENGTH_MIN });
    }
    let most = i64::from(waivable.days_at_most);
    let days = -facts.now.days_since(command.expires_on);
    if !(1..=most).contains(&days) {
        check.fault("expires_on", Problem::NotWithin { days: most });
    }
    refuse_faults(check)?;
    Ok(vec![Event::WaiverRequested(WaiverRequested {
        waiver: facts.initiative.waivers.next_id(),
        step,
        criterion: criterion.clone(),
        reason: command.reason.clone(),
        expires_on: command.expires_on,
        renews: command.renews,
    })])
}

pub(super) fn decide(facts: &Facts<'_>, command: &DecideWaiver) -> Result<Vec<Event>, Refusal> {
    let waiver = waiver_of(facts, command.waiver)?;
    let waivable = waivable_of(facts, waiver.step, &waiver.criterion)?;
    let role = &waivable.by;
    let roles = std::slice::from_ref(role);
    let seats = seats::of_actor(facts, roles, "judge-waiver")?;
    // Neither who asked for it, nor who stands in for them; `four_eyes: shown` does not lift this.
    let asked = |it: &PersonId| waiver.by.id() == Some(it);
    if seats.iter().all(|seat| seat.either(asked)) {
        let free = facts.seats(roles).into_iter().filter(|seat| !seat.either(asked));
        let others = free.map(|seat| seat.person.clone()).collect();
        let rule = FourEyes::RequesterWaives;
        return Err(Refusal::FourEyes { rule, roles: roles.to_vec(), others });
    }
    let today = facts.now.date();
    let state = match waiver.state(today) {
        // Nobody answered in time: granted now, it would have ended before it began.
        WaiverState::Requested
            if command.decision == WaiverDecision::Grant && waiver.expires_on < today =>
        {
            WaiverState::Expired
        }
        state => state,
    };
    if state != WaiverState::Requested {
        return Err(Refusal::WaiverStands { waiver: waiver.id, state });
    }
    let mut check = Check::default();
    check.text_if_any("comment", command.comment.as_ref());
    refuse_faults(check)?;
    Ok(vec![Event::WaiverDecided(WaiverDecided {
        waiver: waiver.id,
        decision: command.decision,
        role: role.clone(),
        comment: command.comment.clone(),
    })])
}

pub(super) fn close(
    facts: &Facts<'_>,
    waiver: WaiverId,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let waiver = waiver_of(facts, waiver)?;
    let may = may_close(waiver);
    if !facts.actor.person().is_some_and(|actor| may.contains(actor)) {
        return Err(Refusal::NotYourWaiver { waiver: waiver.id, may });
    }
    match waiver.state(facts.now.date()) {
        WaiverState::Requested | WaiverState::InForce | WaiverState::Expired => {}
        state @ (WaiverState::Refused | WaiverState::Renewed | WaiverState::Closed) => {
            return Err(Refusal::WaiverStands { waiver: waiver.id, state });
        }
    }
    let mut check = Check::default();
    check.text("reason", reason);
    refuse_faults(check)?;
    Ok(vec![Event::WaiverClosed { waiver: waiver.id, reason: reason.to_owned() }])
}

/// A waiver by its id.
fn waiver_of<'a>(facts: &Facts<'a>, id: WaiverId) -> Result<&'a Waiver, Refusal> {
    let waivers = &facts.initiative.waivers;
    waivers.get(id).ok_or_else(|| {
        let known: Vec<String> = waivers.all().iter().map(|it| it.id.to_string()).collect();
        let given = id.to_string();
        let nearest = nearest(&given, known.iter().map(String::as_str));
        Refusal::NotFound { what: Thing::Waiver, given, nearest }
    })
}

/// Who may waive a criterion, and for how long.
fn waivable_of<'a>(
    facts: &Facts<'a>,
    step: Step,
    criterion: &CriterionId,
) -> Result<&'a Waivable, Refusal> {
    let found = criterion_of(facts, step, criterion)?;
    found.waivable.as_ref().ok_or_else(|| {
        let criteria = facts.workflow.gate(step).criteria.iter();
        let waivable = criteria.filter(|it| it.waivable.is_some()).map(|it| it.id.clone());
        Refusal::NotWaivable { criterion: criterion.clone(), waivable: waivable.collect() }
    })
}

/// A criterion is waived once and renewed once, and asked for by one request at a time.
fn refuse_again(facts: &Facts<'_>, command: &RequestWaiver) -> Result<(), Refusal> {
    let (step, criterion) = (command.step, &command.criterion);
    let renewed = command.renews.map(|id| waiver_of(facts, id)).transpose()?;
    let since = facts.initiative.step(step).opened_at;
    let next = facts.initiative.waivers.next(step, criterion, since, facts.now.date());
    match (next, renewed) {
        (Next::Ask, None) => Ok(()),
        (Next::Renew(id), Some(renewed)) if renewed.id == id => Ok(()),
        (Next::UsedUp(waiver), _) => Err(Refusal::RenewedOnce { waiver }),
        (Next::Pending(waiver) | Next::Renew(waiver), None) | (Next::Pending(waiver), Some(_)) => {
            let pending = matches!(next, Next::Pending(_));
            Err(Refusal::WaiverThere { criterion: criterion.clone(), waiver, pending })
        }
        // Renewed is the last that was granted for the same criterion, and nothing else.
        (Next::Ask | Next::Renew(_), Some(renewed)) => Err(Refusal::NotRenewable {
            waiver: renewed.id,
            instead: match next {
                Next::Renew(id) => Some(id),
                Next::Ask | Next::Pending(_) | Next::UsedUp(_) => None,
            },
        }),
    }
}
