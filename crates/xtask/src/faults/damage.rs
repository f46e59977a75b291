//! Bits that flip and files that are cut short, everywhere in a store: identical data or a refusal that leads to a
//! restore. Never other data, never a panic.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::daemon::{Daemon, Ended, verify};
use super::fail::under_load;
use super::load::Notes;
use super::recovery::{again, killed_store};
use super::stored::Stored;
use super::table::Row;
use super::{Bench, copy};

/// What is in the folder and no part of the store: whoever loses the token makes another.
const BESIDE: &[&str] = &["admin.token", "LOCK"];

/// How many bytes a sector has: what is lost at once.
const SECTOR: usize = 512;

/// What is done to a file at a place.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Flip,
    Blank,
    Cut,
}

pub(crate) fn damages(bench: &Bench) -> Result<Vec<Row>, String> {
    let sorts = [
        ("flipped bits", Damage::Flip),
        ("blank sectors", Damage::Blank),
        ("truncated files", Damage::Cut),
    ];
    let scratch = bench.scratch("damage")?;
    let (base, notes) = (scratch.path().join("base"), Notes::default());
    let shown = store(bench, &base, &notes)?;
    let files = files(&base)?;
    let mut rows = Vec::new();
    for (what, damage) in sorts {
        rows.push(bench.timed(|| {
            let mut row = Row { acknowledged: notes.count(), ..Row::new(what) };
            for (file, at) in places(&base, &files, bench.sized(130, 16))? {
                let store = scratch.path().join("store");
                again(&base, &store)?;
                let whole = apply(damage, &store.join(&file), at)?;
                let place = format!("{what}: {} at {at} of {whole}", file.display());
                identical_or_refused(bench, &store, &shown, None, &place, &mut row)?;
            }
            Ok(row)
        })?);
    }
    rows.push(bench.timed(|| after_a_kill(bench))?);
    rows.push(bench.timed(|| {
        let mut row = Row { acknowledged: notes.count(), ..Row::new("missing files") };
        for file in &files {
            let store = scratch.path().join("store");
            again(&base, &store)?;
            fs::remove_file(store.join(file)).map_err(|error| error.to_string())?;
            let place = format!("missing: {}", file.display());
            identical_or_refused(bench, &store, &shown, None, &place, &mut row)?;
        }
        Ok(row)
    })?);
    Ok(rows)
}

/// A store as a kill leaves it. A last group that does not read cannot be told from one that was being written when the
/// kill came, and which nobody had an answer for: it alone may be gone.
fn after_a_kill(bench: &Bench) -> Result<Row, String> {
    let mut row = Row::new("flipped bits after a kill, but for the last group");
    let (scratch, notes) = (bench.scratch("killed")?, Notes::default());
    let (base, store) = (scratch.path().join("base"), scratch.path().join("store"));
    killed_store(bench, &base, &notes)?;
    row.acknowledged = notes.count();
    let shown = looked_at(bench, &base)?;
    let files = files(&base)?;
    for (file, at) in places(&base, &files, bench.sized(70, 12))? {
        again(&base, &store)?;
        let whole = apply(Damage::Flip, &store.join(&file), at)?;
        let place = format!("after a kill: {} at {at} of {whole}", file.display());
        identical_or_refused(
            bench,
            &store,
            &shown,
            Some("the last group is gone"),
            &place,
            &mut row,
        )?;
    }
    Ok(row)
}

/// A store that was killed, opened again and then told to stop: HEAD says how far it goes, so that no end is missing
/// unnoticed. And everything in it.
fn store(bench: &Bench, base: &Path, notes: &Notes) -> Result<Stored, String> {
    let load = Duration::from_millis(150);
    for _ in 0..2 {
        let daemon = Daemon::start(&bench.binary, base, &[])?;
        under_load(bench, daemon, notes, load, 60)?;
        Daemon::start(&bench.binary, base, &[])?.stop()?;
    }
    looked_at(bench, base)
}

/// What a store shows, through a copy, so that looking changes nothing.
fn looked_at(bench: &Bench, base: &Path) -> Result<Stored, String> {
    let looked = base.with_extension("looked");
    copy(base, &looked)?;
    let daemon = Daemon::start(&bench.binary, &looked, &[])?;
    Stored::read(&mut daemon.http()?)
}

