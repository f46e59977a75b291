//! The same question as the checker's, answered by trying every order: slow, and too simple to be wrong.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use proptest::prelude::*;

use super::checker::check;
use super::mutants;
use super::record::{Entry, Fact, Journal, Op, Outcome};
use super::simulate::{history, lives_apart};
use crate::conduct::Chance;

/// What is there while an order is tried.
#[derive(Clone, Default)]
struct World<'a> {
    /// The commands that were carried out, with the call that did it.
    log: Vec<&'a Op>,
}

impl World<'_> {
    fn version(&self, initiative: &str) -> u64 {
        let of_it = self.log.iter().filter(|it| it.asked.initiative == initiative);
        u64::try_from(of_it.count()).unwrap()
    }

    fn last(&self, initiative: &str) -> &str {
        let mut of_it = self.log.iter().filter(|it| it.asked.initiative == initiative);
        of_it.next_back().and_then(|it| it.mark()).unwrap_or("")
    }
}

/// The world after a call, if its answer is what this one gives.
fn step<'a>(world: &World<'a>, op: &'a Op, journal: &Journal) -> Option<World<'a>> {
    let initiative = op.asked.initiative.as_str();
    let (version, last) = (world.version(initiative), world.last(initiative));
    let holds = |says: &[Fact]| says.iter().all(|it| it.value == last);
    let there = op.mark().and_then(|mark| world.log.iter().position(|it| it.mark() == Some(mark)));
    let found = |version: u64, at: &str, found: usize| {
        let of_it = |it: &&&Op| it.asked.initiative == initiative;
        let is = world.log[..=found].iter().filter(of_it).count();
        let entry = journal.entries.iter().find(|it| Some(it.mark.as_str()) == op.mark());
        version == u64::try_from(is).unwrap()
            && world.log[found].asked.initiative == initiative
            && entry.is_some_and(|it| it.at == at)
    };
    let carried_out = || {
        let allowed = op.asked.expected.is_none_or(|it| it == version)
            && op.asked.demands.iter().all(|it| (it.fact.value == last) == it.holds);
        let mut after = world.clone();
        after.log.push(op);
        allowed.then_some(after)
    };
    let as_before = |so: bool| so.then(|| world.clone());
    match &op.outcome {
        Outcome::Read { version: at, says } => {
            as_before(at.is_none_or(|it| it == version) && holds(says))
        }
        Outcome::Refused { version: at, says } => as_before(
            there.is_none()
                && at.is_none_or(|it| it == version && op.asked.expected != Some(it))
                && holds(says),
        ),
        Outcome::Done { version: at, at: when, replayed: true, .. } => {
            as_before(there.is_some_and(|it| found(*at, when, it)))
        }
        Outcome::Done { version: at, at: when, replayed: false, says } => {
            let after = carried_out().filter(|_| there.is_none())?;
            let last = after.last(initiative);
            let said = says.iter().all(|it| it.value == last);
            (said && found_in(&after, *at, when, journal)).then_some(after)
        }
        Outcome::Unknown if there.is_some() || op.mark().is_none() => as_before(true),
        Outcome::Unknown => carried_out(),
        Outcome::TurnedAway => as_before(true),
        Outcome::Strange(_) => None,
    }
}

/// Is the last command of the log the version that was answered?
fn found_in(world: &World<'_>, version: u64, at: &str, journal: &Journal) -> bool {
    let op = world.log.last().unwrap();
    let entry = journal.entries.iter().find(|it| Some(it.mark.as_str()) == op.mark());
    version == world.version(&op.asked.initiative) && entry.is_some_and(|it| it.at == at)
}

