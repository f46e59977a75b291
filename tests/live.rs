//! What open pages are told, over real sockets.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use windrose::compose;
use windrose_core::engine::{Engine, Request, SystemClock};
use windrose_core::journal::{Placed, Position, Stream};
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::command::{AccessCommand, Command, InitiativeCommand, NewRecord, Open};
use windrose_core::rules::directory::{DirectoryCommand, Row};
use windrose_core::rules::ids::{ImportId, PersonId};
use windrose_core::rules::record::{Kind, Record, Visibility};
use windrose_core::rules::role::Actor;
use windrose_daemon::server;
use windrose_daemon::web::live::{self, BEHIND_MAX, Live, STREAMS_MAX};

/// How long a client waits for anything before the test gives up.
const DEADLINE: Duration = Duration::from_secs(60);

fn person(name: &str) -> PersonId {
    name.parse().unwrap()
}

/// A daemon with nothing but `/events`; who asks stands in a header.
struct House {
    engine: Engine,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl House {
    /// With the initiatives `one` and `two`, both of `owner`; `guest` may read `two`.
    fn start() -> Self {
        let journal = compose::forgetful_store();
        let engine = compose::engine(journal, Arc::new(SystemClock), TimeZone::UTC).unwrap();
        let live = Live::new(engine.clone());
        let accounts = engine.clone();
        let who = move |headers: &_| known(&accounts, headers);
        let app = live::router(live.clone(), who);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let ended = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let shutdown = async move {
                stopped.await.unwrap();
                live.stop();
            };
            runtime.unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                server::run(listener, app, shutdown).await.unwrap();
            });
        });
        let it = Self { engine, address, stop, ended };
        for name in ["owner", "guest"] {
            let account = AccessCommand::AddAccount {
                id: person(name),
                kind: AccountKind::Person,
                name: name.to_owned(),
                email: None,
                instance_role: None,
            };
            it.submit(Actor::System, Command::Access(account));
        }
        for initiative in ["one", "two"] {
            let open = Open {
                workflow: "kotter".parse().unwrap(),
                digest: None,
                title: initiative.to_owned(),
                purpose: None,
                mode: None,
                owner: None,
                at_step: None,
                tailoring: Vec::new(),
            };
            it.owner(initiative, InitiativeCommand::Open(open));
        }
        let (person, role) = (person("guest"), "viewer".parse().unwrap());
        it.owner("two", InitiativeCommand::AssignRole { person, role });
        it
    }

    fn submit(&self, actor: Actor, command: Command) -> Position {
        self.engine.submit_blocking(Request::new(actor, command)).unwrap().position.unwrap()
    }

    fn owner(&self, initiative: &str, command: InitiativeCommand) -> Position {
        let command = Command::Initiative(initiative.parse().unwrap(), command);
        self.submit(Actor::Person(person("owner")), command)
    }

    /// Records something, and says where it stands.
    fn touch(&self, initiative: &str) -> Position {
        touch(&self.engine, initiative)
    }

    fn listen(&self, who: &str, query: &str, last: Option<Position>) -> Client {
        Client::connect(self.address, who, query, last)
    }

    /// Stops, and says how long that took.
    fn stop(self) -> Duration {
        let began = Instant::now();
        self.stop.send(()).unwrap();
        self.ended.join().unwrap();
        began.elapsed()
    }
}

fn known(engine: &Engine, headers: &impl std::fmt::Debug) -> Option<Actor> {
    // The type of headers is axum's, which this package does not name.
    let text = format!("{headers:?}");
    let names = ["owner", "guest"];
    let name = names.into_iter().find(|it| text.contains(&format!("\"x-person\": \"{it}\"")))?;
    engine.access().actor(&person(name))
}

fn touch(engine: &Engine, initiative: &str) -> Position {
    let record = Record::parse(
        Kind::Need,
        &json!({"reported_by": "owner", "unit": "Sales", "channel": "meeting",
            "statement": "Team leads do not coach", "severity": 4}),
    );
    let need = NewRecord {
        record: record.unwrap().into(),
        observed_on: None,
        links: Vec::new(),
        visibility: Visibility::default(),
        external_ref: None,
    };
    let add = InitiativeCommand::AddRecords(vec![need]);
    let command = Command::Initiative(initiative.parse().unwrap(), add);
    let request = Request::new(Actor::Person(person("owner")), command);
    engine.submit_blocking(request).unwrap().position.unwrap()
}

/// What was told.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    event: String,
    id: Position,
    data: Value,
}

impl Told {
    fn changed(initiative: &str, version: u64, position: Position) -> Self {
        let data = json!({"initiative": initiative, "version": version, "position": position});
        Self { event: "changed".to_owned(), id: position, data }
    }

    fn directory(position: Position) -> Self {
        let data = json!({ "position": position });
        Self { event: "directory".to_owned(), id: position, data }
    }

