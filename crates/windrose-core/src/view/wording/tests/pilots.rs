//! The stage graph in words.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::rules::pilots::{Clash, Conflict, Lacked, Span, Stage, State};
use crate::rules::step::Step;
use crate::view::pilots::{StageRow, WhatIf};

use super::super::pilots::{stage_days, stage_label};
use super::super::{clash, pilots_lacked, pilots_summary, stage, what_if};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-03-20")
}

/// A row that says so, with more fields.
fn row(of: &str, state: State, more: Value) -> StageRow {
    let mut data = json!({"stage": of, "name": "Coaching", "state": state, "sentence": "",
        "starts_on": "2026-03-02", "ends_on": "2026-03-30"});
    data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(data).unwrap()
}

/// One of each state, and what else makes another sentence.
fn rows() -> Vec<StageRow> {
    let next = |it: State| match it {
        State::Done => Some(State::Failed),
        State::Failed => Some(State::Stopped),
        State::Stopped => Some(State::Withdrawn),
        State::Withdrawn => Some(State::Running),
        State::Running => Some(State::Ready),
        State::Ready => Some(State::Waiting),
        State::Waiting => Some(State::Blocked),
        State::Blocked => None,
    };
    let states = std::iter::successors(Some(State::Done), |it| next(*it));
    let mut rows: Vec<StageRow> = states
        .flat_map(|state| {
            let none = json!({"starts_on": null, "ends_on": null});
            [row("pilot-2", state, json!({})), row("pilot-2", state, none)]
        })
        .collect();
    let one_day = json!({"starts_on": "2026-03-30", "slack_days": 1, "late_days": 1});
    let others = json!({"waits_for": ["wins", "pilot-1"], "slack_days": 0, "late_days": 12});
    rows.extend([
        row("wins", State::Done, one_day.clone()),
        row("wins", State::Ready, one_day),
        row("wins", State::Waiting, others.clone()),
        row("pilot-2", State::Waiting, others),
        row("pilot-2", State::Running, json!({"planned_until": "2026-03-19", "slack_days": 7})),
        row("pilot-2", State::Blocked, json!({"blocked_by": ["pilot-1", "pilot-3"]})),
        row("pilot-2", State::Blocked, json!({"blocked_by": ["pilot-2", "pilot-3"]})),
    ]);
    rows
}

/// Everything that is said of the stage graph.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    for row in rows().into_iter().filter(|row| {
        // Without a day only what has none is told.
        row.ends_on.is_some() || matches!(row.state, State::Withdrawn | State::Blocked)
    }) {
        all.push(("stage", stage(&row, today())));
    }
    for row in rows() {
        // The name of a pilot is its own in every language.
        if row.stage == Stage::Step(Step::Wins) {
            all.push(("stage label", stage_label(&row)));
        }
        all.push(("stage days", stage_days(&row)));
    }
    for why in [Conflict::MustNotOverlap, Conflict::SharesPeople] {
        let days = Span { starts_on: today(), ends_on: day("2026-03-30") };
        let pilots = ("pilot-1".parse().unwrap(), "pilot-2".parse().unwrap());
        all.push(("clash", clash(&Clash { pilots, why, days })));
    }
    for many in [1, 2] {
        let pilots: Vec<_> =
            ["pilot-1", "pilot-2"].iter().take(many).map(|it| it.parse().unwrap()).collect();
        let steps = vec![Step::Enable, Step::Wins].into_iter().take(many).collect();
        for it in [
            Lacked::Pilots,
            Lacked::Priority { pilots: pilots.clone() },
            Lacked::Deadlines { steps },
            Lacked::Conflicts,
            Lacked::Withdrawn { pilots: pilots.clone() },
            Lacked::Ends { pilots },
        ] {
            all.push(("lacked", pilots_lacked(&it)));
        }
    }
    for (open, blocked, end) in [(0, 0, None), (1, 1, None), (3, 2, Some(today()))] {
        let counts = [("blocked", blocked), ("waiting", open - blocked)].into();
        all.push(("summary", pilots_summary(&counts, end)));
    }
    for assumed in [
        json!({"blocked": [], "moved": [], "ends_on_now": "2026-03-30", "ends_on_then": "2026-03-30"}),
        json!({"blocked": ["wins"], "moved": [
            {"stage": "pilot-2", "from": "2026-03-29", "to": "2026-03-30", "days": 1},
            {"stage": "wins", "from": "2026-03-29", "to": "2026-04-02", "days": 4},
        ], "ends_on_now": "2026-03-30", "ends_on_then": "2026-04-02"}),
        json!({"blocked": ["wins", "pilot-2"], "moved": []}),
    ] {
        let mut data = json!({"stop": [], "slip": {}, "sentences": []});
        data.as_object_mut().unwrap().extend(assumed.as_object().unwrap().clone());
        let it: WhatIf = serde_json::from_value(data).unwrap();
        all.extend(what_if(&it).into_iter().map(|it| ("what if", it)));
    }
    all
}

#[test]
fn a_stage_says_where_it_stands_and_what_it_has_to_spare() {
    let said = |of: &str, state, more| stage(&row(of, state, more), today());
    assert_eq!(
        said("pilot-2", State::Running, json!({"planned_until": "2026-03-19", "slack_days": 1})),
        "was to end on 19 Mar 2026, and nobody said how it ended: it counts as running until \
         30 Mar 2026; 1 day to spare"
    );
    assert_eq!(
        said("pilot-2", State::Blocked, json!({"blocked_by": ["pilot-2", "pilot-3"]})),
        "is blocked: pilot-2 and pilot-3 wait for one another in a circle"
    );
    assert_eq!(
        said("wins", State::Ready, json!({"late_days": 1})),
        "waits for nothing else: it can be reached on 30 Mar 2026 at the earliest, 1 day later \
         than planned"
    );
}
