//! Clients in a closed loop: each sends a command, waits for its answer, and sends the next.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use super::run::{COMMANDS, Random, Texts, command};
use super::wire::{Connection, Head};

/// What is sent, and how much of it.
pub(super) struct Load {
    pub(super) address: SocketAddr,
    pub(super) token: String,
    /// How many connections there are.
    pub(super) clients: usize,
    /// How long commands are not counted yet.
    pub(super) warm_up: Duration,
    pub(super) until: Until,
    /// Whether each command has an idempotency key.
    pub(super) with_keys: bool,
    /// What names of initiatives begin with.
    pub(super) prefix: String,
}

/// When no further initiative is begun.
#[derive(Clone, Copy)]
pub(super) enum Until {
    /// After this time, warm-up left out.
    Time(Duration),
    /// After as many initiatives.
    Initiatives(usize),
}

/// What came of it.
pub(super) struct Driven {
    /// How many commands were answered while it was counted.
    pub(super) counted: usize,
    /// How long that was.
    pub(super) took: Duration,
    /// How long each of these commands took, in microseconds, in order of size.
    pub(super) latencies_us: Vec<u32>,
    /// How many initiatives were led to the end; none is left unfinished.
    pub(super) initiatives: usize,
    /// Which those were.
    pub(super) names: Vec<String>,
}

impl Driven {
    pub(super) fn per_second(&self) -> f64 {
        self.counted as f64 / self.took.as_secs_f64()
    }

    /// The latency that this share of the commands keeps within, in milliseconds.
    pub(super) fn percentile_ms(&self, share: f64) -> f64 {
        let last = self.latencies_us.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        self.latencies_us.get(at).map_or(0.0, |us| f64::from(*us) / 1_000.0)
    }
}

struct Shared {
    load: Load,
    texts: Texts,
    begun: Cell<usize>,
    failed: Cell<bool>,
    latencies_us: RefCell<Vec<u32>>,
    names: RefCell<Vec<String>>,
    count_from: Instant,
    count_to: Option<Instant>,
}

/// Drives a server. `watch` is told twice: when counting begins, and when it ends.
pub(super) async fn drive(load: Load, mut watch: impl FnMut()) -> Result<Driven, String> {
    let clients = load.clients;
    let mut connections = Vec::with_capacity(clients);
    for _ in 0..clients {
        connections.push(Connection::open(load.address).await.map_err(|it| it.to_string())?);
    }
    let count_from = Instant::now() + load.warm_up;
    let count_to = match load.until {
        Until::Time(time) => Some(count_from + time),
        Until::Initiatives(_) => None,
    };
    let shared = Rc::new(Shared {
        load,
        texts: Texts::new(),
        begun: Cell::new(0),
        failed: Cell::new(false),
        latencies_us: RefCell::default(),
        names: RefCell::default(),
        count_from,
        count_to,
    });
    let local = LocalSet::new();
    let (counted, ended) = local
        .run_until(async {
            let tasks: Vec<_> = connections
                .into_iter()
                .enumerate()
                .map(|(number, connection)| {
                    let shared = shared.clone();
                    tokio::task::spawn_local(async move {
                        let done = client(&shared, number, connection).await;
                        shared.failed.set(shared.failed.get() || done.is_err());
                        done
                    })
                })
                .collect();
            tokio::time::sleep_until(count_from.into()).await;
            watch();
            if let Some(count_to) = count_to {
                tokio::time::sleep_until(count_to.into()).await;
                watch();
            }
            let mut counted = 0;
            for task in tasks {
                counted += task.await.map_err(|it| it.to_string())??;
            }
            if count_to.is_none() {
                watch();
            }
            Ok::<_, String>((counted, Instant::now()))
        })
        .await?;
    let mut latencies_us = shared.latencies_us.take();
    latencies_us.sort_unstable();
    let names = shared.names.take();
    Ok(Driven {
        counted,
        took: count_to.unwrap_or(ended) - count_from,
        latencies_us,
        initiatives: names.len(),
        names,
    })
}

/// One client. Answers how many of its commands were counted.
async fn client(
    shared: &Shared,
    number: usize,
    mut connection: Connection,
) -> Result<usize, String> {
    let load = &shared.load;
    let head = Head::new(load.address, &load.token);
    let mut random = Random::seeded(number as u64 + 1);
    let (mut body, mut request) = (String::new(), Vec::new());
    let (mut counted, mut latencies) = (0, Vec::new());
    while !shared.failed.get() && more(shared) {
        let id =
            format!("{}-{number}-{}", load.prefix, shared.begun.replace(shared.begun.get() + 1));
        for index in 0..COMMANDS {
            command(&mut body, &id, index, &shared.texts, &mut random, load.with_keys);
            head.request(&body, &mut request);
            let sent = Instant::now();
            let (status, answer) =
                connection.exchange(&request).await.map_err(|it| format!("{id}: {it}"))?;
            let answered = Instant::now();
            if status != 200 || !is_result(answer) {
                let answer = String::from_utf8_lossy(answer);
                return Err(format!("{id}, command {index}: status {status}: {answer}"));
            }
            if answered >= shared.count_from && shared.count_to.is_none_or(|it| answered < it) {
                counted += 1;
                let took = (answered - sent).as_micros();
                latencies.push(u32::try_from(took).unwrap_or(u32::MAX));
            }
        }
        shared.names.borrow_mut().push(id);
    }
    shared.latencies_us.borrow_mut().append(&mut latencies);
    Ok(counted)
}

fn more(shared: &Shared) -> bool {
    match (shared.load.until, shared.count_to) {
        (Until::Initiatives(all), _) => shared.begun.get() < all,
        (Until::Time(_), to) => to.is_none_or(|it| Instant::now() < it),
    }
}

/// Whether an answer is a result and no error, by how it begins: reading all of it would cost the servers their time.
fn is_result(answer: &[u8]) -> bool {
    let begin = &answer[..answer.len().min(64)];
    begin.windows(9).any(|it| it == br#""result":"#)
}
