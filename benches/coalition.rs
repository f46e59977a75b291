//! What the coalition graph costs in an organisation of 100,000 people with 300,000 ties.
//!
//! `cargo bench --bench coalition`. Coverage and cuts together are to stay under a second, the betweenness of 5,000
//! people under five. Beside the analyses: all of `coalition_read`, out of a directory and what was recorded; and a gate
//! that asks whether any of 200 pilots is blocked.

#![allow(clippy::print_stdout, reason = "a bench is read in a terminal")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use windrose::compose;
use windrose_core::engine::{Engine, Request, ScriptedClock};
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::coalition::brokers::{Ways, brokers};
use windrose_core::rules::coalition::cover::{Limits, next};
use windrose_core::rules::coalition::cuts::cuts;
use windrose_core::rules::coalition::groups::{Bands, groups, parts};
use windrose_core::rules::coalition::network::{Network, Person, Relation, Tie, TieKind};
use windrose_core::rules::coalition::rank::{Top, ranks};
use windrose_core::rules::coalition::reach::coverage;
use windrose_core::rules::coalition::sponsors::sponsors;
use windrose_core::rules::command::{AccessCommand, Command, InitiativeCommand, NewRecord, Open};
use windrose_core::rules::directory::{DirectoryCommand, ROWS_MAX, Row};
use windrose_core::rules::gate::judge;
use windrose_core::rules::ids::{ImportId, InitiativeId, PersonId};
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::Step;
use windrose_core::view::coalition::{Asked, coalition as view};

/// How many people there are.
const PEOPLE: usize = 100_000;

/// How many of them name somebody besides their reporting line.
const NOMINATIONS: usize = 150_000;

/// With the reporting lines 300,000 ties.
const CONTACTS: usize = 50_001;

/// How many report to each manager.
const REPORTS: usize = 8;

/// How many of them the smaller network has.
const PART: usize = 5_000;

/// Every so many-th is a member of the coalition.
const MEMBERS: usize = 2_500;

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// Somebody near: people mostly know those of their own department.
    fn near(&mut self, person: usize) -> usize {
        let far = self.below(20) == 0;
        let other = if far { self.below(PEOPLE) } else { person + self.below(400) };
        other.saturating_sub(200).min(PEOPLE - 1)
    }
}

fn people() -> Vec<Person> {
    let person = |number: usize| Person {
        member: number % MEMBERS == MEMBERS / 2,
        committed: number % MEMBERS == MEMBERS / 2,
        answered: Some(!number.is_multiple_of(5)),
        unit: Some(format!("unit-{}", number / 100).into()),
        ..Person::affected(format!("e{number:06}").parse().expect("an id"))
    };
    (0..PEOPLE).map(person).collect()
}

fn ties(people: &[Person]) -> Vec<Tie> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let tie = |from: usize, to: usize, kind| Tie {
        from: people[from].id.clone(),
        to: people[to].id.clone(),
        kind,
    };
    let lines = (1..PEOPLE).map(|it| tie(it, (it - 1) / REPORTS, TieKind::ReportsTo));
    let mut ties: Vec<Tie> = lines.collect();
    for _ in 0..NOMINATIONS {
        let from = numbers.below(PEOPLE);
        let kind = TieKind::Nominates { relation: Relation::Advice, strength: 3 };
        ties.push(tie(from, numbers.near(from), kind));
    }
    for _ in 0..CONTACTS {
        let from = numbers.below(PEOPLE);
        ties.push(tie(from, numbers.near(from), TieKind::Contact));
    }
    assert_eq!(ties.len(), 300_000);
    ties
}

