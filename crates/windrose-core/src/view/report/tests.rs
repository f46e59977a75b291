//! Whom a report names, and to whom.

use serde_json::{Value, json};

use super::*;
use crate::rules::command::{Decide, Decision, InitiativeCommand, NewRecord};
use crate::rules::directory::{Directory, Row};
use crate::rules::record::{Kind, Visibility};
use crate::rules::refusal::Refusal;
use crate::rules::summary::summary;
use crate::rules::testing::{Case, new_record, small_workflow};
use crate::view::board::board;
use crate::view::moved::moved;
use crate::view::portfolio::row;
use crate::view::wording::Language;

/// Ten people in two units, below two heads and one director.
const PEOPLE: [(&str, &str, &str); 11] = [
    ("boss", "Board", ""),
    ("nh", "North", "boss"),
    ("n1", "North", "nh"),
    ("n2", "North", "nh"),
    ("n3", "North", "nh"),
    ("n4", "North", "nh"),
    ("sh", "South", "boss"),
    ("s1", "South", "sh"),
    ("s2", "South", "sh"),
    ("s3", "South", "sh"),
    ("s4", "South", "sh"),
];

/// The head of North is a member and everybody may know; that the head of South is one is kept to those who lead.
fn two_heads() -> Case {
    let measure = |id: &str, measure: &str, bound: &str, number: f64| json!({"id": id, "measure": measure, bound: number, "why": "w", "source": "s"});
    let mut case = Case::with(small_workflow(|file| {
        file["mode"] = json!("concurrent");
        file["gates"]["urgency"]["criteria"] =
            json!([measure("first", "coalition.sponsored", "at_least", 1.0)]);
        file["gates"]["coalition"]["criteria"] = json!([
            measure("chain", "coalition.sponsored", "at_least", 1.0),
            measure("spare", "coalition.members_hard_to_spare", "at_most", 0.0),
            measure("hr", "coalition.hr_share", "at_most", 0.0),
            measure("talks", "coalition.busiest_member", "at_most", 0.0),
        ]);
    }));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rows = PEOPLE.map(|(id, unit, manager)| Row {
        id: some(id),
        unit: some(unit),
        manager: some(manager),
        ..Row::default()
    });
    case.directory = Directory::of_rows(&rows, case.now.at).unwrap();
    let unit = |name: &str| json!({"name": name, "people": 5, "managers": 1});
    record(&mut case, Kind::Scope, &json!({"units": [unit("North"), unit("South")]}));
    add(&mut case, member("nh", "committed", Visibility::Initiative));
    add(&mut case, member("sh", "neutral", Visibility::Team));
    for head in ["nh", "sh"] {
        let data = json!({"a": head, "b": "boss", "minutes": 30, "kind": "1to1"});
        record(&mut case, Kind::Contact, &data);
    }
    case
}

fn add(case: &mut Case, record: NewRecord) {
    case.done("lead", InitiativeCommand::AddRecords(vec![record]));
}

fn record(case: &mut Case, kind: Kind, data: &Value) {
    add(case, new_record(kind, data));
}

fn member(person: &str, commitment: &str, visibility: Visibility) -> NewRecord {
    let powers = json!({"position": 2, "expertise": 2, "credibility": 2, "leadership": 2});
    let data = json!({"person": person, "unit": "HR", "role": "member", "powers": powers,
        "commitment": commitment});
    NewRecord { visibility, ..new_record(Kind::CoalitionMember, &data) }
}

/// Ten were asked; so many answered, and all of them named the head of South.
fn answered(case: &mut Case, many: usize) {
    record(case, Kind::NetworkSurvey, &json!({"question": "Whom do you ask?", "invited_n": 10}));
    for (from, ..) in PEOPLE.iter().filter(|(id, ..)| id.len() == 2 && *id != "sh").take(many) {
        let data = json!({"from": from, "relation": "advice", "survey": "network_survey-1",
            "named": [{"person": "sh"}]});
        record(case, Kind::Nomination, &data);
    }
}

/// Of each criterion who is named, and how many further ones are not.
fn named(case: &Case, who: &str) -> Vec<(String, Vec<String>, u64)> {
    let actor = case.actor(who);
    let found = explain(&case.facts(&actor), Step::Coalition).findings.into_iter();
    found.map(|it| (it.criterion.to_string(), it.lacking, it.unnamed.unwrap_or(0))).collect()
}

