//! Many clients at once, which hang up, repeat themselves and are killed, and a daemon that is killed and loses its power:
//! is what they were answered what would have been answered one after another?
//!
//! ```text
//!   calls ──► town: twelve clients ──► wire ──► daemon, killed again and again      simulate ──► mutants, brute
//!                     │ record: what was asked and answered, and when                  │
//!                     ▼                                                                ▼
//!   fold: the journal that is left ─────────────────────────────────────────────► checker ──► sweep
//! ```
//!
//! `WINDROSE_HISTORY_SECONDS` makes the history longer, and `WINDROSE_HISTORY_SEED` repeats what a seed asked for, though
//! not when.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod brute;
mod calls;
mod checker;
mod fold;
mod mutants;
mod power;
mod record;
mod simulate;
mod sweep;
mod town;
mod wire;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;

use crate::conduct::Chance;
use crate::daemon::{Calls as _, Daemon, Office, until};
use checker::{Finding, check};
use power::Power;
use record::{Journal, NEVER, Op, Outcome, Time};
use town::{Client, Life, Town};

/// How many call at once.
const CLIENTS: usize = 12;

/// How long they do, when nobody says.
const SECONDS: u64 = 4;

/// How often the daemon is killed in so many seconds.
const KILLS: u32 = 5;

/// How many calls are answered at least between two kills, however slow the machine.
const ANSWERS: usize = 300;

/// A number from the environment.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|it| it.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

#[test]
fn what_was_answered_is_what_one_after_another_would_have_been() {
    let seconds = given("WINDROSE_HISTORY_SECONDS").unwrap_or(SECONDS);
    let seed = given("WINDROSE_HISTORY_SEED").unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        u64::from(now.subsec_nanos()) + 1
    });
    eprintln!("WINDROSE_HISTORY_SEED={seed}");
    let (ops, journal) = record(seed, Duration::from_secs(seconds));
    let findings = check(&ops, &journal);
    assert!(findings.is_empty(), "{}", dump(seed, &ops, &journal, &findings));
    eprintln!("{}", everything_happened(&ops, &journal));
    // The same history, broken, is not found correct. Some ways to break one need what happens by chance only.
    let mut chance = Chance::seeded(seed);
    let ways: Vec<_> = (0..5).map(|_| *chance.of(mutants::MUTANTS)).collect();
    let bitten = mutants::bite(&mut chance, &ways, &ops, &journal);
    assert!(bitten.contains(&true), "there was no way to break this history");
}

/// Ends the calling, also when the test fails.
struct Over<'a>(&'a Town);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::Relaxed);
    }
}

/// Lets clients call for so long, while the daemon is killed again and again.
fn record(seed: u64, duration: Duration) -> (Vec<Op>, Journal) {
    let office = Office::open();
    let source = calls::workflow();
    office.daemon.admin().ok("workflow_publish", json!({"source": source}));
    let people = ["owner", "sponsor", "controller", "lead", "member"];
    let tokens = people.map(|it| (it, office.token(it).to_owned()));
    let life = Life { number: 0, url: office.daemon.url.clone() };
    let town = Town::new(life, BTreeMap::from(tokens));
    let mut first = Client::new(&town, 0, seed);
    first.open();
    let mut ops = std::mem::take(&mut first.ops);
    let (office, deaths) = std::thread::scope(|scope| {
        let over = Over(&town);
        let clients: Vec<_> = (1..=CLIENTS)
            .map(|id| {
                let mut client = Client::new(&town, id, seed.wrapping_add(97 * id as u64));
                scope.spawn(move || {
                    client.live();
                    client.ops
                })
            })
            .collect();
        let mut spy = Client::new(&town, CLIENTS + 1, seed);
        let killed = kill_and_restart(office, &town, &mut spy, duration);
        drop(over);
        ops.append(&mut spy.ops);
        clients.into_iter().for_each(|it| ops.extend(it.join().unwrap()));
        killed
    });
    for op in ops.iter_mut().filter(|it| matches!(it.outcome, Outcome::Unknown)) {
        op.returned = deaths.get(op.life).copied().unwrap_or(NEVER);
        // The daemon was dead before it could have heard of this.
        if op.returned < op.invoked {
            (op.returned, op.outcome) = (op.invoked, Outcome::TurnedAway);
        }
    }
    let (ended, folder) = office.close(Daemon::stop);
    assert_eq!(ended.code(), Some(0));
    (ops, fold::read(folder.path(), calls::BEGINS, &source))
}

