//! Measures of step 3.

use std::collections::{BTreeMap, BTreeSet};

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::record::{Kind, ResultLevel, ResultLink, ResultNode, Vision};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind};

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
];

fn spoken_minutes(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (stored, vision) = facts
        .initiative
        .records
        .latest::<Vision>(|_| true)
        .ok_or(Why::NothingRecorded(Kind::Vision))?;
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
