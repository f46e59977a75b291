//! From a file's shape to a workflow that cannot be wrong: every name known, every bound of the right type.

mod alternatives;

use std::collections::BTreeSet;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::super::criterion::{Bound, Class, Criterion, Quorum, Test};
use super::super::fixed::Fixed;
use super::super::gate::obligations::OVERDUE;
use super::super::ids::{Digest, RoleName};
use super::super::measure::{self, Unit};
use super::super::nearest::nearest;
use super::super::record::{AnyKind, Kind};
use super::super::role::Base;
use super::super::shape::BadShape;
use super::super::step::Step;
use super::file::{CriterionFile, FourEyesFile, GateFile, RoleFile, ValueFile, WorkflowFile};
use super::kinds::{self, DeclaredKinds};
use super::lint::lint;
use super::{DeclaredRole, Gate, TestFailure, Workflow};

/// The share of `should` criteria that a gate asks for when it does not say. A windrose default.
const SHOULD_SHARE: Fixed = Fixed::micros(700_000);

/// The largest workflow file, in bytes. With JSON's escapes it still goes into one commit.
const WORKFLOW_BYTES_MAX: usize = 384 * 1024;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// As when it is checked or published: every fault counts.
    Strict,
    /// As when it is read back from the journal: it was good once, and what this build no longer knows becomes a
    /// criterion that is unknown.
    Replay,
}

/// Something wrong with a workflow file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorkflowFault {
    /// JSON pointer to the place.
    pub at: String,
    /// What is wrong there.
    pub problem: String,
    /// The nearest known words, when an unknown one was used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<String>,
}

impl fmt::Display for WorkflowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.at.is_empty() { "/" } else { &self.at };
        write!(f, "{at}: {}", self.problem)?;
        match self.nearest.first() {
            Some(word) => write!(f, "; did you mean `{word}`?"),
            None => Ok(()),
        }
    }
}

impl From<TestFailure> for WorkflowFault {
    fn from(failure: TestFailure) -> Self {
        Self { at: failure.at, problem: failure.problem, nearest: Vec::new() }
    }
}

impl From<BadShape> for WorkflowFault {
    fn from(bad: BadShape) -> Self {
        Self { at: bad.pointer, problem: bad.problem, nearest: bad.nearest }
    }
}

/// What is wrong with one criterion: its place within it, and what.
struct Fault(&'static str, String, Vec<String>);

impl Fault {
    fn new(at: &'static str, problem: impl Into<String>) -> Self {
        Self(at, problem.into(), Vec::new())
    }

    fn unknown(at: &'static str, what: &str, word: &str, nearest: Vec<String>) -> Self {
        Self(at, format!("there is no {what} `{word}`"), nearest)
    }
}

pub(super) fn parse(source: &str, strictness: Strictness) -> Result<Workflow, Vec<WorkflowFault>> {
    let whole =
        |problem: String| vec![WorkflowFault { at: String::new(), problem, nearest: Vec::new() }];
    if source.len() > WORKFLOW_BYTES_MAX {
        return Err(whole(format!("the file is larger than {WORKFLOW_BYTES_MAX} bytes")));
    }
    let value: Value = serde_json::from_str(source)
        .map_err(|error| whole(format!("this is not JSON: {error}")))?;
    let file: WorkflowFile = serde_path_to_error::deserialize(&value)
        .map_err(|error| vec![WorkflowFault::from(BadShape::of("", &error))])?;

    let mut faults = Vec::new();
    let declared: Vec<&str> = Base::ALL
        .iter()
        .map(|it| it.name())
        .chain(file.roles.keys().map(RoleName::as_str))
        .collect();
    for (name, role) in &file.roles {
        if Base::named(name.as_str()).is_some() {
            let problem = format!("`{name}` is a built-in role and cannot be declared again");
            faults.push(WorkflowFault {
                at: format!("/roles/{name}"),
                problem,
                nearest: Vec::new(),
            });
        }
        if role.title.trim().is_empty() {
            let problem = "a role has a title".to_owned();
            faults.push(WorkflowFault {
                at: format!("/roles/{name}/title"),
                problem,
                nearest: Vec::new(),
            });
        }
    }
    for (at, text) in [("/title", &file.title), ("/summary", &file.summary)] {
        if text.trim().is_empty() {
            faults.push(WorkflowFault {
                at: at.to_owned(),
                problem: "nothing is written here".to_owned(),
                nearest: Vec::new(),
            });
        }
    }
    faults.extend(kinds::faults(&file.kinds));
    let excludes = excludes(&file, &mut faults);
    let known = Known { roles: &declared, kinds: &file.kinds };
    let criteria = file.gates.clone();
    let gates = file
        .gates
        .in_order()
        .map(|(step, gate)| build_gate(step, gate, &known, strictness, &mut faults));
    if strictness == Strictness::Strict && !faults.is_empty() {
        return Err(faults);
    }
    let workflow = Workflow {
        name: file.name,
        title: file.title,
        summary: file.summary,
        mode: file.mode,
        roles: file
            .roles
            .into_iter()
            .map(|(name, role)| {
                let RoleFile { base, title, holders_at_most } = role;
                (name, DeclaredRole { base, title, holders_at_most })
            })
            .collect(),
        kinds: file.kinds,
        excludes,
        one_person_allowed: file.four_eyes == FourEyesFile::Shown,
        gates,
        tests: file.tests,
        digest: Digest::of(source.as_bytes()),
        source: source.into(),
    };
    if strictness == Strictness::Strict {
        let faults = lint(&workflow, &criteria);
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    Ok(workflow)
}

/// What the words of a file can name.
struct Known<'a> {
    roles: &'a [&'a str],
    kinds: &'a DeclaredKinds,
}

