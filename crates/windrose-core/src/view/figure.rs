//! An amount as it is shown to programs: plain numbers, no nested cases.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::criterion::Amount;
use crate::rules::fixed::Fixed;

/// What there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// How much or how many, in the measure's unit; absent of a truth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Fixed>,
    /// Of a share: of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// Of a share: value by of, 0 to 1, rounded to six decimals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Fixed>,
    /// Of a truth: whether it is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<bool>,
}

impl From<Amount> for Figure {
    fn from(amount: Amount) -> Self {
        let none = Self { value: None, of: None, ratio: None, truth: None };
        match amount {
            Amount::Share { have, of } => Self {
                value: Amount::Count(have).number(),
                of: Some(of),
                ratio: Fixed::ratio(have, of),
                truth: None,
            },
            Amount::Count(_) | Amount::Number(_) => Self { value: amount.number(), ..none },
            Amount::Truth(truth) => Self { truth: Some(truth), ..none },
        }
    }
}
