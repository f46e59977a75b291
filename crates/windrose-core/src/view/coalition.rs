//! What the coalition graph says, as people and programs are told: whom the coalition reaches, who holds it together,
//! where sponsors are missing, whom to add next, and what would follow if somebody left.
//!
//! Names are for those who lead: they see the directory and the ratings. Others see figures, and the members whose records
//! they see. What people said of each other names nobody unless most of those who were asked have answered: where fewer did,
//! whatever names people looks at reporting lines and contacts only, and the answer says so.

mod informal;
mod made;
mod picture;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use informal::{BrokerRow, BrokersView, RankRow, RanksView};
pub use made::coalition;
pub use picture::{Arrow, Drawing, DrawnMember, DrawnUnit, dot, drawing, mermaid};

use crate::rules::coalition::cover::Method;
use crate::rules::coalition::groups::Band;
use crate::rules::coalition::lack::Lack;
use crate::rules::ids::{InitiativeId, PersonId};

/// What is asked of the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What if these people left?
    pub without: Vec<PersonId>,
    /// How many to add next, 1 to 3.
    pub add: usize,
    /// Within how many steps somebody counts as reached, 1 or 2.
    pub steps: u32,
    /// Whether to look for brokers, which takes longest.
    pub brokers: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self { without: Vec::new(), add: 1, steps: 2, brokers: false }
    }
}

/// What the coalition graph of an initiative says.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CoalitionView {
    /// The initiative.
    pub initiative: InitiativeId,
    /// The day for which it stands.
    pub today: Date,
    /// In one sentence: how many affected people the coalition reaches.
    pub summary: String,
    /// How many active members the coalition has.
    pub members: u64,
    /// Within how many steps somebody counts as reached below.
    pub steps: u32,
    /// Whom the members reach within one step, and within two.
    pub reach: Vec<ReachRow>,
    /// The units of the affected people: those with most people who are not reached first, equal ones by name.
    pub units: Vec<UnitRow>,
    /// How many further units there are.
    pub more_units: u64,
    /// The smallest units, counted together, so that nobody's answer can be told from their figures: where people named
    /// people, for whoever does not lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small_units: Option<SmallUnits>,
    /// Affected people of whom no tie is known, and who did not answer or were not asked: whom they listen to is unknown.
    pub unknown: u64,
    /// Affected people who answered, and to whom no influence leads all the same. Only where enough answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alone: Option<u64>,
    /// Units, levels and sites, and those of them without a member.
    pub groups: Vec<GroupsRow>,
    /// People and ties that hold the network together.
    pub cuts: CutsView,
    /// Members who have left the directory, and are active no more.
    pub left: Named,
    /// Whether everybody above the affected people stands behind the change.
    pub sponsors: SponsorsView,
    /// How much HR keeps to itself, where somebody of HR was named or met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hr: Option<HrView>,
    /// Whom to add next.
    pub next: NextView,
    /// Whom people turn to, beside whom the chart puts first. Only where enough answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranks: Option<RanksView>,
    /// Who stands between others, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brokers: Option<BrokersView>,
    /// How many answered the survey, and how far that speaks for people; none where nobody was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseView>,
    /// What would follow if some people left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_if: Option<WhatIf>,
    /// Everything else to know, a sentence each: what is unknown, who left.
    pub notes: Vec<String>,
    /// What was not there and would have made the answers better.
    pub lacked: Vec<LackRow>,
    /// Names were left out because the viewer does not lead.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub names_left_out: bool,
}

/// Some people: those who may be named, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// Who, by id.
    #[schemars(extend("x-personal" = true))]
    pub people: Vec<PersonId>,
    /// How many more.
    pub more: u64,
}

impl Named {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.people.len() as u64 + self.more
    }
}

/// Whom the members reach within so many steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReachRow {
    /// The steps.
    pub steps: u32,
    /// How many affected people are reached.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// Whom the members reach of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnitRow {
    /// The unit; none for people without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many of its affected people are reached.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
}

/// Units that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SmallUnits {
    /// How many.
    pub units: u64,
    /// How many of their affected people are reached.
    pub covered: u64,
    /// Of how many.
    pub of: u64,
}

/// What groups are made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Units.
    Unit,
    /// Levels of the hierarchy.
    Level,
    /// Places of work.
    Site,
}

/// Units, levels or sites, and those without a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupsRow {
    /// What they are.
    pub by: By,
    /// How many there are with affected people.
    pub of: u64,
    /// Those without an active member, those with most affected people first.
    pub without: Vec<GroupRow>,
    /// How many further ones have none.
    pub more: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// A unit, a level or a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// How many affected people it has.
    pub affected: u64,
}

