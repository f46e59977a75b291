//! One of everything that can be said.

use crate::rules::criterion::{Amount, Bound, Class, Debt};
use crate::rules::fixed::Fixed;
use crate::rules::gate::way::{Action, Deed, Way};
use crate::rules::gate::{Finding, GateReport, Remedy, Status, Subject};
use crate::rules::ids::WaiverId;
use crate::rules::measure::{MeasureRow, OfDirectory, Unit, Why, measures, named};
use crate::rules::record::{Gap, IndicatorUnit, Kind, Problem, Unknown, Verdict};
use crate::rules::step::Step;
use crate::rules::workflow::{FieldType, Lack, Uncovered};

use super::super::{
    advice, blocked, contact_due, event, finding, help, problem, receipt, refusal, showing,
    step_title, uncovered, verdict, way,
};
use super::facts::{
    approvals, declared, fixed, found, lacking, least, measured, more, most, records, rejected,
    report, several, share, should, unknown, unknown_of, waived, wins,
};

/// Every sentence, with what it is about.
pub(super) fn sentences() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |of: &str, sentence: String| all.push((of.to_owned(), sentence));
    for it in findings() {
        add("finding", finding(&it));
        if let Some(help) = help(&it) {
            add("help", help);
        }
    }
    let earliest = Some("2026-04-01".parse().unwrap());
    let actions = vec![Action { finding: 0, deed: Deed::Wait }];
    let wait = Way { actions, earliest };
    add("way", way("2026-03-01".parse().unwrap(), &reports()[0], &wait));
    add("way", way("2026-04-01".parse().unwrap(), &reports()[0], &wait));
    for (it, deed) in findings().into_iter().flat_map(|it| {
        let waivable_by = Some(super::facts::role("sponsor"));
        let waivable = Finding { waivable_by, ..it.clone() };
        [(it, Deed::Meet), (waivable, Deed::Waive)]
    }) {
        let way_to = Way { actions: vec![Action { finding: 0, deed }], earliest };
        let report = report(Step::Urgency, vec![it]);
        add("way", way("2026-04-01".parse().unwrap(), &report, &way_to));
    }
    for (outcome, n) in [
        ("same", 0),
        ("altered", 0),
        ("rules_changed", 0),
        ("rules_changed", 1),
        ("rules_changed", 2),
    ] {
        add("receipt", receipt(outcome, n));
    }
    for it in reports() {
        add("blocked", blocked(&it));
        add("verdict", verdict(&it));
    }
    for (of, sentence) in super::coalition::all() {
        add(of, sentence);
    }
    for (of, sentence) in super::pilots::all() {
        add(of, sentence);
    }
    for it in super::refusals::all() {
        add(&format!("refusal {}", it.kind()), refusal(&it));
        if !advice(&it).is_empty() {
            add("advice", advice(&it).to_owned());
        }
    }
    for it in problems() {
        add("problem", problem(&it));
    }
    for (days_ago, cadence_days) in
        [(None, 1), (None, 30), (Some(0), 1), (Some(1), 7), (Some(45), 30)]
    {
        let mut stakeholder: crate::rules::record::Stakeholder =
            serde_json::from_str(Kind::Stakeholder.row().example).unwrap();
        stakeholder.cadence_days = cadence_days;
        add("contact", contact_due(&stakeholder, days_ago));
    }
    for (of, sentence) in super::directory::all() {
        add(of, sentence);
    }
    for (of, sentence) in super::time::all() {
        add(of, sentence);
    }
    for (of, sentence) in super::portfolio::all() {
        add(of, sentence);
    }
    for it in super::showing::all() {
        add("showing", showing(&it));
    }
    let lacks = vec![Lack::Met, Lack::Missed, Lack::JustMissed];
    let criterion = "two-way".parse().unwrap();
    add("uncovered", uncovered(&Uncovered { gate: Step::Enlist, criterion, lacks }));
    for it in super::events::all() {
        add("event", event(&it));
    }
    for step in Step::ALL {
        add("title", step_title(step));
    }
    all
}

