//! What waits for one person in an initiative: what is asked of them now, and what is due soon.
//!
//! Whether somebody may act is asked of the rules themselves, so that nothing stands here that would be refused.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::wording;
use crate::rules::cadence::touches;
use crate::rules::command::{Approve, Decide, Decision, InitiativeCommand};
use crate::rules::deadline::{Deadline, DueState, deadline};
use crate::rules::decide::decide;
use crate::rules::event::Obligation;
use crate::rules::facts::Facts;
use crate::rules::gate::obligations::{OwedState, owed};
use crate::rules::gate::{Finding, GateReport, Subject, Verdict, judge};
use crate::rules::ids::{CriterionId, InitiativeId, PersonId, RecordId};
use crate::rules::measure::outcome_checks;
use crate::rules::now::days_between;
use crate::rules::record::{Stakeholder, Stored, Win};
use crate::rules::refusal::Refusal;
use crate::rules::role::{Base, Permission};
use crate::rules::standing::{Stage, Standing, standing};
use crate::rules::step::{Step, StepState};

/// The sorts of what waits. To add one: its variant here and in [`Task`], its function and its row in [`SORTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A criterion that you may approve.
    Approval,
    /// A gate that is open and that you decide at.
    Decision,
    /// A hold whose date has come, at a gate that you decide at.
    Hold,
    /// What you owe since a conditional go.
    Obligation,
    /// Somebody whom you keep in touch with.
    Contact,
    /// A win that somebody else recorded and that can be confirmed.
    Verification,
    /// A win that somebody has to look at again.
    Reverification,
    /// An overridden triage of which nobody knows what came of it.
    OutcomeCheck,
    /// The deadline of a step: near or past for who leads, long past for the sponsor.
    Deadline,
}

/// One thing that waits, as figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// See [`Sort::Approval`].
    Approve {
        /// The step whose gate it is.
        step: Step,
        /// The criterion.
        criterion: CriterionId,
    },
    /// See [`Sort::Decision`].
    Decide {
        /// The step whose gate it is.
        step: Step,
        /// Whether somebody would have to owe what is missing.
        conditions: bool,
    },
    /// See [`Sort::Hold`].
    DecideAgain {
        /// The step whose gate it is.
        step: Step,
        /// Until when it was held.
        until: Date,
    },
    /// See [`Sort::Obligation`].
    Owe {
        /// The step whose gate was passed so.
        step: Step,
        /// What is owed.
        obligation: Obligation,
    },
    /// See [`Sort::Contact`].
    Meet {
        /// The record that asks for it.
        stored: RecordId,
        /// What it says.
        stakeholder: Stakeholder,
        /// How many days ago they were met last.
        days_ago: Option<i64>,
        /// By when they are to be met.
        due_on: Date,
    },
    /// See [`Sort::Verification`].
    Verify {
        /// The win.
        win: RecordId,
        /// What became better.
        claim: String,
    },
    /// See [`Sort::Reverification`].
    LookAgain {
        /// The win.
        win: RecordId,
        /// What became better.
        claim: String,
        /// By when somebody has to look.
        due_on: Date,
    },
    /// See [`Sort::OutcomeCheck`].
    CheckOutcome {
        /// The triage.
        triage: RecordId,
        /// The need that it is of.
        need: RecordId,
        /// When somebody has to look.
        due_on: Date,
    },
    /// See [`Sort::Deadline`].
    Finish {
        /// The step.
        step: Step,
        /// Its deadline.
        deadline: Deadline,
        /// How it stands.
        state: DueState,
    },
}

/// The call that does it, as far as it is known. The method's schema says what else it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Next {
    /// The method.
    pub method: String,
    /// The params that are known already.
    pub params: Value,
}

/// One thing that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// The initiative.
    pub initiative: InitiativeId,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The step it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// The criterion it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionId>,
    /// The record it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// By when; what has no day waits since it became possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// The same in plain words.
    pub sentence: String,
    /// The call that does it.
    pub call: Next,
}

