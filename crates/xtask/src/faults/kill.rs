//! `kill -9` at a random moment: under load, and while it starts.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::daemon::{Daemon, verify};
use super::load::Notes;
use super::random::Random;
use super::stored::Stored;
use super::table::Row;
use super::{Bench, copy};

/// How many kills one store lives through before the next one begins: it grows, but not beyond what can be read back.
const KILLS_PER_STORE: usize = 27;

/// The longest time under load.
const LOAD_MS: u64 = 400;

/// Of so many kills one comes while windrose starts.
const STARTS: u64 = 4;

pub(crate) fn kills(bench: &Bench) -> Result<Vec<Row>, String> {
    let mut row = Row::new("kill -9 under load and at start");
    let total = bench.sized(210, 16);
    let mut random = Random::new();
    while row.tried < total {
        let scratch = bench.scratch("kill")?;
        let wrong = row.wrong.len();
        one_store(
            bench,
            &scratch.path().join("store"),
            total.min(row.tried + KILLS_PER_STORE),
            &mut row,
            &mut random,
        )?;
        scratch.keep_if(row.wrong.len() > wrong, &mut row);
    }
    Ok(vec![row])
}

/// Kills until so many kills were tried; everything that was acknowledged on this store is looked for each time.
fn one_store(
    bench: &Bench,
    store: &std::path::Path,
    total: usize,
    row: &mut Row,
    random: &mut Random,
) -> Result<(), String> {
    let notes = Notes::default();
    let mut shown = Stored::default();
    let mut start_took = Duration::from_millis(300);
    // One more start than kills: the last kill is looked at, too.
    loop {
        if row.tried < total && random.below(STARTS) == 0 && notes.count() > 0 {
            row.tried += 1;
            let daemon = Daemon::spawn(&bench.binary, store, &[])?;
            let moment = random.below(1 + start_took.as_micros() as u64 * 5 / 4);
            std::thread::sleep(Duration::from_micros(moment));
            row.ends(format!("{} at start", daemon.kill()?.how()));
        }
        verify_store(bench, store, row, random, notes.count())?;
        let began = Instant::now();
        let daemon = Daemon::start(&bench.binary, store, &[])?;
        start_took = began.elapsed();
        let mut http = daemon.http()?;
        let now = Stored::read(&mut http)?;
        now.compare(&notes, &mut http, row)?;
        row.wrong.extend(now.gone_since(&shown));
        shown = now;
        drop(http);
        if row.tried >= total {
            break;
        }
        row.tried += 1;
        let ended =
            killed_under_load(bench, daemon, &notes, Duration::from_millis(random.below(LOAD_MS)))?;
        row.ends(format!("{} under load", ended.how()));
        row.check(ended.was_killed(), || {
            format!("it ended by itself, {}: {}", ended.how(), ended.said)
        });
        row.wrong.extend(notes.wrong());
    }
    row.acknowledged += notes.count();
    Ok(())
}

/// Lets clients loose on a daemon and kills it after a while.
pub(crate) fn killed_under_load(
    bench: &Bench,
    daemon: Daemon,
    notes: &Notes,
    after: Duration,
) -> Result<super::daemon::Ended, String> {
    let (address, token, end) =
        (daemon.address().to_owned(), daemon.token()?, AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| notes.load(&address, &token, bench.clients, &end));
        std::thread::sleep(after);
        daemon.kill()
    })
}

/// Verifies the store as the kill left it: in its place, where this is what opens it first, or a copy of it, so that
/// the daemon is first.
fn verify_store(
    bench: &Bench,
    store: &std::path::Path,
    row: &mut Row,
    random: &mut Random,
    acknowledged: usize,
) -> Result<(), String> {
    if acknowledged == 0 {
        return Ok(());
    }
    let in_place = random.below(2) == 0;
    let folder = if in_place { store.to_owned() } else { store.with_extension("copy") };
    if !in_place {
        copy(store, &folder)?;
    }
    let verified = verify(&bench.binary, &folder)?;
    row.check(verified.code() == Some(0), || format!("does not verify: {}", verified.said));
    if !in_place {
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    Ok(())
}
