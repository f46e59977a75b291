//! What would come of publishing an import: who is new, who is another, who leaves; and everything that is odd about it, row
//! by row.

use std::sync::Arc;

use jiff::Timestamp;

use super::super::ids::{ImportId, PersonId};
use super::units::settle;
use super::{Column, Directory, Disagreement, Flaw, Import, Person, Settlement};

/// Somebody who is in the directory and would be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub person: PersonId,
    /// In what.
    pub columns: Vec<Column>,
}

/// What is odd about an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A field was not taken as it was sent.
    Flaw(Flaw),
    /// The same person stands in an earlier row, with the same content.
    Repeated {
        /// The earlier row.
        first: u32,
    },
    /// The same person stands in an earlier row, with other content: the earlier one counts.
    Contradicted {
        /// The earlier row.
        first: u32,
        /// In what they differ.
        columns: Vec<Column>,
    },
    /// Nobody in the import has the id of the manager: whom the person reports to is not known.
    ManagerMissing {
        /// The id.
        manager: PersonId,
    },
    /// Somebody is named as their own manager: whom they report to is not known.
    OwnManager,
    /// People report to one another in a circle: whom they report to does not count.
    Circle {
        /// Each reports to the next and the last to the first; beginning with the first by id.
        members: Vec<PersonId>,
    },
    /// Several people name no manager.
    ManyHeads {
        /// Who, by id.
        heads: Vec<PersonId>,
    },
    /// Everybody names a manager.
    NoHead,
    /// Somebody who had left is back.
    Back {
        /// Since when they had been away.
        since: Timestamp,
    },
    /// A larger unit is named, and not the unit itself: the person belongs to the larger one.
    UnitWithoutName {
        /// The larger unit.
        part_of: Arc<str>,
    },
    /// People belong to no unit.
    NoUnit {
        /// How many.
        people: u32,
    },
    /// A unit is said to be part of several.
    UnitDisagreed(Disagreement),
    /// Units are part of one another in a circle: what they are part of does not count.
    UnitCircle {
        /// Each is part of the next and the last of the first.
        members: Vec<Arc<str>>,
    },
    /// The import holds nobody.
    Empty,
    /// More than a third of the people would leave.
    ManyLeave {
        /// How many.
        left: usize,
        /// Of how many.
        of: usize,
    },
}

impl Trouble {
    /// A short stable name, for programs.
    pub const fn code(&self) -> &'static str {
        use super::FlawKind::{Absent, NotAnId, TooLong};
        match self {
            Self::Flaw(Flaw { column: Column::Manager, kind: NotAnId, .. }) => "manager_not_an_id",
            Self::Flaw(Flaw { kind: Absent, .. }) => "no_id",
            Self::Flaw(Flaw { kind: NotAnId, .. }) => "bad_id",
            Self::Flaw(Flaw { kind: TooLong, .. }) => "too_long",
            Self::Repeated { .. } => "repeated",
            Self::Contradicted { .. } => "contradicted",
            Self::ManagerMissing { .. } => "manager_missing",
            Self::OwnManager => "own_manager",
            Self::Circle { .. } => "circle",
            Self::ManyHeads { .. } => "many_heads",
            Self::NoHead => "no_head",
            Self::Back { .. } => "back",
            Self::UnitWithoutName { .. } => "unit_without_name",
            Self::NoUnit { .. } => "no_unit",
            Self::UnitDisagreed(_) => "unit_disagreed",
            Self::UnitCircle { .. } => "unit_circle",
            Self::Empty => "empty",
            Self::ManyLeave { .. } => "many_leave",
        }
    }

    /// Is something not taken as it was sent? All else is only worth knowing.
    pub const fn is_fault(&self) -> bool {
        match self {
            Self::Flaw(_)
            | Self::Contradicted { .. }
            | Self::ManagerMissing { .. }
            | Self::OwnManager
            | Self::Circle { .. }
            | Self::UnitDisagreed(_)
            | Self::UnitCircle { .. }
            | Self::Empty => true,
            Self::Repeated { .. }
            | Self::ManyHeads { .. }
            | Self::NoHead
            | Self::Back { .. }
            | Self::UnitWithoutName { .. }
            | Self::NoUnit { .. }
            | Self::ManyLeave { .. } => false,
        }
    }

    /// The column that it is about.
    pub const fn column(&self) -> Option<Column> {
        match self {
            Self::Flaw(flaw) => Some(flaw.column),
            Self::Repeated { .. } | Self::Contradicted { .. } | Self::Back { .. } => {
                Some(Column::Id)
            }
            Self::ManagerMissing { .. }
            | Self::OwnManager
            | Self::Circle { .. }
            | Self::ManyHeads { .. }
            | Self::NoHead => Some(Column::Manager),
            Self::UnitWithoutName { .. } | Self::NoUnit { .. } => Some(Column::Unit),
            Self::UnitDisagreed(_) | Self::UnitCircle { .. } => Some(Column::PartOf),
            Self::Empty | Self::ManyLeave { .. } => None,
        }
    }
}

