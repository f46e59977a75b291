//! Measures of step 5.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::PersonId;
use super::super::record::{
    Barrier, BarrierClosed, BarrierReview, Kind, KraWeight, Severity, Stored,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, Reading, Unit, Why, Words, bind, scope};

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
];

/// Parameters of `enable.managers_with_kra`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Band {
    /// The smallest weight that counts, in per cent.
    least_pct: Fixed,
    /// The largest weight that counts, in per cent.
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
        .lacking(outside.iter().map(|(_, it)| format!("{} ({} %)", it.manager, it.weight_pct))))
}

/// Parameters of `enable.open_critical_barriers`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Reviewed {
    /// For how many days a review is believed.
    reviewed_within_days: u32,
}

impl Default for Reviewed {
    fn default() -> Self {
        Self { reviewed_within_days: 90 }
    }
}

fn open_critical_barriers(params: &Reviewed, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let open: Vec<_> = records
        .live::<Barrier>()
        .filter(|(_, barrier)| barrier.severity == Severity::Critical)
        .filter(|(stored, _)| records.linking::<BarrierClosed>(stored.id).next().is_none())
        .collect();
    let review = records.latest::<BarrierReview>(|_| true).filter(|(stored, _)| {
        facts.now.days_since(stored.observed_on) <= i64::from(params.reviewed_within_days)
    });
    // A barrier that is known to be open is known whether somebody looked lately or not; that there is none is not.
    if open.is_empty() && review.is_none() {
        return Err(Why::NobodyLooked {
            kind: Kind::BarrierReview,
            within_days: params.reviewed_within_days,
        });
    }
    Ok(Reading::count(open.len())
        .by(open.iter().map(|(stored, _)| stored.id))
        .by(review.map(|(stored, _)| stored.id))
        .lacking(
            open.iter().map(|(stored, barrier)| format!("{}: {}", stored.id, barrier.statement)),
        ))
}
