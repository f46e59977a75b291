//! A history: what clients asked for and when, what they were answered and when, and the journal that was left at the end.

use std::collections::BTreeMap;
use std::fmt;

/// Nanoseconds since the history began, by one clock that never goes back.
pub(super) type Time = u64;

/// The end of time: what was never answered may still take effect.
pub(super) const NEVER: Time = Time::MAX;

/// Something that is so in a version of an initiative: `step urgency` is `passed`, `needs` is `17`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
}

impl Fact {
    pub(super) fn new(name: impl Into<String>, value: impl ToString) -> Self {
        Self { name: name.into(), value: value.to_string() }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = `{}`", self.name, self.value)
    }
}

/// What had to be so just before a command, or must not have been so, for it to be carried out.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    pub(super) fact: Fact,
    pub(super) holds: bool,
}

/// What a call asks for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The method, for people.
    pub(super) method: String,
    pub(super) initiative: String,
    /// By what its commit is known in the journal; none for a call that writes nothing. Repeats of a command share it.
    pub(super) mark: Option<String>,
    /// The version that the caller expects.
    pub(super) expected: Option<u64>,
    /// What the rules ask of the state.
    pub(super) demands: Vec<Demand>,
}

/// What a call came to, as its client knows.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It was carried out, now or, `replayed`, when it was asked for before. `says` is what is so in that version.
    Done { version: u64, at: String, replayed: bool, says: Vec<Fact> },
    /// It was refused for what was so, in the version that was named or in one that was not.
    Refused { version: Option<u64>, says: Vec<Fact> },
    /// It read what was so.
    Read { version: Option<u64>, says: Vec<Fact> },
    /// It was turned away, and certainly nothing was done.
    TurnedAway,
    /// Nobody knows: the client hung up, or the connection broke.
    Unknown,
    /// An answer that no call should get.
    Strange(String),
}

/// One call, once: a repeat is a call of its own.
#[derive(Debug, Clone)]
pub(super) struct Op {
    /// Who called.
    pub(super) client: usize,
    /// The how-manieth call of this client.
    pub(super) number: usize,
    /// Which process of the daemon was called.
    pub(super) life: usize,
    pub(super) asked: Asked,
    /// Before its first byte was sent.
    pub(super) invoked: Time,
    /// After the last byte of the answer was read. Without an answer: when the daemon that was called was dead.
    pub(super) returned: Time,
    pub(super) outcome: Outcome,
}

impl Op {
    pub(super) fn mark(&self) -> Option<&str> {
        self.asked.mark.as_deref()
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { client, number, asked, .. } = self;
        write!(f, "client {client}'s call {number} ({} to {}", asked.method, asked.initiative)?;
        if let Some(mark) = &asked.mark {
            write!(f, ", `{mark}`")?;
        }
        write!(f, "; asked at {}, ", seconds(self.invoked))?;
        match &self.outcome {
            Outcome::Unknown if self.returned == NEVER => return f.write_str("never answered)"),
            Outcome::Unknown => {
                return write!(
                    f,
                    "never answered, by a daemon dead at {})",
                    seconds(self.returned)
                );
            }
            _ => write!(f, "answered at {}: ", seconds(self.returned))?,
        }
        let version = |version: &Option<u64>| match version {
            Some(version) => format!("at version {version}"),
            None => "at some version".to_owned(),
        };
        match &self.outcome {
            Outcome::Done { version, replayed: false, .. } => write!(f, "version {version})"),
            Outcome::Done { version, .. } => write!(f, "version {version}, done before)"),
            Outcome::Refused { version: at, .. } => write!(f, "refused {})", version(at)),
            Outcome::Read { version: at, .. } => write!(f, "read {})", version(at)),
            Outcome::TurnedAway => f.write_str("turned away)"),
            Outcome::Strange(answer) => write!(f, "{answer})"),
            Outcome::Unknown => Ok(()),
        }
    }
}

fn seconds(time: Time) -> String {
    format!("{}.{:06} s", time / 1_000_000_000, time / 1_000 % 1_000_000)
}

/// A commit as it stands in the journal at the end.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) position: u64,
    pub(super) initiative: String,
    pub(super) version: u64,
    /// By what it is known; empty when nobody's.
    pub(super) mark: String,
    pub(super) at: String,
}

/// Since which version a fact has which value; before the first it has none, which is the empty text.
pub(super) type Values = Vec<(u64, String)>;

/// The journal at the end, and what it adds up to.
#[derive(Debug, Clone, Default)]
pub(super) struct Journal {
    pub(super) entries: Vec<Entry>,
    /// By initiative and name.
    pub(super) facts: BTreeMap<(String, String), Values>,
}

impl Journal {
    /// Notes what a fact is from a version on.
    pub(super) fn note(&mut self, initiative: &str, version: u64, fact: Fact) {
        let values = self.facts.entry((initiative.to_owned(), fact.name)).or_default();
        if values.last().map_or("", |(_, value)| value) != fact.value {
            values.push((version, fact.value));
        }
    }

    fn values(&self, initiative: &str, name: &str) -> &[(u64, String)] {
        self.facts.get(&(initiative.to_owned(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// What a fact is in a version.
    pub(super) fn value(&self, initiative: &str, name: &str, version: u64) -> &str {
        let values = self.values(initiative, name);
        let since = values.partition_point(|(from, _)| *from <= version);
        since.checked_sub(1).map_or("", |at| &values[at].1)
    }

    /// The versions in which a fact is so, from and to.
    pub(super) fn spans(&self, initiative: &str, fact: &Fact) -> Vec<(u64, u64)> {
        let values = self.values(initiative, &fact.name);
        let mut spans = Vec::new();
        let mut span = |from: u64, to: u64, value: &str| {
            if value == fact.value && from <= to {
                spans.push((from, to));
            }
        };
        span(0, values.first().map_or(u64::MAX, |(from, _)| from - 1), "");
        for (at, (from, value)) in values.iter().enumerate() {
            span(*from, values.get(at + 1).map_or(u64::MAX, |(next, _)| next - 1), value);
        }
        spans
    }
}
