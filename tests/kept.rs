//! What is kept of initiatives says what they say: outlines, summaries and whole states, after every commit of every
//! history that there is.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde::de::DeserializeOwned;
use windrose_core::journal::{Commit, Journal, Stream};
use windrose_core::rules::access::Access;
use windrose_core::rules::coalition::analysis::AtOnce;
use windrose_core::rules::directory::{Directory, KeptDirectory};
use windrose_core::rules::event::Event;
use windrose_core::rules::facts::Facts;
use windrose_core::rules::ids::{Digest, InitiativeId};
use windrose_core::rules::initiative::Initiative;
use windrose_core::rules::notices;
use windrose_core::rules::now::Now;
use windrose_core::rules::outline::Outline;
use windrose_core::rules::record::Records;
use windrose_core::rules::role::Actor;
use windrose_core::rules::summary::summary;
use windrose_core::rules::workflow::{Strictness, Workflow};

/// What is written and read back is as it was.
pub(crate) fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(it: &T) {
    let text = serde_json::to_string(it).unwrap();
    let read = serde_json::from_str::<T>(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(read, *it);
}

/// A history, folded twice: whole, and as far as outlines go.
#[derive(Default)]
struct History {
    access: Access,
    directory: Directory,
    workflows: BTreeMap<Digest, Workflow>,
    initiatives: BTreeMap<InitiativeId, (Initiative, Initiative)>,
}

impl History {
    fn apply(&mut self, commit: &Commit) {
        match &commit.stream {
            Stream::Access => {
                self.access.version = commit.version;
                commit.events.iter().for_each(|event| self.access.apply(commit.at, event));
                reads_back(&self.access);
            }
            Stream::Directory => {
                for event in &commit.events {
                    self.directory.apply(commit.version, commit.at, &commit.by, event);
                }
                let kept = serde_json::to_string(&self.directory.to_keep()).unwrap();
                let kept: KeptDirectory = serde_json::from_str(&kept).unwrap();
                let people = self.directory.people().all().to_vec();
                // Open imports are read from the journal.
                if self.directory.imports().is_empty() {
                    assert_eq!(kept.directory(people), self.directory);
                }
            }
            Stream::Workflow(digest) => {
                let Event::WorkflowPublished { source, .. } = &commit.events[0] else {
                    panic!("a workflow is published")
                };
                let workflow = Workflow::parse(source, Strictness::Replay).unwrap();
                self.workflows.insert(*digest, workflow);
            }
            Stream::Initiative(id) => {
                let (whole, outlined) = self.initiatives.entry(id.clone()).or_insert_with(|| {
                    (Initiative::unopened(id.clone()), Initiative::unopened(id.clone()))
                });
                for event in &commit.events {
                    whole.apply(commit.version, commit.at, &commit.by, event);
                    outlined.apply_outline(commit.version, commit.at, &commit.by, event);
                }
                self.check(id, commit.at);
            }
        }
    }

    fn check(&self, id: &InitiativeId, at: Timestamp) {
        let (whole, outlined) = &self.initiatives[id];
        reads_back(whole);
        let outline = Outline::of(whole).unwrap();
        assert_eq!(Outline::of(outlined).unwrap(), outline);
        assert_eq!(outlined.records, Records::default(), "an outline is folded without records");
        reads_back(&outline);
        let now = Now { at, calendar: TimeZone::UTC.into() };
        let workflow = &self.workflows[&outline.workflow.digest];
        let (access, directory, actor) = (&self.access, &self.directory, &Actor::System);
        let facts = Facts {
            initiative: whole,
            workflow,
            access,
            directory,
            graphs: &AtOnce,
            now: &now,
            actor,
        };
        let made = summary(&facts).unwrap();
        assert!(made.is_of(whole.version, now.date(), directory.number()));
        assert_eq!(made.notices, notices::due(&facts));
        reads_back(&made);
    }
}

fn check(journal: &dyn Journal) -> usize {
    let commits = journal.read_all(1, usize::MAX).unwrap();
    let mut history = History::default();
    commits.iter().for_each(|placed| history.apply(&placed.commit));
    assert!(!history.initiatives.is_empty() || history.directory.is_published());
    commits.len()
}

#[test]
fn what_is_kept_of_every_scenario_and_case_says_what_they_say() {
    let mut commits = 0;
    for folder in ["tests/scenarios", "tests/cases"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|it| it == "jsonl")) {
            commits += check(&*super::scenarios::journal_of(&file));
        }
    }
    assert!(commits > 500, "{commits} commits");
}

#[test]
fn what_is_kept_of_journals_of_earlier_versions_says_what_they_say() {
    for path in super::golden::journals() {
        assert!(check(&super::golden::kept(&path)) > 1);
    }
}
