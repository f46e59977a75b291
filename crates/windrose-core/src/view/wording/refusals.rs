//! Why something was refused: what stands in the way, who can do something about it, and with which call.

use crate::rules::access::Spent;
use crate::rules::fixed::Fixed;
use crate::rules::ids::{PersonId, RoleName};
use crate::rules::pilots::Stage;
use crate::rules::refusal::{FourEyes, Refusal, Thing};
use crate::rules::role::Permission;
use crate::rules::step::{StateName, Step};

use super::blocked;
use super::findings::{nobody_holds, people, roles as any_role};
use super::formats::date;
use super::messages::{Join, NAMED_MAX, list, plain, say, step};
use super::pilots::stage_name;
use super::problems::{field_faults, workflow_faults};
use super::showing::not_shown;
use super::words::{kind_name, may, role_name, step_name};

/// The longest name that is repeated to whoever gave it, in characters.
const GIVEN_LENGTH_MAX: usize = 80;

/// A refusal in a sentence or two for a person.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Forbidden { permission, roles, holders } => forbidden(*permission, roles, holders),
        Refusal::AdminOnly { what } => say!("admin-only", what = may(what)),
        Refusal::PersonsOnly { what } => say!("persons-only", what = may(what)),
        Refusal::RoleNeeded { what, roles, holders } => {
            let id = if holders.is_empty() { "role-needed-nobody" } else { "role-needed" };
            let role = any_role(roles);
            say!(id, what = may(what), role = role, holders = either(holders))
        }
        Refusal::FourEyes { rule, roles, others } => {
            let id = four_eyes(*rule, others.is_empty());
            say!(id, role = any_role(roles), others = either(others))
        }
        Refusal::NotFound { what, given, nearest } => not_found(*what, given, nearest),
        Refusal::Exists { what, name } => {
            say!(
                "exists",
                thing = what.name(),
                name = plain(name, GIVEN_LENGTH_MAX),
                words = say!(&format!("thing-{}", what.name()))
            )
        }
        Refusal::GateBlocked(report) => say!("gate-blocked", blocked = blocked(report)),
        Refusal::NoConditions(report) if report.verdict.allows_go() => {
            say!("no-conditions-open", step = step(report.step))
        }
        Refusal::NoConditions(report) => {
            say!("no-conditions-blocked", blocked = blocked(report))
        }
        Refusal::NotOwed { criteria } => {
            say!("not-owed", criteria = all_names(criteria))
        }
        Refusal::NoMustLeft { steps } => {
            say!("no-must-left", n = steps.len(), steps = all_steps(steps))
        }
        Refusal::RecycleForward { step: at, to } => {
            say!("recycle-forward", step = step(*at), to = step_name(*to))
        }
        Refusal::EarlierFirst { step: at, earlier } => {
            let named = all_steps(earlier);
            say!("earlier-first", step = step(*at), n = earlier.len(), earlier = capital(&named))
        }
        Refusal::StepState { step: at, state, open } => step_state(*at, *state, open),
        Refusal::StepPassed { step: at } => say!("step-passed", step = capital(&step(*at))),
        Refusal::EvidenceChanged { step: at, seen, .. } => {
            let id = if seen.is_some() { "evidence-changed" } else { "evidence-unseen" };
            say!(id, step = step(*at))
        }
        Refusal::ApprovedAlready { criterion, by: None } => {
            say!("approved-already", criterion = criterion.as_str())
        }
        Refusal::ApprovedAlready { criterion, by: Some(by) } => {
            say!("approved-already-by", criterion = criterion.as_str(), by = by.as_str())
        }
        Refusal::NotRejected { criterion, by } => {
            let id = if by.is_empty() { "not-rejected-nobody" } else { "not-rejected" };
            say!(id, criterion = criterion.as_str(), by = people(by))
        }
        Refusal::NotDelegable { role, roles } => {
            let id = if roles.is_empty() { "not-delegable-none" } else { "not-delegable" };
            say!(
                id,
                role = role_name(role),
                roles = list(Join::And, roles.iter().map(role_name), NAMED_MAX)
            )
        }
        Refusal::DelegatedFurther { role, holders } => {
            say!("delegated-further", role = role_name(role), holders = either(holders))
        }
        Refusal::HoldsAlready { person, role } => {
            say!("holds-already", person = person.as_str(), role = role_name(role))
        }
        Refusal::NoDelegation { person, role } => {
            say!("no-delegation", person = person.as_str(), role = role_name(role))
        }
        Refusal::NotAnApproval { criterion, approvals } => {
            let id = if approvals.is_empty() { "no-approval-here" } else { "not-an-approval" };
            say!(id, criterion = criterion.as_str(), approvals = either_name(approvals))
        }
        Refusal::NotWaivable { criterion, waivable } => {
            let id = if waivable.is_empty() { "no-waivable-here" } else { "not-waivable" };
            say!(id, criterion = criterion.as_str(), waivable = either_name(waivable))
        }
        Refusal::WaiverThere { criterion, waiver, pending } => {
            let id = if *pending { "waiver-pending" } else { "waiver-renew" };
            say!(id, criterion = criterion.as_str(), waiver = waiver.to_string())
        }
        Refusal::NotRenewable { waiver, instead } => {
            let instead = instead.map_or_else(|| "none".to_owned(), |it| it.to_string());
            say!("not-renewable", waiver = waiver.to_string(), instead = instead)
        }
        Refusal::RenewedOnce { waiver } => say!("renewed-once", waiver = waiver.to_string()),
        Refusal::WaiverStands { waiver, state } => {
            say!("waiver-stands", waiver = waiver.to_string(), state = state.name())
        }
        Refusal::NotYourWaiver { waiver, may } => {
            say!("not-your-waiver", waiver = waiver.to_string(), may = either(may))
        }
        Refusal::Closed { initiative } => say!("closed", initiative = initiative.as_str()),
        Refusal::NotAchieved { open } => {
            say!("not-achieved", n = open.len(), steps = all_steps(open))
        }
        Refusal::Invalid { faults } => say!("invalid", faults = field_faults(faults)),
        Refusal::HowMany { given: 0, most } => say!("none-given", most = *most),
        Refusal::HowMany { given, most } => say!("too-many-given", given = *given, most = *most),
        Refusal::Withdrawn { record } => say!("withdrawn", record = record.to_string()),
        Refusal::NotShown { win, lacks } => not_shown(&win.to_string(), lacks),
        Refusal::OtherKind { record, given } => {
            let kind = kind_name(record.kind, Fixed::ONE);
            say!("other-kind", record = record.to_string(), kind = kind, given = *given)
        }
        Refusal::Excluded { kind, workflow } => {
            let many = kind_name(*kind, Fixed::whole(2));
            say!("excluded", kind = kind.name(), many = many, workflow = workflow.as_str())
        }
        Refusal::PilotCycle(cycle) => pilot_cycle(&cycle.members),
        Refusal::HoldInThePast { until } => say!("hold-in-the-past", until = date(*until)),
        Refusal::RoleUnchanged { person, role } => {
            say!("role-unchanged", person = person.as_str(), role = role_name(role))
        }
        Refusal::RoleFull { role, most, holders } => {
            say!("role-full", role = role_name(role), most = *most, holders = people(holders))
        }
        Refusal::LastOwner { person } => say!("last-owner", person = person.as_str()),
        Refusal::BadWorkflow { faults } => {
            say!("bad-workflow", n = faults.len(), faults = workflow_faults(faults))
        }
        Refusal::TokenRevoked { token } => say!("token-revoked-already", token = token.as_str()),
        Refusal::LastAdminToken { token } => say!("last-admin-token", token = token.as_str()),
        Refusal::LinkSpent { why: Spent::Used } => say!("link-used"),
        Refusal::LinkSpent { why: Spent::Expired } => say!("link-expired"),
        Refusal::LinkSpent { why: Spent::Unknown } => say!("link-unknown"),
        Refusal::MayNotRecord { person, initiative } => {
            say!("may-not-record", person = person.as_str(), initiative = initiative.as_str())
        }
        Refusal::TooManyRows { given, most } => {
            say!("too-many-rows", given = *given, most = *most)
        }
        Refusal::RowsNotNext { import, given, next } => {
            say!("rows-not-next", import = import.as_str(), given = *given, next = *next)
        }
        Refusal::ImportsOpen { open } => {
            say!("imports-open", open = list(Join::And, open, NAMED_MAX))
        }
        Refusal::ImportOvertaken { import, published } => {
            say!("import-overtaken", import = import.as_str(), published = published.as_str())
        }
        Refusal::ImportEmpty { import } => say!("import-empty", import = import.as_str()),
        Refusal::ImportUnfit { import, loose, units } => {
            say!("import-unfit", import = import.as_str(), loose = *loose, units = *units)
        }
        Refusal::ManyLeave { import, left, of } => {
            say!("many-leave", import = import.as_str(), left = *left, of = *of)
        }
    }
}

