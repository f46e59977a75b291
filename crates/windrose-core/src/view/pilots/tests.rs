//! The stage graph of recorded pilots, as people see it, and as text that other tools draw.

use serde_json::json;

use super::*;
use crate::rules::command::{InitiativeCommand, NewRecord};
use crate::rules::record::{Kind, Visibility};
use crate::rules::step::Step;
use crate::rules::testing::{Case, new_record};
use crate::view::wording::Language;

/// A pilot that runs in March 2026 for so many days, with more fields.
fn pilot(name: &str, days: u32, more: serde_json::Value) -> NewRecord {
    let mut data = json!({"name": name, "unit": "Sales", "starts_on": "2026-03-02",
        "ends_on": format!("2026-03-{:02}", days + 1), "sample_n": 20, "comparison": "none"});
    data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    new_record(Kind::Pilot, &data)
}

fn add(case: &mut Case, records: Vec<NewRecord>) {
    case.done("lead", InitiativeCommand::AddRecords(records));
}

/// Four pilots: the second waits for the first, the third for both and a step, the fourth shares people with the first.
fn four() -> Case {
    let mut case = Case::small();
    let all = vec![
        pilot("First", 10, json!({"value": 5, "readiness": 4, "load": 2})),
        pilot("Second", 10, json!({"needs_result_of": ["pilot-1"], "needed_for": "wins"})),
        pilot(
            "Third",
            10,
            json!({"needs_result_of": ["pilot-1", "pilot-2"], "starts_after": "wins"}),
        ),
        pilot("Fourth", 20, json!({"shares_people_with": ["pilot-1"]})),
    ];
    add(&mut case, all);
    case
}

fn seen(case: &Case, who: &str, change: &Change) -> PilotsView {
    let actor = case.actor(who);
    pilots(&case.facts(&actor), change)
}

fn row(view: &PilotsView, stage: &str) -> StageRow {
    view.stages.iter().find(|it| it.stage.to_string() == stage).unwrap().clone()
}

fn sentences(view: &PilotsView) -> Vec<String> {
    view.stages.iter().map(|it| format!("{} {}", it.stage, it.sentence)).collect()
}

#[test]
fn every_pilot_says_where_it_stands_and_what_it_waits_for() {
    let view = seen(&four(), "lead", &Change::default());
    assert_eq!(
        sentences(&view)[8..],
        [
            "pilot-1 runs until 11 Mar 2026; no day to spare",
            "pilot-2 waits for pilot-1: from 12 Mar 2026 to 21 Mar 2026 at the earliest, 10 days \
             later than planned; no day to spare",
            "pilot-3 waits for wins, pilot-1 and pilot-2: from 22 Mar 2026 to 31 Mar 2026 at the \
             earliest, 20 days later than planned; no day to spare",
            "pilot-4 runs until 21 Mar 2026; 10 days to spare",
        ]
    );
    assert_eq!(
        row(&view, "wins").sentence,
        "waits for enable and pilot-2: it can be reached on 21 Mar 2026 at the earliest; 1 day to spare"
    );
    let path: Vec<String> = view.critical_path.iter().map(ToString::to_string).collect();
    assert_eq!(
        (path, view.other_paths),
        (["pilot-1", "pilot-2", "pilot-3"].map(Into::into).to_vec(), false)
    );
    assert_eq!(
        view.summary,
        "4 pilots are still to come; what is not blocked ends on 31 Mar 2026 at the earliest"
    );
    let third = row(&view, "pilot-3");
    let first: Vec<String> = third.first.iter().map(ToString::to_string).collect();
    assert_eq!(first, ["urgency", "pilot-1"], "what can be worked on now");
    let waves: Vec<_> = view.rollout.iter().map(|it| (it.pilot.number, it.wave)).collect();
    assert_eq!(waves, [(1, 1), (2, 2), (3, 3), (4, 2)]);
    assert_eq!(
        view.clashes[0].sentence,
        "pilot-1 and pilot-4 share people and both run from 2 Mar 2026 to 11 Mar 2026"
    );
    let lacked: Vec<_> = view.lacked.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(
        lacked,
        [
            "value, readiness or load of pilot-2, pilot-3 and pilot-4 are not recorded: 3, the \
             middle of the scale, counts",
            "by when wins is to be done is not recorded: pilots that start after that may start \
             as soon as nothing else holds them up",
        ]
    );
    // What follows from other arrows is not drawn.
    let edges: Vec<String> =
        view.edges.iter().map(|it| format!("{}<{}", it.waits_for, it.stage)).collect();
    assert!(edges.contains(&"wins<pilot-3".to_owned()));
    assert!(!edges.contains(&"pilot-1<pilot-3".to_owned()), "{edges:?}");
    let german = Language::German.speak(|| seen(&four(), "lead", &Change::default()));
    assert_eq!(
        row(&german, "pilot-2").sentence,
        "wartet auf pilot-1: frühestens vom 12.03.2026 bis 21.03.2026, 10 Tage später als \
         geplant; kein Tag Spielraum"
    );
}

