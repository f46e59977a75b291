//! The scorecard of learning as a partner of the business: six strategies, each computed from records.

use std::sync::LazyLock;

use serde_json::json;

use super::criterion::{Bound, Class, Criterion, Test};
use super::facts::Facts;
use super::fixed::Fixed;
use super::gate::{Finding, find};
use super::measure::named;

/// One row of [`STRATEGIES`].
pub struct Strategy {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The measure that shows it.
    pub measure: &'static str,
    /// From where on it is followed, in the measure's unit.
    pub at_least: Fixed,
    /// Why it is on the card.
    pub why: &'static str,
    /// Where strategy and bound come from.
    pub source: &'static str,
}

/// The six strategies.
pub const STRATEGIES: &[Strategy] = &[
    Strategy {
        id: "business-value",
        title: "Show what learning is worth to the business",
        measure: "vision.interventions_reaching_impact",
        at_least: Fixed::ONE,
        why: "Who cannot say which result a programme serves is not heard where results count.",
        source: "Six strategies of learning partnerships (practice); every intervention: windrose default",
    },
    Strategy {
        id: "relationships",
        title: "Build relationships with the business units",
        measure: "coalition.stakeholders_in_touch",
        at_least: Fixed::micros(800_000),
        why: "Trust grows with whoever comes by before there is something to sell.",
        source: "Six strategies of learning partnerships (practice); four in five: windrose default",
    },
    Strategy {
        id: "data",
        title: "Speak in data and evidence",
        measure: "wins.results_compared",
        at_least: Fixed::micros(500_000),
        why: "Only a group in which nothing was changed shows what the change did.",
        source: "Six strategies of learning partnerships (practice); one result in two: windrose default",
    },
    Strategy {
        id: "listening",
        title: "Listen and consult",
        measure: "enlist.units_listened_to",
        at_least: Fixed::micros(800_000),
        why: "What a unit needs is known to those who work in it, and criticism is a part of it.",
        source: "Six strategies of learning partnerships (practice); four units in five: windrose default",
    },
    Strategy {
        id: "vendors",
        title: "Work with vendors on gaps, not on titles",
        measure: "enable.vendor_proposals_measured",
        at_least: Fixed::micros(500_000),
        why: "A vendor is a partner when its offer is measured by the gap it was to close.",
        source: "Six strategies of learning partnerships (practice); one proposal in two: windrose default",
    },
    Strategy {
        id: "innovation",
        title: "Explore new ways of learning",
        measure: "wins.innovations_tried",
        at_least: Fixed::ONE,
        why: "What is new is understood by trying it on a small scale.",
        source: "Six strategies of learning partnerships (practice); one: windrose default",
    },
];

static CRITERIA: LazyLock<Vec<Criterion>> = LazyLock::new(|| {
    let criterion = |row: &Strategy| {
        let measure = named(row.measure)?;
        let read = (measure.bind)(&json!({})).ok()?;
        Some(Criterion {
            id: row.id.parse().ok()?,
            class: Class::Info,
            with_directory: false,
            deferrable: false,
            leeway: None,
            waivable: None,
            test: Test::Measure { row: measure, read, bound: Bound::AtLeast(row.at_least) },
            why: row.why.to_owned(),
            source: row.source.to_owned(),
        })
    };
    STRATEGIES.iter().filter_map(criterion).collect()
});

/// The six strategies as they stand, each with its row.
pub fn scorecard(facts: &Facts<'_>) -> Vec<(&'static Strategy, Finding)> {
    let evidence = super::ids::Digest::of(b"");
    STRATEGIES
        .iter()
        .zip(CRITERIA.iter())
        .map(|(row, criterion)| {
            let step = named(row.measure).map_or(super::step::Step::Wins, |it| it.step);
            (row, find(facts, step, criterion, evidence).for_reader(facts))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::command::InitiativeCommand;
    use super::super::gate::Status;
    use super::super::record::Kind;
    use super::super::role::Actor;
    use super::super::testing::{Case, example, new_record};
    use super::*;

    fn status(case: &Case, id: &str) -> Status {
        let card = scorecard(&case.facts(&Actor::System));
        card.into_iter().find(|(row, _)| row.id == id).unwrap().1.status
    }

    #[test]
    fn every_row_is_judged() {
        assert_eq!(CRITERIA.len(), 6, "each row names a measure and an id that are there");
        for row in STRATEGIES {
            assert!(!row.title.is_empty() && row.why.ends_with('.'), "{}", row.id);
        }
        let case = Case::small();
        for (row, finding) in scorecard(&case.facts(&Actor::System)) {
            assert!(
                matches!(finding.status, Status::Unknown(_)),
                "{}: nothing is recorded",
                row.id
            );
        }
    }

    #[test]
    fn vendors_are_followed_once_a_proposal_was_measured_by_its_own_indicator() {
        let mut case = Case::small();
        let kinds = [
            Kind::Scope,
            Kind::Need,
            Kind::Indicator,
            Kind::Indicator,
            Kind::Pilot,
            Kind::VendorProposal,
        ];
        for kind in kinds {
            case.done("lead", InitiativeCommand::AddRecords(vec![example(kind)]));
        }
        assert_eq!(status(&case, "vendors"), Status::Unmet);
        let mut measured = |indicator: &str| {
            let mut data: Value = serde_json::from_str(Kind::PilotResult.row().example).unwrap();
            data["indicator"] = json!(indicator);
            data["proposal"] = json!("vendor_proposal-1");
            let result = new_record(Kind::PilotResult, &data);
            case.done("lead", InitiativeCommand::AddRecords(vec![result]));
            status(&case, "vendors")
        };
        assert_eq!(measured("indicator-2"), Status::Unmet, "another indicator shows nothing of it");
        assert_eq!(measured("indicator-1"), Status::Met);
        assert_eq!(status(&case, "data"), Status::Met, "both were held against a comparison");
    }
}