/// A measure that is a truth and has no message of its own.
static TRUTH: MeasureRow = MeasureRow {
    name: "institute.handed_over",
    step: Step::Institute,
    unit: Unit::Truth,
    question: "Is it handed over?",
    raise: "Hand it over.",
    provenance: "A test.",
    words: crate::rules::measure::Words { one: "handover", many: "handovers", state: "signed" },
    reads: &[Kind::Artefact],
    params: || schemars::schema_for!(()),
    bind: |_| Ok(std::sync::Arc::new(|_| Err(Why::StepNotOpened))),
};

/// Every measure short of a bound and beyond it, below and above, and none.
fn of_row(row: &'static MeasureRow) -> Vec<Finding> {
    let at = |have, need| found(Subject::Measure(row), have, need);
    match row.unit {
        Unit::Share => vec![
            at(share(29, 40), least("0.75")),
            at(share(0, 1), least("0.5")),
            at(share(31, 40), least("0.75")),
            at(share(20, 40), more("0.5")),
            at(share(21, 40), more("0.5")),
            at(share(9, 40), most("0.2")),
            at(share(1, 10), most("0")),
            at(share(1, 8), most("0.2")),
            at(share(0, 0), least("0.75")),
        ],
        Unit::Count => [0, 1, 2, 3]
            .into_iter()
            .flat_map(|n| {
                [(n, least("1")), (n, least("2")), (n, most("0")), (n, most("1")), (n, more("1"))]
            })
            .map(|(n, need)| at(Amount::Count(n), need))
            .collect(),
        Unit::Days | Unit::Minutes | Unit::Number => ["0.5", "1", "7"]
            .into_iter()
            .flat_map(|n| {
                [(n, least("1")), (n, least("5.5")), (n, most("1")), (n, most("5")), (n, more("1"))]
            })
            .map(|(n, need)| at(Amount::Number(fixed(n)), need))
            .collect(),
        Unit::Truth => [(true, true), (true, false), (false, true), (false, false)]
            .into_iter()
            .map(|(have, need)| at(Amount::Truth(have), Bound::Is(need)))
            .collect(),
    }
}

