//! The rose of an initiative: eight petals, each filled by how far its gate is.
//!
//! How far a gate is: of the conditions that it takes to open, those that are met. It takes every `must` criterion that
//! applies, and of the `should` criteria as many as the gate's `should_share` asks for; more of them do not count. A
//! `must` that was waived stands in nobody's way and counts as met; a `should` that was waived counts neither way, as at
//! the gate. So a petal is full exactly when a `go` is possible. A step that has passed is full whatever was recorded
//! since, and says so when it has to be confirmed or was taken over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::board::{Board, StepView};
use super::wording;
use crate::rules::deadline::{DueState, deadline};
use crate::rules::facts::Facts;
use crate::rules::fixed::Fixed;
use crate::rules::gate::judge;
use crate::rules::step::{StateName, Step};
use crate::rules::summary::{Far, Summary};

/// The rose of an initiative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rose {
    /// A petal for each step, in their order.
    pub petals: [Petal; 8],
}

/// A step in the rose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Petal {
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
    /// How far its gate is: met by needed, 0 to 1; 1 once it has passed.
    pub share: Fixed,
    /// How many of the conditions that it takes to open are met; 0 of a step that has passed.
    pub met: u32,
    /// How many it takes; 0 of a step that has passed.
    pub needed: u32,
    /// Its deadline has passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

impl Rose {
    /// How many of the eight gates were passed; those that have to be confirmed are not counted.
    pub fn passed(&self) -> usize {
        self.petals.iter().filter(|it| it.state == StateName::Passed).count()
    }
}

/// The rose, where no board is at hand: judges the gates that are still to be passed, and makes no sentences.
pub fn rose(facts: &Facts<'_>) -> Rose {
    let petals = Step::ALL.map(|step| {
        let slot = facts.initiative.step(step);
        let state = slot.state.name();
        // What a gate was passed with is settled; evidence that comes later does not take it back.
        let settled = state == StateName::Passed;
        let far = if settled { (0, 0) } else { judge(facts, step).how_far() };
        let due = deadline(facts, step).map(|(_, due)| due);
        petal(step, state, slot.taken_over, far, due)
    });
    Rose { petals }
}

impl From<&Summary> for Rose {
    fn from(summary: &Summary) -> Self {
        let of_step = |step: Step| {
            let Far { state, taken_over, met, needed, due } = summary.steps[step.index()];
            petal(step, state, taken_over, (met, needed), due)
        };
        Self { petals: Step::ALL.map(of_step) }
    }
}

impl From<&Board> for Rose {
    fn from(board: &Board) -> Self {
        let of_step = |step: Step| match board.steps.iter().find(|it| it.step == step) {
            Some(it) => {
                let StepView { state, taken_over, conditions_met, conditions, due_state, .. } = it;
                petal(step, *state, *taken_over, (*conditions_met, *conditions), *due_state)
            }
            None => petal(step, StateName::Waiting, false, (0, 1), None),
        };
        Self { petals: Step::ALL.map(of_step) }
    }
}

