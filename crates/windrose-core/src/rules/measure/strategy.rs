//! Measures of step 3: the strategy behind the vision, who does what, and what is learned for.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::criterion::Amount;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::ids::RecordId;
use super::super::record::{
    DutyHolder, Kind, LearningMix, Party, RaciRow, StrategyNode, StrategyPart, WorkType,
};
use super::super::step::Step;
use super::{Judged, MeasureRow, NoParams, Reading, Unit, Why, Words, bind};

pub(super) const ROWS: &[MeasureRow] = &[
    MeasureRow {
        name: "vision.strategy_traced",
        step: Step::Vision,
        unit: Unit::Share,
        question: "Does every action follow from a policy, and does every policy answer a diagnosis and lead to an action?",
        raise: "Record the strategy_node that is missing, or supersede the orphan with what it traces to.",
        provenance: "Diagnosis, guiding policy, coherent action: Rumelt 2011 (practitioner book); every part traced (practice of learning partnerships).",
        words: Words { one: "action or policy", many: "actions and policies", state: "traced" },
        reads: &[Kind::StrategyNode],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, strategy_traced),
    },
    MeasureRow {
        name: "vision.diagnoses_answered",
        step: Step::Vision,
        unit: Unit::Share,
        question: "How many diagnoses does a policy answer?",
        raise: "Decide what to go by in dealing with the diagnosis and record a strategy_node for that policy.",
        provenance: "Diagnosis, guiding policy, coherent action: Rumelt 2011 (practitioner book).",
        words: Words { one: "diagnosis", many: "diagnoses", state: "answered by a policy" },
        reads: &[Kind::StrategyNode],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, diagnoses_answered),
    },
    MeasureRow {
        name: "vision.activities_with_raci",
        step: Step::Vision,
        unit: Unit::Share,
        question: "Is it said of every activity who does it, and does exactly one answer for it?",
        raise: "Record a raci_row for the activity that is missing; where two answer for one, supersede or withdraw a row.",
        provenance: "Responsibilities of HR, managers, providers and learners made clear (practice of learning partnerships).",
        words: Words {
            one: "activity",
            many: "activities",
            state: "with exactly one who answers for it",
        },
        reads: &[Kind::RaciRow, Kind::StrategyNode],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, activities_with_raci),
    },
    MeasureRow {
        name: "vision.parties_with_duty",
        step: Step::Vision,
        unit: Unit::Count,
        question: "How many of the four parties (HR, managers, providers, learners) have something to do?",
        raise: "Agree with the party on what it does or answers for and record a raci_row.",
        provenance: "Responsibilities of HR, managers, providers and learners made clear (practice of learning partnerships).",
        words: Words {
            one: "party with a duty",
            many: "parties with a duty",
            state: "have a duty",
        },
        reads: &[Kind::RaciRow],
        params: || schemars::schema_for!(NoParams),
        bind: |with| bind(with, parties_with_duty),
    },
    MeasureRow {
        name: "vision.mix_mismatch",
        step: Step::Vision,
        unit: Unit::Truth,
        question: "Is all learning for doing known things better, where nobody knows the way yet?",
        raise: "Keep a part of learning for finding out what nobody knows yet and record the learning_mix anew.",
        provenance: "Productive and generative learning (practice of learning partnerships); all of it: windrose default.",
        words: Words {
            one: "mismatch of learning and work",
            many: "mismatches of learning and work",
            state: "recorded",
        },
        reads: &[Kind::LearningMix],
        params: || schemars::schema_for!(Mismatch),
        bind: |with| bind(with, mix_mismatch),
    },
];

/// The strategy as it stands, read once.
struct Strategy<'a> {
    nodes: BTreeMap<RecordId, &'a StrategyNode>,
    /// What links to a node: its id, and the part of what links.
    followed_by: BTreeSet<(RecordId, StrategyPart)>,
}

impl<'a> Strategy<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        let nodes: BTreeMap<_, _> = facts
            .initiative
            .records
            .live::<StrategyNode>()
            .map(|(stored, node)| (stored.id, node))
            .collect();
        let followed_by = nodes
            .values()
            .flat_map(|node| node.traces_to.iter().map(|to| (*to, node.of_type)))
            .collect();
        Self { nodes, followed_by }
    }

    fn count(&self, part: StrategyPart) -> usize {
        self.nodes.values().filter(|node| node.of_type == part).count()
    }

    /// Does one of these links lead to a part of that sort?
    fn leads(&self, links: &[RecordId], part: StrategyPart) -> bool {
        links.iter().any(|to| self.nodes.get(to).is_some_and(|node| node.of_type == part))
    }

    /// What is wrong with a node, in a word or two.
    fn fault(&self, id: RecordId, node: &StrategyNode) -> Option<&'static str> {
        use StrategyPart::{Action, Diagnosis, GuidingPolicy};
        match node.of_type {
            Diagnosis => None,
            Action if !self.leads(&node.traces_to, GuidingPolicy) => Some("no policy"),
            Action if self.leads(&node.contradicts, GuidingPolicy) => Some("contradicts a policy"),
            GuidingPolicy if !self.leads(&node.traces_to, Diagnosis) => Some("no diagnosis"),
            GuidingPolicy if !self.followed_by.contains(&(id, Action)) => Some("no action"),
            Action | GuidingPolicy => None,
        }
    }
}

