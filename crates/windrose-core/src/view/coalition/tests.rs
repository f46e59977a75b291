//! What is told of a recorded coalition, to whom, and how much of it with how many answers.

use serde_json::{Value, json};

use super::*;
use crate::rules::command::{InitiativeCommand, NewRecord};
use crate::rules::directory::{Directory, DirectoryCommand, Row};
use crate::rules::record::{Kind, Visibility};
use crate::rules::role::Actor;
use crate::rules::testing::{Case, new_record, person};

/// Two heads below one director, with four people below each.
const PEOPLE: [(&str, &str, &str, &str); 11] = [
    ("boss", "Board", "", "L1"),
    ("nh", "North", "boss", "L2"),
    ("n1", "North", "nh", "L3"),
    ("n2", "North", "nh", "L3"),
    ("n3", "North", "nh", "L3"),
    ("n4", "North", "nh", "L3"),
    ("sh", "South", "boss", "L2"),
    ("s1", "South", "sh", "L3"),
    ("s2", "South", "sh", "L3"),
    ("s3", "South", "sh", "L3"),
    ("s4", "South", "sh", "L3"),
];

fn rows(people: &[(&str, &str, &str, &str)]) -> Vec<Row> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let row = |(id, unit, manager, level): &(&str, &str, &str, &str)| Row {
        id: some(id),
        unit: some(unit),
        manager: some(manager),
        level: some(level),
        ..Row::default()
    };
    people.iter().map(row).collect()
}

fn record(case: &mut Case, kind: Kind, data: Value) {
    add(case, new_record(kind, &data));
}

fn add(case: &mut Case, record: NewRecord) {
    case.done("lead", InitiativeCommand::AddRecords(vec![record]));
}

fn member(id: &str, unit: &str, commitment: &str) -> NewRecord {
    let powers = json!({"position": 2, "expertise": 2, "credibility": 2, "leadership": 2});
    let data = json!({"person": id, "unit": unit, "role": "member", "powers": powers,
        "commitment": commitment});
    new_record(Kind::CoalitionMember, &data)
}

/// The organisation, with North and South affected and the head of North in the coalition.
fn two_units() -> Case {
    let mut case = organised(&PEOPLE);
    add(&mut case, member("nh", "North", "committed"));
    case
}

fn organised(people: &[(&str, &str, &str, &str)]) -> Case {
    let mut case = Case::small();
    case.directory = Directory::of_rows(&rows(people), case.now.at).unwrap();
    let unit = |name: &str| json!({"name": name, "people": 5, "managers": 1});
    record(&mut case, Kind::Scope, json!({"units": [unit("North"), unit("South")]}));
    case
}

/// Ten were asked; so many answered, and all of them named the same person.
fn answered(case: &mut Case, many: usize) {
    record(case, Kind::NetworkSurvey, json!({"question": "Whom do you ask?", "invited_n": 10}));
    for from in ["n1", "n2", "n3", "n4", "nh", "s1", "s2", "s3"].into_iter().take(many) {
        let data = json!({"from": from, "relation": "advice", "survey": "network_survey-1",
            "named": [{"person": "s4", "strength": 5}]});
        record(case, Kind::Nomination, data);
    }
}

fn seen(case: &Case, who: &str, asked: &Asked) -> CoalitionView {
    let actor = case.actor(who);
    coalition(&case.facts(&actor), asked)
}

fn asked() -> Asked {
    Asked { brokers: true, ..Asked::default() }
}

/// Everything in an answer that names people, as it is told.
fn naming(view: &CoalitionView) -> Value {
    json!([
        view.cuts.people,
        view.cuts.ties,
        view.cuts.only_members,
        view.next,
        view.brokers,
        view.sponsors,
        view.what_if
    ])
}

fn lacks(view: &CoalitionView) -> Vec<Lack> {
    view.lacked.iter().map(|it| it.what).collect()
}

