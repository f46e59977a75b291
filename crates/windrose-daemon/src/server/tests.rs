//! Real sockets on port 0, and a client of a few lines, so that what is tested is what a client sees.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::routing::get;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::*;

/// A server on a free port, stopped by [`Running::stop`].
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<Result<(), ServeError>>,
}

pub(crate) async fn start(app: Router) -> Running {
    start_within(app, Limits::DEFAULT).await
}

async fn start_within(app: Router, limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let shutdown = async { stopped.await.unwrap_or_default() };
    let ended = tokio::spawn(run_within(listener, app, shutdown, limits));
    Running { address, stop, ended }
}

impl Running {
    /// Sends `text` on a connection of its own and reads all that comes back.
    pub(crate) async fn exchange(&self, text: impl AsRef<[u8]>) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_ref()).await.unwrap();
        Answer::read(stream).await
    }

    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

/// What came back on a connection that the server closed.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) async fn read(mut stream: TcpStream) -> Self {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_lowercase(), body: body.to_owned() }
    }
}

const GET: &str = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
const KEEP: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

/// Answers when `go` says so, and tells through `came` that it was asked.
fn slow(came: Arc<Notify>, go: Arc<Notify>) -> Router {
    let answer = move || {
        let (came, go) = (came.clone(), go.clone());
        async move {
            came.notify_one();
            go.notified().await;
            "done"
        }
    };
    Router::new().route("/", get(answer))
}

#[tokio::test]
async fn a_request_under_way_is_finished_when_the_daemon_stops() {
    let (came, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let server = start(slow(came.clone(), go.clone())).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(KEEP.as_bytes()).await.unwrap();
    came.notified().await;
    let address = server.address;
    let stopped = Arc::new(AtomicBool::new(false));
    let stopping = tokio::spawn({
        let stopped = stopped.clone();
        async move {
            server.stop().await;
            stopped.store(true, Ordering::SeqCst);
        }
    });
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!stopped.load(Ordering::SeqCst), "it waits for the request");
    go.notify_one();
    assert_eq!(Answer::read(stream).await.body, "done");
    stopping.await.unwrap();
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_off_after_the_grace() {
    let came = Arc::new(Notify::new());
    let limits = Limits { grace: Duration::from_millis(20), ..Limits::DEFAULT };
    let server = start_within(slow(came.clone(), Arc::default()), limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(GET.as_bytes()).await.unwrap();
    came.notified().await;
    server.stop().await;
}

#[tokio::test]
async fn an_unused_connection_does_not_delay_stopping() {
    let server = start(Router::new()).await;
    let _unused = TcpStream::connect(server.address).await.unwrap();
    let stopping = tokio::time::timeout(GRACE / 2, server.stop());
    stopping.await.expect("stops at once");
}

#[tokio::test]
async fn one_connection_too_many_is_told_so() {
    let limits = Limits { connections: 1, ..Limits::DEFAULT };
    let go = Arc::new(Notify::new());
    let came = Arc::new(Notify::new());
    let server = start_within(slow(came.clone(), go.clone()), limits).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(GET.as_bytes()).await.unwrap();
    came.notified().await;
    let second = server.exchange(GET).await;
    assert_eq!(second.status, 503);
    let body: serde_json::Value = serde_json::from_str(&second.body).unwrap();
    assert_eq!((&body["error"]["code"], &body["id"]), (&(-32009).into(), &().into()));
    go.notify_one();
    assert_eq!(Answer::read(first).await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn a_head_that_never_ends_loses_its_connection() {
    let limits = Limits { head: Duration::from_millis(20), ..Limits::DEFAULT };
    let server = start_within(Router::new(), limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
    server.stop().await;
}

#[tokio::test]
async fn a_connection_left_unused_is_closed() {
    let limits = Limits { head: Duration::from_millis(20), ..Limits::DEFAULT };
    let app = Router::new().route("/", get(|| async { "here" }));
    let server = start_within(app, limits).await;
    let answer = server.exchange(KEEP).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "here"));
    server.stop().await;
}
