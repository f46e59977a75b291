//! What a log holds that sled does not hold yet.

use super::super::super::{Position, StoreError};
use super::segment::Record;

/// A record with the number of its segment.
pub(in super::super) type Found = (usize, Record);

/// The records with positions behind `applied`, in their order.
///
/// A record that is not whole is not among `found`. It was being written when the process or the power went, and was
/// never acknowledged, only if nothing was written behind it: a gap before a later record is damage.
///
/// # Errors
/// `Damaged` with the first position that is missing.
pub(in super::super) fn live(
    found: impl IntoIterator<Item = Found>,
    applied: Position,
) -> Result<Vec<Found>, StoreError> {
    // What an earlier lap left has positions that sled holds: nothing else may be overwritten.
    let mut live: Vec<Found> =
        found.into_iter().filter(|(_, record)| record.last > applied).collect();
    live.sort_by_key(|(_, record)| record.first);
    let mut next = applied + 1;
    for (number, (_, record)) in live.iter().enumerate() {
        // The first one may have gone into sled in part: blocks do not end where groups do.
        let fits = record.first == next || (number == 0 && record.first < next);
        if !fits {
            let what = if record.first > next {
                format!("the commit log lacks it, and goes on with position {}", record.first)
            } else {
                "the commit log holds it twice".to_owned()
            };
            return Err(StoreError::Damaged { position: next.min(record.first), what });
        }
        next = record.last + 1;
    }
    Ok(live)
}
