//! Journals written by earlier versions go on being read, and add up to what they added up to then.
//!
//! `journals/v1/*.jsonl` holds a commit a line, as the journal keeps it; beside it stands what was shown then. Such a
//! file is added for every change of a stored format and never edited.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::Value;
use windrose_core::engine::{AsOf, Engine, ScriptedClock};
use windrose_core::journal::memory::MemoryJournal;
use windrose_core::journal::{Commit, Journal};
use windrose_core::rules::access::Spent;
use windrose_core::rules::coalition::groups::Band;
use windrose_core::rules::ids::Digest;
use windrose_core::rules::pilots::{Change, Conflict, Stage};
use windrose_core::rules::role::Actor;
use windrose_core::view::board::board;
use windrose_core::view::coalition::{Asked, coalition};
use windrose_core::view::pilots::pilots;

pub(crate) fn journals() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v1");
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
        .collect();
    found.sort();
    found
}

/// What an engine shows of every initiative after it has read a journal: each board as of its last change.
fn shown(journal: Arc<dyn Journal>) -> Value {
    let last = journal.read_all(journal.head().position, 1).unwrap()[0].commit.at;
    let clock = Arc::new(ScriptedClock::at(last));
    let engine = Engine::open(journal, clock, TimeZone::UTC, &[], Box::new(|_| {})).unwrap();
    let boards = engine
        .initiatives(&Actor::System, None, usize::MAX)
        .iter()
        .map(|it| {
            let look = engine.look(&it.id, &Actor::System, None).unwrap();
            serde_json::to_value(board(&look.facts()).unwrap()).unwrap()
        })
        .collect();
    Value::Array(boards)
}

/// The journal that a file holds.
pub(crate) fn kept(path: &Path) -> MemoryJournal {
    let journal = MemoryJournal::new();
    for (line, text) in fs::read_to_string(path).unwrap().lines().enumerate() {
        let commit: Commit = serde_json::from_str(text)
            .unwrap_or_else(|error| panic!("{}:{}: {error}", path.display(), line + 1));
        journal.append(&[commit]).unwrap();
    }
    journal
}

#[test]
fn journals_of_earlier_versions_are_read_as_they_were() {
    let journals = journals();
    assert!(!journals.is_empty());
    for path in journals {
        let journal = kept(&path);
        let kept = fs::read_to_string(path.with_extension("shown.json")).unwrap();
        let kept: Value = serde_json::from_str(&kept).unwrap();
        let mut lost = Vec::new();
        lost_of(&kept, &shown(Arc::new(journal)), "", &mut lost);
        assert!(lost.is_empty(), "{}:\n{}", path.display(), lost.join("\n"));
    }
}

/// The fields that hold sentences: their words may become better, how many there are may not change.
const SENTENCES: [&str; 3] = ["needed", "due", "title"];

/// Everything that was shown then and is not now. What is shown besides came later.
fn lost_of(then: &Value, now: &Value, at: &str, lost: &mut Vec<String>) {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            for (name, then) in then {
                let at = format!("{at}/{name}");
                match now.get(name) {
                    None => lost.push(format!("{at}: {then} is gone")),
                    Some(Value::String(_)) if SENTENCES.contains(&name.as_str()) => {}
                    Some(now) => lost_of(then, now, &at, lost),
                }
            }
        }
        (Value::Array(then), Value::Array(now)) if then.len() == now.len() => {
            for (index, (then, now)) in then.iter().zip(now).enumerate() {
                let sentence = SENTENCES.iter().any(|it| at.ends_with(&format!("/{it}")));
                if !(sentence && then.is_string() && now.is_string()) {
                    lost_of(then, now, &format!("{at}/{index}"), lost);
                }
            }
        }
        _ if then == now => {}
        _ => lost.push(format!("{at}: {then} became {now}")),
    }
}

/// A backup holds the bytes that the chain was made over, and what is restored is written anew: so a commit that was read
/// has to be written as it was. A new optional field is left out where it has its default.
#[test]
fn commits_of_earlier_versions_are_written_as_they_were() {
    for path in journals() {
        for (line, text) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let commit: Commit = serde_json::from_str(text).unwrap();
            let again = serde_json::to_string(&commit).unwrap();
            assert_eq!(again, text, "{}:{}", path.display(), line + 1);
        }
    }
}

