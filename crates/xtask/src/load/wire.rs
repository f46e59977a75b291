//! One connection that speaks HTTP/1.1 and keeps alive: written by hand, because what the load generator costs is taken
//! from the servers that it measures, and must be the same for each of them.

use std::io;
use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The most that an answer may hold: a page of pages, and far more than any answer to a command.
const ANSWER_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What ends the head of an answer.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// A connection to one server.
pub(super) struct Connection {
    stream: TcpStream,
    answer: Vec<u8>,
    body_at: usize,
}

/// What goes before every body of a call: all of it but the length is always the same.
#[derive(Clone)]
pub(super) struct Head(String);

impl Head {
    pub(super) fn new(address: SocketAddr, token: &str) -> Self {
        Self(format!(
            "POST /rpc HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: "
        ))
    }

    /// Writes a whole request into an empty buffer.
    pub(super) fn request(&self, body: &str, out: &mut Vec<u8>) {
        use std::io::Write as _;
        out.clear();
        out.extend_from_slice(self.0.as_bytes());
        // Writing to a vector does not fail.
        let _ = write!(out, "{}\r\n\r\n", body.len());
        out.extend_from_slice(body.as_bytes());
    }
}

impl Connection {
    pub(super) async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Vec::with_capacity(16 * 1024), body_at: 0 })
    }

    /// Sends a request and waits for the whole answer: its status and its body.
    pub(super) async fn exchange(&mut self, request: &[u8]) -> io::Result<(u16, &[u8])> {
        self.stream.write_all(request).await?;
        self.answer.clear();
        let (status, whole) = loop {
            self.read_some().await?;
            if let Some(end) = find(&self.answer, HEAD_END) {
                self.body_at = end + HEAD_END.len();
                let (status, length) = head(&self.answer[..end])?;
                break (status, self.body_at + length);
            }
        };
        if whole > ANSWER_BYTES_MAX {
            return Err(io::Error::other(format!("an answer of {whole} bytes")));
        }
        while self.answer.len() < whole {
            self.read_some().await?;
        }
        Ok((status, &self.answer[self.body_at..whole]))
    }

    /// A header of the answer that came last.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let head = std::str::from_utf8(&self.answer[..self.body_at]).ok()?;
        let mut headers = head.split("\r\n").filter_map(|it| it.split_once(": "));
        headers.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    async fn read_some(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.answer).await? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server hung up")),
            _ => Ok(()),
        }
    }

    /// Calls a method, outside of what is measured: its result, or the whole error.
    pub(super) async fn call(
        &mut self,
        head: &Head,
        method: &str,
        params: &Value,
    ) -> Result<Result<Value, Value>, String> {
        let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let mut request = Vec::new();
        head.request(&body.to_string(), &mut request);
        let (_, answer) = self.exchange(&request).await.map_err(|it| format!("{method}: {it}"))?;
        let answer: Value =
            serde_json::from_slice(answer).map_err(|it| format!("{method}: {it}"))?;
        Ok(match answer.get("result") {
            Some(result) => Ok(result.clone()),
            None => Err(answer.get("error").cloned().unwrap_or_default()),
        })
    }

    /// The same for a call that has to succeed.
    pub(super) async fn done(
        &mut self,
        head: &Head,
        method: &str,
        params: &Value,
    ) -> Result<Value, String> {
        self.call(head, method, params).await?.map_err(|error| format!("{method}: {error}"))
    }
}

/// Status and content length of an answer's head. Other ways to send a body are not understood, and not used by the
/// servers that are measured.
fn head(head: &[u8]) -> io::Result<(u16, usize)> {
    let text = std::str::from_utf8(head).map_err(io::Error::other)?;
    let wrong = || io::Error::other(format!("not an answer that is understood: {text}"));
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|it| it.split(' ').nth(1)?.parse().ok());
    let length = lines
        .filter_map(|it| it.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok());
    match (status, length) {
        (Some(204 | 303), None) => status.map(|it| (it, 0)).ok_or_else(wrong),
        (Some(status), Some(length)) => Ok((status, length)),
        _ => Err(wrong()),
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|it| it == part)
}
