//! The shape of a workflow file. Its JSON Schema, for editors, comes from these types.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::criterion::{Class, Debt, Leeway, Take};
use super::super::fixed::Fixed;
use super::super::gate::Verdict;
use super::super::ids::{CriterionId, CustomName, PersonId, RoleName, WorkflowName};
use super::super::measure;
use super::super::record::{Kind, RECORDS};
use super::super::role::Base;
use super::super::step::{Mode, Step};
use super::kinds::DeclaredKind;

/// A windrose workflow: what each of the eight gates asks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkflowFile {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default)]
    #[expect(dead_code, reason = "for editors only")]
    pub(super) schema: Option<String>,
    /// Its name, such as `learning-partnership`.
    pub(super) name: WorkflowName,
    /// What it is called.
    pub(super) title: String,
    /// What it is for.
    pub(super) summary: String,
    /// Whether its steps follow one another or all run at once.
    #[serde(default)]
    pub(super) mode: Mode,
    /// Approver roles besides the built-in ones.
    #[serde(default)]
    pub(super) roles: BTreeMap<RoleName, RoleFile>,
    /// Kinds of records besides the built-in ones, by name: a-z, 0-9 and `_`, beginning with a letter.
    #[serde(default)]
    pub(super) kinds: BTreeMap<CustomName, DeclaredKind>,
    /// Built-in kinds of records that are not to be recorded.
    #[serde(default)]
    #[schemars(extend("items" = json!({"enum": built_in()})))]
    pub(super) excludes: Vec<String>,
    /// `shown`: one person may lead and decide, and the receipt says so. Otherwise the lead never decides.
    #[serde(default)]
    pub(super) four_eyes: FourEyesFile,
    /// The eight gates.
    pub(super) gates: GatesFile,
    /// Examples that have to hold before the workflow is published.
    #[serde(default)]
    pub(super) tests: Vec<TestFile>,
}

/// A role that the workflow declares.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleFile {
    /// The built-in role whose rights it has.
    pub(super) base: Base,
    /// What it is called.
    pub(super) title: String,
    /// How many may hold it at once; any number when not given.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub(super) holders_at_most: Option<u32>,
}

/// How strictly different persons are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FourEyesFile {
    /// The lead never decides.
    #[default]
    Required,
    /// One person may lead and decide, and the receipt says so.
    Shown,
}

/// The eight gates, each of which has to be there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GatesFile {
    /// 1. Create a sense of urgency.
    pub(super) urgency: GateFile,
    /// 2. Build a guiding coalition.
    pub(super) coalition: GateFile,
    /// 3. Form a strategic vision.
    pub(super) vision: GateFile,
    /// 4. Enlist a volunteer army.
    pub(super) enlist: GateFile,
    /// 5. Enable action by removing barriers.
    pub(super) enable: GateFile,
    /// 6. Generate short-term wins.
    pub(super) wins: GateFile,
    /// 7. Sustain acceleration.
    pub(super) sustain: GateFile,
    /// 8. Institute change.
    pub(super) institute: GateFile,
}

impl GatesFile {
    /// The eight, in order.
    pub(super) fn in_order(&self) -> [(Step, &GateFile); 8] {
        [
            (Step::Urgency, &self.urgency),
            (Step::Coalition, &self.coalition),
            (Step::Vision, &self.vision),
            (Step::Enlist, &self.enlist),
            (Step::Enable, &self.enable),
            (Step::Wins, &self.wins),
            (Step::Sustain, &self.sustain),
            (Step::Institute, &self.institute),
        ]
    }
}

/// A gate.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GateFile {
    /// What the step is for, in a sentence.
    pub(super) purpose: String,
    /// The role that decides; `sponsor` when not given.
    #[serde(default)]
    pub(super) decides: Option<RoleName>,
    /// The share of `should` criteria that has to be met, 0 to 1; 0.7 when not given.
    #[serde(default)]
    pub(super) should_share: Option<Fixed>,
    /// Its criteria; at least one has to be a `must`.
    pub(super) criteria: Vec<CriterionFile>,
}

