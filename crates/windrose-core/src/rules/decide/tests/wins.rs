//! When a win may be confirmed, and values in the unit of their indicator.

use serde_json::{Value, json};

use super::super::super::command::{InitiativeCommand, Supersede};
use super::super::super::fixed::Fixed;
use super::super::super::record::{Kind, Problem, Record};
use super::super::super::refusal::Refusal;
use super::super::super::standing::Lack;
use super::super::super::testing::{Case, example, new_record};

#[test]
fn only_a_win_that_holds_is_confirmed() {
    let mut case = Case::small();
    let add = |kind, data: Value| InitiativeCommand::AddRecords(vec![new_record(kind, &data)]);
    let example = |kind| InitiativeCommand::AddRecords(vec![example(kind)]);
    case.done("lead", example(Kind::Indicator));
    case.done("lead", example(Kind::Pilot));
    let lacks = |case: &Case, n: u32| {
        let confirm = json!({"win": format!("win-{n}"), "outcome": "confirmed", "how": "looked"});
        match case.ask("member", &add(Kind::Verification, confirm)) {
            Err(Refusal::NotShown { lacks, .. }) => lacks,
            Err(other) => panic!("{other:?}"),
            Ok(_) => Vec::new(),
        }
    };
    let win = |level: u32, after: u32, programme: &str| {
        add(
            Kind::Win,
            json!({"claim": "c", "indicator": "indicator-1", "before": 40, "after": after, "level": level, "programme": programme}),
        )
    };
    case.done("lead", win(2, 31, "Coaching basics"));
    let name = || "Coaching basics".to_owned();
    let missed = Lack::TargetMissed { after: Fixed::whole(31), target: Fixed::whole(30) };
    let too_few = |have| Lack::TooFewPoints { have };
    assert_eq!(
        lacks(&case, 1),
        [Lack::Level { have: 2 }, Lack::Programme { name: name(), have: 0 }, missed, too_few(0)]
    );
    let rejected = json!({"win": "win-1", "outcome": "rejected", "how": "looked"});
    case.done("member", add(Kind::Verification, rejected));

    // Reaction only: however good the win says it is, its programme says how well that is known.
    case.done("lead", win(4, 30, "coaching basics "));
    let level = |level: u32| {
        add(
            Kind::EvaluationLevel,
            json!({"programme": "Coaching basics", "level": level, "done_on": "2026-03-01"}),
        )
    };
    case.done("lead", level(1));
    let reaction_only = Lack::Programme { name: "coaching basics ".into(), have: 1 };
    assert_eq!(lacks(&case, 2), [reaction_only, too_few(0)]);
    case.done("lead", level(3));
    // Two measurements are not three.
    for (day, value) in [("2026-02-20", 31), ("2026-03-01", 30)] {
        let data = json!({"indicator": "indicator-1", "value": value});
        let mut record = new_record(Kind::Measurement, &data);
        record.observed_on = Some(day.parse().unwrap());
        case.done("lead", InitiativeCommand::AddRecords(vec![record]));
    }
    assert_eq!(lacks(&case, 2), [too_few(2)]);
    // An interval around the value after settles it, unless the value before lies in it.
    let result = |high: u32| json!({"pilot": "pilot-1", "indicator": "indicator-1", "before": 40, "after": 30, "ci_low": 25, "ci_high": high, "n": 30});
    case.done("lead", add(Kind::PilotResult, result(40)));
    let by_result = |n: u32| json!({"claim": "c", "indicator": "indicator-1", "before": 40, "after": 30, "level": 3, "result": format!("result-{n}")});
    case.done("lead", add(Kind::Win, by_result(1)));
    assert!(matches!(lacks(&case, 3)[..], [Lack::WithinInterval { .. }]));
    case.done("lead", add(Kind::PilotResult, result(39)));
    case.done("lead", add(Kind::Win, by_result(2)));
    assert_eq!(lacks(&case, 4), []);
}

#[test]
fn a_win_that_was_changed_has_to_be_verified_anew() {
    let mut case = Case::small();
    let add = |kind| InitiativeCommand::AddRecords(vec![example(kind)]);
    for kind in [Kind::Indicator, Kind::Pilot, Kind::PilotResult, Kind::Win] {
        case.done("lead", add(kind));
    }
    case.done("member", add(Kind::Verification));
    let status = |case: &Case| {
        let win = case.initiative.records.get("win-1".parse().unwrap()).unwrap();
        win.record.status(win.id, &case.initiative.records)
    };
    assert_eq!(status(&case), "verified");
    case.later(1);
    let mut data: Value = serde_json::from_str(Kind::Win.row().example).unwrap();
    data["claim"] = json!("Half as many rejects");
    let correct = InitiativeCommand::SupersedeRecord(Supersede {
        record: "win-1".parse().unwrap(),
        with: Record::parse(Kind::Win, &data).unwrap().into(),
        observed_on: None,
        reason: "said better".into(),
    });
    case.done("lead", correct);
    assert_eq!(status(&case), "claimed");
    case.later(1);
    case.done("member", add(Kind::Verification));
    assert_eq!(status(&case), "verified");
}

#[test]
fn values_lie_within_the_unit_of_their_indicator() {
    let mut case = Case::small();
    let percent = json!({"name": "Coaching", "unit": "percent", "direction": "higher_better", "tracks": "adoption"});
    let measured = |value: u32| json!({"indicator": "indicator-1", "value": value});
    let both = |value: u32| {
        InitiativeCommand::AddRecords(vec![
            new_record(Kind::Indicator, &percent),
            new_record(Kind::Measurement, &measured(value)),
        ])
    };
    let refused = |refusal: Refusal| match refusal {
        Refusal::Invalid { faults } => faults,
        other => panic!("{other:?}"),
    };
    let faults = refused(case.refused("lead", both(101)));
    assert_eq!(faults[0].pointer, "/records/1/data/value");
    assert!(matches!(faults[0].problem, Problem::OutsideUnit { .. }));
    case.done("lead", both(100));
    let later = InitiativeCommand::AddRecords(vec![new_record(Kind::Measurement, &measured(140))]);
    assert_eq!(refused(case.refused("lead", later)).len(), 1);
    let correct = InitiativeCommand::SupersedeRecord(Supersede {
        record: "measurement-1".parse().unwrap(),
        with: Record::parse(Kind::Measurement, &measured(140)).unwrap().into(),
        observed_on: None,
        reason: "typing".into(),
    });
    assert_eq!(refused(case.refused("lead", correct))[0].pointer, "/data/value");
}
