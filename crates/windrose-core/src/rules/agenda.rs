//! The days of an initiative on which something is due or ends, as far as everybody may know who may read it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::deadline::deadline;
use super::event::Obligation;
use super::facts::Facts;
use super::gate::obligations::{OwedState, owed};
use super::ids::{CriterionId, PersonId, RecordId, WaiverId};
use super::initiative::Phase;
use super::measure::outcome_checks;
use super::record::{Pilot, Stored, Visibility, Win};
use super::standing::standing;
use super::step::{Step, StepState};
use super::waiver::WaiverState;

/// What is due or ends on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Matter {
    /// A step is to be done.
    Step(Step),
    /// A hold ends: its gate is to be decided again.
    Hold(Step),
    /// What was taken on with a conditional go.
    Owed {
        /// The step whose gate was passed so.
        step: Step,
        /// What is owed.
        criterion: CriterionId,
        /// Who owes it.
        owner: PersonId,
    },
    /// A waiver that is in force ends.
    Waiver {
        /// The waiver.
        waiver: WaiverId,
        /// The step whose gate it is.
        step: Step,
        /// What it sets aside.
        criterion: CriterionId,
    },
    /// Somebody has to look at a win again.
    Win(RecordId),
    /// Somebody has to look what came of a triage.
    Outcome(RecordId),
    /// A pilot ends, as planned.
    Pilot(RecordId),
}

/// A day on which something is due or ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Appointment {
    /// The day.
    pub on: Date,
    /// What is due or ends.
    pub what: Matter,
}

/// Everything that has a day, the earliest first: what is overdue, then what lies ahead. Nothing of one that is closed.
/// Records that are kept to the team are left out, whoever looks.
pub fn agenda(facts: &Facts<'_>) -> Vec<Appointment> {
    let it = facts.initiative;
    if it.phase != Phase::Running {
        return Vec::new();
    }
    let today = facts.now.date();
    let open = |stored: &Stored| stored.visibility == Visibility::Initiative;
    let mut all = Vec::new();
    let mut add = |on, what| all.push(Appointment { on, what });
    for step in Step::ALL {
        if let Some((deadline, _)) = deadline(facts, step) {
            add(deadline.due_on, Matter::Step(step));
        }
        if let StepState::Held { until } = it.step(step).state {
            add(until, Matter::Hold(step));
        }
    }
    for (owed, _) in owed(facts).into_iter().filter(|(_, state)| *state != OwedState::Settled) {
        let Obligation { criterion, owner, due_on, .. } = owed.obligation.clone();
        add(due_on, Matter::Owed { step: owed.step, criterion, owner });
    }
    for (waiver, _) in it.waivers.open(today).filter(|(_, state)| *state == WaiverState::InForce) {
        let (step, criterion) = (waiver.step, waiver.criterion.clone());
        add(waiver.expires_on, Matter::Waiver { waiver: waiver.id, step, criterion });
    }
    for (stored, win) in it.records.live::<Win>().filter(|(stored, _)| open(stored)) {
        if let Some(on) = standing(&it.records, today, stored, win).look_again_on {
            add(on, Matter::Win(stored.id));
        }
    }
    for (stored, _, on) in outcome_checks(facts) {
        if open(stored) {
            add(on, Matter::Outcome(stored.id));
        }
    }
    // That a pilot goes on beyond its planned end is nothing that anybody has to do.
    let pilots = it.records.live::<Pilot>().filter(|(stored, _)| open(stored));
    for (stored, pilot) in pilots.filter(|(_, pilot)| pilot.ends_on >= today) {
        if stored.record.status(stored.id, &it.records) == "recorded" {
            add(pilot.ends_on, Matter::Pilot(stored.id));
        }
    }
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::command::{Decision, InitiativeCommand, SetDue};
    use crate::rules::record::Kind;
    use crate::rules::role::Actor;
    use crate::rules::testing::{Case, new_record};

    fn of(case: &Case) -> Vec<(String, Matter)> {
        let all = agenda(&case.facts(&Actor::System));
        all.into_iter().map(|it| (it.on.to_string(), it.what)).collect()
    }

    fn due(case: &mut Case, step: Step, on: &str) {
        let due_on = Some(on.parse().unwrap());
        let due = SetDue { step, due_on, warn_days: None, escalate_days: None };
        case.done("lead", InitiativeCommand::SetDue(due));
    }

    #[test]
    fn days_stand_in_their_order_with_what_is_overdue_first() {
        let mut case = Case::small();
        assert_eq!(of(&case), []);
        due(&mut case, Step::Coalition, "2026-03-10");
        due(&mut case, Step::Urgency, "2026-03-20");
        let hold =
            case.decision(Step::Urgency, Decision::Hold { until: "2026-03-15".parse().unwrap() });
        case.done("sponsor", hold);
        case.later(10);
        assert_eq!(
            of(&case),
            [
                ("2026-03-10".to_owned(), Matter::Step(Step::Coalition)),
                ("2026-03-15".to_owned(), Matter::Hold(Step::Urgency)),
                ("2026-03-20".to_owned(), Matter::Step(Step::Urgency)),
            ]
        );
    }

    #[test]
    fn a_pilot_stands_there_until_its_planned_end_or_its_own() {
        let mut case = Case::small();
        let pilot = new_record(
            Kind::Pilot,
            &json!({"name": "Coaching", "unit": "Finance", "starts_on": "2026-03-02",
                "ends_on": "2026-03-12", "sample_n": 20, "comparison": "none"}),
        );
        case.done("lead", InitiativeCommand::AddRecords(vec![pilot.clone(), pilot]));
        let first: RecordId = "pilot-1".parse().unwrap();
        let second: RecordId = "pilot-2".parse().unwrap();
        let on = |id| ("2026-03-12".to_owned(), Matter::Pilot(id));
        assert_eq!(of(&case), [on(first), on(second)]);
        let ended = new_record(
            Kind::PilotEnded,
            &json!({"pilot": "pilot-1", "outcome": "stopped", "why": "The unit was merged."}),
        );
        case.done("lead", InitiativeCommand::AddRecords(vec![ended]));
        assert_eq!(of(&case), [on(second)]);
        case.later(10);
        assert_eq!(of(&case), [on(second)], "its last day");
        case.later(1);
        assert_eq!(of(&case), []);
    }

    #[test]
    fn what_is_kept_to_the_team_has_no_day_for_anybody() {
        let mut case = Case::small();
        let mut pilot = new_record(
            Kind::Pilot,
            &json!({"name": "Coaching", "unit": "Finance", "starts_on": "2026-03-02",
                "ends_on": "2026-03-12", "sample_n": 20, "comparison": "none"}),
        );
        pilot.visibility = Visibility::Team;
        case.done("lead", InitiativeCommand::AddRecords(vec![pilot]));
        assert_eq!(of(&case), []);
        let lead = case.actor("lead");
        assert_eq!(agenda(&case.facts(&lead)), [], "whoever looks");
    }
}
