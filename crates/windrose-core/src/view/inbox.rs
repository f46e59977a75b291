//! What waits for one person in an initiative: what is asked of them now, and what is due soon.

mod desk;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::wording;
use crate::rules::command::Decision;
use crate::rules::deadline::{Deadline, DueState};
use crate::rules::event::Obligation;
use crate::rules::facts::Facts;
use crate::rules::ids::{CriterionId, InitiativeId, RecordId, WaiverId};
use crate::rules::record::Stakeholder;
use crate::rules::step::Step;

/// The sorts of what waits. To add one: its variant here and in [`Task`], its function and its row in `desk::SORTS`, its call in `item`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A criterion that you may approve.
    Approval,
    /// A waiver that somebody else asked for and that you may judge.
    Waiver,
    /// A gate that is open and that you decide at.
    Decision,
    /// A hold whose date has come, at a gate that you decide at.
    Hold,
    /// What you owe since a conditional go.
    Obligation,
    /// Somebody whom you keep in touch with.
    Contact,
    /// A win that somebody else recorded and that can be confirmed.
    Verification,
    /// A win that somebody has to look at again.
    Reverification,
    /// An overridden triage of which nobody knows what came of it.
    OutcomeCheck,
    /// The deadline of a step: near or past for who leads, long past for the sponsor.
    Deadline,
}

/// One thing that waits, as figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// See [`Sort::Approval`].
    Approve {
        /// The step whose gate it is.
        step: Step,
        /// The criterion.
        criterion: CriterionId,
    },
    /// See [`Sort::Waiver`].
    JudgeWaiver {
        /// The waiver.
        waiver: WaiverId,
        /// The step whose gate it is.
        step: Step,
        /// The criterion.
        criterion: CriterionId,
        /// Why it is asked for.
        reason: String,
    },
    /// See [`Sort::Decision`].
    Decide {
        /// The step whose gate it is.
        step: Step,
        /// Whether somebody would have to owe what is missing.
        conditions: bool,
    },
    /// See [`Sort::Hold`].
    DecideAgain {
        /// The step whose gate it is.
        step: Step,
        /// Until when it was held.
        until: Date,
    },
    /// See [`Sort::Obligation`].
    Owe {
        /// The step whose gate was passed so.
        step: Step,
        /// What is owed.
        obligation: Obligation,
    },
    /// See [`Sort::Contact`].
    Meet {
        /// The record that asks for it.
        stored: RecordId,
        /// What it says.
        stakeholder: Stakeholder,
        /// How many days ago they were met last.
        days_ago: Option<i64>,
        /// By when they are to be met.
        due_on: Date,
    },
    /// See [`Sort::Verification`].
    Verify {
        /// The win.
        win: RecordId,
        /// What became better.
        claim: String,
    },
    /// See [`Sort::Reverification`].
    LookAgain {
        /// The win.
        win: RecordId,
        /// What became better.
        claim: String,
        /// By when somebody has to look.
        due_on: Date,
    },
    /// See [`Sort::OutcomeCheck`].
    CheckOutcome {
        /// The triage.
        triage: RecordId,
        /// The need that it is of.
        need: RecordId,
        /// When somebody has to look.
        due_on: Date,
    },
    /// See [`Sort::Deadline`].
    Finish {
        /// The step.
        step: Step,
        /// Its deadline.
        deadline: Deadline,
        /// How it stands.
        state: DueState,
    },
}

/// The call that does it, as far as it is known. The method's schema says what else it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Next {
    /// The method.
    pub method: String,
    /// The params that are known already.
    pub params: Value,
}

/// One thing that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// The initiative.
    pub initiative: InitiativeId,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The step it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// The criterion it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionId>,
    /// The record it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// By when; what has no day waits since it became possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// The same in plain words.
    pub sentence: String,
    /// The call that does it.
    pub call: Next,
}

