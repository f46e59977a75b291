//! Measures of step 5: how much the affected units carry.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::record::{Body, EffortEstimate, Kind, Load, Stored};
use super::super::step::Step;
use super::{Judged, MeasureRow, Reading, Unit, Why, Words, bind, newest_of_each, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "enable.extra_effort_max_pct",
        step: Step::Enable,
        unit: Unit::Number,
        question: "By how many per cent does the change add to the work of the unit that it burdens most?",
        raise: "Take other work off the unit, estimate again and record an effort_estimate for every unit in scope.",
        provenance: "Ten per cent more is little, beyond twenty most changes fail: published bands of consultants; an estimate is good for 90 days: windrose default.",
        words: Words {
            one: "per cent of extra effort",
            many: "per cent of extra effort",
            state: "in the unit that carries most",
        },
        reads: &[Kind::EffortEstimate, Kind::Scope],
        params: || schemars::schema_for!(Within),
        bind: |with| bind(with, extra_effort_max_pct),
    },
    MeasureRow {
        name: "enable.concurrent_changes_max",
        step: Step::Enable,
        unit: Unit::Count,
        question: "How many major changes at once does the unit go through that has most of them?",
        raise: "Put a change off where a unit has too many, count again and record a load for every unit in scope.",
        provenance: "Changes at once have multiplied: trend reports of vendors; a count is good for 90 days: windrose default.",
        words: Words {
            one: "change at once",
            many: "changes at once",
            state: "in the unit that has most",
        },
        reads: &[Kind::Load, Kind::Scope],
        params: || schemars::schema_for!(Within),
        bind: |with| bind(with, concurrent_changes_max),
    },
];

/// Parameters of the measures of load.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Within {
    /// For how many days a record is believed.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Within {
    fn default() -> Self {
        Self { within_days: 90 }
    }
}

/// The largest number of any unit in scope. While one of them has no recent record the largest is not known.
fn largest<T: Body>(
    params: &Within,
    facts: &Facts<'_>,
    unit_of: fn(&T) -> &str,
    amount: fn(&T) -> Amount,
) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let within_days = params.within_days;
    let records = &facts.initiative.records;
    if records.live::<T>().next().is_none() {
        return Err(Why::NothingRecorded(T::KIND));
    }
    let is_recent =
        |stored: &Stored| facts.now.days_since(stored.observed_on) <= i64::from(within_days);
    let recent = records.live::<T>().filter(|(stored, _)| is_recent(stored));
    let newest = newest_of_each(recent, |body| unit_of(body));
    let mut found = Vec::new();
    for unit in &scope.units {
        let of_unit = newest.iter().find(|(_, body)| unit_of(body) == unit.name);
        let (stored, body) = of_unit.ok_or(Why::NobodyLooked { kind: T::KIND, within_days })?;
        found.push((amount(body).number().unwrap_or_default(), unit, stored.id, amount(body)));
    }
    let (most, _, _, amount) = *found
        .iter()
        .max_by_key(|(number, ..)| *number)
        .ok_or(Why::NothingRecorded(Kind::Scope))?;
    let names = found
        .iter()
        .filter(|(number, ..)| *number == most)
        .map(|(number, unit, ..)| format!("{} ({number})", unit.name));
    Ok(Reading::of(amount)
        .by(found.iter().map(|(_, _, id, _)| *id))
        .by([scope_record.id])
        .lacking(names))
}

fn extra_effort_max_pct(params: &Within, facts: &Facts<'_>) -> Judged {
    largest(params, facts, |it: &EffortEstimate| &it.unit, |it| Amount::Number(it.extra_pct))
}

fn concurrent_changes_max(params: &Within, facts: &Facts<'_>) -> Judged {
    let changes = |it: &Load| Amount::Count(it.concurrent_changes.into());
    largest(params, facts, |it: &Load| &it.unit, changes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::fixed::Fixed;
    use super::super::testing::{Given, read};
    use super::*;

    #[test]
    fn the_largest_is_known_when_every_unit_in_scope_is() {
        let units = json!([{"name": "Sales", "people": 9, "managers": 1}, {"name": "Finance", "people": 9, "managers": 1}]);
        let scope: Given = (Kind::Scope, "2026-01-01", json!({"units": units}));
        let effort = |on, unit: &str, pct: f64| -> Given {
            (Kind::EffortEstimate, on, json!({"unit": unit, "extra_pct": pct}))
        };
        let name = "enable.extra_effort_max_pct";
        let mut given = vec![scope];
        assert_eq!(
            read(name, json!({}), given.clone()),
            Err(Why::NothingRecorded(Kind::EffortEstimate))
        );
        given.extend([
            effort("2026-06-01", "Sales", 30.0),
            effort("2026-06-02", "Sales", 9.5),
            effort("2026-06-02", "Elsewhere", 80.0),
            effort("2026-03-31", "Finance", 5.0),
        ]);
        let nobody = Why::NobodyLooked { kind: Kind::EffortEstimate, within_days: 90 };
        assert_eq!(read(name, json!({}), given.clone()), Err(nobody));
        given.push(effort("2026-04-01", "Finance", 5.0));
        let reading = read(name, json!({}), given).unwrap();
        assert_eq!(reading.amount, Amount::Number(Fixed::micros(9_500_000)));
        assert_eq!(reading.lacking, ["Sales (9.5)"]);
    }
}