#[test]
fn an_organisation_with_one_member_is_told_whom_they_reach_and_what_hangs_on_them() {
    let case = two_units();
    let view = seen(&case, "lead", &asked());
    assert_eq!(view.summary, "1 member reaches 5 of 10 affected people within 2 steps (50 %)");
    let units: Vec<_> =
        view.units.iter().map(|it| (it.unit.as_deref().unwrap(), it.covered, it.of)).collect();
    assert_eq!(units, [("South", 0, 5), ("North", 5, 5)]);
    let groups: Vec<&str> = view.groups.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(
        groups,
        ["1 of 2 affected units without a member: South", "1 of 2 levels without a member: L3"]
    );
    let cuts: Vec<&str> = view.cuts.people.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(
        cuts,
        [
            "without boss, 5 affected people would be cut off, 5 left without a member",
            "without nh, 4 affected people would be cut off, 9 left without a member; no deputy is \
             named",
            "without sh, 4 affected people would be cut off, 4 left without a member",
        ]
    );
    let places: Vec<u32> = view.cuts.people.iter().map(|it| it.place).collect();
    assert_eq!(places, [1, 2, 2], "equal figures share a place");
    assert_eq!((view.cuts.ties.len(), view.cuts.more_ties), (10, 0));
    let gaps: Vec<&str> = view.sponsors.gaps.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(
        gaps,
        [
            "boss is no member: the first one above 6 affected people who is not committed, with \
             10 below in all",
            "sh is no member: the first one above 4 affected people who is not committed, with 4 \
             below in all",
        ]
    );
    assert_eq!(
        view.next.sentence,
        "boss would reach 5 more affected people: all choices were tried; 1 other choice is as good"
    );
    assert_eq!(view.next.others, [[person("sh")]]);
    let brokers: Vec<&str> =
        view.brokers.as_ref().unwrap().people.iter().map(|it| it.person.as_str()).collect();
    assert_eq!(brokers, ["nh", "sh", "boss"]);
    assert_eq!((view.ranks, view.response, view.names_left_out), (None, None, false));
    assert_eq!(
        lacks(&seen(&case, "lead", &Asked::default())),
        [Lack::NoNominations, Lack::NoContacts, Lack::NoSurvey, Lack::WithoutSite { people: 11 }]
    );
}

#[test]
fn people_are_named_by_what_others_said_only_when_most_answered() {
    let without = seen(&two_units(), "lead", &asked());
    let with = |many: usize| {
        let mut case = two_units();
        answered(&mut case, many);
        let ask = Asked { without: vec![person("s4")], ..asked() };
        (seen(&case, "lead", &ask), seen(&case, "viewer", &ask), seen(&case, "lead", &asked()))
    };
    // 8 of 10: names.
    let (lead, viewer, plain) = with(8);
    assert_eq!(lead.response.as_ref().unwrap().band, Band::Named);
    let ranks = lead.ranks.unwrap();
    assert_eq!(
        ranks.people[0].sentence,
        "s4: named by 8 (place 1), 0 below in the chart (place 4)"
    );
    assert_eq!(ranks.without_role.people, [person("s4")]);
    assert_eq!(ranks.without_influence.people, [person("boss"), person("nh"), person("sh")]);
    assert_eq!(viewer.ranks.as_ref().unwrap().people, []);
    assert_eq!(viewer.ranks.unwrap().without_role, Named { people: Vec::new(), more: 1 });
    assert!(!lacks(&plain).contains(&Lack::NominationsLeftOut));
    assert_ne!(naming(&plain), naming(&without));

    // 7 of 10: counts, and all names as if nobody had named anybody.
    let (lead, _, plain) = with(7);
    assert_eq!(lead.response.as_ref().unwrap().band, Band::Patterns);
    let ranks = lead.ranks.unwrap();
    assert_eq!(ranks.people, []);
    assert_eq!(ranks.without_role, Named { people: Vec::new(), more: 1 });
    assert_eq!(ranks.without_influence, Named { people: Vec::new(), more: 3 });
    assert_eq!(naming(&plain), naming(&without));
    assert!(plain.cuts.with_nominations.unwrap().ties < 10);
    assert!(lacks(&plain).contains(&Lack::NominationsLeftOut));

    // 6 of 10: neither.
    let (lead, viewer, plain) = with(6);
    let response = lead.response.unwrap();
    assert_eq!(response.band, Band::Directional);
    assert_eq!(
        response.sentence,
        "6 of 10 answered (60 %): take it with caution, for it is too few to count, and to name \
         people"
    );
    assert_eq!((&lead.ranks, lead.alone, lead.cuts.with_nominations), (&None, None, None));
    assert_eq!(viewer.ranks, None);
    assert_eq!(naming(&plain), naming(&without));
    // Asking what if does not tell who was named either.
    assert_eq!(lead.what_if.unwrap().lost, 0);
}

