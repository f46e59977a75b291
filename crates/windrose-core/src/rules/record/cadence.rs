//! Step 2, how the coalition works together: who met whom, what was decided, where they disagree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Problem, Records};

/// The coalition met. The day is the day it speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Who was there.
    #[schemars(extend("x-personal" = true))]
    pub attendees: Vec<PersonId>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
}

impl Body for Meeting {
    fn check(&self, check: &mut Check) {
        check.list("attendees", self.attendees.len());
        check.distinct("attendees", self.attendees.iter().map(PersonId::as_str));
        if !self.decisions.is_empty() {
            check.texts("decisions", &self.decisions);
        }
    }
}

/// How two people were in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// The two alone.
    #[serde(rename = "1to1")]
    OneToOne,
    /// In a team's meeting.
    TeamMeeting,
    /// One watched the other at work.
    Shadowing,
    /// In a workshop.
    Workshop,
}

/// Two people spoke about the change. The day is the day it speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The one.
    #[schemars(extend("x-personal" = true))]
    pub a: PersonId,
    /// The other.
    #[schemars(extend("x-personal" = true))]
    pub b: PersonId,
    /// How long, in minutes.
    #[schemars(range(min = 1, max = 1440), extend("x-unit" = "minutes"))]
    pub minutes: u32,
    /// How.
    pub kind: ContactKind,
}

impl Body for Contact {
    fn check(&self, check: &mut Check) {
        check.whole("minutes", self.minutes, 1, 24 * 60);
        if self.a == self.b {
            check.fault("b", Problem::Twice { name: self.b.to_string() });
        }
    }
}

/// A disagreement that stands in the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Between whom; two at least.
    #[schemars(extend("x-personal" = true))]
    pub parties: Vec<PersonId>,
    /// What it is about.
    #[schemars(extend("x-long" = true, "x-personal" = true))]
    pub issue: String,
}

impl Body for Conflict {
    const STATUSES: &'static [&'static str] = &["open", "resolved"];
    const STATUS_FROM: &'static [Kind] = &[Kind::ConflictResolved];

    fn check(&self, check: &mut Check) {
        check.list("parties", self.parties.len());
        if self.parties.len() == 1 {
            check.fault("parties", Problem::Needs { field: "parties/1" });
        }
        check.distinct("parties", self.parties.iter().map(PersonId::as_str));
        check.text("issue", &self.issue);
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        if records.linking::<ConflictResolved>(id).next().is_some() { "resolved" } else { "open" }
    }
}

/// A disagreement is settled, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictResolved {
    /// The conflict.
    #[schemars(extend("x-links" = ["conflict"]))]
    pub conflict: RecordId,
    /// How it was settled.
    #[schemars(extend("x-long" = true, "x-personal" = true))]
    pub how: String,
}

impl Body for ConflictResolved {
    fn check(&self, check: &mut Check) {
        check.link("conflict", self.conflict, Kind::Conflict);
        check.text("how", &self.how);
    }
}
