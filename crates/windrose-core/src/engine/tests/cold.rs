//! Initiatives that leave memory: read again as they were, found by the same keys, and a start that reads little.

use super::*;
use crate::engine::portfolio::Query;
use crate::rules::role::InstanceRole;

/// Takes away what was kept under keys that begin so.
fn forget(journal: &Faulty, prefix: &[u8]) {
    let mut before = prefix.to_vec();
    *before.last_mut().unwrap() += 1;
    let found = journal.derived_scan(prefix, &before, usize::MAX).unwrap();
    assert!(!found.is_empty(), "nothing to forget");
    journal.derived_put(found.into_iter().map(|(key, _)| (key, None)).collect()).unwrap();
}

fn clock() -> Arc<ScriptedClock> {
    Arc::new(ScriptedClock::at(start()))
}

fn name(number: usize) -> String {
    format!("change-{number}")
}

/// Opens so many initiatives, each with a lead and a record.
fn fill(engine: &Engine, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let submit = |who: &str, command| {
            engine.submit_blocking(Request::new(by(who), on(&name(number), command))).unwrap()
        };
        submit("owner", opening());
        let (person, role) = (id("lead"), "lead".parse().unwrap());
        submit("owner", InitiativeCommand::AssignRole { person, role });
        submit("lead", need());
    }
}

fn all_seen(engine: &Engine) -> Vec<String> {
    let found = engine.portfolio(&Actor::System, &Query::default()).unwrap();
    assert_eq!(found.total, found.rows.len());
    found.rows.iter().map(|it| format!("{} {} {:?}", it.initiative, it.version, it.waits)).collect()
}

#[test]
fn what_left_memory_is_read_again_as_it_was() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), clock());
    add_people(&engine);
    engine.keep_in_memory(0);
    fill(&engine, 0..3);
    assert!(engine.shared.read().states.hot().is_empty(), "nothing may stay");
    journal.read();
    for number in 0..3 {
        let id = name(number).parse().unwrap();
        assert!(engine.is_cold(&id));
        let look = engine.look(&id, &by("lead"), None).unwrap();
        assert_eq!((look.initiative.version, look.initiative.records.all().count()), (3, 1));
        assert!(engine.may_read(&id, &by("lead")) && !engine.may_read(&id, &by("sponsor")));
    }
    assert_eq!(journal.read(), (0, 9), "each of its three commits once");
    // Decided on what was read again: the second record has the second number.
    let done = engine.submit_blocking(Request::new(by("lead"), on(&name(1), need()))).unwrap();
    let Event::RecordAdded(added) = &done.events[0] else { panic!() };
    assert_eq!((done.version, added.id.number), (4, 2));
    engine.stop();
}

#[test]
fn what_cannot_be_read_again_is_said_and_nothing_is_done() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), clock());
    add_people(&engine);
    engine.keep_in_memory(0);
    fill(&engine, 0..1);
    let head = journal.head();
    journal.unreadable.store(true, Ordering::SeqCst);
    let error = engine.submit_blocking(Request::new(by("lead"), on(&name(0), need()))).unwrap_err();
    let SubmitError::Unreadable { why } = error else { panic!("{error}") };
    assert!(why.contains("damaged at position 7"), "{why}");
    let error = engine.look(&name(0).parse().unwrap(), &by("lead"), None).unwrap_err();
    assert!(matches!(error, LookError::Store(StoreError::Damaged { .. })), "{error}");
    assert_eq!(journal.head(), head);
    // The others are not held up by it.
    engine.submit_blocking(Request::new(by("owner"), on(&name(1), opening()))).unwrap();
    journal.unreadable.store(false, Ordering::SeqCst);
    engine.submit_blocking(Request::new(by("lead"), on(&name(0), need()))).unwrap();
}

#[test]
fn an_idempotency_key_outlives_memory_and_the_process() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), clock());
    add_people(&engine);
    fill(&engine, 0..1);
    let keyed = || {
        let key = Key { key: "k".into(), fingerprint: Digest::of(b"asked") };
        Request { key: Some(key), ..Request::new(by("lead"), on(&name(0), need())) }
    };
    let first = engine.submit_blocking(keyed()).unwrap();
    engine.keep_in_memory(0);
    fill(&engine, 1..2);
    assert!(engine.is_cold(&name(0).parse().unwrap()));
    let again = |engine: &Engine| {
        let again = engine.submit_blocking(keyed()).unwrap();
        assert!(again.replayed);
        assert_eq!((again.version, again.position), (first.version, first.position));
    };
    again(&engine);
    engine.stop();
    drop(engine);
    again(&open_on(journal, clock()));
}

