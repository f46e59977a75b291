//! Records: typed pieces of evidence. One struct per kind, one row per kind in [`RECORDS`]; every surface follows.
//!
//! A record is never edited. Superseding adds a revision, withdrawing marks it, and what happens to it later is
//! another record linking to it: so no record has a status field, its status is computed.
//!
//! To add a kind: its struct with `impl Body` in the file of its step, and its row in [`RECORDS`].

mod cadence;
mod check;
mod coalition;
mod custom;
mod enable;
mod enlist;
mod features;
mod institute;
mod kept;
mod listening;
#[cfg(test)]
mod marks;
mod network;
mod numbers;
mod order;
mod partnership;
mod pilots;
mod store;
mod strategy;
mod sustain;
mod urgency;
mod vision;
mod wins;

use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use cadence::*;
pub(crate) use check::ANSWERS_MIN;
pub use check::{Check, FieldFault, LinkField, Problem, UnitField, Unknown};
pub use coalition::*;
pub use custom::*;
pub use enable::*;
pub use enlist::*;
pub use features::*;
pub use institute::*;
pub use listening::*;
pub use network::*;
pub use partnership::*;
pub use pilots::*;
#[cfg(test)]
pub(crate) use store::TOUCHED;
pub use store::{ExternalRef, Records, Stored, Visibility, Withdrawn};
pub use strategy::*;
pub use sustain::*;
pub use urgency::*;
pub use vision::*;
pub use wins::*;

use super::fixed::Fixed;
use super::ids::RecordId;
use super::nearest::nearest;
use super::shape::BadShape;
use super::step::Step;

/// What every kind of record says of itself.
pub trait Body: Typed {
    /// The statuses that a record of this kind can have.
    const STATUSES: &'static [&'static str] = &["recorded"];

    /// The kinds of records that its status is computed from, besides itself.
    const STATUS_FROM: &'static [Kind] = &[];

    /// Checks what types cannot say (bounds, order of dates) and names the records it links to.
    fn check(&self, _check: &mut Check) {}

    /// Its status now, computed from the records that link to it.
    fn status(&self, _id: RecordId, _records: &Records) -> &'static str {
        "recorded"
    }
}

/// The tie between a struct and its place in [`Record`]; written by the table.
pub trait Typed: Serialize + DeserializeOwned + JsonSchema + 'static {
    /// Its kind.
    const KIND: Kind;

    /// The record, when it is of this kind.
    fn of(record: &Record) -> Option<&Self>;
}

/// One row of [`RECORDS`].
pub struct RecordRow {
    /// The kind.
    pub kind: Kind,
    /// Its name in files and calls.
    pub name: &'static str,
    /// What people call one of it, and many.
    pub words: (&'static str, &'static str),
    /// The step at which it is usually recorded.
    pub step: Step,
    /// What it is, in one line.
    pub summary: &'static str,
    /// An example of its data, as JSON that parses and passes its checks.
    pub example: &'static str,
    /// The statuses that a record of this kind can have.
    pub statuses: &'static [&'static str],
    /// The kinds of records that its status is computed from, besides itself.
    pub status_from: &'static [Kind],
    /// The JSON Schema of its data. Each field says in `x-order` where it stands, in `x-unit` what its numbers are of, in
    /// `x-personal` that it is about a person, in `x-rating` that it rates one, in `x-links` which kinds of records it
    /// links to, in `x-unit-name` that it names a unit and in `x-long` that it holds sentences.
    pub schema: fn() -> schemars::Schema,
    /// The same within a larger schema.
    pub subschema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    parse: fn(&Value) -> Result<Record, serde_path_to_error::Error<serde_json::Error>>,
    read: fn(&str) -> Option<Record>,
}

