//! Given, when, then: an initiative in a small workflow, for tests of rules.

use std::fmt::Debug;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::access::{Access, Account, AccountKind};
use super::coalition::analysis::AtOnce;
use super::command::{Approve, Decide, Decision, InitiativeCommand, NewRecord, Open};
use super::decide::decide;
use super::directory::Directory;
use super::event::Event;
use super::facts::Facts;
use super::gate::{GateReport, judge};
use super::ids::PersonId;
use super::initiative::Initiative;
use super::now::Now;
use super::outline::Outline;
use super::record::{Kind, Record, Visibility};
use super::refusal::Refusal;
use super::role::Actor;
use super::step::{Mode, Step};
use super::summary::summary;
use super::workflow::{Strictness, Workflow};

/// A workflow whose gates each ask for one need, and the fifth for an approval too.
pub(crate) fn small_workflow(change: impl FnOnce(&mut Value)) -> Workflow {
    Workflow::parse(&small_source(change), Strictness::Strict).unwrap()
}

/// The text of the same, which may not hold.
pub(crate) fn small_source(change: impl FnOnce(&mut Value)) -> String {
    let criterion = json!({
        "id": "heard", "records": "need", "at_least": 1, "why": "Somebody asked.", "source": "test",
    });
    let mut gates = serde_json::Map::new();
    for step in Step::ALL {
        gates.insert(step.name().into(), json!({"purpose": "x", "criteria": [criterion]}));
    }
    let mut file = json!({
        "name": "small", "title": "Small", "summary": "For tests.",
        "roles": {"works_council": {"base": "viewer", "title": "Works council"}},
        "kinds": {"readiness_score": {
            "title": "readiness score", "plural": "readiness scores", "summary": "For tests.",
            "fields": [
                {"name": "score", "type": "number", "title": "Score", "unit": "points",
                 "at_least": 7, "at_most": 28, "required": true},
                {"name": "team", "type": "text", "title": "Team", "required": true},
                {"name": "asked", "type": "count", "title": "How many were asked", "at_least": 1},
                {"name": "phase", "type": "choice", "title": "Phase", "options": ["before", "after"]},
                {"name": "on", "type": "date", "title": "Day"},
                {"name": "lead", "type": "person", "title": "Team lead"},
                {"name": "ready", "type": "truth", "title": "Ready?"},
                {"name": "pilot", "type": "record", "title": "Pilot", "kind": "pilot"},
                {"name": "earlier", "type": "record", "title": "The one before",
                 "kind": "readiness_score"},
            ],
        }},
        "gates": gates,
    });
    file["gates"]["enable"]["criteria"].as_array_mut().unwrap().push(json!({
        "id": "agreed", "approval": "works_council", "why": "Law.", "source": "test",
    }));
    change(&mut file);
    file.to_string()
}

/// What is written and read back is as it was.
pub(crate) fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(it: &T) {
    let text = serde_json::to_string(it).unwrap();
    let read = serde_json::from_str::<T>(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(read, *it);
}

/// An initiative and everybody in it.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) workflow: Workflow,
    pub(crate) access: Access,
    pub(crate) directory: Directory,
    pub(crate) initiative: Initiative,
    pub(crate) now: Now,
    /// The same history, of which only the outline was kept.
    pub(crate) outlined: Initiative,
}

pub(crate) fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}

pub(crate) fn new_record(kind: Kind, data: &Value) -> NewRecord {
    NewRecord {
        record: Record::parse(kind, data).unwrap().into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    }
}

/// The example of a kind, as a new record.
pub(crate) fn example(kind: Kind) -> NewRecord {
    new_record(kind, &serde_json::from_str(kind.row().example).unwrap())
}

impl Case {
    /// Nothing but people: owner, sponsor, lead, member, council, viewer, stranger, and the service `hris`.
    pub(crate) fn unopened(workflow: Workflow) -> Self {
        let mut access = Access::default();
        for id in ["owner", "sponsor", "lead", "member", "council", "viewer", "stranger", "hris"] {
            let kind = if id == "hris" { AccountKind::Service } else { AccountKind::Person };
            let account = Account { kind, name: id.into(), email: None, instance_role: None };
            access.accounts.insert(person(id), account);
        }
        let now =
            Now { at: "2026-03-02T09:00:00Z".parse().unwrap(), calendar: TimeZone::UTC.into() };
        let initiative = Initiative::unopened("it".parse().unwrap());
        let outlined = initiative.clone();
        Self { workflow, access, directory: Directory::default(), initiative, now, outlined }
    }

