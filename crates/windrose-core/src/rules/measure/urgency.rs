//! Measures of step 1.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::{FIXED_MAX, Fixed, MICROS};
use super::super::ids::{PersonId, RecordId};
use super::super::record::{
    ANSWERS_MIN, Audience, ComplacencySource, FollowThrough, GapTriage, Indicator, Kind, Need,
    Position, Stance, Stored, UrgencyPulse,
};
use super::super::step::Step;
use super::triage::{OutcomeChecks, outcome_checks_due, overridden_triages};
use super::volunteers::{Needed, volunteers_share};
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
        reads: &[Kind::UrgencyPulse, Kind::Stance, Kind::Scope],
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
    MeasureRow {
        name: "urgency.executives_convinced",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "How many of the top executives find that things cannot stay as they are?",
        raise: "Talk to each executive alone about what is at stake, then record their stance.",
        provenance: "All of them, or all but one: common reading of Kotter, not verified in print; so many as may be \
                     missing are taken off the whole.",
        words: Words { one: "top executive", many: "top executives", state: "agree" },
        reads: &[Kind::Stance, Kind::UrgencyPulse],
        params: || schemars::schema_for!(Executives),
        bind: |with| bind(with, executives_convinced),
    },
    MeasureRow {
        name: "urgency.employees_aware",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "How many employees know that and why things cannot stay as they are?",
        raise: "Tell employees what is at stake and why, ask them, and record an urgency_pulse of employees.",
        provenance: "Awareness of the need and its reason, as vendors of change software ask for it; counting those \
                     who answered, because employees are usually asked as a sample: windrose default.",
        words: Words { one: "employee", many: "employees", state: "agree" },
        reads: &[Kind::UrgencyPulse, Kind::Scope],
        params: || schemars::schema_for!(Aware),
        bind: |with| bind(with, employees_aware),
    },
    MeasureRow {
        name: "urgency.complacency_answered",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "For how many sources of complacency does somebody do something?",
        raise: "Agree on a countermeasure and its owner and supersede the complacency_source with both.",
        provenance: "Sources of complacency: Kotter 1996 (practitioner book).",
        words: Words {
            one: "source of complacency",
            many: "sources of complacency",
            state: "answered",
        },
        reads: &[Kind::ComplacencySource],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, complacency_answered),
    },
    MeasureRow {
        name: "urgency.volunteers_share",
        step: Step::Urgency,
        unit: Unit::Share,
        question: "Of the volunteers that a change of this size needs, how many have come forward?",
        raise: "Invite people to help beyond their duty and record each who does as a volunteer.",
        provenance: "24 per cent of 100 people and 15 per cent of 100,000: published by Kotter's firm (practitioners); \
                     three points less with each tenfold between them: windrose default.",
        words: Words { one: "volunteer", many: "volunteers", state: "have come forward" },
        reads: &[Kind::Volunteer, Kind::Scope],
        params: || schemars::schema_for!(Needed),
        bind: |with| bind(with, volunteers_share),
    },
    MeasureRow {
        name: "urgency.follow_through_ratio",
        step: Step::Urgency,
        unit: Unit::Number,
        question: "How many times as likely is success with follow-through as without?",
        raise: "Count in a past programme who succeeded with and without follow-through and record a follow_through.",
        provenance: "Show the correlation of follow-through and success (practice of learning partnerships). Risk \
                     ratio of the newest comparison; half a person is added to each cell where one of them is empty \
                     (common correction).",
        words: Words {
            one: "success with follow-through against without",
            many: "times as likely",
            state: "shown",
        },
        reads: &[Kind::FollowThrough],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, follow_through_ratio),
    },
    MeasureRow {
        name: "urgency.overridden_triages",
        step: Step::Urgency,
        unit: Unit::Count,
        question: "How many needs are met with training although the six answers speak against it?",
        raise: "Supersede the gap_triage with the verdict that its answers suggest.",
        provenance: "Gilbert's behaviour engineering worksheet (practitioner book); listening before training (practice of learning partnerships).",
        words: Words { one: "overridden triage", many: "overridden triages", state: "recorded" },
        reads: &[Kind::GapTriage],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, overridden_triages),
    },
    MeasureRow {
        name: "urgency.outcome_checks_due",
        step: Step::Urgency,
        unit: Unit::Count,
        question: "For how many overridden triages has nobody looked whether the work is done now?",
        raise: "Ask whoever reported the need whether the work is done now and record a triage_outcome.",
        provenance: "Is the work done now? (practice of learning partnerships); after 90 days: windrose default.",
        words: Words { one: "check of an outcome", many: "checks of outcomes", state: "due" },
        reads: &[Kind::TriageOutcome, Kind::GapTriage],
        params: || schemars::schema_for!(OutcomeChecks),
        bind: |with| bind(with, outcome_checks_due),
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

/// How many agree and how many answered, and the records that say so.
type Agreement = (usize, usize, Vec<RecordId>);

/// What people of a group said by name, each once: the newest stance counts. `None` where nobody did.
fn by_name(facts: &Facts<'_>, audience: Audience) -> Option<Agreement> {
    let mut newest: BTreeMap<&PersonId, (&Stored, &Stance)> = BTreeMap::new();
    let stances = facts.initiative.records.live::<Stance>();
    for (stored, stance) in stances.filter(|(_, it)| it.audience == audience) {
        let entry = newest.entry(&stance.person).or_insert((stored, stance));
        if (stored.observed_on, stored.id.number) >= (entry.0.observed_on, entry.0.id.number) {
            *entry = (stored, stance);
        }
    }
    let convinced = |(_, stance): &&(&Stored, &Stance)| stance.position == Position::Convinced;
    let agree = newest.values().filter(convinced).count();
    let records = newest.values().map(|(stored, _)| stored.id).collect();
    (!newest.is_empty()).then_some((agree, newest.len(), records))
}

fn newest_pulse<'a>(
    facts: &Facts<'a>,
    audience: Audience,
) -> Option<(&'a Stored, &'a UrgencyPulse)> {
    facts.initiative.records.latest::<UrgencyPulse>(|pulse| pulse.audience == audience)
}

