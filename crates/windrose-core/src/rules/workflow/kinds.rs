//! The kinds of records that a workflow declares, and what a file may say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::criterion::Field;
use super::super::fixed::Fixed;
use super::super::ids::CustomName;
use super::super::nearest::nearest;
use super::super::record::{AnyKind, DeclaredName, Kind, RECORDS};
use super::WorkflowFault;

/// The most kinds that a workflow declares, the most fields of a kind and the most choices of a field.
const DECLARED_MAX: usize = 50;

/// The longest title, summary, hint, unit or option, in characters: they stand within sentences.
const WORDS_LENGTH_MAX: usize = 200;

/// A kind of record that the workflow declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredKind {
    /// What people call one of it; findings use these words.
    pub title: String,
    /// What they call many; the title when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plural: Option<String>,
    /// What it is, in a sentence.
    pub summary: String,
    /// Its fields, in the order in which people fill them in.
    pub fields: Vec<DeclaredField>,
}

/// A field of a declared kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredField {
    /// Its name in calls: a-z, 0-9 and `_`, beginning with a letter.
    #[schemars(regex(pattern = "^[a-z][a-z0-9_]{0,63}$"))]
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub of_type: FieldType,
    /// What people call it.
    pub title: String,
    /// What helps to fill it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether it has to be given.
    #[serde(default)]
    pub required: bool,
    /// The unit of a number or a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The smallest number that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Fixed>,
    /// The largest number that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Fixed>,
    /// What there is to choose from; for a `choice`, and needed there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// The kind of record that is linked to, built-in or declared; for a `record`, and needed there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What a field of a declared kind holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// A number with at most six decimals.
    Number,
    /// A whole number that is not negative.
    Count,
    /// A text.
    Text,
    /// One of the options.
    Choice,
    /// A day.
    Date,
    /// A person's id. Personal.
    Person,
    /// True or false.
    Truth,
    /// A link to a record of the initiative, by its id.
    Record,
}

impl FieldType {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Count => "count",
            Self::Text => "text",
            Self::Choice => "choice",
            Self::Date => "date",
            Self::Person => "person",
            Self::Truth => "truth",
            Self::Record => "record",
        }
    }

    /// Does it hold a number?
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Count)
    }
}

impl DeclaredKind {
    /// Its field of that name.
    pub fn field(&self, name: &str) -> Option<&DeclaredField> {
        self.fields.iter().find(|it| it.name == name)
    }
}

/// The declared kinds of a workflow, by name.
pub type DeclaredKinds = BTreeMap<CustomName, DeclaredKind>;

/// Why a word names no kind that can be counted: what is wrong, and the nearest words.
pub(super) type NoKind = (String, Vec<String>);

/// The kind of that name, built-in or declared. A declared one comes first: a later build may have a built-in kind of
/// that name, and a workflow published before goes on meaning its own.
pub(super) fn named(kinds: &DeclaredKinds, word: &str) -> Result<AnyKind, NoKind> {
    if let Some((name, kind)) = kinds.iter().find(|(name, _)| name.as_str() == word) {
        let many = kind.plural.as_ref().unwrap_or(&kind.title).clone();
        let declared = DeclaredName { name: name.clone(), one: kind.title.clone(), many };
        return Ok(AnyKind::Declared(Arc::new(declared)));
    }
    let declared = kinds.keys().map(CustomName::as_str);
    match Kind::named(word) {
        Some(Kind::Custom) => {
            let problem = "`custom` stands for every kind that the workflow declares: name the one that is meant";
            Err((problem.to_owned(), declared.take(3).map(str::to_owned).collect()))
        }
        Some(kind) => Ok(kind.into()),
        None => {
            let built_in = RECORDS.iter().map(|row| row.name).filter(|it| *it != "custom");
            Err((
                format!("there is no kind of record `{word}`"),
                nearest(word, built_in.chain(declared)),
            ))
        }
    }
}