fn coalition(bench: &mut Criterion) {
    let people = people();
    let ties = ties(&people);
    let network = Network::new(people.clone(), &ties);
    let part = network.among(|it| it.id.as_str() < format!("e{PART:06}").as_str());
    assert_eq!(part.people().len(), PART);
    println!("the part has {} pairs of people", part.pairs());
    let mut group = bench.benchmark_group("coalition of 100,000 people with 300,000 ties");
    group.sample_size(10);
    group.bench_function("the network", |timing| {
        timing.iter(|| black_box(Network::new(people.clone(), &ties)));
    });
    group.bench_function("coverage in two steps, and cuts", |timing| {
        timing.iter(|| black_box((coverage(&network, 2), cuts(&network))));
    });
    group.bench_function("groups and parts", |timing| {
        timing.iter(|| black_box((groups(&network), parts(&network))));
    });
    group.bench_function("ranks", |timing| {
        timing.iter(|| black_box(ranks(&network, Top::default(), Bands::default())));
    });
    group.bench_function("sponsors", |timing| timing.iter(|| black_box(sponsors(&network))));
    for add in [3, 10] {
        let found = next(&network, 2, add, |_| true, Limits::default());
        println!("whom to add next, {add}: {:?}", found.method);
        group.bench_function(format!("whom to add next, {add}"), |timing| {
            timing.iter(|| black_box(next(&network, 2, add, |_| true, Limits::default())));
        });
    }
    group.bench_function("betweenness of 5,000 of them", |timing| {
        timing.iter(|| black_box(brokers(&part, Ways::Any)));
    });
    group.finish();
}

/// The most records of one call.
const RECORDS_MAX: usize = 200;

fn submit(engine: &Engine, actor: &Actor, command: Command) {
    engine.submit_blocking(Request::new(actor.clone(), command)).expect("it is carried out");
}

fn lead() -> Actor {
    Actor::Person("lead".parse().expect("an id"))
}

fn id() -> InitiativeId {
    "it".parse().expect("an id")
}

fn add(engine: &Engine, kind: Kind, all: &[Value]) {
    for some in all.chunks(RECORDS_MAX) {
        let record = |data: &Value| NewRecord {
            record: Record::parse(kind, data).expect("it reads").into(),
            observed_on: None,
            links: Vec::new(),
            visibility: Visibility::default(),
            external_ref: None,
        };
        let records = InitiativeCommand::AddRecords(some.iter().map(record).collect());
        submit(engine, &lead(), Command::Initiative(id(), records));
    }
}

/// An engine with an initiative that has its lead and nothing else.
fn opened() -> Engine {
    let start: Timestamp = "2026-03-02T09:00:00Z".parse().expect("a time");
    let clock = Arc::new(ScriptedClock::at(start));
    let engine = compose::engine(compose::forgetful_store(), clock, TimeZone::UTC)
        .expect("an engine starts");
    engine.keep_in_memory(10_000_000);
    let person: PersonId = "lead".parse().expect("an id");
    let (kind, name) = (AccountKind::Person, "HR lead".to_owned());
    let account =
        AccessCommand::AddAccount { id: person, kind, name, email: None, instance_role: None };
    submit(&engine, &Actor::System, Command::Access(account));
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
    submit(&engine, &lead(), Command::Initiative(id(), open));
    engine
}

/// The same people and ties, as HR imports them and people record them.
fn organisation() -> Engine {
    let engine = opened();
    let import: ImportId = "all".parse().expect("an id");
    let name = |number: usize| format!("e{number:06}");
    let row = |number: usize| Row {
        id: Some(name(number)),
        name: Some(format!("Somebody called {number}")),
        unit: Some(format!("unit-{}", number / 100)),
        manager: (number > 0).then(|| name((number - 1) / REPORTS)),
        level: Some(format!("L{}", number.to_string().len())),
        site: Some(format!("site-{}", number % 40)),
        ..Row::default()
    };
    let rows: Vec<Row> = (0..PEOPLE).map(row).collect();
    for rows in rows.chunks(ROWS_MAX) {
        let (import, rows) = (import.clone(), rows.to_vec());
        let stage = DirectoryCommand::Stage { import, first_row: None, rows };
        submit(&engine, &Actor::System, Command::Directory(stage));
    }
    let publish = DirectoryCommand::Publish { import, confirm: true };
    submit(&engine, &Actor::System, Command::Directory(publish));
    let members: Vec<Value> = (0..PEOPLE / MEMBERS)
        .map(|it| {
            json!({
                "person": name(it * MEMBERS + MEMBERS / 2), "unit": "unit-1", "role": "sponsor",
                "commitment": "committed",
                "powers": {"position": 3, "expertise": 1, "credibility": 2, "leadership": 2},
            })
        })
        .collect();
    add(&engine, Kind::CoalitionMember, &members);
    // Three in four answer: they count, and what names people looks at lines and contacts only, which is more work.
    let survey = json!({"question": "Whom do you ask?", "invited_n": NOMINATIONS / 2});
    add(&engine, Kind::NetworkSurvey, &[survey]);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut named = |from: usize, but: Option<usize>| {
        let mut to = numbers.near(from);
        while to == from || Some(to) == but {
            to = (to + 1) % PEOPLE;
        }
        to
    };
    let nominations: Vec<Value> = (0..NOMINATIONS / 2)
        .map(|from| {
            let first = named(from, None);
            let both = [first, named(from, Some(first))];
            let named = both.map(|to| json!({"person": name(to), "strength": 3}));
            json!({"from": name(from), "relation": "advice", "named": named})
        })
        .collect();
    add(&engine, Kind::Nomination, &nominations);
    let contacts: Vec<Value> = (0..CONTACTS)
        .map(|it| {
            let a = it * 2 % PEOPLE;
            json!({"a": name(a), "b": name(named(a, None)), "minutes": 30, "kind": "1to1"})
        })
        .collect();
    add(&engine, Kind::Contact, &contacts);
    engine
}

