//! The stage graph: the eight steps and the pilots, who waits for whom, and what follows from it.
//!
//! A step waits for the step before it and for the pilots it needs; a pilot waits for the pilots whose result it needs
//! and for the step after which it starts. All of it is computed from records each time; only our own ids are ever
//! stored.
//!
//! ```text
//! records ─► plan ─► graph ─┬─► standing   what is ready, what waits, what is blocked and by what
//!                           ├─► dates      when it can be at the earliest; slack, critical path, clashes
//!                           ├─► waves      in which order pilots can be rolled out, and which together
//!                           └─► what_if    the same again, with a pilot stopped or late, and the difference
//! ```

#[cfg(test)]
mod brute;
mod dates;
mod graph;
mod plan;
mod standing;
mod waves;
mod what_if;

pub use dates::{Clash, Forecast, Span, forecast};
pub use graph::{Cycle, Stage, StageGraph, Waits};
pub use plan::{Conflict, Lacked, PilotPlan, Plan, StepPlan, lacked};
pub use standing::{Standing, State, blocked, standings};
pub use waves::{Placed, Priority, waves};
pub use what_if::{Change, Difference, Moved, what_if};
