//! JSON-RPC over HTTP: who is let in, how much is read, and which status an answer has.
//!
//! ```text
//!  POST /rpc ─► admitted? 401 ─► JSON? 415 ─► body: 413, 408 ─► to the end ─► 200, or 204 with nothing to say
//! ```
//!
//! A status other than 200 and 204 speaks about the transport, never about a method; its body is a JSON-RPC error with
//! a null id all the same, so that a client needs one way only of reading errors.
//!
//! A caller who hangs up gets no answer, and the call is finished nevertheless: see `to_the_end`.

pub(crate) mod body;
mod to_the_end;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT,
    RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use self::body::Unread;
use self::to_the_end::Panicked;
use crate::language::{asked_for, speaking};
use crate::rpc::{Committed, Dispatcher, Kind, RpcError};

/// The longest body of a call. A record is a few hundred bytes; this leaves room for a long batch.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;

/// How long a body may take to arrive. A slower one holds a connection that others are waiting for.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// The most calls under way at once. Above [`crate::server::CONNECTIONS_MAX`], so that only calls whose callers have
/// hung up can use them up.
pub const CALLS_MAX: u32 = 1024;

/// The length of a token above which nobody compares it.
const TOKEN_BYTES_MAX: usize = 256;

/// Decides who may call at all.
pub trait Gatekeeper: Send + Sync + 'static {
    /// What a call is given about its caller.
    type Context: Clone + Send + 'static;

    /// Lets a request in, or refuses it: `unauthenticated` becomes 401, `rate_limited` 429. Must not block.
    fn admit(&self, headers: &HeaderMap) -> Result<Self::Context, RpcError>;
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Result<&str, RpcError> {
    let refused = |detail: &str| Err(RpcError::unauthenticated(detail));
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (all.next(), all.next()) else {
        return refused("Send one header `Authorization: Bearer wrt_…` with your access token.");
    };
    let token =
        header.to_str().ok().and_then(|text| text.split_once(' ')).and_then(|(scheme, token)| {
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
    match token {
        Some(token) if !token.is_empty() && token.len() <= TOKEN_BYTES_MAX => Ok(token),
        _ => refused("The `Authorization` header must read `Bearer wrt_…`."),
    }
}

/// The calls under way. Kept by whoever stops the daemon, to wait for those whose callers have gone.
#[derive(Debug, Clone)]
pub struct Calls(Arc<Semaphore>);

impl Calls {
    /// None under way, [`CALLS_MAX`] possible.
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(CALLS_MAX as usize)))
    }

    /// Waits until no call is under way, at most for `within`; tells whether that came true.
    pub async fn finished(&self, within: Duration) -> bool {
        tokio::time::timeout(within, self.0.acquire_many(CALLS_MAX)).await.is_ok()
    }
}

impl Default for Calls {
    fn default() -> Self {
        Self::new()
    }
}

struct Front<G: Gatekeeper> {
    dispatcher: Arc<Dispatcher<G::Context>>,
    gatekeeper: G,
    ready: Box<dyn Fn() -> Result<(), String> + Send + Sync>,
    calls: Calls,
    body_timeout: Duration,
}

/// The routes of the API: `/rpc`, `/openrpc.json`, `/health/live`, `/health/ready`, and 404 for the rest.
///
/// `ready` answers whether calls can be served now, or a sentence why not, which anybody may read: health is asked for
/// without a token. The document needs one, like everything else.
pub fn router<G: Gatekeeper>(
    dispatcher: Arc<Dispatcher<G::Context>>,
    gatekeeper: G,
    ready: impl Fn() -> Result<(), String> + Send + Sync + 'static,
    calls: Calls,
) -> Router {
    let ready = Box::new(ready);
    routes(Front { dispatcher, gatekeeper, ready, calls, body_timeout: BODY_TIMEOUT })
}

fn routes<G: Gatekeeper>(front: Front<G>) -> Router {
    Router::new()
        .route("/rpc", post(rpc::<G>).fallback(only_post))
        .route("/openrpc.json", get(openrpc::<G>))
        .route("/health/live", get(live))
        .route("/health/ready", get(readiness::<G>))
        .fallback(unknown_path)
        .with_state(Arc::new(front))
}

