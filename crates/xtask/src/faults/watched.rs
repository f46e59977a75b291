//! Does the shim see what the kernel sees? Whatever goes past the C library would go past the losses of power, too.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use super::Bench;
use super::daemon::{Daemon, windrose};
use super::fail::under_load;
use super::load::Notes;
use super::shim::Disk;
use super::table::Row;

/// The calls that make anything durable, by any way.
const SYNCS: &str = "fsync,fdatasync,sync,syncfs,msync";

pub(crate) fn syncs(bench: &Bench) -> Result<Vec<Row>, String> {
    let mut row = Row::new("the shim sees every sync that strace sees");
    let scratch = bench.scratch("watched")?;
    let (disk, seen) = (Disk::new(&bench.shim, scratch.path()), scratch.path().join("seen"));
    let notes = Notes::default();
    // -D: what we started is windrose itself. -y: descriptors with their paths.
    let mut command = windrose(Path::new("strace"), &[]);
    command
        .args(["-D", "-f", "-qq", "-y", "-s", "0", "-e", &format!("trace={SYNCS}"), "-o"])
        .arg(&seen);
    for (name, value) in disk.env(&[])? {
        // For windrose, not for strace.
        command.args(["-E", &format!("{name}={value}")]);
    }
    let mut daemon = Daemon::spawn_as(command.arg(&bench.binary), &disk.store())?;
    if !daemon.listens()? {
        return Err(format!("does not start under strace: {}", daemon.ended()?.said));
    }
    let (_, ended) = under_load(bench, daemon, &notes, Duration::from_millis(1500), 50)?;
    row.ends(ended.how());
    row.acknowledged = notes.count();
    let store = disk.store().display().to_string();
    let mut by_shim: BTreeMap<String, usize> = BTreeMap::new();
    for call in disk.calls().iter().filter(|call| call.result == "ok") {
        *by_shim.entry(format!("{} {}", call.name, call.path)).or_default() += 1;
    }
    // strace ends a moment after the process that it watches.
    std::thread::sleep(Duration::from_millis(300));
    let text = fs::read_to_string(&seen).map_err(|error| format!("{}: {error}", seen.display()))?;
    let mut by_strace: BTreeMap<String, usize> = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains(&store)) {
        // 123 fdatasync(7</a/path>) = 0, or the same in two parts when another thread comes between.
        let Some((call, rest)) = line.split_once('(') else { continue };
        let name = call.rsplit(' ').next().unwrap_or_default();
        let path =
            rest.split_once('<').and_then(|(_, it)| it.split_once('>')).map(|(path, _)| path);
        *by_strace.entry(format!("{name} {}", path.unwrap_or_default())).or_default() += 1;
    }
    row.tried = by_strace.values().sum();
    // The last of each may have been under way when the process was killed.
    for what in by_strace.keys().chain(by_shim.keys()) {
        let count = |seen: &BTreeMap<String, usize>| seen.get(what).copied().unwrap_or_default();
        let (strace, shim) = (count(&by_strace), count(&by_shim));
        row.check(strace.abs_diff(shim) <= 1, || {
            format!("{what}: strace saw {strace}, the shim {shim}")
        });
    }
    let tried = row.tried;
    row.check(tried > 20, || format!("only {tried} syncs: this shows nothing"));
    scratch.keep_if(!row.wrong.is_empty(), &mut row);
    Ok(vec![row])
}
