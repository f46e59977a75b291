//! `windrose workflow`: a file is checked with place and nearest word, and what was added can be used.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use windrose::compose::BUILT_IN;

use crate::daemon::{Calls as _, Office, Said, run, windrose};

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows").join(name)
}

fn check(file: &Path) -> Said {
    run(windrose().args(["workflow", "check"]).arg(file))
}

/// The default workflow under a name of its own, with something changed.
fn changed(change: impl FnOnce(&mut Value)) -> (TempDir, PathBuf) {
    let text = std::fs::read_to_string(shipped("kotter.json")).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    file["name"] = json!("our-own");
    change(&mut file);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("our-own.json");
    std::fs::write(&path, file.to_string()).unwrap();
    (folder, path)
}

fn remove(value: &mut Value, field: &str) {
    value.as_object_mut().unwrap().remove(field);
}

#[test]
fn the_workflows_that_are_shipped_hold() {
    for (name, _) in BUILT_IN {
        let said = check(&shipped(&format!("{name}.json"))).good();
        assert!(said.starts_with(&format!("{name} holds: ")), "{said}");
        assert!(said.ends_with("tests passed\n"), "{said}");
    }
    let schema = run(windrose().args(["workflow", "schema"])).good();
    let kept = std::fs::read_to_string(shipped("workflow.schema.json")).unwrap();
    let [schema, kept] = [schema, kept].map(|it| serde_json::from_str::<Value>(&it).unwrap());
    assert_eq!(
        schema, kept,
        "workflows/workflow.schema.json is not what `windrose workflow schema` prints"
    );
}

#[test]
fn a_broken_file_is_refused_with_the_place_and_the_nearest_word() {
    type Change = fn(&mut Value);
    let cases: [(Change, &[&str]); 14] = [
        (
            |it| {
                it["gates"]["urgency"]["criteria"][0]["measure"] =
                    json!("urgency.managers_convincd");
            },
            &[
                "/gates/urgency/criteria/0/measure: ",
                "`urgency.managers_convincd`",
                "did you mean `urgency.managers_convinced`?",
            ],
        ),
        (|it| remove(&mut it["gates"], "wins"), &["/gates", "`wins`"]),
        (
            |it| {
                let criteria = it["gates"]["vision"]["criteria"].as_array_mut().unwrap();
                criteria.iter_mut().for_each(|it| it["class"] = json!("should"));
            },
            &["/gates/vision/criteria: a gate needs at least one `must`"],
        ),
        (
            |it| {
                remove(&mut it["gates"]["urgency"]["criteria"][0], "at_least");
                it["gates"]["urgency"]["criteria"][0]["is"] = json!(true);
            },
            &["/gates/urgency/criteria/0: this measure is a share"],
        ),
        (
            |it| it["gates"]["urgency"]["criteria"][0]["at_least"] = json!(75),
            &["/gates/urgency/criteria/0: this measure is a share", "0 to 1"],
        ),
        (
            |it| {
                remove(&mut it["gates"]["urgency"]["criteria"][0], "at_least");
                it["gates"]["urgency"]["criteria"][0]["more_than"] = json!(1);
            },
            &["/gates/urgency/criteria/0: this measure is a share", "more than 1 is none"],
        ),
        (
            |it| it["gates"]["urgency"]["criteria"][0]["more_than"] = json!(0.5),
            &["/gates/urgency/criteria/0: a criterion has exactly one bound"],
        ),
        (
            |it| it["gates"]["urgency"]["criteria"][0]["at_least"] = json!("most"),
            &["/gates/urgency/criteria/0/at_least"],
        ),
        (
            |it| it["gates"]["urgency"]["criteria"][3]["records"] = json!("neeed"),
            &[
                "/gates/urgency/criteria/3/records: there is no kind of record `neeed`; did you mean `need`?",
            ],
        ),
        (
            |it| it["gates"]["enable"]["decides"] = json!("sponser"),
            &["/gates/enable/decides: there is no role `sponser`; did you mean `sponsor`?"],
        ),
        (
            |it| it["gates"]["enable"]["critera"] = json!([]),
            &["/gates/enable", "`critera`", "did you mean `criteria`?"],
        ),
        (
            |it| it["gates"]["urgency"]["criteria"][0]["with"] = json!({"tims": 3}),
            &["/gates/urgency/criteria/0/with: ", "`tims`"],
        ),
        (
            |it| it["gates"]["urgency"]["criteria"][1]["id"] = json!("managers-convinced"),
            &["/gates/urgency/criteria/1/id: `managers-convinced` stands twice"],
        ),
        // Its own tests: 30 of 40 are no longer enough.
        (
            |it| it["gates"]["urgency"]["criteria"][0]["at_least"] = json!(0.8),
            &["/tests/0", "managers-convinced"],
        ),
    ];
    for (change, says) in cases {
        let (_folder, file) = changed(change);
        let said = check(&file).bad(1);
        assert!(
            said.starts_with(&format!("error: {} does not hold\nbecause: ", file.display())),
            "{said}"
        );
        for words in says {
            assert!(said.contains(words), "`{words}` is not in {said}");
        }
        let as_json = run(windrose().args(["--json", "workflow", "check"]).arg(&file)).bad(1);
        let as_json: Value = serde_json::from_str(&as_json).unwrap();
        assert!(as_json["error"]["faults"][0]["at"].is_string(), "{as_json}");
    }
    // All faults at once, not one after the other.
    let (_folder, file) = changed(|it| {
        it["gates"]["urgency"]["decides"] = json!("nobody");
        it["gates"]["institute"]["criteria"][0]["why"] = json!("");
    });
    assert_eq!(check(&file).bad(1).matches("\nbecause: ").count(), 2);
    let (folder, file) = changed(|_| {});
    std::fs::write(&file, "{\"name\": ").unwrap();
    assert!(check(&file).bad(1).contains("this is not JSON"));
    check(&folder.path().join("absent.json")).bad(64);
}

