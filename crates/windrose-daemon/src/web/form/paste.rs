//! Records out of a spreadsheet: text that was copied there becomes rows of a form, with what is wrong beside each cell.
//! The first line names the fields, by their names or by what people call them, in any language.
//!
//! Nothing is guessed: a column that names no field is shown as left out, and one that is needed and missing is said.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::{Value, json};
use windrose_core::rules::nearest::nearest;

use super::model::{Field, Form, Input};
use super::sent::{self, value_of};
use super::typed::{ROWS_MAX, Typed};
use super::words::{self, Language, page};
use super::{Choices, Fault, scalar, table};

/// The most faults of cells that the summary lists.
const LISTED_MAX: usize = 20;

/// What was copied, as what would be recorded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pasted {
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// What is wrong with the whole.
    pub(crate) faults: Vec<String>,
    /// The list that the rows belong to, where they are no records of their own.
    list: Option<String>,
    fixed: Vec<(String, Value)>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// Its heading, as it was copied.
    pub(crate) heading: String,
    /// The field that it is for: its pointer, and what people call it.
    pub(crate) field: Option<(String, String)>,
    /// Why it is left out.
    pub(crate) note: Option<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Its cells as they would be recorded; as they were copied where they cannot be. One for each column.
    pub(crate) cells: Vec<String>,
    /// What would be recorded.
    pub(crate) value: Value,
    /// What is wrong: the column, or none where it is about the whole row.
    pub(crate) faults: Vec<(Option<usize>, String)>,
}

impl Pasted {
    /// Can it be recorded?
    pub(crate) fn is_good(&self) -> bool {
        let good = |row: &Row| row.faults.is_empty();
        self.faults.is_empty() && !self.rows.is_empty() && self.rows.iter().all(good)
    }

    /// The records.
    pub(crate) fn records(&self) -> Vec<Value> {
        let rows = self.rows.iter().map(|row| row.value.clone());
        let Some(list) = &self.list else { return rows.collect() };
        let mut record = serde_json::Map::new();
        sent::put(&mut record, list, Value::Array(rows.collect()));
        for (at, fixed) in &self.fixed {
            sent::put(&mut record, at, fixed.clone());
        }
        vec![Value::Object(record)]
    }

    /// What is wrong, cell by cell: row, column, sentence.
    fn faults_by_cell(&self) -> impl Iterator<Item = (usize, Option<usize>, &str)> {
        let rows = self.rows.iter().enumerate();
        rows.flat_map(|(index, row)| row.faults.iter().map(move |it| (index, it.0, it.1.as_str())))
    }

    /// What a cell is called: "Row 2, Channel".
    fn place(&self, row: usize, column: Option<usize>) -> String {
        let row = format!("{} {}", page("form-paste-row", &[]), row + 1);
        let column = column.and_then(|it| self.columns.get(it)?.field.as_ref());
        column.map_or_else(|| row.clone(), |(_, label)| format!("{row}, {label}"))
    }

    /// Puts faults of an answer beside the cells that they are about. Their pointers begin with the index of the record.
    pub(crate) fn add(&mut self, faults: &[Fault]) {
        for fault in faults {
            let mut path = fault.pointer.as_str();
            if let Some(list) = &self.list {
                // There is one record, and the rows are those of its list.
                path = path
                    .strip_prefix("/0")
                    .and_then(|it| it.strip_prefix(list))
                    .unwrap_or_default();
            }
            let path = path.strip_prefix('/').unwrap_or_default();
            let (index, at) = path.find('/').map_or((path, ""), |end| path.split_at(end));
            match index.parse::<usize>().ok().and_then(|it| self.rows.get_mut(it)) {
                Some(row) => {
                    row.faults.push((column_of(&self.columns, at), fault.sentence.clone()));
                }
                None => self.faults.push(fault.sentence.clone()),
            }
        }
    }
}

/// The column whose field is at a pointer, or around it.
fn column_of(columns: &[Column], at: &str) -> Option<usize> {
    let is_at = |column: &Column| {
        let pointer = column.field.as_ref().map(|it| it.0.as_str());
        let after = pointer.and_then(|it| at.strip_prefix(it));
        after.is_some_and(|it| it.is_empty() || it.starts_with('/'))
    };
    columns.iter().position(is_at)
}

