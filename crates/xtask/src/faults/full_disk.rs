//! The disk is full: under load, when windrose starts, and when a store is to be created.

use std::path::Path;
use std::time::Duration;

use super::Bench;
use super::daemon::{Daemon, verify};
use super::fail::{everything_is_there, refused_well, under_load};
use super::load::Notes;
use super::random::Random;
use super::recovery::goes_on_or_refuses;
use super::small_disk::SmallDisk;
use super::table::Row;

/// How long windrose may go on until the disk is full.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn full_disks(bench: &Bench) -> Result<Vec<Row>, String> {
    let scratch = bench.scratch("full")?;
    let disks = SmallDisk::all(scratch.path());
    if disks.is_empty() {
        let mut row = Row::new("a full disk");
        row.wrong.push(
            "no disk of its own can be made here: neither mount (as root or by sudo) nor unshare -Urm is allowed; \
             only the rows of ENOSPC by the shim were tried"
                .to_owned(),
        );
        return Ok(vec![row]);
    }
    let mut rows = Vec::new();
    for disk in &disks {
        rows.push(bench.timed(|| {
            let mut row = Row { means: Some(disk.means.clone()), ..Row::new("a full disk") };
            for number in 0..bench.sized(8, 1) {
                let store = disk.path().join(format!("store-{number}"));
                one(bench, disk, &store, &mut row)?;
                if !row.wrong.is_empty() {
                    break;
                }
                std::fs::remove_dir_all(&store).map_err(|error| error.to_string())?;
            }
            created_on_it(bench, disk, &mut row)?;
            Ok(row)
        })?);
    }
    Ok(rows)
}

fn one(bench: &Bench, disk: &SmallDisk, store: &Path, row: &mut Row) -> Result<(), String> {
    let notes = Notes::default();
    under_load(
        bench,
        Daemon::start(&bench.binary, store, &[])?,
        &notes,
        Duration::from_millis(100),
        30,
    )?;
    // Little room is left, and gone soon.
    disk.fill(Random::new().below(3 << 20))?;
    row.tried += 1;
    let mut daemon = Daemon::spawn(&bench.binary, store, &[])?;
    if daemon.listens()? {
        let (by_itself, ended) = under_load(bench, daemon, &notes, PATIENCE, 0)?;
        row.ends(format!("{} under load", ended.how()));
        refused_well(row, "full under load", by_itself, &ended);
    } else {
        let ended = daemon.ended()?;
        row.ends(format!("{} at start", ended.how()));
        refused_well(row, "nearly full at start", true, &ended);
    }
    row.wrong.extend(notes.wrong());

    // No room at all. What is said to be there is there, or it is said that there is no room; never that it is damaged.
    disk.fill(0)?;
    row.tried += 1;
    let verified = verify(&bench.binary, store)?;
    row.check(matches!(verified.code(), Some(0 | 70)), || {
        format!("verify on a full disk: {} {}", verified.how(), verified.said)
    });
    let mut daemon = Daemon::spawn(&bench.binary, store, &[])?;
    if daemon.listens()? {
        row.ends("opened while full");
        let ended = daemon.kill()?;
        row.check(!ended.panicked(), || format!("a panic is shown: {}", ended.said));
    } else {
        let ended = daemon.ended()?;
        row.ends(format!("{} while full", ended.how()));
        refused_well(row, "start on a full disk", true, &ended);
        row.check(ended.said.contains("room"), || format!("no word of room: {}", ended.said));
    }
    disk.make_room()?;
    row.acknowledged += notes.count();
    everything_is_there(bench, store, &notes, row, "after room was made")
}

fn created_on_it(bench: &Bench, disk: &SmallDisk, row: &mut Row) -> Result<(), String> {
    for left in [0, 1 << 12, 1 << 16, 1 << 19, 2 << 20] {
        disk.fill(left)?;
        let store = disk.path().join(format!("new-{left}"));
        let mut daemon = Daemon::spawn(&bench.binary, &store, &[])?;
        row.tried += 1;
        if daemon.listens()? {
            row.ends("created");
            daemon.kill()?;
        } else {
            let ended = daemon.ended()?;
            row.ends(format!("{} while creating", ended.how()));
            refused_well(row, "creating on a full disk", true, &ended);
        }
        disk.make_room()?;
        goes_on_or_refuses(
            bench,
            &store,
            &format!("created with {left} bytes of room, then room"),
            row,
        )?;
        std::fs::remove_dir_all(&store).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error.to_string()),
        })?;
    }
    Ok(())
}
