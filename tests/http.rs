//! Real HTTP calls to the binary: JSON-RPC 2.0 to the letter, who is let in, and what is there besides `/rpc`.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod conditions;
mod language;
mod people;
mod reading;
mod refusals;
mod refused_params;

use serde_json::{Value, json};

use crate::daemon::{Calls as _, INITIATIVE, Office};

/// What was answered: the status, and the body if there is one.
fn answer(sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> (u16, Option<Value>) {
    let mut response = sent.unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    let body = if text.is_empty() { None } else { Some(serde_json::from_str(&text).unwrap()) };
    (response.status().as_u16(), body)
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// Sends a body as it stands.
pub(crate) fn post(office: &Office, token: Option<&str>, body: &str) -> (u16, Option<Value>) {
    let request = agent().post(format!("{}/rpc", office.daemon.url));
    let request = match token {
        Some(token) => request.header("Authorization", format!("Bearer {token}")),
        None => request,
    };
    answer(request.content_type("application/json").send(body))
}

fn get(office: &Office, path: &str, token: Option<&str>) -> (u16, Option<Value>) {
    let request = agent().get(format!("{}{path}", office.daemon.url));
    let request = match token {
        Some(token) => request.header("Authorization", format!("Bearer {token}")),
        None => request,
    };
    answer(request.call())
}

/// Is `part` in `whole`? Objects may have more fields, everything else is equal.
pub(crate) fn has(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, part)| whole.get(name).is_some_and(|whole| has(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(w, p)| has(w, p))
        }
        _ => whole == part,
    }
}

