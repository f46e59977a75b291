//! Signing in: links that open once, and the sessions that begin with them.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::command::{AccessCommand, CreateLink, StartSession};
use super::super::decide::find_record;
use super::super::event::{Event, LinkCreated, SessionStarted};
use super::super::facts::Facts;
use super::super::gate::who_may;
use super::super::ids::{InitiativeId, LinkId, PersonId, RecordId, SessionId};
use super::super::initiative::Phase;
use super::super::record::{Check, Kind};
use super::super::refusal::{Refusal, Thing};
use super::super::role::{Actor, Permission};
use super::{Access, AccountKind, TokenHash, refuse_faults};

/// How long a link holds that somebody makes to sign in at once: they have a terminal open and a browser beside it.
pub const LOGIN_LIFE: SignedDuration = SignedDuration::from_mins(15);

/// How long an invitation to a pilot holds: it is sent by mail or hangs on a wall as a picture, and people are away for
/// days.
pub const INVITE_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long the link of a first start holds: whoever sets windrose up may come to it the next morning.
pub const FIRST_LINK_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// How long a session lasts: a working day. What it opens is about people, so it is not left open on a desk overnight.
pub const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(12);

/// How long a session lasts that opens the form of one pilot only: a week of wins from the same phone.
pub const PILOT_SESSION_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The one pilot that a link or a session is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PilotScope {
    /// Its initiative.
    pub initiative: InitiativeId,
    /// The record of the pilot.
    pub pilot: RecordId,
}

/// A sign-in link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Who is signed in by it.
    pub person: PersonId,
    /// SHA-256 of its secret part.
    pub hash: TokenHash,
    /// When it is worthless, used or not.
    pub expires_at: Timestamp,
    /// The one pilot that it is for.
    pub pilot: Option<PilotScope>,
    /// It has opened a session, and opens no other.
    pub used: bool,
}

/// A session: somebody is signed in on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Who.
    pub person: PersonId,
    /// SHA-256 of its secret part.
    pub hash: TokenHash,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The one pilot that it is for: nothing else is shown, and nothing else recorded.
    pub pilot: Option<PilotScope>,
}

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    /// It has opened a session already.
    Used,
    /// Its time has run out.
    Expired,
    /// There is none such, or there is one with another secret.
    Unknown,
}

impl AccessCommand {
    /// The initiative that it is about, if it is about one.
    pub fn initiative(&self) -> Option<&InitiativeId> {
        match self {
            Self::CreateLink(CreateLink { pilot, .. }) => pilot.as_ref().map(|it| &it.initiative),
            _ => None,
        }
    }
}

impl Access {
    /// The link, if it would open a session now.
    ///
    /// # Errors
    /// Why it would not.
    pub fn link(&self, id: &LinkId, proof: TokenHash, at: Timestamp) -> Result<&Link, Spent> {
        let link = self.links.get(id).filter(|it| it.hash == proof).ok_or(Spent::Unknown)?;
        match link {
            Link { used: true, .. } => Err(Spent::Used),
            Link { expires_at, .. } if *expires_at <= at => Err(Spent::Expired),
            link => Ok(link),
        }
    }

    /// The session, if it is one now.
    pub fn session(&self, id: &SessionId, proof: TokenHash, at: Timestamp) -> Option<&Session> {
        self.sessions.get(id).filter(|it| it.hash == proof && it.expires_at > at)
    }

    pub(super) fn create_link(
        &self,
        actor: &Actor,
        at: Timestamp,
        there: Option<&Facts<'_>>,
        command: &CreateLink,
    ) -> Result<Vec<Event>, Refusal> {
        let CreateLink { link, person, hash, pilot } = command;
        let life = match pilot {
            Some(scope) => {
                may_invite(there, scope, person)?;
                INVITE_LIFE
            }
            None if actor.id() != Some(person) && !self.is_admin(actor) => {
                return Err(Refusal::AdminOnly { what: "create-link" });
            }
            None if *actor == Actor::System => FIRST_LINK_LIFE,
            None => LOGIN_LIFE,
        };
        if self.expect(person)?.kind != AccountKind::Person {
            return Err(Refusal::PersonsOnly { what: "sign-in" });
        }
        if self.links.contains_key(link) {
            return Err(Refusal::Exists { what: Thing::Link, name: link.to_string() });
        }
        Ok(vec![Event::LinkCreated(LinkCreated {
            link: link.clone(),
            person: person.clone(),
            hash: *hash,
            expires_at: after(at, life),
            pilot: pilot.clone(),
        })])
    }

