//! What became of indicators, wins and units over time.
//!
//! Records that the viewer may not see are left out and counted, so that nobody takes a picture for the whole.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::facts::Facts;
use crate::rules::fixed::Fixed;
use crate::rules::ids::RecordId;
use crate::rules::record::{
    Announcement, Body, Direction, Indicator, IndicatorUnit, Measurement, Outcome, PilotResult,
    Record, Scope, Spread, Stored, Verification, Win,
};
use crate::rules::standing::{Stage, standing};

/// What became of indicators, wins and units over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trends {
    /// The day for which it stands.
    pub today: Date,
    /// The indicators of which something was measured, in the order in which they were recorded.
    pub indicators: Vec<Trend>,
    /// How many wins there were, whenever that changed.
    pub wins: Vec<WinsOn>,
    /// How far each unit had adopted the new way; units of the scope of which nothing is recorded have no points.
    pub adoption: Vec<UnitAdoption>,
    /// How many records were left out because the viewer may not see them.
    #[serde(default, skip_serializing_if = "is_none")]
    pub left_out: u32,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

/// An indicator over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    /// The indicator.
    pub indicator: RecordId,
    /// What it is called.
    pub name: String,
    /// The unit of its values.
    pub unit: IndicatorUnit,
    /// What is counted, as it stands within a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<String>,
    /// Which way is better.
    pub direction: Direction,
    /// Its value before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Fixed>,
    /// The value to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Fixed>,
    /// When it is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// A series for what was measured everywhere, first, and one for each pilot.
    pub series: Vec<Series>,
    /// The wins that rest on it, by their day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wins: Vec<WinMark>,
}

/// What was measured of an indicator in one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// The pilot; none of what was measured everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pilot: Option<RecordId>,
    /// What the pilot is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was measured, by day; of several measurements of one day the one recorded last.
    pub points: Vec<Point>,
}

/// A value on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// The day.
    pub on: Date,
    /// The value, in the indicator's unit.
    pub value: Fixed,
    /// How many were measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// The lower end of the confidence interval around it, where a result gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Fixed>,
    /// The upper end of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Fixed>,
    /// The record that says so.
    pub record: RecordId,
}

/// A win on the trend of its indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WinMark {
    /// The win.
    pub record: RecordId,
    /// Its day.
    pub on: Date,
    /// The value it claims.
    pub value: Fixed,
    /// What became better.
    pub claim: String,
    /// Where it stands today.
    pub stage: Stage,
}

/// How many wins there were on a day, counted from the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WinsOn {
    /// The day.
    pub on: Date,
    /// Wins that were claimed until then, whatever became of them.
    pub claimed: u32,
    /// Of these, those that somebody else had confirmed and that still hold.
    pub verified: u32,
    /// Of these, those that had been told.
    pub announced: u32,
}

/// How far a unit had adopted the new way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnitAdoption {
    /// The unit.
    pub unit: String,
    /// How many people belong to it, where the scope says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// How many per cent of its people worked in the new way, by day.
    pub points: Vec<Adoption>,
}

/// How far a unit had adopted the new way on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Adoption {
    /// The day.
    pub on: Date,
    /// How many per cent of its people worked in the new way, 0 to 100.
    pub adoption_pct: Fixed,
    /// The record that says so.
    pub record: RecordId,
}

/// What became of indicators, wins and units until today.
pub fn trends(facts: &Facts<'_>) -> Trends {
    let mut seen = Seen { facts, left_out: BTreeSet::new() };
    let indicators = seen.all::<Indicator>().into_iter();
    let indicators: Vec<Trend> =
        indicators.map(|(stored, it)| trend(&mut seen, stored, it)).collect();
    let measured = indicators.into_iter().filter(|it| !it.series.is_empty() || !it.wins.is_empty());
    Trends {
        today: facts.now.date(),
        indicators: measured.collect(),
        wins: wins(&mut seen),
        adoption: adoption(&mut seen),
        left_out: u32::try_from(seen.left_out.len()).unwrap_or(u32::MAX),
    }
}

/// What the viewer may see, and which records they may not.
struct Seen<'a> {
    facts: &'a Facts<'a>,
    left_out: BTreeSet<RecordId>,
}

impl<'a> Seen<'a> {
    /// The records of a kind that count and may be seen.
    fn all<T: Body>(&mut self) -> Vec<(&'a Stored, &'a T)> {
        let (facts, left_out) = (self.facts, &mut self.left_out);
        let mut see = |stored: &Stored| {
            let sees = facts.sees(stored);
            if !sees {
                left_out.insert(stored.id);
            }
            sees
        };
        facts.initiative.records.live::<T>().filter(|(stored, _)| see(stored)).collect()
    }
}

