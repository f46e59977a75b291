//! Who acts, in which role, and what each role may do: one table, one function.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{BadId, PersonId, RoleName};

/// Who did something: a person, a service with a token of its own, or windrose itself.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Actor {
    /// A human being. Only persons approve, verify and decide.
    Person(PersonId),
    /// Another program.
    Service(PersonId),
    /// windrose itself: the first administrator, the built-in workflows.
    System,
}

impl Actor {
    /// The person, when it is one.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Service(_) | Self::System => None,
        }
    }

    /// The id, of a person or a service.
    pub fn id(&self) -> Option<&PersonId> {
        match self {
            Self::Person(id) | Self::Service(id) => Some(id),
            Self::System => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Service(id) => write!(f, "service:{id}"),
            Self::System => f.write_str("windrose"),
        }
    }
}

impl FromStr for Actor {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        match text.split_once(':') {
            Some(("person", id)) => Ok(Self::Person(id.parse()?)),
            Some(("service", id)) => Ok(Self::Service(id.parse()?)),
            None if text == "windrose" => Ok(Self::System),
            _ => Err(BadId { given: text.to_owned() }),
        }
    }
}

impl TryFrom<String> for Actor {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> String {
        actor.to_string()
    }
}

/// A built-in role. A role that a workflow declares stands on one of these.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Answers for the initiative and says who holds which role.
    Owner,
    /// Decides at the gates.
    Sponsor,
    /// Leads the work; never decides at a gate.
    Lead,
    /// Works on the initiative.
    Member,
    /// Runs a pilot and records its wins.
    PilotOwner,
    /// Reads.
    Viewer,
}

impl Base {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Owner, Self::Sponsor, Self::Lead, Self::Member, Self::PilotOwner, Self::Viewer];

    /// The role's name, as it stands in files and calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Sponsor => "sponsor",
            Self::Lead => "lead",
            Self::Member => "member",
            Self::PilotOwner => "pilot_owner",
            Self::Viewer => "viewer",
        }
    }

    /// The built-in role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The same role, as a name.
    pub fn role(self) -> RoleName {
        // One text each, however many hold the role.
        static ROLES: LazyLock<[RoleName; 6]> = LazyLock::new(|| {
            Base::ALL.map(|it| it.name().parse().expect("built-in role names are ids"))
        });
        ROLES[self as usize].clone()
    }
}

/// Something that a role allows within an initiative. Deciding and approving are not here: each gate names its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// See the initiative.
    Read,
    /// See records kept to the team, and personal ratings.
    ReadTeam,
    /// Add, supersede and withdraw records.
    Record,
    /// Say by when a step is to be done.
    SetDeadline,
    /// Say who holds which role.
    AssignRole,
    /// Send somebody a link to the page of one pilot.
    Invite,
    /// Close the initiative.
    Close,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::ReadTeam,
        Self::Record,
        Self::SetDeadline,
        Self::AssignRole,
        Self::Invite,
        Self::Close,
    ];

    /// What it allows, as a code.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadTeam => "read_team",
            Self::Record => "record",
            Self::SetDeadline => "set_deadline",
            Self::AssignRole => "assign_role",
            Self::Invite => "invite",
            Self::Close => "close",
        }
    }
}

/// What each built-in role may do within its initiative.
pub const PERMISSIONS: &[(Permission, &[Base])] = &[
    (
        Permission::Read,
        &[Base::Owner, Base::Sponsor, Base::Lead, Base::Member, Base::PilotOwner, Base::Viewer],
    ),
    (Permission::ReadTeam, &[Base::Owner, Base::Sponsor, Base::Lead]),
    (Permission::Record, &[Base::Owner, Base::Sponsor, Base::Lead, Base::Member, Base::PilotOwner]),
    (Permission::SetDeadline, &[Base::Owner, Base::Sponsor, Base::Lead]),
    (Permission::AssignRole, &[Base::Owner]),
    (Permission::Invite, &[Base::Owner, Base::Lead]),
    (Permission::Close, &[Base::Owner, Base::Sponsor]),
];

/// The built-in roles that have a permission.
pub fn holders_of(permission: Permission) -> &'static [Base] {
    PERMISSIONS
        .iter()
        .find(|(row, _)| *row == permission)
        .map(|(_, roles)| *roles)
        .expect("every permission has a row; a test walks them")
}

/// What an account may do beyond single initiatives.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum InstanceRole {
    /// Adds people, tokens and workflows, assigns roles, sees everything. Not exempt from four eyes.
    Admin,
    /// Sees everything, changes nothing.
    Auditor,
}

impl InstanceRole {
    /// Does this instance-wide role bring a permission within every initiative?
    pub const fn allows(self, permission: Permission) -> bool {
        match self {
            Self::Admin => matches!(
                permission,
                Permission::Read
                    | Permission::ReadTeam
                    | Permission::AssignRole
                    | Permission::Invite
            ),
            Self::Auditor => matches!(permission, Permission::Read | Permission::ReadTeam),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_has_one_row() {
        for permission in Permission::ALL {
            let rows = PERMISSIONS.iter().filter(|(row, _)| *row == permission).count();
            assert_eq!(rows, 1, "{permission:?}");
            assert!(!holders_of(permission).is_empty());
        }
    }

    #[test]
    fn actors_read_back() {
        for text in ["person:lead", "service:hris", "windrose"] {
            assert_eq!(text.parse::<Actor>().unwrap().to_string(), text);
        }
        for bad in ["lead", "person:", "robot:x", "windrose:x"] {
            assert!(bad.parse::<Actor>().is_err(), "{bad}");
        }
    }
}
