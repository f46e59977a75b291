//! Measures of step 3: the vision, and the chain of results that leads there.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::{Fixed, MICROS};
use super::super::record::{
    Kind, ListenerTest, ResultLevel, ResultLink, ResultNode, Stored, Vision, VisionRating,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, newest_of_each};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "vision.spoken_minutes",
        step: Step::Vision,
        unit: Unit::Minutes,
        question: "How long does it take to tell the vision?",
        raise: "Cut it until it is told within the limit, time it with somebody who has not heard it, and record the vision anew.",
        provenance: "Five minutes or less: Kotter 1996 (practitioner book).",
        words: Words { one: "minute", many: "minutes", state: "spoken" },
        reads: &[Kind::Vision],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, spoken_minutes),
    },
    MeasureRow {
        name: "vision.interventions_reaching_impact",
        step: Step::Vision,
        unit: Unit::Share,
        question: "Does every intervention lead, link by link and each with an indicator, to an impact?",
        raise: "Record the result_link that is missing, with the indicator that will show it.",
        provenance: "Line of sight from training to organisational impact (practice of learning partnerships).",
        words: Words { one: "intervention", many: "interventions", state: "reach an impact" },
        reads: &[Kind::ResultLink],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, interventions_reaching_impact),
    },
    MeasureRow {
        name: "vision.words",
        step: Step::Vision,
        unit: Unit::Count,
        question: "How many words does the vision have?",
        raise: "Cut what is not needed to picture the destination, and record the vision anew.",
        provenance: "Five minutes or less: Kotter 1996 (practitioner book); 700 words are five minutes at 140 words a minute: windrose default.",
        words: Words { one: "word", many: "words", state: "in the vision" },
        reads: &[Kind::Vision],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, words),
    },
    MeasureRow {
        name: "vision.listeners_understanding",
        step: Step::Vision,
        unit: Unit::Share,
        question: "Of those who heard the newest vision for the first time, how many understand it and are interested?",
        raise: "Tell the vision to people who have not heard it, ask what they took from it, and record a listener_test.",
        provenance: "Told in five minutes, it meets understanding and interest: Kotter 1996 (practitioner book); at least eight listeners: windrose default.",
        words: Words {
            one: "listener",
            many: "listeners",
            state: "understand the vision and are interested",
        },
        reads: &[Kind::ListenerTest, Kind::Vision],
        params: || schemars::schema_for!(Listeners),
        bind: |with| bind(with, listeners_understanding),
    },
    MeasureRow {
        name: "vision.qualities_mean_min",
        step: Step::Vision,
        unit: Unit::Number,
        question: "How good, from 1 to 5, is the newest vision in the quality that is rated lowest?",
        raise: "Ask the raters what would raise the lowest quality, change the vision, and have it rated anew with a vision_rating each.",
        provenance: "The six qualities of a vision: Kotter 1996 (practitioner book); the scale: windrose default.",
        words: Words {
            one: "point in the lowest quality",
            many: "points in the lowest quality",
            state: "in the lowest quality",
        },
        reads: &[Kind::VisionRating, Kind::Vision],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, qualities_mean_min),
    },
];

/// Parameters of `vision.listeners_understanding`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Listeners {
    /// How many have to have heard it before any of them counts.
    #[schemars(range(min = 1, max = 10_000))]
    listeners: u32,
    /// Whether they have to be interested too.
    interested: bool,
}

impl Default for Listeners {
    fn default() -> Self {
        Self { listeners: 8, interested: true }
    }
}

/// The vision as it stands, or that there is none.
fn newest<'a>(facts: &Facts<'a>) -> Result<(&'a Stored, &'a Vision), Why> {
    facts.initiative.records.latest::<Vision>(|_| true).ok_or(Why::NothingRecorded(Kind::Vision))
}

fn words(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (stored, vision) = newest(facts)?;
    // A dash between two spaces is no word.
    let is_word = |it: &&str| it.contains(char::is_alphanumeric);
    Ok(Reading::count(vision.text.split_whitespace().filter(is_word).count()).by([stored.id]))
}

/// Tests since the day of the newest vision. With fewer listeners than it takes none of them counts yet.
fn listeners_understanding(params: &Listeners, facts: &Facts<'_>) -> Judged {
    let (vision, _) = newest(facts)?;
    let (mut have, mut of, mut decided_by, mut lacking) = (0, 0, vec![vision.id], Vec::new());
    for (stored, test) in facts.initiative.records.live::<ListenerTest>() {
        if stored.observed_on < vision.observed_on {
            continue;
        }
        decided_by.push(stored.id);
        of += test.heard_n as usize;
        have += match (params.interested, test.interested_n) {
            (false, _) => test.understood_n as usize,
            (true, Some(interested)) => interested as usize,
            (true, None) => {
                lacking.push(format!("{} (nobody asked for interest)", stored.id));
                0
            }
        };
    }
    if decided_by.len() == 1 {
        return Err(Why::NothingRecorded(Kind::ListenerTest));
    }
    let listeners = params.listeners as usize;
    if of < listeners {
        lacking.push(format!("{of} of {listeners} listeners it takes"));
        (have, of) = (0, listeners);
    }
    Ok(Reading::share(have, of).by(decided_by).lacking(lacking))
}

