//! Rules for records: all of a call or none, links that hold, another person who verifies.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::access::refuse_faults;
use super::super::command::{NewRecord, RECORDS_PER_COMMAND_MAX, Supersede};
use super::super::event::{Event, RecordAdded, RecordSuperseded};
use super::super::facts::Facts;
use super::super::ids::{CustomName, RecordId};
use super::super::nearest::nearest;
use super::super::pilots::StageGraph;
use super::super::record::{
    Check, FieldFault, Indicator, IndicatorUnit, Kind, Outcome, Pilot, Problem, Record, Win,
};
use super::super::refusal::{FourEyes, Refusal, Thing};
use super::super::role::{Actor, Base, Permission};
use super::super::standing;
use super::{custom, permit};

pub(super) fn add(facts: &Facts<'_>, new: &[NewRecord]) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::Record)?;
    if new.is_empty() || new.len() > RECORDS_PER_COMMAND_MAX {
        return Err(Refusal::HowMany { given: new.len(), most: RECORDS_PER_COMMAND_MAX });
    }
    let mut batch = Batch::of(facts);
    let mut events = Vec::with_capacity(new.len());
    for (index, it) in new.iter().enumerate() {
        let place = format!("/records/{index}");
        refuse_excluded(facts, it.record.kind())?;
        let observed_on = it.observed_on.unwrap_or_else(|| facts.now.date());
        batch.check(&place, &it.record, it.observed_on, &it.links)?;
        let known = it.external_ref.as_ref().and_then(|it| facts.initiative.records.by_ref(it));
        if let Some(known) = known {
            if known.record.kind() != it.record.kind() {
                let given = it.record.kind().name();
                return Err(Refusal::OtherKind { record: known.id, given });
            }
            batch.keep_type(&place, &known.record, &it.record);
            if known.record == it.record && known.observed_on == observed_on {
                continue;
            }
            batch.note(known.id, &it.record);
            events.push(Event::RecordSuperseded(RecordSuperseded {
                id: known.id,
                revision: known.revision + 1,
                record: it.record.clone(),
                observed_on,
                reason: "synchronised".to_owned(),
            }));
            continue;
        }
        let id = batch.take_id(it.record.kind());
        batch.note(id, &it.record);
        if let Record::Custom(custom) = &*it.record {
            batch.customs.insert(id, &custom.of_type);
        }
        events.push(Event::RecordAdded(RecordAdded {
            id,
            record: it.record.clone(),
            observed_on,
            links: it.links.clone(),
            visibility: it.visibility,
            external_ref: it.external_ref.clone(),
        }));
    }
    batch.finish()?;
    Ok(events)
}

pub(super) fn supersede(facts: &Facts<'_>, command: &Supersede) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::Record)?;
    let records = &facts.initiative.records;
    let old = find(facts, command.record)?;
    if command.with.kind() != command.record.kind {
        let given = command.with.kind().name();
        return Err(Refusal::OtherKind { record: command.record, given });
    }
    let mut check = Check::default();
    check.text("reason", &command.reason);
    refuse_faults(check)?;
    let old = records.get(old).expect("found above");
    let mut batch = Batch::of(facts);
    batch.keep_type("", &old.record, &command.with);
    batch.check("", &command.with, command.observed_on, &[])?;
    batch.note(command.record, &command.with);
    batch.finish()?;
    Ok(vec![Event::RecordSuperseded(RecordSuperseded {
        id: command.record,
        revision: old.revision + 1,
        record: command.with.clone(),
        observed_on: command.observed_on.unwrap_or(old.observed_on),
        reason: command.reason.clone(),
    })])
}

pub(super) fn withdraw(
    facts: &Facts<'_>,
    record: RecordId,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::Record)?;
    find(facts, record)?;
    let mut check = Check::default();
    check.text("reason", reason);
    refuse_faults(check)?;
    Ok(vec![Event::RecordWithdrawn { record, reason: reason.to_owned() }])
}

