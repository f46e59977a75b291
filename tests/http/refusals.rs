//! What a rule says no to: with a clear reason, what to do about it, and nothing changed.

use serde_json::{Value, json};

use super::has;
use crate::daemon::{Calls as _, INITIATIVE, Office, need, urgency};

/// A call that is refused.
struct No {
    by: &'static str,
    method: &'static str,
    /// The initiative is put in.
    params: Value,
    code: i64,
    /// A part of `error.data`.
    data: Value,
    /// What the sentence contains.
    says: &'static [&'static str],
}

fn no(by: &'static str, method: &'static str, params: Value) -> No {
    No { by, method, params, code: 0, data: json!({}), says: &[] }
}

impl No {
    /// Refused by a rule of that name, with the method that helps (nothing when the same call will do).
    fn rule(self, refusal: &str, advice: &str, says: &'static [&'static str]) -> Self {
        let data = json!({"kind": "refused", "refusal": refusal, "advice": advice});
        Self { code: -32005, data, says, ..self }
    }

    /// Refused because fields hold what cannot be.
    fn invalid(self, pointer: &str, says: &'static [&'static str]) -> Self {
        let data = json!({"refusal": "invalid", "faults": [{"pointer": pointer}]});
        Self { code: -32005, data, says, ..self }
    }

    /// Refused because there is no such thing, with the nearest there are.
    fn absent(self, nearest: &[&str], says: &'static [&'static str]) -> Self {
        let data = json!({"kind": "not_found", "nearest": nearest});
        Self { code: -32003, data, says, ..self }
    }

    /// Refused because that takes another role.
    fn forbidden(self, role: &str, says: &'static [&'static str]) -> Self {
        let data = json!({"kind": "forbidden", "role": role});
        Self { code: -32002, data, says, ..self }
    }
}

fn pulse(agree: u32, answered: u32, invited: u32) -> Value {
    json!([{"kind": "urgency_pulse", "data": {
        "question": "Can we go on so?", "audience": "manager",
        "agree_n": agree, "answered_n": answered, "invited_n": invited,
    }}])
}

fn pilot(fields: Value) -> Value {
    let mut data = json!({
        "name": "Coaching", "unit": "Sales", "starts_on": "2026-01-05", "ends_on": "2026-03-27",
        "sample_n": 30, "comparison": "matched_unit",
    });
    data.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    json!({"kind": "pilot", "data": data})
}

fn records(records: Value) -> Value {
    json!({"records": records})
}

fn many(count: usize) -> Value {
    (0..count).map(|n| need(&format!("need {n}"))).collect()
}

/// Tomorrow for every time zone there is.
fn in_the_future() -> String {
    let day = jiff::Timestamp::now() + jiff::Span::new().hours(72);
    day.strftime("%Y-%m-%d").to_string()
}

fn stance() -> Value {
    json!({"kind": "stance", "data": {"person": "sponsor", "audience": "manager", "position": "undecided"}})
}

/// An office in which need-1, pilot-1 and pilot-2, which needs its result, are there, and stance-1 was withdrawn.
fn office() -> Office {
    let office = Office::open();
    let second = pilot(json!({"needs_result_of": ["pilot-1"]}));
    office.record("lead", json!([need("one"), stance(), pilot(json!({})), second]));
    let params = json!({"initiative": INITIATIVE, "record": "stance-1", "reason": "said twice"});
    office.by("lead").ok("record_withdraw", params);
    office
}

