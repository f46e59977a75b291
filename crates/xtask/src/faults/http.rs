//! A small HTTP client: JSON-RPC calls over one connection that is kept.
//!
//! Written by hand, so that it is plain what it does when the other side dies: it never repeats anything by itself.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take before it counts as none: longer than any pause that a busy machine makes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to one daemon, with one token.
pub(crate) struct Http {
    connection: BufReader<TcpStream>,
    token: String,
}

/// What came of a call.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The result.
    Done(Value),
    /// The error object.
    Refused(Value),
    /// None: the connection broke. Whether anything was done is unknown.
    Nothing(String),
}

impl Answer {
    /// The result, or why there is none.
    pub(crate) fn done(self) -> Result<Value, String> {
        match self {
            Self::Done(result) => Ok(result),
            Self::Refused(error) => Err(format!("refused: {error}")),
            Self::Nothing(why) => Err(format!("no answer: {why}")),
        }
    }
}

impl Http {
    /// Connects to a daemon.
    pub(crate) fn connect(address: &str, token: &str) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("connecting to {address}: {error}");
        let connection = TcpStream::connect(address).map_err(failed)?;
        connection.set_nodelay(true).map_err(failed)?;
        connection.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
        connection.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
        Ok(Self { connection: BufReader::new(connection), token: token.to_owned() })
    }

    /// Calls a method.
    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Answer {
        let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let text = match self.exchange(&body.to_string()) {
            Ok(text) => text,
            Err(error) => return Answer::Nothing(error.to_string()),
        };
        match serde_json::from_slice::<Value>(&text) {
            Ok(mut answer) if answer.get("result").is_some() => {
                Answer::Done(answer["result"].take())
            }
            Ok(mut answer) if answer.get("error").is_some() => {
                Answer::Refused(answer["error"].take())
            }
            _ => Answer::Nothing(format!("not JSON-RPC: {}", String::from_utf8_lossy(&text))),
        }
    }

    fn exchange(&mut self, body: &str) -> std::io::Result<Vec<u8>> {
        let request = format!(
            "POST /rpc HTTP/1.1\r\nHost: windrose\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        let mut length = None;
        loop {
            let mut line = String::new();
            if self.connection.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok();
            }
        }
        let length: usize = length.ok_or(std::io::ErrorKind::InvalidData)?;
        let mut text = vec![0; length];
        self.connection.read_exact(&mut text)?;
        Ok(text)
    }
}