fn trend(seen: &mut Seen<'_>, stored: &Stored, indicator: &Indicator) -> Trend {
    let mut places: BTreeMap<Option<RecordId>, BTreeMap<Date, Point>> = BTreeMap::new();
    let measurements = seen.all::<Measurement>();
    for (of, it) in measurements.into_iter().filter(|(_, it)| it.indicator == stored.id) {
        let point = Point {
            on: of.observed_on,
            value: it.value,
            n: it.n,
            low: None,
            high: None,
            record: of.id,
        };
        // Records come in the order in which they were recorded.
        places.entry(it.pilot).or_default().insert(point.on, point);
    }
    let results = seen.all::<PilotResult>();
    for (of, it) in results.into_iter().filter(|(_, it)| it.indicator == stored.id) {
        let (low, high) = it.interval().map(|it| it.ends()).unzip();
        let point =
            Point { on: of.observed_on, value: it.after, n: Some(it.n), low, high, record: of.id };
        // A result says more of a day than a measurement does.
        places.entry(Some(it.pilot)).or_default().insert(point.on, point);
    }
    let records = &seen.facts.initiative.records;
    let name = |pilot: RecordId| {
        let stored = records.get(pilot).filter(|it| seen.facts.sees(it))?;
        if let Record::Pilot(it) = &*stored.record { Some(it.name.clone()) } else { None }
    };
    let series = places.into_iter().map(|(pilot, points)| Series {
        pilot,
        name: pilot.and_then(name),
        points: points.into_values().collect(),
    });
    let series = series.collect();
    let today = seen.facts.now.date();
    let on_it = seen.all::<Win>().into_iter().filter(|(_, win)| win.indicator == stored.id);
    let mut wins: Vec<WinMark> = on_it
        .map(|(of, win)| WinMark {
            record: of.id,
            on: of.observed_on,
            value: win.after,
            claim: win.claim.clone(),
            stage: standing(records, today, of, win).stage,
        })
        .collect();
    wins.sort_by_key(|it| (it.on, it.record));
    let Indicator { name, unit, direction, baseline, target, due_on, counts, .. } =
        indicator.clone();
    Trend {
        indicator: stored.id,
        name,
        unit,
        counts,
        direction,
        baseline,
        target,
        due_on,
        series,
        wins,
    }
}

/// How many wins there were, on each day on which that changed.
fn wins(seen: &mut Seen<'_>) -> Vec<WinsOn> {
    let (records, today) = (&seen.facts.initiative.records, seen.facts.now.date());
    // What each day adds to the three.
    let mut days: BTreeMap<Date, [u32; 3]> = BTreeMap::new();
    for (stored, win) in seen.all::<Win>() {
        let claimed = stored.observed_on;
        let mut add = |on: Date, which: usize| days.entry(on).or_default()[which] += 1;
        add(claimed, 0);
        let stage = standing(records, today, stored, win).stage;
        if matches!(stage, Stage::Claimed | Stage::Rejected | Stage::Regressed) {
            continue;
        }
        let confirmed = records.linking::<Verification>(stored.id);
        let confirmed = confirmed
            .filter(|(_, it)| it.outcome == Outcome::Confirmed)
            .max_by_key(|(it, _)| (it.observed_on, it.id.number));
        let verified = confirmed.map_or(claimed, |(it, _)| it.observed_on.max(claimed));
        add(verified, 1);
        let told = records.linking::<Announcement>(stored.id).filter(|(_, it)| it.reached_n > 0);
        if let Some(told) = told.map(|(it, _)| it.observed_on).min() {
            add(told.max(verified), 2);
        }
    }
    let mut sum = [0; 3];
    days.into_iter()
        .map(|(on, more)| {
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            WinsOn { on, claimed: sum[0], verified: sum[1], announced: sum[2] }
        })
        .collect()
}

fn adoption(seen: &mut Seen<'_>) -> Vec<UnitAdoption> {
    let scope = seen.facts.initiative.records.latest::<Scope>(|_| true);
    let scope = scope.filter(|(stored, _)| seen.facts.sees(stored));
    let in_scope = scope.map(|(_, it)| it.units.as_slice()).unwrap_or_default();
    let mut units: Vec<UnitAdoption> = in_scope
        .iter()
        .map(|it| UnitAdoption {
            unit: it.name.clone(),
            people: Some(it.people),
            points: Vec::new(),
        })
        .collect();
    for (stored, it) in seen.all::<Spread>() {
        let at = units.iter().position(|unit| unit.unit == it.unit).unwrap_or(units.len());
        if at == units.len() {
            units.push(UnitAdoption { unit: it.unit.clone(), people: None, points: Vec::new() });
        }
        let Some(unit) = units.get_mut(at) else { continue };
        let point =
            Adoption { on: stored.observed_on, adoption_pct: it.adoption_pct, record: stored.id };
        unit.points.retain(|it| it.on != point.on);
        unit.points.push(point);
        unit.points.sort_by_key(|it| it.on);
    }
    // Where nothing is recorded of any unit, there is no picture to draw.
    if units.iter().all(|it| it.points.is_empty()) { Vec::new() } else { units }
}

#[cfg(test)]
mod tests;
