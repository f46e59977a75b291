//! Reads the body of a request within a length and a time.
//!
//! Nothing in axum stops a body that arrives a byte a minute, and its own length limit closes the connection while the
//! client is still sending: the client then sees a reset instead of the answer that says what the limit is. So what is
//! too long is read on, thrown away, for a while.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};

/// How many bytes are read beyond the limit only so that the refusal reaches its client.
const DRAINED_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Why there is no body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLong,
    TooSlow,
    Broken,
}

/// The whole body, if it has at most `bytes_max` bytes and arrives within `timeout`.
pub(crate) async fn read(body: Body, bytes_max: usize, timeout: Duration) -> Result<Bytes, Unread> {
    match tokio::time::timeout(timeout, collect(body, bytes_max)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Unread::TooSlow),
    }
}

async fn collect(mut body: Body, bytes_max: usize) -> Result<Bytes, Unread> {
    let mut gathered = Vec::new();
    while let Some(part) = next(&mut body).await? {
        if gathered.len() + part.len() > bytes_max {
            let read = gathered.len() + part.len();
            drop((gathered, part));
            drain(body, read).await;
            return Err(Unread::TooLong);
        }
        if gathered.is_empty() && body.is_end_stream() {
            // The usual case: the whole body came in one piece and need not be copied.
            return Ok(part);
        }
        gathered.extend_from_slice(&part);
    }
    Ok(gathered.into())
}

async fn drain(mut body: Body, mut read: usize) {
    while read <= DRAINED_BYTES_MAX {
        match next(&mut body).await {
            Ok(Some(part)) => read += part.len(),
            Ok(None) | Err(_) => return,
        }
    }
}

/// The next piece of data; trailers are passed over.
async fn next(body: &mut Body) -> Result<Option<Bytes>, Unread> {
    loop {
        match poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await {
            None => return Ok(None),
            Some(Err(_)) => return Err(Unread::Broken),
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}
