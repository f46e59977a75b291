//! The eight steps and every way a step can change.
//!
//! ```text
//!            begin          go, conditional_go
//!   waiting ──────►  open  ──────────────►  passed ◄──────┐
//!      ▲             │  ▲                   ▲  │  │       │ go, conditional_go
//!      │        hold │  │ recycle, reopen   │  │  └────►  stale
//!      │             ▼  │                   │  │ reopen    (an earlier step is done again)
//!      │             held ──────────────────┘  │
//!      └───────────── (an earlier step is done again)
//! ```
//!
//! All of it stands in [`TRANSITIONS`]. What an earlier step that is done again does to later ones stands in
//! [`unsettled`].

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of Kotter's eight steps, in their order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 1. Create a sense of urgency.
    Urgency,
    /// 2. Build a guiding coalition.
    Coalition,
    /// 3. Form a strategic vision.
    Vision,
    /// 4. Enlist a volunteer army: communicate the vision.
    Enlist,
    /// 5. Enable action by removing barriers.
    Enable,
    /// 6. Generate short-term wins.
    Wins,
    /// 7. Sustain acceleration.
    Sustain,
    /// 8. Institute change: anchor it in the culture.
    Institute,
}

impl Step {
    /// All eight, in order.
    pub const ALL: [Self; 8] = [
        Self::Urgency,
        Self::Coalition,
        Self::Vision,
        Self::Enlist,
        Self::Enable,
        Self::Wins,
        Self::Sustain,
        Self::Institute,
    ];

    /// The step's name, as it stands in files and calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Urgency => "urgency",
            Self::Coalition => "coalition",
            Self::Vision => "vision",
            Self::Enlist => "enlist",
            Self::Enable => "enable",
            Self::Wins => "wins",
            Self::Sustain => "sustain",
            Self::Institute => "institute",
        }
    }

    /// The step of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Its place among the eight, from 0.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its number as people say it, from 1.
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.index() + 1).copied()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether the steps follow one another or all run at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One after the other (Kotter 1996).
    #[default]
    Sequential,
    /// All eight at once (Kotter 2014).
    Concurrent,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepState {
    /// Not yet begun: the step before it has not passed.
    Waiting,
    /// Being worked on.
    Open,
    /// Put on hold by decision, until a date.
    Held {
        /// When the decision is due again.
        until: Date,
    },
    /// Its gate was passed.
    Passed,
    /// Its gate was passed, and an earlier step has been done again since: it stays passed, and has to be confirmed.
    Stale,
}

/// The name of a step's state, without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    /// See [`StepState::Waiting`].
    Waiting,
    /// See [`StepState::Open`].
    Open,
    /// See [`StepState::Held`].
    Held,
    /// See [`StepState::Passed`].
    Passed,
    /// See [`StepState::Stale`].
    Stale,
}

impl StateName {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Open, Self::Held, Self::Passed, Self::Stale];

    /// Can its gate be decided now?
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Held | Self::Stale)
    }

    /// The name, as it stands in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Held => "held",
            Self::Passed => "passed",
            Self::Stale => "stale",
        }
    }
}

impl StepState {
    /// Its name.
    pub const fn name(self) -> StateName {
        match self {
            Self::Waiting => StateName::Waiting,
            Self::Open => StateName::Open,
            Self::Held { .. } => StateName::Held,
            Self::Passed => StateName::Passed,
            Self::Stale => StateName::Stale,
        }
    }
}

/// What can be done to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The initiative, or the step before it, opens it.
    Begin,
    /// Its gate is decided `go`.
    Go,
    /// Its gate is decided `conditional_go`.
    ConditionalGo,
    /// Its gate is decided `hold`.
    Hold,
    /// Its gate is decided `recycle`: it, or an earlier step, is done again.
    Recycle,
    /// It is done again, by decision, after it had passed.
    Reopen,
    /// Its gate is decided `stop`: the initiative closes and the step stays as it was.
    Stop,
    /// Somebody approves a criterion of its gate, rejects it, or takes that back.
    Approve,
    /// Somebody asks to have a criterion of its gate waived.
    AskWaiver,
    /// Somebody asks to have such a waiver renewed, which may outlast the step.
    RenewWaiver,
}

