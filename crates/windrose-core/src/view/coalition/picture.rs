//! Who reaches which unit: what a picture shows, and as text that other tools draw, DOT for Graphviz and Mermaid.
//!
//! Members to the left, affected units to the right, an arrow for each unit that a member reaches. Members without whom
//! others would be cut off are drawn bold unless somebody stands in, those who are assumed to leave dashed. Never all the
//! people: a picture of more than a hundred is read by nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::made::Shown;
use super::{Asked, UnitRow};
use crate::rules::coalition::analysis::HOPS_MAX;
use crate::rules::coalition::network::Label;
use crate::rules::coalition::reach::{MemberReach, by_member, leave_out};
use crate::rules::facts::Facts;
use crate::rules::ids::PersonId;
use crate::view::diagram::{dot_text, mermaid_text};
use crate::view::wording;

/// The most members, and the most units, of a picture.
const NODES_MAX: usize = 30;

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The members who may be named, by id.
    pub members: Vec<DrawnMember>,
    /// How many further members there are.
    pub more_members: u64,
    /// The units: those with most people who are not reached first.
    pub units: Vec<DrawnUnit>,
    /// How many further units there are.
    pub more_units: u64,
    /// Which member reaches whom, by their places in the lists.
    pub arrows: Vec<Arrow>,
}

/// A member in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnMember {
    /// Who.
    pub person: PersonId,
    /// Would others be cut off without them, with nobody who stands in?
    pub holds: bool,
    /// Are they assumed to leave?
    pub leaves: bool,
    /// How many affected people they reach by themselves.
    pub reaches: u64,
}

/// A unit in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnUnit {
    /// How many of it are reached, without those who are assumed to leave.
    pub row: UnitRow,
    /// How many of those who stay are reached now, where people are assumed to leave.
    pub now: Option<u64>,
}

impl DrawnUnit {
    /// What it is called, and how much of it is reached, in words.
    pub fn lines(&self) -> [String; 2] {
        wording::coalition_unit_lines(Some((&self.row, self.now)), 0)
    }
}

/// A member reaches people of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The place of the member.
    pub member: usize,
    /// The place of the unit.
    pub unit: usize,
    /// How many people.
    pub people: u64,
}

/// What a picture shows of the coalition graph within so many steps, without those who are assumed to leave.
pub fn drawing(facts: &Facts<'_>, asked: &Asked) -> Drawing {
    let of = Shown::of(facts);
    let steps = asked.steps.clamp(1, HOPS_MAX);
    let network = of.naming_network();
    let leaves: BTreeSet<PersonId> =
        asked.without.iter().filter(|it| of.may_name(it)).cloned().collect();
    let (units, more_units, small) = if leaves.is_empty() {
        let (rows, more, small) = of.units(of.reached(steps), steps, NODES_MAX);
        (rows.into_iter().map(|row| DrawnUnit { row, now: None }).collect(), more, small)
    } else {
        let then = leave_out(&network, steps, &leaves);
        let (rows, more, small) = of.units(&then.after.units, steps, NODES_MAX);
        let mut lost = of.lost(&network, &then);
        // Those who leave are counted neither then nor now.
        let of_now = |row: UnitRow| {
            let lost = lost.remove(&row.unit.as_deref().map(Label::from)).unwrap_or(0);
            DrawnUnit { now: Some(row.covered + lost), row }
        };
        (rows.into_iter().map(of_now).collect::<Vec<_>>(), more, small)
    };
    let more_units = more_units + small.map_or(0, |it| it.units);
    let place: BTreeMap<Option<&str>, usize> =
        units.iter().enumerate().map(|(at, it)| (it.row.unit.as_deref(), at)).collect();
    let holds = of.holding();
    let mut all = by_member(&network, steps, &leaves);
    let count = all.len();
    all.retain(|it| of.may_name(&it.person));
    // Those who leave, then those who reach whom the picture shows; the rest of them by id.
    let reaches_drawn =
        |it: &MemberReach| it.units.keys().any(|it| place.contains_key(&it.as_deref()));
    all.sort_by_key(|it| (!leaves.contains(&it.person), !reaches_drawn(it)));
    all.truncate(NODES_MAX);
    all.sort_by(|one, other| one.person.cmp(&other.person));
    let mut members = Vec::new();
    let mut arrows = Vec::new();
    for it in all {
        let placed = |(unit, people): (&Option<Label>, &u64)| {
            let unit = *place.get(&unit.as_deref())?;
            Some(Arrow { member: members.len(), unit, people: *people })
        };
        arrows.extend(it.units.iter().filter_map(placed));
        members.push(DrawnMember {
            holds: holds.contains(&it.person),
            leaves: leaves.contains(&it.person),
            reaches: it.units.values().sum(),
            person: it.person,
        });
    }
    arrows.sort_unstable();
    let more_members = (count - members.len()) as u64;
    Drawing { members, more_members, units, more_units, arrows }
}