fn cases() -> Vec<No> {
    let later = in_the_future();
    let triage = |need: &str| {
        json!([{"kind": "gap_triage", "data": {
            "need": need, "knows_standard": true, "has_tools": true, "incentives_ok": true,
            "motive_ok": true, "capacity_ok": true, "has_knowledge_skill": false, "verdict": "train",
        }}])
    };
    let need_data = need("new")["data"].clone();
    let seen = "0".repeat(64);
    let hold = |until: &str| json!({"step": "urgency", "decision": "hold", "until": until});
    vec![
        // What is recorded.
        no("lead", "record_add", records(pulse(2, 4, 40)))
            .invalid("/records/0/data/answered_n", &["fewer than 5", "stance", "Nothing was stored"]),
        no("lead", "record_add", records(pulse(9, 8, 40)))
            .invalid("/records/0/data/agree_n", &["9 is more than answered_n (8)"]),
        no("lead", "record_add", records(pulse(8, 41, 40)))
            .invalid("/records/0/data/answered_n", &["41 is more than invited_n (40)"]),
        no("lead", "record_add", records(json!([need("good"), {"kind": "need", "data": need_data, "observed_on": later}])))
            .invalid("/records/1/observed_on", &["in the future"]),
        no("lead", "record_add", records(json!([]))).rule("how_many", "record_add", &["1 to 200"]),
        no("lead", "record_add", records(many(201)))
            .rule("how_many", "record_add", &["201", "at most 200", "split"]),
        no("lead", "record_add", records(triage("need-9"))).absent(&["need-1"], &["need-9", "need-1"]),
        no("lead", "record_add", records(json!([{"kind": "need", "data": need_data, "links": ["stance-1"]}])))
            .rule("withdrawn", "record_add", &["stance-1", "withdrawn"]),
        no("lead", "record_add", records(triage("pilot-1")))
            .invalid("/records/0/data/need", &["kind need"]),
        no("lead", "record_add", records(json!([{"kind": "need", "data": need_data, "links": ["win-1"]}])))
            .absent(&[], &["win-1", "record_add"]),
        no("lead", "record_add", records(json!([pilot(json!({"starts_after": "sustain", "needed_for": "wins"}))])))
            .rule("pilot_cycle", "record_supersede", &["wins waits for pilot-3", "pilot-3 waits for sustain"]),
        // What is changed.
        no("lead", "record_supersede", json!({"record": "need-9", "data": need_data, "reason": "heard again"}))
            .absent(&["need-1"], &["need-9", "need-1"]),
        no("lead", "record_supersede", json!({"record": "stance-1", "data": stance()["data"], "reason": "heard again"}))
            .rule("withdrawn", "record_add", &["stance-1", "record_add"]),
        no("lead", "record_supersede", json!({
            "record": "pilot-1", "data": pilot(json!({"needs_result_of": ["pilot-1"]}))["data"], "reason": "changed",
        }))
            .rule("pilot_cycle", "record_supersede", &["pilot-1", "wait for itself"]),
        no("lead", "record_supersede", json!({
            "record": "pilot-1", "data": pilot(json!({"needs_result_of": ["pilot-2"]}))["data"], "reason": "changed",
        }))
            .rule("pilot_cycle", "record_supersede", &["pilot-1 waits for pilot-2", "pilot-2 waits for pilot-1"]),
        no("lead", "record_withdraw", json!({"record": "stance-1", "reason": "said twice"}))
            .rule("withdrawn", "record_add", &["stance-1"]),
        no("lead", "record_withdraw", json!({"record": "need-1", "reason": " "}))
            .invalid("/reason", &["nothing is written"]),
        // What is decided.
        no("sponsor", "gate_decide", json!({"step": "coalition", "decision": "go", "seen": seen}))
            .rule("step_not_open", "gate_explain", &["coalition", "has not begun", "urgency"]),
        no("sponsor", "gate_approve", json!({"step": "vision", "criterion": "line-of-sight", "seen": seen}))
            .rule("step_not_open", "gate_explain", &["vision", "has not begun"]),
        no("sponsor", "gate_approve", json!({"step": "urgency", "criterion": "needs-herd", "seen": seen}))
            .absent(&["needs-heard"], &["needs-heard"]),
        no("sponsor", "gate_approve", json!({"step": "urgency", "criterion": "needs-heard", "seen": seen}))
            .rule("not_an_approval", "gate_explain", &["by evidence, not by approval"]),
        no("sponsor", "gate_decide", hold("2020-01-31"))
            .rule("hold_in_the_past", "gate_decide", &["31 Jan 2020", "later"]),
        no("lead", "gate_decide", hold(&later)).forbidden("sponsor", &["sponsor"]),
        no("sponsor", "gate_decide", json!({"step": "urgency", "decision": "stop", "reason": "achieved"}))
            .rule("not_achieved", "gate_explain", &["urgency", "institute"]),
        no("owner", "initiative_close", json!({"reason": "achieved"}))
            .rule("not_achieved", "gate_explain", &["urgency", "institute"]),
        // Who.
        no("owner", "role_assign", json!({"person": "sponser", "role": "member"})).absent(&["sponsor"], &["sponsor"]),
        no("owner", "role_assign", json!({"person": "viewer", "role": "sponser"})).absent(&["sponsor"], &["sponsor"]),
        no("owner", "role_assign", json!({"person": "lead", "role": "lead"}))
            .rule("role_unchanged", "", &["lead"]),
        no("owner", "role_revoke", json!({"person": "owner", "role": "owner"}))
            .rule("last_owner", "role_assign", &["last owner"]),
        no("lead", "role_assign", json!({"person": "viewer", "role": "member"})).forbidden("owner", &["owner"]),
        no("owner", "initiative_open", json!({"title": "Again", "workflow": "kotter"}))
            .rule("exists", "initiative_list", &[INITIATIVE]),
    ]
}

