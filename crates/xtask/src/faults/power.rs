//! The power goes under load: only what was synced is left.

use std::time::Duration;

use super::Bench;
use super::daemon::{Daemon, verify};
use super::disk::Names;
use super::kill::killed_under_load;
use super::load::Notes;
use super::random::Random;
use super::shim::Disk;
use super::stored::Stored;
use super::table::Row;

/// How many losses one store lives through.
const LOSSES_PER_STORE: usize = 10;

/// The shortest and the longest time under load.
const LOAD_MS: (u64, u64) = (40, 500);

/// Long enough to fill the log more than once, so that its segments are used again. Only sled holds what was in them.
const LONG_MS: (u64, u64) = (9_000, 12_000);

/// A sort of disk.
struct Sort {
    what: &'static str,
    faults: &'static [(&'static str, &'static str)],
    names: Names,
    load_ms: (u64, u64),
    /// How many losses, in the long and in the short version.
    tries: (usize, usize),
    must_lose: bool,
}

const SYNCED: Sort = Sort {
    what: "power loss, only synced bytes are left",
    faults: &[],
    names: Names::All,
    load_ms: LOAD_MS,
    tries: (20, 3),
    must_lose: false,
};

const SORTS: &[Sort] = &[
    SYNCED,
    Sort {
        what: "power loss, half of all other sectors as well",
        faults: &[("TORN", "1")],
        tries: (25, 3),
        ..SYNCED
    },
    Sort {
        what: "power loss, and only names of synced folders",
        faults: &[("TORN", "1")],
        names: Names::Synced,
        tries: (20, 3),
        ..SYNCED
    },
    Sort {
        what: "power loss after the log was used again",
        faults: &[("TORN", "1")],
        load_ms: LONG_MS,
        tries: (2, 0),
        ..SYNCED
    },
    Sort {
        what: "power loss without any fdatasync",
        faults: &[("DROP", "fdatasync")],
        tries: (4, 2),
        must_lose: true,
        ..SYNCED
    },
    Sort {
        what: "power loss without a sync of sled, after the log was used again",
        faults: &[("DROP", "sync:/sled/db")],
        load_ms: LONG_MS,
        tries: (1, 0),
        must_lose: true,
        ..SYNCED
    },
];

pub(crate) fn losses(bench: &Bench) -> Result<Vec<Row>, String> {
    let tried = SORTS.iter().filter(|sort| bench.sized(sort.tries.0, sort.tries.1) > 0);
    tried.map(|sort| bench.timed(|| losses_of(bench, sort))).collect()
}

fn losses_of(bench: &Bench, sort: &Sort) -> Result<Row, String> {
    let mut row = Row { must_lose: sort.must_lose, ..Row::new(sort.what) };
    let total = bench.sized(sort.tries.0, sort.tries.1);
    while row.tried < total {
        let scratch = bench.scratch("power")?;
        let wrong = row.wrong.len();
        let disk = Disk::new(&bench.shim, scratch.path());
        // Where losses are expected, the first one ends the store.
        let end = if sort.must_lose { 1 } else { LOSSES_PER_STORE };
        one_store(bench, sort, &disk, total.min(row.tried + end), &mut row)?;
        scratch.keep_if(row.wrong.len() > wrong, &mut row);
    }
    Ok(row)
}

fn one_store(
    bench: &Bench,
    sort: &Sort,
    disk: &Disk<'_>,
    total: usize,
    row: &mut Row,
) -> Result<(), String> {
    let notes = if sort.load_ms == LONG_MS { Notes::of_long_texts() } else { Notes::default() };
    let (mut random, mut shown) = (Random::new(), Stored::default());
    // Made in peace: a creation that the power interrupts has nothing to lose.
    Daemon::start(&bench.binary, &disk.store(), &[])?.stop()?;
    loop {
        // Opening is on the same disk, and everything that it says to be there has to survive the next loss.
        let daemon = match Daemon::start(&bench.binary, &disk.store(), &disk.env(sort.faults)?) {
            Ok(daemon) => daemon,
            Err(refused) => {
                row.ends("refused to open");
                row.refused += 1;
                row.loses(vec![refused; notes.count()]);
                break;
            }
        };
        let mut http = daemon.http()?;
        let now = Stored::read(&mut http)?;
        now.compare(&notes, &mut http, row)?;
        if !sort.must_lose {
            row.wrong.extend(now.gone_since(&shown));
        }
        drop(http);
        if row.tried >= total {
            break;
        }
        shown = now;
        row.tried += 1;
        let after =
            Duration::from_millis(sort.load_ms.0 + random.below(sort.load_ms.1 - sort.load_ms.0));
        let ended = killed_under_load(bench, daemon, &notes, after)?;
        row.check(ended.was_killed(), || {
            format!("it ended by itself, {}: {}", ended.how(), ended.said)
        });
        row.wrong.extend(notes.wrong());
        disk.lose_power(sort.names)?;
        // What the shim left is looked at in place every other time, and then opened by the daemon.
        if random.below(2) == 0 {
            let verified = verify(&bench.binary, &disk.store())?;
            if !sort.must_lose {
                row.check(verified.code() == Some(0), || {
                    format!("does not verify: {}", verified.said)
                });
            }
        }
    }
    if notes.count() > 0 {
        row.ends("opened");
    }
    row.acknowledged += notes.count();
    Ok(())
}
