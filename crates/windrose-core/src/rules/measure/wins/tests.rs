//! Measures of step 6, at the edges of what they ask for.

use serde_json::{Value, json};

use super::super::super::effect::Grade;
use super::super::super::testing::Case;
use super::super::testing::{add, put, read_of as read};
use super::*;

fn count(case: &Case, name: &str) -> Amount {
    read(case, name, &json!({})).unwrap().amount
}

/// A verified win of the pilot that brought rejects from 40 to 28, on the day of the case.
fn won(result: &Value) -> Case {
    let (mut case, today) = (Case::small(), "2026-03-02");
    for kind in [Kind::Indicator, Kind::Pilot] {
        let data: Value = serde_json::from_str(kind.row().example).unwrap();
        add(&mut case, "lead", kind, today, &data);
    }
    let mut data =
        json!({"pilot": "pilot-1", "indicator": "indicator-1", "before": 40, "after": 28, "n": 30});
    data.as_object_mut().unwrap().extend(result.as_object().unwrap().clone());
    add(&mut case, "lead", Kind::PilotResult, today, &data);
    let win = json!({"claim": "Fewer rejects", "indicator": "indicator-1", "before": 40, "after": 28, "level": 3, "result": "result-1"});
    add(&mut case, "lead", Kind::Win, today, &win);
    let checked = json!({"win": "win-1", "outcome": "confirmed", "how": "Read the log"});
    put(&mut case, "member", Kind::Verification, today, &checked);
    case
}

fn grade_of(case: &Case) -> Grade {
    let records = &case.initiative.records;
    let (_, win) = records.live::<Win>().next().unwrap();
    WinEffect::of(records, win).grade()
}

#[test]
fn grades_are_computed_from_results_and_measurements() {
    let compared = json!({"comparison_before": 41, "comparison_after": 39});
    assert_eq!(grade_of(&won(&compared)), Grade::E2, "one point each");
    let series = json!({"comparison_before": 41, "comparison_after": 39, "points": 2, "comparison_points": 2});
    assert_eq!(grade_of(&won(&series)), Grade::E4);
    let matched =
        json!({"comparison_before": 41, "comparison_after": 39, "ci_low": 25, "ci_high": 31});
    assert_eq!(grade_of(&won(&matched)), Grade::E5, "the pilot has a matched unit");
    assert_eq!(grade_of(&won(&json!({"ci_low": 25, "ci_high": 31}))), Grade::E3);
    assert_eq!(count(&won(&compared), "wins.with_comparison"), Amount::Count(1));
    assert_eq!(count(&won(&json!({})), "wins.with_comparison"), Amount::Count(0));
}

#[test]
fn of_lower_being_better_the_interval_ends_below_the_value_before() {
    let clear = won(&json!({"ci_low": 25, "ci_high": 39.999999}));
    assert_eq!(count(&clear, "wins.unambiguous"), Amount::Count(1));
    let edge = won(&json!({"ci_low": 25, "ci_high": 40}));
    assert_eq!(count(&edge, "wins.unambiguous"), Amount::Count(0));
    let mut run = won(&json!({}));
    for (day, value) in [("2026-02-01", 39), ("2026-02-08", 30)] {
        let data = json!({"indicator": "indicator-1", "value": value});
        add(&mut run, "lead", Kind::Measurement, day, &data);
    }
    assert_eq!(count(&run, "wins.unambiguous"), Amount::Count(0), "two points");
    let data = json!({"indicator": "indicator-1", "value": 28});
    add(&mut run, "lead", Kind::Measurement, "2026-02-08", &data);
    assert_eq!(count(&run, "wins.unambiguous"), Amount::Count(0), "of a day one counts");
    add(&mut run, "lead", Kind::Measurement, "2026-02-15", &data);
    assert_eq!(count(&run, "wins.unambiguous"), Amount::Count(1));
}

#[test]
fn a_win_expires_when_nobody_looks_again_and_regresses_when_it_is_gone() {
    let mut case = won(&json!({}));
    let nobody = Why::NothingRecorded(Kind::Reverification);
    assert_eq!(read(&case, "sustain.regressed_wins", &json!({})), Err(nobody));
    // Six months are up on 2 September, thirty days more on 2 October.
    case.later(214);
    assert_eq!(case.now.date(), "2026-10-02".parse().unwrap());
    assert_eq!(count(&case, "wins.expired"), Amount::Count(0));
    case.later(1);
    assert_eq!(read(&case, "wins.expired", &json!({})).unwrap().lacking, ["Fewer rejects"]);
    let look = |months: u32, outcome: &str| json!({"win": "win-1", "months_after": months, "outcome": outcome, "how": "Read the log"});
    add(&mut case, "member", Kind::Reverification, "2026-10-03", &look(6, "holds"));
    assert_eq!(count(&case, "wins.expired"), Amount::Count(0));
    assert_eq!(count(&case, "sustain.regressed_wins"), Amount::Count(0));
    case.later(180);
    assert_eq!(count(&case, "wins.expired"), Amount::Count(0));
    case.later(1);
    assert_eq!(count(&case, "wins.expired"), Amount::Count(1), "30 days after 12 months");
    add(&mut case, "member", Kind::Reverification, "2027-04-02", &look(12, "regressed"));
    assert_eq!(count(&case, "sustain.regressed_wins"), Amount::Count(1));
    assert_eq!(count(&case, "wins.verified"), Amount::Count(0), "what is gone is no win");
}

#[test]
fn nothing_verified_is_unknown_and_what_was_not_said_is_not_planned() {
    let case = Case::small();
    let none = Err(Why::NothingRecorded(Kind::Win));
    for name in ["wins.first_win_age_days", "wins.unambiguous", "wins.planned", "wins.expired"] {
        assert_eq!(read(&case, name, &json!({})), none, "{name}");
    }
    let mut case = won(&json!({}));
    assert_eq!(count(&case, "wins.planned"), Amount::Count(0));
    assert_eq!(count(&case, "wins.first_win_age_days"), Amount::Number(Fixed::ZERO));
    let related = read(&case, "wins.related_to_vision", &json!({}));
    assert_eq!(related, Err(Why::NothingRecorded(Kind::ResultLink)));
    let members = read(&case, "wins.contributor_units", &json!({}));
    assert_eq!(members, Err(Why::NothingRecorded(Kind::CoalitionMember)));
    let reached = |case: &Case, level: u32| {
        read(case, "wins.level_reached", &json!({"level": level})).unwrap().amount
    };
    assert_eq!((reached(&case, 3), reached(&case, 4)), (Amount::Count(1), Amount::Count(0)));
    let planned = json!({"claim": "Fewer rejects again", "indicator": "indicator-1", "before": 28, "after": 20, "level": 3, "planned_in_advance": true});
    add(&mut case, "lead", Kind::Win, "2026-03-02", &planned);
    assert_eq!(count(&case, "wins.planned"), Amount::Count(0), "nobody has verified it");
    let checked = json!({"win": "win-2", "outcome": "confirmed", "how": "Read the log"});
    put(&mut case, "member", Kind::Verification, "2026-03-02", &checked);
    assert_eq!(count(&case, "wins.planned"), Amount::Count(1));
}