    fn behind(position: Position) -> Self {
        let data = json!({ "position": position });
        Self { event: "behind".to_owned(), id: position, data }
    }
}

/// Somebody who listens.
struct Client {
    head: String,
    lines: BufReader<TcpStream>,
}

impl Client {
    /// Connects, and reads the head of the answer.
    fn connect(address: SocketAddr, who: &str, query: &str, last: Option<Position>) -> Self {
        let mut socket = TcpStream::connect(address).unwrap();
        socket.set_read_timeout(Some(DEADLINE)).unwrap();
        let last = last.map(|it| format!("last-event-id: {it}\r\n")).unwrap_or_default();
        // The older version of HTTP has no chunks: what comes is what was sent.
        let get =
            format!("GET /events{query} HTTP/1.0\r\nhost: x\r\nx-person: {who}\r\n{last}\r\n");
        socket.write_all(get.as_bytes()).unwrap();
        let mut it = Self { head: String::new(), lines: BufReader::new(socket) };
        while !it.head.ends_with("\r\n\r\n") {
            assert!(it.lines.read_line(&mut it.head).unwrap() > 0, "{}", it.head);
        }
        it
    }

    fn status(&self) -> u16 {
        self.head.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// Waits until the stream has begun, so that nothing is written before.
    fn ready(mut self) -> Self {
        assert_eq!(self.status(), 200);
        assert_eq!(self.block(), Some(None), "a sign of life comes first");
        self
    }

    /// The next block: an event, or a sign of life. None at the end.
    #[expect(clippy::option_option, reason = "the end, nothing to tell, something to tell")]
    fn block(&mut self) -> Option<Option<Told>> {
        let (mut event, mut id, mut data) = (String::new(), 0, None);
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            match line.trim_end().split_once(':') {
                None if line == "\n" => {
                    return Some(data.map(|data| Told { event, id, data }));
                }
                Some(("event", name)) => name.trim().clone_into(&mut event),
                Some(("id", number)) => id = number.trim().parse().unwrap(),
                Some(("data", text)) => data = Some(serde_json::from_str(text).unwrap()),
                Some(("" | "retry", _)) => {}
                other => panic!("{other:?} in {line:?}"),
            }
        }
    }

    /// The next event; none at the end.
    fn next(&mut self) -> Option<Told> {
        loop {
            if let Some(told) = self.block()? {
                return Some(told);
            }
        }
    }

    fn take(&mut self, count: usize) -> Vec<Told> {
        (0..count).map(|_| self.next().unwrap()).collect()
    }
}

/// Every commit of initiatives in the journal after a position, as it should be told.
fn written(engine: &Engine, after: Position) -> Vec<Told> {
    let all = engine.journal().read_all(after + 1, usize::MAX).unwrap();
    all.into_iter()
        .filter_map(|Placed { position, commit, .. }| match commit.stream {
            Stream::Initiative(id) => Some(Told::changed(id.as_str(), commit.version, position)),
            Stream::Access | Stream::Directory | Stream::Workflow(_) => None,
        })
        .collect()
}

