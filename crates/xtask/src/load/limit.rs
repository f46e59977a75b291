//! The machine's limit: a server that takes the same commands and does as little with them as can be done durably.
//!
//! HTTP by hyper, JSON-RPC parsed into types, records kept in memory, params appended to a preallocated file, and one
//! `fdatasync` before the answers of a group. No rule, no receipt, no chain, no checksum, no index, nobody who is let in
//! or not. Run as `cargo xtask load-limit-server`, once more without the file for `echo_per_s`.
//!
//! One thread does everything, as in the daemon: the command that finds no group under way lets all others that have
//! arrived join, then writes for all of them in place.

use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::path::Path;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::LocalSet;

use super::limit_log::Log;
use super::run::RECORDS;

/// How long the head of a request may take, as in the daemon.
const HEAD_TIMEOUT: Duration = Duration::from_secs(60);

/// Serves until it is killed. Prints its address first. Without a file nothing is written: what the rest costs.
pub(crate) fn serve(file: Option<&Path>) -> Result<(), String> {
    let log = file.map(Log::create).transpose()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|it| it.to_string())?;
    let state = Rc::new(RefCell::new(State { log, ..State::default() }));
    LocalSet::new().block_on(&runtime, async {
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|it| it.to_string())?;
        println!("{}", listener.local_addr().map_err(|it| it.to_string())?);
        loop {
            let (stream, _) = listener.accept().await.map_err(|it| it.to_string())?;
            stream.set_nodelay(true).map_err(|it| it.to_string())?;
            let state = state.clone();
            tokio::task::spawn_local(async move {
                let service = service_fn(|request| answer(state.clone(), request));
                // A client that leaves in the middle is no failure.
                let _ = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIMEOUT)
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    })
}

#[derive(Default)]
struct State {
    initiatives: HashMap<String, Initiative>,
    log: Option<Log>,
    waiting: Vec<oneshot::Sender<()>>,
}

#[derive(Default)]
struct Initiative {
    version: u64,
    records: Vec<Kept>,
    decided: usize,
}

/// A record in memory.
struct Kept {
    _kind: String,
    _data: String,
}

#[derive(Deserialize)]
struct Call<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    method: &'a str,
    #[serde(borrow)]
    params: &'a RawValue,
}

#[derive(Deserialize)]
struct Open<'a> {
    initiative: &'a str,
}

#[derive(Deserialize)]
struct Add<'a> {
    initiative: &'a str,
    #[serde(borrow)]
    records: Vec<Record<'a>>,
}

#[derive(Deserialize)]
struct Record<'a> {
    kind: &'a str,
    #[serde(borrow)]
    data: &'a RawValue,
}

#[derive(Deserialize)]
struct Decide<'a> {
    initiative: &'a str,
    step: &'a str,
    decision: &'a str,
}

async fn answer(
    state: Rc<RefCell<State>>,
    request: Request<Incoming>,
) -> Result<Response<Whole>, Infallible> {
    let body = match read(request.into_body()).await {
        Ok(body) => body,
        Err(error) => return Ok(json(problem("null", &error))),
    };
    let call: Call<'_> = match serde_json::from_slice(&body) {
        Ok(call) => call,
        Err(error) => return Ok(json(problem("null", &error.to_string()))),
    };
    let id = call.id.get();
    Ok(json(match carry_out(&state, &call).await {
        Ok(version) => {
            format!(
                r#"{{"jsonrpc":"2.0","id":{id},"result":{{"version":{version},"replayed":false,"dry_run":false}}}}"#
            )
        }
        Err(error) => problem(id, &error),
    }))
}

/// Carries out a command, and waits until it is on the disk.
async fn carry_out(state: &Rc<RefCell<State>>, call: &Call<'_>) -> Result<u64, String> {
    let version = state.borrow_mut().apply(call)?;
    let (leads, written) = {
        let mut state = state.borrow_mut();
        let Some(log) = state.log.as_mut() else { return Ok(version) };
        log.push(call.params.get().as_bytes());
        let (sender, written) = oneshot::channel();
        state.waiting.push(sender);
        (state.waiting.len() == 1, written)
    };
    if leads {
        let state = state.clone();
        tokio::task::spawn_local(async move {
            // Lets every command that has arrived join: the whole window in which a group gathers.
            tokio::task::yield_now().await;
            let mut state = state.borrow_mut();
            let synced = state.log.as_mut().map_or(Ok(()), Log::sync);
            for waiting in std::mem::take(&mut state.waiting) {
                // Dropped without a word when the disk failed.
                if synced.is_ok() {
                    let _ = waiting.send(());
                }
            }
        });
    }
    written.await.map_err(|_| "the disk failed".to_owned())?;
    Ok(version)
}

impl State {
    fn apply(&mut self, call: &Call<'_>) -> Result<u64, String> {
        let params = call.params.get();
        let wrong = |it: serde_json::Error| it.to_string();
        let initiative = match call.method {
            "initiative_open" => {
                let open: Open<'_> = serde_json::from_str(params).map_err(wrong)?;
                self.initiatives.entry(open.initiative.to_owned()).or_default()
            }
            "record_add" => {
                let add: Add<'_> = serde_json::from_str(params).map_err(wrong)?;
                let initiative = self.initiatives.get_mut(add.initiative).ok_or("not found")?;
                initiative.records.extend(
                    add.records.iter().map(|it| Kept {
                        _kind: it.kind.to_owned(),
                        _data: it.data.get().to_owned(),
                    }),
                );
                initiative
            }
            "gate_decide" => {
                let decide: Decide<'_> = serde_json::from_str(params).map_err(wrong)?;
                let initiative = self.initiatives.get_mut(decide.initiative).ok_or("not found")?;
                if decide.decision == "go"
                    && initiative.records.len() < (initiative.decided + 1) * RECORDS
                {
                    return Err(format!("the gate of {} is not open", decide.step));
                }
                initiative.decided += 1;
                initiative
            }
            other => return Err(format!("there is no {other}")),
        };
        initiative.version += 1;
        Ok(initiative.version)
    }
}

fn problem(id: &str, error: &str) -> String {
    let message = serde_json::Value::from(error);
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":-32000,"message":{message}}}}}"#)
}

fn json(body: String) -> Response<Whole> {
    let mut response = Response::new(Whole(Some(body.into())));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

async fn read(mut body: Incoming) -> Result<Bytes, String> {
    let mut gathered = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        if let Ok(data) = frame.map_err(|it| it.to_string())?.into_data() {
            if gathered.is_empty() && body.is_end_stream() {
                return Ok(data);
            }
            gathered.extend_from_slice(&data);
        }
    }
    Ok(gathered.into())
}

/// A body in one piece.
struct Whole(Option<Bytes>);

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|it| Ok(Frame::data(it))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |it| it.len() as u64))
    }
}
