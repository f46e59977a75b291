//! `windrose demo`: the whole story, from the command line.

use crate::daemon::{run, windrose};

const STEPS: [&str; 8] =
    ["urgency", "coalition", "vision", "enlist", "enable", "wins", "sustain", "institute"];

#[test]
fn the_demo_passes_each_of_the_eight_gates_after_it_was_refused_there() {
    let temp = tempfile::tempdir().unwrap();
    let mut demo = windrose();
    demo.args(["demo", "--once", "--listen", "127.0.0.1:0"]).env("TMPDIR", temp.path());
    let said = run(&mut demo).good();
    let mut rest = said.as_str();
    for step in STEPS {
        let decided = format!("sponsor decides at {step}: go");
        let (before, after) = rest.split_once(&decided).unwrap_or_else(|| panic!("{step}: {rest}"));
        assert!(
            before.contains("gate_decide: refused."),
            "{step} was not refused before: {before}"
        );
        rest = after;
    }
    assert_eq!(said.matches(": go\n").count(), STEPS.len());

    // Others were led beside it, in every state: just begun, late, with an approval to be given again, at its sixth step,
    // stopped.
    let (beside, _) = rest.split_once("calls were made").unwrap();
    for row in [
        "first-weeks running 0/8 urgency",
        "learning-strategy running 1/8 coalition",
        "shift-coaching running 4/8 enable",
        "service-rollout running 5/8 wins",
        "paperless-orders closed 4/8 enable",
    ] {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(beside.lines().any(|it| words(it).starts_with(row)), "{row}: {beside}");
    }

    // A second process on the same folder shows what the first one left: eight steps passed.
    let (_, board) = rest.split_once("It shows the same state:").unwrap();
    assert!(board.contains("closed (achieved)"), "{board}");
    let passed = board.lines().filter(|line| line.contains(" passed ")).count();
    assert_eq!(passed, STEPS.len(), "{board}");
    // Everything but the first line, which holds a path, fits the terminal. Commands to copy come later and may not.
    let story = said.split("windrose stays up on").next().unwrap_or_default();
    for line in story.lines().skip(1) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    // With `--once` it leaves nothing behind.
    assert_eq!(std::fs::read_dir(temp.path()).unwrap().count(), 0);
}
