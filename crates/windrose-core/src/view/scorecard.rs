//! The scorecard: six strategies, each with what shows it and what is missing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::report::FindingView;
use super::wording;
use crate::rules::facts::Facts;
use crate::rules::gate::Status;
use crate::rules::ids::{InitiativeId, Version};
use crate::rules::scorecard::scorecard as judged;

/// The scorecard of learning as a partner of the business.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scorecard {
    /// The initiative.
    pub initiative: InitiativeId,
    /// Its version that was read.
    pub version: Version,
    /// How many strategies are followed.
    pub met: u32,
    /// Of how many.
    pub of: u32,
    /// The strategies.
    pub strategies: Vec<StrategyView>,
}

/// A strategy, and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StrategyView {
    /// What it is called.
    pub title: String,
    /// The measure that shows it.
    pub measure: String,
    /// What it asks.
    pub question: String,
    /// How to raise it.
    pub raise: String,
    /// How it stands, as a criterion of a gate does.
    #[serde(flatten)]
    pub finding: FindingView,
}

/// The scorecard of an initiative.
pub fn scorecard(facts: &Facts<'_>) -> Scorecard {
    let rows = judged(facts);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Scorecard {
        initiative: facts.initiative.id.clone(),
        version: facts.initiative.version,
        met: count(rows.iter().filter(|(_, it)| it.status == Status::Met).count()),
        of: count(rows.len()),
        strategies: rows
            .iter()
            .map(|(row, finding)| {
                let measure = crate::rules::measure::named(row.measure).map(wording::measure);
                StrategyView {
                    title: wording::text(row.title),
                    measure: row.measure.to_owned(),
                    question: measure.as_ref().map(|it| it.question.clone()).unwrap_or_default(),
                    raise: measure.map(|it| it.raise).unwrap_or_default(),
                    finding: FindingView::from(finding),
                }
            })
            .collect(),
    }
}