/// Something odd, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The row, as whoever imports counts them; none of what is about the import as a whole.
    pub row: Option<u32>,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// What is odd.
    pub trouble: Trouble,
}

/// What would come of publishing an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The import.
    pub import: ImportId,
    /// How many rows it has.
    pub rows: u32,
    /// How many rows are left out: they name nobody, or somebody who stands in an earlier row.
    pub left_out: u32,
    /// How many people there would be.
    pub people: usize,
    /// How many of them are as they are now.
    pub same: usize,
    /// Who is new, by id.
    pub added: Vec<PersonId>,
    /// Who would be otherwise, by id.
    pub changed: Vec<Change>,
    /// Who would leave, by id.
    pub left: Vec<PersonId>,
    /// How many are there now.
    pub before: usize,
    /// Whose manager would not count, by id.
    pub loose: Vec<PersonId>,
    /// What is settled of units.
    pub units: Settlement,
    /// Everything that is odd: first what is about the import as a whole, then row by row.
    pub notes: Vec<Note>,
}

impl Preview {
    /// Would more than a third of the people leave? A wrong file would do that.
    pub const fn needs_confirmation(&self) -> bool {
        many_leave(self.left.len(), self.before)
    }
}

const fn many_leave(left: usize, of: usize) -> bool {
    left.saturating_mul(3) > of
}

impl Directory {
    /// What would come of publishing an import.
    pub fn check(&self, id: &ImportId, import: &Import) -> Preview {
        let entries = import.people();
        let rows: Vec<u32> = entries.iter().map(|it| it.row).collect();
        let people: Vec<&Arc<Person>> = entries.iter().map(|it| &it.person).collect();
        let mut notes = Notes { all: Vec::new() };
        notes.rows(import, &people, &rows);
        let loose = notes.lines(&people, &rows);
        let units = settle(people.iter().map(|it| it.as_ref()));
        notes.units(&people, &rows, &units);
        let (mut added, mut changed, mut same) = (Vec::new(), Vec::new(), 0);
        for (person, row) in people.iter().zip(&rows) {
            match self.people().get(&person.id) {
                Some(there) if there == *person => same += 1,
                Some(there) => changed.push(Change {
                    person: person.id.clone(),
                    columns: differences(there, person),
                }),
                None => {
                    added.push(person.id.clone());
                    if let Some(since) = self.left_since(&person.id, Timestamp::MAX) {
                        notes.about(*row, person, Trouble::Back { since });
                    }
                }
            }
        }
        let stays = |id: &PersonId| people.binary_search_by(|it| it.id.cmp(id)).is_ok();
        let before = self.people().all();
        let left: Vec<PersonId> =
            before.iter().filter(|it| !stays(&it.id)).map(|it| it.id.clone()).collect();
        if people.is_empty() {
            notes.whole(Trouble::Empty);
        } else if many_leave(left.len(), before.len()) {
            notes.whole(Trouble::ManyLeave { left: left.len(), of: before.len() });
        }
        let kept = u32::try_from(people.len()).unwrap_or(u32::MAX);
        Preview {
            import: id.clone(),
            rows: import.rows(),
            left_out: import.rows().saturating_sub(kept),
            people: people.len(),
            same,
            added,
            changed,
            left,
            before: before.len(),
            loose,
            units,
            notes: notes.in_order(),
        }
    }
}

fn differences(there: &Person, person: &Person) -> Vec<Column> {
    let unread = there.manager_unread != person.manager_unread;
    let differ = |it: &Column| it.of(there) != it.of(person) || (*it == Column::Manager && unread);
    Column::ALL.into_iter().filter(differ).collect()
}

struct Notes {
    all: Vec<Note>,
}

impl Notes {
    fn about(&mut self, row: u32, person: &Person, trouble: Trouble) {
        self.all.push(Note { row: Some(row), person: Some(person.id.clone()), trouble });
    }

    fn whole(&mut self, trouble: Trouble) {
        self.all.push(Note { row: None, person: None, trouble });
    }