#[test]
fn a_start_reads_what_changed_and_not_what_there_is() {
    let mut costs = Vec::new();
    for many in [10, 40] {
        let journal = Faulty::new();
        let engine = open_on(journal.clone(), clock());
        add_people(&engine);
        fill(&engine, 0..many);
        let seen = all_seen(&engine);
        engine.stop();
        drop(engine);
        journal.read();
        let engine = open_on(journal.clone(), clock());
        costs.push(journal.read());
        assert_eq!(all_seen(&engine), seen);
        assert_eq!(journal.read(), (0, 0), "a list reads nothing");
        let listed = engine.initiatives(&by("lead"), None, 1_000);
        assert_eq!(listed.len(), many);
        assert_eq!(engine.initiatives(&by("sponsor"), None, 1_000).len(), 0);
    }
    assert_eq!(costs[0], costs[1], "four times as many initiatives");
}

#[test]
fn a_kill_costs_the_commits_since_outlines_were_kept() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), clock());
    add_people(&engine);
    fill(&engine, 0..5);
    engine.stop();
    drop(engine);
    // What a process leaves behind that is killed before it has kept anything: commits.
    let before = journal.inner.derived_scan(&[], &[0xff], usize::MAX).unwrap();
    let engine = open_on(journal.clone(), clock());
    fill(&engine, 5..6);
    for _ in 0..2 {
        engine.submit_blocking(Request::new(by("lead"), on(&name(2), need()))).unwrap();
    }
    let lead = by("lead");
    let close = InitiativeCommand::Close(Close { reason: Reason::Cost, note: None });
    engine.submit_blocking(Request::new(by("owner"), on(&name(3), close))).unwrap();
    let seen = all_seen(&engine);
    engine.stop();
    drop(engine);
    forget(&journal, b"m");
    forget(&journal, b"r/");
    journal.inner.derived_put(before.into_iter().map(|(k, v)| (k, Some(v))).collect()).unwrap();
    journal.read();
    let engine = open_on(journal.clone(), clock());
    let (all, of_streams) = journal.read();
    assert_eq!(all, 3 + 2 + 1 + 1, "the commits since, and the last for its time");
    assert!(of_streams < 30, "{of_streams}");
    assert_eq!(all_seen(&engine), seen);
    assert_eq!(engine.initiatives(&lead, None, 10).iter().filter(|it| it.running).count(), 5);
}

#[test]
fn whatever_was_kept_may_be_gone() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), clock());
    add_people(&engine);
    fill(&engine, 0..4);
    let seen = all_seen(&engine);
    engine.stop();
    drop(engine);
    for gone in [&b"m"[..], b"a", b"w/", b"r/", b"r/change-2"] {
        forget(&journal, gone);
        let engine = open_on(journal.clone(), clock());
        assert_eq!(all_seen(&engine), seen, "without {}", String::from_utf8_lossy(gone));
        assert!(engine.access().actor(&id("lead")).is_some());
        assert!(!engine.workflows().is_empty());
        engine.stop();
    }
    // A value of another build, or one that does not read, is as good as none.
    let found = journal.inner.derived_scan(&[], &[0xff], usize::MAX).unwrap();
    let garbled = found.into_iter().map(|(key, value)| {
        let text = String::from_utf8(value).unwrap();
        let value = if key == b"m" { text } else { text.replace(':', ";") };
        (key, Some(value.into_bytes()))
    });
    journal.inner.derived_put(garbled.collect()).unwrap();
    let engine = open_on(journal, clock());
    assert_eq!(all_seen(&engine), seen);
    let role = engine.access().instance_role(&id("lead"));
    assert_ne!(role, Some(InstanceRole::Admin));
}

#[test]
fn a_long_history_is_kept_when_it_leaves_memory() {
    let journal = Faulty::new();
    let engine = open_on(journal.clone(), clock());
    add_people(&engine);
    fill(&engine, 0..1);
    for _ in 0..150 {
        engine.submit_blocking(Request::new(by("lead"), on(&name(0), need()))).unwrap();
    }
    let it = name(0).parse().unwrap();
    let before = engine.look(&it, &by("lead"), None).unwrap();
    engine.keep_in_memory(0);
    fill(&engine, 1..2);
    engine.stop();
    drop(engine);
    let engine = open_on(journal.clone(), clock());
    journal.read();
    let after = engine.look(&it, &by("lead"), None).unwrap();
    assert_eq!(journal.read(), (0, 0), "not folded from its beginning");
    assert_eq!(format!("{:?}", before.initiative), format!("{:?}", after.initiative));
    let done = engine.submit_blocking(Request::new(by("lead"), on(&name(0), need()))).unwrap();
    let Event::RecordAdded(added) = &done.events[0] else { panic!() };
    assert_eq!(added.id.number, 152);
}