async fn rpc<G: Gatekeeper>(State(front): State<Arc<Front<G>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let context = match front.gatekeeper.admit(&head.headers) {
        Ok(context) => context,
        Err(error) => return refuse(&error),
    };
    if !is_json(&head.headers) {
        let error = RpcError::invalid_request("Send the call as `Content-Type: application/json`.");
        return problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, &error);
    }
    let body = match read(&head.headers, body, front.body_timeout).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    let Ok(permit) = front.calls.0.clone().try_acquire_owned() else {
        let detail = "Too many calls are under way; try again in a moment.";
        return refuse(&RpcError::unavailable(detail, 1, Committed::No));
    };
    let dispatcher = front.dispatcher.clone();
    let language = asked_for(&head.headers);
    let call = to_the_end::carry(async move {
        let answer = speaking(language, dispatcher.handle(context, &body)).await;
        drop(permit);
        answer
    });
    match call.await {
        Ok(Some(answer)) => json_response(StatusCode::OK, answer),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(Panicked) => {
            // The dispatcher catches the panics of methods; this one is its own.
            tracing::error!("a call panicked and ended without an answer");
            refuse(&RpcError::internal())
        }
    }
}

async fn read(headers: &HeaderMap, body: Body, timeout: Duration) -> Result<Bytes, Response> {
    let declared =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let too_long = || {
        let detail =
            format!("A body holds at most {BODY_BYTES_MAX} bytes; send fewer calls at once.");
        let error = RpcError::invalid_request(detail).with("body_bytes_max", BODY_BYTES_MAX);
        problem(StatusCode::PAYLOAD_TOO_LARGE, &error)
    };
    // A client that asks first is told before it sends anything.
    if headers.contains_key(EXPECT)
        && declared.is_some_and(|bytes: u64| bytes > BODY_BYTES_MAX as u64)
    {
        return Err(too_long());
    }
    body::read(body, BODY_BYTES_MAX, timeout).await.map_err(|unread| match unread {
        Unread::TooLong => too_long(),
        Unread::TooSlow => {
            let detail = format!("The body did not arrive within {} s.", timeout.as_secs());
            let mut response =
                problem(StatusCode::REQUEST_TIMEOUT, &RpcError::invalid_request(detail));
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Unread::Broken => {
            let error = RpcError::invalid_request("The body broke off.");
            problem(StatusCode::BAD_REQUEST, &error)
        }
    })
}

async fn openrpc<G: Gatekeeper>(
    State(front): State<Arc<Front<G>>>,
    headers: HeaderMap,
) -> Response {
    match front.gatekeeper.admit(&headers) {
        Ok(_) => json_response(StatusCode::OK, front.dispatcher.document().to_owned()),
        Err(error) => refuse(&error),
    }
}

async fn live() -> Response {
    sentence(StatusCode::OK, &json!({ "status": "live" }))
}

async fn readiness<G: Gatekeeper>(State(front): State<Arc<Front<G>>>) -> Response {
    match (front.ready)() {
        Ok(()) => sentence(StatusCode::OK, &json!({ "status": "ready" })),
        Err(detail) => {
            let body = json!({ "status": "not_ready", "detail": detail });
            sentence(StatusCode::SERVICE_UNAVAILABLE, &body)
        }
    }
}

async fn only_post() -> Response {
    let detail = "Calls are sent with POST; GET /openrpc.json tells which there are.";
    let mut response = sentence(StatusCode::METHOD_NOT_ALLOWED, &json!({ "detail": detail }));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// What a program is told of an address that there is not.
pub(crate) async fn unknown_path() -> Response {
    let detail = "Nothing is here; calls go to POST /rpc, and GET /openrpc.json describes them.";
    sentence(StatusCode::NOT_FOUND, &json!({ "detail": detail }))
}

/// The media type alone decides; a browser form cannot send this one across sites without asking first.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(CONTENT_TYPE).map(HeaderValue::to_str) else {
        return false;
    };
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

/// A call that never reached the dispatcher, under the status that its kind of error has in HTTP.
fn refuse(error: &RpcError) -> Response {
    let status = match error.kind() {
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::InternalError => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut response = problem(status, error);
    if error.kind() == Kind::Unauthenticated {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = error.data().get("retry_after_s").and_then(Value::as_u64) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn problem(status: StatusCode, error: &RpcError) -> Response {
    json_response(status, error.to_response())
}

fn sentence(status: StatusCode, body: &Value) -> Response {
    json_response(status, body.to_string())
}

fn json_response(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // What one caller may see is nothing to keep for the next.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