impl Move {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Begin,
        Self::Go,
        Self::ConditionalGo,
        Self::Hold,
        Self::Recycle,
        Self::Reopen,
        Self::Stop,
        Self::Approve,
        Self::AskWaiver,
        Self::RenewWaiver,
    ];
}

/// One row of the step's state machine.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The states it may start from.
    pub from: &'static [StateName],
    /// What is done.
    pub by: Move,
    /// The state it ends in; `None` leaves the step as it is.
    pub to: Option<StateName>,
}

/// Every way a step can change. What is not in the table is refused.
pub const TRANSITIONS: &[Transition] = &[
    Transition { from: &[StateName::Waiting], by: Move::Begin, to: Some(StateName::Open) },
    Transition { from: DECIDED, by: Move::Go, to: Some(StateName::Passed) },
    Transition { from: DECIDED, by: Move::ConditionalGo, to: Some(StateName::Passed) },
    Transition { from: WORKED_ON, by: Move::Hold, to: Some(StateName::Held) },
    Transition { from: DECIDED, by: Move::Recycle, to: Some(StateName::Open) },
    Transition {
        from: &[StateName::Passed, StateName::Stale],
        by: Move::Reopen,
        to: Some(StateName::Open),
    },
    Transition { from: DECIDED, by: Move::Stop, to: None },
    Transition { from: DECIDED, by: Move::Approve, to: None },
    Transition { from: DECIDED, by: Move::AskWaiver, to: None },
    Transition { from: BEGUN, by: Move::RenewWaiver, to: None },
];

/// The states in which a step is worked on.
const WORKED_ON: &[StateName] = &[StateName::Open, StateName::Held];

/// The states in which a step's gate can be decided.
const DECIDED: &[StateName] = &[StateName::Open, StateName::Held, StateName::Stale];

/// The states of a step that has begun.
const BEGUN: &[StateName] =
    &[StateName::Open, StateName::Held, StateName::Stale, StateName::Passed];

/// What becomes of a later step when an earlier one is done again: what has passed stays so and has to be confirmed,
/// what was being worked on waits again, unless all steps are worked on at once.
pub const fn unsettled(state: StateName, mode: Mode) -> Option<StateName> {
    match (state, mode) {
        (StateName::Passed, _) => Some(StateName::Stale),
        (StateName::Open | StateName::Held, Mode::Sequential) => Some(StateName::Waiting),
        _ => None,
    }
}

/// May this be done to a step in this state?
pub fn allowed(state: StateName, by: Move) -> bool {
    TRANSITIONS.iter().any(|row| row.by == by && row.from.contains(&state))
}

/// A step of one initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSlot {
    /// Where it stands.
    pub state: StepState,
    /// When it was opened; what `open_for` counts from.
    pub opened_at: Option<Timestamp>,
    /// When its gate was passed.
    pub passed_at: Option<Timestamp>,
    /// Was it passed before windrose was there? Then there is no receipt.
    pub taken_over: bool,
}

impl StepSlot {
    /// A step that has not begun.
    pub const WAITING: Self =
        Self { state: StepState::Waiting, opened_at: None, passed_at: None, taken_over: false };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()), Some(step));
            assert_eq!(serde_json::to_value(step).unwrap(), step.name());
            assert_eq!(Step::ALL[step.index()], step);
        }
        for state in StateName::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
    }

    #[test]
    fn each_pair_of_state_and_move_stands_at_most_once_in_the_table() {
        for state in StateName::ALL {
            for by in Move::ALL {
                let rows =
                    TRANSITIONS.iter().filter(|row| row.by == by && row.from.contains(&state));
                assert!(rows.count() <= 1, "{state:?} {by:?}");
            }
        }
    }
}
