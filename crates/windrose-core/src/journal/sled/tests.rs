//! What only a journal on disk can get wrong: opening, closing, locking, failing.

use std::fs::File;

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::conformance::{Made, all, conformance, initiative, sample};
use super::super::memory::MemoryJournal;
use super::*;

conformance!(sled, || {
    let folder = tempfile::tempdir().unwrap();
    Made::new(SledJournal::create(folder.path()).unwrap(), Some(folder))
});

/// A log that goes round and round.
const SMALL: Options = Options { segment_bytes: 64 * 1024, segments: 3 };

conformance!(sled_with_a_small_log, || {
    let folder = tempfile::tempdir().unwrap();
    // As small as the largest commit allows.
    let small = Options { segment_bytes: 1024 * 1024, segments: 2 };
    Made::new(SledJournal::create_with(folder.path(), small).unwrap(), Some(folder))
});

fn run(journal: &dyn Journal, count: usize, bytes: usize) {
    let stream = initiative("a");
    let ends = journal.read_stream(&stream, 1, usize::MAX).unwrap().len() as u64;
    for version in (ends + 1..).take(count) {
        journal.append(&[sample(&stream, version, 0, bytes)]).unwrap();
    }
}

fn store() -> TempDir {
    store_with(Options::default())
}

fn store_with(options: Options) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    SledJournal::create_with(folder.path(), options).unwrap().close().unwrap();
    folder
}

