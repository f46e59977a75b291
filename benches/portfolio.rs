//! What the portfolio costs with 5,000 initiatives: the first page of a day, which judges everything that runs, and a
//! page when nothing has changed, which judges nothing.
//!
//! `cargo bench --bench portfolio`. A warm page is to stay well under 10 ms, its sentences included.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use windrose::compose;
use windrose_core::engine::portfolio::{Query, Show, SortBy};
use windrose_core::engine::{Engine, Request, ScriptedClock};
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::{AccessCommand, Command, InitiativeCommand, NewRecord, Open};
use windrose_core::rules::ids::{InitiativeId, PersonId};
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::{Actor, InstanceRole};
use windrose_core::view::portfolio::row;

/// How many initiatives there are.
const MANY: usize = 5_000;

fn submit(engine: &Engine, actor: &Actor, command: Command) {
    engine.submit_blocking(Request::new(actor.clone(), command)).expect("it is carried out");
}

fn person(engine: &Engine, name: &str, instance_role: Option<InstanceRole>) -> Actor {
    let id: PersonId = name.parse().expect("an id");
    let (kind, name) = (AccountKind::Person, name.to_owned());
    let account =
        AccessCommand::AddAccount { id: id.clone(), kind, name, email: None, instance_role };
    submit(engine, &Actor::System, Command::Access(account));
    Actor::Person(id)
}

/// An engine with as many initiatives, each with an owner of many and twenty needs heard; and somebody who sees all.
fn many(clock: Arc<ScriptedClock>) -> (Engine, Actor) {
    let engine = compose::engine(compose::forgetful_store(), clock, TimeZone::UTC)
        .expect("an engine starts");
    let owners: Vec<Actor> =
        (0..100).map(|n| person(&engine, &format!("owner-{n}"), None)).collect();
    let need: Record =
        Record::parse(Kind::Need, &serde_json::from_str(Kind::Need.row().example).expect("JSON"))
            .expect("an example reads");
    let need = NewRecord {
        record: need.into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    };
    for n in 0..MANY {
        let id: InitiativeId = format!("initiative-{n}").parse().expect("an id");
        let owner = &owners[n % owners.len()];
        let open = InitiativeCommand::Open(Open {
            workflow: "learning-partnership".parse().expect("a name"),
            digest: None,
            title: format!("Change number {n} of the works"),
            purpose: Some("So that the bench has something to look for.".to_owned()),
            mode: None,
            owner: None,
            at_step: None,
            tailoring: Vec::new(),
        });
        submit(&engine, owner, Command::Initiative(id.clone(), open));
        let needs = InitiativeCommand::AddRecords(vec![need.clone(); 20]);
        submit(&engine, owner, Command::Initiative(id, needs));
    }
    let auditor = person(&engine, "auditor", Some(InstanceRole::Auditor));
    (engine, auditor)
}

fn portfolio(bench: &mut Criterion) {
    let start: Timestamp = "2026-03-02T09:00:00Z".parse().expect("a time");
    let clock = Arc::new(ScriptedClock::at(start));
    let (engine, auditor) = many(clock.clone());
    let asked = |query: &Query| {
        let found = engine.portfolio(&auditor, query).expect("memory reads");
        found.rows.iter().map(|it| row(it, found.today)).collect::<Vec<_>>()
    };
    let owner = Actor::Person("owner-1".parse().expect("an id"));
    let mut group = bench.benchmark_group("portfolio of 5,000");
    group.sample_size(10);
    let mut days = 0;
    group.bench_function("the first page of a day", |timing| {
        timing.iter(|| {
            days += 1;
            clock.set(start + SignedDuration::from_hours(24 * days));
            black_box(asked(&Query::default()))
        });
    });
    group.sample_size(50);
    for sort in [SortBy::Title, SortBy::Changed, SortBy::Next, SortBy::Progress, SortBy::Blocked] {
        group.bench_function(format!("a warm page by {sort:?}"), |timing| {
            timing.iter(|| black_box(asked(&Query { sort, ..Query::default() })));
        });
    }
    let search = "number 4711".to_owned();
    let search = Query { search, show: Show::Blocked, ..Query::default() };
    group.bench_function("a warm page of a search", |timing| {
        timing.iter(|| black_box(asked(&search)));
    });
    group.bench_function("a warm page of somebody who sees 50", |timing| {
        timing.iter(|| black_box(engine.portfolio(&owner, &Query::default())));
    });
    group.finish();
}

criterion_group!(benches, portfolio);
criterion_main!(benches);
