//! Rules for standing in: whoever holds a role that approves or decides lets somebody else act in it until a day.

use jiff::civil::Date;

use super::super::access::AccountKind;
use super::super::criterion::Test;
use super::super::event::Event;
use super::super::facts::Facts;
use super::super::ids::{PersonId, RoleName};
use super::super::record::{FieldFault, Problem};
use super::super::refusal::Refusal;
use super::super::role::{Base, Permission};
use super::super::step::Step;
use super::super::workflow::Workflow;
use super::permit;
use super::roles::no_role;

/// The longest that somebody stands in, in days. A windrose default: longer than any leave that is planned, and short
/// enough that nobody is forgotten.
pub(super) const DELEGATED_DAYS_MAX: i64 = 90;

pub(super) fn delegate(
    facts: &Facts<'_>,
    role: &RoleName,
    to: &PersonId,
    until: Date,
) -> Result<Vec<Event>, Refusal> {
    let what = "delegate";
    let Some(actor) = facts.actor.person() else {
        return Err(Refusal::PersonsOnly { what });
    };
    if facts.workflow.base_of(role).is_none() {
        return Err(no_role(facts, role));
    }
    if !facts.holds(actor, role) {
        let stood_in_for = facts.delegations().filter(|it| it.to == *actor && it.role == *role);
        let holders: Vec<PersonId> = stood_in_for.map(|it| it.from.clone()).collect();
        return Err(if holders.is_empty() {
            let (roles, holders) = (vec![role.clone()], facts.holders(role));
            Refusal::RoleNeeded { what, roles, holders }
        } else {
            Refusal::DelegatedFurther { role: role.clone(), holders }
        });
    }
    let roles = delegable(facts.workflow);
    if !roles.contains(role) {
        return Err(Refusal::NotDelegable { role: role.clone(), roles });
    }
    if facts.access.expect(to)?.kind != AccountKind::Person {
        return Err(Refusal::PersonsOnly { what: "stand-in" });
    }
    if facts.holds(to, role) {
        return Err(Refusal::HoldsAlready { person: to.clone(), role: role.clone() });
    }
    let days = -facts.now.days_since(until);
    if !(1..=DELEGATED_DAYS_MAX).contains(&days) {
        let problem = Problem::NotWithin { days: DELEGATED_DAYS_MAX };
        let fault = FieldFault { pointer: "/until".to_owned(), problem };
        return Err(Refusal::Invalid { faults: vec![fault] });
    }
    let (role, from, to) = (role.clone(), actor.clone(), to.clone());
    Ok(vec![Event::RoleDelegated { role, from, to, until }])
}

/// Ends it before its day: whose role it is, who stands in, and whoever gives roles.
pub(super) fn end(
    facts: &Facts<'_>,
    role: &RoleName,
    from: Option<&PersonId>,
) -> Result<Vec<Event>, Refusal> {
    if facts.workflow.base_of(role).is_none() {
        return Err(no_role(facts, role));
    }
    let Some(from) = from.or(facts.actor.id()) else {
        return Err(Refusal::PersonsOnly { what: "leave-out-holder" });
    };
    facts.access.expect(from)?;
    let Some(running) = facts.delegations().find(|it| it.from == *from && it.role == *role) else {
        return Err(Refusal::NoDelegation { person: from.clone(), role: role.clone() });
    };
    let own = |id: &PersonId| *id == running.from || *id == running.to;
    if !facts.actor.id().is_some_and(own) {
        permit(facts, Permission::AssignRole)?;
    }
    Ok(vec![Event::RoleDelegationEnded { role: role.clone(), from: from.clone() }])
}

/// The roles that approve or decide in this workflow. An owner gives roles and is not stood in for: there can be two.
fn delegable(workflow: &Workflow) -> Vec<RoleName> {
    let mut roles: Vec<RoleName> = Vec::new();
    for gate in Step::ALL.map(|step| workflow.gate(step)) {
        roles.push(gate.decides.clone());
        for criterion in &gate.criteria {
            if let Test::Approval { roles: approve, .. } = &criterion.test {
                roles.extend(approve.iter().cloned());
            }
        }
    }
    roles.retain(|role| *role != Base::Owner.role());
    roles.sort_unstable();
    roles.dedup();
    roles
}