fn findings() -> Vec<Finding> {
    let mut all: Vec<Finding> = measures().chain([&TRUTH]).flat_map(of_row).collect();
    all.extend(why());
    all.extend(counted());
    for n in 1..3 {
        let owed = found(Subject::Obligations, Amount::Count(n), most("0"));
        let criterion = "obligations".parse().unwrap();
        all.push(lacking(Finding { criterion, ..owed }, &["two-way of enlist"]));
    }
    all.extend(set_aside());
    let charters = measured("coalition.charters_accepted", share(1, 3), least("1"));
    let many: Vec<String> = (1..=12).map(|n| format!("need-{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let council = measured("institute.council_in_force", Amount::Truth(false), Bound::Is(true));
    let open = measured("enable.open_critical_barriers", Amount::Count(2), most("0"));
    let barriers = [
        "barrier-1: Month-end closing\ntakes every training day.",
        "barrier-4: Nobody may travel to the training before the audit is over, which nobody dates",
    ];
    for unnamed in 1..3 {
        let driven = measured("coalition.busiest_member", share(9, 10), most("0.5"));
        all.push(Finding { unnamed, ..driven.clone() });
        all.push(Finding { unnamed, ..lacking(driven, &["dora"]) });
    }
    all.extend([
        lacking(charters.clone(), &["HR", "Sales"]),
        lacking(measured("urgency.needs_triaged", share(3, 15), least("1")), &many),
        lacking(council, &["last met 120 days ago, 100 are allowed"]),
        lacking(open, &barriers),
        Finding { status: Status::NotApplicable("one site only".to_owned()), ..charters },
        // No gate has it, because a workflow with it does not parse; it is said all the same.
        measured("institute.council_in_force", Amount::Truth(true), least("1")),
    ]);
    all
}

/// What is waived or can be, what counts waivers, and what is met by some of several conditions.
fn set_aside() -> Vec<Finding> {
    let managers = || measured("urgency.managers_convinced", share(29, 40), least("0.75"));
    let nothing = unknown("urgency.needs_triaged", least("1"), Why::NothingRecorded(Kind::Need));
    let role = || Some("sponsor".parse().unwrap());
    let mut all = vec![
        waived(managers()),
        waived(nothing.clone()),
        Finding {
            waivable_by: role(),
            waivable_holders: super::facts::people(&["dora"]),
            ..managers()
        },
        Finding {
            waivable_by: role(),
            waivable_holders: super::facts::people(&["dora"]),
            waiver_pending: Some(WaiverId(2)),
            ..managers()
        },
        Finding { waivable_by: role(), waiver_pending: Some(WaiverId(2)), ..managers() },
        Finding { waivable_by: role(), ..managers() },
        Finding { waivable_by: role(), ..found(Subject::OpenFor, Amount::Count(5), least("14")) },
        several(vec![managers(), nothing.clone(), wins(1)], "2"),
        several(vec![managers(), nothing.clone(), wins(1)], "3"),
        several(vec![wins(2), wins(1)], "2"),
        several(vec![wins(2), nothing], "1"),
    ];
    for debt in [Debt::Open, Debt::Expired] {
        for (n, bound) in [(0, "0"), (1, "0"), (1, "1"), (2, "0"), (3, "1")] {
            let finding = found(Subject::Waivers(debt), Amount::Count(n), most(bound));
            let names = &["waiver-1 (two-way of enlist)"][..usize::from(finding.gap.is_some())];
            all.push(lacking(finding, names));
        }
    }
    all
}

/// Everything that can be unknown.
fn why() -> Vec<Finding> {
    let share = least("0.75");
    let mut all: Vec<Finding> = Kind::ALL
        .iter()
        .map(|kind| unknown("urgency.managers_convinced", share, Why::NothingRecorded(*kind)))
        .collect();
    let looked = |within_days| Why::NobodyLooked { kind: Kind::BarrierReview, within_days };
    let beyond = Why::MoreThanScope { have: 42, of: 40 };
    all.extend([
        unknown("enable.open_critical_barriers", most("0"), looked(90)),
        unknown_of(Subject::Records(Kind::Barrier.into(), None), most("0"), looked(1)),
        unknown("urgency.managers_convinced", share, beyond.clone()),
        unknown_of(Subject::Records(Kind::KraWeight.into(), None), share, beyond),
        unknown_of(Subject::OpenFor, least("14"), Why::StepNotOpened),
        unknown_of(
            Subject::NotKnown,
            Bound::Is(true),
            Why::NotKnownHere("there is no measure `urgency.mood`".to_owned()),
        ),
    ]);
    all
}

/// Records, values, approvals and time.
fn counted() -> Vec<Finding> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        for status in kind.row().statuses {
            all.push(records(*kind, Some(status), 1, least("3")));
        }
        all.push(records(*kind, None, 0, least("1")));
        all.push(records(*kind, None, 3, least("2")));
    }
    let nobody = Remedy { holders: Vec::new(), ..approvals(0, "1", 0).remedy };
    let several = Remedy { holders: Vec::new(), ..wins(0).remedy };
    all.extend([
        records(Kind::Barrier, Some("open"), 0, most("0")),
        records(Kind::Barrier, Some("open"), 1, most("1")),
        records(Kind::Barrier, Some("open"), 3, most("0")),
        records(Kind::Barrier, Some("open"), 2, most("1")),
        approvals(0, "1", 0),
        approvals(1, "3", 1),
        approvals(1, "3", 2),
        approvals(2, "2", 0),
        approvals(1, "1", 1),
        approvals(2, "2", 2),
        rejected(2, "2", &[("carla", "The figures are of last year.")]),
        rejected(1, "3", &[("ben", "It is too early."), ("carla", "Nobody was asked.")]),
        found(Subject::Approval, share(1, 4), least("0.5")),
        found(Subject::Approval, share(0, 1), least("1")),
        found(Subject::Approval, share(2, 4), least("0.5")),
        unknown_of(
            Subject::Approval,
            least("0.5"),
            Why::NobodyHolds(vec!["works_council".parse().unwrap()]),
        ),
        found(Subject::Records(declared(), None), Amount::Count(1), least("3")),
        found(Subject::Records(declared(), None), Amount::Count(3), least("3")),
        unknown_of(Subject::Value(declared()), least("3"), Why::NothingRecorded(Kind::Custom)),
        unknown(
            "coalition.people_reached",
            least("0.8"),
            Why::NotInDirectory(OfDirectory::Anybody),
        ),
        unknown(
            "coalition.people_reached",
            least("0.8"),
            Why::NotInDirectory(OfDirectory::AffectedUnits),
        ),
        unknown(
            "coalition.levels_with_member",
            least("0.8"),
            Why::NotInDirectory(OfDirectory::Levels),
        ),
        unknown(
            "coalition.sponsored",
            least("0.8"),
            Why::NotInDirectory(OfDirectory::ReportingLines),
        ),
        unknown("coalition.people_reached", least("0.8"), Why::BeingComputed),
        Finding { remedy: nobody, ..approvals(0, "1", 0) },
        Finding { remedy: several, ..wins(0) },
    ]);
    for (have, need) in [
        ("23", least("28")),
        ("30.5", least("28")),
        ("28", more("28")),
        ("30", more("28")),
        ("30", most("28")),
        ("2", most("28")),
    ] {
        let have = Amount::Number(fixed(have));
        all.push(found(Subject::Value(Kind::Measurement.into()), have, need));
        all.push(found(Subject::Value(declared()), have, need));
    }
    for (days, need) in [(5, "14"), (13, "14"), (1, "1"), (15, "14")] {
        all.push(found(Subject::OpenFor, Amount::Count(days), least(need)));
    }
    all
}

