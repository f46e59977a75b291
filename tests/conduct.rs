//! A hundred thousand commands at random, by several people in many initiatives: whatever they try, the rules hold.
//!
//! The test counts what was accepted and what was refused, and fails when it has not been everywhere.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod directory;
mod invariants;
mod moves;
mod sign_in;
mod world;

use std::collections::BTreeSet;

use invariants::{audit, check_accepted};
use moves::{MOVES, kind_of};
pub(crate) use world::Chance;
use world::World;

/// How many commands have to be accepted.
const ACCEPTED: usize = 100_000;

/// How often each kind of command has to be accepted at least.
const EACH_LEAST: usize = 500;

/// What a rule can answer, read from where the rules name it, so that a new one is missed here.
fn refusal_kinds() -> BTreeSet<&'static str> {
    let source = include_str!("../crates/windrose-core/src/rules/refusal.rs");
    let (_, kinds) = source.split_once("pub const fn kind(").unwrap();
    let (kinds, _) = kinds.split_once("\n    }\n").unwrap();
    let named = |line: &'static str| Some(line.split_once("=> \"")?.1.split_once('"')?.0);
    kinds.lines().filter_map(named).collect()
}

#[test]
fn whatever_people_try_the_rules_hold() {
    let mut world = World::new(20_261_122);
    let mut tried = 0_usize;
    while world.accepted.values().sum::<usize>() < ACCEPTED {
        tried += 1;
        assert!(tried < 20 * ACCEPTED, "hardly anything is accepted: {:?}", world.accepted);
        let (_, make) = world.chance.weighted(MOVES);
        let Some(request) = make(&mut world) else { continue };
        let kind = kind_of(&request.command);
        let before = world.before(&request);
        match world.submit(&request) {
            // Nothing happened, for it had happened already.
            Ok(done) if done.events.is_empty() => {}
            Ok(done) => {
                check_accepted(&request, before.as_ref(), &done);
                world.note(&request, &done);
                *world.accepted.entry(kind).or_default() += 1;
            }
            Err(refusal) => *world.refused.entry(refusal.kind()).or_default() += 1,
        }
    }
    let rare: Vec<_> = moves::KINDS
        .iter()
        .filter(|kind| world.accepted.get(**kind).is_none_or(|n| *n < EACH_LEAST))
        .map(|kind| (*kind, world.accepted.get(kind).copied().unwrap_or(0)))
        .collect();
    assert_eq!(rare, [], "accepted too seldom; all: {:?}", world.accepted);
    let seen: BTreeSet<&str> = world.refused.keys().copied().collect();
    let unseen: Vec<_> = refusal_kinds().into_iter().filter(|it| !seen.contains(it)).collect();
    assert_eq!(unseen, [""; 0], "never refused so; all: {:?}", world.refused);
    audit(&world);
}
