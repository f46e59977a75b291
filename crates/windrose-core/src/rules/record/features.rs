//! Step 8, the six features of a learning organisation: how far each is there, and who answers for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::PersonId;
use super::{Body, Check};

/// How many features there are.
pub(crate) const FEATURES: u32 = 6;

/// The six features, in a few words each and in their order.
const NAMES: [&str; FEATURES as usize] = [
    "learning beyond courses",
    "problem solving and feedback",
    "openness to ideas from outside",
    "accountability and autonomy low in the hierarchy",
    "leaders who support and let speak",
    "steady improvement",
];

/// A feature by its number, in a few words.
pub(crate) fn feature_name(feature: u32) -> &'static str {
    NAMES.get((feature as usize).wrapping_sub(1)).copied().unwrap_or_default()
}

/// How far a feature of a learning organisation is there; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CultureScore {
    /// Which of the six features.
    #[schemars(range(min = 1, max = 6), extend("x-unit" = "feature"))]
    pub feature: u32,
    /// The unit that was asked.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// The score.
    #[schemars(range(min = 0, max = 100), extend("x-unit" = "score"))]
    pub score: Fixed,
    /// How many answered; at least five.
    #[schemars(range(min = 5), extend("x-unit" = "people"))]
    pub n: u32,
}

impl Body for CultureScore {
    fn check(&self, check: &mut Check) {
        check.whole("feature", self.feature, 1, FEATURES);
        check.text("unit", &self.unit);
        check.range("score", self.score, Fixed::ZERO, Fixed::whole(100));
        check.anonymous("n", self.n);
    }
}

/// A leader answers for a feature. Of a feature in a unit the newest record counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeatureLead {
    /// Which of the six features.
    #[schemars(range(min = 1, max = 6), extend("x-unit" = "feature"))]
    pub feature: u32,
    /// Who answers for it.
    #[schemars(extend("x-personal" = true))]
    pub leader: PersonId,
    /// The unit in which they do; everywhere when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit-name" = true))]
    pub unit: Option<String>,
}

impl Body for FeatureLead {
    fn check(&self, check: &mut Check) {
        check.whole("feature", self.feature, 1, FEATURES);
        check.text_if_any("unit", self.unit.as_ref());
    }
}
