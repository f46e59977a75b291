//! Measures of step 7.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::effect::trend;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::RecordId;
use super::super::record::{
    Direction, FollowOnProject, Indicator, Kind, Measurement, PdcaCycle, Pilot, Records,
    Reverification, ReviewConversation, Spread, Stored, Tracks, Win,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

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
    MeasureRow {
        name: "sustain.units_adopted",
        step: Step::Sustain,
        unit: Unit::Share,
        question: "How many of the units in scope have taken over the new way?",
        raise: "Bring the new way to a unit that is missing, and record a spread when its people work so.",
        provenance: "windrose default: a unit has adopted when half of its people have. A quarter is the least that tips a group (experiment, Centola 2018).",
        words: Words { one: "unit", many: "units", state: "have adopted" },
        reads: &[Kind::Spread, Kind::Scope],
        params: || schemars::schema_for!(Adopted),
        bind: |with| bind(with, units_adopted),
    },
    MeasureRow {
        name: "sustain.adoption_at_target_and_rising",
        step: Step::Sustain,
        unit: Unit::Truth,
        question: "Is adoption at its target, and not on its way down?",
        raise: "Measure the adoption indicator again when people work in the new way, and record the measurement.",
        provenance: "Victory declared too soon: Kotter 1995 (practitioner article); target in the last two periods and no fall over the last four: windrose default.",
        words: Words { one: "adoption", many: "adoptions", state: "at target and not falling" },
        reads: &[Kind::Measurement, Kind::Indicator],
        params: || schemars::schema_for!(Rising),
        bind: |with| bind(with, adoption_at_target_and_rising),
    },
    MeasureRow {
        name: "sustain.follow_ons",
        step: Step::Sustain,
        unit: Unit::Count,
        question: "How many further projects did verified wins make possible?",
        raise: "Start what the win made possible, and record a follow_on_project with the win.",
        provenance: "Use the credibility of wins to start more: Kotter 1996 (practitioner book).",
        words: Words {
            one: "follow-on project",
            many: "follow-on projects",
            state: "started from a verified win",
        },
        reads: &[Kind::FollowOnProject, Kind::Win, Kind::Verification, Kind::Reverification],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, follow_ons),
    },
    MeasureRow {
        name: "sustain.days_since_review",
        step: Step::Sustain,
        unit: Unit::Days,
        question: "How long ago did somebody last ask stakeholders what to improve?",
        raise: "Ask stakeholders what to improve, and record a review_conversation.",
        provenance: "Regular conversations about improvement (practice of learning partnerships).",
        words: Words { one: "day", many: "days", state: "since the last conversation" },
        reads: &[Kind::ReviewConversation],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, days_since_review),
    },
    MeasureRow {
        name: "sustain.regressed_wins",
        step: Step::Sustain,
        unit: Unit::Count,
        question: "How many wins are gone again?",
        raise: "Win it back, look at it again, and record a reverification.",
        provenance: "Victory declared too soon: Kotter 1995 (practitioner article).",
        words: Words { one: "regressed win", many: "regressed wins", state: "gone again" },
        reads: &[Kind::Reverification, Kind::Win, Kind::Verification],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, regressed_wins),
    },
];

/// The measurements of an indicator, a value a day, oldest first. Two readings of one afternoon are one period: the
/// last of a day counts.
fn periods(records: &Records, indicator: RecordId) -> Vec<(&Stored, &Measurement)> {
    let mut values: Vec<_> = records.linking::<Measurement>(indicator).collect();
    values.sort_by_key(|(it, _)| (it.observed_on, it.id.number));
    values.reverse();
    values.dedup_by_key(|(it, _)| it.observed_on);
    values.reverse();
    values
}

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
        let values = periods(records, stored.id);
        if values.is_empty() {
            return Err(Why::NothingRecorded(Kind::Measurement));
        }
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

