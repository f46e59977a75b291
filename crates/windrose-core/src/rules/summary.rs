//! An initiative in figures and codes: what a list of many shows of each. Without sentences, so that it can be kept for
//! readers of every language, and the same for whoever may read the initiative, so that it can be kept for all of them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::agenda::{Appointment, agenda};
use super::command::Reason;
use super::criterion::Class;
use super::deadline::{DueState, deadline};
use super::facts::Facts;
use super::fixed::Fixed;
use super::gate::{Finding, GateReport, Should, Verdict, judge_for_everybody};
use super::ids::{InitiativeId, PersonId, RoleName, Version, WorkflowName};
use super::initiative::Phase;
use super::notices::{self, Notice};
use super::now::Now;
use super::role::Base;
use super::step::{StateName, Step, StepState};

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Far {
    /// Where it stands.
    pub state: StateName,
    /// It had passed before the initiative was opened here.
    pub taken_over: bool,
    /// How many of the conditions that its gate takes to open are met; 0 of a step that has passed.
    pub met: u32,
    /// How many it takes; 0 of a step that has passed.
    pub needed: u32,
    /// How its deadline stands.
    pub due: Option<DueState>,
}

impl Far {
    /// How much of it is done, 0 to 1.
    pub fn share(&self) -> Fixed {
        match self.state {
            StateName::Passed | StateName::Stale => Fixed::ONE,
            // A gate that takes nothing is open.
            _ => Fixed::ratio(self.met.into(), self.needed.into()).unwrap_or(Fixed::ONE),
        }
    }
}

/// What an initiative waits for, at the first of its open steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Waits {
    /// For evidence: the first `must` that stands in the way.
    Evidence {
        /// The step.
        step: Step,
        /// What stands in the way.
        finding: Box<Finding>,
    },
    /// For evidence: every `must` is met, and too few of the `should`.
    Shoulds {
        /// The step.
        step: Step,
        /// How many `must` criteria there are.
        musts: usize,
        /// How many `should` criteria are met, and how many it takes.
        should: Should,
    },
    /// For a day: the gate is on hold.
    Hold {
        /// The step.
        step: Step,
        /// Until when.
        until: Date,
    },
    /// For a decision: the gate is open.
    Decision {
        /// The step.
        step: Step,
        /// How it is open.
        verdict: Verdict,
        /// The role that decides.
        decides: RoleName,
        /// What would be owed, of what is open with conditions.
        finding: Option<Box<Finding>>,
    },
    /// For nothing: every gate was passed, and somebody closes it.
    Close,
    /// For nothing any more: it is closed.
    Nothing {
        /// Why.
        reason: Reason,
    },
}

impl Waits {
    /// The step it is about.
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Evidence { step, .. }
            | Self::Shoulds { step, .. }
            | Self::Hold { step, .. }
            | Self::Decision { step, .. } => Some(*step),
            Self::Close | Self::Nothing { .. } => None,
        }
    }
}

/// An initiative in figures and codes. How it is written is no stored format: whoever keeps it says which build wrote
/// it, and makes it anew from the initiative for any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Its id.
    pub initiative: InitiativeId,
    /// What it is called.
    pub title: String,
    /// The workflow it runs on.
    pub workflow: WorkflowName,
    /// Does it run still?
    pub running: bool,
    /// Its version.
    pub version: Version,
    /// When something last happened to it.
    pub changed_at: Option<Timestamp>,
    /// The eight steps.
    pub steps: [Far; 8],
    /// The edition of the directory with which it was judged.
    pub edition: u32,
    /// What it waits for.
    pub waits: Waits,
    /// When the step that it waits at was opened.
    pub since: Option<Timestamp>,
    /// Can a gate be decided now, be it with conditions?
    pub open_gate: bool,
    /// The earliest day on which something is due or ends.
    pub next: Option<Appointment>,
    /// Who answers for it.
    pub owners: Vec<PersonId>,
    /// Who leads it.
    pub leads: Vec<PersonId>,
    /// Who sponsors it.
    pub sponsors: Vec<PersonId>,
    /// What is due and was not noticed: nobody has to look at the initiative itself to learn that nothing is.
    pub notices: Vec<Notice>,
    /// The day for which it was judged; none of one that is closed, which is judged as of its end.
    judged_for: Option<Date>,
}

impl Summary {
    /// Is this what the initiative would be summed up to in this version, on this day, with this edition of the directory?
    pub fn is_of(&self, version: Version, today: Date, edition: u32) -> bool {
        let judged_so = |day| day == today && self.edition == edition;
        self.version == version && self.judged_for.is_none_or(judged_so)
    }

