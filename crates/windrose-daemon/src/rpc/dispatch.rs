//! From the bytes of a body to the text of its answer.
//!
//! A batch is run in order and is not atomic: a call that fails undoes none before it. A notification is executed and
//! never answered, not even with an error. A method that panics is answered with an internal error, and the daemon goes
//! on.

use std::any::Any;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use serde_json::value::RawValue;

use super::envelope::{Body, Malformed, Request};
use super::error::{Kind, RpcError};
use windrose_core::rules::shape::did_you_mean;

use super::params;
use super::row::{NoParams, Row};
use super::{nearest, openrpc};

/// The most calls in one batch. A batch holds its connection, and its answer the memory, until the last call is done.
pub const BATCH_MAX: usize = 50;

/// The one method that is not in the table: it answers the table.
const DISCOVER: &str = "rpc.discover";

type Outcome = Result<Box<RawValue>, RpcError>;

/// Calls the methods of one table. `C` is what each call is given, besides its params.
pub struct Dispatcher<C: 'static> {
    methods: HashMap<&'static str, &'static Row<C>>,
    document: Box<RawValue>,
}

impl<C: Clone + Send + 'static> Dispatcher<C> {
    /// A dispatcher over `methods`. Whether the table itself is in order is a matter for a test: see
    /// [`openrpc::faults`]. Names that begin with `rpc.` are reserved and never looked up in it.
    pub fn new(methods: &'static [Row<C>]) -> Self {
        let document = openrpc::document(methods).to_string();
        Self {
            methods: methods.iter().map(|row| (row.name, row)).collect(),
            document: RawValue::from_string(document).expect("a JSON value prints as JSON"),
        }
    }

    /// The OpenRPC document, as `rpc.discover` answers it.
    pub fn document(&self) -> &str {
        self.document.get()
    }

    /// Runs every call in `body` and answers the text to send back; none when nothing is to be sent.
    ///
    /// The future may be dropped at any point as far as the dispatcher is concerned, but that drops the running method
    /// as well. A transport that lets callers hang up spawns it instead.
    pub async fn handle(&self, context: C, body: &[u8]) -> Option<String> {
        match Body::read(body, BATCH_MAX) {
            Err(error) => Some(error.to_response()),
            Ok(Body::Single(request)) => self.one(context, request).await,
            Ok(Body::Batch { count: 0, .. }) => {
                Some(RpcError::invalid_request("A batch holds at least one call.").to_response())
            }
            Ok(Body::Batch { count, .. }) if count > BATCH_MAX => {
                let detail =
                    format!("A batch holds at most {BATCH_MAX} calls; this one has {count}.");
                let error = RpcError::invalid_request(detail).with("batch_max", BATCH_MAX);
                Some(error.to_response())
            }
            Ok(Body::Batch { calls, .. }) => {
                let mut answers = String::new();
                for text in calls {
                    let request = Request::read(text);
                    if let Some(answer) = self.one(context.clone(), request).await {
                        answers.push(if answers.is_empty() { '[' } else { ',' });
                        answers.push_str(&answer);
                    }
                }
                if answers.is_empty() {
                    return None;
                }
                answers.push(']');
                Some(answers)
            }
        }
    }

    async fn one(&self, context: C, request: Result<Request<'_>, Malformed<'_>>) -> Option<String> {
        let request = match request {
            Ok(request) => request,
            Err(Malformed { id, error }) => return Some(error.to_response_for(id)),
        };
        let outcome = self.call(context, &request).await;
        if let Err(error) = &outcome {
            log(&request, error);
        }
        let id = request.id?;
        Some(match outcome {
            Ok(result) => {
                let mut answer = String::with_capacity(result.get().len() + id.len() + 40);
                // Writing to a string does not fail.
                let _ = write!(answer, r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#);
                answer
            }
            Err(error) => error.to_response_for(id),
        })
    }

    async fn call(&self, context: C, request: &Request<'_>) -> Outcome {
        if request.method == DISCOVER {
            params::parse::<NoParams>(request.params)?;
            return Ok(self.document.clone());
        }
        let known = self.methods.get(request.method.as_ref());
        let Some(row) = known.filter(|_| !openrpc::is_reserved(&request.method)) else {
            return Err(self.no_such_method(request));
        };
        // Parsing is guarded as well: a params type is a method's own code.
        let call = async { (row.call)(context, request.params).await };
        guarded(call).await.unwrap_or_else(|panic| {
            tracing::error!(method = row.name, panic = what(panic.as_ref()), "a method panicked");
            Err(RpcError::internal())
        })
    }

    fn no_such_method(&self, request: &Request<'_>) -> RpcError {
        let names = self.methods.keys().copied().chain([DISCOVER]);
        let near = nearest(&request.method, names);
        let rest = match did_you_mean(&near) {
            none if none.is_empty() => format!("; `{DISCOVER}` lists them all."),
            near => near,
        };
        let detail = format!("There is no method `{}`{rest}", request.method_quoted());
        RpcError::new(Kind::MethodNotFound, detail).with("nearest", near)
    }
}

/// A refusal is an answer and is logged as one. An internal error was logged by whoever made it, with its cause.
fn log(request: &Request<'_>, error: &RpcError) {
    let (method, kind) = (request.method_quoted(), error.kind().row().name);
    match error.kind() {
        Kind::InternalError => {}
        Kind::ParseError | Kind::InvalidRequest | Kind::MethodNotFound | Kind::InvalidParams => {
            tracing::debug!(method, kind, "call not understood");
        }
        _ => tracing::info!(method, kind, "call refused"),
    }
}

/// Runs `call` to its end or to its panic. What a panic leaves half done lies in the future, which is not polled again.
async fn guarded(call: impl Future<Output = Outcome>) -> Result<Outcome, Box<dyn Any + Send>> {
    let mut call = pin!(call);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(cx))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(outcome)) => Poll::Ready(Ok(outcome)),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

/// What a panic said, for the log.
fn what(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&'static str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests;