/// The numeric field of that name of a kind.
pub(super) fn number_field(
    kinds: &DeclaredKinds,
    kind: &AnyKind,
    word: &str,
) -> Result<Field, NoKind> {
    let names: Vec<&str> = match kind {
        AnyKind::BuiltIn(kind) => kind.numeric_fields().iter().map(String::as_str).collect(),
        AnyKind::Declared(it) => {
            let fields = kinds.get(&it.name).into_iter().flat_map(|kind| &kind.fields);
            fields.filter(|it| it.of_type.is_number()).map(|it| it.name.as_str()).collect()
        }
    };
    let Some(index) = names.iter().position(|name| *name == word) else {
        return Err((
            format!("there is no numeric field of {kind} `{word}`"),
            nearest(word, names.iter().copied()),
        ));
    };
    Ok(match kind {
        AnyKind::BuiltIn(_) => Field::BuiltIn(index),
        AnyKind::Declared(_) => Field::Declared(word.to_owned()),
    })
}

/// What is wrong with the declared kinds of a file.
pub(super) fn faults(kinds: &DeclaredKinds) -> Vec<WorkflowFault> {
    let mut faults = Faults(Vec::new());
    if kinds.len() > DECLARED_MAX {
        faults
            .add("/kinds", format!("a workflow declares at most {DECLARED_MAX} kinds of records"));
    }
    for (name, kind) in kinds {
        let at = format!("/kinds/{name}");
        if Kind::named(name.as_str()).is_some() {
            faults.add(
                &at,
                format!("`{name}` is a built-in kind of record and cannot be declared again"),
            );
        }
        faults.name(&at, name.as_str());
        faults.text(&format!("{at}/title"), &kind.title);
        faults.text(&format!("{at}/summary"), &kind.summary);
        if let Some(plural) = &kind.plural {
            faults.text(&format!("{at}/plural"), plural);
        }
        if kind.fields.is_empty() || kind.fields.len() > DECLARED_MAX {
            let problem = format!("a kind of record has 1 to {DECLARED_MAX} fields");
            faults.add(&format!("{at}/fields"), problem);
        }
        let mut seen = BTreeSet::new();
        for (index, field) in kind.fields.iter().enumerate() {
            let at = format!("{at}/fields/{index}");
            if !seen.insert(&field.name) {
                faults.add(
                    &format!("{at}/name"),
                    format!("`{}` stands twice in this kind", field.name),
                );
            }
            faults.name(&format!("{at}/name"), &field.name);
            faults.text(&format!("{at}/title"), &field.title);
            faults.field(&at, field, kinds);
        }
    }
    faults.0
}

/// Faults as they are found.
struct Faults(Vec<WorkflowFault>);

impl Faults {
    fn add(&mut self, at: &str, problem: impl Into<String>) {
        self.near(at, problem, Vec::new());
    }

    fn near(&mut self, at: &str, problem: impl Into<String>, nearest: Vec<String>) {
        self.0.push(WorkflowFault { at: at.to_owned(), problem: problem.into(), nearest });
    }

