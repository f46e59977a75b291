//! Whether calls can be put into an order that agrees with real time, when each says at which ranks it may stand.
//!
//! A call that ended before another was asked may not stand behind it. Such an order exists exactly when every call can
//! be given a rank of its own that is not below the rank of any call that ended before it was asked. The calls are walked
//! in the order in which they were asked, and each takes the lowest rank that it may: a lower rank never stands in the
//! way of a later call. So the check is exact, and costs little more than sorting.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::record::Time;

/// A call, the time within which it took effect, and the ranks at which it may stand.
pub(super) struct Item<'a, T> {
    pub(super) who: &'a T,
    pub(super) invoked: Time,
    pub(super) returned: Time,
    /// From and to, in order.
    pub(super) ranks: Vec<(u64, u64)>,
}

/// A call that finds no place, and the one before it in time that pushed it out of its last.
pub(super) struct Clash<'a, T> {
    pub(super) who: &'a T,
    /// None when there was no place for it at all.
    pub(super) after: Option<&'a T>,
}

/// Every call that cannot be placed.
pub(super) fn sweep<'a, T>(mut items: Vec<Item<'a, T>>) -> Vec<Clash<'a, T>> {
    items.sort_by_key(|it| it.invoked);
    let mut clashes = Vec::new();
    // Those that are under way, by when they end, with their rank.
    let mut under_way: BinaryHeap<Reverse<(Time, u64, usize)>> = BinaryHeap::new();
    let mut least = (0, None);
    for (at, item) in items.iter().enumerate() {
        while let Some(Reverse((returned, rank, earlier))) = under_way.peek().copied() {
            if returned >= item.invoked {
                break;
            }
            under_way.pop();
            if rank > least.0 {
                least = (rank, Some(earlier));
            }
        }
        let place = item.ranks.iter().find(|(_, to)| *to >= least.0);
        match place {
            Some((from, _)) => under_way.push(Reverse((item.returned, least.0.max(*from), at))),
            None => clashes.push(Clash {
                who: item.who,
                after: least.1.filter(|_| !item.ranks.is_empty()).map(|it| items[it].who),
            }),
        }
    }
    clashes
}
