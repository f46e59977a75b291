//! Everything that may be odd about an import.

use jiff::tz::TimeZone;

use crate::rules::directory::{Column, Disagreement, Flaw, FlawKind, Trouble};

use super::super::{column, trouble};
use super::facts::people;

/// One of each, and the columns.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let anna = people(&["anna"]).remove(0);
    let told = troubles().into_iter().map(|it| {
        let sentence = trouble(&it, Some(&anna), &TimeZone::UTC);
        // The id stands first where it is about somebody.
        ("trouble", sentence)
    });
    let columns = Column::ALL.into_iter().map(|it| ("column", column(it)));
    told.chain(columns).collect()
}

fn troubles() -> Vec<Trouble> {
    let first = flaw(Column::Id, FlawKind::Absent);
    let more = [
        flaw(Column::Id, FlawKind::NotAnId),
        flaw(Column::Manager, FlawKind::NotAnId),
        flaw(Column::Name, FlawKind::TooLong),
        Trouble::NoUnit { people: 1 },
    ];
    std::iter::successors(Some(first), after).chain(more).collect()
}

fn flaw(column: Column, kind: FlawKind) -> Trouble {
    Trouble::Flaw(Flaw { row: 7, column, kind, given: "Doe, J".to_owned() })
}

/// The one after this. A new variant stands in this chain, or this does not compile.
fn after(it: &Trouble) -> Option<Trouble> {
    Some(match it {
        Trouble::Flaw(_) => Trouble::Repeated { first: 2 },
        Trouble::Repeated { .. } => {
            Trouble::Contradicted { first: 2, columns: vec![Column::Unit, Column::Level] }
        }
        Trouble::Contradicted { .. } => {
            Trouble::ManagerMissing { manager: people(&["ben"]).remove(0) }
        }
        Trouble::ManagerMissing { .. } => Trouble::OwnManager,
        Trouble::OwnManager => Trouble::Circle { members: people(&["anna", "ben"]) },
        Trouble::Circle { .. } => Trouble::ManyHeads { heads: people(&["anna", "ben"]) },
        Trouble::ManyHeads { .. } => Trouble::NoHead,
        Trouble::NoHead => Trouble::Back { since: "2026-03-31T09:00:00Z".parse().unwrap() },
        Trouble::Back { .. } => Trouble::UnitWithoutName { part_of: "Sales".into() },
        Trouble::UnitWithoutName { .. } => Trouble::NoUnit { people: 12 },
        Trouble::NoUnit { .. } => Trouble::UnitDisagreed(Disagreement {
            unit: "Sales North".into(),
            said: vec!["Sales".into(), "Service".into()],
            taken: "Sales".into(),
        }),
        Trouble::UnitDisagreed(_) => {
            Trouble::UnitCircle { members: vec!["Sales".into(), "Service".into()] }
        }
        Trouble::UnitCircle { .. } => Trouble::Empty,
        Trouble::Empty => Trouble::ManyLeave { left: 400, of: 1_000 },
        Trouble::ManyLeave { .. } => return None,
    })
}