    /// Opened by the owner, with everybody in their roles.
    pub(crate) fn with(workflow: Workflow) -> Self {
        let mut case = Self::unopened(workflow);
        let open = case.opening();
        case.done("owner", open);
        for (id, role) in [
            ("sponsor", "sponsor"),
            ("lead", "lead"),
            ("member", "member"),
            ("council", "works_council"),
            ("viewer", "viewer"),
            ("hris", "member"),
        ] {
            let role = role.parse().unwrap();
            case.done("owner", InitiativeCommand::AssignRole { person: person(id), role });
        }
        case
    }

    pub(crate) fn small() -> Self {
        Self::with(small_workflow(|_| {}))
    }

    pub(crate) fn opening(&self) -> InitiativeCommand {
        InitiativeCommand::Open(Open {
            workflow: self.workflow.name.clone(),
            digest: None,
            title: "Test".into(),
            purpose: None,
            mode: None::<Mode>,
            owner: None,
            at_step: None,
            tailoring: Vec::new(),
        })
    }

    pub(crate) fn actor(&self, by: &str) -> Actor {
        self.access.actor(&person(by)).unwrap()
    }

    /// Asks without doing.
    pub(crate) fn ask(&self, by: &str, command: &InitiativeCommand) -> Result<Vec<Event>, Refusal> {
        let actor = self.actor(by);
        decide(&self.facts(&actor), command)
    }

    /// Asks, and does what comes of it.
    pub(crate) fn try_do(
        &mut self,
        by: &str,
        command: &InitiativeCommand,
    ) -> Result<Vec<Event>, Refusal> {
        let events = self.ask(by, command)?;
        let (version, at) = (self.initiative.version + 1, self.now.at);
        let actor = self.actor(by);
        for event in &events {
            self.initiative.apply(version, at, &actor, event);
            self.outlined.apply_outline(version, at, &actor, event);
        }
        self.kept_holds();
        Ok(events)
    }

    /// What is kept of an initiative says what the initiative says: asked after every command of every test of rules.
    fn kept_holds(&self) {
        assert_eq!(Outline::of(&self.outlined), Outline::of(&self.initiative));
        reads_back(&self.initiative);
        if let Some(made) = summary(&self.facts(&Actor::System)) {
            reads_back(&made);
        }
    }

    pub(crate) fn done(&mut self, by: &str, command: InitiativeCommand) -> Vec<Event> {
        self.try_do(by, &command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"))
    }

    /// Records the example of every kind, a win's verification by somebody else.
    pub(crate) fn record_every_kind(&mut self) {
        let mut left: Vec<Kind> = Kind::ALL.to_vec();
        // Examples link to one another: four times around adds them all.
        for _ in 0..4 {
            left.retain(|kind| {
                let own = !matches!(kind, Kind::Verification | Kind::Reverification);
                let by = if own { "lead" } else { "member" };
                self.try_do(by, &InitiativeCommand::AddRecords(vec![example(*kind)])).is_err()
            });
        }
        assert_eq!(left, [], "every kind is there, and may be looked at");
    }

    pub(crate) fn refused(&self, by: &str, command: InitiativeCommand) -> Refusal {
        match self.ask(by, &command) {
            Err(refusal) => refusal,
            Ok(events) => panic!("{command:?} was not refused: {events:?}"),
        }
    }

    pub(crate) fn facts<'a>(&'a self, actor: &'a Actor) -> Facts<'a> {
        Facts {
            initiative: &self.initiative,
            workflow: &self.workflow,
            access: &self.access,
            directory: &self.directory,
            graphs: &AtOnce,
            now: &self.now,
            actor,
        }
    }

    pub(crate) fn report(&self, step: Step) -> GateReport {
        judge(&self.facts(&Actor::System), step)
    }

    pub(crate) fn go(&self, step: Step) -> InitiativeCommand {
        self.decision(step, Decision::Go)
    }

    pub(crate) fn decision(&self, step: Step, decision: Decision) -> InitiativeCommand {
        let seen = Some(self.report(step).evidence);
        InitiativeCommand::Decide(Decide {
            step,
            decision,
            seen,
            rationale: Some("We have looked at it.".into()),
            obligations: Vec::new(),
            redo: Vec::new(),
        })
    }

    pub(crate) fn approval(&self, step: Step, criterion: &str) -> InitiativeCommand {
        InitiativeCommand::Approve(Approve {
            step,
            criterion: criterion.parse().unwrap(),
            seen: self.report(step).evidence,
            comment: None,
        })
    }

    /// Lets time pass.
    pub(crate) fn later(&mut self, days: i64) {
        let at: Timestamp = self.now.at;
        self.now.at = at.checked_add(jiff::Span::new().hours(days * 24)).unwrap();
    }
}
