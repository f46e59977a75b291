//! Step 4, enlist a volunteer army: every act of communication, what was asked back, and who leads by example.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::super::ids::{PersonId, RecordId};
use super::{Body, Check, Kind, Period, Problem, Records};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The top.
    Executive,
    /// The direct supervisor.
    Supervisor,
    /// A colleague.
    Peer,
    /// HR and the learning team.
    Hr,
    /// A provider.
    Vendor,
}

/// How it is said.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In a meeting.
    Meeting,
    /// Between two people.
    OneToOne,
    /// By mail.
    Mail,
    /// On the intranet.
    Intranet,
    /// In a video.
    Video,
    /// At an event.
    Event,
    /// In a chat.
    Chat,
    /// By a thing: a poster, a tool, a form.
    Artefact,
}

impl Channel {
    /// All of them, with their names in files.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Meeting, "meeting"),
        (Self::OneToOne, "one_to_one"),
        (Self::Mail, "mail"),
        (Self::Intranet, "intranet"),
        (Self::Video, "video"),
        (Self::Event, "event"),
        (Self::Chat, "chat"),
        (Self::Artefact, "artefact"),
    ];
}

/// One act of communication; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What it was about.
    pub theme: String,
    /// Who spoke.
    pub sender: Sender,
    /// How it was said.
    pub channel: Channel,
    /// Could those who heard it answer there and then?
    pub two_way: bool,
    /// The units it reached.
    #[schemars(extend("x-unit-name" = true))]
    pub units: Vec<String>,
    /// How many people it reached.
    #[schemars(range(min = 1), extend("x-unit" = "people"))]
    pub reached_n: u32,
    /// How long it took, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10000), extend("x-unit" = "minutes"))]
    pub minutes: Option<Fixed>,
    /// How many words it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 1000000), extend("x-unit" = "words"))]
    pub words: Option<u32>,
    /// Did it say what the change means for those who heard it, each for themselves?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal_impact: bool,
}

impl Body for Message {
    fn check(&self, check: &mut Check) {
        check.text("theme", &self.theme);
        check.texts("units", &self.units);
        check.distinct("units", self.units.iter().map(String::as_str));
        if self.reached_n == 0 {
            check.fault("reached_n", Problem::Empty);
        }
        if let Some(minutes) = self.minutes {
            check.range("minutes", minutes, Fixed::ZERO, Fixed::whole(10_000));
        }
        if let Some(words) = self.words {
            check.whole("words", words, 0, 1_000_000);
        }
    }
}

/// Somebody asked something about the change; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What was asked.
    #[schemars(extend("x-long" = true))]
    pub text: String,
    /// The unit it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-unit-name" = true))]
    pub unit: Option<String>,
    /// Who asked, when they want to be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub asked_by: Option<PersonId>,
}

impl Body for Question {
    const STATUSES: &'static [&'static str] = &["open", "answered"];
    const STATUS_FROM: &'static [Kind] = &[Kind::Answer];

    fn check(&self, check: &mut Check) {
        check.text("text", &self.text);
        check.text_if_any("unit", self.unit.as_ref());
    }

    fn status(&self, id: RecordId, records: &Records) -> &'static str {
        if records.linking::<Answer>(id).next().is_some() { "answered" } else { "open" }
    }
}

/// A question was answered; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The question.
    #[schemars(extend("x-links" = ["question"]))]
    pub question: RecordId,
    /// What was answered.
    #[schemars(extend("x-long" = true))]
    pub text: String,
    /// Did the question change the plan?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed_the_plan: bool,
}

impl Body for Answer {
    fn check(&self, check: &mut Check) {
        check.link("question", self.question, Kind::Question);
        check.text("text", &self.text);
    }
}

/// Somebody who leads did in public what the change asks of all; the day is the record's `observed_on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelingEvent {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub leader: PersonId,
    /// What they did.
    #[schemars(extend("x-long" = true, "x-personal" = true))]
    pub behaviour: String,
    /// How many people saw it.
    #[schemars(range(min = 1), extend("x-unit" = "people"))]
    pub seen_by_n: u32,
}

impl Body for ModelingEvent {
    fn check(&self, check: &mut Check) {
        check.text("behaviour", &self.behaviour);
        if self.seen_by_n == 0 {
            check.fault("seen_by_n", Problem::Empty);
        }
    }
}

/// An anonymous survey among those affected: who knows of the change and its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AwarenessPulse {
    /// What was asked.
    pub question: String,
    /// How many agree.
    #[schemars(extend("x-unit" = "people"))]
    pub agree_n: u32,
    /// How many answered; at least five.
    #[schemars(range(min = 5), extend("x-unit" = "people"))]
    pub answered_n: u32,
    /// How many were asked.
    #[schemars(extend("x-unit" = "people"))]
    pub invited_n: u32,
    /// When people were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

impl Body for AwarenessPulse {
    fn check(&self, check: &mut Check) {
        Period::check(self.period, check);
        check.text("question", &self.question);
        check.anonymous("answered_n", self.answered_n);
        check.part("agree_n", self.agree_n, "answered_n", self.answered_n);
        check.part("answered_n", self.answered_n, "invited_n", self.invited_n);
    }
}
