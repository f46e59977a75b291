//! Step 3, form a strategic vision: the destination, and the chain of results that leads there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Problem};

/// The destination, as it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vision {
    /// The vision in full.
    #[schemars(extend("x-long" = true))]
    pub text: String,
    /// How long it takes to say, in minutes, as timed.
    #[schemars(range(max = 600), extend("x-unit" = "minutes", "exclusiveMinimum" = 0))]
    pub spoken_minutes: Fixed,
}

impl Body for Vision {
    fn check(&self, check: &mut Check) {
        check.text("text", &self.text);
        check.range("spoken_minutes", self.spoken_minutes, Fixed::micros(1), Fixed::whole(600));
    }
}

/// What one person thinks of the vision: each quality from 1 (not at all) to 5 (fully).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisionRating {
    /// Who rates. Of one person the newest rating counts.
    #[schemars(extend("x-personal" = true))]
    pub rater: PersonId,
    /// One can picture the future it speaks of.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub imaginable: u32,
    /// It appeals to those it concerns.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub desirable: u32,
    /// It can be reached.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub feasible: u32,
    /// It is clear enough to decide by.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub focused: u32,
    /// It leaves room when conditions change.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub flexible: u32,
    /// It is easily told.
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub communicable: u32,
}

impl VisionRating {
    /// The six qualities, with their names.
    pub fn named(&self) -> [(&'static str, u32); 6] {
        [
            ("imaginable", self.imaginable),
            ("desirable", self.desirable),
            ("feasible", self.feasible),
            ("focused", self.focused),
            ("flexible", self.flexible),
            ("communicable", self.communicable),
        ]
    }
}

impl Body for VisionRating {
    fn check(&self, check: &mut Check) {
        for (name, score) in self.named() {
            check.whole(name, score, 1, 5);
        }
    }
}

/// The vision was told to people who had not heard it, and they were asked what they took from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListenerTest {
    /// How many heard it.
    #[schemars(range(min = 1), extend("x-unit" = "people"))]
    pub heard_n: u32,
    /// How many of them understood it.
    #[schemars(extend("x-unit" = "people"))]
    pub understood_n: u32,
    /// How many of those who understood it are interested too; left out when nobody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit" = "people"))]
    pub interested_n: Option<u32>,
}

impl Body for ListenerTest {
    fn check(&self, check: &mut Check) {
        if self.heard_n == 0 {
            check.fault("heard_n", Problem::Empty);
        }
        check.part("understood_n", self.understood_n, "heard_n", self.heard_n);
        if let Some(interested) = self.interested_n {
            check.part("interested_n", interested, "understood_n", self.understood_n);
        }
    }
}

/// The levels of a results chain, in their order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ResultLevel {
    /// What is done.
    Intervention,
    /// What it delivers.
    Output,
    /// What people then do differently.
    Outcome,
    /// What the organisation gains.
    Impact,
}

/// One place in a results chain. Places of the same level and name are the same place.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ResultNode {
    /// Its level.
    pub level: ResultLevel,
    /// Its name.
    pub name: String,
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultLink {
    /// Where it starts.
    pub from: ResultNode,
    /// Where it leads.
    pub to: ResultNode,
    /// What shows that it holds. A link without one does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["indicator"]))]
    pub indicator: Option<RecordId>,
    /// What has to be true for it to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub assumption: Option<String>,
}

impl Body for ResultLink {
    fn check(&self, check: &mut Check) {
        check.text("from/name", &self.from.name);
        check.text("to/name", &self.to.name);
        check.text_if_any("assumption", self.assumption.as_ref());
        if let Some(indicator) = self.indicator {
            check.link("indicator", indicator, Kind::Indicator);
        }
    }
}
