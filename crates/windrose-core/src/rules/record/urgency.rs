//! Step 1, create urgency: who is affected, what is to become better, who is convinced, who helps.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::{FIXED_MAX, Fixed, MICROS};
use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Problem, Records};

/// Who is affected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The affected units, each once.
    pub units: Vec<ScopeUnit>,
}

/// An affected unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeUnit {
    /// Its name, as it is used in other records.
    pub name: String,
    /// How many people belong to it, managers included.
    #[schemars(extend("x-unit" = "people"))]
    pub people: u32,
    /// How many of them manage others. A unit with managers is a managing unit.
    #[schemars(extend("x-unit" = "people"))]
    pub managers: u32,
}

impl Scope {
    /// Affected people.
    pub fn people(&self) -> u64 {
        self.units.iter().map(|unit| u64::from(unit.people)).sum()
    }

    /// Affected managers.
    pub fn managers(&self) -> u64 {
        self.units.iter().map(|unit| u64::from(unit.managers)).sum()
    }
}

impl Body for Scope {
    fn check(&self, check: &mut Check) {
        check.list("units", self.units.len());
        check.distinct("units", self.units.iter().map(|unit| unit.name.as_str()));
        for (index, unit) in self.units.iter().enumerate() {
            check.text(format_args!("units/{index}/name"), &unit.name);
            if unit.managers > unit.people {
                let problem = Problem::MoreThan {
                    have: unit.managers.into(),
                    whole: "people",
                    of: unit.people.into(),
                };
                check.fault(format_args!("units/{index}/managers"), problem);
            }
        }
        if self.people() == 0 && !self.units.is_empty() {
            check.fault("units", Problem::Empty);
        }
    }
}

/// The unit of an indicator's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorUnit {
    /// Per cent, 0 to 100.
    Percent,
    /// A number of things.
    Count,
    /// Minutes.
    Minutes,
    /// Days.
    Days,
    /// Money, in the organisation's currency.
    Currency,
    /// A score from 1 to 5.
    #[serde(rename = "score_1_5")]
    Score1To5,
    /// A ratio.
    Ratio,
    /// Per thousand.
    #[serde(rename = "rate_per_1000")]
    RatePer1000,
}

impl IndicatorUnit {
    /// Its name in files and calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Count => "count",
            Self::Minutes => "minutes",
            Self::Days => "days",
            Self::Currency => "currency",
            Self::Score1To5 => "score_1_5",
            Self::Ratio => "ratio",
            Self::RatePer1000 => "rate_per_1000",
        }
    }

    /// The smallest and the largest value that it knows; `None` where there are no such.
    pub fn range(self) -> Option<(Fixed, Fixed)> {
        match self {
            Self::Percent => Some((Fixed::ZERO, Fixed::whole(100))),
            Self::Score1To5 => Some((Fixed::ONE, Fixed::whole(5))),
            Self::RatePer1000 => Some((Fixed::ZERO, Fixed::whole(1000))),
            Self::Count | Self::Minutes | Self::Days => {
                Some((Fixed::ZERO, Fixed::micros(FIXED_MAX * MICROS)))
            }
            Self::Currency | Self::Ratio => None,
        }
    }

    /// What is wrong with a value in this unit, if anything.
    pub fn fault(self, value: Fixed) -> Option<Problem> {
        let (least, most) = self.range()?;
        let outside = value < least || value > most;
        outside.then_some(Problem::OutsideUnit { unit: self, least, most })
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    HigherBetter,
    /// Less is better.
    LowerBetter,
}

impl Direction {
    /// Does a value reach a target?
    pub fn reaches(self, value: Fixed, target: Fixed) -> bool {
        match self {
            Self::HigherBetter => value >= target,
            Self::LowerBetter => value <= target,
        }
    }
}

/// What an indicator tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tracks {
    /// What the change is for.
    Outcome,
    /// Whether people work in the new way.
    Adoption,
    /// What was delivered.
    Output,
}

/// How the values of an indicator come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Everybody, or everything, is counted.
    Census,
    /// Some of them are, for all.
    Sample,
    /// A system keeps them.
    SystemLog,
    /// Somebody watches.
    Observation,
    /// Somebody judges.
    Estimate,
}

/// The days that a value or a survey covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl Period {
    /// It does not end before it starts.
    pub(super) fn check(period: Option<Self>, check: &mut Check) {
        if let Some(period) = period {
            check.period("period/until", period.from, period.until);
        }
    }
}

/// What is to become better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// The unit of its values.
    pub unit: IndicatorUnit,
    /// Which way is better.
    pub direction: Direction,
    /// What it tells of.
    pub tracks: Tracks,
    /// Its value before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub baseline: Option<Fixed>,
    /// The value to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub target: Option<Fixed>,
    /// When it is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub owner: Option<PersonId>,
    /// Where its values come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How its values come about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// What is counted, as it stands within a sentence: rejects, complaints, open posts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<String>,
}

