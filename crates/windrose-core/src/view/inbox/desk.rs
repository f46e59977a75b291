//! Finding what waits, a function for each sort. Whether somebody may act is asked of the rules themselves, so that
//! nothing stands here that would be refused.

use jiff::civil::Date;

use super::Task;
use crate::rules::cadence::touches;
use crate::rules::command::{
    Approve, Decide, DecideWaiver, Decision, InitiativeCommand, WaiverDecision,
};
use crate::rules::deadline::{DueState, deadline};
use crate::rules::decide::decide;
use crate::rules::facts::Facts;
use crate::rules::gate::obligations::{OwedState, owed};
use crate::rules::gate::{Finding, GateReport, Subject, Verdict, judge};
use crate::rules::ids::PersonId;
use crate::rules::measure::outcome_checks;
use crate::rules::now::days_between;
use crate::rules::record::{Stored, Win};
use crate::rules::refusal::Refusal;
use crate::rules::role::{Base, Permission};
use crate::rules::standing::{Stage, Standing, standing};
use crate::rules::step::{Step, StepState};
use crate::rules::waiver::WaiverState;

/// Somebody, and what they look at.
struct Desk<'a> {
    facts: &'a Facts<'a>,
    person: &'a PersonId,
    today: Date,
    within_days: u32,
    /// The gates that can be decided now.
    reports: Vec<GateReport>,
}

/// Everything that waits for whoever looks.
pub(super) fn tasks(facts: &Facts<'_>, within_days: u32) -> Vec<Task> {
    let Some(person) = facts.actor.id() else { return Vec::new() };
    let reports = facts.initiative.open_steps().into_iter().map(|step| judge(facts, step));
    let today = facts.now.date();
    let desk = Desk { facts, person, today, within_days, reports: reports.collect() };
    SORTS.iter().flat_map(|sort| sort(&desk)).collect()
}

/// A function for each sort. Each answers what waits of its sort, and no other.
const SORTS: &[fn(&Desk<'_>) -> Vec<Task>] = &[
    approvals,
    waivers,
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

fn waivers(desk: &Desk<'_>) -> Vec<Task> {
    let all = desk.facts.initiative.waivers.all().iter();
    let asked = all.filter(|it| it.state(desk.today) == WaiverState::Requested);
    let mut mine = Vec::new();
    for it in asked {
        let decision = WaiverDecision::Grant;
        let judge = DecideWaiver { waiver: it.id, decision, comment: None };
        if desk.ask(InitiativeCommand::DecideWaiver(judge)).is_ok() {
            let (step, criterion) = (it.step, it.criterion.clone());
            let reason = it.reason.clone();
            mine.push(Task::JudgeWaiver { waiver: it.id, step, criterion, reason });
        }
    }
    mine
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