/// Gates: shut by musts, by shoulds, by both, and open.
pub(super) fn reports() -> Vec<GateReport> {
    let managers = |have| measured("urgency.managers_convinced", share(have, 40), least("0.75"));
    let info = Finding { class: Class::Info, ..wins(0) };
    let council = Kind::CouncilMeeting;
    let nothing = unknown("urgency.needs_triaged", least("1"), Why::NothingRecorded(Kind::Need));
    let row = |name| Subject::Measure(named(name).expect(name));
    let silent =
        found(row("enlist.longest_silence_days"), Amount::Number(Fixed::whole(35)), most("30"));
    vec![
        report(Step::Urgency, vec![managers(29), nothing.clone(), wins(1), info]),
        report(Step::Wins, vec![wins(0)]),
        report(Step::Wins, vec![wins(1)]),
        report(Step::Urgency, vec![managers(31), wins(2), should(wins(0)), should(wins(1))]),
        report(Step::Wins, vec![wins(1), should(silent.clone())]),
        report(
            Step::Enlist,
            vec![
                managers(29),
                should(silent),
                should(nothing),
                should(records(council, None, 0, least("1"))),
                should(wins(0)),
            ],
        ),
        report(Step::Vision, vec![managers(30), wins(1)]),
        report(Step::Wins, vec![Finding { deferrable: true, ..wins(0) }]),
        report(Step::Vision, vec![waived(managers(29)), wins(1)]),
        report(Step::Wins, vec![waived(wins(0))]),
    ]
}

pub(super) fn not_declared(what: Unknown, nearest: &[&str], known: &[&str]) -> Problem {
    let texts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let given = "scor".to_owned();
    Problem::NotDeclared { what, given, nearest: texts(nearest), known: texts(known) }
}

pub(super) fn out_of_bounds(
    least: Option<&str>,
    most: Option<&str>,
    unit: Option<&str>,
) -> Problem {
    let (least, most) = (least.map(fixed), most.map(fixed));
    Problem::OutOfBounds { least, most, unit: unit.map(str::to_owned) }
}