/// A field that a column can be for.
struct Leaf<'a> {
    at: String,
    field: &'a Field,
    required: bool,
}

fn leaves<'a>(fields: &'a [Field], base: &str, required: bool, all: &mut Vec<Leaf<'a>>) {
    for field in fields {
        let at = format!("{base}{}", field.pointer);
        match &field.input {
            Input::Group(inner) => leaves(inner, &at, required && field.required, all),
            Input::Rows(_) => {}
            _ => all.push(Leaf { at, field, required: required && field.required }),
        }
    }
}

impl Leaf<'_> {
    /// Whether a missing column is a fault: a list may be empty as far as a form knows.
    fn is_needed(&self) -> bool {
        self.required && !matches!(self.field.input, Input::List(_))
    }

    /// What its column may be called.
    fn names(&self) -> Vec<String> {
        let called = |language: Language| {
            language.speak(|| words::field(&self.field.owner, &self.field.name, "").label)
        };
        let mut names = vec![self.field.name.clone(), self.field.label.clone()];
        names.extend(Language::ALL.into_iter().map(called));
        names.iter().map(|it| plain(it)).collect()
    }
}

/// A heading without what people put around it: capitals, `_`, a unit in brackets, a colon, a star.
fn plain(heading: &str) -> String {
    let bare = heading.split('(').next().unwrap_or_default();
    let bare = bare.replace(['_', '-', ':', '*'], " ").to_lowercase();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads what was copied.
pub(crate) fn paste(of: &Form, text: &str, choices: &Choices) -> Pasted {
    let list = the_list(of);
    let (fields, fixed) = match list {
        Some((_, fields)) => (fields, Vec::new()),
        None => (&of.fields[..], of.fixed.clone()),
    };
    let row_form = Form { of: of.of.clone(), fields: fields.to_vec(), fixed };
    let mut all = Vec::new();
    leaves(fields, "", true, &mut all);
    let mut lines = table::lines(text).into_iter();
    let columns = columns(&all, lines.next().unwrap_or_default());
    let mut pasted = Pasted {
        columns,
        rows: Vec::new(),
        faults: Vec::new(),
        list: list.map(|it| it.0),
        fixed: of.fixed.clone(),
    };
    if pasted.columns.iter().all(|it| it.field.is_none()) {
        let labels: Vec<&str> = all.iter().map(|it| it.field.label.as_str()).collect();
        let labels = labels.join(", ");
        pasted.faults.push(page("form-paste-no-headings", &[("labels", &labels)]));
        return pasted;
    }
    let mut missing = Vec::new();
    for leaf in all.iter().filter(|it| it.is_needed()) {
        if column_of(&pasted.columns, &leaf.at).is_none() {
            missing.push(leaf.at.as_str());
            pasted.faults.push(page("form-paste-missing", &[("label", &leaf.field.label)]));
        }
    }
    let rows: Vec<Vec<String>> = lines.collect();
    if rows.is_empty() {
        pasted.faults.push(page("form-paste-empty", &[]));
    }
    if rows.len() > ROWS_MAX {
        let (n, most) = (rows.len().to_string(), ROWS_MAX.to_string());
        pasted.faults.push(page("form-paste-too-many", &[("n", &n), ("most", &most)]));
    }
    let kinds: BTreeMap<&str, &Input> =
        all.iter().map(|leaf| (leaf.at.as_str(), &leaf.field.input)).collect();
    for cells in rows.into_iter().take(ROWS_MAX) {
        pasted.rows.push(row(&row_form, &kinds, &pasted.columns, cells, &missing, choices));
    }
    pasted
}

/// The list that a form is about, where nothing else has to be filled in: units of a scope.
fn the_list(of: &Form) -> Option<(String, &[Field])> {
    let mut required = of.fields.iter().filter(|it| it.required);
    match (required.next(), required.next()) {
        (Some(Field { pointer, input: Input::Rows(fields), .. }), None) => {
            Some((pointer.clone(), fields))
        }
        _ => None,
    }
}

fn columns(all: &[Leaf<'_>], headings: Vec<String>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let named: Vec<(Vec<String>, &Leaf<'_>)> = all.iter().map(|it| (it.names(), it)).collect();
    for heading in headings {
        let heading = heading.trim().to_owned();
        let bare = plain(&heading);
        let found = named.iter().find(|(names, _)| names.contains(&bare)).map(|it| it.1);
        let taken = found.filter(|leaf| column_of(&columns, &leaf.at).is_some());
        let (field, note) = match (found, taken) {
            (_, Some(_)) => (None, Some(page("form-paste-twice", &[]))),
            (Some(leaf), None) => (Some((leaf.at.clone(), leaf.field.label.clone())), None),
            (None, None) => {
                let near = nearest(&bare, named.iter().flat_map(|it| &it.0).map(String::as_str));
                let near =
                    near.first().and_then(|near| named.iter().find(|it| it.0.contains(near)));
                let note = near.map_or_else(
                    || page("form-paste-unknown", &[]),
                    |(_, leaf)| page("form-paste-near", &[("label", &leaf.field.label)]),
                );
                (None, Some(note))
            }
        };
        columns.push(Column { heading, field, note });
    }
    columns
}

fn row(
    form: &Form,
    kinds: &BTreeMap<&str, &Input>,
    columns: &[Column],
    mut cells: Vec<String>,
    missing: &[&str],
    choices: &Choices,
) -> Row {
    let mut faults = Vec::new();
    if cells.iter().skip(columns.len()).any(|it| !it.trim().is_empty()) {
        faults.push((None, page("form-paste-beyond", &[])));
    }
    cells.resize(columns.len(), String::new());
    let mut typed = Typed::default();
    for (column, cell) in columns.iter().zip(&cells) {
        let Some((at, _)) = &column.field else { continue };
        let is_list = matches!(kinds.get(at.as_str()), Some(Input::List(_)));
        // A cell holds several entries in lines, or with semicolons between them.
        typed.set(at, if is_list { cell.replace(';', "\n") } else { cell.trim().to_owned() });
    }
    let (value, found) = value_of(form, &mut typed, choices);
    for fault in found.iter().filter(|it| !missing.contains(&it.pointer.as_str())) {
        faults.push((column_of(columns, &fault.pointer), fault.sentence.clone()));
    }
    for (index, (column, cell)) in columns.iter().zip(&mut cells).enumerate() {
        let has_fault = faults.iter().any(|it| it.0 == Some(index));
        if let Some((at, _)) = column.field.as_ref().filter(|_| !has_fault)
            && let Some(value) = value.pointer(at)
        {
            *cell = shown(kinds.get(at.as_str()).copied(), value);
        }
    }
    Row { cells, value, faults }
}

/// A value as people read it.
fn shown(input: Option<&Input>, value: &Value) -> String {
    match (input, value) {
        (Some(Input::List(one)), Value::Array(all)) => {
            all.iter().map(|it| shown(Some(one), it)).collect::<Vec<_>>().join("\n")
        }
        (Some(Input::Choice(options)), _) => {
            let option = options.iter().find(|it| json!(it.value) == *value);
            option.map_or_else(|| scalar::text(value), |it| it.label.clone())
        }
        (_, Value::Bool(truth)) => page(if *truth { "form-yes" } else { "form-no" }, &[]),
        _ => scalar::text(value),
    }
}

/// What would be recorded, as a table, with what is wrong beside the cells.
pub(crate) fn preview(pasted: &Pasted) -> Markup {
    let faulty = pasted.rows.iter().filter(|it| !it.faults.is_empty()).count();
    let (n, bad) = (pasted.rows.len().to_string(), faulty.to_string());
    html! {
        @if !pasted.faults.is_empty() || faulty > 0 {
            div.form-summary #form-faults tabindex="-1" role="alert" aria-labelledby="form-faults-title" {
                h2 #form-faults-title { (page("form-fault", &[])) }
                ul {
                    @for fault in &pasted.faults { li { (fault) } }
                    @if faulty > 0 { li { (page("form-paste-faulty", &[("n", &bad)])) } }
                    @for (row, column, sentence) in pasted.faults_by_cell().take(LISTED_MAX) {
                        li { a href={ "#" (cell_id(row, column)) } { (pasted.place(row, column)) } ": " (sentence) }
                    }
                }
            }
        }
        @if !pasted.rows.is_empty() {
            // What is wider than the screen is moved by keyboard too.
            div.form-paste role="region" tabindex="0" aria-labelledby="form-paste-caption" {
                table {
                    caption #form-paste-caption { (page("form-paste-rows", &[("n", &n)])) }
                    thead {
                        tr {
                            th scope="col" { (page("form-paste-row", &[])) }
                            @for column in &pasted.columns { (heading(column)) }
                        }
                    }
                    tbody {
                        @for (index, row) in pasted.rows.iter().enumerate() {
                            tr { (row_head(index, row)) (row_cells(pasted, index, row)) }
                        }
                    }
                }
            }
        }
    }
}

