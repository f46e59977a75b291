//! What a criterion has, what it needs and what is missing.

use crate::rules::criterion::{Amount, Bound, Debt};
use crate::rules::fixed::{Fixed, share_at_most, share_exceeds, share_needs};
use crate::rules::gate::approvals::Hand;
use crate::rules::gate::{Finding, Remedy, Status, Subject};
use crate::rules::ids::{PersonId, RoleName};
use crate::rules::measure::{OfDirectory, Unit, Why};
use crate::rules::record::{AnyKind, Kind};

use super::formats::date;
use super::glossary::status;
use super::lacking::lacking;
use super::messages::{Join, NAMED_MAX, amount, list, percent, percent_of, plain, say};
use super::words::{Words, kind_label, of_kind, of_measure, role_name};

/// The most names of what is missing that a sentence lists.
const LACKING_MAX: usize = 8;

/// The longest that such a name may be, in characters: some are statements that somebody wrote.
const LACKING_LENGTH_MAX: usize = 80;

/// The longest that a reason which somebody gave may be, in characters.
const REASON_LENGTH_MAX: usize = 160;

/// A finding in one sentence that a manager understands: what there is, what it takes, and the difference.
pub fn finding(finding: &Finding) -> String {
    let sentence = match &finding.status {
        Status::Met => judged(finding, "met"),
        // What is rejected is not met however many approve.
        Status::Unmet if finding.have.is_some_and(|it| it.meets(finding.need)) => {
            judged(finding, "met")
        }
        Status::Unmet => judged(finding, "unmet"),
        Status::Unknown(why) => unknown(finding, why),
        Status::Waived(_) => return waived(finding),
        Status::NotApplicable(reason) => {
            say!("not-applicable", reason = plain(reason, LACKING_LENGTH_MAX))
        }
    };
    let sentence = with_unnamed(finding, with_lacking(finding, sentence));
    with_rejected(finding, with_stale(finding, sentence))
}

/// That a criterion is waived, and what is not met for all that.
fn waived(finding: &Finding) -> String {
    let Some(waived) = &finding.waived else { return say!("unfit") };
    let without = Finding { status: waived.instead_of.clone(), waived: None, ..finding.clone() };
    say!(
        "waived",
        by = waived.by.as_ref().map(PersonId::as_str).unwrap_or_default(),
        until = date(waived.until),
        reason = plain(&waived.reason, 2 * LACKING_LENGTH_MAX),
        sentence = self::finding(&without)
    )
}

/// The sentence of what could be judged. All messages of one shape get the same arguments and take what they need.
fn judged(finding: &Finding, outcome: &str) -> String {
    let Some(have) = finding.have.filter(|have| fits(*have, finding.need)) else {
        return say!("unfit");
    };
    if let Amount::Share { of: 0, .. } = have {
        return say!("share-of-none", many = words(&finding.subject).many);
    }
    let (bound, need) = match finding.need {
        Bound::AtLeast(least) => ("least", least),
        // Of things that are counted, more than three are at least four.
        Bound::MoreThan(than) if matches!(have, Amount::Count(_)) => {
            ("least", Amount::Count(than.next_whole()).number().unwrap_or(than))
        }
        Bound::MoreThan(than) => ("more", than),
        Bound::AtMost(most) => ("most", most),
        Bound::Is(true) => ("wanted", Fixed::ZERO),
        Bound::Is(false) => ("unwanted", Fixed::ZERO),
    };
    let gap = finding.gap.unwrap_or_default();
    let (count, of) = match have {
        Amount::Share { have, of } => (Amount::Count(have).number(), of),
        _ => (have.number(), 0),
    };
    let count = count.unwrap_or_default();
    let heads = match finding.need {
        Bound::AtLeast(least) => share_needs(of, least),
        Bound::MoreThan(than) => share_exceeds(of, than),
        Bound::AtMost(most) => share_allows(of, most),
        Bound::Is(_) => 0,
    };
    let words = words(&finding.subject);
    say!(
        &format!("{}-{bound}-{outcome}", shape(&finding.subject, have)),
        gap = amount(gap),
        have = amount(count),
        of = of,
        need = amount(need),
        heads = heads,
        percent = percent(need),
        ratio = percent_of(count.ceil(), of),
        one = words.one.as_str(),
        many = words.many.as_str(),
        state = words.state.as_str(),
        more = more(&finding.subject, gap),
        measure = measure(&finding.subject),
        kind = kind(&finding.subject).map_or("", AnyKind::name),
        label = kind(&finding.subject).map(kind_label).unwrap_or_default(),
        parts = finding.parts.len(),
        gapthings = things(&finding.subject, gap),
        havethings = things(&finding.subject, count),
        role = roles(&finding.remedy.roles),
    )
}

