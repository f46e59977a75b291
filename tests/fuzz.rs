//! What is fuzzed by `cargo xtask fuzz` is tried here too, with what was kept of it and with changes at random, so that
//! every `cargo test` does some of it.
//!
//! A file of `fuzz/corpus/` is an example of something, or did harm once. The functions are the fuzzers' own.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A target, and how many changes of its corpus are tried.
type Target = (&'static str, fn(&[u8]), u32);

const FRAME: Target = ("frame", targets::frame::run, 1_500);
const IMPORT: Target = ("import", targets::import::run, 1_000);
const RPC: Target = ("rpc", targets::rpc::run, 1_500);
const WORKFLOW: Target = ("workflow", targets::workflow::run, 600);

/// What a change puts in: the edges of numbers, days and nesting, and what shapes are made of.
const TOKENS: [&str; 24] = [
    "0",
    "-1",
    "4294967296",
    "1e999",
    "-0.5",
    "9007199254740993",
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "[[",
    "}}",
    ",",
    "\"a\":",
    "\\",
    "\"\\ud800\"",
    "\"9999-12-31\"",
    "\"-009999-01-01\"",
    "9999-12-30T22:00:00.999Z",
    "{n}",
    "/",
    "~1",
    "ä",
];

/// The files kept for a target, with their names.
fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "{}: hardly anything is kept", folder.display());
    files
}

/// One change: what is done, where, and how much of it.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    Remove(Index, usize),
    Put(Index, &'static str),
    Over(Index, &'static str),
    Again(Index, usize, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1..=u8::MAX).prop_map(|(at, with)| Change::Flip(at, with)),
        (at(), 1_usize..40).prop_map(|(at, length)| Change::Remove(at, length)),
        (at(), select(&TOKENS[..])).prop_map(|(at, token)| Change::Put(at, token)),
        (at(), select(&TOKENS[..])).prop_map(|(at, token)| Change::Over(at, token)),
        (at(), 1_usize..200, at()).prop_map(|(from, length, to)| Change::Again(from, length, to)),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>) {
    let at = |index: &Index| index.index(bytes.len() + 1);
    let end = |at: usize, length: usize| (at + length).min(bytes.len());
    match change {
        Change::Flip(index, with) => {
            let at = at(index);
            bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= with);
        }
        Change::Remove(index, length) => drop(bytes.drain(at(index)..end(at(index), *length))),
        Change::Put(index, token) => drop(bytes.splice(at(index)..at(index), token.bytes())),
        // In place of a whole value, as far as commas tell.
        Change::Over(index, token) => {
            let from = at(index);
            let length = bytes[from..].iter().position(|byte| b",]}\n".contains(byte));
            let to = from + length.unwrap_or(bytes.len() - from);
            drop(bytes.splice(from..to, token.bytes()));
        }
        Change::Again(from, length, to) => {
            let part = bytes[at(from)..end(at(from), *length)].to_vec();
            let to = at(to);
            drop(bytes.splice(to..to, part));
        }
    }
}

fn try_kept((name, run, _): Target) {
    for (path, bytes) in kept(name) {
        // The panic has said what; this says with which file.
        assert!(catch_unwind(AssertUnwindSafe(|| run(&bytes))).is_ok(), "{path}");
    }
}

fn try_changed((name, run, cases): Target) {
    let kept = kept(name);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(file in any::<Index>(), changes in prop::collection::vec(change(), 1..5))| {
        let (path, mut bytes) = file.get(&kept).clone();
        changes.iter().for_each(|it| apply(it, &mut bytes));
        let held = catch_unwind(AssertUnwindSafe(|| run(&bytes))).is_ok();
        prop_assert!(held, "{path}, changed to:\n{}", bytes.escape_ascii());
    });
}

#[test]
fn frames_kept_do_no_harm() {
    try_kept(FRAME);
}

#[test]
fn frames_changed_do_no_harm() {
    try_changed(FRAME);
}

#[test]
fn files_kept_do_no_harm() {
    try_kept(IMPORT);
}

#[test]
fn files_changed_do_no_harm() {
    try_changed(IMPORT);
}

#[test]
fn calls_kept_do_no_harm() {
    try_kept(RPC);
}

#[test]
fn calls_changed_do_no_harm() {
    try_changed(RPC);
}

#[test]
fn workflows_kept_do_no_harm() {
    try_kept(WORKFLOW);
}

#[test]
fn workflows_changed_do_no_harm() {
    try_changed(WORKFLOW);
}