#[test]
fn a_deadline_holds_back_what_starts_after_its_step() {
    let mut case = four();
    let due = json!({"due_on": "2026-04-10", "warn_days": 7, "escalate_days": 14});
    case.initiative.deadlines.insert(Step::Wins, serde_json::from_value(due).unwrap());
    let view = seen(&case, "lead", &Change::default());
    assert_eq!(row(&view, "pilot-3").starts_on, Some("2026-04-10".parse().unwrap()));
    assert_eq!(row(&view, "wins").slack_days, Some(20), "it can be reached earlier all the same");
}

#[test]
fn what_failed_or_was_stopped_blocks_who_needs_it() {
    let mut case = four();
    case.later(3);
    let ended = json!({"pilot": "pilot-1", "outcome": "failed", "why": "Nobody came."});
    let assumed = Change { stop: ["pilot-1".parse().unwrap()].into(), ..Change::default() };
    let then = seen(&case, "lead", &assumed);
    let what_if = then.what_if.unwrap();
    assert_eq!(
        what_if.sentences,
        [
            "wins, sustain, institute, pilot-2 and pilot-3 would be blocked",
            "what is not blocked would end on 21 Mar 2026 instead of 31 Mar 2026",
        ]
    );
    add(&mut case, vec![new_record(Kind::PilotEnded, &ended)]);
    let view = seen(&case, "lead", &Change::default());
    assert_eq!(row(&view, "pilot-1").sentence, "failed on 5 Mar 2026");
    assert_eq!(row(&view, "pilot-3").sentence, "is blocked by pilot-1");
    assert_eq!(row(&view, "pilot-3").ends_on, None);
    assert_eq!(view.what_if, None);
    let blocked: Vec<Stage> =
        view.stages.iter().filter(|it| it.state == State::Blocked).map(|it| it.stage).collect();
    assert_eq!(blocked, what_if.blocked, "what was said would happen");
    // Who withdraws a pilot leaves those who need it where they were.
    let withdraw = InitiativeCommand::WithdrawRecord {
        record: "pilot-1".parse().unwrap(),
        reason: "Recorded twice".into(),
    };
    case.done("lead", withdraw);
    let view = seen(&case, "lead", &Change::default());
    assert_eq!(row(&view, "pilot-1").state, State::Withdrawn);
    assert_eq!(
        view.lacked[0].sentence.as_str(),
        "value, readiness or load of pilot-2, pilot-3 and pilot-4 are not recorded: 3, the middle of the scale, counts"
    );
    assert_eq!(view.lacked[1].sentence, "pilot-1 is waited for and was withdrawn");
}

