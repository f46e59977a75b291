//! Step 3, form a strategic vision: the destination, and the chain of results that leads there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::RecordId;
use super::{Body, Check, Kind};

/// The destination, as it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vision {
    /// The vision in full.
    pub text: String,
    /// How long it takes to say, in minutes, as timed.
    pub spoken_minutes: Fixed,
}

impl Body for Vision {
    fn check(&self, check: &mut Check) {
        check.text("text", &self.text);
        check.range("spoken_minutes", self.spoken_minutes, Fixed::micros(1), Fixed::whole(600));
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
    pub indicator: Option<RecordId>,
    /// What has to be true for it to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
