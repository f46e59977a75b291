//! What is due and what waits for somebody, and the notices that say so once.

use jiff::civil::Date;

use crate::rules::deadline::{Deadline, DueState};
use crate::rules::notices::{Notice, What};
use crate::rules::now::days_between;
use crate::view::inbox::Task;

use super::contacts::contact_due;
use super::formats::date;
use super::messages::{plain, say, step};

/// The longest text of somebody's own that a line quotes, in characters.
const QUOTED_LENGTH_MAX: usize = 160;

/// How the deadline of a step stands: follows "the step is".
pub fn deadline(deadline: &Deadline, state: DueState, today: Date) -> String {
    let (due, left) = (date(deadline.due_on), days_between(today, deadline.due_on));
    match state {
        DueState::InTime | DueState::Soon => say!("deadline-ahead", due = due, days = left),
        DueState::Overdue => say!("deadline-overdue", due = due, days = -left),
        DueState::Escalated => say!("deadline-escalated", due = due, days = -left),
    }
}

/// Something that waits for somebody.
pub fn task(task: &Task, today: Date) -> String {
    match task {
        Task::Approve { step: at, criterion } => {
            say!("task-approve", step = step(*at), criterion = criterion.as_str())
        }
        Task::JudgeWaiver { waiver, step: at, criterion, reason } => say!(
            "task-waiver",
            waiver = waiver.to_string(),
            step = step(*at),
            criterion = criterion.as_str(),
            reason = quoted(reason)
        ),
        Task::Decide { step: at, conditions: false } => say!("task-decide", step = step(*at)),
        Task::Decide { step: at, conditions: true } => {
            say!("task-decide-conditions", step = step(*at))
        }
        Task::DecideAgain { step: at, until } => {
            say!("task-decide-again", step = step(*at), until = date(*until))
        }
        Task::Owe { step: at, obligation } => {
            let criterion = obligation.criterion.as_str();
            let line = say!(
                "task-owe",
                step = step(*at),
                criterion = criterion,
                due = when(today, obligation.due_on)
            );
            let text = obligation.text.as_deref().map(quoted).unwrap_or_default();
            if text.is_empty() { line } else { say!("event-with-note", line = line, note = text) }
        }
        Task::Meet { stakeholder, days_ago, .. } => contact_due(stakeholder, *days_ago),
        Task::Verify { win, claim } => {
            say!("task-verify", win = win.to_string(), claim = quoted(claim))
        }
        Task::LookAgain { win, claim, due_on } => say!(
            "task-look-again",
            win = win.to_string(),
            claim = quoted(claim),
            due = when(today, *due_on)
        ),
        Task::CheckOutcome { triage, need, due_on } => say!(
            "task-check-outcome",
            triage = triage.to_string(),
            need = need.to_string(),
            due = when(today, *due_on)
        ),
        Task::Finish { step: at, deadline: of, state } => {
            say!("task-finish", step = step(*at), deadline = deadline(of, *state, today))
        }
    }
}

/// That a day has come, as a line of the timeline.
pub(super) fn noticed(it: &Notice) -> String {
    let (step, due) = (it.step.map(step).unwrap_or_default(), date(it.due_on));
    match it.what {
        What::ObligationOverdue => {
            let criterion = it.criterion.as_ref().map(ToString::to_string).unwrap_or_default();
            say!("noticed-obligation-overdue", step = step, criterion = criterion, due = due)
        }
        What::WinDue => {
            let record = it.record.map(|it| it.to_string()).unwrap_or_default();
            say!("noticed-win-due", record = record, due = due)
        }
        What::StepSoon => say!("noticed-step-soon", step = step, due = due),
        What::StepOverdue => say!("noticed-step-overdue", step = step, due = due),
        What::StepEscalated => say!("noticed-step-escalated", step = step, due = due),
        What::HoldEnded => say!("noticed-hold-ended", step = step, due = due),
    }
}

/// How a day lies to today: "due in 3 days".
pub(super) fn when(today: Date, due_on: Date) -> String {
    match days_between(today, due_on) {
        left if left < 0 => say!("due-past", days = -left),
        left => say!("due-ahead", days = left),
    }
}

fn quoted(text: &str) -> String {
    plain(text, QUOTED_LENGTH_MAX)
}
