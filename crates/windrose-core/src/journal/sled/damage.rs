//! Whatever happens to the files: identical data, or a refusal. Never a panic, never something else silently.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::super::conformance::{all, initiative, sample};
use super::*;

/// A log that goes round and round.
const SMALL: Options = Options { segment_bytes: 32 * 1024, segments: 3 };

/// A store of some hundred commits, and what is in it.
fn store_that_ends(salt: u64, killed: bool) -> (TempDir, Vec<Placed>) {
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    // Opened twice, so that there is a snapshot of sled's with something behind it.
    for round in 0..2 {
        let journal = SledJournal::open_or_create_with(folder.path(), SMALL).unwrap();
        for version in 1..=60 {
            let group: Vec<_> = ["a", "b", "c"]
                .map(|name| sample(&initiative(name), version + 60 * round, salt, 350))
                .into();
            journal.append(&group).unwrap();
        }
        journal.derived_put(vec![(vec![round as u8], Some(vec![7; 9000]))]).unwrap();
        found = all(&journal);
        if killed {
            // Somewhere between two checkpoints, with a HEAD that knows of all: nothing may be taken for a torn end.
            let head = journal.head();
            journal.abandon();
            Folder::open(folder.path()).unwrap().save_head(head).unwrap();
        } else {
            journal.close().unwrap();
        }
    }
    (folder, found)
}

fn store(salt: u64) -> (TempDir, Vec<Placed>) {
    store_that_ends(salt, false)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The files of a store, relative to its folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = PathBuf::from(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|below| name.join(below)));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// Opens a copy of the store in which one file was changed. Answers whether it was refused.
fn refused(store: &(TempDir, Vec<Placed>), file: &Path, change: impl FnOnce(&mut Vec<u8>)) -> bool {
    let folder = tempfile::tempdir().unwrap();
    copy(store.0.path(), folder.path());
    let mut bytes = fs::read(folder.path().join(file)).unwrap();
    change(&mut bytes);
    fs::write(folder.path().join(file), bytes).unwrap();
    let Ok(journal) = SledJournal::open(folder.path()) else { return true };
    let mut refused = false;
    match journal.read_all(1, usize::MAX) {
        Ok(found) => assert!(found == store.1, "{}: other commits came back", file.display()),
        Err(_) => refused = true,
    }
    for stream in ["a", "b", "c", "d"].map(initiative) {
        let own = store.1.iter().filter(|placed| placed.commit.stream == stream);
        match journal.read_stream(&stream, 1, usize::MAX) {
            Ok(found) => {
                assert!(found.iter().eq(own), "{}: other commits of {stream}", file.display());
            }
            Err(_) => refused = true,
        }
    }
    let last = store.1.last().unwrap();
    match journal.verify() {
        Ok(verified) => {
            assert_eq!(verified.head, Head { position: last.position, chain: last.chain });
        }
        Err(_) => refused = true,
    }
    for (_, value) in journal.derived_scan(&[], &[9], 9).unwrap_or_default() {
        assert!(value == vec![7; 9000], "{}: another derived value", file.display());
    }
    refused
}

/// At most `count` of these places, spread evenly.
fn spread(places: Vec<usize>, count: usize) -> Vec<usize> {
    let step = places.len().div_ceil(count).max(1);
    places.into_iter().step_by(step).collect()
}

#[test]
fn a_flipped_bit_anywhere_is_refused_or_without_effect() {
    for killed in [false, true] {
        flip(&store_that_ends(0, killed));
    }
}

fn flip(store: &(TempDir, Vec<Placed>)) {
    let mut refusals = 0;
    for file in files(store.0.path()) {
        let bytes = fs::read(store.0.path().join(&file)).unwrap();
        // The places where something stands, and a few of the empty ones.
        let (full, empty) = (0..bytes.len()).partition(|at| bytes[*at] != 0);
        for (number, at) in spread(full, 60).into_iter().chain(spread(empty, 6)).enumerate() {
            let bit = 1 << (number % 8);
            refusals += usize::from(refused(store, &file, |bytes| bytes[at] ^= bit));
        }
    }
    assert!(refusals > 50, "only {refusals} refusals: the flips did not hit what matters");
}

#[test]
fn a_file_cut_short_or_emptied_is_refused_or_without_effect() {
    for killed in [false, true] {
        cut(&store_that_ends(0, killed));
    }
}

fn cut(store: &(TempDir, Vec<Placed>)) {
    for file in files(store.0.path()) {
        let length = fs::read(store.0.path().join(&file)).unwrap().len();
        for at in spread((0..length).collect(), 12) {
            refused(store, &file, |bytes| bytes.truncate(at));
        }
        // Half a page of nothing, as after a write that never arrived.
        for at in spread((0..length).step_by(2048).collect(), 12) {
            refused(store, &file, |bytes| {
                let end = bytes.len().min(at + 2048);
                bytes[at..end].fill(0);
            });
        }
    }
}

