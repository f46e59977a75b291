//! Whatever happens to the files: identical data, or a refusal. Never a panic, never something else silently.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::super::conformance::{all, initiative, sample};
use super::*;

/// A closed store of some hundred commits, and what is in it.
fn store(salt: u64) -> (TempDir, Vec<Placed>) {
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    // Opened twice, so that there is a snapshot of sled's with something behind it.
    for round in 0..2 {
        let journal = SledJournal::open_or_create(folder.path()).unwrap();
        for version in 1..=60 {
            let group: Vec<_> = ["a", "b", "c"]
                .map(|name| sample(&initiative(name), version + 60 * round, salt, 350))
                .into();
            journal.append(&group).unwrap();
        }
        found = all(&journal);
        journal.close().unwrap();
    }
    (folder, found)
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
    let Ok(found) = journal.read_all(1, usize::MAX) else { return true };
    if journal.verify().is_err() {
        return true;
    }
    assert!(found == store.1, "{} was changed, and other commits came back", file.display());
    false
}

/// At most `count` of these places, spread evenly.
fn spread(places: Vec<usize>, count: usize) -> Vec<usize> {
    let step = places.len().div_ceil(count).max(1);
    places.into_iter().step_by(step).collect()
}

#[test]
fn a_flipped_bit_anywhere_is_refused_or_without_effect() {
    let store = store(0);
    let mut refusals = 0;
    for file in files(store.0.path()) {
        let bytes = fs::read(store.0.path().join(&file)).unwrap();
        // The places where something stands, and a few of the empty ones.
        let (full, empty) = (0..bytes.len()).partition(|at| bytes[*at] != 0);
        for (number, at) in spread(full, 120).into_iter().chain(spread(empty, 10)).enumerate() {
            let bit = 1 << (number % 8);
            refusals += usize::from(refused(&store, &file, |bytes| bytes[at] ^= bit));
        }
    }
    assert!(refusals > 100, "only {refusals} refusals: the flips did not hit what matters");
}

#[test]
fn a_file_cut_short_or_emptied_is_refused_or_without_effect() {
    let store = store(0);
    for file in files(store.0.path()) {
        let length = fs::read(store.0.path().join(&file)).unwrap().len();
        for at in spread((0..length).collect(), 25) {
            refused(&store, &file, |bytes| bytes.truncate(at));
        }
        // Half a page of nothing, as after a write that never arrived.
        for at in spread((0..length).step_by(2048).collect(), 25) {
            refused(&store, &file, |bytes| {
                let end = bytes.len().min(at + 2048);
                bytes[at..end].fill(0);
            });
        }
    }
}

#[test]
fn a_missing_file_is_refused_or_without_effect() {
    let store = store(0);
    for file in files(store.0.path()) {
        let folder = tempfile::tempdir().unwrap();
        copy(store.0.path(), folder.path());
        fs::remove_file(folder.path().join(&file)).unwrap();
        let opened = SledJournal::open(folder.path());
        match file.to_str().unwrap() {
            "STORE" => assert!(matches!(opened, Err(StoreError::NotAStore { .. }))),
            "HEAD" | "sled/db" => assert!(matches!(opened, Err(StoreError::Damaged { .. }))),
            _ => assert!(opened.is_err() || all(&opened.unwrap()) == store.1),
        }
    }
}

#[test]
fn a_lost_tail_is_noticed_and_said() {
    let (folder, found) = store(0);
    let older = tempfile::tempdir().unwrap();
    copy(&folder.path().join("sled"), &older.path().join("sled"));
    let journal = SledJournal::open(folder.path()).unwrap();
    journal.append(&[sample(&initiative("a"), 121, 0, 10)]).unwrap();
    journal.close().unwrap();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    copy(&older.path().join("sled"), &folder.path().join("sled"));
    let lost = found.len() as u64 + 1;
    match SledJournal::open(folder.path()) {
        Err(StoreError::Damaged { position, what }) => {
            assert_eq!(position, lost);
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
    let saved = || journal.folder.head().unwrap();
    journal.append(&[sample(&initiative("a"), 1, 0, 10)]).unwrap();
    assert_eq!(saved(), codec::genesis(), "not with every append");
    journal.writer().saved_at -= HEAD_EVERY;
    journal.append(&[sample(&initiative("a"), 2, 0, 10)]).unwrap();
    assert_eq!(saved(), journal.head());
}

#[test]
fn blocks_that_are_left_out_or_doctored_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let journal = SledJournal::create(folder.path()).unwrap();
    journal.append(&[sample(&initiative("a"), 1, 0, 10)]).unwrap();
    journal.append(&[sample(&initiative("a"), 2, 0, 20_000)]).unwrap();
    journal.append(&[sample(&initiative("a"), 3, 0, 10)]).unwrap();
    let entries: Vec<_> = journal.tree.iter().map(Result::unwrap).collect();
    assert_eq!(entries.len(), 5);
    for (key, value) in &entries {
        journal.tree.remove(key).unwrap();
        assert!(matches!(journal.verify(), Err(StoreError::Damaged { .. })), "left out");
        for at in [0, 5, 30, value.len() - 1] {
            let mut doctored = value.to_vec();
            doctored[at] ^= 4;
            journal.tree.insert(key, doctored).unwrap();
            assert!(journal.verify().is_err(), "doctored");
        }
        journal.tree.insert(key, &value[..value.len() - 1]).unwrap();
        assert!(matches!(journal.verify(), Err(StoreError::Damaged { .. })), "shortened");
        journal.tree.insert(key, value).unwrap();
        journal.verify().unwrap();
    }
    assert!(matches!(journal.read_all(1, 9), Ok(found) if found.len() == 3));
}
