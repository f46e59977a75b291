//! A person as the directory has them, and how one is read from a row of a table.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ids::{ID_LENGTH_MAX, PersonId};

/// The longest text of a field, in characters. What is longer is no name, but a column that was taken for another.
pub const FIELD_LENGTH_MAX: usize = 200;

/// A person as the directory has them. A stored format: fields are added, optional, and never change their meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their id: what the organisation calls them, in small letters.
    pub id: PersonId,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Arc<str>>,
    /// Where to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Arc<str>>,
    /// The unit that they belong to, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Arc<str>>,
    /// The unit that this unit is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Arc<str>>,
    /// Whom they report to, as the import named them: there may be no such person, see [`super::People::manager_of`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// A manager was named, and not by an id: whom they report to is not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub manager_unread: bool,
    /// Their level in the hierarchy, as the organisation calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Arc<str>>,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Arc<str>>,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Arc<str>>,
}

/// A row of a table of people, as it was sent. Nothing in it has been looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What the organisation calls them, such as an employee number. Capitals count as small letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub name: Option<String>,
    /// Where to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-personal" = true))]
    pub email: Option<String>,
    /// The unit that they belong to, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit that this unit is a part of, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The id of whom they report to; nobody of the head of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// Their level in the hierarchy, as the organisation calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
}

/// A column of such a table.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// [`Person::id`]
    Id,
    /// [`Person::name`]
    Name,
    /// [`Person::email`]
    Email,
    /// [`Person::unit`]
    Unit,
    /// [`Person::part_of`]
    PartOf,
    /// [`Person::manager`]
    Manager,
    /// [`Person::level`]
    Level,
    /// [`Person::site`]
    Site,
    /// [`Person::function`]
    Function,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Name,
        Self::Email,
        Self::Unit,
        Self::PartOf,
        Self::Manager,
        Self::Level,
        Self::Site,
        Self::Function,
    ];

    /// Its name in calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Email => "email",
            Self::Unit => "unit",
            Self::PartOf => "part_of",
            Self::Manager => "manager",
            Self::Level => "level",
            Self::Site => "site",
            Self::Function => "function",
        }
    }

    /// What stands in it, of a person.
    pub fn of(self, person: &Person) -> Option<&str> {
        match self {
            Self::Id => Some(person.id.as_str()),
            Self::Name => person.name.as_deref(),
            Self::Email => person.email.as_deref(),
            Self::Unit => person.unit.as_deref(),
            Self::PartOf => person.part_of.as_deref(),
            Self::Manager => person.manager.as_ref().map(PersonId::as_str),
            Self::Level => person.level.as_deref(),
            Self::Site => person.site.as_deref(),
            Self::Function => person.function.as_deref(),
        }
    }
}

/// Why a field was not taken as it was sent. A stored code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlawKind {
    /// It is not there, and has to be.
    Absent,
    /// It is no id.
    NotAnId,
    /// It is longer than any name.
    TooLong,
}

/// A field that was not taken as it was sent. Without a usable id the row is left out; any other field only is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flaw {
    /// The row, as whoever imports counts them.
    pub row: u32,
    /// The column.
    pub column: Column,
    /// Why.
    pub kind: FlawKind,
    /// What stood there, or how it begins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given: String,
}

/// Reads a row. What is not usable is told in `flaws`; without a usable id there is no person.
pub fn read_row(row: u32, sent: &Row, flaws: &mut Vec<Flaw>) -> Option<Person> {
    let mut flaw = |column, kind, given: &str| {
        let given = given.chars().take(ID_LENGTH_MAX).collect();
        flaws.push(Flaw { row, column, kind, given });
    };
    let given = tidied(sent.id.as_deref());
    let Some(given) = given else {
        flaw(Column::Id, FlawKind::Absent, "");
        return None;
    };
    let Ok(id) = given.to_lowercase().parse::<PersonId>() else {
        flaw(Column::Id, FlawKind::NotAnId, &given);
        return None;
    };
    let mut text = |column: Column, sent: &Option<String>| {
        let text = tidied(sent.as_deref())?;
        if text.chars().count() > FIELD_LENGTH_MAX {
            flaw(column, FlawKind::TooLong, &text);
            return None;
        }
        Some(Arc::<str>::from(text))
    };
    let mut person = Person {
        id,
        name: text(Column::Name, &sent.name),
        email: text(Column::Email, &sent.email),
        unit: text(Column::Unit, &sent.unit),
        part_of: text(Column::PartOf, &sent.part_of),
        manager: None,
        manager_unread: false,
        level: text(Column::Level, &sent.level),
        site: text(Column::Site, &sent.site),
        function: text(Column::Function, &sent.function),
    };
    if let Some(given) = tidied(sent.manager.as_deref()) {
        person.manager = given.to_lowercase().parse().ok();
        person.manager_unread = person.manager.is_none();
        if person.manager_unread {
            flaw(Column::Manager, FlawKind::NotAnId, &given);
        }
    }
    // Exports often repeat the division of whoever belongs to no department.
    if person.part_of == person.unit {
        person.part_of = None;
    }
    Some(person)
}

/// A text without what nobody typed on purpose: spaces around it, several of them, line breaks. Nothing when it is empty.
fn tidied(text: Option<&str>) -> Option<String> {
    let text = text?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    let words: Vec<&str> = text.split(odd).filter(|it| !it.is_empty()).collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sent: serde_json::Value) -> (Option<Person>, Vec<Flaw>) {
        let mut flaws = Vec::new();
        let sent: Row = serde_json::from_value(sent).unwrap();
        (read_row(7, &sent, &mut flaws), flaws)
    }

    #[test]
    fn a_row_is_read_as_people_write_it() {
        let (person, flaws) = read(serde_json::json!({
            "id": " E0042 ", "name": "Head\u{a0}of \n Sales", "unit": "Sales", "part_of": "Sales", "manager": "E0001",
            "level": "  ",
        }));
        let person = person.unwrap();
        assert_eq!(flaws, []);
        assert_eq!(person.id.as_str(), "e0042");
        assert_eq!(person.name.as_deref(), Some("Head of Sales"));
        assert_eq!(person.manager.unwrap().as_str(), "e0001");
        assert_eq!((person.part_of, person.level), (None, None));
    }

    #[test]
    fn without_a_usable_id_there_is_nobody_and_all_else_costs_only_itself() {
        for (sent, kind) in [
            (serde_json::json!({"name": "Nobody"}), FlawKind::Absent),
            (serde_json::json!({"id": " "}), FlawKind::Absent),
            (serde_json::json!({"id": "a b"}), FlawKind::NotAnId),
            (serde_json::json!({"id": "a@b"}), FlawKind::NotAnId),
            (serde_json::json!({"id": "x".repeat(65)}), FlawKind::NotAnId),
        ] {
            let (person, flaws) = read(sent);
            assert_eq!((person, flaws.len()), (None, 1));
            assert_eq!((flaws[0].row, flaws[0].column, flaws[0].kind), (7, Column::Id, kind));
        }
        let long = "x".repeat(FIELD_LENGTH_MAX + 1);
        let (person, flaws) =
            read(serde_json::json!({"id": "1", "name": long, "manager": "Doe, J"}));
        let person = person.unwrap();
        assert_eq!((person.name, person.manager, person.manager_unread), (None, None, true));
        let told: Vec<_> = flaws.iter().map(|it| (it.column, it.kind)).collect();
        assert_eq!(told, [(Column::Name, FlawKind::TooLong), (Column::Manager, FlawKind::NotAnId)]);
    }
}
