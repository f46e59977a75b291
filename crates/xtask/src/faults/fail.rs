//! The disk fails: EIO or ENOSPC for one call, or from one call on.
//!
//! windrose has to end with exit code 70 and say why, never sync that file again, and have everything afterwards.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::Bench;
use super::daemon::{Daemon, Ended, verify};
use super::disk::Names;
use super::load::Notes;
use super::random::Random;
use super::shim::{Call, Disk};
use super::stored::Stored;
use super::table::Row;

/// How long windrose may go on until the fault has hit it and ended it. Longer than the slowest of its timers.
const PATIENCE: Duration = Duration::from_secs(20);

/// A call, an error, whether all later calls fail as well, and the range of calls within which it happens.
struct Sort {
    what: &'static str,
    call: &'static str,
    error: &'static str,
    from_then_on: bool,
    within: u64,
    /// How many tries, in the long and in the short version.
    tries: (usize, usize),
}

const SORTS: &[Sort] = &[
    Sort {
        what: "EIO from fdatasync",
        call: "fdatasync",
        error: "EIO",
        from_then_on: false,
        within: 150,
        tries: (15, 3),
    },
    Sort {
        what: "EIO from fsync",
        call: "fsync",
        error: "EIO",
        from_then_on: false,
        within: 14,
        tries: (14, 3),
    },
    Sort {
        what: "EIO from write",
        call: "write",
        error: "EIO",
        from_then_on: false,
        within: 200,
        tries: (15, 3),
    },
    Sort {
        what: "EIO from every write from then on",
        call: "write",
        error: "EIO",
        from_then_on: true,
        within: 200,
        tries: (8, 1),
    },
    Sort {
        what: "ENOSPC from every write from then on",
        call: "write",
        error: "ENOSPC",
        from_then_on: true,
        within: 200,
        tries: (8, 1),
    },
];

pub(crate) fn failures(bench: &Bench) -> Result<Vec<Row>, String> {
    SORTS.iter().map(|sort| bench.timed(|| failures_of(bench, sort))).collect()
}

fn failures_of(bench: &Bench, sort: &Sort) -> Result<Row, String> {
    let mut row = Row::new(sort.what);
    let mut random = Random::new();
    for _ in 0..bench.sized(sort.tries.0, sort.tries.1) {
        let scratch = bench.scratch("fail")?;
        let wrong = row.wrong.len();
        one(
            bench,
            sort,
            &Disk::new(&bench.shim, scratch.path()),
            1 + random.below(sort.within),
            &mut row,
        )?;
        scratch.keep_if(row.wrong.len() > wrong, &mut row);
    }
    Ok(row)
}

fn one(
    bench: &Bench,
    sort: &Sort,
    disk: &Disk<'_>,
    number: u64,
    row: &mut Row,
) -> Result<(), String> {
    let notes = Notes::default();
    // A store with something in it: a life before the fault.
    let daemon = Daemon::start(&bench.binary, &disk.store(), &[])?;
    let (_, ended) = under_load(bench, daemon, &notes, Duration::from_millis(100), 30)?;
    row.check(ended.was_killed(), || format!("ended before the fault: {}", ended.said));

    let plus = if sort.from_then_on { "+" } else { "" };
    let fault = format!("{}:{}:{number}{plus}", sort.call, sort.error);
    let mut daemon = Daemon::spawn(&bench.binary, &disk.store(), &disk.env(&[("FAIL", &fault)])?)?;
    let (by_itself, ended) = if daemon.listens()? {
        under_load(bench, daemon, &notes, PATIENCE, 0)?
    } else {
        (true, daemon.ended()?)
    };
    row.tried += 1;
    let calls = disk.calls();
    let hit = calls.iter().position(|call| call.result == sort.error);
    match hit {
        None => row.ends("not hit"),
        Some(hit) => {
            row.ends(ended.how());
            refused_well(row, &fault, by_itself, &ended);
            never_again(row, &fault, &calls[hit], &calls[hit + 1..]);
        }
    }
    row.wrong.extend(notes.wrong());
    row.acknowledged += notes.count();
    // The disk is well again. First as the page cache has it, then as the disk alone would.
    let copied = disk.store().with_extension("cache");
    super::copy(&disk.store(), &copied)?;
    everything_is_there(bench, &copied, &notes, row, &fault)?;
    disk.lose_power(Names::All)?;
    everything_is_there(bench, &disk.store(), &notes, row, &format!("{fault}, then no power"))
}

/// Sends commands until the daemon ends by itself, or is killed because the time is over and as many are acknowledged as
/// are needed to show anything, however slow the machine. Answers whether it ended by itself.
pub(crate) fn under_load(
    bench: &Bench,
    mut daemon: Daemon,
    notes: &Notes,
    longest: Duration,
    at_least: usize,
) -> Result<(bool, Ended), String> {
    let at_least = notes.count() + at_least;
    let (address, token, end) =
        (daemon.address().to_owned(), daemon.token()?, AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| notes.load(&address, &token, bench.clients, &end));
        let began = Instant::now();
        let is_over = || {
            began.elapsed() > longest && (notes.count() >= at_least || began.elapsed() > PATIENCE)
        };
        while !is_over() && !daemon.is_gone() {
            std::thread::sleep(Duration::from_millis(2));
        }
        end.store(true, Ordering::Relaxed);
        let by_itself = daemon.is_gone();
        Ok((by_itself, daemon.kill()?))
    })
}

/// A failing disk ends windrose with exit code 70 and a message, or at the start with a refusal that helps.
pub(crate) fn refused_well(row: &mut Row, what: &str, by_itself: bool, ended: &Ended) {
    row.check(by_itself, || format!("{what}: goes on after {PATIENCE:?}: {}", ended.said));
    if !by_itself {
        return;
    }
    row.refused += 1;
    row.check(ended.code() == Some(70), || {
        format!("{what}: {} and not exit 70: {}", ended.how(), ended.said)
    });
    row.check(!ended.panicked(), || format!("{what}: a panic is shown: {}", ended.said));
    let explained = ended.said.contains("error: ") || ended.said.contains("the store failed");
    row.check(explained, || format!("{what}: no message: {}", ended.said));
}

/// A sync that failed must not be tried again on that file: the second one would answer that all is well.
fn never_again(row: &mut Row, what: &str, failed: &Call, later: &[Call]) {
    let again = later.iter().filter(|call| call.path == failed.path && call.result == "ok").count();
    if failed.name.ends_with("sync") {
        row.check(again == 0, || {
            format!("{what}: {} was synced {again} times after it failed", failed.path)
        });
    }
}

/// Verifies and reads back a store.
pub(crate) fn everything_is_there(
    bench: &Bench,
    store: &Path,
    notes: &Notes,
    row: &mut Row,
    what: &str,
) -> Result<(), String> {
    let verified = verify(&bench.binary, store)?;
    row.check(verified.code() == Some(0), || format!("{what}: does not verify: {}", verified.said));
    let daemon = match Daemon::start(&bench.binary, store, &[]) {
        Ok(daemon) => daemon,
        Err(refused) => {
            row.loses(vec![format!("{what}: {refused}"); notes.count()]);
            return Ok(());
        }
    };
    let mut http = daemon.http()?;
    let stored = Stored::read(&mut http)?;
    let before = row.wrong.len();
    stored.compare(notes, &mut http, row)?;
    for wrong in &mut row.wrong[before..] {
        *wrong = format!("{what}: {wrong}");
    }
    Ok(())
}