/// Answers the office with its last daemon, and when each daemon before it was dead.
fn kill_and_restart(
    mut office: Office,
    town: &Town,
    spy: &mut Client<'_>,
    duration: Duration,
) -> (Office, Vec<Time>) {
    let (mut deaths, mut power) = (Vec::new(), None::<Power>);
    let kills = KILLS * u32::try_from(duration.as_secs().div_ceil(SECONDS)).unwrap();
    let began = Instant::now();
    for round in 1..=kills + 1 {
        let before = town.answered.load(Ordering::Relaxed);
        let enough = || town.answered.load(Ordering::Relaxed) >= before + ANSWERS;
        let due = duration * round / (kills + 1);
        // However long the whole takes, each part of it is short.
        while began.elapsed() < due {
            std::thread::sleep(Duration::from_millis(2));
        }
        until(|| enough().then_some(())).expect("too few answers");
        if round > kills {
            break;
        }
        spy.spy();
        let folder = office.folder().to_owned();
        let lost = power.take();
        // The first is killed only, and every third; all others lose their power, but for the last, which stops.
        let next = round < kills && round % 3 != 0;
        let end = |daemon: Daemon| {
            daemon.kill();
            let died = town.now();
            if let Some(lost) = lost {
                lost.lost();
            }
            died
        };
        let (died, again) = office.again_with(end, || {
            power = next.then(|| Power::on(&folder));
            power.as_ref().map(Power::environment).unwrap_or_default()
        });
        deaths.push(died);
        office = again;
        let life = Life { number: deaths.len(), url: office.daemon.url.clone() };
        *town.life.write().unwrap() = life;
    }
    (office, deaths)
}

/// What happened in a history, which is nothing worth looking at unless all of it did.
fn everything_happened(ops: &[Op], journal: &Journal) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lives: BTreeMap<&str, usize> = ops
        .iter()
        .filter(|it| matches!(it.outcome, Outcome::Done { replayed: false, .. }))
        .filter_map(|it| Some((it.mark()?, it.life)))
        .collect();
    let there: BTreeSet<&str> = journal.entries.iter().map(|it| it.mark.as_str()).collect();
    for op in ops {
        let method = &op.asked.method;
        let mut count = |what: &str| *counts.entry(what.to_owned()).or_default() += 1;
        match &op.outcome {
            Outcome::Done { replayed: false, .. } => count(&format!("{method} done")),
            Outcome::Done { .. } => match op.mark().and_then(|it| lives.get(it)) {
                Some(life) if *life < op.life => count("repeats answered by a later daemon"),
                Some(_) => count("repeats answered by the same daemon"),
                None => count("repeats of what was not answered"),
            },
            Outcome::Refused { version: Some(_), .. } => count("version conflicts"),
            Outcome::Refused { .. } => count(&format!("{method} refused")),
            Outcome::Read { version: Some(_), .. } => count(&format!("{method} read")),
            Outcome::Read { .. } | Outcome::TurnedAway | Outcome::Strange(_) => {}
            Outcome::Unknown => match op.mark() {
                Some(mark) if there.contains(mark) => count("not answered and done"),
                Some(_) => count("not answered and not done"),
                None => {}
            },
        }
    }
    let told: Vec<String> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
    let (calls, commits) = (ops.len(), journal.entries.len());
    let told = format!("{calls} calls, {commits} commits: {}", told.join(", "));
    for what in WANTED {
        assert!(counts.contains_key(*what), "no {what}: {told}");
    }
    told
}

/// What has to happen in every history.
const WANTED: &[&str] = &[
    "record_add done",
    "role_assign done",
    "role_revoke done",
    "gate_decide done",
    "step_reopen done",
    "step_due done",
    "gate_decide refused",
    "role_assign refused",
    "version conflicts",
    "initiative_get read",
    "record_list read",
    "gate_explain read",
    "timeline_read read",
    "record_add read",
    "repeats answered by the same daemon",
    "repeats answered by a later daemon",
    "repeats of what was not answered",
    "not answered and done",
    "not answered and not done",
];

/// Writes a history down, and tells the first things that are wrong with it.
fn dump(seed: u64, ops: &[Op], journal: &Journal, findings: &[Finding]) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("history-{seed}.txt"));
    let mut ops: Vec<&Op> = ops.iter().collect();
    ops.sort_by_key(|it| it.invoked);
    let lines = findings
        .iter()
        .map(|it| format!("{:?}: {}", it.broken, it.text))
        .chain(ops.iter().map(ToString::to_string))
        .chain(journal.entries.iter().map(|it| format!("{it:?}")));
    let lines: Vec<String> = lines.collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let first = lines[..findings.len().min(8)].join("\n");
    format!("{} things are wrong:\n{first}\nAll of it is in {}", findings.len(), file.display())
}
