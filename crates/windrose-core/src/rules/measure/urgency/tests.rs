//! What the measures of step 1 count, at their boundaries.

use serde_json::{Value, json};

use super::super::super::command::InitiativeCommand;
use super::super::super::criterion::Amount;
use super::super::super::fixed::Fixed;
use super::super::super::record::{Kind, Problem, Verdict};
use super::super::super::refusal::Refusal;
use super::super::super::testing::{Case, example, new_record};
use super::super::{Judged, Why, named};

fn read(case: &Case, name: &str, with: &Value) -> Judged {
    let actor = case.actor("lead");
    let read = (named(name).unwrap().bind)(with).unwrap();
    read(&case.facts(&actor))
}

fn amount(case: &Case, name: &str, with: &Value) -> Amount {
    read(case, name, with).unwrap().amount
}

fn add(case: &mut Case, kind: Kind, on: &str, data: &Value) {
    let mut record = new_record(kind, data);
    record.observed_on = Some(on.parse().unwrap());
    case.done("lead", InitiativeCommand::AddRecords(vec![record]));
}

const TODAY: &str = "2026-03-02";

/// A triage for training; `fields` are the questions answered otherwise than training asks for.
fn triage(fields: &[&str], reason: Option<&str>) -> Value {
    let mut data = json!({
        "need": "need-1", "knows_standard": true, "has_tools": true, "incentives_ok": true,
        "motive_ok": true, "capacity_ok": true, "has_knowledge_skill": false, "verdict": "train",
    });
    for field in fields {
        data[*field] = json!(!data[*field].as_bool().unwrap());
    }
    if let Some(reason) = reason {
        data["override_reason"] = json!(reason);
    }
    data
}

fn heard() -> Case {
    let mut case = Case::small();
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
    case
}

#[test]
fn training_is_refused_where_it_is_not_the_answer() {
    let mut case = heard();
    let fault = |case: &Case, data: &Value| {
        let command = InitiativeCommand::AddRecords(vec![new_record(Kind::GapTriage, data)]);
        match case.refused("lead", command) {
            Refusal::Invalid { faults } => faults[0].problem.clone(),
            other => panic!("{other:?}"),
        }
    };
    let Problem::NotTraining { knows: true, gaps } =
        fault(&case, &triage(&["has_knowledge_skill", "incentives_ok"], None))
    else {
        panic!("knowledge is present")
    };
    assert_eq!(gaps.len(), 1);
    assert_eq!(
        (gaps[0].field, gaps[0].suggests),
        ("incentives_ok", &[Verdict::Incentive, Verdict::Manage][..])
    );
    for field in ["knows_standard", "has_tools", "incentives_ok", "motive_ok", "capacity_ok"] {
        let problem = fault(&case, &triage(&[field], None));
        assert!(
            matches!(&problem, Problem::NotTraining { knows: false, gaps } if gaps[0].field == field),
            "{problem:?}"
        );
    }
    assert_eq!(fault(&case, &triage(&["has_tools"], Some(" "))), Problem::Empty);
    add(&mut case, Kind::GapTriage, TODAY, &triage(&[], None));
    add(&mut case, Kind::GapTriage, TODAY, &triage(&["has_tools"], Some("The tools come in May")));
    let reading = read(&case, "urgency.overridden_triages", &json!({})).unwrap();
    assert_eq!(reading.amount, Amount::Count(1));
    assert_eq!(reading.lacking, ["gap_triage-2 of need-1"]);
}

#[test]
fn an_outcome_is_due_on_the_ninetieth_day_until_somebody_looks() {
    let name = "urgency.outcome_checks_due";
    let mut case = heard();
    assert_eq!(read(&case, name, &json!({})), Err(Why::NothingRecorded(Kind::GapTriage)));
    let overridden = triage(&["has_tools"], Some("The tools come in May"));
    add(&mut case, Kind::GapTriage, "2025-12-02", &triage(&[], None));
    add(&mut case, Kind::GapTriage, "2025-12-03", &overridden);
    assert_eq!(amount(&case, name, &json!({})), Amount::Count(0), "89 days");
    assert_eq!(amount(&case, name, &json!({"after_days": 89})), Amount::Count(1));
    add(&mut case, Kind::GapTriage, "2025-12-02", &overridden);
    assert_eq!(amount(&case, name, &json!({})), Amount::Count(1), "90 days");
    let outcome = json!({"triage": "gap_triage-3", "done": false});
    add(&mut case, Kind::TriageOutcome, TODAY, &outcome);
    assert_eq!(amount(&case, name, &json!({})), Amount::Count(0));
}

#[test]
fn the_ratio_compares_two_groups_and_is_never_rounded_up() {
    let name = "urgency.follow_through_ratio";
    let mut case = Case::small();
    let programme = |of: u32, followed: u32, with: u32, without: u32| {
        json!({"programme": "Coaching", "participants_n": of, "followed_through_n": followed,
               "success_with_n": with, "success_without_n": without})
    };
    let ratio = |case: &Case| amount(case, name, &json!({}));
    let nothing = Err(Why::NothingRecorded(Kind::FollowThrough));
    for none in [programme(20, 20, 9, 0), programme(20, 0, 0, 9), programme(20, 10, 0, 0)] {
        add(&mut case, Kind::FollowThrough, TODAY, &none);
        assert_eq!(read(&case, name, &json!({})), nothing, "it compares with nothing");
    }
    // 14 of 20 against 8 of 40.
    add(&mut case, Kind::FollowThrough, "2026-01-10", &programme(60, 20, 14, 8));
    assert_eq!(ratio(&case), Amount::Number(Fixed::micros(3_500_000)));
    // 4 of 6 against 2 of 7.
    add(&mut case, Kind::FollowThrough, "2026-01-11", &programme(13, 6, 4, 2));
    assert_eq!(ratio(&case), Amount::Number(Fixed::micros(2_333_333)));
    // 5 of 10 against none of 10: 5.5 of 11 against 0.5 of 11.
    add(&mut case, Kind::FollowThrough, "2026-01-12", &programme(20, 10, 5, 0));
    assert_eq!(ratio(&case), Amount::Number(Fixed::whole(11)));
}