fn refuse_excluded(facts: &Facts<'_>, kind: Kind) -> Result<(), Refusal> {
    if facts.workflow.excludes.contains(&kind) {
        return Err(Refusal::Excluded { kind, workflow: facts.workflow.name.clone() });
    }
    Ok(())
}

/// The record of that id, if it is there for whoever asks, and counts.
pub(in super::super) fn find(facts: &Facts<'_>, id: RecordId) -> Result<RecordId, Refusal> {
    match facts.initiative.records.get(id).filter(|it| facts.sees(it)) {
        Some(stored) if stored.withdrawn.is_some() => Err(Refusal::Withdrawn { record: id }),
        Some(_) => Ok(id),
        None => Err(absent(facts, id)),
    }
}

fn absent(facts: &Facts<'_>, id: RecordId) -> Refusal {
    let there = facts.initiative.records.of_kind(id.kind);
    let known: Vec<String> = there
        .filter(|it| it.withdrawn.is_none() && facts.sees(it))
        .map(|it| it.id.to_string())
        .collect();
    let given = id.to_string();
    let mut near = nearest(&given, known.iter().map(String::as_str));
    if near.is_empty() {
        near.extend(known.last().cloned());
    }
    Refusal::NotFound { what: Thing::Record, given, nearest: near }
}

/// The records of one call, looked at together.
struct Batch<'a> {
    facts: &'a Facts<'a>,
    /// The number that the next record of a kind gets, where this call has added some already.
    next: BTreeMap<Kind, u32>,
    faults: Vec<FieldFault>,
    pilots: Vec<(RecordId, Pilot)>,
    /// The units of indicators of this call.
    units: BTreeMap<RecordId, IndicatorUnit>,
    /// The records of declared kinds that this call has added so far.
    customs: BTreeMap<RecordId, &'a CustomName>,
}

impl<'a> Batch<'a> {
    fn of(facts: &'a Facts<'a>) -> Self {
        Self {
            facts,
            next: BTreeMap::new(),
            faults: Vec::new(),
            pilots: Vec::new(),
            customs: BTreeMap::new(),
            units: BTreeMap::new(),
        }
    }

    /// The declared kind of a record that is there, or that this call has added already.
    fn type_of(&self, id: RecordId) -> Option<&CustomName> {
        let records = &self.facts.initiative.records;
        let there = || match &*records.get(id).filter(|it| self.facts.sees(it))?.record {
            Record::Custom(custom) => Some(&custom.of_type),
            _ => None,
        };
        self.customs.get(&id).copied().or_else(there)
    }

    /// A record stays of its declared kind for life, as it does of a built-in one.
    fn keep_type(&mut self, place: &str, old: &Record, new: &Record) {
        if let (Record::Custom(old), Record::Custom(new)) = (old, new)
            && old.of_type != new.of_type
        {
            let problem = Problem::StaysOf { kind: old.of_type.clone() };
            self.faults.push(FieldFault { pointer: format!("{place}/data/type"), problem });
        }
    }

    fn take_id(&mut self, kind: Kind) -> RecordId {
        let first = self.facts.initiative.records.next_id(kind).number;
        let next = self.next.entry(kind).or_insert(first);
        let id = RecordId { kind, number: *next };
        *next += 1;
        id
    }

    fn is_new(&self, id: RecordId) -> bool {
        let first = self.facts.initiative.records.next_id(id.kind).number;
        self.next.get(&id.kind).is_some_and(|next| (first..*next).contains(&id.number))
    }

