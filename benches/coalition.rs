//! What the coalition graph costs in an organisation of 100,000 people with 300,000 ties.
//!
//! `cargo bench --bench coalition`. Coverage and cuts together are to stay under a second, the betweenness of 5,000
//! people under five.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use windrose_core::rules::coalition::brokers::{Ways, brokers};
use windrose_core::rules::coalition::cover::{Limits, next};
use windrose_core::rules::coalition::cuts::cuts;
use windrose_core::rules::coalition::groups::{Bands, groups, parts};
use windrose_core::rules::coalition::network::{Network, Person, Relation, Tie, TieKind};
use windrose_core::rules::coalition::rank::{Top, ranks};
use windrose_core::rules::coalition::reach::coverage;
use windrose_core::rules::coalition::sponsors::sponsors;

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

criterion_group!(benches, coalition);
criterion_main!(benches);
