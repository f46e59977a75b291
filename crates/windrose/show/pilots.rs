//! The stage graph, for a terminal.

use std::fmt::Write;

use serde_json::Value;

use super::{cut, items, number, paragraph, text};

/// Where the text beside the name and the state of a pilot begins.
const BESIDE: usize = 22;

/// Where the text beside a heading begins.
const BESIDE_HEAD: usize = 14;

/// Steps and pilots, what decides the end, the order of rollout, and what would follow from what is assumed.
pub(crate) fn pilots(answer: &Value) -> String {
    let mut out = String::new();
    let head = format!("Pilots · {} · {}", text(answer, "initiative"), text(answer, "today"));
    paragraph(&mut out, 0, "", &head);
    paragraph(&mut out, 0, "", text(answer, "summary"));
    let assumed = &answer["what_if"];
    if assumed.is_object() {
        out.push('\n');
        paragraph(&mut out, BESIDE_HEAD, "what if", &assumption(assumed));
        for sentence in items(assumed, "sentences") {
            paragraph(&mut out, BESIDE_HEAD, "", sentence.as_str().unwrap_or_default());
        }
    }
    let (steps, pilots): (Vec<&Value>, Vec<&Value>) =
        items(answer, "stages").iter().partition(|row| !text(row, "stage").starts_with("pilot-"));
    if !pilots.is_empty() {
        out.push('\n');
    }
    for row in pilots {
        let first = format!(" {:<10} {:<9}", text(row, "stage"), text(row, "state"));
        let name = format!("{} ({})", text(row, "name"), text(row, "unit"));
        paragraph(&mut out, BESIDE, &first, &name);
        paragraph(&mut out, BESIDE, "", text(row, "sentence"));
    }
    let _ = writeln!(out, "\n    {:<36} {:<9} {:<10}  to spare", "step", "state", "earliest");
    for (at, row) in steps.into_iter().enumerate() {
        let line = format!(
            " {}  {:<36} {:<9} {:<10}  {}",
            at + 1,
            cut(text(row, "name"), 36),
            text(row, "state"),
            text(row, "ends_on"),
            row["slack_days"].as_i64().map(days).unwrap_or_default(),
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    rollout(&mut out, items(answer, "rollout"));
    let path = items(answer, "critical_path");
    if !path.is_empty() {
        let also = if answer["other_paths"] == true { "; another chain is as long" } else { "" };
        out.push('\n');
        paragraph(&mut out, BESIDE_HEAD, "ends last", &(joined(path, " → ") + also));
    }
    for (field, first) in [("clashes", "mind"), ("lacked", "not recorded")] {
        for (at, row) in items(answer, field).iter().enumerate() {
            let first = if at == 0 { first } else { "" };
            out.push_str(if at == 0 { "\n" } else { "" });
            paragraph(&mut out, BESIDE_HEAD, first, text(row, "sentence"));
        }
    }
    if number(answer, "left_out") > 0 {
        let left_out = format!("{} that you may not see", number(answer, "left_out"));
        out.push('\n');
        paragraph(&mut out, BESIDE_HEAD, "left out", &left_out);
    }
    out
}

fn joined(values: &[Value], between: &str) -> String {
    let words: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    words.join(between)
}

fn days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// What is assumed, as it was typed.
fn assumption(assumed: &Value) -> String {
    let stop = items(assumed, "stop").iter().filter_map(Value::as_str);
    let mut all: Vec<String> = stop.map(|pilot| format!("{pilot} stops today")).collect();
    for (pilot, late) in assumed["slip"].as_object().into_iter().flatten() {
        all.push(format!("{pilot} ends {} later", days(late.as_i64().unwrap_or_default())));
    }
    all.join(", ")
}

/// The waves, a line each, with the priority of each pilot and those that could stand in its place.
fn rollout(out: &mut String, rows: &[Value]) {
    let mut waves: Vec<u64> = rows.iter().map(|row| number(row, "wave")).collect();
    waves.sort_unstable();
    waves.dedup();
    if !waves.is_empty() {
        out.push('\n');
    }
    for wave in waves {
        let of_wave = rows.iter().filter(|row| number(row, "wave") == wave);
        let pilots: Vec<String> = of_wave
            .map(|row| {
                let priority = row["priority"].as_f64().unwrap_or_default();
                let ties = joined(items(row, "tied_with"), " and ");
                let ties = if ties.is_empty() { ties } else { format!(", as {ties}") };
                format!("{} ({:.1}{ties})", text(row, "pilot"), priority)
            })
            .collect();
        paragraph(out, BESIDE_HEAD, &format!("wave {wave}"), &pilots.join(", "));
    }
}
