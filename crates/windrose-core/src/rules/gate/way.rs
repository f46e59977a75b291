//! The shortest way to an open gate: the smallest set of deeds that would open it, and what could be done instead.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::super::criterion::Class;
use super::super::facts::Facts;
use super::super::fixed::{Fixed, share_needs};
use super::super::now::date_after;
use super::{Finding, GateReport, Status, Subject};

/// The most ways that are told.
pub const WAYS_MAX: usize = 3;

impl GateReport {
    /// How many of the conditions that it takes to open are met, and how many it takes. It takes every `must` that
    /// applies, and of the `should` as many as the gate asks for; more of them do not count. So all are met exactly when
    /// a `go` is possible.
    pub fn how_far(&self) -> (u32, u32) {
        let applies = |it: &&Finding| {
            it.class == Class::Must && !matches!(it.status, Status::NotApplicable(_))
        };
        let musts = || self.findings.iter().filter(applies);
        let shoulds = share_needs(self.should.of, self.should.share);
        let met = musts().filter(|it| it.status.lets_pass()).count() as u64;
        let short = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        (short(met + self.should.met.min(shoulds)), short(musts().count() as u64 + shoulds))
    }
}

/// What can be done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Meet it: record, correct or approve what it asks for.
    Meet,
    /// Wait: only time helps.
    Wait,
    /// Ask for a waiver, and have it granted by somebody else.
    Waive,
}

/// Something to do about a finding of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// The finding, by its place in the report.
    pub finding: usize,
    /// What to do about it.
    pub deed: Deed,
}

/// A set of deeds after which the gate would be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The deeds, in the order of the report.
    pub actions: Vec<Action>,
    /// The first day on which the gate can be open: today, unless only time helps.
    pub earliest: Option<Date>,
}

/// The ways to open a gate, the shortest first; none when it is open, and none when something stands in the way that
/// nobody can change.
pub fn ways(facts: &Facts<'_>, report: &GateReport) -> Vec<Way> {
    if report.verdict.allows_go() {
        return Vec::new();
    }
    let missing = |class: Class| {
        let all = report.findings.iter().enumerate();
        all.filter(move |(_, it)| it.class == class && !it.status.lets_pass())
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
    };
    let musts = missing(Class::Must);
    let mut shoulds = missing(Class::Should);
    shoulds.sort_by_key(|index| effort(&report.findings[*index]));
    let needed = share_needs(report.should.of, report.should.share);
    let more = usize::try_from(needed.saturating_sub(report.should.met)).unwrap_or(usize::MAX);
    let more = more.min(shoulds.len());
    // The first way takes the easiest `should` criteria; the others put one of the rest in the hardest one's place.
    let mut choices = vec![shoulds[..more].to_vec()];
    if let Some((_, easier)) = shoulds[..more].split_last() {
        for other in &shoulds[more..] {
            choices.push(easier.iter().copied().chain([*other]).collect());
        }
    }
    let way = |chosen: &[usize], waive: bool| {
        let mut wanted: Vec<usize> = musts.iter().chain(chosen).copied().collect();
        wanted.sort_unstable();
        way_of(facts, report, &wanted, waive)
    };
    let first = way(&choices[0], false);
    // What can be waived is waived in the second, where anything can be.
    let waived = way(&choices[0], true).filter(|it| first.as_ref() != Some(it));
    let others = choices[1..].iter().filter_map(|it| way(it, false));
    first.into_iter().chain(waived).chain(others).take(WAYS_MAX).collect()
}

fn way_of(facts: &Facts<'_>, report: &GateReport, wanted: &[usize], waive: bool) -> Option<Way> {
    let mut earliest = facts.now.date();
    let mut actions = Vec::new();
    for index in wanted {
        let finding = &report.findings[*index];
        let waivable = waive && finding.waivable_by.is_some();
        let deed = match finding.subject {
            _ if waivable && finding.class == Class::Must => Deed::Waive,
            // This build cannot judge it, so nothing that anybody does would be seen.
            Subject::NotKnown => return None,
            Subject::OpenFor => {
                earliest = earliest.max(open_on(facts, report, finding)?);
                Deed::Wait
            }
            _ => Deed::Meet,
        };
        actions.push(Action { finding: *index, deed });
    }
    Some(Way { actions, earliest: Some(earliest) })
}

/// The day on which a step will have been open for long enough; none as long as it has not been opened.
fn open_on(facts: &Facts<'_>, report: &GateReport, finding: &Finding) -> Option<Date> {
    let opened = facts.initiative.step(report.step).opened_at?;
    let days = match finding.need {
        super::Bound::AtLeast(days) => days.ceil(),
        _ => 0,
    };
    Some(date_after(facts.now.date_of(opened), i64::try_from(days).ok()?))
}

/// How much there is to do, for choosing: what is known and nearly there first, what nobody has looked at last.
fn effort(finding: &Finding) -> (bool, Reverse<bool>, Fixed) {
    let unknown = matches!(finding.status, Status::Unknown(_));
    let gap = finding.gap.unwrap_or_default();
    (unknown, Reverse(finding.remedy.method.is_some()), gap)
}