/// The id of a cell in which something is wrong.
fn cell_id(row: usize, column: Option<usize>) -> String {
    column.map_or_else(|| format!("p-{row}"), |column| format!("p-{row}-{column}"))
}

fn heading(column: &Column) -> Markup {
    html! {
        th scope="col" {
            @match &column.field {
                Some((_, label)) => {
                    (label)
                    @if plain(label) != plain(&column.heading) { br; span.form-unit { (column.heading) } }
                },
                None => span.form-left-out { (column.heading) },
            }
            @if let Some(note) = &column.note { br; span.form-unit { (note) } }
        }
    }
}

fn row_head(index: usize, row: &Row) -> Markup {
    let own: Vec<&String> = row.faults.iter().filter(|it| it.0.is_none()).map(|it| &it.1).collect();
    html! {
        @let id = (!own.is_empty()).then(|| cell_id(index, None));
        th id=[id] .form-bad[!own.is_empty()] scope="row" {
            (index + 1)
            @for fault in own { p.form-fault { (fault) } }
        }
    }
}

fn row_cells(pasted: &Pasted, of: usize, row: &Row) -> Markup {
    html! {
        @for (index, (column, cell)) in pasted.columns.iter().zip(&row.cells).enumerate() {
            @let faults: Vec<&String> = row.faults.iter().filter(|it| it.0 == Some(index)).map(|it| &it.1).collect();
            @let id = (!faults.is_empty()).then(|| cell_id(of, Some(index)));
            td id=[id] .form-bad[!faults.is_empty()].form-left-out[column.field.is_none()] {
                (cell)
                @for fault in faults { p.form-fault { (fault) } }
            }
        }
    }
}

/// Asks for what was copied: a text named `text`, with the headings that it may have. Its button sends `!preview`.
pub(crate) fn ask(of: &Form, text: &str, action: &str) -> Markup {
    let fields = the_list(of).map_or(&of.fields[..], |it| it.1);
    let mut all = Vec::new();
    leaves(fields, "", true, &mut all);
    let (needed, other): (Vec<&Leaf<'_>>, Vec<&Leaf<'_>>) =
        all.iter().partition(|it| it.is_needed());
    let labels = |of: &[&Leaf<'_>]| {
        of.iter().map(|it| it.field.label.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (needed, other) = (labels(&needed), labels(&other));
    html! {
        form.form method="post" action={ (action) "#form-faults" } {
            div.form-field {
                label for="form-paste-text" { (page("form-paste-label", &[])) }
                p.form-hint #form-paste-hint {
                    (page("form-paste-hint", &[("needed", &needed), ("other", &other)]))
                }
                textarea #form-paste-text name="text" rows="8" autocomplete="off" spellcheck="false"
                    aria-describedby="form-paste-hint" { "\n" (text) }
            }
            p.form-buttons {
                button.form-submit type="submit" name="!preview" value="" { (page("form-paste-preview", &[])) }
            }
        }
    }
}
