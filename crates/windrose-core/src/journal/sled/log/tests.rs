//! The log on any history: what is behind sled's last checkpoint comes back, record for record, and nothing else does.

use proptest::prelude::*;

use super::segment::{RECORD_HEADER, RECORDS_AT, seal};
use super::*;

const OPTIONS: Options = Options { segment_bytes: RECORDS_AT + 600, segments: 3 };

#[derive(Debug, Clone)]
enum Step {
    /// A record of so many frames, with so many bytes.
    Append { count: u32, bytes: usize },
    /// sled holds everything but so many commits at the end.
    Checkpoint { but: u64 },
    /// The process ends; a record was being written, of which these bytes arrived.
    Crash { count: u32, bytes: usize, arrived: Arrived },
}

#[derive(Debug, Clone)]
enum Arrived {
    Nothing,
    Beginning(usize),
    End(usize),
    Everything,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let arrived = prop_oneof![
        1 => Just(Arrived::Nothing),
        3 => (0..250_usize).prop_map(Arrived::Beginning),
        2 => (0..250_usize).prop_map(Arrived::End),
        1 => Just(Arrived::Everything),
    ];
    let step = prop_oneof![
        10 => (1..6_u32, 0..250_usize).prop_map(|(count, bytes)| Step::Append { count, bytes }),
        3 => (0..12_u64).prop_map(|but| Step::Checkpoint { but }),
        2 => (1..6_u32, 0..250_usize, arrived)
            .prop_map(|(count, bytes, arrived)| Step::Crash { count, bytes, arrived }),
    ];
    prop::collection::vec(step, 1..60)
}

/// What a journal does with a log, and what it has to find in it.
struct Model {
    folder: tempfile::TempDir,
    log: Log,
    /// Every acknowledged record with its first position.
    records: Vec<(Position, Vec<u8>)>,
    head: Position,
    durable: Position,
    /// Of how many records, so that no two of them hold the same.
    written: u64,
}

impl Model {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::create(folder.path(), Digest::of(b"store"), OPTIONS).unwrap();
        Self { folder, log, records: Vec::new(), head: 0, durable: 0, written: 0 }
    }

    fn record(&mut self, count: u32, bytes: usize) -> Vec<u8> {
        let mut record = vec![0; RECORD_HEADER];
        self.written += 1;
        let text = Digest::of(&self.written.to_be_bytes()).0;
        record.extend(text.iter().cycle().take(bytes));
        seal(&mut record, self.head + 1, count);
        record
    }

    fn acknowledge(&mut self, record: Vec<u8>, count: u32) {
        self.records.push((self.head + 1, record));
        self.head += u64::from(count);
    }

    fn append(&mut self, count: u32, bytes: usize) {
        let (record, last) = (self.record(count, bytes), self.head + u64::from(count));
        match self.log.append(&record, last, self.durable).unwrap() {
            Appended::Done => {}
            Appended::Wait(until) => {
                assert!(self.durable < until && until <= self.head);
                self.durable = until;
                let again = self.log.append(&record, last, self.durable).unwrap();
                assert_eq!(again, Appended::Done, "it waited for too little");
            }
            Appended::TooLarge => panic!("a record of {} bytes fits", record.len()),
        }
        self.acknowledge(record, count);
    }

    fn crash(&mut self, count: u32, bytes: usize, arrived: &Arrived) {
        let record = self.record(count, bytes);
        if let Place::At { segment, offset } =
            self.log.ring.place(record.len() as u64, self.durable)
        {
            let (at, part) = match arrived {
                Arrived::Nothing => (0, 0..0),
                Arrived::Beginning(end) => (0, 0..*end.min(&(record.len() - 1))),
                Arrived::End(begin) => {
                    let begin = *begin.min(&(record.len() - 1)).max(&1);
                    (begin, begin..record.len())
                }
                Arrived::Everything => (0, 0..record.len()),
            };
            self.log.files[segment].write_all_at(&record[part], offset + at as u64).unwrap();
            if matches!(arrived, Arrived::Everything) {
                self.acknowledge(record, count);
                return self.reopen();
            }
        }
        self.reopen_after(Some((record, count)));
    }

    fn reopen(&mut self) {
        self.reopen_after(None);
    }

    /// A record that was being written may be whole by accident: earlier bytes may have been the same.
    fn reopen_after(&mut self, written: Option<(Vec<u8>, u32)>) {
        let store = Digest::of(b"store");
        let (log, live) = Log::open(self.folder.path(), store, OPTIONS, self.durable).unwrap();
        let found: Vec<_> =
            live.iter().map(|found| (found.1.first, log.read(*found).unwrap())).collect();
        match (written, found.last()) {
            (Some((record, count)), Some((first, last)))
                if *first == self.head + 1 && *last == record =>
            {
                self.acknowledge(record, count);
            }
            _ => {}
        }
        let mut expected = self.records.clone();
        let behind = |next: Option<&(Position, Vec<u8>)>| next.map_or(self.head, |it| it.0 - 1);
        let mut lasts: Vec<_> = (1..=expected.len()).map(|n| behind(self.records.get(n))).collect();
        lasts.reverse();
        expected.retain(|_| lasts.pop().is_some_and(|last| last > self.durable));
        assert!(found == expected, "found {} of {} records", found.len(), expected.len());
        self.log = log;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_sled_does_not_hold_is_found_and_nothing_else(steps in steps()) {
        let mut model = Model::new();
        for step in steps {
            match step {
                Step::Append { count, bytes } => model.append(count, bytes),
                Step::Checkpoint { but } => {
                    model.durable = model.durable.max(model.head.saturating_sub(but));
                }
                Step::Crash { count, bytes, arrived } => model.crash(count, bytes, &arrived),
            }
        }
        model.reopen();
        prop_assert!(model.log.files.len() <= OPTIONS.segments);
    }
}