#[test]
fn few_answers_of_many_name_nobody_however_few_a_survey_says_it_asked() {
    let mut case = two_units();
    let survey = json!({"question": "Whom do you ask?", "invited_n": 1});
    record(&mut case, Kind::NetworkSurvey, survey);
    let data = json!({"from": "s1", "relation": "trust", "survey": "network_survey-1",
        "named": [{"person": "s4"}]});
    record(&mut case, Kind::Nomination, data);
    let response = seen(&case, "lead", &asked()).response.unwrap();
    assert_eq!((response.answered, response.asked, response.band), (1, 10, Band::Directional));
}

#[test]
fn whoever_was_named_without_a_survey_is_not_named_by_that() {
    let mut case = two_units();
    let data = json!({"from": "s1", "relation": "trust", "named": [{"person": "s4"}]});
    record(&mut case, Kind::Nomination, data);
    let view = seen(&case, "lead", &asked());
    assert_eq!(naming(&view), naming(&seen(&two_units(), "lead", &asked())));
    assert_eq!((view.response, view.ranks), (None, None));
    assert_eq!(
        view.notes,
        [
            "people were named, and no network survey says how many were asked: nobody is named by that"
        ]
    );
}

#[test]
fn whoever_does_not_lead_sees_figures_and_the_members_whose_records_they_see() {
    let mut case = two_units();
    let hidden = NewRecord { visibility: Visibility::Team, ..member("sh", "South", "neutral") };
    add(&mut case, hidden);
    let ask = Asked { without: vec![person("nh"), person("sh"), person("s1")], ..asked() };
    let view = seen(&case, "viewer", &ask);
    assert!(view.names_left_out);
    assert_eq!(view.summary, "2 members reach 10 of 10 affected people within 2 steps (100 %)");
    let named: Vec<&str> = view.cuts.people.iter().map(|it| it.person.as_str()).collect();
    assert_eq!((named, view.cuts.more_people), (vec!["nh"], 2));
    assert_eq!((view.cuts.ties.len(), view.cuts.more_ties), (0, 10));
    assert_eq!((view.sponsors.gaps.len(), view.sponsors.more_gaps), (0, 2));
    let what_if = view.what_if.clone().unwrap();
    assert_eq!(what_if.without, [person("nh")]);
    assert_eq!(what_if.not_there, [person("s1"), person("sh")]);
    let told = serde_json::to_string(&seen(&case, "viewer", &asked())).unwrap();
    for id in ["boss", "sh", "n1", "s1"] {
        assert!(!told.contains(&format!("\"{id}\"")), "{id}: {told}");
    }
    // Those who lead see whose commitment breaks the chain.
    let gaps = seen(&case, "lead", &asked()).sponsors.gaps;
    assert_eq!(gaps.iter().map(|it| it.member).collect::<Vec<_>>(), [false, true]);
    let picture = |who: &str| {
        let actor = case.actor(who);
        dot(&drawing(&case.facts(&actor), &asked()))
    };
    assert!(picture("lead").contains("\"sh\""));
    assert!(!picture("viewer").contains("\"sh\"") && picture("viewer").contains("1 more member"));
}

#[test]
fn without_a_directory_it_says_so_and_keeps_to_what_is_recorded() {
    let mut case = Case::small();
    add(&mut case, member("nh", "North", "committed"));
    let unit = |name: &str| json!({"name": name, "people": 5, "managers": 1});
    record(&mut case, Kind::Scope, json!({"units": [unit("North"), unit("South")]}));
    let view = seen(&case, "lead", &asked());
    assert_eq!(
        view.summary,
        "nobody is known to be affected, so it is not known whom the one member reaches"
    );
    assert_eq!(view.groups[0].sentence, "1 of 2 affected units without a member: South");
    assert_eq!(
        view.lacked[0].sentence,
        "without a directory only those are known whom records name: no units, levels or \
         reporting lines; `windrose directory import` brings it in"
    );
    assert!(lacks(&view).contains(&Lack::NobodyAffected));
    assert_eq!(
        view.sponsors.sentence,
        "no affected person has a manager who is known, so no chain of sponsors can be followed"
    );
    // Nothing at all is recorded: it still answers.
    let view = seen(&Case::small(), "viewer", &asked());
    assert_eq!(lacks(&view)[..2], [Lack::NoDirectory, Lack::NoScope]);
}