/// How many of `of` are no more than `bound`.
fn share_allows(of: u64, bound: Fixed) -> u64 {
    let allows = |heads: &u64| share_at_most(*heads, of, bound);
    // The needed heads, rounded up, are at most one too many.
    let needs = share_needs(of, bound);
    Some(needs).filter(allows).unwrap_or(needs.saturating_sub(1))
}

/// Is this a bound that such an amount can be held against?
fn fits(have: Amount, need: Bound) -> bool {
    matches!(have, Amount::Truth(_)) == matches!(need, Bound::Is(_))
}

/// Which family of messages a finding belongs to.
fn shape(subject: &Subject, have: Amount) -> &'static str {
    match (subject, have) {
        (Subject::Records(..), _) => "records",
        (Subject::Value(_), _) => "value",
        (Subject::Approval, Amount::Share { .. }) => "approvalshare",
        (Subject::Approval, _) => "approval",
        (Subject::OpenFor, _) => "openfor",
        (Subject::Obligations, _) => "owed",
        (Subject::Waivers(Debt::Open), _) => "waivers",
        (Subject::Waivers(Debt::Expired), _) => "expired",
        (Subject::Alternatives, _) => "several",
        (_, Amount::Share { .. }) => "share",
        (_, Amount::Truth(_)) => "truth",
        (Subject::Measure(row), _) if matches!(row.unit, Unit::Days | Unit::Minutes) => "length",
        (Subject::Measure(row), _) if row.unit == Unit::Number => "number",
        (Subject::Measure(_) | Subject::NotKnown, _) => "count",
    }
}

fn words(subject: &Subject) -> Words {
    match subject {
        Subject::Measure(row) => of_measure(row),
        Subject::Records(kind, _) | Subject::Value(kind) => of_kind(kind),
        _ => Words::default(),
    }
}

/// The measure's name as a message can match on it: dots do not stand in Fluent's names.
fn measure(subject: &Subject) -> String {
    match subject {
        Subject::Measure(row) => row.name.replace('.', "-"),
        _ => String::new(),
    }
}

fn kind(subject: &Subject) -> Option<&AnyKind> {
    match subject {
        Subject::Records(kind, _) | Subject::Value(kind) => Some(kind),
        _ => None,
    }
}

/// The kind that the workflow declares, where a finding is about one.
fn declared(subject: &Subject) -> Option<&AnyKind> {
    kind(subject).filter(|kind| matches!(kind, AnyKind::Declared(_)))
}

/// Records by their plain name: "verified wins". Empty of everything else.
fn things(subject: &Subject, how_many: Fixed) -> String {
    match kind(subject) {
        Some(kind) => with_status(subject, of_kind(kind).things(how_many)),
        None => String::new(),
    }
}

/// So many more: "more managers", "more verified wins".
fn more(subject: &Subject, how_many: Fixed) -> String {
    let words = words(subject);
    match subject {
        // Where "more" has no form of its own, it stands before the status.
        Subject::Records(..) if !words.has_more() => {
            say!("more", things = things(subject, how_many))
        }
        _ => with_status(subject, &words.more(how_many)),
    }
}

fn with_status(subject: &Subject, things: &str) -> String {
    match subject {
        Subject::Records(kind, Some(code)) => {
            say!("with-status", status = status(kind.kind(), code), things = things)
        }
        _ => things.to_owned(),
    }
}

