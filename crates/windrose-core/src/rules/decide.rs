//! Every rule of an initiative. Answers with what happens, or refuses with what stands in the way. Changes nothing.

mod approvals;
mod conditions;
mod custom;
mod delegation;
mod gates;
mod records;
mod roles;
mod seats;
mod tailoring;
#[cfg(test)]
mod tests;
mod time;
mod waivers;

use super::access::refuse_faults;
use super::command::{Close, InitiativeCommand, Open, Reason};
use super::event::{Event, InitiativeOpened};
use super::facts::Facts;
use super::gate::who_may;
use super::initiative::Phase;
use super::record::Check;
use super::refusal::{Refusal, Thing};
use super::role::{Actor, Permission};
use super::step::{Mode, StateName, Step, StepState};

pub(super) use records::find as find_record;

/// Decides a command to an initiative.
///
/// # Errors
/// When a rule says no. Nothing has happened then.
pub fn decide(facts: &Facts<'_>, command: &InitiativeCommand) -> Result<Vec<Event>, Refusal> {
    if let InitiativeCommand::Open(command) = command {
        return open(facts, command);
    }
    let absent = || Refusal::NotFound {
        what: Thing::Initiative,
        given: facts.initiative.id.to_string(),
        nearest: Vec::new(),
    };
    // Whoever may not see it learns no more than that there is no such thing for them.
    if facts.initiative.phase == Phase::Unopened || !facts.may(facts.actor, Permission::Read) {
        return Err(absent());
    }
    if matches!(facts.initiative.phase, Phase::Closed { .. }) {
        return Err(Refusal::Closed { initiative: facts.initiative.id.clone() });
    }
    match command {
        InitiativeCommand::Open(_) => unreachable!("answered above"),
        InitiativeCommand::Close(command) => close(facts, command),
        InitiativeCommand::AddRecords(records) => records::add(facts, records),
        InitiativeCommand::SupersedeRecord(command) => records::supersede(facts, command),
        InitiativeCommand::WithdrawRecord { record, reason } => {
            records::withdraw(facts, *record, reason)
        }
        InitiativeCommand::Approve(command) => approvals::approve(facts, command),
        InitiativeCommand::Reject(command) => approvals::reject(facts, command),
        InitiativeCommand::WithdrawRejection { step, criterion } => {
            approvals::withdraw_rejection(facts, *step, criterion)
        }
        InitiativeCommand::Decide(command) => gates::decide(facts, command),
        InitiativeCommand::Reopen(command) => gates::reopen(facts, command),
        InitiativeCommand::RequestWaiver(command) => waivers::request(facts, command),
        InitiativeCommand::DecideWaiver(command) => waivers::decide(facts, command),
        InitiativeCommand::CloseWaiver { waiver, reason } => waivers::close(facts, *waiver, reason),
        InitiativeCommand::SetDue(command) => time::set_due(facts, command),
        InitiativeCommand::Notice(notice) => Ok(time::notice(facts, notice)),
        InitiativeCommand::AssignRole { person, role } => roles::assign(facts, person, role),
        InitiativeCommand::RevokeRole { person, role } => roles::revoke(facts, person, role),
        InitiativeCommand::DelegateRole { role, to, until } => {
            delegation::delegate(facts, role, to, *until)
        }
        InitiativeCommand::EndDelegation { role, from } => {
            delegation::end(facts, role, from.as_ref())
        }
    }
}

fn open(facts: &Facts<'_>, command: &Open) -> Result<Vec<Event>, Refusal> {
    if facts.initiative.phase != Phase::Unopened {
        return Err(Refusal::Exists {
            what: Thing::Initiative,
            name: facts.initiative.id.to_string(),
        });
    }
    let owner = match (&command.owner, facts.actor) {
        (Some(owner), _) => owner,
        (None, Actor::Person(actor)) => actor,
        (None, Actor::Service(_) | Actor::System) => {
            return Err(Refusal::PersonsOnly { what: "own-unnamed" });
        }
    };
    let account = facts.access.expect(owner)?;
    if account.kind != super::access::AccountKind::Person {
        return Err(Refusal::PersonsOnly { what: "own" });
    }
    let mut check = Check::default();
    check.text("title", &command.title);
    check.text_if_any("purpose", command.purpose.as_ref());
    refuse_faults(check)?;
    tailoring::check(facts, &command.tailoring)?;
    let mode = command.mode.unwrap_or(facts.workflow.mode);
    let first = command.at_step.unwrap_or(Step::Urgency).index();
    let (before, rest) = Step::ALL.split_at(first);
    let begun = match mode {
        Mode::Sequential => &rest[..1],
        Mode::Concurrent => rest,
    };
    let opened = Event::InitiativeOpened(InitiativeOpened {
        title: command.title.clone(),
        purpose: command.purpose.clone(),
        workflow: facts.workflow.name.clone(),
        workflow_digest: facts.workflow.digest,
        mode,
        owner: owner.clone(),
        tailoring: command.tailoring.clone(),
    });
    Ok(std::iter::once(opened)
        .chain(before.iter().map(|step| Event::StepTakenOver { step: *step }))
        .chain(begun.iter().map(|step| Event::StepOpened { step: *step }))
        .collect())
}

fn close(facts: &Facts<'_>, command: &Close) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::Close)?;
    if command.reason == Reason::Achieved {
        refuse_unachieved(facts)?;
    }
    let mut check = Check::default();
    check.text_if_any("note", command.note.as_ref());
    refuse_faults(check)?;
    Ok(vec![Event::InitiativeClosed { reason: command.reason, note: command.note.clone() }])
}

fn refuse_unachieved(facts: &Facts<'_>) -> Result<(), Refusal> {
    let passed = |step: &Step| facts.initiative.step(*step).state.name() == StateName::Passed;
    let open: Vec<Step> = Step::ALL.into_iter().filter(|step| !passed(step)).collect();
    if open.is_empty() { Ok(()) } else { Err(Refusal::NotAchieved { open }) }
}

/// Refuses an actor whose roles do not allow something.
fn permit(facts: &Facts<'_>, permission: Permission) -> Result<(), Refusal> {
    if facts.may(facts.actor, permission) {
        return Ok(());
    }
    let (roles, holders) = who_may(facts, permission);
    Err(Refusal::Forbidden { permission, roles, holders })
}

/// The state of a step, by name.
fn state_of(facts: &Facts<'_>, step: Step) -> StateName {
    let state: StepState = facts.initiative.step(step).state;
    state.name()
}
