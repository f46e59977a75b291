//! A restore that is killed leaves nothing that passes for a store, and goes on when it is repeated.

use std::time::{Duration, Instant};

use windrose_core::journal::codec::lines::First;
use windrose_core::journal::memory::MemoryJournal;
use windrose_core::journal::transfer::{Writer, page};
use windrose_core::journal::{Commit, CommitId, Journal, Key, Stream};
use windrose_core::rules::ids::Digest;
use windrose_core::rules::role::Actor;

use super::*;

/// Enough for several groups, each of which is on the disk before the next one is begun.
const COMMITS: u64 = 3_000;

/// A file that takes a while to import.
fn long_file(path: &Path) {
    let journal = MemoryJournal::new();
    let commit = |number: u64| {
        let stream = Stream::Initiative(format!("i{}", number % 50).parse().unwrap());
        let id = Digest::of(&number.to_be_bytes());
        Commit {
            stream,
            version: number / 50 + 1,
            id: CommitId(id),
            at: "2026-03-01T09:00:00Z".parse().unwrap(),
            by: Actor::System,
            key: Some(Key { key: id.to_string().repeat(2), fingerprint: id }),
            events: Vec::new(),
        }
    };
    let group: Vec<Commit> = (0..COMMITS).map(commit).collect();
    journal.append(&group).unwrap();
    let first = First::at("2026-03-01T09:00:00Z".parse().unwrap());
    let mut writer = Writer::begin(fs::File::create(path).unwrap(), &first).unwrap();
    for line in page(&journal, 1, usize::MAX).unwrap().lines {
        assert!(writer.put(&line).unwrap());
    }
    writer.end().unwrap();
}

/// Begins a restore, and kills it so long after the store is there to be filled.
fn kill(store: &Path, file: &Path, after: Duration) {
    let mut command = windrose();
    command.arg("restore").arg(file).arg("--data").arg(store);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = store.join("UNFINISHED");
    until(|| (begun.exists() || child.try_wait().unwrap().is_some()).then_some(())).unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_killed_restore_is_no_store_and_goes_on_when_it_is_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.jsonl");
    long_file(&file);
    let whole = folder.path().join("whole");
    let began = Instant::now();
    on(&whole, &["restore"], Some(&file)).good();
    let takes = began.elapsed();
    let expected = on(&whole, &["verify"], None).good();

    let mut cut_off = 0;
    for part in [0, 1, 3] {
        let store = folder.path().join(format!("store-{part}"));
        kill(&store, &file, takes * part / 10);
        if store.join("UNFINISHED").exists() {
            let mut serve = windrose();
            serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&store);
            for refused in [run(&mut serve), on(&store, &["verify"], None)] {
                let said = refused.bad(65);
                assert!(said.starts_with("error: a restore into this store was cut off"), "{said}");
                assert!(said.contains("\n  windrose restore LATEST-BACKUP --data "), "{said}");
            }
            // Killed once more where it goes on.
            kill(&store, &file, takes / 10);
            if store.join("UNFINISHED").exists() {
                on(&store, &["restore"], Some(&file)).good();
                cut_off += 1;
            }
        }
        assert_eq!(on(&store, &["verify"], None).good(), expected);
        assert!(!store.join("UNFINISHED").exists());
    }
    assert!(cut_off > 0, "every restore was faster than its kill");
}

/// Before there is anything to fill, the folder is one that nothing begins a store in.
#[test]
fn a_restore_killed_at_its_beginning_leaves_nothing_in_the_way_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.jsonl");
    long_file(&file);
    let store = folder.path().join("store");
    let mut command = windrose();
    command.arg("restore").arg(&file).arg("--data").arg(&store);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until(|| (store.exists() || child.try_wait().unwrap().is_some()).then_some(())).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let again = on(&store, &["restore"], Some(&file));
    if again.code == Some(64) {
        let told = again.bad(64);
        let (_, mv) = told.split_once("\n  mv ").unwrap_or_else(|| panic!("{told}"));
        let (from, to) = mv.trim().split_once(' ').unwrap();
        fs::rename(from, to).unwrap();
        on(&store, &["restore"], Some(&file)).good();
    } else {
        again.good();
    }
    let said = on(&store, &["verify"], None).good();
    assert!(said.starts_with(&format!("{COMMITS} commits, ")), "{said}");
}