fn strategy_traced(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let strategy = Strategy::of(facts);
    let of = strategy.count(StrategyPart::Action) + strategy.count(StrategyPart::GuidingPolicy);
    if of == 0 {
        return Err(Why::NothingRecorded(Kind::StrategyNode));
    }
    let lacking: Vec<_> = strategy
        .nodes
        .iter()
        .filter_map(|(id, node)| {
            strategy.fault(*id, node).map(|fault| format!("{id} ({fault}): {}", node.text))
        })
        .collect();
    Ok(Reading::share(of - lacking.len(), of).by(strategy.nodes.into_keys()).lacking(lacking))
}

fn diagnoses_answered(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let strategy = Strategy::of(facts);
    let of = strategy.count(StrategyPart::Diagnosis);
    if of == 0 {
        return Err(Why::NothingRecorded(Kind::StrategyNode));
    }
    let lacking: Vec<_> = strategy
        .nodes
        .iter()
        .filter(|(id, node)| {
            node.of_type == StrategyPart::Diagnosis
                && !strategy.followed_by.contains(&(**id, StrategyPart::GuidingPolicy))
        })
        .map(|(id, node)| format!("{id}: {}", node.text))
        .collect();
    Ok(Reading::share(of - lacking.len(), of).by(strategy.nodes.into_keys()).lacking(lacking))
}

/// Activities are the actions of the strategy, and whatever else has a row.
fn activities_with_raci(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let records = &facts.initiative.records;
    let mut decided_by = Vec::new();
    let mut actions: BTreeMap<RecordId, &str> = BTreeMap::new();
    let mut answering: BTreeMap<&str, BTreeSet<&DutyHolder>> = BTreeMap::new();
    for (stored, node) in records.live::<StrategyNode>() {
        if node.of_type == StrategyPart::Action {
            decided_by.push(stored.id);
            actions.insert(stored.id, &node.text);
            answering.entry(&node.text).or_default();
        }
    }
    let of_actions = decided_by.len();
    for (stored, row) in records.live::<RaciRow>() {
        decided_by.push(stored.id);
        let action = row.action.and_then(|id| actions.get(&id).copied());
        answering.entry(action.unwrap_or(&row.activity)).or_default().insert(&row.accountable);
    }
    if decided_by.len() == of_actions {
        return Err(Why::NothingRecorded(Kind::RaciRow));
    }
    let of = answering.len();
    let lacking: Vec<_> = answering
        .iter()
        .filter(|(_, holders)| holders.len() != 1)
        .map(|(activity, holders)| match holders.len() {
            0 => format!("nobody for {activity}"),
            several => format!("{several} for {activity}"),
        })
        .collect();
    Ok(Reading::share(of - lacking.len(), of).by(decided_by).lacking(lacking))
}

fn parties_with_duty(_: &NoParams, facts: &Facts<'_>) -> Judged {
    let rows: Vec<_> = facts.initiative.records.live::<RaciRow>().collect();
    if rows.is_empty() {
        return Err(Why::NothingRecorded(Kind::RaciRow));
    }
    let on_duty: BTreeSet<Party> = rows.iter().flat_map(|(_, row)| row.parties_on_duty()).collect();
    let lacking = [
        (Party::Hr, "HR"),
        (Party::Manager, "managers"),
        (Party::Provider, "providers"),
        (Party::Learner, "learners"),
    ]
    .into_iter()
    .filter(|(party, _)| !on_duty.contains(party))
    .map(|(_, name)| name.to_owned());
    Ok(Reading::count(on_duty.len()).by(rows.iter().map(|(stored, _)| stored.id)).lacking(lacking))
}

/// Parameters of `vision.mix_mismatch`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Mismatch {
    /// From which share of productive learning on it does not go with discovery, in per cent.
    #[schemars(range(min = 0, max = 100))]
    productive_pct: Fixed,
}

impl Default for Mismatch {
    fn default() -> Self {
        Self { productive_pct: Fixed::whole(100) }
    }
}