/// Parameters of `sustain.units_adopted`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Adopted {
    /// How many per cent of a unit's people have to work in the new way.
    #[schemars(range(min = 0, max = 100))]
    adoption_pct: Fixed,
}

impl Default for Adopted {
    fn default() -> Self {
        Self { adoption_pct: Fixed::whole(50) }
    }
}

/// The newest spread of each unit counts: a unit can fall back.
fn units_adopted(params: &Adopted, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let mut newest: BTreeMap<&str, (&Stored, &Spread)> = BTreeMap::new();
    for (stored, spread) in facts.initiative.records.live::<Spread>() {
        let entry = newest.entry(&spread.unit).or_insert((stored, spread));
        if (stored.observed_on, stored.id.number) > (entry.0.observed_on, entry.0.id.number) {
            *entry = (stored, spread);
        }
    }
    if newest.is_empty() {
        return Err(Why::NothingRecorded(Kind::Spread));
    }
    let (mut decided_by, mut lacking) = (vec![scope_record.id], Vec::new());
    for unit in &scope.units {
        let spread = newest.get(unit.name.as_str());
        decided_by.extend(spread.map(|(stored, _)| stored.id));
        match spread {
            Some((_, it)) if it.adoption_pct >= params.adoption_pct => {}
            Some((_, it)) => lacking.push(format!("{} ({} %)", unit.name, it.adoption_pct)),
            None => lacking.push(unit.name.clone()),
        }
    }
    let of = scope.units.len();
    Ok(Reading::share(of - lacking.len(), of).by(decided_by).lacking(lacking))
}

/// Parameters of `sustain.adoption_at_target_and_rising`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Rising {
    /// How many of the newest measurements have to be at target.
    #[schemars(range(min = 1, max = 120))]
    periods: u32,
    /// Over how many of the newest measurements the trend is taken; fewer are not enough.
    #[schemars(range(min = 2, max = 120))]
    trend_periods: u32,
}

impl Default for Rising {
    fn default() -> Self {
        Self { periods: 2, trend_periods: 4 }
    }
}

/// Of every adoption indicator: a day's measurement is a period. Level at target is as good as rising.
fn adoption_at_target_and_rising(params: &Rising, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let indicators: Vec<_> =
        records.live::<Indicator>().filter(|(_, it)| it.tracks == Tracks::Adoption).collect();
    if indicators.is_empty() {
        return Err(Why::NothingRecorded(Kind::Indicator));
    }
    let (mut decided_by, mut lacking) = (Vec::new(), Vec::new());
    // A trend takes two points, and nothing is at target that was never measured.
    let (at_target, over) = (params.periods.max(1) as usize, params.trend_periods.max(2) as usize);
    for (stored, indicator) in indicators {
        let measured = periods(records, stored.id);
        if measured.is_empty() {
            return Err(Why::NothingRecorded(Kind::Measurement));
        }
        let values: Vec<Fixed> = measured.iter().map(|(_, it)| it.value).collect();
        decided_by.push(stored.id);
        decided_by.extend(measured.iter().map(|(it, _)| it.id));
        let name = &indicator.name;
        let running = values
            .iter()
            .rev()
            .take_while(|value| indicator.reached(**value) == Some(true))
            .count();
        if running < at_target {
            lacking.push(format!("{name} (at target {running} of {at_target} times)"));
        } else if values.len() < over {
            lacking.push(format!("{name} (measured {} of {over} times)", values.len()));
        } else {
            let worse = match indicator.direction {
                Direction::HigherBetter => Ordering::Less,
                Direction::LowerBetter => Ordering::Greater,
            };
            if trend(&values[values.len() - over..]) == Some(worse) {
                lacking.push(format!("{name} (getting worse)"));
            }
        }
    }
    Ok(Reading::of(Amount::Truth(lacking.is_empty())).by(decided_by).lacking(lacking))
}

