//! The pages. They show what `windrose_core::view` makes and send the same calls as every other client; no rule lives here.
//!
//! ```text
//!  GET  ─► session ─► view ─► maud ─► frame ─► HTML       (draw: pictures; form: fields from a schema)
//!  POST ─► same origin? ─► session ─► form ─► the method's row ─► 303, or the page again with what was typed
//! ```

pub mod draw;
pub(crate) mod form;