    /// Whoever has the link is let in, so nobody else is asked who they are.
    pub(super) fn start_session(
        &self,
        at: Timestamp,
        command: &StartSession,
    ) -> Result<Vec<Event>, Refusal> {
        let StartSession { link: id, proof, session, hash } = command;
        let link = self.link(id, *proof, at).map_err(|why| Refusal::LinkSpent { why })?;
        if self.sessions.contains_key(session) {
            return Err(Refusal::Exists { what: Thing::Session, name: session.to_string() });
        }
        let life = if link.pilot.is_some() { PILOT_SESSION_LIFE } else { SESSION_LIFE };
        Ok(vec![Event::SessionStarted(SessionStarted {
            session: session.clone(),
            link: id.clone(),
            person: link.person.clone(),
            hash: *hash,
            expires_at: after(at, life),
            pilot: link.pilot.clone(),
        })])
    }

    pub(super) fn end_session(&self, actor: &Actor, id: &SessionId) -> Result<Vec<Event>, Refusal> {
        let Some(session) = self.sessions.get(id) else {
            let (what, given) = (Thing::Session, id.to_string());
            return Err(Refusal::NotFound { what, given, nearest: Vec::new() });
        };
        if actor.id() != Some(&session.person) && !self.is_admin(actor) {
            return Err(Refusal::AdminOnly { what: "end-session" });
        }
        Ok(vec![Event::SessionEnded { session: id.clone() }])
    }

    pub(super) fn apply_link(&mut self, at: Timestamp, event: &LinkCreated) {
        self.forget_what_ran_out(at);
        let LinkCreated { link, person, hash, expires_at, pilot } = event.clone();
        self.links.insert(link, Link { person, hash, expires_at, pilot, used: false });
    }

    pub(super) fn apply_session(&mut self, at: Timestamp, event: &SessionStarted) {
        self.forget_what_ran_out(at);
        let SessionStarted { session, link, person, hash, expires_at, pilot } = event.clone();
        if let Some(link) = self.links.get_mut(&link) {
            link.used = true;
        }
        self.sessions.insert(session, Session { person, hash, expires_at, pilot });
    }

    /// Memory must not grow with everybody who ever signed in. What is forgotten opens nothing any more.
    fn forget_what_ran_out(&mut self, at: Timestamp) {
        self.links.retain(|_, it| it.expires_at > at);
        self.sessions.retain(|_, it| it.expires_at > at);
    }
}

/// May the actor invite this person to this pilot?
fn may_invite(
    there: Option<&Facts<'_>>,
    scope: &PilotScope,
    person: &PersonId,
) -> Result<(), Refusal> {
    let (id, pilot) = (&scope.initiative, scope.pilot);
    let seen = there
        .filter(|it| it.initiative.phase != Phase::Unopened && it.may(it.actor, Permission::Read));
    let Some(facts) = seen else {
        let (what, given) = (Thing::Initiative, id.to_string());
        return Err(Refusal::NotFound { what, given, nearest: Vec::new() });
    };
    if matches!(facts.initiative.phase, Phase::Closed { .. }) {
        return Err(Refusal::Closed { initiative: id.clone() });
    }
    if !facts.may(facts.actor, Permission::Invite) {
        let permission = Permission::Invite;
        let (roles, holders) = who_may(facts, permission);
        return Err(Refusal::Forbidden { permission, roles, holders });
    }
    let mut check = Check::default();
    check.link("pilot", pilot, Kind::Pilot);
    refuse_faults(check)?;
    find_record(facts, pilot)?;
    facts.access.expect(person)?;
    if !facts.may(&Actor::Person(person.clone()), Permission::Record) {
        let (person, initiative) = (person.clone(), id.clone());
        return Err(Refusal::MayNotRecord { person, initiative });
    }
    Ok(())
}

/// The end of a life that begins now.
fn after(at: Timestamp, life: SignedDuration) -> Timestamp {
    at.checked_add(life).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
