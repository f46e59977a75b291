//! windrose's core: how an initiative moves through Kotter's eight steps, and what is kept of it.
//!
//! ```text
//!   engine ─► journal ─► rules ◄─ view
//! ```
//!
//! [`rules`] decides and [`view`] reads; both are pure. [`journal`] keeps what was decided and [`engine`] carries a
//! command from one to the other; both need the feature `store`. Absent on purpose: HTTP, JSON-RPC, HTML.

pub mod rules;
pub mod view;

#[cfg(feature = "store")]
pub mod engine;
#[cfg(feature = "store")]
pub mod journal;
