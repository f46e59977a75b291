//! The engine on a journal that forgets: order, repetition, conflicts, failure. Durability is tested on sled, on disk.

mod cold;
mod directory;
mod editions;
mod graphs;
mod notices;
mod portfolio;

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::*;
use crate::journal::memory::MemoryJournal;
use crate::journal::{AppendError, Head, Placed, Verified};
use crate::rules::access::AccountKind;
use crate::rules::command::{
    AccessCommand, Approve, Close, Decide, Decision, InitiativeCommand, NewRecord, Open, Reason,
    Supersede,
};
use crate::rules::ids::{Digest, InitiativeId, PersonId, RecordId};
use crate::rules::record::Kind;
use crate::rules::step::{Step, StepState};
use crate::rules::testing::{example, small_workflow};

fn id(text: &str) -> PersonId {
    text.parse().unwrap()
}

fn by(text: &str) -> Actor {
    Actor::Person(id(text))
}

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn open_on(journal: Arc<dyn Journal>, clock: Arc<ScriptedClock>) -> Engine {
    let source = small_workflow(|_| {}).source;
    let built_in = [("small", source.as_ref())];
    Engine::open(journal, clock, TimeZone::UTC, &built_in, Box::new(|_| {})).unwrap()
}

fn engine() -> Engine {
    open_on(Arc::new(MemoryJournal::new()), Arc::new(ScriptedClock::at(start())))
}

fn add_people(engine: &Engine) {
    for person in ["owner", "sponsor", "lead"] {
        let command = AccessCommand::AddAccount {
            id: id(person),
            kind: AccountKind::Person,
            name: person.into(),
            email: None,
            instance_role: None,
        };
        engine.submit_blocking(Request::new(Actor::System, Command::Access(command))).unwrap();
    }
}

fn on(initiative: &str, command: InitiativeCommand) -> Command {
    Command::Initiative(initiative.parse().unwrap(), command)
}

fn opening() -> InitiativeCommand {
    InitiativeCommand::Open(Open {
        workflow: "small".parse().unwrap(),
        digest: None,
        title: "Test".into(),
        purpose: None,
        mode: None,
        owner: None,
        at_step: None,
        tailoring: Vec::new(),
    })
}

/// An engine with an initiative `it`, its sponsor and its lead.
fn opened(engine: &Engine) {
    add_people(engine);
    engine.submit_blocking(Request::new(by("owner"), on("it", opening()))).unwrap();
    for role in ["sponsor", "lead"] {
        let command =
            InitiativeCommand::AssignRole { person: id(role), role: role.parse().unwrap() };
        engine.submit_blocking(Request::new(by("owner"), on("it", command))).unwrap();
    }
}

fn need() -> InitiativeCommand {
    InitiativeCommand::AddRecords(vec![example(Kind::Need)])
}

fn keyed(key: &str, asked: &str, command: InitiativeCommand) -> Request {
    let key = Key { key: key.into(), fingerprint: Digest::of(asked.as_bytes()) };
    Request { key: Some(key), ..Request::new(by("lead"), on("it", command)) }
}

#[test]
fn the_same_key_does_the_same_thing_once() {
    let engine = engine();
    opened(&engine);
    let first = engine.submit_blocking(keyed("k", "need", need())).unwrap();
    let again = engine.submit_blocking(keyed("k", "need", need())).unwrap();
    assert_eq!(again, Done { replayed: true, ..first });
    let other = engine.submit_blocking(keyed("k", "else", need()));
    assert_eq!(other, Err(SubmitError::KeyReused { key: "k".into() }));
    let look = engine.look(&"it".parse().unwrap(), &by("lead"), None).unwrap();
    assert_eq!(look.initiative.records.of_kind(Kind::Need).count(), 1);
}

#[test]
fn keys_are_known_after_a_restart_and_are_a_streams_own() {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    let clock = Arc::new(ScriptedClock::at(start()));
    let first = open_on(journal.clone(), clock.clone());
    opened(&first);
    let done = first.submit_blocking(keyed("k", "need", need())).unwrap();
    let second = open_on(journal, clock);
    let again = second.submit_blocking(keyed("k", "need", need())).unwrap();
    assert_eq!(again, Done { replayed: true, ..done });
    let mut elsewhere = keyed("k", "open", opening());
    elsewhere.command = on("other", opening());
    assert!(!second.submit_blocking(elsewhere).unwrap().replayed);
}

