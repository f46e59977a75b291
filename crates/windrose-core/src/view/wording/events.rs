//! What happened, a line each.

use crate::rules::access::AccountKind;
use crate::rules::command::{Decision, Reason};
use crate::rules::event::{Event, GateDecided};
use crate::rules::ids::{PersonId, RoleName};
use crate::rules::record::Record;
use crate::rules::role::InstanceRole;
use crate::rules::step::{Mode, Step};

use super::formats::date;
use super::messages::{Join, list, plain, say, step};
use super::step_title;
use super::time::noticed;
use super::words::{kind_summary, role_name, step_name};

/// The longest text of somebody's own that a line quotes, in characters.
const QUOTED_LENGTH_MAX: usize = 160;

/// The most steps or criteria that a line names.
const STEPS_MAX: usize = 8;

/// A line of a timeline.
///
/// It quotes the reasons and comments that people gave, so whoever may not see a record is not to be shown its lines.
/// What a record says, and people's names and addresses, are never in it: names live in the stream `access` only.
pub fn event(event: &Event) -> String {
    match event {
        Event::InitiativeOpened(it) => {
            let id = match it.mode {
                Mode::Sequential => "event-opened-sequential",
                Mode::Concurrent => "event-opened-concurrent",
            };
            say!(id, title = quoted(&it.title), workflow = it.workflow.as_str())
        }
        Event::InitiativeClosed { reason: why, note } => {
            with_note(say!("event-closed", reason = reason(*why)), note.as_deref())
        }
        Event::RecordAdded(it) => {
            let summary = match &*it.record {
                Record::Custom(custom) => custom.of_type.to_string(),
                _ => plain(&kind_summary(it.id.kind), QUOTED_LENGTH_MAX),
            };
            say!("event-recorded", record = it.id.to_string(), summary = summary)
        }
        Event::RecordSuperseded(it) => say!(
            "event-superseded",
            record = it.id.to_string(),
            revision = it.revision,
            reason = quoted(&it.reason)
        ),
        Event::RecordWithdrawn { record, reason } => {
            say!("event-withdrawn", record = record.to_string(), reason = quoted(reason))
        }
        Event::StepOpened { step: at } => {
            say!("event-step-opened", step = step(*at), title = step_title(*at))
        }
        Event::StepTakenOver { step: at } => say!("event-step-taken-over", step = step(*at)),
        Event::StepReopened { step: at, reason, redo, on_behalf_of } => {
            let (at, reason) = (step(*at), quoted(reason));
            let line = if redo.is_empty() {
                say!("event-step-reopened", step = at, reason = reason)
            } else {
                let redo = list(Join::And, redo, STEPS_MAX);
                say!("event-step-reopened-redo", step = at, reason = reason, redo = redo)
            };
            match on_behalf_of {
                Some(holder) => say!("event-for", line = line, holder = holder.as_str()),
                None => line,
            }
        }
        Event::StepsUnsettled { stale, waiting } => {
            let named =
                |steps: &[Step]| list(Join::And, steps.iter().map(|it| step_name(*it)), STEPS_MAX);
            match (stale.is_empty(), waiting.is_empty()) {
                (_, true) => say!("event-steps-stale", steps = named(stale)),
                (true, false) => say!("event-steps-waiting", steps = named(waiting)),
                _ => say!("event-steps-unsettled", stale = named(stale), waiting = named(waiting)),
            }
        }
        Event::StepDueSet { step: at, due: None } => say!("event-due-taken", step = step(*at)),
        Event::StepDueSet { step: at, due: Some(due) } => say!(
            "event-due-set",
            step = step(*at),
            due = date(due.due_on),
            warn = due.warn_days,
            escalate = due.escalate_days
        ),
        Event::Noticed(it) => noticed(it),
        Event::GateApproved(it) => {
            let line = say!(
                "event-approved",
                criterion = it.criterion.as_str(),
                step = step_name(it.step),
                role = in_role(&it.role, it.on_behalf_of.as_ref())
            );
            with_note(line, it.comment.as_deref())
        }
        Event::GateRejected(it) => say!(
            "event-rejected",
            criterion = it.criterion.as_str(),
            step = step_name(it.step),
            role = in_role(&it.role, it.on_behalf_of.as_ref()),
            reason = quoted(&it.reason)
        ),
        Event::GateRejectionWithdrawn { step, criterion } => {
            let criterion = criterion.as_str();
            say!("event-rejection-withdrawn", criterion = criterion, step = step_name(*step))
        }
        Event::GateDecided(it) => decided(it),
        Event::WaiverRequested(it) => {
            let id = match it.renews {
                None => "event-waiver-requested",
                Some(_) => "event-waiver-renewal",
            };
            say!(
                id,
                waiver = it.waiver.to_string(),
                criterion = it.criterion.as_str(),
                step = step_name(it.step),
                until = date(it.expires_on),
                reason = quoted(&it.reason),
                renews = it.renews.map(|it| it.to_string()).unwrap_or_default()
            )
        }
        Event::WaiverDecided(it) => {
            let line = say!(
                "event-waiver-decided",
                waiver = it.waiver.to_string(),
                decision = it.decision.name(),
                role = role_name(&it.role)
            );
            with_note(line, it.comment.as_deref())
        }
        Event::WaiverClosed { waiver, reason } => {
            say!("event-waiver-closed", waiver = waiver.to_string(), reason = quoted(reason))
        }
        Event::RoleAssigned { person, role } => {
            say!("event-role-assigned", person = person.as_str(), role = role_name(role))
        }
        Event::RoleRevoked { person, role } => {
            say!("event-role-revoked", person = person.as_str(), role = role_name(role))
        }
        Event::RoleDelegated { role, from, to, until } => say!(
            "event-role-delegated",
            to = to.as_str(),
            from = from.as_str(),
            role = role_name(role),
            until = date(*until)
        ),
        Event::RoleDelegationEnded { role, from } => {
            say!("event-role-delegation-ended", from = from.as_str(), role = role_name(role))
        }
        Event::AccountAdded { id, kind, instance_role, .. } => {
            let message = match kind {
                AccountKind::Person => "event-person-added",
                AccountKind::Service => "event-service-added",
            };
            let rank = match instance_role {
                None => "none",
                Some(InstanceRole::Admin) => "admin",
                Some(InstanceRole::Auditor) => "auditor",
            };
            say!(message, id = id.as_str(), rank = rank)
        }
        Event::TokenCreated { token, holder, .. } => {
            say!("event-token-created", token = token.as_str(), holder = holder.as_str())
        }
        Event::TokenRevoked { token } => say!("event-token-revoked", token = token.as_str()),
        Event::LinkCreated(it) => match &it.pilot {
            None => say!("event-link-created", person = it.person.as_str()),
            Some(pilot) => say!(
                "event-invited",
                person = it.person.as_str(),
                pilot = pilot.pilot.to_string(),
                initiative = pilot.initiative.as_str()
            ),
        },
        Event::SessionStarted(it) => say!("event-session-started", person = it.person.as_str()),
        Event::SessionEnded { session } => say!("event-session-ended", session = session.as_str()),
        Event::WorkflowPublished { name, .. } => {
            say!("event-workflow-published", workflow = name.as_str())
        }
        Event::DirectoryStaged(it) => {
            say!("event-directory-staged", rows = it.count, import = it.import.as_str())
        }
        Event::DirectoryPublished(it) => {
            say!("event-directory-published", import = it.import.as_str())
        }
        Event::DirectoryImportDropped { import } => {
            say!("event-directory-dropped", import = import.as_str())
        }
    }
}