/// The kinds that the file does without.
fn excludes(file: &WorkflowFile, faults: &mut Vec<WorkflowFault>) -> BTreeSet<Kind> {
    let mut excluded = BTreeSet::new();
    for (index, word) in file.excludes.iter().enumerate() {
        let (problem, nearest) = match kinds::named(&file.kinds, word) {
            Ok(AnyKind::BuiltIn(kind)) => {
                excluded.insert(kind);
                continue;
            }
            Ok(AnyKind::Declared(_)) => {
                (format!("`{word}` is declared in `kinds`: leave it out there instead"), Vec::new())
            }
            Err(_) if Kind::named(word) == Some(Kind::Custom) => (
                "kinds that the file does not declare cannot be recorded anyway".to_owned(),
                Vec::new(),
            ),
            Err(no_kind) => no_kind,
        };
        faults.push(WorkflowFault { at: format!("/excludes/{index}"), problem, nearest });
    }
    excluded
}

fn build_gate(
    step: Step,
    gate: &GateFile,
    known: &Known<'_>,
    strictness: Strictness,
    faults: &mut Vec<WorkflowFault>,
) -> Gate {
    let at = format!("/gates/{step}");
    let mut fault = |at: String, problem: String, nearest: Vec<String>| {
        faults.push(WorkflowFault { at, problem, nearest });
    };
    let decides = gate.decides.clone().unwrap_or_else(|| Base::Sponsor.role());
    if !known.roles.contains(&decides.as_str()) {
        let near = nearest(decides.as_str(), known.roles.iter().copied());
        fault(format!("{at}/decides"), format!("there is no role `{decides}`"), near);
    }
    let should_share = gate.should_share.unwrap_or(SHOULD_SHARE);
    if should_share < Fixed::ZERO || should_share > Fixed::ONE {
        fault(format!("{at}/should_share"), "a share lies between 0 and 1".to_owned(), Vec::new());
    }
    if !gate.criteria.iter().any(|it| it.class == Class::Must) {
        fault(
            format!("{at}/criteria"),
            "a gate needs at least one `must` criterion".to_owned(),
            Vec::new(),
        );
    }
    let mut seen = BTreeSet::new();
    let mut criteria = Vec::new();
    for (index, file) in gate.criteria.iter().enumerate() {
        let at = format!("{at}/criteria/{index}");
        if !seen.insert(&file.id) {
            fault(
                format!("{at}/id"),
                format!("`{}` stands twice in this gate", file.id),
                Vec::new(),
            );
        }
        for (field, text) in [("why", &file.why), ("source", &file.source)] {
            if text.trim().is_empty() {
                fault(format!("{at}/{field}"), "nothing is written here".to_owned(), Vec::new());
            }
        }
        if file.deferrable && file.class != Class::Must {
            let problem = "only a `must` can be owed: the others stand in nobody's way alone";
            fault(format!("{at}/deferrable"), problem.to_owned(), Vec::new());
        }
        if let Some(leeway) = &file.tailor
            && (leeway.least.is_some() != leeway.most.is_some() || leeway.least > leeway.most)
        {
            let problem = "a bound is given leeway by `least` and `most`, the smaller first";
            fault(format!("{at}/tailor"), problem.to_owned(), Vec::new());
        }
        if file.id.as_str() == OVERDUE {
            let problem = "this id is windrose's own, for what is owed since a conditional go";
            fault(format!("{at}/id"), problem.to_owned(), Vec::new());
        }
        let mut not_known = |at: String, Fault(field, problem, near): Fault| {
            if strictness == Strictness::Strict {
                fault(format!("{at}{field}"), problem.clone(), near);
            }
            Test::NotKnown(problem)
        };
        let test = match &file.of {
            Some(of) => alternatives::build(file, of, known, &at, &mut not_known),
            None => build_test(file, known).unwrap_or_else(|wrong| not_known(at.clone(), wrong)),
        };
        let waivable = match alternatives::waivable(file, known) {
            Ok(waivable) => waivable,
            Err(wrong) => {
                not_known(at.clone(), wrong);
                None
            }
        };
        criteria.push(Criterion {
            id: file.id.clone(),
            class: file.class,
            test,
            with_directory: file.with_directory,
            deferrable: file.deferrable,
            leeway: file.tailor.clone(),
            waivable,
            why: file.why.clone(),
            source: file.source.clone(),
        });
    }
    Gate { purpose: gate.purpose.clone(), decides, should_share, criteria }
}