// A macro, because an enum, its table and the way between them must name the same kinds in the same order; written
// out they were four lists to keep equal.
macro_rules! records {
    ($( $variant:ident $name:literal ($one:literal, $many:literal) $step:ident $summary:literal $example:literal )*) => {
        /// The kinds of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum Kind {
            $( #[doc = $summary] #[serde(rename = $name)] $variant, )*
        }

        impl Kind {
            /// All kinds, in the order of the table.
            pub const ALL: &[Self] = &[$( Self::$variant ),*];
        }

        /// A typed piece of evidence.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "data")]
        pub enum Record {
            $( #[doc = $summary] #[serde(rename = $name)] $variant($variant), )*
        }

        /// Every kind of record. The order is the order of [`Kind`].
        pub static RECORDS: &[RecordRow] = &[$( RecordRow {
            kind: Kind::$variant,
            name: $name,
            words: ($one, $many),
            step: Step::$step,
            summary: $summary,
            example: $example,
            statuses: <$variant as Body>::STATUSES,
            status_from: <$variant as Body>::STATUS_FROM,
            schema: order::schema::<$variant>,
            subschema: order::subschema::<$variant>,
            parse: |data| match $variant::deserialize(data) {
                Ok(body) => Ok(Record::$variant(body)),
                // Read again for the place of what is wrong; keeping track of it costs as much as reading.
                Err(_) => serde_path_to_error::deserialize(data).map(Record::$variant),
            },
            read: |text| serde_json::from_str(text).ok().map(Record::$variant),
        } ),*];

        $( impl Typed for $variant {
            const KIND: Kind = Kind::$variant;
            fn of(record: &Record) -> Option<&Self> {
                match record { Record::$variant(body) => Some(body), _ => None }
            }
        } )*

        impl Record {
            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $( Self::$variant(_) => Kind::$variant ),* }
            }

            fn check_body(&self, check: &mut Check) {
                match self { $( Self::$variant(body) => body.check(check) ),* }
            }

            fn body_status(&self, id: RecordId, records: &Records) -> &'static str {
                match self { $( Self::$variant(body) => body.status(id, records) ),* }
            }

            /// Its fields, as they were recorded.
            pub fn data(&self) -> Value {
                let data = match self { $( Self::$variant(body) => serde_json::to_value(body) ),* };
                data.expect("a record's fields have names and finite numbers")
            }

            fn body_numbers(&self, fields: &[String]) -> Option<Box<[Option<Fixed>]>> {
                match self { $( Self::$variant(body) => numbers::of(body, fields) ),* }
            }
        }
    };
}

