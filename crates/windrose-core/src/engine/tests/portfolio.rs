//! The portfolio: who sees what, in which order, and that nothing is judged twice.

use std::collections::BTreeMap;

use super::*;
use crate::engine::portfolio::{Counts, Found, PAGE_ROWS, Query, Show, SortBy};
use crate::rules::command::SetDue;
use crate::rules::role::InstanceRole;
use crate::rules::summary::Summary;

fn done(engine: &Engine, who: &str, initiative: &str, command: InitiativeCommand) {
    engine.submit_blocking(Request::new(by(who), on(initiative, command))).unwrap();
}

fn open(engine: &Engine, initiative: &str, title: &str) {
    let InitiativeCommand::Open(it) = opening() else { unreachable!() };
    let purpose = Some(format!("What {initiative} is for"));
    let it = Open { title: title.into(), purpose, ..it };
    done(engine, "owner", initiative, InitiativeCommand::Open(it));
    for role in ["sponsor", "lead"] {
        let (person, role) = (id(role), role.parse().unwrap());
        done(engine, "owner", initiative, InitiativeCommand::AssignRole { person, role });
    }
}

/// Four initiatives: one that nobody touched, one that is open and late, one on hold, one that is closed.
fn prepared(clock: &Arc<ScriptedClock>) -> Engine {
    let engine = open_on(Arc::new(MemoryJournal::new()), clock.clone());
    add_people(&engine);
    for (person, instance_role) in [("auditor", Some(InstanceRole::Auditor)), ("deputy", None)] {
        let command = AccessCommand::AddAccount {
            id: id(person),
            kind: AccountKind::Person,
            name: person.into(),
            email: None,
            instance_role,
        };
        engine.submit_blocking(Request::new(Actor::System, Command::Access(command))).unwrap();
    }
    open(&engine, "untouched", "Übergabe im Werk");
    open(&engine, "late", "Zusammen lernen");
    open(&engine, "held", "Anders führen");
    open(&engine, "over", "Unser Vertrieb");
    for heard in ["late", "held"] {
        done(&engine, "lead", heard, need());
    }
    let due_on = Some("2026-03-10".parse().unwrap());
    let due = SetDue { step: Step::Urgency, due_on, warn_days: None, escalate_days: None };
    done(&engine, "lead", "late", InitiativeCommand::SetDue(due));
    let hold = InitiativeCommand::Decide(Decide {
        step: Step::Urgency,
        decision: Decision::Hold { until: "2026-04-01".parse().unwrap() },
        seen: None,
        rationale: None,
        obligations: Vec::new(),
        redo: Vec::new(),
    });
    done(&engine, "sponsor", "held", hold);
    let close = InitiativeCommand::Close(Close { reason: Reason::Cost, note: None });
    done(&engine, "owner", "over", close);
    engine
}

fn clock() -> Arc<ScriptedClock> {
    Arc::new(ScriptedClock::at(start()))
}

fn at(day: i64) -> Timestamp {
    start().checked_add(jiff::Span::new().hours(24 * day)).unwrap()
}

fn ids(found: &Found) -> Vec<&str> {
    found.rows.iter().map(|it| it.initiative.as_str()).collect()
}

fn asked(engine: &Engine, query: Query) -> Found {
    engine.portfolio(&by("auditor"), &query).unwrap()
}

#[test]
fn each_is_shown_where_it_belongs_and_counted() {
    let clock = clock();
    let engine = prepared(&clock);
    clock.set(at(9));
    let shown = |show| {
        let found = asked(&engine, Query { show, ..Query::default() });
        assert_eq!(found.total, found.rows.len());
        let counts = Counts { all: 4, running: 3, closed: 1, blocked: 1, open_gate: 1, overdue: 1 };
        assert_eq!(found.counts, counts, "whatever is shown");
        ids(&found).join(" ")
    };
    assert_eq!(shown(Show::All), "held untouched over late", "by title");
    assert_eq!(shown(Show::Running), "held untouched late");
    assert_eq!(shown(Show::Closed), "over");
    assert_eq!(shown(Show::Blocked), "untouched");
    assert_eq!(shown(Show::OpenGate), "late");
    assert_eq!(shown(Show::Overdue), "late");
    clock.set(at(8));
    assert_eq!(asked(&engine, Query::default()).counts.overdue, 0, "its last day is in time");
}

#[test]
fn each_order_has_its_reverse_and_what_has_no_day_stands_last() {
    let clock = clock();
    let engine = prepared(&clock);
    clock.set(at(2));
    done(&engine, "lead", "untouched", {
        let due_on = Some("2026-05-01".parse().unwrap());
        InitiativeCommand::SetDue(SetDue {
            step: Step::Wins,
            due_on,
            warn_days: None,
            escalate_days: None,
        })
    });
    let sorted = |sort, descending| {
        ids(&asked(&engine, Query { sort, descending, ..Query::default() })).join(" ")
    };
    assert_eq!(sorted(SortBy::Title, false), "held untouched over late");
    assert_eq!(sorted(SortBy::Title, true), "late over untouched held");
    assert_eq!(sorted(SortBy::Changed, true), "untouched held late over");
    assert_eq!(sorted(SortBy::Next, false), "late held untouched over");
    assert_eq!(sorted(SortBy::Next, true), "untouched held late over");
    assert_eq!(sorted(SortBy::Progress, false), "over untouched held late");
    assert_eq!(sorted(SortBy::Progress, true), "held late over untouched");
    assert_eq!(sorted(SortBy::Blocked, false), "untouched held late over");
}

