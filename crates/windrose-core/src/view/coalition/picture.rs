//! Who reaches which unit, as text that other tools draw: DOT for Graphviz, and Mermaid.
//!
//! Members to the left, affected units to the right, an arrow for each unit that a member reaches. Never all the people:
//! a picture of more than a hundred is read by nobody.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::UnitRow;
use super::made::Shown;
use crate::rules::coalition::analysis::HOPS_MAX;
use crate::rules::coalition::reach::by_member;
use crate::rules::facts::Facts;
use crate::rules::ids::PersonId;
use crate::view::wording;

/// The most members, and the most units, of a picture.
const NODES_MAX: usize = 50;

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The members who may be named, by id.
    members: Vec<PersonId>,
    /// How many further members there are.
    more_members: u64,
    /// The units: those with most people who are not reached first.
    units: Vec<UnitRow>,
    /// How many further units there are.
    more_units: u64,
    /// Which member reaches how many people of which unit, by their places.
    arrows: Vec<(usize, usize, u64)>,
}

/// What a picture shows of the coalition graph within so many steps.
pub fn drawing(facts: &Facts<'_>, steps: u32) -> Drawing {
    let of = Shown::of(facts);
    let steps = steps.clamp(1, HOPS_MAX);
    let (units, more_units, small) = of.units(steps, NODES_MAX);
    let more_units = more_units + small.map_or(0, |it| it.units);
    let place: BTreeMap<Option<&str>, usize> =
        units.iter().enumerate().map(|(at, it)| (it.unit.as_deref(), at)).collect();
    let all = by_member(&of.naming_network(), steps);
    let count = all.len();
    let mut members = Vec::new();
    let mut arrows = Vec::new();
    for it in all.into_iter().filter(|it| of.may_name(&it.person)).take(NODES_MAX) {
        for (unit, people) in &it.units {
            if let Some(unit) = place.get(&unit.as_deref()) {
                arrows.push((members.len(), *unit, *people));
            }
        }
        members.push(it.person);
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

/// A text within quotes in DOT.
fn dot_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The picture for Graphviz.
pub fn dot(it: &Drawing) -> String {
    let mut out = String::from(
        "digraph coalition {\n  rankdir=LR;\n  node [style=\"filled,rounded\", fontname=\"sans-serif\", fontsize=11];\n  edge [color=\"#767676\"];\n",
    );
    for (at, member) in it.members.iter().enumerate() {
        let name = dot_text(member.as_str());
        let _ = writeln!(
            out,
            "  m{at} [label=\"{name}\", shape=ellipse, fillcolor=\"#ffffff\", color=\"#1a1a1a\"];"
        );
    }
    for (at, row) in it.units.iter().enumerate() {
        let [name, count] = wording::coalition_unit_lines(Some(row), 0).map(|it| dot_text(&it));
        let (_, fill, line) = colours(row);
        let _ = writeln!(
            out,
            "  u{at} [label=\"{name}\\n{count}\", shape=box, fillcolor=\"{fill}\", color=\"{line}\"];"
        );
    }
    for (name, text) in it.rest() {
        let _ =
            writeln!(out, "  {name} [label=\"{}\", shape=plaintext, style=\"\"];", dot_text(&text));
    }
    for (member, unit, people) in &it.arrows {
        let _ = writeln!(out, "  m{member} -> u{unit} [label=\"{people}\"];");
    }
    out.push_str("}\n");
    out
}

/// A text within quotes in Mermaid: whatever means something there is written as its number.
fn mermaid_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The picture for Mermaid.
pub fn mermaid(it: &Drawing) -> String {
    let mut out = String::from("flowchart LR\n");
    for (at, member) in it.members.iter().enumerate() {
        let _ = writeln!(out, "  m{at}([\"{}\"])", mermaid_text(member.as_str()));
    }
    let mut classes = BTreeMap::new();
    for (at, row) in it.units.iter().enumerate() {
        let lines = wording::coalition_unit_lines(Some(row), 0);
        let [name, count] = lines.map(|it| mermaid_text(&it));
        let (class, fill, line) = colours(row);
        classes.insert(class, (fill, line));
        let _ = writeln!(out, "  u{at}[\"{name}<br/>{count}\"]:::{class}");
    }
    for (name, text) in it.rest() {
        let _ = writeln!(out, "  {name}[\"{}\"]", mermaid_text(&text));
    }
    for (member, unit, people) in &it.arrows {
        let _ = writeln!(out, "  m{member} -->|{people}| u{unit}");
    }
    for (class, (fill, line)) in classes {
        let _ = writeln!(out, "  classDef {class} fill:{fill},stroke:{line},color:#1a1a1a");
    }
    out
}