/// The method to call next, or nothing.
pub fn advice(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Forbidden { .. }
        | Refusal::RoleNeeded { .. }
        | Refusal::LastOwner { .. }
        | Refusal::MayNotRecord { .. } => "role_assign",
        Refusal::TooManyRows { .. } | Refusal::RowsNotNext { .. } => "directory_import",
        Refusal::ImportsOpen { .. } | Refusal::ImportOvertaken { .. } => "directory_drop",
        Refusal::ImportEmpty { .. } | Refusal::ImportUnfit { .. } | Refusal::ManyLeave { .. } => {
            "directory_preview"
        }
        Refusal::FourEyes { others, .. } if others.is_empty() => "role_assign",
        Refusal::FourEyes { rule, .. } => four_eyes_method(*rule),
        // With the right name the same call will do.
        Refusal::NotFound { what: Thing::Record, nearest, .. } if !nearest.is_empty() => "",
        Refusal::NotFound { what, .. } => match what {
            Thing::Initiative => "initiative_list",
            Thing::Person => "person_add",
            Thing::Role => "workflow_get",
            Thing::Record => "record_add",
            Thing::Workflow => "workflow_list",
            Thing::Criterion => "gate_explain",
            Thing::Token => "token_create",
            Thing::Waiver => "waiver_list",
            Thing::Link | Thing::Session => "login_create",
            Thing::Import => "directory_import",
            Thing::Unit => "directory_read",
        },
        Refusal::Exists { what: Thing::Initiative, .. } => "initiative_list",
        Refusal::Exists { what: Thing::Workflow, .. } => "workflow_list",
        Refusal::NotOwed { .. } | Refusal::RecycleForward { .. } | Refusal::EarlierFirst { .. } => {
            "gate_decide"
        }
        Refusal::GateBlocked(_)
        | Refusal::NoConditions(_)
        | Refusal::StepState { .. }
        | Refusal::EvidenceChanged { .. }
        | Refusal::ApprovedAlready { .. }
        | Refusal::NotRejected { .. }
        | Refusal::NotAnApproval { .. }
        | Refusal::NotAchieved { .. } => "gate_explain",
        Refusal::Closed { .. } | Refusal::NoMustLeft { .. } => "initiative_open",
        Refusal::WaiverThere { pending: true, .. } => "waiver_decide",
        Refusal::WaiverThere { .. } | Refusal::NotRenewable { .. } => "waiver_request",
        Refusal::NotWaivable { .. } | Refusal::RenewedOnce { .. } => "gate_explain",
        Refusal::WaiverStands { .. } | Refusal::NotYourWaiver { .. } => "waiver_list",
        Refusal::HowMany { .. }
        | Refusal::Withdrawn { .. }
        | Refusal::NotShown { .. }
        | Refusal::OtherKind { .. } => "record_add",
        Refusal::Excluded { .. } => "workflow_get",
        Refusal::NotDelegable { .. } => "role_assign",
        Refusal::DelegatedFurther { .. } | Refusal::HoldsAlready { .. } => "role_delegate",
        Refusal::NoDelegation { .. } => "initiative_get",
        Refusal::RoleFull { .. } => "role_revoke",
        Refusal::PilotCycle(_) => "record_supersede",
        Refusal::HoldInThePast { .. } => "gate_decide",
        Refusal::StepPassed { .. } => "step_reopen",
        Refusal::BadWorkflow { .. } => "workflow_publish",
        Refusal::TokenRevoked { .. } | Refusal::LastAdminToken { .. } => "token_create",
        Refusal::LinkSpent { .. } => "login_create",
        Refusal::AdminOnly { .. }
        | Refusal::PersonsOnly { .. }
        | Refusal::Exists { .. }
        | Refusal::Invalid { .. }
        | Refusal::RoleUnchanged { .. } => "",
    }
}

