//! Accepts connections, a limited number at a time, until it is told to stop.
//!
//! Like axum's own `serve`, with the three things that one leaves out: a limit on connections, a limit on how long the
//! head of a request may take to arrive, and an end to waiting when the daemon stops.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use crate::rpc::{Committed, RpcError};

/// The most connections at once. Below the 1024 open files that a process usually may have, for the store needs some.
pub const CONNECTIONS_MAX: usize = 512;

/// How long requests under way may take to finish once the daemon stops.
pub const GRACE: Duration = Duration::from_secs(5);

/// How long the head of a request may take to arrive; also how long a connection may stay open unused.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(60);

/// The most connections above the limit that are told so at the same time; others are just closed.
const REFUSALS_MAX: usize = 32;

/// How long a refused client is listened to, so that it reads the refusal before the connection is gone.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(1);

/// How often accepting may fail in a row. Between two attempts lies a second at most, so it is given up after a minute.
const ACCEPT_FAILURES_MAX: u32 = 64;

/// Why serving ended other than by being told to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The operating system would not hand over connections any more.
    #[error("accept connections, {attempts} times in a row")]
    Accept {
        /// How often it was tried.
        attempts: u32,
        /// The last failure.
        source: io::Error,
    },
}

/// Serves `app` on `listener` until `shutdown` is ready, then stops accepting, lets requests under way finish for
/// [`GRACE`], and cuts off what is left. Calls whose callers are gone are not waited for here: see
/// [`Calls::finished`](crate::http::Calls::finished).
pub async fn run(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    run_within(listener, app, shutdown, Limits::DEFAULT).await
}

#[derive(Clone, Copy)]
struct Limits {
    connections: usize,
    grace: Duration,
    head: Duration,
}

impl Limits {
    const DEFAULT: Self = Self { connections: CONNECTIONS_MAX, grace: GRACE, head: HEAD_TIMEOUT };
}

async fn run_within(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()>,
    limits: Limits,
) -> Result<(), ServeError> {
    let mut shutdown = pin!(shutdown);
    let (stopping, stop) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut refusals = JoinSet::new();
    // Each answer starts its connection's timer anew. A timer that would be the first to end wakes the thread which
    // waits for connections, and that is the thread which just started it; as long as another ends sooner, none does.
    let mut beat = tokio::time::interval(limits.head / 2);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted?,
            _ = beat.tick() => continue,
            () = &mut shutdown => break,
        };
        while let Some(ended) = connections.try_join_next() {
            report(ended);
        }
        while refusals.try_join_next().is_some() {}
        if connections.len() < limits.connections {
            connections.spawn(converse(stream, peer, app.clone(), limits.head, stop.clone()));
        } else if refusals.len() < REFUSALS_MAX {
            tracing::warn!(%peer, limit = limits.connections, "connection refused: too many");
            refusals.spawn(refuse(stream));
        }
    }
    drop(listener);
    stopping.send_replace(true);
    tracing::info!(connections = connections.len(), "stopped accepting");
    let finish = async {
        while let Some(ended) = connections.join_next().await {
            report(ended);
        }
    };
    if tokio::time::timeout(limits.grace, finish).await.is_err() {
        tracing::warn!(connections = connections.len(), "cut off: still open after the grace");
        connections.shutdown().await;
    }
    Ok(())
}

/// The next connection. Failing is usual when files run out, and passes; being asked again at once would not help it.
async fn accept(listener: &TcpListener) -> Result<(TcpStream, SocketAddr), ServeError> {
    let mut attempts = 0;
    loop {
        let source = match listener.accept().await {
            Ok(accepted) => return Ok(accepted),
            Err(source) => source,
        };
        // These are about a connection that went away before it was accepted, not about accepting.
        if matches!(
            source.kind(),
            io::ErrorKind::ConnectionAborted
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionRefused
        ) {
            continue;
        }
        attempts += 1;
        if attempts == ACCEPT_FAILURES_MAX {
            return Err(ServeError::Accept { attempts, source });
        }
        tracing::warn!(%source, attempts, "failed to accept a connection; trying again");
        let pause = Duration::from_millis(10 << attempts.min(7)).min(Duration::from_secs(1));
        tokio::time::sleep(pause).await;
    }
}

/// Serves one connection to its end. When the daemon stops, the request under way is the last.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    head: Duration,
    mut stop: watch::Receiver<bool>,
) {
    // An answer is one small write; waiting to fill a packet would only delay it.
    if let Err(source) = stream.set_nodelay(true) {
        tracing::debug!(%peer, %source, "failed to set TCP_NODELAY");
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app))
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(source) = ended {
        // A client that leaves in the middle is no failure of ours.
        tracing::debug!(%peer, %source, "connection ended early");
    }
}

/// Waits for the word to stop; the server going away without it counts as one.
async fn told(stop: &mut watch::Receiver<bool>) {
    // What it answers holds a lock, which must not live on in the caller.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Tells a client above the limit so. Written by hand, for it must cost less than the connection it refuses.
async fn refuse(mut stream: TcpStream) {
    let detail = "windrose has as many connections as it can serve; try again in a moment.";
    let body = RpcError::unavailable(detail, 1, Committed::No).to_response();
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nretry-after: 1\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let told = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        // Closing with unread bytes would reset the connection and take the answer with it.
        let mut unread = [0; 4096];
        while stream.read(&mut unread).await? > 0 {}
        io::Result::Ok(())
    };
    // Whether the client took it in or not, the connection ends here.
    let _ = tokio::time::timeout(REFUSAL_TIMEOUT, told).await;
}

fn report(ended: Result<(), JoinError>) {
    if let Err(source) = ended {
        tracing::error!(%source, "a connection's task panicked");
    }
}

#[cfg(test)]
pub(crate) mod tests;
