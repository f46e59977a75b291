//! The shortest way to an open gate.

use jiff::civil::Date;

use crate::rules::gate::GateReport;
use crate::rules::gate::way::Way;

use super::finding;
use super::language::{Join, list, say};

/// What has to be done to open a gate, one thing after the other, and when it can be open at the earliest.
pub fn way(today: Date, report: &GateReport, way: &Way) -> String {
    let deeds = way.actions.iter().map(|action| finding(&report.findings[action.finding]));
    // None is left out, however many they are: somebody would do the others and find the gate shut still.
    let deeds = list(Join::Semicolon, deeds, usize::MAX);
    match way.earliest.filter(|day| *day > today) {
        None => deeds,
        Some(day) => say!("way-not-before", deeds = deeds, day = day.to_string()),
    }
}
