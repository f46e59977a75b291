//! Killed while it starts, at every single thing that starting changes: on a store that was killed under load, and on
//! none at all, so that it is being created.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::daemon::{Daemon, run, verify, windrose};
use super::disk::Names;
use super::fail::{everything_is_there, under_load};
use super::load::Notes;
use super::shim::Disk;
use super::table::Row;
use super::{Bench, copy};

/// The calls at which strace kills.
const SYSCALLS: &[&str] =
    &["write", "pwrite64", "fdatasync", "fsync", "rename", "ftruncate", "openat"];

pub(crate) fn recoveries(bench: &Bench) -> Result<Vec<Row>, String> {
    Ok(vec![
        bench.timed(|| by_the_shim(bench))?,
        bench.timed(|| by_strace(bench))?,
        bench.timed(|| creations(bench))?,
    ])
}

/// Which calls to die at, when a start makes so many: all of them, or some that are spread.
fn spread(count: usize, most: usize) -> impl Iterator<Item = usize> {
    (1..=count).step_by(count.div_ceil(most).max(1))
}

/// A store that was killed under load, twice, so that what the first recovery wrote is there as well.
pub(crate) fn killed_store(bench: &Bench, store: &Path, notes: &Notes) -> Result<(), String> {
    for _ in 0..2 {
        let daemon = Daemon::start(&bench.binary, store, &[])?;
        under_load(bench, daemon, notes, Duration::from_millis(400), 100)?;
    }
    Ok(())
}

/// How many things a start changes, until it is told to stop.
fn changes(bench: &Bench, disk: &Disk<'_>) -> Result<usize, String> {
    let daemon = Daemon::start(&bench.binary, &disk.store(), &disk.env(&[])?)?;
    daemon.stop()?;
    let calls = disk.calls();
    let counted = calls.iter().rev().find(|call| call.name == "changes");
    counted
        .and_then(|call| call.result.parse().ok())
        .ok_or_else(|| "the shim counted nothing".to_owned())
}

fn by_the_shim(bench: &Bench) -> Result<Row, String> {
    let mut row = Row::new("killed while recovering, at each change");
    let scratch = bench.scratch("recovery")?;
    let (base, notes) = (scratch.path().join("base"), Notes::default());
    killed_store(bench, &base, &notes)?;
    row.acknowledged = notes.count();
    let disk = Disk::new(&bench.shim, scratch.path());
    copy(&base, &disk.store())?;
    let count = changes(bench, &disk)?;
    for number in spread(count, bench.sized(90, 10)) {
        let what = format!("killed at change {number} of {count}");
        again(&base, &disk.store())?;
        let kill = number.to_string();
        let env = disk.env(&[("KILL", &kill), ("TORN", "1")])?;
        let mut daemon = Daemon::spawn(&bench.binary, &disk.store(), &env)?;
        if daemon.listens()? {
            // The rest of the changes come after the start.
            row.ends("started");
            break;
        }
        row.tried += 1;
        let ended = daemon.ended()?;
        row.ends(ended.how());
        row.check(ended.was_killed(), || format!("{what}: {} {}", ended.how(), ended.said));
        let copied = disk.store().with_extension("cache");
        again(&disk.store(), &copied)?;
        everything_is_there(bench, &copied, &notes, &mut row, &what)?;
        disk.lose_power(if number % 2 == 0 { Names::All } else { Names::Synced })?;
        everything_is_there(
            bench,
            &disk.store(),
            &notes,
            &mut row,
            &format!("{what}, then no power"),
        )?;
        if !row.wrong.is_empty() {
            break;
        }
    }
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(row)
}

