//! What a record has moved: the conditions of gates still to be passed that read otherwise than before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording;
use crate::rules::facts::Facts;
use crate::rules::gate::judge;
use crate::rules::ids::CriterionId;
use crate::rules::step::{StateName, Step};

/// A condition that reads otherwise than before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Moved {
    /// The step whose gate it is.
    pub step: Step,
    /// The criterion.
    pub criterion: CriterionId,
    /// Its status before: `met`, `unmet`, `unknown`, `waived` or `not_applicable`.
    pub before: String,
    /// Its status after.
    pub after: String,
    /// How it stands after, in plain words.
    pub sentence: String,
}

/// What is different at the gates that are not passed, in the order of the steps and of their criteria. Both have to be
/// of one initiative and one day, so that nothing but what was recorded makes the difference.
pub fn moved(before: &Facts<'_>, after: &Facts<'_>) -> Vec<Moved> {
    let undecided = |step: &Step| after.initiative.step(*step).state.name() != StateName::Passed;
    let mut all = Vec::new();
    for step in Step::ALL.into_iter().filter(undecided) {
        let (was, is) = (judge(before, step), judge(after, step));
        for now in &is.findings {
            let Some(then) = was.findings.iter().find(|it| it.criterion == now.criterion) else {
                continue;
            };
            // The records behind it may be others; what counts is whether it stands otherwise.
            if then.status == now.status && then.have == now.have && then.gap == now.gap {
                continue;
            }
            all.push(Moved {
                step,
                criterion: now.criterion.clone(),
                before: then.status.name().to_owned(),
                after: now.status.name().to_owned(),
                sentence: wording::finding(now),
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::command::InitiativeCommand;
    use crate::rules::record::Kind;
    use crate::rules::role::Actor;
    use crate::rules::testing::{Case, example};

    #[test]
    fn a_record_moves_what_it_changes_and_nothing_else() {
        let mut case = Case::small();
        let before = case.clone();
        assert_eq!(moved(&before.facts(&Actor::System), &case.facts(&Actor::System)), []);
        case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
        let found = moved(&before.facts(&Actor::System), &case.facts(&Actor::System));
        assert!(!found.is_empty());
        for it in &found {
            assert_eq!((it.before.as_str(), it.after.as_str()), ("unknown", "met"), "{it:?}");
        }
    }
}