/// People and ties that hold the network together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CutsView {
    /// People whose leaving would cut others off: those who cut off most first, equal ones by id.
    pub people: Vec<CutRow>,
    /// How many further people would.
    pub more_people: u64,
    /// Ties that are the only way, in the same order.
    pub ties: Vec<TieRow>,
    /// How many further ties are.
    pub more_ties: u64,
    /// Members who are the only one in their part of the network.
    pub only_members: Vec<OnlyRow>,
    /// How many further members are.
    pub more_only_members: u64,
    /// The same figures with what people said of each other, where enough answered to count and not to name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_nominations: Option<CutCounts>,
    /// How many there are, in plain words.
    pub sentence: String,
}

/// How many people and ties hold the network together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CutCounts {
    /// People whose leaving would cut others off.
    pub people: u64,
    /// Ties that are the only way.
    pub ties: u64,
}

/// Somebody whose leaving would cut others off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CutRow {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// Their place; equal figures share it.
    pub place: u32,
    /// Are they an active member?
    pub member: bool,
    /// Is somebody named who stands in for them?
    pub has_deputy: bool,
    /// Into how many pieces the network would fall apart.
    pub pieces: u32,
    /// How many affected people would be outside the largest piece.
    pub outside: u64,
    /// How many affected people would be left in pieces without a member.
    pub without_member: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// A tie that is the only way between two parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TieRow {
    /// The two.
    #[schemars(extend("x-personal" = true))]
    pub people: [PersonId; 2],
    /// Its place; equal figures share it.
    pub place: u32,
    /// How many affected people are on the smaller side.
    pub outside: u64,
    /// How many affected people would be on a side without a member.
    pub without_member: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// The only member in a part of the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OnlyRow {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub person: PersonId,
    /// Is somebody named who stands in for them?
    pub has_deputy: bool,
    /// How many affected people would be left there without a member.
    pub without_member: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// Whether everybody above the affected people stands behind the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SponsorsView {
    /// How many affected people have only committed members above them.
    pub unbroken: u64,
    /// How many affected people have somebody above them who is not.
    pub broken: u64,
    /// How many affected people have no manager, or none is known.
    pub without_manager: u64,
    /// Managers at whom chains break: those who break most first, equal ones by id. For those who lead, because whether
    /// a member is committed is a rating.
    pub gaps: Vec<GapRow>,
    /// How many further managers there are at whom chains break.
    pub more_gaps: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// A manager at whom chains of sponsors break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapRow {
    /// Who.
    #[schemars(extend("x-personal" = true))]
    pub manager: PersonId,
    /// Their place; equal figures share it.
    pub place: u32,
    /// Are they an active member who is not committed?
    pub member: bool,
    /// For how many affected people they are the first one above who is not committed.
    pub first_for: u64,
    /// How many affected people are below them in all.
    pub below: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// How much HR keeps to itself: pairs of people of whom one named or met the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HrView {
    /// How many pairs are of HR both.
    pub inside: u64,
    /// Of how many with somebody of HR.
    pub of: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// Whom to add next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextView {
    /// How many affected people are not reached.
    pub left: u64,
    /// Of how many.
    pub of: u64,
    /// How it was found: all choices were tried, or one after another.
    pub method: Method,
    /// Who.
    pub who: Named,
    /// How many more affected people would be reached.
    pub gain: u64,
    /// No choice of as many gains more than this.
    pub gain_at_most: u64,
    /// Other choices that gain as much, for those who lead: the first ones by id.
    #[schemars(extend("x-personal" = true))]
    pub others: Vec<Vec<PersonId>>,
    /// How many of those there are. Of choices found one after another, how many would have gained as much at a turn.
    pub others_count: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// How many answered a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResponseView {
    /// How many answered.
    pub answered: u64,
    /// Of how many who were asked; of all who were to be, where the directory knows of more.
    pub asked: u64,
    /// How far that speaks for people.
    pub band: Band,
    /// The same in plain words.
    pub sentence: String,
}

/// What would follow if some people left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WhatIf {
    /// Who is assumed to leave.
    #[schemars(extend("x-personal" = true))]
    pub without: Vec<PersonId>,
    /// Who of those is not there, as far as the viewer may know.
    #[schemars(extend("x-personal" = true))]
    pub not_there: Vec<PersonId>,
    /// How many affected people are reached now, by the ties that this looks at.
    pub covered_now: u64,
    /// Of how many.
    pub of_now: u64,
    /// How many would be reached.
    pub covered_then: u64,
    /// Of how many.
    pub of_then: u64,
    /// How many affected people would no longer be reached.
    pub lost: u64,
    /// Where they are: those with most first, equal ones by name.
    pub units: Vec<LostRow>,
    /// How many further units.
    pub more_units: u64,
    /// The same in plain words.
    pub sentence: String,
}

/// People of a unit who would no longer be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LostRow {
    /// The unit; none for people without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many.
    pub lost: u64,
}

/// Something that was not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LackRow {
    /// What.
    #[serde(flatten)]
    pub what: Lack,
    /// The same in plain words.
    pub sentence: String,
}

#[cfg(test)]
mod tests;