fn forbidden(permission: Permission, roles: &[RoleName], holders: &[PersonId]) -> String {
    let what = may(permission.name());
    if holders.is_empty() {
        return say!("forbidden-nobody", what = what, nobody = nobody_holds(roles));
    }
    let roles = any_role(roles);
    say!("forbidden", what = what, roles = roles, holders = people(holders))
}

const fn four_eyes(rule: FourEyes, nobody: bool) -> &'static str {
    match (rule, nobody) {
        (FourEyes::LeadDecides, false) => "four-eyes-lead",
        (FourEyes::LeadDecides, true) => "four-eyes-lead-nobody",
        (FourEyes::AuthorVerifies, false) => "four-eyes-win",
        (FourEyes::AuthorVerifies, true) => "four-eyes-win-nobody",
        (FourEyes::AuthorApproves, false) => "four-eyes-evidence",
        (FourEyes::AuthorApproves, true) => "four-eyes-evidence-nobody",
        (FourEyes::RequesterWaives, false) => "four-eyes-waiver",
        (FourEyes::RequesterWaives, true) => "four-eyes-waiver-nobody",
        (FourEyes::LeadIsStoodInFor, false) => "four-eyes-lead-for",
        (FourEyes::LeadIsStoodInFor, true) => "four-eyes-lead-for-nobody",
        (FourEyes::AuthorIsStoodInFor, false) => "four-eyes-evidence-for",
        (FourEyes::AuthorIsStoodInFor, true) => "four-eyes-evidence-for-nobody",
    }
}

