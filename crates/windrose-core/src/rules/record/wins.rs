//! Step 6, generate short-term wins: pilots, what they measured, and the wins claimed, verified and told.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId};
use super::super::step::Step;
use super::{Body, Channel, Check, Kind, Records};

/// What a pilot is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Nothing.
    None,
    /// Itself, before.
    Historical,
    /// A unit like it.
    MatchedUnit,
    /// A group chosen by lot.
    Randomised,
}

/// A limited trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pilot {
    /// Its name.
    pub name: String,
    /// The unit it runs in.
    pub unit: String,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day, as planned.
    pub ends_on: Date,
    /// How many people take part.
    pub sample_n: u32,
    /// What it is compared with.
    pub comparison: Comparison,
    /// Pilots whose result it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs_result_of: Vec<RecordId>,
    /// The step that has to pass before it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_after: Option<Step>,
    /// The step that waits for its result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_for: Option<Step>,
}

impl Body for Pilot {
    fn check(&self, check: &mut Check) {
        check.text("name", &self.name);
        check.text("unit", &self.unit);
        check.period("ends_on", self.starts_on, self.ends_on);
        for (index, pilot) in self.needs_result_of.iter().enumerate() {
            check.link(format_args!("needs_result_of/{index}"), *pilot, Kind::Pilot);
        }
    }
}

/// The value of an indicator; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// The indicator.
    pub indicator: RecordId,
    /// Its value, in the indicator's unit.
    pub value: Fixed,
    /// How many were measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// The pilot it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pilot: Option<RecordId>,
}

impl Body for Measurement {
    fn check(&self, check: &mut Check) {
        check.link("indicator", self.indicator, Kind::Indicator);
        if let Some(pilot) = self.pilot {
            check.link("pilot", pilot, Kind::Pilot);
        }
    }
}

/// A claimed short-term win.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Win {
    /// What became better, in one sentence.
    pub claim: String,
    /// The indicator that shows it.
    pub indicator: RecordId,
    /// Its value before.
    pub before: Fixed,
    /// Its value after.
    pub after: Fixed,
    /// The evaluation level reached (Kirkpatrick, Phillips): 1 reaction, 2 learning, 3 behaviour, 4 results, 5 return.
    #[schemars(range(min = 1, max = 5))]
    pub level: u32,
    /// The pilot it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pilot: Option<RecordId>,
    /// Who made it happen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-personal" = true))]
    pub contributors: Vec<PersonId>,
}

impl Body for Win {
    const STATUSES: &'static [&'static str] = &["claimed", "verified", "rejected"];
    const STATUS_FROM: &'static [Kind] = &[Kind::Verification];

    fn check(&self, check: &mut Check) {
        check.text("claim", &self.claim);
        check.link("indicator", self.indicator, Kind::Indicator);
        check.whole("level", self.level, 1, 5);
        if let Some(pilot) = self.pilot {
            check.link("pilot", pilot, Kind::Pilot);
        }
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        let newest = records
            .linking::<Verification>(id)
            .max_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
        match newest.map(|(_, verification)| verification.outcome) {
            None => "claimed",
            Some(Outcome::Confirmed) => "verified",
            Some(Outcome::Rejected) => "rejected",
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is so.
    Confirmed,
    /// It is not so.
    Rejected,
}

/// Another person checked a win. Refused of anybody who recorded the win.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The win.
    pub win: RecordId,
    /// What was found.
    pub outcome: Outcome,
    /// How it was checked.
    pub how: String,
}

impl Body for Verification {
    fn check(&self, check: &mut Check) {
        check.link("win", self.win, Kind::Win);
        check.text("how", &self.how);
    }
}

/// A win was told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// The win.
    pub win: RecordId,
    /// How it was told.
    pub channel: Channel,
    /// How many of those affected it reached.
    pub reached_n: u32,
}

impl Body for Announcement {
    fn check(&self, check: &mut Check) {
        check.link("win", self.win, Kind::Win);
    }
}
