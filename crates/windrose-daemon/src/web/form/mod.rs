//! Forms out of JSON Schemas, and back: what a browser sends becomes the params of a call.
//!
//! ```text
//!  schema ─► model ─► html ─► browser ─► sent ─► value ─► the method's row
//!               value ─► typed ─┘            └─► typed, faults ─► html, with what was typed
//!  text of a spreadsheet ─► table ─► paste ─► values with faults by cell ─► preview
//! ```
//!
//! A form knows no engine: which people, records and units there are to choose from is handed in as [`Choices`].

mod faults;
mod html;
mod inputs;
mod model;
mod paste;
mod scalar;
mod sent;
mod table;
#[cfg(test)]
mod tests;
mod typed;
mod words;

pub(crate) use faults::faults_of;
pub(crate) use html::{Around, form};
pub(crate) use model::{Field, Form, Input};
pub(crate) use paste::{Pasted, ask, paste, preview};
pub(crate) use sent::{Action, read};
pub(crate) use table::lines;
pub(crate) use typed::Typed;

/// What there is to choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// People: id and name.
    pub(crate) persons: Vec<(String, String)>,
    /// Live records: id, kind, and what it says in short.
    pub(crate) records: Vec<(String, String, String)>,
    /// Units, as the scope names them.
    pub(crate) units: Vec<String>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// JSON pointer from the start of the form; empty where it is about no field.
    pub(crate) pointer: String,
    /// What is wrong, in a sentence.
    pub(crate) sentence: String,
}
