//! People, services, their tokens, sign-in links and sessions: the stream `access`. The only place where a person has a
//! name.

mod sign_in;

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::command::AccessCommand;
use super::event::Event;
use super::facts::Facts;
use super::ids::{Digest, LinkId, PersonId, SessionId, TokenId, Version};
use super::nearest::nearest;
use super::record::Check;
use super::refusal::{Refusal, Thing};
use super::role::{Actor, InstanceRole};

pub use sign_in::{
    FIRST_LINK_LIFE, INVITE_LIFE, LOGIN_LIFE, Link, PILOT_SESSION_LIFE, PilotScope, SESSION_LIFE,
    Session, Spent,
};

/// SHA-256 of the secret part of a token, a link or a session. The secret has 256 random bits, so it needs no slow hash.
pub type TokenHash = Digest;

/// A human being or a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A human being.
    #[default]
    Person,
    /// A program: it records and reads, and never approves, verifies or decides.
    Service,
}

/// A person or a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Which of the two.
    pub kind: AccountKind,
    /// The person's name, or what the service is.
    pub name: String,
    /// Where to reach them.
    pub email: Option<String>,
    /// What they may do beyond single initiatives.
    pub instance_role: Option<InstanceRole>,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Whose it is.
    pub holder: PersonId,
    /// SHA-256 of its secret part.
    pub hash: TokenHash,
    /// What it is for.
    pub label: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// Set once it is worthless.
    pub revoked_at: Option<Timestamp>,
}

/// Everybody known, and their tokens. How it is written is no stored format: whoever keeps it says which build wrote it,
/// and folds its events for any other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Access {
    /// How many commits the stream holds.
    pub version: Version,
    /// People and services.
    pub accounts: BTreeMap<PersonId, Account>,
    /// Tokens, by their public part.
    pub tokens: BTreeMap<TokenId, Token>,
    /// Sign-in links, by their public part.
    pub links: BTreeMap<LinkId, Link>,
    /// Sessions, by their public part.
    pub sessions: BTreeMap<SessionId, Session>,
}

impl Access {
    /// What an account may do beyond single initiatives.
    pub fn instance_role(&self, id: &PersonId) -> Option<InstanceRole> {
        self.accounts.get(id).and_then(|account| account.instance_role)
    }

    /// Is the actor an administrator (or windrose itself)?
    pub fn is_admin(&self, actor: &Actor) -> bool {
        actor.id().is_none_or(|id| self.instance_role(id) == Some(InstanceRole::Admin))
    }

    /// The account as an actor.
    pub fn actor(&self, id: &PersonId) -> Option<Actor> {
        self.accounts.get(id).map(|account| match account.kind {
            AccountKind::Person => Actor::Person(id.clone()),
            AccountKind::Service => Actor::Service(id.clone()),
        })
    }

