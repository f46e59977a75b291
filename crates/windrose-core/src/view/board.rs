//! An initiative at a glance: where each of the eight steps stands, and what stands in the way of the open one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::waivers::{WaiverView, waivers};
use super::wording;
use crate::rules::command::Decision;
use crate::rules::criterion::Class;
use crate::rules::deadline::{DueState, deadline};
use crate::rules::event::Obligation;
use crate::rules::facts::Facts;
use crate::rules::gate::obligations::{OwedState, owed};
use crate::rules::gate::{Verdict, judge};
use crate::rules::ids::{Digest, InitiativeId, PersonId, RoleName, Version, WorkflowName};
use crate::rules::initiative::{Decided, Delegation, Initiative, Phase};
use crate::rules::outline::Outline;
use crate::rules::record::RECORDS;
use crate::rules::role::Actor;
use crate::rules::step::{Mode, StateName, Step, StepState};

/// An initiative at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// Its id.
    pub initiative: InitiativeId,
    /// What it is called.
    pub title: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Its version: how many commits it has seen.
    pub version: Version,
    /// `running` or `closed`.
    pub phase: String,
    /// Why it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_because: Option<String>,
    /// The workflow it runs on.
    pub workflow: WorkflowName,
    /// The workflow's version, by digest.
    pub workflow_digest: Digest,
    /// Whether its steps follow one another.
    pub mode: Mode,
    /// When it was opened.
    pub opened_at: String,
    /// When something last happened to it.
    pub changed_at: String,
    /// The day for which it was judged.
    pub today: Date,
    /// The eight steps.
    pub steps: Vec<StepView>,
    /// Who holds which roles.
    pub roles: BTreeMap<PersonId, Vec<RoleName>>,
    /// Who stands in for whom today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegations: Vec<DelegationView>,
    /// How many records of each kind count.
    pub records: BTreeMap<String, u64>,
    /// The decisions that were taken, oldest first.
    pub decisions: Vec<DecisionView>,
    /// What was taken on with conditional goes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<ObligationView>,
    /// Every waiver that was asked for, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverView>,
}

/// Somebody who stands in for another in a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DelegationView {
    /// The role.
    pub role: RoleName,
    /// Who holds it.
    pub from: PersonId,
    /// Who stands in.
    pub to: PersonId,
    /// The last day.
    pub until: Date,
}

impl From<&Delegation> for DelegationView {
    fn from(it: &Delegation) -> Self {
        let Delegation { role, from, to, until } = it.clone();
        Self { role, from, to, until }
    }
}

/// Something taken on with a conditional go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObligationView {
    /// The step whose gate was passed so.
    pub step: Step,
    /// What is owed, by whom and by when.
    #[serde(flatten)]
    pub obligation: Obligation,
    /// How it stands.
    pub state: OwedState,
}

/// A step at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StepView {
    /// The step.
    pub step: Step,
    /// Its number, 1 to 8.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: StateName,
    /// Of a held step: until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<Date>,
    /// When it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// When its gate was passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_at: Option<String>,
    /// It had passed before the initiative was opened here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_over: bool,
    /// Of a step that is still to be done: by when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// How that deadline stands today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_state: Option<DueState>,
    /// The same in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether its gate would open now; of a passed step, that it did.
    pub verdict: Verdict,
    /// How many `must` criteria are met now; of a passed step, were met when it was decided.
    pub musts_met: u32,
    /// How many there are.
    pub musts: u32,
    /// How many `should` criteria are met now; of a passed step, were met when it was decided.
    pub shoulds_met: u32,
    /// How many there are.
    pub shoulds: u32,
    /// How many of the conditions that it takes to open are met; 0 of a passed step. See [`super::rose`].
    #[serde(default)]
    pub conditions_met: u32,
    /// How many it takes; 0 of a passed step.
    #[serde(default)]
    pub conditions: u32,
    /// What is still needed, a sentence each.
    pub needed: Vec<String>,
}

/// A decision that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionView {
    /// The step whose gate it was.
    pub step: Step,
    /// What was decided.
    pub decision: String,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: String,
    /// The version of the initiative that it made.
    pub version: Version,
    /// The receipt's digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Digest>,
}

/// An initiative in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListRow {
    /// Its id.
    pub initiative: InitiativeId,
    /// What it is called.
    pub title: String,
    /// The workflow it runs on.
    pub workflow: WorkflowName,
    /// `running` or `closed`.
    pub phase: String,
    /// How many of the eight gates were passed.
    pub passed: u32,
    /// The steps that are open or held.
    pub open: Vec<Step>,
    /// Its version.
    pub version: Version,
    /// When something last happened to it.
    pub changed_at: String,
}

const RUNNING: &str = "running";
const CLOSED: &str = "closed";

fn phase_name(initiative: &Initiative) -> &'static str {
    match initiative.phase {
        Phase::Unopened => "unopened",
        Phase::Running => RUNNING,
        Phase::Closed { .. } => CLOSED,
    }
}

