//! Tells open pages that something has changed, as server-sent events: `GET /events`.
//!
//! ```text
//!  journal ─► engine publishes ─► "look" ─► a page of commits ─► may they read it now? ─► one event at a time ─► socket
//! ```
//!
//! The stream says only that an initiative, or the directory, has changed; what has changed is read like everything else.
//!
//! | sent | means |
//! |---|---|
//! | `event: changed`, `id: 4711`, `data: {"initiative":"learning","version":12,"position":4711}` | this initiative has this version now. Only of those that the visitor may read at that moment |
//! | `event: directory`, `id: 4713`, `data: {"position":4713}` | the directory was published, from which every initiative counts people. To everybody who listens |
//! | `event: behind`, `id: 5800`, `data: {"position":5800}` | commits were left out, because the client was more than [`BEHIND_MAX`] of them behind or named a position that there is not: load the page anew; the stream goes on from there |
//! | `: ` and `id: 4712` | nothing for this visitor up to there. Every [`HEARTBEAT`], and once at the beginning; browsers keep the id and show nothing |
//!
//! `?initiative=ID` tells of one initiative only; 404 when the visitor may not read it. Whoever comes back says how far
//! they got: browsers by themselves in `Last-Event-ID`, a page at its first connect in `?after=POSITION`; nothing is
//! then missing and nothing told twice. Without either the stream begins now.
//!
//! The stream ends when the session ends, when the right to read its one initiative goes, and when the daemon stops;
//! a browser then asks again by itself and is told 401, 404 or nothing. Above [`STREAMS_MAX`] streams the answer is 503
//! with `Retry-After`, after which a browser does not come back by itself: the page has to. Browsers open six
//! connections at a time to a host without TLS, for all tabs together: a page that nobody looks at should close its own.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::RawQuery;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::unfold;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep_until};
use windrose_core::engine::Engine;
use windrose_core::journal::{Position, Stream};
use windrose_core::rules::event::Event as Fact;
use windrose_core::rules::ids::{InitiativeId, Version};
use windrose_core::rules::role::Actor;

/// The most streams at once. Each is a connection, and pages need some too.
pub const STREAMS_MAX: usize = 128;

/// How many commits a client may be behind and still be told each of them.
pub const BEHIND_MAX: u64 = 1_000;

/// How long a stream says nothing at most.
pub const HEARTBEAT: Duration = Duration::from_secs(15);

/// How many commits are read at once, and so the most that are kept for a client.
const READ_PAGE: u64 = 100;

/// How long a browser waits before it asks again.
const RETRY: Duration = Duration::from_secs(3);

/// How long somebody waits who was one too many, in seconds.
const FULL_RETRY_S: u64 = 30;

/// Who a request comes from, now: asked again before each event.
type Who = dyn Fn(&HeaderMap) -> Option<Actor> + Send + Sync;

/// Everybody who listens.
#[derive(Clone)]
pub struct Live {
    engine: Engine,
    places: Arc<Semaphore>,
    stopping: watch::Sender<bool>,
    heartbeat: Duration,
}

impl Live {
    /// Nobody yet.
    pub fn new(engine: Engine) -> Self {
        let places = Arc::new(Semaphore::new(STREAMS_MAX));
        Self { engine, places, stopping: watch::Sender::new(false), heartbeat: HEARTBEAT }
    }

    /// Ends every stream, so that none of them keeps the daemon from stopping.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// A stream for whoever asks, or why there is none.
    fn follow(&self, who: &Arc<Who>, headers: HeaderMap, query: &str) -> Response {
        let Some(actor) = who(&headers) else { return StatusCode::UNAUTHORIZED.into_response() };
        let asked = |name: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let only: Option<InitiativeId> = match asked("initiative").map(|it| it.parse()) {
            None => None,
            Some(Ok(id)) if self.engine.may_read(&id, &actor) => Some(id),
            Some(_) => return StatusCode::NOT_FOUND.into_response(),
        };
        let last = headers.get("last-event-id").map(|it| it.to_str().unwrap_or("").to_owned());
        // A position that does not read is none that there is.
        let at = match last.or_else(|| asked("after")) {
            Some(text) => text.parse().unwrap_or(Position::MAX),
            None => *self.engine.watch().borrow(),
        };
        let Some(following) = self.listen(who.clone(), headers, only, at) else {
            let wait = [(RETRY_AFTER, HeaderValue::from(FULL_RETRY_S))];
            return (StatusCode::SERVICE_UNAVAILABLE, wait).into_response();
        };
        let events = unfold(following, |mut it| async move {
            it.next().await.map(|event| (Ok::<_, Infallible>(event), it))
        });
        let no_store = HeaderValue::from_static("no-store");
        // A proxy that waits for more would keep it all to itself.
        let unbuffered = ("x-accel-buffering", HeaderValue::from_static("no"));
        let mut response = Sse::new(events).into_response();
        response.headers_mut().insert(CACHE_CONTROL, no_store);
        response.headers_mut().insert(unbuffered.0, unbuffered.1);
        response
    }
}

