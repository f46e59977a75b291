//! Measures of step 1.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::ids::PersonId;
use super::super::record::{
    Audience, FollowThrough, GapTriage, Indicator, Kind, Need, Position, Stance, UrgencyPulse,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "urgency.managers_convinced",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "How many managers find that things cannot stay as they are?",
        raise: "Show managers the data on what is at stake, then ask them again and record an urgency_pulse.",
        provenance: "Share: Kotter 1995 (practitioner article). Counting all managers in scope rather than those who \
                     answered: windrose default, because Kotter speaks of management, not of respondents.",
        words: Words { one: "manager", many: "managers", state: "agree" },
        reads: &[Kind::UrgencyPulse, Kind::Stance, Kind::Scope],
        params: || schemars::schema_for!(Convinced),
        bind: |with| bind(with, managers_convinced),
    },
    MeasureRow {
        name: "urgency.response_rate",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "How many of the managers who were asked have answered?",
        raise: "Remind those who have not answered, say what the answers are for, and record the pulse anew.",
        provenance: "windrose default; response bands of network-survey vendors.",
        words: Words { one: "manager", many: "managers", state: "answered" },
        reads: &[Kind::UrgencyPulse],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, response_rate),
    },
    MeasureRow {
        name: "urgency.needs_triaged",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "Is it known of every need whether training is the answer?",
        raise: "Go through the six questions for each need that has none yet and record a gap_triage.",
        provenance: "Gilbert's behaviour engineering worksheet (practitioner book); listening before training (practice of learning partnerships).",
        words: Words { one: "need", many: "needs", state: "triaged" },
        reads: &[Kind::GapTriage, Kind::Need],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, needs_triaged),
    },
    MeasureRow {
        name: "urgency.indicators_ready",
        step: Step::Urgency,
        unit: Unit::Count,
        question: "How many indicators have a baseline, a target and an owner?",
        raise: "Record an indicator with baseline, target and owner, or supersede one that lacks them.",
        provenance: "Rubric published for eight rural hospitals (study).",
        words: Words {
            one: "indicator with baseline, target and owner",
            many: "indicators with baseline, target and owner",
            state: "ready",
        },
        reads: &[Kind::Indicator],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, indicators_ready),
    },
    MeasureRow {
        name: "urgency.follow_through_shown",
        step: Step::Urgency,
        unit: Unit::Count,
        question: "For how many past programmes is success shown with and without follow-through?",
        raise: "Take a past programme, count who was followed through and who succeeded, and record a follow_through.",
        provenance: "Show the correlation of follow-through and success (practice of learning partnerships).",
        words: Words {
            one: "programme with follow-through against success",
            many: "programmes with follow-through against success",
            state: "shown",
        },
        reads: &[Kind::FollowThrough],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, follow_through_shown),
    },
];

/// Of whom the convinced managers are a share.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Denominator {
    /// All managers in scope.
    #[default]
    Managers,
    /// Those who answered.
    Answered,
}

/// Parameters of `urgency.managers_convinced`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Convinced {
    /// Of whom: all managers in scope, or those who answered.
    of: Denominator,
}

/// The newest pulse among managers; where there is none, what managers said by name.
fn managers_convinced(params: &Convinced, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let (agree, answered, decided_by) =
        match records.latest::<UrgencyPulse>(|pulse| pulse.audience == Audience::Manager) {
            Some((stored, pulse)) => {
                (pulse.agree_n as usize, pulse.answered_n as usize, vec![stored.id])
            }
            None => {
                let mut newest: BTreeMap<&PersonId, _> = BTreeMap::new();
                let managers = |stance: &Stance| stance.audience == Audience::Manager;
                for (stored, stance) in records.live::<Stance>().filter(|(_, it)| managers(it)) {
                    let place = (stored.observed_on, stored.id.number);
                    let entry = newest.entry(&stance.person).or_insert((place, stored, stance));
                    if place >= entry.0 {
                        *entry = (place, stored, stance);
                    }
                }
                if newest.is_empty() {
                    return Err(Why::NothingRecorded(Kind::UrgencyPulse));
                }
                let agree = newest
                    .values()
                    .filter(|(_, _, stance)| stance.position == Position::Convinced)
                    .count();
                (agree, newest.len(), newest.values().map(|(_, stored, _)| stored.id).collect())
            }
        };
    let of = match params.of {
        Denominator::Answered => answered,
        Denominator::Managers => {
            let (stored, scope) = scope(facts)?;
            let managers = scope.managers() as usize;
            if answered > managers {
                return Err(Why::MoreThanScope { have: answered as u64, of: managers as u64 });
            }
            return Ok(Reading::share(agree, managers).by(decided_by).by([stored.id]));
        }
    };
    Ok(Reading::share(agree, of).by(decided_by))
}

fn response_rate(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let (stored, pulse) = facts
        .initiative
        .records
        .latest::<UrgencyPulse>(|pulse| pulse.audience == Audience::Manager)
        .ok_or(Why::NothingRecorded(Kind::UrgencyPulse))?;
    Ok(Reading::share(pulse.answered_n as usize, pulse.invited_n as usize).by([stored.id]))
}

fn needs_triaged(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let (mut have, mut of, mut decided_by, mut lacking) = (0, 0, Vec::new(), Vec::new());
    for (stored, _) in records.live::<Need>() {
        of += 1;
        decided_by.push(stored.id);
        match records.linking::<GapTriage>(stored.id).last() {
            Some((triage, _)) => {
                have += 1;
                decided_by.push(triage.id);
            }
            None => lacking.push(stored.id.to_string()),
        }
    }
    if of == 0 {
        return Err(Why::NothingRecorded(Kind::Need));
    }
    Ok(Reading::share(have, of).by(decided_by).lacking(lacking))
}

fn indicators_ready(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let indicators: Vec<_> = facts.initiative.records.live::<Indicator>().collect();
    if indicators.is_empty() {
        return Err(Why::NothingRecorded(Kind::Indicator));
    }
    let (ready, lacking): (Vec<_>, Vec<_>) =
        indicators.into_iter().partition(|(_, indicator)| indicator.is_ready());
    Ok(Reading::count(ready.len())
        .by(ready.iter().map(|(stored, _)| stored.id))
        .lacking(lacking.iter().map(|(_, indicator)| indicator.name.clone())))
}

fn follow_through_shown(_: &NoParams, facts: &Facts<'_>) -> Judged {
    // A comparison needs both groups: nobody followed through, or everybody, compares with nothing.
    let (shown, one_sided): (Vec<_>, Vec<_>) =
        facts.initiative.records.live::<FollowThrough>().partition(|(_, it)| {
            it.followed_through_n > 0 && it.followed_through_n < it.participants_n
        });
    if shown.is_empty() && one_sided.is_empty() {
        return Err(Why::NothingRecorded(Kind::FollowThrough));
    }
    Ok(Reading::count(shown.len())
        .by(shown.iter().map(|(stored, _)| stored.id))
        .lacking(one_sided.iter().map(|(_, it)| it.programme.clone())))
}
