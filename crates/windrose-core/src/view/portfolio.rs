//! Many initiatives, a row each: how far it is, what it waits for, and its next day.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording;
use crate::rules::ids::{InitiativeId, PersonId, Version, WorkflowName};
use crate::rules::step::{StateName, Step};
use crate::rules::summary::{Summary, Waits};

/// What an initiative waits for, at the first of its open steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// Evidence is missing.
    Evidence,
    /// The gate is on hold.
    Hold,
    /// The gate is open, be it with conditions: somebody decides.
    Decision,
    /// All eight gates were passed: somebody closes it.
    Close,
    /// It is closed.
    Nothing,
}

impl From<&Waits> for WaitsFor {
    fn from(it: &Waits) -> Self {
        match it {
            Waits::Evidence { .. } | Waits::Shoulds { .. } => Self::Evidence,
            Waits::Hold { .. } => Self::Hold,
            Waits::Decision { .. } => Self::Decision,
            Waits::Close => Self::Close,
            Waits::Nothing { .. } => Self::Nothing,
        }
    }
}

/// An initiative among others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Its id.
    pub initiative: InitiativeId,
    /// What it is called.
    pub title: String,
    /// The workflow it runs on.
    pub workflow: WorkflowName,
    /// `running` or `closed`.
    pub phase: String,
    /// Its version.
    pub version: Version,
    /// When something last happened to it.
    pub changed_at: String,
    /// How many of the eight gates were passed.
    pub passed: u32,
    /// The steps at which a gate can be decided: open, held or to be confirmed.
    pub open: Vec<Step>,
    /// What it waits for.
    pub waits_for: WaitsFor,
    /// The step at which it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_at: Option<Step>,
    /// In a sentence what stands in its way, or who decides now, or why it was closed.
    pub blocked: String,
    /// Can a gate be decided now, be it with conditions? In a workflow whose steps run side by side it need not be the
    /// first.
    pub open_gate: bool,
    /// The earliest day on which something is due or ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_on: Option<Date>,
    /// What that is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Has that day passed?
    pub overdue: bool,
    /// Who answers for it.
    pub owners: Vec<PersonId>,
    /// Who leads it.
    pub leads: Vec<PersonId>,
    /// Who sponsors it.
    pub sponsors: Vec<PersonId>,
}

/// A summary as a row: here the sentences are made.
pub fn row(it: &Summary, today: Date) -> Row {
    let open = |step: &Step| {
        let state = it.steps[step.index()].state;
        matches!(state, StateName::Open | StateName::Held | StateName::Stale)
    };
    Row {
        initiative: it.initiative.clone(),
        title: it.title.clone(),
        workflow: it.workflow.clone(),
        phase: if it.running { "running" } else { "closed" }.to_owned(),
        version: it.version,
        changed_at: it.changed_at.map(|at| at.to_string()).unwrap_or_default(),
        passed: u32::try_from(it.passed()).unwrap_or_default(),
        open: Step::ALL.into_iter().filter(open).collect(),
        waits_for: WaitsFor::from(&it.waits),
        waits_at: it.waits.step(),
        blocked: wording::waits(&it.waits),
        open_gate: it.open_gate,
        next_on: it.next.as_ref().map(|it| it.on),
        next: it.next.as_ref().map(|next| wording::next(next, today)),
        overdue: it.overdue(today),
        owners: it.owners.clone(),
        leads: it.leads.clone(),
        sponsors: it.sponsors.clone(),
    }
}
