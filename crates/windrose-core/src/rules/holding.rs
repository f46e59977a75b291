//! Who holds which role in an initiative, and what follows from it: asked of whole initiatives and of their outlines
//! alike, so that a list shows nobody what they may not open.

use super::access::Access;
use super::ids::{PersonId, RoleName};
use super::initiative::{Delegation, Initiative};
use super::now::Now;
use super::role::{Actor, Base, Permission, holders_of};
use super::workflow::Workflow;

/// What knows who holds which role in an initiative, and who stands in for whom.
pub(super) trait Holding {
    /// The roles that somebody holds themselves.
    fn roles_of(&self, person: &PersonId) -> impl Iterator<Item = &RoleName>;

    /// Who stands in for whom, be it long ago.
    fn delegations(&self) -> &[Delegation];

    /// Does somebody hold exactly this role themselves?
    fn holds(&self, person: &PersonId, role: &RoleName) -> bool {
        self.roles_of(person).any(|held| held == role)
    }
}

impl Holding for Initiative {
    fn roles_of(&self, person: &PersonId) -> impl Iterator<Item = &RoleName> {
        self.roles.get(person).into_iter().flatten()
    }

    fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }
}

/// The delegations that run today: nobody passes on what they no longer hold, and nobody who holds a role stands in
/// for others in it.
pub(super) fn running_delegations<'a, H: Holding>(
    held: &'a H,
    now: &'a Now,
) -> impl Iterator<Item = &'a Delegation> + use<'a, H> {
    held.delegations().iter().filter(move |it| {
        now.days_since(it.until) <= 0
            && held.holds(&it.from, &it.role)
            && !held.holds(&it.to, &it.role)
    })
}

/// The roles somebody holds, each brought down to the built-in role it stands on.
pub(super) fn bases_of<H: Holding>(
    held: &H,
    workflow: &Workflow,
    person: &PersonId,
) -> impl Iterator<Item = Base> {
    held.roles_of(person).filter_map(|role| workflow.base_of(role))
}

/// May an actor do this within the initiative? The one place that says so.
pub(super) fn may<H: Holding>(
    held: &H,
    (workflow, access, now): (&Workflow, &Access, &Now),
    actor: &Actor,
    permission: Permission,
) -> bool {
    let Some(id) = actor.id() else { return true };
    let allowed = |base: Base| holders_of(permission).contains(&base);
    // Whoever stands in for somebody sees what that role sees, to judge it; nothing else comes with it.
    let sees = matches!(permission, Permission::Read | Permission::ReadTeam);
    let stands_in = || {
        let roles = running_delegations(held, now).filter(|it| it.to == *id).map(|it| &it.role);
        roles.filter_map(|role| workflow.base_of(role)).any(allowed)
    };
    access.instance_role(id).is_some_and(|role| role.allows(permission))
        || bases_of(held, workflow, id).any(allowed)
        || (sees && stands_in())
}
