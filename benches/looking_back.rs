//! What it costs to look back at a coalition whose directory of 100,000 people was imported 30 times since, with one person
//! in a hundred changed each time: from what is kept of earlier editions, and by folding all imports before, in turn.
//!
//! `cargo bench --bench looking_back`. Each reading is the first after a start. What is kept must cost the same however
//! many imports there were.

#![allow(clippy::print_stdout, reason = "a bench is read in a terminal")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use windrose::compose;
use windrose_core::engine::{AsOf, Engine, Request, ScriptedClock};
use windrose_core::journal::Journal;
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::{AccessCommand, Command, InitiativeCommand, NewRecord, Open};
use windrose_core::rules::directory::{DirectoryCommand, ROWS_MAX, Row};
use windrose_core::rules::ids::{ImportId, InitiativeId, PersonId};
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::Actor;
use windrose_core::view::coalition::{Asked, coalition};

/// How many people there are.
const PEOPLE: usize = 100_000;

/// How many imports.
const IMPORTS: usize = 30;

/// One of so many changes with each import.
const CHANGES: usize = 100;

/// Longer than it takes until an edition is kept: imports come once a night.
const NIGHT: Duration = Duration::from_millis(2_500);

fn submit(engine: &Engine, actor: &Actor, command: Command) {
    engine.submit_blocking(Request::new(actor.clone(), command)).expect("it is carried out");
}

fn row(number: usize, import: usize) -> Row {
    // In which import this person last changed.
    let changed = (0..=import).rev().find(|it| number % CHANGES == it % CHANGES);
    Row {
        id: Some(format!("e{number:06}")),
        name: Some(format!("Somebody called {number}")),
        email: Some(format!("e{number:06}@company.example")),
        unit: Some(format!("Department {}", number / 100)),
        part_of: Some(format!("Division {}", number / 2_000)),
        manager: (number > 0).then(|| format!("e{:06}", (number - 1) / 8)),
        level: Some(format!("L{}", number.to_string().len())),
        site: Some(format!("Site {}", number % 40)),
        function: Some(format!("Function {} {}", number % 60, changed.unwrap_or_default())),
    }
}

fn initiative() -> InitiativeId {
    "it".parse().expect("an id")
}

/// Opens an initiative whose coalition has forty members.
fn open(engine: &Engine) {
    let lead: PersonId = "lead".parse().expect("an id");
    let kind = AccountKind::Person;
    let account = AccessCommand::AddAccount {
        id: lead.clone(),
        kind,
        name: "HR lead".to_owned(),
        email: None,
        instance_role: None,
    };
    submit(engine, &Actor::System, Command::Access(account));
    let (lead, id) = (Actor::Person(lead), initiative());
    let open = InitiativeCommand::Open(Open {
        workflow: "kotter".parse().expect("a name"),
        digest: None,
        title: "A change of the whole organisation".to_owned(),
        purpose: None,
        mode: None,
        owner: None,
        at_step: None,
        tailoring: Vec::new(),
    });
    submit(engine, &lead, Command::Initiative(id.clone(), open));
    let member = |number: usize| {
        let data = json!({
            "person": format!("e{:06}", number * 2_500 + 1_250), "unit": "Board", "role": "sponsor",
            "commitment": "committed",
            "powers": {"position": 3, "expertise": 1, "credibility": 2, "leadership": 2},
        });
        NewRecord {
            record: Record::parse(Kind::CoalitionMember, &data).expect("it reads").into(),
            observed_on: None,
            links: Vec::new(),
            visibility: Visibility::default(),
            external_ref: None,
        }
    };
    let members = InitiativeCommand::AddRecords((0..40).map(member).collect());
    submit(engine, &lead, Command::Initiative(id, members));
}

fn import(engine: &Engine, number: usize) {
    let import: ImportId = format!("import-{number}").parse().expect("an id");
    let rows: Vec<Row> = (0..PEOPLE).map(|it| row(it, number)).collect();
    for rows in rows.chunks(ROWS_MAX) {
        let (import, rows) = (import.clone(), rows.to_vec());
        let stage = DirectoryCommand::Stage { import, first_row: None, rows };
        submit(engine, &Actor::System, Command::Directory(stage));
    }
    let publish = DirectoryCommand::Publish { import, confirm: true };
    submit(engine, &Actor::System, Command::Directory(publish));
}

fn start(journal: &Arc<dyn Journal>, clock: &Arc<ScriptedClock>) -> Engine {
    compose::engine(journal.clone(), clock.clone(), TimeZone::UTC).expect("an engine starts")
}

/// How long somebody waits who looks back to a time first after a start: until the initiative is there with its directory
/// and its graph, and until all of `coalition_read` is made.
fn first_look(
    journal: &Arc<dyn Journal>,
    clock: &Arc<ScriptedClock>,
    at: Option<Timestamp>,
) -> (Duration, Duration) {
    let engine = start(journal, clock);
    let lead = Actor::Person("lead".parse().expect("an id"));
    let began = Instant::now();
    let look = engine.look(&initiative(), &lead, at.map(AsOf::Time)).expect("it was open");
    let looked = began.elapsed();
    let view = coalition(&look.facts(), &Asked::default());
    let all = began.elapsed();
    assert_eq!((view.members, view.reach[1].of), (40, PEOPLE as u64), "{}", view.summary);
    engine.stop();
    (looked, all)
}

fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let size = |path: &Path| if path.is_dir() { bytes(path) } else { 0 };
    entries.map(|it| size(&it.path()) + it.metadata().map_or(0, |it| it.len())).sum()
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    let journal = compose::store(&path).expect("a store");
    let first: Timestamp = "2026-01-01T02:00:00Z".parse().expect("a time");
    let clock = Arc::new(ScriptedClock::at(first));
    let engine = start(&journal, &clock);
    open(&engine);
    let at = |number: usize| first + SignedDuration::from_hours(24 * number as i64);
    for number in 1..=IMPORTS {
        clock.set(at(number));
        import(&engine, number);
        std::thread::sleep(NIGHT);
    }
    engine.stop();
    drop(engine);
    println!("the store has {} MB", bytes(&path) / 1_000_000);
    let kept = journal.derived_scan(b"e", b"f", usize::MAX).expect("it reads");
    let sum: usize = kept.iter().map(|it| it.1.len()).sum();
    println!("kept of earlier editions: {} values of {} kB in all", kept.len(), sum / 1_000);
    let (looked, all) = first_look(&journal, &clock, None);
    println!("now:                         look {looked:>8.2?}, whole {all:>8.2?}");
    for round in 1..=3 {
        for number in [1, 15, 29] {
            let then = Some(at(number) + SignedDuration::from_hours(1));
            let (looked, all) = first_look(&journal, &clock, then);
            println!(
                "{round}: edition {number:>2} of {IMPORTS}, kept:   look {looked:>8.2?}, whole {all:>8.2?}"
            );
            journal.derived_put(vec![(b"e".to_vec(), None)]).expect("it writes");
            let (folded, whole) = first_look(&journal, &clock, then);
            println!(
                "{round}: edition {number:>2} of {IMPORTS}, folded: look {folded:>8.2?}, whole {whole:>8.2?}; {:.1} times as long",
                whole.as_secs_f64() / all.as_secs_f64()
            );
            let (key, index) = kept.first().expect("something is kept");
            journal.derived_put(vec![(key.clone(), Some(index.clone()))]).expect("it writes");
        }
    }
}
