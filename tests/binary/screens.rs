//! What people read in a terminal of 80 columns.

use serde_json::json;
use windrose_core::view::wording;

use crate::daemon::{Calls as _, INITIATIVE, Office, run, urgency, windrose};

/// The lines that a command prints, each of which fits.
fn lines(office: &Office, args: &[&str]) -> String {
    let said = run(&mut office.daemon.command(args)).good();
    for line in said.lines() {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
    }
    said
}

/// A text without its line breaks and indents, to look for sentences in.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn status_and_gate_fit_the_terminal_and_say_what_is_missing() {
    let office = Office::open();
    let list = lines(&office, &["status"]);
    assert!(
        list.lines()
            .any(|it| it.starts_with("change ") && it.contains("0/8") && it.contains("urgency")),
        "{list}"
    );

    // Nothing is recorded: nothing is known, and who could do something about it is said.
    let gate = flat(&lines(&office, &["gate", INITIATIVE, "1"]));
    for words in [
        "Gate 1 · Create a sense of urgency · change · step open",
        "blocked: 0 of 5 musts are met",
        "not known",
        "with record_add",
        "decides: sponsor (sponsor)",
    ] {
        assert!(gate.contains(words), "`{words}` is not in {gate}");
    }

    office.record("lead", urgency(29));
    let missing = "1 more manager needed: 29 of 40 agree, 30 make 75 %";
    let by_name = lines(&office, &["gate", INITIATIVE, "urgency"]);
    assert_eq!(by_name, lines(&office, &["gate", INITIATIVE, "1"]));
    let gate = flat(&by_name);
    for words in [
        "blocked: 4 of 5 musts are met",
        "[ ] must 1 more manager needed",
        missing,
        "[x] must",
        "[x] should",
    ] {
        assert!(gate.contains(words), "`{words}` is not in {gate}");
    }
    let board = lines(&office, &["status", INITIATIVE]);
    for words in ["change · running · workflow kotter", missing, "8 Institute change"] {
        assert!(flat(&board).contains(words), "`{words}` is not in {board}");
    }
    let states =
        |state: &str| board.lines().filter(|it| it.contains(&format!(" {state} "))).count();
    assert_eq!(states("open"), 1, "{board}");
    assert_eq!(board.matches(" waiting ").count(), 7, "{board}");

    // Convinced, and decided. The board before the decision is still to be had.
    let data = urgency(30)[1]["data"].clone();
    let params = json!({"initiative": INITIATIVE, "record": "urgency_pulse-1", "data": data, "reason": "one more"});
    office.by("lead").ok("record_supersede", params);
    let version = office.version().to_string();
    let open = lines(&office, &["status", INITIATIVE]);
    assert!(flat(&open).contains("the gate is open: it can be decided with gate_decide"), "{open}");
    let explained = office
        .by("sponsor")
        .ok("gate_explain", json!({"initiative": INITIATIVE, "step": "urgency"}));
    let go = json!({"initiative": INITIATIVE, "step": "urgency", "decision": "go", "seen": explained["seen"]});
    office.by("sponsor").ok("gate_decide", go);
    let passed = lines(&office, &["status", INITIATIVE]);
    assert_eq!(passed.matches(" passed ").count(), 1, "{passed}");
    assert_eq!(lines(&office, &["status", INITIATIVE, "--as-of", &version]), open);
    lines(&office, &["gate", INITIATIVE, "2"]);
}

/// Far ahead, so that no day of it comes while the test runs.
#[test]
fn pilots_say_what_waits_for_what_and_what_if() {
    let office = Office::open();
    let none = lines(&office, &["pilots", INITIATIVE]);
    assert!(flat(&none).contains("no pilot is recorded, so there are only the steps"), "{none}");
    let pilot = |name: &str, from: &str, to: &str, needs: &[&str]| {
        json!({"kind": "pilot", "data": {"name": name, "unit": "Sales", "starts_on": from, "ends_on": to,
            "sample_n": 20, "comparison": "none", "needs_result_of": needs}})
    };
    let long = "A pilot with a name that is a good deal longer than a line of a terminal is wide";
    office.record(
        "lead",
        json!([
            pilot("First", "2099-01-01", "2099-01-31", &[]),
            pilot(long, "2099-01-01", "2099-01-31", &["pilot-1"]),
        ]),
    );
    let text = lines(&office, &["pilots", INITIATIVE]);
    for words in [
        "pilot-1 ready First (Sales) may start: from 1 Jan 2099 to 31 Jan 2099; no day to spare",
        "waits for pilot-1: from 1 Feb 2099 to 3 Mar 2099 at the earliest, 31 days later than planned",
        "wave 1 pilot-1 (3.0) wave 2 pilot-2 (3.0)",
        "ends last pilot-1 → pilot-2",
    ] {
        assert!(flat(&text).contains(words), "`{words}` is not in {text}");
    }
    let late = lines(&office, &["pilots", INITIATIVE, "--slip", "pilot-1=14"]);
    let moved =
        "pilot-1 ends 14 days later nothing more would be blocked pilot-1 would end 14 days later";
    assert!(flat(&late).contains(moved), "{late}");
    let stopped = lines(&office, &["pilots", INITIATIVE, "--stop", "pilot-1"]);
    assert!(flat(&stopped).contains("pilot-1 stops today pilot-2 would be blocked"), "{stopped}");
    let dot = run(&mut office.daemon.command(&["pilots", INITIATIVE, "--dot"])).good();
    assert!(dot.starts_with("digraph pilots {") && dot.contains("\"pilot-1\" -> \"pilot-2\""));
    let mermaid = run(&mut office.daemon.command(&["pilots", INITIATIVE, "--mermaid"])).good();
    assert!(mermaid.starts_with("flowchart LR\n") && mermaid.contains("pilot1 ==> pilot2"));
    let mut typo = office.daemon.command(&["pilots", INITIATIVE, "--slip", "pilot-1"]);
    assert!(run(&mut typo).bad(2).contains("as in pilot-2=14"));
}