fn unknown(finding: &Finding, why: &Why) -> String {
    match why {
        Why::NothingRecorded(missing) => {
            let built_in = AnyKind::BuiltIn(*missing);
            let kind = declared(&finding.subject).unwrap_or(&built_in);
            let (plain, kind) = (of_kind(kind).one, kind.name());
            // Where the plain name is the technical one, it need not be said twice.
            let id = if plain == kind { "unknown-nothing" } else { "unknown-nothing-named" };
            say!(id, plain = plain.as_str(), kind = kind)
        }
        Why::NobodyLooked { kind, within_days } => match &finding.subject {
            Subject::Measure(row) => say!(
                "unknown-nobody-looked-for",
                many = of_measure(row).many,
                kind = label(*kind),
                days = *within_days
            ),
            _ => say!("unknown-nobody-looked", kind = label(*kind), days = *within_days),
        },
        Why::MoreThanScope { have, of } => {
            let many = words(&finding.subject).many;
            say!("unknown-more-than-scope", have = *have, of = *of, many = many)
        }
        Why::StepNotOpened => match finding.need {
            Bound::AtLeast(days) => say!("unknown-step-not-opened", days = amount(days)),
            _ => say!("unknown-step-not-opened", days = 0),
        },
        Why::NobodyHolds(roles) => {
            say!("unknown-nobody-holds", roles = self::roles(roles))
        }
        Why::NotInDirectory(OfDirectory::Anybody) => say!("unknown-no-directory"),
        Why::NotInDirectory(OfDirectory::AffectedUnits) => say!("unknown-no-affected-units"),
        Why::NotInDirectory(OfDirectory::Levels) => say!("unknown-no-levels"),
        Why::NotInDirectory(OfDirectory::ReportingLines) => say!("unknown-no-reporting-lines"),
        Why::BeingComputed => say!("unknown-being-computed"),
        Why::NotKnownHere(what) => {
            say!("unknown-here", what = plain(what, 2 * LACKING_LENGTH_MAX))
        }
    }
}

fn with_lacking(finding: &Finding, sentence: String) -> String {
    if finding.lacking.is_empty() {
        return sentence;
    }
    if finding.subject == Subject::Alternatives {
        let missing = finding.parts.iter().filter(|it| !it.status.lets_pass());
        let parts = list(Join::Semicolon, missing.map(self::finding), LACKING_MAX);
        return say!("several-lacking", sentence = sentence, parts = parts);
    }
    let id = match finding.need {
        Bound::AtLeast(_) | Bound::MoreThan(_) => "lacking",
        Bound::AtMost(_) => "too-many",
        Bound::Is(_) => "because",
    };
    let names = lacking(finding).into_iter().map(|name| plain(&name, LACKING_LENGTH_MAX));
    let (measure, names) = (measure(&finding.subject), list(Join::Comma, names, LACKING_MAX));
    say!(id, sentence = sentence, measure = measure, names = names)
}

/// That there are further names, which may not be told.
fn with_unnamed(finding: &Finding, sentence: String) -> String {
    match finding.unnamed {
        0 => sentence,
        n => say!("unnamed", sentence = sentence, n = n, more = finding.lacking.len()),
    }
}

fn with_stale(finding: &Finding, sentence: String) -> String {
    let stale = &finding.approvals.stale;
    let id = match finding.status {
        _ if stale.is_empty() => return sentence,
        // Enough others have approved: nobody has to do it again.
        Status::Met => "stale-met",
        _ => "stale",
    };
    let whose = stale.iter().map(|it| {
        let kinds = list(Join::And, it.changed.iter().map(kind_label), NAMED_MAX);
        say!("stale-of", who = hand(&it.hand), kinds = kinds)
    });
    say!(id, sentence = sentence, n = stale.len(), whose = list(Join::Comma, whose, NAMED_MAX))
}

fn with_rejected(finding: &Finding, sentence: String) -> String {
    if finding.approvals.rejected.is_empty() {
        return sentence;
    }
    let whose = finding.approvals.rejected.iter().map(|it| {
        let reason = plain(&it.reason, REASON_LENGTH_MAX);
        say!("rejected-by", who = hand(&it.hand), reason = reason)
    });
    say!("rejected", sentence = sentence, whose = list(Join::Semicolon, whose, NAMED_MAX))
}

