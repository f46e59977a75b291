//! The directory for a terminal of 80 columns.

use std::fmt::Write;

use serde_json::Value;

use super::{cut, items, number, paragraph, text};
use crate::people_file::Table;

/// A number with marks between thousands.
pub(crate) fn count(value: &Value) -> String {
    let digits = value.as_u64().unwrap_or_default().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What was taken for what.
pub(crate) fn columns(table: &Table) -> String {
    let mut out = format!("{} rows\n", count(&table.rows.len().into()));
    for (column, headers) in &table.columns {
        let headers: Vec<String> = headers.iter().map(|it| format!("«{it}»")).collect();
        paragraph(&mut out, 12, &format!("  {}", column.name()), &headers.join(" "));
    }
    if !table.unused.is_empty() {
        let unused: Vec<String> = table.unused.iter().map(|it| format!("«{it}»")).collect();
        paragraph(&mut out, 12, "  not used", &unused.join(", "));
    }
    if !table.uneven.is_empty() {
        let lines: Vec<String> = table.uneven.iter().take(10).map(u64::to_string).collect();
        let more = table.uneven.len().saturating_sub(lines.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let told = format!(
            "more or fewer fields than columns in the lines {}{more}: is something not quoted?",
            lines.join(", ")
        );
        paragraph(&mut out, 12, "  mind", &told);
    }
    out.push('\n');
    out
}

/// What would come of publishing an import. `lines` are those of the file, where it is known.
pub(crate) fn preview(answer: &Value, lines: &[u64]) -> String {
    let mut out = String::new();
    let head = format!(
        "Import {} · {} rows, {} left out",
        text(answer, "import"),
        count(&answer["rows"]),
        count(&answer["left_out"])
    );
    paragraph(&mut out, 0, "", &head);
    if answer["overtaken"] == true {
        let told = "Another import was published since it was begun: it can only be dropped.";
        paragraph(&mut out, 0, "", told);
    }
    let ids = |field: &str| -> Vec<String> {
        items(answer, field).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let changed: Vec<String> = items(answer, "first_changed").iter().map(change).collect();
    let mut line = |what: &str, field: &str, named: &[String]| {
        let all = number(answer, field);
        let mut told = named.join(", ");
        if all > named.len() as u64 && !named.is_empty() {
            let _ = write!(told, " and {} more", count(&(all - named.len() as u64).into()));
        }
        let first = format!("{:>9} {what}", count(&answer[field]));
        if told.is_empty() {
            let _ = writeln!(out, "{first}");
        } else {
            paragraph(&mut out, 26, &first, &told);
        }
    };
    line("people now", "before", &[]);
    line("people then", "people", &[]);
    line("new", "added", &ids("first_added"));
    line("changed", "changed", &changed);
    line("would leave", "left", &ids("first_left"));
    line("as they are", "same", &[]);
    for (field, first, what) in [
        ("faults", "first_faults", "not taken as sent"),
        ("warnings", "first_warnings", "worth knowing"),
    ] {
        let all = number(answer, field);
        if all == 0 {
            continue;
        }
        let _ = writeln!(out, "\n{} {what}", count(&answer[field]));
        for note in items(answer, first) {
            paragraph(&mut out, 14, &place(note, lines), text(note, "sentence"));
        }
        let more = all.saturating_sub(items(answer, first).len() as u64);
        if more > 0 {
            let _ = writeln!(out, "  and {} more: --limit shows them", count(&more.into()));
        }
    }
    out.push('\n');
    out
}

fn change(it: &Value) -> String {
    let columns: Vec<&str> = items(it, "columns").iter().filter_map(Value::as_str).collect();
    format!("{} ({})", text(it, "person"), columns.join(", "))
}

/// Where in the file, or in what was sent.
fn place(note: &Value, lines: &[u64]) -> String {
    let Some(row) = note["row"].as_u64() else { return "  all".to_owned() };
    let index = usize::try_from(row).unwrap_or(usize::MAX).saturating_sub(1);
    match lines.get(index) {
        Some(line) => format!("  line {line}"),
        None => format!("  row {row}"),
    }
}

/// Who is in the directory.
pub(crate) fn people(answer: &Value) -> String {
    let edition = &answer["edition"];
    let mut out = String::new();
    if edition.is_null() {
        out.push_str("the directory is empty; import people with `windrose directory import`\n");
    } else {
        let head = format!(
            "Directory · {} people in {} units · {} · {}",
            count(&edition["people"]),
            count(&edition["units"]),
            text(edition, "import"),
            super::day(text(edition, "at")),
        );
        paragraph(&mut out, 0, "", &head);
    }
    for import in items(answer, "imports") {
        let told = format!(
            "import {} of {} with {} rows is not published",
            text(import, "import"),
            super::day(text(import, "begun_at")),
            count(&import["rows"])
        );
        paragraph(&mut out, 2, "", &told);
    }
    let rows = items(answer, "people");
    if rows.is_empty() {
        return out;
    }
    let _ = writeln!(out, "\n{:<14} {:<24} {:<22} manager", "id", "name", "unit");
    for row in rows {
        let manager = if row["manager_unknown"] == true { "unknown" } else { text(row, "manager") };
        let line = format!(
            "{:<14} {:<24} {:<22} {}",
            cut(text(row, "id"), 14),
            cut(text(row, "name"), 24),
            cut(text(row, "unit"), 22),
            cut(manager, 16),
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let more = number(answer, "count").saturating_sub(rows.len() as u64);
    if more > 0 {
        let _ = writeln!(out, "and {} more: --limit shows them", count(&more.into()));
    }
    out
}
