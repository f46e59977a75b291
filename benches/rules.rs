//! What the rules cost: deciding a record and a go, a gate report on an initiative with 1,000 records, replaying the 57
//! commits of an initiative run, and a record carried through the engine.
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
use windrose_core::rules::command::{
    AccessCommand, Command, Decide, Decision, InitiativeCommand, NewRecord, Open,
};
use windrose_core::rules::decide::decide;
use windrose_core::rules::gate::judge;
use windrose_core::rules::ids::{InitiativeId, PersonId};
use windrose_core::rules::initiative::Initiative;
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::Step;
use windrose_core::rules::workflow::{PUBLISHER, Strictness, Workflow};

fn record(kind: Kind, data: &serde_json::Value) -> NewRecord {
    NewRecord {
        record: Record::parse(kind, data).expect("the bench's records read").into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    }
}

/// An engine with one initiative, and whoever owns it.
fn engine(workflow: &str) -> (Engine, InitiativeId, Actor) {
    engine_with(workflow, |_| ())
}

/// The same, prepared before the initiative is opened.
fn engine_with(workflow: &str, prepare: impl FnOnce(&Engine)) -> (Engine, InitiativeId, Actor) {
    let journal = compose::forgetful_store();
    let engine =
        compose::engine(journal, Arc::new(SystemClock), TimeZone::UTC).expect("an engine starts");
    prepare(&engine);
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

/// A need of about 300 bytes of text, as in the initiative run of `cargo xtask load`.
fn need() -> NewRecord {
    let statement = "Team leads wait for the weekly report. ".repeat(8);
    record(
        Kind::Need,
        &json!({"reported_by": "owner", "unit": "Sales", "channel": "meeting",
            "statement": statement.trim(), "severity": 4}),
    )
}

/// An initiative led through `initiative-run.json` up to before its last go: 56 commits.
fn nearly_led() -> (Engine, InitiativeId, Actor) {
    let source = include_str!("initiative-run.json");
    let workflow = Workflow::parse(source, Strictness::Strict).expect("the workflow holds");
    let name = workflow.name.clone();
    let (engine, id, actor) = engine_with(name.as_str(), |engine| {
        let publish = Command::PublishWorkflow(Box::new(workflow));
        engine.submit_blocking(Request::new(PUBLISHER, publish)).expect("it is published");
    });
    let said = || {
        let text = "The report comes after the meeting that it is for. ".repeat(6);
        record(Kind::Feedback, &json!({"unit": "Sales", "tone": "criticism", "text": text.trim()}))
    };
    for step in Step::ALL {
        for _ in 0..3 {
            add(&engine, &id, &actor, vec![need()]);
        }
        for _ in 0..3 {
            add(&engine, &id, &actor, vec![said()]);
        }
        if step != Step::Institute {
            let go = Command::Initiative(id.clone(), go(&engine, &id, &actor, step));
            engine.submit_blocking(Request::new(actor.clone(), go)).expect("the gate is open");
        }
    }
    (engine, id, actor)
}

fn go(engine: &Engine, id: &InitiativeId, actor: &Actor, step: Step) -> InitiativeCommand {
    let look = engine.look(id, actor, None).expect("the owner sees it");
    InitiativeCommand::Decide(Decide {
        step,
        decision: Decision::Go,
        seen: Some(judge(&look.facts(), step).evidence),
        rationale: None,
        obligations: Vec::new(),
        redo: Vec::new(),
    })
}

fn initiative_run(bench: &mut Criterion) {
    let (engine, id, actor) = nearly_led();
    let look = engine.look(&id, &actor, None).expect("the owner sees it");
    let add = InitiativeCommand::AddRecords(vec![need()]);
    bench.bench_function("decide, a record, 48 records before", |timing| {
        timing.iter(|| decide(black_box(&look.facts()), &add).expect("it is taken"));
    });
    bench.bench_function("gate report, initiative run, 48 records, institute", |timing| {
        timing.iter(|| judge(black_box(&look.facts()), Step::Institute));
    });
    let go = go(&engine, &id, &actor, Step::Institute);
    bench.bench_function("decide, a go with its receipt, 48 records", |timing| {
        timing.iter(|| decide(black_box(&look.facts()), &go).expect("the gate is open"));
    });
    let go = Command::Initiative(id.clone(), go);
    engine.submit_blocking(Request::new(actor, go)).expect("the gate is open");
    let commits = engine.commits(&id, 1, 100).expect("the journal reads");
    assert_eq!(commits.len(), 57);
    bench.bench_function("replay, 57 commits of an initiative run", |timing| {
        timing.iter(|| {
            let mut initiative = Initiative::unopened(id.clone());
            for placed in black_box(&commits) {
                let commit = &placed.commit;
                for event in &commit.events {
                    initiative.apply(commit.version, commit.at, &commit.by, event);
                }
            }
            initiative
        });
    });
}

criterion_group!(benches, rules, initiative_run);
criterion_main!(benches);