records! {
    Scope "scope" ("scope", "scopes") Urgency
        "Who is affected: units with headcount and managers. The denominator of every share."
        r#"{"units": [{"name": "Finance", "people": 120, "managers": 14}, {"name": "Sales", "people": 260, "managers": 26}]}"#
    Need "need" ("need", "needs") Urgency
        "A need heard from somebody who leads people."
        r#"{"reported_by": "head-of-finance", "unit": "Finance", "channel": "meeting", "statement": "Monthly reports are late", "severity": 4}"#
    GapTriage "gap_triage" ("triage of a need", "triages of needs") Urgency
        "Is training the answer to this need? Six questions and a verdict."
        r#"{"need": "need-1", "knows_standard": true, "has_tools": true, "incentives_ok": false, "motive_ok": true, "capacity_ok": true, "has_knowledge_skill": true, "verdict": "incentive"}"#
    Indicator "indicator" ("indicator", "indicators") Urgency
        "What is to become better: unit, direction, baseline, target, owner."
        r#"{"name": "Rejects per 1,000 pieces", "unit": "rate_per_1000", "direction": "lower_better", "baseline": 40, "target": 30, "due_on": "2026-12-31", "owner": "head-of-production", "source": "line log", "counts": "rejects", "tracks": "outcome"}"#
    UrgencyPulse "urgency_pulse" ("anonymous survey", "anonymous surveys") Urgency
        "An anonymous survey: who finds the status quo unacceptable."
        r#"{"question": "Can we stay as we are?", "audience": "manager", "agree_n": 31, "answered_n": 36, "invited_n": 40}"#
    Stance "stance" ("stance", "stances") Urgency
        "What one person said for the record, where a group is too small for a survey."
        r#"{"person": "head-of-finance", "audience": "top_executive", "position": "convinced"}"#
    FollowThrough "follow_through" ("comparison with and without follow-through", "comparisons with and without follow-through") Urgency
        "Of a past programme: success with and without follow-through by the manager."
        r#"{"programme": "Coaching basics", "participants_n": 60, "followed_through_n": 20, "success_with_n": 14, "success_without_n": 8}"#
    ComplacencySource "complacency_source" ("source of complacency", "sources of complacency") Urgency
        "A reason for which people believe that nothing has to change, and what is done about it."
        r#"{"text": "Last year's record profit hides the complaints", "countermeasure": "Complaints are read out at every management meeting", "owner": "head-of-sales"}"#
    TriageOutcome "triage_outcome" ("outcome of a triage", "outcomes of triages") Urgency
        "A look at a need some time after its triage: is the work done now?"
        r#"{"triage": "gap_triage-1", "done": true, "note": "Reports came on time for three months"}"#
    Volunteer "volunteer" ("volunteer", "volunteers") Urgency
        "Somebody who does more for the change than their duty."
        r#"{"person": "clerk-in-finance", "takes_on": "Shows colleagues the new report", "hours_per_month": 4}"#
    CoalitionMember "coalition_member" ("coalition member", "coalition members") Coalition
        "Somebody who carries the change, with the power they bring to it."
        r#"{"person": "head-of-sales", "unit": "Sales", "role": "champion", "powers": {"position": 3, "expertise": 1, "credibility": 2, "leadership": 2}, "commitment": "committed"}"#
    RoleCharter "role_charter" ("role charter", "role charters") Coalition
        "What one party does for the change, and who accepted it."
        r#"{"party": "manager", "unit": "Sales", "duties": ["brief learners before", "debrief within two weeks"], "accepted_by": "head-of-sales", "accepted_on": "2026-02-10"}"#
    Meeting "meeting" ("coalition meeting", "coalition meetings") Coalition
        "The coalition met: who was there and what was decided."
        r#"{"attendees": ["head-of-sales", "head-of-finance"], "decisions": ["Pilot in Sales North"]}"#
    Contact "contact" ("contact", "contacts") Coalition
        "Two people spoke about the change."
        r#"{"a": "head-of-sales", "b": "head-of-hr", "minutes": 30, "kind": "1to1"}"#
    NetworkSurvey "network_survey" ("network survey", "network surveys") Coalition
        "A survey that asks people by name whom they go to."
        r#"{"question": "Whom do you ask when you want to know what this change means for your work?", "invited_n": 120, "units": ["Sales"]}"#
    Nomination "nomination" ("nomination", "nominations") Coalition
        "Whom one person goes to, as they said themselves."
        r#"{"from": "sales-rep-7", "relation": "advice", "named": [{"person": "head-of-sales", "strength": 4}]}"#
    Conflict "conflict" ("conflict", "conflicts") Coalition
        "A disagreement that stands in the way."
        r#"{"parties": ["head-of-sales", "head-of-hr"], "issue": "Who pays for the days away from work"}"#
    ConflictResolved "conflict_resolved" ("settlement of a conflict", "settlements of conflicts") Coalition
        "A conflict is settled, and how."
        r#"{"conflict": "conflict-1", "how": "Half of each budget, for one year"}"#
    Vision "vision" ("vision", "visions") Vision
        "Where the change leads, as it is told."
        r#"{"text": "Every course answers a need that a line leader named, and ends in work done better.", "spoken_minutes": 4}"#
    ResultLink "result_link" ("link from intervention to impact", "links from intervention to impact") Vision
        "One link of the chain from an intervention to its impact."
        r#"{"from": {"level": "intervention", "name": "Coaching for team leads"}, "to": {"level": "output", "name": "40 leads coach weekly"}, "indicator": "indicator-1"}"#
    VisionRating "vision_rating" ("rating of the vision", "ratings of the vision") Vision
        "What one person thinks of the vision: six qualities, each from 1 to 5."
        r#"{"rater": "head-of-finance", "imaginable": 4, "desirable": 5, "feasible": 3, "focused": 4, "flexible": 4, "communicable": 5}"#
    ListenerTest "listener_test" ("test with listeners", "tests with listeners") Vision
        "The vision was told to people who had not heard it: who understood it, and who is interested."
        r#"{"heard_n": 10, "understood_n": 9, "interested_n": 8}"#
    StrategyNode "strategy_node" ("part of the strategy", "parts of the strategy") Vision
        "A diagnosis, a guiding policy or an action, and what it follows from."
        r#"{"type": "diagnosis", "text": "Courses are booked, and the work that they were for stays as it was"}"#
    RaciRow "raci_row" ("row of who does what", "rows of who does what") Vision
        "Who does an activity, who answers for it, who is asked and who is told."
        r#"{"activity": "Brief learners before a course", "responsible": [{"party": "manager"}], "accountable": {"party": "manager", "person": "head-of-sales"}, "consulted": [{"party": "provider"}], "informed": [{"party": "learner"}]}"#
    LearningMix "learning_mix" ("split of learning", "splits of learning") Vision
        "How learning is split between doing known things better and finding new ones."
        r#"{"productive_pct": 70, "generative_pct": 30, "work_type": "complex"}"#
    Message "message" ("message", "messages") Enlist
        "One act of communication: who said what to whom, and could they answer."
        r#"{"theme": "Why learning is everybody's work", "sender": "supervisor", "channel": "meeting", "two_way": true, "units": ["Sales"], "reached_n": 60}"#
    Question "question" ("question", "questions") Enlist
        "Somebody asked something about the change."
        r#"{"text": "Who does my work while I am being trained?", "unit": "Sales"}"#
    Answer "answer" ("answer to a question", "answers to questions") Enlist
        "A question was answered."
        r#"{"question": "question-1", "text": "Two days a month are kept free in every plan", "changed_the_plan": true}"#
    ModelingEvent "modeling_event" ("example set by a leader", "examples set by leaders") Enlist
        "Somebody who leads did in public what the change asks of all."
        r#"{"leader": "head-of-sales", "behaviour": "Told the team what a lost deal had taught", "seen_by_n": 25}"#
    AwarenessPulse "awareness_pulse" ("survey of awareness", "surveys of awareness") Enlist
        "An anonymous survey among those affected: who knows of the change and its reason."
        r#"{"question": "I know what changes, and why", "agree_n": 160, "answered_n": 190, "invited_n": 240}"#
    KraWeight "kra_weight" ("weight in a manager’s key result areas", "weights in managers’ key result areas") Enable
        "How much learning weighs in one manager's key result areas."
        r#"{"manager": "head-of-sales", "weight_pct": 10, "period": "2026"}"#
    Barrier "barrier" ("barrier", "barriers") Enable
        "Something that keeps people from acting."
        r#"{"type": "priority", "statement": "Month-end closing takes every training day", "units": ["Finance"], "severity": "high", "owner": "head-of-finance"}"#
    BarrierClosed "barrier_closed" ("removal of a barrier", "removals of barriers") Enable
        "A barrier is gone, and how."
        r#"{"barrier": "barrier-1", "how": "Closing days are blocked in the training calendar"}"#
    BarrierReview "barrier_review" ("review of barriers", "reviews of barriers") Enable
        "Somebody looked for barriers: the record that makes 'none' believable."
        r#"{"units": ["Finance", "Sales"], "method": "Interviews with eight team leads"}"#
    BarrierAccepted "barrier_accepted" ("acceptance of a barrier", "acceptances of barriers") Enable
        "A barrier stays, and why the change goes on with it."
        r#"{"barrier": "barrier-1", "reason": "The system is replaced next year; until then lists are kept by hand"}"#
    ManagerSkill "manager_skill" ("rating of a manager’s skills", "ratings of managers’ skills") Enable
        "What one manager can do to help others learn: three skills, each from 0 to 3."
        r#"{"manager": "head-of-sales", "needs_id": 2, "expectations": 3, "coaching": 2}"#
    EffortEstimate "effort_estimate" ("estimate of extra effort", "estimates of extra effort") Enable
        "How much work the change adds for the people of a unit."
        r#"{"unit": "Finance", "extra_pct": 8}"#
    Load "load" ("count of a unit’s changes", "counts of units’ changes") Enable
        "How many major changes a unit goes through at once."
        r#"{"unit": "Finance", "concurrent_changes": 3, "hours_per_person_month": 12}"#
    FollowThroughAct "follow_through_act" ("act of follow-through", "acts of follow-through") Enable
        "A manager followed through on somebody's learning: briefed, debriefed, coached, mentored, recognised."
        r#"{"learner": "clerk-in-sales", "manager": "head-of-sales", "type": "pre_brief"}"#
    Pilot "pilot" ("pilot", "pilots") Wins
        "A limited trial, and what it waits for."
        r#"{"name": "Coaching in Sales North", "unit": "Sales", "starts_on": "2026-03-01", "ends_on": "2026-06-30", "sample_n": 30, "comparison": "matched_unit"}"#
    Measurement "measurement" ("measurement", "measurements") Wins
        "The value of an indicator on a day. Unit, direction and target stand in the indicator."
        r#"{"indicator": "indicator-1", "value": 28, "n": 30}"#
    Win "win" ("win", "wins") Wins
        "A claimed short-term win: an indicator before and after."
        r#"{"claim": "A third fewer rejects in Sales North", "indicator": "indicator-1", "before": 40, "after": 28, "level": 3, "pilot": "pilot-1", "result": "result-1", "contributors": ["head-of-sales"]}"#
    Verification "verification" ("verification", "verifications") Wins
        "Another person checked a win."
        r#"{"win": "win-1", "outcome": "confirmed", "how": "Line log read for both periods"}"#
    Announcement "announcement" ("announcement", "announcements") Wins
        "A win was told, and how many saw it."
        r#"{"win": "win-1", "channel": "event", "reached_n": 210}"#
    PilotEnded "pilot_ended" ("end of a pilot", "ends of pilots") Wins
        "A pilot is over: it succeeded, failed or was stopped, and why."
        r#"{"pilot": "pilot-1", "outcome": "succeeded", "why": "Rejects fell in every week"}"#
    PilotResult "result" ("result of a pilot", "results of pilots") Wins
        "What a pilot did to an indicator: before and after, with interval and comparison group where there are any."
        r#"{"pilot": "pilot-1", "indicator": "indicator-1", "before": 40, "after": 28, "ci_low": 25, "ci_high": 31, "comparison_before": 41, "comparison_after": 39, "n": 30}"#
    EvaluationLevel "evaluation_level" ("evaluation of a programme", "evaluations of programmes") Wins
        "At which level a programme is to be evaluated, or was."
        r#"{"programme": "Coaching basics", "level": 3, "done_on": "2026-06-30", "found": "31 of 40 leads coach weekly"}"#
    Cost "cost" ("cost", "costs") Wins
        "What something cost, and what it brought in where that is known in money."
        r#"{"what": "Coaching in Sales North", "amount": 18000, "benefits": 45000}"#
    Reverification "reverification" ("second look at a win", "second looks at wins") Wins
        "Somebody looked at a win again, months later: it holds, or it is gone."
        r#"{"win": "win-1", "months_after": 6, "outcome": "holds", "how": "Line log read for the last quarter"}"#
    PdcaCycle "pdca_cycle" ("plan-do-check-act cycle", "plan-do-check-act cycles") Sustain
        "One plan-do-check-act cycle of a pilot."
        r#"{"pilot": "pilot-1", "plan": "Debrief within a week", "do": "Reminder to 12 managers", "check": "Debriefs rose from 40 % to 80 %", "act": "adopt", "closed_on": "2026-08-01"}"#
    Spread "spread" ("adoption by a unit", "adoptions by units") Sustain
        "A unit took over the new way, and how many of its people work so."
        r#"{"unit": "Sales", "adopted_on": "2026-09-01", "adoption_pct": 72}"#
    FollowOnProject "follow_on_project" ("follow-on project", "follow-on projects") Sustain
        "A further project that a win made possible."
        r#"{"name": "Coaching in Service", "cause": "win-1"}"#
    ReviewConversation "review_conversation" ("conversation about improvements", "conversations about improvements") Sustain
        "A conversation with stakeholders about what to improve, and what became of their suggestions."
        r#"{"stakeholders": ["Team leads of Sales"], "suggestions_n": 5, "accepted_n": 2}"#
    Council "council" ("council", "councils") Institute
        "The body that looks after the change when the project is over."
        r#"{"charter": "Decides yearly what the company learns", "members": ["head-of-sales", "head-of-finance"], "meets_every_days": 90}"#
    CouncilMeeting "council_meeting" ("council meeting", "council meetings") Institute
        "The council met."
        r#"{"council": "council-1", "decisions": ["Budget 2027 agreed"]}"#
    Artefact "artefact" ("artefact", "artefacts") Institute
        "Something that outlives the project: a policy, an onboarding module, a manifesto."
        r#"{"type": "manifesto", "title": "How we learn here", "effective_on": "2026-09-01", "owner": "head-of-hr"}"#
    CultureScore "culture_score" ("score of a learning feature", "scores of learning features") Institute
        "How far one of the six features of a learning organisation is there, as people answered without names."
        r#"{"feature": 1, "unit": "Sales", "score": 66, "n": 24}"#
    Succession "succession" ("arrangement for a successor", "arrangements for successors") Institute
        "Who takes over a role when its holder leaves, and whether they are ready and have agreed."
        r#"{"role": "sponsor", "successor": "head-of-sales", "ready": true, "committed": true}"#
    SustainCheck "sustain_check" ("check after months", "checks after months") Institute
        "The value of an indicator 6, 12 or 24 months after the change."
        r#"{"indicator": "indicator-1", "months_after": 6, "value": 71}"#
    Stakeholder "stakeholder" ("stakeholder", "stakeholders") Coalition
        "Somebody to keep in touch with, and how often."
        r#"{"person": "head-of-production", "unit": "Production", "cadence_days": 30, "partner": "hr-partner", "interest": "Half of all learners work for them"}"#
    Feedback "feedback" ("feedback", "feedback") Enlist
        "What somebody thinks of the work: praise, criticism or a suggestion. All of it counts as listening."
        r#"{"unit": "Production", "tone": "criticism", "text": "The course came a year too late", "programme": "Coaching basics", "changed": "Dates are agreed with the shift plan"}"#
    VendorProposal "vendor_proposal" ("proposal of a vendor", "proposals of vendors") Enable
        "What a vendor offers: which gap it closes, and what will show that it did."
        r#"{"vendor": "A training house", "offer": "Coaching at the line, eight weeks", "gap": "need-1", "indicator": "indicator-1", "fitted": "Cases are taken from our own line log"}"#
    Innovation "innovation" ("new way of learning", "new ways of learning") Wins
        "A new way of learning that is looked at, or was tried."
        r#"{"approach": "simulation", "what": "Handling complaints", "learned": "Half an hour a week is enough"}"#
    FeatureLead "feature_lead" ("leader of a feature", "leaders of features") Institute
        "Who answers for one of the six features of a learning organisation."
        r#"{"feature": 4, "leader": "head-of-production", "unit": "Production"}"#
    Custom "custom" ("record of a declared kind", "records of declared kinds") Institute
        "A record of a kind that the workflow declares: its `kinds` say which fields it has."
        r#"{"type": "readiness_score", "fields": {"score": 12, "team": "North"}}"#
}