/// The files of a store, relative to its folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = PathBuf::from(entry.file_name());
        if entry.path().is_dir() {
            found.extend(files(&entry.path())?.into_iter().map(|below| name.join(below)));
        } else if !BESIDE.iter().any(|beside| name == Path::new(beside)) {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// Places all over the files: each file has some, the rest is shared by size. Mostly where something stands.
fn places(base: &Path, files: &[PathBuf], count: usize) -> Result<Vec<(PathBuf, usize)>, String> {
    let mut contents = Vec::new();
    for file in files {
        contents.push(fs::read(base.join(file)).map_err(|error| error.to_string())?);
    }
    let full = |bytes: &[u8]| bytes.iter().filter(|byte| **byte != 0).count();
    let total: usize = contents.iter().map(|bytes| full(bytes)).sum();
    let mut found = Vec::new();
    for (file, bytes) in files.iter().zip(&contents) {
        let share = count / 2 / files.len() + count / 2 * full(bytes) / total.max(1);
        let (here, empty): (Vec<_>, Vec<_>) = (0..bytes.len()).partition(|at| bytes[*at] != 0);
        for (places, share) in [(here, share.max(2)), (empty, share / 6)] {
            let step = places.len().div_ceil(share.max(1)).max(1);
            // Not at the very same places in every run.
            let first = super::random::Random::new().below(step as u64) as usize;
            found.extend(
                places
                    .into_iter()
                    .skip(first)
                    .step_by(step)
                    .take(share)
                    .map(|at| (file.clone(), at)),
            );
        }
    }
    Ok(found)
}

/// Does it, and answers how long the file was.
fn apply(damage: Damage, file: &Path, at: usize) -> Result<usize, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let mut bytes = fs::read(file).map_err(failed)?;
    let whole = bytes.len();
    match damage {
        Damage::Flip => bytes[at] ^= 1 << (at % 8),
        Damage::Blank => {
            let from = at / SECTOR * SECTOR;
            bytes[from..whole.min(from + SECTOR)].fill(0);
        }
        Damage::Cut => bytes.truncate(at),
    }
    fs::write(file, bytes).map_err(failed)?;
    Ok(whole)
}

fn identical_or_refused(
    bench: &Bench,
    store: &Path,
    shown: &Stored,
    may_end_early: Option<&str>,
    place: &str,
    row: &mut Row,
) -> Result<(), String> {
    row.tried += 1;
    // Looked at with a copy: a check must not be what makes the difference.
    let copied = store.with_extension("verified");
    again(store, &copied)?;
    let verified = verify(&bench.binary, &copied)?;
    let whole = verified.code() == Some(0);
    if !whole {
        refused(row, place, "verify", &verified);
    }
    let mut daemon = Daemon::spawn(&bench.binary, store, &[])?;
    if !daemon.listens()? {
        let ended = daemon.ended()?;
        row.refused += 1;
        row.ends(format!("refused, {}", ended.how()));
        refused(row, place, "serve", &ended);
        row.check(!whole, || {
            format!("{place}: verify finds everything whole, and serve says {}", ended.said)
        });
        return Ok(());
    }
    match daemon.http().and_then(|mut http| Stored::read(&mut http)) {
        Ok(now) if now == *shown => row.ends("identical"),
        Ok(now) if may_end_early.is_some() && shown.but_for_the_last_group(&now) => {
            row.ends(may_end_early.unwrap_or_default());
        }
        Ok(now) => {
            let gone = now.gone_since(shown);
            row.lost += gone.len().max(1);
            row.wrong.push(format!("{place}: silently different: {:?}", gone.first()));
        }
        Err(refusal) => {
            row.refused += 1;
            row.check(!whole, || format!("{place}: verify finds all whole, and then {refusal}"));
            if refusal.contains("refused") {
                row.ends("some of it refused");
                // The caller is told that the log says why; then it has to.
                let said = format!("{refusal}; {}", daemon.complaints());
                row.check(said.contains("damaged"), || format!("{place}: {said}"));
            } else {
                // It gave up while it was asked.
                let ended = daemon.ended()?;
                row.ends(format!("{} while reading", ended.how()));
                let clear = matches!(ended.code(), Some(65 | 70)) && ended.said.contains("damaged");
                row.check(clear, || format!("{place}: {refusal}, {}: {}", ended.how(), ended.said));
                return Ok(());
            }
        }
    }
    let ended = daemon.kill()?;
    row.check(!ended.panicked(), || format!("{place}: a panic is shown: {}", ended.said));
    Ok(())
}

/// A refusal has its exit code, and says what to do.
fn refused(row: &mut Row, place: &str, who: &str, ended: &Ended) {
    let said = &ended.said;
    let clear = ended.code() == Some(65) && said.contains("\ntry: ") && !ended.panicked();
    row.check(clear, || format!("{place}: {who} {}: {said}", ended.how()));
    let leads =
        ["restore", "backup", "store", "newer windrose"].iter().any(|word| said.contains(word));
    row.check(leads, || format!("{place}: {who} does not say what to do: {said}"));
}
