//! Measures: named numbers and truths computed from records. They are the vocabulary of gates.
//!
//! To add a measure: its function and its row in the file of its step. A row is never removed and its meaning never
//! changes under its name, because workflows published years ago go on using it.
//!
//! Nothing recorded is unknown, never met. A measure that counts an absence names the record which shows that
//! somebody looked.

mod coalition;
mod enable;
mod enlist;
mod features;
mod institute;
mod load;
mod managers;
mod network;
mod partnership;
mod pilots;
mod reach;
mod strategy;
mod sustain;
mod talks;
#[cfg(test)]
mod testing;
mod triage;
mod urgency;
mod vision;
mod volunteers;
mod wins;

pub use triage::outcome_checks;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::criterion::{Amount, Bound};
use super::facts::Facts;
use super::ids::{RecordId, RoleName};
use super::naming::Lacking;
use super::nearest::nearest;
use super::record::{Kind, Scope, Stored};
use super::shape::BadShape;
use super::step::Step;

/// What a measure found.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// How much.
    pub amount: Amount,
    /// The records that decided it.
    pub records: Vec<RecordId>,
    /// What is missing, by name: units, powers, interventions, people.
    pub lacking: Vec<Lacking>,
}

impl Reading {
    /// A share.
    fn share(have: usize, of: usize) -> Self {
        Self::of(Amount::Share { have: have as u64, of: of as u64 })
    }

    /// A count.
    fn count(count: usize) -> Self {
        Self::of(Amount::Count(count as u64))
    }

    fn of(amount: Amount) -> Self {
        Self { amount, records: Vec::new(), lacking: Vec::new() }
    }

    fn by(mut self, records: impl IntoIterator<Item = RecordId>) -> Self {
        self.records.extend(records);
        self
    }

    /// Names that everybody may be told. Those of people never are: see [`Self::lacking_people`].
    fn lacking(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.lacking.extend(names.into_iter().map(Lacking::from));
        self
    }

    /// Names of people, each with who may be told it.
    fn lacking_people(mut self, names: impl IntoIterator<Item = Lacking>) -> Self {
        self.lacking.extend(names);
        self
    }
}

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// No record of this kind counts yet.
    NothingRecorded(Kind),
    /// Nobody looked lately: a record of this kind would show that somebody did.
    NobodyLooked {
        /// The kind of record that shows it.
        kind: Kind,
        /// How recent it has to be, in days.
        within_days: u32,
    },
    /// The records contradict the scope: more were counted than there are.
    MoreThanScope {
        /// How many were counted.
        have: u64,
        /// How many there are.
        of: u64,
    },
    /// The step has not been opened, so no days are counted yet.
    StepNotOpened,
    /// A share of the holders of these roles is asked for, and nobody holds one.
    NobodyHolds(Vec<RoleName>),
    /// The directory says nothing of what it takes.
    NotInDirectory(OfDirectory),
    /// It takes a moment to compute, and is being computed.
    BeingComputed,
    /// This build no longer knows the measure, the kind or the parameter.
    NotKnownHere(String),
}

/// What a directory may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfDirectory {
    /// It was never published.
    Anybody,
    /// The people of the affected units.
    AffectedUnits,
    /// Their levels in the hierarchy.
    Levels,
    /// Who reports to whom.
    ReportingLines,
}

/// A reading, or why there is none.
pub type Judged = Result<Reading, Why>;

/// A measure with its parameters.
pub type Reader = Arc<dyn Fn(&Facts<'_>) -> Judged + Send + Sync>;

/// The unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// So many of so many, bounded by a ratio from 0 to 1.
    Share,
    /// A number of things.
    Count,
    /// Days.
    Days,
    /// Minutes.
    Minutes,
    /// A plain number: a mean score, a ratio that may exceed 1.
    Number,
    /// A truth, bounded by `is`.
    Truth,
}

impl Unit {
    /// Can a measure of this unit be held against this bound?
    pub fn takes(self, bound: Bound) -> bool {
        match (self, bound) {
            (Self::Truth, Bound::Is(_)) => true,
            (Self::Truth, _) | (_, Bound::Is(_)) => false,
            (Self::Share, Bound::AtLeast(b) | Bound::AtMost(b)) => {
                b >= super::fixed::Fixed::ZERO && b <= super::fixed::Fixed::ONE
            }
            // More than the whole is none.
            (Self::Share, Bound::MoreThan(b)) => {
                b >= super::fixed::Fixed::ZERO && b < super::fixed::Fixed::ONE
            }
            (_, Bound::AtLeast(b) | Bound::MoreThan(b) | Bound::AtMost(b)) => {
                b >= super::fixed::Fixed::ZERO
            }
        }
    }
}

