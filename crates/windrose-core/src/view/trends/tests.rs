use serde_json::{Value, json};

use super::*;
use crate::rules::command::{InitiativeCommand, NewRecord};
use crate::rules::record::{Kind, Visibility};
use crate::rules::testing::{Case, new_record};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn of(case: &Case, who: &str) -> Trends {
    let actor = case.actor(who);
    trends(&case.facts(&actor))
}

fn on(day: &str, kind: Kind, data: Value) -> NewRecord {
    NewRecord { observed_on: Some(day.parse().unwrap()), ..new_record(kind, &data) }
}

fn add(case: &mut Case, who: &str, record: NewRecord) {
    case.done(who, InitiativeCommand::AddRecords(vec![record]));
}

fn measured(day: &str, value: i64, pilot: Option<&str>) -> NewRecord {
    let mut data = json!({"indicator": "indicator-1", "value": value, "n": 30});
    if let Some(pilot) = pilot {
        data["pilot"] = json!(pilot);
    }
    on(day, Kind::Measurement, data)
}

/// An indicator, a pilot, and some measurements.
fn measuring() -> Case {
    let mut case = Case::small();
    case.later(200);
    let indicator = json!({"name": "Days to productivity", "unit": "days", "direction": "lower_better",
        "tracks": "outcome", "baseline": 40, "target": 28});
    let pilot = json!({"name": "Sales first", "unit": "Sales", "starts_on": "2026-03-02",
        "ends_on": "2026-06-30", "sample_n": 20, "comparison": "none"});
    for (kind, data) in [
        (Kind::Indicator, indicator),
        (
            Kind::Indicator,
            json!({"name": "Never measured", "unit": "days", "direction": "lower_better", "tracks": "outcome"}),
        ),
        (Kind::Pilot, pilot),
    ] {
        add(&mut case, "lead", new_record(kind, &data));
    }
    case
}

#[test]
fn nothing_recorded_is_no_trend() {
    let it = of(&Case::small(), "lead");
    assert_eq!((it.indicators.len(), it.wins.len(), it.adoption.len(), it.left_out), (0, 0, 0, 0));
    assert_eq!(of(&measuring(), "lead").indicators, [], "an indicator alone has no trend");
}

#[test]
fn each_place_has_a_series_in_the_order_of_days() {
    let mut case = measuring();
    add(&mut case, "lead", measured("2026-05-01", 36, None));
    add(&mut case, "lead", measured("2026-04-01", 39, None));
    add(&mut case, "lead", measured("2026-04-01", 38, None));
    add(&mut case, "lead", measured("2026-05-01", 31, Some("pilot-1")));
    let result = json!({"pilot": "pilot-1", "indicator": "indicator-1", "before": 40, "after": 29,
        "ci_low": 26, "ci_high": 32, "n": 20});
    add(&mut case, "lead", on("2026-06-30", Kind::PilotResult, result));
    let it = of(&case, "lead");
    assert_eq!(it.indicators.len(), 1);
    let trend = &it.indicators[0];
    assert_eq!((trend.baseline, trend.target), (Some(Fixed::whole(40)), Some(Fixed::whole(28))));
    let series: Vec<_> = trend.series.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(series, [None, Some("Sales first")]);
    let values = |n: usize| -> Vec<_> {
        trend.series[n].points.iter().map(|it| (it.on.to_string(), it.value.to_string())).collect()
    };
    let pair = |on: &str, value: &str| (on.to_owned(), value.to_owned());
    assert_eq!(
        values(0),
        [pair("2026-04-01", "38"), pair("2026-05-01", "36")],
        "the later record of a day"
    );
    assert_eq!(values(1), [pair("2026-05-01", "31"), pair("2026-06-30", "29")]);
    let [measured, result] = trend.series[1].points[..] else { panic!("two points") };
    assert_eq!((measured.low, measured.high), (None, None));
    assert_eq!((result.low, result.high), (Some(Fixed::whole(26)), Some(Fixed::whole(32))));
}

#[test]
fn what_the_viewer_may_not_see_is_left_out_and_counted() {
    let mut case = measuring();
    add(&mut case, "lead", measured("2026-04-01", 39, None));
    let team = NewRecord { visibility: Visibility::Team, ..measured("2026-05-01", 36, None) };
    add(&mut case, "lead", team);
    let points = |it: &Trends| it.indicators[0].series[0].points.len();
    let (lead, viewer) = (of(&case, "lead"), of(&case, "viewer"));
    assert_eq!((points(&lead), lead.left_out), (2, 0));
    assert_eq!((points(&viewer), viewer.left_out), (1, 1));
}

fn win(day: &str, after: i64) -> NewRecord {
    on(
        day,
        Kind::Win,
        json!({"claim": "Faster", "indicator": "indicator-1", "before": 40,
        "after": after, "level": 3}),
    )
}

#[test]
fn wins_are_claimed_then_verified_then_told() {
    let mut case = measuring();
    for (day, value) in [("2026-04-01", 27), ("2026-04-15", 26), ("2026-05-01", 25)] {
        add(&mut case, "lead", measured(day, value, None));
    }
    add(&mut case, "lead", win("2026-05-02", 25));
    add(&mut case, "lead", win("2026-05-20", 24));
    let verify = |win: &str, outcome: &str| {
        on(
            "2026-06-01",
            Kind::Verification,
            json!({"win": win, "outcome": outcome, "how": "Counted."}),
        )
    };
    let told = json!({"win": "win-1", "channel": "event", "reached_n": 200});
    add(&mut case, "lead", on("2026-05-10", Kind::Announcement, told));
    add(&mut case, "member", verify("win-1", "confirmed"));
    add(&mut case, "member", verify("win-2", "rejected"));
    let it = of(&case, "lead");
    let on = |on: &str, claimed, verified, announced| WinsOn {
        on: day(on),
        claimed,
        verified,
        announced,
    };
    assert_eq!(
        it.wins,
        [on("2026-05-02", 1, 0, 0), on("2026-05-20", 2, 0, 0), on("2026-06-01", 2, 1, 1)],
        "told before it was verified, it counts as told once it is"
    );
    let marks: Vec<_> = it.indicators[0].wins.iter().map(|it| it.stage).collect();
    assert_eq!(marks, [Stage::Announced, Stage::Rejected]);
}

#[test]
fn units_adopt_in_the_order_of_the_scope_and_silence_is_not_nothing() {
    let mut case = measuring();
    let units = json!({"units": [{"name": "Sales", "people": 120, "managers": 9},
        {"name": "Service", "people": 80, "managers": 5}]});
    add(&mut case, "lead", new_record(Kind::Scope, &units));
    assert_eq!(of(&case, "lead").adoption, [], "nothing is recorded of any unit");
    let spread = |day: &str, unit: &str, pct: i64| {
        on(day, Kind::Spread, json!({"unit": unit, "adopted_on": day, "adoption_pct": pct}))
    };
    add(&mut case, "lead", spread("2026-06-01", "Sales", 60));
    add(&mut case, "lead", spread("2026-04-01", "Sales", 25));
    add(&mut case, "lead", spread("2026-05-01", "Elsewhere", 10));
    let it = of(&case, "lead").adoption;
    let units: Vec<_> =
        it.iter().map(|it| (it.unit.as_str(), it.people, it.points.len())).collect();
    assert_eq!(units, [("Sales", Some(120), 2), ("Service", Some(80), 0), ("Elsewhere", None, 1)]);
    assert_eq!(it[0].points[0].adoption_pct, Fixed::whole(25));
}
