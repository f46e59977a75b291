//! An engine with many initiatives, the people in them, and chance.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use windrose::compose;
use windrose_core::engine::{Done, Engine, Look, Request, ScriptedClock, SubmitError};
use windrose_core::journal::Journal;
use windrose_core::rules::command::{Command, InitiativeCommand};
use windrose_core::rules::event::Event;
use windrose_core::rules::ids::{InitiativeId, PersonId};
use windrose_core::rules::refusal::Refusal;
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::Step;
use windrose_core::rules::workflow::{Strictness, Workflow};

/// Everybody there is. The last three are a service, somebody without any role, and the administrator.
pub(super) const PEOPLE: [&str; 12] = [
    "owner", "sponsor", "deputy", "lead", "member", "second", "council", "finance", "viewer",
    "hris", "stranger", "admin",
];

/// A small generator (xorshift64*): the same numbers on every machine.
pub(crate) struct Chance(u64);

impl Chance {
    /// The numbers that follow from a seed other than 0.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % n.max(1)
    }

    /// One in so many.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(crate) fn weighted<T: Copy>(&mut self, rows: &[(usize, T)]) -> (usize, T) {
        let mut at = self.below(rows.iter().map(|(weight, _)| weight).sum());
        *rows
            .iter()
            .find(|(weight, _)| at.checked_sub(*weight).map(|rest| at = rest).is_none())
            .unwrap()
    }
}

pub(super) struct World {
    pub(super) engine: Engine,
    pub(super) journal: Arc<dyn Journal>,
    pub(super) clock: Arc<ScriptedClock>,
    pub(super) chance: Chance,
    /// Initiatives that run.
    pub(super) running: Vec<InitiativeId>,
    /// The one that was closed last.
    pub(super) closed: Option<InitiativeId>,
    /// How many were opened.
    pub(super) opened: usize,
    pub(super) workflows: usize,
    pub(super) accepted: BTreeMap<&'static str, usize>,
    pub(super) refused: BTreeMap<&'static str, usize>,
}

pub(super) fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}

/// The workflow that everything runs on: each sort of criterion somewhere.
pub(super) fn source(name: &str, holds: bool) -> String {
    let criterion = |id: &str, more: Value| {
        let mut all = json!({"id": id, "why": "It has to be.", "source": "a test"});
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let mut gates = serde_json::Map::new();
    for step in Step::ALL {
        let heard = criterion("heard", json!({"records": "need", "at_least": 1}));
        gates.insert(step.name().into(), json!({"purpose": "A test.", "criteria": [heard]}));
    }
    let mut file = json!({
        "name": name, "title": "Conduct", "summary": "For commands at random.", "gates": gates,
        "roles": {
            "works_council": {"base": "viewer", "title": "Works council", "holders_at_most": 1},
            "finance": {"base": "viewer", "title": "Finance"},
        },
        "excludes": ["awareness_pulse"],
        "tests": [{
            "name": "nothing", "gate": "institute", "today": "2026-01-05",
            "expect": {"verdict": if holds { "blocked" } else { "open" }, "unmet": ["heard"]},
        }],
    });
    let mut add = |step: &str, more: Value| {
        file["gates"][step]["criteria"].as_array_mut().unwrap().push(more);
    };
    let one = |kind: &str| json!({"records": kind, "at_least": 1});
    let mut deferrable = one("stance");
    deferrable["deferrable"] = json!(true);
    deferrable["tailor"] = json!({"least": 1, "most": 2, "not_applicable": true});
    add("urgency", criterion("said", deferrable));
    // The only `must` of its gate, so that it cannot be done without.
    file["gates"]["institute"]["criteria"][0]["tailor"] = json!({"not_applicable": true});
    let mut add = |step: &str, more: Value| {
        file["gates"][step]["criteria"].as_array_mut().unwrap().push(more);
    };
    add("coalition", criterion("agreed", json!({"approval": "works_council"})));
    add("vision", criterion("counted", json!({"approval": "finance"})));
    let mut waivable = one("pilot");
    waivable["waivable"] = json!({"by": "sponsor", "days_at_most": 30});
    add("enable", criterion("tried", waivable));
    add("wins", criterion("won", json!({"measure": "wins.verified", "at_least": 1})));
    file.to_string()
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let start = "2026-01-05T08:00:00Z".parse().unwrap();
        let clock = Arc::new(ScriptedClock::at(start));
        let journal = compose::forgetful_store();
        let engine = compose::engine(journal.clone(), clock.clone(), TimeZone::UTC).unwrap();
        compose::first_administrator(&engine, |_| Ok(())).unwrap();
        // About as many events as those that run have, so that initiatives leave memory and come back all the while; with
        // half as many each command would wait for that, and the test would take four times as long.
        engine.keep_in_memory(2_000);
        let (accepted, refused) = (BTreeMap::new(), BTreeMap::new());
        let chance = Chance(seed);
        let running = Vec::new();
        let world = Self {
            engine,
            journal,
            clock,
            chance,
            running,
            closed: None,
            opened: 0,
            workflows: 0,
            accepted,
            refused,
        };
        for id in PEOPLE.iter().filter(|id| **id != "admin") {
            world.done("admin", super::moves::account(id, *id == "hris"));
        }
        let workflow = Workflow::parse(&source("conduct", true), Strictness::Strict).unwrap();
        world.done("admin", Command::PublishWorkflow(Box::new(workflow)));
        world
    }

    fn done(&self, by: &str, command: Command) {
        self.engine.submit_blocking(Request::new(self.actor(by), command)).unwrap();
    }

    pub(super) fn actor(&self, id: &str) -> Actor {
        self.engine.access().actor(&person(id)).unwrap_or(Actor::System)
    }

    pub(super) fn look(&self, id: &InitiativeId) -> Look {
        self.engine.look(id, &Actor::System, None).unwrap()
    }

    /// The initiative before a command to it, if there is one.
    pub(super) fn before(&self, request: &Request) -> Option<Look> {
        let Command::Initiative(id, _) = &request.command else { return None };
        self.engine.look(id, &Actor::System, None).ok()
    }

    pub(super) fn submit(&self, request: &Request) -> Result<Done, Refusal> {
        match self.engine.submit_blocking(request.clone()) {
            Ok(done) => Ok(done),
            Err(SubmitError::Refused(refusal)) => Err(*refusal),
            Err(other) => panic!("{request:?}: {other}"),
        }
    }

    /// Keeps track of which initiatives run.
    pub(super) fn note(&mut self, request: &Request, done: &Done) {
        let Command::Initiative(id, command) = &request.command else { return };
        if matches!(command, InitiativeCommand::Open(_)) {
            self.running.push(id.clone());
        }
        let closed = done.events.iter().any(|it| matches!(it, Event::InitiativeClosed { .. }));
        if closed {
            self.running.retain(|it| it != id);
            self.closed = Some(id.clone());
        }
    }
}
