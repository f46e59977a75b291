//! `windrose demo`: two years of an initiative in seconds, over real HTTP on a fresh store, with others under way beside
//! it; then a second process on the same store, which shows the same and stays up.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use windrose_core::engine::ScriptedClock;

use super::out;
use crate::args::DemoArgs;
use crate::client::{ADMIN_TOKEN_FILE, CallError, Client};
use crate::compose;
use crate::config::Config;
use crate::failure::{Failure, exit};
use crate::scenario::{self, Line, ScenarioError, Stage, Step};
use crate::show;

/// The story that is told.
const STORY: &str = include_str!("../../../tests/scenarios/learning-partnership.jsonl");

/// The initiative that the story leads.
const INITIATIVE: &str = "learning-partnership";

/// What happens beside it and is not told, so that there is something under way to look at.
const BESIDE: [&str; 2] = [
    include_str!("../../../tests/scenarios/service-rollout.jsonl"),
    include_str!("../../../tests/scenarios/smaller-changes.jsonl"),
];

/// The initiative that is under way at its sixth step.
const UNDER_WAY: &str = "service-rollout";

/// Who leads it, who decides at its gates, and who runs which pilot of it: they can sign in on the pages.
const LEAD: &str = "service-lead";
const SPONSOR: &str = "sponsor";
const PILOT_OWNER: &str = "head-of-field-service";
const PILOT: &str = "pilot-2";

/// How long the second process may take to start.
const START_TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) fn run(config: &Config, args: &DemoArgs) -> Result<(), Failure> {
    let tell = Tell { json: config.json };
    // The demo's store is its own and fresh, so that it never mixes with real work.
    let name = format!("windrose-demo-{}-{}", Timestamp::now().as_second(), std::process::id());
    let folder = std::env::temp_dir().join(name);
    let Played { board, links } = play_stories(tell, &folder)?;
    tell.line("\nThe daemon has stopped. A second process starts on the same folder …");
    let (mut child, address) = start_again(&folder, &args.listen)?;
    let shown = show_again(tell, &folder, address, &board);
    if let Err(failure) = shown {
        stop(&mut child);
        return Err(failure);
    }
    let token = std::fs::read_to_string(folder.join(ADMIN_TOKEN_FILE)).unwrap_or_default();
    if args.once {
        stop(&mut child);
        return std::fs::remove_dir_all(&folder).map_err(|error| {
            Failure::new(exit::FAILED, format!("{} cannot be removed", folder.display()))
                .because(error)
        });
    }
    invite(tell, address, token.trim(), &links, &folder);
    stay_up(child)
}

/// How the demo tells what happens: text for a person, or a JSON object a line.
#[derive(Clone, Copy)]
struct Tell {
    json: bool,
}

impl Tell {
    fn line(self, text: &str) {
        self.either(|| text.to_owned(), || json!({"say": text.trim()}));
    }

    fn either(self, text: impl FnOnce() -> String, json: impl FnOnce() -> Value) {
        if self.json {
            out(&format!("{}\n", json()));
        } else {
            out(&format!("{}\n", text()));
        }
    }
}

/// Waits until the daemon ends, or until the demo is told to stop, and then stops the daemon too.
fn stay_up(mut child: Child) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::from_error(exit::FAILED, &error);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let told = runtime.block_on(async {
        let told = super::serve::told_to_stop()?;
        tokio::pin!(told);
        loop {
            let a_while = tokio::time::sleep(Duration::from_millis(200));
            tokio::select! { () = &mut told => return Ok(None), () = a_while => {} }
            if let Some(ended) = child.try_wait().map_err(failed)? {
                return Ok(Some(ended));
            }
        }
    })?;
    match told {
        None => {
            stop(&mut child);
            Ok(())
        }
        Some(ended) if ended.success() => Ok(()),
        Some(ended) => Err(Failure::new(exit::FAILED, "the daemon ended").because(ended)),
    }
}

