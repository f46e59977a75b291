//! A daemon that is killed and started again, and its clients.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::calls::{self, Call, Memory};
use super::record::{NEVER, Op, Outcome, Time};
use super::wire::{Wire, request};
use crate::conduct::Chance;
use crate::daemon::windrose;

/// How many calls are kept for others to repeat.
const REPEATABLE: usize = 64;

/// How often is read before a kill at most.
const SPYING_MAX: usize = 200;

/// Which process of the daemon runs, and where.
#[derive(Clone)]
pub(super) struct Life {
    pub(super) number: usize,
    pub(super) url: String,
}

/// What all clients share.
pub(super) struct Town {
    pub(super) began: Instant,
    pub(super) life: RwLock<Life>,
    pub(super) tokens: BTreeMap<&'static str, String>,
    pub(super) over: AtomicBool,
    /// How many calls were answered.
    pub(super) answered: AtomicUsize,
    /// The newest version of each initiative that whoever made it was told of.
    told: Vec<AtomicU64>,
    /// Calls that anybody may send again.
    repeatable: Mutex<Vec<(usize, Call)>>,
}

/// One client, which calls one call after another.
pub(super) struct Client<'a> {
    town: &'a Town,
    id: usize,
    chance: Chance,
    wire: Option<(usize, Wire)>,
    memory: Vec<Memory>,
    pub(super) ops: Vec<Op>,
}

/// How a call is sent.
#[derive(Clone, Copy)]
enum Manner {
    /// To the end.
    Patiently,
    /// The client hangs up somewhere within its own call.
    HalfSent,
    /// It hangs up as soon as everything is sent.
    Unheard,
    /// It hangs up when the answer begins.
    HalfHeard,
    /// Over two connections at once.
    Twice,
    /// By a process of its own, which is killed.
    Killed,
}

const MANNERS: &[(usize, Manner)] = &[
    (150, Manner::Patiently),
    (10, Manner::HalfSent),
    (14, Manner::Unheard),
    (8, Manner::HalfHeard),
    (16, Manner::Twice),
    (1, Manner::Killed),
];

impl Town {
    pub(super) fn new(life: Life, tokens: BTreeMap<&'static str, String>) -> Self {
        Self {
            began: Instant::now(),
            life: RwLock::new(life),
            tokens,
            over: AtomicBool::new(false),
            answered: AtomicUsize::new(0),
            told: calls::initiatives().map(|_| AtomicU64::new(0)).collect(),
            repeatable: Mutex::default(),
        }
    }

    pub(super) fn now(&self) -> Time {
        Time::try_from(self.began.elapsed().as_nanos()).unwrap()
    }

    fn life(&self) -> Life {
        self.life.read().unwrap().clone()
    }
}

impl<'a> Client<'a> {
    pub(super) fn new(town: &'a Town, id: usize, seed: u64) -> Self {
        let memory = calls::initiatives().map(|_| Memory::default()).collect();
        let mut chance = Chance::seeded(seed);
        // Neighbouring seeds give numbers that are alike at first.
        for _ in 0..20 {
            chance.below(2);
        }
        Self { town, id, chance, wire: None, memory, ops: Vec::new() }
    }

    /// Opens the initiatives, before anybody else is there.
    pub(super) fn open(&mut self) {
        for (which, initiative) in calls::initiatives().enumerate() {
            for call in calls::opening(&initiative) {
                self.send(which, &call, Manner::Patiently);
            }
        }
    }

    /// Calls until it is over.
    pub(super) fn live(&mut self) {
        let mut count = 0;
        while !self.town.over.load(Ordering::Relaxed) {
            count += 1;
            let old = self.repeatable();
            let (which, call) = old.unwrap_or_else(|| {
                let mark = format!("{}-{count}", self.id);
                calls::any(&mut self.chance, &mark, &self.memory)
            });
            let (_, manner) = self.chance.weighted(MANNERS);
            let known = self.send(which, &call, manner);
            if !call.keyed {
                continue;
            }
            // Whoever does not know asks again, most of the time; who knows does so at times.
            if self.chance.one_in(if known { 12 } else { 2 }) {
                self.send(which, &call, Manner::Patiently);
            }
            if self.chance.one_in(if known { 20 } else { 2 }) {
                self.lay_by(which, call);
            }
        }
        self.look();
    }

    /// Reads everything once more, when nobody writes any more but those who never heard.
    fn look(&mut self) {
        for (which, initiative) in calls::initiatives().enumerate() {
            let call =
                calls::reading(&mut self.chance, &initiative, 9, "urgency", &self.memory[which]);
            self.send(which, &call, Manner::Patiently);
        }
    }

