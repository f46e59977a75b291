//! The coalition graph, for a terminal.

use std::fmt::Write;

use serde_json::Value;

use super::{cut, items, number, paragraph, text};

/// Where the text beside a heading begins.
const BESIDE: usize = 14;

/// The most units that a terminal lists; the rest is counted.
const UNITS_MAX: usize = 10;

/// Whom the coalition reaches, what hangs on whom, whom to add next, and what would follow if somebody left.
pub(crate) fn coalition(answer: &Value) -> String {
    let mut out = String::new();
    let head = format!("Coalition · {} · {}", text(answer, "initiative"), text(answer, "today"));
    paragraph(&mut out, 0, "", &head);
    paragraph(&mut out, 0, "", text(answer, "summary"));
    let assumed = &answer["what_if"];
    if assumed.is_object() {
        let units = items(assumed, "units").iter().map(|row| {
            format!(
                "{} ({})",
                row["unit"].as_str().unwrap_or("without a unit"),
                number(row, "lost")
            )
        });
        let mut said = vec![text(assumed, "sentence").to_owned()];
        said.extend(joined(units.collect(), number(assumed, "more_units")));
        section(&mut out, "what if", said);
    }
    units(&mut out, answer);
    section(&mut out, "no member", sentences(items(answer, "groups")));
    section(&mut out, "add next", next(&answer["next"]));
    section(&mut out, "hangs on", cuts(&answer["cuts"]));
    let sponsors = &answer["sponsors"];
    let mut said = vec![text(sponsors, "sentence").to_owned()];
    said.extend(first(sponsors, "gaps", "more_gaps", 5));
    section(&mut out, "sponsors", said);
    if answer["hr"].is_object() {
        section(&mut out, "HR", vec![text(&answer["hr"], "sentence").to_owned()]);
    }
    let response = text(&answer["response"], "sentence");
    if !response.is_empty() {
        section(&mut out, "answers", vec![response.to_owned()]);
    }
    let ranks = &answer["ranks"];
    if ranks.is_object() {
        let mut said = vec![text(ranks, "sentence").to_owned()];
        said.extend(sentences(items(ranks, "people")));
        for (field, first) in
            [("without_role", "leads nobody: "), ("without_influence", "named by nobody: ")]
        {
            let people = names(&ranks[field]["people"]);
            let people = joined(people, number(&ranks[field], "more"));
            said.extend(
                people
                    .filter(|_| !items(&ranks[field], "people").is_empty())
                    .map(|it| format!("{first}{it}")),
            );
        }
        section(&mut out, "turned to", said);
    }
    let brokers = &answer["brokers"];
    if brokers.is_object() {
        section(&mut out, "between", first(brokers, "people", "more", 5));
    }
    section(&mut out, "to know", strings(items(answer, "notes")));
    section(&mut out, "not recorded", sentences(items(answer, "lacked")));
    if answer["names_left_out"] == true {
        section(&mut out, "left out", vec!["names that only those who lead see".to_owned()]);
    }
    out
}

/// A heading with paragraphs beside it; nothing where there are none.
fn section(out: &mut String, first: &str, said: Vec<String>) {
    for (at, line) in said.into_iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { "" });
        paragraph(out, BESIDE, if at == 0 { first } else { "" }, &line);
    }
}

fn strings(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn sentences(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| text(row, "sentence").to_owned()).collect()
}

fn names(people: &Value) -> Vec<String> {
    people.as_array().map_or_else(Vec::new, |it| strings(it))
}

fn more(count: u64) -> Option<String> {
    (count > 0).then(|| format!("and {count} more"))
}

fn joined(mut parts: Vec<String>, and_more: u64) -> Option<String> {
    parts.extend(more(and_more));
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The units with most people who are not reached.
fn units(out: &mut String, answer: &Value) {
    let rows = items(answer, "units");
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n    {:<40} {:>9}  {:>9}", "unit", "reached", "of");
    for row in rows.iter().take(UNITS_MAX) {
        let unit = cut(row["unit"].as_str().unwrap_or("without a unit"), 40);
        let _ =
            writeln!(out, "    {unit:<40} {:>9}  {:>9}", number(row, "covered"), number(row, "of"));
    }
    let rest = rows.len().saturating_sub(UNITS_MAX) as u64 + number(answer, "more_units");
    if let Some(more) = more(rest) {
        let _ = writeln!(out, "    {more}");
    }
}

/// Whom to add next, and who else would do as well.
fn next(answer: &Value) -> Vec<String> {
    let mut said = vec![text(answer, "sentence").to_owned()];
    let others: Vec<String> =
        items(answer, "others").iter().map(|set| names(set).join(" + ")).collect();
    let rest = number(answer, "others_count").saturating_sub(others.len() as u64);
    if !others.is_empty() {
        said.extend(joined(others, rest).map(|it| format!("as good: {it}")));
    }
    said
}

/// The sentences of the first rows, and how many more there are.
fn first(answer: &Value, field: &str, rest: &str, most: usize) -> Vec<String> {
    let rows = items(answer, field);
    let mut said = sentences(&rows[..rows.len().min(most)]);
    said.extend(more(rows.len().saturating_sub(most) as u64 + number(answer, rest)));
    said
}

/// People and ties that hold the network together: of each sort those who hold most, and how many more there are.
fn cuts(answer: &Value) -> Vec<String> {
    let mut said = vec![text(answer, "sentence").to_owned()];
    said.extend(first(answer, "people", "more_people", 5));
    said.extend(first(answer, "only_members", "more_only_members", 3));
    said.extend(first(answer, "ties", "more_ties", 3));
    said
}