    fn text(&mut self, at: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(at, "nothing is written here");
        } else if text.chars().count() > WORDS_LENGTH_MAX || text.contains(char::is_control) {
            self.add(at, format!("this is one line of at most {WORDS_LENGTH_MAX} characters"));
        }
    }

    fn name(&mut self, at: &str, name: &str) {
        let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
        if !begins || name.len() > super::super::ids::ID_LENGTH_MAX || !name.bytes().all(letters) {
            self.add(at, "a name has 1 to 64 of a-z, 0-9 and `_`, and begins with a letter");
        }
    }

    /// What belongs to another type would be ignored, and someone would believe it is not.
    fn field(&mut self, at: &str, field: &DeclaredField, kinds: &DeclaredKinds) {
        for (name, text) in [("hint", &field.hint), ("unit", &field.unit)] {
            if let Some(text) = text {
                self.text(&format!("{at}/{name}"), text);
            }
        }
        let of_type = field.of_type;
        for (name, given, belongs) in [
            ("unit", field.unit.is_some(), of_type.is_number()),
            ("at_least", field.at_least.is_some(), of_type.is_number()),
            ("at_most", field.at_most.is_some(), of_type.is_number()),
            ("options", !field.options.is_empty(), of_type == FieldType::Choice),
            ("kind", field.kind.is_some(), of_type == FieldType::Record),
        ] {
            if given && !belongs {
                let problem = format!("`{name}` does not go with `{}`", of_type.name());
                self.add(&format!("{at}/{name}"), problem);
            }
        }
        if let (Some(least), Some(most)) = (field.at_least, field.at_most)
            && least > most
        {
            let problem = format!("no number is at least {least} and at most {most}");
            self.add(&format!("{at}/at_least"), problem);
        }
        if of_type == FieldType::Count
            && let Some(most) = field.at_most
            && most < Fixed::ZERO
        {
            self.add(&format!("{at}/at_most"), "a count is never negative");
        }
        if of_type == FieldType::Choice {
            let options: BTreeSet<_> = field.options.iter().map(|it| it.trim()).collect();
            if options.len() < field.options.len() {
                self.add(&format!("{at}/options"), "each option stands once");
            }
            for (index, option) in field.options.iter().enumerate() {
                self.text(&format!("{at}/options/{index}"), option);
            }
            if field.options.len() < 2 || field.options.len() > DECLARED_MAX {
                let problem = format!("a choice has 2 to {DECLARED_MAX} options");
                self.add(&format!("{at}/options"), problem);
            }
        }
        if of_type == FieldType::Record {
            let at = format!("{at}/kind");
            match field.kind.as_deref().map(|word| named(kinds, word)) {
                None => self.add(&at, "say which kind of record is linked to"),
                Some(Err((problem, nearest))) => self.near(&at, problem, nearest),
                Some(Ok(_)) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::testing::{small_source, small_workflow};
    use super::super::{Strictness, Workflow, run_tests};

    /// The faults of the small workflow after a change of the kind that it declares.
    fn faults(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
        let source = small_source(|file| change(&mut file["kinds"]));
        let faults = Workflow::parse(&source, Strictness::Strict).err().unwrap_or_default();
        faults.into_iter().map(|it| (it.at, it.problem)).collect()
    }

    /// The place within the first field of the fault that comes of putting something else into it.
    fn fault_of(field: Value) -> String {
        let found = faults(|kinds| kinds["readiness_score"]["fields"][0] = field);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].0.trim_start_matches("/kinds/readiness_score/fields/0").to_owned()
    }

    #[test]
    fn a_kind_has_a_name_of_its_own_and_fields() {
        assert_eq!(faults(|_| {}), []);
        for (name, problem) in [
            ("need", "`need` is a built-in kind of record and cannot be declared again"),
            ("readiness-score", "a name has 1 to 64 of a-z, 0-9 and `_`, and begins with a letter"),
            ("7s", "a name has 1 to 64 of a-z, 0-9 and `_`, and begins with a letter"),
        ] {
            let found = faults(|kinds| kinds[name] = kinds["readiness_score"].clone());
            let problem = (format!("/kinds/{name}"), problem.to_owned());
            assert!(found.contains(&problem), "{found:?}");
        }
        let custom = faults(|kinds| kinds["custom"] = kinds["readiness_score"].clone());
        assert_eq!(custom[0].0, "/kinds/custom");
        let none = faults(|kinds| kinds["readiness_score"]["fields"] = json!([]));
        assert_eq!(none[0].0, "/kinds/readiness_score/fields");
        let empty = faults(|kinds| kinds["readiness_score"]["title"] = json!(" "));
        assert_eq!(empty[0].0, "/kinds/readiness_score/title");
    }

    #[test]
    fn a_field_says_what_belongs_to_its_type() {
        let field = |more: Value| {
            let mut it = json!({"name": "a", "title": "A"});
            it.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            it
        };
        for (more, place) in [
            (json!({"type": "text", "at_least": 1}), "/at_least"),
            (json!({"type": "truth", "unit": "days"}), "/unit"),
            (json!({"type": "number", "at_least": 2, "at_most": 1}), "/at_least"),
            (json!({"type": "count", "at_most": -1}), "/at_most"),
            (json!({"type": "number", "options": ["x", "y"]}), "/options"),
            (json!({"type": "choice"}), "/options"),
            (json!({"type": "choice", "options": ["x", "x"]}), "/options"),
            (json!({"type": "choice", "options": ["x", " "]}), "/options/1"),
            (json!({"type": "number", "unit": "points\nof all"}), "/unit"),
            (json!({"type": "text", "hint": "x".repeat(201)}), "/hint"),
            (json!({"type": "record"}), "/kind"),
            (json!({"type": "record", "kind": "custom"}), "/kind"),
            (json!({"type": "text", "kind": "pilot"}), "/kind"),
            (json!({"type": "text", "name": "A"}), "/name"),
            (json!({"type": "text", "name": "team"}), ""),
        ] {
            let found = if place.is_empty() {
                // The second field has that name already.
                let found = faults(|kinds| kinds["readiness_score"]["fields"][0] = field(more));
                assert_eq!(found[0].0, "/kinds/readiness_score/fields/1/name");
                continue;
            } else {
                fault_of(field(more.clone()))
            };
            assert_eq!(found, place, "{more}");
        }
        let source = small_source(|file| {
            file["kinds"]["readiness_score"]["fields"][7]["kind"] = json!("pilots");
        });
        let unknown = Workflow::parse(&source, Strictness::Strict).unwrap_err().remove(0);
        assert_eq!(
            (unknown.at.as_str(), &unknown.nearest[0][..]),
            ("/kinds/readiness_score/fields/7/kind", "pilot")
        );
    }

    #[test]
    fn kinds_that_are_excluded_are_known_and_not_declared() {
        let excluded = |word: &str| {
            let source = small_source(|file| file["excludes"] = json!(["stance", word]));
            let faults = Workflow::parse(&source, Strictness::Strict).err().unwrap_or_default();
            faults.into_iter().map(|it| (it.at, it.nearest)).collect::<Vec<_>>()
        };
        let at = "/excludes/1".to_owned();
        assert_eq!(excluded("urgency_pulse"), []);
        assert_eq!(excluded("urgency_puls"), [(at.clone(), vec!["urgency_pulse".to_owned()])]);
        assert_eq!(excluded("readiness_score"), [(at.clone(), Vec::new())]);
        assert_eq!(excluded("custom"), [(at, Vec::new())]);
    }

    #[test]
    fn examples_of_a_workflow_give_records_of_its_kinds() {
        let workflow = |score: Value, verdict: &str| {
            small_workflow(|file| {
                file["gates"]["urgency"]["criteria"] = json!([
                    {"id": "ready", "value": {"kind": "readiness_score", "field": "score", "take": "min"},
                     "at_least": 14, "why": "x", "source": "x"},
                ]);
                let data = json!({"type": "readiness_score", "fields": {"score": score, "team": "Team {n}"}});
                let unmet = if verdict == "open" { json!([]) } else { json!(["ready"]) };
                file["tests"] = json!([{
                    "name": "ready", "gate": "urgency", "today": "2026-06-30",
                    "given": [{"kind": "custom", "data": data, "times": 2}],
                    "expect": {"verdict": verdict, "unmet": unmet},
                }]);
            })
        };
        assert_eq!(run_tests(&workflow(json!(14), "open")), []);
        assert_eq!(run_tests(&workflow(json!(13.999_999), "blocked")), []);
        let failed = run_tests(&workflow(json!(29), "open"));
        assert_eq!(failed[0].at, "/tests/0/given/0/data/fields/score");
        assert!(failed[0].problem.contains("OutOfBounds"), "{}", failed[0].problem);
    }

    /// A later build may have a built-in kind of that name; what was published goes on meaning its own.
    #[test]
    fn a_declared_kind_comes_before_a_built_in_one_of_its_name() {
        let source = small_source(|file| {
            file["kinds"]["need"] = file["kinds"]["readiness_score"].clone();
        });
        assert!(Workflow::parse(&source, Strictness::Strict).is_err());
        let workflow = Workflow::parse(&source, Strictness::Replay).unwrap();
        let need = workflow.kind_named("need").unwrap();
        assert_eq!(need.kind().name(), "custom");
    }
}
