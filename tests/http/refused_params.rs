//! What a method cannot read: where it is, what was probably meant, and nothing changed.

use serde_json::{Value, json};

use super::{has, post};
use crate::daemon::{Calls as _, INITIATIVE, Office, need};

fn with(field: &str, value: Value) -> Value {
    let mut params = json!({"initiative": INITIATIVE, "records": [need("one")]});
    params[field] = value;
    params
}

/// A `record_add` of one need in which one thing is wrong.
fn bad_need(change: impl FnOnce(&mut Value)) -> Value {
    let mut record = need("one");
    change(&mut record);
    json!({"initiative": INITIATIVE, "records": [need("good"), record]})
}

#[test]
fn params_that_do_not_read_are_pointed_at_and_change_nothing() {
    let office = Office::open();
    let lead = office.by("lead");
    let before = office.version();
    let cases: [(&str, Value, Value, &str); 17] = [
        (
            "record_add",
            with("record", json!([])),
            json!({"pointer": "/record", "nearest": ["records"]}),
            "`records`",
        ),
        (
            "record_add",
            with("dry_rum", json!(true)),
            json!({"pointer": "/dry_rum", "nearest": ["dry_run"]}),
            "`dry_run`",
        ),
        (
            "record_add",
            json!({"initiative": INITIATIVE}),
            json!({"pointer": "/records"}),
            "missing",
        ),
        ("record_add", json!([INITIATIVE]), json!({"pointer": ""}), "list"),
        (
            "record_add",
            with("records", json!({})),
            json!({"pointer": "/records"}),
            "must be a list",
        ),
        (
            "record_add",
            with("initiative", json!(7)),
            json!({"pointer": "/initiative"}),
            "`/initiative`",
        ),
        (
            "record_add",
            with("initiative", json!("Not A Slug")),
            json!({"pointer": "/initiative"}),
            "Not A Slug",
        ),
        (
            "record_add",
            with("expected_version", json!("3")),
            json!({"pointer": "/expected_version"}),
            "whole number",
        ),
        (
            "record_add",
            with("idempotency_key", json!("")),
            json!({"pointer": "/idempotency_key"}),
            "1 to 128",
        ),
        (
            "record_add",
            bad_need(|it| it["kind"] = json!("needs")),
            json!({"pointer": "/records/1/kind", "nearest": ["need"]}),
            "did you mean `need`",
        ),
        (
            "record_add",
            bad_need(|it| it["data"]["statment"] = json!("x")),
            json!({"pointer": "/records/1/data/statment", "nearest": ["statement"]}),
            "did you mean `statement`",
        ),
        (
            "record_add",
            bad_need(|it| it["data"]["severity"] = json!("high")),
            json!({"pointer": "/records/1/data/severity"}),
            "high",
        ),
        (
            "record_add",
            bad_need(|it| it["data"]["channel"] = json!("metting")),
            json!({"pointer": "/records/1/data/channel", "nearest": ["meeting"]}),
            "did you mean `meeting`",
        ),
        (
            "record_add",
            bad_need(|it| it["observed_on"] = json!("2026-02-30")),
            json!({"pointer": "/records/1/observed_on"}),
            "`1..=28`",
        ),
        (
            "gate_decide",
            json!({"initiative": INITIATIVE, "step": "urgancy", "decision": "go"}),
            json!({"pointer": "/step", "nearest": ["urgency"]}),
            "`urgency`",
        ),
        (
            "gate_decide",
            json!({"initiative": INITIATIVE, "step": "urgency", "decision": "hold"}),
            json!({"pointer": "/until"}),
            "`until`",
        ),
        (
            "record_list",
            json!({"initiative": INITIATIVE, "cursor": "elsewhere"}),
            json!({"pointer": "/cursor"}),
            "first page",
        ),
    ];
    for (method, params, data, says) in cases {
        let error = lead.refused(method, params.clone());
        assert_eq!(error["code"], -32602, "{params}\n  {error}");
        assert!(has(&error["data"], &data), "{params}\n  expected {data}\n  got {error}");
        let detail = error["data"]["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{params}\n  `{says}` is not in `{detail}`");
        assert_eq!(office.version(), before, "{params} changed something");
    }
}

#[test]
fn a_method_that_is_not_there_has_a_nearest_one() {
    let office = Office::open();
    for (given, nearest) in [("record_ad", "record_add"), ("gate_explian", "gate_explain")] {
        let error = office.by("lead").refused(given, json!({}));
        assert_eq!(
            (&error["code"], &error["data"]["nearest"][0]),
            (&json!(-32601), &json!(nearest))
        );
        assert!(error["data"]["detail"].as_str().unwrap().contains(nearest), "{error}");
    }
}

#[test]
fn a_body_that_does_not_read_is_refused_before_anything_of_it_is_done() {
    let office = Office::open();
    let before = office.version();
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "record_add",
        "params": {"initiative": INITIATIVE, "records": [need("one")]},
    });
    let token = Some(office.token("lead"));

    // The first call of the batch is whole; the batch is not.
    for broken in [format!("[{call},"), format!("[{call}] {{"), format!("{call}]")] {
        let (status, body) = post(&office, token, &broken);
        let body = body.unwrap();
        assert_eq!((status, &body["error"]["code"]), (200, &json!(-32700)), "{broken}: {body}");
        assert!(body["error"]["data"]["detail"].as_str().unwrap().contains("not JSON"), "{body}");
    }

    // A batch over its limit is refused whole.
    let batch: Value = std::iter::repeat_n(call.clone(), 51).collect();
    let (status, body) = post(&office, token, &batch.to_string());
    assert_eq!((status, &body.unwrap()["error"]["data"]["batch_max"]), (200, &json!(50)));

    // And so is a body: what is right about it would have been carried out.
    let padded = format!("{call}{}", " ".repeat(1024 * 1024));
    let (status, body) = post(&office, token, &padded);
    let body = body.unwrap();
    assert_eq!((status, &body["error"]["data"]["body_bytes_max"]), (413, &json!(1024 * 1024)));
    assert!(body["error"]["data"]["detail"].as_str().unwrap().contains("fewer calls"), "{body}");
    assert_eq!(office.version(), before);

    let just_so = format!("{call}{}", " ".repeat(1024 * 1024 - call.to_string().len()));
    assert_eq!(post(&office, token, &just_so).0, 200);
    assert_eq!(office.version(), before + 1);
}
