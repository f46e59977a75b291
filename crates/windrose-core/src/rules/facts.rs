//! Everything a rule may know, handed to it as values.

use std::sync::Arc;

use super::access::Access;
use super::coalition::analysis::{Analysis, Graphs};
use super::directory::Directory;
use super::holding;
use super::ids::{PersonId, RoleName};
use super::initiative::{Delegation, Initiative};
use super::now::Now;
use super::record::{Stored, Visibility};
use super::role::{Actor, Base, Permission};
use super::workflow::Workflow;

/// What a rule, a measure or a view is told. Child initiatives will join here.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The initiative; before its opening one that is `Phase::Unopened`.
    pub initiative: &'a Initiative,
    /// The version of the workflow it runs on.
    pub workflow: &'a Workflow,
    /// People, services and what they may do beyond this initiative.
    pub access: &'a Access,
    /// The organisation: people, units and reporting lines.
    pub directory: &'a Directory,
    /// Where what the graphs say comes from: it is computed when it is first asked for.
    pub graphs: &'a dyn Graphs,
    /// What time it is.
    pub now: &'a Now,
    /// Who asks.
    pub actor: &'a Actor,
}

/// Somebody who may act in a role now: who holds it, or who stands in for one who does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'a> {
    /// The role.
    pub role: &'a RoleName,
    /// Who acts.
    pub person: &'a PersonId,
    /// For whom, where it is not for themselves.
    pub on_behalf_of: Option<&'a PersonId>,
}

impl<'a> Seat<'a> {
    /// Whose seat it is: two who act in it count as one.
    pub fn holder(self) -> &'a PersonId {
        self.on_behalf_of.unwrap_or(self.person)
    }

    /// Is it so of the person who acts, or of the one they stand in for?
    pub fn either(self, is: impl Fn(&PersonId) -> bool) -> bool {
        is(self.person) || is(self.holder())
    }
}

impl<'a> Facts<'a> {
    /// What the coalition graph says; `None` while it is being computed.
    pub fn coalition(&self) -> Option<Arc<Analysis>> {
        self.graphs.coalition(self)
    }

    /// The roles somebody holds in this initiative, each brought down to the built-in role it stands on.
    pub fn bases_of(&self, person: &PersonId) -> impl Iterator<Item = Base> {
        holding::bases_of(self.initiative, self.workflow, person)
    }

    /// May an actor do this within the initiative? The one place that is asked.
    pub fn may(&self, actor: &Actor, permission: Permission) -> bool {
        holding::may(self.initiative, (self.workflow, self.access, self.now), actor, permission)
    }

    /// May the actor see this record? What is kept to the team is seen by those who lead and by its authors.
    pub fn sees(&self, stored: &Stored) -> bool {
        stored.visibility == Visibility::Initiative || self.sees_ratings(stored)
    }

    /// May the actor see how this record rates a person?
    pub fn sees_ratings(&self, stored: &Stored) -> bool {
        self.may(self.actor, Permission::ReadTeam)
            || self.actor.id().is_some_and(|id| stored.is_by(id))
    }

    /// Everybody who holds exactly this role themselves, in the order of their ids.
    pub fn holders(&self, role: &RoleName) -> Vec<PersonId> {
        self.initiative
            .roles
            .iter()
            .filter(|(_, roles)| roles.contains(role))
            .map(|(person, _)| person.clone())
            .collect()
    }

    /// Does somebody hold exactly this role themselves?
    pub fn holds(&self, person: &PersonId, role: &RoleName) -> bool {
        self.initiative.roles.get(person).is_some_and(|roles| roles.contains(role))
    }

    /// The delegations that run today: nobody passes on what they no longer hold, and nobody who holds a role stands in
    /// for others in it.
    pub fn delegations(&self) -> impl Iterator<Item = &'a Delegation> + use<'a> {
        holding::running_delegations(self.initiative, self.now)
    }

    /// Everybody who may act in one of these roles now: first who holds one, then who stands in for them.
    pub fn seats(&self, roles: &[RoleName]) -> Vec<Seat<'a>> {
        let mut seats: Vec<Seat<'a>> = Vec::new();
        for (person, held) in &self.initiative.roles {
            let role = roles.iter().find_map(|role| held.get(role));
            seats.extend(role.map(|role| Seat { role, person, on_behalf_of: None }));
        }
        for it in self.delegations().filter(|it| roles.contains(&it.role)) {
            seats.push(Seat { role: &it.role, person: &it.to, on_behalf_of: Some(&it.from) });
        }
        seats
    }

    /// Who may act in one of these roles now, each once.
    pub fn acting(&self, roles: &[RoleName]) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for seat in self.seats(roles) {
            if !people.contains(seat.person) {
                people.push(seat.person.clone());
            }
        }
        people
    }

    /// Does somebody hold the built-in role, or one that stands on it?
    pub fn holds_base(&self, person: &PersonId, base: Base) -> bool {
        self.bases_of(person).any(|held| held == base)
    }
}