#[test]
fn a_segment_is_made_when_it_is_needed_and_used_again() {
    let mut model = Model::new();
    let count = |model: &Model| fs::read_dir(model.folder.path()).unwrap().count();
    for _ in 0..40 {
        model.append(1, 200);
        model.durable = model.head;
    }
    assert_eq!(count(&model), 1, "what sled holds is written over");
    for _ in 0..4 {
        model.append(1, 200);
    }
    assert_eq!(model.log.wants_another(model.durable), Some(2));
    assert_eq!(count(&model), 2);
    model.log.maker().prepare(2).unwrap();
    model.log.maker().prepare(2).unwrap();
    assert_eq!(count(&model), 3, "made beforehand, once");
    for _ in 0..2 {
        model.append(1, 200);
    }
    assert_eq!((count(&model), model.log.files.len()), (3, 3));
    let record = model.record(1, 200);
    let full = model.log.append(&record, model.head + 1, model.durable).unwrap();
    assert_eq!(full, Appended::Wait(42), "a log of three does not grow further");
    let large = model.record(1, 700);
    let large = model.log.append(&large, model.head + 1, model.head).unwrap();
    assert_eq!(large, Appended::TooLarge);
    model.reopen();
}

#[test]
fn a_record_that_is_missing_before_another_is_damage() {
    let mut model = Model::new();
    for _ in 0..5 {
        model.append(2, 200);
    }
    model.durable = 3;
    model.reopen();
    for (segment, file) in ["0.log", "1.log", "2.log"].iter().enumerate() {
        let path = model.folder.path().join(file);
        let bytes = fs::read(&path).unwrap();
        for at in [0, 5, 60, RECORDS_AT as usize + 1, RECORDS_AT as usize + 250] {
            let mut doctored = bytes.clone();
            doctored[at] ^= 1;
            fs::write(&path, doctored).unwrap();
            let opened = Log::open(model.folder.path(), Digest::of(b"store"), OPTIONS, 3);
            let place = (segment, at.checked_sub(RECORDS_AT as usize));
            let without_effect = at == 60 || matches!(place, (0, Some(1)) | (2, Some(250)));
            match opened {
                Ok((_, live)) if without_effect => assert_eq!(live.len(), 4),
                // The last record: nothing tells that it was ever whole.
                Ok((_, live)) => assert!(segment == 2 && live.len() == 3, "{file} {at}"),
                Err(error) => {
                    let known =
                        matches!(error, StoreError::Damaged { .. } | StoreError::Newer { .. });
                    assert!(known && !without_effect, "{file} {at}: {error}");
                }
            }
        }
        fs::write(&path, &bytes[..bytes.len() - 8]).unwrap();
        assert!(Log::open(model.folder.path(), Digest::of(b"store"), OPTIONS, 3).is_err());
        fs::remove_file(&path).unwrap();
        let opened = Log::open(model.folder.path(), Digest::of(b"store"), OPTIONS, 3);
        assert!(segment == 2 || opened.is_err(), "without {file}");
        fs::write(&path, &bytes).unwrap();
    }
    let other = Log::open(model.folder.path(), Digest::of(b"other"), OPTIONS, 3);
    assert!(other.unwrap_err().to_string().contains("another store"));
    model.reopen();
}

#[test]
fn what_an_interrupted_creation_has_left_goes_away() {
    let mut model = Model::new();
    model.append(3, 100);
    let draft = model.folder.path().join("1.log.new");
    fs::write(&draft, b"half").unwrap();
    model.reopen();
    assert!(!draft.exists());
    for _ in 0..3 {
        model.append(3, 250);
    }
    model.reopen();
}