/// Is there an order of all these calls that ends in this log? Of calls without an answer any may be left out.
fn orders<'a>(world: &World<'a>, left: &[&'a Op], journal: &Journal, end: &[&Entry]) -> bool {
    let is = |(op, entry): (&&Op, &&Entry)| {
        op.mark() == Some(&entry.mark) && op.asked.initiative == entry.initiative
    };
    if world.log.len() > end.len() || !world.log.iter().zip(end).all(is) {
        return false;
    }
    if world.log.len() == end.len() && left.iter().all(|it| matches!(it.outcome, Outcome::Unknown))
    {
        return true;
    }
    left.iter().enumerate().any(|(at, op)| {
        let mut rest = left.to_vec();
        rest.remove(at);
        // What ended before this was asked comes before it, or, without an answer, not at all.
        let (ended, rest): (Vec<&Op>, Vec<&Op>) =
            rest.into_iter().partition(|it| it.returned < op.invoked);
        ended.iter().all(|it| matches!(it.outcome, Outcome::Unknown))
            && step(world, op, journal).is_some_and(|next| orders(&next, &rest, journal, end))
    })
}

/// Is there an order for each initiative, and one of all commands that agrees with their positions?
fn linearizable(ops: &[Op], journal: &Journal) -> bool {
    let mut initiatives: Vec<&str> = ops.iter().map(|it| it.asked.initiative.as_str()).collect();
    initiatives.extend(journal.entries.iter().map(|it| it.initiative.as_str()));
    initiatives.sort_unstable();
    initiatives.dedup();
    let numbered = initiatives.iter().all(|id| {
        let of_it = journal.entries.iter().filter(|it| it.initiative == *id);
        of_it.zip(1..).all(|(entry, version)| entry.version == version)
    });
    let exists = |ops: &[&Op], end: &[&Entry]| orders(&World::default(), ops, journal, end);
    numbered
        && journal.entries.is_sorted_by(|one, next| one.position < next.position)
        && initiatives.iter().all(|id| {
            let ops: Vec<&Op> = ops.iter().filter(|it| it.asked.initiative == *id).collect();
            let end: Vec<&Entry> =
                journal.entries.iter().filter(|it| it.initiative == *id).collect();
            exists(&ops, &end)
        })
        && {
            let writes: Vec<&Op> = ops
                .iter()
                .filter(|it| it.mark().is_some() && !matches!(it.outcome, Outcome::Refused { .. }))
                .collect();
            exists(&writes, &journal.entries.iter().collect::<Vec<_>>())
        }
}

/// What both say of a history; the answer of the slow one first.
fn both(ops: &[Op], journal: &Journal) -> (bool, bool) {
    let found = check(ops, journal);
    (linearizable(ops, journal), found.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_quick_checker_says_what_trying_every_order_says(seed in 1_u64.., calls in 1_usize..=7) {
        let mut chance = Chance::seeded(seed);
        let (ops, journal) = history(&mut chance, calls);
        prop_assert_eq!(both(&ops, &journal), (true, true), "{:?}", (&ops, &journal));
        for _ in 0..8 {
            let (mut ops, mut journal) = (ops.clone(), journal.clone());
            for _ in 0..=chance.below(2) {
                mutants::anything(&mut chance, &mut ops, &mut journal);
            }
            // The one case that the checker judges too mildly, and says so.
            if lives_apart(&ops) {
                continue;
            }
            let (slow, quick) = both(&ops, &journal);
            prop_assert_eq!(slow, quick, "{:?}\n{:?}", (&ops, &journal), check(&ops, &journal));
        }
    }
}

/// Otherwise the two could agree by always saying the same.
#[test]
fn chance_breaks_some_histories_and_leaves_others_correct() {
    let mut chance = Chance::seeded(20_261_123);
    let (mut correct, mut broken) = (0, 0);
    for calls in (1..=7).cycle().take(700) {
        let (mut ops, mut journal) = history(&mut chance, calls);
        mutants::anything(&mut chance, &mut ops, &mut journal);
        match check(&ops, &journal).is_empty() {
            true => correct += 1,
            false => broken += 1,
        }
    }
    assert!(correct > 100 && broken > 100, "{correct} correct, {broken} broken");
}
