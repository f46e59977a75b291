//! The body of a call, or of several, before an engine in which something has happened.
//!
//! A body is sent by the administrator; one that begins with a line `@lead` or `@lead de` is sent by that person, who
//! reads German in the second case. Every call is answered as JSON-RPC 2.0 asks for: in order, once, with its own id and
//! an error of the table, and not at all if it has none. What changes was answered as done, and is as it was when the
//! journal is read again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::tz::TimeZone;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::runtime::{Builder, Runtime};
use windrose_core::engine::{Engine, ScriptedClock};
use windrose_core::journal::memory::MemoryJournal;
use windrose_core::journal::{Commit, Journal, Stream};
use windrose_core::view::wording::Language;
use windrose_daemon::call::Call;
use windrose_daemon::language::speaking;
use windrose_daemon::rpc::methods::METHODS;
use windrose_daemon::rpc::{BATCH_MAX, CODES, Dispatcher, MethodKind};
use windrose_daemon::site::Site;

/// What has happened: four initiatives, some decisions.
const HAPPENED: &str = include_str!("../../journals/v1/decisions.jsonl");

/// Does it.
pub fn run(bytes: &[u8]) {
    static KEPT: Mutex<Option<World>> = Mutex::new(None);
    // Whatever a body has changed is thrown away with its world, so that each begins with the same.
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let world = kept.take().unwrap_or_else(World::new);
    let (who, language, body) = sender(bytes);
    if world.check(who, language, body) {
        *kept = Some(world);
    }
}

/// Who sends a body, in which language they are answered, and the body.
fn sender(bytes: &[u8]) -> (&str, Language, &[u8]) {
    let named = bytes.strip_prefix(b"@").and_then(|rest| {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        Some((std::str::from_utf8(&rest[..end]).ok()?, &rest[end + 1..]))
    });
    match named {
        None => ("admin", Language::English, bytes),
        Some((who, body)) => match who.strip_suffix(" de") {
            Some(who) => (who, Language::German, body),
            None => (who, Language::English, body),
        },
    }
}

struct World {
    engine: Engine,
    journal: Arc<dyn Journal>,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Builder::new_current_thread().build().expect("a runtime starts"))
}

fn dispatcher() -> &'static Dispatcher<Call> {
    static DISPATCHER: OnceLock<Dispatcher<Call>> = OnceLock::new();
    DISPATCHER.get_or_init(|| Dispatcher::new(METHODS))
}

fn engine(journal: Arc<dyn Journal>) -> Engine {
    let last = journal.read_all(journal.head().position, 1).expect("memory can be read");
    let clock = Arc::new(ScriptedClock::at(last[0].commit.at));
    Engine::open(journal, clock, TimeZone::UTC, &[], Box::new(|_| {})).expect("the journal reads")
}

impl World {
    fn new() -> Self {
        static COMMITS: OnceLock<Vec<Commit>> = OnceLock::new();
        let read = |line| serde_json::from_str(line).expect("it was written by windrose");
        let commits = COMMITS.get_or_init(|| HAPPENED.lines().map(read).collect());
        let journal = Arc::new(MemoryJournal::new());
        journal.append(commits).expect("it was written in this order");
        Self { engine: engine(journal.clone()), journal }
    }

