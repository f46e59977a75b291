//! What the rules cost: a gate report on an initiative with 1,000 records, and a record carried through the engine.
//!
//! `cargo bench`. The journal forgets, so that this is the price of deciding and applying, not of the disk.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::tz::TimeZone;
use serde_json::json;
use windrose::compose;
use windrose_core::engine::{Engine, Request, SystemClock};
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::{AccessCommand, Command, InitiativeCommand, NewRecord, Open};
use windrose_core::rules::gate::judge;
use windrose_core::rules::ids::{InitiativeId, PersonId};
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::Step;

fn record(kind: Kind, data: &serde_json::Value) -> NewRecord {
    NewRecord {
        record: Record::parse(kind, data).expect("the bench's records read"),
        observed_on: None,
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    }
}

/// An engine with one initiative, and whoever owns it.
fn engine(workflow: &str) -> (Engine, InitiativeId, Actor) {
    let journal = compose::forgetful_store();
    let engine =
        compose::engine(journal, Arc::new(SystemClock), TimeZone::UTC).expect("an engine starts");
    let owner: PersonId = "owner".parse().expect("`owner` is an id");
    let id: InitiativeId = "bench".parse().expect("`bench` is an id");
    let account = AccessCommand::AddAccount {
        id: owner.clone(),
        kind: AccountKind::Person,
        name: "Owner".into(),
        email: None,
        instance_role: None,
    };
    let actor = Actor::Person(owner);
    engine
        .submit_blocking(Request::new(Actor::System, Command::Access(account)))
        .expect("windrose itself adds people");
    let open = InitiativeCommand::Open(Open {
        workflow: workflow.parse().expect("an id"),
        digest: None,
        title: "Bench".into(),
        purpose: None,
        mode: None,
        owner: None,
        at_step: None,
        tailoring: Vec::new(),
    });
    engine
        .submit_blocking(Request::new(actor.clone(), Command::Initiative(id.clone(), open)))
        .expect("a person opens");
    (engine, id, actor)
}

fn add(engine: &Engine, id: &InitiativeId, actor: &Actor, records: Vec<NewRecord>) {
    let command = Command::Initiative(id.clone(), InitiativeCommand::AddRecords(records));
    engine.submit_blocking(Request::new(actor.clone(), command)).expect("the owner records");
}

/// A thousand records as an initiative of two years has them: of every kind some, of weights, messages and measurements
/// the most.
fn thousand_records(engine: &Engine, id: &InitiativeId, actor: &Actor) {
    let example = |kind: Kind| {
        record(kind, &serde_json::from_str(kind.row().example).expect("an example reads"))
    };
    // Whoever recorded a win does not verify it, so those kinds are left out that this owner may not record.
    // The workflow declares no kinds of its own.
    let own =
        |kind: &&Kind| !matches!(kind, Kind::Verification | Kind::Reverification | Kind::Custom);
    let kinds = Kind::ALL.iter().filter(own);
    // Examples link to the first record of a kind, which may stand further down the table: twice around adds them all.
    let command = |kind: &Kind| {
        Command::Initiative(id.clone(), InitiativeCommand::AddRecords(vec![example(*kind)]))
    };
    let mut left: Vec<Kind> = kinds.clone().copied().collect();
    for _ in 0..3 {
        left.retain(|kind| {
            engine.submit_blocking(Request::new(actor.clone(), command(kind))).is_err()
        });
    }
    assert!(left.is_empty(), "the bench lacks {left:?}");
    let weight = |n: u32| {
        let manager = format!("manager-{n}");
        record(Kind::KraWeight, &json!({"manager": manager, "weight_pct": 10, "period": "2026"}))
    };
    add(engine, id, actor, (0..39).map(weight).collect());
    let each = (1_000 - 39 - kinds.clone().count()) / (kinds.clone().count() - 1);
    for kind in kinds.filter(|kind| **kind != Kind::KraWeight) {
        add(engine, id, actor, (0..each).map(|_| example(*kind)).collect());
    }
}

/// The yardstick: what a loop over 1,000 small numbers costs on the same machine in the same run.
fn reference(numbers: &[u64]) -> u64 {
    numbers.iter().fold(0, |sum, number| sum.rotate_left(5) ^ black_box(*number))
}

fn rules(bench: &mut Criterion) {
    let numbers: Vec<u64> = (0..1_000).collect();
    bench.bench_function("reference loop of 1,000", |timing| {
        timing.iter(|| reference(black_box(&numbers)));
    });
    // The one that asks most, and the one of the demo.
    for workflow in ["kotter", "learning-partnership"] {
        let (engine, id, actor) = engine(workflow);
        thousand_records(&engine, &id, &actor);
        let look = engine.look(&id, &actor, None).expect("the owner sees it");
        for step in Step::ALL {
            let name = format!("gate report, {workflow}, 1,000 records, {step}");
            bench.bench_function(&name, |timing| {
                timing.iter(|| judge(black_box(&look.facts()), step));
            });
        }
    }
    let (engine, id, actor) = engine("learning-partnership");
    let need = json!({"reported_by": "owner", "unit": "Sales", "channel": "meeting",
        "statement": "Team leads do not coach", "severity": 4});
    bench.bench_function("a record through the engine, no disk", |timing| {
        timing.iter(|| add(&engine, &id, &actor, vec![record(Kind::Need, &need)]));
    });
}

criterion_group!(benches, rules);
criterion_main!(benches);