    /// Is evidence missing at the first of its open steps?
    pub fn blocked(&self) -> bool {
        matches!(self.waits, Waits::Evidence { .. } | Waits::Shoulds { .. })
    }

    /// Has the day of something passed?
    pub fn overdue(&self, today: Date) -> bool {
        self.next.as_ref().is_some_and(|it| it.on < today)
    }

    /// How many of the eight gates were passed.
    pub fn passed(&self) -> usize {
        self.steps.iter().filter(|it| it.state == StateName::Passed).count()
    }

    /// How much of the eight steps is done, 0 to 8.
    pub fn progress(&self) -> Fixed {
        Fixed::micros(self.steps.iter().map(|it| it.share().as_micros()).sum())
    }
}

/// Sums up an initiative that was opened. Judges the gates that are still to be passed; who looks makes no difference.
pub fn summary(facts: &Facts<'_>) -> Option<Summary> {
    let it = facts.initiative;
    let workflow = it.workflow.as_ref()?.name.clone();
    // What time alone changes of one that is closed is of no use to anybody.
    let closed = match it.phase {
        Phase::Closed { reason, at, .. } => Some((reason, at)),
        Phase::Unopened | Phase::Running => None,
    };
    let ended = closed.map(|(_, at)| Now { at, calendar: facts.now.calendar.clone() });
    let facts = &Facts { now: ended.as_ref().unwrap_or(facts.now), ..*facts };
    let reports = Step::ALL.map(|step| {
        // What a gate was passed with is settled; evidence that comes later does not take it back.
        let settled = it.step(step).state == StepState::Passed;
        if settled { None } else { Some(judge_for_everybody(facts, step)) }
    });
    let steps = Step::ALL.map(|step| {
        let slot = it.step(step);
        let (met, needed) = reports[step.index()].as_ref().map_or((0, 0), GateReport::how_far);
        let due = deadline(facts, step).map(|(_, due)| due);
        Far { state: slot.state.name(), taken_over: slot.taken_over, met, needed, due }
    });
    let open = it.open_steps();
    let held = |step: Step| matches!(it.step(step).state, StepState::Held { .. });
    let report = |step: Step| reports[step.index()].as_ref();
    let decidable = |step: &Step| {
        !held(*step) && report(*step).is_some_and(|it| it.verdict != Verdict::Blocked)
    };
    let waits = match (closed, open.first().and_then(|step| report(*step))) {
        (Some((reason, _)), _) => Waits::Nothing { reason },
        (None, None) => Waits::Close,
        (None, Some(report)) => waits_at(report, it.step(report.step).state),
    };
    let holders = |base: Base| {
        let held = it.roles.keys().filter(|person| facts.holds_base(person, base));
        held.cloned().collect()
    };
    Some(Summary {
        edition: facts.directory.number(),
        initiative: it.id.clone(),
        title: it.title.clone(),
        workflow,
        running: closed.is_none(),
        version: it.version,
        changed_at: it.changed_at,
        steps,
        since: waits.step().and_then(|step| it.step(step).opened_at),
        waits,
        open_gate: closed.is_none() && open.iter().any(decidable),
        next: agenda(facts).into_iter().next(),
        owners: holders(Base::Owner),
        leads: holders(Base::Lead),
        sponsors: holders(Base::Sponsor),
        notices: notices::due(facts),
        judged_for: if closed.is_none() { Some(facts.now.date()) } else { None },
    })
}

fn waits_at(report: &GateReport, state: StepState) -> Waits {
    let step = report.step;
    let missing = || report.in_the_way(Class::Must).next().map(|it| Box::new(brief(it)));
    match (report.verdict, state, missing()) {
        (Verdict::Blocked, _, Some(finding)) => Waits::Evidence { step, finding },
        (Verdict::Blocked, _, None) => {
            Waits::Shoulds { step, musts: report.musts().1, should: report.should }
        }
        (_, StepState::Held { until }, _) => Waits::Hold { step, until },
        (verdict, _, finding) => {
            Waits::Decision { step, verdict, decides: report.decides.clone(), finding }
        }
    }
}

/// A finding with nothing but what its sentence is made of, so that many can be kept.
fn brief(finding: &Finding) -> Finding {
    let mut it = finding.clone();
    (it.records, it.waivable_holders) = (Vec::new(), Vec::new());
    (it.why, it.source, it.tailored) = (String::new(), String::new(), None);
    it.remedy.holders = Vec::new();
    it.parts = it.parts.iter().map(brief).collect();
    it
}