#[test]
fn what_is_lost_is_found() {
    let then =
        serde_json::json!({"version": 3, "steps": [{"state": "open", "needed": ["1 more need"]}]});
    let lost = |now: Value| {
        let mut lost = Vec::new();
        lost_of(&then, &now, "", &mut lost);
        lost.len()
    };
    let steps = |state: &str, needed: &[&str]| serde_json::json!([{"state": state, "needed": needed, "later": 1}]);
    assert_eq!(lost(serde_json::json!({"version": 3, "steps": steps("open", &["one more"])})), 0);
    assert_eq!(lost(serde_json::json!({"version": 4, "steps": steps("held", &["one more"])})), 2);
    assert_eq!(lost(serde_json::json!({"version": 3, "steps": steps("open", &[])})), 1);
    assert_eq!(lost(serde_json::json!({"steps": []})), 2);
}

/// Boards show nobody's sessions, so these are asked for by their secrets.
#[test]
fn whoever_was_signed_in_still_is_and_a_used_link_stays_used() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v1/sign-in.jsonl");
    let journal = Arc::new(kept(&path));
    let at = "2026-03-02T08:00:01Z".parse().unwrap();
    let clock = Arc::new(ScriptedClock::at(at));
    let engine = Engine::open(journal, clock, TimeZone::UTC, &[], Box::new(|_| {})).unwrap();
    let access = engine.access();
    let secret = |id: &str| Digest::of(format!("secret of {id}").as_bytes());
    let session = |id: &str, at| access.session(&id.parse().unwrap(), secret(id), at);
    let phone = session("phone", at).unwrap();
    assert_eq!(phone.person.as_str(), "head-of-sales");
    let pilot = phone.pilot.as_ref().map(|it| format!("{} {}", it.initiative, it.pilot));
    assert_eq!(pilot.as_deref(), Some("coaching pilot-1"));
    assert!(session("laptop", at).unwrap().pilot.is_none());
    assert!(session("desk", at).is_none(), "it was ended");
    // Until when was decided then, and is not computed anew.
    for (id, end) in [("laptop", "2026-03-02T20:00:00Z"), ("phone", "2026-03-09T08:00:00Z")] {
        assert_eq!(session(id, at).unwrap().expires_at, end.parse().unwrap(), "{id}");
        assert!(session(id, end.parse().unwrap()).is_none(), "{id}");
    }
    let link = |id: &str| access.link(&id.parse().unwrap(), secret(id), at).map(|it| it.expires_at);
    assert_eq!(link("first"), Ok("2026-03-03T08:00:00Z".parse().unwrap()));
    for used in ["own", "invitation", "other"] {
        assert_eq!(link(used), Err(Spent::Used), "{used}");
    }
}

/// Boards show nobody of the directory, so this is asked for.
#[test]
fn the_directory_adds_up_to_what_it_did() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v1/directory.jsonl");
    let journal = Arc::new(kept(&path));
    let clock = Arc::new(ScriptedClock::at("2026-12-01T08:00:00Z".parse().unwrap()));
    let engine = Engine::open(journal, clock, TimeZone::UTC, &[], Box::new(|_| {})).unwrap();
    let directory = engine.directory();
    let (people, at) = (directory.people(), engine.now().at);
    let edition = directory.edition.as_ref().unwrap();
    assert_eq!((edition.number, edition.import.as_str()), (2, "hr-2026-02"));
    let lines: Vec<String> = (0..people.len())
        .map(|index| {
            let manager = people.manager_index(index).map(|it| people.all()[it].id.as_str());
            let unknown = people.is_manager_unknown(index);
            format!("{} {manager:?} {unknown}", people.all()[index].id)
        })
        .collect();
    // Circles were cut then, and are not judged anew.
    assert_eq!(
        lines,
        [
            "e1 None false",
            "e2 Some(\"e1\") false",
            "e3 Some(\"e2\") false",
            "e5 None true",
            "e6 None true",
            "e7 None true",
        ]
    );
    let person = people.get(&"e2".parse().unwrap()).unwrap();
    assert_eq!(person.email.as_deref(), Some("sales@example.org"));
    // Rows disagreed about Works, and it was settled.
    let works = people.unit("Works").unwrap();
    assert_eq!(works.part_of.map(|it| people.units()[it as usize].name.as_ref()), Some("Market"));
    assert_eq!(people.people_in("Market").len(), 5);
    assert!(directory.left_since(&"e4".parse().unwrap(), at).is_some());
    let open: Vec<_> = directory.imports().iter().collect();
    assert_eq!((open[0].0.as_str(), open[0].1.rows(), open.len()), ("hr-2026-04", 8, 1));
    assert_eq!(open[0].1.people().len(), 7);
}

