//! What people try with sign-in links and sessions.

use windrose_core::engine::Request;
use windrose_core::rules::access::PilotScope;
use windrose_core::rules::command::{AccessCommand, Command, CreateLink, StartSession};
use windrose_core::rules::ids::{Digest, LinkId, SessionId};
use windrose_core::rules::record::Kind;
use windrose_core::rules::role::Actor;

use super::moves::{one_with, somebody};
use super::world::{PEOPLE, World, person};

/// The secret that goes with a link, so that whoever knows its id knows it too.
fn secret(id: &str) -> Digest {
    Digest::of(id.as_bytes())
}

fn ask(by: Actor, command: AccessCommand) -> Option<Request> {
    Some(Request::new(by, Command::Access(command)))
}

/// A link for oneself, for somebody else, or to a pilot.
pub(super) fn link(world: &mut World) -> Option<Request> {
    let id = format!("l{}", world.chance.below(1_000_000_000));
    let (link, hash): (LinkId, _) = (id.parse().unwrap(), secret(&id));
    let who = *world.chance.of(&PEOPLE);
    let mut command = CreateLink { link, person: person(who), hash, pilot: None };
    if world.chance.one_in(2) {
        let by = somebody(world, &[who, "admin"]);
        return ask(by, AccessCommand::CreateLink(command));
    }
    let has_pilot = |look: &windrose_core::engine::Look| {
        look.initiative.records.of_kind(Kind::Pilot).count() > 0
    };
    let (initiative, look) = one_with(world, has_pilot)?;
    let pilot = look.initiative.records.of_kind(Kind::Pilot).next_back()?.id;
    command.pilot = Some(PilotScope { initiative, pilot });
    let by = somebody(world, &["owner", "lead"]);
    ask(by, AccessCommand::CreateLink(command))
}

/// Uses a link up, mostly with its secret; now and then one that is none.
pub(super) fn session(world: &mut World) -> Option<Request> {
    let access = world.engine.access();
    let known: Vec<&LinkId> = access.links.keys().collect();
    let unused: Vec<&LinkId> =
        access.links.iter().filter(|(_, it)| !it.used).map(|(id, _)| id).collect();
    let from = if unused.is_empty() || world.chance.one_in(8) { &known } else { &unused };
    if from.is_empty() {
        return None;
    }
    let link: LinkId = (*world.chance.of(from)).clone();
    let guess = if world.chance.one_in(20) { "a guess" } else { link.as_str() };
    let session = format!("s{}", world.chance.below(1_000_000_000)).parse().unwrap();
    let command = StartSession { proof: secret(guess), link, session, hash: secret("session") };
    ask(Actor::System, AccessCommand::StartSession(command))
}

/// Ends a session of one's own, or tries to end another's.
pub(super) fn end(world: &mut World) -> Option<Request> {
    let access = world.engine.access();
    let known: Vec<&SessionId> = access.sessions.keys().collect();
    if known.is_empty() {
        return None;
    }
    let session: SessionId = (*world.chance.of(&known)).clone();
    let whose = access.sessions[&session].person.clone();
    let by =
        if world.chance.one_in(8) { somebody(world, &PEOPLE) } else { access.actor(&whose)? };
    ask(by, AccessCommand::EndSession { session })
}
