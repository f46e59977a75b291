//! Nothing waits for anybody that they may not do.

use super::*;
use crate::rules::command::InitiativeCommand;
use crate::rules::record::{Kind, Visibility};
use crate::rules::testing::{Case, example, small_workflow};

fn waits(case: &Case, person: &str) -> Vec<Sort> {
    let actor = case.actor(person);
    inbox(&case.facts(&actor), 7).into_iter().map(|it| it.sort).collect()
}

fn assign(case: &mut Case, person: &str, role: &str) {
    let (person, role) = (person.parse().unwrap(), role.parse().unwrap());
    case.done("owner", InitiativeCommand::AssignRole { person, role });
}

fn add(case: &mut Case, by: &str, kind: Kind) {
    case.done(by, InitiativeCommand::AddRecords(vec![example(kind)]));
}

/// All steps at once, and nothing recorded yet but what the gates ask for.
fn heard(by: &str) -> Case {
    let mut case = Case::with(small_workflow(|file| file["mode"] = json!("concurrent")));
    add(&mut case, by, Kind::Need);
    case
}

#[test]
fn nobody_is_asked_to_approve_their_own_evidence() {
    let mut case = heard("member");
    assert_eq!(waits(&case, "council"), [Sort::Approval]);
    assign(&mut case, "member", "works_council");
    assert_eq!(waits(&case, "member"), []);
    let approval = case.approval(Step::Enable, "agreed");
    case.done("council", approval);
    assert_eq!(waits(&case, "council"), []);
}

#[test]
fn who_leads_is_not_asked_to_decide() {
    let mut case = heard("member");
    // All but the gate that waits for its approval.
    assert_eq!(waits(&case, "sponsor"), [Sort::Decision; 7]);
    assert_eq!(waits(&case, "lead"), []);
    assign(&mut case, "lead", "sponsor");
    assert_eq!(waits(&case, "lead"), []);
    assign(&mut case, "sponsor", "lead");
    assert_eq!(waits(&case, "sponsor"), []);
}

#[test]
fn wins_wait_for_people_who_may_judge_and_see_them() {
    let mut case = Case::small();
    for kind in [Kind::Indicator, Kind::Pilot, Kind::PilotResult] {
        add(&mut case, "lead", kind);
    }
    let mut win = example(Kind::Win);
    case.done("lead", InitiativeCommand::AddRecords(vec![win.clone()]));
    for (person, waiting) in
        [("member", 1), ("sponsor", 1), ("lead", 0), ("viewer", 0), ("hris", 0)]
    {
        assert_eq!(waits(&case, person).len(), waiting, "{person}");
    }
    win.visibility = Visibility::Team;
    case.done("lead", InitiativeCommand::AddRecords(vec![win]));
    assert_eq!(waits(&case, "sponsor"), [Sort::Verification; 2]);
    assert_eq!(waits(&case, "member"), [Sort::Verification], "kept to the team");
}

/// A deadline without anybody who leads is seen by whoever answers for the initiative.
#[test]
fn a_deadline_waits_for_somebody() {
    let mut case = Case::small();
    let due = crate::rules::command::SetDue {
        step: Step::Urgency,
        due_on: Some(case.now.date().tomorrow().unwrap()),
        warn_days: None,
        escalate_days: None,
    };
    case.done("lead", InitiativeCommand::SetDue(due));
    assert_eq!(waits(&case, "lead"), [Sort::Deadline]);
    assert_eq!(waits(&case, "owner"), []);
    let (person, role) = ("lead".parse().unwrap(), "lead".parse().unwrap());
    case.done("owner", InitiativeCommand::RevokeRole { person, role });
    assert_eq!(waits(&case, "owner"), [Sort::Deadline]);
}

#[test]
fn what_has_no_day_stands_between_what_is_late_and_what_is_ahead() {
    let item = |initiative: &str, due_on: Option<&str>| Item {
        initiative: initiative.parse().unwrap(),
        sort: Sort::Decision,
        step: None,
        criterion: None,
        record: None,
        due_on: due_on.map(|it| it.parse().unwrap()),
        sentence: String::new(),
        call: Next { method: String::new(), params: Value::Null },
    };
    let mut items = [
        item("b", Some("2026-03-03")),
        item("b", None),
        item("a", Some("2026-03-02")),
        item("c", Some("2026-03-01")),
    ];
    sort(&mut items, "2026-03-02".parse().unwrap());
    let order: String = items.iter().map(|it| it.initiative.as_str()).collect();
    assert_eq!(order, "cabb");
    assert_eq!(items[2].due_on, None);
}
