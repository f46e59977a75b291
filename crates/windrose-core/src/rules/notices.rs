//! What somebody should be told because its day has come: a deadline, the date of a hold, something owed, a win.
//!
//! A notice only says that windrose has seen it. Nothing is decided by it: how a deadline stands follows from the day.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::deadline::{DueState, deadline};
use super::facts::Facts;
use super::gate::obligations::{OwedState, owed};
use super::ids::{CriterionId, RecordId};
use super::initiative::Phase;
use super::record::Win;
use super::standing::{Stage, standing};
use super::step::{Step, StepState};

/// The sorts of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The deadline of a step is near.
    StepSoon,
    /// It has passed.
    StepOverdue,
    /// It has passed so long ago that the sponsor is told.
    StepEscalated,
    /// The date of a hold has come: the gate is to be decided again.
    HoldEnded,
    /// What was owed since a conditional go is not there.
    ObligationOverdue,
    /// Somebody has to look at a win again.
    WinDue,
}

impl What {
    /// Its name, as it stands in events.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StepSoon => "step_soon",
            Self::StepOverdue => "step_overdue",
            Self::StepEscalated => "step_escalated",
            Self::HoldEnded => "hold_ended",
            Self::ObligationOverdue => "obligation_overdue",
            Self::WinDue => "win_due",
        }
    }
}

/// That the day of something has come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Of what.
    pub what: What,
    /// The step, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// The criterion, if something is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionId>,
    /// The record, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// The day.
    pub due_on: Date,
}

impl Notice {
    fn new(what: What, due_on: Date) -> Self {
        Self { what, step: None, criterion: None, record: None, due_on }
    }
}

/// All of it in one line: what makes two notices the same. The ids of their commits rest on it, so it never changes.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what.name())?;
        if let Some(step) = self.step {
            write!(f, " step={step}")?;
        }
        if let Some(criterion) = &self.criterion {
            write!(f, " criterion={criterion}")?;
        }
        if let Some(record) = self.record {
            write!(f, " record={record}")?;
        }
        write!(f, " due={}", self.due_on)
    }
}

/// What is due and was not noticed yet. Of a deadline only how it stands now: whoever hears today that it was missed
/// need not hear that it was near.
pub fn due(facts: &Facts<'_>) -> Vec<Notice> {
    let it = facts.initiative;
    if it.phase != Phase::Running {
        return Vec::new();
    }
    let today = facts.now.date();
    let mut all = Vec::new();
    for step in Step::ALL {
        if let Some((deadline, state)) = deadline(facts, step) {
            let what = match state {
                DueState::InTime => None,
                DueState::Soon => Some(What::StepSoon),
                DueState::Overdue => Some(What::StepOverdue),
                DueState::Escalated => Some(What::StepEscalated),
            };
            let notice = |what| Notice { step: Some(step), ..Notice::new(what, deadline.due_on) };
            all.extend(what.map(notice));
        }
        if let StepState::Held { until } = it.step(step).state
            && until <= today
        {
            all.push(Notice { step: Some(step), ..Notice::new(What::HoldEnded, until) });
        }
    }
    for (owed, state) in owed(facts) {
        if state == OwedState::Overdue {
            let criterion = Some(owed.obligation.criterion.clone());
            let notice = Notice::new(What::ObligationOverdue, owed.obligation.due_on);
            all.push(Notice { step: Some(owed.step), criterion, ..notice });
        }
    }
    for (stored, win) in it.records.live::<Win>() {
        let standing = standing(&it.records, today, stored, win);
        if let (Stage::Due | Stage::Expired, Some(on)) = (standing.stage, standing.look_again_on) {
            all.push(Notice { record: Some(stored.id), ..Notice::new(What::WinDue, on) });
        }
    }
    all.retain(|notice| !it.noticed.contains(notice));
    all
}
