//! How much of HR's ties stay within HR.

use std::collections::BTreeSet;

use super::analysis::Analysis;
use super::groups::{Inside, inside};
use super::network::Kinds;
use crate::rules::directory::Directory;
use crate::rules::ids::PersonId;

/// What HR's units are usually called.
pub const USUAL_UNITS: [&str; 4] = ["HR", "Human Resources", "L&D", "Learning and Development"];

/// Ties of people in HR, as people chose them: whom they named and met. The chart's lines keep every unit to itself. Who is
/// of HR the directory says by unit, parts of it included, or by function, and the record of a member whom it does not know.
/// Whoever is in neither is from outside, so not of HR.
pub fn ties_inside(
    analysis: &Analysis,
    directory: &Directory,
    is_hr: impl Fn(&str) -> bool,
) -> Inside {
    let people = directory.people();
    let units = people.units().iter().filter(|it| is_hr(&it.name));
    let indices = units.flat_map(|it| people.units_within(it)).flat_map(|it| it.people.iter());
    let hr: BTreeSet<&PersonId> = indices.map(|it| &people.all()[*it as usize].id).collect();
    inside(&analysis.inputs.network, Kinds::INFORMAL, |person| {
        let known = people.get(&person.id).and_then(|it| it.function.as_deref());
        let said = [known, person.unit.as_deref()];
        hr.contains(&person.id) || said.into_iter().flatten().any(&is_hr)
    })
}

/// Is this one of these names? Capitals do not matter.
pub fn is_called(name: &str, names: impl IntoIterator<Item = impl AsRef<str>>) -> bool {
    let name = name.trim().to_lowercase();
    names.into_iter().any(|it| it.as_ref().to_lowercase() == name)
}
