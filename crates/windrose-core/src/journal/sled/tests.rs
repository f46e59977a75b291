//! What only a journal on disk can get wrong: opening, closing, locking, failing.

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::conformance::{Made, all, conformance, initiative, sample};
use super::super::memory::MemoryJournal;
use super::*;

conformance!(sled, || {
    let folder = tempfile::tempdir().unwrap();
    Made::new(SledJournal::create(folder.path()).unwrap(), Some(folder))
});

fn run(journal: &dyn Journal, count: usize, bytes: usize) {
    let stream = initiative("a");
    let ends = journal.read_stream(&stream, 1, usize::MAX).unwrap().len() as u64;
    for version in (ends + 1..).take(count) {
        journal.append(&[sample(&stream, version, 0, bytes)]).unwrap();
    }
}

fn store() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    SledJournal::create(folder.path()).unwrap().close().unwrap();
    folder
}

#[test]
fn everything_is_there_after_closing_and_dropping() {
    let folder = store();
    let mut before = Vec::new();
    for round in 0..6 {
        let journal = SledJournal::open(folder.path()).unwrap();
        assert_eq!(all(&journal), before);
        run(&journal, 30, 400);
        before = all(&journal);
        assert_eq!(journal.verify().unwrap().commits, 30 * (round + 1));
        if round % 2 == 0 {
            journal.close().unwrap();
        }
    }
}

#[test]
fn large_commits_stay_out_of_the_folder_that_is_never_synced() {
    let folder = store();
    for _ in 0..2 {
        let journal = SledJournal::open(folder.path()).unwrap();
        run(&journal, 40, 7000);
        run(&journal, 4, 400 * 1024);
        run(&journal, 40, 9000);
        run(&journal, 100, 300);
    }
    let blobs = std::fs::read_dir(folder.path().join("sled/blobs")).unwrap();
    assert_eq!(blobs.count(), 0);
}

#[test]
fn a_store_is_created_only_where_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("new/store");
    assert!(matches!(SledJournal::open(&absent), Err(StoreError::NotAStore { .. })));
    assert!(!absent.exists(), "a look has changed something");
    let id = SledJournal::open_or_create(&absent).unwrap().store_id();
    assert_eq!(SledJournal::open_or_create(&absent).unwrap().store_id(), id);
    assert!(matches!(SledJournal::create(&absent), Err(StoreError::NotAStore { .. })));
    // Another's folder, and a store that has lost its marker.
    std::fs::write(folder.path().join("letter.txt"), "dear …").unwrap();
    std::fs::remove_file(absent.join("STORE")).unwrap();
    for path in [folder.path(), &absent] {
        let error = SledJournal::open_or_create(path).unwrap_err();
        assert!(matches!(error, StoreError::NotAStore { .. }), "{error}");
        assert!(matches!(SledJournal::open(path), Err(StoreError::NotAStore { .. })));
    }
    assert!(!folder.path().join("LOCK").exists(), "a foreign folder was written to");
    // A creation that was killed at its very beginning.
    let begun = folder.path().join("begun");
    std::fs::create_dir(&begun).unwrap();
    std::fs::write(begun.join("LOCK"), "").unwrap();
    SledJournal::open_or_create(&begun).unwrap();
}

#[test]
fn a_second_opening_is_refused_and_told_who_holds_the_store() {
    let folder = store();
    let journal = SledJournal::open(folder.path()).unwrap();
    for second in [SledJournal::open(folder.path()), SledJournal::create(folder.path())] {
        let holder = format!("the store is in use by process {}", std::process::id());
        assert_eq!(second.unwrap_err().to_string(), holder);
    }
    run(&journal, 1, 10);
    drop(journal);
    assert_eq!(SledJournal::open(folder.path()).unwrap().head().position, 1);
}

#[test]
fn a_store_of_a_later_format_is_refused_by_that_name() {
    let folder = store();
    let marker = folder.path().join("STORE");
    let text = std::fs::read_to_string(&marker).unwrap();
    std::fs::write(&marker, text.replace("\"format\":1", "\"format\":2")).unwrap();
    let error = SledJournal::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("written by a newer windrose"), "{error}");
}

#[test]
fn a_snapshot_that_was_being_written_when_killed_does_not_lock_us_out() {
    let folder = store();
    let journal = SledJournal::open(folder.path()).unwrap();
    run(&journal, 50, 300);
    drop(journal);
    let half = folder.path().join("sled/snap.00000000000ABCDE.generating");
    std::fs::write(&half, b"half").unwrap();
    let journal = SledJournal::open(folder.path()).unwrap();
    assert_eq!(journal.verify().unwrap().commits, 50);
    assert!(!half.exists());
}