fn mix_mismatch(params: &Mismatch, facts: &Facts<'_>) -> Judged {
    let (stored, mix) = facts
        .initiative
        .records
        .latest::<LearningMix>(|_| true)
        .ok_or(Why::NothingRecorded(Kind::LearningMix))?;
    let mismatch =
        mix.work_type == WorkType::Discovery && mix.productive_pct >= params.productive_pct;
    let figures = format!("{} % productive learning for discovery", mix.productive_pct);
    Ok(Reading::of(Amount::Truth(mismatch)).by([stored.id]).lacking(mismatch.then_some(figures)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{Given, read};
    use super::*;

    fn node(of_type: &str, text: &str, traces_to: &[u32]) -> Given {
        let links: Vec<Value> =
            traces_to.iter().map(|n| json!(format!("strategy_node-{n}"))).collect();
        (
            Kind::StrategyNode,
            "2026-06-01",
            json!({"type": of_type, "text": text, "traces_to": links}),
        )
    }

    /// Diagnoses 1 to 5; policies 6 to 11, the last without an action; actions 12 to 16, the fourth without a policy.
    fn kernel() -> Vec<Given> {
        let mut given: Vec<_> = (1..=5).map(|n| node("diagnosis", &format!("D{n}"), &[])).collect();
        given.extend((1..=6).map(|n| node("guiding_policy", &format!("P{n}"), &[n.min(5)])));
        given.extend([
            node("action", "A1", &[6]),
            node("action", "A2", &[7]),
            node("action", "A3", &[8, 9]),
            node("action", "A4", &[]),
            node("action", "A5", &[10]),
        ]);
        given
    }

    #[test]
    fn the_trace_names_exactly_the_orphans() {
        let reading = read("vision.strategy_traced", json!({}), kernel()).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 9, of: 11 });
        assert_eq!(
            reading.lacking,
            ["strategy_node-11 (no action): P6", "strategy_node-15 (no policy): A4"]
        );
        let answered = read("vision.diagnoses_answered", json!({}), kernel()).unwrap();
        assert_eq!(answered.amount, Amount::Share { have: 5, of: 5 });
    }

    #[test]
    fn a_policy_without_diagnosis_is_an_orphan_and_an_unanswered_diagnosis_is_none() {
        let given = vec![
            node("diagnosis", "D", &[]),
            node("guiding_policy", "P", &[]),
            // An action that jumps over the policies follows from none.
            node("action", "A", &[1]),
            node("action", "B", &[2]),
        ];
        let reading = read("vision.strategy_traced", json!({}), given.clone()).unwrap();
        assert_eq!(
            reading.lacking,
            ["strategy_node-2 (no diagnosis): P", "strategy_node-3 (no policy): A"]
        );
        let answered = read("vision.diagnoses_answered", json!({}), given).unwrap();
        assert_eq!(answered.lacking, ["strategy_node-1: D"]);
    }

    #[test]
    fn an_action_that_contradicts_a_policy_is_not_traced() {
        let mut given = vec![
            node("diagnosis", "D", &[]),
            node("guiding_policy", "P", &[1]),
            node("guiding_policy", "Q", &[1]),
            node("action", "A", &[2]),
            node("action", "B", &[3]),
        ];
        given[4].2["contradicts"] = json!(["strategy_node-2"]);
        let reading = read("vision.strategy_traced", json!({}), given).unwrap();
        assert_eq!(reading.lacking, ["strategy_node-5 (contradicts a policy): B"]);
        let nothing = read("vision.strategy_traced", json!({}), vec![]);
        assert_eq!(nothing, Err(Why::NothingRecorded(Kind::StrategyNode)));
    }

    #[test]
    fn two_who_answer_for_one_activity_are_one_too_many() {
        let row = |activity: &str, action: Option<&str>, party: &str| {
            let mut data = json!({"activity": activity, "responsible": [{"party": "learner"}], "accountable": {"party": party}});
            if let Some(action) = action {
                data["action"] = json!(action);
            }
            (Kind::RaciRow, "2026-06-01", data)
        };
        let given = vec![
            node("action", "Coach", &[]),
            node("action", "Debrief", &[]),
            row("Coaching", Some("strategy_node-1"), "hr"),
            row("Order rooms", None, "hr"),
            row("Order rooms", None, "provider"),
        ];
        let reading = read("vision.activities_with_raci", json!({}), given.clone()).unwrap();
        assert_eq!(reading.amount, Amount::Share { have: 1, of: 3 });
        assert_eq!(reading.lacking, ["nobody for Debrief", "2 for Order rooms"]);
        let parties = read("vision.parties_with_duty", json!({}), given).unwrap();
        assert_eq!((parties.amount, parties.lacking), (Amount::Count(3), vec!["managers".into()]));
    }

    #[test]
    fn only_productive_learning_does_not_go_with_discovery() {
        let mix = |productive: u32, work: &str| {
            let data = json!({"productive_pct": productive, "generative_pct": 100 - productive, "work_type": work});
            read("vision.mix_mismatch", json!({}), vec![(Kind::LearningMix, "2026-06-01", data)])
                .unwrap()
                .amount
        };
        assert_eq!(mix(100, "discovery"), Amount::Truth(true));
        assert_eq!(mix(99, "discovery"), Amount::Truth(false));
        assert_eq!(mix(100, "known"), Amount::Truth(false));
    }
}
