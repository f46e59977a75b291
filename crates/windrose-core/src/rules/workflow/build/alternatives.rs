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
            leeway: None,
            id: part.id.clone(),
            class: file.class,
            test: test.unwrap_or_else(|wrong| not_known(at, wrong)),
            with_directory: false,
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::super::step::Step;
    use super::super::super::super::testing::{small_source, small_workflow};
    use super::super::super::{Strictness, Workflow};
    use super::*;

    /// The small workflow with these criteria at its third gate, each with what every criterion has.
    fn with(criteria: &[Value]) -> impl FnOnce(&mut Value) {
        let criteria: Vec<Value> = criteria
            .iter()
            .enumerate()
            .map(|(index, it)| {
                let mut it = it.clone();
                it["id"] = json!(format!("c{index}"));
                (it["why"], it["source"]) = (json!("x"), json!("x"));
                it
            })
            .collect();
        move |file: &mut Value| file["gates"]["vision"]["criteria"] = criteria.into()
    }

    /// The places and problems of a criterion.
    fn faults(criterion: &Value) -> Vec<(String, String)> {
        let source = small_source(with(std::slice::from_ref(criterion)));
        assert!(
            Workflow::parse(&source, Strictness::Replay).is_ok(),
            "what was published reads on"
        );
        let faults = Workflow::parse(&source, Strictness::Strict).err().unwrap_or_default();
        let place = |at: &str| at.replace("/gates/vision/criteria/0", "");
        faults.into_iter().map(|it| (place(&it.at), it.problem)).collect()
    }

    fn fault(criterion: &Value) -> (String, String) {
        let mut faults = faults(criterion);
        assert_eq!(faults.len(), 1, "{criterion}: {faults:?}");
        faults.remove(0)
    }

    fn two_of(parts: &Value) -> Value {
        json!({"at_least": 2, "of": parts})
    }

    #[test]
    fn some_of_several_are_read_with_each_condition() {
        let needs = json!({"id": "needs", "records": "need", "at_least": 2});
        let waited = json!({"id": "waited", "open_for": 30});
        let workflow = small_workflow(with(&[two_of(&json!([needs, waited]))]));
        let Test::AtLeast { least, of } = &workflow.gate(Step::Vision).criteria[0].test else {
            panic!()
        };
        assert_eq!((*least, of.len(), of[1].id.as_str()), (2, 2, "waited"));

        for wrong in [json!(0), json!(3), json!(1.5), json!(null)] {
            let criterion = json!({"at_least": wrong, "of": [needs, waited]});
            let (at, problem) = fault(&criterion);
            assert!(at == "/at_least" && problem.contains("from 1 to 2"), "{at} {problem}");
        }
        let at_most = json!({"at_least": 1, "at_most": 2, "of": [needs, waited]});
        assert_eq!(fault(&at_most).0, "/at_most");
        let both = json!({"at_least": 1, "of": [needs], "open_for": 3});
        assert!(fault(&both).1.ends_with("this one has open_for and of"), "{:?}", fault(&both));
    }

    #[test]
    fn what_cannot_be_one_of_several_is_named() {
        let waited = json!({"id": "waited", "open_for": 30});
        let refused = |part: Value| fault(&two_of(&json!([waited, part])));
        let (at, problem) = refused(json!({"id": "agreed", "approval": "works_council"}));
        assert!(at == "/of/1/approval" && problem.contains("gate_approve"), "{at} {problem}");
        let nested = json!({"id": "more", "at_least": 1, "of": [waited]});
        assert_eq!(refused(nested).0, "/of/1/of");
        assert_eq!(
            refused(json!({"id": "debt", "waivers": "open", "at_most": 0})).0,
            "/of/1/waivers"
        );
        assert_eq!(refused(waited.clone()).0, "/of/1/id", "twice");
        assert_eq!(refused(json!({"id": "x", "records": "ned", "at_least": 1})).0, "/of/1/records");
        assert_eq!(refused(json!({"id": "x"})).0, "/of/1");
        // What can never be met is found within it too, as far as the others are too few.
        let never = json!({"id": "x", "records": "need", "at_most": 0});
        let (at, problem) = refused(never.clone());
        assert!(at == "/of" && problem.contains("`x`"), "{at} {problem}");
        assert_eq!(faults(&json!({"at_least": 1, "of": [waited, never]})), []);
        let members = json!({"id": "x", "measure": "coalition.powers_held", "with": {"members": 0}, "at_least": 4});
        assert_eq!(refused(members).0, "/of/1/with/members");
    }

    #[test]
    fn a_part_that_is_no_longer_known_is_never_met_and_the_others_count() {
        let waited = json!({"id": "waited", "open_for": 30});
        let gone = json!({"id": "gone", "measure": "urgency.mood", "at_least": 1});
        let source = small_source(with(&[two_of(&json!([waited, gone]))]));
        let workflow = Workflow::parse(&source, Strictness::Replay).unwrap();
        let Test::AtLeast { of, .. } = &workflow.gate(Step::Vision).criteria[0].test else {
            panic!()
        };
        assert!(matches!(of[0].test, Test::OpenFor { days: 30 }));
        assert!(matches!(of[1].test, Test::NotKnown(_)));
    }

    #[test]
    fn a_waiver_has_a_role_and_an_end() {
        let need =
            |waivable: Value| json!({"records": "need", "at_least": 1, "waivable": waivable});
        let workflow = small_workflow(with(&[
            need(json!({})),
            need(json!({"by": "works_council", "days_at_most": 366})),
            json!({"records": "need", "at_least": 1}),
        ]));
        let criteria = &workflow.gate(Step::Vision).criteria;
        let of = |by: &str, days_at_most| Some(Waivable { by: by.parse().unwrap(), days_at_most });
        assert_eq!(criteria[0].waivable, of("sponsor", 60));
        assert_eq!(criteria[1].waivable, of("works_council", 366));
        assert_eq!(criteria[2].waivable, None);
        assert_eq!(fault(&need(json!({"by": "sponser"}))).0, "/waivable/by");
        for days in [0, 367] {
            let (at, _) = fault(&need(json!({"days_at_most": days})));
            assert_eq!(at, "/waivable/days_at_most");
        }
        let debt = json!({"waivers": "open", "at_most": 1, "waivable": {}});
        assert_eq!(fault(&debt).0, "/waivable");
        assert_eq!(fault(&json!({"waivers": "open"})).0, "/at_most");
        assert_eq!(fault(&json!({"waivers": "open", "at_most": 0.5})).0, "/at_most");
        assert_eq!(fault(&json!({"waivers": "open", "at_least": 1})).0, "/at_least");
        assert_eq!(faults(&json!({"waivers": "expired", "at_most": 0})), []);
    }
}
