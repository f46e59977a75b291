//! What a gate was decided on, kept with the decision: figures, statuses and versions, no sentences.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::criterion::{Amount, Bound, Class};
use super::gate::approvals::Hand;
use super::gate::{Finding, GateReport, Should, Source, Status, Verdict};
use super::ids::{CriterionId, Digest, Version};
use super::step::Step;

/// The most records that a receipt names for one finding; the others are counted and their digest is kept.
pub const RECEIPT_RECORDS_MAX: usize = 20;

/// The largest receipt, in bytes of JSON. Above it fewer records are named.
pub const RECEIPT_BYTES_MAX: usize = 6 * 1024;

/// What `,"digest":"…"` takes of them.
const DIGEST_FIELD_BYTES: usize = 76;

/// A gate as it stood when it was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The step whose gate it is.
    pub step: Step,
    /// When it was judged.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// The version of the initiative that was judged.
    pub version: Version,
    /// The workflow's version, by digest.
    pub workflow: Digest,
    /// The digest of the evidence.
    pub evidence: Digest,
    /// Whether the gate was open.
    pub verdict: Verdict,
    /// The `should` criteria together.
    pub should: Should,
    /// Every criterion.
    pub findings: Vec<ReceiptFinding>,
    /// SHA-256 of this receipt as JSON without this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

/// A criterion as it stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFinding {
    /// The criterion.
    pub criterion: CriterionId,
    /// How much it weighed.
    pub class: Class,
    /// How it stood.
    pub status: Status,
    /// What there was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have: Option<Amount>,
    /// What it took.
    pub need: Bound,
    /// The records that decided it, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Source>,
    /// How many they were.
    pub record_count: u32,
    /// SHA-256 of all of them, a line `id revision` each.
    pub records_digest: Digest,
    /// Who approved it, and for whom; the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approved: Vec<Hand>,
}

impl Receipt {
    /// The receipt of a report. Small enough by naming fewer records where there are many.
    pub fn of(report: &GateReport, workflow: Digest, at: Timestamp) -> Self {
        let with = |named: usize| {
            let mut receipt = Self {
                step: report.step,
                at,
                version: report.version,
                workflow,
                evidence: report.evidence,
                verdict: report.verdict,
                should: report.should,
                findings: report.findings.iter().map(|it| receipt_finding(it, named)).collect(),
                digest: None,
            };
            // Written once, for its digest and its size.
            let bytes = receipt.bytes();
            receipt.digest = Some(Digest::of(&bytes));
            (receipt, bytes.len() + DIGEST_FIELD_BYTES <= RECEIPT_BYTES_MAX)
        };
        let named = [RECEIPT_RECORDS_MAX, 8, 2];
        let small = named.into_iter().map(with).find(|(_, small)| *small);
        small.unwrap_or_else(|| with(0)).0
    }

    /// How many criteria of a class let pass, and how many there were.
    pub fn tally(&self, class: Class) -> (usize, usize) {
        let of_class = || self.findings.iter().filter(|it| it.class == class);
        (of_class().filter(|it| it.status.lets_pass()).count(), of_class().count())
    }

    /// The digest that the receipt should carry.
    pub fn computed_digest(&self) -> Digest {
        Digest::of(&Self { digest: None, ..self.clone() }.bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a receipt has named fields and finite numbers")
    }
}

/// What became of a receipt since it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Verified {
    /// Judged again with the same evidence, the gate is the same.
    Same,
    /// It is not: this build judges otherwise than the one that wrote it.
    RulesChanged {
        /// The criteria that are judged otherwise, as they are judged now; `None` of one that is no longer judged.
        differing: Vec<(ReceiptFinding, Option<ReceiptFinding>)>,
    },
    /// It is not what was written: its digest is another.
    Altered {
        /// The digest that it carries.
        carried: Option<Digest>,
        /// The digest of what it says.
        computed: Digest,
    },
}

impl Receipt {
    /// Holds a receipt against the same gate, judged again on the evidence of then.
    pub fn verify(&self, again: &Self) -> Verified {
        let computed = self.computed_digest();
        if self.digest != Some(computed) {
            return Verified::Altered { carried: self.digest, computed };
        }
        // How many records are named follows from the size, not from the rules.
        let judged = |it: &ReceiptFinding| ReceiptFinding { records: Vec::new(), ..it.clone() };
        let differing: Vec<_> = self
            .findings
            .iter()
            .map(|then| {
                let now = again.findings.iter().find(|it| it.criterion == then.criterion);
                (then.clone(), now.cloned())
            })
            .filter(|(then, now)| now.as_ref().map(judged) != Some(judged(then)))
            .collect();
        if differing.is_empty() && self.verdict == again.verdict {
            Verified::Same
        } else {
            Verified::RulesChanged { differing }
        }
    }
}

fn receipt_finding(finding: &Finding, named: usize) -> ReceiptFinding {
    let lines: String =
        finding.records.iter().map(|it| format!("{} {}\n", it.id, it.revision)).collect();
    ReceiptFinding {
        criterion: finding.criterion.clone(),
        class: finding.class,
        status: finding.status.clone(),
        have: finding.have,
        need: finding.need,
        records: finding.records.iter().take(named).copied().collect(),
        record_count: u32::try_from(finding.records.len()).unwrap_or(u32::MAX),
        records_digest: Digest::of(lines.as_bytes()),
        approved: finding.approvals.given.iter().take(named).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::command::InitiativeCommand;
    use super::super::gate::judge;
    use super::super::record::Kind;
    use super::super::role::Actor;
    use super::super::testing::{Case, example, small_workflow};
    use super::*;

    fn receipt(case: &Case) -> Receipt {
        let report = judge(&case.facts(&Actor::System), Step::Urgency);
        Receipt::of(&report, case.workflow.digest, case.now.at)
    }

    #[test]
    fn a_receipt_is_the_same_judged_otherwise_or_altered() {
        let mut case = Case::small();
        case.done("lead", InitiativeCommand::AddRecords(vec![example(Kind::Need)]));
        let written = receipt(&case);
        assert_eq!(written.verify(&receipt(&case)), Verified::Same);

        // A build that reads the same file otherwise: two needs instead of one.
        let stricter = small_workflow(|file| {
            file["gates"]["urgency"]["criteria"][0]["at_least"] = serde_json::json!(2);
        });
        let judged_otherwise = receipt(&Case { workflow: stricter, ..case.clone() });
        let Verified::RulesChanged { differing } = written.verify(&judged_otherwise) else {
            panic!("judged otherwise")
        };
        let [(then, Some(now))] = &differing[..] else { panic!("{differing:?}") };
        assert_eq!((&then.status, &now.status), (&Status::Met, &Status::Unmet));

        let forged = Receipt { verdict: Verdict::Blocked, ..written.clone() };
        let altered = forged.verify(&receipt(&case));
        assert!(matches!(altered, Verified::Altered { carried, .. } if carried == written.digest));
    }
}
