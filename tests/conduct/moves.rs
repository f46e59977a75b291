//! What people try: mostly what could be, and now and then what cannot.

use jiff::Span;
use serde_json::{Value, json};
use windrose_core::engine::{Look, Request};
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::{
    AccessCommand, Approve, Close, Command, Decide, DecideWaiver, Decision, InitiativeCommand,
    NewRecord, Open, Reason, Reject, Reopen, RequestWaiver, SetDue, Supersede, WaiverDecision,
};
use windrose_core::rules::directory::DirectoryCommand;
use windrose_core::rules::event::{Obligation, Tailored};
use windrose_core::rules::gate::{Verdict, judge};
use windrose_core::rules::ids::{Digest, InitiativeId, RecordId, WaiverId};
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::Actor;
use windrose_core::rules::step::{Mode, StateName, Step};
use windrose_core::rules::workflow::{Strictness, Workflow};

use super::world::{PEOPLE, World, person, source};
use super::{directory, sign_in};

type Move = fn(&mut World) -> Option<Request>;

/// Every move, with how often it is made.
pub(super) const MOVES: &[(usize, Move)] = &[
    (12, open),
    (4, close),
    (60, add),
    (20, supersede),
    (12, withdraw),
    (60, approve),
    (110, decide),
    (24, reopen),
    (40, assign),
    (16, revoke),
    (12, reject),
    (16, reject_withdraw),
    (14, delegate),
    (9, end_delegation),
    (30, waiver_request),
    (40, waiver_decide),
    (16, waiver_close),
    (8, due),
    (30, notice),
    (1, people),
    (4, token),
    (16, sign_in::link),
    (16, sign_in::session),
    (8, sign_in::end),
    (1, publish),
    (20, directory::any),
    (8, wait),
];

/// Every kind of command, a decision by its own name.
pub(super) const KINDS: &[&str] = &[
    "open",
    "close",
    "add",
    "supersede",
    "withdraw",
    "approve",
    "go",
    "conditional_go",
    "recycle",
    "hold",
    "stop",
    "reopen",
    "assign",
    "revoke",
    "account",
    "token",
    "token_revoke",
    "link",
    "session",
    "session_end",
    "publish",
    "directory_stage",
    "directory_publish",
    "directory_drop",
    "reject",
    "reject_withdraw",
    "delegate",
    "end_delegation",
    "waiver_request",
    "waiver_decide",
    "waiver_close",
    "due",
    "notice",
];

/// The kind of a command. A new one does not compile until it stands here.
pub(super) fn kind_of(command: &Command) -> &'static str {
    match command {
        Command::Access(AccessCommand::AddAccount { .. }) => "account",
        Command::Access(AccessCommand::CreateToken { .. }) => "token",
        Command::Access(AccessCommand::RevokeToken { .. }) => "token_revoke",
        Command::Access(AccessCommand::CreateLink(_)) => "link",
        Command::Access(AccessCommand::StartSession(_)) => "session",
        Command::Access(AccessCommand::EndSession { .. }) => "session_end",
        Command::PublishWorkflow(_) => "publish",
        Command::Directory(DirectoryCommand::Stage { .. }) => "directory_stage",
        Command::Directory(DirectoryCommand::Publish { .. }) => "directory_publish",
        Command::Directory(DirectoryCommand::Drop { .. }) => "directory_drop",
        Command::Initiative(_, command) => match command {
            InitiativeCommand::Open(_) => "open",
            InitiativeCommand::Close(_) => "close",
            InitiativeCommand::AddRecords(_) => "add",
            InitiativeCommand::SupersedeRecord(_) => "supersede",
            InitiativeCommand::WithdrawRecord { .. } => "withdraw",
            InitiativeCommand::Approve(_) => "approve",
            InitiativeCommand::Decide(it) => it.decision.name(),
            InitiativeCommand::Reopen(_) => "reopen",
            InitiativeCommand::RequestWaiver(_) => "waiver_request",
            InitiativeCommand::DecideWaiver(_) => "waiver_decide",
            InitiativeCommand::CloseWaiver { .. } => "waiver_close",
            InitiativeCommand::Reject(_) => "reject",
            InitiativeCommand::WithdrawRejection { .. } => "reject_withdraw",
            InitiativeCommand::DelegateRole { .. } => "delegate",
            InitiativeCommand::EndDelegation { .. } => "end_delegation",
            InitiativeCommand::SetDue(_) => "due",
            InitiativeCommand::Notice(_) => "notice",
            InitiativeCommand::AssignRole { .. } => "assign",
            InitiativeCommand::RevokeRole { .. } => "revoke",
        },
    }
}