    /// Looks at a record. Faults of fields are collected, so that all are told at once; a link that leads nowhere or
    /// a verification of one's own is refused at once.
    fn check(
        &mut self,
        place: &str,
        record: &Record,
        observed_on: Option<Date>,
        links: &[RecordId],
    ) -> Result<(), Refusal> {
        let check = match record {
            Record::Custom(it) => custom::check(self.facts.workflow, it, |id| self.type_of(id)),
            _ => record.check(),
        };
        self.check_units(place, &check);
        self.faults.extend(check.faults.into_iter().map(|fault| FieldFault {
            pointer: format!("{place}/data{}", fault.pointer),
            problem: fault.problem,
        }));
        let days = check.happened.iter().map(|(field, day)| (format!("{place}/data{field}"), *day));
        for (pointer, day) in
            days.chain(observed_on.map(|day| (format!("{place}/observed_on"), day)))
        {
            if self.facts.now.days_since(day) < 0 {
                self.faults.push(FieldFault { pointer, problem: Problem::InTheFuture });
            }
        }
        for to in check.links.iter().map(|it| it.to).chain(links.iter().copied()) {
            if !self.is_new(to) {
                find(self.facts, to)?;
            }
        }
        match record {
            Record::Verification(it) => {
                self.refuse_own(it.win)?;
                if it.outcome == Outcome::Confirmed {
                    self.refuse_unshown(it.win)?;
                }
            }
            Record::Reverification(it) => self.refuse_own(it.win)?,
            _ => {}
        }
        Ok(())
    }

    /// A win is verified by somebody who did not record it, and by a person.
    fn refuse_own(&self, win: RecordId) -> Result<(), Refusal> {
        let Actor::Person(actor) = self.facts.actor else {
            return Err(Refusal::PersonsOnly { what: "verify" });
        };
        let own = match self.facts.initiative.records.get(win) {
            Some(stored) => stored.is_by(actor),
            // A win of this very call.
            None => true,
        };
        if !own {
            return Ok(());
        }
        let (_, holders) = super::who_may(self.facts, Permission::Record);
        let others = holders.into_iter().filter(|it| it != actor).collect();
        // The least that allows it.
        let roles = vec![Base::Member.role()];
        Err(Refusal::FourEyes { rule: FourEyes::AuthorVerifies, roles, others })
    }

    /// Only a win that holds can be confirmed; that it does not can always be recorded.
    fn refuse_unshown(&self, win: RecordId) -> Result<(), Refusal> {
        let records = &self.facts.initiative.records;
        let Some(it) = standing::live::<Win>(records, Some(win)) else { return Ok(()) };
        let lacks = standing::lacks(records, it);
        if lacks.is_empty() { Ok(()) } else { Err(Refusal::NotShown { win, lacks }) }
    }

    /// Values that their indicator's unit does not know. An indicator of this very call is known too.
    fn check_units(&mut self, place: &str, check: &Check) {
        for field in &check.in_units {
            let records = &self.facts.initiative.records;
            let unit = self.units.get(&field.indicator).copied().or_else(|| {
                standing::live::<Indicator>(records, Some(field.indicator)).map(|it| it.unit)
            });
            if let Some(problem) = unit.and_then(|unit| unit.fault(field.value)) {
                let pointer = format!("{place}/data{}", field.pointer);
                self.faults.push(FieldFault { pointer, problem });
            }
        }
    }

    fn note(&mut self, id: RecordId, record: &Record) {
        if let Record::Indicator(indicator) = record {
            self.units.insert(id, indicator.unit);
        }
        self.note_pilot(id, record);
    }

    fn note_pilot(&mut self, id: RecordId, record: &Record) {
        if let Record::Pilot(pilot) = record {
            self.pilots.push((id, pilot.clone()));
        }
    }

    fn finish(self) -> Result<(), Refusal> {
        if !self.faults.is_empty() {
            return Err(Refusal::Invalid { faults: self.faults });
        }
        if self.pilots.is_empty() {
            return Ok(());
        }
        let changed: Vec<_> = self.pilots.iter().map(|(id, pilot)| (*id, pilot)).collect();
        StageGraph::planned(&self.facts.initiative.records, &changed)
            .check()
            .map_err(Refusal::PilotCycle)
    }
}
