//! A workflow: what each of the eight gates asks, as read from a file in `workflows/`.
//!
//! Every gate exists by construction: a file that lacks one does not parse. A version is known by the digest of its
//! text and never changes; an initiative keeps to the version it was opened with.

mod build;
mod check;
mod coverage;
mod file;
mod kinds;
mod lint;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use build::{Strictness, WorkflowFault};
pub use check::{TestFailure, run_tests};
pub use coverage::{Lack, Uncovered, coverage};
pub use file::schema;
pub use kinds::{DeclaredField, DeclaredKind, DeclaredKinds, FieldType};

use super::criterion::Criterion;
use super::event::Event;
use super::fixed::Fixed;
use super::ids::{Digest, RoleName, Version, WorkflowName};
use super::measure::MeasureRow;
use super::record::{AnyKind, Kind};
use super::refusal::Refusal;
use super::role::{Actor, Base};
use super::step::{Mode, Step};

/// A published, or about to be published, version of a workflow.
#[derive(Debug, Clone)]
pub struct Workflow {
    /// Its name.
    pub name: WorkflowName,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Whether its steps follow one another.
    pub mode: Mode,
    /// The approver roles it declares, with the built-in role each stands on.
    pub roles: BTreeMap<RoleName, DeclaredRole>,
    /// The kinds of records that it declares.
    pub kinds: DeclaredKinds,
    /// The built-in kinds of records that it does without.
    pub excludes: BTreeSet<Kind>,
    /// May one person be lead and decide, as long as the receipt says so?
    pub one_person_allowed: bool,
    gates: [Gate; 8],
    tests: Vec<file::TestFile>,
    /// SHA-256 of its text.
    pub digest: Digest,
    /// Its text, word for word.
    pub source: Arc<str>,
}

/// A role that a workflow declares.
#[derive(Debug, Clone)]
pub struct DeclaredRole {
    /// The built-in role it stands on.
    pub base: Base,
    /// What it is called.
    pub title: String,
    /// How many may hold it at once, if there is a limit.
    pub holders_at_most: Option<u32>,
}

/// The gate at the end of a step.
#[derive(Debug, Clone)]
pub struct Gate {
    /// What the step is for, in a sentence.
    pub purpose: String,
    /// The role that decides.
    pub decides: RoleName,
    /// The share of `should` criteria that has to be met, 0 to 1.
    pub should_share: Fixed,
    /// Its criteria; at least one of them is a `must`.
    pub criteria: Vec<Criterion>,
}

impl Workflow {
    /// Reads a workflow from its text.
    ///
    /// # Errors
    /// Every fault with its place in the file and, for an unknown word, the nearest known one.
    pub fn parse(source: &str, strictness: Strictness) -> Result<Self, Vec<WorkflowFault>> {
        build::parse(source, strictness)
    }

    /// The gate of a step.
    pub fn gate(&self, step: Step) -> &Gate {
        &self.gates[step.index()]
    }

    /// How many criteria its gates have.
    pub fn criteria_count(&self) -> usize {
        self.gates.iter().map(|gate| gate.criteria.len()).sum()
    }

    /// Does one of its gates look at the coalition graph?
    pub fn asks_graphs(&self) -> bool {
        let criteria = self.gates.iter().flat_map(|gate| &gate.criteria);
        criteria.flat_map(|it| it.test.measures()).any(MeasureRow::asks_graphs)
    }

    /// How many examples it carries.
    pub fn tests_count(&self) -> usize {
        self.tests.len()
    }

    /// The built-in role that a role stands on; `None` of one that is not known here.
    pub fn base_of(&self, role: &RoleName) -> Option<Base> {
        Base::named(role.as_str()).or_else(|| self.roles.get(role).map(|declared| declared.base))
    }

    /// Every role that can be assigned: the six built-in ones and those declared here.
    pub fn role_names<'a>(&'a self) -> impl Iterator<Item = &'a str> {
        let built_in = Base::ALL.into_iter().map(|base| -> &'a str { base.name() });
        built_in.chain(self.roles.keys().map(RoleName::as_str))
    }

    /// How many may hold a role at once, if there is a limit.
    pub fn holders_at_most(&self, role: &RoleName) -> Option<u32> {
        self.roles.get(role).and_then(|declared| declared.holders_at_most)
    }

    /// The kind of record of that name, built-in or declared here.
    pub fn kind_named(&self, name: &str) -> Option<AnyKind> {
        kinds::named(&self.kinds, name).ok()
    }

    /// Decides whether this version is published. Asking twice changes nothing.
    ///
    /// # Errors
    /// When the actor may not, or one of the file's own tests fails.
    pub fn decide_publish(
        &self,
        is_admin: bool,
        published: Version,
    ) -> Result<Vec<Event>, Refusal> {
        if !is_admin {
            return Err(Refusal::AdminOnly { what: "publish" });
        }
        if published > 0 {
            return Ok(Vec::new());
        }
        let faults: Vec<_> = run_tests(self).into_iter().map(WorkflowFault::from).collect();
        if !faults.is_empty() {
            return Err(Refusal::BadWorkflow { faults });
        }
        Ok(vec![Event::WorkflowPublished {
            name: self.name.clone(),
            source: self.source.as_ref().to_owned(),
        }])
    }
}

/// Who publishes the built-in workflows.
pub const PUBLISHER: Actor = Actor::System;
