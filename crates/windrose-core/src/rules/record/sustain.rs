//! Step 7, sustain acceleration: one improvement after the other.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::RecordId;
use super::{Body, Check, Kind, Records};

/// What follows from a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Keep it so.
    Adopt,
    /// Change it and try again.
    Adapt,
    /// Leave it.
    Abandon,
}

/// One plan-do-check-act cycle of a pilot. It is closed once `act` and `closed_on` are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PdcaCycle {
    /// The pilot.
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: RecordId,
    /// What was planned.
    #[schemars(extend("x-long" = true))]
    pub plan: String,
    /// What was done.
    #[serde(rename = "do")]
    #[schemars(extend("x-long" = true))]
    pub done: String,
    /// What it showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub check: Option<String>,
    /// What follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
}

impl PdcaCycle {
    /// Were all four parts done?
    pub fn is_closed(&self) -> bool {
        self.check.is_some() && self.act.is_some() && self.closed_on.is_some()
    }
}

impl Body for PdcaCycle {
    const STATUSES: &'static [&'static str] = &["open", "closed"];

    fn check(&self, check: &mut Check) {
        check.link("pilot", self.pilot, Kind::Pilot);
        check.text("plan", &self.plan);
        check.text("do", &self.done);
        check.text_if_any("check", self.check.as_ref());
        check.happened("closed_on", self.closed_on);
    }

    fn status(&self, _: RecordId, _: &Records) -> &'static str {
        if self.is_closed() { "closed" } else { "open" }
    }
}

/// A unit took over the new way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The unit, as the scope names it.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// Since when it works in the new way.
    pub adopted_on: Date,
    /// How many per cent of its people do.
    #[schemars(range(min = 0, max = 100), extend("x-unit" = "percent"))]
    pub adoption_pct: Fixed,
}

impl Body for Spread {
    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.happened("adopted_on", Some(self.adopted_on));
        check.range("adoption_pct", self.adoption_pct, Fixed::ZERO, Fixed::whole(100));
    }
}

/// A further project that a win made possible; it started on the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowOnProject {
    /// Its name.
    pub name: String,
    /// The win that made it possible.
    #[schemars(extend("x-links" = ["win"]))]
    pub cause: RecordId,
}

impl Body for FollowOnProject {
    fn check(&self, check: &mut Check) {
        check.text("name", &self.name);
        check.link("cause", self.cause, Kind::Win);
    }
}

/// A conversation about what to improve; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewConversation {
    /// Who was asked: groups and units, not persons.
    pub stakeholders: Vec<String>,
    /// How many suggestions they made.
    #[schemars(extend("x-unit" = "suggestions"))]
    pub suggestions_n: u32,
    /// How many of them were taken up.
    #[schemars(extend("x-unit" = "suggestions"))]
    pub accepted_n: u32,
}

impl Body for ReviewConversation {
    fn check(&self, check: &mut Check) {
        check.texts("stakeholders", &self.stakeholders);
        check.part("accepted_n", self.accepted_n, "suggestions_n", self.suggestions_n);
    }
}