#[test]
fn a_pilot_that_is_late_moves_what_waits_for_it() {
    let slip = [("pilot-1".parse().unwrap(), 14)].into();
    let view = seen(&four(), "lead", &Change { slip, ..Change::default() });
    let what_if = view.what_if.unwrap();
    assert_eq!(
        what_if.sentences,
        [
            "nothing more would be blocked",
            "wins would end 14 days later, on 4 Apr 2026 instead of 21 Mar 2026",
            "sustain would end 14 days later, on 4 Apr 2026 instead of 21 Mar 2026",
            "institute would end 14 days later, on 4 Apr 2026 instead of 21 Mar 2026",
            "pilot-1 would end 14 days later, on 25 Mar 2026 instead of 11 Mar 2026",
            "pilot-2 would end 14 days later, on 4 Apr 2026 instead of 21 Mar 2026",
            "pilot-3 would end 14 days later, on 14 Apr 2026 instead of 31 Mar 2026",
            "what is not blocked would end on 14 Apr 2026 instead of 31 Mar 2026",
        ]
    );
    let spare = [("pilot-4".parse().unwrap(), 10)].into();
    let view = seen(&four(), "lead", &Change { slip: spare, ..Change::default() });
    assert_eq!(
        view.what_if.unwrap().sentences.last().unwrap(),
        "the whole would still end on 31 Mar 2026"
    );
}

#[test]
fn what_is_kept_to_the_team_counts_and_is_named_to_nobody_else() {
    let mut case = Case::small();
    let kept = NewRecord { visibility: Visibility::Team, ..pilot("Kept", 10, json!({})) };
    add(&mut case, vec![kept, pilot("Open", 10, json!({"needs_result_of": ["pilot-1"]}))]);
    let of = |case: &Case| seen(case, "viewer", &Change::default());
    let view = of(&case);
    assert_eq!(view.left_out, 1);
    let text = serde_json::to_string(&view).unwrap() + &dot(&view) + &mermaid(&view);
    assert!(!text.contains("pilot-1") && !text.contains("Kept"), "{text}");
    assert_eq!(
        row(&view, "pilot-2").sentence,
        "waits for what is kept to the team: until 21 Mar 2026 at the earliest, 10 days later \
         than planned; no day to spare"
    );
    let ended = json!({"pilot": "pilot-1", "outcome": "stopped", "why": "Kept."});
    add(&mut case, vec![new_record(Kind::PilotEnded, &ended)]);
    assert_eq!(row(&of(&case), "pilot-2").sentence, "is blocked by what is kept to the team");
}

#[test]
fn pictures_are_the_same_each_time_and_no_name_breaks_them() {
    let mut case = four();
    let name = "A \"quoted\" \\ <b>name</b> #1 & `more`\nof it";
    add(&mut case, vec![pilot(name, 5, json!({"needs_result_of": ["pilot-4"]}))]);
    let view = seen(&case, "lead", &Change::default());
    let (dot_text, mermaid_text) = (dot(&view), mermaid(&view));
    assert_eq!((dot(&view), mermaid(&view)), (dot_text.clone(), mermaid_text.clone()));
    assert!(dot_text.contains(
        r##""pilot-5" [label="pilot-5: A \"quoted\" \\ <b>name</b> #1 & `more` of…\nwaiting, 22 Mar 2026 – 26 Mar 2026", shape=box"##
    ), "{dot_text}");
    assert!(dot_text.contains(r##""pilot-1" -> "pilot-2" [penwidth=3, color="#1a1a1a"];"##));
    assert!(dot_text.contains(r#""pilot-4" -> "pilot-5";"#));
    assert!(dot_text.contains(r#""pilot-1" -> "pilot-4" [dir=none, style=dotted"#));
    assert!(mermaid_text.contains(
        r##"  pilot5["pilot-5: A #34;quoted#34; #92; #60;b#62;name#60;/b#62; #35;1 #38; #96;more#96; of…<br/>waiting, 22 Mar 2026 – 26 Mar 2026"]:::waiting"##
    ), "{mermaid_text}");
    assert!(mermaid_text.contains("  pilot1 ==> pilot2\n"));
    assert!(mermaid_text.contains("  step1 --> step2\n"));
    assert!(mermaid_text.contains("  pilot1 -.- pilot4\n"));
    // Every line of DOT has its quotes in pairs, but for those that are escaped.
    for line in dot_text.lines() {
        let bare = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
    }
}
