//! A table of people that was copied from a spreadsheet, taken into an import as `directory_import` takes rows.

use maud::{Markup, html};
use serde_json::{Map, Value, json};
use windrose_core::rules::directory::{Column, known_columns};
use windrose_core::rules::ids::Digest;
use windrose_core::view::wording;

use super::super::form;
use super::super::visit::{Problem, Visit};
use super::super::words::{capital, t, t_with};
use crate::rpc::{Kind, RpcError};

/// How many rows are sent at once: what is stored of them has to fit into one commit.
const ROWS_AT_ONCE: usize = 1_000;

/// How many lines are named.
const NAMED_MAX: usize = 10;

/// A table that was taken into an import.
pub(super) struct Pasted {
    /// The import: the same for the same text, so that one that is sent twice is taken once.
    pub(super) import: String,
    /// What stands in which column, as the table calls it.
    columns: Vec<(Column, Vec<String>)>,
    /// The columns that were not used.
    unused: Vec<String>,
    /// The rows with more or fewer cells than there are columns.
    uneven: Vec<usize>,
}

/// Takes a table into an import.
pub(super) async fn take(visit: &Visit, text: &str) -> Result<Pasted, Problem> {
    let mut lines = form::lines(text).into_iter();
    let wrong = |id: &str| Problem::Rpc(RpcError::invalid_params("/rows", t(id)));
    let headers = lines.next().unwrap_or_default();
    let headers: Vec<String> = headers.iter().map(|it| it.trim().to_owned()).collect();
    let chosen = known_columns(&headers);
    if chosen.iter().all(|(column, _)| *column != Column::Id) {
        return Err(wrong("directory-no-id"));
    }
    let lines: Vec<Vec<String>> = lines.collect();
    if lines.is_empty() {
        return Err(wrong("directory-no-rows"));
    }
    let rows: Vec<Value> = lines.iter().map(|cells| row(cells, &chosen)).collect();
    let uneven = (1..).zip(&lines).filter(|(_, it)| it.len() != headers.len()).map(|it| it.0);
    let named = |places: &Vec<usize>| places.iter().map(|it| headers[*it].clone()).collect();
    let used: Vec<usize> = chosen.iter().flat_map(|it| it.1.clone()).collect();
    let unused = headers.iter().enumerate().filter(|(at, it)| !used.contains(at) && !it.is_empty());
    let digest = Digest::of(text.as_bytes()).to_string();
    let pasted = Pasted {
        import: format!("pasted-{}", &digest[..8]),
        columns: chosen.iter().map(|(column, places)| (*column, named(places))).collect(),
        unused: unused.map(|(_, it)| it.clone()).collect(),
        uneven: uneven.collect(),
    };
    for (number, rows) in rows.chunks(ROWS_AT_ONCE).enumerate() {
        let first = number * ROWS_AT_ONCE + 1;
        let params = json!({"import": pasted.import, "first_row": first, "rows": rows});
        stage(visit, &pasted.import, &params, number == 0).await?;
    }
    Ok(pasted)
}

/// A row as the API takes it. What stands in several columns, such as first and last name, is one text.
fn row(cells: &[String], chosen: &[(Column, Vec<usize>)]) -> Value {
    let mut row = Map::new();
    for (column, places) in chosen {
        let parts = places.iter().filter_map(|place| cells.get(*place)).map(|it| it.trim());
        let parts: Vec<&str> = parts.filter(|it| !it.is_empty()).collect();
        if !parts.is_empty() {
            row.insert(column.name().to_owned(), parts.join(" ").into());
        }
    }
    Value::Object(row)
}

/// Sends rows. An import of the same table that others have overtaken is begun anew.
async fn stage(visit: &Visit, import: &str, params: &Value, first: bool) -> Result<(), RpcError> {
    match visit.ask::<Value>("directory_import", params).await {
        Err(error) if first && error.kind() == Kind::Refused && is_overtaken(&error) => {
            visit.ask::<Value>("directory_drop", &json!({ "import": import })).await?;
            visit.ask::<Value>("directory_import", params).await.map(drop)
        }
        answer => answer.map(drop),
    }
}

fn is_overtaken(error: &RpcError) -> bool {
    error.data()["refusal"] == "import_overtaken"
}

impl Pasted {
    /// What was taken for what.
    pub(super) fn read(&self) -> Markup {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(column, named)| format!("{}: {}", wording::column(*column), named.join(" + ")))
            .collect();
        let uneven: Vec<String> =
            self.uneven.iter().take(NAMED_MAX).map(usize::to_string).collect();
        html! {
            div.done role="status" {
                p { (t("directory-taken")) }
                p { (t("directory-read-as")) " " (capital(&columns.join("; "))) "." }
                @if !self.unused.is_empty() { p { (t("directory-unused")) " " (self.unused.join("; ")) "." } }
                @if !uneven.is_empty() {
                    p { (t_with("directory-uneven", &[("n", self.uneven.len().into()), ("rows", uneven.join(", ").as_str().into())])) }
                }
            }
        }
    }
}

/// Asks for a table.
pub(super) fn ask(text: &str, first: bool) -> Markup {
    html! {
        details.screen-only #paste open[first || !text.is_empty()] {
            summary { (t("directory-paste")) }
            form.card method="post" action="/directory" {
                p { label for="text" { (t("directory-text")) }
                    textarea #text name="text" rows="8" required autocomplete="off" spellcheck="false" aria-describedby="text-hint" { "\n" (text) }
                    span.hint #text-hint { (t("directory-text-hint")) } }
                p.actions { button.strong type="submit" { (t("directory-take")) } }
                p.soft { (t("directory-large")) " " code { "windrose directory import people.csv" } }
            }
        }
    }
}
