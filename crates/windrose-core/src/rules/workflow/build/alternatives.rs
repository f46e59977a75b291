//! What a criterion may be instead of met: enough of several conditions, or waived for a time.

use std::collections::BTreeSet;

use super::super::super::criterion::{Class, Criterion, Test, WAIVED_DAYS_MAX, Waivable};
use super::super::super::nearest::nearest;
use super::super::super::role::Base;
use super::super::file::{CriterionFile, PartFile};
use super::{Fault, Known, build_test, refuse_mixture, whole};

/// The longest that a workflow may let a waiver last, in days: what is set aside for longer is not asked for. A windrose
/// default.
const WAIVABLE_DAYS_MAX: u32 = 366;

/// Several conditions, each with its own faults: one that is not known is never met, and the others count.
pub(super) fn build(
    file: &CriterionFile,
    of: &[PartFile],
    known: &Known<'_>,
    at: &str,
    not_known: &mut dyn FnMut(String, Fault) -> Test,
) -> Test {
    if let Err(wrong) = refuse_mixture(file) {
        return not_known(at.to_owned(), wrong);
    }
    let Some(least) =
        file.at_least.and_then(whole).filter(|it| (1..=of.len()).contains(&(*it as usize)))
    else {
        let problem = format!(
            "say how many of these are enough: `at_least` a whole number from 1 to {}, for so many there are",
            of.len()
        );
        return not_known(at.to_owned(), Fault::new("/at_least", problem));
    };
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    for (index, part) in of.iter().enumerate() {
        let at = format!("{at}/of/{index}");
        let test = part_test(file, part, known, seen.insert(&part.id));
        parts.push(Criterion {
            id: part.id.clone(),
            class: file.class,
            test: test.unwrap_or_else(|wrong| not_known(at, wrong)),
            deferrable: false,
            waivable: None,
            why: file.why.clone(),
            source: file.source.clone(),
        });
    }
    Test::AtLeast { least, of: parts }
}

fn part_test(
    whole: &CriterionFile,
    part: &PartFile,
    known: &Known<'_>,
    first: bool,
) -> Result<Test, Fault> {
    if !first {
        return Err(Fault::new("/id", format!("`{}` stands twice in this criterion", part.id)));
    }
    let foreign = [
        (
            "/approval",
            &part.approval,
            "an approval cannot be one of several conditions: gate_approve names a criterion of the gate, so let it be one",
        ),
        (
            "/waivers",
            &part.waivers,
            "waivers are counted by a criterion of their own, not by one of several conditions",
        ),
        ("/of", &part.of, "conditions are not nested again: list them here"),
    ];
    for (at, given, problem) in foreign {
        if given.is_some() {
            return Err(Fault::new(at, problem));
        }
    }
    build_test(&part.as_criterion(whole), known)
}

/// Who may waive a criterion, if anybody may.
pub(super) fn waivable(file: &CriterionFile, known: &Known<'_>) -> Result<Option<Waivable>, Fault> {
    let Some(waivable) = &file.waivable else { return Ok(None) };
    if file.waivers.is_some() {
        let problem = "what counts waivers cannot be waived itself";
        return Err(Fault::new("/waivable", problem));
    }
    if file.class == Class::Info {
        let problem = "an `info` stands in nobody's way, so there is nothing to waive";
        return Err(Fault::new("/waivable", problem));
    }
    let by = waivable.by.clone().unwrap_or_else(|| Base::Sponsor.role());
    if !known.roles.contains(&by.as_str()) {
        let near = nearest(by.as_str(), known.roles.iter().copied());
        return Err(Fault::unknown("/waivable/by", "role", by.as_str(), near));
    }
    let days_at_most = waivable.days_at_most.unwrap_or(WAIVED_DAYS_MAX);
    if !(1..=WAIVABLE_DAYS_MAX).contains(&days_at_most) {
        let problem = format!("a waiver lasts 1 to {WAIVABLE_DAYS_MAX} days");
        return Err(Fault::new("/waivable/days_at_most", problem));
    }
    Ok(Some(Waivable { by, days_at_most }))
}