impl Live {
    /// A place for one more, if there is one.
    fn listen(
        &self,
        who: Arc<Who>,
        headers: HeaderMap,
        only: Option<InitiativeId>,
        at: Position,
    ) -> Option<Following> {
        Some(Following {
            engine: self.engine.clone(),
            who,
            headers,
            only,
            at,
            read: VecDeque::new(),
            moved: self.engine.watch(),
            stopping: self.stopping.subscribe(),
            heartbeat: self.heartbeat,
            silent_until: None,
            _place: self.places.clone().try_acquire_owned().ok()?,
        })
    }
}

/// The route `GET /events`, for whoever `who` says the request comes from.
pub fn router(
    live: Live,
    who: impl Fn(&HeaderMap) -> Option<Actor> + Send + Sync + 'static,
) -> Router {
    let who: Arc<Who> = Arc::new(who);
    let events = move |headers: HeaderMap, RawQuery(query): RawQuery| {
        let response = live.follow(&who, headers, query.as_deref().unwrap_or_default());
        async move { response }
    };
    Router::new().route("/events", get(events))
}

/// A commit that a client may have to be told of.
struct Changed {
    position: Position,
    stream: Stream,
    version: Version,
    /// The directory was published; rows that were taken into an import change nothing.
    published: bool,
}

/// One who listens.
struct Following {
    engine: Engine,
    who: Arc<Who>,
    headers: HeaderMap,
    only: Option<InitiativeId>,
    /// How far they got.
    at: Position,
    /// What was read and not told yet: a page at most. The next is read when the socket has taken this one.
    read: VecDeque<Changed>,
    moved: watch::Receiver<Position>,
    stopping: watch::Receiver<bool>,
    heartbeat: Duration,
    /// When they have to hear something; at once in the beginning.
    silent_until: Option<Instant>,
    _place: OwnedSemaphorePermit,
}

impl Following {
    /// The next event; none at the end. Asked for only when the socket takes more.
    async fn next(&mut self) -> Option<Event> {
        let event = self.find().await?;
        self.silent_until = Some(Instant::now() + self.heartbeat);
        Some(event)
    }

    async fn find(&mut self) -> Option<Event> {
        loop {
            if *self.stopping.borrow() {
                return None;
            }
            let actor = (self.who)(&self.headers)?;
            if self.only.as_ref().is_some_and(|id| !self.engine.may_read(id, &actor)) {
                return None;
            }
            if let Some(changed) = self.read.pop_front() {
                self.at = changed.position;
                if let Some(event) = self.tell(changed, &actor) {
                    return Some(event);
                }
                continue;
            }
            let head = *self.moved.borrow_and_update();
            if self.at > head || head - self.at > BEHIND_MAX {
                self.at = head;
                let data = json!({ "position": head }).to_string();
                return Some(Event::default().event("behind").id(head.to_string()).data(data));
            }
            // Also when there is much that is not for them.
            let Some(until) = self.silent_until else { return Some(self.alive().retry(RETRY)) };
            if Instant::now() >= until {
                return Some(self.alive());
            }
            if self.at < head {
                self.read_on(head).await?;
                continue;
            }
            tokio::select! {
                moved = self.moved.changed() => moved.ok()?,
                stopped = self.stopping.changed() => stopped.ok()?,
                () = sleep_until(until) => {}
            }
        }
    }

    fn alive(&self) -> Event {
        Event::default().comment("").id(self.at.to_string())
    }

    fn tell(&self, changed: Changed, actor: &Actor) -> Option<Event> {
        let Changed { position, stream, version, published } = changed;
        if published {
            let data = json!({ "position": position }).to_string();
            return Some(Event::default().event("directory").id(position.to_string()).data(data));
        }
        let Stream::Initiative(initiative) = stream else { return None };
        if self.only.as_ref().is_some_and(|only| *only != initiative)
            || !self.engine.may_read(&initiative, actor)
        {
            return None;
        }
        let data = json!({"initiative": initiative, "version": version, "position": position});
        Some(Event::default().event("changed").id(position.to_string()).data(data.to_string()))
    }

