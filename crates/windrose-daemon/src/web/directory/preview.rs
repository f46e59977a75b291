//! What would come of publishing an import: who is new, changed or gone, what is odd row by row, and the buttons.

use maud::{Markup, html};
use serde_json::{Value, json};
use windrose_core::rules::directory::Column;
use windrose_core::view::wording;

use super::super::visit::{Problem, Visit, key};
use super::super::words::{capital, t, t_with};
use super::{count, query, text};

/// How many of each sort stand on the page.
const FEW: u32 = 50;

/// Has it looked at.
pub(super) async fn ask(visit: &Visit, import: &str) -> Result<Value, Problem> {
    Ok(visit.ask("directory_preview", &json!({"import": import, "limit": FEW})).await?)
}

/// What would come of it; with buttons for whoever may publish it.
pub(super) fn show(it: &Value, may_publish: bool) -> Markup {
    let name = text(it, "import");
    html! {
        section aria-labelledby="h-preview" {
            h2 #h-preview { (t_with("directory-preview", &[("import", name.into())])) }
            @if it["overtaken"] == true { p.problem { (t("directory-overtaken")) } }
            dl.fields {
                dt { (t("directory-rows")) } dd { (count(&it["rows"])) }
                @if it["left_out"] != 0 { dt { (t("directory-left-out")) } dd { (count(&it["left_out"])) } }
                dt { (t("directory-before")) } dd { (count(&it["before"])) }
                dt { (t("directory-then")) } dd { (count(&it["people"])) }
                dt { (t("directory-same")) } dd { (count(&it["same"])) }
            }
            (named(it, "added", "first_added"))
            (named(it, "changed", "first_changed"))
            (named(it, "left", "first_left"))
            (notes(it, "faults", "first_faults"))
            (notes(it, "warnings", "first_warnings"))
            @if may_publish { (buttons(it, name)) }
        }
    }
}

/// So many people, and the first of them.
fn named(it: &Value, field: &str, first: &str) -> Markup {
    let all = it[field].as_u64().unwrap_or(0);
    let named: Vec<String> = it[first].as_array().into_iter().flatten().map(person).collect();
    let said = t_with(&format!("directory-{field}"), &[("n", all.into())]);
    html! {
        @if named.is_empty() { p { (said) } } @else {
            details #{ "d-" (field) } {
                summary { (said) }
                p { (named.join(", ")) (more(all, named.len())) }
            }
        }
    }
}

/// Somebody, with what would be otherwise.
fn person(it: &Value) -> String {
    let Some(columns) = it["columns"].as_array() else {
        return it.as_str().unwrap_or_default().to_owned();
    };
    let name = |it: &&Value| Column::ALL.into_iter().find(|column| **it == column.name());
    let columns: Vec<String> =
        columns.iter().filter_map(|it| name(&it)).map(wording::column).collect();
    format!("{} ({})", text(it, "person"), columns.join(", "))
}

/// What is odd: of the import as a whole, then row by row.
fn notes(it: &Value, field: &str, first: &str) -> Markup {
    let all = it[field].as_u64().unwrap_or(0);
    let notes: Vec<&Value> = it[first].as_array().into_iter().flatten().collect();
    html! {
        @if all > 0 {
            h3 { (t_with(&format!("directory-{field}"), &[("n", all.into())])) }
            ul {
                @for it in &notes {
                    li {
                        @if let Some(row) = it["row"].as_u64() { (t_with("directory-row", &[("n", row.into())])) " " }
                        (capital(text(it, "sentence"))) "."
                    }
                }
            }
            @let more = more(all, notes.len());
            @if !more.is_empty() { p { (capital(more.trim())) } }
        }
    }
}

/// How many are not named, where some are not.
fn more(all: u64, named: usize) -> String {
    let more = all.saturating_sub(named as u64);
    if more == 0 {
        String::new()
    } else {
        format!(" {}", t_with("directory-more", &[("n", more.into())]))
    }
}

fn buttons(it: &Value, name: &str) -> Markup {
    let known = query(&[("import", name), ("back", "/directory")]);
    let good = it["overtaken"] != true && it["people"] != 0;
    html! {
        div.card.screen-only {
            @if good {
                form method="post" action={ "/do/directory_publish?" (known) } {
                    input type="hidden" name="key" value=(key());
                    @if it["needs_confirm"] == true {
                        p { label.check { input type="checkbox" name="/confirm" value="true" required; span { (t("directory-confirm")) } } }
                    }
                    p.actions { button.strong type="submit" { (t("deed-directory-publish-submit")) span.hidden { ": " (name) } } }
                }
            }
            form method="post" action={ "/do/directory_drop?" (known) } {
                input type="hidden" name="key" value=(key());
                p.actions { button type="submit" { (t("deed-directory-drop-submit")) span.hidden { ": " (name) } } }
            }
        }
    }
}