#[test]
fn a_member_who_left_the_directory_counts_no_more_and_is_told() {
    let mut case = two_units();
    let fewer: Vec<_> = PEOPLE.into_iter().filter(|it| it.0 != "nh").collect();
    let import = "second".parse().unwrap();
    let stage = DirectoryCommand::Stage { import, first_row: None, rows: rows(&fewer) };
    let publish = DirectoryCommand::Publish { import: "second".parse().unwrap(), confirm: true };
    for command in [stage, publish] {
        let events = case.directory.decide(&case.access, &Actor::System, &command).unwrap();
        for event in &events {
            let version = case.directory.version + 1;
            case.directory.apply(version, case.now.at, &Actor::System, event);
        }
    }
    let view = seen(&case, "lead", &asked());
    assert_eq!((view.members, &view.left.people), (0, &vec![person("nh")]));
    assert_eq!(
        view.summary,
        "the coalition has no active member: 9 affected people are reached by nobody"
    );
    assert!(
        view.notes.contains(&"nh left the directory and counts as a member no more".to_owned()),
        "{:?}",
        view.notes
    );
    assert!(lacks(&view).contains(&Lack::NoMembers));
}

#[test]
fn who_did_not_answer_is_unknown_and_who_did_is_alone() {
    let people = PEOPLE.into_iter().chain([("x1", "South", "", "L3")]).collect::<Vec<_>>();
    let counted = |answers: bool| {
        let mut case = organised(&people);
        add(&mut case, member("nh", "North", "committed"));
        answered(&mut case, 8);
        if answers {
            let data = json!({"from": "x1", "relation": "advice", "survey": "network_survey-1"});
            record(&mut case, Kind::Nomination, data);
        }
        let view = seen(&case, "lead", &asked());
        (view.response.unwrap().band, view.unknown, view.alone)
    };
    assert_eq!(counted(false), (Band::Patterns, 1, Some(0)));
    assert_eq!(counted(true), (Band::Named, 0, Some(1)));
}

#[test]
fn a_picture_says_who_reaches_which_unit_and_the_same_each_time() {
    let mut case = organised(
        &PEOPLE.map(|it| if it.1 == "South" { (it.0, "So\"uth \\ <1>", it.2, it.3) } else { it }),
    );
    let unit = |name: &str| json!({"name": name, "people": 5, "managers": 1});
    let units = json!({"units": [unit("North"), unit("So\"uth \\ <1>")]});
    record(&mut case, Kind::Scope, units);
    for (id, of) in [("nh", "North"), ("boss", "Board")] {
        add(&mut case, member(id, of, "committed"));
    }
    let actor = case.actor("lead");
    let drawn = |steps: u32| drawing(&case.facts(&actor), &Asked { steps, ..asked() });
    assert_eq!(
        dot(&drawn(1)),
        r##"digraph coalition {
  rankdir=LR;
  node [style="filled,rounded", fontname="sans-serif", fontsize=11];
  edge [color="#767676"];
  m0 [label="boss", shape=ellipse, fillcolor="#ffffff", color="#1a1a1a", penwidth=3];
  m1 [label="nh", shape=ellipse, fillcolor="#ffffff", color="#1a1a1a", penwidth=3];
  u0 [label="So\"uth \\ <1>\n1 of 5 reached", shape=box, fillcolor="#dde9f7", color="#1f5fa8"];
  u1 [label="North\n5 of 5 reached", shape=box, fillcolor="#dcefdc", color="#2e7d32"];
  m0 -> u0 [label="1"];
  m0 -> u1 [label="1"];
  m1 -> u1 [label="5"];
}
"##
    );
    assert_eq!(
        mermaid(&drawn(2)),
        r##"flowchart LR
  m0(["boss"]):::holds
  m1(["nh"]):::holds
  u0["North<br/>5 of 5 reached"]:::all
  u1["So#34;uth #92; #60;1#62;<br/>5 of 5 reached"]:::all
  m0 -->|5| u0
  m0 -->|5| u1
  m1 -->|5| u0
  classDef all fill:#dcefdc,stroke:#2e7d32,color:#1a1a1a
  classDef holds stroke-width:3px
"##
    );
    assert_eq!(dot(&drawn(1)), dot(&drawn(1)));
    // What if the head of North left: nobody holds that unit together any more, and the picture says who is gone.
    let without = Asked { without: vec![person("nh")], ..asked() };
    let it = drawing(&case.facts(&actor), &without);
    let members: Vec<_> = it.members.iter().map(|it| (it.person.as_str(), it.leaves)).collect();
    assert_eq!(members, [("boss", false), ("nh", true)]);
    assert!(it.arrows.iter().all(|it| it.member == 0), "{it:?}");
    let units: Vec<_> = it.units.iter().map(|it| (it.row.covered, it.row.of, it.now)).collect();
    assert_eq!(units, [(0, 4, Some(4)), (5, 5, Some(5))]);
    assert!(dot(&it).contains("m1 [label=\"nh\", shape=ellipse, fillcolor=\"#ffffff\", color=\"#1a1a1a\", penwidth=3, style=\"dashed\"]"), "{}", dot(&it));
    assert!(mermaid(&it).contains("m1([\"nh\"]):::leaves\n"), "{}", mermaid(&it));
}