/// Ratings since the day of the newest vision, one of each rater. Means are rounded down, so that none reaches a
/// bound by rounding.
fn qualities_mean_min(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (vision, _) = newest(facts)?;
    let since = facts
        .initiative
        .records
        .live::<VisionRating>()
        .filter(|(stored, _)| stored.observed_on >= vision.observed_on);
    let ratings = newest_of_each(since, |rating| &rating.rater);
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, rating) in &ratings {
        for (quality, score) in rating.named() {
            *sums.entry(quality).or_default() += i64::from(score);
        }
    }
    let raters = i64::try_from(ratings.len()).unwrap_or(i64::MAX).max(1);
    let mean = |sum: i64| Fixed::micros(sum * MICROS / raters);
    let lowest = sums.values().min().copied().ok_or(Why::NothingRecorded(Kind::VisionRating))?;
    let weakest = sums
        .iter()
        .filter(|(_, sum)| **sum == lowest)
        .map(|(quality, sum)| format!("{quality} ({})", mean(*sum)));
    Ok(Reading::of(Amount::Number(mean(lowest)))
        .by(ratings.iter().map(|(stored, _)| stored.id))
        .by([vision.id])
        .lacking(weakest))
}

fn spoken_minutes(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (stored, vision) = newest(facts)?;
    Ok(Reading::of(Amount::Number(vision.spoken_minutes)).by([stored.id]))
}

fn interventions_reaching_impact(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let mut onward: BTreeMap<&ResultNode, Vec<&ResultNode>> = BTreeMap::new();
    let mut interventions: BTreeSet<&ResultNode> = BTreeSet::new();
    let mut decided_by = Vec::new();
    for (stored, link) in facts.initiative.records.live::<ResultLink>() {
        decided_by.push(stored.id);
        interventions.extend(
            [&link.from, &link.to]
                .into_iter()
                .filter(|node| node.level == ResultLevel::Intervention),
        );
        // A link without an indicator is a hope: it is listed but does not carry.
        if link.indicator.is_some() {
            onward.entry(&link.from).or_default().push(&link.to);
        }
    }
    if interventions.is_empty() {
        return Err(Why::NothingRecorded(Kind::ResultLink));
    }
    let reaches = |start: &ResultNode| {
        let (mut seen, mut next) = (BTreeSet::from([start]), vec![start]);
        while let Some(node) = next.pop() {
            if node.level == ResultLevel::Impact {
                return true;
            }
            for to in onward.get(node).into_iter().flatten() {
                if seen.insert(*to) {
                    next.push(to);
                }
            }
        }
        false
    };
    let lacking: Vec<_> =
        interventions.iter().filter(|it| !reaches(it)).map(|it| it.name.clone()).collect();
    let of = interventions.len();
    Ok(Reading::share(of - lacking.len(), of).by(decided_by).lacking(lacking))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{Given, read};
    use super::*;

    fn told(on: &'static str) -> Given {
        let text = "Every course – every one – ends in work done better.";
        (Kind::Vision, on, json!({"text": text, "spoken_minutes": 1}))
    }

    #[test]
    fn a_dash_is_no_word() {
        let reading = read("vision.words", json!({}), vec![told("2026-06-01")]).unwrap();
        assert_eq!(reading.amount, Amount::Count(9));
    }

    #[test]
    fn listeners_of_an_earlier_vision_and_those_nobody_asked_do_not_count() {
        let test = |on, more| (Kind::ListenerTest, on, more);
        let given = vec![
            told("2026-06-01"),
            test("2026-05-31", json!({"heard_n": 90, "understood_n": 90, "interested_n": 90})),
            test("2026-06-01", json!({"heard_n": 5, "understood_n": 5, "interested_n": 4})),
            test("2026-06-02", json!({"heard_n": 3, "understood_n": 3})),
        ];
        let name = "vision.listeners_understanding";
        let reading = read(name, json!({}), given.clone()).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 4, of: 8 });
        assert_eq!(reading.lacking, ["listener_test-3 (nobody asked for interest)"]);
        let any = read(name, json!({"interested": false}), given.clone()).unwrap();
        assert_eq!(any.amount, Amount::Share { have: 8, of: 8 });
        let few = read(name, json!({"listeners": 9, "interested": false}), given).unwrap();
        assert_eq!(few.amount, Amount::Share { have: 0, of: 9 });
        assert_eq!(few.lacking.last().unwrap(), "8 of 9 listeners it takes");
        let nobody = read(name, json!({}), vec![told("2026-06-01")]);
        assert_eq!(nobody, Err(Why::NothingRecorded(Kind::ListenerTest)));
    }

    #[test]
    fn means_are_rounded_down_and_each_rater_counts_once() {
        let rated = |on, rater: &str, focused: u32| {
            let data = json!({"rater": rater, "imaginable": 5, "desirable": 5, "feasible": 5, "focused": focused, "flexible": 5, "communicable": 5});
            (Kind::VisionRating, on, data)
        };
        let given = vec![
            told("2026-06-01"),
            rated("2026-05-31", "di", 1),
            rated("2026-06-01", "ann", 1),
            rated("2026-06-02", "ann", 3),
            rated("2026-06-01", "bo", 4),
            rated("2026-06-01", "cy", 4),
        ];
        let reading = read("vision.qualities_mean_min", json!({}), given).unwrap();
        assert_eq!(reading.amount, Amount::Number(Fixed::micros(3_666_666)));
        assert_eq!(reading.lacking, ["focused (3.666666)"]);
    }
}
