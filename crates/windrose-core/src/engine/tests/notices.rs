//! Notices stand once: however often they are asked for, across restarts, and when two engines notice at a time.

use jiff::Span;

use super::*;
use crate::journal::sled::SledJournal;
use crate::rules::command::SetDue;
use crate::rules::notices::{Notice, What};

/// Every notice in the journal, with the ids of their commits.
fn noticed(journal: &dyn Journal) -> Vec<(Notice, crate::journal::CommitId, Actor)> {
    let all = journal.read_all(1, 10_000).unwrap();
    let mut found = Vec::new();
    for Placed { commit, .. } in all {
        for event in commit.events {
            if let Event::Noticed(notice) = event {
                found.push((notice, commit.id, commit.by.clone()));
            }
        }
    }
    found
}

/// Two initiatives whose first step is due on 20 March, one of them held until 25 March, and one that is closed.
fn prepared(engine: &Engine) {
    opened(engine);
    for other in ["held", "over"] {
        engine.submit_blocking(Request::new(by("owner"), on(other, opening()))).unwrap();
        for role in ["sponsor", "lead"] {
            let (person, role) = (id(role), role.parse().unwrap());
            let assign = InitiativeCommand::AssignRole { person, role };
            engine.submit_blocking(Request::new(by("owner"), on(other, assign))).unwrap();
        }
    }
    for initiative in ["it", "held", "over"] {
        let due = SetDue {
            step: Step::Urgency,
            due_on: Some("2026-03-20".parse().unwrap()),
            warn_days: None,
            escalate_days: None,
        };
        let due = on(initiative, InitiativeCommand::SetDue(due));
        engine.submit_blocking(Request::new(by("lead"), due)).unwrap();
    }
    let hold = InitiativeCommand::Decide(Decide {
        step: Step::Urgency,
        decision: Decision::Hold { until: "2026-03-25".parse().unwrap() },
        seen: None,
        rationale: None,
        obligations: Vec::new(),
        redo: Vec::new(),
    });
    engine.submit_blocking(Request::new(by("sponsor"), on("held", hold))).unwrap();
    let close = InitiativeCommand::Close(Close { reason: Reason::Cost, note: None });
    engine.submit_blocking(Request::new(by("owner"), on("over", close))).unwrap();
}

fn at(day: i64) -> Timestamp {
    start().checked_add(Span::new().hours(24 * day)).unwrap()
}

#[test]
fn a_notice_stands_once_on_the_disk_across_calls_restarts_and_engines() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ScriptedClock::at(start()));
    let open = || Arc::new(SledJournal::open_or_create(folder.path()).unwrap()) as Arc<dyn Journal>;
    let journal = open();
    let engine = open_on(journal.clone(), clock.clone());
    prepared(&engine);
    assert_eq!(engine.notice_all(), Ok(0));

    // 13 March: soon, in both that run.
    clock.set(at(11));
    assert_eq!(engine.notice_all(), Ok(2));
    let head = journal.head();
    assert_eq!(engine.notice_all(), Ok(0));
    assert_eq!(journal.head(), head, "what was noticed costs nothing on the disk");
    engine.stop();
    drop((engine, journal));

    // After a restart nothing is forgotten.
    let journal = open();
    let engine = open_on(journal.clone(), clock.clone());
    assert_eq!(engine.notice_all(), Ok(0));
    assert_eq!(journal.head(), head);

    // 25 March: overdue, and the hold has ended. Two engines on one journal, the second of which knows nothing of
    // what the first one has just written.
    clock.set(at(23));
    let second = open_on(journal.clone(), clock.clone());
    assert_eq!(engine.notice_all(), Ok(3));
    second.notice_all().unwrap();
    second.notice_all().unwrap();
    engine.notice_all().unwrap();
    // And at the same time, on 3 April.
    clock.set(at(32));
    let third = open_on(journal.clone(), clock.clone());
    std::thread::scope(|scope| {
        for engine in [&engine, &second, &third] {
            scope.spawn(|| {
                for _ in 0..3 {
                    // Whoever was slower is told so, and finds it noticed the next time.
                    let _ = engine.notice_all();
                }
            });
        }
    });

    let noticed = noticed(journal.as_ref());
    let count = |what| noticed.iter().filter(|(it, _, _)| it.what == what).count();
    let counts =
        [What::StepSoon, What::StepOverdue, What::HoldEnded, What::StepEscalated].map(count);
    assert_eq!(counts, [2, 2, 1, 2], "{noticed:?}");
    let ids: std::collections::BTreeSet<_> = noticed.iter().map(|(_, id, _)| *id).collect();
    assert_eq!(ids.len(), noticed.len());
    assert!(noticed.iter().all(|(_, _, by)| *by == Actor::System));
    journal.verify().unwrap();
    let look =
        open_on(journal, clock).look(&"held".parse().unwrap(), &Actor::System, None).unwrap();
    assert_eq!(look.initiative.noticed.len(), 4);
}

