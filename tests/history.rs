//! Many clients at once, which hang up, repeat themselves and are killed, and a daemon that is killed: is what they were
//! answered what would have been answered one after another?
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod brute;
mod checker;
mod mutants;
mod record;
mod simulate;
mod sweep;
