//! Measures of the stage graph: what becomes of pilots that wait for others.

use super::super::facts::Facts;
use super::super::pilots::{Plan, Stage, blocked};
use super::super::record::{Kind, Pilot};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[MeasureRow {
    name: "wins.blocked_pilots",
    step: Step::Wins,
    unit: Unit::Count,
    question: "How many pilots wait for something that will not come?",
    raise: "Say what becomes of each: change it so that it no longer waits, or record how it ended.",
    provenance: "What others need has to be known when it comes to nothing: windrose default.",
    words: Words { one: "pilot", many: "pilots", state: "blocked" },
    reads: &[Kind::Pilot, Kind::PilotEnded],
    params: || schemars::schema_for!(NoParams),
    bind: |with| bind(with, blocked_pilots),
}];

/// Pilots that have not ended and wait, directly or through others, for one that failed, was stopped or withdrawn, or for
/// themselves.
fn blocked_pilots(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let plan = Plan::of(facts);
    if plan.pilots.is_empty() {
        return Err(Why::NothingRecorded(Kind::Pilot));
    }
    // Gates are judged often, and most pilots wait for nobody.
    if plan.pilots.values().all(|it| it.needs.is_empty() && it.after.is_none()) {
        return Ok(Reading::count(0));
    }
    let waiting = blocked(&plan, &plan.graph());
    let mut pilots = Vec::new();
    for (stored, pilot) in facts.initiative.records.live::<Pilot>() {
        if waiting.contains(&Stage::Pilot(stored.id)) {
            pilots.push((stored.id, pilot.name.clone()));
        }
    }
    let (ids, names): (Vec<_>, Vec<_>) = pilots.into_iter().unzip();
    Ok(Reading::count(ids.len()).by(ids).lacking(names))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::criterion::Amount;
    use super::super::testing::{Given, read};
    use super::*;

    fn pilot(needs: &[&str]) -> Given {
        let mut data: Value = serde_json::from_str(Kind::Pilot.row().example).unwrap();
        data["needs_result_of"] = json!(needs);
        (Kind::Pilot, "2026-03-02", data)
    }

    fn ended(pilot: &str, outcome: &str) -> Given {
        let data = json!({"pilot": pilot, "outcome": outcome, "why": "We looked at it."});
        (Kind::PilotEnded, "2026-06-01", data)
    }

    fn blocked_of(given: Vec<Given>) -> Amount {
        read("wins.blocked_pilots", json!({}), given).unwrap().amount
    }

    #[test]
    fn who_waits_for_what_will_not_come_is_counted() {
        let chain = || vec![pilot(&[]), pilot(&["pilot-1"]), pilot(&["pilot-2"])];
        let with = |more: Vec<Given>| chain().into_iter().chain(more).collect();
        assert_eq!(blocked_of(chain()), Amount::Count(0));
        assert_eq!(blocked_of(with(vec![ended("pilot-1", "succeeded")])), Amount::Count(0));
        assert_eq!(blocked_of(with(vec![ended("pilot-1", "failed")])), Amount::Count(2));
        assert_eq!(blocked_of(with(vec![ended("pilot-2", "stopped")])), Amount::Count(1));
        // Whoever has ended waits for nothing.
        let all = vec![ended("pilot-1", "failed"), ended("pilot-2", "succeeded")];
        assert_eq!(blocked_of(with(all)), Amount::Count(0));
        let nothing = read("wins.blocked_pilots", json!({}), Vec::new());
        assert_eq!(nothing, Err(Why::NothingRecorded(Kind::Pilot)));
        let named = read("wins.blocked_pilots", json!({}), with(vec![ended("pilot-2", "failed")]));
        assert_eq!(named.unwrap().lacking, ["Coaching in Sales North"]);
    }
}