/// A criterion: exactly one of `measure`, `records`, `value`, `approval`, `open_for`, `waivers` and `of`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CriterionFile {
    /// Its id, unique within the gate.
    pub(super) id: CriterionId,
    /// `must` when not given.
    #[serde(default)]
    pub(super) class: Class,
    /// A measure, by name.
    #[serde(default)]
    #[schemars(extend("enum" = measure::measures().map(|row| row.name).collect::<Vec<_>>()))]
    pub(super) measure: Option<String>,
    /// The measure's parameters.
    #[serde(default)]
    pub(super) with: Option<Value>,
    /// Count the records of this kind, built-in or declared in `kinds`.
    #[serde(default)]
    #[schemars(extend("anyOf" = any_kind()))]
    pub(super) records: Option<String>,
    /// Count only records with this status.
    #[serde(default)]
    pub(super) status: Option<String>,
    /// A numeric field of records.
    #[serde(default)]
    pub(super) value: Option<ValueFile>,
    /// Approvals by holders of this role, or of any of these.
    #[serde(default)]
    pub(super) approval: Option<RolesFile>,
    /// How many different persons have to approve; 1 when not given.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub(super) quorum: Option<u32>,
    /// Instead of a quorum: the share of those holding the role then who have to approve, up to 1.
    #[serde(default)]
    pub(super) share: Option<Fixed>,
    /// The step has been open for at least so many days.
    #[serde(default)]
    pub(super) open_for: Option<u32>,
    /// Count waivers at all gates.
    #[serde(default)]
    pub(super) waivers: Option<Debt>,
    /// Several conditions, of which `at_least` so many are enough.
    #[serde(default)]
    pub(super) of: Option<Vec<PartFile>>,
    /// Not less than this.
    #[serde(default)]
    pub(super) at_least: Option<Fixed>,
    /// More than this: of a share of 0.5, more than half.
    #[serde(default)]
    pub(super) more_than: Option<Fixed>,
    /// Not more than this.
    #[serde(default)]
    pub(super) at_most: Option<Fixed>,
    /// Exactly so.
    #[serde(default)]
    pub(super) is: Option<bool>,
    /// It counts once a directory of the organisation was imported; until then it is for information.
    #[serde(default)]
    pub(super) with_directory: bool,
    /// What an initiative may change of it at its opening; nothing when not given.
    #[serde(default)]
    pub(super) tailor: Option<Leeway>,
    /// Whether a conditional go may pass the gate without it, as long as somebody owes it. Of a `must`.
    #[serde(default)]
    pub(super) deferrable: bool,
    /// Whether it can be waived for a time, and by whom.
    #[serde(default)]
    pub(super) waivable: Option<WaivableFile>,
    /// Why the criterion stands there, in a sentence.
    pub(super) why: String,
    /// Where it comes from: a study, a book, a practice.
    pub(super) source: String,
}

/// One of several conditions: exactly one of `measure`, `records`, `value` and `open_for`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PartFile {
    /// Its id, unique within the criterion.
    pub(super) id: CriterionId,
    /// A measure, by name.
    #[serde(default)]
    #[schemars(extend("enum" = measure::measures().map(|row| row.name).collect::<Vec<_>>()))]
    pub(super) measure: Option<String>,
    /// The measure's parameters.
    #[serde(default)]
    pub(super) with: Option<Value>,
    /// Count the records of this kind, built-in or declared in `kinds`.
    #[serde(default)]
    #[schemars(extend("anyOf" = any_kind()))]
    pub(super) records: Option<String>,
    /// Count only records with this status.
    #[serde(default)]
    pub(super) status: Option<String>,
    /// A numeric field of records.
    #[serde(default)]
    pub(super) value: Option<ValueFile>,
    /// The step has been open for at least so many days.
    #[serde(default)]
    pub(super) open_for: Option<u32>,
    /// Not less than this.
    #[serde(default)]
    pub(super) at_least: Option<Fixed>,
    /// More than this: of a share of 0.5, more than half.
    #[serde(default)]
    pub(super) more_than: Option<Fixed>,
    /// Not more than this.
    #[serde(default)]
    pub(super) at_most: Option<Fixed>,
    /// Exactly so.
    #[serde(default)]
    pub(super) is: Option<bool>,
    /// Read only to say that it does not belong here.
    #[serde(default)]
    #[schemars(skip)]
    pub(super) approval: Option<Value>,
    /// Read only to say that it does not belong here.
    #[serde(default)]
    #[schemars(skip)]
    pub(super) waivers: Option<Value>,
    /// Read only to say that it does not belong here.
    #[serde(default)]
    #[schemars(skip)]
    pub(super) of: Option<Value>,
}

impl PartFile {
    /// The same as a criterion that weighs as much as the whole and says nothing of its own.
    pub(super) fn as_criterion(&self, whole: &CriterionFile) -> CriterionFile {
        let part = self.clone();
        CriterionFile {
            tailor: None,
            id: part.id,
            class: whole.class,
            measure: part.measure,
            with: part.with,
            records: part.records,
            status: part.status,
            value: part.value,
            approval: None,
            quorum: None,
            share: None,
            open_for: part.open_for,
            waivers: None,
            of: None,
            at_least: part.at_least,
            more_than: part.more_than,
            at_most: part.at_most,
            is: part.is,
            with_directory: false,
            deferrable: false,
            waivable: None,
            why: whole.why.clone(),
            source: whole.source.clone(),
        }
    }
}

