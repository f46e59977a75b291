//! Clients that write down what was acknowledged to them, and look for it afterwards.
//!
//! Every command has a key and, if it records anything, a text of its own. What got no answer is asked again with the
//! same key by whoever comes next, so that something carried out twice would show as a text that stands twice.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::http::{Answer, Http};
use super::random::Random;

/// Of so many commands one opens an initiative, as long as there are few; later ones are rarer.
const OPENS: u64 = 12;

/// How many of the newest initiatives are written to.
const BUSY: usize = 12;

/// How many commands are asked again after each start.
const AGAIN: usize = 5;

/// A command that was sent, or is about to be.
#[derive(Debug, Clone)]
struct Command {
    key: String,
    initiative: String,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Open,
    Record {
        text: String,
    },
    /// In the stream of people, which is not an initiative's.
    Person,
    Role {
        person: String,
    },
}

/// What a daemon has promised: this stands at this version since that time.
#[derive(Debug, Clone)]
pub(crate) struct Ack {
    pub(crate) initiative: String,
    pub(crate) version: u64,
    pub(crate) at: String,
    /// The record's id and its text.
    pub(crate) record: Option<(String, String)>,
    command: Command,
}

/// What all clients of one store know, over all of its processes.
#[derive(Default)]
pub(crate) struct Notes {
    inner: Mutex<Inner>,
    acknowledged: AtomicUsize,
    /// All texts are as long as can be, so that a store soon holds much.
    long: bool,
}

#[derive(Default)]
struct Inner {
    acks: Vec<Ack>,
    initiatives: Vec<String>,
    people: Vec<String>,
    unanswered: Vec<Command>,
    /// Answers that no fault explains.
    wrong: Vec<String>,
    next: u64,
}

impl Notes {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For a store that shall hold much soon.
    pub(crate) fn of_long_texts() -> Self {
        Self { long: true, ..Self::default() }
    }

    /// How many commands were acknowledged.
    pub(crate) fn count(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// All that was acknowledged and stands in an initiative.
    pub(crate) fn in_initiatives(&self) -> Vec<Ack> {
        let inner = self.lock();
        inner.acks.iter().filter(|ack| !matches!(ack.command.what, What::Person)).cloned().collect()
    }

    /// All that was acknowledged.
    fn acks(&self) -> Vec<Ack> {
        self.lock().acks.clone()
    }

    /// Answers that no fault explains, once.
    pub(crate) fn wrong(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().wrong)
    }

    fn next(&self, random: &mut Random) -> Command {
        let mut inner = self.lock();
        if let Some(again) = inner.unanswered.pop() {
            return again;
        }
        inner.next += 1;
        let key = format!("key-{}", inner.next);
        let known = inner.initiatives.len();
        if known == 0 || random.below(OPENS * (1 + known as u64 / 8)) == 0 {
            return Command { initiative: format!("i{}", inner.next), key, what: What::Open };
        }
        let newest = known.min(BUSY) as u64;
        let initiative = inner.initiatives[known - 1 - random.below(newest) as usize].clone();
        let what = match random.below(40) {
            0 => What::Person,
            1 if !inner.people.is_empty() => What::Role { person: inner.people.remove(0) },
            _ => What::Record { text: text(&key, self.long, random) },
        };
        Command { key, initiative, what }
    }

    fn answered(&self, command: Command, answer: Answer) -> bool {
        let result = match answer {
            Answer::Done(result) => result,
            Answer::Nothing(_) => {
                self.lock().unanswered.push(command);
                return false;
            }
            Answer::Refused(error) => {
                let unavailable = error.pointer("/data/kind") == Some(&json!("unavailable"));
                let mut inner = self.lock();
                if unavailable {
                    inner.unanswered.push(command);
                } else {
                    inner.wrong.push(format!("{command:?} was refused: {error}"));
                }
                return unavailable;
            }
        };
        let record = match &command.what {
            What::Record { text } => {
                Some((result["records"][0].as_str().unwrap_or_default().to_owned(), text.clone()))
            }
            _ => None,
        };
        let mut inner = self.lock();
        match &command.what {
            What::Open => inner.initiatives.push(command.initiative.clone()),
            What::Person => inner.people.push(person(&command.key)),
            What::Record { .. } | What::Role { .. } => {}
        }
        inner.acks.push(Ack {
            initiative: command.initiative.clone(),
            version: result["version"].as_u64().unwrap_or_default(),
            at: result["at"].as_str().unwrap_or_default().to_owned(),
            record,
            command,
        });
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
        true
    }

