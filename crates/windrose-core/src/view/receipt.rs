//! A receipt, held against the same gate judged again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording;
use crate::rules::ids::{CriterionId, Digest};
use crate::rules::receipt::{Receipt, ReceiptFinding, Verified};

/// What became of a receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReceiptCheck {
    /// `same`: judged again on the evidence of then, the gate is the same. `rules_changed`: this build judges otherwise.
    /// `altered`: it is not what was written.
    pub outcome: String,
    /// The same in a sentence.
    pub sentence: String,
    /// The receipt as it was written.
    pub receipt: Receipt,
    /// The digest of what it says.
    pub computed: Digest,
    /// The criteria that are judged otherwise now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differing: Vec<Differing>,
}

/// A criterion that is judged otherwise now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Differing {
    /// The criterion.
    pub criterion: CriterionId,
    /// How it was judged.
    pub then: ReceiptFinding,
    /// How it is judged now; none when it no longer is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<ReceiptFinding>,
}

/// Holds a receipt against the same gate, judged again.
pub fn check(receipt: Receipt, again: &Receipt) -> ReceiptCheck {
    let verified = receipt.verify(again);
    let (outcome, differing) = match &verified {
        Verified::Same => ("same", Vec::new()),
        Verified::RulesChanged { differing } => ("rules_changed", differing.clone()),
        Verified::Altered { .. } => ("altered", Vec::new()),
    };
    ReceiptCheck {
        outcome: outcome.to_owned(),
        sentence: wording::receipt(outcome, differing.len()),
        computed: receipt.computed_digest(),
        receipt,
        differing: differing
            .into_iter()
            .map(|(then, now)| Differing { criterion: then.criterion.clone(), then, now })
            .collect(),
    }
}
