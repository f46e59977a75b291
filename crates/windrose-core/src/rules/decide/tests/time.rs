//! Deadlines, and what is noticed when a day has come.

use serde_json::json;

use super::super::super::command::{Decide, Decision, InitiativeCommand, SetDue};
use super::super::super::deadline::{Deadline, DueState, deadline};
use super::super::super::event::{Event, Obligation};
use super::super::super::notices::{Notice, What, due};
use super::super::super::record::{Kind, Problem};
use super::super::super::refusal::Refusal;
use super::super::super::role::Actor;
use super::super::super::step::Step;
use super::super::super::testing::{Case, example, person, small_workflow};
use super::reopen;

fn set(step: Step, due_on: Option<&str>) -> InitiativeCommand {
    let due_on = due_on.map(|it| it.parse().unwrap());
    InitiativeCommand::SetDue(SetDue { step, due_on, warn_days: None, escalate_days: None })
}

/// What is noticed today, and noticed so that it is not again.
fn notice(case: &mut Case) -> Vec<(What, String)> {
    let notices = due(&case.facts(&Actor::System));
    let (version, at) = (case.initiative.version + 1, case.now.at);
    for notice in &notices {
        let command = InitiativeCommand::Notice(notice.clone());
        let by_somebody = case.ask("owner", &command).unwrap();
        assert_eq!(by_somebody, [], "only windrose notices");
        let decide =
            |case: &Case| super::super::decide(&case.facts(&Actor::System), &command).unwrap();
        let events = decide(case);
        assert_eq!(events, [Event::Noticed(notice.clone())]);
        case.initiative.apply(version, at, &Actor::System, &events[0]);
        assert_eq!(decide(case), [], "noticed twice");
    }
    notices.into_iter().map(|it| (it.what, it.due_on.to_string())).collect()
}

#[test]
fn a_deadline_is_set_by_those_who_lead_and_ends_with_its_step() {
    let mut case = Case::small();
    let first = set(Step::Urgency, Some("2026-03-20"));
    for by in ["member", "viewer", "council"] {
        assert_eq!(case.refused(by, first.clone()).kind(), "forbidden", "{by}");
    }
    for by in ["owner", "sponsor", "lead"] {
        let due = "2026-03-20".parse().unwrap();
        let due = Some(Deadline { due_on: due, warn_days: 7, escalate_days: 14 });
        assert_eq!(case.ask(by, &first).unwrap(), [Event::StepDueSet { step: Step::Urgency, due }]);
    }
    case.done("lead", first.clone());
    assert_eq!(case.done("lead", first), [], "it stands already");
    let state = |case: &Case, step| deadline(&case.facts(&Actor::System), step).map(|it| it.1);
    assert_eq!(state(&case, Step::Urgency), Some(DueState::InTime));
    assert_eq!(state(&case, Step::Coalition), None);
    // A step that waits may have one too, and keeps it while earlier ones are done again.
    case.done("lead", set(Step::Coalition, Some("2026-04-20")));
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    let go = case.go(Step::Urgency);
    case.done("sponsor", go);
    assert_eq!(state(&case, Step::Urgency), None, "what is done is not due");
    let refusal = case.refused("lead", set(Step::Urgency, Some("2026-03-20")));
    assert_eq!(refusal, Refusal::StepPassed { step: Step::Urgency });
    case.done("sponsor", reopen(Step::Urgency));
    assert_eq!(state(&case, Step::Urgency), None, "done again, it gets one of its own");
    assert_eq!(state(&case, Step::Coalition), Some(DueState::InTime));
    assert!(matches!(
        case.done("owner", set(Step::Coalition, None))[..],
        [Event::StepDueSet { step: Step::Coalition, due: None }]
    ));
    assert_eq!(state(&case, Step::Coalition), None);
    assert_eq!(case.done("owner", set(Step::Coalition, None)), []);
}

