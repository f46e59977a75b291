//! Step 2, whom people go to: what a network survey asked, and whom each one named.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Problem};

/// The most people that one may name at once. Surveys ask for about five; more says little about whom one really goes to.
const NAMED_MAX: usize = 20;

/// A survey that asks people by name whom they go to. The day is the day on which it closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NetworkSurvey {
    /// What was asked.
    #[schemars(extend("x-long" = true))]
    pub question: String,
    /// How many were asked. Those who did not answer are unknown, not alone.
    #[schemars(range(min = 1), extend("x-unit" = "people"))]
    pub invited_n: u32,
    /// The units that were asked; none when everybody affected was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-unit-name" = true))]
    pub units: Vec<String>,
}

impl Body for NetworkSurvey {
    fn check(&self, check: &mut Check) {
        check.text("question", &self.question);
        check.whole("invited_n", self.invited_n, 1, u32::MAX);
        if !self.units.is_empty() {
            check.texts("units", &self.units);
            check.distinct("units", self.units.iter().map(String::as_str));
        }
    }
}

/// What somebody goes to somebody else for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// For advice about the work.
    Advice,
    /// Because they are trusted.
    Trust,
    /// To talk about the change.
    ChangeTalk,
}

/// Somebody who was named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nominee {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// How strong the tie is, 1 (weak) to 5 (strong), where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "level", "x-personal" = true, "x-rating" = true))]
    pub strength: Option<u32>,
}

/// Whom one person goes to. Influence flows the other way: from those who are named to the one who names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    /// Who answers.
    #[schemars(extend("x-personal" = true))]
    pub from: PersonId,
    /// What they go to others for.
    pub relation: Relation,
    /// Whom they named. Nobody is an answer, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Nominee>,
    /// The survey that asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-links" = ["network_survey"]))]
    pub survey: Option<RecordId>,
}

impl Body for Nomination {
    fn check(&self, check: &mut Check) {
        let length = self.named.len();
        if length > NAMED_MAX {
            check.fault("named", Problem::TooLong { length, most: NAMED_MAX });
        }
        check.distinct("named", self.named.iter().map(|it| it.person.as_str()));
        for (index, named) in self.named.iter().enumerate() {
            if named.person == self.from {
                let name = named.person.to_string();
                check.fault(format_args!("named/{index}/person"), Problem::Twice { name });
            }
            if let Some(strength) = named.strength {
                check.whole(format_args!("named/{index}/strength"), strength, 1, 5);
            }
        }
        if let Some(survey) = self.survey {
            check.link("survey", survey, Kind::NetworkSurvey);
        }
    }
}
