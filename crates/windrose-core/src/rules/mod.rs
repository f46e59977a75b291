//! Pure rules: values in, values out.
//!
//! `decide` holds every rule and changes nothing; `apply` holds no rule and cannot fail. Absent on purpose: files,
//! sockets, clocks, environment, randomness, logging. What time it is and who asks arrive in [`facts::Facts`].

pub mod access;
pub mod agenda;
pub mod cadence;
pub mod calendar;
pub mod coalition;
pub mod command;
pub mod criterion;
pub mod deadline;
pub mod decide;
pub mod directory;
pub mod effect;
pub mod event;
pub mod facts;
pub mod fixed;
pub mod gate;
mod holding;
pub mod ids;
pub mod initiative;
pub mod measure;
pub mod members;
pub mod naming;
pub mod nearest;
pub mod notices;
pub mod now;
pub mod outline;
pub mod pilots;
pub mod receipt;
pub mod record;
pub mod refusal;
pub mod role;
pub mod scorecard;
pub mod shape;
pub mod showing;
pub mod standing;
pub mod step;
pub mod summary;
#[cfg(test)]
pub(crate) mod testing;
pub mod waiver;
pub mod workflow;
