//! What a record shows: the figures that follow from it, computed and never typed in.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::effect::{
    Grade, change, difference_in_differences, improvement, relative_change, risk_ratio,
};
use super::fixed::Fixed;
use super::record::{
    Cost, Direction, FollowThrough, Indicator, IndicatorUnit, PilotResult, Record, Records, Stored,
};
use super::standing::{Standing, grade_of, levels_of, live, standing};

/// What a record shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Showing {
    /// What became of an indicator.
    Effect(Effect, Words),
    /// How a win stands.
    Win(Standing),
    /// What an anonymous survey says.
    Answers(Answers),
    /// Success with follow-through and without.
    FollowThrough(Ratio),
    /// What came back of what was spent.
    Return(Return),
    /// At which levels a programme was evaluated.
    Programme(Programme),
    /// That a member of the coalition has left the organisation.
    Left(Left),
}

/// Somebody has left the organisation, and no longer counts as a member of the coalition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    /// The day on which the directory no longer had them.
    pub left_on: Date,
}

/// How the values of an indicator are spoken of.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// The unit of its values.
    pub unit: IndicatorUnit,
    /// Which way is better.
    pub direction: Direction,
    /// What is counted, when it says so.
    pub counts: Option<String>,
}

/// What became of an indicator, in its unit; of a percentage in percentage points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Effect {
    /// Its value before.
    pub before: Fixed,
    /// Its value after.
    pub after: Fixed,
    /// After less before.
    pub change: Fixed,
    /// The change as a ratio of the value before; none of a value of nought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_change: Option<Fixed>,
    /// How much better it is now; negative when it is worse.
    pub better_by: Fixed,
    /// The values of the comparison group, before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<(Fixed, Fixed)>,
    /// The change less the one of the comparison group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against_comparison: Option<Fixed>,
    /// Could it be chance? True when the value before lies within the interval; none without an interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambiguous: Option<bool>,
    /// How well it is shown.
    pub grade: Grade,
}

/// What an anonymous survey says, of those who answered and of those who were asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answers {
    /// How many agree.
    pub agree: u32,
    /// How many answered.
    pub answered: u32,
    /// How many were asked.
    pub asked: u32,
    /// Agreeing by answering, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_answered: Option<Fixed>,
    /// Agreeing by asked, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_asked: Option<Fixed>,
    /// Answering by asked, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_rate: Option<Fixed>,
}

/// Success with follow-through and without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ratio {
    /// How many of those with follow-through succeeded, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Fixed>,
    /// How many of the others did, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<Fixed>,
    /// How many times as often (risk ratio); none where nobody of the others did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Fixed>,
}

/// What came back of what was spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Return {
    /// Benefits less costs, by costs: 1 is 100 % (Phillips).
    pub ratio: Fixed,
}

/// At which levels a programme was evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Programme {
    /// The levels that were evaluated.
    pub done: Vec<u32>,
    /// Those that are planned besides.
    pub planned: Vec<u32>,
    /// Is it known only what people thought of it? Then it supports no win.
    pub reaction_only: bool,
}

/// What a record shows on a day; `None` of kinds that show nothing but what they say.
pub fn showing(records: &Records, today: Date, stored: &Stored) -> Option<Showing> {
    Some(match &*stored.record {
        Record::PilotResult(it) => {
            let words = words(live::<Indicator>(records, Some(it.indicator))?);
            Showing::Effect(effect(records, it, words.direction), words)
        }
        Record::Win(it) => Showing::Win(standing(records, today, stored, it)),
        Record::UrgencyPulse(it) => answers(it.agree_n, it.answered_n, it.invited_n),
        Record::AwarenessPulse(it) => answers(it.agree_n, it.answered_n, it.invited_n),
        Record::FollowThrough(it) => follow_through(it),
        Record::Cost(it) => returned(it)?,
        Record::EvaluationLevel(it) => {
            let (done, planned) = levels_of(records, &it.programme);
            let reaction_only = done == [1];
            Showing::Programme(Programme { done, planned, reaction_only })
        }
        _ => return None,
    })
}

fn words(indicator: &Indicator) -> Words {
    Words { unit: indicator.unit, direction: indicator.direction, counts: indicator.counts.clone() }
}

fn effect(records: &Records, result: &PilotResult, direction: Direction) -> Effect {
    let (before, after) = (result.before, result.after);
    let comparison = result.comparison();
    Effect {
        before,
        after,
        change: change(before, after),
        relative_change: relative_change(before, after),
        better_by: improvement(direction, before, after),
        comparison,
        against_comparison: comparison
            .map(|comparison| difference_in_differences((before, after), comparison)),
        ambiguous: result.interval().map(|interval| interval.holds(before)),
        grade: grade_of(records, result),
    }
}

fn share(have: u32, of: u32) -> Option<Fixed> {
    Fixed::ratio(have.into(), of.into())
}

fn answers(agree: u32, answered: u32, asked: u32) -> Showing {
    Showing::Answers(Answers {
        agree,
        answered,
        asked,
        of_answered: share(agree, answered),
        of_asked: share(agree, asked),
        response_rate: share(answered, asked),
    })
}

fn follow_through(it: &FollowThrough) -> Showing {
    let without = it.participants_n.saturating_sub(it.followed_through_n);
    let (with, others) =
        ((it.success_with_n, it.followed_through_n), (it.success_without_n, without));
    Showing::FollowThrough(Ratio {
        with: share(with.0, with.1),
        without: share(others.0, others.1),
        times: risk_ratio(with, others),
    })
}

fn returned(cost: &Cost) -> Option<Showing> {
    Some(Showing::Return(Return { ratio: cost.return_on_investment()? }))
}
