//! The shipped binary as its users run it: started on a folder and a free port, called over HTTP, stopped or killed.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use windrose::client::{CallError, Client};

/// How long anything may take before the test gives up. Long, because two busy cores share it with everything else.
const DEADLINE: Duration = Duration::from_secs(60);

/// The initiative that an office opens.
pub(crate) const INITIATIVE: &str = "change";

/// The binary with nothing but its defaults: no variable of whoever runs the tests, and no `windrose.toml` of theirs.
pub(crate) fn windrose() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_windrose"));
    let ours = std::env::vars_os().map(|(name, _)| name);
    for name in ours.filter(|name| name.to_string_lossy().starts_with("WINDROSE_")) {
        command.env_remove(name);
    }
    // Tests read English, whatever the developer does.
    command.env("LC_ALL", "C").current_dir(env!("CARGO_TARGET_TMPDIR")).stdin(Stdio::null());
    command
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// What it printed, if it ended well.
    pub(crate) fn good(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    /// What it complained about, if it ended with this code.
    pub(crate) fn bad(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{self:?}");
        self.err
    }
}

/// Runs a command to its end. A command that should have ended and serves instead is a failure, not a test that hangs.
pub(crate) fn run(command: &mut Command) -> Said {
    // Files, not pipes: a pipe that nobody empties while waiting would block the command.
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let ended = ended(&mut child);
    if ended.is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let said =
        Said { code: ended.and_then(|it| it.code()), out: whole(&mut out), err: whole(&mut err) };
    assert!(ended.is_some(), "did not end: {said:?}");
    said
}

