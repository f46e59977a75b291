//! Every sentence that windrose says. Sentences are made only here, so that page, command line and RPC say the same
//! words; rules hand over figures and codes.
//!
//! The texts stand in Fluent files, a folder for each language (`en/`, `de/`); code chooses the message and hands it
//! its figures. Which language is spoken is said around the code that makes sentences: see [`Language`]. To add a
//! language: its folder, its arms in `language` and `formats`, and its bundle in `messages`.
//!
//! Findings, problems and timeline lines are fragments without a full stop, so that they can stand in a list or within
//! a sentence. Refusals are whole sentences.

mod coalition;
mod contacts;
mod directory;
mod events;
mod fields;
mod findings;
mod formats;
mod gates;
mod glossary;
mod lacking;
mod language;
mod messages;
mod pages;
mod pilots;
mod portfolio;
mod problems;
mod refusals;
mod showing;
#[cfg(test)]
mod tests;
mod texts;
mod time;
mod ways;
mod words;

pub use coalition::{NameOf, next as coalition_next, what_if as coalition_what_if};
pub(super) use coalition::{
    broker as coalition_broker, cut as coalition_cut, cuts as coalition_cuts, gap as coalition_gap,
    groups as coalition_groups, hr as coalition_hr, lack as coalition_lack,
    member_label as coalition_member_label, notes as coalition_notes, only as coalition_only,
    rank as coalition_rank, ranks as coalition_ranks, reach as coalition_reach,
    response as coalition_response, sponsors as coalition_sponsors, tie as coalition_tie,
    unit_lines as coalition_unit_lines,
};
pub use contacts::contact_due;
pub use directory::{column, trouble};
pub use events::event;
pub use fields::{
    ANY_RECORD, FieldWords, choice, declared_field, example, feature, field, indicator_unit,
    is_of_record, unit,
};
pub use findings::{finding, help};
pub use formats::{date, day_time, number, percent, percent_about, whole};
pub use gates::{blocked, receipt, step_title, verdict};
pub use glossary::{KindWords, MeasureWords, declared_kind, kind, measure, status};
pub use lacking::lacking;
pub use language::Language;
pub use pages::{Arg, page, page_if_any};
pub use pilots::{clash, pilots_lacked, pilots_summary, stage, stage_state, what_if};
pub(super) use pilots::{stage_days, stage_label};
pub use portfolio::{next, waits};
pub use problems::{problem, uncovered};
pub use refusals::{advice, refusal};
pub use showing::showing;
pub use texts::{criterion_title, text};
pub use time::{deadline, task};
pub use ways::way;
pub use words::{role_name, step_name};
