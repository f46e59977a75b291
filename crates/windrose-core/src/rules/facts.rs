//! Everything a rule may know, handed to it as values.

use super::access::Access;
use super::ids::{PersonId, RoleName};
use super::initiative::Initiative;
use super::now::Now;
use super::record::{Stored, Visibility};
use super::role::{Actor, Base, Permission, holders_of};
use super::workflow::Workflow;

/// What a rule, a measure or a view is told. Directory, child initiatives and the two graphs will join here.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The initiative; before its opening one that is `Phase::Unopened`.
    pub initiative: &'a Initiative,
    /// The version of the workflow it runs on.
    pub workflow: &'a Workflow,
    /// People, services and what they may do beyond this initiative.
    pub access: &'a Access,
    /// What time it is.
    pub now: &'a Now,
    /// Who asks.
    pub actor: &'a Actor,
}

impl Facts<'_> {
    /// The roles somebody holds in this initiative, each brought down to the built-in role it stands on.
    pub fn bases_of(&self, person: &PersonId) -> impl Iterator<Item = Base> {
        let roles = self.initiative.roles.get(person);
        roles.into_iter().flatten().filter_map(|role| self.workflow.base_of(role))
    }

    /// May an actor do this within the initiative? The one place that is asked.
    pub fn may(&self, actor: &Actor, permission: Permission) -> bool {
        let Some(id) = actor.id() else { return true };
        let instance = self.access.instance_role(id);
        instance.is_some_and(|role| role.allows(permission))
            || self.bases_of(id).any(|base| holders_of(permission).contains(&base))
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

    /// Everybody who holds exactly this role, in the order of their ids.
    pub fn holders(&self, role: &RoleName) -> Vec<PersonId> {
        self.initiative
            .roles
            .iter()
            .filter(|(_, roles)| roles.contains(role))
            .map(|(person, _)| person.clone())
            .collect()
    }

    /// Does somebody hold exactly this role?
    pub fn holds(&self, person: &PersonId, role: &RoleName) -> bool {
        self.initiative.roles.get(person).is_some_and(|roles| roles.contains(role))
    }

    /// Does somebody hold the built-in role, or one that stands on it?
    pub fn holds_base(&self, person: &PersonId, base: Base) -> bool {
        self.bases_of(person).any(|held| held == base)
    }
}