    /// Sends commands from many clients at once until the daemon is gone, or told to end.
    pub(crate) fn load(&self, address: &str, token: &str, clients: usize, end: &AtomicBool) {
        std::thread::scope(|scope| {
            for _ in 0..clients {
                scope.spawn(|| {
                    let mut random = Random::new();
                    let Ok(mut http) = Http::connect(address, token) else { return };
                    while !end.load(Ordering::Relaxed) {
                        let command = self.next(&mut random);
                        let answer = http.call(command.method(), &command.params());
                        if !self.answered(command, answer) {
                            return;
                        }
                    }
                });
            }
        });
    }

    /// What was acknowledged and can be read back only by asking again: people.
    pub(crate) fn lost_people(&self, http: &mut Http) -> Result<Vec<String>, String> {
        let acks = self.acks();
        again(http, acks.iter().filter(|ack| matches!(ack.command.what, What::Person)))
    }

    /// Asks for some acknowledged commands again. Answers those that were not answered as they first were.
    pub(crate) fn otherwise_now(&self, http: &mut Http) -> Result<Vec<String>, String> {
        let (acks, mut random) = (self.acks(), Random::new());
        let count = AGAIN.min(acks.len());
        again(http, (0..count).map(|_| &acks[random.below(acks.len() as u64) as usize]))
    }
}

fn again<'a>(http: &mut Http, acks: impl Iterator<Item = &'a Ack>) -> Result<Vec<String>, String> {
    let mut otherwise = Vec::new();
    for ack in acks {
        let again = match http.call(ack.command.method(), &ack.command.params()) {
            Answer::Done(again) => again,
            Answer::Refused(error) => error,
            Answer::Nothing(why) => return Err(format!("no answer: {why}")),
        };
        let record = ack.record.as_ref().map(|(id, _)| json!(id)).unwrap_or_default();
        if again["replayed"] != json!(true)
            || again["version"] != json!(ack.version)
            || again["at"] != json!(ack.at)
            || again["records"].get(0).cloned().unwrap_or_default() != record
        {
            otherwise.push(format!("{ack:?} was asked again and answered {again}"));
        }
    }
    Ok(otherwise)
}

impl Command {
    fn method(&self) -> &'static str {
        match self.what {
            What::Open => "initiative_open",
            What::Record { .. } => "record_add",
            What::Person => "person_add",
            What::Role { .. } => "role_assign",
        }
    }

    fn params(&self) -> Value {
        let mut params = match &self.what {
            What::Open => json!({"title": self.key, "workflow": "kotter"}),
            What::Record { text } => json!({"records": [{"kind": "need", "data": {
                "reported_by": "head-of-sales", "unit": "Sales", "channel": "meeting", "statement": text, "severity": 4,
            }}]}),
            What::Person => json!({"person": person(&self.key), "name": self.key}),
            What::Role { person } => json!({"person": person, "role": "member"}),
        };
        if !matches!(self.what, What::Person) {
            params["initiative"] = json!(self.initiative);
        }
        params["idempotency_key"] = json!(self.key);
        params
    }
}

/// Somebody of their own for each command: a role that is held already changes nothing.
fn person(key: &str) -> String {
    format!("p-{key}")
}

/// A text that begins with the key. Mostly short; a few do not fit into one block of the store.
fn text(key: &str, long: bool, random: &mut Random) -> String {
    let bytes = if long || random.below(60) == 0 { 1800 } else { 40 + random.below(500) };
    let mut text = format!("{key} ");
    while text.len() < bytes as usize {
        text.push_str(&format!("{:x} ", random.below(u64::MAX)));
    }
    text.trim_end().to_owned()
}

/// The texts that stand more than once.
pub(crate) fn doubled<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts
        .filter(|text| !seen.insert(*text))
        .map(|text| format!("`{text:.40}` stands twice"))
        .collect()
}
