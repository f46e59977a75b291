//! The eight steps and the pilots in time: from when to when, what is due, and where today stands.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording;
use crate::rules::command::Decision;
use crate::rules::deadline::{DueState, deadline};
use crate::rules::facts::Facts;
use crate::rules::ids::RecordId;
use crate::rules::initiative::Phase;
use crate::rules::record::{Body, Pilot, PilotEnded, PilotOutcome};
use crate::rules::step::{StateName, Step, StepState};

/// The steps and the pilots of an initiative in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gantt {
    /// The day for which it stands; of a closed initiative the last one.
    pub today: Date,
    /// The eight steps.
    pub steps: Vec<StepBar>,
    /// The pilots that count, by their first day.
    pub pilots: Vec<PilotBar>,
    /// How many pilots were left out because the viewer may not see them.
    #[serde(default, skip_serializing_if = "is_none")]
    pub left_out: u32,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

/// A step in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StepBar {
    /// The step.
    pub step: Step,
    /// Its number, 1 to 8.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: StateName,
    /// It had passed before the initiative was opened here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_over: bool,
    /// The day it was opened, or opened again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<Date>,
    /// The day its gate was passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_on: Option<Date>,
    /// The last day of its bar: when it was passed, or today; none of a step that has not begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Of a step that is done again: the days on which it had passed before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_before: Vec<Date>,
    /// Of a held step: until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<Date>,
    /// Of a step that is still to be done: by when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// How that deadline stands today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_state: Option<DueState>,
}

/// A pilot in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PilotBar {
    /// The pilot.
    pub pilot: RecordId,
    /// What it is called.
    pub name: String,
    /// The unit it runs in.
    pub unit: String,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day, as planned.
    pub ends_on: Date,
    /// `recorded` until its end is; then how it ended.
    pub status: String,
    /// The day its end was recorded for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PilotOutcome>,
    /// The pilots whose result it waits for, as far as the viewer may see them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs_result_of: Vec<RecordId>,
    /// The step after which it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_after: Option<Step>,
    /// The step that waits for its result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_for: Option<Step>,
    /// Its planned end has passed, and nobody said how it ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

/// The steps and the pilots of an initiative in time.
pub fn gantt(facts: &Facts<'_>) -> Gantt {
    let today = match &facts.initiative.phase {
        Phase::Closed { at, .. } => facts.now.date_of(*at),
        Phase::Unopened | Phase::Running => facts.now.date(),
    };
    let records = &facts.initiative.records;
    let of =
        |id: RecordId| records.get(id).is_some_and(|it| it.withdrawn.is_none() && facts.sees(it));
    let mut left_out = 0;
    let mut pilots: Vec<PilotBar> = Vec::new();
    for (stored, pilot) in records.live::<Pilot>() {
        if !facts.sees(stored) {
            left_out += 1;
            continue;
        }
        // Of several ends the newest counts, as in the pilot's status.
        let end = records
            .linking::<PilotEnded>(stored.id)
            .max_by_key(|(end, _)| (end.observed_on, end.id.number));
        let visible: Vec<RecordId> =
            pilot.needs_result_of.iter().copied().filter(|it| of(*it)).collect();
        pilots.push(PilotBar {
            pilot: stored.id,
            name: pilot.name.clone(),
            unit: pilot.unit.clone(),
            starts_on: pilot.starts_on,
            ends_on: pilot.ends_on,
            status: pilot.status(stored.id, records).to_owned(),
            ended_on: end.map(|(stored, _)| stored.observed_on),
            outcome: end.map(|(_, end)| end.outcome),
            needs_result_of: visible,
            starts_after: pilot.starts_after,
            needed_for: pilot.needed_for,
            overdue: end.is_none() && pilot.ends_on < today,
        });
    }
    pilots.sort_by_key(|it| (it.starts_on, it.pilot));
    Gantt {
        today,
        steps: Step::ALL.map(|step| step_bar(facts, step, today)).into(),
        pilots,
        left_out,
    }
}

