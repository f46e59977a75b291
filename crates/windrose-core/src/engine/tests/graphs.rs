//! What the coalition graph says: in gates, in a large organisation, as it was, and after a new edition of the directory.

use super::*;
use crate::rules::coalition::analysis::Analysis;
use crate::rules::directory::{DirectoryCommand, Row};
use crate::rules::gate::{Status, judge};
use crate::rules::measure::{OfDirectory, Why};
use crate::rules::record::Record;

const CRITERION: &str = "people-reached";

/// Its gate of the coalition asks whom members reach.
fn open_asking(journal: Arc<dyn Journal>) -> (Engine, Arc<ScriptedClock>) {
    let workflow = small_workflow(|file| {
        let criteria = file["gates"]["coalition"]["criteria"].as_array_mut().unwrap();
        criteria.push(json!({
            "id": CRITERION, "measure": "coalition.people_reached", "at_least": 0.8,
            "with_directory": true, "why": "They should hear of it.", "source": "test",
        }));
    });
    let source = workflow.source;
    let built_in = [("small", source.as_ref())];
    let clock = Arc::new(ScriptedClock::at(start()));
    let engine =
        Engine::open(journal, clock.clone(), TimeZone::UTC, &built_in, Box::new(|_| {})).unwrap();
    opened(&engine);
    (engine, clock)
}

/// Publishes a directory: a head, and so many in Sales who report to them.
fn publish(engine: &Engine, import: &str, reports: usize) {
    let head = Row { id: Some("head".into()), unit: Some("Sales".into()), ..Row::default() };
    let report = |n: usize| Row {
        id: Some(format!("rep-{n}")),
        manager: Some("head".into()),
        unit: Some("Sales".into()),
        ..Row::default()
    };
    let rows: Vec<Row> = std::iter::once(head).chain((1..=reports).map(report)).collect();
    let import: crate::rules::ids::ImportId = import.parse().unwrap();
    let ask = |command| {
        engine.submit_blocking(Request::new(Actor::System, Command::Directory(command))).unwrap();
    };
    for rows in rows.chunks(2_000) {
        let (import, rows) = (import.clone(), rows.to_vec());
        ask(DirectoryCommand::Stage { import, first_row: None, rows });
    }
    ask(DirectoryCommand::Publish { import, confirm: true });
}

fn add(engine: &Engine, kind: Kind, data: Value) {
    let new = NewRecord {
        record: Record::parse(kind, &data).unwrap().into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Default::default(),
        external_ref: None,
    };
    let command = on("it", InitiativeCommand::AddRecords(vec![new]));
    engine.submit_blocking(Request::new(by("lead"), command)).unwrap();
}

fn scope_and_member(engine: &Engine, person: &str) {
    add(engine, Kind::Scope, json!({"units": [{"name": "Sales", "people": 4, "managers": 1}]}));
    add(
        engine,
        Kind::CoalitionMember,
        json!({
            "person": person, "unit": "Sales", "role": "sponsor", "commitment": "committed",
            "powers": {"position": 3, "expertise": 1, "credibility": 2, "leadership": 2},
        }),
    );
}

/// How the criterion stands for somebody who looks.
fn seen(engine: &Engine, as_of: Option<AsOf>) -> (Status, Option<crate::rules::criterion::Amount>) {
    let look = engine.look(&"it".parse().unwrap(), &by("lead"), as_of).unwrap();
    let report = judge(&look.facts(), Step::Coalition);
    let found = report.findings.into_iter().find(|it| it.criterion.as_str() == CRITERION).unwrap();
    (found.status, found.have)
}

fn share(have: u64, of: u64) -> Option<crate::rules::criterion::Amount> {
    Some(crate::rules::criterion::Amount::Share { have, of })
}

#[test]
fn a_gate_sees_whom_members_reach_and_who_has_left() {
    let (engine, clock) = open_asking(Arc::new(MemoryJournal::new()));
    scope_and_member(&engine, "head");
    let nobody = Status::Unknown(Why::NotInDirectory(OfDirectory::Anybody));
    assert_eq!(seen(&engine, None), (nobody.clone(), None));
    publish(&engine, "one", 3);
    assert_eq!(seen(&engine, None), (Status::Met, share(4, 4)));
    let before = AsOf::Time(clock.now());

    // Their only member leaves with the next edition; what was seen then is still seen so.
    clock.set(clock.now() + jiff::Span::new().minutes(1));
    let rows = (1..=3).map(|n| Row {
        id: Some(format!("rep-{n}")),
        unit: Some("Sales".into()),
        ..Row::default()
    });
    let import: crate::rules::ids::ImportId = "two".parse().unwrap();
    let (rows, again) = (rows.collect(), import.clone());
    for command in [
        DirectoryCommand::Stage { import, first_row: None, rows },
        DirectoryCommand::Publish { import: again, confirm: true },
    ] {
        engine.submit_blocking(Request::new(Actor::System, Command::Directory(command))).unwrap();
    }
    assert_eq!(seen(&engine, None), (Status::Unmet, share(0, 3)));
    assert_eq!(seen(&engine, Some(before)), (Status::Met, share(4, 4)));
}

#[test]
fn of_a_large_organisation_it_is_computed_before_a_gate_is_decided() {
    let (engine, _) = open_asking(Arc::new(MemoryJournal::new()));
    scope_and_member(&engine, "head");
    publish(&engine, "one", 2_500);
    assert!(!Analysis::is_quick(&engine.directory()));
    let id: InitiativeId = "it".parse().unwrap();
    assert!(engine.takes_long(&id));

    // Whoever leads a group does not wait for it.
    let decide = |seen| {
        InitiativeCommand::Decide(Decide {
            step: Step::Urgency,
            decision: Decision::Hold { until: "2026-05-04".parse().unwrap() },
            seen,
            rationale: Some("We look again in May.".into()),
            obligations: Vec::new(),
            redo: Vec::new(),
        })
    };
    let look = engine.look(&id, &by("sponsor"), None).unwrap();
    assert!(!engine.takes_long(&id), "looking has computed it");
    let evidence = judge(&look.facts(), Step::Urgency).evidence;

    // Its evidence changes: it is computed again before the decision, and once.
    add(&engine, Kind::Contact, json!({"a": "head", "b": "rep-7", "minutes": 5, "kind": "1to1"}));
    assert!(engine.takes_long(&id));
    let request = Request::new(by("sponsor"), on("it", decide(Some(evidence))));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let _ = runtime.block_on(engine.submit(request));
    assert!(!engine.takes_long(&id));
}
