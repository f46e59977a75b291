//! Nothing that was acknowledged is lost: not by `kill -9`, and not when the power goes.
//!
//! ```text
//!   parent ── starts this test binary again, under shim.c ──► child: appends as fast as it can,
//!          ◄── "ack position digest" after each Ok ─────────         prints what was acknowledged
//!          ── SIGKILL at a random moment
//!   parent: builds the folder as the disk has it (disk.rs), opens it, looks for every ack
//! ```
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use windrose_core::journal::sled::{Options, SledJournal};
use windrose_core::journal::{Commit, CommitId, Journal, Key, Position, Stream};
use windrose_core::rules::ids::Digest;
use windrose_core::rules::role::Actor;

use disk::Names;

pub(crate) mod disk;

const STORE: &str = "WINDROSE_POWER_LOSS_STORE";
const ROUNDS: &str = "WINDROSE_POWER_LOSS_ROUNDS";
const ROUNDS_DEFAULT: u32 = 6;

/// A log that goes round and round, and that the shim has copied soon.
const SMALL: Options = Options { segment_bytes: 128 * 1024, segments: 4 };

/// A small generator of its own, so that a failing round can be told from its seed.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self(RandomState::new().hash_one("seed") | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

fn initiative(number: u64) -> Stream {
    Stream::Initiative(format!("i{number}").parse().unwrap())
}

/// A commit with random text. The text is in the key and there is no event, so that this test knows no rule.
fn commit(stream: Stream, version: u64, random: &mut Random) -> Commit {
    let id = Digest::of(format!("{stream} {version} {}", random.below(u64::MAX)).as_bytes());
    let bytes = if random.below(200) == 0 { 20_000 } else { 50 + random.below(600) };
    let key = id.to_string().chars().cycle().take(bytes as usize).collect();
    Commit {
        stream,
        version,
        id: CommitId(id),
        at: "2026-03-01T09:00:00Z".parse().unwrap(),
        by: Actor::System,
        key: Some(Key { key, fingerprint: id }),
        events: Vec::new(),
    }
}

fn digest(commit: &Commit) -> Digest {
    Digest::of(&serde_json::to_vec(commit).unwrap())
}

/// What the child runs; without a store named by the environment it is no test at all.
#[test]
fn writer_child() {
    let Some(folder) = std::env::var_os(STORE) else { return };
    let journal = SledJournal::open_or_create_with(folder, SMALL).unwrap();
    let mut random = Random::new();
    let mut ends: Vec<u64> = (0..8)
        .map(|number| journal.read_stream(&initiative(number), 1, usize::MAX).unwrap().len() as u64)
        .collect();
    // Not print!: it would be held back, and lost with the process.
    let say = |text: String| {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes()).unwrap();
        out.flush().unwrap();
    };
    say("\nready\n".to_owned());
    loop {
        let size = [1, 1, 1, 3, 20, 60][random.below(6) as usize];
        let group: Vec<_> = (0..size)
            .map(|_| {
                let number = random.below(8);
                ends[number as usize] += 1;
                commit(initiative(number), ends[number as usize], &mut random)
            })
            .collect();
        // Where groups end is said beforehand: a group of which a part survived would be found by it.
        say(format!("group {}\n", journal.head().position + group.len() as u64));
        let positions = journal.append(&group).unwrap();
        let acks = positions.iter().zip(&group);
        say(acks.map(|(at, commit)| format!("ack {at} {}\n", digest(commit))).collect());
    }
}

/// What a child said before it died.
#[derive(Debug, Default)]
struct Said {
    acks: BTreeMap<Position, Digest>,
    /// The ends of all groups that were begun.
    ends: Vec<Position>,
}

/// Starts a writer, kills it after a while and takes in what it said.
fn killed_writer(store: &Path, random: &mut Random, shim: &[(&str, &Path)]) -> Said {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "power_loss::writer_child", "--nocapture", "--test-threads=1"])
        .env(STORE, store)
        .envs(shim.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut text = Vec::new();
    while !text.ends_with(b"\nready\n") {
        let mut byte = [0];
        assert_eq!(out.read(&mut byte).unwrap(), 1, "the writer ended before it began");
        text.push(byte[0]);
    }
    let reader = std::thread::spawn(move || {
        let mut rest = String::new();
        out.read_to_string(&mut rest).map(|_| rest)
    });
    std::thread::sleep(Duration::from_millis(300 + random.below(1200)));
    child.kill().unwrap();
    let ended = child.wait().unwrap();
    assert_eq!(ended.code(), None, "the writer ended by itself");
    let text = reader.join().unwrap().unwrap();
    let mut said = Said::default();
    // The last line may have been cut short by the kill.
    for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["ack", position, digest] => {
                said.acks.insert(position.parse().unwrap(), digest.parse().unwrap());
            }
            ["group", end] => said.ends.push(end.parse().unwrap()),
            _ => panic!("the writer said `{line}`"),
        }
    }
    assert!(!said.acks.is_empty(), "killed before anything was acknowledged");
    said
}

