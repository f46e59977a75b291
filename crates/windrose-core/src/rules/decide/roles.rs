//! Rules for roles: given by an owner or an administrator, never by a record, and never the last owner's.

use super::super::access::AccountKind;
use super::super::event::Event;
use super::super::facts::Facts;
use super::super::ids::{PersonId, RoleName};
use super::super::nearest::nearest;
use super::super::refusal::{Refusal, Thing};
use super::super::role::{Base, Permission};
use super::permit;

pub(super) fn assign(
    facts: &Facts<'_>,
    person: &PersonId,
    role: &RoleName,
) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::AssignRole)?;
    let account = facts.access.expect(person)?;
    let Some(base) = facts.workflow.base_of(role) else { return Err(no_role(facts, role)) };
    // A service records and reads. Whatever counts eyes is not for it.
    if account.kind == AccountKind::Service && !matches!(base, Base::Member | Base::Viewer) {
        return Err(Refusal::PersonsOnly { what: "hold-role" });
    }
    if facts.holds(person, role) {
        return Err(Refusal::RoleUnchanged { person: person.clone(), role: role.clone() });
    }
    if let Some(most) = facts.workflow.holders_at_most(role) {
        let holders = facts.holders(role);
        if holders.len() >= most as usize {
            return Err(Refusal::RoleFull { role: role.clone(), most, holders });
        }
    }
    Ok(vec![Event::RoleAssigned { person: person.clone(), role: role.clone() }])
}

pub(super) fn revoke(
    facts: &Facts<'_>,
    person: &PersonId,
    role: &RoleName,
) -> Result<Vec<Event>, Refusal> {
    permit(facts, Permission::AssignRole)?;
    facts.access.expect(person)?;
    if facts.workflow.base_of(role).is_none() {
        return Err(no_role(facts, role));
    }
    if !facts.holds(person, role) {
        return Err(Refusal::RoleUnchanged { person: person.clone(), role: role.clone() });
    }
    if *role == Base::Owner.role() && facts.holders(role).len() == 1 {
        return Err(Refusal::LastOwner { person: person.clone() });
    }
    Ok(vec![Event::RoleRevoked { person: person.clone(), role: role.clone() }])
}

pub(super) fn no_role(facts: &Facts<'_>, role: &RoleName) -> Refusal {
    Refusal::NotFound {
        what: Thing::Role,
        given: role.to_string(),
        nearest: nearest(role.as_str(), facts.workflow.role_names()),
    }
}