/// One unit is large, two are of two and three people; who answered named the member.
#[test]
fn small_units_are_counted_together_for_those_who_do_not_lead() {
    let mut case = organised(&[
        ("nh", "North", "", "L2"),
        ("n1", "North", "nh", "L3"),
        ("n2", "North", "nh", "L3"),
        ("n3", "North", "nh", "L3"),
        ("n4", "North", "nh", "L3"),
        ("n5", "North", "nh", "L3"),
        ("l1", "Law", "", "L3"),
        ("l2", "Law", "", "L3"),
        ("p1", "Press", "", "L3"),
        ("p2", "Press", "", "L3"),
        ("p3", "Press", "", "L3"),
    ]);
    let unit = |name: &str| json!({"name": name, "people": 5, "managers": 1});
    record(&mut case, Kind::Scope, json!({"units": [unit("North"), unit("Law"), unit("Press")]}));
    add(&mut case, member("nh", "North", "committed"));
    let rows = |case: &Case, who: &str| {
        let view = seen(case, who, &asked());
        let units: Vec<_> = view
            .units
            .iter()
            .map(|it| (it.unit.clone().unwrap_or_default(), it.covered, it.of))
            .collect();
        (units, view.small_units, view.notes)
    };
    // The chart says nothing that anybody answered.
    let by_chart = rows(&case, "viewer");
    assert_eq!((by_chart.0.len(), by_chart.1), (3, None));
    record(
        &mut case,
        Kind::NetworkSurvey,
        json!({"question": "Whom do you ask?", "invited_n": 11}),
    );
    let answer = json!({"from": "l1", "relation": "advice", "survey": "network_survey-1",
        "named": [{"person": "nh"}]});
    record(&mut case, Kind::Nomination, answer);
    let north = || ("North".to_owned(), 6, 6);
    let leads = rows(&case, "lead");
    assert_eq!(leads.0, [("Press".to_owned(), 0, 3), ("Law".to_owned(), 1, 2), north()]);
    assert_eq!(leads.1, None);
    let (units, small, notes) = rows(&case, "viewer");
    assert_eq!(units, [north()]);
    assert_eq!(small, Some(SmallUnits { units: 2, covered: 1, of: 5 }));
    let note = "the 2 smallest units are counted together, so that nobody's answer can be told \
                from them: 1 of 5 people reached";
    assert_eq!(notes.iter().filter(|it| *it == note).count(), 1, "{notes:?}");
    let actor = case.actor("viewer");
    let drawn = dot(&drawing(&case.facts(&actor), &asked()));
    assert!(!drawn.contains("Law") && !drawn.contains("Press"), "{drawn}");
}

#[test]
fn what_hr_keeps_to_itself_is_counted_once_somebody_of_hr_was_met() {
    let of_hr = [("h1", "HR", "boss", "L2"), ("h2", "HR", "h1", "L3")];
    let mut case = organised(&PEOPLE.into_iter().chain(of_hr).collect::<Vec<_>>());
    // The line between the two is the chart's.
    assert_eq!(seen(&case, "lead", &asked()).hr, None);
    for (a, b) in [("h1", "h2"), ("h1", "nh"), ("h2", "n1"), ("nh", "sh")] {
        record(&mut case, Kind::Contact, json!({"a": a, "b": b, "minutes": 30, "kind": "1to1"}));
    }
    let hr = seen(&case, "lead", &asked()).hr.unwrap();
    assert_eq!((hr.inside, hr.of), (1, 3));
    assert_eq!(hr.sentence, "1 of 3 ties of HR are with HR again (33.3 %)");
}
