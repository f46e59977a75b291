//! What an analysis did not have. Codes and figures; `view/wording` makes sentences of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::network::{Network, TieKind};

/// Something that an analysis would have used, and that was not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "lack", rename_all = "snake_case")]
pub enum Lack {
    /// There is no directory: only those are known whom records name.
    NoDirectory,
    /// No scope says who is affected.
    NoScope,
    /// So many affected units are not in the directory.
    UnknownUnits {
        /// How many.
        units: u64,
    },
    /// Too few answered to name people by whom others named: what names people looks at the other ties only.
    NominationsLeftOut,
    /// Nobody is affected, so that there is nothing to be a share of.
    NobodyAffected,
    /// The coalition has no active member among the people.
    NoMembers,
    /// No tie says who reports to whom.
    NoReportingLines,
    /// No tie says who named whom.
    NoNominations,
    /// No tie says who met whom.
    NoContacts,
    /// Nobody was asked whom they go to.
    NoSurvey,
    /// So many were asked and did not answer: what they would have said is unknown.
    Unanswered {
        /// How many.
        people: u64,
    },
    /// So many people have no unit.
    WithoutUnit {
        /// How many.
        people: u64,
    },
    /// So many people have no level.
    WithoutLevel {
        /// How many.
        people: u64,
    },
    /// So many people have no site.
    WithoutSite {
        /// How many.
        people: u64,
    },
    /// So many ties name somebody who is not among the people; they were left out.
    UnknownPeople {
        /// How many ties.
        ties: u64,
    },
    /// So many people were given twice; the first one counts.
    RepeatedPeople {
        /// How many rows were left out.
        people: u64,
    },
    /// So many people report to several; the manager whose id comes first counts.
    SeveralManagers {
        /// How many.
        people: u64,
    },
    /// So many people report to one another in a circle, so that nobody stands above them.
    ReportingCircle {
        /// How many.
        people: u64,
    },
    /// Too many people for this analysis: look at a part of the network.
    TooManyPeople {
        /// How many there are.
        people: u64,
        /// How many it takes.
        at_most: u64,
    },
    /// The search ended at its limit: somebody better, or further ties, may have been missed.
    SearchEndedEarly,
}

/// What an analysis looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    Affected,
    Members,
    ReportingLines,
    Nominations,
    Contacts,
    Survey,
    Units,
    Levels,
    Sites,
}

impl Network {
    /// What of these inputs is missing, and what was left out of the network when it was made.
    pub(super) fn lacks(&self, looked_at: &[Input]) -> Vec<Lack> {
        let mut found: Vec<Lack> =
            looked_at.iter().filter_map(|input| self.lack_of(*input)).collect();
        let left_out = self.left_out();
        if left_out.ties_to_unknown > 0 {
            found.push(Lack::UnknownPeople { ties: left_out.ties_to_unknown });
        }
        if left_out.repeated_people > 0 {
            found.push(Lack::RepeatedPeople { people: left_out.repeated_people });
        }
        found.sort();
        found
    }

    fn lack_of(&self, input: Input) -> Option<Lack> {
        let none_of = |is: fn(TieKind) -> bool| !self.links().iter().any(|link| is(link.kind));
        let count = |lacks: fn(&super::network::Person) -> bool| {
            self.people().iter().filter(|it| lacks(it)).count() as u64
        };
        match input {
            Input::Affected => (self.headcount() == 0).then_some(Lack::NobodyAffected),
            Input::Members => {
                (!self.people().iter().any(|it| it.member)).then_some(Lack::NoMembers)
            }
            Input::ReportingLines => {
                none_of(|it| it == TieKind::ReportsTo).then_some(Lack::NoReportingLines)
            }
            Input::Nominations => {
                none_of(|it| matches!(it, TieKind::Nominates { .. })).then_some(Lack::NoNominations)
            }
            Input::Contacts => none_of(|it| it == TieKind::Contact).then_some(Lack::NoContacts),
            Input::Survey if count(|it| it.answered.is_some()) == 0 => Some(Lack::NoSurvey),
            Input::Survey => some(count(|it| it.answered == Some(false)))
                .map(|people| Lack::Unanswered { people }),
            Input::Units => {
                some(count(|it| it.unit.is_none())).map(|people| Lack::WithoutUnit { people })
            }
            Input::Levels => {
                some(count(|it| it.level.is_none())).map(|people| Lack::WithoutLevel { people })
            }
            Input::Sites => {
                some(count(|it| it.site.is_none())).map(|people| Lack::WithoutSite { people })
            }
        }
    }
}

/// A count, unless it is none.
fn some(count: u64) -> Option<u64> {
    (count > 0).then_some(count)
}