#[test]
fn the_id_of_a_notice_follows_from_stream_what_and_day() {
    let ids = || {
        let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
        let clock = Arc::new(ScriptedClock::at(start()));
        let engine = open_on(journal.clone(), clock.clone());
        prepared(&engine);
        clock.set(at(23));
        engine.notice_all().unwrap();
        noticed(journal.as_ref())
    };
    let (one, other) = (ids(), ids());
    assert_eq!(one, other, "two runs of the same give the same ids");
    let overdue = "notice initiative/it step_overdue step=urgency due=2026-03-20";
    let wanted = crate::journal::CommitId(Digest::of(overdue.as_bytes()));
    assert!(one.iter().any(|(_, id, _)| *id == wanted), "{one:?}");
}

#[test]
fn only_windrose_notices_and_only_what_is_due() {
    let engine = engine();
    prepared(&engine);
    let notice = Notice {
        what: What::StepOverdue,
        step: Some(Step::Urgency),
        criterion: None,
        record: None,
        due_on: "2026-03-20".parse().unwrap(),
    };
    for actor in [Actor::System, by("owner")] {
        let command = on("it", InitiativeCommand::Notice(notice.clone()));
        let done = engine.submit_blocking(Request::new(actor, command)).unwrap();
        assert_eq!((done.events, done.position), (vec![], None));
    }
}

/// A person's initiatives are found without walking all, whoever gave and took which role.
#[test]
fn a_persons_initiatives_are_those_in_which_they_hold_a_role() {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    let clock = Arc::new(ScriptedClock::at(start()));
    let engine = open_on(journal.clone(), clock.clone());
    prepared(&engine);
    let role = |give: bool, role: &str| {
        let (person, role) = (id("lead"), role.parse().unwrap());
        let command = match give {
            true => InitiativeCommand::AssignRole { person, role },
            false => InitiativeCommand::RevokeRole { person, role },
        };
        engine.submit_blocking(Request::new(by("owner"), on("it", command))).unwrap();
    };
    let of = |engine: &Engine, person: &str| -> Vec<String> {
        let looks = engine.looks_of(&id(person)).unwrap();
        assert!(looks.iter().all(|it| it.actor == by(person)));
        looks.iter().map(|it| it.initiative.id.to_string()).collect()
    };
    assert_eq!(of(&engine, "lead"), ["held", "it"], "what is closed asks for nothing");
    role(true, "member");
    role(false, "lead");
    assert_eq!(of(&engine, "lead"), ["held", "it"]);
    role(false, "member");
    assert_eq!(of(&engine, "lead"), ["held"]);
    assert_eq!(of(&open_on(journal, clock), "lead"), ["held"]);
    assert_eq!(of(&engine, "owner"), ["held", "it"]);
    assert!(engine.looks_of(&id("nobody")).unwrap().is_empty());
}
