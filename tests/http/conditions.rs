//! The three fields that every writing call may have: `idempotency_key`, `expected_version`, `dry_run`.

use serde_json::{Value, json};

use crate::daemon::{Calls as _, Daemon, INITIATIVE, Office, need, urgency};

fn add(statement: &str, more: Value) -> Value {
    let mut params = json!({"initiative": INITIATIVE, "records": [need(statement)]});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

fn needs(office: &Office) -> usize {
    let found =
        office.by("lead").ok("record_list", json!({"initiative": INITIATIVE, "kind": "need"}));
    found["records"].as_array().unwrap().len()
}

#[test]
fn a_call_with_a_key_is_carried_out_once() {
    let office = Office::open();
    let params = add("one", json!({"idempotency_key": "k1"}));
    let first = office.by("lead").ok("record_add", params.clone());
    assert_eq!(first["replayed"], false);
    let replay = |office: &Office| {
        let mut again = office.by("lead").ok("record_add", params.clone());
        assert_eq!(again["replayed"], true);
        again["replayed"] = json!(false);
        assert_eq!(again, first, "a repeat is answered the same");
        assert_eq!(needs(office), 1);
    };
    replay(&office);

    // The key says which call it is, so it cannot be another one: other params, another method, somebody else.
    let version = office.version();
    let other = [
        ("lead", "record_add", add("two", json!({"idempotency_key": "k1"}))),
        ("member", "record_add", params.clone()),
        (
            "lead",
            "record_withdraw",
            json!({"initiative": INITIATIVE, "record": "need-1", "reason": "x", "idempotency_key": "k1"}),
        ),
    ];
    for (by, method, params) in other {
        let error = office.by(by).refused(method, params.clone());
        assert_eq!(
            (&error["code"], &error["data"]["kind"]),
            (&json!(-32007), &json!("idempotency_mismatch")),
            "{params}"
        );
        assert!(error["data"]["detail"].as_str().unwrap().contains("`k1`"), "{error}");
    }
    assert_eq!(office.version(), version);

    // Another initiative has its own keys, and the store remembers them.
    office.initiative("other");
    let mut elsewhere = params.clone();
    elsewhere["initiative"] = json!("other");
    assert_eq!(office.by("lead").ok("record_add", elsewhere)["replayed"], false);
    replay(&office);
    let (_, office) = office.again(Daemon::kill);
    replay(&office);
}

#[test]
fn a_refused_call_does_not_use_up_its_key() {
    let office = Office::open();
    let empty = json!({"initiative": INITIATIVE, "records": [], "idempotency_key": "k"});
    office.by("lead").refused("record_add", empty);
    let done = office.by("lead").ok("record_add", add("one", json!({"idempotency_key": "k"})));
    assert_eq!(done["replayed"], false);
}

#[test]
fn a_decision_with_a_key_is_answered_again_with_its_receipt() {
    let office = Office::open();
    office.record("lead", urgency(30));
    let sponsor = office.by("sponsor");
    let gate = json!({"initiative": INITIATIVE, "step": "urgency"});
    let seen = sponsor.ok("gate_explain", gate)["seen"].clone();
    let go = json!({
        "initiative": INITIATIVE, "step": "urgency", "decision": "go", "seen": seen, "idempotency_key": "go",
    });
    let first = sponsor.ok("gate_decide", go.clone());
    // Without the key, the gate has passed and this is refused.
    let mut again = sponsor.ok("gate_decide", go);
    assert_eq!(again["replayed"].take(), true);
    let mut first = first;
    assert_eq!(first["replayed"].take(), false);
    assert!(first["receipt"].is_object());
    assert_eq!(again, first);
}

#[test]
fn a_call_for_another_version_is_refused_with_both() {
    let office = Office::open();
    let version = office.version();
    let error = office
        .by("lead")
        .refused("record_add", add("one", json!({"expected_version": version - 1})));
    assert_eq!(error["code"], -32006);
    assert_eq!(
        (&error["data"]["expected"], &error["data"]["actual"]),
        (&json!(version - 1), &json!(version))
    );
    assert_eq!(office.version(), version);
    let done = office.by("lead").ok("record_add", add("one", json!({"expected_version": version})));
    assert_eq!(done["version"], version + 1);
}

#[test]
fn a_dry_run_answers_as_if_and_writes_nothing() {
    let office = Office::open();
    let version = office.version();
    let lead = office.by("lead");
    let dry = lead.ok("record_add", add("one", json!({"dry_run": true, "idempotency_key": "k"})));
    assert_eq!(
        (&dry["dry_run"], &dry["records"], &dry["version"]),
        (&json!(true), &json!(["need-1"]), &json!(version + 1))
    );
    assert_eq!((office.version(), needs(&office)), (version, 0));
    // It is refused like the real call.
    let error = lead
        .refused("record_add", json!({"initiative": INITIATIVE, "records": [], "dry_run": true}));
    assert_eq!(error["data"]["refusal"], "how_many");
    // The real call is not taken for a repeat.
    let done = lead.ok("record_add", add("one", json!({"idempotency_key": "k"})));
    assert_eq!((&done["replayed"], &done["records"]), (&json!(false), &json!(["need-1"])));

    let owner = office.by("owner");
    let open = json!({"initiative": "dry", "title": "Dry", "workflow": "kotter", "dry_run": true});
    owner.ok("initiative_open", open);
    assert_eq!(owner.refused("initiative_get", json!({"initiative": "dry"}))["code"], -32003);
    let admin = office.daemon.admin();
    let token = admin.ok("token_create", json!({"person": "lead", "dry_run": true}));
    assert_eq!(token.get("token"), None, "a token that opens nothing was shown");
}
