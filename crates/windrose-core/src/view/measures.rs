//! The measures, as they are told to people and programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::rules::measure::{MeasureRow, Unit, measures};
use crate::rules::record::Kind;
use crate::rules::step::Step;

/// A measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureView {
    /// Its name.
    pub measure: String,
    /// The step at whose gate it usually stands.
    pub step: Step,
    /// Its unit: what a bound of it is given in.
    pub unit: Unit,
    /// What it asks.
    pub question: String,
    /// How to raise it.
    pub raise: String,
    /// Where its idea and the defaults of its parameters come from.
    pub provenance: String,
    /// The kinds of records it is computed from; the first is what one records to raise it.
    pub reads: Vec<Kind>,
    /// The JSON Schema of its parameters, with their defaults.
    pub parameters: Value,
}

impl From<&MeasureRow> for MeasureView {
    fn from(row: &MeasureRow) -> Self {
        Self {
            measure: row.name.to_owned(),
            step: row.step,
            unit: row.unit,
            question: row.question.to_owned(),
            raise: row.raise.to_owned(),
            provenance: row.provenance.to_owned(),
            reads: row.reads.to_vec(),
            parameters: (row.params)().into(),
        }
    }
}

/// Every measure, or those of one step.
pub fn list(step: Option<Step>) -> Vec<MeasureView> {
    let wanted = |row: &&MeasureRow| step.is_none_or(|step| step == row.step);
    measures().filter(wanted).map(MeasureView::from).collect()
}