#[test]
fn words_are_found_in_title_id_and_purpose_and_umlauts_are_kept() {
    let engine = prepared(&clock());
    let searched = |search: &str| {
        let found = asked(&engine, Query { search: search.into(), ..Query::default() });
        assert_eq!(found.counts.all, found.total);
        ids(&found).join(" ")
    };
    assert_eq!(searched("ÜBERGABE"), "untouched");
    assert_eq!(searched("ubergabe"), "");
    assert_eq!(searched("  werk   ÜBER "), "untouched", "every word, in any order");
    assert_eq!(searched("held"), "held");
    assert_eq!(searched("what LATE is"), "late");
    assert_eq!(searched("werk vertrieb"), "");
}

#[test]
fn nobody_is_shown_or_counted_what_they_may_not_see() {
    let engine = prepared(&clock());
    let of = |person: &str, query: &Query| {
        let found = engine.portfolio(&by(person), query).unwrap();
        (ids(&found).join(" "), found.counts.all)
    };
    let all = &Query::default();
    assert_eq!(of("deputy", all), (String::new(), 0));
    let (person, role) = (id("deputy"), "viewer".parse().unwrap());
    done(&engine, "owner", "late", InitiativeCommand::AssignRole { person, role });
    assert_eq!(of("deputy", all), ("late".to_owned(), 1));
    let delegate = InitiativeCommand::DelegateRole {
        role: "sponsor".parse().unwrap(),
        to: id("deputy"),
        until: "2026-03-20".parse().unwrap(),
    };
    done(&engine, "sponsor", "held", delegate);
    assert_eq!(of("deputy", all), ("held late".to_owned(), 2));
    let mine = &Query { mine: true, ..Query::default() };
    assert_eq!(of("deputy", mine), ("held late".to_owned(), 2));
    assert_eq!(of("auditor", mine), (String::new(), 0));
    assert_eq!(of("auditor", all).1, 4);
    let other = Some("other".parse().unwrap());
    assert_eq!(of("auditor", &Query { workflow: other, ..Query::default() }).1, 0);
    let small = Some("small".parse().unwrap());
    assert_eq!(of("auditor", &Query { workflow: small, ..Query::default() }).1, 4);
}

#[test]
fn pages_follow_one_another_and_there_is_always_a_last_one() {
    let engine = engine();
    add_people(&engine);
    let many = 2 * PAGE_ROWS + 1;
    for n in 0..many {
        open(&engine, &format!("it-{n:03}"), "The same");
    }
    let mut seen = Vec::new();
    for page in 1..=3 {
        let found = engine.portfolio(&by("owner"), &Query { page, ..Query::default() }).unwrap();
        assert_eq!((found.page, found.pages, found.total), (page, 3, many));
        seen.extend(found.rows.iter().map(|it| it.initiative.to_string()));
    }
    assert_eq!(seen, (0..many).map(|n| format!("it-{n:03}")).collect::<Vec<_>>());
    for (page, shown) in [(0, 1), (4, 3), (usize::MAX, 3)] {
        let found = engine.portfolio(&by("owner"), &Query { page, ..Query::default() }).unwrap();
        assert_eq!(found.page, shown);
    }
    let none = Query { search: "nothing".into(), ..Query::default() };
    let found = engine.portfolio(&by("owner"), &none).unwrap();
    assert_eq!((found.page, found.pages, found.total), (1, 1, 0));
}

fn kept(engine: &Engine) -> BTreeMap<InitiativeId, Arc<Summary>> {
    let published = engine.shared.read();
    let rows = published.rows.all().iter();
    rows.filter_map(|(id, row)| Some((id.clone(), row.summary.clone()?))).collect()
}

/// Which summaries were made anew between the two.
fn anew(before: &BTreeMap<InitiativeId, Arc<Summary>>, engine: &Engine) -> Vec<String> {
    let now = kept(engine);
    let same = |id: &InitiativeId, it: &Arc<Summary>| {
        before.get(id).is_some_and(|before| Arc::ptr_eq(before, it))
    };
    now.iter().filter(|(id, it)| !same(id, it)).map(|(id, _)| id.to_string()).collect()
}

#[test]
fn only_what_has_changed_is_judged_again() {
    let clock = clock();
    let engine = prepared(&clock);
    assert_eq!(kept(&engine).len(), 0, "nothing before somebody asks");
    engine.portfolio(&by("deputy"), &Query::default()).unwrap();
    assert_eq!(kept(&engine).len(), 0, "nor for somebody who sees none");
    let cold = asked(&engine, Query::default());
    let first = kept(&engine);
    assert_eq!(first.len(), 4);
    // Whoever asks, and for whatever: nothing is judged.
    assert_eq!(asked(&engine, Query::default()), cold);
    engine.portfolio(&by("owner"), &Query { show: Show::Blocked, ..Query::default() }).unwrap();
    asked(&engine, Query { sort: SortBy::Blocked, search: "werk".into(), ..Query::default() });
    assert_eq!(anew(&first, &engine), [""; 0]);
    // A commit costs the one that it touched.
    done(&engine, "lead", "untouched", need());
    let found = asked(&engine, Query::default());
    assert_eq!(anew(&first, &engine), ["untouched"]);
    assert_eq!((found.counts.blocked, found.counts.open_gate), (0, 2));
    // Midnight costs everything that runs; what is closed stands as it ended.
    let second = kept(&engine);
    clock.set(at(1));
    asked(&engine, Query::default());
    assert_eq!(anew(&second, &engine), ["held", "late", "untouched"]);
}

#[test]
fn what_is_kept_is_small() {
    let engine = prepared(&clock());
    asked(&engine, Query::default());
    let finding = size_of::<crate::rules::gate::Finding>();
    assert!(size_of::<Summary>() + finding <= 1_024, "{} + {finding}", size_of::<Summary>());
}
