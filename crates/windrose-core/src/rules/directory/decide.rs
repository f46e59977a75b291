//! The rules of the directory: who imports, and what may be published.

use std::sync::Arc;

use jiff::Timestamp;

use super::super::access::Access;
use super::super::event::{DirectoryPublished, DirectoryStaged, Event};
use super::super::ids::ImportId;
use super::super::nearest::nearest;
use super::super::refusal::{Refusal, Thing};
use super::super::role::Actor;
use super::import::parted;
use super::{Directory, Entry, Import, Row, read_row};

/// The most rows of one call.
pub const ROWS_MAX: usize = 2_000;

/// The most rows of an import.
pub const ROWS_OF_IMPORT_MAX: u32 = 1_000_000;

/// The most imports that are open at once: their rows stay in memory until they are published or dropped.
pub const IMPORTS_MAX: usize = 4;

/// The most people of an edition whose manager does not count because lines would run in a circle. Where there are more,
/// a column was taken for another.
pub const LOOSE_MAX: usize = 1_000;

/// A command to the directory.
#[derive(Debug, Clone)]
pub enum DirectoryCommand {
    /// Take rows into an import; the first ones begin it.
    Stage {
        /// The import.
        import: ImportId,
        /// The number of the first row; the one that comes next when not given.
        first_row: Option<u32>,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Make an import the directory.
    Publish {
        /// The import.
        import: ImportId,
        /// Although more than a third of the people would leave.
        confirm: bool,
    },
    /// Forget an import.
    Drop {
        /// The import.
        import: ImportId,
    },
}

impl Directory {
    /// Decides a command to this stream.
    ///
    /// # Errors
    /// When a rule says no.
    pub fn decide(
        &self,
        access: &Access,
        actor: &Actor,
        command: &DirectoryCommand,
    ) -> Result<Vec<Event>, Refusal> {
        if !access.is_admin(actor) {
            return Err(Refusal::AdminOnly { what: "import-directory" });
        }
        match command {
            DirectoryCommand::Stage { import, first_row, rows } => {
                self.stage(import, *first_row, rows)
            }
            DirectoryCommand::Publish { import, confirm } => self.publish(import, *confirm),
            DirectoryCommand::Drop { import } => {
                self.import(import)?;
                Ok(vec![Event::DirectoryImportDropped { import: import.clone() }])
            }
        }
    }

    /// A directory of exactly these people, as if they had been imported: for the examples of workflows.
    ///
    /// # Errors
    /// As an import of them.
    pub fn of_rows(rows: &[Row], at: Timestamp) -> Result<Self, Refusal> {
        let import: ImportId = "example".parse().expect("`example` is an id");
        let mut it = Self::default();
        for rows in rows.chunks(ROWS_MAX) {
            for event in it.stage(&import, None, rows)? {
                it.apply(it.version + 1, at, &Actor::System, &event);
            }
        }
        for event in it.publish(&import, true)? {
            it.apply(it.version + 1, at, &Actor::System, &event);
        }
        Ok(it)
    }

    /// An import that is not published yet.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] with the nearest that there is.
    pub fn import(&self, id: &ImportId) -> Result<&Import, Refusal> {
        self.imports().get(id).ok_or_else(|| Refusal::NotFound {
            what: Thing::Import,
            given: id.to_string(),
            nearest: nearest(id.as_str(), self.imports().keys().map(ImportId::as_str)),
        })
    }

    /// The same, of one that is still of use.
    fn current(&self, id: &ImportId) -> Result<&Import, Refusal> {
        let import = self.import(id)?;
        match &self.edition {
            Some(edition) if import.overtaken => Err(Refusal::ImportOvertaken {
                import: id.clone(),
                published: edition.import.clone(),
            }),
            _ => Ok(import),
        }
    }

    fn stage(
        &self,
        id: &ImportId,
        first_row: Option<u32>,
        rows: &[Row],
    ) -> Result<Vec<Event>, Refusal> {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if rows.len() > ROWS_MAX {
            return Err(Refusal::TooManyRows { given: rows.len(), most: ROWS_MAX });
        }
        let known = match self.imports().contains_key(id) {
            true => Some(self.current(id)?),
            false => None,
        };
        if known.is_none() && self.imports().len() >= IMPORTS_MAX {
            let open = self.imports().keys().cloned().collect();
            return Err(Refusal::ImportsOpen { open });
        }
        let next = known.map_or(1, |it| it.next_row);
        let first_row = first_row.unwrap_or(next);
        let begun = known.map_or(first_row, |it| it.first_row);
        let (mut entries, mut flaws) = (Vec::with_capacity(rows.len()), Vec::new());
        for (row, sent) in (first_row..).zip(rows) {
            if let Some(person) = read_row(row, sent, &mut flaws) {
                entries.push(Entry { row, person: Arc::new(person) });
            }
        }
        if let Some(import) = known
            && first_row != next
        {
            let mut sent = import.chunks().iter().filter(|it| it.first_row == first_row);
            // Sent again, because the answer was lost on its way.
            if sent.any(|it| it.is(count, &entries, &flaws)) {
                return Ok(Vec::new());
            }
            return Err(Refusal::RowsNotNext { import: id.clone(), given: first_row, next });
        }
        let rows_then = first_row.saturating_sub(begun).saturating_add(count);
        if rows_then > ROWS_OF_IMPORT_MAX || first_row.checked_add(count).is_none() {
            let (given, most) = (rows_then as usize, ROWS_OF_IMPORT_MAX as usize);
            return Err(Refusal::TooManyRows { given, most });
        }
        if known.is_some() && rows.is_empty() {
            return Ok(Vec::new());
        }
        let (rows, same) = parted(entries, self.people());
        let import = id.clone();
        let staged = DirectoryStaged { import, first_row, count, rows, same, flaws };
        Ok(vec![Event::DirectoryStaged(staged)])
    }

    fn publish(&self, id: &ImportId, confirm: bool) -> Result<Vec<Event>, Refusal> {
        // Asked again, because the answer was lost on its way.
        if !self.imports().contains_key(id)
            && self.edition.as_ref().is_some_and(|it| it.import == *id)
        {
            return Ok(Vec::new());
        }
        let preview = self.check(id, self.current(id)?);
        if preview.people == 0 {
            return Err(Refusal::ImportEmpty { import: id.clone() });
        }
        if preview.loose.len() > LOOSE_MAX || preview.units.settled.len() > LOOSE_MAX {
            let (loose, units) = (preview.loose.len(), preview.units.settled.len());
            return Err(Refusal::ImportUnfit { import: id.clone(), loose, units });
        }
        if preview.needs_confirmation() && !confirm {
            let (left, of) = (preview.left.len(), self.people().len());
            return Err(Refusal::ManyLeave { import: id.clone(), left, of });
        }
        Ok(vec![Event::DirectoryPublished(DirectoryPublished {
            import: id.clone(),
            loose: preview.loose,
            units: preview.units.settled,
        })])
    }
}
