//! Step 5, enable action by removing barriers: what stands in the way, and what managers are measured by.

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
    #[schemars(range(min = 0, max = 100))]
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
    pub statement: String,
    /// The units it hinders.
    pub units: Vec<String>,
    /// How much.
    pub severity: Severity,
    /// Who removes it.
    #[schemars(extend("x-personal" = true))]
    pub owner: PersonId,
    /// What is being done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

impl Body for Barrier {
    const STATUSES: &'static [&'static str] = &["open", "closed"];
    const STATUS_FROM: &'static [Kind] = &[Kind::BarrierClosed];

    fn check(&self, check: &mut Check) {
        check.text("statement", &self.statement);
        check.texts("units", &self.units);
        check.text_if_any("action", self.action.as_ref());
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        if records.linking::<BarrierClosed>(id).next().is_some() { "closed" } else { "open" }
    }
}

/// A barrier is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BarrierClosed {
    /// The barrier.
    pub barrier: RecordId,
    /// How it went.
    pub how: String,
}

impl Body for BarrierClosed {
    fn check(&self, check: &mut Check) {
        check.link("barrier", self.barrier, Kind::Barrier);
        check.text("how", &self.how);
    }
}

/// Somebody looked for barriers. Without this record "no open barrier" means only that nobody asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BarrierReview {
    /// The units that were looked at.
    pub units: Vec<String>,
    /// How.
    pub method: String,
}

impl Body for BarrierReview {
    fn check(&self, check: &mut Check) {
        check.texts("units", &self.units);
        check.text("method", &self.method);
    }
}