fn told(of: &[(&str, &[&str], u64)]) -> Vec<(String, Vec<String>, u64)> {
    let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect();
    of.iter().map(|(criterion, names, more)| ((*criterion).into(), texts(names), *more)).collect()
}

/// Everything that is shown of gates, as this person sees it.
fn everything(case: &Case, before: &Case, who: &str) -> String {
    let actor = case.actor(who);
    let facts = case.facts(&actor);
    let go = InitiativeCommand::Decide(Decide {
        step: Step::Coalition,
        decision: Decision::Go,
        seen: None,
        rationale: None,
        redo: Vec::new(),
        obligations: Vec::new(),
    });
    let refused = crate::rules::decide::decide(&facts, &go).err();
    let report = match &refused {
        Some(Refusal::GateBlocked(report)) => wording::verdict(report),
        _ => String::new(),
    };
    let shown = json!({
        "explained": explain(&facts, Step::Coalition),
        "board": board(&facts).unwrap(),
        "moved": moved(&before.facts(&actor), &facts),
        "row": row(&summary(&facts).unwrap(), facts.now.date()),
    });
    format!("{shown} {report}")
}

/// The people of the directory whom a text names.
fn people_in(text: &str) -> Vec<&str> {
    let mut found: Vec<_> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| PEOPLE.iter().any(|(id, ..)| id == word))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn people_are_named_to_those_who_lead_and_to_those_who_see_the_record() {
    let case = two_heads();
    let all = told(&[
        ("chain", &["boss (6)", "sh (4)"], 0),
        ("spare", &["nh", "sh"], 0),
        ("hr", &["nh (HR)", "sh (HR)"], 0),
        ("talks", &["nh", "sh"], 0),
    ]);
    for who in ["lead", "owner", "sponsor"] {
        assert_eq!(named(&case, who), all, "{who}");
    }
    let some = told(&[
        ("chain", &[], 2),
        ("spare", &["nh"], 1),
        ("hr", &["nh (HR)"], 1),
        ("talks", &["nh"], 1),
    ]);
    assert_eq!(named(&case, "viewer"), some);
    let before = Case::with(small_workflow(|_| {}));
    assert_eq!(people_in(&everything(&case, &before, "viewer")), ["nh"]);
    assert_eq!(people_in(&everything(&case, &before, "sponsor")), ["boss", "nh", "sh"]);
    let actor = case.actor("sponsor");
    let listed = row(&summary(&case.facts(&actor)).unwrap(), case.now.date());
    let blocked = "10 more affected people needed: 0 of 10 under an unbroken chain of sponsors, \
                   10 make 100 % – 2 people are not named here";
    assert_eq!(listed.blocked, blocked, "a list is the same for all its readers");
}

#[test]
fn a_sentence_says_how_many_are_not_named() {
    let case = two_heads();
    let actor = case.actor("viewer");
    let sentence = |criterion: &str| {
        let found = explain(&case.facts(&actor), Step::Coalition).findings.into_iter();
        found.filter(|it| it.criterion.as_str() == criterion).map(|it| it.sentence).next().unwrap()
    };
    assert!(sentence("chain").ends_with(" – 2 people are not named here"), "{}", sentence("chain"));
    assert!(sentence("hr").ends_with(" – namely: nh (HR) – 1 more is not named here"));
    Language::German.speak(|| {
        assert!(sentence("chain").ends_with(" – 2 Personen werden hier nicht genannt"));
        assert!(
            sentence("hr").ends_with(" – nämlich: nh (HR) – 1 weitere wird hier nicht genannt")
        );
    });
}

#[test]
fn too_few_answers_name_nobody_not_even_to_those_who_lead() {
    let spare = |many: usize| {
        let mut case = two_heads();
        answered(&mut case, many);
        let found = named(&case, "sponsor").into_iter().find(|(it, ..)| it == "spare").unwrap();
        (found.1.len(), found.2)
    };
    // What they said of each other makes one of them no longer hard to spare.
    assert_eq!(spare(7), (0, 1));
    assert_eq!(spare(8), (1, 0));
}