/// Boards show few figures of the two graphs, so these are asked for.
#[test]
fn the_two_graphs_add_up_to_what_they_did() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v1/graphs.jsonl");
    let journal = Arc::new(kept(&path));
    let clock = Arc::new(ScriptedClock::at("2026-03-09T08:00:00Z".parse().unwrap()));
    let engine = Engine::open(journal, clock, TimeZone::UTC, &[], Box::new(|_| {})).unwrap();
    let look = engine.look(&"rounds".parse().unwrap(), &Actor::System, None).unwrap();
    let facts = look.facts();
    let said = coalition(&facts, &Asked { brokers: true, ..Asked::default() });
    let reached: Vec<_> = said.reach.iter().map(|it| (it.covered, it.of)).collect();
    assert_eq!((said.members, reached), (2, vec![(7, 8), (8, 8)]));
    let answers = said.response.unwrap();
    assert_eq!((answers.answered, answers.asked, answers.band), (8, 8, Band::Named));
    // Who was named by how many, how strongly: 3 where nobody said, and an answer that names nobody is one.
    let ranks = said.ranks.unwrap().people;
    let named: Vec<_> =
        ranks.iter().map(|it| (it.person.as_str(), it.named_by, it.strength)).collect();
    assert_eq!(
        named,
        [
            ("nurse-2", 4, 16),
            ("head-of-wards", 2, 8),
            ("director", 1, 2),
            ("head-of-hr", 1, 1),
            ("nurse-1", 1, 4)
        ]
    );
    let cut: Vec<_> = said.cuts.people.iter().map(|it| (it.person.as_str(), it.outside)).collect();
    assert_eq!(cut, [("head-of-wards", 1)]);
    let planned = pilots(&facts, &Change::default());
    let ids = |all: &[Stage]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&planned.critical_path), ["pilot-1", "pilot-2", "wins"]);
    let rollout: Vec<_> = planned
        .rollout
        .iter()
        .map(|it| (it.pilot.to_string(), it.wave, it.priority.to_string()))
        .collect();
    let of = |pilot: &str, wave: u32, priority: &str| (pilot.to_owned(), wave, priority.to_owned());
    assert_eq!(rollout, [of("pilot-3", 1, "20"), of("pilot-1", 2, "6"), of("pilot-2", 3, "3")]);
    let clashes: Vec<_> = planned.clashes.iter().map(|it| (it.pilots, it.why)).collect();
    let pair = |a: &str, b: &str| [a.parse().unwrap(), b.parse().unwrap()];
    let shared = |a: &str, b: &str| (pair(a, b), Conflict::SharesPeople);
    assert_eq!(clashes, [shared("pilot-1", "pilot-3"), shared("pilot-2", "pilot-3")]);
    // The night round was stopped; until then it was not to run beside the first.
    let before = engine.look(
        &"rounds".parse().unwrap(),
        &Actor::System,
        Some(AsOf::Time("2026-03-02T08:00:00Z".parse().unwrap())),
    );
    let before = before.unwrap();
    let planned = pilots(&before.facts(), &Change::default());
    let apart: Vec<_> = planned
        .clashes
        .iter()
        .filter(|it| it.why == Conflict::MustNotOverlap)
        .map(|it| it.pilots)
        .collect();
    assert_eq!(apart, [pair("pilot-1", "pilot-4")]);
}