/// The words in which a measure is spoken of.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// What is counted, when it is one: "manager".
    pub one: &'static str,
    /// What is counted, when they are many: "managers".
    pub many: &'static str,
    /// What they do or are: "agree".
    pub state: &'static str,
}

/// One row of [`measures`].
pub struct MeasureRow {
    /// Its name: step, dot, what it is.
    pub name: &'static str,
    /// The step at whose gate it usually stands.
    pub step: Step,
    /// Its unit.
    pub unit: Unit,
    /// What it asks, as one would ask a colleague.
    pub question: &'static str,
    /// How to raise it.
    pub raise: &'static str,
    /// Where its idea and the defaults of its parameters come from.
    pub provenance: &'static str,
    /// The words in which it is spoken of.
    pub words: Words,
    /// The kinds of records it is computed from; the first is what one records to raise it. None where only time does.
    pub reads: &'static [Kind],
    /// The JSON Schema of its parameters.
    pub params: fn() -> schemars::Schema,
    /// Ties parameters to its function.
    pub bind: fn(&Value) -> Result<Reader, BadShape>,
}

impl MeasureRow {
    /// Does it look at the coalition graph?
    pub fn asks_graphs(&self) -> bool {
        network::ROWS.iter().any(|row| row.name == self.name)
    }
}

/// A measure that takes no parameters.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoParams {}