/// The examples of the specification's section 7, with methods that windrose has.
#[test]
fn the_examples_of_the_specification_are_answered_as_it_says() {
    let office = Office::open();
    let error = |id: Value, code: i64| json!({"jsonrpc": "2.0", "id": id, "error": {"code": code}});
    let list = json!({"jsonrpc": "2.0", "result": {"initiatives": [{"initiative": INITIATIVE}]}});
    let listed = |id: Value| {
        let mut listed = list.clone();
        listed["id"] = id;
        listed
    };
    let cases: [(&str, Value); 14] = [
        // Positional and named params.
        (
            r#"{"jsonrpc": "2.0", "method": "initiative_list", "params": [5, null], "id": 1}"#,
            listed(json!(1)),
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "initiative_list", "params": {"limit": 5}, "id": 3}"#,
            listed(json!(3)),
        ),
        (r#"{"jsonrpc": "2.0", "method": "initiative_list", "id": "a"}"#, listed(json!("a"))),
        (r#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#, error(json!("1"), -32601)),
        (
            r#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
            error(Value::Null, -32700),
        ),
        (r#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, error(Value::Null, -32600)),
        (
            r#"[{"jsonrpc": "2.0", "method": "initiative_list", "id": "1"}, {"jsonrpc": "2.0", "method""#,
            error(Value::Null, -32700),
        ),
        ("[]", error(Value::Null, -32600)),
        ("[1]", json!([error(Value::Null, -32600)])),
        (
            "[1,2,3]",
            json!([
                error(Value::Null, -32600),
                error(Value::Null, -32600),
                error(Value::Null, -32600)
            ]),
        ),
        (
            r#"[
                {"jsonrpc": "2.0", "method": "initiative_list", "params": {}, "id": "1"},
                {"jsonrpc": "2.0", "method": "workflow_list"},
                {"jsonrpc": "2.0", "method": "initiative_list", "params": {"limit": 0}, "id": "2"},
                {"foo": "boo"},
                {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
                {"jsonrpc": "2.0", "method": "workflow_get", "params": {"workflow": "kotter"}, "id": "9"}
            ]"#,
            json!([
                listed(json!("1")),
                error(json!("2"), -32602),
                error(Value::Null, -32600),
                error(json!("5"), -32601),
                {"id": "9", "result": {"name": "kotter"}},
            ]),
        ),
        // Ids come back as they were sent, whatever they are.
        (r#"{"jsonrpc": "2.0", "method": "foobar", "id": null}"#, error(Value::Null, -32601)),
        (
            r#"{"jsonrpc": "2.0", "method": "foobar", "id": 9007199254740993}"#,
            error(json!(9_007_199_254_740_993_u64), -32601),
        ),
        (r#"{"jsonrpc": "2.0", "method": "foobar", "id": "ä\" "}"#, error(json!("ä\" "), -32601)),
    ];
    for (sent, expected) in cases {
        let (status, body) = post(&office, Some(office.token("lead")), sent);
        assert_eq!(status, 200, "{sent}");
        let body = body.unwrap();
        assert!(has(&body, &expected), "{sent}\n  expected {expected}\n  got {body}");
    }
}

#[test]
fn notifications_are_carried_out_and_never_answered() {
    let office = Office::open();
    let note = |statement: &str| {
        let params = json!({"initiative": INITIATIVE, "records": [crate::daemon::need(statement)]});
        json!({"jsonrpc": "2.0", "method": "record_add", "params": params})
    };
    let unknown = json!({"jsonrpc": "2.0", "method": "no_such_method"});
    let token = Some(office.token("lead"));
    let one = note("alone").to_string();
    assert_eq!(post(&office, token, &one), (204, None));
    let batch = json!([note("first"), unknown, note("second")]).to_string();
    assert_eq!(post(&office, token, &batch), (204, None));
    let params = json!({"initiative": INITIATIVE, "kind": "need"});
    let found = office.by("lead").ok("record_list", params);
    let found: Vec<_> =
        found["records"].as_array().unwrap().iter().map(|it| &it["data"]["statement"]).collect();
    assert_eq!(found, ["alone", "first", "second"]);
}

#[test]
fn only_a_token_that_counts_lets_in() {
    let mut office = Office::open();
    office.hire("guest", "person");
    let call = r#"{"jsonrpc": "2.0", "method": "initiative_list", "id": 1}"#;
    let guest = office.token("guest").to_owned();
    assert_eq!(post(&office, Some(&guest), call).0, 200);

    let id = guest.split('_').nth(1).unwrap();
    // The right id with somebody else's secret.
    let secret = office.token("lead").rsplit('_').next().unwrap();
    let mixed = format!("wrt_{id}_{secret}");
    let refused = |token: Option<&str>| {
        let (status, body) = post(&office, token, call);
        let body = body.unwrap();
        assert_eq!(status, 401, "{token:?}");
        let expected =
            json!({"id": null, "error": {"code": -32001, "data": {"kind": "unauthenticated"}}});
        assert!(has(&body, &expected), "{token:?}: {body}");
        body["error"]["data"]["detail"].as_str().unwrap().to_owned()
    };
    assert!(refused(None).contains("Authorization: Bearer"));
    for wrong in ["", "nonsense", "wrt_abc_def", &guest[..guest.len() - 1], &mixed] {
        assert!(!refused(Some(wrong)).is_empty());
    }
    office.daemon.admin().ok("token_revoke", json!({"token": id}));
    assert!(refused(Some(&guest)).contains("revoked"));
    // Revoked stays revoked.
    let (_, office) = office.again(crate::daemon::Daemon::stop);
    assert_eq!(post(&office, Some(&guest), call).0, 401);
    assert_eq!(post(&office, Some(office.token("lead")), call).0, 200);
}

#[test]
fn describes_itself_and_tells_whether_it_is_well() {
    let office = Office::open();
    assert_eq!(get(&office, "/health/live", None), (200, Some(json!({"status": "live"}))));
    assert_eq!(get(&office, "/health/ready", None), (200, Some(json!({"status": "ready"}))));
    assert_eq!(get(&office, "/openrpc.json", None).0, 401);
    let (status, document) = get(&office, "/openrpc.json", Some(office.token("viewer")));
    let document = document.unwrap();
    assert_eq!((status, &document["openrpc"]), (200, &json!("1.3.2")));
    let names: Vec<_> = document["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    for name in ["initiative_open", "record_add", "gate_explain", "gate_decide", "timeline_read"] {
        assert!(names.contains(&name), "{name} is not described");
    }
    // What a form needs to know of a record's fields is there too.
    let contact = &document["components"]["schemas"]["Contact"]["properties"];
    assert_eq!(contact["minutes"]["x-unit"], "minutes");
    let places = ["a", "b", "minutes", "kind"].map(|field| &contact[field]["x-order"]);
    assert_eq!(places, [1, 2, 3, 4], "{contact}");
    assert_eq!(office.by("viewer").ok("rpc.discover", json!({})), document);
    assert_eq!(get(&office, "/nothing", None).0, 404);
    assert_eq!(get(&office, "/rpc", Some(office.token("viewer"))).0, 405);
}