/// Opens a store and says what is wrong with it, measured by what was acknowledged.
fn missing(store: &Path, said: &Said) -> Result<(), String> {
    let journal = SledJournal::open(store).map_err(|error| format!("does not open: {error}"))?;
    let verified = journal.verify().map_err(|error| format!("does not verify: {error}"))?;
    let found = journal.read_all(1, usize::MAX).map_err(|error| error.to_string())?;
    let found: BTreeMap<_, _> = found.iter().map(|p| (p.position, digest(&p.commit))).collect();
    let lost = said.acks.iter().filter(|(position, digest)| found.get(position) != Some(digest));
    match lost.count() {
        0 => {}
        lost => return Err(format!("{lost} of {} acknowledged commits are lost", said.acks.len())),
    }
    let head = verified.head.position;
    if said.ends.contains(&head) { Ok(()) } else { Err(format!("a group was torn at {head}")) }
}

fn rounds() -> u32 {
    std::env::var(ROUNDS).map_or(ROUNDS_DEFAULT, |rounds| rounds.parse().unwrap())
}

/// The compiled shim, made once.
pub(crate) fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power_loss/shim.c");
        let shim = Path::new(env!("CARGO_TARGET_TMPDIR")).join("power_loss_shim.so");
        disk::compile(&source, &shim).unwrap();
        shim
    })
}

/// One loss of power on a fresh store.
fn power_loss(
    random: &mut Random,
    how: &[(&'static str, &'static str)],
    names: Names,
) -> Result<usize, String> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| fs::canonicalize(folder.path()).unwrap().join(name);
    let (store, shadow, disk) = (at("store"), at("shadow"), at("disk"));
    disk::everything_is_on_the_disk(&store, &shadow).unwrap();
    let mut env = vec![
        ("LD_PRELOAD", shim()),
        ("WINDROSE_SHIM_ROOT", store.as_path()),
        ("WINDROSE_SHIM_SHADOW", shadow.as_path()),
    ];
    env.extend(how.iter().map(|(name, value)| (*name, Path::new(*value))));
    let said = killed_writer(&store, random, &env);
    disk::after_the_loss(&store, &shadow, &disk, names).unwrap();
    missing(&disk, &said).map(|()| said.acks.len())
}

#[test]
fn a_loss_of_power_loses_nothing_that_was_acknowledged() {
    let mut random = Random::new();
    for round in 0..rounds() {
        let seed = random.0;
        // Every other disk keeps names only where it was asked to. Disks that also keep half of the sectors that nobody
        // asked for are tried by `cargo xtask faults power`.
        let names = if round % 2 == 0 { Names::All } else { Names::Synced };
        let survived = power_loss(&mut random, &[], names);
        let acks = survived.unwrap_or_else(|lost| panic!("round {round}, seed {seed}: {lost}"));
        assert!(acks > 20, "round {round}, seed {seed}: only {acks} commits, this shows nothing");
    }
}

/// The test above can fail: without the one call that reaches the disk, it does.
#[test]
fn without_fdatasync_a_loss_of_power_is_noticed() {
    let mut random = Random::new();
    let drop = [("WINDROSE_SHIM_DROP", "fdatasync")];
    let noticed = (0..5).any(|_| power_loss(&mut random, &drop, Names::All).is_err());
    assert!(noticed, "five losses of power without a single sync, and nothing was missed");
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut random = Random::new();
    let mut acks = BTreeMap::new();
    for round in 0..rounds().min(4) {
        let seed = random.0;
        let mut said = killed_writer(&store, &mut random, &[]);
        // What earlier writers were told holds still.
        acks.append(&mut said.acks);
        let said = Said { acks: acks.clone(), ..said };
        missing(&store, &said).unwrap_or_else(|lost| panic!("round {round}, seed {seed}: {lost}"));
    }
}
