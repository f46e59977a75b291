//! Every scenario and every published case, played twice: inside this process in memory, and over HTTP on a real store. Both answer the same,
//! call by call, word by word, and the store still says so after a restart.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use windrose::client::{CallError, Client};
use windrose::compose;
use windrose::scenario::{self, Stage};
use windrose_core::engine::{Engine, ScriptedClock};
use windrose_core::journal::Journal;
use windrose_core::view::wording::Language;
use windrose_daemon::call::Call;
use windrose_daemon::rpc::Dispatcher;
use windrose_daemon::site::Site;

/// A way for a call to reach windrose.
trait Way {
    /// Somebody has got this token.
    fn enter(&mut self, person: &str, token: &str);

    /// The result, or the error object.
    fn call(&mut self, by: &str, method: &str, params: &Value) -> Result<Value, Value>;
}

/// In this process: no socket, no token, no disk.
struct Direct {
    engine: Engine,
    dispatcher: Dispatcher<Call>,
    runtime: Runtime,
}

impl Way for Direct {
    fn enter(&mut self, _: &str, _: &str) {}

    fn call(&mut self, by: &str, method: &str, params: &Value) -> Result<Value, Value> {
        let actor = self.engine.access().actor(&by.parse().unwrap());
        let actor = actor.expect("somebody unknown");
        let (engine, language) = (self.engine.clone(), Language::English);
        let site = Arc::new(Site::new(None, ([127, 0, 0, 1], 7474).into()));
        let call = Call { engine, actor, site, language };
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let request = request.to_string();
        let handled = self.dispatcher.handle(call, request.as_bytes());
        let answer = self.runtime.block_on(handled).expect("a call with an id is answered");
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["result"].take()),
        }
    }
}

/// Over HTTP, everybody with a token of their own.
struct Http {
    url: String,
    clients: BTreeMap<String, Client>,
}

impl Way for Http {
    fn enter(&mut self, person: &str, token: &str) {
        self.clients.insert(person.to_owned(), Client::new(&self.url, token));
    }

    fn call(&mut self, by: &str, method: &str, params: &Value) -> Result<Value, Value> {
        self.clients[by].call(method, params).map_err(|error| match error {
            CallError::Rpc(error) => error,
            CallError::Transport(cause) => panic!("{method}: {cause}"),
        })
    }
}

/// Plays calls one way and keeps every answer.
struct Player<W> {
    way: W,
    clock: Arc<ScriptedClock>,
    entered: Vec<String>,
    answers: Vec<(String, Result<Value, Value>)>,
}

impl<W: Way> Player<W> {
    fn new(mut way: W, clock: Arc<ScriptedClock>, admin: &str) -> Self {
        way.enter(compose::ADMIN, admin);
        Self { way, clock, entered: vec![compose::ADMIN.to_owned()], answers: Vec::new() }
    }

    fn play(&mut self, file: &Path) {
        let lines = scenario::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
        let played = scenario::play(&lines, self);
        let calls = played.unwrap_or_else(|error| panic!("{}, {error}", file.display()));
        assert!(calls > 0, "{} calls nothing", file.display());
    }

    /// What can be read at the end, of every initiative there is.
    fn read_all(&mut self) -> Vec<Value> {
        let mut admin =
            |method: &str, params: Value| self.way.call(compose::ADMIN, method, &params).unwrap();
        let list = admin("initiative_list", json!({"limit": 200}));
        let mut found = vec![list.clone()];
        for row in list["initiatives"].as_array().unwrap() {
            for method in ["initiative_get", "record_list", "timeline_read"] {
                let mut params = json!({"initiative": row["initiative"]});
                if method != "initiative_get" {
                    params["limit"] = json!(200);
                }
                found.push(admin(method, params));
            }
        }
        found
    }
}

impl<W: Way> Stage for Player<W> {
    fn set_clock(&mut self, at: Timestamp) {
        self.clock.set(at);
    }

    fn call(&mut self, by: &str, method: &str, params: &Value) -> Result<Value, Value> {
        // A token is made in both ways, for it is a commit like any other.
        if !self.entered.iter().any(|it| it == by) {
            let params = json!({"person": by});
            let made = self.way.call(compose::ADMIN, "token_create", &params).unwrap();
            self.way.enter(by, made["token"].as_str().unwrap());
            self.entered.push(by.to_owned());
        }
        let answer = self.way.call(by, method, params);
        let mut kept = answer.clone();
        if method == "token_create"
            && let Ok(Value::Object(fields)) = &mut kept
        {
            // The only two things that are random.
            fields.retain(|name, _| name != "id" && name != "token");
        }
        self.answers.push((format!("{by} {method} {params}"), kept));
        answer
    }
}