/// Refuses what is not exactly one condition with what belongs to it.
fn refuse_mixture(file: &CriterionFile) -> Result<(), Fault> {
    let kinds = [
        ("measure", file.measure.is_some()),
        ("records", file.records.is_some()),
        ("value", file.value.is_some()),
        ("approval", file.approval.is_some()),
        ("open_for", file.open_for.is_some()),
        ("waivers", file.waivers.is_some()),
        ("of", file.of.is_some()),
    ];
    let given: Vec<&str> = kinds.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    let [kind] = given[..] else {
        return Err(Fault::new(
            "",
            format!(
                "a criterion has exactly one of `measure`, `records`, `value`, `approval`, `open_for`, `waivers` and `of`; this one has {}",
                if given.is_empty() { "none".to_owned() } else { given.join(" and ") }
            ),
        ));
    };
    // What belongs to another kind of criterion would be ignored, and someone would believe it is not.
    let belongs: &[&str] = match kind {
        "measure" => &["with", "at_least", "more_than", "at_most", "is"],
        "records" => &["status", "at_least", "more_than", "at_most"],
        "value" => &["at_least", "more_than", "at_most"],
        "waivers" => &["at_most"],
        "of" => &["at_least"],
        "approval" => &["quorum", "share"],
        _ => &[],
    };
    let extras = [
        ("with", "/with", file.with.is_some()),
        ("status", "/status", file.status.is_some()),
        ("quorum", "/quorum", file.quorum.is_some()),
        ("share", "/share", file.share.is_some()),
        ("at_least", "/at_least", file.at_least.is_some()),
        ("more_than", "/more_than", file.more_than.is_some()),
        ("at_most", "/at_most", file.at_most.is_some()),
        ("is", "/is", file.is.is_some()),
    ];
    for (name, at, is) in extras {
        if is && !belongs.contains(&name) {
            return Err(Fault::new(at, format!("`{name}` does not go with `{kind}`")));
        }
    }
    Ok(())
}

fn build_test(file: &CriterionFile, known: &Known<'_>) -> Result<Test, Fault> {
    refuse_mixture(file)?;
    if let Some(name) = &file.measure {
        return measure_test(file, name);
    }
    if let Some(name) = &file.records {
        return records_test(file, name, known);
    }
    if let Some(value) = &file.value {
        return value_test(file, value, known);
    }
    if let Some(roles) = &file.approval {
        return approval_test(file, roles.names(), known);
    }
    if let Some(debt) = file.waivers {
        let most = file.at_most.and_then(whole);
        let most = most.ok_or_else(|| {
            Fault::new(
                "/at_most",
                "waivers are counted: give `at_most` a whole number that is not negative",
            )
        })?;
        return Ok(Test::Waivers { debt, most });
    }
    Ok(Test::OpenFor { days: file.open_for.unwrap_or_default() })
}

