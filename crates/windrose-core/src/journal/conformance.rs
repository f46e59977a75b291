//! The contract of [`Journal`] as tests: one suite for every engine.
//!
//! An engine is held to it by one line, `conformance!(name, || Made::new(engine, folder))`.

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::TempDir;

use super::codec::{self, COMMIT_BYTES_MAX};
use super::{AppendError, Commit, CommitId, DERIVED_KEY_BYTES_MAX, Journal, Key, Placed, Stream};
use crate::rules::ids::{Digest, Version};
use crate::rules::role::Actor;

/// A journal made for one test, with the folder that has to outlive it.
#[derive(Clone)]
pub(crate) struct Made {
    journal: Arc<dyn Journal>,
    _folder: Option<Arc<TempDir>>,
}

impl Made {
    pub(crate) fn new(journal: impl Journal, folder: Option<TempDir>) -> Self {
        Self { journal: Arc::new(journal), _folder: folder.map(Arc::new) }
    }
}

impl Deref for Made {
    type Target = dyn Journal;
    fn deref(&self) -> &Self::Target {
        self.journal.as_ref()
    }
}

/// How a suite makes an empty journal.
pub(crate) type Make<'a> = &'a dyn Fn() -> Made;

/// A commit with about `bytes` bytes of text. The text is in the key and there is no event, so that these tests know
/// no rule; `salt` tells apart commits that want the same place.
pub(crate) fn sample(stream: &Stream, version: Version, salt: u64, bytes: usize) -> Commit {
    let id = Digest::of(format!("{stream} {version} {salt}").as_bytes());
    let key = id.to_string().chars().cycle().take(bytes).collect();
    Commit {
        stream: stream.clone(),
        version,
        id: CommitId(id),
        at: "2026-03-01T09:00:00.123456789Z".parse().unwrap(),
        by: Actor::Person("lead".parse().unwrap()),
        key: Some(Key { key, fingerprint: id }),
        events: Vec::new(),
    }
}

/// The stream of an initiative.
pub(crate) fn initiative(name: &str) -> Stream {
    Stream::Initiative(name.parse().unwrap())
}

/// Everything in a journal.
pub(crate) fn all(journal: &dyn Journal) -> Vec<Placed> {
    journal.read_all(1, usize::MAX).unwrap()
}

/// Commits of one stream, from one version to another.
fn run(stream: &Stream, versions: std::ops::RangeInclusive<Version>) -> Vec<Commit> {
    versions.map(|version| sample(stream, version, 0, 100)).collect()
}

pub(crate) fn starts_empty(make: Make<'_>) {
    let journal = make();
    assert_eq!(journal.head(), codec::genesis());
    assert_eq!(*journal.watch().borrow(), 0);
    assert!(all(&*journal).is_empty());
    assert!(journal.read_stream(&Stream::Access, 1, 10).unwrap().is_empty());
    assert_eq!(journal.verify().unwrap().commits, 0);
    assert!(journal.append(&[]).unwrap().is_empty());
    assert_eq!(journal.head().position, 0);
}

pub(crate) fn keeps_order_and_leaves_no_gaps(make: Make<'_>) {
    let journal = make();
    let streams = [initiative("a"), Stream::Workflow(Digest::of(b"w")), Stream::Access];
    let mut written = Vec::new();
    for version in 1..=20 {
        let group: Vec<_> = streams.iter().map(|s| sample(s, version, 0, 900)).collect();
        let first = written.len() as u64 + 1;
        assert_eq!(journal.append(&group).unwrap(), [first, first + 1, first + 2]);
        written.extend(group);
    }
    let found = all(&*journal);
    assert!(found.iter().map(|placed| placed.position).eq(1..=60));
    assert!(found.iter().map(|placed| &placed.commit).eq(&written));
    assert_eq!(journal.head().position, 60);
    assert_eq!(journal.head().chain, found[59].chain);
    for stream in &streams {
        let own: Vec<_> = found.iter().filter(|p| p.commit.stream == *stream).cloned().collect();
        assert_eq!(journal.read_stream(stream, 1, usize::MAX).unwrap(), own);
        assert_eq!(journal.read_stream(stream, 7, 5).unwrap(), own[6..11]);
        assert_eq!(journal.read_stream(stream, 19, 5).unwrap(), own[18..]);
        assert!(journal.read_stream(stream, 21, 5).unwrap().is_empty());
        assert!(journal.read_stream(stream, u64::MAX, 5).unwrap().is_empty());
        assert!(journal.read_stream(stream, 1, 0).unwrap().is_empty());
    }
}

pub(crate) fn pages_without_repeating_or_leaving_out(make: Make<'_>) {
    let journal = make();
    journal.append(&run(&initiative("a"), 1..=25)).unwrap();
    journal.append(&run(&initiative("b"), 1..=25)).unwrap();
    let whole = all(&*journal);
    for size in [1, 7, 49, 50, 51] {
        let (mut pages, mut from) = (Vec::new(), 1);
        loop {
            let page = journal.read_all(from, size).unwrap();
            assert!(page.len() <= size);
            let Some(last) = page.last() else { break };
            from = last.position + 1;
            pages.extend(page);
        }
        assert_eq!(pages, whole);
    }
    assert_eq!(journal.read_all(0, 1).unwrap(), whole[..1]);
    assert!(journal.read_all(1, 0).unwrap().is_empty());
    assert!(journal.read_all(u64::MAX, usize::MAX).unwrap().is_empty());
}