/// What waits for whoever looks, in this initiative. What is asked for now and what they owe is always there; of
/// contacts, wins and outcomes what is due within so many days.
pub fn inbox(facts: &Facts<'_>, within_days: u32) -> Vec<Item> {
    let Some(person) = facts.actor.id() else { return Vec::new() };
    let reports = facts.initiative.open_steps().into_iter().map(|step| judge(facts, step));
    let today = facts.now.date();
    let desk = Desk { facts, person, today, within_days, reports: reports.collect() };
    let tasks = SORTS.iter().flat_map(|sort| sort(&desk));
    tasks.map(|task| item(&facts.initiative.id, &task, today)).collect()
}

/// Orders what waits in several initiatives: whatever is due first stands first, and what has no day counts as due
/// today.
pub fn sort(items: &mut [Item], today: Date) {
    items.sort_by(|a, b| {
        let key = |it: &Item| it.due_on.unwrap_or(today);
        (key(a), &a.initiative).cmp(&(key(b), &b.initiative))
    });
}

/// Somebody, and what they look at.
struct Desk<'a> {
    facts: &'a Facts<'a>,
    person: &'a PersonId,
    today: Date,
    within_days: u32,
    /// The gates that can be decided now.
    reports: Vec<GateReport>,
}

/// A function for each sort. Each answers what waits of its sort, and no other.
const SORTS: &[fn(&Desk<'_>) -> Vec<Task>] = &[
    approvals,
    decisions,
    holds,
    obligations,
    contacts,
    verifications,
    reverifications,
    outcome_checks_due,
    deadlines,
];

impl Desk<'_> {
    /// Would this be done, if they asked for it?
    fn ask(&self, command: InitiativeCommand) -> Result<(), Refusal> {
        decide(self.facts, &command).map(|_| ())
    }

    fn ask_to_decide(&self, report: &GateReport, decision: Decision) -> Result<(), Refusal> {
        self.ask(InitiativeCommand::Decide(Decide {
            step: report.step,
            decision,
            seen: Some(report.evidence),
            rationale: None,
            obligations: Vec::new(),
            redo: Vec::new(),
        }))
    }

    fn is_near(&self, day: Date) -> bool {
        days_between(self.today, day) <= i64::from(self.within_days)
    }

    fn may_record(&self) -> bool {
        self.facts.may(self.facts.actor, Permission::Record)
    }

    /// Does this person lead? Where nobody does, whoever answers for the initiative has to see to it.
    fn leads(&self) -> bool {
        let nobody = || {
            let mut people = self.facts.initiative.roles.keys();
            !people.any(|it| self.facts.holds_base(it, Base::Lead))
        };
        self.facts.holds_base(self.person, Base::Lead)
            || (self.facts.holds_base(self.person, Base::Owner) && nobody())
    }

    /// The wins that this person may judge: seen, and recorded by somebody else.
    fn wins_of_others(&self) -> Vec<(&Stored, &Win, Standing)> {
        if self.facts.actor.person().is_none() || !self.may_record() {
            return Vec::new();
        }
        let records = &self.facts.initiative.records;
        let wins = records.live::<Win>();
        wins.filter(|(stored, _)| self.facts.sees(stored) && !stored.is_by(self.person))
            .map(|(stored, win)| (stored, win, standing(records, self.today, stored, win)))
            .collect()
    }
}

fn approvals(desk: &Desk<'_>) -> Vec<Task> {
    let mut all = Vec::new();
    for report in &desk.reports {
        let waiting = |it: &&Finding| it.subject == Subject::Approval && !it.status.lets_pass();
        for finding in report.findings.iter().filter(waiting) {
            let (step, criterion) = (report.step, finding.criterion.clone());
            let asked = Approve { step, criterion, seen: report.evidence, comment: None };
            if desk.ask(InitiativeCommand::Approve(asked.clone())).is_ok() {
                all.push(Task::Approve { step, criterion: asked.criterion });
            }
        }
    }
    all
}

