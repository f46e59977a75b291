//! A gate as a whole.

use crate::rules::criterion::Class;
use crate::rules::fixed::share_needs;
use crate::rules::gate::{GateReport, Should, Verdict};
use crate::rules::step::Step;

use super::finding;
use super::messages::{Join, ended, list, say, step};

/// What a step is called.
pub fn step_title(step: Step) -> String {
    say!(&format!("title-{step}"))
}

/// Why a gate is not open: every finding in the way, in its own words.
pub fn blocked(report: &GateReport) -> String {
    let step = step(report.step);
    if report.verdict.allows_go() {
        return say!("gate-open", step = step);
    }
    let in_the_way = |class| {
        // None is left out, however many they are: somebody would fix the others and find the gate shut still.
        ended(list(Join::Semicolon, report.in_the_way(class).map(finding), usize::MAX))
    };
    if report.verdict == Verdict::OpenWithConditions {
        return say!("gate-conditions", step = step, findings = in_the_way(Class::Must));
    }
    let gate = if report.in_the_way(Class::Must).next().is_none() {
        say!("gate-shut", step = step)
    } else {
        say!("gate-shut-by", step = step, findings = in_the_way(Class::Must))
    };
    if report.should.holds() {
        return gate;
    }
    let Should { met, of, .. } = report.should;
    let need = needed(report.should);
    let (more, findings) = (need.saturating_sub(met), in_the_way(Class::Should));
    let should =
        say!("gate-should", met = met, of = of, need = need, more = more, findings = findings);
    format!("{gate} {should}")
}

/// How a gate stands, in a few words.
pub fn verdict(report: &GateReport) -> String {
    let (met, of) = report.musts();
    match report.verdict {
        Verdict::Open => return say!("verdict-open", of = of),
        Verdict::OpenWithWaivers => return say!("verdict-waivers", of = of),
        Verdict::OpenWithConditions => {
            return say!("verdict-conditions", of = of, more = of - met);
        }
        Verdict::Blocked => {}
    }
    if met < of {
        return say!("verdict-blocked", met = met, of = of);
    }
    too_few_shoulds(of, report.should)
}

/// That every must is met, and too few of the shoulds.
pub(super) fn too_few_shoulds(musts: usize, should: Should) -> String {
    let Should { met, of, .. } = should;
    say!("verdict-should", musts = musts, met = met, of = of, need = needed(should))
}

/// What became of a receipt.
pub fn receipt(outcome: &str, differing: usize) -> String {
    say!("receipt-verified", outcome = outcome, n = differing)
}

/// How many of the `should` criteria it takes.
fn needed(should: Should) -> u64 {
    share_needs(should.of, should.share)
}
