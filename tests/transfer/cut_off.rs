//! A restore that is killed leaves nothing that passes for a store, and goes on when it is repeated.

use std::time::Instant;

use windrose_core::journal::codec::lines::First;
use windrose_core::journal::memory::MemoryJournal;
use windrose_core::journal::transfer::{Writer, page};
use windrose_core::journal::{Commit, CommitId, Journal, Key, Stream};
use windrose_core::rules::ids::Digest;
use windrose_core::rules::role::Actor;

use super::*;

const COMMITS: u64 = 12_000;

/// How many times it is killed.
const KILLS: u32 = 6;

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

    let (mut cut_off, mut went_on) = (0, 0);
    for kill in 1..=KILLS {
        let store = folder.path().join(format!("store-{kill}"));
        let mut command = windrose();
        command.arg("restore").arg(&file).arg("--data").arg(&store);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From the first moments to shortly before the end.
        std::thread::sleep(takes * (kill * 2 - 1) / (KILLS * 2));
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        if !ended.success() {
            let mut serve = windrose();
            serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&store);
            // Nobody serves it: a daemon would begin a new store only where there is nothing at all.
            let said = on(&store, &["verify"], None);
            if fs::exists(&store).unwrap() && said.code != Some(0) {
                let served = run(&mut serve).bad(65);
                assert_eq!(served, said.bad(65));
                cut_off += 1;
            }
        }
        let again = on(&store, &["restore"], Some(&file));
        if again.code == Some(64) {
            // Killed while the folder was being made a store, before anything was in it.
            let told = again.bad(64);
            assert!(told.contains("is not empty") && told.contains("\n  mv "), "{told}");
            fs::rename(&store, folder.path().join(format!("aside-{kill}"))).unwrap();
            on(&store, &["restore"], Some(&file)).good();
        } else {
            again.good();
            went_on += 1;
        }
        assert_eq!(on(&store, &["verify"], None).good(), expected);
        assert!(!store.join("UNFINISHED").exists());
    }
    assert!(cut_off > 0 && went_on > 0, "of {KILLS}: {cut_off} cut off, {went_on} went on");
}
