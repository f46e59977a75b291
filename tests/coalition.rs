//! The coalition graph through the real binary: a table of the organisation, records over HTTP, what the method answers and
//! what the command prints.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;

use serde_json::{Value, json};

use crate::daemon::{Calls as _, INITIATIVE, Office, run};

const PEOPLE: &str = "\
id,name,department,manager,level,site
boss,Managing director,Board,,L1,Main
nh,Head of North,North,boss,L2,North
n1,Fitter,North,nh,L3,North
n2,Fitter,North,nh,L3,North
sh,Head of South,South,boss,L2,South
s1,Fitter,South,sh,L3,South
s2,Fitter,South,sh,L3,South
s3,Fitter,South,sh,L3,South
";

/// An office with that organisation, both units affected, and the head of North in the coalition.
fn office() -> Office {
    let office = Office::open();
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("people.csv");
    fs::write(&table, PEOPLE).unwrap();
    run(office.daemon.command(&["directory", "import"]).arg(&table).arg("--yes")).good();
    let unit = |name: &str, people: u32| json!({"name": name, "people": people, "managers": 1});
    let powers = json!({"position": 2, "expertise": 2, "credibility": 2, "leadership": 2});
    let records = json!([
        {"kind": "scope", "data": {"units": [unit("North", 3), unit("South", 4)]}},
        {"kind": "coalition_member", "data": {"person": "nh", "unit": "North", "role": "champion",
            "powers": powers, "commitment": "committed"}},
    ]);
    office.record("lead", records);
    office
}

fn read(office: &Office, who: &str, more: Value) -> Value {
    let mut params = json!({"initiative": INITIATIVE});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    office.by(who).ok("coalition_read", params)
}

#[test]
fn a_program_reads_whom_the_coalition_reaches_and_what_would_follow() {
    let office = office();
    let answer = read(&office, "lead", json!({"without": ["nh", "nobody"], "brokers": true}));
    assert_eq!(answer["version"], json!(office.version()));
    assert_eq!(
        answer["summary"],
        "1 member reaches 3 of 7 affected people within 2 steps (42.9 %)"
    );
    assert_eq!(answer["reach"][0]["covered"], 3);
    assert_eq!(answer["units"][0], json!({"unit": "South", "covered": 0, "of": 4}));
    assert_eq!(answer["groups"][0]["without"], json!([{"name": "South", "affected": 4}]));
    assert_eq!(answer["next"]["method"], "exact");
    assert_eq!(answer["next"]["who"]["people"], json!(["boss"]));
    assert_eq!((&answer["next"]["gain"], &answer["next"]["others"]), (&json!(4), &json!([["sh"]])));
    assert_eq!(answer["what_if"]["not_there"], json!(["nobody"]));
    assert_eq!(answer["what_if"]["units"], json!([{"unit": "North", "lost": 2}]));
    assert_eq!(answer["brokers"]["people"][0]["person"], "sh");
    assert_eq!(answer["lacked"][0]["lack"], "no_nominations");
    assert_eq!(answer.get("picture"), None);

    // Whoever does not lead gets figures, and the member whose record they see.
    let seen = read(&office, "viewer", json!({"without": ["sh"]}));
    assert_eq!((&seen["summary"], &seen["names_left_out"]), (&answer["summary"], &json!(true)));
    assert_eq!(seen["next"]["who"], json!({"people": [], "more": 1}));
    assert_eq!(seen["what_if"]["not_there"], json!(["sh"]));
    let error = office.by("outsider").refused("coalition_read", json!({"initiative": INITIATIVE}));
    assert_eq!(
        error["data"]["kind"],
        office.by("outsider").refused("initiative_get", json!({"initiative": INITIATIVE}))["data"]
            ["kind"]
    );

    let german =
        run(office.daemon.command(&["coalition", INITIATIVE]).env("LC_ALL", "de_DE.UTF-8"));
    assert!(german.good().contains("1 Mitglied erreicht 3 von 7 Betroffenen"));

    // As it was before the member was recorded.
    let before = read(&office, "lead", json!({"as_of": office.version() - 1}));
    assert_eq!(before["members"], 0);
}

#[test]
fn what_cannot_be_asked_is_refused_by_its_place() {
    let office = Office::open();
    for (more, pointer) in [
        (json!({"add": 0}), "/add"),
        (json!({"add": 4}), "/add"),
        (json!({"steps": 3}), "/steps"),
        (json!({"without": vec!["a"; 101]}), "/without"),
        (json!({"format": "svg"}), "/format"),
    ] {
        let mut params = json!({"initiative": INITIATIVE});
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let error = office.by("lead").refused("coalition_read", params);
        assert_eq!((&error["code"], &error["data"]["pointer"]), (&json!(-32602), &json!(pointer)));
    }
}

#[test]
fn a_terminal_shows_it_and_other_tools_draw_it() {
    let office = office();
    let print =
        |more: &[&str]| run(office.daemon.command(&["coalition", INITIATIVE]).args(more)).good();
    let said = print(&["--without", "nh", "--add", "2", "--brokers"]);
    for line in said.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "South 0 4",
        "what if without nh: 2 affected people would no longer be reached; 0 of 6 instead of 3 of 7",
        "no member 1 of 2 affected units without a member: South",
        "without nh, 2 affected people would be cut off, 6 left without a member; no deputy is named",
        "not recorded nobody has said whom they go to",
    ] {
        assert!(flat.contains(part), "{part}: {said}");
    }
    assert!(print(&["--dot"]).starts_with("digraph coalition {"));
    assert!(print(&["--mermaid", "--steps", "1"]).contains("m0 -->|3| u1"));
    run(&mut office.daemon.command(&["coalition", INITIATIVE, "--add", "4"])).bad(2);
}
