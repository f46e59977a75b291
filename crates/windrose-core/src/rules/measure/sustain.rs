//! Measures of step 7.

use super::super::facts::Facts;
use super::super::record::{Indicator, Kind, Measurement, PdcaCycle, Pilot, Tracks};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "sustain.cycles_per_pilot",
        step: Step::Sustain,
        unit: Unit::Count,
        question: "How many plan-do-check-act cycles has the pilot with the fewest closed?",
        raise: "Close a cycle: check what the change brought, decide what follows, and record a pdca_cycle.",
        provenance: "Plan-do-check-act allows for more change to happen (practice of learning partnerships); the number is a windrose default.",
        words: Words {
            one: "closed cycle a pilot",
            many: "closed cycles a pilot",
            state: "closed",
        },
        reads: &[Kind::PdcaCycle, Kind::Pilot],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, cycles_per_pilot),
    },
    MeasureRow {
        name: "sustain.periods_at_target",
        step: Step::Sustain,
        unit: Unit::Count,
        question: "How many times running has adoption been measured at its target?",
        raise: "Measure the adoption indicator again when people work in the new way, and record the measurement.",
        provenance: "Victory declared too soon: Kotter 1995 (practitioner article); two periods: windrose default.",
        words: Words {
            one: "measurement running at target",
            many: "measurements running at target",
            state: "at target",
        },
        reads: &[Kind::Measurement, Kind::Indicator],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, periods_at_target),
    },
];

fn cycles_per_pilot(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let pilots: Vec<_> = records
        .live::<Pilot>()
        .map(|(stored, pilot)| {
            let closed: Vec<_> = records
                .linking::<PdcaCycle>(stored.id)
                .filter(|(_, cycle)| cycle.is_closed())
                .map(|(cycle, _)| cycle.id)
                .collect();
            (stored.id, &pilot.name, closed)
        })
        .collect();
    let Some(fewest) = pilots.iter().map(|(_, _, closed)| closed.len()).min() else {
        return Err(Why::NothingRecorded(Kind::Pilot));
    };
    let behind = pilots
        .iter()
        .filter(|(_, _, closed)| closed.len() == fewest)
        .map(|(_, name, closed)| format!("{name} ({})", closed.len()));
    Ok(Reading::count(fewest)
        .by(pilots.iter().flat_map(|(id, _, closed)| closed.iter().copied().chain([*id])))
        .lacking(behind))
}

/// Of the adoption indicator that does worst: how many of its newest measurements in a row reach the target.
fn periods_at_target(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let mut decided_by = Vec::new();
    let mut worst: Option<(usize, String)> = None;
    for (stored, indicator) in records.live::<Indicator>() {
        if indicator.tracks != Tracks::Adoption {
            continue;
        }
        let mut values: Vec<_> = records.linking::<Measurement>(stored.id).collect();
        if values.is_empty() {
            return Err(Why::NothingRecorded(Kind::Measurement));
        }
        values.sort_by_key(|(it, _)| (it.observed_on, it.id.number));
        // Two readings of one afternoon are one period: the last of a day counts.
        values.reverse();
        values.dedup_by_key(|(it, _)| it.observed_on);
        values.reverse();
        let running = values
            .iter()
            .rev()
            .take_while(|(_, it)| indicator.reached(it.value) == Some(true))
            .count();
        decided_by.push(stored.id);
        decided_by.extend(values.iter().map(|(it, _)| it.id));
        if worst.as_ref().is_none_or(|(fewest, _)| running < *fewest) {
            let newest = values.last().map(|(_, it)| it.value).unwrap_or_default();
            let target =
                indicator.target.map_or("no target".to_owned(), |it| format!("target {it}"));
            worst = Some((running, format!("{} (now {newest}, {target})", indicator.name)));
        }
    }
    let (running, name) = worst.ok_or(Why::NothingRecorded(Kind::Indicator))?;
    Ok(Reading::count(running).by(decided_by).lacking([name]))
}
