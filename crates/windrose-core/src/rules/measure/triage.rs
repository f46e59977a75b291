//! Of step 1: triages that chose training against their own answers, and whether somebody looked at what came of it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::facts::Facts;
use super::super::record::{GapTriage, Kind, Stored, TriageOutcome};
use super::{Judged, NoParams, Reading, Why};

/// The triages that are overridden; unknown where nothing has been triaged. A triage says itself whether it is, so
/// with at least one of them their absence is known.
fn overridden<'a>(facts: &Facts<'a>) -> Result<Vec<(&'a Stored, &'a GapTriage)>, Why> {
    let triages: Vec<_> = facts.initiative.records.live::<GapTriage>().collect();
    if triages.is_empty() {
        return Err(Why::NothingRecorded(Kind::GapTriage));
    }
    Ok(triages.into_iter().filter(|(_, triage)| triage.is_overridden()).collect())
}

fn count(found: &[(&Stored, &GapTriage)]) -> Reading {
    Reading::count(found.len())
        .by(found.iter().map(|(stored, _)| stored.id))
        .lacking(found.iter().map(|(stored, triage)| format!("{} of {}", stored.id, triage.need)))
}

pub(super) fn overridden_triages(_: &NoParams, facts: &Facts<'_>) -> Judged {
    Ok(count(&overridden(facts)?))
}

/// Parameters of `urgency.outcome_checks_due`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OutcomeChecks {
    /// How many days after the triage somebody has to look.
    #[schemars(range(min = 1, max = 3650))]
    after_days: u32,
}

impl Default for OutcomeChecks {
    fn default() -> Self {
        Self { after_days: 90 }
    }
}

/// What counts against is that nobody looked, so nothing has to show that somebody did: a missing outcome is due, and
/// only an outcome takes it away.
pub(super) fn outcome_checks_due(params: &OutcomeChecks, facts: &Facts<'_>) -> Judged {
    let mut due = overridden(facts)?;
    due.retain(|(stored, _)| {
        let due = look_on(stored, params.after_days);
        due <= facts.now.date() && nobody_looked(facts, stored)
    });
    Ok(count(&due))
}

fn nobody_looked(facts: &Facts<'_>, triage: &Stored) -> bool {
    facts.initiative.records.linking::<TriageOutcome>(triage.id).next().is_none()
}

fn look_on(triage: &Stored, after_days: u32) -> Date {
    triage.observed_on.saturating_add(jiff::Span::new().days(i64::from(after_days)))
}

/// The overridden triages at which nobody has looked yet, each with the day on which somebody has to when nobody says
/// otherwise.
pub fn outcome_checks<'a>(facts: &Facts<'a>) -> Vec<(&'a Stored, &'a GapTriage, Date)> {
    let after_days = OutcomeChecks::default().after_days;
    let waiting = overridden(facts).unwrap_or_default().into_iter();
    waiting
        .filter(|(stored, _)| nobody_looked(facts, stored))
        .map(|(stored, triage)| (stored, triage, look_on(stored, after_days)))
        .collect()
}
