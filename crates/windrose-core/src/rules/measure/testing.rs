//! A measure over given records, for tests of arithmetic.

use jiff::civil::Date;
use serde_json::Value;

use super::super::command::InitiativeCommand;
use super::super::event::{Event, RecordAdded};
use super::super::record::{Kind, Record, Visibility};
use super::super::role::Actor;
use super::super::testing::{Case, new_record};
use super::{Judged, named};

/// A record: its kind, the day it speaks of, its data.
pub(super) type Given = (Kind, &'static str, Value);

/// Records something of a day.
pub(super) fn add(case: &mut Case, by: &str, kind: Kind, on: &str, data: &Value) {
    let mut record = new_record(kind, data);
    record.observed_on = Some(on.parse::<Date>().unwrap());
    case.done(by, InitiativeCommand::AddRecords(vec![record]));
}

/// The same without asking the rules: what was recorded before a rule was there still counts.
pub(super) fn put(case: &mut Case, by: &str, kind: Kind, on: &str, data: &Value) {
    let event = Event::RecordAdded(RecordAdded {
        id: case.initiative.records.next_id(kind),
        record: Record::parse(kind, data).unwrap().into(),
        observed_on: on.parse::<Date>().unwrap(),
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    });
    let (version, at, by) = (case.initiative.version + 1, case.now.at, case.actor(by));
    case.initiative.apply(version, at, &by, &event);
}

/// What a measure reads of a case.
pub(super) fn read_of(case: &Case, measure: &str, with: &Value) -> Judged {
    (named(measure).unwrap().bind)(with).unwrap()(&case.facts(&Actor::System))
}

/// What a measure reads of these records on 30 June 2026, a Tuesday.
pub(super) fn read(measure: &str, with: Value, given: Vec<Given>) -> Judged {
    let mut case = Case::small();
    case.now.at = "2026-06-30T12:00:00Z".parse().unwrap();
    for (kind, on, data) in given {
        add(&mut case, "lead", kind, on, &data);
    }
    read_of(&case, measure, &with)
}
