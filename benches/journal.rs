//! What the journal on disk costs, beside the same writes without a journal: a file that was filled with zeros, written
//! in its place and synced.
//!
//! `cargo bench --bench journal`. Both take turns, because disks differ from minute to minute. Then 2,000 initiatives with
//! 57 commits each are filled in, closed and opened again: memory, disk, and the price of reading.
#![allow(clippy::print_stdout, reason = "its figures are what a benchmark is for")]

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use windrose_core::journal::sled::SledJournal;
use windrose_core::journal::{Commit, CommitId, Journal, Key, Stream};
use windrose_core::rules::ids::Digest;
use windrose_core::rules::role::Actor;

const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(2);
const INITIATIVES: u64 = 2_000;
const COMMITS: u64 = 57;
/// So many initiatives are worked on at once.
const AT_ONCE: u64 = 64;

const WORDS: [&str; 24] = [
    "heard", "nurses", "weekly", "round", "delay", "handover", "because", "nobody", "asks", "the",
    "ward", "again", "figure", "from", "March", "target", "missed", "by", "three", "days", "team",
    "agreed", "trial", "bed",
];

/// A commit of about 500 bytes: ids that do not compress, and text that does.
fn commit(stream: Stream, version: u64, seed: u64) -> Commit {
    let id = Digest::of(&(seed * 2 + 1).to_be_bytes());
    let words = id.0.iter().map(|byte| WORDS[usize::from(*byte) % WORDS.len()]);
    Commit {
        stream,
        version,
        id: CommitId(id),
        at: "2026-03-01T09:00:00Z".parse().expect("a time"),
        by: Actor::System,
        key: Some(Key { key: words.collect::<Vec<_>>().join(" "), fingerprint: id }),
        events: Vec::new(),
    }
}

fn initiative(number: u64) -> Stream {
    Stream::Initiative(format!("initiative-{number}").parse().expect("an id"))
}

/// Commits per second into a journal, in groups of a size.
fn appended(group: u64) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = SledJournal::create(folder.path()).expect("a store");
    let (began, mut done) = (Instant::now(), 0_u64);
    while began.elapsed() < ROUND {
        let round = done / group + 1;
        let commits: Vec<_> = (0..group).map(|n| commit(initiative(n), round, done + n)).collect();
        journal.append(&commits).expect("a group is taken");
        done += group;
    }
    done as f64 / began.elapsed().as_secs_f64()
}

/// As many bytes in a file that is there already, synced as often; made ready beforehand, and without a journal.
fn written(group: u64) -> f64 {
    const BYTES: u64 = 32 * 1024 * 1024;
    let folder = tempfile::tempdir().expect("a folder");
    let mut file = File::create(folder.path().join("plain")).expect("a file");
    file.write_all(&vec![0; BYTES as usize]).expect("zeros");
    file.sync_all().expect("a disk");
    let bytes = vec![b'x'; 600 * group as usize];
    let (began, mut done, mut at) = (Instant::now(), 0_u64, 0);
    while began.elapsed() < ROUND {
        file.write_all_at(&bytes, at).expect("room");
        file.sync_data().expect("a disk");
        at += bytes.len() as u64;
        at = if at + bytes.len() as u64 > BYTES { 0 } else { at };
        done += group;
    }
    done as f64 / began.elapsed().as_secs_f64()
}

fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let bytes = entries.map(|entry| {
        let about = entry.metadata().expect("a file");
        if about.is_dir() { bytes_in(&entry.path()) } else { about.len() }
    });
    bytes.sum()
}

/// The memory of this process, in MB: now, and at most so far.
fn memory() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0)
            / 1024
    };
    (of("VmRSS:"), of("VmHWM:"))
}

fn fill(path: &Path) {
    let journal = SledJournal::create(path).expect("a store");
    let began = Instant::now();
    for first in (0..INITIATIVES).step_by(AT_ONCE as usize) {
        let numbers = first..(first + AT_ONCE).min(INITIATIVES);
        for version in 1..=COMMITS {
            let group =
                numbers.clone().map(|n| commit(initiative(n), version, n * COMMITS + version));
            journal.append(&group.collect::<Vec<_>>()).expect("a group is taken");
        }
    }
    let took = began.elapsed();
    let (now, most) = memory();
    journal.close().expect("a journal closes");
    let kib = bytes_in(&path.join("sled")) / INITIATIVES;
    println!(
        "filled {INITIATIVES} x {COMMITS} commits in {took:.1?}: {now} MB, at most {most} MB; {kib} bytes of sled for each initiative"
    );
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let value = run();
    let (now, most) = memory();
    println!("{what}: {:.2?}; {now} MB, at most {most} MB", began.elapsed());
    value
}

fn main() {
    if let Some(path) = std::env::args().skip_while(|arg| arg != "--open").nth(1) {
        // In a process of its own, so that its memory is that of an opening.
        let journal = timed("opened", || SledJournal::open(path).expect("a store opens"));
        let count = INITIATIVES * COMMITS;
        timed("read one stream 100 times", || {
            for n in 0..100 {
                let found = journal.read_stream(&initiative(n * 19), 1, usize::MAX);
                assert_eq!(found.expect("a stream reads").len() as u64, COMMITS);
            }
        });
        timed("read all, 500 at a time", || {
            for from in (1..=count).step_by(500) {
                assert_eq!(journal.read_all(from, 500).expect("a page reads").len(), 500);
            }
        });
        timed("verified", || journal.verify().expect("it holds"));
        return;
    }
    for group in [1, 16, 64] {
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            let (plain, journal) = (written(group), appended(group));
            ratios.push(journal / plain);
            println!("groups of {group}: {journal:.0} commits/s, plain {plain:.0}");
        }
        ratios.sort_by(f64::total_cmp);
        println!("groups of {group}: {:.2} of plain writes", ratios[ROUNDS / 2]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    fill(&path);
    let program = std::env::current_exe().expect("a name");
    let status = std::process::Command::new(program).arg("--open").arg(&path).status();
    assert!(status.expect("this program starts").success());
}