/// The same with strace instead of the shim, which sees calls that go past the C library as well.
fn by_strace(bench: &Bench) -> Result<Row, String> {
    let mut row = Row::new("killed while recovering, by strace");
    let scratch = bench.scratch("strace")?;
    let (base, store, notes) =
        (scratch.path().join("base"), scratch.path().join("store"), Notes::default());
    killed_store(bench, &base, &notes)?;
    row.acknowledged = notes.count();
    for syscall in SYSCALLS {
        // In steps that grow, so that the end is reached; a few calls are seldom made at all.
        let (mut number, most) = (1_usize, bench.sized(12, 2));
        for _ in 0..most {
            again(&base, &store)?;
            let inject = format!("inject={syscall}:signal=SIGKILL:when={number}");
            let mut command = windrose(Path::new("strace"), &[]);
            // -D: what we started is windrose itself, and strace its grandchild.
            command.args([
                "-D",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                &format!("trace={syscall}"),
                "-e",
                &inject,
            ]);
            let mut daemon = Daemon::spawn_as(command.arg(&bench.binary), &store)?;
            if daemon.listens()? {
                break;
            }
            let ended = daemon.ended()?;
            row.tried += 1;
            row.ends(format!("{} at {syscall}", ended.how()));
            let what = format!("killed by strace at {syscall} {number}");
            row.check(ended.was_killed(), || format!("{what}: {} {}", ended.how(), ended.said));
            everything_is_there(bench, &store, &notes, &mut row, &what)?;
            if !row.wrong.is_empty() {
                break;
            }
            number += number.div_ceil(3);
        }
    }
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(row)
}

/// There is nothing to lose yet. The next start either goes on, or refuses and says what the folder is.
fn creations(bench: &Bench) -> Result<Row, String> {
    let mut row =
        Row { nothing_yet: true, ..Row::new("killed while creating a store, at each change") };
    let scratch = bench.scratch("creation")?;
    let disk = Disk::new(&bench.shim, scratch.path());
    let count = changes(bench, &disk)?;
    for number in spread(count, bench.sized(60, 8)) {
        if disk.store().exists() {
            fs::remove_dir_all(disk.store()).map_err(|error| error.to_string())?;
        }
        let kill = number.to_string();
        let env = disk.env(&[("KILL", &kill), ("TORN", "1")])?;
        let mut daemon = Daemon::spawn(&bench.binary, &disk.store(), &env)?;
        if daemon.listens()? {
            row.ends("created");
            break;
        }
        let ended = daemon.ended()?;
        row.tried += 1;
        row.check(ended.was_killed(), || {
            format!("killed at {number}: {} {}", ended.how(), ended.said)
        });
        let copied = disk.store().with_extension("cache");
        again(&disk.store(), &copied)?;
        goes_on_or_refuses(
            bench,
            &copied,
            &format!("killed at change {number} of {count}"),
            &mut row,
        )?;
        if disk.store().exists() {
            disk.lose_power(if number % 2 == 0 { Names::All } else { Names::Synced })?;
            let what = format!("killed at change {number} of {count}, then no power");
            goes_on_or_refuses(bench, &disk.store(), &what, &mut row)?;
        }
        if !row.wrong.is_empty() {
            break;
        }
    }
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(row)
}

/// A store whose creation was interrupted: used, or refused with a message, and the same every time.
pub(crate) fn goes_on_or_refuses(
    bench: &Bench,
    store: &Path,
    what: &str,
    row: &mut Row,
) -> Result<(), String> {
    let mut daemon = Daemon::spawn(&bench.binary, store, &[])?;
    if daemon.listens()? {
        row.ends("goes on");
        // Whoever created it has to be able to get in.
        let said = daemon.http().and_then(|mut http| {
            http.call("initiative_list", &serde_json::json!({})).done().map(drop)
        });
        row.check(said.is_ok(), || format!("{what}: goes on, and answers {said:?}"));
        let ended = daemon.stop()?;
        row.check(ended.code() == Some(0), || format!("{what}: {} {}", ended.how(), ended.said));
        let verified = verify(&bench.binary, store)?;
        row.check(verified.code() == Some(0), || {
            format!("{what}: does not verify: {}", verified.said)
        });
        return Ok(());
    }
    let ended = daemon.ended()?;
    row.refused += 1;
    row.ends(format!("refused, {}", ended.how()));
    let clear = ended.code() == Some(65) && ended.said.contains("\ntry: ") && !ended.panicked();
    row.check(clear, || format!("{what}: {} {}", ended.how(), ended.said));
    // Not half in, either: refused once, refused again.
    let verified = run(windrose(&bench.binary, &[]).args(["verify", "--data"]).arg(store))?;
    row.check(verified.code() == Some(65), || {
        format!("{what}: refused, yet verifies {}", verified.said)
    });
    Ok(())
}

/// Copies a folder to where another may be.
pub(crate) fn again(from: &Path, to: &Path) -> Result<(), String> {
    if to.exists() {
        fs::remove_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    if from.exists() { copy(from, to) } else { Ok(()) }
}