/// What the stories left.
struct Played {
    /// The board of the initiative that was told of, at its end.
    board: Value,
    /// Who can sign in, and with the path of which link.
    links: [(&'static str, String); 3],
}

/// All stories as one, in the order of their times; what is said in those beside the first is left out.
fn stories() -> Result<Vec<(usize, Line)>, ScenarioError> {
    let mut stories = vec![scenario::parse(STORY)?];
    for text in BESIDE {
        let mut lines = scenario::parse(text)?;
        lines.retain(|(_, line)| !matches!(line, Line::Say(_)));
        stories.push(lines);
    }
    Ok(scenario::merge(stories))
}

/// Plays the stories against a daemon of its own.
fn play_stories(tell: Tell, folder: &Path) -> Result<Played, Failure> {
    let internal = |error: ScenarioError| Failure::from_error(exit::FAILED, &error);
    let mut lines = stories().map_err(internal)?;
    // They end today or at most six days ago, on the same days of the week as they were written.
    if let Some(end) = scenario::ends_at(&lines) {
        let days = (Timestamp::now().as_second() - end.as_second()).max(0) / 86_400;
        scenario::shift(&mut lines, days / 7 * 7);
    }
    let clock = Arc::new(ScriptedClock::at(Timestamp::UNIX_EPOCH));
    let journal = compose::store(folder)?;
    let engine = compose::engine(journal, clock.clone(), TimeZone::UTC)?;
    let keep = |token: &_| compose::keep_token(folder, token);
    let admin = compose::first_administrator(&engine, keep)?
        .ok_or_else(|| Failure::new(exit::FAILED, "the demo's store is not fresh"))?;
    let listener = super::serve::bind("127.0.0.1:0")?;
    let address = address_of(&listener)?;
    tell.line(&format!(
        "A daemon serves a fresh store in {}\non http://{address}.",
        folder.display()
    ));
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = engine.clone();
    let server = std::thread::spawn(move || serve(listener, serving, stopped));
    let url = format!("http://{address}");
    let mut stage = HttpStage {
        tokens: BTreeMap::from([(compose::ADMIN.to_owned(), Client::new(&url, &admin.text))]),
        url,
        clock: clock.clone(),
        tell,
    };
    let played = scenario::play(&lines, &mut stage).map_err(internal);
    let board = played.and_then(|calls| {
        tell_beside(tell, &stage, calls)?;
        let board = stage.admin().command("initiative_get", &json!({"initiative": INITIATIVE}))?;
        // The links hold for a day or more from now, not from the day on which the stories end.
        clock.set(Timestamp::now());
        let link = |id| compose::sign_in_link(&engine, id);
        let links = [
            (SPONSOR, link(SPONSOR)?),
            (LEAD, link(LEAD)?),
            (PILOT_OWNER, invite_to_pilot(&mut stage)?),
        ];
        Ok(Played { board, links })
    });
    let _ = stop.send(());
    match server.join() {
        Ok(served) => served?,
        Err(_) => return Err(Failure::new(exit::FAILED, "the demo's daemon panicked")),
    }
    board
}

/// Says what was played beside the story: a line for each initiative.
fn tell_beside(tell: Tell, stage: &HttpStage, calls: usize) -> Result<(), Failure> {
    let list = stage.admin().command("initiative_list", &json!({}))?;
    let text = || {
        format!(
            "\nBeside it others were led, which are not told here, each day in its turn:\n\n{}
{calls} calls were made, each durable before it was answered.",
            show::list(&list)
        )
    };
    tell.either(text, || json!({"calls": calls, "portfolio": list}));
    Ok(())
}

/// Whoever leads invites the owner of a pilot to its page. Answers the path of the link: the address is that of a daemon
/// that is about to stop.
fn invite_to_pilot(stage: &mut HttpStage) -> Result<String, Failure> {
    let to = json!({"initiative": UNDER_WAY, "pilot": PILOT, "person": PILOT_OWNER});
    let invited = stage.call(LEAD, "invite_create", &to);
    let url = invited.as_ref().ok().and_then(|it| it["url"].as_str()).unwrap_or_default();
    match url.strip_prefix(&stage.url) {
        Some(path) => Ok(path.to_owned()),
        None => Err(Failure::new(exit::FAILED, "the owner of a pilot cannot be invited")),
    }
}

fn serve(
    listener: TcpListener,
    engine: windrose_core::engine::Engine,
    stopped: oneshot::Receiver<()>,
) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::from_error(exit::FAILED, &error);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        let site = compose::site(None, listener.local_addr().map_err(failed)?)?;
        compose::serve(listener, engine, site, async {
            let _ = stopped.await;
        })
        .await
    })
}

fn address_of(listener: &TcpListener) -> Result<SocketAddr, Failure> {
    listener.local_addr().map_err(|error| Failure::from_error(exit::FAILED, &error))
}

/// The story's calls over HTTP, everybody with a token of their own.
struct HttpStage {
    url: String,
    tokens: BTreeMap<String, Client>,
    clock: Arc<ScriptedClock>,
    tell: Tell,
}

impl HttpStage {
    fn admin(&self) -> &Client {
        &self.tokens[compose::ADMIN]
    }

    fn client(&mut self, by: &str) -> Result<Client, CallError> {
        if let Some(client) = self.tokens.get(by) {
            return Ok(client.clone());
        }
        let made = self.admin().call("token_create", &json!({"person": by, "label": "demo"}))?;
        let token = made["token"].as_str().unwrap_or_default();
        let client = Client::new(&self.url, token);
        self.tokens.insert(by.to_owned(), client.clone());
        Ok(client)
    }
}

impl Stage for HttpStage {
    fn set_clock(&mut self, at: Timestamp) {
        self.clock.set(at);
    }

    fn call(&mut self, by: &str, method: &str, params: &Value) -> Result<Value, Value> {
        self.client(by).and_then(|client| client.call(method, params)).map_err(
            |error| match error {
                CallError::Rpc(error) => error,
                CallError::Transport(cause) => json!({"message": cause}),
            },
        )
    }

    fn say(&mut self, text: &str) {
        let wrapped = || format!("\n{}", textwrap::fill(text, show::wrapping()));
        self.tell.either(wrapped, || json!({"say": text}));
    }

