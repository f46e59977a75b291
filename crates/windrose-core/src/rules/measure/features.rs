//! Measures of the six features of a learning organisation.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::{Fixed, MICROS};
use super::super::record::{CultureScore, FEATURES, FeatureLead, Kind, Stored, feature_name};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "institute.features_vs_baseline",
        step: Step::Institute,
        unit: Unit::Truth,
        question: "Has learning become a habit: no feature below its first score, and all of them better on average?",
        raise: "Work on the feature that fell or is missing, ask again, and record a culture_score.",
        provenance: "Six features of a learning organisation (practice of learning partnerships); five points on average: windrose default.",
        words: Words {
            one: "learning feature",
            many: "learning features",
            state: "better than at the start",
        },
        reads: &[Kind::CultureScore],
        params: || schemars::schema_for!(Better),
        bind: |with| bind(with, features_vs_baseline),
    },
    MeasureRow {
        name: "institute.features_led",
        step: Step::Institute,
        unit: Unit::Count,
        question: "For how many of the six features of a learning organisation does a leader answer?",
        raise: "Agree with a leader that they answer for the feature, and record a feature_lead.",
        provenance: "Leaders at all levels accountable for the six features (practice of learning strategists).",
        words: Words { one: "feature", many: "features", state: "led" },
        reads: &[Kind::FeatureLead],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, features_led),
    },
];

/// Parameters of `institute.features_vs_baseline`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Better {
    /// By how many points the features have to be better on average.
    #[schemars(range(min = 0, max = 100))]
    mean_points: Fixed,
}

impl Default for Better {
    fn default() -> Self {
        Self { mean_points: Fixed::whole(5) }
    }
}

/// A feature is scored for each unit by itself: its first score there is the baseline, the newest is held against it.
fn features_vs_baseline(params: &Better, facts: &Facts<'_>) -> Judged {
    let mut scores: BTreeMap<(u32, &str), Vec<(&Stored, &CultureScore)>> = BTreeMap::new();
    for (stored, score) in facts.initiative.records.live::<CultureScore>() {
        scores.entry((score.feature, &score.unit)).or_default().push((stored, score));
    }
    if scores.is_empty() {
        return Err(Why::NothingRecorded(Kind::CultureScore));
    }
    let (mut decided_by, mut lacking, mut compared) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut gained, mut of) = (0_i128, 0_i128);
    for ((feature, unit), mut of_both) in scores {
        of_both.sort_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
        let (Some(first), Some(last)) = (of_both.first(), of_both.last()) else { continue };
        // Two scores of one day are one score: nothing has passed between them.
        if first.0.observed_on == last.0.observed_on {
            decided_by.push(last.0.id);
            continue;
        }
        decided_by.extend([first.0.id, last.0.id]);
        compared.insert(feature);
        let (baseline, now) = (first.1.score, last.1.score);
        gained += i128::from(now.as_micros()) - i128::from(baseline.as_micros());
        of += 1;
        if now < baseline {
            let name = feature_name(feature);
            lacking.push(format!("feature {feature} in {unit} ({now}, was {baseline}): {name}"));
        }
    }
    for feature in (1..=FEATURES).filter(|it| !compared.contains(it)) {
        lacking.push(format!("feature {feature}, {} (not scored twice)", feature_name(feature)));
    }
    let mean_reached = of > 0 && gained >= i128::from(params.mean_points.as_micros()) * of;
    if !mean_reached && of > 0 {
        // Down to a tenth, so that what falls short is never told as enough.
        let tenth = i128::from(MICROS) / 10;
        let mean = i64::try_from((gained / of).div_euclid(tenth) * tenth);
        let mean = mean.map_or(Fixed::ZERO, Fixed::micros);
        lacking.push(format!("on average {mean} of {} points gained", params.mean_points));
    }
    Ok(Reading::of(Amount::Truth(lacking.is_empty())).by(decided_by).lacking(lacking))
}

fn features_led(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let leads: Vec<_> = facts.initiative.records.live::<FeatureLead>().collect();
    if leads.is_empty() {
        return Err(Why::NothingRecorded(Kind::FeatureLead));
    }
    let led: BTreeSet<u32> = leads.iter().map(|(_, it)| it.feature).collect();
    let missing = (1..=FEATURES).filter(|feature| !led.contains(feature));
    let lacking = missing.map(|it| format!("feature {it}, {}", feature_name(it)));
    Ok(Reading::count(led.len()).by(leads.iter().map(|(stored, _)| stored.id)).lacking(lacking))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::testing::{Case, new_record};
    use super::super::testing::{add, read_of as read};
    use super::*;

    #[test]
    fn each_feature_needs_somebody_who_answers_for_it() {
        let mut case = Case::small();
        for feature in [1, 2, 3, 5, 6, 6] {
            let data = json!({"feature": feature, "leader": "head-of-sales"});
            add(&mut case, "lead", Kind::FeatureLead, "2026-03-01", &data);
        }
        let led = read(&case, "institute.features_led", &json!({})).unwrap();
        assert_eq!(led.amount, Amount::Count(5));
        assert_eq!(led.lacking, ["feature 4, accountability and autonomy low in the hierarchy"]);
    }

    fn scored(now: [u32; 6]) -> Reading {
        let mut case = Case::small();
        for (day, scores) in [("2025-03-01", [60, 55, 70, 40, 65, 50]), ("2026-03-01", now)] {
            for (feature, score) in (1..).zip(scores) {
                let data = json!({"feature": feature, "unit": "Sales", "score": score, "n": 5_u32});
                let feature: u32 = feature;
                assert!(feature <= FEATURES);
                add(&mut case, "lead", Kind::CultureScore, day, &data);
            }
        }
        read(&case, "institute.features_vs_baseline", &json!({})).unwrap()
    }

    #[test]
    fn no_feature_falls_and_their_mean_rises_by_five() {
        let twice_short = scored([66, 60, 74, 39, 70, 58]);
        assert_eq!(twice_short.amount, Amount::Truth(false));
        assert_eq!(
            twice_short.lacking,
            [
                "feature 4 in Sales (39, was 40): accountability and autonomy low in the hierarchy",
                "on average 4.5 of 5 points gained",
            ]
        );
        assert_eq!(scored([65, 60, 75, 45, 70, 55]).amount, Amount::Truth(true));
        assert_eq!(scored([65, 60, 75, 45, 70, 54]).amount, Amount::Truth(false));
    }

    #[test]
    fn a_feature_scored_once_is_lacking() {
        let mut case = Case::small();
        let unknown = read(&case, "institute.features_vs_baseline", &json!({}));
        assert_eq!(unknown, Err(Why::NothingRecorded(Kind::CultureScore)));
        let data = json!({"feature": 1, "unit": "Sales", "score": 60, "n": 5});
        add(&mut case, "lead", Kind::CultureScore, "2026-03-01", &data);
        let once = read(&case, "institute.features_vs_baseline", &json!({})).unwrap();
        assert_eq!((once.amount, once.lacking.len()), (Amount::Truth(false), 6));
        let few = json!({"feature": 1, "unit": "Sales", "score": 60, "n": 4});
        assert_eq!(new_record(Kind::CultureScore, &few).record.check().faults.len(), 1);
    }
}
