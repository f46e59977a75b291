//! Whoever asks in German is answered in German; what programs read stays the same.

use serde_json::{Value, json};

use super::{agent, answer};
use crate::daemon::{Calls as _, INITIATIVE, Office, need};

/// The answer to a call that asks for these languages.
fn asked(office: &Office, languages: &str, method: &str, params: &Value) -> Value {
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let sent = agent()
        .post(format!("{}/rpc", office.daemon.url))
        .header("Authorization", format!("Bearer {}", office.token("lead")))
        .header("Accept-Language", languages)
        .content_type("application/json")
        .send(body.to_string());
    answer(sent).1.unwrap()
}

#[test]
fn sentences_come_in_the_language_that_is_asked_for() {
    let office = Office::open();
    office.record("lead", json!([need("one")]));
    let here = json!({"initiative": INITIATIVE});
    let gate = json!({"initiative": INITIATIVE, "step": "urgency"});
    let german = |method: &str, params: &Value| asked(&office, "de-AT, en;q=0.5", method, params);
    let english = |method: &str, params: &Value| asked(&office, "fr, en;q=0.5", method, params);

    // A refusal, made inside an async method that waited for the engine.
    let close = json!({"initiative": INITIATIVE, "reason": "cost"});
    let refused = german("initiative_close", &close);
    let detail = refused["error"]["data"]["detail"].as_str().unwrap();
    assert!(detail.starts_with("Das dürfen Sie nicht (die Initiative beenden): "), "{detail}");
    let told = english("initiative_close", &close);
    assert_eq!(refused["error"]["code"], told["error"]["code"]);
    assert_eq!(refused["error"]["data"]["refusal"], told["error"]["data"]["refusal"]);
    let detail = told["error"]["data"]["detail"].as_str().unwrap();
    assert!(detail.starts_with("You may not close the initiative: "), "{detail}");

    // A report, an inbox, and the same figures in both.
    let (de, en) = (german("gate_explain", &gate), english("gate_explain", &gate));
    assert_eq!(de["result"]["title"], "Ein Gefühl der Dringlichkeit schaffen");
    assert_eq!(en["result"]["title"], "Create a sense of urgency");
    assert_eq!(de["result"]["seen"], en["result"]["seen"]);
    assert_eq!(de["result"]["verdict"], en["result"]["verdict"]);
    let summary = de["result"]["summary"].as_str().unwrap();
    assert!(summary.contains("Muss-Kriterien"), "{summary}");

    // What is read on another thread.
    let lines = german("timeline_read", &here);
    let lines = lines["result"]["lines"].to_string();
    assert!(lines.contains("need-1 erfasst: Ein Bedarf"), "{lines}");
    let past = json!({"initiative": INITIATIVE, "step": "urgency", "as_of": 2});
    let past = german("gate_explain", &past);
    assert_eq!(past["result"]["title"], "Ein Gefühl der Dringlichkeit schaffen");

    // Nobody else is answered in German for that.
    let plain = office.by("lead").ok("gate_explain", gate);
    assert_eq!(plain["title"], "Create a sense of urgency");
}

#[test]
fn the_command_line_asks_for_the_language_of_its_environment() {
    let office = Office::open();
    let said = |language: &str| {
        let mut gate = office.daemon.command(&["gate", INITIATIVE, "1"]);
        crate::daemon::run(gate.env("LC_ALL", language)).good()
    };
    assert!(said("de_DE.UTF-8").contains("Dringlichkeit schaffen"), "{}", said("de_DE.UTF-8"));
    assert!(said("C").contains("Create a sense of urgency"), "{}", said("C"));
}
