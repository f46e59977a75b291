//! An initiative in outline: what it takes to find it, to list it and to say who may see it. Small, so that the
//! outlines of all initiatives can be kept in memory while the initiatives themselves are not.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use super::access::Access;
use super::event::Event;
use super::holding::{Holding, may, running_delegations};
use super::ids::{InitiativeId, PersonId, RoleName, Version};
use super::initiative::{Delegation, Initiative, Phase, WorkflowRef};
use super::now::Now;
use super::role::{Actor, Base, Permission};
use super::step::{StateName, Step};
use super::workflow::Workflow;

/// An initiative without its records. How it is written is no stored format: whoever keeps it says which build wrote
/// it, and makes it anew from the events for any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Its id.
    pub id: InitiativeId,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// The workflow it keeps to.
    pub workflow: WorkflowRef,
    /// How many commits its stream holds.
    pub version: Version,
    /// Does it run still?
    pub running: bool,
    /// When something last happened to it.
    pub changed_at: Option<Timestamp>,
    /// Who holds which role, a pair for each, in the order of people and roles: a map would take kilobytes.
    #[serde(deserialize_with = "compact")]
    pub roles: Vec<(PersonId, RoleName)>,
    /// Who stands in for whom.
    pub delegations: Vec<Delegation>,
    /// Where the eight steps stand.
    pub steps: [StateName; 8],
}

impl Outline {
    /// None of one that was never opened.
    pub fn of(it: &Initiative) -> Option<Self> {
        let mut roles = Vec::with_capacity(it.roles.values().map(|held| held.len()).sum());
        for (person, held) in &it.roles {
            roles.extend(held.iter().map(|role| (person.clone(), shared(role))));
        }
        Some(Self {
            id: it.id.clone(),
            title: it.title.clone(),
            purpose: it.purpose.clone(),
            workflow: it.workflow.clone()?,
            version: it.version,
            running: it.phase == Phase::Running,
            changed_at: it.changed_at,
            roles,
            delegations: it.delegations.clone(),
            steps: it.steps.map(|slot| slot.state.name()),
        })
    }

    /// Can this event change more of an outline than version and time?
    pub const fn concerns(event: &Event) -> bool {
        // Without a catch-all, so that whoever adds an event has to think about it.
        match event {
            Event::InitiativeOpened(_)
            | Event::InitiativeClosed { .. }
            | Event::StepOpened { .. }
            | Event::StepTakenOver { .. }
            | Event::StepReopened { .. }
            | Event::StepsUnsettled { .. }
            | Event::GateDecided(_)
            | Event::RoleAssigned { .. }
            | Event::RoleRevoked { .. }
            | Event::RoleDelegated { .. }
            | Event::RoleDelegationEnded { .. } => true,
            Event::RecordAdded(_)
            | Event::RecordSuperseded(_)
            | Event::RecordWithdrawn { .. }
            | Event::StepDueSet { .. }
            | Event::Noticed(_)
            | Event::GateApproved(_)
            | Event::GateRejected(_)
            | Event::GateRejectionWithdrawn { .. }
            | Event::WaiverRequested(_)
            | Event::WaiverDecided(_)
            | Event::WaiverClosed { .. }
            | Event::AccountAdded { .. }
            | Event::TokenCreated { .. }
            | Event::TokenRevoked { .. }
            | Event::LinkCreated(_)
            | Event::SessionStarted(_)
            | Event::SessionEnded { .. }
            | Event::WorkflowPublished { .. }
            | Event::DirectoryStaged(_)
            | Event::DirectoryPublished(_)
            | Event::DirectoryImportDropped { .. } => false,
        }
    }

    /// May they see the initiative? `workflow` is the version that it keeps to.
    pub fn may_read(&self, workflow: &Workflow, access: &Access, now: &Now, actor: &Actor) -> bool {
        self.may((workflow, access, now), actor, Permission::Read)
    }