pub(crate) fn a_conflict_writes_nothing(make: Make<'_>) {
    let journal = make();
    let (a, b) = (initiative("a"), initiative("b"));
    journal.append(&run(&a, 1..=2)).unwrap();
    let before = (journal.head(), all(&*journal));
    for (version, expected) in [(0, 0), (1, 0), (2, 1), (4, 3)] {
        let wrong = sample(&a, version, 1, 10);
        // Alone, behind a commit that fits, and before one.
        let groups = [
            vec![wrong.clone()],
            vec![sample(&b, 1, 0, 10), wrong.clone()],
            vec![wrong, sample(&b, 1, 0, 10)],
        ];
        for group in groups {
            match journal.append(&group) {
                Err(AppendError::Conflict { stream, expected: thought, actual }) => {
                    assert_eq!((stream, thought, actual), (a.clone(), expected, 2));
                }
                other => panic!("version {version}: {other:?}"),
            }
            assert_eq!((journal.head(), all(&*journal)), before);
        }
    }
    assert_eq!(
        journal.append(&[sample(&b, 1, 0, 10)]).unwrap(),
        [3],
        "it goes on as if nothing was"
    );
}

pub(crate) fn commits_of_a_group_follow_one_another(make: Make<'_>) {
    let journal = make();
    let a = initiative("a");
    let twice = [sample(&a, 1, 0, 10), sample(&a, 1, 1, 10)];
    assert!(matches!(
        journal.append(&twice),
        Err(AppendError::Conflict { expected: 0, actual: 1, .. })
    ));
    let gap = [sample(&a, 1, 0, 10), sample(&a, 3, 0, 10)];
    assert!(matches!(
        journal.append(&gap),
        Err(AppendError::Conflict { expected: 2, actual: 1, .. })
    ));
    assert_eq!(journal.head().position, 0);
    assert_eq!(journal.append(&run(&a, 1..=300)).unwrap(), (1..=300).collect::<Vec<_>>());
    assert_eq!(journal.verify().unwrap().commits, 300);
}

pub(crate) fn a_repeat_is_answered_and_not_written(make: Make<'_>) {
    let journal = make();
    let group = [sample(&initiative("a"), 1, 0, 10), sample(&initiative("b"), 1, 0, 9000)];
    assert_eq!(journal.append(&group).unwrap(), [1, 2]);
    journal.append(&run(&initiative("c"), 1..=3)).unwrap();
    let before = journal.head();
    assert_eq!(journal.append(&group).unwrap(), [1, 2]);
    assert_eq!(journal.append(&group[1..]).unwrap(), [2]);
    let [one, two] = group;
    let mixed = [one, two, sample(&initiative("c"), 4, 0, 10)];
    assert!(matches!(journal.append(&mixed), Err(AppendError::Conflict { .. })));
    assert_eq!(journal.head(), before);
}

pub(crate) fn a_commit_that_is_too_large_is_refused_whole(make: Make<'_>) {
    let journal = make();
    let a = initiative("a");
    let group = [sample(&a, 1, 0, 10), sample(&a, 2, 0, COMMIT_BYTES_MAX)];
    assert!(matches!(
        journal.append(&group),
        Err(AppendError::TooLarge { bytes }) if bytes > COMMIT_BYTES_MAX
    ));
    assert_eq!(journal.head().position, 0);
    assert_eq!(journal.append(&group[..1]).unwrap(), [1]);
}

pub(crate) fn large_commits_read_back(make: Make<'_>) {
    let journal = make();
    let a = initiative("a");
    let sizes = [1, 400 * 1024, 7000, 7168, 7169, 20_000, COMMIT_BYTES_MAX - 1000, 3];
    let group: Vec<_> = (1..).zip(sizes).map(|(v, bytes)| sample(&a, v, 0, bytes)).collect();
    journal.append(&group[..3]).unwrap();
    journal.append(&group[3..]).unwrap();
    assert!(all(&*journal).iter().map(|placed| &placed.commit).eq(&group));
    for commit in &group {
        let found = journal.read_stream(&a, commit.version, 1).unwrap();
        assert_eq!(found[0].commit, *commit);
        assert_eq!(journal.read_all(commit.version, 1).unwrap(), found);
    }
    assert_eq!(journal.verify().unwrap().head, journal.head());
}

pub(crate) fn watching_tells_that_the_head_has_moved(make: Make<'_>) {
    let journal = make();
    let mut watch = journal.watch();
    assert!(!watch.has_changed().unwrap());
    journal.append(&run(&initiative("a"), 1..=3)).unwrap();
    assert!(watch.has_changed().unwrap());
    assert_eq!(*watch.borrow_and_update(), 3);
    journal.append(&run(&initiative("a"), 1..=3)).unwrap();
    let _ = journal.append(&run(&initiative("a"), 9..=9));
    assert!(!watch.has_changed().unwrap(), "neither a repeat nor a conflict moves it");
    assert_eq!(*journal.watch().borrow(), 3);
}