/// A commit whose text does not compress.
fn noisy(stream: &Stream, version: Version, bytes: usize) -> Commit {
    let mut commit = sample(stream, version, 0, 0);
    let mut digest = commit.id.0;
    let mut text = String::new();
    while text.len() < bytes {
        digest = Digest::of(&digest.0);
        text.extend(digest.0.iter().map(|byte| char::from(b'0' + byte % 75)));
    }
    text.truncate(bytes);
    commit.key.as_mut().unwrap().key = text;
    commit
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
        let b = initiative("b");
        let ends = journal.read_stream(&b, 1, usize::MAX).unwrap().len() as u64;
        for (version, bytes) in (ends + 1..).zip([6900, 7100, 20_000, 400_000, 100, 7300, 14_000]) {
            journal.append(&[noisy(&b, version, bytes)]).unwrap();
            journal.settle();
        }
        for (version, bytes) in (ends + 8..).zip([7000; 60]) {
            journal.append(&[noisy(&b, version, bytes)]).unwrap();
        }
        let values = noisy(&b, 1, 300_000).key.unwrap().key.into_bytes();
        journal.derived_put(vec![(b"long".to_vec(), Some(values.clone()))]).unwrap();
        journal.close().unwrap();
        let journal = SledJournal::open(folder.path()).unwrap();
        journal.verify().unwrap();
        assert_eq!(journal.read_stream(&b, ends + 1, 67).unwrap().len(), 67);
        assert!(journal.derived_scan(b"", b"z", 1).unwrap()[0].1 == values);
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
    std::fs::write(&marker, text.replace("\"format\":2", "\"format\":3")).unwrap();
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
    let journal = SledJournal::open(folder.path()).unwrap();
    run(&journal, 3, 100);
    let group = [sample(&initiative("a"), 4, 0, 100), sample(&initiative("b"), 1, 0, 100)];
    // A file that takes everything, and on which no sync can succeed.
    let null = File::options().write(true).open("/dev/null").unwrap();
    let files = journal.log().exchange(vec![null]);
    let before = journal.head();
    let failed = journal.append(&group);
    assert!(matches!(failed, Err(AppendError::Unknown(StoreError::Io { .. }))), "{failed:?}");
    // The disk is well again; the journal must not believe it.
    journal.log().exchange(files);
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
    // The end of all positions: the next one overflows.
    let end = Head { position: Position::MAX, ..journal.head() };
    journal.shared.tail_mut().push(Group::new(3, vec![0; RECORD_HEADER], Vec::new()), end);
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

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_fill() {
    let folder = store_with(SMALL);
    let mut before = Vec::new();
    for round in 0..40_usize {
        let journal = SledJournal::open_with(folder.path(), SMALL).unwrap();
        assert!(all(&journal) == before, "round {round}");
        assert_eq!(journal.verify().unwrap().commits, before.len() as u64);
        for number in 0..round * 7 % 31 {
            run(&journal, 1, number * 97 % 2500);
            if number % 11 == 5 {
                journal.settle();
            }
        }
        before = all(&journal);
        journal.abandon();
    }
    assert!(std::fs::read_dir(folder.path().join("log")).unwrap().count() <= 3);
}

/// Lets this thread, and those that it starts, come past so many places where a process may die.
fn with_lives<T>(lives: u64, run: impl FnOnce() -> T) -> T {
    fault::LIVES.set(Some(lives));
    let answer = run();
    fault::LIVES.set(None);
    answer
}

#[test]
fn a_kill_at_any_place_is_harmless() {
    let small = Options { segment_bytes: 16 * 1024, segments: 3 };
    let folder = store_with(small);
    let (mut acknowledged, mut deaths) = (Vec::new(), 0);
    for round in 0..120_u64 {
        // Mostly within an opening, now and then far behind one.
        let lives = if round % 3 == 2 { round } else { round / 3 };
        let journal = with_lives(lives, || SledJournal::open_with(folder.path(), small));
        deaths += usize::from(journal.is_err());
        if let Ok(journal) = journal {
            with_lives(lives, || {
                for number in 0..24 {
                    let stream = initiative(&format!("s{}", number % 3));
                    let Ok(version) = journal.shared.version(&stream) else { break };
                    let commit = sample(&stream, version + 1, round, 900);
                    let Ok(positions) = journal.append(std::slice::from_ref(&commit)) else {
                        break;
                    };
                    acknowledged.push((positions[0], commit.id));
                    let value = positions[0].to_be_bytes().to_vec();
                    if journal.derived_put(vec![(b"seen".to_vec(), Some(value))]).is_err() {
                        break;
                    }
                    if number % 8 == 7 {
                        let _ = journal.shared.wait_until(|it| it.durable() >= positions[0]);
                    }
                }
            });
            deaths += usize::from(journal.shared.usable().is_err());
            if journal.shared.usable().is_ok() && round % 2 == 0 {
                journal.abandon();
            }
        }
        if round % 10 == 9 {
            let journal = SledJournal::open_with(folder.path(), small).unwrap();
            let head = journal.verify().unwrap().head;
            let found = all(&journal);
            for (position, id) in &acknowledged {
                let at = usize::try_from(position - 1).unwrap();
                assert_eq!(found[at].commit.id, *id, "round {round}: position {position} is lost");
            }
            for (_, value) in journal.derived_scan(b"", b"z", 9).unwrap() {
                assert!(value[..] <= head.position.to_be_bytes()[..], "it knows what is not there");
            }
            journal.abandon();
        }
    }
    assert!(deaths > 60 && acknowledged.len() > 300, "{deaths} deaths, {}", acknowledged.len());
}

#[test]
fn a_failure_behind_the_answers_ends_everything() {
    let folder = store_with(SMALL);
    let journal = SledJournal::open_with(folder.path(), SMALL).unwrap();
    run(&journal, 3, 100);
    *journal.shared.disk.lock().unwrap() = File::open("/dev/null").unwrap();
    // Whoever waits for sled is told.
    let waited = journal.shared.wait_until(|shared| shared.durable() >= 3);
    assert!(matches!(waited, Err(StoreError::Poisoned)), "{waited:?}");
    let failed = journal.append(&[sample(&initiative("a"), 4, 0, 100)]);
    assert!(matches!(failed, Err(AppendError::Unknown(StoreError::Poisoned))), "{failed:?}");
    assert!(matches!(journal.derived_put(Vec::new()), Err(StoreError::Poisoned)));
    assert!(matches!(journal.close(), Err(StoreError::Poisoned)));
    assert_eq!(SledJournal::open(folder.path()).unwrap().verify().unwrap().commits, 3);
}

#[test]
fn derived_values_survive_closing_and_are_a_prefix_after_a_kill() {
    let folder = store_with(SMALL);
    let key = |number: u64| format!("{:03}", number % 40).into_bytes();
    let scan = |journal: &SledJournal| journal.derived_scan(b"", b"z", usize::MAX).unwrap();
    let mut put = 0_u64;
    let mut before = Vec::new();
    for round in 0..8 {
        let journal = SledJournal::open_with(folder.path(), SMALL).unwrap();
        let found = scan(&journal);
        // What the first so many puts add up to, for one number of puts.
        let matching = (0..=put).rev().find(|puts| {
            let expected = (puts.saturating_sub(40)..*puts).map(|n| (key(n), n));
            let mut expected: Vec<_> =
                expected.map(|(key, n)| (key, n.to_string().into_bytes())).collect();
            expected.sort();
            found == expected
        });
        put = matching.expect("a put survived without one before it");
        if round % 2 == 1 {
            assert_eq!(found, before, "closed, and something is missing");
        }
        for number in put..put + 100 {
            run(&journal, 1, 700);
            let value = number.to_string().into_bytes();
            journal.derived_put(vec![(key(number), Some(value))]).unwrap();
            if number % 37 == 9 {
                journal.settle();
            }
        }
        put += 100;
        before = scan(&journal);
        if round % 2 == 0 {
            journal.close().unwrap();
        } else {
            journal.abandon();
        }
    }
}

#[test]
fn opening_reads_what_has_changed_and_not_what_is_stored() {
    let folder = store_with(SMALL);
    let frames = || {
        let before = codec::frames_read();
        let journal = SledJournal::open_with(folder.path(), SMALL).unwrap();
        (journal, codec::frames_read() - before)
    };
    let mut read = Vec::new();
    for _ in 0..10 {
        let (journal, count) = frames();
        read.push(count);
        run(&journal, 100, 400);
    }
    let (journal, after_closing) = frames();
    assert_eq!(journal.head().position, 1000);
    assert!(after_closing <= read[1] + 50, "{read:?}, and then {after_closing}");
    run(&journal, 20, 400);
    journal.abandon();
    let (_, after_a_kill) = frames();
    assert!((20..after_closing + 100).contains(&after_a_kill), "{after_a_kill}");
}

#[test]
fn a_store_of_format_1_is_brought_to_this_one() {
    let folder = store_with(SMALL);
    let journal = SledJournal::open_with(folder.path(), SMALL).unwrap();
    let b = initiative("b");
    run(&journal, 150, 300);
    journal.append(&[noisy(&b, 1, 20_000), noisy(&b, 2, 10)]).unwrap();
    let before = all(&journal);
    journal.close().unwrap();
    // As it was written then: blocks of whole frames, in parts where they are long.
    let db = ::sled::open(folder.path().join("sled")).unwrap();
    let names = db.tree_names();
    for name in names.into_iter().filter(|name| name != b"__sled__default") {
        db.drop_tree(name).unwrap();
    }
    let (tree, mut head) = (db.open_tree("commits").unwrap(), codec::genesis());
    for placed in &before {
        let mut frame = Vec::new();
        head = codec::encode(&placed.commit, head, &mut frame).unwrap();
        for (part, piece) in (0_u8..).zip(frame.chunks(blocks::BLOCK_BYTES_MAX)) {
            tree.insert([&placed.position.to_be_bytes()[..], &[part]].concat(), piece).unwrap();
        }
    }
    db.flush().unwrap();
    drop((tree, db));
    std::fs::remove_dir_all(folder.path().join("log")).unwrap();
    let marker = folder.path().join("STORE");
    let text = std::fs::read_to_string(&marker).unwrap();
    std::fs::write(&marker, text.replace("\"format\":2", "\"format\":1")).unwrap();
    // An attempt that was interrupted has left a log.
    std::fs::create_dir(folder.path().join("log")).unwrap();
    std::fs::write(folder.path().join("log/0.log"), "half").unwrap();
    for lives in 0..7 {
        let died = with_lives(lives, || SledJournal::open(folder.path()));
        assert!(died.is_err(), "after {lives}");
    }
    let journal = SledJournal::open(folder.path()).unwrap();
    assert!(all(&journal) == before);
    assert_eq!(journal.read_stream(&b, 1, 9).unwrap(), before[150..]);
    run(&journal, 100, 300);
    assert_eq!(journal.verify().unwrap().commits, 252);
    journal.close().unwrap();
    assert!(std::fs::read_to_string(&marker).unwrap().contains("\"format\":2"));
    assert_eq!(SledJournal::open(folder.path()).unwrap().verify().unwrap().commits, 252);
}

#[derive(Debug, Clone)]
enum Step {
    Append { group: Vec<(u8, usize)>, wrong: bool },
    Repeat,
    Settle,
    Reopen { killed: bool },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let bytes = prop_oneof![8 => 0..400_usize, 1 => 6900..7300_usize, 1 => 20_000..40_000_usize];
    let group = prop::collection::vec((0..4_u8, bytes), 0..12);
    let step = prop_oneof![
        8 => (group, prop::bool::weighted(0.2)).prop_map(|(group, wrong)| Step::Append { group, wrong }),
        1 => Just(Step::Repeat),
        1 => Just(Step::Settle),
        2 => any::<bool>().prop_map(|killed| Step::Reopen { killed }),
    ];
    prop::collection::vec(step, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn memory_and_sled_are_the_same_journal(steps in steps()) {
        let folder = store_with(Options { segment_bytes: 512 * 1024, segments: 2 });
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
                Step::Settle => sled.settle(),
                Step::Reopen { killed } => {
                    if killed { sled.abandon() } else { drop(sled) }
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