fn start(clock: &Arc<ScriptedClock>, store: Option<&Path>) -> (Engine, Option<String>) {
    let journal = store.map_or_else(|| Ok(compose::forgetful_store()), compose::store).unwrap();
    let engine = compose::engine(journal, clock.clone(), TimeZone::UTC).unwrap();
    let admin = compose::first_administrator(&engine, |_| Ok(())).unwrap();
    (engine, admin.map(|it| it.text))
}

fn clock() -> Arc<ScriptedClock> {
    Arc::new(ScriptedClock::at(Timestamp::UNIX_EPOCH))
}

fn direct(engine: Engine) -> Direct {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    Direct { engine, dispatcher: compose::dispatcher(), runtime }
}

type Played = (Vec<(String, Result<Value, Value>)>, Vec<Value>);

fn play_directly(file: &Path) -> Played {
    let clock = clock();
    let (engine, admin) = start(&clock, None);
    let mut player = Player::new(direct(engine), clock, &admin.unwrap());
    player.play(file);
    let end = player.read_all();
    (player.answers, end)
}

/// The journal that a scenario makes.
pub(crate) fn journal_of(file: &Path) -> Arc<dyn Journal> {
    let clock = clock();
    let (engine, admin) = start(&clock, None);
    Player::new(direct(engine.clone()), clock, &admin.unwrap()).play(file);
    engine.journal()
}

fn play_over_http(file: &Path, store: &Path) -> Played {
    let clock = clock();
    let (engine, admin) = start(&clock, Some(store));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let stopped = async { drop(stopped.await) };
            let site = compose::site(None, listener.local_addr().unwrap()).unwrap();
            compose::serve(listener, engine, site, stopped).await
        })
    });
    let mut player = Player::new(Http { url, clients: BTreeMap::new() }, clock, &admin.unwrap());
    player.play(file);
    let end = player.read_all();
    drop(stop);
    server.join().unwrap().unwrap();
    (player.answers, end)
}

/// What the store says to a process that knows nothing but the folder.
fn read_again(store: &Path, at: Timestamp) -> Vec<Value> {
    let clock = Arc::new(ScriptedClock::at(at));
    let (engine, admin) = start(&clock, Some(store));
    assert_eq!(admin, None, "the administrator was forgotten");
    engine.journal().verify().unwrap();
    Player::new(direct(engine), clock, "").read_all()
}

#[test]
fn every_scenario_comes_true_in_memory_and_over_http_alike() {
    play_all("tests/scenarios");
}

/// What papers report of changes that were led somewhere: their figures come out of their records.
#[test]
fn every_published_case_gives_its_papers_figures() {
    play_all("tests/cases");
}

fn play_all(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "jsonl"));
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let store = tempfile::tempdir().unwrap();
        let (memory, memory_end) = play_directly(&file);
        let (http, http_end) = play_over_http(&file, store.path());
        for (one, other) in memory.iter().zip(&http) {
            assert_eq!(one, other, "{}", file.display());
        }
        assert_eq!(memory.len(), http.len());
        assert_eq!(memory_end, http_end, "{}", file.display());
        let lines = scenario::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let at = scenario::ends_at(&lines).unwrap_or(Timestamp::UNIX_EPOCH);
        assert_eq!(read_again(store.path(), at), http_end, "{} after a restart", file.display());
    }
}

/// What the demo plays: several stories as one, ending in any week of a year.
#[test]
fn stories_come_true_together_whenever_they_are_played() {
    let read = |name: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(name);
        scenario::parse(&std::fs::read_to_string(file).unwrap()).unwrap()
    };
    for weeks in [1, 14, 27, 40] {
        let names = ["learning-partnership", "service-rollout", "smaller-changes"];
        let stories = names.map(|name| read(&format!("{name}.jsonl"))).into();
        let mut lines = scenario::merge(stories);
        scenario::shift(&mut lines, weeks * 7);
        let clock = clock();
        let (engine, admin) = start(&clock, None);
        let mut player = Player::new(direct(engine), clock, &admin.unwrap());
        let played = scenario::play(&lines, &mut player);
        played.unwrap_or_else(|error| panic!("{weeks} weeks later, {error}"));
        let list = player.way.call(compose::ADMIN, "initiative_list", &json!({})).unwrap();
        assert_eq!(list["initiatives"].as_array().unwrap().len(), 6);
    }
}