impl Kind {
    /// Its row in [`RECORDS`].
    pub fn row(self) -> &'static RecordRow {
        &RECORDS[self as usize]
    }

    /// Its name in files and calls.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        RECORDS.iter().find(|row| row.name == name).map(|row| row.kind)
    }

    /// The kinds whose names are nearest to a word that names none.
    pub fn nearest(word: &str) -> Vec<String> {
        nearest(word, RECORDS.iter().map(|row| row.name))
    }

    /// Where a field stands among the numeric fields of the kind's data, if it is one.
    pub fn number_index(self, field: &str) -> Option<usize> {
        self.numeric_fields().iter().position(|name| name == field)
    }

    /// The numeric fields of the kind's data, read from its schema.
    pub fn numeric_fields(self) -> &'static [String] {
        &NUMERIC[self as usize]
    }
}

/// The numeric fields of each kind. Schemas are built once: a gate is judged more often than that.
static NUMERIC: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let numeric = |property: &Value| match property.get("type") {
        Some(Value::String(name)) => name == "number" || name == "integer",
        Some(Value::Array(names)) => names.iter().any(|name| name == "number" || name == "integer"),
        _ => false,
    };
    let of = |row: &RecordRow| {
        let schema = (row.schema)();
        let properties = schema.get("properties").and_then(Value::as_object);
        let fields = properties.into_iter().flatten();
        fields.filter(|(_, it)| numeric(it)).map(|(name, _)| name.clone()).collect()
    };
    RECORDS.iter().map(of).collect()
});

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A description as it stands within a sentence.
fn lower(described: &str) -> String {
    let mut letters = described.chars();
    let first = letters.next().map(|it| it.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

impl Record {
    /// Reads a record of a kind from its data. Shape only: [`Record::check`] looks at what it says.
    ///
    /// # Errors
    /// When a field is missing, unknown or of the wrong type; the error says which.
    pub fn parse(kind: Kind, data: &Value) -> Result<Self, BadShape> {
        Self::parse_at("", kind, data)
    }

    /// The same for data that stands within something larger, at a JSON pointer.
    ///
    /// # Errors
    /// As [`Record::parse`], with the whole pointer.
    pub fn parse_at(at: &str, kind: Kind, data: &Value) -> Result<Self, BadShape> {
        (kind.row().parse)(data).map_err(|error| {
            let mut bad = BadShape::of(at, &error);
            // What a field is for helps more than its name.
            let schema = (kind.row().schema)();
            let described = bad.missing.as_ref().and_then(|field| {
                schema.get("properties")?.get(field)?.get("description")?.as_str()
            });
            if let Some(described) = described {
                let described = described.trim_end_matches('.');
                bad.problem = format!("{} ({})", bad.problem, lower(described));
            }
            bad
        })
    }

    /// The same from text, without building a value first; none when it does not read, and [`Record::parse_at`] says why.
    pub fn read(kind: Kind, text: &str) -> Option<Self> {
        (kind.row().read)(text)
    }

    /// The values of its numeric fields, in the order of [`Kind::numeric_fields`].
    pub fn numbers(&self) -> Box<[Option<Fixed>]> {
        let fields = self.kind().numeric_fields();
        if fields.is_empty() {
            return Box::default();
        }
        self.body_numbers(fields).unwrap_or_else(|| vec![None; fields.len()].into())
    }

    /// Checks what types cannot say, and collects the records it links to.
    pub fn check(&self) -> Check {
        let mut check = Check::default();
        self.check_body(&mut check);
        check
    }

    /// Its status now, computed from the records that link to it.
    pub fn status(&self, id: RecordId, records: &Records) -> &'static str {
        self.body_status(id, records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_what_it_is_with_an_example_that_holds() {
        let mut names = std::collections::BTreeSet::new();
        for (index, row) in RECORDS.iter().enumerate() {
            assert_eq!(row.kind as usize, index, "{}", row.name);
            assert!(names.insert(row.name), "{} stands twice", row.name);
            assert!(row.summary.ends_with(['.', '?']), "{}: the summary is a sentence", row.name);
            let data: Value = serde_json::from_str(row.example).expect(row.name);
            let record =
                Record::parse(row.kind, &data).unwrap_or_else(|e| panic!("{}: {e:?}", row.name));
            let check = record.check();
            assert_eq!(check.faults, [], "{}", row.name);
            let again: Record =
                serde_json::from_value(serde_json::to_value(&record).unwrap()).unwrap();
            assert_eq!(again, record);
        }
    }

    #[test]
    fn every_field_says_what_it_is_and_no_unknown_field_is_taken() {
        for row in RECORDS {
            let schema = (row.schema)();
            assert_eq!(
                schema.get("additionalProperties"),
                Some(&Value::Bool(false)),
                "{}",
                row.name
            );
            for (field, property) in schema.get("properties").unwrap().as_object().unwrap() {
                assert!(
                    property.get("description").is_some(),
                    "{}.{field} is not described",
                    row.name
                );
            }
        }
    }

    #[test]
    fn bad_shapes_name_the_field_and_the_nearest_word() {
        let bad = |kind, data| Record::parse(kind, &data).unwrap_err();
        let unknown = bad(
            Kind::KraWeight,
            serde_json::json!({"manger": "x", "weight_pct": 1, "period": "2026"}),
        );
        assert_eq!(unknown.nearest, ["manager"]);
        let nested = bad(
            Kind::Scope,
            serde_json::json!({"units": [{"name": "A", "people": "many", "managers": 1}]}),
        );
        assert_eq!(nested.pointer, "/units/0/people");
        let date = bad(
            Kind::Artefact,
            serde_json::json!({"type": "policy", "title": "x", "effective_on": "2026-02-30", "owner": "x"}),
        );
        assert_eq!(date.pointer, "/effective_on");
    }
}