pub(crate) fn readers_see_a_growing_prefix(make: Make<'_>) {
    let journal = make();
    let done = AtomicBool::new(false);
    let (a, b) = (initiative("a"), initiative("b"));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for version in 1..=150 {
                // The second of the pair is in a block of its own.
                let pair = [sample(&a, version, 0, 20), sample(&b, version, 0, 9000)];
                journal.append(&pair).unwrap();
            }
            done.store(true, Ordering::SeqCst);
        });
        let mut seen: Vec<Placed> = Vec::new();
        while !done.load(Ordering::SeqCst) {
            let head = journal.head();
            let further = journal.read_all(seen.len() as u64 + 1, usize::MAX).unwrap();
            seen.extend(further);
            assert!(seen.len() as u64 >= head.position, "fewer than the head said");
            assert!(seen.iter().map(|placed| placed.position).eq(1..=seen.len() as u64));
            assert_eq!(seen.len() % 2, 0, "half of a group was seen");
            assert!(journal.verify().unwrap().commits >= head.position);
        }
        seen.extend(journal.read_all(seen.len() as u64 + 1, usize::MAX).unwrap());
        assert_eq!(seen.len(), 300);
        assert_eq!(seen, all(&*journal));
    });
}

pub(crate) fn writers_do_not_lose_one_another(make: Make<'_>) {
    let journal = make();
    std::thread::scope(|scope| {
        for name in ["a", "b", "c", "d"] {
            let journal = &journal;
            scope.spawn(move || {
                for version in 1..=25 {
                    journal.append(&[sample(&initiative(name), version, 0, 50)]).unwrap();
                }
            });
        }
    });
    let found = all(&*journal);
    assert!(found.iter().map(|placed| placed.position).eq(1..=100));
    assert_eq!(found.iter().map(|p| p.commit.id).collect::<HashSet<_>>().len(), 100);
    assert_eq!(journal.verify().unwrap().commits, 100);
}

pub(crate) fn derived_values_are_read_back_at_once(make: Make<'_>) {
    let journal = make();
    let value = |text: &str| Some(text.as_bytes().to_vec());
    let found = |from: &str, before: &str, limit| {
        let found = journal.derived_scan(from.as_bytes(), before.as_bytes(), limit).unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        found
            .iter()
            .map(|(key, value)| format!("{}={}", text(key), text(value)))
            .collect::<Vec<_>>()
    };
    assert!(found("", "z", 9).is_empty());
    journal.append(&run(&initiative("a"), 1..=3)).unwrap();
    let first = ["b", "a", "ab", "c"].map(|key| (key.as_bytes().to_vec(), value(key)));
    journal.derived_put(first.to_vec()).unwrap();
    assert_eq!(found("", "z", 9), ["a=a", "ab=ab", "b=b", "c=c"]);
    assert_eq!(found("a", "b", 9), ["a=a", "ab=ab"]);
    assert_eq!(found("aa", "z", 2), ["ab=ab", "b=b"]);
    assert!(found("b", "a", 9).is_empty() && found("a", "a", 9).is_empty());
    assert!(found("", "z", 0).is_empty());
    let again = vec![(b"a".to_vec(), value("new")), (b"b".to_vec(), None), (b"b".to_vec(), None)];
    journal.derived_put(again).unwrap();
    journal.derived_put(vec![(b"c".to_vec(), None), (b"c".to_vec(), value("back"))]).unwrap();
    assert_eq!(found("", "z", 9), ["a=new", "ab=ab", "c=back"]);
    let long: Vec<u8> =
        (0..200_000_u32).flat_map(|n| (n.wrapping_mul(n) >> 9).to_be_bytes()).collect();
    let key = vec![0; DERIVED_KEY_BYTES_MAX];
    journal
        .derived_put(vec![(key.clone(), Some(long.clone())), (vec![0], Some(Vec::new()))])
        .unwrap();
    let found = journal.derived_scan(&[], b"a", 9).unwrap();
    assert!(found == [(vec![0], Vec::new()), (key, long)]);
}

/// Holds an engine to the contract: one test per check, in a module of the given name.
macro_rules! conformance {
    ($engine:ident, $make:expr) => {
        $crate::journal::conformance::conformance! { @checks $engine, $make,
            starts_empty
            keeps_order_and_leaves_no_gaps
            pages_without_repeating_or_leaving_out
            a_conflict_writes_nothing
            commits_of_a_group_follow_one_another
            a_repeat_is_answered_and_not_written
            a_commit_that_is_too_large_is_refused_whole
            large_commits_read_back
            watching_tells_that_the_head_has_moved
            readers_see_a_growing_prefix
            writers_do_not_lose_one_another
            derived_values_are_read_back_at_once
        }
    };
    (@checks $engine:ident, $make:expr, $($check:ident)*) => {
        mod $engine {
            use super::*;
            $(
                #[test]
                fn $check() {
                    $crate::journal::conformance::$check(&$make);
                }
            )*
        }
    };
}
pub(crate) use conformance;
