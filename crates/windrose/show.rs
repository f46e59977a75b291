//! Answers of the API as text for a terminal of 80 columns. Sentences come from the daemon; only the layout is here.

mod coalition;
pub(crate) mod directory;
mod pilots;

use std::fmt::Write;

use serde_json::Value;

pub(crate) use coalition::coalition;
pub(crate) use pilots::pilots;

/// The columns of the narrowest terminal that everything fits into.
const WIDTH: usize = 80;

/// How sentences are broken: between words only, for days and ids have hyphens of their own.
pub(crate) fn wrapping<'a>() -> textwrap::Options<'a> {
    textwrap::Options::new(WIDTH).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn number(value: &Value, field: &str) -> u64 {
    value[field].as_u64().unwrap_or_default()
}

fn items<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// The day of a time.
fn day(time: &str) -> &str {
    time.get(..10).unwrap_or(time)
}

/// A paragraph, every line indented.
fn paragraph(out: &mut String, indent: usize, first: &str, text: &str) {
    let rest = " ".repeat(indent);
    let first = format!("{first:<indent$}");
    let options = wrapping().initial_indent(&first).subsequent_indent(&rest);
    for line in textwrap::wrap(text, options) {
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// Cuts a text to a number of columns.
fn cut(text: &str, columns: usize) -> String {
    if text.chars().count() <= columns {
        return text.to_owned();
    }
    text.chars().take(columns.saturating_sub(1)).chain(['…']).collect()
}

/// A list of initiatives.
pub(crate) fn list(answer: &Value) -> String {
    let rows = items(answer, "initiatives");
    if rows.is_empty() {
        return "no initiatives yet; open one with `windrose call initiative_open`\n".to_owned();
    }
    let mut out =
        format!("{:<28} {:<8} {:>6}  {:<22} changed\n", "initiative", "phase", "passed", "open");
    for row in rows {
        let open: Vec<&str> = items(row, "open").iter().filter_map(Value::as_str).collect();
        let open = if open.len() > 2 { format!("{} steps", open.len()) } else { open.join(", ") };
        let _ = writeln!(
            out,
            "{:<28} {:<8} {:>4}/8  {:<22} {}",
            cut(text(row, "initiative"), 28),
            text(row, "phase"),
            number(row, "passed"),
            open,
            day(text(row, "changed_at")),
        );
    }
    if answer["cursor"].is_string() {
        out.push_str("there are more: windrose call initiative_list '{\"cursor\": …}'\n");
    }
    out
}

/// The eight steps of an initiative.
pub(crate) fn board(answer: &Value) -> String {
    let mut out = String::new();
    paragraph(&mut out, 0, "", text(answer, "title"));
    let phase = match answer["closed_because"].as_str() {
        Some(reason) => format!("closed ({reason})"),
        None => text(answer, "phase").to_owned(),
    };
    let line = format!(
        "{} · {phase} · workflow {} · version {} · as of {}",
        text(answer, "initiative"),
        text(answer, "workflow"),
        number(answer, "version"),
        text(answer, "today"),
    );
    paragraph(&mut out, 0, "", &line);
    let _ =
        writeln!(out, "\n    {:<30} {:<8} {:>5}  {:>6}  since", "step", "state", "must", "should");
    for step in items(answer, "steps") {
        let state = text(step, "state");
        let since = match state {
            "passed" => day(text(step, "passed_at")).to_owned(),
            "held" => format!("until {}", text(step, "held_until")),
            "open" => day(text(step, "opened_at")).to_owned(),
            _ => String::new(),
        };
        let of = |met: &str, all: &str| format!("{}/{}", number(step, met), number(step, all));
        let row = format!(
            " {}  {:<30} {:<8} {:>5}  {:>6}  {since}",
            number(step, "number"),
            cut(text(step, "title"), 30),
            state,
            of("musts_met", "musts"),
            of("shoulds_met", "shoulds"),
        );
        let _ = writeln!(out, "{}", row.trim_end());
        if let Some(due) = step["due"].as_str() {
            paragraph(&mut out, 8, "      - ", due);
        }
        if state == "open" || state == "held" {
            for needed in items(step, "needed") {
                paragraph(&mut out, 8, "      - ", needed.as_str().unwrap_or_default());
            }
            if matches!(text(step, "verdict"), "open" | "open_with_waivers") {
                paragraph(
                    &mut out,
                    8,
                    "      - ",
                    "the gate is open: it can be decided with gate_decide",
                );
            }
        }
    }
    out
}

/// How a finding stands, as a box.
fn mark(finding: &Value) -> &'static str {
    match text(finding, "status") {
        "met" => "[x]",
        "waived" => "[w]",
        "not_applicable" => "[-]",
        "unknown" => "[?]",
        _ => "[ ]",
    }
}

/// A gate, explained.
pub(crate) fn gate(answer: &Value) -> String {
    let mut out = String::new();
    let head = format!(
        "Gate {} · {} · {} · step {}",
        number(answer, "number"),
        text(answer, "title"),
        text(answer, "initiative"),
        text(answer, "state"),
    );
    paragraph(&mut out, 0, "", &head);
    paragraph(&mut out, 0, "", text(answer, "summary"));
    out.push('\n');
    for finding in items(answer, "findings") {
        let mark = mark(finding);
        let class = text(finding, "class");
        let first = format!(" {mark} {class:<7}");
        paragraph(&mut out, 13, &first, text(finding, "sentence"));
        if let Some(help) = finding["help"].as_str() {
            paragraph(&mut out, 13, "", help);
        }
        if text(finding, "status") != "met" {
            let why = format!("{} ({})", text(finding, "why"), text(finding, "source"));
            paragraph(&mut out, 13, "", &why);
        }
    }
    let ways = items(answer, "ways");
    if let [first, others @ ..] = ways {
        out.push('\n');
        paragraph(&mut out, 13, "to open it", text(first, "sentence"));
        for way in others {
            paragraph(&mut out, 13, "or", text(way, "sentence"));
        }
    }
    let deciders: Vec<&str> = items(answer, "deciders").iter().filter_map(Value::as_str).collect();
    let deciders = if deciders.is_empty() { "nobody yet".to_owned() } else { deciders.join(", ") };
    out.push('\n');
    paragraph(&mut out, 0, "", &format!("decides: {} ({deciders})", text(answer, "decides")));
    let _ = writeln!(out, "seen: {}", text(answer, "seen"));
    out
}

/// The six strategies of the scorecard.
pub(crate) fn scorecard(answer: &Value) -> String {
    let mut out = String::new();
    let (met, of) = (number(answer, "met"), number(answer, "of"));
    let head = format!("Scorecard · {} · {met} of {of}", text(answer, "initiative"));
    paragraph(&mut out, 0, "", &head);
    out.push('\n');
    for row in items(answer, "strategies") {
        paragraph(&mut out, 5, &format!(" {}", mark(row)), text(row, "title"));
        paragraph(&mut out, 5, "", text(row, "sentence"));
        if text(row, "status") != "met" {
            paragraph(&mut out, 5, "", text(row, "raise"));
        }
    }
    out
}

/// Whom to meet.
pub(crate) fn contacts(answer: &Value) -> String {
    let rows = items(answer, "due");
    if rows.is_empty() {
        return "nobody is due\n".to_owned();
    }
    let mut out = String::new();
    for row in rows {
        paragraph(&mut out, 12, text(row, "due_on"), text(row, "sentence"));
    }
    out
}

/// The measures, a line or two each.
pub(crate) fn measures(answer: &Value) -> String {
    let mut out = String::new();
    let mut step = "";
    for row in answer.as_array().into_iter().flatten() {
        if text(row, "step") != step {
            step = text(row, "step");
            let _ = writeln!(out, "{}{step}", if out.is_empty() { "" } else { "\n" });
        }
        let _ = writeln!(out, "  {} ({})", text(row, "measure"), text(row, "unit"));
        paragraph(&mut out, 6, "", text(row, "question"));
    }
    out
}

/// A measure in full.
pub(crate) fn measure(row: &Value) -> String {
    let mut out = String::new();
    let head =
        format!("{} · step {} · {}", text(row, "measure"), text(row, "step"), text(row, "unit"));
    paragraph(&mut out, 0, "", &head);
    paragraph(&mut out, 0, "", text(row, "question"));
    out.push('\n');
    paragraph(&mut out, 12, "to raise it", text(row, "raise"));
    paragraph(&mut out, 12, "comes from", text(row, "provenance"));
    let reads: Vec<&str> = items(row, "reads").iter().filter_map(Value::as_str).collect();
    paragraph(&mut out, 12, "reads", &reads.join(", "));
    for (name, property) in row["parameters"]["properties"].as_object().into_iter().flatten() {
        let default = match &property["default"] {
            Value::Null => String::new(),
            default => format!(" = {default}"),
        };
        let told = format!("{name}{default}: {}", text(property, "description"));
        paragraph(&mut out, 12, "parameter", &told);
    }
    out
}

/// What waits for somebody.
pub(crate) fn inbox(answer: &Value) -> String {
    let mut out = String::new();
    paragraph(&mut out, 0, "", &inbox_head(answer));
    for row in items(answer, "items") {
        out.push('\n');
        let when = row["due_on"].as_str().unwrap_or("now");
        paragraph(&mut out, 12, when, text(row, "initiative"));
        paragraph(&mut out, 12, "", text(row, "sentence"));
        paragraph(&mut out, 12, "", &format!("with {}", text(&row["call"], "method")));
    }
    if let Some(more) = inbox_more(answer) {
        let _ = writeln!(out, "\n{more}");
    }
    out
}

/// The same as Markdown.
pub(crate) fn inbox_markdown(answer: &Value) -> String {
    let mut out = format!("# {}\n\n", escaped(&inbox_head(answer)));
    for row in items(answer, "items") {
        let when = row["due_on"].as_str().unwrap_or("now");
        let (initiative, sentence) = (text(row, "initiative"), escaped(text(row, "sentence")));
        let method = text(&row["call"], "method");
        let _ = writeln!(out, "- **{when}** `{initiative}`: {sentence} (`{method}`)");
    }
    if let Some(more) = inbox_more(answer) {
        let _ = writeln!(out, "\n{more}");
    }
    out
}

fn inbox_head(answer: &Value) -> String {
    let (person, today) = (text(answer, "person"), text(answer, "today"));
    match items(answer, "items").len() {
        0 => format!("Nothing waits for {person} · {today}"),
        1 => format!("1 thing waits for {person} · {today}"),
        count => format!("{count} things wait for {person} · {today}"),
    }
}

fn inbox_more(answer: &Value) -> Option<String> {
    let more = number(answer, "more");
    (more > 0).then(|| format!("and {more} more"))
}

/// A sentence that stays one in Markdown, whatever somebody wrote into it. What stands between backticks stays so.
fn escaped(sentence: &str) -> String {
    let ticks = sentence.matches('`').count();
    let (mut out, mut code) = (String::new(), false);
    for letter in sentence.chars() {
        match letter {
            '`' if ticks.is_multiple_of(2) => code = !code,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '|' if !code => {
                out.push('\\');
            }
            _ => {}
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markdown() {
        assert_eq!(escaped("`a_b` of [x](y) <b>"), "`a_b` of \\[x\\](y) \\<b\\>");
        assert_eq!(escaped("one ` tick *"), "one \\` tick \\*");
    }
}
