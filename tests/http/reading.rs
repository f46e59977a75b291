//! Reading: as it was at a version, a time or a day, and lists a page at a time.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use windrose::client::Client;

use crate::daemon::{Calls as _, INITIATIVE, Office, need, triage, until, urgency};

fn here(more: Value) -> Value {
    let mut params = json!({"initiative": INITIATIVE});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

/// The four reading methods, with what they take besides the initiative.
fn reads() -> [(&'static str, Value); 4] {
    [
        ("initiative_get", json!({})),
        ("gate_explain", json!({"step": "urgency"})),
        ("record_list", json!({"limit": 200})),
        ("timeline_read", json!({"limit": 200})),
    ]
}

#[test]
fn what_was_is_read_by_version_time_and_day_like_it_was_then() {
    let office = Office::open();
    let (viewer, lead) = (office.by("viewer"), office.by("lead"));
    let read = |method: &str, params: Value| {
        let mut answer = viewer.ok(method, here(params));
        // Midnight may lie between two readings.
        answer.as_object_mut().unwrap().remove("today");
        answer
    };
    office.record("lead", urgency(29));
    // What everybody saw then, and when that was.
    let version = office.version();
    let then = reads().map(|(method, params)| read(method, params));
    let at = then[0]["changed_at"].clone();

    // What comes now has to be later, and times are kept in milliseconds.
    let later = json!({"records": [need("four")], "dry_run": true});
    until(|| (lead.ok("record_add", here(later.clone()))["at"] != at).then_some(())).unwrap();
    office.record("lead", json!([need("four"), triage(4)]));
    let data = urgency(30)[1]["data"].clone();
    let params = json!({"record": "urgency_pulse-1", "data": data, "reason": "one more"});
    lead.ok("record_supersede", here(params));
    lead.ok("record_withdraw", here(json!({"record": "need-1", "reason": "said in jest"})));
    let seen = read("gate_explain", json!({"step": "urgency"}))["seen"].take();
    let go = json!({"step": "urgency", "decision": "go", "seen": seen});
    office.by("sponsor").ok("gate_decide", here(go));

    let now = viewer.ok("initiative_get", here(json!({})));
    // The day of the last commit, in the daemon's time zone: its end lies after everything.
    let today = json!(now["changed_at"].as_str().unwrap()[..10]);
    for ((method, params), then) in reads().into_iter().zip(&then) {
        let read_as_of = |as_of: &Value| {
            let mut params = params.clone();
            params["as_of"] = as_of.clone();
            read(method, params)
        };
        assert_ne!(&read(method, params.clone()), then, "{method} shows no difference");
        assert_eq!(&read_as_of(&json!(version)), then, "{method} as of version {version}");
        assert_eq!(&read_as_of(&at), then, "{method} as of {at}");
        assert_eq!(read_as_of(&today)["version"], now["version"], "{method} as of {today}");
    }
}

#[test]
fn what_never_was_is_not_made_up() {
    let office = Office::open();
    let version = office.version();
    let viewer = office.by("viewer");
    let cases = [
        (json!(0), "versions 1 to"),
        (json!(version + 1), "versions 1 to"),
        (json!("2020-01-01"), "versions 1 to"),
        (json!("2020-01-01T00:00:00Z"), "versions 1 to"),
        (json!("2026-02-30"), "2026-02-30"),
        (json!("yesterday"), "yesterday"),
    ];
    for (method, params) in reads() {
        for (value, says) in &cases {
            let mut params = here(params.clone());
            params["as_of"] = value.clone();
            let error = viewer.refused(method, params.clone());
            assert_eq!(
                (&error["code"], &error["data"]["pointer"]),
                (&json!(-32602), &json!("/as_of")),
                "{params}"
            );
            assert!(error["data"]["detail"].as_str().unwrap().contains(says), "{params}: {error}");
        }
    }
}

/// A list, read in pages of `limit`. Between two pages, `meanwhile` happens.
fn pages(
    client: &Client,
    (method, entries): (&str, &str),
    params: &Value,
    limit: usize,
    mut meanwhile: impl FnMut(usize),
) -> Vec<Vec<Value>> {
    let (mut found, mut params) = (Vec::new(), params.clone());
    params["limit"] = json!(limit);
    loop {
        let answer = client.ok(method, params.clone());
        found.push(answer[entries].as_array().unwrap().clone());
        match answer.get("cursor") {
            None => return found,
            Some(cursor) => params["cursor"] = cursor.clone(),
        }
        assert!(found.len() < 100, "{method} never ends");
        meanwhile(found.len());
    }
}

#[test]
fn pages_of_every_list_hold_each_entry_once() {
    let office = Office::open();
    for number in 0..24 {
        let id = format!("i-{number:02}");
        let open = json!({"initiative": id, "title": "One of many", "workflow": "kotter"});
        // Each second one is somebody else's: what is not shown must not leave gaps in the pages.
        let by = if number % 2 == 0 { "owner" } else { "outsider" };
        office.by(by).ok("initiative_open", open);
        office.record("lead", json!([need(&format!("need {number}"))]));
    }
    office.record("lead", urgency(30));
    let owner = office.by("owner");
    let lists = [
        (("initiative_list", "initiatives"), json!({}), 13),
        (("record_list", "records"), here(json!({})), 36),
        (("record_list", "records"), here(json!({"kind": "need"})), 27),
        // Two lines for the opening, five roles, 24 needs, and the last twelve records in one version.
        (("timeline_read", "lines"), here(json!({})), 2 + 5 + 24 + 12),
    ];
    for (list, params, count) in lists {
        let all = pages(&owner, list, &params, 200, |_| {}).concat();
        assert_eq!(all.len(), count, "{} {params}", list.0);
        let distinct: BTreeSet<String> = all.iter().map(Value::to_string).collect();
        assert_eq!(distinct.len(), count, "{} {params} says something twice", list.0);
        for limit in [1, 7, count] {
            let pages = pages(&owner, list, &params, limit, |_| {});
            assert_eq!(pages.concat(), all, "{} by {limit}", list.0);
            // The limit of a timeline counts versions, and a version may have several lines.
            let full = |page: &Vec<Value>| page.len() == limit || list.0 == "timeline_read";
            assert!(pages[..pages.len() - 1].iter().all(full), "{} by {limit}", list.0);
            assert!(pages.iter().all(|page| !page.is_empty()), "{} by {limit}", list.0);
        }
        for limit in [0, 201] {
            let mut params = params.clone();
            params["limit"] = json!(limit);
            assert_eq!(owner.refused(list.0, params)["data"]["pointer"], "/limit", "{limit}");
        }
    }
}

/// Somebody records and withdraws while somebody else turns the pages: what was there all the time is there once.
#[test]
fn pages_stay_whole_while_others_write() {
    let office = Office::open();
    office.record("lead", (0..25).map(|n| need(&format!("need {n}"))).collect());
    let list = ("record_list", "records");
    let found = pages(&office.by("viewer"), list, &here(json!({"kind": "need"})), 4, |page| {
        office.record("lead", json!([need(&format!("meanwhile {page}"))]));
        let withdrawn = json!({"record": format!("need-{page}"), "reason": "said twice"});
        office.by("lead").ok("record_withdraw", here(withdrawn));
    });
    let ids: Vec<String> =
        found.iter().flatten().map(|it| it["record"].as_str().unwrap().to_owned()).collect();
    let first: Vec<String> = (1..=25).map(|n| format!("need-{n}")).collect();
    assert_eq!(ids[..25], first);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}