/// The row of an initiative in a list. Costs the same however much is recorded.
pub fn list_row(outline: &Outline) -> ListRow {
    ListRow {
        initiative: outline.id.clone(),
        title: outline.title.clone(),
        workflow: outline.workflow.name.clone(),
        phase: if outline.running { RUNNING } else { CLOSED }.to_owned(),
        passed: u32::try_from(outline.passed()).unwrap_or_default(),
        open: outline.open_steps(),
        version: outline.version,
        changed_at: outline.changed_at.map(|at| at.to_string()).unwrap_or_default(),
    }
}

/// The board of an initiative that was opened.
pub fn board(facts: &Facts<'_>) -> Option<Board> {
    let it = facts.initiative;
    let workflow = it.workflow.as_ref()?;
    let closed_because = match &it.phase {
        Phase::Closed { reason, .. } => Some(reason.name().to_owned()),
        Phase::Unopened | Phase::Running => None,
    };
    let records = RECORDS
        .iter()
        .map(|row| {
            let live = it.records.of_kind(row.kind).filter(|it| it.withdrawn.is_none()).count();
            (row.name.to_owned(), live as u64)
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    let decisions = it.decisions.iter().map(|it| DecisionView {
        step: it.step,
        decision: it.decision.name().to_owned(),
        by: it.by.clone(),
        at: it.at.to_string(),
        version: it.version,
        receipt: it.receipt,
    });
    Some(Board {
        initiative: it.id.clone(),
        title: it.title.clone(),
        purpose: it.purpose.clone(),
        version: it.version,
        phase: phase_name(it).to_owned(),
        closed_because,
        workflow: workflow.name.clone(),
        workflow_digest: workflow.digest,
        mode: it.mode,
        opened_at: it.opened_at.map(|at| at.to_string()).unwrap_or_default(),
        changed_at: it.changed_at.map(|at| at.to_string()).unwrap_or_default(),
        today: facts.now.date(),
        steps: Step::ALL.into_iter().map(|step| step_view(facts, step)).collect(),
        roles: it
            .roles
            .iter()
            .map(|(person, roles)| (person.clone(), roles.iter().cloned().collect()))
            .collect(),
        delegations: facts.delegations().map(DelegationView::from).collect(),
        records,
        decisions: decisions.collect(),
        obligations: owed(facts)
            .into_iter()
            .map(|(owed, state)| ObligationView {
                step: owed.step,
                obligation: owed.obligation.clone(),
                state,
            })
            .collect(),
        waivers: waivers(facts),
    })
}

fn step_view(facts: &Facts<'_>, step: Step) -> StepView {
    let slot = facts.initiative.step(step);
    // What a gate was passed with is settled; evidence that comes later does not take it back.
    let passed = || {
        let passing = |it: Decision| matches!(it, Decision::Go | Decision::ConditionalGo);
        let go = |it: &&Decided| it.step == step && passing(it.decision);
        facts.initiative.decisions.iter().rev().find(go)
    };
    let decided = if slot.state == StepState::Passed { passed() } else { None };
    let (verdict, musts, shoulds, far, needed) = match decided {
        // What was passed elsewhere has no receipt, and nothing is asked of it.
        None if slot.taken_over && slot.state == StepState::Passed => {
            (Verdict::Open, (0, 0), (0, 0), (0, 0), Vec::new())
        }
        Some(it) => (Verdict::Open, it.musts, it.shoulds, (0, 0), Vec::new()),
        None => {
            let report = judge(facts, step);
            let mut needed: Vec<String> = Vec::new();
            for sentence in report.in_the_way(Class::Must).map(wording::finding) {
                // What several criteria lack is said once.
                if !needed.contains(&sentence) {
                    needed.push(sentence);
                }
            }
            (report.verdict, report.musts(), report.shoulds(), report.how_far(), needed)
        }
    };
    let held_until = match slot.state {
        StepState::Held { until } => Some(until),
        StepState::Waiting | StepState::Open | StepState::Passed | StepState::Stale => None,
    };
    let due = deadline(facts, step);
    let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    StepView {
        step,
        number: short(step.number()),
        title: wording::step_title(step),
        state: slot.state.name(),
        held_until,
        opened_at: slot.opened_at.map(|at| at.to_string()),
        passed_at: slot.passed_at.map(|at| at.to_string()),
        taken_over: slot.taken_over,
        due_on: due.map(|(it, _)| it.due_on),
        due_state: due.map(|(_, state)| state),
        due: due.map(|(it, state)| wording::deadline(&it, state, facts.now.date())),
        verdict,
        musts_met: short(musts.0),
        musts: short(musts.1),
        shoulds_met: short(shoulds.0),
        shoulds: short(shoulds.1),
        conditions_met: far.0,
        conditions: far.1,
        needed,
    }
}
