//! `windrose workflow check|add|schema|vocabulary`.

use std::path::Path;

use serde_json::json;
use windrose_core::rules::workflow::{
    Strictness, Workflow, WorkflowFault, coverage, run_tests, schema,
};

use windrose_core::view::vocabulary::vocabulary;
use windrose_core::view::wording;

use super::{out, print_json};
use crate::args::WorkflowCommand;
use crate::client::Client;
use crate::config::Config;
use crate::failure::{Failure, exit};

pub(crate) fn run(config: &Config, command: &WorkflowCommand) -> Result<(), Failure> {
    match command {
        WorkflowCommand::Check { file } => check(config, file),
        WorkflowCommand::Add { file } => add(config, file),
        WorkflowCommand::Schema => {
            print_json(&schema());
            Ok(())
        }
        WorkflowCommand::Vocabulary => {
            out(&vocabulary());
            Ok(())
        }
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| {
        Failure::new(exit::USAGE, format!("{} cannot be read", file.display())).because(error)
    })
}

fn check(config: &Config, file: &Path) -> Result<(), Failure> {
    let source = read(file)?;
    let workflow =
        Workflow::parse(&source, Strictness::Strict).map_err(|faults| faulty(file, &faults))?;
    let failed: Vec<_> = run_tests(&workflow).into_iter().map(WorkflowFault::from).collect();
    if !failed.is_empty() {
        return Err(faulty(file, &failed));
    }
    let uncovered = coverage(&workflow);
    let answer = json!({
        "name": workflow.name,
        "digest": workflow.digest,
        "criteria": workflow.criteria_count(),
        "tests": workflow.tests_count(),
        "uncovered": uncovered,
    });
    if config.json {
        print_json(&answer);
    } else {
        out(&format!(
            "{} holds: {} criteria in eight gates, {} tests passed\n",
            workflow.name,
            workflow.criteria_count(),
            workflow.tests_count()
        ));
        // Not a fault: the file holds, and whoever wrote it may know why.
        if !uncovered.is_empty() {
            let (some, all) = (uncovered.len(), workflow.criteria_count());
            out(&format!(
                "note: its tests do not try {some} of the {all} criteria from both sides\n"
            ));
        }
        for it in &uncovered {
            out(&format!("  {}\n", wording::uncovered(it)));
        }
    }
    Ok(())
}

fn faulty(file: &Path, faults: &[WorkflowFault]) -> Failure {
    let data = json!({"message": "the workflow does not hold", "faults": faults});
    let failure = Failure::new(exit::REFUSED, format!("{} does not hold", file.display()));
    faults.iter().fold(failure, |failure, fault| failure.because(fault)).data(data)
}

fn add(config: &Config, file: &Path) -> Result<(), Failure> {
    let source = read(file)?;
    let answer =
        Client::configured(config)?.command("workflow_publish", &json!({"source": source}))?;
    if config.json {
        print_json(&answer);
    } else {
        let text = |field: &str| answer[field].as_str().unwrap_or_default().to_owned();
        let known = answer["known"].as_bool() == Some(true);
        let what = if known { "was published before" } else { "is published" };
        out(&format!("{} {what} as {}\n", text("name"), text("digest")));
    }
    Ok(())
}