/// Who acted, and for whom.
fn hand(hand: &Hand) -> String {
    match &hand.on_behalf_of {
        Some(holder) => say!("hand-for", by = hand.by.as_str(), holder = holder.as_str()),
        None => hand.by.to_string(),
    }
}

/// Who can change a finding, and with which call. `None` where nothing can be done or need be.
pub fn help(finding: &Finding) -> Option<String> {
    if finding.status.lets_pass() {
        return None;
    }
    match (remedied(finding), waivable(finding)) {
        (Some(help), Some(waive)) => Some(say!("help-or", help = help, other = waive)),
        (help, waive) => help.or(waive),
    }
}

/// Who can waive it instead.
fn waivable(finding: &Finding) -> Option<String> {
    let role = finding.waivable_by.as_ref()?;
    let id = match (finding.waiver_pending, finding.waivable_holders.is_empty()) {
        (None, false) => "help-waive",
        (None, true) => "help-waive-nobody",
        (Some(_), false) => "help-judge",
        (Some(_), true) => "help-judge-nobody",
    };
    Some(say!(
        id,
        role = role_name(role),
        holders = people(&finding.waivable_holders),
        waiver = finding.waiver_pending.map(|it| it.to_string()).unwrap_or_default()
    ))
}

/// Who can meet it.
fn remedied(finding: &Finding) -> Option<String> {
    if finding.subject == Subject::Alternatives {
        let missing = finding.parts.iter().filter(|it| !it.status.lets_pass());
        let mut helps: Vec<String> = missing.filter_map(remedied).collect();
        helps.dedup();
        return Some(list(Join::Semicolon, helps, LACKING_MAX)).filter(|it| !it.is_empty());
    }
    let remedy = &finding.remedy;
    if finding.subject == Subject::Obligations {
        return Some(say!("help-owed", who = people(&remedy.holders)));
    }
    if let (Subject::Waivers(_), Some(method)) = (&finding.subject, remedy.method) {
        return Some(say!("help-close", who = people(&remedy.holders), method = method));
    }
    if let Some(method) = remedy.method.filter(|_| !finding.approvals.rejected.is_empty()) {
        return Some(say!("help-rejected", who = people(&remedy.holders), method = method));
    }
    let Some(method) = remedy.method else {
        return match (&finding.subject, &finding.status) {
            (Subject::OpenFor, Status::Unknown(_)) => Some(say!("help-step-opens")),
            (Subject::OpenFor, _) => Some(say!("help-time")),
            (Subject::Measure(row), _) if row.reads.is_empty() => Some(say!("help-time")),
            _ => None,
        };
    };
    if remedy.holders.is_empty() {
        return Some(nobody_holds(&remedy.roles));
    }
    let who = who(remedy);
    let declared = declared(&finding.subject);
    Some(match (&finding.status, remedy.kind) {
        (Status::Unknown(Why::MoreThanScope { .. }), Some(kind)) => {
            say!("help-correct", who = who, kind = label(kind))
        }
        (_, Some(Kind::Custom)) => {
            let kind = declared.map_or(Kind::Custom.name(), AnyKind::name);
            say!("help-record-declared", who = who, kind = kind, method = method)
        }
        (_, Some(kind)) => say!("help-record", who = who, kind = label(kind), method = method),
        (_, None) => {
            say!("help-approve", who = who, criterion = finding.criterion.as_str(), method = method)
        }
    })
}

fn who(remedy: &Remedy) -> String {
    say!("held-by", roles = roles(&remedy.roles), holders = people(&remedy.holders))
}

/// Roles of which one is enough.
pub(super) fn roles(roles: &[RoleName]) -> String {
    list(Join::Or, roles.iter().map(role_name), NAMED_MAX)
}

fn label(kind: Kind) -> String {
    kind_label(&kind.into())
}

/// People by their ids, separated by commas.
pub(super) fn people(people: &[PersonId]) -> String {
    list(Join::Comma, people, NAMED_MAX)
}

/// That nobody holds one of these roles, and what helps.
pub(super) fn nobody_holds(roles: &[RoleName]) -> String {
    say!("nobody-holds", n = roles.len(), roles = self::roles(roles))
}