#[test]
fn a_failed_sync_is_final_and_a_repeat_settles_it() {
    let folder = store();
    let mut journal = SledJournal::open(folder.path()).unwrap();
    run(&journal, 3, 100);
    let group = [sample(&initiative("a"), 4, 0, 100), sample(&initiative("b"), 1, 0, 100)];
    // A descriptor that no sync can succeed on.
    let disk = std::mem::replace(&mut journal.disk, File::open("/dev/null").unwrap());
    let before = journal.head();
    let failed = journal.append(&group);
    assert!(matches!(failed, Err(AppendError::Unknown(StoreError::Io { .. }))), "{failed:?}");
    // The disk is well again; the journal must not believe it.
    journal.disk = disk;
    let again = journal.append(&group);
    assert!(matches!(again, Err(AppendError::Unknown(StoreError::Poisoned))), "{again:?}");
    assert!(matches!(journal.read_all(1, 1), Err(StoreError::Poisoned)));
    assert!(matches!(journal.read_stream(&Stream::Access, 1, 1), Err(StoreError::Poisoned)));
    assert!(matches!(journal.verify(), Err(StoreError::Poisoned)));
    assert_eq!(journal.head(), before, "what may not be durable was shown");
    assert_eq!(*journal.watch().borrow(), 3);
    assert!(matches!(journal.close(), Err(StoreError::Poisoned)));
    let journal = SledJournal::open(folder.path()).unwrap();
    assert_eq!(journal.append(&group).unwrap(), [4, 5]);
    assert_eq!(journal.append(&group).unwrap(), [4, 5]);
    assert_eq!(journal.verify().unwrap().commits, 5);
}

#[test]
fn a_panic_while_appending_is_final_too() {
    let folder = store();
    let journal = SledJournal::open(folder.path()).unwrap();
    run(&journal, 2, 10);
    // An index at the end of all positions: the next one overflows.
    let end = Head { position: Position::MAX, chain: journal.head().chain };
    journal.index.write().unwrap().push(end, initiative("b"), 1).unwrap();
    let failed = journal.append(&[sample(&initiative("a"), 3, 0, 10)]);
    assert!(matches!(failed, Err(AppendError::Unknown(StoreError::Sled { .. }))), "{failed:?}");
    let again = journal.append(&[sample(&initiative("a"), 3, 0, 10)]);
    assert!(matches!(again, Err(AppendError::Unknown(StoreError::Poisoned))), "{again:?}");
    drop(journal);
    assert_eq!(SledJournal::open(folder.path()).unwrap().head().position, 2);
}

#[test]
fn a_panic_while_reading_is_called_damage() {
    let caught = guard("it broke", || -> Result<(), StoreError> { panic!("number {}", 7) });
    let error = caught.unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }));
    assert!(error.to_string().contains("it broke: sled panicked: number 7"), "{error}");
}

#[derive(Debug, Clone)]
enum Step {
    Append { group: Vec<(u8, usize)>, wrong: bool },
    Repeat,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let bytes = prop_oneof![8 => 0..400_usize, 1 => 6900..7300_usize, 1 => 20_000..40_000_usize];
    let group = prop::collection::vec((0..4_u8, bytes), 0..12);
    let step = prop_oneof![
        8 => (group, prop::bool::weighted(0.2)).prop_map(|(group, wrong)| Step::Append { group, wrong }),
        1 => Just(Step::Repeat),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn memory_and_sled_are_the_same_journal(steps in steps()) {
        let folder = store();
        let memory = MemoryJournal::new();
        let mut sled = SledJournal::open(folder.path()).unwrap();
        let (mut versions, mut last, mut salt) = ([0; 4], Vec::new(), 0);
        for step in steps {
            match step {
                Step::Append { group, wrong } => {
                    let mut ends = versions;
                    let mut commits = Vec::new();
                    for (stream, bytes) in group {
                        ends[usize::from(stream)] += 1;
                        salt += 1;
                        let name = initiative(&format!("s{stream}"));
                        commits.push(sample(&name, ends[usize::from(stream)], salt, bytes));
                    }
                    if let Some(commit) = commits.last_mut().filter(|_| wrong) {
                        commit.version += 1;
                    }
                    let (one, two) = (memory.append(&commits), sled.append(&commits));
                    prop_assert_eq!(one.as_ref().ok(), two.as_ref().ok());
                    prop_assert_eq!(one.is_ok(), !wrong || commits.is_empty());
                    if one.is_ok() {
                        (versions, last) = (ends, commits);
                    }
                }
                Step::Repeat => {
                    prop_assert_eq!(memory.append(&last).unwrap(), sled.append(&last).unwrap());
                }
                Step::Reopen => {
                    drop(sled);
                    sled = SledJournal::open(folder.path()).unwrap();
                }
            }
            prop_assert_eq!(memory.head(), sled.head());
        }
        prop_assert_eq!(memory.verify().unwrap(), sled.verify().unwrap());
        prop_assert_eq!(all(&memory), all(&sled));
        for stream in 0..4 {
            let name = initiative(&format!("s{stream}"));
            prop_assert_eq!(
                memory.read_stream(&name, 2, 50).unwrap(),
                sled.read_stream(&name, 2, 50).unwrap()
            );
        }
    }
}