#[test]
fn an_expected_version_is_kept_to_and_a_dry_run_writes_nothing() {
    let engine = engine();
    opened(&engine);
    let mut request = Request::new(by("lead"), on("it", need()));
    request.expected_version = Some(2);
    let conflict = SubmitError::Conflict { expected: 2, actual: 3 };
    assert_eq!(engine.submit_blocking(request.clone()), Err(conflict));
    request.expected_version = Some(3);
    request.dry_run = true;
    for _ in 0..2 {
        let dry = engine.submit_blocking(request.clone()).unwrap();
        assert_eq!((dry.version, dry.position, dry.dry_run), (4, None, true));
    }
    request.dry_run = false;
    assert_eq!(engine.submit_blocking(request).unwrap().version, 4);
}

#[test]
fn time_never_goes_back() {
    let clock = Arc::new(ScriptedClock::at(start()));
    let engine = open_on(Arc::new(MemoryJournal::new()), clock.clone());
    opened(&engine);
    clock.set("2020-01-01T00:00:00Z".parse().unwrap());
    let done = engine.submit_blocking(Request::new(by("lead"), on("it", need()))).unwrap();
    assert_eq!(done.at, start());
}

#[test]
fn an_initiative_is_read_as_it_was() {
    let clock = Arc::new(ScriptedClock::at(start()));
    let engine = open_on(Arc::new(MemoryJournal::new()), clock.clone());
    opened(&engine);
    let later: Timestamp = "2026-04-02T09:00:00Z".parse().unwrap();
    clock.set(later);
    engine.submit_blocking(Request::new(by("lead"), on("it", need()))).unwrap();
    let needs = |as_of| {
        let look = engine.look(&"it".parse().unwrap(), &by("lead"), as_of).unwrap();
        (look.initiative.version, look.initiative.records.of_kind(Kind::Need).count())
    };
    assert_eq!(needs(None), (4, 1));
    assert_eq!(needs(Some(AsOf::Version(3))), (3, 0));
    assert_eq!(needs(Some(AsOf::Version(4))), (4, 1));
    assert_eq!(needs(Some(AsOf::Time(start()))), (3, 0));
    assert_eq!(needs(Some(AsOf::Time(later))), (4, 1));
    for before in [AsOf::Version(0), AsOf::Version(5), AsOf::Time(Timestamp::UNIX_EPOCH)] {
        let error = engine.look(&"it".parse().unwrap(), &by("lead"), Some(before)).unwrap_err();
        assert!(matches!(error, LookError::Before { versions: 4 }), "{error:?}");
    }
}

/// A journal that fails on order, and counts the commits which are read.
struct Faulty {
    inner: MemoryJournal,
    conflicts: AtomicUsize,
    broken: AtomicBool,
    unreadable: AtomicBool,
    read_in_order: AtomicUsize,
    read_of_streams: AtomicUsize,
}

impl Faulty {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            inner: MemoryJournal::new(),
            conflicts: AtomicUsize::new(0),
            broken: AtomicBool::new(false),
            unreadable: AtomicBool::new(false),
            read_in_order: AtomicUsize::new(0),
            read_of_streams: AtomicUsize::new(0),
        })
    }

    /// How many commits were read since it was last asked: in the order of the journal, and by stream.
    fn read(&self) -> (usize, usize) {
        let take = |count: &AtomicUsize| count.swap(0, Ordering::SeqCst);
        (take(&self.read_in_order), take(&self.read_of_streams))
    }
}