    /// Refuses an id that nobody has, with the nearest that somebody has.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn expect(&self, id: &PersonId) -> Result<&Account, Refusal> {
        self.accounts.get(id).ok_or_else(|| Refusal::NotFound {
            what: Thing::Person,
            given: id.to_string(),
            nearest: nearest(id.as_str(), self.accounts.keys().map(PersonId::as_str)),
        })
    }

    /// Decides a command to this stream. `there` is the initiative that the command names, when there is such a one.
    ///
    /// # Errors
    /// When a rule says no.
    pub fn decide(
        &self,
        actor: &Actor,
        at: Timestamp,
        there: Option<&Facts<'_>>,
        command: &AccessCommand,
    ) -> Result<Vec<Event>, Refusal> {
        let admin_only = |what| match self.is_admin(actor) {
            true => Ok(()),
            false => Err(Refusal::AdminOnly { what }),
        };
        match command {
            AccessCommand::AddAccount { .. } => admin_only("add-accounts")?,
            AccessCommand::CreateToken { .. } => admin_only("create-tokens")?,
            AccessCommand::RevokeToken { .. } => admin_only("revoke-tokens")?,
            // These have rules of their own.
            AccessCommand::CreateLink(_)
            | AccessCommand::StartSession(_)
            | AccessCommand::EndSession { .. } => {}
        }
        match command {
            AccessCommand::AddAccount { id, kind, name, email, instance_role } => {
                if self.accounts.contains_key(id) {
                    return Err(Refusal::Exists { what: Thing::Person, name: id.to_string() });
                }
                let mut check = Check::default();
                check.text("name", name);
                check.text_if_any("email", email.as_ref());
                refuse_faults(check)?;
                if *kind == AccountKind::Service && *instance_role == Some(InstanceRole::Admin) {
                    return Err(Refusal::PersonsOnly { what: "be-admin" });
                }
                Ok(vec![Event::AccountAdded {
                    id: id.clone(),
                    kind: *kind,
                    name: name.clone(),
                    email: email.clone(),
                    instance_role: *instance_role,
                }])
            }
            AccessCommand::CreateToken { token, holder, hash, label } => {
                self.expect(holder)?;
                if self.tokens.contains_key(token) {
                    return Err(Refusal::Exists { what: Thing::Token, name: token.to_string() });
                }
                let mut check = Check::default();
                if !label.is_empty() {
                    check.text("label", label);
                }
                refuse_faults(check)?;
                Ok(vec![Event::TokenCreated {
                    token: token.clone(),
                    holder: holder.clone(),
                    hash: *hash,
                    label: label.clone(),
                }])
            }
            AccessCommand::RevokeToken { token } => self.revoke(token),
            AccessCommand::CreateLink(command) => self.create_link(actor, at, there, command),
            AccessCommand::StartSession(command) => self.start_session(at, command),
            AccessCommand::EndSession { session } => self.end_session(actor, session),
        }
    }

    fn revoke(&self, id: &TokenId) -> Result<Vec<Event>, Refusal> {
        let Some(token) = self.tokens.get(id) else {
            return Err(Refusal::NotFound {
                what: Thing::Token,
                given: id.to_string(),
                nearest: nearest(id.as_str(), self.tokens.keys().map(TokenId::as_str)),
            });
        };
        if token.revoked_at.is_some() {
            return Err(Refusal::TokenRevoked { token: id.clone() });
        }
        let of_admin = |it: &Token| self.instance_role(&it.holder) == Some(InstanceRole::Admin);
        let others = self
            .tokens
            .iter()
            .any(|(other, it)| other != id && it.revoked_at.is_none() && of_admin(it));
        if of_admin(token) && !others {
            return Err(Refusal::LastAdminToken { token: id.clone() });
        }
        Ok(vec![Event::TokenRevoked { token: id.clone() }])
    }

    /// Believes an event.
    pub fn apply(&mut self, at: Timestamp, event: &Event) {
        match event {
            Event::AccountAdded { id, kind, name, email, instance_role } => {
                let account = Account {
                    kind: *kind,
                    name: name.clone(),
                    email: email.clone(),
                    instance_role: *instance_role,
                };
                self.accounts.insert(id.clone(), account);
            }
            Event::TokenCreated { token, holder, hash, label } => {
                let value = Token {
                    holder: holder.clone(),
                    hash: *hash,
                    label: label.clone(),
                    created_at: at,
                    revoked_at: None,
                };
                self.tokens.insert(token.clone(), value);
            }
            Event::TokenRevoked { token } => {
                if let Some(token) = self.tokens.get_mut(token) {
                    token.revoked_at = Some(at);
                }
            }
            Event::LinkCreated(it) => self.apply_link(at, it),
            Event::SessionStarted(it) => self.apply_session(at, it),
            Event::SessionEnded { session } => {
                self.sessions.remove(session);
            }
            // Events of other streams never stand in this one.
            _ => {}
        }
    }
}

/// Turns what a check found into a refusal.
pub(super) fn refuse_faults(check: Check) -> Result<(), Refusal> {
    if check.faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid { faults: check.faults }) }
}