    /// Reads on, no further than readers see the states: what is written and not shown yet would be told too early.
    async fn read_on(&mut self, head: Position) -> Option<()> {
        let (journal, from) = (self.engine.journal(), self.at + 1);
        let limit = READ_PAGE.min(head - self.at) as usize;
        let read = tokio::task::spawn_blocking(move || journal.read_all(from, limit)).await;
        let read = match read {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => {
                tracing::error!(%error, "the journal could not be read for a page that listens");
                return None;
            }
            Err(error) => {
                tracing::error!(%error, "reading the journal panicked");
                return None;
            }
        };
        let publishes = |it: &Fact| matches!(it, Fact::DirectoryPublished(_));
        self.read.extend(read.into_iter().map(|it| Changed {
            position: it.position,
            published: it.commit.events.iter().any(publishes),
            stream: it.commit.stream,
            version: it.commit.version,
        }));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use jiff::tz::TimeZone;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use windrose_core::engine::Request;
    use windrose_core::engine::SystemClock;
    use windrose_core::journal::memory::MemoryJournal;
    use windrose_core::rules::access::AccountKind;
    use windrose_core::rules::command::{AccessCommand, Command};

    use super::*;
    use crate::server::tests::start;

    fn live() -> Live {
        let journal = Arc::new(MemoryJournal::new());
        let zone = TimeZone::UTC;
        let engine = Engine::open(journal, Arc::new(SystemClock), zone, &[], Box::new(|_| {}));
        Live::new(engine.unwrap())
    }

    #[tokio::test]
    async fn a_silent_stream_is_alive_and_ends_with_its_session_without_any_event() {
        let live = Live { heartbeat: Duration::from_millis(20), ..live() };
        let signed_in = Arc::new(AtomicBool::new(true));
        let asked = signed_in.clone();
        let who = move |_: &HeaderMap| asked.load(Ordering::SeqCst).then_some(Actor::System);
        let running = start(router(live, who)).await;
        let mut socket = TcpStream::connect(running.address).await.unwrap();
        let get = "GET /events HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        socket.write_all(get.as_bytes()).await.unwrap();
        let mut text = String::new();
        while text.matches("id: 0\n").count() < 3 {
            let mut some = [0; 512];
            let count = socket.read(&mut some).await.unwrap();
            assert!(count > 0, "{text}");
            text.push_str(std::str::from_utf8(&some[..count]).unwrap());
        }
        assert!(!text.contains("event:") && !text.contains("data:"), "{text}");
        signed_in.store(false, Ordering::SeqCst);
        socket.read_to_string(&mut text).await.unwrap();
        assert_eq!(running.exchange(get).await.status, 401);
        running.stop().await;
    }

    /// Asks as a socket that takes more.
    async fn next(following: &mut Following) -> String {
        let event = following.next().await.expect("the stream goes on");
        // axum shows no event but on its way out.
        let once = futures_util::stream::once(async { Ok::<_, Infallible>(event) });
        let body = Sse::new(once).into_response().into_body();
        String::from_utf8(axum::body::to_bytes(body, 4_096).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn whoever_takes_nothing_is_kept_a_page_for_and_told_that_they_are_behind() {
        let live = live();
        let person = |n: u64| AccessCommand::AddAccount {
            id: format!("person-{n}").parse().unwrap(),
            kind: AccountKind::Person,
            name: "A member".to_owned(),
            email: None,
            instance_role: None,
        };
        let write = async |count: u64| {
            for _ in 0..count {
                let command = Command::Access(person(*live.engine.watch().borrow()));
                live.engine.submit(Request::new(Actor::System, command)).await.unwrap();
            }
        };
        let who: Arc<Who> = Arc::new(|_| Some(Actor::System));
        let mut it = live.listen(who, HeaderMap::new(), None, 0).unwrap();
        assert_eq!(next(&mut it).await, ": \nid: 0\nretry: 3000\n\n");
        write(READ_PAGE + 50).await;
        it.read_on(READ_PAGE + 50).await.unwrap();
        assert_eq!(it.read.len() as u64, READ_PAGE, "the rest is read when there is room");
        write(BEHIND_MAX - 50).await;
        it.read.clear();
        it.at = READ_PAGE;
        let head = READ_PAGE + BEHIND_MAX;
        // So many may be told still; one more, and they are behind.
        it.silent_until = Some(Instant::now());
        assert_eq!(next(&mut it).await, format!(": \nid: {READ_PAGE}\n\n"));
        write(1).await;
        let head = head + 1;
        let behind = format!("event: behind\nid: {head}\ndata: {{\"position\":{head}}}\n\n");
        assert_eq!(next(&mut it).await, behind);
        it.silent_until = Some(Instant::now());
        assert_eq!(next(&mut it).await, format!(": \nid: {head}\n\n"), "and goes on from there");
    }
}
