//! Of which kinds there can be records at all.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::super::record::{Kind, Record};
use super::super::Workflow;

/// A workflow, and the kinds of which it can have records.
pub(super) struct Ground<'a> {
    /// The workflow.
    pub(super) workflow: &'a Workflow,
    /// By name, each kind with those that its records have to link to.
    needs: BTreeMap<String, BTreeSet<String>>,
    /// The kinds of which there can be a record.
    there: BTreeSet<String>,
}

impl<'a> Ground<'a> {
    /// What the workflow leaves possible.
    pub(super) fn of(workflow: &'a Workflow) -> Self {
        let built_in = Kind::ALL.iter().map(|kind| {
            let needed = needed_links(*kind).into_iter().map(|it| it.name().to_owned());
            (kind.name().to_owned(), needed.collect())
        });
        let declared = workflow.kinds.iter().map(|(name, kind)| {
            let fields = kind.fields.iter().filter(|field| field.required);
            (name.to_string(), fields.filter_map(|field| field.kind.clone()).collect())
        });
        let needs: BTreeMap<String, BTreeSet<String>> = built_in.chain(declared).collect();
        // From what needs nothing on: kinds that have to link to one another in a circle never have a first record.
        let mut there = BTreeSet::new();
        loop {
            let more: Vec<String> = needs
                .iter()
                .filter(|(name, needed)| {
                    let excluded = workflow.excludes.iter().any(|kind| kind.name() == *name);
                    !there.contains(*name) && !excluded && needed.is_subset(&there)
                })
                .map(|(name, _)| name.clone())
                .collect();
            if more.is_empty() {
                return Self { workflow, needs, there };
            }
            there.extend(more);
        }
    }

    /// Why there can be no record of a kind, if there can be none.
    pub(super) fn lacks(&self, kind: &str) -> Option<String> {
        if self.there.contains(kind) {
            return None;
        }
        let mut needed = self.needs.get(kind).into_iter().flatten();
        Some(match needed.find(|it| !self.there.contains(*it)) {
            Some(needed) if needed == kind => {
                format!("each `{kind}` has to link to another, so there is never a first one")
            }
            Some(needed) => {
                format!("a `{kind}` has to link to a `{needed}`, and there is never one of those")
            }
            None => format!("the workflow excludes `{kind}`, so there is never one"),
        })
    }
}

/// The kinds that a record of this kind has to link to, read from its example and which of its fields have to be given.
fn needed_links(kind: Kind) -> BTreeSet<Kind> {
    let schema: Value = (kind.row().schema)().into();
    let required = |field: &str| {
        schema["required"].as_array().is_some_and(|it| it.iter().any(|name| name == field))
    };
    let example = serde_json::from_str(kind.row().example).unwrap_or_default();
    let links = Record::parse(kind, &example).map(|it| it.check().links).unwrap_or_default();
    links
        .into_iter()
        .filter(|link| link.pointer.strip_prefix('/').is_some_and(required))
        .map(|link| link.to.kind)
        .collect()
}
