//! Step 2, build a guiding coalition: who carries the change, and what each party has taken on.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::PersonId;
use super::{Body, Check, Problem};

/// What somebody does in the coalition. It grants no right: rights come from `role_assign` only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoalitionRole {
    /// Stands for the change at the top.
    Sponsor,
    /// Leads the work.
    Lead,
    /// Works on it.
    Member,
    /// Speaks for it in their unit.
    Champion,
    /// Advises.
    Advisor,
    /// Speaks for those who learn.
    LearnerRep,
    /// Provides from outside.
    Vendor,
}

/// The four powers a coalition needs (Kotter), each rated 0 (none) to 3 (much).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Powers {
    /// Enough authority that those left out cannot block.
    #[schemars(range(max = 3), extend("x-unit" = "level"))]
    pub position: u32,
    /// Knows the matter.
    #[schemars(range(max = 3), extend("x-unit" = "level"))]
    pub expertise: u32,
    /// Is believed.
    #[schemars(range(max = 3), extend("x-unit" = "level"))]
    pub credibility: u32,
    /// Can lead others through change.
    #[schemars(range(max = 3), extend("x-unit" = "level"))]
    pub leadership: u32,
}

impl Powers {
    /// The four, with their names.
    pub fn named(&self) -> [(&'static str, u32); 4] {
        [
            ("position", self.position),
            ("expertise", self.expertise),
            ("credibility", self.credibility),
            ("leadership", self.leadership),
        ]
    }
}

/// How somebody stands to the change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Commitment {
    /// Works against it.
    Opposed,
    /// Drags their feet.
    Resistant,
    /// Lets it happen.
    Neutral,
    /// Helps when asked.
    Supportive,
    /// Makes it happen.
    Committed,
}

/// Somebody who carries the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoalitionMember {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// Their unit.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// What they do in the coalition.
    pub role: CoalitionRole,
    /// The power they bring.
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub powers: Powers,
    /// How they stand to the change.
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub commitment: Commitment,
    /// Who stands in for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub deputy: Option<PersonId>,
    /// How they would have to stand to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true, "x-rating" = true))]
    pub desired_commitment: Option<Commitment>,
    /// Their level in the hierarchy, as the organisation calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

impl Body for CoalitionMember {
    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.text_if_any("level", self.level.as_ref());
        for (name, level) in self.powers.named() {
            check.whole(format_args!("powers/{name}"), level, 0, 3);
        }
    }
}

/// The four parties of a learning partnership.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// HR and the learning team.
    Hr,
    /// The managers of a unit.
    Manager,
    /// Whoever provides the learning.
    Provider,
    /// Those who learn.
    Learner,
}

/// What one party does for the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleCharter {
    /// The party.
    pub party: Party,
    /// The unit, when the party is its managers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit-name" = true))]
    pub unit: Option<String>,
    /// What they do.
    pub duties: Vec<String>,
    /// Who accepted it for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub accepted_by: Option<PersonId>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<Date>,
}

impl RoleCharter {
    /// Has somebody accepted it?
    pub fn is_accepted(&self) -> bool {
        self.accepted_by.is_some() && self.accepted_on.is_some()
    }
}

impl Body for RoleCharter {
    const STATUSES: &'static [&'static str] = &["proposed", "accepted"];

    fn check(&self, check: &mut Check) {
        check.texts("duties", &self.duties);
        check.text_if_any("unit", self.unit.as_ref());
        if self.party == Party::Manager && self.unit.is_none() {
            check.fault("unit", Problem::Needs { field: "unit" });
        }
        check.happened("accepted_on", self.accepted_on);
        match (&self.accepted_by, self.accepted_on) {
            (Some(_), None) => check.fault("accepted_on", Problem::Needs { field: "accepted_on" }),
            (None, Some(_)) => check.fault("accepted_by", Problem::Needs { field: "accepted_by" }),
            _ => {}
        }
    }

    fn status(&self, _: super::RecordId, _: &super::Records) -> &'static str {
        if self.is_accepted() { "accepted" } else { "proposed" }
    }
}