fn follow_ons(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let is_verified = |win: RecordId| {
        let win = records.get(win).filter(|it| it.withdrawn.is_none());
        win.is_some_and(|it| it.record.status(it.id, records) == "verified")
    };
    let (from_wins, others): (Vec<_>, Vec<_>) =
        records.live::<FollowOnProject>().partition(|(_, it)| is_verified(it.cause));
    if from_wins.is_empty() && others.is_empty() {
        return Err(Why::NothingRecorded(Kind::FollowOnProject));
    }
    Ok(Reading::count(from_wins.len()).by(from_wins.iter().map(|(stored, _)| stored.id)).lacking(
        others.iter().map(|(_, it)| format!("{} ({} is not verified)", it.name, it.cause)),
    ))
}

fn days_since_review(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (stored, _) = facts
        .initiative
        .records
        .latest::<ReviewConversation>(|_| true)
        .ok_or(Why::NothingRecorded(Kind::ReviewConversation))?;
    let days = u32::try_from(facts.now.days_since(stored.observed_on).max(0)).unwrap_or(u32::MAX);
    Ok(Reading::of(Amount::Number(Fixed::whole(days))).by([stored.id]))
}

/// An absence: that somebody looked again, a reverification shows.
fn regressed_wins(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let looked: Vec<_> = records.live::<Reverification>().map(|(stored, _)| stored.id).collect();
    if looked.is_empty() {
        return Err(Why::NothingRecorded(Kind::Reverification));
    }
    let gone: Vec<_> = records
        .live::<Win>()
        .filter(|(stored, _)| stored.record.status(stored.id, records) == "regressed")
        .collect();
    Ok(Reading::count(gone.len())
        .by(gone.iter().map(|(stored, _)| stored.id))
        .by(looked)
        .lacking(gone.iter().map(|(_, win)| win.claim.clone())))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::testing::Case;
    use super::super::testing::{add, read_of as read};
    use super::*;

    #[test]
    fn what_nobody_recorded_is_unknown() {
        let mut case = Case::small();
        for (name, kind) in [
            ("sustain.units_adopted", Kind::Scope),
            ("sustain.adoption_at_target_and_rising", Kind::Indicator),
            ("sustain.follow_ons", Kind::FollowOnProject),
            ("sustain.days_since_review", Kind::ReviewConversation),
            ("sustain.regressed_wins", Kind::Reverification),
        ] {
            let unknown = Err(Why::NothingRecorded(kind));
            assert_eq!(read(&case, name, &json!({})), unknown, "{name}");
        }
        let scope: Value = serde_json::from_str(Kind::Scope.row().example).unwrap();
        add(&mut case, "lead", Kind::Scope, "2026-03-02", &scope);
        let unknown = Err(Why::NothingRecorded(Kind::Spread));
        assert_eq!(read(&case, "sustain.units_adopted", &json!({})), unknown);
    }

    #[test]
    fn where_less_is_better_a_rise_is_getting_worse() {
        let measured = |values: [u32; 4]| {
            let mut case = Case::small();
            let data = json!({"name": "Days until feedback", "unit": "days", "direction": "lower_better", "tracks": "adoption", "baseline": 30, "target": 7});
            add(&mut case, "lead", Kind::Indicator, "2026-01-01", &data);
            let days = ["2026-01-01", "2026-01-15", "2026-02-01", "2026-03-01"];
            for (value, day) in values.into_iter().zip(days) {
                let data = json!({"indicator": "indicator-1", "value": value});
                add(&mut case, "lead", Kind::Measurement, day, &data);
            }
            read(&case, "sustain.adoption_at_target_and_rising", &json!({})).unwrap()
        };
        assert_eq!(measured([9, 8, 7, 7]).amount, Amount::Truth(true));
        assert_eq!(measured([7, 7, 7, 7]).amount, Amount::Truth(true));
        assert_eq!(measured([6, 7, 7, 7]).lacking, ["Days until feedback (getting worse)"]);
        let missed = measured([6, 7, 8, 7]);
        assert_eq!(missed.lacking, ["Days until feedback (at target 1 of 2 times)"]);
    }
}
