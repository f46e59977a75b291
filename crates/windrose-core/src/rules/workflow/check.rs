//! Runs the examples that a workflow file carries: given these records, this gate is open or not, and for want of what.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::super::access::{Access, Account, AccountKind};
use super::super::coalition::analysis::AtOnce;
use super::super::command::{Approve, InitiativeCommand, NewRecord};
use super::super::criterion::{Class, Test};
use super::super::decide::decide;
use super::super::directory::{Directory, Row};
use super::super::event::{Event, InitiativeOpened};
use super::super::facts::Facts;
use super::super::gate::{GateReport, judge};
use super::super::ids::{InitiativeId, PersonId, RoleName};
use super::super::initiative::Initiative;
use super::super::now::Now;
use super::super::record::{Kind, Record, Visibility};
use super::super::refusal::Refusal;
use super::super::role::{Actor, Base};
use super::super::step::{Mode, Step};
use super::Workflow;
use super::file::{GivenFile, PersonFile, TestFile};

/// How often an example gives a record at most: as many as one call records.
const TIMES_MAX: u32 = 200;

/// An example that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestFailure {
    /// JSON pointer to the example, or to the record within it.
    pub at: String,
    /// What came of it instead.
    pub problem: String,
}

/// Runs every example of a workflow.
pub fn run_tests(workflow: &Workflow) -> Vec<TestFailure> {
    let failed = |(index, test): (usize, &TestFile)| {
        run(workflow, test).err().map(|(at, problem)| TestFailure {
            at: format!("/tests/{index}{at}"),
            problem: format!("test «{}»: {problem}", test.name),
        })
    };
    workflow.tests.iter().enumerate().filter_map(failed).collect()
}

/// Where within an example, and what.
type Failed = (String, String);

/// The initiative of an example, and everybody in it.
struct Stage<'a> {
    workflow: &'a Workflow,
    access: Access,
    directory: Directory,
    initiative: Initiative,
}

impl Stage<'_> {
    /// Makes sure that somebody is known and holds a role.
    fn cast(&mut self, person: &PersonId, role: RoleName, now: &Now) {
        self.access.accounts.entry(person.clone()).or_insert_with(|| Account {
            kind: AccountKind::Person,
            name: person.to_string(),
            email: None,
            instance_role: None,
        });
        self.apply(&Event::RoleAssigned { person: person.clone(), role }, &Actor::System, now);
    }

    fn apply(&mut self, event: &Event, by: &Actor, now: &Now) {
        let version = self.initiative.version + 1;
        self.initiative.apply(version, now.at, by, event);
    }

    fn command(
        &mut self,
        by: &PersonId,
        now: &Now,
        command: &InitiativeCommand,
    ) -> Result<(), Failed> {
        let actor = Actor::Person(by.clone());
        let facts = Facts {
            initiative: &self.initiative,
            workflow: self.workflow,
            access: &self.access,
            directory: &self.directory,
            graphs: &AtOnce,
            now,
            actor: &actor,
        };
        let events = decide(&facts, command).map_err(|refusal| refused(&refusal))?;
        for event in events {
            self.apply(&event, &actor, now);
        }
        Ok(())
    }
}

/// Where in what was given a rule said no, and why.
fn refused(refusal: &Refusal) -> Failed {
    let whole = || (String::new(), format!("refused as {}: {refusal:?}", refusal.kind()));
    let Refusal::Invalid { faults } = refusal else { return whole() };
    let Some(fault) = faults.first() else { return whole() };
    // Of several records that were repeated, the place within each is the same in the file.
    let place = fault.pointer.strip_prefix("/records/").and_then(|rest| rest.split_once('/'));
    let at = place.map(|(_, rest)| format!("/{rest}")).unwrap_or_default();
    (at, format!("refused as invalid: {:?}", fault.problem))
}

