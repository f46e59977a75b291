//! Step 5, enable action by removing barriers: what stands in the way, what managers can do and are measured by, and
//! how much else people carry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Records};

/// How much learning weighs in one manager's key result areas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KraWeight {
    /// The manager.
    #[schemars(extend("x-personal" = true))]
    pub manager: PersonId,
    /// The weight, in per cent of the whole, 0 to 100.
    #[schemars(range(min = 0, max = 100), extend("x-unit" = "percent"))]
    pub weight_pct: Fixed,
    /// The appraisal period, such as `2026`.
    pub period: String,
}

impl Body for KraWeight {
    fn check(&self, check: &mut Check) {
        check.range("weight_pct", self.weight_pct, Fixed::ZERO, Fixed::whole(100));
        check.text("period", &self.period);
    }
}

/// What a barrier is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BarrierType {
    /// How the organisation is built.
    Structure,
    /// What people can do.
    Skill,
    /// What systems allow.
    System,
    /// A supervisor.
    Supervisor,
    /// A rule.
    Policy,
    /// Something else counts more.
    Priority,
    /// Time or money.
    Resource,
    /// What is usual.
    Culture,
}

/// How much a barrier hinders.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A nuisance.
    Low,
    /// It slows people down.
    Medium,
    /// Some cannot act.
    High,
    /// Nobody can act.
    Critical,
}

/// Something that keeps people from acting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Barrier {
    /// What it is made of.
    #[serde(rename = "type")]
    pub of_type: BarrierType,
    /// What it is.
    #[schemars(extend("x-long" = true))]
    pub statement: String,
    /// The units it hinders.
    #[schemars(extend("x-unit-name" = true))]
    pub units: Vec<String>,
    /// How much.
    pub severity: Severity,
    /// Who removes it.
    #[schemars(extend("x-personal" = true))]
    pub owner: PersonId,
    /// What is being done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub action: Option<String>,
}

impl Body for Barrier {
    const STATUSES: &'static [&'static str] = &["open", "closed", "accepted"];
    const STATUS_FROM: &'static [Kind] = &[Kind::BarrierClosed, Kind::BarrierAccepted];

    fn check(&self, check: &mut Check) {
        check.text("statement", &self.statement);
        check.texts("units", &self.units);
        check.text_if_any("action", self.action.as_ref());
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        if records.linking::<BarrierClosed>(id).next().is_some() {
            "closed"
        } else if records.linking::<BarrierAccepted>(id).next().is_some() {
            "accepted"
        } else {
            "open"
        }
    }
}

/// A barrier is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BarrierClosed {
    /// The barrier.
    #[schemars(extend("x-links" = ["barrier"]))]
    pub barrier: RecordId,
    /// How it went.
    #[schemars(extend("x-long" = true))]
    pub how: String,
}

impl Body for BarrierClosed {
    fn check(&self, check: &mut Check) {
        check.link("barrier", self.barrier, Kind::Barrier);
        check.text("how", &self.how);
    }
}

/// A barrier stays, and the change goes on with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BarrierAccepted {
    /// The barrier.
    #[schemars(extend("x-links" = ["barrier"]))]
    pub barrier: RecordId,
    /// Why it is not removed, and how one lives with it.
    #[schemars(extend("x-long" = true))]
    pub reason: String,
}

impl Body for BarrierAccepted {
    fn check(&self, check: &mut Check) {
        check.link("barrier", self.barrier, Kind::Barrier);
        check.text("reason", &self.reason);
    }
}

/// Somebody looked for barriers. Without this record "no open barrier" means only that nobody asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BarrierReview {
    /// The units that were looked at.
    #[schemars(extend("x-unit-name" = true))]
    pub units: Vec<String>,
    /// How.
    #[schemars(extend("x-long" = true))]
    pub method: String,
}

impl Body for BarrierReview {
    fn check(&self, check: &mut Check) {
        check.texts("units", &self.units);
        check.text("method", &self.method);
    }
}

/// What one manager can do to help others learn, each from 0 (not at all) to 3 (shows others how).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManagerSkill {
    /// The manager. Of one manager the newest record counts.
    #[schemars(extend("x-personal" = true))]
    pub manager: PersonId,
    /// Finds out what people need to learn.
    #[schemars(range(max = 3), extend("x-unit" = "level", "x-personal" = true, "x-rating" = true))]
    pub needs_id: u32,
    /// Says what is expected of them.
    #[schemars(range(max = 3), extend("x-unit" = "level", "x-personal" = true, "x-rating" = true))]
    pub expectations: u32,
    /// Coaches them.
    #[schemars(range(max = 3), extend("x-unit" = "level", "x-personal" = true, "x-rating" = true))]
    pub coaching: u32,
}

impl ManagerSkill {
    /// The three, with their names.
    pub fn named(&self) -> [(&'static str, u32); 3] {
        [
            ("needs_id", self.needs_id),
            ("expectations", self.expectations),
            ("coaching", self.coaching),
        ]
    }
}

impl Body for ManagerSkill {
    fn check(&self, check: &mut Check) {
        for (name, level) in self.named() {
            check.whole(name, level, 0, 3);
        }
    }
}

/// How much work the change adds for the people of a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffortEstimate {
    /// The unit. Of one unit the newest estimate counts.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// Work on top of the usual, in per cent of it, for each person.
    #[schemars(range(min = 0, max = 1000), extend("x-unit" = "percent"))]
    pub extra_pct: Fixed,
}

impl Body for EffortEstimate {
    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.range("extra_pct", self.extra_pct, Fixed::ZERO, Fixed::whole(1000));
    }
}

/// How many changes a unit goes through at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// The unit. Of one unit the newest record counts.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// Major changes at the same time, this one included.
    #[schemars(range(max = 1000), extend("x-unit" = "changes"))]
    pub concurrent_changes: u32,
    /// What they take together, in hours a month for each person.
    #[schemars(range(min = 0, max = 744), extend("x-unit" = "hours_per_month"))]
    pub hours_per_person_month: Fixed,
}

impl Body for Load {
    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.whole("concurrent_changes", self.concurrent_changes, 0, 1_000);
        // 31 days of 24 hours.
        check.range(
            "hours_per_person_month",
            self.hours_per_person_month,
            Fixed::ZERO,
            Fixed::whole(744),
        );
    }
}

/// What a manager does around somebody's learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FollowThroughType {
    /// Before it: what it is for.
    PreBrief,
    /// After it: what will be done with it.
    PostDebrief,
    /// Helps at work.
    Coaching,
    /// Shares experience.
    Mentoring,
    /// Says that it was done well.
    Recognition,
}

/// A manager followed through on somebody's learning; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowThroughAct {
    /// Who learns.
    #[schemars(extend("x-personal" = true))]
    pub learner: PersonId,
    /// The manager.
    #[schemars(extend("x-personal" = true))]
    pub manager: PersonId,
    /// What the manager did.
    #[serde(rename = "type")]
    pub of_type: FollowThroughType,
}

impl Body for FollowThroughAct {}
