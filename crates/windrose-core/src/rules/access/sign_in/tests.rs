//! Links open once, in their time, for whom they were made; sessions end.

use serde_json::json;

use super::super::super::command::{Close, InitiativeCommand, Reason};
use super::super::super::ids::Digest;
use super::super::super::role::InstanceRole;
use super::super::super::testing::{Case, new_record, person, reads_back};
use super::*;

fn hash(secret: &str) -> Digest {
    Digest::of(secret.as_bytes())
}

fn link(person: &str, id: &str) -> AccessCommand {
    AccessCommand::CreateLink(CreateLink {
        link: id.parse().unwrap(),
        person: person.parse().unwrap(),
        hash: hash("of the link"),
        pilot: None,
    })
}

fn invite(person: &str, pilot: &str) -> AccessCommand {
    let AccessCommand::CreateLink(mut command) = link(person, "invited") else { unreachable!() };
    let pilot = pilot.parse().unwrap();
    command.pilot = Some(PilotScope { initiative: "it".parse().unwrap(), pilot });
    AccessCommand::CreateLink(command)
}

fn start(link: &str, secret: &str, session: &str) -> AccessCommand {
    AccessCommand::StartSession(StartSession {
        link: link.parse().unwrap(),
        proof: hash(secret),
        session: session.parse().unwrap(),
        hash: hash("of the session"),
    })
}

fn end(session: &str) -> AccessCommand {
    AccessCommand::EndSession { session: session.parse().unwrap() }
}

impl Case {
    fn access_ask(&self, actor: &Actor, command: &AccessCommand) -> Result<Vec<Event>, Refusal> {
        let facts = self.facts(actor);
        self.access.decide(actor, self.now.at, Some(&facts), command)
    }

    fn access_do(&mut self, actor: &Actor, command: &AccessCommand) -> Result<Timestamp, Refusal> {
        let events = self.access_ask(actor, command)?;
        for event in &events {
            self.access.apply(self.now.at, event);
        }
        reads_back(&self.access);
        Ok(match &events[0] {
            Event::LinkCreated(it) => it.expires_at,
            Event::SessionStarted(it) => it.expires_at,
            _ => self.now.at,
        })
    }

    fn pass(&mut self, life: SignedDuration) {
        self.now.at = after(self.now.at, life);
    }

    fn session(&self, id: &str) -> Option<&Session> {
        self.access.session(&id.parse().unwrap(), hash("of the session"), self.now.at)
    }
}

/// A running initiative with a pilot, and an administrator.
fn case() -> Case {
    let mut case = Case::small();
    let pilot = json!({
        "name": "Coaching leads", "unit": "Sales", "starts_on": "2026-02-02",
        "ends_on": "2026-05-29", "sample_n": 12, "comparison": "historical",
    });
    let pilot = new_record(Kind::Pilot, &pilot);
    case.done("lead", InitiativeCommand::AddRecords(vec![pilot]));
    case.access.accounts.get_mut(&person("stranger")).unwrap().instance_role =
        Some(InstanceRole::Admin);
    case
}

const SECOND: SignedDuration = SignedDuration::from_secs(1);

#[test]
fn a_link_opens_once_and_only_with_its_secret() {
    let mut case = case();
    let lead = case.actor("lead");
    let until = case.access_do(&lead, &link("lead", "l")).unwrap();
    assert_eq!(until.duration_since(case.now.at), LOGIN_LIFE);
    let spent = |why| Err(Refusal::LinkSpent { why });
    let wrong = start("l", "another", "s");
    assert_eq!(case.access_ask(&Actor::System, &wrong), spent(Spent::Unknown));
    let absent = start("m", "of the link", "s");
    assert_eq!(case.access_ask(&Actor::System, &absent), spent(Spent::Unknown));
    assert!(case.session("s").is_none(), "no link, no session");

    let until = case.access_do(&lead, &start("l", "of the link", "s")).unwrap();
    assert_eq!(until.duration_since(case.now.at), SESSION_LIFE);
    let session = case.session("s").unwrap();
    assert_eq!((&session.person, &session.pilot), (&person("lead"), &None));
    let again = start("l", "of the link", "s2");
    assert_eq!(case.access_ask(&lead, &again), spent(Spent::Used));
    let other = hash("something else");
    assert!(case.access.session(&"s".parse().unwrap(), other, case.now.at).is_none());
}

#[test]
fn links_and_sessions_run_out_to_the_second_and_are_forgotten() {
    let mut case = case();
    let lead = case.actor("lead");
    for id in ["early", "late"] {
        case.access_do(&lead, &link("lead", id)).unwrap();
    }
    case.pass(LOGIN_LIFE - SECOND);
    case.access_do(&lead, &start("early", "of the link", "s")).unwrap();
    case.pass(SECOND);
    let late = case.access_ask(&lead, &start("late", "of the link", "t"));
    assert_eq!(late, Err(Refusal::LinkSpent { why: Spent::Expired }));
    // The next link that is made clears away what ran out: both of the first two.
    case.access_do(&lead, &link("lead", "next")).unwrap();
    assert_eq!(case.access.links.len(), 1);
    case.access_do(&lead, &start("next", "of the link", "u")).unwrap();

    case.pass(SESSION_LIFE - SECOND - SECOND);
    assert!(case.session("s").is_some());
    case.pass(SECOND);
    assert!(case.session("s").is_none() && case.session("u").is_some());
    case.access_do(&lead, &link("lead", "last")).unwrap();
    case.access_do(&lead, &start("last", "of the link", "v")).unwrap();
    let known: Vec<&str> = case.access.sessions.keys().map(SessionId::as_str).collect();
    assert_eq!(known, ["u", "v"]);
}

