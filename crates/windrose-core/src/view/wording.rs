//! Every sentence that windrose says. Sentences are made only here, so that page, command line and RPC say the same
//! words; rules hand over figures and codes.
//!
//! The texts stand in one Fluent file a language (`en.ftl`); code chooses the message and hands it its figures. To add
//! a language: its file and its arm in `language::Language`.
//!
//! Findings, problems and timeline lines are fragments without a full stop, so that they can stand in a list or within
//! a sentence. Refusals are whole sentences.

mod contacts;
mod events;
mod findings;
mod gates;
mod language;
mod portfolio;
mod problems;
mod refusals;
mod showing;
#[cfg(test)]
mod tests;
mod time;
mod ways;

pub use contacts::contact_due;
pub use events::event;
pub use findings::{finding, help};
pub use gates::{blocked, receipt, step_title, verdict};
pub use portfolio::{next, waits};
pub use problems::{problem, uncovered};
pub use refusals::{advice, refusal};
pub use showing::showing;
pub use time::{deadline, task};
pub use ways::way;