/// Noon of a day. The first and the last day that can be written have none: times end within them.
fn noon(date: Date) -> Result<Now, String> {
    let at = date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    let at = at.map_err(|_| format!("{date} lies too far away"))?;
    Ok(Now { at: at.timestamp(), calendar: TimeZone::UTC.into() })
}

/// The gate of an example, judged.
pub(super) fn report(workflow: &Workflow, test: &TestFile) -> Result<GateReport, Failed> {
    let lead: PersonId = "lead".parse().expect("`lead` is an id");
    let at = |place: &str| {
        let place = place.to_owned();
        move |problem: String| (place, problem)
    };
    let today = noon(test.today).map_err(at("/today"))?;
    let opened = match test.opened_on {
        Some(day) => noon(day).map_err(at("/opened_on"))?,
        None => {
            noon(test.today.saturating_sub(jiff::Span::new().days(365))).map_err(at("/today"))?
        }
    };
    let id: InitiativeId = "example".parse().expect("`example` is an id");
    let mut stage = Stage {
        workflow,
        access: Access::default(),
        directory: directory(&test.people, &opened)?,
        initiative: Initiative::unopened(id),
    };
    stage.cast(&lead, Base::Lead.role(), &opened);
    let open = Event::InitiativeOpened(InitiativeOpened {
        tailoring: Vec::new(),
        title: test.name.clone(),
        purpose: None,
        workflow: workflow.name.clone(),
        workflow_digest: workflow.digest,
        mode: Mode::Concurrent,
        owner: lead.clone(),
    });
    stage.apply(&open, &Actor::System, &opened);
    for step in Step::ALL {
        stage.apply(&Event::StepOpened { step }, &Actor::System, &opened);
    }
    for (index, given) in test.given.iter().enumerate() {
        let by = given.by.as_ref().unwrap_or(&lead);
        stage.cast(by, Base::Member.role(), &opened);
        let at = |(place, problem): Failed| (format!("/given/{index}{place}"), problem);
        let now = noon(given.on.unwrap_or(test.today))
            .map_err(|problem| at(("/on".to_owned(), problem)))?;
        let records = records(given, &now).map_err(|problem| at((String::new(), problem)))?;
        stage.command(by, &now, &InitiativeCommand::AddRecords(records)).map_err(at)?;
    }
    for (role, holders) in &test.holding {
        if workflow.base_of(role).is_none() {
            return Err((format!("/holding/{role}"), format!("there is no role `{role}`")));
        }
        holders.iter().for_each(|it| stage.cast(it, role.clone(), &opened));
    }
    for (index, approved) in test.approved.iter().enumerate() {
        let at = |problem: String| (format!("/approved/{index}"), problem);
        let gate = workflow.gate(test.gate);
        let roles = gate.criteria.iter().find(|it| it.id == approved.criterion).and_then(|it| {
            match &it.test {
                Test::Approval { roles, .. } => Some(roles.clone()),
                _ => None,
            }
        });
        let roles = roles.ok_or_else(|| {
            at(format!("`{}` is not an approval criterion of this gate", approved.criterion))
        })?;
        let held = stage.initiative.roles.get(&approved.by);
        let holds = held.is_some_and(|held| roles.iter().any(|role| held.contains(role)));
        if let Some(role) = roles.into_iter().next().filter(|_| !holds) {
            stage.cast(&approved.by, role, &opened);
        }
        let actor = Actor::System;
        let facts = Facts {
            initiative: &stage.initiative,
            workflow,
            access: &stage.access,
            directory: &stage.directory,
            graphs: &AtOnce,
            now: &today,
            actor: &actor,
        };
        let seen = judge(&facts, test.gate).evidence;
        let approve =
            Approve { step: test.gate, criterion: approved.criterion.clone(), seen, comment: None };
        let approve = InitiativeCommand::Approve(approve);
        stage.command(&approved.by, &today, &approve).map_err(|(_, problem)| at(problem))?;
    }
    let actor = Actor::System;
    let facts = Facts {
        initiative: &stage.initiative,
        workflow,
        access: &stage.access,
        directory: &stage.directory,
        graphs: &AtOnce,
        now: &today,
        actor: &actor,
    };
    Ok(judge(&facts, test.gate))
}