fn whole(file: &mut File) -> String {
    let mut text = String::new();
    file.rewind().unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn ended(child: &mut Child) -> Option<ExitStatus> {
    until(|| child.try_wait().unwrap())
}

/// Asks again and again until there is an answer, or the deadline is over.
pub(crate) fn until<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let began = Instant::now();
    loop {
        match ask() {
            Some(answer) => return Some(answer),
            None if began.elapsed() > DEADLINE => return None,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// A running `windrose serve`. Dropping it kills the process, so that a failing test leaves none behind.
pub(crate) struct Daemon {
    child: Child,
    folder: PathBuf,
    /// What it printed until it listened.
    pub(crate) greeting: Vec<String>,
    /// Where it listens.
    pub(crate) url: String,
}

impl Daemon {
    /// Serves a folder, and waits until it listens.
    pub(crate) fn serve(folder: &Path) -> Self {
        Self::serve_with(folder, &[])
    }

    /// The same, with some variables of its own.
    pub(crate) fn serve_with(folder: &Path, environment: &[(&str, PathBuf)]) -> Self {
        let mut command = windrose();
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        Self::serve_as(command, folder)
    }

    /// The same by a command of one's own.
    pub(crate) fn serve_as(mut command: Command, folder: &Path) -> Self {
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--timezone", "UTC", "--log", "warn"])
            .arg("--data")
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            // To the end, though nobody may be listening any more: a full pipe would block the daemon.
            for line in out.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let folder = folder.to_owned();
        let mut it = Self { child, folder, greeting: Vec::new(), url: String::new() };
        while it.url.is_empty() {
            let line = lines.recv_timeout(DEADLINE);
            let line = line.unwrap_or_else(|_| panic!("does not listen: {:?}", it.greeting));
            it.url = line.strip_prefix("windrose listens on ").unwrap_or_default().to_owned();
            it.greeting.push(line);
        }
        it
    }

    /// The token of the first administrator, from the file that is kept for them.
    pub(crate) fn admin_token(&self) -> String {
        std::fs::read_to_string(self.folder.join("admin.token")).unwrap().trim().to_owned()
    }

    pub(crate) fn admin(&self) -> Client {
        self.client(&self.admin_token())
    }

    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(&self.url, token)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A command of the binary, for the administrator of this daemon.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = windrose();
        command.args(args).args(["--url", &self.url]).arg("--data").arg(&self.folder);
        command
    }

    /// Tells it to stop, as a supervisor would.
    pub(crate) fn tell_to_stop(&self) {
        // The standard library only knows SIGKILL.
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
    }

    /// Tells it to stop, and answers how it ended.
    pub(crate) fn stop(self) -> ExitStatus {
        self.tell_to_stop();
        self.ended()
    }

    /// Waits until it ends, and answers how.
    pub(crate) fn ended(mut self) -> ExitStatus {
        ended(&mut self.child).expect("it does not stop when told to")
    }

    /// Ends it at once, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Calls that are known to succeed, or known to be refused.
pub(crate) trait Calls {
    /// The result.
    fn ok(&self, method: &str, params: Value) -> Value;

    /// The error object.
    fn refused(&self, method: &str, params: Value) -> Value;
}

impl Calls for Client {
    #[track_caller]
    fn ok(&self, method: &str, params: Value) -> Value {
        self.call(method, &params).unwrap_or_else(|error| panic!("{method} {params}: {error:?}"))
    }

    #[track_caller]
    fn refused(&self, method: &str, params: Value) -> Value {
        match self.call(method, &params) {
            Err(CallError::Rpc(error)) => error,
            other => panic!("{method} {params} was not refused: {other:?}"),
        }
    }
}

/// The people of an office, with the role that each holds in its initiative. `outsider` holds none.
const PEOPLE: [(&str, Option<&str>); 7] = [
    ("owner", None), // by opening it
    ("sponsor", Some("sponsor")),
    ("lead", Some("lead")),
    ("member", Some("member")),
    ("controller", Some("member")),
    ("viewer", Some("viewer")),
    ("outsider", None),
];

/// A daemon on a fresh folder, people with tokens, and an initiative on the default workflow.
pub(crate) struct Office {
    pub(crate) daemon: Daemon,
    tokens: BTreeMap<String, String>,
    folder: TempDir,
}

impl Office {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let daemon = Daemon::serve(folder.path());
        let mut it = Self { daemon, tokens: BTreeMap::new(), folder };
        for (person, _) in PEOPLE {
            it.hire(person, "person");
        }
        it.initiative(INITIATIVE);
        it
    }

    /// Adds a person or a service, with a token.
    pub(crate) fn hire(&mut self, id: &str, kind: &str) {
        let admin = self.daemon.admin();
        admin.ok("person_add", json!({"person": id, "name": id, "kind": kind}));
        let made = admin.ok("token_create", json!({"person": id}));
        self.tokens.insert(id.to_owned(), made["token"].as_str().unwrap().to_owned());
    }

    /// Opens an initiative and gives everybody their role.
    pub(crate) fn initiative(&self, id: &str) {
        let owner = self.by("owner");
        owner.ok("initiative_open", json!({"initiative": id, "title": id, "workflow": "kotter"}));
        for (person, role) in PEOPLE {
            if let Some(role) = role {
                let params = json!({"initiative": id, "person": person, "role": role});
                owner.ok("role_assign", params);
            }
        }
    }

    pub(crate) fn token(&self, person: &str) -> &str {
        &self.tokens[person]
    }

    pub(crate) fn by(&self, person: &str) -> Client {
        self.daemon.client(self.token(person))
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Ends the daemon by `end`, and answers the folder that it leaves behind.
    pub(crate) fn close<T>(self, end: impl FnOnce(Daemon) -> T) -> (T, TempDir) {
        (end(self.daemon), self.folder)
    }

    /// The same, and another process on that folder.
    pub(crate) fn again<T>(self, end: impl FnOnce(Daemon) -> T) -> (T, Self) {
        self.again_with(end, Vec::new)
    }

    /// The same, with variables that are asked for once the daemon before has ended.
    pub(crate) fn again_with<T>(
        self,
        end: impl FnOnce(Daemon) -> T,
        environment: impl FnOnce() -> Vec<(&'static str, PathBuf)>,
    ) -> (T, Self) {
        let ended = end(self.daemon);
        let daemon = Daemon::serve_with(self.folder.path(), &environment());
        (ended, Self { daemon, ..self })
    }

    /// The version of the initiative. Whatever was refused has left it alone.
    pub(crate) fn version(&self) -> u64 {
        let board = self.daemon.admin().ok("initiative_get", json!({"initiative": INITIATIVE}));
        board["version"].as_u64().unwrap()
    }

    /// Adds records, and answers their ids.
    pub(crate) fn record(&self, person: &str, records: Value) -> Value {
        let params = json!({"initiative": INITIATIVE, "records": records});
        self.by(person).ok("record_add", params)["records"].take()
    }
}

/// A need, told apart by its text.
pub(crate) fn need(statement: &str) -> Value {
    json!({"kind": "need", "data": {
        "reported_by": "head-of-sales", "unit": "Sales", "channel": "meeting", "statement": statement, "severity": 4,
    }})
}

/// The triage of a need.
pub(crate) fn triage(need: u32) -> Value {
    json!({"kind": "gap_triage", "data": {
        "need": format!("need-{need}"), "knows_standard": true, "has_tools": true, "incentives_ok": true,
        "motive_ok": true, "capacity_ok": true, "has_knowledge_skill": false, "verdict": "train",
    }})
}

/// What opens the first gate, with so many of 40 managers convinced: 30 are enough.
pub(crate) fn urgency(convinced: u32) -> Value {
    json!([
        {"kind": "scope", "data": {"units": [{"name": "Everybody", "people": 600, "managers": 40}]}},
        {"kind": "urgency_pulse", "data": {
            "question": "Can we go on so?", "audience": "manager",
            "agree_n": convinced, "answered_n": 32, "invited_n": 40,
        }},
        need("one"),
        need("two"),
        need("three"),
        {"kind": "indicator", "data": {
            "name": "Leads who coach weekly", "unit": "percent", "direction": "higher_better",
            "tracks": "adoption", "baseline": 20, "target": 70, "owner": "sponsor",
        }},
        {"kind": "stance", "data": {
            "person": "sponsor", "audience": "top_executive", "position": "convinced",
        }},
        {"kind": "stance", "data": {
            "person": "owner", "audience": "top_executive", "position": "convinced",
        }},
        {"kind": "follow_through", "data": {
            "programme": "Coaching basics", "participants_n": 60, "followed_through_n": 20,
            "success_with_n": 14, "success_without_n": 8,
        }},
        triage(1),
        triage(2),
        triage(3),
    ])
}