fn decided(it: &GateDecided) -> String {
    let decision = match it.decision {
        Decision::Go => say!("decision-go"),
        Decision::ConditionalGo => {
            let owed = it.obligations.iter().map(|owed| {
                say!(
                    "decision-owed",
                    owner = owed.owner.as_str(),
                    criterion = owed.criterion.as_str(),
                    due = date(owed.due_on)
                )
            });
            say!("decision-conditional-go", owed = list(Join::And, owed, STEPS_MAX))
        }
        Decision::Recycle { to } => say!("decision-recycle", to = step(to)),
        Decision::Hold { until } => say!("decision-hold", until = date(until)),
        Decision::Stop { reason: why } => say!("decision-stop", reason = reason(why)),
    };
    let id = if it.one_person { "event-decided-by-lead" } else { "event-decided" };
    let role = in_role(&it.role, it.on_behalf_of.as_ref());
    let line = say!(id, step = step_name(it.step), decision = decision, role = role);
    with_note(line, it.rationale.as_deref())
}

/// The role in which somebody acted, and for whom.
fn in_role(role: &RoleName, on_behalf_of: Option<&PersonId>) -> String {
    match on_behalf_of {
        Some(holder) => say!("hand-for", by = role_name(role), holder = holder.as_str()),
        None => role_name(role),
    }
}

/// Why an initiative was closed.
pub(super) fn reason(reason: Reason) -> String {
    say!(&format!("reason-{}", reason.name()))
}

/// A line with what somebody added to it.
fn with_note(line: String, note: Option<&str>) -> String {
    match note.map(quoted) {
        Some(note) if !note.is_empty() => say!("event-with-note", line = line, note = note),
        _ => line,
    }
}

fn quoted(text: &str) -> String {
    plain(text, QUOTED_LENGTH_MAX)
}
