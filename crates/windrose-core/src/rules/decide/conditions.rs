//! Going on although something is missing: what may be owed, by whom and until when.

use super::super::event::Obligation;
use super::super::facts::Facts;
use super::super::gate::{GateReport, Verdict};
use super::super::ids::CriterionId;
use super::super::record::{Check, FieldFault, Problem};
use super::super::refusal::Refusal;

/// The longest that something may be owed, in days. A windrose default.
pub(super) const OWED_DAYS_MAX: i64 = 30;

/// What is taken on with a conditional go: a line for each criterion that is missing, and nothing besides.
pub(super) fn taken_on(
    facts: &Facts<'_>,
    report: &GateReport,
    offered: &[Obligation],
) -> Result<Vec<Obligation>, Refusal> {
    if report.verdict != Verdict::OpenWithConditions {
        return Err(Refusal::NoConditions(Box::new(report.clone())));
    }
    let missing: Vec<&CriterionId> = report.deferred().map(|it| &it.criterion).collect();
    let mut faults = Vec::new();
    for (index, owed) in offered.iter().enumerate() {
        let at = |field: &str| format!("/obligations/{index}/{field}");
        if !missing.contains(&&owed.criterion) {
            let missing = missing.iter().map(ToString::to_string).collect();
            let problem = Problem::NotMissing { missing };
            faults.push(FieldFault { pointer: at("criterion"), problem });
        }
        if offered[..index].iter().any(|it| it.criterion == owed.criterion) {
            let problem = Problem::Twice { name: owed.criterion.to_string() };
            faults.push(FieldFault { pointer: at("criterion"), problem });
        }
        facts.access.expect(&owed.owner)?;
        if !facts.initiative.roles.contains_key(&owed.owner) {
            let problem = Problem::NoRole { person: owed.owner.clone() };
            faults.push(FieldFault { pointer: at("owner"), problem });
        }
        let days = -facts.now.days_since(owed.due_on);
        if !(1..=OWED_DAYS_MAX).contains(&days) {
            let problem = Problem::NotWithin { days: OWED_DAYS_MAX };
            faults.push(FieldFault { pointer: at("due_on"), problem });
        }
        let mut check = Check::default();
        check.text_if_any("text", owed.text.as_ref());
        faults.extend(
            check
                .faults
                .into_iter()
                .map(|it| FieldFault { pointer: at("text"), problem: it.problem }),
        );
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    let owed = |id: &&CriterionId| offered.iter().any(|it| it.criterion == **id);
    let unowed: Vec<CriterionId> = missing.into_iter().filter(|id| !owed(id)).cloned().collect();
    if unowed.is_empty() {
        Ok(offered.to_vec())
    } else {
        Err(Refusal::NotOwed { criteria: unowed })
    }
}
