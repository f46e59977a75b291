//! Step 4, enlist a volunteer army: every act of communication.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fixed::Fixed;
use super::{Body, Check, Problem};

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
    pub units: Vec<String>,
    /// How many people it reached.
    pub reached_n: u32,
    /// How long it took, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Fixed>,
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
    }
}
