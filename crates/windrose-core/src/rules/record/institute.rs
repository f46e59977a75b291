//! Step 8, institute change: what keeps it alive when the project is over.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId, RoleName};
use super::wins::MONTHS_AFTER_MAX;
use super::{Body, Check, Kind};

/// The body that looks after the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// What it is for and what it decides.
    #[schemars(extend("x-long" = true))]
    pub charter: String,
    /// Who belongs to it.
    #[schemars(extend("x-personal" = true))]
    pub members: Vec<PersonId>,
    /// How often it means to meet, in days.
    #[schemars(range(min = 1, max = 366), extend("x-unit" = "days"))]
    pub meets_every_days: u32,
}

impl Body for Council {
    fn check(&self, check: &mut Check) {
        check.text("charter", &self.charter);
        check.list("members", self.members.len());
        check.distinct("members", self.members.iter().map(PersonId::as_str));
        check.whole("meets_every_days", self.meets_every_days, 1, 366);
    }
}

/// The council met; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CouncilMeeting {
    /// The council.
    #[schemars(extend("x-links" = ["council"]))]
    pub council: RecordId,
    /// What it decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
}

impl Body for CouncilMeeting {
    fn check(&self, check: &mut Check) {
        check.link("council", self.council, Kind::Council);
        if !self.decisions.is_empty() {
            check.texts("decisions", &self.decisions);
        }
    }
}

/// What an artefact is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ArtefactType {
    /// A policy.
    Policy,
    /// A part of how managers are brought on board.
    OnboardingModule,
    /// A public statement of how things are done here.
    Manifesto,
    /// What managers are measured by.
    KraStandard,
    /// What counts for promotion.
    PromotionCriterion,
    /// Money set aside.
    BudgetLine,
    /// A job description.
    JobDescription,
}

/// Something that outlives the project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Artefact {
    /// What it is.
    #[serde(rename = "type")]
    pub of_type: ArtefactType,
    /// Its title.
    pub title: String,
    /// The day from which it is in force.
    pub effective_on: Date,
    /// Who keeps it.
    #[schemars(extend("x-personal" = true))]
    pub owner: PersonId,
    /// Where it is to be found, an https link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub reference: Option<String>,
}

impl Body for Artefact {
    fn check(&self, check: &mut Check) {
        check.text("title", &self.title);
        check.text_if_any("reference", self.reference.as_ref());
    }
}

/// Who takes over a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The role in the initiative.
    pub role: RoleName,
    /// Who takes it over.
    #[schemars(extend("x-personal" = true))]
    pub successor: PersonId,
    /// Could they do it today?
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub ready: bool,
    /// Have they agreed to do it?
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub committed: bool,
}

impl Body for Succession {}

/// The value of an indicator some months after the change; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SustainCheck {
    /// The indicator.
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: RecordId,
    /// How many months after, usually 6, 12 or 24.
    #[schemars(range(min = 1, max = 120), extend("x-unit" = "months"))]
    pub months_after: u32,
    /// Its value, in the indicator's unit.
    #[schemars(extend("x-unit" = "of_indicator"))]
    pub value: Fixed,
}

impl Body for SustainCheck {
    fn check(&self, check: &mut Check) {
        check.link("indicator", self.indicator, Kind::Indicator);
        check.in_unit_of(self.indicator, "value", Some(self.value));
        check.whole("months_after", self.months_after, 1, MONTHS_AFTER_MAX);
    }
}