#[test]
fn what_a_rule_refuses_is_explained_and_changes_nothing() {
    let office = office();
    let before = office.version();
    for mut it in cases() {
        it.params["initiative"] = INITIATIVE.into();
        let what = format!("{} {} {}", it.by, it.method, it.params);
        let what = what.get(..400).unwrap_or(&what);
        let error = office.by(it.by).refused(it.method, it.params);
        assert_eq!(error["code"], it.code, "{what}\n  {error}");
        assert!(has(&error["data"], &it.data), "{what}\n  expected {}\n  got {error}", it.data);
        let detail = error["data"]["detail"].as_str().unwrap();
        for words in it.says {
            assert!(detail.contains(words), "{what}\n  `{words}` is not in `{detail}`");
        }
        assert_eq!(office.version(), before, "{what} changed something");
    }
}

/// Whoever asks for what is not there learns of nothing that they may not see.
#[test]
fn the_nearest_name_is_one_that_the_caller_may_see() {
    let office = Office::open();
    let secret = "change-of-pay";
    let lead = office.by("outsider");
    lead.ok("initiative_open", json!({"initiative": secret, "title": "Pay", "workflow": "kotter"}));
    let asked = |by: &str, initiative: &str| {
        let reading = office.by(by).refused("initiative_get", json!({"initiative": initiative}));
        let params = json!({"initiative": initiative, "records": [need("x")]});
        let writing = office.by(by).refused("record_add", params);
        assert_eq!((&reading["code"], &reading["data"]), (&json!(-32003), &writing["data"]));
        reading["data"].clone()
    };
    // Both would be near enough for whoever may see both.
    assert_eq!(asked("lead", "change-of-pat")["nearest"], json!([INITIATIVE]));
    assert_eq!(asked("outsider", "change-of-pat")["nearest"], json!([secret]));
    // What is there and what is not there look the same to whoever may see neither.
    let (there, not_there) = (asked("lead", secret), asked("lead", "change-of-pat"));
    assert_eq!(there["nearest"], not_there["nearest"]);
    let detail = there["detail"].as_str().unwrap().replace(secret, "change-of-pat");
    assert_eq!(detail, not_there["detail"].as_str().unwrap());
}

#[test]
fn a_gate_is_passed_once_with_what_was_seen_and_only_when_it_is_open() {
    let office = Office::open();
    office.record("lead", urgency(29));
    let (lead, sponsor) = (office.by("lead"), office.by("sponsor"));
    let gate = json!({"initiative": INITIATIVE, "step": "urgency"});
    let with = |more: Value| {
        let mut params = gate.clone();
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        params
    };
    let shut = sponsor.ok("gate_explain", gate.clone());
    assert_eq!(shut["verdict"], "blocked");

    // Shut: the answer holds the whole report, and the one manager that is missing.
    let before = office.version();
    let error =
        sponsor.refused("gate_decide", with(json!({"decision": "go", "seen": shut["seen"]})));
    assert_eq!((&error["code"], &error["data"]["report"]), (&json!(-32004), &shut));
    let missing = "1 more manager needed: 29 of 40 agree, 30 make 75 %";
    assert!(error["data"]["detail"].as_str().unwrap().contains(missing), "{error}");
    assert_eq!(office.version(), before);

    // Open: not without looking, and not with what was seen before.
    let data = urgency(30)[1]["data"].clone();
    let params = json!({"initiative": INITIATIVE, "record": "urgency_pulse-1", "data": data, "reason": "one more"});
    lead.ok("record_supersede", params);
    for seen in [json!({"decision": "go"}), json!({"decision": "go", "seen": shut["seen"]})] {
        let error = sponsor.refused("gate_decide", with(seen));
        assert_eq!(error["data"]["refusal"], "evidence_changed");
    }
    let open = sponsor.ok("gate_explain", gate.clone());
    assert_eq!(open["verdict"], "open");
    let go = with(json!({"decision": "go", "seen": open["seen"]}));
    let decided = sponsor.ok("gate_decide", go.clone());
    assert_eq!(decided["opened"], "coalition");

    // Once.
    let after = office.version();
    let error = sponsor.refused("gate_decide", go);
    assert_eq!(error["data"]["refusal"], "step_not_open");
    assert!(error["data"]["detail"].as_str().unwrap().contains("has passed"), "{error}");
    assert_eq!(office.version(), after);
}
