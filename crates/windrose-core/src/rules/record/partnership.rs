//! Working with the line: whom one keeps in touch with, what they think of the work, what vendors propose, what is tried.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, PilotResult, Records};

/// The longest time between two meetings, in days: a year.
const CADENCE_DAYS_MAX: u32 = 366;

/// Somebody to keep in touch with. Of one person the newest record counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stakeholder {
    /// Who it is.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// The unit they speak for.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// How many days may lie between two meetings.
    #[schemars(range(min = 1, max = 366), extend("x-unit" = "days"))]
    pub cadence_days: u32,
    /// Who keeps in touch with them; anybody when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub partner: Option<PersonId>,
    /// What they have to do with the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub interest: Option<String>,
}

impl Body for Stakeholder {
    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.whole("cadence_days", self.cadence_days, 1, CADENCE_DAYS_MAX);
        check.text_if_any("interest", self.interest.as_ref());
    }
}

/// What a feedback is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It was good.
    Praise,
    /// It was not good enough. Hearing it is listening, and nobody's failure.
    Criticism,
    /// It could be done otherwise.
    Suggestion,
}

/// What somebody thinks of the work. The day is the day it speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// The unit it comes from.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// What it is.
    pub tone: Tone,
    /// What was said.
    #[schemars(extend("x-long" = true, "x-personal" = true))]
    pub text: String,
    /// Who said it; left out when they would rather not be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub from: Option<PersonId>,
    /// The programme it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// What was changed because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub changed: Option<String>,
}

impl Body for Feedback {
    const STATUSES: &'static [&'static str] = &["heard", "acted_on"];

    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.text("text", &self.text);
        check.text_if_any("programme", self.programme.as_ref());
        check.text_if_any("changed", self.changed.as_ref());
    }

    fn status(&self, _: RecordId, _: &Records) -> &'static str {
        if self.changed.is_some() { "acted_on" } else { "heard" }
    }
}

/// What a vendor offers: not a course title, but which gap it closes and what will show that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VendorProposal {
    /// Who offers it.
    pub vendor: String,
    /// What is offered.
    #[schemars(extend("x-long" = true))]
    pub offer: String,
    /// The need whose gap it is to close.
    #[schemars(extend("x-links" = ["need"]))]
    pub gap: RecordId,
    /// The indicator that will show whether it did.
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: RecordId,
    /// How it is fitted to this organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub fitted: Option<String>,
}

impl VendorProposal {
    /// The results that measured it, by its own indicator.
    pub fn results<'a>(
        &'a self,
        id: RecordId,
        records: &'a Records,
    ) -> impl Iterator<Item = RecordId> + 'a {
        records
            .linking::<PilotResult>(id)
            .filter(move |(_, result)| {
                result.proposal == Some(id) && result.indicator == self.indicator
            })
            .map(|(stored, _)| stored.id)
    }
}

impl Body for VendorProposal {
    const STATUSES: &'static [&'static str] = &["proposed", "measured"];
    const STATUS_FROM: &'static [Kind] = &[Kind::PilotResult];

    fn check(&self, check: &mut Check) {
        check.text("vendor", &self.vendor);
        check.text("offer", &self.offer);
        check.link("gap", self.gap, Kind::Need);
        check.link("indicator", self.indicator, Kind::Indicator);
        check.text_if_any("fitted", self.fitted.as_ref());
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        if self.results(id, records).next().is_some() { "measured" } else { "proposed" }
    }
}

/// Ways of learning that are newer than a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Approach {
    /// A few minutes at a time.
    Microlearning,
    /// By rules of a game.
    Gamification,
    /// In a made world.
    VirtualReality,
    /// Over the real one.
    AugmentedReality,
    /// As if it were the work.
    Simulation,
    /// From colleagues.
    PeerLearning,
    /// In the course of the work itself.
    InTheWork,
    /// Any other.
    Other,
}

/// A new way of learning that is looked at, or was tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Innovation {
    /// Which way.
    pub approach: Approach,
    /// What it was used for.
    pub what: String,
    /// What was learned from trying it. It is only looked at until this is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub learned: Option<String>,
    /// The pilot in which it was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["pilot"]))]
    pub pilot: Option<RecordId>,
}

impl Body for Innovation {
    const STATUSES: &'static [&'static str] = &["looked_at", "tried"];

    fn check(&self, check: &mut Check) {
        check.text("what", &self.what);
        check.text_if_any("learned", self.learned.as_ref());
        if let Some(pilot) = self.pilot {
            check.link("pilot", pilot, Kind::Pilot);
        }
    }

    fn status(&self, _: RecordId, _: &Records) -> &'static str {
        if self.learned.is_some() { "tried" } else { "looked_at" }
    }
}