/// Every problem. A new one stands in the chain, or this does not compile.
fn problems() -> Vec<Problem> {
    let after = |it: &Problem| match it {
        Problem::Empty => Some(Problem::TooLong { length: 4_100, most: 4_000 }),
        Problem::TooLong { .. } => Some(Problem::TooShort { length: 7, least: 20 }),
        Problem::TooShort { .. } => {
            Some(Problem::OutOfRange { least: Fixed::ONE, most: Fixed::whole(5) })
        }
        Problem::OutOfRange { .. } => {
            Some(Problem::MoreThan { have: 36, whole: "answered_n", of: 30 })
        }
        Problem::MoreThan { .. } => Some(Problem::TooFewAnswers { answered: 4 }),
        Problem::TooFewAnswers { .. } => {
            let (least, most) = (Fixed::ZERO, Fixed::whole(100));
            Some(Problem::OutsideUnit { unit: IndicatorUnit::Percent, least, most })
        }
        Problem::OutsideUnit { .. } => Some(Problem::UpsideDown { low: Fixed::whole(31) }),
        Problem::UpsideDown { .. } => {
            Some(Problem::OutsideInterval { low: Fixed::whole(25), high: Fixed::whole(31) })
        }
        Problem::OutsideInterval { .. } => {
            Some(Problem::EndsBeforeStart { start: "2026-02-01".parse().unwrap() })
        }
        Problem::EndsBeforeStart { .. } => Some(Problem::InTheFuture),
        Problem::InTheFuture => Some(Problem::WrongKind { expected: Kind::Indicator }),
        Problem::WrongKind { .. } => Some(Problem::Twice { name: "Sales".to_owned() }),
        Problem::Twice { .. } => Some(Problem::Needs { field: "accepted_by" }),
        Problem::Needs { .. } => Some(Problem::NoLeeway),
        Problem::NoLeeway => {
            Some(Problem::NotMissing { missing: vec!["two-way".to_owned(), "win-told".to_owned()] })
        }
        Problem::NotMissing { .. } => Some(Problem::NoRole { person: "anna".parse().unwrap() }),
        Problem::NoRole { .. } => Some(Problem::NotWithin { days: 30 }),
        Problem::NotWithin { .. } => Some(not_declared(Unknown::Kind, &[], &[])),
        Problem::NotDeclared { .. } => Some(Problem::Missing { title: "Team".to_owned() }),
        Problem::Missing { .. } => Some(Problem::NotOfType { expected: FieldType::Text }),
        Problem::NotOfType { .. } => Some(out_of_bounds(Some("7"), Some("28"), Some("points"))),
        Problem::OutOfBounds { .. } => {
            Some(Problem::NotDeclaredKind { expected: "readiness_score".parse().unwrap() })
        }
        Problem::NotDeclaredKind { .. } => {
            Some(Problem::StaysOf { kind: "readiness_score".parse().unwrap() })
        }
        Problem::StaysOf { .. } => Some(Problem::NotTraining { knows: true, gaps: Vec::new() }),
        Problem::NotTraining { .. } => None,
    };
    let mut all: Vec<_> = std::iter::successors(Some(Problem::Empty), after).collect();
    all.push(Problem::TooShort { length: 1, least: 20 });
    all.push(Problem::TooFewAnswers { answered: 0 });
    all.push(Problem::TooFewAnswers { answered: 1 });
    for unit in [
        IndicatorUnit::Score1To5,
        IndicatorUnit::RatePer1000,
        IndicatorUnit::Count,
        IndicatorUnit::Days,
    ] {
        all.push(Problem::OutsideUnit { unit, least: Fixed::ONE, most: Fixed::whole(5) });
    }
    for what in [Unknown::Kind, Unknown::Field, Unknown::Choice] {
        all.push(not_declared(what, &["score"], &["score", "team"]));
        all.push(not_declared(what, &[], &["score", "team"]));
    }
    for expected in [
        FieldType::Number,
        FieldType::Count,
        FieldType::Choice,
        FieldType::Date,
        FieldType::Person,
        FieldType::Truth,
        FieldType::Record,
    ] {
        all.push(Problem::NotOfType { expected });
    }
    all.push(out_of_bounds(Some("7"), None, Some("points")));
    all.push(out_of_bounds(None, Some("28"), None));
    let gap = |field, suggests| Gap { field, suggests };
    let gaps = vec![
        gap("has_tools", &[Verdict::Tools]),
        gap("incentives_ok", &[Verdict::Incentive, Verdict::Manage]),
    ];
    all.push(Problem::NotTraining { knows: false, gaps });
    all
}
