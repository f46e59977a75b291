//! What holds of everything that was accepted.

use jiff::tz::TimeZone;
use windrose::compose;
use windrose_core::engine::{AsOf, Done, Look, Request};
use windrose_core::journal::{Commit, Stream};
use windrose_core::rules::coalition::analysis::AtOnce;
use windrose_core::rules::command::{Command, Decision, InitiativeCommand};
use windrose_core::rules::criterion::Class;
use windrose_core::rules::event::{Event, GateDecided};
use windrose_core::rules::facts::Facts;
use windrose_core::rules::gate::{evidence_records, judge};
use windrose_core::rules::initiative::{Initiative, Phase};
use windrose_core::rules::outline::Outline;
use windrose_core::rules::receipt::{Receipt, Verified};
use windrose_core::rules::record::Record;
use windrose_core::rules::role::Actor;
use windrose_core::rules::summary::summary;

use super::super::kept::reads_back;
use super::world::World;

/// No gate is passed with a `must` missing that is neither waived nor owed; nobody approves, verifies or decides upon
/// their own.
pub(super) fn check_accepted(request: &Request, before: Option<&Look>, done: &Done) {
    for event in &done.events {
        if let Event::GateDecided(decided) = event {
            check_decided(decided);
        }
    }
    let Command::Initiative(_, command) = &request.command else { return };
    if let InitiativeCommand::Notice(_) = command {
        assert_eq!(request.actor, Actor::System, "only windrose notices");
        return;
    }
    let Some(actor) = request.actor.person() else {
        let may = matches!(
            command,
            InitiativeCommand::AddRecords(_)
                | InitiativeCommand::SupersedeRecord(_)
                | InitiativeCommand::WithdrawRecord { .. }
        );
        assert!(may, "a service did {command:?}");
        return;
    };
    let Some(before) = before else { return };
    let records = &before.initiative.records;
    match command {
        InitiativeCommand::Approve(it) => {
            let gate = before.workflow.gate(it.step);
            let facts = before.facts();
            let own = evidence_records(&facts, gate).any(|stored| stored.is_by(actor));
            assert!(!own, "{actor} approved evidence of their own");
        }
        InitiativeCommand::AddRecords(new) => {
            for it in new {
                if let Record::Verification(it) = &*it.record {
                    assert!(
                        !records.get(it.win).unwrap().is_by(actor),
                        "{actor} verified their own"
                    );
                }
            }
        }
        InitiativeCommand::DecideWaiver(it) => {
            let asked = before.initiative.waivers.get(it.waiver);
            assert!(asked.unwrap().by.person() != Some(actor), "{actor} judged their own waiver");
        }
        InitiativeCommand::Decide(_) => {
            let leads = before.facts().bases_of(actor).any(|it| it.name() == "lead");
            assert!(!leads, "{actor} leads and decided");
        }
        _ => {}
    }
}

fn check_decided(decided: &GateDecided) {
    if !matches!(decided.decision, Decision::Go | Decision::ConditionalGo) {
        return;
    }
    for finding in decided.receipt.findings.iter().filter(|it| it.class == Class::Must) {
        let owed = decided.obligations.iter().any(|it| it.criterion == finding.criterion);
        assert!(finding.status.lets_pass() || owed, "passed without {finding:?}");
    }
}

/// Reads everything again: every receipt verifies, what a second engine makes of the journal is what the first one
/// shows, and what is shown as of a version is what there was then.
pub(super) fn audit(world: &World) {
    let again = compose::engine(world.journal.clone(), world.clock.clone(), TimeZone::UTC).unwrap();
    let all = world.engine.initiatives(&Actor::System, None, usize::MAX);
    assert!(all.len() > 500, "{} initiatives", all.len());
    let (mut receipts, mut compared) = (0_usize, 0_usize);
    for (number, live) in all.iter().enumerate() {
        let look = world.look(&live.id);
        let told = again.look(&live.id, &Actor::System, None).unwrap();
        let shown = text(&look.initiative);
        assert_eq!(shown, text(&told.initiative), "{} after a restart", live.id);
        assert_eq!(Outline::of(&look.initiative).as_ref(), Some(live.as_ref()));
        let stream = Stream::Initiative(live.id.clone());
        let commits = world.journal.read_stream(&stream, 1, usize::MAX).unwrap();
        let mut then = Initiative::unopened(live.id.clone());
        let mut outlined = then.clone();
        for (index, placed) in commits.iter().enumerate() {
            for event in &placed.commit.events {
                if let Event::GateDecided(it) = event {
                    verify(&look, &then, &it.receipt);
                    receipts += 1;
                }
            }
            for event in &placed.commit.events {
                let Commit { version, at, by, .. } = &placed.commit;
                then.apply(*version, *at, by, event);
                outlined.apply_outline(*version, *at, by, event);
            }
            assert_eq!(Outline::of(&outlined), Outline::of(&then));
            // One version of each initiative is read as of then; which one differs.
            if index == number % commits.len() && then.phase != Phase::Unopened {
                let version = AsOf::Version(then.version);
                let then_read = world.engine.look(&live.id, &Actor::System, Some(version)).unwrap();
                assert_eq!(text(&then), text(&then_read.initiative), "{} as of then", live.id);
                reads_back(&then);
                let facts = Facts { initiative: &then, ..look.facts() };
                reads_back(&summary(&facts).unwrap());
                compared += 1;
            }
        }
    }
    assert!(receipts > 5_000 && compared > 500, "{receipts} receipts, {compared} versions");
}

fn verify(look: &Look, then: &Initiative, receipt: &Receipt) {
    let mut now = look.now.clone();
    now.at = receipt.at;
    let facts = Facts {
        initiative: then,
        workflow: &look.workflow,
        access: &look.access,
        directory: &look.directory,
        graphs: &AtOnce,
        now: &now,
        actor: &look.actor,
    };
    assert_eq!(then.version, receipt.version, "{}", then.id);
    let again = Receipt::of(&judge(&facts, receipt.step), look.workflow.digest, receipt.at);
    let verified = receipt.verify(&again);
    assert_eq!(verified, Verified::Same, "{} at {}", then.id, receipt.version);
}

fn text(initiative: &Initiative) -> String {
    format!("{initiative:?}")
}
