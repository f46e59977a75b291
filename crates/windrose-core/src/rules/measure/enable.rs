//! Measures of step 5.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::{Fixed, MICROS};
use super::super::ids::PersonId;
use super::super::naming::Lacking;
use super::super::now::days_between;
use super::super::record::{
    Barrier, BarrierAccepted, BarrierClosed, BarrierReview, Kind, KraWeight, Severity, Stored,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "enable.managers_with_kra",
        step: Step::Enable,
        unit: Unit::Share,
        question: "How many managers are measured by learning?",
        raise: "Agree with the manager how much learning weighs and record a kra_weight within the band.",
        provenance: "Learning as part of management's key result areas (practice of learning partnerships); 5 to 20 per cent: windrose default.",
        words: Words {
            one: "manager",
            many: "managers",
            state: "have learning in their key result areas",
        },
        reads: &[Kind::KraWeight, Kind::Scope],
        params: || schemars::schema_for!(Band),
        bind: |with| bind(with, managers_with_kra),
    },
    MeasureRow {
        name: "enable.open_critical_barriers",
        step: Step::Enable,
        unit: Unit::Count,
        question: "How many critical barriers are open, as far as somebody looked?",
        raise: "Remove the barrier and record a barrier_closed; where nobody has looked lately, record a barrier_review.",
        provenance: "windrose default: nobody can act while a critical barrier stands; a review is good for 90 days.",
        words: Words { one: "critical barrier", many: "critical barriers", state: "open" },
        reads: &[Kind::BarrierClosed, Kind::Barrier, Kind::BarrierReview],
        params: || schemars::schema_for!(Reviewed),
        bind: |with| bind(with, open_critical_barriers),
    },
    MeasureRow {
        name: "enable.high_barriers_settled",
        step: Step::Enable,
        unit: Unit::Share,
        question: "How many high barriers are gone, or accepted with a reason?",
        raise: "Remove the barrier and record a barrier_closed, or decide to live with it and record a barrier_accepted.",
        provenance: "windrose default; where no barrier is high, a review of the last 90 days stands for it.",
        words: Words {
            one: "high barrier (or review that found none)",
            many: "high barriers (or reviews that found none)",
            state: "settled",
        },
        reads: &[Kind::BarrierClosed, Kind::BarrierAccepted, Kind::Barrier, Kind::BarrierReview],
        params: || schemars::schema_for!(Reviewed),
        bind: |with| bind(with, high_barriers_settled),
    },
    MeasureRow {
        name: "enable.days_to_close_median",
        step: Step::Enable,
        unit: Unit::Days,
        question: "How many days does it usually take until a barrier is gone?",
        raise: "Give each barrier an owner with the power to remove it, and record a barrier_closed on the day it is gone.",
        provenance: "windrose default.",
        words: Words { one: "day", many: "days", state: "until a barrier is gone (median)" },
        reads: &[Kind::BarrierClosed, Kind::Barrier],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, days_to_close_median),
    },
];

/// Parameters of `enable.managers_with_kra`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Band {
    /// The smallest weight that counts, in per cent.
    #[schemars(range(min = 0, max = 100))]
    least_pct: Fixed,
    /// The largest weight that counts, in per cent.
    #[schemars(range(min = 0, max = 100))]
    most_pct: Fixed,
}

impl Default for Band {
    fn default() -> Self {
        Self { least_pct: Fixed::whole(5), most_pct: Fixed::whole(20) }
    }
}

fn managers_with_kra(band: &Band, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let mut newest: BTreeMap<&PersonId, (&Stored, &KraWeight)> = BTreeMap::new();
    for (stored, weight) in facts.initiative.records.live::<KraWeight>() {
        let entry = newest.entry(&weight.manager).or_insert((stored, weight));
        if (stored.observed_on, stored.id.number) > (entry.0.observed_on, entry.0.id.number) {
            *entry = (stored, weight);
        }
    }
    if newest.is_empty() {
        return Err(Why::NothingRecorded(Kind::KraWeight));
    }
    let (within, outside): (Vec<_>, Vec<_>) = newest
        .values()
        .partition(|(_, it)| it.weight_pct >= band.least_pct && it.weight_pct <= band.most_pct);
    let managers = scope.managers() as usize;
    if newest.len() > managers {
        return Err(Why::MoreThanScope { have: newest.len() as u64, of: managers as u64 });
    }
    Ok(Reading::share(within.len(), managers)
        .by(newest.values().map(|(stored, _)| stored.id))
        .by([scope_record.id])
        .lacking_people(outside.iter().map(|(stored, it)| {
            Lacking::in_record(stored.id, format!("{} ({} %)", it.manager, it.weight_pct))
        })))
}

/// Parameters of the measures of barriers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Reviewed {
    /// For how many days a review is believed.
    #[schemars(range(min = 1, max = 3650))]
    reviewed_within_days: u32,
}

impl Default for Reviewed {
    fn default() -> Self {
        Self { reviewed_within_days: 90 }
    }
}

/// The newest review, when it is recent enough to be believed.
fn recent_review<'a>(params: &Reviewed, facts: &Facts<'a>) -> Option<&'a Stored> {
    let (stored, _) = facts.initiative.records.latest::<BarrierReview>(|_| true)?;
    let days = facts.now.days_since(stored.observed_on);
    (days <= i64::from(params.reviewed_within_days)).then_some(stored)
}