#[test]
fn a_link_is_made_for_oneself_or_by_an_administrator_and_never_for_a_service() {
    let mut case = case();
    let (lead, admin) = (case.actor("lead"), case.actor("stranger"));
    let for_owner = link("owner", "l");
    let refused = case.access_ask(&lead, &for_owner).unwrap_err();
    assert_eq!(refused, Refusal::AdminOnly { what: "create-link" });
    case.access_do(&admin, &for_owner).unwrap();
    let taken = case.access_ask(&admin, &for_owner).unwrap_err();
    assert_eq!(taken, Refusal::Exists { what: Thing::Link, name: "l".into() });
    let service = case.actor("hris");
    for by in [&service, &admin] {
        let refused = case.access_ask(by, &link("hris", "m")).unwrap_err();
        assert_eq!(refused, Refusal::PersonsOnly { what: "sign-in" });
    }
    let unknown = case.access_ask(&admin, &link("leed", "m")).unwrap_err();
    assert!(matches!(unknown, Refusal::NotFound { what: Thing::Person, .. }), "{unknown:?}");
    let until = case.access_do(&Actor::System, &link("stranger", "first")).unwrap();
    assert_eq!(until.duration_since(case.now.at), FIRST_LINK_LIFE);
}

#[test]
fn who_leads_invites_whoever_may_record_to_a_pilot_that_is_there() {
    let mut case = case();
    for by in ["lead", "owner", "stranger"] {
        assert!(case.access_ask(&case.actor(by), &invite("member", "pilot-1")).is_ok(), "{by}");
    }
    for by in ["sponsor", "member", "viewer"] {
        let refused = case.access_ask(&case.actor(by), &invite("member", "pilot-1")).unwrap_err();
        let Refusal::Forbidden { permission, holders, .. } = refused else { panic!("{refused:?}") };
        assert_eq!(
            (permission, holders),
            (Permission::Invite, vec![person("lead"), person("owner")])
        );
    }
    let lead = case.actor("lead");
    let refused =
        |person: &str, pilot: &str| case.access_ask(&lead, &invite(person, pilot)).unwrap_err();
    for who in ["viewer", "stranger"] {
        let initiative = "it".parse().unwrap();
        assert_eq!(
            refused(who, "pilot-1"),
            Refusal::MayNotRecord { person: person(who), initiative }
        );
    }
    // A service may record, and signs in nowhere.
    assert!(matches!(
        refused("hris", "pilot-1"),
        Refusal::MayNotRecord { .. } | Refusal::PersonsOnly { .. }
    ));
    let Refusal::NotFound { what: Thing::Record, nearest, .. } = refused("member", "pilot-7")
    else {
        panic!()
    };
    assert_eq!(nearest, ["pilot-1"]);
    assert!(matches!(refused("member", "win-1"), Refusal::Invalid { .. }));
    assert!(matches!(refused("membr", "pilot-1"), Refusal::NotFound { what: Thing::Person, .. }));
    // Without the initiative there is nothing to be invited to.
    let blind = case.access.decide(&lead, case.now.at, None, &invite("member", "pilot-1"));
    assert!(matches!(blind, Err(Refusal::NotFound { what: Thing::Initiative, .. })), "{blind:?}");

    let until = case.access_do(&lead, &invite("member", "pilot-1")).unwrap();
    assert_eq!(until.duration_since(case.now.at), INVITE_LIFE);
    let member = case.actor("member");
    let until = case.access_do(&member, &start("invited", "of the link", "p")).unwrap();
    assert_eq!(until.duration_since(case.now.at), PILOT_SESSION_LIFE);
    let scope = case.session("p").unwrap().pilot.clone().unwrap();
    assert_eq!((scope.initiative.as_str(), scope.pilot.to_string()), ("it", "pilot-1".into()));
}

#[test]
fn nobody_is_invited_to_what_was_withdrawn_or_closed_or_cannot_be_seen() {
    let mut case = case();
    let lead = case.actor("lead");
    let outsider = Actor::Person(person("nobody"));
    let unseen = case.access_ask(&outsider, &invite("member", "pilot-1")).unwrap_err();
    assert!(matches!(unseen, Refusal::NotFound { what: Thing::Initiative, .. }), "{unseen:?}");
    let reason = "It never began.".to_owned();
    let record = "pilot-1".parse().unwrap();
    case.done("lead", InitiativeCommand::WithdrawRecord { record, reason });
    let refused = case.access_ask(&lead, &invite("member", "pilot-1")).unwrap_err();
    assert_eq!(refused, Refusal::Withdrawn { record });
    let close = Close { reason: Reason::Cost, note: None };
    case.done("owner", InitiativeCommand::Close(close));
    let refused = case.access_ask(&lead, &invite("member", "pilot-1")).unwrap_err();
    assert_eq!(refused, Refusal::Closed { initiative: "it".parse().unwrap() });
}

#[test]
fn a_session_is_ended_by_whose_it_is_or_an_administrator() {
    let mut case = case();
    let (lead, admin) = (case.actor("lead"), case.actor("stranger"));
    for id in ["a", "b"] {
        case.access_do(&lead, &link("lead", &format!("l{id}"))).unwrap();
        case.access_do(&lead, &start(&format!("l{id}"), "of the link", id)).unwrap();
    }
    let refused = case.access_ask(&case.actor("owner"), &end("a")).unwrap_err();
    assert_eq!(refused, Refusal::AdminOnly { what: "end-session" });
    case.access_do(&lead, &end("a")).unwrap();
    assert!(case.session("a").is_none() && case.session("b").is_some());
    case.access_do(&admin, &end("b")).unwrap();
    assert!(case.session("b").is_none());
    let gone = case.access_ask(&lead, &end("b")).unwrap_err();
    assert!(matches!(gone, Refusal::NotFound { what: Thing::Session, .. }), "{gone:?}");
}