impl Indicator {
    /// Can a gate rest on it: baseline, target and owner are known.
    pub fn is_ready(&self) -> bool {
        self.baseline.is_some() && self.target.is_some() && self.owner.is_some()
    }

    /// Does a value reach the target? `None` without a target.
    pub fn reached(&self, value: Fixed) -> Option<bool> {
        self.target.map(|target| self.direction.reaches(value, target))
    }
}

impl Body for Indicator {
    fn check(&self, check: &mut Check) {
        check.text("name", &self.name);
        check.text_if_any("source", self.source.as_ref());
        check.text_if_any("counts", self.counts.as_ref());
        for (field, value) in [("baseline", self.baseline), ("target", self.target)] {
            if let Some(problem) = value.and_then(|value| self.unit.fault(value)) {
                check.fault(field, problem);
            }
        }
    }
}

/// Who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The top team.
    TopExecutive,
    /// Everybody who manages others.
    Manager,
    /// Everybody else.
    Employee,
}

/// An anonymous survey of who finds the status quo unacceptable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgencyPulse {
    /// The question as it was asked.
    pub question: String,
    /// Who was asked.
    pub audience: Audience,
    /// How many agree that things cannot stay as they are.
    #[schemars(extend("x-unit" = "people"))]
    pub agree_n: u32,
    /// How many answered; at least five.
    #[schemars(range(min = 5), extend("x-unit" = "people"))]
    pub answered_n: u32,
    /// How many were asked.
    #[schemars(extend("x-unit" = "people"))]
    pub invited_n: u32,
    /// When people were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

impl Body for UrgencyPulse {
    fn check(&self, check: &mut Check) {
        Period::check(self.period, check);
        check.text("question", &self.question);
        check.anonymous("answered_n", self.answered_n);
        check.part("agree_n", self.agree_n, "answered_n", self.answered_n);
        check.part("answered_n", self.answered_n, "invited_n", self.invited_n);
    }
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Things cannot stay as they are.
    Convinced,
    /// Not decided.
    Undecided,
    /// Things are well as they are.
    Unconvinced,
}

/// What one person said for the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stance {
    /// Who said it.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// The group they belong to.
    pub audience: Audience,
    /// Where they stand.
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub position: Position,
}

impl Body for Stance {}

/// Success with and without follow-through, of a past programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowThrough {
    /// The programme.
    pub programme: String,
    /// How many took part.
    #[schemars(range(min = 5), extend("x-unit" = "people"))]
    pub participants_n: u32,
    /// For how many of them their manager followed through.
    #[schemars(extend("x-unit" = "people"))]
    pub followed_through_n: u32,
    /// Of those followed through, how many succeeded.
    #[schemars(extend("x-unit" = "people"))]
    pub success_with_n: u32,
    /// Of the others, how many succeeded.
    #[schemars(extend("x-unit" = "people"))]
    pub success_without_n: u32,
}

impl Body for FollowThrough {
    fn check(&self, check: &mut Check) {
        check.text("programme", &self.programme);
        check.anonymous("participants_n", self.participants_n);
        check.part(
            "followed_through_n",
            self.followed_through_n,
            "participants_n",
            self.participants_n,
        );
        check.part(
            "success_with_n",
            self.success_with_n,
            "followed_through_n",
            self.followed_through_n,
        );
        let others = self.participants_n.saturating_sub(self.followed_through_n);
        check.part(
            "success_without_n",
            self.success_without_n,
            "participants_n - followed_through_n",
            others,
        );
    }
}

/// A reason for which people believe that nothing has to change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplacencySource {
    /// What keeps people content.
    #[schemars(extend("x-long" = true))]
    pub text: String,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub countermeasure: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub owner: Option<PersonId>,
}

impl ComplacencySource {
    /// Is something done about it, by somebody?
    pub fn is_answered(&self) -> bool {
        self.countermeasure.is_some() && self.owner.is_some()
    }
}

impl Body for ComplacencySource {
    const STATUSES: &'static [&'static str] = &["unanswered", "answered"];

    fn check(&self, check: &mut Check) {
        check.text("text", &self.text);
        check.text_if_any("countermeasure", self.countermeasure.as_ref());
    }

    fn status(&self, _: RecordId, _: &Records) -> &'static str {
        if self.is_answered() { "answered" } else { "unanswered" }
    }
}

/// Somebody who does more for the change than their duty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Volunteer {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// What they take on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub takes_on: Option<String>,
    /// How many hours a month they give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 744), extend("x-unit" = "hours_per_month"))]
    pub hours_per_month: Option<Fixed>,
}

impl Body for Volunteer {
    fn check(&self, check: &mut Check) {
        check.text_if_any("takes_on", self.takes_on.as_ref());
        if let Some(hours) = self.hours_per_month {
            check.range("hours_per_month", hours, Fixed::ZERO, Fixed::whole(31 * 24));
        }
    }
}