/// Mostly who should, sometimes anybody.
pub(super) fn somebody(world: &mut World, should: &[&'static str]) -> Actor {
    let id =
        if world.chance.one_in(8) { *world.chance.of(&PEOPLE) } else { *world.chance.of(should) };
    world.actor(id)
}

fn one(world: &mut World) -> Option<(InitiativeId, Look)> {
    if world.running.is_empty() {
        return None;
    }
    let closed = world.closed.clone().filter(|_| world.chance.one_in(200));
    let id =
        closed.unwrap_or_else(|| world.running[world.chance.below(world.running.len())].clone());
    let look = world.look(&id);
    Some((id, look))
}

/// One of which something is so, if a few tries find any.
pub(super) fn one_with(world: &mut World, is: fn(&Look) -> bool) -> Option<(InitiativeId, Look)> {
    let tries: Vec<_> = (0..12).filter_map(|_| one(world)).collect();
    let fallback = tries.first().cloned();
    tries.into_iter().find(|(_, look)| is(look)).or(fallback)
}

fn ask(by: Actor, id: InitiativeId, command: InitiativeCommand) -> Option<Request> {
    Some(Request::new(by, Command::Initiative(id, command)))
}

pub(super) fn account(id: &str, service: bool) -> Command {
    let kind = if service { AccountKind::Service } else { AccountKind::Person };
    Command::Access(AccessCommand::AddAccount {
        id: person(id),
        kind,
        name: id.into(),
        email: None,
        instance_role: None,
    })
}

/// The most initiatives that run at once, so that much happens in each.
const RUNNING_MAX: usize = 60;

fn open(world: &mut World) -> Option<Request> {
    if world.running.len() >= RUNNING_MAX {
        return if world.chance.one_in(6) { close(world) } else { assign(world) };
    }
    world.opened += 1;
    let twice = world.opened > 1 && world.chance.one_in(12);
    let number = if twice { 1 } else { world.opened };
    let id: InitiativeId = format!("i{number}").parse().unwrap();
    let by = if world.chance.one_in(15) { "hris" } else { "owner" };
    let tailored = |criterion: &str, step| Tailored {
        step,
        criterion: criterion.parse().unwrap(),
        bound: None,
        class: None,
        not_applicable: true,
        reason: "Nobody is asked here".into(),
    };
    let tailoring = match world.chance.below(12) {
        0 => vec![tailored("said", Step::Urgency)],
        1 => vec![tailored("heard", Step::Institute)],
        _ => Vec::new(),
    };
    let mode = world.chance.one_in(4).then_some(Mode::Concurrent);
    let at_step = world.chance.one_in(6).then(|| *world.chance.of(&Step::ALL));
    let open = Open {
        workflow: if world.chance.one_in(20) { "conducd" } else { "conduct" }.parse().unwrap(),
        digest: None,
        title: "At random".into(),
        purpose: None,
        mode,
        owner: None,
        at_step,
        tailoring,
    };
    ask(world.actor(by), id, InitiativeCommand::Open(open))
}

fn close(world: &mut World) -> Option<Request> {
    let (id, _) = one(world)?;
    let reason = if world.chance.one_in(3) { Reason::Achieved } else { Reason::Cost };
    let by = somebody(world, &["owner", "sponsor"]);
    ask(by, id, InitiativeCommand::Close(Close { reason, note: None }))
}

/// The kinds that are recorded here, with what they say.
fn data(world: &mut World) -> (Kind, Value) {
    let n = 1 + world.chance.below(3);
    let example = |kind: Kind| serde_json::from_str::<Value>(kind.row().example).unwrap();
    match world.chance.below(22) {
        0..=5 => (Kind::Need, example(Kind::Need)),
        6..=8 => (Kind::Stance, example(Kind::Stance)),
        9 => (Kind::Indicator, example(Kind::Indicator)),
        10 => (Kind::Pilot, example(Kind::Pilot)),
        11 => {
            let mut waits = example(Kind::Pilot);
            waits["needs_result_of"] = json!([format!("pilot-{n}")]);
            (Kind::Pilot, waits)
        }
        12 | 13 => (Kind::PilotResult, example(Kind::PilotResult)),
        14 | 15 => (Kind::Win, example(Kind::Win)),
        16 => {
            let mut weak = example(Kind::Win);
            weak["level"] = json!(2);
            (Kind::Win, weak)
        }
        17 | 18 => (
            Kind::Verification,
            json!({"win": format!("win-{n}"), "outcome": "confirmed", "how": "Log read"}),
        ),
        19 => (
            Kind::Reverification,
            json!({"win": format!("win-{n}"), "months_after": 6, "outcome": "regressed", "how": "Log read"}),
        ),
        20 => (Kind::AwarenessPulse, example(Kind::AwarenessPulse)),
        _ => {
            let mut wrong = example(Kind::Need);
            wrong["severity"] = json!(9);
            (Kind::Need, wrong)
        }
    }
}

fn add(world: &mut World) -> Option<Request> {
    let (id, _) = one(world)?;
    let (kind, data) = data(world);
    let count = if world.chance.one_in(40) { 0 } else { 1 };
    let record = NewRecord {
        record: Record::parse(kind, &data).unwrap().into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    };
    let by = somebody(world, &["lead", "member", "second", "hris"]);
    ask(by, id, InitiativeCommand::AddRecords(vec![record; count]))
}

fn record(world: &mut World, look: &Look) -> RecordId {
    let there: Vec<RecordId> = look.initiative.records.all().map(|it| it.id).collect();
    match there.is_empty() || world.chance.one_in(10) {
        true => RecordId { kind: Kind::Need, number: 99 },
        false => *world.chance.of(&there),
    }
}

fn supersede(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let record = record(world, &look);
    let there = look.initiative.records.get(record).map(|it| it.record.clone());
    let (kind, other) = data(world);
    let mut with = there.filter(|_| !world.chance.one_in(6));
    // A pilot that comes to wait for itself.
    if record.kind == Kind::Pilot && world.chance.one_in(2) {
        let mut waits: Value = serde_json::from_str(Kind::Pilot.row().example).unwrap();
        waits["needs_result_of"] = json!([record.to_string()]);
        with = Record::parse(Kind::Pilot, &waits).ok().map(Into::into);
    }
    let with = with.unwrap_or_else(|| Record::parse(kind, &other).unwrap().into());
    let by = somebody(world, &["lead", "member", "second"]);
    let command = Supersede { record, with, observed_on: None, reason: "Read again".into() };
    ask(by, id, InitiativeCommand::SupersedeRecord(command))
}

fn withdraw(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let record = record(world, &look);
    let by = somebody(world, &["lead", "member"]);
    let reason = "Heard twice".into();
    ask(by, id, InitiativeCommand::WithdrawRecord { record, reason })
}

fn open_step(world: &mut World, look: &Look) -> Step {
    let open = look.initiative.open_steps();
    if open.is_empty() || world.chance.one_in(10) {
        return *world.chance.of(&Step::ALL);
    }
    *world.chance.of(&open)
}

fn seen(world: &mut World, look: &Look, step: Step) -> Digest {
    if world.chance.one_in(15) {
        return Digest::of(b"something else");
    }
    judge(&look.facts(), step).evidence
}

fn approve(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let (step, criterion, by) = match world.chance.below(10) {
        0 => (open_step(world, &look), "heard", "council"),
        1 => (open_step(world, &look), "agred", "council"),
        2..=5 => (Step::Vision, "counted", "finance"),
        _ => (Step::Coalition, "agreed", "council"),
    };
    let seen = seen(world, &look, step);
    let by = somebody(world, &[by]);
    let criterion = criterion.parse().unwrap();
    ask(by, id, InitiativeCommand::Approve(Approve { step, criterion, seen, comment: None }))
}

fn decide(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let step = open_step(world, &look);
    let report = judge(&look.facts(), step);
    let today = look.now.date();
    let until = |days: i64| today.saturating_add(Span::new().days(days));
    let likely = match report.verdict {
        Verdict::OpenWithConditions => Decision::ConditionalGo,
        _ => Decision::Go,
    };
    let decision = match world.chance.below(24) {
        0 => Decision::Hold { until: until(5) },
        1 => Decision::Hold { until: until(-1) },
        2 | 3 => Decision::Recycle { to: *world.chance.of(&Step::ALL) },
        4 if world.chance.one_in(2) => Decision::Stop { reason: Reason::Cost },
        5 => Decision::ConditionalGo,
        6 => Decision::Go,
        _ => likely,
    };
    let owed = decision == Decision::ConditionalGo && !world.chance.one_in(6);
    let obligation = |criterion: &str| Obligation {
        criterion: criterion.parse().unwrap(),
        owner: person("lead"),
        due_on: until(20),
        text: None,
    };
    let obligations = if owed { vec![obligation("said")] } else { Vec::new() };
    let seen = Some(seen(world, &look, step));
    let by = somebody(world, &["sponsor", "sponsor", "deputy"]);
    let rationale = Some("We have looked at it".into());
    let decide = Decide { step, decision, seen, rationale, obligations, redo: Vec::new() };
    ask(by, id, InitiativeCommand::Decide(decide))
}

fn reopen(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let passed: Vec<Step> = Step::ALL
        .into_iter()
        .filter(|step| look.initiative.step(*step).state.name() == StateName::Passed)
        .collect();
    let step = if passed.is_empty() { Step::Wins } else { *world.chance.of(&passed) };
    let by = somebody(world, &["sponsor"]);
    let reason = "A unit has joined".into();
    ask(by, id, InitiativeCommand::Reopen(Reopen { step, reason, redo: Vec::new() }))
}

const ROLES: [(&str, &str); 9] = [
    ("sponsor", "sponsor"),
    ("deputy", "sponsor"),
    ("lead", "lead"),
    ("member", "member"),
    ("second", "member"),
    ("council", "works_council"),
    ("finance", "finance"),
    ("viewer", "viewer"),
    ("hris", "member"),
];

fn assign(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let held = |(who, role): &(&str, &str)| {
        look.initiative
            .roles
            .get(&person(who))
            .is_some_and(|it| it.contains(&role.parse().unwrap()))
    };
    let open: Vec<_> = ROLES.iter().filter(|it| !held(it)).collect();
    let (who, role) = match (world.chance.below(12), &open[..]) {
        (0, _) => ("second", "works_council"),
        (1, _) => ("member", "works_counsil"),
        (2, _) | (_, []) => *world.chance.of(&ROLES),
        (3, _) => ("hris", "sponsor"),
        (_, open) => **world.chance.of(open),
    };
    let by = somebody(world, &["owner"]);
    let (who, role) = (person(who), role.parse().unwrap());
    ask(by, id, InitiativeCommand::AssignRole { person: who, role })
}

fn revoke(world: &mut World) -> Option<Request> {
    let (id, _) = one(world)?;
    let (who, role) = match world.chance.below(8) {
        0 => ("owner", "owner"),
        1..=4 => ("viewer", "viewer"),
        _ => *world.chance.of(&ROLES),
    };
    let by = somebody(world, &["owner"]);
    let (who, role) = (person(who), role.parse().unwrap());
    ask(by, id, InitiativeCommand::RevokeRole { person: who, role })
}

fn people(world: &mut World) -> Option<Request> {
    let number = world.chance.below(1_000_000);
    let name = if world.chance.one_in(10) { "lead".into() } else { format!("p{number}") };
    let by = somebody(world, &["admin"]);
    Some(Request::new(by, account(&name, world.chance.one_in(5))))
}

fn token(world: &mut World) -> Option<Request> {
    let access = world.engine.access();
    let by = somebody(world, &["admin"]);
    let held: Vec<_> = access.tokens.keys().cloned().collect();
    let command = if world.chance.one_in(2) {
        let number = world.chance.below(1_000_000_000);
        AccessCommand::CreateToken {
            token: format!("t{number}").parse().unwrap(),
            holder: person(PEOPLE[world.chance.below(9)]),
            hash: Digest::of(&number.to_le_bytes()),
            label: "At random".into(),
        }
    } else {
        AccessCommand::RevokeToken { token: world.chance.of(&held).clone() }
    };
    Some(Request::new(by, Command::Access(command)))
}

fn publish(world: &mut World) -> Option<Request> {
    world.workflows += 1;
    let holds = !world.chance.one_in(20);
    let text = source(&format!("conduct-{}", world.workflows), holds);
    let workflow = Workflow::parse(&text, Strictness::Strict).unwrap();
    let by = somebody(world, &["admin"]);
    Some(Request::new(by, Command::PublishWorkflow(Box::new(workflow))))
}

fn approved_at(world: &mut World) -> (Step, &'static str, &'static str) {
    match world.chance.below(10) {
        0 => (Step::Wins, "heard", "council"),
        1..=5 => (Step::Vision, "counted", "finance"),
        _ => (Step::Coalition, "agreed", "council"),
    }
}

fn reject(world: &mut World) -> Option<Request> {
    let (id, _) = one(world)?;
    let (step, criterion, by) = approved_at(world);
    let by = somebody(world, &[by]);
    let reason = "The figures are of last year".into();
    let criterion = criterion.parse().unwrap();
    ask(by, id, InitiativeCommand::Reject(Reject { step, criterion, reason }))
}

fn reject_withdraw(world: &mut World) -> Option<Request> {
    let (id, look) = one_with(world, |look| !look.initiative.rejections.is_empty())?;
    let (mut step, criterion, by) = approved_at(world);
    let mut criterion = criterion.parse().unwrap();
    // Mostly one that is there.
    if let Some(it) = look.initiative.rejections.first() {
        (step, criterion) = (it.step, it.criterion.clone());
    }
    let by = match look.initiative.rejections.first() {
        Some(it) if !world.chance.one_in(4) => Actor::Person(it.by.clone()),
        _ => somebody(world, &[by]),
    };
    ask(by, id, InitiativeCommand::WithdrawRejection { step, criterion })
}

const DELEGATED: [(&str, &str); 4] = [
    ("sponsor", "sponsor"),
    ("council", "works_council"),
    ("finance", "finance"),
    ("lead", "lead"),
];

fn delegate(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let (from, role) = *world.chance.of(&DELEGATED);
    let to = *world.chance.of(&["member", "second", "viewer", "deputy", "lead", "stranger"]);
    let by = if world.chance.one_in(12) { "viewer" } else { from };
    let days = if world.chance.one_in(10) { 200 } else { 30 };
    let until = look.now.date().saturating_add(Span::new().days(days));
    let by = somebody(world, &[by]);
    let (role, to) = (role.parse().unwrap(), person(to));
    ask(by, id, InitiativeCommand::DelegateRole { role, to, until })
}

fn end_delegation(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let (mut from, mut role) = (person("sponsor"), "sponsor".parse().unwrap());
    if let Some(it) = look.initiative.delegations.first() {
        (from, role) = (it.from.clone(), it.role.clone());
    }
    let by = somebody(world, &["owner"]);
    ask(by, id, InitiativeCommand::EndDelegation { role, from: Some(from) })
}

fn waiver_request(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let mut step = Step::Enable;
    let criterion = match world.chance.below(14) {
        0 => {
            step = open_step(world, &look);
            "heard"
        }
        _ => "tried",
    };
    let before = look.initiative.waivers.all().last().map(|it| it.id);
    let renews = before.filter(|_| world.chance.one_in(2));
    let days = if world.chance.one_in(12) { 90 } else { 3 };
    let expires_on = look.now.date().saturating_add(Span::new().days(days));
    let by = somebody(world, &["lead", "member", "sponsor"]);
    let reason = "Two plants are closed until April".into();
    let criterion = criterion.parse().unwrap();
    let request = RequestWaiver { step, criterion, reason, expires_on, renews };
    ask(by, id, InitiativeCommand::RequestWaiver(request))
}

fn a_waiver(world: &mut World, look: &Look) -> Option<WaiverId> {
    let all: Vec<WaiverId> = look.initiative.waivers.all().iter().map(|it| it.id).collect();
    if all.is_empty() || world.chance.one_in(20) {
        return world.chance.one_in(6).then_some(WaiverId(99));
    }
    // Mostly the newest.
    if world.chance.one_in(4) { Some(*world.chance.of(&all)) } else { all.last().copied() }
}

fn waiver_decide(world: &mut World) -> Option<Request> {
    let (id, look) = one_with(world, |look| {
        look.initiative.waivers.all().iter().any(|it| it.decided.is_none() && it.closed.is_none())
    })?;
    let waiver = a_waiver(world, &look)?;
    let grant = !world.chance.one_in(5);
    let decision = if grant { WaiverDecision::Grant } else { WaiverDecision::Refuse };
    let by = somebody(world, &["sponsor", "deputy"]);
    let command = DecideWaiver { waiver, decision, comment: None };
    ask(by, id, InitiativeCommand::DecideWaiver(command))
}

fn waiver_close(world: &mut World) -> Option<Request> {
    let (id, look) = one_with(world, |look| {
        look.initiative.waivers.all().last().is_some_and(|it| it.closed.is_none())
    })?;
    let waiver = a_waiver(world, &look)?;
    let by = somebody(world, &["sponsor", "lead", "member", "deputy"]);
    let reason = "They have tried it after all".into();
    ask(by, id, InitiativeCommand::CloseWaiver { waiver, reason })
}

fn due(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let step = open_step(world, &look);
    let days = i64::try_from(world.chance.below(12)).unwrap();
    let due_on = Some(look.now.date().saturating_add(Span::new().days(days)));
    let by = somebody(world, &["lead", "sponsor", "owner"]);
    let due = SetDue { step, due_on, warn_days: None, escalate_days: None };
    ask(by, id, InitiativeCommand::SetDue(due))
}

/// What windrose itself asks for: that the day of something has come.
fn notice(world: &mut World) -> Option<Request> {
    let (id, look) = one(world)?;
    let notices = windrose_core::rules::notices::due(&look.facts());
    let notice = notices.first()?.clone();
    ask(Actor::System, id, InitiativeCommand::Notice(notice))
}

/// Time passes; nothing is asked for.
fn wait(world: &mut World) -> Option<Request> {
    let hours = i64::try_from(world.chance.below(30)).unwrap();
    let later = world.engine.now().at.checked_add(Span::new().hours(hours)).unwrap();
    world.clock.set(later);
    None
}
