//! A call that is carried out to its end, whether its caller waits for the answer or not.
//!
//! As long as the caller waits it runs in the task of the connection, which costs nothing. What a caller leaves behind who
//! hangs up is dropped there, and goes on in a task of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;

/// The call panicked, and is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panicked;

/// A call under way, until it is over.
pub(super) struct ToTheEnd<F: Future<Output: Send + 'static> + Send + 'static>(Option<Pin<Box<F>>>);

/// Carries a call to its end, from when it is first polled on.
pub(super) fn carry<F>(call: F) -> ToTheEnd<F>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    ToTheEnd(Some(Box::pin(call)))
}

impl<F: Future<Output: Send + 'static> + Send + 'static> Future for ToTheEnd<F> {
    type Output = Result<F::Output, Panicked>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(call) = &mut self.0 else { return Poll::Pending };
        // What panicked is not polled again, here or elsewhere.
        let polled = catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(cx)));
        let ended = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(output)) => Ok(output),
            Err(_) => Err(Panicked),
        };
        self.0 = None;
        Poll::Ready(ended)
    }
}

impl<F: Future<Output: Send + 'static> + Send + 'static> Drop for ToTheEnd<F> {
    fn drop(&mut self) {
        // Without a runtime there is nothing left that could carry it on.
        if let (Some(call), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(call);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::{Notify, oneshot};

    use super::*;

    #[tokio::test]
    async fn goes_on_when_nobody_waits_any_more() {
        let go = Arc::new(Notify::new());
        let (done, is_done) = oneshot::channel();
        let waiting = go.clone();
        let mut call = carry(async move {
            waiting.notified().await;
            let _ = done.send(7);
        });
        std::future::poll_fn(|cx| {
            assert!(Pin::new(&mut call).poll(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        drop(call);
        go.notify_one();
        assert_eq!(is_done.await, Ok(7));
    }

    #[tokio::test]
    async fn a_panic_ends_the_call_and_nothing_else() {
        let panics = carry(async { panic!("a fault of ours") });
        assert_eq!(panics.await.map(|(): ()| ()), Err(Panicked));
        assert_eq!(carry(async { 1 }).await, Ok(1));
    }
}
