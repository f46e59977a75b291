//! At least so many of several conditions.

use super::super::criterion::Amount;
use super::super::ids::RecordId;
use super::super::measure::Reading;
use super::{Finding, Remedy, Status};

/// How many of the conditions are met. Of those that are not known none is, so nothing is ever met by not knowing.
pub(super) fn count(parts: &[Finding]) -> Reading {
    let met = |it: &&Finding| it.status == Status::Met;
    let records: Vec<RecordId> =
        parts.iter().flat_map(|it| &it.records).map(|source| source.id).collect();
    Reading {
        amount: Amount::Count(parts.iter().filter(met).count() as u64),
        records,
        lacking: parts
            .iter()
            .filter(|it| !met(it))
            .map(|it| it.criterion.to_string().into())
            .collect(),
    }
}

/// What helps: the call for the first condition that is not met and that somebody can change.
pub(super) fn remedy(parts: &[Finding]) -> Option<Remedy> {
    let mut missing = parts.iter().filter(|it| it.status != Status::Met);
    let changeable = missing.clone().find(|it| it.remedy.method.is_some());
    changeable.or_else(|| missing.next()).map(|it| it.remedy.clone())
}