/// A gate that is held waits for its date, however open it is.
fn decisions(desk: &Desk<'_>) -> Vec<Task> {
    let held = |step| matches!(desk.facts.initiative.step(step).state, StepState::Held { .. });
    let mut all = Vec::new();
    for report in desk.reports.iter().filter(|it| !held(it.step)) {
        let (decision, conditions) = match report.verdict {
            Verdict::Open | Verdict::OpenWithWaivers => (Decision::Go, false),
            Verdict::OpenWithConditions => (Decision::ConditionalGo, true),
            Verdict::Blocked => continue,
        };
        // That somebody has to owe what is missing is said by naming them, which is all that is left to do.
        if matches!(desk.ask_to_decide(report, decision), Ok(()) | Err(Refusal::NotOwed { .. })) {
            all.push(Task::Decide { step: report.step, conditions });
        }
    }
    all
}

fn holds(desk: &Desk<'_>) -> Vec<Task> {
    let mut all = Vec::new();
    for report in &desk.reports {
        let StepState::Held { until } = desk.facts.initiative.step(report.step).state else {
            continue;
        };
        // Whoever may hold it further may decide there.
        let further = Decision::Hold { until: desk.today.tomorrow().unwrap_or(Date::MAX) };
        if until <= desk.today && desk.ask_to_decide(report, further).is_ok() {
            all.push(Task::DecideAgain { step: report.step, until });
        }
    }
    all
}

fn obligations(desk: &Desk<'_>) -> Vec<Task> {
    let mine = owed(desk.facts)
        .into_iter()
        .filter(|(it, state)| it.obligation.owner == *desk.person && *state != OwedState::Settled);
    mine.map(|(it, _)| Task::Owe { step: it.step, obligation: it.obligation.clone() }).collect()
}

fn contacts(desk: &Desk<'_>) -> Vec<Task> {
    touches(&desk.facts.initiative.records)
        .into_iter()
        .filter(|it| it.stakeholder.partner.as_ref() == Some(desk.person))
        .filter(|it| desk.is_near(it.due_on) && desk.facts.sees(it.stored))
        .map(|it| Task::Meet {
            stored: it.stored.id,
            stakeholder: it.stakeholder.clone(),
            days_ago: it.last.map(|(on, _)| days_between(on, desk.today)),
            due_on: it.due_on,
        })
        .collect()
}

fn verifications(desk: &Desk<'_>) -> Vec<Task> {
    let confirmable = |it: &Standing| it.stage == Stage::Claimed && it.lacks.is_empty();
    desk.wins_of_others()
        .into_iter()
        .filter(|(_, _, standing)| confirmable(standing))
        .map(|(stored, win, _)| Task::Verify { win: stored.id, claim: win.claim.clone() })
        .collect()
}

fn reverifications(desk: &Desk<'_>) -> Vec<Task> {
    let due = |it: &Standing| it.look_again_on.filter(|on| desk.is_near(*on));
    desk.wins_of_others()
        .into_iter()
        .filter_map(|(stored, win, standing)| {
            let due_on = due(&standing)?;
            Some(Task::LookAgain { win: stored.id, claim: win.claim.clone(), due_on })
        })
        .collect()
}

/// Whoever chose training against the answers looks what came of it, or whoever leads.
fn outcome_checks_due(desk: &Desk<'_>) -> Vec<Task> {
    if !desk.may_record() {
        return Vec::new();
    }
    outcome_checks(desk.facts)
        .into_iter()
        .filter(|(stored, _, due_on)| {
            let theirs = stored.is_by(desk.person) || desk.leads();
            theirs && desk.is_near(*due_on) && desk.facts.sees(stored)
        })
        .map(|(stored, triage, due_on)| Task::CheckOutcome {
            triage: stored.id,
            need: triage.need,
            due_on,
        })
        .collect()
}

