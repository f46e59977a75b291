//! The shortest way to an open gate.

use jiff::civil::Date;

use crate::rules::fixed::Fixed;
use crate::rules::gate::way::{Deed, Way};
use crate::rules::gate::{Finding, GateReport, Status};
use crate::rules::measure::Why;

use super::finding;
use super::formats::date;
use super::messages::{Join, list, say};
use super::words::{kind_name, role_name};

/// What has to be done to open a gate, one thing after the other, and when it can be open at the earliest.
pub fn way(today: Date, report: &GateReport, way: &Way) -> String {
    let deeds = way.actions.iter().map(|action| {
        let it = &report.findings[action.finding];
        match (action.deed, &it.waivable_by) {
            (Deed::Waive, Some(role)) => {
                let criterion = it.criterion.as_str();
                say!("way-waive", criterion = criterion, role = role_name(role))
            }
            _ => deed(it),
        }
    });
    // What serves several criteria is said once.
    let mut said = Vec::new();
    for deed in deeds {
        if !said.contains(&deed) {
            said.push(deed);
        }
    }
    // None is left out, however many they are: somebody would do the others and find the gate shut still.
    let deeds = list(Join::Semicolon, said, usize::MAX);
    match way.earliest.filter(|day| *day > today) {
        None => deeds,
        Some(day) => say!("way-not-before", deeds = deeds, day = date(day)),
    }
}

/// What to do about a finding: where nothing is known yet, that it has to be recorded; else what is missing.
fn deed(it: &Finding) -> String {
    let (id, kind) = match &it.status {
        Status::Unknown(Why::NothingRecorded(kind)) => ("way-record", *kind),
        Status::Unknown(Why::NobodyLooked { kind, .. }) => ("way-look", *kind),
        _ => return finding(it),
    };
    let plain = kind_name(kind, Fixed::ONE);
    // Where the plain name is the technical one, it need not be said twice.
    let named = if plain == kind.name() {
        plain
    } else {
        say!("kind-named", plain = plain, kind = kind.name())
    };
    say!(id, kind = named)
}
