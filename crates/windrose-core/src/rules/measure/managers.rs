//! Measures of step 5: what managers can do for those who learn, and whether they do it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::facts::Facts;
use super::super::ids::{PersonId, RecordId};
use super::super::naming::Lacking;
use super::super::now::days_between;
use super::super::record::{FollowThroughAct, FollowThroughType, Kind, ManagerSkill};
use super::super::step::Step;
use super::{Judged, MeasureRow, Reading, Unit, Why, Words, bind, newest_of_each, scope};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "enable.managers_skilled",
        step: Step::Enable,
        unit: Unit::Share,
        question: "How many managers can find needs, set expectations and coach?",
        raise: "Train and coach the managers in the skill that is missing, and record a manager_skill for each.",
        provenance: "Managers able to identify needs, to set expectations and to coach (practice of learning partnerships); level 2 in all three: windrose default.",
        words: Words { one: "manager", many: "managers", state: "skilled in all three" },
        reads: &[Kind::ManagerSkill, Kind::Scope],
        params: || schemars::schema_for!(Skilled),
        bind: |with| bind(with, managers_skilled),
    },
    MeasureRow {
        name: "enable.briefed_and_debriefed",
        step: Step::Enable,
        unit: Unit::Share,
        question: "How many learners were briefed before and debriefed soon after?",
        raise: "Brief learners before, debrief them within the days, and record a follow_through_act for each.",
        provenance: "Pre-brief and debrief by the manager (practice of learning partnerships); 14 days: windrose default.",
        words: Words { one: "learner", many: "learners", state: "briefed and debriefed" },
        reads: &[Kind::FollowThroughAct],
        params: || schemars::schema_for!(Debriefed),
        bind: |with| bind(with, briefed_and_debriefed),
    },
];

/// Parameters of `enable.managers_skilled`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Skilled {
    /// From which level on somebody has a skill, 1 to 3.
    #[schemars(range(min = 1, max = 3))]
    level: u32,
}

impl Default for Skilled {
    fn default() -> Self {
        Self { level: 2 }
    }
}

/// What is missing is named by skill and never by person: a rating of somebody is not for everybody.
fn managers_skilled(params: &Skilled, facts: &Facts<'_>) -> Judged {
    let (scope_record, scope) = scope(facts)?;
    let rated =
        newest_of_each(facts.initiative.records.live::<ManagerSkill>(), |skill| &skill.manager);
    if rated.is_empty() {
        return Err(Why::NothingRecorded(Kind::ManagerSkill));
    }
    let managers = scope.managers() as usize;
    if rated.len() > managers {
        return Err(Why::MoreThanScope { have: rated.len() as u64, of: managers as u64 });
    }
    let mut below: BTreeMap<&str, usize> = BTreeMap::new();
    let mut have = 0;
    for (_, skill) in &rated {
        let short: Vec<_> =
            skill.named().into_iter().filter(|(_, level)| *level < params.level).collect();
        have += usize::from(short.is_empty());
        for (name, _) in short {
            *below.entry(name).or_default() += 1;
        }
    }
    let unrated = managers - rated.len();
    Ok(Reading::share(have, managers)
        .by(rated.iter().map(|(stored, _)| stored.id))
        .by([scope_record.id])
        .lacking(below.iter().map(|(name, n)| format!("{name} ({n} below {})", params.level)))
        .lacking((unrated > 0).then(|| format!("ratings ({unrated} managers without)"))))
}

/// Parameters of `enable.briefed_and_debriefed`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Debriefed {
    /// Within how many days of a pre-brief a debrief has to follow.
    #[schemars(range(min = 1, max = 3650))]
    within_days: u32,
}

impl Default for Debriefed {
    fn default() -> Self {
        Self { within_days: 14 }
    }
}

/// Of every learner for whom any act of follow-through is recorded.
fn briefed_and_debriefed(params: &Debriefed, facts: &Facts<'_>) -> Judged {
    let mut decided_by = Vec::new();
    // Of each learner the days of pre-briefs and those of debriefs.
    let mut learners: BTreeMap<&PersonId, (BTreeSet<Date>, BTreeSet<Date>)> = BTreeMap::new();
    let mut named_in: BTreeMap<&PersonId, RecordId> = BTreeMap::new();
    for (stored, act) in facts.initiative.records.live::<FollowThroughAct>() {
        decided_by.push(stored.id);
        named_in.insert(&act.learner, stored.id);
        let (before, after) = learners.entry(&act.learner).or_default();
        match act.of_type {
            FollowThroughType::PreBrief => before.insert(stored.observed_on),
            FollowThroughType::PostDebrief => after.insert(stored.observed_on),
            _ => continue,
        };
    }
    if learners.is_empty() {
        return Err(Why::NothingRecorded(Kind::FollowThroughAct));
    }
    let within = 0..=i64::from(params.within_days);
    let followed = |(before, after): &(BTreeSet<Date>, BTreeSet<Date>)| {
        before.iter().any(|from| after.iter().any(|to| within.contains(&days_between(*from, *to))))
    };
    let lacking: Vec<_> = learners
        .iter()
        .filter(|(_, days)| !followed(days))
        .map(|(learner, _)| Lacking::in_record(named_in[learner], learner.to_string()))
        .collect();
    let of = learners.len();
    Ok(Reading::share(of - lacking.len(), of).by(decided_by).lacking_people(lacking))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::criterion::Amount;
    use super::super::testing::{Given, read};
    use super::*;

    #[test]
    fn a_manager_needs_all_three_skills_and_is_not_named() {
        let scope = |managers: u32| -> Given {
            let units = json!([{"name": "Sales", "people": 9, "managers": managers}]);
            (Kind::Scope, "2026-01-01", json!({"units": units}))
        };
        let skill = |on, manager: &str, coaching: u32| -> Given {
            let data =
                json!({"manager": manager, "needs_id": 2, "expectations": 3, "coaching": coaching});
            (Kind::ManagerSkill, on, data)
        };
        let given = vec![
            scope(4),
            skill("2026-06-02", "ann", 2),
            // Recorded later, seen earlier: the newer day counts.
            skill("2026-06-01", "ann", 0),
            skill("2026-06-01", "bo", 1),
            skill("2026-06-01", "cy", 0),
        ];
        let name = "enable.managers_skilled";
        let reading = read(name, json!({}), given.clone()).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 1, of: 4 });
        assert_eq!(reading.lacking, ["coaching (2 below 2)", "ratings (1 managers without)"]);
        let mut few = given;
        few[0] = scope(2);
        assert_eq!(read(name, json!({}), few), Err(Why::MoreThanScope { have: 3, of: 2 }));
    }

    #[test]
    fn a_debrief_follows_its_pre_brief_within_the_days() {
        let act = |on, learner: &str, of_type: &str| -> Given {
            let data = json!({"learner": learner, "manager": "head", "type": of_type});
            (Kind::FollowThroughAct, on, data)
        };
        let given = vec![
            act("2026-06-01", "ann", "pre_brief"),
            act("2026-06-15", "ann", "post_debrief"),
            act("2026-06-01", "bo", "pre_brief"),
            act("2026-06-16", "bo", "post_debrief"),
            // A debrief before the pre-brief is one of something else.
            act("2026-06-02", "cy", "pre_brief"),
            act("2026-06-01", "cy", "post_debrief"),
            act("2026-06-01", "di", "coaching"),
        ];
        let reading = read("enable.briefed_and_debriefed", json!({}), given).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 1, of: 4 });
        assert_eq!(reading.lacking, ["bo", "cy", "di"]);
    }
}