const fn four_eyes_method(rule: FourEyes) -> &'static str {
    match rule {
        FourEyes::LeadDecides | FourEyes::LeadIsStoodInFor => "gate_decide",
        FourEyes::AuthorVerifies => "record_add",
        FourEyes::RequesterWaives => "waiver_decide",
        FourEyes::AuthorApproves | FourEyes::AuthorIsStoodInFor => "gate_approve",
    }
}

fn not_found(what: Thing, given: &str, nearest: &[String]) -> String {
    let given = plain(given, GIVEN_LENGTH_MAX);
    if nearest.is_empty() {
        return say!(&format!("not-found-{}", what.name()), given = given);
    }
    let thing = say!(&format!("thing-{}", what.name()));
    say!("not-found-near", thing = thing, given = given, nearest = either_name(nearest))
}

fn step_state(at: Step, state: StateName, open: &[Step]) -> String {
    let state =
        say!("step-state", number = at.number(), step = step_name(at), state = state.name());
    if open.is_empty() {
        return say!("step-state-none-open", state = state);
    }
    let steps = all_steps(open);
    say!("step-state-open", state = state, n = open.len(), steps = steps)
}

/// "wins waits for pilot-1, pilot-1 waits for sustain and sustain waits for wins": from each to the next, and back.
fn pilot_cycle(members: &[Stage]) -> String {
    let next = members.iter().cycle().skip(1);
    let waits = members.iter().zip(next).map(|(stage, other)| {
        say!("waits-for", stage = stage_name(stage), other = stage_name(other))
    });
    let first = members.first().map(stage_name).unwrap_or_default();
    let waits = list(Join::And, waits, members.len());
    say!("pilot-cycle", n = members.len(), first = first, waits = waits)
}

/// "vision and enlist".
fn all_steps(steps: &[Step]) -> String {
    list(Join::And, steps.iter().map(|it| step_name(*it)), Step::ALL.len())
}

/// "`a` and `b`": names as they are typed.
fn all_names(names: &[impl std::fmt::Display]) -> String {
    list(Join::And, names.iter().map(|name| format!("`{name}`")), NAMED_MAX)
}

/// With a large first letter, at the beginning of a sentence.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// "anna or ben".
fn either(people: &[PersonId]) -> String {
    list(Join::Or, people, NAMED_MAX)
}

/// "`a` or `b`": names as they are typed.
fn either_name(names: &[impl std::fmt::Display]) -> String {
    list(Join::Or, names.iter().map(|name| format!("`{name}`")), NAMED_MAX)
}