#[test]
fn a_missing_file_is_refused_or_without_effect() {
    for killed in [false, true] {
        remove(&store_that_ends(0, killed));
    }
}

fn remove(store: &(TempDir, Vec<Placed>)) {
    for file in files(store.0.path()) {
        let folder = tempfile::tempdir().unwrap();
        copy(store.0.path(), folder.path());
        fs::remove_file(folder.path().join(&file)).unwrap();
        let opened = SledJournal::open(folder.path());
        match file.to_str().unwrap() {
            "STORE" => assert!(matches!(opened, Err(StoreError::NotAStore { .. }))),
            "HEAD" | "sled/db" | "log/0.log" => {
                assert!(matches!(opened, Err(StoreError::Damaged { .. })));
            }
            _ => assert!(opened.is_err() || all(&opened.unwrap()) == store.1),
        }
    }
}

#[test]
fn a_lost_tail_is_noticed_and_said() {
    let (folder, found) = store(0);
    let older = tempfile::tempdir().unwrap();
    for part in ["sled", "log"] {
        copy(&folder.path().join(part), &older.path().join(part));
    }
    let journal = SledJournal::open(folder.path()).unwrap();
    journal.append(&[sample(&initiative("a"), 121, 0, 10)]).unwrap();
    journal.close().unwrap();
    let replace = |part| {
        fs::remove_dir_all(folder.path().join(part)).unwrap();
        copy(&older.path().join(part), &folder.path().join(part));
    };
    // What sled has lost, the log may still have.
    replace("sled");
    let journal = SledJournal::open(folder.path()).unwrap();
    assert_eq!(journal.verify().unwrap().commits, found.len() as u64 + 1);
    journal.close().unwrap();
    replace("sled");
    replace("log");
    match SledJournal::open(folder.path()) {
        Err(StoreError::Damaged { position, what }) => {
            assert_eq!(position, found.len() as u64 + 1);
            assert!(what.contains("lost tail") && what.contains("restore the folder"), "{what}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_history_is_noticed_even_when_it_is_longer() {
    let ((folder, _), (other, _)) = (store(0), store(1));
    let replace = || {
        fs::remove_dir_all(folder.path().join("sled")).unwrap();
        copy(&other.path().join("sled"), &folder.path().join("sled"));
        SledJournal::open(folder.path()).unwrap_err().to_string()
    };
    let error = replace();
    assert!(error.contains("other commits than it once did"), "{error}");
    let journal = SledJournal::open(other.path()).unwrap();
    journal.append(&[sample(&initiative("a"), 121, 1, 10)]).unwrap();
    journal.close().unwrap();
    let error = replace();
    assert!(error.contains("other commits than it once did"), "{error}");
    // A HEAD that came with it is noticed as well.
    fs::copy(other.path().join("HEAD"), folder.path().join("HEAD")).unwrap();
    let error = SledJournal::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("two different stores"), "{error}");
}

#[test]
fn head_is_written_while_commits_arrive() {
    let folder = tempfile::tempdir().unwrap();
    let journal = SledJournal::create(folder.path()).unwrap();
    for version in 1..=3 {
        journal.append(&[sample(&initiative("a"), version, 0, 10)]).unwrap();
        let began = std::time::Instant::now();
        while journal.shared.folder.head().unwrap() != journal.head() {
            assert!(began.elapsed().as_secs() < 60, "HEAD stays behind");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

#[test]
fn blocks_that_are_left_out_or_doctored_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let journal = SledJournal::create(folder.path()).unwrap();
    for (version, bytes) in [(1, 10), (2, 20_000), (3, 10)] {
        journal.append(&[sample(&initiative("a"), version, 0, bytes)]).unwrap();
        journal.settle();
    }
    let tree = &journal.shared.trees.commits;
    let entries: Vec<_> = tree.iter().map(Result::unwrap).collect();
    assert_eq!(entries.len(), 3);
    for (key, value) in &entries {
        tree.remove(key).unwrap();
        assert!(matches!(journal.verify(), Err(StoreError::Damaged { .. })), "left out");
        for at in [0, 5, 30, value.len() - 1] {
            let mut doctored = value.to_vec();
            doctored[at] ^= 4;
            tree.insert(key, doctored).unwrap();
            assert!(journal.verify().is_err(), "doctored");
        }
        tree.insert(key, &value[..value.len() - 1]).unwrap();
        assert!(matches!(journal.verify(), Err(StoreError::Damaged { .. })), "shortened");
        tree.insert(key, value).unwrap();
        journal.verify().unwrap();
    }
    assert!(matches!(journal.read_all(1, 9), Ok(found) if found.len() == 3));
}
