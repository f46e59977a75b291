//! What is due and what waits, word for word.

use jiff::civil::Date;

use crate::rules::deadline::{Deadline, DueState};
use crate::rules::event::{Event, Obligation};
use crate::rules::notices::{Notice, What};
use crate::rules::record::Kind;
use crate::rules::step::Step;
use crate::view::inbox::Task;

use super::super::{deadline, event, task};
use super::facts::people;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-03-20")
}

/// One of each sort. A new one stands in this chain, or this does not compile.
pub(super) fn notices() -> Vec<Event> {
    let next = |it: &What| match it {
        What::StepSoon => Some(What::StepOverdue),
        What::StepOverdue => Some(What::StepEscalated),
        What::StepEscalated => Some(What::HoldEnded),
        What::HoldEnded => Some(What::ObligationOverdue),
        What::ObligationOverdue => Some(What::WinDue),
        What::WinDue => None,
    };
    std::iter::successors(Some(What::StepSoon), next)
        .map(|what| Event::Noticed(notice(what)))
        .collect()
}

fn notice(what: What) -> Notice {
    let (step, criterion, record) = match what {
        What::WinDue => (None, None, Some("win-1".parse().unwrap())),
        What::ObligationOverdue => (Some(Step::Enlist), Some("two-way".parse().unwrap()), None),
        _ => (Some(Step::Urgency), None, None),
    };
    Notice { what, step, criterion, record, due_on: day("2026-03-12") }
}

fn finish(due_on: &str) -> Task {
    let deadline = Deadline { due_on: day(due_on), warn_days: 7, escalate_days: 14 };
    Task::Finish { step: Step::Urgency, state: deadline.state(today()), deadline }
}

fn owe(due_on: &str, text: Option<&str>) -> Task {
    let owner = people(&["anna"]).remove(0);
    let criterion = "two-way".parse().unwrap();
    let text = text.map(str::to_owned);
    let obligation = Obligation { criterion, owner, due_on: day(due_on), text };
    Task::Owe { step: Step::Enlist, obligation }
}

/// The sort after this one. A new one stands in this chain, or this does not compile.
fn after(it: &Task) -> Option<Task> {
    let (win, claim) = ("win-1".parse().unwrap(), "Fewer rejects.".to_owned());
    Some(match it {
        Task::Approve { .. } => Task::JudgeWaiver {
            waiver: crate::rules::ids::WaiverId(1),
            step: Step::Enable,
            criterion: "managers-skilled".parse().unwrap(),
            reason: "Two plants are closed until April".to_owned(),
        },
        Task::JudgeWaiver { .. } => Task::Decide { step: Step::Urgency, conditions: false },
        Task::Decide { .. } => Task::DecideAgain { step: Step::Urgency, until: day("2026-03-19") },
        Task::DecideAgain { .. } => owe("2026-03-21", Some("Ask the units.")),
        Task::Owe { .. } => Task::Meet {
            stored: "stakeholder-1".parse().unwrap(),
            stakeholder: serde_json::from_str(Kind::Stakeholder.row().example).unwrap(),
            days_ago: Some(45),
            due_on: day("2026-03-05"),
        },
        Task::Meet { .. } => Task::Verify { win, claim },
        Task::Verify { .. } => Task::LookAgain { win, claim, due_on: day("2026-03-19") },
        Task::LookAgain { .. } => Task::CheckOutcome {
            triage: "gap_triage-1".parse().unwrap(),
            need: "need-1".parse().unwrap(),
            due_on: today(),
        },
        Task::CheckOutcome { .. } => finish("2026-03-20"),
        Task::Finish { .. } => return None,
    })
}

/// Everything that is due or waits.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let criterion = "council-agrees".parse().unwrap();
    let first = Task::Approve { step: Step::Urgency, criterion };
    let more = [
        Task::Decide { step: Step::Urgency, conditions: true },
        owe("2026-03-18", None),
        owe("2026-03-27", None),
        finish("2026-03-21"),
        finish("2026-04-21"),
        finish("2026-03-19"),
        finish("2026-03-17"),
        finish("2026-03-06"),
    ];
    let tasks = std::iter::successors(Some(first), after).chain(more);
    let mut all: Vec<_> = tasks.map(|it| ("task", task(&it, today()))).collect();
    let sudden = Deadline { due_on: day("2026-03-19"), warn_days: 0, escalate_days: 1 };
    all.push(("deadline", deadline(&sudden, DueState::Escalated, today())));
    all
}

#[test]
fn deadlines_say_the_day_and_how_far_it_is() {
    let said = |due_on| task(&finish(due_on), today());
    assert_eq!(said("2026-03-27"), "step 1, urgency, is to be done by 27 Mar 2026, in 7 days");
    assert_eq!(said("2026-03-20"), "step 1, urgency, is to be done by 20 Mar 2026, today");
    assert_eq!(
        said("2026-03-17"),
        "step 1, urgency, is 3 days overdue: it was to be done by 17 Mar 2026"
    );
    assert_eq!(
        said("2026-03-06"),
        "step 1, urgency, is 14 days overdue and up to the sponsor now: it was to be done by \
         6 Mar 2026"
    );
}

#[test]
fn what_waits_says_what_is_asked_for() {
    assert_eq!(
        task(&owe("2026-03-18", Some("Ask the units.")), today()),
        "you owe `two-way` of step 4, enlist, due 2 days ago – Ask the units"
    );
    let win = "win-1".parse().unwrap();
    let again = Task::LookAgain { win, claim: "Fewer rejects.".into(), due_on: day("2026-03-21") };
    assert_eq!(
        task(&again, today()),
        "win-1 is to be looked at again, due tomorrow: Fewer rejects"
    );
}

#[test]
fn a_notice_says_what_was_due() {
    assert_eq!(
        event(&Event::Noticed(notice(What::ObligationOverdue))),
        "noticed: `two-way` of step 4, enlist, was owed by 12 Mar 2026"
    );
}