#[test]
fn of_the_executives_so_many_may_be_missing() {
    let name = "urgency.executives_convinced";
    let mut case = Case::small();
    assert_eq!(read(&case, name, &json!({})), Err(Why::NothingRecorded(Kind::Stance)));
    let stance = |who: &str, position: &str| json!({"person": who, "audience": "top_executive", "position": position});
    add(&mut case, Kind::Stance, TODAY, &stance("chair", "convinced"));
    add(&mut case, Kind::Stance, TODAY, &stance("finance", "undecided"));
    add(&mut case, Kind::Stance, "2026-03-01", &stance("finance", "convinced"));
    let share = |have, of| Amount::Share { have, of };
    assert_eq!(amount(&case, name, &json!({})), share(1, 2), "the newest stance counts");
    assert_eq!(amount(&case, name, &json!({"may_miss": 1})), share(1, 1));
    assert_eq!(amount(&case, name, &json!({"may_miss": 3})), share(0, 0), "never met");
    let pulse = json!({"question": "Can we stay as we are?", "audience": "top_executive",
                       "agree_n": 5, "answered_n": 5, "invited_n": 7});
    add(&mut case, Kind::UrgencyPulse, TODAY, &pulse);
    assert_eq!(amount(&case, name, &json!({})), share(5, 7), "silence is no consent");
}

#[test]
fn a_group_too_small_for_a_survey_has_answered_by_name() {
    let rate = |case: &Case| read(case, "urgency.response_rate", &json!({}));
    let mut case = Case::small();
    assert_eq!(rate(&case), Err(Why::NothingRecorded(Kind::UrgencyPulse)));
    let said =
        |person: &str| json!({"person": person, "audience": "manager", "position": "undecided"});
    add(&mut case, Kind::Stance, TODAY, &said("lead"));
    add(&mut case, Kind::Stance, TODAY, &said("lead"));
    assert_eq!(rate(&case), Err(Why::NothingRecorded(Kind::Scope)));
    let unit = json!({"name": "Sales", "people": 30, "managers": 2});
    add(&mut case, Kind::Scope, TODAY, &json!({"units": [unit]}));
    assert_eq!(rate(&case).unwrap().amount, Amount::Share { have: 1, of: 2 });
    for person in ["member", "owner"] {
        add(&mut case, Kind::Stance, TODAY, &said(person));
    }
    assert_eq!(rate(&case), Err(Why::MoreThanScope { have: 3, of: 2 }));
    // A survey, where there is one, says how many were asked.
    let pulse = json!({"question": "Any?", "audience": "manager", "agree_n": 3, "answered_n": 5, "invited_n": 8});
    add(&mut case, Kind::UrgencyPulse, TODAY, &pulse);
    assert_eq!(rate(&case).unwrap().amount, Amount::Share { have: 5, of: 8 });
}

#[test]
fn complacency_is_answered_by_a_deed_with_an_owner() {
    let name = "urgency.complacency_answered";
    let mut case = Case::small();
    assert_eq!(read(&case, name, &json!({})), Err(Why::NothingRecorded(Kind::ComplacencySource)));
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::ComplacencySource)]));
    let nobody = json!({"text": "No rival in sight", "countermeasure": "Visit one"});
    add(&mut case, Kind::ComplacencySource, TODAY, &nobody);
    let reading = read(&case, name, &json!({})).unwrap();
    assert_eq!(reading.amount, Amount::Share { have: 1, of: 2 });
    assert_eq!(reading.lacking, ["complacency_source-2: No rival in sight"]);
}

#[test]
fn employees_are_those_who_answered_or_all() {
    let name = "urgency.employees_aware";
    let mut case = Case::small();
    let pulse = |audience: &str| {
        json!({"question": "Do you know why?", "audience": audience,
               "agree_n": 30, "answered_n": 40, "invited_n": 50})
    };
    add(&mut case, Kind::UrgencyPulse, TODAY, &pulse("manager"));
    assert_eq!(read(&case, name, &json!({})), Err(Why::NothingRecorded(Kind::UrgencyPulse)));
    add(&mut case, Kind::UrgencyPulse, TODAY, &pulse("employee"));
    case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Scope)]));
    let share = |have, of| Amount::Share { have, of };
    assert_eq!(amount(&case, name, &json!({})), share(30, 40));
    assert_eq!(amount(&case, name, &json!({"of": "employees"})), share(30, 340));
}

#[test]
fn where_managers_are_too_few_for_a_survey_they_are_asked_by_name() {
    let unknown = |managers: u32| {
        let mut case = Case::small();
        let data = json!({"units": [{"name": "Finance", "people": 20, "managers": managers}]});
        add(&mut case, Kind::Scope, "2026-03-01", &data);
        read(&case, "urgency.managers_convinced", &json!({}))
    };
    assert_eq!(unknown(4), Err(Why::NothingRecorded(Kind::Stance)));
    assert_eq!(unknown(5), Err(Why::NothingRecorded(Kind::UrgencyPulse)));
}
