//! Who may do and see what: services, viewers, and those who have no role.

use serde_json::{Value, json};

use crate::daemon::{Calls as _, INITIATIVE, Office, need, triage, urgency};

fn here(more: Value) -> Value {
    let mut params = json!({"initiative": INITIATIVE});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

/// A workflow on which a member approves at the first gate and a member decides there.
fn workflow() -> String {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows/kotter.json"));
    let mut file: Value = serde_json::from_str(&text.unwrap()).unwrap();
    file["name"] = json!("members");
    file["gates"]["urgency"]["decides"] = json!("member");
    let approval = json!({"id": "agreed", "approval": "member", "why": "Somebody looked.", "source": "a test"});
    file["gates"]["urgency"]["criteria"].as_array_mut().unwrap().push(approval);
    file["tests"] = json!([]);
    file.to_string()
}

#[test]
fn a_service_records_and_reads_and_never_approves_verifies_or_decides() {
    let mut office = Office::open();
    office.hire("hris", "service");
    let admin = office.daemon.admin();
    admin.ok("workflow_publish", json!({"source": workflow()}));
    let owner = office.by("owner");
    owner.ok(
        "initiative_open",
        json!({"initiative": "served", "title": "Served", "workflow": "members"}),
    );
    let served = |more: Value| {
        let mut params = here(more);
        params["initiative"] = json!("served");
        params
    };
    // What counts eyes is not for it, not even by an owner.
    for role in ["owner", "sponsor", "lead", "pilot_owner"] {
        let error = owner.refused("role_assign", served(json!({"person": "hris", "role": role})));
        assert_eq!(error["data"]["refusal"], "persons_only", "{role}");
    }
    for person in ["hris", "lead", "member"] {
        owner.ok("role_assign", served(json!({"person": person, "role": "member"})));
    }
    let (hris, lead) = (office.by("hris"), office.by("lead"));
    let mut evidence = urgency(30);
    evidence.as_array_mut().unwrap().push(json!({"kind": "win", "data": {
        "claim": "Leads coach more", "indicator": "indicator-1", "before": 20, "after": 58, "level": 3,
        "contributors": ["lead"],
    }}));
    // It holds the role that the gate and the criterion ask for, and may record.
    lead.ok("record_add", served(json!({"records": evidence})));
    hris.ok("record_add", served(json!({"records": [need("from the directory"), triage(4)]})));
    let gate = served(json!({"step": "urgency"}));
    let seen = hris.ok("gate_explain", gate)["seen"].clone();
    let calls = [
        ("gate_approve", json!({"step": "urgency", "criterion": "agreed", "seen": seen})),
        ("gate_decide", json!({"step": "urgency", "decision": "go", "seen": seen})),
        ("gate_decide", json!({"step": "urgency", "decision": "stop", "reason": "cost"})),
        (
            "record_add",
            json!({"records": [{"kind": "verification", "data": {
                "win": "win-1", "outcome": "confirmed", "how": "The log was read for both periods",
            }}]}),
        ),
    ];
    for (method, params) in calls {
        let error = hris.refused(method, served(params));
        assert_eq!(error["data"]["refusal"], "persons_only", "{method}: {error}");
        assert!(error["data"]["detail"].as_str().unwrap().contains("Only a person"), "{error}");
    }
    // A person with the same role may.
    let member = office.by("member");
    member.ok(
        "gate_approve",
        served(json!({"step": "urgency", "criterion": "agreed", "seen": seen})),
    );
    member.ok("gate_decide", served(json!({"step": "urgency", "decision": "go", "seen": seen})));

    // Nor does a service own an initiative, or run the instance.
    let open = json!({"initiative": "its-own", "title": "Its own", "workflow": "kotter"});
    assert_eq!(hris.refused("initiative_open", open)["data"]["refusal"], "persons_only");
    let robot =
        json!({"person": "robot", "name": "Robot", "kind": "service", "instance_role": "admin"});
    assert_eq!(admin.refused("person_add", robot)["data"]["refusal"], "persons_only");
}

#[test]
fn a_viewer_reads_and_is_told_which_roles_record() {
    let office = Office::open();
    let viewer = office.by("viewer");
    viewer.ok("initiative_get", here(json!({})));
    let before = office.version();
    let error = viewer.refused("record_add", here(json!({"records": [need("one")]})));
    assert_eq!((&error["code"], &error["data"]["kind"]), (&json!(-32002), &json!("forbidden")));
    let roles = "owner or sponsor or lead or member or pilot_owner";
    assert_eq!(error["data"]["role"], roles);
    let detail = error["data"]["detail"].as_str().unwrap();
    for word in ["record evidence", "member", "pilot owner", "controller", "role_assign"] {
        assert!(detail.contains(word), "`{word}` is not in `{detail}`");
    }
    assert_eq!(office.version(), before);
    // Instance-wide calls are the administrator's.
    let calls = [
        ("person_add", json!({"person": "x", "name": "X"})),
        ("token_create", json!({"person": "owner"})),
        ("workflow_publish", json!({"source": workflow()})),
    ];
    for (method, params) in calls {
        let error = office.by("owner").refused(method, params);
        assert_eq!(
            (&error["code"], &error["data"]["role"]),
            (&json!(-32002), &json!("admin")),
            "{method}"
        );
    }
}

#[test]
fn whoever_has_no_role_finds_nothing() {
    let office = Office::open();
    let outsider = office.by("outsider");
    assert_eq!(outsider.ok("initiative_list", json!({})), json!({"initiatives": []}));
    let calls = [
        ("initiative_get", json!({})),
        ("initiative_get", json!({"as_of": 1})),
        ("gate_explain", json!({"step": "urgency"})),
        ("record_list", json!({})),
        ("timeline_read", json!({})),
        ("record_add", json!({"records": [need("one")]})),
        ("gate_decide", json!({"step": "urgency", "decision": "stop", "reason": "cost"})),
        ("role_assign", json!({"person": "outsider", "role": "owner"})),
        ("initiative_close", json!({"reason": "cost"})),
    ];
    for (method, params) in calls {
        let error = outsider.refused(method, here(params));
        let data = json!({"kind": "not_found", "nearest": []});
        assert!(super::has(&error["data"], &data), "{method}: {error}");
        assert_eq!(error["code"], -32003, "{method}");
    }
    // A role lets in, and taking it back shuts out.
    let role = here(json!({"person": "outsider", "role": "viewer"}));
    office.by("owner").ok("role_assign", role.clone());
    outsider.ok("initiative_get", here(json!({})));
    office.by("owner").ok("role_revoke", role);
    assert_eq!(outsider.refused("initiative_get", here(json!({"as_of": 1})))["code"], -32003);
}

#[test]
fn ratings_of_people_and_what_is_kept_to_the_team_are_hidden_from_others() {
    let office = Office::open();
    let member = |person: &str, visibility: &str| {
        json!({"kind": "coalition_member", "visibility": visibility, "data": {
            "person": person, "unit": "Sales", "role": "member", "commitment": "resistant",
            "powers": {"position": 2, "expertise": 1, "credibility": 2, "leadership": 0},
        }})
    };
    office.record("lead", json!([member("anna", "initiative"), member("bartholomew", "team")]));
    let list = |by: &str| {
        let found = office.by(by).ok("record_list", here(json!({"kind": "coalition_member"})));
        found["records"].as_array().unwrap().clone()
    };
    for by in ["owner", "sponsor", "lead"] {
        let found = list(by);
        assert_eq!(found.len(), 2, "{by}");
        assert_eq!(found[0]["data"]["commitment"], "resistant", "{by}");
        assert_eq!(found[0].get("hidden"), None, "{by}");
    }
    for by in ["viewer", "member"] {
        let found = list(by);
        assert_eq!(found.len(), 1, "{by} sees what is kept to the team");
        assert_eq!(found[0]["data"]["person"], "anna", "{by}");
        let fields = found[0]["data"].as_object().unwrap();
        assert!(
            !fields.contains_key("commitment") && !fields.contains_key("powers"),
            "{by}: {fields:?}"
        );
        assert_eq!(found[0]["hidden"], json!(["commitment", "powers"]), "{by}");
        // Nor does any other page tell.
        for (method, params) in [
            ("timeline_read", json!({})),
            ("initiative_get", json!({})),
            ("gate_explain", json!({"step": "coalition"})),
            ("record_list", json!({"as_of": office.version()})),
        ] {
            let told = office.by(by).ok(method, here(params)).to_string();
            assert!(!told.contains("resistant"), "{by} {method}: {told}");
            assert!(!told.contains("bartholomew"), "{by} {method}: {told}");
        }
    }
}
