//! The coalition graph: who reaches whom, who holds pieces together, and whom to add next.
//!
//! [`inputs`] makes a [`network::Network`] of people and ties from records and the directory; everything else looks at
//! that network alone, and [`analysis`] puts together what gates ask. Influence flows from a manager to those who report
//! to them, from who was named to who named them, and both ways between people who meet. What divides people (cuts, brokers, components) is looked at without directions
//! and without counting a tie twice. Every answer names what it lacked, and equal figures share a place.

pub mod analysis;
pub mod brokers;
pub mod cover;
pub mod cuts;
pub mod groups;
mod hierarchy;
pub mod hr;
pub mod inputs;
pub mod lack;
pub mod network;
pub mod rank;
pub mod reach;
pub mod small;
pub mod sponsors;
#[cfg(test)]
mod testing;

/// Puts the highest figures first, equal ones by id, and gives places as in a race: equal figures share one, and the
/// next place counts all before it.
fn put_in_places<T, F: Ord>(
    list: &mut [T],
    figure: impl Fn(&T) -> F,
    place: impl Fn(&mut T) -> &mut u32,
) {
    // Stable: whoever made the list did so in the order of ids.
    list.sort_by_key(|it| std::cmp::Reverse(figure(it)));
    let mut given = 0;
    for at in 0..list.len() {
        if at == 0 || figure(&list[at]) != figure(&list[at - 1]) {
            given = at as u32 + 1;
        }
        *place(&mut list[at]) = given;
    }
}
