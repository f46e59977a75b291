//! JSON-RPC 2.0, to the letter, over one table of methods.
//!
//! ```text
//!  bytes ─► envelope ─► dispatch ─► row ─► params ─► the method ─► answer or RpcError
//!                          └─► openrpc: the same table, told to machines
//! ```
//!
//! Only this folder knows JSON-RPC; it knows neither HTTP nor any rule of the product. A method is one type that
//! implements [`Method`] and one line of the table: `Row::of::<GateDecide>()`. Dispatch, the OpenRPC document, the
//! command line and the reference all follow from that line.

mod dispatch;
mod envelope;
mod error;
pub mod methods;
pub mod openrpc;
mod params;
mod row;

pub use dispatch::{BATCH_MAX, Dispatcher};
pub use error::{CODES, Code, Committed, Kind, RpcError};
pub use row::{Calling, Method, MethodKind, NoParams, Row};

// The one place that names where near words come from.
pub(crate) use windrose_core::rules::nearest::nearest;