impl Journal for Faulty {
    fn append(&self, group: &[Commit]) -> Result<Vec<Position>, AppendError> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(AppendError::Unknown(StoreError::Poisoned));
        }
        let left = self.conflicts.load(Ordering::SeqCst);
        if left > 0 {
            self.conflicts.store(left - 1, Ordering::SeqCst);
            // Another writer is faster: it adds a need of its own before this group comes.
            let rival = open_rival(&self.inner);
            self.inner.append(&[rival]).unwrap();
        }
        self.inner.append(group)
    }
    fn read_stream(&self, s: &Stream, from: Version, n: usize) -> Result<Vec<Placed>, StoreError> {
        if self.unreadable.load(Ordering::SeqCst) {
            return Err(StoreError::Damaged { position: 7, what: "a bit was flipped".into() });
        }
        let found = self.inner.read_stream(s, from, n)?;
        self.read_of_streams.fetch_add(found.len(), Ordering::SeqCst);
        Ok(found)
    }
    fn read_all(&self, from: Position, limit: usize) -> Result<Vec<Placed>, StoreError> {
        let found = self.inner.read_all(from, limit)?;
        self.read_in_order.fetch_add(found.len(), Ordering::SeqCst);
        Ok(found)
    }
    fn head(&self) -> Head {
        self.inner.head()
    }
    fn watch(&self) -> watch::Receiver<Position> {
        self.inner.watch()
    }
    fn derived_put(&self, values: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Result<(), StoreError> {
        self.inner.derived_put(values)
    }
    fn derived_scan(
        &self,
        from: &[u8],
        before: &[u8],
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>, StoreError> {
        self.inner.derived_scan(from, before, limit)
    }
    fn verify(&self) -> Result<Verified, StoreError> {
        self.inner.verify()
    }
}

/// The commit of another writer to the initiative `it`.
fn open_rival(journal: &MemoryJournal) -> Commit {
    let stream = Stream::Initiative("it".parse().unwrap());
    let there = journal.read_stream(&stream, 1, 1_000).unwrap();
    let number = there
        .iter()
        .flat_map(|it| &it.commit.events)
        .filter(|event| matches!(event, Event::RecordAdded(_)))
        .count();
    let mut commit = there.last().unwrap().commit.clone();
    commit.version += 1;
    commit.id = crate::journal::CommitId(Digest::of(&commit.version.to_be_bytes()));
    commit.key = None;
    let record = example(Kind::Need).record;
    let number = u32::try_from(number).unwrap() + 1;
    commit.events = vec![Event::RecordAdded(crate::rules::event::RecordAdded {
        id: RecordId { kind: Kind::Need, number },
        record,
        observed_on: "2026-03-02".parse().unwrap(),
        links: Vec::new(),
        visibility: Default::default(),
        external_ref: None,
    })];
    commit
}

#[test]
fn a_conflict_is_decided_anew_three_times_and_then_told() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), Arc::new(ScriptedClock::at(start())));
    opened(&engine);
    journal.conflicts.store(3, Ordering::SeqCst);
    let done = engine.submit_blocking(Request::new(by("lead"), on("it", need()))).unwrap();
    let Event::RecordAdded(added) = &done.events[0] else { panic!() };
    assert_eq!((done.version, added.id.number), (7, 4), "decided on what the rival wrote");
    let look = engine.look(&"it".parse().unwrap(), &by("lead"), None).unwrap();
    assert_eq!(look.initiative.version, 7, "what the rival wrote is shown");
    journal.conflicts.store(4, Ordering::SeqCst);
    let lost = engine.submit_blocking(Request::new(by("lead"), on("it", need())));
    assert!(matches!(lost, Err(SubmitError::Conflict { .. })), "{lost:?}");
    let next = engine.submit_blocking(Request::new(by("lead"), on("it", need()))).unwrap();
    assert_eq!(next.version, 12);
}