/// What waits for whoever looks, in this initiative. What is asked for now and what they owe is always there; of
/// contacts, wins and outcomes what is due within so many days.
pub fn inbox(facts: &Facts<'_>, within_days: u32) -> Vec<Item> {
    let (id, today) = (&facts.initiative.id, facts.now.date());
    desk::tasks(facts, within_days).iter().map(|task| item(id, task, today)).collect()
}

/// Orders what waits in several initiatives: whatever is due first stands first, and what has no day counts as due
/// today.
pub fn sort(items: &mut [Item], today: Date) {
    items.sort_by(|a, b| {
        let key = |it: &Item| it.due_on.unwrap_or(today);
        (key(a), &a.initiative).cmp(&(key(b), &b.initiative))
    });
}

/// A thing that waits, told.
fn item(initiative: &InitiativeId, task: &Task, today: Date) -> Item {
    let at = |step: Step| json!({"initiative": initiative, "step": step});
    let record = |kind: &str, data: Value| json!({"initiative": initiative, "records": [{"kind": kind, "data": data}]});
    let (sort, method, params) = match task {
        Task::Approve { step, criterion } => {
            let params = json!({"initiative": initiative, "step": step, "criterion": criterion});
            (Sort::Approval, "gate_approve", params)
        }
        Task::JudgeWaiver { waiver, .. } => {
            let params = json!({"initiative": initiative, "waiver": waiver});
            (Sort::Waiver, "waiver_decide", params)
        }
        Task::Decide { step, conditions } => {
            let decision = if *conditions { Decision::ConditionalGo } else { Decision::Go }.name();
            let params = json!({"initiative": initiative, "step": step, "decision": decision});
            (Sort::Decision, "gate_decide", params)
        }
        Task::DecideAgain { step, .. } => (Sort::Hold, "gate_decide", at(*step)),
        Task::Owe { step, .. } => (Sort::Obligation, "gate_explain", at(*step)),
        Task::Meet { stakeholder, .. } => {
            let data = json!({"a": stakeholder.partner, "b": stakeholder.person});
            (Sort::Contact, "record_add", record("contact", data))
        }
        Task::Verify { win, .. } => {
            (Sort::Verification, "record_add", record("verification", json!({"win": win})))
        }
        Task::LookAgain { win, .. } => {
            (Sort::Reverification, "record_add", record("reverification", json!({"win": win})))
        }
        Task::CheckOutcome { triage, .. } => {
            (Sort::OutcomeCheck, "record_add", record("triage_outcome", json!({"triage": triage})))
        }
        Task::Finish { step, .. } => (Sort::Deadline, "gate_explain", at(*step)),
    };
    let (step, criterion, record, due_on) = about(task);
    Item {
        initiative: initiative.clone(),
        sort,
        step,
        criterion,
        record,
        due_on,
        sentence: wording::task(task, today),
        call: Next { method: method.to_owned(), params },
    }
}

/// The step, the criterion, the record and the day that a thing is about.
fn about(task: &Task) -> (Option<Step>, Option<CriterionId>, Option<RecordId>, Option<Date>) {
    match task {
        Task::Approve { step, criterion } => (Some(*step), Some(criterion.clone()), None, None),
        Task::JudgeWaiver { step, criterion, .. } => {
            (Some(*step), Some(criterion.clone()), None, None)
        }
        Task::Decide { step, .. } => (Some(*step), None, None, None),
        Task::DecideAgain { step, until } => (Some(*step), None, None, Some(*until)),
        Task::Owe { step, obligation } => {
            (Some(*step), Some(obligation.criterion.clone()), None, Some(obligation.due_on))
        }
        Task::Meet { stored, due_on, .. } => (None, None, Some(*stored), Some(*due_on)),
        Task::Verify { win, .. } => (None, None, Some(*win), None),
        Task::LookAgain { win, due_on, .. } => (None, None, Some(*win), Some(*due_on)),
        Task::CheckOutcome { triage, due_on, .. } => (None, None, Some(*triage), Some(*due_on)),
        Task::Finish { step, deadline, .. } => (Some(*step), None, None, Some(deadline.due_on)),
    }
}