fn open_critical_barriers(params: &Reviewed, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let open: Vec<_> = records
        .live::<Barrier>()
        .filter(|(_, barrier)| barrier.severity == Severity::Critical)
        .filter(|(stored, _)| records.linking::<BarrierClosed>(stored.id).next().is_none())
        .collect();
    let review = recent_review(params, facts);
    // A barrier that is known to be open is known whether somebody looked lately or not; that there is none is not.
    if open.is_empty() && review.is_none() {
        return Err(Why::NobodyLooked {
            kind: Kind::BarrierReview,
            within_days: params.reviewed_within_days,
        });
    }
    Ok(Reading::count(open.len())
        .by(open.iter().map(|(stored, _)| stored.id))
        .by(review.map(|stored| stored.id))
        .lacking(
            open.iter().map(|(stored, barrier)| format!("{}: {}", stored.id, barrier.statement)),
        ))
}

/// Of barriers that are high; critical ones have a measure of their own. A review that found none counts as one that is
/// settled, because a share of none is never met and an initiative without any must not be stuck.
fn high_barriers_settled(params: &Reviewed, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let high: Vec<_> =
        records.live::<Barrier>().filter(|(_, it)| it.severity == Severity::High).collect();
    if high.is_empty() {
        let within_days = params.reviewed_within_days;
        let nobody = Why::NobodyLooked { kind: Kind::BarrierReview, within_days };
        let review = recent_review(params, facts).ok_or(nobody)?;
        return Ok(Reading::share(1, 1).by([review.id]));
    }
    let open: Vec<_> =
        high.iter().filter(|(it, _)| it.record.status(it.id, records) == "open").collect();
    let ends = high.iter().flat_map(|(it, _)| {
        let closed = records.linking::<BarrierClosed>(it.id).map(|(it, _)| it.id);
        closed.chain(records.linking::<BarrierAccepted>(it.id).map(|(it, _)| it.id))
    });
    Ok(Reading::share(high.len() - open.len(), high.len())
        .by(high.iter().map(|(stored, _)| stored.id))
        .by(ends)
        .lacking(open.iter().map(|(stored, it)| format!("{}: {}", stored.id, it.statement))))
}

/// From the day a barrier was seen to the day it was gone first. Of an even number the mean of the middle two.
fn days_to_close_median(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let mut decided_by = Vec::new();
    let mut days = Vec::new();
    for (stored, _) in records.live::<Barrier>() {
        let closed =
            records.linking::<BarrierClosed>(stored.id).min_by_key(|(it, _)| it.observed_on);
        if let Some((closed, _)) = closed {
            days.push(days_between(stored.observed_on, closed.observed_on).max(0));
            decided_by.extend([stored.id, closed.id]);
        }
    }
    if days.is_empty() {
        return Err(Why::NothingRecorded(Kind::BarrierClosed));
    }
    days.sort_unstable();
    let twice = days[(days.len() - 1) / 2] + days[days.len() / 2];
    Ok(Reading::of(Amount::Number(Fixed::micros(twice * (MICROS / 2)))).by(decided_by))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{Given, read};
    use super::*;

    fn barrier(on: &'static str, severity: &str) -> Given {
        let data = json!({"type": "policy", "statement": "No", "units": ["Sales"], "severity": severity, "owner": "ann"});
        (Kind::Barrier, on, data)
    }

    fn ended(kind: Kind, on: &'static str, n: u32) -> Given {
        let word = if kind == Kind::BarrierClosed { "how" } else { "reason" };
        (kind, on, json!({"barrier": format!("barrier-{n}"), word: "So"}))
    }

    #[test]
    fn high_barriers_are_settled_when_closed_or_accepted() {
        let name = "enable.high_barriers_settled";
        let given = vec![
            barrier("2026-06-01", "high"),
            barrier("2026-06-01", "high"),
            barrier("2026-06-01", "high"),
            barrier("2026-06-01", "critical"),
            ended(Kind::BarrierClosed, "2026-06-02", 1),
            ended(Kind::BarrierAccepted, "2026-06-02", 1),
            ended(Kind::BarrierAccepted, "2026-06-02", 2),
        ];
        let reading = read(name, json!({}), given).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 2, of: 3 });
        assert_eq!(reading.lacking, ["barrier-3: No"]);
        let review = |on| (Kind::BarrierReview, on, json!({"units": ["Sales"], "method": "Asked"}));
        let unknown = Err(Why::NobodyLooked { kind: Kind::BarrierReview, within_days: 90 });
        assert_eq!(read(name, json!({}), vec![review("2026-03-31")]), unknown);
        let none = read(name, json!({}), vec![review("2026-04-01")]).unwrap();
        assert_eq!(none.amount, Amount::Share { have: 1, of: 1 });
    }

    #[test]
    fn an_accepted_critical_barrier_is_still_open() {
        let given =
            vec![barrier("2026-06-01", "critical"), ended(Kind::BarrierAccepted, "2026-06-02", 1)];
        let reading = read("enable.open_critical_barriers", json!({}), given).unwrap();
        assert_eq!(reading.amount, Amount::Count(1));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let median = |closed: &[&'static str]| {
            let mut given = vec![barrier("2026-06-01", "low"); closed.len() + 1];
            for (on, n) in closed.iter().zip(1..) {
                given.push(ended(Kind::BarrierClosed, on, n));
            }
            read("enable.days_to_close_median", json!({}), given).map(|it| it.amount)
        };
        let days = |text: &str| Ok(Amount::Number(serde_json::from_str(text).unwrap()));
        assert_eq!(median(&[]), Err(Why::NothingRecorded(Kind::BarrierClosed)));
        assert_eq!(median(&["2026-06-11"]), days("10"));
        assert_eq!(median(&["2026-06-30", "2026-06-02", "2026-06-04", "2026-06-05"]), days("3.5"));
        assert_eq!(median(&["2026-06-30", "2026-06-02", "2026-06-04"]), days("3"));
    }
}
