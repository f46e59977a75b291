//! What an initiative waits for and its next day, word for word.

use jiff::civil::Date;

use crate::rules::agenda::{Appointment, Matter};
use crate::rules::command::Reason;
use crate::rules::gate::{Should, Verdict};
use crate::rules::ids::WaiverId;
use crate::rules::step::Step;
use crate::rules::summary::Waits;

use super::super::{next, waits};
use super::facts::{fixed, least, measured, people, role, share};

fn today() -> Date {
    "2026-03-20".parse().unwrap()
}

fn decision(verdict: Verdict, decides: &str) -> Waits {
    Waits::Decision { step: Step::Wins, verdict, decides: role(decides), finding: None }
}

/// What is waited for after this. A new one stands in this chain, or this does not compile.
fn after(it: &Waits) -> Option<Waits> {
    let step = Step::Vision;
    Some(match it {
        Waits::Evidence { .. } => {
            let should = Should { met: 1, of: 4, share: fixed("0.7") };
            Waits::Shoulds { step, musts: 5, should }
        }
        Waits::Shoulds { .. } => Waits::Hold { step, until: "2026-04-01".parse().unwrap() },
        Waits::Hold { .. } => decision(Verdict::Open, "sponsor"),
        Waits::Decision { .. } => Waits::Close,
        Waits::Close => Waits::Nothing { reason: Reason::Achieved },
        Waits::Nothing { .. } => return None,
    })
}

fn missing() -> Box<crate::rules::gate::Finding> {
    Box::new(measured("urgency.managers_convinced", share(29, 40), least("0.75")))
}

fn conditions(decides: &str) -> Waits {
    let (step, verdict) = (Step::Urgency, Verdict::OpenWithConditions);
    Waits::Decision { step, verdict, decides: role(decides), finding: Some(missing()) }
}

fn waiting() -> Vec<Waits> {
    let first = Waits::Evidence { step: Step::Urgency, finding: missing() };
    let more = [
        decision(Verdict::OpenWithWaivers, "sponsor"),
        decision(Verdict::Open, "works_council"),
        conditions("sponsor"),
        conditions("works_council"),
    ];
    std::iter::successors(Some(first), after).chain(more).collect()
}

/// What is due after this. A new one stands in this chain, or this does not compile.
fn matter_after(it: &Matter) -> Option<Matter> {
    let criterion = || "two-way".parse().unwrap();
    Some(match it {
        Matter::Step(_) => Matter::Hold(Step::Vision),
        Matter::Hold(step) => {
            let owner = people(&["anna"]).remove(0);
            Matter::Owed { step: *step, criterion: criterion(), owner }
        }
        Matter::Owed { step, .. } => {
            Matter::Waiver { waiver: WaiverId(1), step: *step, criterion: criterion() }
        }
        Matter::Waiver { .. } => Matter::Win("win-1".parse().unwrap()),
        Matter::Win(_) => Matter::Outcome("gap_triage-1".parse().unwrap()),
        Matter::Outcome(_) => Matter::Pilot("pilot-1".parse().unwrap()),
        Matter::Pilot(_) => return None,
    })
}

fn said(on: &str, what: Matter) -> String {
    next(&Appointment { on: on.parse().unwrap(), what }, today())
}

/// One of each, before its day, on it and after it.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = waiting().iter().map(|it| ("waits", waits(it))).collect();
    for on in ["2026-03-10", "2026-03-19", "2026-03-20", "2026-03-21", "2026-03-27"] {
        let first = Matter::Step(Step::Vision);
        let matters = std::iter::successors(Some(first), matter_after);
        all.extend(matters.map(|it| ("next", said(on, it))));
    }
    all
}

#[test]
fn what_is_waited_for_is_said_in_one_sentence() {
    assert_eq!(
        waits(&decision(Verdict::Open, "sponsor")),
        "the gate of step 6, wins, is open: the sponsor decides"
    );
    assert_eq!(waits(&Waits::Nothing { reason: Reason::Cost }), "closed: it costs too much");
    assert_eq!(
        waits(&decision(Verdict::OpenWithWaivers, "works_council")),
        "the gate of step 6, wins, is open with waivers: the role works_council decides"
    );
    assert_eq!(
        waits(&conditions("sponsor")),
        format!(
            "the gate of step 1, urgency, is open with conditions: the sponsor decides, and somebody \
             has to owe what is missing: {}",
            super::super::finding(&missing())
        )
    );
}

#[test]
fn the_next_day_is_said_with_how_far_it_is() {
    assert_eq!(said("2026-03-18", Matter::Step(Step::Vision)), "step 3, vision, is due 2 days ago");
    assert_eq!(
        said("2026-03-20", Matter::Hold(Step::Vision)),
        "the gate of step 3, vision, was on hold until 20 Mar 2026 and is to be decided again"
    );
    assert_eq!(
        said("2026-03-21", Matter::Hold(Step::Vision)),
        "the hold at the gate of step 3, vision, ends on 21 Mar 2026"
    );
}