    fn answered(&mut self, at: Timestamp, step: &Step, answer: Result<&Value, &Value>) {
        if step.params["initiative"] != INITIATIVE {
            return;
        }
        let day = at.strftime("%Y-%m-%d");
        let line = match answer {
            Err(error) => {
                let detail = error.pointer("/data/detail").and_then(Value::as_str);
                format!("{day}  {} {}: refused. {}", step.by, step.call, detail.unwrap_or_default())
            }
            Ok(result) if step.call == "gate_decide" => format!(
                "{day}  {} decides at {}: {}",
                step.by,
                step.params["step"].as_str().unwrap_or_default(),
                result["decision"].as_str().unwrap_or_default(),
            ),
            Ok(_) => return,
        };
        let told = || {
            let options = show::wrapping();
            textwrap::fill(&line, options.initial_indent("  ").subsequent_indent("              "))
        };
        let refused = answer.err();
        self.tell.either(told, || {
            json!({"on": day.to_string(), "by": step.by, "call": step.call, "params": step.params,
                "decided": answer.ok().map(|it| &it["decision"]), "refused": refused})
        });
    }
}

/// Starts `windrose serve` on the folder, and waits until it says where it listens.
fn start_again(folder: &Path, listen: &str) -> Result<(Child, SocketAddr), Failure> {
    let failed = |error: std::io::Error| Failure::from_error(exit::FAILED, &error);
    // Somebody may be using the usual address; a demo need not fail for that.
    let listen = if TcpListener::bind(listen).is_ok() { listen } else { "127.0.0.1:0" };
    let program: PathBuf = std::env::current_exe().map_err(failed)?;
    let mut child = Command::new(program)
        .args(["serve", "--listen", listen, "--timezone", "UTC", "--log", "warn", "--data"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let began = Instant::now();
    let output = child.stdout.take().expect("standard output was piped above");
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some(address) = line.strip_prefix("windrose listens on http://")
            && let Ok(address) = address.parse()
        {
            return Ok((child, address));
        }
        if began.elapsed() > START_TIMEOUT {
            break;
        }
    }
    stop(&mut child);
    Err(Failure::new(exit::FAILED, "the second process did not start"))
}

fn stop(child: &mut Child) {
    // SIGTERM, as a supervisor would; the standard library only knows SIGKILL.
    let told = Command::new("kill").arg(child.id().to_string()).status();
    if !told.is_ok_and(|it| it.success()) {
        let _ = child.kill();
    }
    let _ = child.wait();
}

/// Shows what the second process says, and that it is what the first one said.
fn show_again(
    tell: Tell,
    folder: &Path,
    address: SocketAddr,
    before: &Value,
) -> Result<(), Failure> {
    let token = std::fs::read_to_string(folder.join(ADMIN_TOKEN_FILE)).map_err(|error| {
        Failure::new(exit::FAILED, "the administrator's token cannot be read").because(error)
    })?;
    let client = Client::new(&format!("http://{address}"), token.trim());
    let as_of = json!({"initiative": INITIATIVE, "as_of": before["version"]});
    let after = client.command("initiative_get", &as_of)?;
    if after["steps"] != before["steps"] || after["records"] != before["records"] {
        return Err(Failure::new(exit::FAILED, "the second process shows another state"));
    }
    let shown = || format!("It shows the same state:\n\n{}", show::board(&after));
    tell.either(shown, || json!({"shows_the_same": after}));
    Ok(())
}

fn invite(
    tell: Tell,
    address: SocketAddr,
    token: &str,
    links: &[(&str, String); 3],
    folder: &Path,
) {
    let url = format!("http://{address}");
    let [sponsor, lead, pilot_owner] = links.each_ref().map(|(_, path)| format!("{url}{path}"));
    let text = || {
        format!(
            "windrose stays up on {url}. Open its pages; each link signs in
once, so take a private window or another browser for each further person:

  the sponsor, for whom decisions wait:
  {sponsor}
  the lead of `{UNDER_WAY}`, a change that is under way:
  {lead}
  the owner of one of its pilots, who records a win on a phone:
  {pilot_owner}

The administrator's token:
  {token}

Calls to try, in another terminal (`windrose` is target/release/windrose):

  export WINDROSE_URL={url}
  export WINDROSE_TOKEN={token}
  windrose login --person works-council
  windrose status {UNDER_WAY}
  windrose status {INITIATIVE} --as-of 2026-01-31
  windrose call gate_explain \\
    '{{\"initiative\":\"{INITIATIVE}\",\"step\":\"enable\"}}'
  curl -s $WINDROSE_URL/rpc -H \"Authorization: Bearer $WINDROSE_TOKEN\" \\
    -H 'Content-Type: application/json' \\
    -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initiative_list\"}}'

Ctrl-C stops it. Its store stays in {}.",
            folder.display()
        )
    };
    let links: BTreeMap<&str, String> =
        links.iter().map(|(id, path)| (*id, format!("{url}{path}"))).collect();
    tell.either(text, || json!({"url": url, "token": token, "sign_in": links, "data": folder}));
}
