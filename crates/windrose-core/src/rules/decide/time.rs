//! Deadlines of steps, and notices that a day has come.

use super::super::command::SetDue;
use super::super::deadline::{Deadline, ESCALATE_DAYS, WARN_DAYS};
use super::super::event::Event;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::notices::{self, Notice};
use super::super::record::{FieldFault, Problem};
use super::super::refusal::Refusal;
use super::super::role::{Actor, Permission};
use super::super::step::StateName;
use super::{permit, state_of};

/// The furthest that a deadline may lie ahead, in days: ten years. A windrose default.
const AHEAD_DAYS_MAX: i64 = 3_650;

/// The most days of warning, or until the sponsor is told. A windrose default.
const MARGIN_DAYS_MAX: u32 = 365;

/// Sets the deadline of a step that is still to be done, or takes it away.
pub(super) fn set_due(facts: &Facts<'_>, command: &SetDue) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::SetDeadline)?;
    let step = command.step;
    if state_of(facts, step) == StateName::Passed {
        return Err(Refusal::StepPassed { step });
    }
    let due = command.due_on.map(|due_on| Deadline {
        due_on,
        warn_days: command.warn_days.unwrap_or(WARN_DAYS),
        escalate_days: command.escalate_days.unwrap_or(ESCALATE_DAYS),
    });
    if facts.initiative.deadlines.get(&step) == due.as_ref() {
        return Ok(Vec::new());
    }
    let faults = due.map(|it| faults(facts, &it)).unwrap_or_default();
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    Ok(vec![Event::StepDueSet { step, due }])
}

fn faults(facts: &Facts<'_>, due: &Deadline) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, problem| {
        faults.push(FieldFault { pointer: pointer.to_owned(), problem });
    };
    // Today is no deadline that anybody could keep to.
    if !(1..=AHEAD_DAYS_MAX).contains(&-facts.now.days_since(due.due_on)) {
        fault("/due_on", Problem::NotWithin { days: AHEAD_DAYS_MAX });
    }
    for (pointer, given, least) in
        [("/warn_days", due.warn_days, 0), ("/escalate_days", due.escalate_days, 1)]
    {
        if !(least..=MARGIN_DAYS_MAX).contains(&given) {
            let (least, most) = (Fixed::whole(least), Fixed::whole(MARGIN_DAYS_MAX));
            fault(pointer, Problem::OutOfRange { least, most });
        }
    }
    faults
}

/// Notices that a day has come: once, by windrose itself, and only while it is so.
pub(super) fn notice(facts: &Facts<'_>, notice: &Notice) -> Vec<Event> {
    let due = *facts.actor == Actor::System && notices::due(facts).contains(notice);
    if due { vec![Event::Noticed(notice.clone())] } else { Vec::new() }
}