    /// Reads until there is something of which nobody was told yet: whoever kills the daemon now finds it at work.
    pub(super) fn spy(&mut self) {
        for _ in 0..SPYING_MAX {
            for (which, initiative) in calls::initiatives().enumerate() {
                let call =
                    calls::reading(&mut self.chance, &initiative, 1, "", &self.memory[which]);
                self.send(which, &call, Manner::Patiently);
                if self.memory[which].version > self.town.told[which].load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    }

    /// Something that was asked for before, by whomever, and under whichever process.
    fn repeatable(&mut self) -> Option<(usize, Call)> {
        if !self.chance.one_in(16) {
            return None;
        }
        let kept = self.town.repeatable.lock().unwrap();
        (!kept.is_empty()).then(|| self.chance.of(&kept).clone())
    }

    fn lay_by(&mut self, which: usize, call: Call) {
        let mut kept = self.town.repeatable.lock().unwrap();
        if kept.len() < REPEATABLE {
            kept.push((which, call));
        } else {
            *kept.get_mut(self.chance.below(REPEATABLE)).unwrap() = (which, call);
        }
    }

    /// Sends a call. Answers whether it is known what came of it.
    fn send(&mut self, which: usize, call: &Call, manner: Manner) -> bool {
        // Without a key nothing is sent twice.
        let manner = match manner {
            Manner::Twice | Manner::Killed if !call.keyed => Manner::Patiently,
            other => other,
        };
        let bytes = request(&self.town.tokens[call.by], &call.asked.method, &call.params);
        let Some((life, mut wire)) = self.connected() else { return true };
        let town = self.town;
        match manner {
            Manner::Killed => {
                self.wire = Some((life, wire));
                let started = self.town.now();
                let delay =
                    Duration::from_micros(u64::try_from(self.chance.below(60_000)).unwrap());
                // The process asks whichever daemon runs now.
                let life = self.town.life();
                let answer = killed(&life.url, &self.town.tokens[call.by], call, delay);
                self.note(which, life.number, call, started, answer)
            }
            Manner::Twice => {
                let other = town.life();
                let beside = std::thread::scope(|scope| {
                    let beside = scope.spawn(|| {
                        let mut wire = Wire::open(&other.url).ok()?;
                        let invoked = town.now();
                        let answer = wire.send(&bytes).and_then(|()| wire.answer()).ok();
                        Some((invoked, town.now(), answer))
                    });
                    let invoked = town.now();
                    let answer = wire.send(&bytes).and_then(|()| wire.answer()).ok();
                    let kept = answer.is_some();
                    self.note(which, life, call, invoked, answer);
                    (beside.join().unwrap(), kept)
                });
                if beside.1 {
                    self.wire = Some((life, wire));
                }
                let Some((invoked, returned, answer)) = beside.0 else { return beside.1 };
                self.note_at(which, other.number, call, (invoked, returned), answer)
            }
            Manner::Patiently => {
                let invoked = self.town.now();
                let answer = wire.send(&bytes).and_then(|()| wire.answer()).ok();
                if answer.is_some() {
                    self.wire = Some((life, wire));
                }
                self.note(which, life, call, invoked, answer)
            }
            Manner::HalfSent | Manner::Unheard | Manner::HalfHeard => {
                let upto = match manner {
                    Manner::HalfSent => self.chance.below(bytes.len()),
                    _ => bytes.len(),
                };
                let invoked = self.town.now();
                let sent = wire.send(&bytes[..upto]);
                if sent.is_ok() && matches!(manner, Manner::HalfHeard) {
                    wire.taste();
                }
                drop(wire);
                self.note(which, life, call, invoked, None)
            }
        }
    }

    /// A connection to the daemon that runs; waits until one does. None when it is over.
    fn connected(&mut self) -> Option<(usize, Wire)> {
        loop {
            let life = self.town.life();
            if let Some((of, wire)) = self.wire.take()
                && of == life.number
            {
                return Some((of, wire));
            }
            if let Ok(wire) = Wire::open(&life.url) {
                return Some((life.number, wire));
            }
            if self.town.over.load(Ordering::Relaxed) {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn note(
        &mut self,
        which: usize,
        life: usize,
        call: &Call,
        invoked: Time,
        answer: Option<Value>,
    ) -> bool {
        let returned = self.town.now();
        self.note_at(which, life, call, (invoked, returned), answer)
    }

    fn note_at(
        &mut self,
        which: usize,
        life: usize,
        call: &Call,
        (invoked, returned): (Time, Time),
        answer: Option<Value>,
    ) -> bool {
        let outcome = match &answer {
            Some(answer) => call.outcome(answer, &mut self.memory[which]),
            None => Outcome::Unknown,
        };
        let known = !matches!(outcome, Outcome::Unknown);
        if let Outcome::Done { version, .. } = outcome {
            self.town.told[which].fetch_max(version, Ordering::Relaxed);
        }
        self.town.answered.fetch_add(usize::from(known), Ordering::Relaxed);
        // When the daemon that was called was dead is filled in at the end.
        let returned = if known { returned } else { NEVER };
        let (client, number, asked) = (self.id, self.ops.len(), call.asked.clone());
        self.ops.push(Op { client, number, life, asked, invoked, returned, outcome });
        known
    }
}

/// A process that calls, and is killed some time later. Answers what it printed when it was done before that.
fn killed(url: &str, token: &str, call: &Call, delay: Duration) -> Option<Value> {
    let mut child = windrose()
        .args(["call", &call.asked.method, &call.params.to_string(), "--url", url])
        .env("WINDROSE_TOKEN", token)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(delay);
    let _ = child.kill();
    let ended = child.wait_with_output().unwrap();
    let result: Value = serde_json::from_slice(&ended.stdout).ok()?;
    ended.status.success().then(|| serde_json::json!({"result": result}))
}