#[test]
fn two_who_listen_are_told_the_same_and_nobody_what_they_may_not_read() {
    let house = House::start();
    let from = *house.engine.watch().borrow();
    let mut listening =
        [house.listen("owner", "", None), house.listen("owner", "", None)].map(Client::ready);
    let mut guest = house.listen("guest", "", None).ready();
    let mut narrow = house.listen("owner", "?initiative=two", None).ready();
    for n in 0..20 {
        house.touch(if n % 3 == 0 { "two" } else { "one" });
    }
    let all = written(&house.engine, from);
    assert_eq!(all.len(), 20);
    for client in &mut listening {
        assert_eq!(client.take(20), all);
    }
    let of_two: Vec<Told> =
        all.into_iter().filter(|it| it.data["initiative"] == json!("two")).collect();
    assert_eq!(guest.take(of_two.len()), of_two);
    assert_eq!(narrow.take(of_two.len()), of_two);
    for (who, query, status) in [
        ("nobody", "", 401),
        ("guest", "?initiative=one", 404),
        ("guest", "?initiative=three", 404),
        ("owner", "?initiative=NO!", 404),
    ] {
        assert_eq!(house.listen(who, query, None).status(), status, "{who} {query}");
    }
    let head = listening[0].head.to_lowercase();
    assert!(head.contains("content-type: text/event-stream"), "{head}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    house.stop();
}

#[test]
fn everybody_is_told_when_the_directory_is_published_and_not_what_is_only_staged() {
    let house = House::start();
    let mut listening = [
        house.listen("owner", "", None),
        house.listen("guest", "", None),
        house.listen("guest", "?initiative=two", None),
    ]
    .map(Client::ready);
    let ask = |command| house.submit(Actor::System, Command::Directory(command));
    let import: ImportId = "hr".parse().unwrap();
    let rows = vec![Row { id: Some("1".into()), ..Row::default() }];
    ask(DirectoryCommand::Stage { import: import.clone(), first_row: None, rows: rows.clone() });
    let at = ask(DirectoryCommand::Publish { import: import.clone(), confirm: false });
    ask(DirectoryCommand::Stage { import: import.clone(), first_row: None, rows });
    ask(DirectoryCommand::Drop { import });
    let then = house.touch("two");
    for client in &mut listening {
        assert_eq!(client.take(2), [Told::directory(at), Told::changed("two", 3, then)]);
    }
    house.stop();
}

#[test]
fn who_comes_back_misses_nothing_and_hears_nothing_twice_while_writing_goes_on() {
    const WRITES: usize = 400;
    let house = House::start();
    let from = *house.engine.watch().borrow();
    let engine = house.engine.clone();
    let writer = thread::spawn(move || {
        for n in 0..WRITES {
            touch(&engine, if n % 2 == 0 { "one" } else { "two" });
        }
    });
    let mut told: Vec<Told> = Vec::new();
    // The page says where it stands; a browser says so by itself when it comes back, and the page's word is old then.
    let query = format!("?after={from}");
    while told.len() < WRITES {
        let mut client = house.listen("owner", &query, told.last().map(|it| it.id));
        let count = (told.len() % 7 + 5).min(WRITES - told.len());
        told.extend(client.take(count));
    }
    writer.join().unwrap();
    assert_eq!(told, written(&house.engine, from));
    house.stop();
}

#[test]
fn a_stream_ends_with_the_right_to_read_and_others_go_on_without_it() {
    let house = House::start();
    let mut narrow = house.listen("guest", "?initiative=two", None).ready();
    let mut wide = house.listen("guest", "", None).ready();
    let told = Told::changed("two", 3, house.touch("two"));
    assert_eq!(narrow.next().as_ref(), Some(&told));
    assert_eq!(wide.next(), Some(told));
    let (person, role) = (person("guest"), "viewer".parse().unwrap());
    house.owner("two", InitiativeCommand::RevokeRole { person: person.clone(), role });
    house.touch("two");
    assert_eq!(narrow.next(), None, "not even that the right is gone");
    let role = "viewer".parse().unwrap();
    let version = 2;
    let position = house.owner("one", InitiativeCommand::AssignRole { person, role });
    assert_eq!(wide.next(), Some(Told::changed("one", version, position)), "nothing of `two`");
    assert_eq!(house.listen("guest", "?initiative=two", None).status(), 404);
    house.stop();
}

#[test]
fn who_is_too_far_behind_is_told_so_and_goes_on_from_there() {
    let house = House::start();
    let from = *house.engine.watch().borrow();
    for _ in 0..=BEHIND_MAX {
        house.touch("one");
    }
    let head = from + BEHIND_MAX + 1;
    assert_eq!(*house.engine.watch().borrow(), head);
    let mut just = house.listen("owner", "", Some(from + 1));
    assert_eq!(just.take(BEHIND_MAX as usize), written(&house.engine, from + 1));
    for last in [from, 0, head + 1, Position::MAX] {
        let mut client = house.listen("owner", "", Some(last));
        assert_eq!(client.next(), Some(Told::behind(head)), "after {last}");
    }
    let mut client = house.listen("owner", "?after=not-a-number", None);
    assert_eq!(client.next(), Some(Told::behind(head)));
    let told = house.touch("two");
    assert_eq!(client.next(), Some(Told::changed("two", 3, told)));
    house.stop();
}

#[test]
fn stopping_waits_for_nobody_who_listens() {
    let house = House::start();
    let mut clients: Vec<Client> =
        (0..5).map(|_| house.listen("owner", "", None).ready()).collect();
    let took = house.stop();
    assert!(took < server::GRACE / 2, "{took:?}");
    for client in &mut clients {
        assert_eq!(client.next(), None);
    }
}

#[test]
fn there_is_room_for_so_many_and_again_when_one_has_left() {
    let house = House::start();
    let mut clients: Vec<Client> =
        (0..STREAMS_MAX).map(|_| house.listen("owner", "", None).ready()).collect();
    let mut refused = house.listen("owner", "", None);
    assert_eq!(refused.status(), 503);
    assert!(refused.head.to_lowercase().contains("retry-after: 30"), "{}", refused.head);
    let mut rest = String::new();
    refused.lines.read_to_string(&mut rest).unwrap();
    drop(clients.pop());
    let began = Instant::now();
    while house.listen("owner", "", None).status() != 200 {
        assert!(began.elapsed() < DEADLINE, "the place is not given back");
        // That somebody has left is noticed when they are told something.
        house.touch("one");
        thread::sleep(Duration::from_millis(20));
    }
    house.stop();
}
