//! The directory and the imports into it, as people and programs are shown them.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::rules::access::Access;
use crate::rules::calendar::Calendar;
use crate::rules::directory::{Column, Directory, Import, Note, Person, Preview};
use crate::rules::ids::{ImportId, PersonId};
use crate::rules::role::{Actor, InstanceRole};

use super::wording::trouble;

/// How much somebody sees of the people in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Names, and where they stand in the organisation: of whoever leads an initiative.
    Names,
    /// Addresses too: of administrators and auditors.
    Addresses,
}

impl Sight {
    /// How much somebody sees; nothing where that is not said. `leads` of one who leads an initiative that runs.
    pub fn of(access: &Access, actor: &Actor, leads: impl FnOnce() -> bool) -> Option<Self> {
        let Some(id) = actor.id() else { return Some(Self::Addresses) };
        match access.instance_role(id) {
            Some(InstanceRole::Admin | InstanceRole::Auditor) => Some(Self::Addresses),
            None if leads() => Some(Self::Names),
            None => None,
        }
    }
}

/// Somebody in the directory.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PersonRow {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub name: Option<String>,
    /// Where to reach them; administrators and auditors see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub email: Option<String>,
    /// The unit that they belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit that this unit is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Whom they report to, if that is somebody in the directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// A manager was named, and it is not known who that is: nobody in the directory has the id, or lines would run in a
    /// circle.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub manager_unknown: bool,
    /// Their level in the hierarchy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Where they work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// How many report to them.
    pub reports: usize,
}

/// Somebody who stands at this index.
pub fn person_row(directory: &Directory, index: usize, sight: Sight) -> Option<PersonRow> {
    let people = directory.people();
    let person = people.all().get(index)?;
    let manager = people.manager_index(index).map(|it| people.all()[it].id.clone());
    let text = |column: Column| column.of(person).map(str::to_owned);
    Some(PersonRow {
        id: person.id.clone(),
        name: text(Column::Name),
        email: text(Column::Email).filter(|_| sight >= Sight::Addresses),
        unit: text(Column::Unit),
        part_of: text(Column::PartOf),
        manager_unknown: people.is_manager_unknown(index),
        manager,
        level: text(Column::Level),
        site: text(Column::Site),
        function: text(Column::Function),
        reports: people.report_indices(index).len(),
    })
}

/// Do all of these words, in small letters, stand in what is shown of somebody?
pub fn has_words(person: &Person, words: &[String], sight: Sight) -> bool {
    let shown = |it: &Column| *it != Column::Email || sight >= Sight::Addresses;
    let fields = Column::ALL.into_iter().filter(shown);
    let texts: Vec<String> = fields.filter_map(|it| it.of(person)).map(str::to_lowercase).collect();
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}

/// An import that is not published yet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImportRow {
    /// Its name.
    pub import: ImportId,
    /// When it was begun.
    pub begun_at: String,
    /// By whom.
    pub by: Actor,
    /// How many rows it has so far.
    pub rows: u32,
    /// Another import was published since: it can only be dropped.
    pub overtaken: bool,
}

/// An import that is not published yet.
pub fn import_row(id: &ImportId, import: &Import) -> ImportRow {
    ImportRow {
        import: id.clone(),
        begun_at: import.begun.to_string(),
        by: import.by.clone(),
        rows: import.rows(),
        overtaken: import.overtaken,
    }
}

/// Something odd about an import.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NoteRow {
    /// The row, counted as they were sent; none of what is about the import as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
    /// What is odd, as a code.
    pub code: String,
    /// What is odd, and what follows, in words.
    pub sentence: String,
}

/// Somebody who would be otherwise.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangeRow {
    /// Who.
    pub person: PersonId,
    /// In what.
    pub columns: Vec<Column>,
}

/// What would come of publishing an import.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PreviewView {
    /// The import.
    pub import: ImportId,
    /// How many rows it has.
    pub rows: u32,
    /// How many of them are left out: they name nobody, or somebody who stands in an earlier row.
    pub left_out: u32,
    /// How many people are in the directory now.
    pub before: usize,
    /// How many there would be.
    pub people: usize,
    /// How many of them are as they are now.
    pub same: usize,
    /// How many are new.
    pub added: usize,
    /// How many would be otherwise.
    pub changed: usize,
    /// How many would leave.
    pub left: usize,
    /// The first who are new, by id.
    pub first_added: Vec<PersonId>,
    /// The first who would be otherwise, by id.
    pub first_changed: Vec<ChangeRow>,
    /// The first who would leave, by id.
    pub first_left: Vec<PersonId>,
    /// How many things are not taken as they were sent.
    pub faults: usize,
    /// The first of them: what is about the import as a whole, then row by row.
    pub first_faults: Vec<NoteRow>,
    /// How many things are worth knowing.
    pub warnings: usize,
    /// The first of them.
    pub first_warnings: Vec<NoteRow>,
    /// More than a third of the people would leave: `directory_publish` asks for `confirm`.
    pub needs_confirm: bool,
    /// Another import was published since this one was begun: it can only be dropped.
    pub overtaken: bool,
}

/// What would come of publishing an import; of each sort the first few.
pub fn preview(it: &Preview, overtaken: bool, few: usize, calendar: &Calendar) -> PreviewView {
    let first = |ids: &[PersonId]| ids.iter().take(few).cloned().collect();
    let notes = |faults: bool| {
        it.notes.iter().filter(move |note: &&Note| note.trouble.is_fault() == faults)
    };
    let told = |faults: bool| {
        let row = |note: &Note| NoteRow {
            row: note.row,
            person: note.person.clone(),
            column: note.trouble.column(),
            code: note.trouble.code().to_owned(),
            sentence: trouble(&note.trouble, note.person.as_ref(), &calendar.zone),
        };
        notes(faults).take(few).map(row).collect()
    };
    let changed = it.changed.iter().take(few);
    PreviewView {
        import: it.import.clone(),
        rows: it.rows,
        left_out: it.left_out,
        before: it.before,
        people: it.people,
        same: it.same,
        added: it.added.len(),
        changed: it.changed.len(),
        left: it.left.len(),
        first_added: first(&it.added),
        first_changed: changed
            .map(|it| ChangeRow { person: it.person.clone(), columns: it.columns.clone() })
            .collect(),
        first_left: first(&it.left),
        faults: notes(true).count(),
        first_faults: told(true),
        warnings: notes(false).count(),
        first_warnings: told(false),
        needs_confirm: it.needs_confirmation(),
        overtaken,
    }
}

/// When the directory was last published, and how large it is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EditionView {
    /// How many times it was published.
    pub number: u32,
    /// From which import.
    pub import: ImportId,
    /// When.
    pub at: String,
    /// By whom.
    pub by: Actor,
    /// How many people there are.
    pub people: usize,
    /// How many units there are.
    pub units: usize,
}

/// When the directory was last published; nothing when it never was.
pub fn edition(directory: &Directory) -> Option<EditionView> {
    let edition = directory.edition.as_ref()?;
    let at: Timestamp = edition.at;
    Some(EditionView {
        number: edition.number,
        import: edition.import.clone(),
        at: at.to_string(),
        by: edition.by.clone(),
        people: directory.people().len(),
        units: directory.people().units().len(),
    })
}
