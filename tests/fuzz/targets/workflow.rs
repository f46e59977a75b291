//! Text that should be a workflow file.
//!
//! Either its faults are told, each with a place that is in the file, or it is a workflow: the same however often it
//! is read, as it was when it is read back, and its own tests run to their end.

use serde_json::Value;
use windrose_core::rules::workflow::{Strictness, Workflow, coverage, run_tests};

/// Does it.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Workflow::parse(text, Strictness::Strict) {
        Ok(workflow) => {
            let again = Workflow::parse(&workflow.source, Strictness::Strict)
                .expect("what was read once is read again");
            same(&workflow, &again);
            let back = Workflow::parse(text, Strictness::Replay)
                .expect("what is published can be read back");
            same(&workflow, &back);
            let document = value(text);
            for failure in run_tests(&workflow) {
                assert!(is_in(&document, &failure.at), "there is no {}", failure.at);
            }
            coverage(&workflow);
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a fault");
            let document = serde_json::from_str(text).ok();
            for fault in &faults {
                assert!(!fault.problem.is_empty(), "a fault without a word");
                let there = document.as_ref().is_some_and(|it| is_in(it, &fault.at));
                assert!(fault.at.is_empty() || there, "there is no {}: {fault}", fault.at);
            }
            // What is only too strange to be published may have been published once; its tests ran then, and do not
            // run again, but what they would say must not end the program.
            if let Ok(back) = Workflow::parse(text, Strictness::Replay) {
                run_tests(&back);
                coverage(&back);
            }
        }
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("a workflow is JSON")
}

fn same(one: &Workflow, other: &Workflow) {
    assert_eq!(one.digest, other.digest);
    assert_eq!(format!("{one:?}"), format!("{other:?}"), "read twice, it is not the same");
}

/// Does a pointer lead to a place in a document, or to a field that is missing there?
fn is_in(document: &Value, pointer: &str) -> bool {
    document.pointer(pointer).is_some()
        || pointer
            .rsplit_once('/')
            .is_some_and(|(whole, _)| document.pointer(whole).is_some_and(Value::is_object))
}
