//! What a client sees, over real sockets.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::header::HOST;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::*;
use crate::rpc::{Method, MethodKind, NoParams, Row};
use crate::server::tests::{Answer, Running, start};

/// What the test methods share with the test.
#[derive(Clone, Default)]
struct Shared {
    executed: Arc<AtomicUsize>,
    came: Arc<Notify>,
    go: Arc<Notify>,
}

struct Ping;
impl Method<Shared> for Ping {
    const NAME: &'static str = "ping";
    const SUMMARY: &'static str = "answers at once";
    const KIND: MethodKind = MethodKind::Read;
    const EXAMPLE: &'static str = "{}";
    type Params = NoParams;
    type Answer = &'static str;
    async fn call(shared: Shared, _: NoParams) -> Result<&'static str, RpcError> {
        shared.executed.fetch_add(1, Ordering::SeqCst);
        Ok("pong")
    }
}

struct Wait;
impl Method<Shared> for Wait {
    const NAME: &'static str = "wait";
    const SUMMARY: &'static str = "answers when it is told to";
    const KIND: MethodKind = MethodKind::Write;
    const EXAMPLE: &'static str = "{}";
    type Params = NoParams;
    type Answer = ();
    async fn call(shared: Shared, _: NoParams) -> Result<(), RpcError> {
        shared.came.notify_one();
        shared.go.notified().await;
        shared.executed.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

const METHODS: &[Row<Shared>] = &[Row::of::<Ping>(), Row::of::<Wait>()];

struct Door(Shared);

impl Gatekeeper for Door {
    type Context = Shared;
    fn admit(&self, headers: &HeaderMap) -> Result<Shared, RpcError> {
        match bearer(headers)? {
            "wrt_good" => Ok(self.0.clone()),
            "wrt_eager" => Err(RpcError::rate_limited(7)),
            _ => Err(RpcError::unauthenticated("This token is not known.")),
        }
    }
}

struct Api {
    server: Running,
    shared: Shared,
    calls: Calls,
}

async fn api() -> Api {
    let (shared, calls) = (Shared::default(), Calls::new());
    let front = Front {
        dispatcher: Arc::new(Dispatcher::new(METHODS)),
        gatekeeper: Door(shared.clone()),
        ready: Box::new(|| Err("The store is being opened.".to_owned())),
        calls: calls.clone(),
        body_timeout: Duration::from_millis(100),
    };
    Api { server: start(routes(front)).await, shared, calls }
}

const PING: &str = r#"{"jsonrpc":"2.0","method":"ping","id":1}"#;
const JSON: &str = "content-type: application/json\r\n";
const GOOD: &str = "authorization: Bearer wrt_good\r\n";

fn post_of(headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST /rpc HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

fn get_of(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n")
}

impl Api {
    async fn call(&self, body: &str) -> Answer {
        self.server.exchange(post_of(&format!("{JSON}{GOOD}"), body)).await
    }
}

/// The code of an error answered to nobody in particular.
fn code(answer: &Answer) -> i64 {
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((&body["jsonrpc"], &body["id"]), (&"2.0".into(), &Value::Null), "{body}");
    body["error"]["code"].as_i64().unwrap()
}

#[tokio::test]
async fn answers_calls_with_200_and_notifications_with_204() {
    let api = api().await;
    let answer = api.call(PING).await;
    assert_eq!(answer.status, 200);
    assert!(answer.head.contains("content-type: application/json"));
    assert_eq!(answer.body, r#"{"jsonrpc":"2.0","id":1,"result":"pong"}"#);
    let answer = api.call("{bad").await;
    assert_eq!((answer.status, code(&answer)), (200, -32700));
    let answer = api.call(r#"{"jsonrpc":"2.0","method":"ping"}"#).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(api.shared.executed.load(Ordering::SeqCst), 2);
    api.server.stop().await;
}

#[tokio::test]
async fn admits_only_whom_the_gatekeeper_knows() {
    let api = api().await;
    let cases = [
        ("", 401, -32001),
        ("authorization: Bearer wrt_bad\r\n", 401, -32001),
        ("authorization: Bearer \r\n", 401, -32001),
        ("authorization: Basic wrt_good\r\n", 401, -32001),
        ("authorization: Bearer wrt_good\r\nauthorization: Bearer wrt_bad\r\n", 401, -32001),
        ("authorization: Bearer wrt_eager\r\n", 429, -32008),
    ];
    for (headers, status, number) in cases {
        let answer = api.server.exchange(post_of(&format!("{JSON}{headers}"), PING)).await;
        assert_eq!((answer.status, code(&answer)), (status, number), "{headers}");
        let hint = if status == 401 { "www-authenticate: bearer" } else { "retry-after: 7" };
        assert!(answer.head.contains(hint), "{}", answer.head);
    }
    let lower = "authorization: bearer wrt_good\r\n";
    assert_eq!(api.server.exchange(post_of(&format!("{JSON}{lower}"), PING)).await.status, 200);
    assert_eq!(api.server.exchange(get_of("/openrpc.json", "")).await.status, 401);
    let document = api.server.exchange(get_of("/openrpc.json", GOOD)).await;
    let document: Value = serde_json::from_str(&document.body).unwrap();
    assert_eq!(document["methods"][1]["name"], "wait");
    api.server.stop().await;
}

#[tokio::test]
async fn takes_json_only() {
    let api = api().await;
    for (header, status) in [
        ("", 415),
        ("content-type: text/plain\r\n", 415),
        ("content-type: application/jsonp\r\n", 415),
        ("content-type: application/x-www-form-urlencoded\r\n", 415),
        ("content-type: Application/JSON; charset=utf-8\r\n", 200),
    ] {
        let answer = api.server.exchange(post_of(&format!("{GOOD}{header}"), PING)).await;
        assert_eq!(answer.status, status, "{header}");
        if status == 415 {
            assert_eq!(code(&answer), -32600);
        }
    }
    api.server.stop().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_told_what_the_limit_is() {
    let api = api().await;
    let filled = |length: usize| format!("{PING}{}", " ".repeat(length - PING.len()));
    assert_eq!(api.call(&filled(BODY_BYTES_MAX)).await.status, 200);
    for length in [BODY_BYTES_MAX + 1, 3 * BODY_BYTES_MAX] {
        let answer = api.call(&filled(length)).await;
        assert_eq!((answer.status, code(&answer)), (413, -32600));
        assert!(answer.body.contains("1048576"), "{}", answer.body);
    }
    let asks = format!("{JSON}{GOOD}expect: 100-continue\r\ncontent-length: 9999999\r\n");
    let head = format!("POST /rpc HTTP/1.1\r\n{HOST}: x\r\nconnection: close\r\n{asks}\r\n");
    assert_eq!(api.server.exchange(head).await.status, 413, "told before it sends anything");
    api.server.stop().await;
}

#[tokio::test]
async fn a_body_may_come_in_chunks_but_not_forever() {
    let api = api().await;
    let head = format!(
        "POST /rpc HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{JSON}{GOOD}transfer-encoding: chunked\r\n\r\n"
    );
    let (a, b) = PING.split_at(10);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let whole = format!("{head}{}{}0\r\n\r\n", chunk(a), chunk(b));
    assert_eq!(api.server.exchange(whole).await.status, 200);
    let answer = api.server.exchange(format!("{head}{}", chunk(a))).await;
    assert_eq!((answer.status, code(&answer)), (408, -32600));
    api.server.stop().await;
}

#[tokio::test]
async fn a_call_is_finished_even_if_its_caller_hangs_up() {
    let api = api().await;
    let mut stream = TcpStream::connect(api.server.address).await.unwrap();
    let wait = r#"{"jsonrpc":"2.0","method":"wait","id":1}"#;
    stream.write_all(post_of(&format!("{JSON}{GOOD}"), wait).as_bytes()).await.unwrap();
    api.shared.came.notified().await;
    drop(stream);
    api.server.stop().await;
    assert!(!api.calls.finished(Duration::from_millis(10)).await, "it is still under way");
    api.shared.go.notify_one();
    assert!(api.calls.finished(Duration::from_secs(5)).await);
    assert_eq!(api.shared.executed.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn too_many_calls_under_way_are_refused() {
    let api = api().await;
    let all = api.calls.0.clone().try_acquire_many_owned(CALLS_MAX).unwrap();
    let answer = api.call(PING).await;
    assert_eq!((answer.status, code(&answer)), (503, -32009));
    assert!(answer.head.contains("retry-after: 1"));
    drop(all);
    assert_eq!(api.call(PING).await.status, 200);
    api.server.stop().await;
}

#[tokio::test]
async fn other_paths_and_health_speak_in_sentences() {
    let api = api().await;
    let cases = [
        ("/rpc", 405, "POST"),
        ("/nowhere", 404, "/openrpc.json"),
        ("/health/live", 200, "live"),
        ("/health/ready", 503, "The store is being opened."),
    ];
    for (path, status, text) in cases {
        let answer = api.server.exchange(get_of(path, "")).await;
        assert_eq!(answer.status, status, "{path}");
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(body.to_string().contains(text), "{path}: {body}");
    }
    api.server.stop().await;
}
