//! What gates and pages ask of the coalition graph, computed once for the evidence of a day.
//!
//! A directory has up to 100,000 people, so this may take a second. Whoever judges is handed it, and does without while it
//! is being computed.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::cuts::{Cuts, cuts};
use super::groups::{Band, Bands, Groups, Response, groups, response};
use super::inputs::{Inputs, KINDS, inputs};
use super::lack::Lack;
use super::reach::{Coverage, coverage};
use super::sponsors::{Sponsors, sponsors};
use crate::rules::directory::Directory;
use crate::rules::facts::Facts;
use crate::rules::ids::Version;
use crate::rules::initiative::Initiative;
use crate::rules::now::Now;

/// Up to so many people it is computed where it is needed: it takes a few milliseconds.
const PEOPLE_AT_ONCE: usize = 2_000;

/// The most steps that are looked at: whom members reach, and whom those reach.
pub const HOPS_MAX: u32 = 2;

/// Where rules and views get it from.
pub trait Graphs: fmt::Debug + Send + Sync {
    /// What the coalition graph says, on the evidence of these facts; `None` while it is being computed.
    fn coalition(&self, facts: &Facts<'_>) -> Option<Arc<Analysis>>;
}

/// Computes it whenever it is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct AtOnce;

impl Graphs for AtOnce {
    fn coalition(&self, facts: &Facts<'_>) -> Option<Arc<Analysis>> {
        Some(Arc::new(Analysis::of(facts.initiative, facts.directory, facts.now)))
    }
}

/// The evidence that it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    changed: Version,
    directory: Version,
    day: Date,
}

impl Key {
    /// The evidence as it stands.
    pub fn of(initiative: &Initiative, directory: &Directory, now: &Now) -> Self {
        let changed = KINDS.iter().map(|kind| initiative.records.changed(*kind)).max();
        Self {
            changed: changed.unwrap_or(0),
            directory: directory.edition.as_ref().map_or(0, |it| it.number.into()),
            day: now.date(),
        }
    }
}

/// See the top of this file.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The evidence that it rests on.
    pub key: Key,
    /// What it was made from.
    pub inputs: Inputs,
    /// Whom members reach within one step, and within two.
    pub reach: [Coverage; HOPS_MAX as usize],
    /// Without whom the network would fall apart.
    pub cuts: Cuts,
    /// Units, levels and sites, with their members.
    pub groups: Groups,
    /// Where the chains of managers break.
    pub sponsors: Sponsors,
    /// Did anybody name anybody?
    pub has_nominations: bool,
    /// How many answered; none without a survey.
    pub answers: Option<Response>,
    /// May people be named by where they stand in the network? Not by what others said of them, where few did.
    pub names_people: bool,
}

impl Analysis {
    /// Computes it.
    pub fn of(initiative: &Initiative, directory: &Directory, now: &Now) -> Self {
        let inputs = inputs(initiative, directory, now);
        let network = &inputs.network;
        let reach = [coverage(network, 1), coverage(network, 2)];
        let has_nominations = !reach[0].lacks.contains(&Lack::NoNominations);
        let answers = answers(&inputs);
        let enough = answers.is_some_and(|it| it.band == Band::Named);
        Self {
            key: Key::of(initiative, directory, now),
            reach,
            has_nominations,
            answers,
            names_people: enough || !has_nominations,
            cuts: cuts(network),
            groups: groups(network),
            sponsors: sponsors(network),
            inputs,
        }
    }

    /// Is it quick enough to be computed by whoever needs it?
    pub fn is_quick(directory: &Directory) -> bool {
        directory.people().len() <= PEOPLE_AT_ONCE
    }

    /// Whom members reach within so many steps, one or two.
    pub fn within(&self, hops: u32) -> &Coverage {
        &self.reach[(hops.clamp(1, HOPS_MAX) - 1) as usize]
    }
}

/// How many answered the newest survey. Where the directory knows of more people who were to be asked than the survey
/// says, theirs is the share that counts: whoever names people by few answers of many names the wrong ones.
fn answers(inputs: &Inputs) -> Option<Response> {
    let (answered, invited) = inputs.response?;
    let bands = Bands::default();
    let said = Response::of(answered, invited.max(answered), bands);
    let known = response(&inputs.network, bands);
    let fewer = inputs.directory
        && known.asked > 0
        && u128::from(known.answered) * u128::from(said.asked)
            < u128::from(said.answered) * u128::from(known.asked);
    Some(if fewer { known } else { said })
}
