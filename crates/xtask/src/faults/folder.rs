//! What may lie in a store's folder, or hold it: half a snapshot of sled's, and a second windrose.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Bench;
use super::daemon::{Daemon, run, verify, windrose};
use super::fail::everything_is_there;
use super::load::Notes;
use super::recovery::killed_store;
use super::table::Row;

/// What sled leaves when it is killed while it writes a snapshot, and then refuses to open.
const HALF: &str = "snap.00000000000ABCDE.generating";

pub(crate) fn stale_snapshots(bench: &Bench) -> Result<Vec<Row>, String> {
    let mut row = Row::new("a snapshot of sled's that was never finished");
    let scratch = bench.scratch("snapshot")?;
    let (store, notes) = (scratch.path().join("store"), Notes::default());
    killed_store(bench, &store, &notes)?;
    let whole = fs::read_dir(store.join("sled")).map_err(|error| error.to_string())?;
    let names = whole.filter_map(|entry| entry.ok().map(|it| it.path()));
    let real = names.filter(|path| path.to_string_lossy().contains("/snap.")).max();
    let real = real.and_then(|path| fs::read(path).ok()).unwrap_or_default();
    for half in [Vec::new(), b"half".to_vec(), real[..real.len() / 2].to_vec(), real, vec![0; 4096]]
    {
        let half_file = store.join("sled").join(HALF);
        fs::write(&half_file, &half).map_err(|error| error.to_string())?;
        row.tried += 1;
        let what = format!("{} bytes of a snapshot", half.len());
        everything_is_there(bench, &store, &notes, &mut row, &what)?;
        row.check(!half_file.exists(), || format!("{what}: still there"));
        row.ends("removed and opened");
    }
    row.acknowledged = notes.count();
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(vec![row])
}

pub(crate) fn two_daemons(bench: &Bench) -> Result<Vec<Row>, String> {
    let mut row = Row::new("a second windrose on the store");
    let scratch = bench.scratch("two")?;
    let (store, notes) = (scratch.path().join("store"), Notes::default());
    let first = Daemon::start(&bench.binary, &store, &[])?;
    let (address, token, end) =
        (first.address().to_owned(), first.token()?, AtomicBool::new(false));
    let holder = format!("process {}", first.pid());
    std::thread::scope(|scope| {
        scope.spawn(|| notes.load(&address, &token, bench.clients, &end));
        for number in 0..bench.sized(12, 4) {
            row.tried += 1;
            let ended = if number % 2 == 0 {
                let mut second = windrose(&bench.binary, &[]);
                run(second.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&store))
            } else {
                verify(&bench.binary, &store)
            }?;
            row.ends(ended.how());
            row.refused += usize::from(ended.code() == Some(75));
            row.check(ended.code() == Some(75), || format!("{}: {}", ended.how(), ended.said));
            row.check(ended.said.contains(&holder), || format!("not told by whom: {}", ended.said));
        }
        end.store(true, Ordering::Relaxed);
        Ok::<_, String>(())
    })?;
    row.wrong.extend(notes.wrong());
    row.acknowledged = notes.count();
    let ended = first.kill()?;
    row.check(ended.was_killed(), || format!("the first one did not survive it: {}", ended.said));
    everything_is_there(bench, &store, &notes, &mut row, "two at once")?;
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(vec![row])
}