/// All of `coalition_read`: when nothing is kept, and when what the graph says is.
fn read_whole(bench: &mut Criterion) {
    let engine = organisation();
    let looked = || {
        let look = engine.look(&id(), &lead(), None).expect("it is there");
        view(&look.facts(), &Asked::default())
    };
    let began = Instant::now();
    let shown = looked();
    println!("{}", shown.summary);
    println!("coalition_read, the first time: {:.2?}", began.elapsed());
    assert_eq!(shown.reach[1].of, PEOPLE as u64);
    let mut group = bench.benchmark_group("coalition_read of 100,000 people with 300,000 ties");
    group.sample_size(10);
    let mut number = 0;
    group.bench_function("after something was recorded", |timing| {
        timing.iter_custom(|times| {
            let mut sum = std::time::Duration::ZERO;
            for _ in 0..times {
                number += 1;
                let b = format!("e{:06}", number % (PEOPLE - 1) + 1);
                let met = json!({"a": "e000000", "b": b, "minutes": 30, "kind": "1to1"});
                add(&engine, Kind::Contact, &[met]);
                let began = Instant::now();
                black_box(looked());
                sum += began.elapsed();
            }
            sum
        });
    });
    group.bench_function("when nothing has changed", |timing| timing.iter(|| black_box(looked())));
    let brokers = Asked { brokers: true, ..Asked::default() };
    let began = Instant::now();
    let look = engine.look(&id(), &lead(), None).expect("it is there");
    black_box(view(&look.facts(), &brokers));
    println!("with brokers: {:.2?}", began.elapsed());
    group.finish();
}

/// A gate that asks whether any of 200 pilots is blocked.
fn pilots(bench: &mut Criterion) {
    let engine = opened();
    let pilot = |number: usize| {
        // Half of them wait for the one before, in rows of ten.
        let needs: Vec<String> =
            (number % 10 > 4).then(|| format!("pilot-{number}")).into_iter().collect();
        json!({
            "name": format!("Pilot {number}"), "unit": "Sales", "starts_on": "2026-03-01",
            "ends_on": "2026-06-30", "sample_n": 30, "comparison": "matched_unit",
            "needs_result_of": needs,
        })
    };
    for number in 0..200 {
        add(&engine, Kind::Pilot, &[pilot(number)]);
    }
    let ended = json!({"pilot": "pilot-15", "outcome": "failed", "why": "It came to nothing."});
    add(&engine, Kind::PilotEnded, &[ended]);
    let look = engine.look(&id(), &lead(), None).expect("it is there");
    let mut group = bench.benchmark_group("200 pilots");
    group.bench_function("a gate report that asks whether any is blocked", |timing| {
        timing.iter(|| black_box(judge(&look.facts(), Step::Wins)));
    });
    group.bench_function("a gate report that does not", |timing| {
        timing.iter(|| black_box(judge(&look.facts(), Step::Vision)));
    });
    group.finish();
}

criterion_group!(benches, pilots, read_whole, coalition);
criterion_main!(benches);
