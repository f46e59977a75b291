//! How the records of an initiative are written when its whole state is kept for a while, and read back.
//!
//! This is no stored format. Whoever keeps a state says which build wrote it and folds the events for any other, so
//! nothing here has to go on being read.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ExternalRef, Kind, Records, Stored};
use crate::rules::ids::{CustomName, RecordId, Version};

#[derive(Serialize)]
struct Written<'a> {
    records: Vec<&'a Stored>,
    // Of several records that another system calls the same, the one that is meant.
    meant: Vec<RecordId>,
    // In which order records came to link to another cannot be told from the records.
    linked_from: &'a BTreeMap<RecordId, Vec<RecordId>>,
    changed: &'a BTreeMap<Kind, Version>,
    changed_declared: &'a BTreeMap<CustomName, Version>,
}

#[derive(Deserialize)]
struct Read {
    records: Vec<Stored>,
    meant: Vec<RecordId>,
    linked_from: BTreeMap<RecordId, Vec<RecordId>>,
    changed: BTreeMap<Kind, Version>,
    changed_declared: BTreeMap<CustomName, Version>,
}

impl Serialize for Records {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            records: self.all().collect(),
            meant: self.refs.values().copied().collect(),
            linked_from: &self.linked_from,
            changed: &self.changed,
            changed_declared: &self.changed_declared,
        };
        written.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Records {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Read { records, meant, linked_from, changed, changed_declared } =
            Read::deserialize(from)?;
        let mut all = Self { linked_from, changed, changed_declared, ..Self::default() };
        for stored in records {
            let id = stored.id;
            let there = all.kinds.len().max(id.kind as usize + 1);
            all.kinds.resize_with(there, Vec::new);
            let place = &mut all.kinds[id.kind as usize];
            place.push(Arc::new(stored));
            // A record is found by its number.
            if place.len() != id.number as usize {
                return Err(D::Error::custom(format_args!("{id} is not in its place")));
            }
        }
        for id in meant {
            let external = |it: &Stored| -> Option<ExternalRef> { it.external_ref.clone() };
            let external = all.get(id).and_then(external);
            let external =
                external.ok_or_else(|| D::Error::custom(format_args!("{id} has no other name")))?;
            all.refs.insert(external, id);
        }
        Ok(all)
    }
}

impl Serialize for Stored {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // The derived function of the type itself; see there.
        Self::serialize(self, to)
    }
}

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut stored = Self::deserialize(from)?;
        stored.numbers = stored.record.numbers();
        Ok(stored)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::*;
    use crate::rules::command::InitiativeCommand;
    use crate::rules::record::Visibility;
    use crate::rules::testing::{Case, example};

    #[test]
    fn a_record_that_is_not_in_its_place_is_an_error() {
        let mut case = Case::small();
        let needs = vec![example(Kind::Need), example(Kind::Need)];
        case.done("lead", InitiativeCommand::AddRecords(needs));
        let good = to_value(&case.initiative.records).unwrap();
        assert_eq!(from_value::<Records>(good.clone()).unwrap(), case.initiative.records);
        let mut gap = good.clone();
        gap["records"].as_array_mut().unwrap().remove(0);
        assert!(from_value::<Records>(gap).is_err());
        let mut turned = good.clone();
        turned["records"].as_array_mut().unwrap().reverse();
        assert!(from_value::<Records>(turned).is_err());
        let mut unknown = good;
        unknown["meant"] = json!(["need-1"]);
        assert!(from_value::<Records>(unknown).is_err());
    }

    /// What other systems call a record, what links to it and in which order, and its numbers come back.
    #[test]
    fn every_kind_of_record_comes_back_with_all_that_is_known_of_it() {
        let mut case = Case::small();
        case.later(300);
        case.record_every_kind();
        let mut synced = example(Kind::Indicator);
        synced.visibility = Visibility::Team;
        let external = ExternalRef { source: "hris".into(), id: "7".into() };
        synced.external_ref = Some(external.clone());
        case.done("lead", InitiativeCommand::AddRecords(vec![synced]));
        let text = serde_json::to_string(&case.initiative).unwrap();
        let read: crate::rules::initiative::Initiative = serde_json::from_str(&text).unwrap();
        assert_eq!(read, case.initiative);
        assert_eq!(read.records.by_ref(&external), case.initiative.records.by_ref(&external));
        assert!(read.records.by_ref(&external).is_some());
        let numbers = read.records.of_kind(Kind::Indicator).flat_map(|it| it.numbers.iter());
        assert!(numbers.flatten().count() > 0);
    }
}
