//! Pure folds for reading: what a person or a program is shown. Holds no rule and changes nothing.
//!
//! Every function here is told who looks, in the facts' `actor`; what they may not see is left out and said to be.

pub mod board;
pub mod coalition;
pub mod contacts;
mod diagram;
pub mod directory;
pub mod figure;
pub mod gantt;
pub mod inbox;
pub mod measures;
pub mod moved;
pub mod pilots;
pub mod portfolio;
pub mod receipt;
pub mod records;
pub mod report;
pub mod rose;
pub mod scorecard;
pub mod showing;
pub mod timeline;
pub mod trends;
pub mod vocabulary;
pub mod waivers;
pub mod wording;
