//! Measures of step 8.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::record::{Artefact, ArtefactType, Council, CouncilMeeting, Kind};
use super::super::step::Step;
use super::{Judged, MeasureRow, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "institute.council_in_force",
        step: Step::Institute,
        unit: Unit::Truth,
        question: "Is there a council with a charter that has met lately?",
        raise: "Record the council with its charter, hold its meeting, and record a council_meeting.",
        provenance: "A formal learning and development council (practice of learning partnerships); 100 days: windrose default.",
        words: Words { one: "council", many: "councils", state: "chartered and met lately" },
        reads: &[Kind::CouncilMeeting, Kind::Council],
        params: || schemars::schema_for!(MetLately),
        bind: |with| bind(with, council_in_force),
    },
    MeasureRow {
        name: "institute.artefacts_in_force",
        step: Step::Institute,
        unit: Unit::Count,
        question: "How many artefacts of this type are in force?",
        raise: "Put the artefact into force and record it with the day from which it holds.",
        provenance: "Make it part of management onboarding; establish a manifesto (practice of learning partnerships).",
        words: Words { one: "artefact in force", many: "artefacts in force", state: "in force" },
        reads: &[Kind::Artefact],
        params: || schemars::schema_for!(OfType),
        bind: |with| bind(with, artefacts_in_force),
    },
];

/// Parameters of `institute.council_in_force`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct MetLately {
    /// How recent its last meeting has to be.
    met_within_days: u32,
}

impl Default for MetLately {
    fn default() -> Self {
        Self { met_within_days: 100 }
    }
}

fn council_in_force(params: &MetLately, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let (council, _) =
        records.latest::<Council>(|_| true).ok_or(Why::NothingRecorded(Kind::Council))?;
    let last = records
        .linking::<CouncilMeeting>(council.id)
        .max_by_key(|(stored, _)| (stored.observed_on, stored.id.number));
    let Some((meeting, _)) = last else {
        return Err(Why::NothingRecorded(Kind::CouncilMeeting));
    };
    let days = facts.now.days_since(meeting.observed_on);
    let lately = days <= i64::from(params.met_within_days);
    let lacking = (!lately)
        .then(|| format!("last met {days} days ago, {} are allowed", params.met_within_days));
    Ok(Reading::of(Amount::Truth(lately)).by([council.id, meeting.id]).lacking(lacking))
}

/// Parameters of `institute.artefacts_in_force`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct OfType {
    /// The type; all of them when not given.
    #[serde(rename = "type")]
    of_type: Option<ArtefactType>,
}

fn artefacts_in_force(params: &OfType, facts: &Facts<'_>) -> Judged {
    let wanted: Vec<_> = facts
        .initiative
        .records
        .live::<Artefact>()
        .filter(|(_, it)| params.of_type.is_none_or(|of_type| of_type == it.of_type))
        .collect();
    if wanted.is_empty() {
        return Err(Why::NothingRecorded(Kind::Artefact));
    }
    let (in_force, planned): (Vec<_>, Vec<_>) =
        wanted.into_iter().partition(|(_, it)| it.effective_on <= facts.now.date());
    Ok(Reading::count(in_force.len())
        .by(in_force.iter().map(|(stored, _)| stored.id))
        .lacking(planned.iter().map(|(_, it)| format!("{} (from {})", it.title, it.effective_on))))
}