/// That nobody has asked the managers yet: by a survey, or by name where they are too few for one.
fn nobody_asked(facts: &Facts<'_>) -> Why {
    let few = scope(facts).is_ok_and(|(_, it)| it.managers() < u64::from(ANSWERS_MIN));
    Why::NothingRecorded(if few { Kind::Stance } else { Kind::UrgencyPulse })
}

/// The newest pulse among managers; where there is none, what managers said by name.
fn managers_convinced(params: &Convinced, facts: &Facts<'_>) -> Judged {
    let (agree, answered, decided_by) = match newest_pulse(facts, Audience::Manager) {
        Some((stored, pulse)) => {
            (pulse.agree_n as usize, pulse.answered_n as usize, vec![stored.id])
        }
        None => by_name(facts, Audience::Manager).ok_or_else(|| nobody_asked(facts))?,
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

/// Parameters of `urgency.executives_convinced`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Executives {
    /// How many of them may be missing, such as 0 or 1.
    #[schemars(range(min = 0, max = 100))]
    may_miss: u32,
}

/// The newest pulse among top executives, of all who were invited; where there is none, what they said by name. Who
/// of them does not agree is a rating of persons and is not named here.
fn executives_convinced(params: &Executives, facts: &Facts<'_>) -> Judged {
    let (agree, all, decided_by) = match newest_pulse(facts, Audience::TopExecutive) {
        Some((stored, pulse)) => {
            (pulse.agree_n as usize, pulse.invited_n as usize, vec![stored.id])
        }
        None => by_name(facts, Audience::TopExecutive).ok_or(Why::NothingRecorded(Kind::Stance))?,
    };
    let of = all.saturating_sub(params.may_miss as usize);
    Ok(Reading::share(agree.min(of), of).by(decided_by))
}

/// Of whom the aware employees are a share.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum AwareOf {
    /// Those who answered.
    #[default]
    Answered,
    /// All people in scope who manage nobody.
    Employees,
}