fn approval_test(
    file: &CriterionFile,
    roles: &[RoleName],
    known: &Known<'_>,
) -> Result<Test, Fault> {
    if roles.is_empty() {
        return Err(Fault::new("/approval", "somebody has to approve: name a role"));
    }
    for (index, role) in roles.iter().enumerate() {
        if !known.roles.contains(&role.as_str()) {
            let near = nearest(role.as_str(), known.roles.iter().copied());
            return Err(Fault::unknown("/approval", "role", role.as_str(), near));
        }
        if roles[..index].contains(role) {
            return Err(Fault::new("/approval", format!("`{role}` stands twice in this list")));
        }
    }
    let quorum = match (file.quorum, file.share) {
        (Some(_), Some(_)) => {
            let problem = "either so many persons or a share of them: `quorum` or `share`";
            return Err(Fault::new("/share", problem));
        }
        (_, Some(share)) if share <= Fixed::ZERO || share > Fixed::ONE => {
            return Err(Fault::new("/share", "a share of persons is more than 0 and at most 1"));
        }
        (_, Some(share)) => Quorum::Share(share),
        (Some(0), _) => return Err(Fault::new("/quorum", "a quorum is at least 1")),
        (quorum, None) => Quorum::Persons(quorum.unwrap_or(1)),
    };
    Ok(Test::Approval { roles: roles.to_vec(), quorum })
}

/// A whole number that is not negative.
fn whole(number: Fixed) -> Option<u32> {
    let whole = u32::try_from(number.ceil()).ok()?;
    (Fixed::whole(whole) == number).then_some(whole)
}

fn measure_test(file: &CriterionFile, name: &str) -> Result<Test, Fault> {
    let row = measure::named(name)
        .ok_or_else(|| Fault::unknown("/measure", "measure", name, measure::nearest_names(name)))?;
    let bound = bound(file)?;
    if !row.unit.takes(bound) {
        let problem = match row.unit {
            Unit::Truth => "this measure is true or false: its bound is `is`",
            Unit::Share => {
                "this measure is a share: its bound is `at_least`, `more_than` or `at_most` a number from 0 to 1, and more than 1 is none"
            }
            _ => {
                "this measure is a number: its bound is `at_least`, `more_than` or `at_most` a number that is not negative"
            }
        };
        return Err(Fault::new("", problem));
    }
    let with = file.with.clone().unwrap_or_else(|| json!({}));
    let read = (row.bind)(&with).map_err(|bad| Fault("/with", bad.problem, bad.nearest))?;
    Ok(Test::Measure { row, read, bound })
}

fn records_test(file: &CriterionFile, name: &str, known: &Known<'_>) -> Result<Test, Fault> {
    let kind = known.kind("/records", name)?;
    let statuses = kind.kind().row().statuses;
    let status = match &file.status {
        None => None,
        Some(word) => {
            let known = statuses.iter().find(|it| *it == word).copied();
            let near = || nearest(word, statuses.iter().copied());
            Some(known.ok_or_else(|| Fault::unknown("/status", "status", word, near()))?)
        }
    };
    Ok(Test::Records { kind, status, bound: number_bound(file)? })
}

fn value_test(file: &CriterionFile, value: &ValueFile, known: &Known<'_>) -> Result<Test, Fault> {
    let kind = known.kind("/value/kind", &value.kind)?;
    let field = kinds::number_field(known.kinds, &kind, &value.field)
        .map_err(|(problem, nearest)| Fault("/value/field", problem, nearest))?;
    Ok(Test::Value { kind, field, take: value.take, bound: number_bound(file)? })
}

impl Known<'_> {
    fn kind(&self, at: &'static str, name: &str) -> Result<AnyKind, Fault> {
        kinds::named(self.kinds, name).map_err(|(problem, near)| Fault(at, problem, near))
    }
}

fn bound(file: &CriterionFile) -> Result<Bound, Fault> {
    let given = [
        file.at_least.map(Bound::AtLeast),
        file.more_than.map(Bound::MoreThan),
        file.at_most.map(Bound::AtMost),
        file.is.map(Bound::Is),
    ];
    let mut given = given.into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(bound), None) => Ok(bound),
        _ => Err(Fault::new(
            "",
            "a criterion has exactly one bound: `at_least`, `more_than`, `at_most` or `is`",
        )),
    }
}

fn number_bound(file: &CriterionFile) -> Result<Bound, Fault> {
    match bound(file)? {
        Bound::Is(_) => Err(Fault::new(
            "/is",
            "this is a number: its bound is `at_least`, `more_than` or `at_most`",
        )),
        bound => Ok(bound),
    }
}
