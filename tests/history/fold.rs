//! The journal that a daemon leaves behind, as the checker needs it: who made each commit, and what is so since.

use std::collections::BTreeMap;

use windrose_core::journal::{Commit, Placed, Stream};
use windrose_core::rules::access::Access;
use windrose_core::rules::coalition::analysis::AtOnce;
use windrose_core::rules::command::Decision;
use windrose_core::rules::directory::Directory;
use windrose_core::rules::event::Event;
use windrose_core::rules::facts::Facts;
use windrose_core::rules::gate::evidence;
use windrose_core::rules::ids::InitiativeId;
use windrose_core::rules::initiative::Initiative;
use windrose_core::rules::now::Now;
use windrose_core::rules::record::Kind;
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::Step;
use windrose_core::rules::workflow::{Strictness, Workflow};

use super::record::{Entry, Fact, Journal};

/// How many commits are read at once.
const PAGE: usize = 1_000;

/// What was counted so far in one initiative.
struct Tally {
    initiative: Initiative,
    needs: u32,
    stances: u32,
    decisions: u32,
}

/// Reads the store in a folder. Initiatives whose name does not begin so are not of this history.
pub(super) fn read(folder: &std::path::Path, begins: &str, workflow: &str) -> Journal {
    let store = windrose::compose::existing_store(folder).unwrap_or_else(|it| panic!("{it:?}"));
    store.verify().unwrap();
    let workflow = Workflow::parse(workflow, Strictness::Strict).unwrap();
    let (mut journal, mut tallies) = (Journal::default(), BTreeMap::new());
    let mut next = 1;
    loop {
        let page = store.read_all(next, PAGE).unwrap();
        let Some(last) = page.last() else { return journal };
        next = last.position + 1;
        for Placed { position, commit, .. } in &page {
            let Stream::Initiative(id) = &commit.stream else { continue };
            if id.as_str().starts_with(begins) {
                let tally = tallies.entry(id.clone()).or_insert_with(|| Tally::new(id));
                tally.take(&mut journal, *position, commit, &workflow);
            }
        }
    }
}

impl Tally {
    fn new(id: &InitiativeId) -> Self {
        let initiative = Initiative::unopened(id.clone());
        Self { initiative, needs: 0, stances: 0, decisions: 0 }
    }

    fn take(&mut self, journal: &mut Journal, position: u64, commit: &Commit, on: &Workflow) {
        let id = self.initiative.id.to_string();
        let version = commit.version;
        let mut facts = Vec::new();
        let mut names = Vec::new();
        let mut text = None;
        for event in &commit.events {
            let event_value = serde_json::to_value(event).unwrap();
            names.push(event_value["type"].as_str().unwrap().to_owned());
            self.initiative.apply(version, commit.at, &commit.by, event);
            self.facts_of(event, &event_value, &mut facts);
            let statement = event_value.pointer("/data/record/data/statement");
            text = text.or(statement.and_then(|it| it.as_str()).map(str::to_owned));
        }
        facts.push(Fact::new(format!("line {version}"), names.join(" ")));
        facts.extend(Step::ALL.map(|step| self.seen(step, on)));
        for fact in facts {
            journal.note(&id, version, fact);
        }
        // A command without a key is known by the text of its first record.
        let key = commit.key.as_ref().map(|it| it.key.clone());
        let mark = key.or(text).unwrap_or_else(|| format!("nobody's {id} {version}"));
        let at = commit.at.to_string();
        journal.entries.push(Entry { position, initiative: id, version, mark, at });
    }

    fn facts_of(&mut self, event: &Event, value: &serde_json::Value, facts: &mut Vec<Fact>) {
        let step_is = |step: Step, state: &str| Fact::new(format!("step {}", step.name()), state);
        match event {
            Event::RecordAdded(added) => {
                if added.record.kind() == Kind::Need {
                    self.needs += 1;
                    facts.push(Fact::new("needs", self.needs));
                    let text = value.pointer("/data/record/data/statement").unwrap();
                    facts.push(Fact::new(added.id.to_string(), text.as_str().unwrap()));
                } else {
                    self.stances += 1;
                    facts.push(Fact::new("stances", self.stances));
                }
            }
            Event::GateDecided(decided) => {
                self.decisions += 1;
                facts.push(Fact::new("decisions", self.decisions));
                assert_eq!(decided.decision, Decision::Go);
                facts.push(step_is(decided.step, "passed"));
                // What is done has no deadline any more.
                facts.push(Fact::new(format!("due {}", decided.step.name()), ""));
            }
            Event::StepOpened { step } | Event::StepReopened { step, .. } => {
                facts.push(step_is(*step, "open"));
            }
            Event::StepsUnsettled { stale, waiting } => {
                facts.extend(stale.iter().map(|it| step_is(*it, "stale")));
                facts.extend(waiting.iter().map(|it| step_is(*it, "waiting")));
            }
            Event::StepDueSet { step, due } => {
                let due = due.map_or(String::new(), |it| it.due_on.to_string());
                facts.push(Fact::new(format!("due {}", step.name()), due));
            }
            Event::RoleAssigned { person, .. } => {
                facts.push(Fact::new(format!("role {person}"), "held"));
            }
            Event::RoleRevoked { person, .. } => {
                facts.push(Fact::new(format!("role {person}"), ""));
            }
            Event::InitiativeOpened(_) => {}
            other => panic!("nobody asked for {other:?}"),
        }
    }

    /// What whoever looks at a gate is told to have seen.
    fn seen(&self, step: Step, workflow: &Workflow) -> Fact {
        let now = Now { at: jiff::Timestamp::UNIX_EPOCH, calendar: jiff::tz::TimeZone::UTC.into() };
        let (access, actor) = (Access::default(), Actor::System);
        let directory = Directory::default();
        let facts = Facts {
            initiative: &self.initiative,
            workflow,
            access: &access,
            directory: &directory,
            graphs: &AtOnce,
            now: &now,
            actor: &actor,
        };
        Fact::new(format!("seen {}", step.name()), evidence(&facts, workflow.gate(step)))
    }
}
