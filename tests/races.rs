//! Many at once: one gate is passed once, and a kill in the middle loses and doubles nothing.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use windrose::client::{CallError, Client};

use crate::daemon::{Calls as _, Daemon, Office, need, run, until, urgency, windrose};

/// How often two people decide at the same gate at once.
const ROUNDS: usize = 24;

#[test]
fn of_two_who_decide_at_once_one_does() {
    let office = Office::open();
    let (mut first_won, mut second_won) = (0, 0);
    for round in 0..ROUNDS {
        let initiative = format!("race-{round}");
        office.initiative(&initiative);
        // Two holders of the deciding role. Each is sure to be the one who decides.
        let role = json!({"initiative": initiative, "person": "controller", "role": "sponsor"});
        office.by("owner").ok("role_assign", role);
        let evidence = json!({"initiative": initiative, "records": urgency(30)});
        office.by("lead").ok("record_add", evidence);
        let gate = json!({"initiative": initiative, "step": "urgency"});
        let explained = office.by("sponsor").ok("gate_explain", gate);
        let go = json!({
            "initiative": initiative, "step": "urgency", "decision": "go", "seen": explained["seen"],
        });
        let start = Barrier::new(2);
        let decide = |by: &str| {
            let client = office.by(by);
            // A connection that is there already, so that opening one does not decide the race.
            client.ok("initiative_list", json!({"limit": 1}));
            start.wait();
            client.call("gate_decide", &go)
        };
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| decide("sponsor"));
            let other = scope.spawn(|| decide("controller"));
            (one.join().unwrap(), other.join().unwrap())
        });
        let lost = match (one, other) {
            (Ok(_), Err(lost)) => {
                first_won += 1;
                lost
            }
            (Err(lost), Ok(_)) => {
                second_won += 1;
                lost
            }
            both => panic!("round {round}: {both:?}"),
        };
        let CallError::Rpc(error) = lost else { panic!("round {round}: {lost:?}") };
        assert_eq!(error["data"]["refusal"], "step_not_open", "round {round}: {error}");
        assert!(error["data"]["detail"].as_str().unwrap().contains("has passed"), "{error}");
        let board = office.by("owner").ok("initiative_get", json!({"initiative": initiative}));
        assert_eq!(board["decisions"].as_array().unwrap().len(), 1, "round {round}");
        assert_eq!(board["version"].as_u64(), explained["version"].as_u64().map(|it| it + 1));
    }
    assert_eq!(first_won + second_won, ROUNDS);
}

const THREADS: usize = 16;
const INITIATIVES: usize = 4;
const COMMANDS: usize = 1_000;
/// The kill comes after so many answers, in the middle of the rest.
const KILL_AFTER: usize = 300;

/// A command of its own text and its own key.
fn command(number: usize) -> Value {
    json!({
        "initiative": format!("busy-{}", number % INITIATIVES),
        "idempotency_key": format!("command-{number}"),
        "records": [need(&format!("need {number}"))],
    })
}

/// What was answered to each command that was answered.
type Acks = BTreeMap<usize, Value>;

/// Sends commands from many clients at once until all are sent or the daemon is gone.
fn send(daemon: &Daemon, token: &str, answered: &AtomicUsize) -> Acks {
    let next = AtomicUsize::new(0);
    let one_client = |client: Client| {
        let mut acks = Acks::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= COMMANDS {
                return acks;
            }
            match client.call("record_add", &command(number)) {
                Ok(answer) => {
                    acks.insert(number, answer);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                Err(CallError::Transport(_)) => return acks,
                Err(CallError::Rpc(error)) => panic!("{number}: {error}"),
            }
        }
    };
    std::thread::scope(|scope| {
        let clients: Vec<_> =
            (0..THREADS).map(|_| scope.spawn(|| one_client(daemon.client(token)))).collect();
        clients.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
}

/// The text of every need of an initiative, with its record.
fn needs(client: &Client, initiative: usize) -> Vec<(String, Value)> {
    let mut params =
        json!({"initiative": format!("busy-{initiative}"), "kind": "need", "limit": 200});
    let mut found = Vec::new();
    loop {
        let page = client.ok("record_list", params.clone());
        found.extend(page["records"].as_array().unwrap().iter().map(|it| {
            (it["data"]["statement"].as_str().unwrap().to_owned(), it["record"].clone())
        }));
        match page.get("cursor") {
            None => return found,
            Some(cursor) => params["cursor"] = cursor.clone(),
        }
    }
}

/// Everything that is stored, by text. Twice the same text is a command that was carried out twice.
fn stored(client: &Client) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (text, record) in (0..INITIATIVES).flat_map(|it| needs(client, it)) {
        let twice = all.insert(text.clone(), record);
        assert_eq!(twice, None, "`{text}` is there twice");
    }
    all
}

#[test]
fn a_kill_amid_a_thousand_commands_loses_and_doubles_nothing() {
    let office = Office::open();
    (0..INITIATIVES).for_each(|it| office.initiative(&format!("busy-{it}")));
    let token = office.token("lead").to_owned();
    let answered = AtomicUsize::new(0);
    let pid = office.daemon.pid().to_string();
    let acks = std::thread::scope(|scope| {
        let sent = scope.spawn(|| send(&office.daemon, &token, &answered));
        until(|| (answered.load(Ordering::Relaxed) >= KILL_AFTER).then_some(()))
            .expect("commands are not answered");
        let killed = std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap();
        assert!(killed.success());
        sent.join().unwrap()
    });
    assert!((KILL_AFTER..COMMANDS).contains(&acks.len()), "{} answers: no middle", acks.len());

    // Killed a second time, which only takes away what is left of the process.
    let folder = office.folder().to_owned();
    let ((), office) = office.again(|daemon| {
        daemon.kill();
        run(windrose().args(["verify", "--data"]).arg(&folder)).good();
    });
    let lead = office.by("lead");
    let survived = stored(&lead);
    for (number, answer) in &acks {
        let found = survived.get(&format!("need {number}"));
        assert_eq!(found, Some(&answer["records"][0]), "command {number} was answered and is lost");
    }

    // Everybody sends everything again: what was carried out is answered as before, the rest is carried out now.
    let again = send(&office.daemon, &token, &AtomicUsize::new(0));
    assert_eq!(again.len(), COMMANDS);
    for (number, answer) in &again {
        let text = format!("need {number}");
        assert_eq!(answer["replayed"], survived.contains_key(&text), "command {number}");
        if let Some(first) = acks.get(number) {
            assert_eq!(
                (&answer["records"], &answer["version"]),
                (&first["records"], &first["version"])
            );
        }
    }
    assert_eq!(stored(&lead).len(), COMMANDS);
    let (ended, office) = office.again(Daemon::stop);
    assert_eq!(ended.code(), Some(0));
    assert_eq!(stored(&office.by("lead")).len(), COMMANDS);
    let (_, folder) = office.close(Daemon::stop);
    run(windrose().args(["verify", "--data"]).arg(folder.path())).good();
}