impl Drawing {
    /// The nodes for what is left out, as a name and a text each.
    fn rest(&self) -> Vec<(&'static str, String)> {
        let members = (self.more_members > 0)
            .then(|| ("more_members", wording::coalition_member_label(self.more_members)));
        let units = (self.more_units > 0).then(|| {
            ("more_units", wording::coalition_unit_lines(None, self.more_units)[0].clone())
        });
        members.into_iter().chain(units).collect()
    }
}

/// The fill and the line of a unit: whether all, some or none of it are reached. Light enough for black text in print.
fn colours(row: &UnitRow) -> (&'static str, &'static str, &'static str) {
    match row.covered {
        0 => ("none", "#fbe3d0", "#b45309"),
        it if it < row.of => ("some", "#dde9f7", "#1f5fa8"),
        _ => ("all", "#dcefdc", "#2e7d32"),
    }
}

/// The picture for Graphviz.
pub fn dot(it: &Drawing) -> String {
    let mut out = String::from(
        "digraph coalition {\n  rankdir=LR;\n  node [style=\"filled,rounded\", fontname=\"sans-serif\", fontsize=11];\n  edge [color=\"#767676\"];\n",
    );
    for (at, member) in it.members.iter().enumerate() {
        let name = dot_text(member.person.as_str());
        let bold = if member.holds { ", penwidth=3" } else { "" };
        let gone = if member.leaves { ", style=\"dashed\"" } else { "" };
        let _ = writeln!(
            out,
            "  m{at} [label=\"{name}\", shape=ellipse, fillcolor=\"#ffffff\", color=\"#1a1a1a\"{bold}{gone}];"
        );
    }
    for (at, unit) in it.units.iter().enumerate() {
        let [name, count] = unit.lines().map(|it| dot_text(&it));
        let (_, fill, line) = colours(&unit.row);
        let _ = writeln!(
            out,
            "  u{at} [label=\"{name}\\n{count}\", shape=box, fillcolor=\"{fill}\", color=\"{line}\"];"
        );
    }
    for (name, text) in it.rest() {
        let _ =
            writeln!(out, "  {name} [label=\"{}\", shape=plaintext, style=\"\"];", dot_text(&text));
    }
    for Arrow { member, unit, people } in &it.arrows {
        let _ = writeln!(out, "  m{member} -> u{unit} [label=\"{people}\"];");
    }
    out.push_str("}\n");
    out
}

/// The picture for Mermaid.
pub fn mermaid(it: &Drawing) -> String {
    let mut out = String::from("flowchart LR\n");
    let mut classes = BTreeMap::new();
    for (at, member) in it.members.iter().enumerate() {
        let class = match (member.leaves, member.holds) {
            (true, _) => Some(("leaves", "stroke-dasharray:4")),
            (_, true) => Some(("holds", "stroke-width:3px")),
            _ => None,
        };
        let named = class.map_or(String::new(), |(name, _)| format!(":::{name}"));
        classes.extend(class.map(|(name, style)| (name, style.to_owned())));
        let _ = writeln!(out, "  m{at}([\"{}\"]){named}", mermaid_text(member.person.as_str()));
    }
    for (at, unit) in it.units.iter().enumerate() {
        let [name, count] = unit.lines().map(|it| mermaid_text(&it));
        let (class, fill, line) = colours(&unit.row);
        classes.insert(class, format!("fill:{fill},stroke:{line},color:#1a1a1a"));
        let _ = writeln!(out, "  u{at}[\"{name}<br/>{count}\"]:::{class}");
    }
    for (name, text) in it.rest() {
        let _ = writeln!(out, "  {name}[\"{}\"]", mermaid_text(&text));
    }
    for Arrow { member, unit, people } in &it.arrows {
        let _ = writeln!(out, "  m{member} -->|{people}| u{unit}");
    }
    for (class, style) in classes {
        let _ = writeln!(out, "  classDef {class} {style}");
    }
    out
}