#[test]
fn a_check_tells_which_criteria_are_not_tried() {
    let (_folder, file) = changed(|it| {
        let more = json!({"id": "many-needs", "class": "info", "records": "need", "at_least": 4,
            "why": "More is more.", "source": "A test."});
        it["gates"]["urgency"]["criteria"].as_array_mut().unwrap().push(more);
    });
    let said = check(&file).good();
    let (first, notes) = said.split_once('\n').unwrap();
    assert!(first.starts_with("our-own holds: "), "{said}");
    let (how_many, which) = notes.split_once('\n').unwrap();
    assert!(how_many.starts_with("note: its tests do not try 1 of the "), "{said}");
    assert_eq!(which, "  urgency, `many-needs`: no test meets it\n");
    let as_json = run(windrose().args(["--json", "workflow", "check"]).arg(&file)).good();
    let as_json: Value = serde_json::from_str(&as_json).unwrap();
    let uncovered = json!([{"gate": "urgency", "criterion": "many-needs", "lacks": ["met"]}]);
    assert_eq!(as_json["uncovered"], uncovered);
}

#[test]
fn an_added_workflow_is_one_that_initiatives_can_run_on() {
    let office = Office::open();
    let (_folder, file) =
        changed(|it| it["gates"]["urgency"]["purpose"] = json!("Our own purpose."));
    let path = file.to_str().unwrap();
    let said = run(&mut office.daemon.command(&["workflow", "add", path])).good();
    let digest = said
        .strip_prefix("our-own is published as ")
        .unwrap_or_else(|| panic!("{said}"))
        .trim()
        .to_owned();
    let again = run(&mut office.daemon.command(&["workflow", "add", path])).good();
    assert_eq!(again, format!("our-own was published before as {digest}\n"));

    let owner = office.by("owner");
    owner.ok(
        "initiative_open",
        json!({"initiative": "ours", "title": "Ours", "workflow": "our-own"}),
    );
    let purpose = |initiative: &str| {
        let gate = json!({"initiative": initiative, "step": "urgency"});
        owner.ok("gate_explain", gate)["purpose"].as_str().unwrap().to_owned()
    };
    assert_eq!(purpose("ours"), "Our own purpose.");

    // A further version is for what is opened from now on.
    let (_folder, file) =
        changed(|it| it["gates"]["urgency"]["purpose"] = json!("Another purpose."));
    run(&mut office.daemon.command(&["workflow", "add", file.to_str().unwrap()])).good();
    let list = owner.ok("workflow_list", json!({}));
    let row =
        list["workflows"].as_array().unwrap().iter().find(|it| it["name"] == "our-own").unwrap();
    assert_eq!(row["versions"], 2);
    let open = |initiative: &str, digest: Value| {
        let params = json!({"initiative": initiative, "title": "T", "workflow": "our-own", "workflow_digest": digest});
        owner.ok("initiative_open", params);
        purpose(initiative)
    };
    assert_eq!(purpose("ours"), "Our own purpose.");
    assert_eq!(open("newer", Value::Null), "Another purpose.");
    assert_eq!(open("older", json!(digest)), "Our own purpose.");

    // A broken one is not published, by whichever way it comes.
    let (_folder, broken) = changed(|it| remove(&mut it["gates"], "wins"));
    let said =
        run(&mut office.daemon.command(&["workflow", "add", broken.to_str().unwrap()])).bad(1);
    assert!(said.contains("/gates") && said.contains("wins"), "{said}");
    let (_folder, failing) =
        changed(|it| it["gates"]["urgency"]["criteria"][0]["at_least"] = json!(0.8));
    let said =
        run(&mut office.daemon.command(&["workflow", "add", failing.to_str().unwrap()])).bad(1);
    assert!(said.contains("/tests/0"), "{said}");
    assert_eq!(owner.ok("workflow_list", json!({})), list);
}