/// A digest is fit for cron: nothing is printed when nothing waits.
#[test]
fn a_digest_says_what_waits_and_is_silent_otherwise() {
    let office = Office::open();
    assert_eq!(lines(&office, &["digest", "lead"]), "");
    assert_eq!(lines(&office, &["digest", "lead", "--markdown"]), "");
    let always = lines(&office, &["digest", "lead", "--always"]);
    assert!(always.starts_with("Nothing waits for lead · 2"), "{always}");

    let today: jiff::civil::Date = always.trim().rsplit(' ').next().unwrap().parse().unwrap();
    let due_on = today.checked_add(jiff::Span::new().days(3)).unwrap();
    let due = json!({"initiative": INITIATIVE, "step": "urgency", "due_on": due_on});
    office.by("lead").ok("step_due", due);
    let stakeholder = json!({"person": "head-of-finance", "unit": "*Finance* <b>", "cadence_days": 30, "partner": "lead"});
    office.record("lead", json!([{"kind": "stakeholder", "data": stakeholder}]));
    let board = lines(&office, &["status", INITIATIVE]);
    // In a sentence a day stands as people write it, in a column as it sorts.
    let day = wording::date(due_on);
    let sentence = format!("to be done by {day}, in 3 days");
    assert!(flat(&board).contains(&sentence), "{board}");

    let text = lines(&office, &["digest", "lead"]);
    assert!(text.starts_with("2 things wait for lead · "), "{text}");
    let deadline = format!("{due_on} change step 1, urgency, is {sentence} with gate_explain");
    assert!(flat(&text).contains(&deadline), "{text}");
    assert!(text.find("head-of-finance") < text.find("urgency"), "due first: {text}");
    let markdown = run(&mut office.daemon.command(&["digest", "lead", "--markdown"])).good();
    assert!(markdown.starts_with("# 2 things wait for lead · "), "{markdown}");
    let line =
        format!("- **{due_on}** `change`: step 1, urgency, is {sentence} (`gate_explain`)\n");
    assert!(markdown.contains(&line), "{markdown}");
    assert!(markdown.contains("(\\*Finance\\* \\<b\\>)"), "{markdown}");

    // One's own token is enough for one's own, and for nobody else's.
    let mut own = office.daemon.command(&["digest", "lead"]);
    assert_eq!(run(own.args(["--token", office.token("lead")])).good(), text);
    let mut other = office.daemon.command(&["digest", "lead"]);
    let said = run(other.args(["--token", office.token("sponsor")])).bad(1);
    assert!(said.contains("only your own inbox"), "{said}");

    // What is soon due is noticed by the next process, once, however often it starts.
    let (_, office) = office.again(crate::daemon::Daemon::stop);
    let (_, office) = office.again(crate::daemon::Daemon::kill);
    let asked = json!({"initiative": INITIATIVE, "limit": 200});
    let timeline = office.by("lead").ok("timeline_read", asked).to_string();
    assert_eq!(timeline.matches("\"noticed\"").count(), 1, "{timeline}");
    assert!(timeline.contains(&format!("noticed: step 1, urgency, is to be done by {day}")));
}

/// The longest names there may be, and what is written without a space, fit as well.
#[test]
fn long_names_fit_too() {
    let office = Office::open();
    let (id, title) = ("x".repeat(64), "Überzeugungsarbeitsgemeinschaft".repeat(6));
    let open = json!({"initiative": id, "title": title, "workflow": "learning-partnership"});
    office.by("owner").ok("initiative_open", open);
    let list = lines(&office, &["status"]);
    assert!(list.contains("xxx…"), "{list}");
    lines(&office, &["status", &id]);
    for step in 1..=8 {
        lines(&office, &["gate", &id, &step.to_string()]);
    }
}

#[test]
fn measures_are_listed_and_shown() {
    let listed = run(windrose().args(["measure", "list"])).good();
    assert!(listed.lines().all(|line| line.chars().count() <= 80), "{listed}");
    for row in windrose_core::rules::measure::measures() {
        assert!(listed.contains(&format!("\n  {} (", row.name)), "{}", row.name);
        let shown = run(windrose().args(["measure", "show", row.name])).good();
        assert!(shown.starts_with(&format!("{} · ", row.name)), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
    let said = run(windrose().args(["measure", "show", "wins.verifed"])).bad(1);
    assert!(said.contains("try: windrose measure show wins.verified"), "{said}");
}