#[test]
fn a_deadline_lies_ahead_and_its_margins_are_days_of_a_year() {
    let case = Case::small();
    let faults = |due_on: &str, warn_days, escalate_days| {
        let due_on = Some(due_on.parse().unwrap());
        let command = SetDue { step: Step::Urgency, due_on, warn_days, escalate_days };
        match case.ask("lead", &InitiativeCommand::SetDue(command)) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid { faults }) => {
                faults.into_iter().map(|it| (it.pointer, it.problem)).collect()
            }
            Err(other) => panic!("{other:?}"),
        }
    };
    assert_eq!(faults("2026-03-03", Some(0), Some(1)), []);
    assert_eq!(faults("2026-03-03", Some(365), Some(365)), []);
    let ahead = ("/due_on".to_owned(), Problem::NotWithin { days: 3_650 });
    assert_eq!(faults("2026-03-02", None, None), std::slice::from_ref(&ahead));
    assert_eq!(faults("2036-03-01", None, None), [ahead]);
    let pointers: Vec<_> =
        faults("2026-03-03", Some(366), Some(0)).into_iter().map(|it| it.0).collect();
    assert_eq!(pointers, ["/warn_days", "/escalate_days"]);
}

#[test]
fn each_day_that_comes_is_noticed_once() {
    let mut case = Case::small();
    case.done("lead", set(Step::Urgency, Some("2026-03-20")));
    let at = |what| vec![(what, "2026-03-20".to_owned())];
    assert_eq!(notice(&mut case), []);
    for (days, expected) in [
        (11, at(What::StepSoon)),
        (7, vec![]),
        (1, at(What::StepOverdue)),
        (12, vec![]),
        (1, at(What::StepEscalated)),
        (100, vec![]),
    ] {
        case.later(days);
        assert_eq!(notice(&mut case), expected, "{}", case.now.date());
        assert_eq!(notice(&mut case), []);
    }
    // Another deadline is another matter; of one that is long past only how it stands now is told.
    case.done("lead", set(Step::Urgency, Some("2026-08-01")));
    case.later(200);
    assert_eq!(notice(&mut case), [(What::StepEscalated, "2026-08-01".to_owned())]);

    let until = case.now.date().tomorrow().unwrap();
    let hold = case.decision(Step::Urgency, Decision::Hold { until });
    case.done("sponsor", hold);
    assert_eq!(notice(&mut case), []);
    case.later(1);
    assert_eq!(notice(&mut case), [(What::HoldEnded, until.to_string())]);
    case.later(1);
    assert_eq!(notice(&mut case), []);
}

#[test]
fn what_is_owed_and_wins_are_noticed_too() {
    let mut case = Case::with(small_workflow(|file| {
        file["gates"]["urgency"]["criteria"][0]["deferrable"] = json!(true);
    }));
    let owed = Obligation {
        criterion: "heard".parse().unwrap(),
        owner: person("lead"),
        due_on: "2026-03-10".parse().unwrap(),
        text: None,
    };
    let InitiativeCommand::Decide(decide) = case.decision(Step::Urgency, Decision::ConditionalGo)
    else {
        panic!()
    };
    case.done("sponsor", InitiativeCommand::Decide(Decide { obligations: vec![owed], ..decide }));
    case.later(8);
    assert_eq!(notice(&mut case), [], "on its day there is time still");
    case.later(1);
    let overdue = due(&case.facts(&Actor::System));
    let expected = Notice {
        what: What::ObligationOverdue,
        step: Some(Step::Urgency),
        criterion: Some("heard".parse().unwrap()),
        record: None,
        due_on: "2026-03-10".parse().unwrap(),
    };
    assert_eq!(overdue, [expected]);
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    assert_eq!(notice(&mut case), [], "what is there is owed no more");

    for kind in [Kind::Indicator, Kind::Pilot, Kind::PilotResult, Kind::Win] {
        case.done("lead", InitiativeCommand::AddRecords(vec![example(kind)]));
    }
    case.done("member", InitiativeCommand::AddRecords(vec![example(Kind::Verification)]));
    case.later(183);
    assert_eq!(notice(&mut case), []);
    case.later(1);
    assert_eq!(notice(&mut case), [(What::WinDue, "2026-09-11".to_owned())]);
    case.later(100);
    assert_eq!(notice(&mut case), [], "an expired win was noticed when it was due");
}