fn deadlines(desk: &Desk<'_>) -> Vec<Task> {
    let sponsors = desk.facts.holds_base(desk.person, Base::Sponsor);
    let leads = desk.leads();
    let wanted = |state| match state {
        DueState::InTime => false,
        DueState::Soon | DueState::Overdue => leads,
        DueState::Escalated => leads || sponsors,
    };
    Step::ALL
        .into_iter()
        .filter_map(|step| deadline(desk.facts, step).map(|(it, state)| (step, it, state)))
        .filter(|(_, _, state)| wanted(*state))
        .map(|(step, deadline, state)| Task::Finish { step, deadline, state })
        .collect()
}

/// A thing that waits, told.
fn item(initiative: &InitiativeId, task: &Task, today: Date) -> Item {
    let at = |step: Step| json!({"initiative": initiative, "step": step});
    let record = |kind: &str, data: Value| json!({"initiative": initiative, "records": [{"kind": kind, "data": data}]});
    let (sort, method, params) = match task {
        Task::Approve { step, criterion } => {
            let params = json!({"initiative": initiative, "step": step, "criterion": criterion});
            (Sort::Approval, "gate_approve", params)
        }
        Task::Decide { step, conditions } => {
            let decision = if *conditions { Decision::ConditionalGo } else { Decision::Go }.name();
            let params = json!({"initiative": initiative, "step": step, "decision": decision});
            (Sort::Decision, "gate_decide", params)
        }
        Task::DecideAgain { step, .. } => (Sort::Hold, "gate_decide", at(*step)),
        Task::Owe { step, .. } => (Sort::Obligation, "gate_explain", at(*step)),
        Task::Meet { stakeholder, .. } => {
            let data = json!({"a": stakeholder.partner, "b": stakeholder.person});
            (Sort::Contact, "record_add", record("contact", data))
        }
        Task::Verify { win, .. } => {
            (Sort::Verification, "record_add", record("verification", json!({"win": win})))
        }
        Task::LookAgain { win, .. } => {
            (Sort::Reverification, "record_add", record("reverification", json!({"win": win})))
        }
        Task::CheckOutcome { triage, .. } => {
            (Sort::OutcomeCheck, "record_add", record("triage_outcome", json!({"triage": triage})))
        }
        Task::Finish { step, .. } => (Sort::Deadline, "gate_explain", at(*step)),
    };
    let (step, criterion, record, due_on) = about(task);
    Item {
        initiative: initiative.clone(),
        sort,
        step,
        criterion,
        record,
        due_on,
        sentence: wording::task(task, today),
        call: Next { method: method.to_owned(), params },
    }
}

/// The step, the criterion, the record and the day that a thing is about.
fn about(task: &Task) -> (Option<Step>, Option<CriterionId>, Option<RecordId>, Option<Date>) {
    match task {
        Task::Approve { step, criterion } => (Some(*step), Some(criterion.clone()), None, None),
        Task::Decide { step, .. } => (Some(*step), None, None, None),
        Task::DecideAgain { step, until } => (Some(*step), None, None, Some(*until)),
        Task::Owe { step, obligation } => {
            (Some(*step), Some(obligation.criterion.clone()), None, Some(obligation.due_on))
        }
        Task::Meet { stored, due_on, .. } => (None, None, Some(*stored), Some(*due_on)),
        Task::Verify { win, .. } => (None, None, Some(*win), None),
        Task::LookAgain { win, due_on, .. } => (None, None, Some(*win), Some(*due_on)),
        Task::CheckOutcome { triage, due_on, .. } => (None, None, Some(*triage), Some(*due_on)),
        Task::Finish { step, deadline, .. } => (Some(*step), None, None, Some(deadline.due_on)),
    }
}
