//! Step 6 too: pilots, what each waits for and must not run beside, and how it ended.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::RecordId;
use super::super::step::Step;
use super::{Body, Check, Kind, Problem, Records};

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
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day, as planned.
    pub ends_on: Date,
    /// How many people take part.
    #[schemars(extend("x-unit" = "people"))]
    pub sample_n: u32,
    /// What it is compared with.
    pub comparison: Comparison,
    /// Pilots whose result it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub needs_result_of: Vec<RecordId>,
    /// The step that has to pass before it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_after: Option<Step>,
    /// The step that waits for its result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_for: Option<Step>,
    /// Pilots in which the same people take part. It is enough when one of two names the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub shares_people_with: Vec<RecordId>,
    /// Pilots that must not run at the same time. It is enough when one of two names the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub must_not_overlap: Vec<RecordId>,
    /// How much it would bring to roll it out: 1 little, 5 very much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "level"))]
    pub value: Option<u32>,
    /// How ready those are who would work with it: 1 not at all, 5 entirely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "level"))]
    pub readiness: Option<u32>,
    /// How much it asks of those who take part: 1 little, 5 very much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "level"))]
    pub load: Option<u32>,
    /// The indicator that it is to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: Option<RecordId>,
    /// The value of that indicator at which the pilot has reached what it was to, in the indicator's unit. A pilot may aim lower than the whole
    /// change does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub target: Option<Fixed>,
}

impl Body for Pilot {
    // `recorded` until its end is.
    const STATUSES: &'static [&'static str] = &["recorded", "succeeded", "failed", "stopped"];
    const STATUS_FROM: &'static [Kind] = &[Kind::PilotEnded];

    fn check(&self, check: &mut Check) {
        check.text("name", &self.name);
        check.text("unit", &self.unit);
        check.period("ends_on", self.starts_on, self.ends_on);
        for (field, pilots) in [
            ("needs_result_of", &self.needs_result_of),
            ("shares_people_with", &self.shares_people_with),
            ("must_not_overlap", &self.must_not_overlap),
        ] {
            for (index, pilot) in pilots.iter().enumerate() {
                check.link(format_args!("{field}/{index}"), *pilot, Kind::Pilot);
            }
        }
        for (field, level) in
            [("value", self.value), ("readiness", self.readiness), ("load", self.load)]
        {
            if let Some(level) = level {
                check.whole(field, level, 1, 5);
            }
        }
        if let Some(indicator) = self.indicator {
            check.link("indicator", indicator, Kind::Indicator);
            check.in_unit_of(indicator, "target", self.target);
        } else if self.target.is_some() {
            check.fault("target", Problem::Needs { field: "indicator" });
        }
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        let newest = records
            .linking::<PilotEnded>(id)
            .max_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
        match newest.map(|(_, ended)| ended.outcome) {
            None => "recorded",
            Some(PilotOutcome::Succeeded) => "succeeded",
            Some(PilotOutcome::Failed) => "failed",
            Some(PilotOutcome::Stopped) => "stopped",
        }
    }
}

/// How a pilot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PilotOutcome {
    /// It showed what it was to show.
    Succeeded,
    /// It showed that the way does not work.
    Failed,
    /// It was ended before it could show anything.
    Stopped,
}

/// A pilot is over; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PilotEnded {
    /// The pilot.
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: RecordId,
    /// How it ended.
    pub outcome: PilotOutcome,
    /// Why it ended so.
    #[schemars(extend("x-long" = true))]
    pub why: String,
}

impl Body for PilotEnded {
    fn check(&self, check: &mut Check) {
        check.link("pilot", self.pilot, Kind::Pilot);
        check.text("why", &self.why);
    }
}
