//! Step 1, listening: what is needed, whether training is the answer, and whether the work is done since.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Problem, Records};

/// How a need was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeardBy {
    /// In a meeting.
    Meeting,
    /// On the telephone or in a video call.
    Call,
    /// While watching the work.
    Shadowing,
    /// In a survey.
    Survey,
    /// In writing.
    Mail,
}

/// A need heard from somebody who leads people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Who said it.
    #[schemars(extend("x-personal" = true))]
    pub reported_by: PersonId,
    /// The unit it concerns.
    #[schemars(extend("x-unit-name" = true))]
    pub unit: String,
    /// How it was heard.
    pub channel: HeardBy,
    /// The need, in their words.
    #[schemars(extend("x-long" = true))]
    pub statement: String,
    /// How much it matters, 1 (a little) to 5 (work stops).
    #[schemars(range(min = 1, max = 5), extend("x-unit" = "score"))]
    pub severity: u32,
    /// The strategic goal it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategic_goal: Option<String>,
    /// What happens when nothing is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub consequence: Option<String>,
}

impl Body for Need {
    const STATUSES: &'static [&'static str] = &["untriaged", "triaged"];
    const STATUS_FROM: &'static [Kind] = &[Kind::GapTriage];

    fn check(&self, check: &mut Check) {
        check.text("unit", &self.unit);
        check.text("statement", &self.statement);
        check.whole("severity", self.severity, 1, 5);
        check.text_if_any("strategic_goal", self.strategic_goal.as_ref());
        check.text_if_any("consequence", self.consequence.as_ref());
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        if records.linking::<GapTriage>(id).next().is_some() { "triaged" } else { "untriaged" }
    }
}

/// What a need calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They do not know how: train them.
    Train,
    /// They know how and do not do it: manage them.
    Manage,
    /// They lack the tools.
    Tools,
    /// The process stands in the way.
    Process,
    /// It does not pay them to do it.
    Incentive,
    /// There are too few of them.
    Staffing,
    /// The job itself has to change.
    Redesign,
    /// Not yet known.
    Unclear,
}

impl Verdict {
    /// Its name in files and calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Manage => "manage",
            Self::Tools => "tools",
            Self::Process => "process",
            Self::Incentive => "incentive",
            Self::Staffing => "staffing",
            Self::Redesign => "redesign",
            Self::Unclear => "unclear",
        }
    }
}

/// Something other than knowledge that is missing, and the verdicts that it suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The question that was answered with no.
    pub field: &'static str,
    /// What it suggests.
    pub suggests: &'static [Verdict],
}

/// Six questions about a need, and what they say it calls for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapTriage {
    /// The need.
    #[schemars(extend("x-links" = ["need"]))]
    pub need: RecordId,
    /// Do they know what is expected?
    pub knows_standard: bool,
    /// Do they have the tools?
    pub has_tools: bool,
    /// Do the incentives speak for it?
    pub incentives_ok: bool,
    /// Do they want to?
    pub motive_ok: bool,
    /// Are they able to, given time and health?
    pub capacity_ok: bool,
    /// Do they have the knowledge and the skill?
    pub has_knowledge_skill: bool,
    /// What it calls for. `train` only where knowledge is what is missing, and nothing else is.
    pub verdict: Verdict,
    /// Why it is training although the answers speak against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub override_reason: Option<String>,
}

impl GapTriage {
    /// What is missing besides knowledge.
    pub fn gaps(&self) -> Vec<Gap> {
        use Verdict::{Incentive, Manage, Process, Redesign, Staffing, Tools};
        let asked: [(bool, &'static str, &'static [Verdict]); 5] = [
            (self.knows_standard, "knows_standard", &[Manage]),
            (self.has_tools, "has_tools", &[Tools, Process]),
            (self.incentives_ok, "incentives_ok", &[Incentive, Manage]),
            (self.motive_ok, "motive_ok", &[Manage]),
            (self.capacity_ok, "capacity_ok", &[Staffing, Redesign]),
        ];
        asked
            .into_iter()
            .filter(|(yes, ..)| !yes)
            .map(|(_, field, suggests)| Gap { field, suggests })
            .collect()
    }

    /// Is it training although the answers speak against it?
    pub fn is_overridden(&self) -> bool {
        self.verdict == Verdict::Train && (self.has_knowledge_skill || !self.gaps().is_empty())
    }
}

impl Body for GapTriage {
    fn check(&self, check: &mut Check) {
        check.link("need", self.need, Kind::Need);
        check.text_if_any("override_reason", self.override_reason.as_ref());
        if self.is_overridden() && self.override_reason.is_none() {
            let problem =
                Problem::NotTraining { knows: self.has_knowledge_skill, gaps: self.gaps() };
            check.fault("verdict", problem);
        }
    }
}

/// A look at a need some time after its triage: is the work done now?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageOutcome {
    /// The triage.
    #[schemars(extend("x-links" = ["gap_triage"]))]
    pub triage: RecordId,
    /// Is the work done now?
    pub done: bool,
    /// What was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-long" = true))]
    pub note: Option<String>,
}

impl Body for TriageOutcome {
    const STATUSES: &'static [&'static str] = &["done", "not_done"];

    fn check(&self, check: &mut Check) {
        check.link("triage", self.triage, Kind::GapTriage);
        check.text_if_any("note", self.note.as_ref());
    }

    fn status(&self, _: RecordId, _: &Records) -> &'static str {
        if self.done { "done" } else { "not_done" }
    }
}
