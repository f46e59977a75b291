//! Many initiatives, a row each: how far it is, what it waits for, and its next day.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rose::Rose;
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
    /// How far each of the eight steps is.
    pub rose: Rose,
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
        rose: Rose::from(it),
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

#[cfg(test)]
mod tests {
    use super::super::board::board;
    use super::*;
    use crate::rules::command::{Close, Decision, InitiativeCommand, Reason, SetDue};
    use crate::rules::fixed::Fixed;
    use crate::rules::record::Kind;
    use crate::rules::role::Actor;
    use crate::rules::summary::summary;
    use crate::rules::testing::{Case, example};

    fn of(case: &Case, actor: &Actor) -> Row {
        let facts = case.facts(actor);
        row(&summary(&facts).unwrap(), facts.now.date())
    }

    fn hear(case: &mut Case) {
        case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    }

    #[test]
    fn a_row_says_what_is_missing_who_decides_until_when_it_waits_and_why_it_ended() {
        let mut case = Case::small();
        let said = |case: &Case| {
            let row = of(case, &Actor::System);
            (row.waits_for, row.waits_at, row.blocked, row.open_gate)
        };
        let at = Some(Step::Urgency);
        let (waits_for, waits_at, blocked, open_gate) = said(&case);
        assert_eq!((waits_for, waits_at, open_gate), (WaitsFor::Evidence, at, false));
        let board = board(&case.facts(&Actor::System)).unwrap();
        assert_eq!(blocked, board.steps[0].needed[0], "the board says the same");
        hear(&mut case);
        let open = "the gate of step 1, urgency, is open: the sponsor decides".to_owned();
        assert_eq!(said(&case), (WaitsFor::Decision, at, open, true));
        let until = "2026-03-09".parse().unwrap();
        let hold = case.decision(Step::Urgency, Decision::Hold { until });
        case.done("sponsor", hold);
        let held = "the gate of step 1, urgency, is on hold until 9 Mar 2026".to_owned();
        assert_eq!(said(&case), (WaitsFor::Hold, at, held, false));
        let close = InitiativeCommand::Close(Close { reason: Reason::Cost, note: None });
        case.done("owner", close);
        let over = "closed: it costs too much".to_owned();
        assert_eq!(said(&case), (WaitsFor::Nothing, None, over, false));
        assert_eq!(of(&case, &Actor::System).next, None, "and nothing is due any more");
    }

    #[test]
    fn a_row_counts_what_was_passed_and_names_the_next_day() {
        let mut case = Case::small();
        hear(&mut case);
        let go = case.go(Step::Urgency);
        case.done("sponsor", go);
        let due = SetDue {
            step: Step::Coalition,
            due_on: Some("2026-03-04".parse().unwrap()),
            warn_days: None,
            escalate_days: None,
        };
        case.done("lead", InitiativeCommand::SetDue(due));
        let row = of(&case, &Actor::System);
        assert_eq!((row.passed, row.open), (1, vec![Step::Coalition]));
        assert_eq!(row.rose.petals[0].share, Fixed::ONE);
        assert_eq!(row.next.as_deref(), Some("step 2, coalition, is due in 2 days"));
        assert!(!row.overdue);
        let ids = |people: &[PersonId]| people.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(ids(&row.owners), ["owner"]);
        assert_eq!(
            (ids(&row.leads), ids(&row.sponsors)),
            (vec!["lead".into()], vec!["sponsor".into()])
        );
        case.later(3);
        let row = of(&case, &Actor::System);
        assert_eq!(row.next.as_deref(), Some("step 2, coalition, is due yesterday"));
        assert!(row.overdue);
    }

    #[test]
    fn a_row_is_the_same_for_every_reader() {
        let mut case = Case::small();
        case.later(300);
        case.record_every_kind();
        let row = of(&case, &Actor::System);
        for reader in ["viewer", "lead", "sponsor", "hris"] {
            assert_eq!(of(&case, &case.actor(reader)), row, "{reader}");
        }
    }
}