    fn in_order(mut self) -> Vec<Note> {
        // Stable: of one row, in the order in which they were found.
        self.all.sort_by_key(|it| it.row);
        self.all
    }

    /// What is odd about single rows. People stand by id, with the rows that count.
    fn rows(&mut self, import: &Import, people: &[&Arc<Person>], rows: &[u32]) {
        for chunk in import.chunks() {
            for flaw in &chunk.flaws {
                let trouble = Trouble::Flaw(flaw.clone());
                self.all.push(Note { row: Some(flaw.row), person: None, trouble });
            }
            for entry in &chunk.entries {
                let id = &entry.person.id;
                let Ok(index) = people.binary_search_by(|it| it.id.cmp(id)) else { continue };
                let (counts, first) = (people[index], rows[index]);
                if first == entry.row {
                    continue;
                }
                let columns = differences(counts, &entry.person);
                let trouble = match columns.is_empty() {
                    true => Trouble::Repeated { first },
                    false => Trouble::Contradicted { first, columns },
                };
                self.about(entry.row, &entry.person, trouble);
            }
        }
    }

    /// What is odd about reporting lines. Answers whose manager does not count, by id.
    fn lines(&mut self, people: &[&Arc<Person>], rows: &[u32]) -> Vec<PersonId> {
        let index = |id: &PersonId| people.binary_search_by(|it| it.id.cmp(id)).ok();
        let mut managers: Vec<Option<usize>> = Vec::with_capacity(people.len());
        let (mut heads, mut loose) = (Vec::new(), Vec::new());
        for (at, person) in people.iter().enumerate() {
            let manager = person.manager.as_ref().and_then(index);
            match &person.manager {
                // Whoever names a manager that nobody can read is no head.
                None if person.manager_unread => {}
                None => heads.push(person.id.clone()),
                Some(_) if manager == Some(at) => {
                    loose.push(person.id.clone());
                    self.about(rows[at], person, Trouble::OwnManager);
                }
                Some(named) if manager.is_none() => {
                    let trouble = Trouble::ManagerMissing { manager: named.clone() };
                    self.about(rows[at], person, trouble);
                }
                Some(_) => {}
            }
            managers.push(manager.filter(|it| *it != at));
        }
        for circle in circles(&managers) {
            let members: Vec<PersonId> = circle.iter().map(|it| people[*it].id.clone()).collect();
            loose.extend(members.iter().cloned());
            self.about(rows[circle[0]], people[circle[0]], Trouble::Circle { members });
        }
        loose.sort_unstable();
        if heads.len() > 1 {
            self.whole(Trouble::ManyHeads { heads });
        } else if heads.is_empty() && !people.is_empty() {
            self.whole(Trouble::NoHead);
        }
        loose
    }

    fn units(&mut self, people: &[&Arc<Person>], rows: &[u32], units: &Settlement) {
        let mut without = 0;
        for (person, row) in people.iter().zip(rows) {
            match (&person.unit, &person.part_of) {
                (None, Some(part_of)) => {
                    let part_of = part_of.clone();
                    self.about(*row, person, Trouble::UnitWithoutName { part_of });
                }
                (None, None) => without += 1,
                (Some(_), _) => {}
            }
        }
        if without > 0 {
            self.whole(Trouble::NoUnit { people: without });
        }
        for it in &units.disagreements {
            self.whole(Trouble::UnitDisagreed(it.clone()));
        }
        for members in &units.circles {
            self.whole(Trouble::UnitCircle { members: members.clone() });
        }
    }
}

/// The circles of lines of which each leads to one other at most; each beginning with its smallest member, and they in the
/// order of those.
fn circles(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    // In which walk each was reached first.
    let mut walks: Vec<Option<usize>> = vec![None; next.len()];
    let mut found = Vec::new();
    for start in 0..next.len() {
        let mut at = start;
        while walks[at].is_none() {
            walks[at] = Some(start);
            match next[at] {
                Some(onward) => at = onward,
                None => break,
            }
        }
        // A walk that ends where it has been before has gone around; one that ends at a head or in an older walk has not.
        if walks[at] == Some(start) && next[at].is_some() {
            let onward = std::iter::successors(next[at], |it| next[*it]);
            let mut circle: Vec<usize> =
                std::iter::once(at).chain(onward.take_while(|it| *it != at)).collect();
            let smallest = (0..circle.len()).min_by_key(|it| circle[*it]).unwrap_or(0);
            circle.rotate_left(smallest);
            found.push(circle);
        }
    }
    found.sort_unstable();
    found
}
