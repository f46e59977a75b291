//! Changing a workflow's criteria for one initiative: at its opening, with a reason, and within the leeway that the
//! workflow gives.

use super::super::criterion::{Class, Leeway};
use super::super::event::Tailored;
use super::super::facts::Facts;
use super::super::fixed::Fixed;
use super::super::gate::tailor::bound_of;
use super::super::record::{Check, FieldFault, Problem};
use super::super::refusal::Refusal;
use super::super::step::Step;
use super::gates::criterion_of;

/// The shortest reason, in characters: long enough to say something.
const REASON_LEAST: usize = 10;

/// Refuses what a workflow gives no leeway for.
pub(super) fn check(facts: &Facts<'_>, tailoring: &[Tailored]) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    for (index, change) in tailoring.iter().enumerate() {
        let mut fault = |field: &str, problem| {
            faults.push(FieldFault { pointer: format!("/tailor/{index}{field}"), problem });
        };
        let criterion = criterion_of(facts, change.step, &change.criterion)?;
        let before = &tailoring[..index];
        if before.iter().any(|it| it.step == change.step && it.criterion == change.criterion) {
            fault("/criterion", Problem::Twice { name: change.criterion.to_string() });
        }
        let mut reason = Check::default();
        reason.text("reason", &change.reason);
        let length = change.reason.trim().chars().count();
        if length < REASON_LEAST {
            fault("/reason", Problem::TooShort { length, least: REASON_LEAST });
        }
        for it in reason.faults {
            fault("/reason", it.problem);
        }
        let leeway = criterion.leeway.clone().unwrap_or_default();
        if let Some(bound) = change.bound {
            match (bound_of(&criterion.test), within(&leeway, bound)) {
                (None, _) | (_, None) => fault("/bound", Problem::NoLeeway),
                (_, Some(Err((least, most)))) => {
                    fault("/bound", Problem::OutOfRange { least, most });
                }
                (_, Some(Ok(()))) => {}
            }
        }
        if change.class.is_some_and(|class| class > leeway.class.unwrap_or(criterion.class)) {
            fault("/class", Problem::NoLeeway);
        }
        if change.not_applicable && !leeway.not_applicable {
            fault("/not_applicable", Problem::NoLeeway);
        }
        if change.bound.is_none() && change.class.is_none() && !change.not_applicable {
            fault("", Problem::Empty);
        }
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid { faults });
    }
    // A gate without a `must` would open by itself.
    let still_must = |step: Step| {
        facts.workflow.gate(step).criteria.iter().any(|criterion| {
            let change =
                tailoring.iter().find(|it| it.step == step && it.criterion == criterion.id);
            let class = change.and_then(|it| it.class).unwrap_or(criterion.class);
            class == Class::Must && !change.is_some_and(|it| it.not_applicable)
        })
    };
    let open: Vec<Step> = Step::ALL.into_iter().filter(|step| !still_must(*step)).collect();
    if open.is_empty() { Ok(()) } else { Err(Refusal::NoMustLeft { steps: open }) }
}

/// Does a bound lie within the leeway? `None` where there is none.
fn within(leeway: &Leeway, bound: Fixed) -> Option<Result<(), (Fixed, Fixed)>> {
    let (least, most) = (leeway.least?, leeway.most?);
    Some(if bound < least || bound > most { Err((least, most)) } else { Ok(()) })
}
