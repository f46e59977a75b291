//! The network of an initiative: from what was recorded in it, and from the directory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::network::{Network, Person, Tie, TieKind};
use crate::rules::directory::Directory;
use crate::rules::ids::PersonId;
use crate::rules::initiative::Initiative;
use crate::rules::members::recorded;
use crate::rules::now::Now;
use crate::rules::record::{
    Commitment, Contact, Kind, NetworkSurvey, Nomination, Scope, ScopeUnit,
};

/// The kinds of records that make the network.
pub const KINDS: [Kind; 5] =
    [Kind::CoalitionMember, Kind::Nomination, Kind::NetworkSurvey, Kind::Contact, Kind::Scope];

/// Contacts of so many days make a tie: half a year, in which whoever works together has met. windrose default.
pub const CONTACT_DAYS: i64 = 182;

/// How strong a nomination is that does not say: the middle of 1 to 5.
const STRENGTH: u32 = 3;

/// What the network was made from, and what there was not.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The people and their ties.
    pub network: Network,
    /// Whether the directory was there.
    pub directory: bool,
    /// Whether a scope says who is affected. Without one everybody who is known counts.
    pub scope: bool,
    /// Affected units, as the scope names them, of which the directory knows nobody.
    pub unknown_units: Vec<String>,
    /// Members who have left the directory; they are active no more.
    pub left: Vec<PersonId>,
    /// How many have said whom they go to, in the newest survey, and how many were asked.
    pub response: Option<(u64, u64)>,
}

/// The affected units without an active member, as the scope names them, with how many people each has; `None` without a
/// scope. A member belongs to the unit that the directory says, or their record.
pub fn units_without_member<'a>(
    initiative: &'a Initiative,
    directory: &Directory,
    now: &Now,
) -> Option<Vec<&'a ScopeUnit>> {
    let (_, scope) = initiative.records.latest::<Scope>(|_| true)?;
    let mut members = recorded(initiative);
    members.retain(|person, _| directory.left_since(person, now.at).is_none());
    let people = directory.people();
    let has = |unit: &str| {
        let indices = people.indices_in(unit);
        members.iter().any(|(person, (_, member))| {
            member.unit.trim().eq_ignore_ascii_case(unit.trim())
                || people.index_of(person).is_some_and(|it| indices.binary_search(&it).is_ok())
        })
    };
    Some(scope.units.iter().filter(|it| !has(&it.name)).collect())
}

/// Puts the network of an initiative together.
pub fn inputs(initiative: &Initiative, directory: &Directory, now: &Now) -> Inputs {
    let records = &initiative.records;
    let people = directory.people();
    let scope = records.latest::<Scope>(|_| true).map(|(_, scope)| scope);
    let gone = |id: &PersonId| directory.left_since(id, now.at).is_some();
    let mut members = recorded(initiative);
    let left: Vec<PersonId> =
        members.keys().filter(|it| gone(it)).map(|it| (*it).clone()).collect();
    members.retain(|id, _| !gone(id));

    // Who is affected: the people of the affected units, each under the name that the scope has for the unit.
    let mut affected: BTreeMap<usize, Option<Arc<str>>> = BTreeMap::new();
    let mut unknown_units = Vec::new();
    match scope {
        Some(scope) => {
            for unit in &scope.units {
                let found = people.indices_in(&unit.name);
                if found.is_empty() && directory.is_published() {
                    unknown_units.push(unit.name.clone());
                }
                let name: Arc<str> = unit.name.as_str().into();
                for index in found {
                    affected.entry(index).or_insert_with(|| Some(name.clone()));
                }
            }
        }
        None => affected
            .extend((0..people.len()).map(|index| (index, people.all()[index].unit.clone()))),
    }

    // With them those above them, and everybody who was named.
    let mut known: BTreeSet<usize> = affected.keys().copied().collect();
    for index in affected.keys() {
        let mut above = people.manager_index(*index);
        while let Some(manager) = above.filter(|it| known.insert(*it)) {
            above = people.manager_index(manager);
        }
    }
    let mut ties = Vec::new();
    let mut named: BTreeSet<&PersonId> = members.keys().copied().collect();
    let mut answered: BTreeSet<&PersonId> = BTreeSet::new();
    for (_, it) in records.live::<Nomination>() {
        named.insert(&it.from);
        answered.insert(&it.from);
        for to in &it.named {
            named.insert(&to.person);
            let strength = to.strength.unwrap_or(STRENGTH);
            let strength = u8::try_from(strength).unwrap_or(u8::MAX);
            let kind = TieKind::Nominates { relation: it.relation, strength };
            ties.push(Tie { from: it.from.clone(), to: to.person.clone(), kind });
        }
    }
    for (stored, it) in records.live::<Contact>() {
        if now.days_since(stored.observed_on) <= CONTACT_DAYS {
            named.extend([&it.a, &it.b]);
            ties.push(Tie { from: it.a.clone(), to: it.b.clone(), kind: TieKind::Contact });
        }
    }
    // Who has left carries nothing any more.
    ties.retain(|tie| !gone(&tie.from) && !gone(&tie.to));
    named.retain(|id| !gone(id));
    known.extend(named.iter().filter_map(|id| people.index_of(id)));

    let survey = records.latest::<NetworkSurvey>(|_| true);
    let was_asked = |unit: Option<&Arc<str>>| {
        survey.is_some_and(|(_, survey)| {
            survey.units.is_empty()
                || unit.is_some_and(|unit| survey.units.iter().any(|it| **it == **unit))
        })
    };
    let of_everybody = scope.is_none();
    let mut found: Vec<Person> = known
        .iter()
        .map(|index| {
            let person = &people.all()[*index];
            let unit = affected.get(index).cloned().flatten().or_else(|| person.unit.clone());
            let headcount = u32::from(affected.contains_key(index));
            let asked = headcount > 0 && was_asked(unit.as_ref());
            Person {
                headcount,
                answered: (asked || answered.contains(&person.id))
                    .then(|| answered.contains(&person.id)),
                unit,
                level: person.level.clone(),
                site: person.site.clone(),
                ..Person::affected(person.id.clone())
            }
        })
        .collect();
    // Whom the directory does not know: somebody from outside, or there is no directory.
    for id in named.iter().filter(|id| people.index_of(id).is_none()) {
        let person = Person::affected((*id).clone());
        let headcount = u32::from(of_everybody && !directory.is_published());
        let answered = answered.contains(*id).then_some(true);
        found.push(Person { headcount, answered, ..person });
    }
    for person in &mut found {
        if let Some((_, member)) = members.get(&person.id) {
            person.member = true;
            person.committed = member.commitment == Commitment::Committed;
            person.deputy.clone_from(&member.deputy);
            person.unit.get_or_insert_with(|| member.unit.as_str().into());
            if person.level.is_none() {
                person.level = member.level.as_deref().map(Into::into);
            }
        }
    }
    for index in &known {
        if let Some(manager) = people.manager_index(*index).filter(|it| known.contains(it)) {
            let (from, to) = (people.all()[*index].id.clone(), people.all()[manager].id.clone());
            ties.push(Tie { from, to, kind: TieKind::ReportsTo });
        }
    }
    let response = survey.map(|(stored, survey)| {
        let of_it = records.linking::<Nomination>(stored.id).map(|(_, it)| &it.from);
        (of_it.collect::<BTreeSet<_>>().len() as u64, u64::from(survey.invited_n))
    });
    Inputs {
        network: Network::new(found, &ties),
        directory: directory.is_published(),
        scope: scope.is_some(),
        unknown_units,
        left,
        response,
    }
}