fn step_bar(facts: &Facts<'_>, step: Step, today: Date) -> StepBar {
    let slot = facts.initiative.step(step);
    let day = |at: Timestamp| facts.now.date_of(at);
    let (opened_on, passed_on) = (slot.opened_at.map(day), slot.passed_at.map(day));
    let begun = slot.state.name() != StateName::Waiting;
    let passes = facts.initiative.decisions.iter().filter(|it| {
        it.step == step && matches!(it.decision, Decision::Go | Decision::ConditionalGo)
    });
    let passed_before = passes.filter(|it| Some(it.at) != slot.passed_at).map(|it| day(it.at));
    let due = deadline(facts, step);
    StepBar {
        step,
        number: u32::try_from(step.number()).unwrap_or_default(),
        title: wording::step_title(step),
        state: slot.state.name(),
        taken_over: slot.taken_over,
        opened_on,
        passed_on,
        until: passed_on.or_else(|| begun.then_some(today)),
        passed_before: passed_before.collect(),
        held_until: match slot.state {
            StepState::Held { until } => Some(until),
            StepState::Waiting | StepState::Open | StepState::Passed | StepState::Stale => None,
        },
        due_on: due.map(|(it, _)| it.due_on),
        due_state: due.map(|(_, state)| state),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::command::{InitiativeCommand, NewRecord, Reopen};
    use crate::rules::record::{Kind, Visibility};
    use crate::rules::role::Actor;
    use crate::rules::testing::{Case, example, new_record};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn steps_run_from_their_opening_to_their_passing_or_to_today() {
        let mut case = Case::small();
        case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
        case.later(10);
        let go = case.go(Step::Urgency);
        case.done("sponsor", go);
        case.later(5);
        let of = |case: &Case| gantt(&case.facts(&Actor::System));
        let it = of(&case);
        assert_eq!(it.today, day("2026-03-17"));
        let spans = |it: &Gantt| {
            let spans = it.steps.iter().map(|it| (it.opened_on, it.passed_on, it.until));
            spans.collect::<Vec<_>>()
        };
        let (opened, passed) = (Some(day("2026-03-02")), Some(day("2026-03-12")));
        assert_eq!(
            spans(&it)[..3],
            [(opened, passed, passed), (passed, None, Some(it.today)), (None, None, None)]
        );
        // Done again: the day on which it had passed stays known.
        let reopen = Reopen { step: Step::Urgency, reason: "New needs.".into(), redo: Vec::new() };
        case.done("sponsor", InitiativeCommand::Reopen(reopen));
        case.later(3);
        let it = of(&case);
        let first = &it.steps[0];
        assert_eq!((first.state, first.opened_on), (StateName::Open, Some(day("2026-03-17"))));
        assert_eq!(
            (first.until, first.passed_before.as_slice()),
            (Some(it.today), &[day("2026-03-12")][..])
        );
        assert_eq!(spans(&it)[1], (None, None, None), "the one after it waits again");
    }

    fn pilot(name: &str, from: &str, to: &str, needs: &[&str]) -> NewRecord {
        new_record(
            Kind::Pilot,
            &json!({"name": name, "unit": "Sales", "starts_on": from, "ends_on": to,
            "sample_n": 20, "comparison": "none", "needs_result_of": needs}),
        )
    }

    #[test]
    fn pilots_stand_in_their_order_with_what_they_wait_for() {
        let mut case = Case::small();
        let hidden = NewRecord {
            visibility: Visibility::Team,
            ..pilot("Kept to the team", "2026-01-01", "2026-02-01", &[])
        };
        let add = |it| InitiativeCommand::AddRecords(vec![it]);
        case.done("lead", add(pilot("Second", "2026-03-01", "2026-04-30", &[])));
        case.done("lead", add(hidden));
        case.done("lead", add(pilot("First", "2026-02-01", "2026-02-28", &["pilot-1", "pilot-2"])));
        let ended = new_record(
            Kind::PilotEnded,
            &json!({"pilot": "pilot-1", "outcome": "failed", "why": "Too few."}),
        );
        let seen_by = |case: &Case, who: &str| {
            let actor = case.actor(who);
            gantt(&case.facts(&actor))
        };
        let it = seen_by(&case, "lead");
        let names: Vec<&str> = it.pilots.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(
            (names.as_slice(), it.left_out),
            (&["Kept to the team", "First", "Second"][..], 0)
        );
        assert_eq!(it.pilots[1].needs_result_of.len(), 2);
        assert!(it.pilots[1].overdue && !it.pilots[2].overdue);
        let it = seen_by(&case, "viewer");
        assert_eq!((it.pilots.len(), it.left_out), (2, 1));
        assert_eq!(it.pilots[0].needs_result_of.len(), 1, "nor is it named by who waits for it");
        case.done("lead", add(ended));
        let it = seen_by(&case, "viewer");
        let second = &it.pilots[1];
        assert_eq!(
            (second.outcome, second.status.as_str()),
            (Some(PilotOutcome::Failed), "failed")
        );
        assert_eq!(second.ended_on, Some(day("2026-03-02")));
    }
}
