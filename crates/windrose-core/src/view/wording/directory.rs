//! What is odd about an import into the directory.

use jiff::tz::TimeZone;

use crate::rules::directory::{Column, FIELD_LENGTH_MAX, Flaw, FlawKind, Trouble};
use crate::rules::ids::{ID_LENGTH_MAX, PersonId};

use super::formats::date;
use super::messages::{Join, NAMED_MAX, list, plain, say};

/// The longest that a unit's name in a sentence may be, in characters.
const UNIT_LENGTH_MAX: usize = 80;

/// What a column is called.
pub fn column(column: Column) -> String {
    say!(&format!("column-{}", column.name()))
}

/// What is odd, of somebody or of the import as a whole.
pub fn trouble(trouble: &Trouble, person: Option<&PersonId>, zone: &TimeZone) -> String {
    let person = person.map_or("", PersonId::as_str);
    match trouble {
        Trouble::Flaw(it) => flaw(it),
        Trouble::Repeated { first } => say!("trouble-repeated", person = person, first = *first),
        Trouble::Contradicted { first, columns } => {
            let columns = list(Join::And, columns.iter().map(|it| column(*it)), NAMED_MAX);
            say!("trouble-contradicted", person = person, first = *first, columns = columns)
        }
        Trouble::ManagerMissing { manager } => {
            say!("trouble-manager-missing", person = person, manager = manager.as_str())
        }
        Trouble::OwnManager => say!("trouble-own-manager", person = person),
        Trouble::Circle { members } => {
            say!("trouble-circle", members = list(Join::And, members, NAMED_MAX))
        }
        Trouble::ManyHeads { heads } => {
            say!("trouble-many-heads", n = heads.len(), heads = list(Join::And, heads, NAMED_MAX))
        }
        Trouble::NoHead => say!("trouble-no-head"),
        Trouble::Back { since } => {
            let since = date(since.to_zoned(zone.clone()).date());
            say!("trouble-back", person = person, since = since)
        }
        Trouble::UnitWithoutName { part_of } => {
            say!("trouble-unit-without-name", person = person, part_of = unit(part_of))
        }
        Trouble::NoUnit { people } => say!("trouble-no-unit", n = *people),
        Trouble::UnitDisagreed(it) => {
            let said = list(Join::And, it.said.iter().map(|it| unit(it)), NAMED_MAX);
            let (name, taken) = (unit(&it.unit), unit(&it.taken));
            say!("trouble-unit-disagreed", unit = name, said = said, taken = taken)
        }
        Trouble::UnitCircle { members } => {
            let members = list(Join::And, members.iter().map(|it| unit(it)), NAMED_MAX);
            say!("trouble-unit-circle", members = members)
        }
        Trouble::Empty => say!("trouble-empty"),
        Trouble::ManyLeave { left, of } => say!("trouble-many-leave", left = *left, of = *of),
    }
}

fn flaw(it: &Flaw) -> String {
    let given = plain(&it.given, ID_LENGTH_MAX);
    match (it.kind, it.column) {
        (FlawKind::Absent, _) => say!("trouble-no-id"),
        (FlawKind::NotAnId, Column::Manager) => say!("trouble-manager-not-an-id", given = given),
        (FlawKind::NotAnId, _) => say!("trouble-bad-id", given = given, most = ID_LENGTH_MAX),
        (FlawKind::TooLong, at) => {
            say!("trouble-too-long", column = column(at), most = FIELD_LENGTH_MAX)
        }
    }
}

fn unit(name: &str) -> String {
    plain(name, UNIT_LENGTH_MAX)
}