/// Parameters of `urgency.employees_aware`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Aware {
    /// Of whom: those who answered, or all employees in scope.
    of: AwareOf,
}

fn employees_aware(params: &Aware, facts: &Facts<'_>) -> Judged {
    let (stored, pulse) =
        newest_pulse(facts, Audience::Employee).ok_or(Why::NothingRecorded(Kind::UrgencyPulse))?;
    let (agree, answered) = (pulse.agree_n as usize, pulse.answered_n as usize);
    match params.of {
        AwareOf::Answered => Ok(Reading::share(agree, answered).by([stored.id])),
        AwareOf::Employees => {
            let (scope_record, scope) = scope(facts)?;
            let employees = scope.people().saturating_sub(scope.managers()) as usize;
            if answered > employees {
                return Err(Why::MoreThanScope { have: answered as u64, of: employees as u64 });
            }
            Ok(Reading::share(agree, employees).by([stored.id, scope_record.id]))
        }
    }
}

fn complacency_answered(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let sources: Vec<_> = facts.initiative.records.live::<ComplacencySource>().collect();
    if sources.is_empty() {
        return Err(Why::NothingRecorded(Kind::ComplacencySource));
    }
    let unanswered: Vec<_> = sources.iter().filter(|(_, it)| !it.is_answered()).collect();
    Ok(Reading::share(sources.len() - unanswered.len(), sources.len())
        .by(sources.iter().map(|(stored, _)| stored.id))
        .lacking(unanswered.iter().map(|(stored, it)| format!("{}: {}", stored.id, it.text))))
}

/// The risk ratio of the newest programme that compares something, rounded down, so that no bound is met by rounding.
fn follow_through_ratio(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let compares = |it: &FollowThrough| {
        it.followed_through_n > 0
            && it.followed_through_n < it.participants_n
            && it.success_with_n + it.success_without_n > 0
    };
    let (stored, it) = facts
        .initiative
        .records
        .latest::<FollowThrough>(compares)
        .ok_or(Why::NothingRecorded(Kind::FollowThrough))?;
    let with = (i128::from(it.success_with_n), i128::from(it.followed_through_n));
    let without = (i128::from(it.success_without_n), i128::from(it.participants_n) - with.1);
    let empty = |(have, of): (i128, i128)| have == 0 || have == of;
    // All figures doubled, so that half a person is a whole number.
    let halves = i128::from(empty(with) || empty(without));
    let cell = |(have, of): (i128, i128)| (2 * have + halves, 2 * of + 2 * halves);
    let ((with, with_of), (without, without_of)) = (cell(with), cell(without));
    let micros = with * without_of * i128::from(MICROS) / (without * with_of);
    // A ratio beyond what a number here can hold says no more than the largest one.
    let most = i128::from(FIXED_MAX) * i128::from(MICROS);
    let ratio = i64::try_from(micros.min(most)).unwrap_or(i64::MAX);
    Ok(Reading::of(Amount::Number(Fixed::micros(ratio))).by([stored.id]))
}

/// Of the newest pulse among managers. Where there is none, because they are too few for one, everybody in scope was
/// asked, and those have answered who said by name what they think.
fn response_rate(_: &NoParams, facts: &Facts<'_>) -> Judged {
    if let Some((stored, pulse)) = newest_pulse(facts, Audience::Manager) {
        let (answered, invited) = (pulse.answered_n as usize, pulse.invited_n as usize);
        return Ok(Reading::share(answered, invited).by([stored.id]));
    }
    let (_, said, decided_by) =
        by_name(facts, Audience::Manager).ok_or_else(|| nobody_asked(facts))?;
    let (stored, scope) = scope(facts)?;
    let managers = scope.managers() as usize;
    if said > managers {
        return Err(Why::MoreThanScope { have: said as u64, of: managers as u64 });
    }
    Ok(Reading::share(said, managers).by(decided_by).by([stored.id]))
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
