//! Step 3, the strategy behind the vision: what is wrong, what we therefore go by, what we do, and who does it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Party, Problem};

/// The three parts of a strategy's kernel.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum StrategyPart {
    /// What the difficulty is.
    Diagnosis,
    /// What we go by in dealing with it.
    GuidingPolicy,
    /// What we do.
    Action,
}

/// One node of the strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrategyNode {
    /// Which part of the kernel it is.
    #[serde(rename = "type")]
    pub of_type: StrategyPart,
    /// What it says.
    #[schemars(extend("x-long" = true))]
    pub text: String,
    /// What it follows from: an action from policies, a policy from diagnoses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-links" = ["strategy_node"]))]
    pub traces_to: Vec<RecordId>,
    /// The policies that it contradicts, as far as somebody has noticed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-links" = ["strategy_node"]))]
    pub contradicts: Vec<RecordId>,
}

impl Body for StrategyNode {
    fn check(&self, check: &mut Check) {
        check.text("text", &self.text);
        for (field, links) in [("traces_to", &self.traces_to), ("contradicts", &self.contradicts)] {
            if !links.is_empty() {
                check.list(field, links.len());
            }
            for (index, to) in links.iter().enumerate() {
                check.link(format_args!("{field}/{index}"), *to, Kind::StrategyNode);
            }
        }
    }
}

/// Who has a duty: a party, a person, or a person of a party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyHolder {
    /// The party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub person: Option<PersonId>,
}

/// Who does what in one activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaciRow {
    /// The activity. Activities of the same name are the same activity.
    pub activity: String,
    /// The action of the strategy that it carries out, when it is called differently there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["strategy_node"]))]
    pub action: Option<RecordId>,
    /// Those who do it.
    pub responsible: Vec<DutyHolder>,
    /// The one who answers for it.
    pub accountable: DutyHolder,
    /// Those who are asked before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consulted: Vec<DutyHolder>,
    /// Those who are told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub informed: Vec<DutyHolder>,
}

impl RaciRow {
    /// The parties that do something or answer for it. To be asked or told is no duty.
    pub fn parties_on_duty(&self) -> impl Iterator<Item = Party> {
        self.responsible.iter().chain([&self.accountable]).filter_map(|holder| holder.party)
    }
}

impl Body for RaciRow {
    fn check(&self, check: &mut Check) {
        check.text("activity", &self.activity);
        if let Some(action) = self.action {
            check.link("action", action, Kind::StrategyNode);
        }
        check.list("responsible", self.responsible.len());
        let mut somebody = |at: String, holder: &DutyHolder| {
            if holder.party.is_none() && holder.person.is_none() {
                check.fault(at, Problem::Needs { field: "party" });
            }
        };
        somebody("accountable".to_owned(), &self.accountable);
        for (field, holders) in [
            ("responsible", &self.responsible),
            ("consulted", &self.consulted),
            ("informed", &self.informed),
        ] {
            for (index, holder) in holders.iter().enumerate() {
                somebody(format!("{field}/{index}"), holder);
            }
        }
        for (field, holders) in [("consulted", &self.consulted), ("informed", &self.informed)] {
            if !holders.is_empty() {
                check.list(field, holders.len());
            }
        }
    }
}

/// What the work that is learned for is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkType {
    /// The way is known: it has to be done well.
    Known,
    /// The way depends on the case: experts find it.
    Complex,
    /// Nobody knows the way yet.
    Discovery,
}

/// How learning is split between doing known things better and finding new ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LearningMix {
    /// Learning to do what is known, in per cent.
    #[schemars(range(min = 0, max = 100), extend("x-unit" = "percent"))]
    pub productive_pct: Fixed,
    /// Learning what nobody knows yet, in per cent; both together are 100.
    #[schemars(range(min = 0, max = 100), extend("x-unit" = "percent"))]
    pub generative_pct: Fixed,
    /// What the work is like.
    pub work_type: WorkType,
}

impl Body for LearningMix {
    fn check(&self, check: &mut Check) {
        let hundred = Fixed::whole(100);
        check.range("productive_pct", self.productive_pct, Fixed::ZERO, hundred);
        // Two numbers that add up to 100: the second has one value only.
        let rest = Fixed::micros(hundred.as_micros() - self.productive_pct.as_micros());
        check.range("generative_pct", self.generative_pct, rest, rest);
    }
}