/// The directory of an example.
fn directory(people: &[PersonFile], now: &Now) -> Result<Directory, Failed> {
    if people.is_empty() {
        return Ok(Directory::default());
    }
    let mut rows = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let times =
            repeated(person.times).map_err(|why| (format!("/people/{index}/times"), why))?;
        rows.extend((1..=times).map(|n| {
            let text = |it: &str| it.replace("{n}", &n.to_string());
            Row {
                id: Some(text(&person.id)),
                unit: person.unit.clone(),
                manager: person.manager.as_deref().map(text),
                level: person.level.clone(),
                ..Row::default()
            }
        }));
    }
    let made = Directory::of_rows(&rows, now.at);
    let made = made.map_err(|refusal| ("/people".to_owned(), format!("{refusal:?}")))?;
    // An example that misspells somebody would show nothing.
    let unknown = |row: &&Row| {
        let known = |id: &str| id.parse().is_ok_and(|id| made.people().get(&id).is_some());
        !row.id.iter().chain(&row.manager).all(|id| known(id))
    };
    match rows.iter().find(unknown) {
        Some(row) => Err(("/people".to_owned(), format!("{row:?} names nobody who is there"))),
        None => Ok(made),
    }
}

/// How often something is given.
fn repeated(times: Option<u32>) -> Result<u32, String> {
    match times.unwrap_or(1) {
        times if (1..=TIMES_MAX).contains(&times) => Ok(times),
        times => Err(format!("`times` is {times}; a record is given 1 to {TIMES_MAX} times")),
    }
}

fn run(workflow: &Workflow, test: &TestFile) -> Result<(), Failed> {
    let report = report(workflow, test)?;
    let unmet: Vec<_> = report
        .findings
        .iter()
        .filter(|it| it.class != Class::Info && !it.status.lets_pass())
        .map(|it| it.criterion.clone())
        .collect();
    let wanted: BTreeSet<_> = test.expect.unmet.iter().collect();
    if report.verdict != test.expect.verdict || unmet.iter().collect::<BTreeSet<_>>() != wanted {
        let list = |ids: &[_]| match ids {
            [] => "nothing".to_owned(),
            ids => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        };
        let problem = format!(
            "expected {} for want of {}, got {} for want of {}",
            test.expect.verdict.name(),
            list(&test.expect.unmet),
            report.verdict.name(),
            list(&unmet),
        );
        return Err((String::new(), problem));
    }
    Ok(())
}

fn records(given: &GivenFile, now: &Now) -> Result<Vec<NewRecord>, String> {
    let kind = Kind::named(&given.kind).ok_or_else(|| {
        let nearest = Kind::nearest(&given.kind);
        let hint = nearest.first().map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
        format!("there is no kind of record `{}`{hint}", given.kind)
    })?;
    let times = repeated(given.times)?;
    (1..=times)
        .map(|n| {
            let data = numbered(&given.data, n);
            let record = Record::parse(kind, &data)
                .map_err(|bad| format!("data{}: {}", bad.pointer, bad.problem))?;
            Ok(NewRecord {
                record: record.into(),
                observed_on: Some(now.date()),
                links: Vec::new(),
                visibility: Visibility::default(),
                external_ref: None,
            })
        })
        .collect()
}

/// The data with `{n}` replaced in every text.
fn numbered(data: &Value, n: u32) -> Value {
    match data {
        Value::String(text) => Value::String(text.replace("{n}", &n.to_string())),
        Value::Array(items) => items.iter().map(|it| numbered(it, n)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, it)| (name.clone(), numbered(it, n))).collect()
        }
        other => other.clone(),
    }
}