    /// May they do this within the initiative?
    pub fn may(
        &self,
        known: (&Workflow, &Access, &Now),
        actor: &Actor,
        permission: Permission,
    ) -> bool {
        may(self, known, actor, permission)
    }

    /// Does the person hold a role in it, or stand in for somebody today?
    pub fn takes_part(&self, now: &Now, person: &PersonId) -> bool {
        self.roles_of(person).next().is_some()
            || running_delegations(self, now).any(|it| it.to == *person)
    }

    /// The steps at which a gate can be decided now.
    pub fn open_steps(&self) -> Vec<Step> {
        let open = |step: &Step| self.steps[step.index()].is_open();
        Step::ALL.into_iter().filter(open).collect()
    }

    /// How many of the eight gates were passed.
    pub fn passed(&self) -> usize {
        self.steps.iter().filter(|state| **state == StateName::Passed).count()
    }
}

impl Holding for Outline {
    fn roles_of(&self, person: &PersonId) -> impl Iterator<Item = &RoleName> {
        let first = self.roles.partition_point(|(other, _)| other < person);
        let theirs = self.roles[first..].iter().take_while(move |(other, _)| other == person);
        theirs.map(|(_, role)| role)
    }

    fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }
}

/// A role whose name takes no memory of its own if it is a built-in one, as nearly all are.
fn shared(role: &RoleName) -> RoleName {
    Base::named(role.as_str()).map_or_else(|| role.clone(), Base::role)
}

fn compact<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(PersonId, RoleName)>, D::Error> {
    let mut roles = Vec::<(PersonId, RoleName)>::deserialize(from)?;
    for (_, role) in &mut roles {
        *role = shared(role);
    }
    roles.sort_unstable();
    roles.shrink_to_fit();
    Ok(roles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::command::InitiativeCommand;
    use crate::rules::testing::{Case, person};

    fn outline(case: &Case) -> Outline {
        Outline::of(&case.initiative).unwrap()
    }

    #[test]
    fn what_was_never_opened_has_none() {
        let case = Case::unopened(crate::rules::testing::small_workflow(|_| {}));
        assert_eq!(Outline::of(&case.initiative), None);
    }

    /// Whoever may open an initiative finds it in a list, and nobody else does, day by day.
    #[test]
    fn an_outline_is_seen_by_whoever_may_see_the_initiative() {
        let mut case = Case::small();
        let until = "2026-03-04".parse().unwrap();
        let role = "sponsor".parse().unwrap();
        let to = person("stranger");
        case.done("sponsor", InitiativeCommand::DelegateRole { role, to, until });
        let everybody = ["owner", "sponsor", "lead", "member", "council", "viewer", "stranger"];
        let mut seen_by_stranger = Vec::new();
        for _ in 0..5 {
            for id in everybody {
                let actor = case.actor(id);
                let sees = case.facts(&actor).may(&actor, Permission::Read);
                let it = outline(&case);
                assert_eq!(it.may_read(&case.workflow, &case.access, &case.now, &actor), sees);
                assert_eq!(it.takes_part(&case.now, &person(id)), sees, "{id}");
                if id == "stranger" {
                    seen_by_stranger.push(sees);
                }
            }
            case.later(1);
        }
        assert_eq!(seen_by_stranger, [true, true, true, false, false]);
        let it = outline(&case);
        assert!(it.may_read(&case.workflow, &case.access, &case.now, &Actor::System));
        assert!(!it.takes_part(&case.now, &person("somebody-else")));
    }

    /// There is one for each initiative in memory all the time.
    #[test]
    fn an_outline_stays_small() {
        assert!(size_of::<Outline>() <= 256, "{}", size_of::<Outline>());
        let read: Outline =
            serde_json::from_str(&serde_json::to_string(&outline(&Case::small())).unwrap())
                .unwrap();
        assert_eq!(read, outline(&Case::small()));
        assert_eq!(read.roles.capacity(), read.roles.len());
    }
}