/// Reads parameters and ties them to a function.
fn bind<P>(with: &Value, read: fn(&P, &Facts<'_>) -> Judged) -> Result<Reader, BadShape>
where
    P: DeserializeOwned + Send + Sync + 'static,
{
    let params: P =
        serde_path_to_error::deserialize(with).map_err(|error| BadShape::of("", &error))?;
    Ok(Arc::new(move |facts: &Facts<'_>| read(&params, facts)))
}

/// Every measure, by step; within a step in the order of the files.
pub fn measures() -> impl Iterator<Item = &'static MeasureRow> {
    static BY_STEP: LazyLock<Vec<&MeasureRow>> = LazyLock::new(|| {
        let files = [
            urgency::ROWS,
            coalition::ROWS,
            network::ROWS,
            talks::ROWS,
            vision::ROWS,
            strategy::ROWS,
            enlist::ROWS,
            reach::ROWS,
            enable::ROWS,
            managers::ROWS,
            load::ROWS,
            wins::ROWS,
            pilots::ROWS,
            sustain::ROWS,
            institute::ROWS,
            features::ROWS,
            partnership::ROWS,
        ];
        let mut rows: Vec<_> = files.into_iter().flatten().collect();
        rows.sort_by_key(|row| row.step.index());
        rows
    });
    BY_STEP.iter().copied()
}

/// The measure of that name.
pub fn named(name: &str) -> Option<&'static MeasureRow> {
    measures().find(|row| row.name == name)
}

/// The measures whose names are nearest to a word that names none.
pub fn nearest_names(word: &str) -> Vec<String> {
    nearest(word, measures().map(|row| row.name))
}

/// The scope as it stands, or that there is none.
fn scope<'a>(facts: &Facts<'a>) -> Result<(&'a Stored, &'a Scope), Why> {
    facts.initiative.records.latest::<Scope>(|_| true).ok_or(Why::NothingRecorded(Kind::Scope))
}

/// Of the records that speak of the same (a person, a unit), the newest each, in the order of what they speak of.
fn newest_of_each<'a, T, K: Ord + ?Sized + 'a>(
    records: impl Iterator<Item = (&'a Stored, &'a T)>,
    of: impl Fn(&'a T) -> &'a K,
) -> Vec<(&'a Stored, &'a T)> {
    let mut newest: BTreeMap<&K, (&Stored, &T)> = BTreeMap::new();
    for (stored, body) in records {
        let entry = newest.entry(of(body)).or_insert((stored, body));
        if (stored.observed_on, stored.id.number) > (entry.0.observed_on, entry.0.id.number) {
            *entry = (stored, body);
        }
    }
    newest.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_what_it_is() {
        let mut names = std::collections::BTreeSet::new();
        for row in measures() {
            assert!(names.insert(row.name), "{} stands twice", row.name);
            let (step, _) = row.name.split_once('.').expect(row.name);
            assert_eq!(step, row.step.name(), "{}", row.name);
            assert!(row.question.ends_with('?'), "{}: a question", row.name);
            assert!(row.raise.ends_with('.'), "{}: a sentence", row.name);
            let only_time = row.name == "institute.years_since_start";
            assert!(!row.provenance.is_empty(), "{}", row.name);
            assert_eq!(row.reads.is_empty(), only_time, "{}", row.name);
            assert!((row.bind)(&serde_json::json!({})).is_ok(), "{}: defaults hold", row.name);
            let wrong = (row.bind)(&serde_json::json!({"no_such_parameter": 1})).err();
            assert!(wrong.is_some(), "{}: unknown parameters are refused", row.name);
            assert_eq!(
                (row.params)().get("additionalProperties"),
                Some(&Value::Bool(false)),
                "{}",
                row.name
            );
        }
    }

    /// What was seen at a gate goes stale only when a kind changes that its measures say they read.
    #[test]
    fn a_measure_looks_only_at_the_kinds_that_its_row_names() {
        use super::super::command::InitiativeCommand;
        use super::super::record::TOUCHED;
        use super::super::role::Actor;
        use super::super::testing::Case;

        let mut case = Case::small();
        case.later(300);
        case.record_every_kind();
        let mut faults = std::collections::BTreeSet::new();
        let mut check = |case: &Case| {
            for row in measures() {
                let read = (row.bind)(&serde_json::json!({})).unwrap();
                TOUCHED.take();
                let _ = read(&case.facts(&Actor::System));
                let besides: Vec<_> =
                    TOUCHED.take().into_iter().filter(|kind| !row.reads.contains(kind)).collect();
                if !besides.is_empty() {
                    faults.insert(format!("{} also looks at {besides:?}", row.name));
                }
            }
        };
        check(&case);
        // Without one kind or another a measure may take another way.
        for kind in Kind::ALL {
            let mut without = case.clone();
            let record = RecordId { kind: *kind, number: 1 };
            let reason = "to see what is looked at then".to_owned();
            without.done("owner", InitiativeCommand::WithdrawRecord { record, reason });
            check(&without);
        }
        assert_eq!(faults.into_iter().collect::<Vec<_>>(), Vec::<String>::new());
    }

    /// The fields of records that name people, by their names.
    fn personal_fields(schema: &Value, found: &mut std::collections::BTreeSet<String>) {
        if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
            let personal = fields.iter().filter(|(_, it)| it["x-personal"] == true);
            found.extend(personal.map(|(name, _)| name.clone()));
        }
        match schema {
            Value::Object(all) => all.values().for_each(|it| personal_fields(it, found)),
            Value::Array(all) => all.iter().for_each(|it| personal_fields(it, found)),
            _ => {}
        }
    }

    /// The texts that stand in these fields.
    fn texts_in(
        data: &Value,
        within: bool,
        fields: &std::collections::BTreeSet<String>,
        found: &mut std::collections::BTreeSet<String>,
    ) {
        match data {
            Value::String(text) if within => drop(found.insert(text.clone())),
            Value::Array(all) => all.iter().for_each(|it| texts_in(it, within, fields, found)),
            Value::Object(all) => all.iter().for_each(|(name, it)| {
                texts_in(it, within || fields.contains(name), fields, found);
            }),
            _ => {}
        }
    }

    #[test]
    fn names_of_people_say_who_may_be_told_them() {
        use super::super::ids::PersonId;
        use super::super::naming::ToldTo;
        use super::super::role::Actor;
        use super::super::testing::Case;

        let mut case = Case::small();
        case.later(300);
        case.record_every_kind();
        let (mut fields, mut people) = (Default::default(), Default::default());
        for kind in Kind::ALL {
            personal_fields(&serde_json::to_value((kind.row().schema)()).unwrap(), &mut fields);
        }
        for kind in Kind::ALL {
            let example = serde_json::from_str(kind.row().example).unwrap();
            texts_in(&example, false, &fields, &mut people);
        }
        // Fields of the same name may hold other things: in examples people have ids of small letters.
        people.retain(|it: &String| it.parse::<PersonId>().is_ok() && it.to_lowercase() == *it);
        let mut told = std::collections::BTreeSet::new();
        // As recorded, and a year later, with bounds that the examples miss.
        let strict = [("enable.managers_with_kra", r#"{"least_pct": 99, "most_pct": 100}"#)];
        for days in [0, 365] {
            case.later(days);
            for row in measures() {
                let with =
                    strict.iter().find(|(name, _)| *name == row.name).map_or("{}", |it| it.1);
                let read = (row.bind)(&serde_json::from_str(with).unwrap()).unwrap();
                let Ok(reading) = read(&case.facts(&Actor::System)) else { continue };
                for it in reading.lacking {
                    let names = it.text.split([' ', ',', ':']).any(|word| people.contains(word));
                    if names {
                        assert_ne!(it.told_to, ToldTo::Everybody, "{}: {}", row.name, it.text);
                        told.insert(row.name);
                    }
                }
            }
        }
        assert!(told.len() >= 6, "few examples name anybody: {told:?}");
    }
}
