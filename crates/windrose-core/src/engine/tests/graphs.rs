//! What the coalition graph says: in gates, in a large organisation, as it was, after a new edition of the directory, and
//! after another writer was faster.

use super::*;
use crate::rules::coalition::analysis::Analysis;
use crate::rules::directory::{DirectoryCommand, Row};
use crate::rules::gate::{Status, judge};
use crate::rules::measure::{OfDirectory, Why};
use crate::rules::record::Record;

const CRITERION: &str = "people-reached";

/// Its first two gates ask whom members reach.
fn open_asking(journal: Arc<dyn Journal>) -> (Engine, Arc<ScriptedClock>) {
    let clock = Arc::new(ScriptedClock::at(start()));
    let engine = open_with(journal, clock.clone());
    opened(&engine);
    (engine, clock)
}

fn open_with(journal: Arc<dyn Journal>, clock: Arc<ScriptedClock>) -> Engine {
    let workflow = small_workflow(|file| {
        for gate in ["urgency", "coalition"] {
            let criteria = file["gates"][gate]["criteria"].as_array_mut().unwrap();
            criteria.push(json!({
                "id": CRITERION, "measure": "coalition.people_reached", "at_least": 0.8,
                "with_directory": true, "why": "They should hear of it.", "source": "test",
            }));
        }
    });
    let source = workflow.source;
    let built_in = [("small", source.as_ref())];
    Engine::open(journal, clock, TimeZone::UTC, &built_in, Box::new(|_| {})).unwrap()
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
    engine.submit_blocking(adding(kind, &data)).unwrap();
}

fn adding(kind: Kind, data: &Value) -> Request {
    let new = NewRecord {
        record: Record::parse(kind, data).unwrap().into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Default::default(),
        external_ref: None,
    };
    Request::new(by("lead"), on("it", InitiativeCommand::AddRecords(vec![new])))
}

fn member(person: &str) -> Value {
    json!({
        "person": person, "unit": "Sales", "role": "sponsor", "commitment": "committed",
        "powers": {"position": 3, "expertise": 1, "credibility": 2, "leadership": 2},
    })
}

fn hold(seen: Option<Digest>) -> InitiativeCommand {
    InitiativeCommand::Decide(Decide {
        step: Step::Urgency,
        decision: Decision::Hold { until: "2026-05-04".parse().unwrap() },
        seen,
        rationale: Some("We look again in May.".into()),
        obligations: Vec::new(),
        redo: Vec::new(),
    })
}

fn scope_and_member(engine: &Engine, person: &str) {
    add(engine, Kind::Scope, json!({"units": [{"name": "Sales", "people": 4, "managers": 1}]}));
    add(engine, Kind::CoalitionMember, member(person));
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
    assert_eq!(seen(&engine, None), (nobody, None));
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
    let look = engine.look(&id, &by("sponsor"), None).unwrap();
    assert!(!engine.takes_long(&id), "looking has computed it");
    let evidence = judge(&look.facts(), Step::Urgency).evidence;

    // Its evidence changes: it is computed again before the decision, and once.
    add(&engine, Kind::Contact, json!({"a": "head", "b": "rep-7", "minutes": 5, "kind": "1to1"}));
    assert!(engine.takes_long(&id));
    let request = Request::new(by("sponsor"), on("it", hold(Some(evidence))));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let done = runtime.block_on(engine.submit(request)).unwrap();
    assert!(matches!(done.events[..], [Event::GateDecided(_)]), "{:?}", done.events);
    assert!(!engine.takes_long(&id));
}

/// Decides these together. Nobody leads while they are asked for, so that they are one group.
fn together(engine: &Engine, requests: Vec<Request>) -> Vec<Result<Done, SubmitError>> {
    engine.shared.pending().leader = true;
    let answers: Vec<_> = requests.into_iter().map(|it| engine.enqueue(it).unwrap().0).collect();
    engine.shared.lead();
    answers.into_iter().map(|it| it.blocking_recv().unwrap()).collect()
}

#[test]
fn what_graphs_said_of_a_group_that_was_not_written_is_forgotten() {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    let (engine, clock) = open_asking(journal.clone());
    scope_and_member(&engine, "rep-1");
    publish(&engine, "one", 3);
    let version = engine.look(&"it".parse().unwrap(), &by("lead"), None).unwrap();
    let version = version.initiative.version;
    let rival = open_with(journal, clock);
    // Both write the same version: one makes the head a member, and the rival notes that two have met.
    add(&rival, Kind::Contact, json!({"a": "rep-2", "b": "rep-3", "minutes": 5, "kind": "1to1"}));
    let head = Request {
        expected_version: Some(version),
        ..adding(Kind::CoalitionMember, &member("head"))
    };
    let decide = Request::new(by("sponsor"), on("it", hold(None)));
    let answers = together(&engine, vec![head, decide]);
    assert!(matches!(answers[0], Err(SubmitError::Conflict { .. })), "{:?}", answers[0]);
    let Ok(done) = &answers[1] else { panic!("{:?}", answers[1]) };
    assert_eq!(done.version, version + 2, "decided on what the rival wrote");
    assert_eq!(seen(&rival, None).0, Status::Unmet);
    assert_eq!(seen(&engine, None), seen(&rival, None), "as of no member but the first");
}

#[test]
fn what_graphs_said_of_an_edition_that_was_not_written_is_forgotten() {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    let (engine, clock) = open_asking(journal.clone());
    scope_and_member(&engine, "head");
    let rival = open_with(journal, clock);
    publish(&rival, "one", 3);
    // The same edition, in which nobody reports to the member.
    let rows = ["head", "rep-1", "rep-2"].map(|id| Row {
        id: Some(id.into()),
        unit: Some("Sales".into()),
        ..Row::default()
    });
    let ask = |command| Request::new(Actor::System, Command::Directory(command));
    let import: crate::rules::ids::ImportId = "two".parse().unwrap();
    let stage =
        DirectoryCommand::Stage { import: import.clone(), first_row: Some(2), rows: rows.into() };
    let stage = Request { expected_version: Some(0), ..ask(stage) };
    let publish = ask(DirectoryCommand::Publish { import, confirm: true });
    let decide = Request::new(by("sponsor"), on("it", hold(None)));
    let answers = together(&engine, vec![stage, publish, decide]);
    assert!(answers[0].is_err() && answers[1].is_err(), "{answers:?}");
    assert!(answers[2].is_ok(), "{:?}", answers[2]);
    assert_eq!(seen(&rival, None), (Status::Met, share(4, 4)));
    assert_eq!(seen(&engine, None), seen(&rival, None));
}
