//! What a browser sent, as the value that the form is of. Whatever cannot be read stays as it was typed, with a fault
//! beside it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::model::{Field, Form, Input};
use super::typed::{ROWS_MAX, Typed};
use super::words::page;
use super::{Choices, Fault, scalar};

/// The most inputs that a form may send: as many rows as there may be, with up to ten inputs each.
pub(crate) const INPUTS_MAX: usize = 10 * ROWS_MAX;

/// The most bytes that a form may send.
pub(crate) const BYTES_MAX: usize = 256 * 1024;

/// The name of the button that adds a row or more lines; its value is their list.
pub(super) const ADD: &str = "!add";

/// The name of the button that takes a row out; its value is the row.
pub(super) const REMOVE: &str = "!remove";

/// What was asked for by the button that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// What the form is for.
    Submit,
    /// The same form with a row more or less: it is shown again, and nothing is saved.
    Again,
}

/// A form as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    /// The value; without what could not be read.
    pub(crate) value: Value,
    /// What was typed, to be shown again.
    pub(crate) typed: Typed,
    /// What could not be read.
    pub(crate) faults: Vec<Fault>,
    /// What the button asks for.
    pub(crate) action: Action,
    /// What else was sent: whatever a page put into its form besides.
    pub(crate) others: BTreeMap<String, String>,
}

/// More than a form may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Too many bytes.
    Bytes,
    /// Too many inputs.
    Inputs,
    /// Too many rows.
    Rows,
}

/// Reads what a browser sent for a form.
///
/// # Errors
/// When it is more than a form may send.
pub(crate) fn read(form: &Form, body: &[u8], choices: &Choices) -> Result<Sent, TooMuch> {
    if body.len() > BYTES_MAX {
        return Err(TooMuch::Bytes);
    }
    let (mut typed, mut others) = (Typed::default(), BTreeMap::new());
    let mut action = Action::Submit;
    let (mut add, mut remove) = (None, None);
    for (index, (name, text)) in form_urlencoded::parse(body).enumerate() {
        if index >= INPUTS_MAX {
            return Err(TooMuch::Inputs);
        }
        // Browsers end lines of a text with CR LF, whatever was there before.
        let text = text.replace("\r\n", "\n");
        if name.starts_with('/') {
            if row_of(&name).is_some_and(|row| row >= ROWS_MAX) {
                return Err(TooMuch::Rows);
            }
            typed.add(&name, text);
        } else if name == ADD {
            add = Some(text);
        } else if name == REMOVE {
            remove = Some(text);
        } else {
            others.insert(name.into_owned(), text);
        }
    }
    if let Some(list) = add {
        action = Action::Again;
        add_to(&form.fields, "", &list, &mut typed);
    }
    if let Some((list, row)) = remove.as_deref().and_then(|it| it.rsplit_once('/')) {
        action = Action::Again;
        if let Ok(row) = row.parse() {
            typed.remove_row(list, row);
        }
    }
    let mut faults = Vec::new();
    let mut value = Value::Null;
    if action == Action::Submit {
        (value, faults) = value_of(form, &mut typed, choices);
    }
    Ok(Sent { value, typed, faults, action, others })
}

/// The value that stands in the inputs of a form, and what could not be read.
pub(crate) fn value_of(form: &Form, typed: &mut Typed, choices: &Choices) -> (Value, Vec<Fault>) {
    let mut reading = Reading { typed, choices, faults: Vec::new() };
    let mut value = reading.object(&form.fields, "");
    let faults = reading.faults;
    for (at, fixed) in &form.fixed {
        put(&mut value, at, fixed.clone());
    }
    (Value::Object(value), faults)
}

/// The largest index in a name, if it has one.
fn row_of(name: &str) -> Option<usize> {
    let digits = |it: &&str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    // An index too large to be read is too large.
    name.split('/').filter(digits).map(|it| it.parse().unwrap_or(usize::MAX)).max()
}

fn add_to(fields: &[Field], base: &str, list: &str, typed: &mut Typed) {
    for field in fields {
        let at = format!("{base}{}", field.pointer);
        match &field.input {
            Input::Rows(_) if at == list => typed.add_row(&at),
            Input::List(_) if at == list => {
                let lines = typed.all(&at).len().max(super::html::LINES);
                for _ in typed.all(&at).len()..(lines + super::html::LINES).min(ROWS_MAX) {
                    typed.add(&at, String::new());
                }
            }
            Input::Rows(fields) => {
                for row in 0..typed.rows(&at) {
                    add_to(fields, &format!("{at}/{row}"), list, typed);
                }
            }
            Input::Group(fields) => add_to(fields, &at, list, typed),
            _ => {}
        }
    }
}

/// Puts a value at a pointer; objects on the way there are made.
pub(super) fn put(object: &mut Map<String, Value>, pointer: &str, value: Value) {
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    let (head, rest) = path.split_once('/').map_or((path, None), |it| (it.0, Some(it.1)));
    let name = head.replace("~1", "/").replace("~0", "~");
    let Some(rest) = rest else {
        object.insert(name, value);
        return;
    };
    let inner = object.entry(name).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

struct Reading<'a> {
    typed: &'a mut Typed,
    choices: &'a Choices,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn object(&mut self, fields: &[Field], base: &str) -> Map<String, Value> {
        let mut object = Map::new();
        for field in fields {
            let at = format!("{base}{}", field.pointer);
            if let Some(value) = self.value(field, &at) {
                put(&mut object, &field.pointer, value);
            }
        }
        object
    }

    fn value(&mut self, field: &Field, at: &str) -> Option<Value> {
        match &field.input {
            Input::Group(fields) => {
                // What is left out as a whole lacks none of its parts.
                let is_there = field.required || self.typed.has(at);
                is_there.then(|| Value::Object(self.object(fields, at)))
            }
            Input::Rows(fields) => {
                self.typed.drop_blank_rows(at);
                let rows = 0..self.typed.rows(at);
                let rows: Vec<Value> = rows
                    .map(|row| Value::Object(self.object(fields, &format!("{at}/{row}"))))
                    .collect();
                // Whether a list may be empty is for the rules to say.
                (field.required || !rows.is_empty()).then_some(Value::Array(rows))
            }
            Input::List(one) => {
                let entries: Vec<String> =
                    self.typed.entries(at).into_iter().map(str::to_owned).collect();
                let mut list = Vec::new();
                for (index, entry) in entries.iter().enumerate() {
                    match scalar::read(one, entry, self.choices) {
                        Ok(value) => list.push(value),
                        Err(sentence) => self.fault(&format!("{at}/{index}"), sentence),
                    }
                }
                (field.required || !list.is_empty()).then_some(Value::Array(list))
            }
            one => {
                let given = self.typed.one(at).trim().to_owned();
                if given.is_empty() {
                    if field.required {
                        self.fault(at, page("form-fault-missing", &[]));
                    }
                    return None;
                }
                match scalar::read(one, &given, self.choices) {
                    Ok(value) => Some(value),
                    Err(sentence) => {
                        self.fault(at, sentence);
                        None
                    }
                }
            }
        }
    }

    fn fault(&mut self, at: &str, sentence: String) {
        self.faults.push(Fault { pointer: at.to_owned(), sentence });
    }
}