fn petal(
    step: Step,
    state: StateName,
    taken_over: bool,
    (met, needed): (u32, u32),
    due: Option<DueState>,
) -> Petal {
    let passed = matches!(state, StateName::Passed | StateName::Stale);
    Petal {
        step,
        number: u32::try_from(step.number()).unwrap_or_default(),
        title: wording::step_title(step),
        state,
        taken_over: taken_over && passed,
        share: Far { state, taken_over, met, needed, due }.share(),
        met,
        needed,
        overdue: matches!(due, Some(DueState::Overdue | DueState::Escalated)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::board::board;
    use super::*;
    use crate::rules::command::{InitiativeCommand, Open, Reopen, SetDue};
    use crate::rules::gate::Verdict;
    use crate::rules::record::Kind;
    use crate::rules::role::Actor;
    use crate::rules::summary::summary;
    use crate::rules::testing::{Case, example, person, small_workflow};

    fn of(case: &Case) -> Rose {
        let facts = case.facts(&Actor::System);
        let rose = rose(&facts);
        assert_eq!(Rose::from(&board(&facts).unwrap()), rose, "from the board it is the same");
        assert_eq!(Rose::from(&summary(&facts).unwrap()), rose, "and from the summary");
        for (petal, step) in rose.petals.iter().zip(Step::ALL) {
            let verdict = case.report(step).verdict;
            if matches!(petal.state, StateName::Open | StateName::Waiting | StateName::Held) {
                assert_eq!(petal.share == Fixed::ONE, verdict.allows_go(), "{step}: {verdict:?}");
            }
        }
        rose
    }

    /// The first gate: one must and four shoulds, of which half are enough.
    fn five_conditions() -> Case {
        Case::with(small_workflow(|file| {
            let gate = &mut file["gates"]["urgency"];
            gate["should_share"] = json!(0.5);
            let criteria = gate["criteria"].as_array_mut().unwrap();
            for n in 1..=4 {
                criteria
                    .push(json!({"id": format!("more-{n}"), "class": "should", "records": "need",
                    "at_least": n, "why": "More asked.", "source": "test"}));
            }
        }))
    }

    #[test]
    fn a_petal_is_filled_by_the_conditions_that_count_towards_opening() {
        let mut case = five_conditions();
        let first = |case: &Case| {
            let rose = of(case);
            let petal = &rose.petals[0];
            (petal.met, petal.needed, petal.share)
        };
        assert_eq!(first(&case), (0, 3, Fixed::ZERO), "a must, and two of four shoulds");
        let heard = || InitiativeCommand::AddRecords(vec![example(Kind::Need)]);
        case.done("lead", heard());
        assert_eq!(first(&case), (2, 3, Fixed::micros(666_667)));
        case.done("lead", heard());
        assert_eq!(first(&case), (3, 3, Fixed::ONE));
        case.done("lead", heard());
        assert_eq!(first(&case), (3, 3, Fixed::ONE), "a third should does not count");
        let others = &of(&case).petals;
        assert_eq!((others[4].met, others[4].needed), (1, 2), "the fifth gate lacks an approval");
        assert_eq!(others[4].state, StateName::Waiting);
        assert_eq!(case.report(Step::Enable).verdict, Verdict::Blocked);
    }

    #[test]
    fn what_has_passed_is_full_and_stale_says_so() {
        let mut case = Case::small();
        case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
        for step in [Step::Urgency, Step::Coalition] {
            let go = case.go(step);
            case.done("sponsor", go);
        }
        let rose = of(&case);
        assert_eq!(rose.passed(), 2);
        assert_eq!((rose.petals[1].state, rose.petals[1].share), (StateName::Passed, Fixed::ONE));
        assert_eq!((rose.petals[1].met, rose.petals[1].needed), (0, 0));
        assert_eq!(rose.petals[2].state, StateName::Open);
        // The evidence goes, and the first step is done again: the second stays full, and has to be confirmed.
        let need = case.initiative.records.of_kind(Kind::Need).next().unwrap().id;
        case.done(
            "lead",
            InitiativeCommand::WithdrawRecord { record: need, reason: "a mistake".into() },
        );
        let reopen =
            Reopen { step: Step::Urgency, reason: "The need is gone.".into(), redo: Vec::new() };
        case.done("sponsor", InitiativeCommand::Reopen(reopen));
        let rose = of(&case);
        assert_eq!((rose.petals[0].state, rose.petals[0].share), (StateName::Open, Fixed::ZERO));
        assert_eq!((rose.petals[1].state, rose.petals[1].share), (StateName::Stale, Fixed::ONE));
        assert_eq!((rose.petals[1].met, rose.petals[1].needed), (0, 1));
        assert_eq!(rose.passed(), 0);
    }

    #[test]
    fn what_was_taken_over_is_full_until_it_is_done_again() {
        let mut case = Case::unopened(small_workflow(|_| {}));
        let InitiativeCommand::Open(open) = case.opening() else { unreachable!() };
        let at_step = Some(Step::Vision);
        case.done("owner", InitiativeCommand::Open(Open { at_step, ..open }));
        let sponsor = InitiativeCommand::AssignRole {
            person: person("sponsor"),
            role: "sponsor".parse().unwrap(),
        };
        case.done("owner", sponsor);
        let rose = of(&case);
        let second = &rose.petals[1];
        assert_eq!((second.state, second.taken_over), (StateName::Passed, true));
        assert_eq!((second.share, rose.petals[2].share), (Fixed::ONE, Fixed::ZERO));
        let reopen =
            Reopen { step: Step::Coalition, reason: "Two have left.".into(), redo: Vec::new() };
        case.done("sponsor", InitiativeCommand::Reopen(reopen));
        let second = &of(&case).petals[1];
        assert_eq!((second.state, second.taken_over), (StateName::Open, false));
        assert_eq!((second.share, second.needed), (Fixed::ZERO, 1), "it is judged again");
    }

    #[test]
    fn a_petal_is_overdue_from_the_day_after() {
        let mut case = Case::small();
        let due = SetDue {
            step: Step::Urgency,
            due_on: Some("2026-03-04".parse().unwrap()),
            warn_days: None,
            escalate_days: None,
        };
        case.done("lead", InitiativeCommand::SetDue(due));
        case.later(2);
        assert!(!of(&case).petals[0].overdue, "its last day is in time");
        case.later(1);
        assert!(of(&case).petals[0].overdue);
        assert!(!of(&case).petals[1].overdue);
        case.later(60);
        assert!(of(&case).petals[0].overdue, "and when the sponsor is told");
    }
}
