//! Everything that a record can show.

use crate::rules::effect::{Grade, Interval};
use crate::rules::record::{Direction, IndicatorUnit};
use crate::rules::showing::{Answers, Effect, Left, Programme, Ratio, Return, Showing, Words};
use crate::rules::standing::{Lack, Stage, Standing};

use super::super::showing;
use super::facts::fixed;

/// Each lack.
pub(super) fn lacks() -> Vec<Lack> {
    let first = Lack::Level { have: 2 };
    std::iter::successors(Some(first), |it| {
        let indicator = "indicator-1".parse().unwrap();
        let interval = Interval::new(fixed("25"), fixed("45")).unwrap();
        Some(match it {
            Lack::Level { .. } => Lack::Programme { name: "Coaching basics".to_owned(), have: 1 },
            Lack::Programme { .. } => Lack::NoTarget { indicator },
            Lack::NoTarget { .. } => Lack::TargetMissed { after: fixed("58"), target: fixed("70") },
            Lack::TargetMissed { .. } => Lack::WithinInterval { before: fixed("40"), interval },
            Lack::WithinInterval { .. } => Lack::TooFewPoints { have: 1 },
            Lack::TooFewPoints { .. } => return None,
        })
    })
    .collect()
}

fn words(unit: IndicatorUnit, counts: Option<&str>) -> Words {
    let direction = Direction::LowerBetter;
    Words { unit, direction, counts: counts.map(str::to_owned) }
}

fn effect(comparison: bool, ambiguous: Option<bool>) -> Effect {
    Effect {
        before: fixed("40"),
        after: fixed("28"),
        change: fixed("-12"),
        relative_change: Some(fixed("-0.3")),
        better_by: fixed("12"),
        comparison: comparison.then(|| (fixed("41"), fixed("39"))),
        against_comparison: comparison.then(|| fixed("-10")),
        ambiguous,
        grade: Grade::E4,
    }
}

fn standing(stage: Stage, lacks: Vec<Lack>) -> Showing {
    let told = 12;
    let look_again_on = Some("2026-09-01".parse().unwrap());
    Showing::Win(Standing { stage, grade: Grade::E3, lacks, told, look_again_on })
}

/// One of each.
pub(super) fn all() -> Vec<Showing> {
    let mut all = Vec::new();
    let units = [
        IndicatorUnit::Percent,
        IndicatorUnit::Count,
        IndicatorUnit::Minutes,
        IndicatorUnit::Days,
        IndicatorUnit::Currency,
        IndicatorUnit::Score1To5,
        IndicatorUnit::Ratio,
        IndicatorUnit::RatePer1000,
    ];
    for unit in units {
        for counts in [None, Some("rejects")] {
            all.push(Showing::Effect(effect(true, Some(false)), words(unit, counts)));
        }
    }
    let rate = || words(IndicatorUnit::RatePer1000, None);
    all.push(Showing::Effect(effect(false, Some(true)), rate()));
    all.push(Showing::Effect(effect(false, None), rate()));
    let same = Effect { change: fixed("0"), ..effect(false, None) };
    all.push(Showing::Effect(same, rate()));
    all.push(standing(Stage::Claimed, lacks()));
    for have in [0, 2] {
        let name = "Coaching basics".to_owned();
        all.push(standing(Stage::Claimed, vec![Lack::Programme { name, have }]));
        all.push(standing(Stage::Claimed, vec![Lack::TooFewPoints { have: have as usize }]));
    }
    for stage in [
        Stage::Claimed,
        Stage::Rejected,
        Stage::Verified,
        Stage::Announced,
        Stage::Due,
        Stage::Expired,
        Stage::Regressed,
    ] {
        all.push(standing(stage, Vec::new()));
    }
    let answers = |agree, answered| Answers {
        agree,
        answered,
        asked: 40,
        of_answered: None,
        of_asked: None,
        response_rate: None,
    };
    all.extend([Showing::Answers(answers(31, 36)), Showing::Answers(answers(0, 0))]);
    let ratio = |without: Option<&str>, times: Option<&str>| {
        let (without, times) = (without.map(fixed), times.map(fixed));
        Showing::FollowThrough(Ratio { with: Some(fixed("0.7")), without, times })
    };
    all.extend([ratio(Some("0.2"), Some("3.5")), ratio(Some("0"), None), ratio(None, None)]);
    all.push(Showing::Left(Left { left_on: "2026-03-31".parse().unwrap() }));
    all.push(Showing::Return(Return { ratio: fixed("1.5") }));
    for (done, planned) in [(&[][..], &[][..]), (&[], &[1, 3]), (&[1], &[3]), (&[1, 3], &[])] {
        let (done, planned) = (done.to_vec(), planned.to_vec());
        all.push(Showing::Programme(Programme { done, planned, reaction_only: false }));
    }
    all
}

#[test]
fn effects_are_told_as_a_manager_would() {
    let told = |comparison, unit, counts| {
        showing(&Showing::Effect(effect(comparison, None), words(unit, counts)))
    };
    assert_eq!(
        told(true, IndicatorUnit::RatePer1000, Some("rejects")),
        "10 fewer rejects per 1,000 than the comparison: from 40 to 28, there from 41 to 39 (grade E4)"
    );
    assert_eq!(
        told(false, IndicatorUnit::Percent, None),
        "12 percentage points lower than before: from 40 to 28 (grade E4)"
    );
    let answers = all().into_iter().find(|it| matches!(it, Showing::Answers(_))).unwrap();
    assert_eq!(
        showing(&answers),
        "31 of 36 who answered agree (86.1 %), which is 77.5 % of the 40 who were asked"
    );
}