    /// Sends a body and looks at everything that came of it. Answers whether the world is as it was.
    fn check(&self, who: &str, language: Language, body: &[u8]) -> bool {
        let before = self.journal.head().position;
        let answer = ask(&self.engine, who, language, body);
        let done = judge(body, answer.as_deref());
        let after = self.journal.read_all(before + 1, usize::MAX).expect("memory can be read");
        assert!(after.len() <= done, "{} commits, and {done} calls were done", after.len());
        assert!(self.engine.is_running(), "the engine has stopped");
        if after.is_empty() {
            asks_and_is_answered(&self.engine, r#""method":"initiative_list""#);
            return true;
        }
        let verified = self.journal.verify().expect("the journal is in order");
        assert_eq!(verified.head, self.journal.head());
        let again = engine(self.journal.clone());
        let mut questions = vec![
            r#""method":"initiative_list""#.to_owned(),
            r#""method":"portfolio_read""#.to_owned(),
        ];
        questions.extend(after.iter().filter_map(|placed| match &placed.commit.stream {
            Stream::Initiative(id) => {
                Some(format!(r#""method":"initiative_get","params":{{"initiative":"{id}"}}"#))
            }
            Stream::Access | Stream::Directory | Stream::Workflow(_) => None,
        }));
        for question in questions {
            let live = asks_and_is_answered(&self.engine, &question);
            let replayed = asks_and_is_answered(&again, &question);
            assert_eq!(live, replayed, "read again, it is something else");
        }
        false
    }
}

/// Sends a body.
fn ask(engine: &Engine, who: &str, language: Language, body: &[u8]) -> Option<String> {
    let access = engine.access();
    let known = |id: &str| access.actor(&id.parse().ok()?);
    let actor = known(who).or_else(|| known("admin")).expect("the administrator is known");
    drop(access);
    let site = Arc::new(Site::new(None, ([127, 0, 0, 1], 80).into()));
    let call = Call { engine: engine.clone(), actor, site, language };
    runtime().block_on(speaking(language, dispatcher().handle(call, body)))
}

/// The engine goes on answering, whatever it was asked before.
fn asks_and_is_answered(engine: &Engine, question: &str) -> String {
    let body = format!(r#"{{"jsonrpc":"2.0","id":1,{question}}}"#);
    let answer = ask(engine, "admin", Language::English, body.as_bytes()).expect("it has an id");
    assert!(answer.contains(r#""result""#), "{question} was answered {answer}");
    answer
}

/// What a body asks for, read without the daemon's help.
enum Asked {
    /// Something that is answered with this code and this id.
    Wrong(i64, String),
    /// A call, with its id unless it is a notification.
    Call { method: String, id: Option<String> },
}

type Members = BTreeMap<String, Box<RawValue>>;

/// The calls of a body, in order; without a list around them if it is not a batch.
fn asked(body: &[u8]) -> Result<Vec<Asked>, Asked> {
    let wrong = |code| Asked::Wrong(code, "null".to_owned());
    let whole: Option<&RawValue> =
        std::str::from_utf8(body).ok().and_then(|text| serde_json::from_str(text).ok());
    let whole = whole.ok_or_else(|| wrong(-32700))?;
    if !whole.get().starts_with('[') {
        return Err(one(whole));
    }
    let calls: Vec<&RawValue> = serde_json::from_str(whole.get()).expect("it is a list");
    if calls.is_empty() || calls.len() > BATCH_MAX {
        return Err(wrong(-32600));
    }
    Ok(calls.into_iter().map(one).collect())
}

fn one(text: &RawValue) -> Asked {
    let wrong = |id: &str| Asked::Wrong(-32600, id.to_owned());
    let Ok(members) = serde_json::from_str::<Members>(text.get()) else { return wrong("null") };
    let begins = |it: &RawValue, with: &[char]| it.get().starts_with(with);
    let id = members.get("id").map(|it| it.get().to_owned());
    if members.get("id").is_some_and(|it| begins(it, &['{', '[', 't', 'f'])) {
        return wrong("null");
    }
    let echo = id.as_deref().unwrap_or("null");
    let string = |name: &str| serde_json::from_str::<String>(members.get(name)?.get()).ok();
    let takes = members.get("params").is_none_or(|it| begins(it, &['{', '[']));
    match (string("jsonrpc").as_deref(), string("method")) {
        (Some("2.0"), Some(method)) if takes => Asked::Call { method, id },
        _ => wrong(echo),
    }
}

/// Holds the answer against what was asked. Answers how many calls may have written something.
fn judge(body: &[u8], answer: Option<&str>) -> usize {
    let answers = |text: &str| -> Vec<Members> {
        let list: Vec<Box<RawValue>> = serde_json::from_str(text).expect("a list of answers");
        list.iter().map(|it| serde_json::from_str(it.get()).expect("an answer")).collect()
    };
    let (asked, answers) = match asked(body) {
        Ok(asked) => (asked, answer.map(answers).unwrap_or_default()),
        Err(single) => {
            let answer = answer.map(|text| serde_json::from_str(text).expect("an answer"));
            (vec![single], answer.into_iter().collect())
        }
    };
    if answers.is_empty() {
        assert!(answer.is_none(), "an empty list of answers");
    }
    let mut answers = answers.into_iter();
    let mut done = 0;
    for asked in &asked {
        done += usize::from(judge_one(asked, &mut answers));
    }
    assert_eq!(answers.count(), 0, "more answers than calls");
    done
}

/// Takes the answer to one call, if it gets one. Answers whether it may have written something.
fn judge_one(asked: &Asked, answers: &mut dyn Iterator<Item = Members>) -> bool {
    let writes = |method: &str| {
        METHODS.iter().any(|row| row.name == method && row.kind == MethodKind::Write)
    };
    let id = match asked {
        Asked::Call { id: None, method } => return writes(method),
        Asked::Call { id: Some(id), .. } | Asked::Wrong(_, id) => id,
    };
    let answer = answers.next().expect("every call with an id is answered");
    let member = |name: &str| answer.get(name).map(|it| it.get());
    assert_eq!(member("jsonrpc"), Some(r#""2.0""#));
    assert_eq!(member("id"), Some(id.as_str()), "the id is another");
    assert_eq!(answer.len(), 3, "an answer has a result or an error, and nothing else");
    let Some(error) = member("error") else {
        assert!(member("result").is_some(), "neither a result nor an error");
        let Asked::Call { method, .. } = asked else { panic!("what is no call was carried out") };
        let known = method == "rpc.discover" || METHODS.iter().any(|row| row.name == method);
        assert!(known, "`{method}` is no method and was carried out");
        let dry = member("result").is_some_and(|it| it.contains(r#""dry_run":true"#));
        return writes(method) && !dry;
    };
    let error: Value = serde_json::from_str(error).expect("an error is JSON");
    let code = error["code"].as_i64().expect("a code is a number");
    let row = CODES.iter().find(|row| i64::from(row.code) == code).expect("a code of the table");
    assert_eq!(error["message"], row.message);
    assert_eq!(error["data"]["kind"], row.name);
    assert_eq!(error["data"]["retryable"], row.retryable);
    assert!(error["data"]["detail"].as_str().is_some_and(|it| !it.is_empty()), "{error}");
    assert_ne!(code, -32603, "windrose failed: {error}");
    match asked {
        Asked::Wrong(wanted, _) => assert_eq!(code, *wanted, "{error}"),
        Asked::Call { method, .. } => {
            let known = method == "rpc.discover" || METHODS.iter().any(|row| row.name == method);
            assert_eq!(code == -32601, !known, "{error}");
            assert!(code != -32700 && code != -32600, "a call in order is none: {error}");
        }
    }
    false
}
