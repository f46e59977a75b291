//! windrose over HTTP and JSON-RPC: transports only.
//!
//! ```text
//!  server (sockets) ──► http (admission, limits, status codes) ──► rpc (dispatch) ──► one method's own file
//! ```
//!
//! No rule of the product lives here. A transport parses, asks who is calling, hands the call on and writes the answer.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "in a test, a panic is the report"))]

mod calendar;
pub mod call;
pub mod http;
pub mod language;
pub mod rpc;
pub mod secret;
pub mod server;
pub mod site;
pub mod token;
pub mod web;