#[test]
fn a_store_that_failed_is_told_once_and_takes_nothing_further() {
    let journal = Faulty::new();
    let told = Arc::new(AtomicUsize::new(0));
    let on_failure = {
        let told = told.clone();
        Box::new(move |_: &StoreError| {
            told.fetch_add(1, Ordering::SeqCst);
        })
    };
    let source = small_workflow(|_| {}).source;
    let clock = Arc::new(ScriptedClock::at(start()));
    let built_in = [("small", source.as_ref())];
    let engine =
        Engine::open(journal.clone(), clock, TimeZone::UTC, &built_in, on_failure).unwrap();
    opened(&engine);
    journal.broken.store(true, Ordering::SeqCst);
    let unknown = engine.submit_blocking(Request::new(by("lead"), on("it", need())));
    assert_eq!(unknown, Err(SubmitError::Unknown));
    assert_eq!(told.load(Ordering::SeqCst), 1);
    journal.broken.store(false, Ordering::SeqCst);
    let after = engine.submit_blocking(Request::new(by("lead"), on("it", need())));
    assert_eq!(after, Err(SubmitError::Stopped));
    let look = engine.look(&"it".parse().unwrap(), &by("lead"), None).unwrap();
    assert_eq!(look.initiative.version, 3, "what may not be on the disk is not shown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_are_each_done_once_in_one_order() {
    let prepared = tokio::task::spawn_blocking(|| {
        let engine = engine();
        opened(&engine);
        engine
    });
    let engine = prepared.await.unwrap();
    let tasks: Vec<_> = (0..500)
        .map(|_| {
            let engine = engine.clone();
            tokio::spawn(async move {
                engine.submit(Request::new(by("lead"), on("it", need()))).await.unwrap().version
            })
        })
        .collect();
    let mut versions = Vec::new();
    for task in tasks {
        versions.push(task.await.unwrap());
    }
    versions.sort_unstable();
    assert_eq!(versions, (4..504).collect::<Vec<_>>());
    let look = engine.look(&"it".parse().unwrap(), &by("lead"), None).unwrap();
    assert_eq!(look.initiative.records.of_kind(Kind::Need).count(), 500);
    engine.stop();
    let after = engine.submit(Request::new(by("lead"), on("it", need()))).await;
    assert_eq!(after, Err(SubmitError::Stopped));
}

/// A command of a random history.
#[derive(Debug, Clone)]
enum Play {
    Add(Kind),
    Supersede(Kind, u32),
    Withdraw(Kind, u32),
    Approve,
    Decide(Step, u8),
    Close(Reason),
    Assign(&'static str, &'static str),
    Revoke(&'static str, &'static str),
    Wait(i64),
}

fn play() -> impl Strategy<Value = (&'static str, Play)> {
    let kind = || {
        prop::sample::select(vec![
            Kind::Need,
            Kind::GapTriage,
            Kind::Indicator,
            Kind::Win,
            Kind::Verification,
            Kind::Pilot,
        ])
    };
    let step = || prop::sample::select(Step::ALL.to_vec());
    let who = || prop::sample::select(vec!["owner", "sponsor", "lead", "nobody"]);
    let role = || prop::sample::select(vec!["sponsor", "lead", "member", "works_council", "owner"]);
    let what = prop_oneof![
        8 => kind().prop_map(Play::Add),
        2 => (kind(), 1..4_u32).prop_map(|(kind, n)| Play::Supersede(kind, n)),
        1 => (kind(), 1..4_u32).prop_map(|(kind, n)| Play::Withdraw(kind, n)),
        2 => Just(Play::Approve),
        8 => (step(), 0..10_u8).prop_map(|(step, what)| Play::Decide(step, what)),
        1 => prop::sample::select(vec![Reason::Achieved, Reason::Cost]).prop_map(Play::Close),
        3 => (who(), role()).prop_map(|(who, role)| Play::Assign(who, role)),
        1 => (who(), role()).prop_map(|(who, role)| Play::Revoke(who, role)),
        2 => (0..40_i64).prop_map(Play::Wait),
    ];
    (who(), what)
}

impl Play {
    fn command(&self, engine: &Engine) -> Option<InitiativeCommand> {
        let initiative: InitiativeId = "it".parse().unwrap();
        let seen = |step| {
            let look = engine.look(&initiative, &Actor::System, None).unwrap();
            crate::rules::gate::judge(&look.facts(), step).evidence
        };
        let until = || engine.now().date().checked_add(jiff::Span::new().days(7)).unwrap();
        Some(match self {
            Self::Add(kind) => InitiativeCommand::AddRecords(vec![example(*kind)]),
            Self::Supersede(kind, number) => InitiativeCommand::SupersedeRecord(Supersede {
                record: RecordId { kind: *kind, number: *number },
                with: example(*kind).record,
                observed_on: None,
                reason: "corrected".into(),
            }),
            Self::Withdraw(kind, number) => InitiativeCommand::WithdrawRecord {
                record: RecordId { kind: *kind, number: *number },
                reason: "wrong".into(),
            },
            Self::Approve => InitiativeCommand::Approve(Approve {
                step: Step::Enable,
                criterion: "agreed".parse().unwrap(),
                seen: seen(Step::Enable),
                comment: None,
            }),
            Self::Decide(step, what) => InitiativeCommand::Decide(Decide {
                step: *step,
                decision: match what {
                    0 => Decision::Stop { reason: Reason::Cost },
                    1 | 2 => Decision::Hold { until: until() },
                    _ => Decision::Go,
                },
                seen: Some(seen(*step)),
                rationale: None,
                obligations: Vec::new(),
                redo: Vec::new(),
            }),
            Self::Close(reason) => InitiativeCommand::Close(Close { reason: *reason, note: None }),
            Self::Assign(who, role) => {
                InitiativeCommand::AssignRole { person: id(who), role: role.parse().unwrap() }
            }
            Self::Revoke(who, role) => {
                InitiativeCommand::RevokeRole { person: id(who), role: role.parse().unwrap() }
            }
            Self::Wait(_) => return None,
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// No sequence of commands panics; what a second engine reads from the journal is what the first one shows; no
    /// gate was passed that was not open, and no step passed that was never opened.
    #[test]
    fn replay_equals_live(plays in prop::collection::vec(play(), 1..120)) {
        let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
        let clock = Arc::new(ScriptedClock::at(start()));
        let engine = open_on(journal.clone(), clock.clone());
        opened(&engine);
        for (who, play) in &plays {
            match play.command(&engine) {
                Some(command) => {
                    let answer = engine.submit_blocking(Request::new(by(who), on("it", command)));
                    let fine = matches!(answer, Ok(_) | Err(SubmitError::Refused(_)));
                    prop_assert!(fine, "{play:?}: {answer:?}");
                }
                None => {
                    let Play::Wait(days) = play else { continue };
                    let later = engine.now().at.checked_add(jiff::Span::new().hours(days * 24));
                    clock.set(later.unwrap());
                }
            }
        }
        let again = open_on(journal.clone(), clock);
        let shown = |engine: &Engine| {
            let look = engine.look(&"it".parse().unwrap(), &Actor::System, None).unwrap();
            format!("{:?}", look.initiative)
        };
        prop_assert_eq!(shown(&engine), shown(&again));

        let stream = Stream::Initiative("it".parse().unwrap());
        let mut opened_steps = std::collections::BTreeSet::new();
        for placed in journal.read_stream(&stream, 1, 10_000).unwrap() {
            for event in &placed.commit.events {
                let text = serde_json::to_string(event).unwrap();
                let read: Event = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(&read, event);
                match event {
                    Event::StepOpened { step } => { opened_steps.insert(*step); }
                    Event::GateDecided(it) => {
                        prop_assert!(opened_steps.contains(&it.step));
                        prop_assert_eq!(it.receipt.digest, Some(it.receipt.computed_digest()));
                        if it.decision == Decision::Go {
                            prop_assert_eq!(it.receipt.verdict, crate::rules::gate::Verdict::Open);
                        }
                    }
                    _ => {}
                }
            }
        }
        let look = again.look(&"it".parse().unwrap(), &Actor::System, None).unwrap();
        for step in Step::ALL {
            let passed = look.initiative.step(step).state == StepState::Passed;
            prop_assert!(!passed || opened_steps.contains(&step));
        }
    }
}

#[test]
fn a_new_record_reads_back_from_its_event() {
    for kind in Kind::ALL {
        let NewRecord { record, .. } = example(*kind);
        let text: Value = serde_json::to_value(&record).unwrap();
        assert_eq!(text["kind"], json!(kind.name()));
    }
}