/// A role, or several of which each will do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "it has to be a role's name or a list of them")]
pub(super) enum RolesFile {
    /// This one.
    One(RoleName),
    /// Any of these.
    AnyOf(Vec<RoleName>),
}

impl RolesFile {
    /// The roles, one at least unless the file is wrong.
    pub(super) fn names(&self) -> &[RoleName] {
        match self {
            Self::One(role) => std::slice::from_ref(role),
            Self::AnyOf(roles) => roles,
        }
    }
}

/// That a criterion can be waived.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WaivableFile {
    /// The role whose holders may; `sponsor` when not given.
    #[serde(default)]
    pub(super) by: Option<RoleName>,
    /// The longest that a waiver lasts, in days; 60 when not given.
    #[serde(default)]
    #[schemars(range(min = 1, max = 366))]
    pub(super) days_at_most: Option<u32>,
}

/// A numeric field of records.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFile {
    /// The kind of record, built-in or declared in `kinds`.
    #[schemars(extend("anyOf" = any_kind()))]
    pub(super) kind: String,
    /// The field.
    pub(super) field: String,
    /// Which value of many.
    pub(super) take: Take,
}

/// An example that has to hold.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TestFile {
    /// What it shows.
    pub(super) name: String,
    /// The gate that is judged.
    pub(super) gate: Step,
    /// The day on which it is judged.
    pub(super) today: Date,
    /// The day on which the initiative and the step were opened; a year before today when not given.
    #[serde(default)]
    pub(super) opened_on: Option<Date>,
    /// The directory of the organisation; none was ever imported when not given.
    #[serde(default)]
    pub(super) people: Vec<PersonFile>,
    /// The records there are.
    #[serde(default)]
    pub(super) given: Vec<GivenFile>,
    /// Who holds which role besides, so that a share of its holders is of more than those who approve.
    #[serde(default)]
    pub(super) holding: BTreeMap<RoleName, Vec<PersonId>>,
    /// The approvals that were given, with the evidence as it is.
    #[serde(default)]
    pub(super) approved: Vec<ApprovedFile>,
    /// What has to come of it.
    pub(super) expect: ExpectFile,
}

/// People whom the directory of an example has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonFile {
    /// Their id; `{n}` stands for the number of the repetition.
    pub(super) id: String,
    /// Their unit.
    #[serde(default)]
    pub(super) unit: Option<String>,
    /// Whom they report to; `{n}` stands for the number of the repetition.
    #[serde(default)]
    pub(super) manager: Option<String>,
    /// Their level in the hierarchy.
    #[serde(default)]
    pub(super) level: Option<String>,
    /// How many such people there are, with `{n}` from 1; one when not given.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    pub(super) times: Option<u32>,
}

/// Records that an example starts from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenFile {
    /// The kind of record.
    #[schemars(extend("enum" = RECORDS.iter().map(|row| row.name).collect::<Vec<_>>()))]
    pub(super) kind: String,
    /// Its fields; `{n}` in a text stands for the number of the repetition.
    pub(super) data: Value,
    /// The day it speaks of; the example's day when not given.
    #[serde(default)]
    pub(super) on: Option<Date>,
    /// Who recorded it; `lead` when not given.
    #[serde(default)]
    pub(super) by: Option<PersonId>,
    /// How many times, with `{n}` from 1; once when not given.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    pub(super) times: Option<u32>,
}

/// An approval that an example starts from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovedFile {
    /// The criterion.
    pub(super) criterion: CriterionId,
    /// Who approved it; in the example they hold the role, of several the first.
    pub(super) by: PersonId,
}

/// What has to come of an example.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectFile {
    /// Whether the gate is open.
    pub(super) verdict: Verdict,
    /// Every `must` and `should` criterion that is not met, in the file's order.
    #[serde(default)]
    pub(super) unmet: Vec<CriterionId>,
}

/// The names of the built-in kinds that can be counted or excluded.
fn built_in() -> Vec<&'static str> {
    RECORDS.iter().map(|row| row.name).filter(|name| *name != Kind::Custom.name()).collect()
}

/// A built-in kind to choose, or a name that the file declares.
fn any_kind() -> Value {
    json!([{"enum": built_in()}, {"pattern": "^[a-z][a-z0-9_]{0,63}$"}])
}

/// The JSON Schema of a workflow file, for editors.
pub fn schema() -> Value {
    schemars::schema_for!(WorkflowFile).into()
}
