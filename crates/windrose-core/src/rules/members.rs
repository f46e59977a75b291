//! Who carries the change: the coalition as it is recorded, without those who have left the organisation.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::facts::Facts;
use super::ids::PersonId;
use super::record::{CoalitionMember, Record, Stored};
use super::showing::Left;

/// Everybody in the coalition, by person, with the record that counts.
pub type Members<'a> = BTreeMap<&'a PersonId, (&'a Stored, &'a CoalitionMember)>;

impl<'a> Facts<'a> {
    /// The members of the coalition who count. Somebody recorded twice is one member: the newest record of each counts.
    /// Who has left the organisation does not; whom the directory never knew does.
    pub fn active_members(&self) -> Members<'a> {
        let mut members = self.recorded_members();
        members.retain(|person, _| self.left_since(person).is_none());
        members
    }

    /// The recorded members who have left the organisation, by person, with when.
    pub fn members_who_left(&self) -> Vec<(&'a PersonId, Timestamp)> {
        let members = self.recorded_members().into_keys();
        members.filter_map(|it| Some((it, self.left_since(it)?))).collect()
    }

    /// That whom this record names as a member has left the organisation.
    pub fn left(&self, stored: &Stored) -> Option<Left> {
        let Record::CoalitionMember(member) = stored.record.as_ref() else { return None };
        let since = self.left_since(&member.person)?;
        Some(Left { left_on: since.to_zoned(self.now.calendar.zone.clone()).date() })
    }

    fn recorded_members(&self) -> Members<'a> {
        let mut members = Members::new();
        for (stored, member) in self.initiative.records.live::<CoalitionMember>() {
            let entry = members.entry(&member.person).or_insert((stored, member));
            if stored.id.number > entry.0.id.number {
                *entry = (stored, member);
            }
        }
        members
    }

    fn left_since(&self, person: &PersonId) -> Option<Timestamp> {
        self.directory.left_since(person, self.now.at)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::criterion::Amount;
    use super::super::directory::{Directory, DirectoryCommand, Row};
    use super::super::gate::evidence;
    use super::super::ids::Digest;
    use super::super::measure::named;
    use super::super::record::Kind;
    use super::super::role::Actor;
    use super::super::step::Step;
    use super::super::testing::{Case, new_record};
    use crate::view::records::record;

    /// Publishes a directory of these people, and of others who stay.
    fn publish(directory: &mut Directory, people: &[&str], at: &str) {
        let row = |id: &str| Row { id: Some(id.to_owned()), ..Row::default() };
        let others = ["x", "y", "z"];
        let rows = people.iter().chain(&others).map(|it| row(it)).collect();
        let import: super::super::ids::ImportId = "hr".parse().unwrap();
        let stage = DirectoryCommand::Stage { import: import.clone(), first_row: None, rows };
        for command in [stage, DirectoryCommand::Publish { import, confirm: true }] {
            let access = super::super::access::Access::default();
            for event in directory.decide(&access, &Actor::System, &command).unwrap() {
                let version = directory.version + 1;
                directory.apply(version, at.parse().unwrap(), &Actor::System, &event);
            }
        }
    }

    fn size(case: &Case) -> Amount {
        let read = (named("coalition.size").unwrap().bind)(&json!({})).unwrap();
        read(&case.facts(&Actor::System)).unwrap().amount
    }

    fn seen(case: &Case) -> Digest {
        evidence(&case.facts(&Actor::System), case.workflow.gate(Step::Coalition))
    }

    #[test]
    fn who_has_left_the_organisation_no_longer_counts_and_it_is_shown() {
        let criterion = json!({"id": "size", "measure": "coalition.size", "at_least": 2, "why": "w", "source": "s"});
        let workflow = super::super::testing::small_workflow(|file| {
            file["gates"]["coalition"]["criteria"] = json!([criterion]);
        });
        let mut case = Case::with(workflow);
        for person in ["anna", "ben", "stranger"] {
            let data = json!({
                "person": person, "unit": "Sales", "role": "member", "commitment": "committed",
                "powers": {"position": 1, "expertise": 1, "credibility": 1, "leadership": 1},
            });
            let records = vec![new_record(Kind::CoalitionMember, &data)];
            case.done("lead", super::super::command::InitiativeCommand::AddRecords(records));
        }
        let before = seen(&case);
        let shown = |case: &Case| {
            let facts = case.facts(&Actor::System);
            let stored = facts.initiative.records.of_kind(Kind::CoalitionMember).next().unwrap();
            record(&facts, stored).shows.map(|it| it.sentence)
        };
        publish(&mut case.directory, &["anna", "ben"], "2026-01-01T09:00:00Z");
        assert_eq!(size(&case), Amount::Count(3), "the directory need not know everybody");
        assert_eq!((shown(&case), seen(&case)), (None, before));

        publish(&mut case.directory, &["ben"], "2026-02-01T09:00:00Z");
        assert_eq!(size(&case), Amount::Count(2));
        let told = "left on 1 Feb 2026, and no longer counts as a member";
        assert_eq!(shown(&case).as_deref(), Some(told));
        assert_ne!(seen(&case), before, "what was approved before is looked at again");
        let now = case.now.at;
        case.now.at = "2026-01-15T09:00:00Z".parse().unwrap();
        assert_eq!((size(&case), seen(&case)), (Amount::Count(3), before), "as it was then");
        case.now.at = now;

        publish(&mut case.directory, &["anna", "ben"], "2026-02-02T09:00:00Z");
        assert_eq!((size(&case), seen(&case)), (Amount::Count(3), before), "back again");
    }
}
