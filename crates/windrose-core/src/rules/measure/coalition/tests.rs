//! What the measures of step 2 count, at their boundaries.

use serde_json::{Value, json};

use super::super::super::command::InitiativeCommand;
use super::super::super::criterion::Amount;
use super::super::super::fixed::Fixed;
use super::super::super::record::{Kind, Problem, Record};
use super::super::super::testing::{Case, new_record};
use super::super::{Judged, Why, named};
use super::median;

fn read(case: &Case, name: &str, with: &Value) -> Judged {
    let actor = case.actor("lead");
    let read = (named(name).unwrap().bind)(with).unwrap();
    read(&case.facts(&actor))
}

fn add(case: &mut Case, kind: Kind, on: &str, data: &Value) {
    let mut record = new_record(kind, data);
    record.observed_on = Some(on.parse().unwrap());
    case.done("lead", InitiativeCommand::AddRecords(vec![record]));
}

const TODAY: &str = "2026-03-02";

fn member(case: &mut Case, person: &str, unit: &str, commitment: &str, desired: Option<&str>) {
    let mut data = json!({
        "person": person, "unit": unit, "role": "member", "commitment": commitment,
        "powers": {"position": 1, "expertise": 1, "credibility": 1, "leadership": 1},
    });
    if let Some(desired) = desired {
        data["desired_commitment"] = json!(desired);
    }
    add(case, Kind::CoalitionMember, TODAY, &data);
}

#[test]
fn a_median_between_two_is_a_half() {
    assert_eq!(median(vec![7, 3, 7], 10), (7, 10));
    assert_eq!(median(vec![4], 10), (4, 10));
    assert_eq!(median(vec![6, 8, 9, 2], 10), (7, 10));
    assert_eq!(median(vec![7, 8, 9, 2], 10), (15, 20));
}

#[test]
fn meetings_count_for_ninety_days() {
    let name = "coalition.attendance_median";
    let mut case = Case::small();
    let unknown = |kind| Err(Why::NothingRecorded(kind));
    assert_eq!(read(&case, name, &json!({})), unknown(Kind::CoalitionMember));
    member(&mut case, "anna", "Sales", "committed", None);
    member(&mut case, "ben", "Sales", "committed", None);
    assert_eq!(read(&case, name, &json!({})), unknown(Kind::Meeting));
    add(&mut case, Kind::Meeting, "2025-12-01", &json!({"attendees": ["anna", "ben"]}));
    let late = Why::NobodyLooked { kind: Kind::Meeting, within_days: 90 };
    assert_eq!(read(&case, name, &json!({})), Err(late), "91 days ago");
    add(&mut case, Kind::Meeting, "2025-12-02", &json!({"attendees": ["anna", "a-guest"]}));
    let reading = read(&case, name, &json!({})).unwrap();
    assert_eq!(reading.amount, Amount::Share { have: 1, of: 2 }, "half a meeting");
    assert_eq!(reading.lacking, ["ben (at none)"]);
    let longer = read(&case, name, &json!({"within_days": 91})).unwrap();
    assert_eq!(longer.amount, Amount::Share { have: 3, of: 4 });
}

#[test]
fn the_last_contact_is_a_meeting_or_a_talk() {
    let name = "coalition.days_since_last_contact";
    let mut case = Case::small();
    assert_eq!(read(&case, name, &json!({})), Err(Why::NothingRecorded(Kind::Meeting)));
    add(&mut case, Kind::Meeting, "2026-01-16", &json!({"attendees": ["anna"]}));
    let days = |case: &Case| read(case, name, &json!({})).unwrap().amount;
    assert_eq!(days(&case), Amount::Number(Fixed::whole(45)));
    let talk = json!({"a": "anna", "b": "ben", "minutes": 20, "kind": "1to1"});
    add(&mut case, Kind::Contact, "2026-02-28", &talk);
    add(&mut case, Kind::Contact, "2026-01-02", &talk);
    assert_eq!(days(&case), Amount::Number(Fixed::whole(2)));
}

#[test]
fn members_count_once_and_reach_their_desired_commitment_or_more() {
    let name = "coalition.members_at_desired_commitment";
    let mut case = Case::small();
    member(&mut case, "anna", "Sales", "neutral", Some("committed"));
    member(&mut case, "anna", "Sales", "committed", Some("supportive"));
    member(&mut case, "ben", "hr", "neutral", Some("supportive"));
    member(&mut case, "cleo", "L&D", "supportive", Some("supportive"));
    member(&mut case, "dan", "Finance", "committed", None);
    let reading = read(&case, name, &json!({})).unwrap();
    assert_eq!(reading.amount, Amount::Share { have: 2, of: 4 });
    // That ben is below is a rating, and not said here.
    assert_eq!(reading.lacking, ["coalition_member-5 (no desired_commitment)"]);
    let hr = read(&case, "coalition.hr_share", &json!({})).unwrap();
    assert_eq!(hr.amount, Amount::Share { have: 2, of: 4 });
    assert_eq!(hr.lacking, ["ben (hr)", "cleo (L&D)"]);
    let sales = read(&case, "coalition.hr_share", &json!({"units": ["Sales"]})).unwrap();
    assert_eq!(sales.amount, Amount::Share { have: 1, of: 4 });
    assert_eq!(read(&case, "coalition.size", &json!({})).unwrap().amount, Amount::Count(4));
}

#[test]
fn a_conflict_has_two_parties_and_is_open_until_it_is_settled() {
    let alone = json!({"parties": ["anna"], "issue": "Who pays"});
    let check = Record::parse(Kind::Conflict, &alone).unwrap().check();
    assert_eq!(check.faults[0].problem, Problem::Needs { field: "parties/1" });
    let with_oneself = json!({"a": "anna", "b": "anna", "minutes": 5, "kind": "workshop"});
    let check = Record::parse(Kind::Contact, &with_oneself).unwrap().check();
    assert_eq!(check.faults[0].pointer, "/b");

    let mut case = Case::small();
    add(
        &mut case,
        Kind::Conflict,
        TODAY,
        &json!({"parties": ["anna", "ben"], "issue": "Who pays"}),
    );
    let status = |case: &Case| {
        let stored = case.initiative.records.get("conflict-1".parse().unwrap()).unwrap();
        stored.record.status(stored.id, &case.initiative.records)
    };
    assert_eq!(status(&case), "open");
    add(
        &mut case,
        Kind::ConflictResolved,
        TODAY,
        &json!({"conflict": "conflict-1", "how": "Half each"}),
    );
    assert_eq!(status(&case), "resolved");
}
