//! A form out of a JSON Schema: which fields there are, in which order, and how each is asked for.

use std::sync::LazyLock;

use serde_json::{Map, Value};
use windrose_core::rules::fixed::Fixed;
use windrose_core::rules::record::Kind;
use windrose_core::rules::workflow::{DeclaredField, DeclaredKind, FieldType};

use super::{scalar, words};
use crate::rpc::methods::METHODS;

/// How many fields are shown at once where none has to be filled in.
const SHOWN_WHERE_NONE_IS_REQUIRED: usize = 3;

/// What there is to fill in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    /// What it is of: a kind of record, or a method.
    pub(crate) of: String,
    /// Its fields, in the order in which they are filled in.
    pub(crate) fields: Vec<Field>,
    /// What is sent along whatever is filled in, by its JSON pointer.
    pub(crate) fixed: Vec<(String, Value)>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    /// Its name in calls.
    pub(crate) name: String,
    /// JSON pointer from the start of the form, or of the row or group that it stands in.
    pub(crate) pointer: String,
    /// What words are looked up by: the kind or method, or the part of one that it stands in.
    pub(crate) owner: String,
    /// What people call it.
    pub(crate) label: String,
    /// What helps to fill it in.
    pub(crate) hint: String,
    /// What its number is of.
    pub(crate) unit: Option<String>,
    /// What somebody might fill in.
    pub(crate) example: Option<String>,
    /// What is meant where nothing is said, as text.
    pub(crate) default: Option<String>,
    /// Whether it has to be filled in.
    pub(crate) required: bool,
    /// Whether it stands where it is seen at once.
    pub(crate) shown: bool,
    /// Whether it is about a person: then no browser keeps what was typed.
    pub(crate) personal: bool,
    /// How it is asked for.
    pub(crate) input: Input,
}

/// How a field is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Input {
    /// A text.
    Text {
        /// Whether it is sentences rather than a name.
        long: bool,
        /// Whether it is the name of a unit.
        unit_name: bool,
    },
    /// A number.
    Number {
        /// The smallest that is taken.
        least: Option<Fixed>,
        /// The largest that is taken.
        most: Option<Fixed>,
        /// Whether it has no decimals.
        whole: bool,
        /// What the numbers of a short scale are called, from the smallest on.
        names: Vec<String>,
    },
    /// A day.
    Date,
    /// A link to somewhere else.
    Url,
    /// One of several.
    Choice(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// Somebody.
    Person,
    /// A record of the initiative, of one of these kinds.
    RecordLink {
        /// The kinds; any where there is none.
        kinds: Vec<String>,
    },
    /// Any number of these.
    List(Box<Input>),
    /// Any number of objects with these fields.
    Rows(Vec<Field>),
    /// An object with these fields.
    Group(Vec<Field>),
}

/// One of several values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    /// The value in calls.
    pub(crate) value: String,
    /// What people call it.
    pub(crate) label: String,
}

/// What `record_add` asks for, as a whole schema.
static RECORD_ADD: LazyLock<Value> = LazyLock::new(|| params_schema("record_add"));

/// The schema of a method's params with the definitions that it needs; null where there is no such method.
fn params_schema(method: &str) -> Value {
    let Some(row) = METHODS.iter().find(|row| row.name == method) else { return Value::Null };
    let mut generator = schemars::SchemaGenerator::default();
    let mut schema: Value = (row.params_schema)(&mut generator).into();
    schema["$defs"] = Value::Object(generator.take_definitions(true));
    schema
}

impl Form {
    /// The form of a schema. What no form can ask for, such as an object with any names, is left out.
    pub(crate) fn of(of: &str, schema: &Value, example: &Value) -> Self {
        let reader = Reader { definitions: &schema["$defs"] };
        let fields = reader.fields(of, schema, "", example);
        Self { of: of.to_owned(), fields, fixed: Vec::new() }
    }

    /// The form of a method's params.
    pub(crate) fn of_method(method: &str) -> Option<Self> {
        let row = METHODS.iter().find(|row| row.name == method)?;
        let example = serde_json::from_str(row.example).unwrap_or_default();
        Some(Self::of(method, &params_schema(method), &example))
    }

    /// The form of a record as `record_add` takes it: its data under `/data`, and what is said of every record.
    pub(crate) fn of_record(kind: Kind) -> Self {
        let row = kind.row();
        let example = serde_json::from_str(row.example).unwrap_or_default();
        let data = Self::of(row.name, &(row.schema)().into(), &example);
        data.into_record(row.name)
    }

    /// The same of a kind that a workflow declares.
    pub(crate) fn of_declared(name: &str, kind: &DeclaredKind) -> Self {
        let mut fields: Vec<Field> =
            kind.fields.iter().map(|field| declared_field(name, field)).collect();
        show(&mut fields);
        let fixed = vec![("/type".to_owned(), Value::from(name))];
        Self { of: name.to_owned(), fields, fixed }.into_record("custom")
    }

    fn into_record(mut self, kind: &str) -> Self {
        let data = |pointer: &str| format!("/data{pointer}");
        for field in &mut self.fields {
            field.pointer = data(&field.pointer);
        }
        self.fixed = self.fixed.into_iter().map(|(at, value)| (data(&at), value)).collect();
        self.fixed.push(("/kind".to_owned(), kind.into()));
        let reader = Reader { definitions: &RECORD_ADD["$defs"] };
        let input = &RECORD_ADD["$defs"]["RecordInput"];
        let mut own = reader.fields("record", input, "", &Value::Null);
        own.retain(|it| !matches!(it.name.as_str(), "kind" | "data" | "external_ref"));
        for field in &mut own {
            field.shown = false;
        }
        self.fields.extend(own);
        self
    }

    /// Leaves out fields that the page knows the value of, and sends these along instead.
    pub(crate) fn fix(mut self, pointer: &str, value: Value) -> Self {
        self.fields.retain(|it| it.pointer != pointer);
        self.fixed.push((pointer.to_owned(), value));
        self
    }

    /// Its field at a pointer, for a page that knows better what to say of it.
    pub(crate) fn field_mut(&mut self, pointer: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|it| it.pointer == pointer)
    }
}

/// Decides which fields are seen at once: what has to be filled in, and never only one more behind a fold.
fn show(fields: &mut [Field]) {
    let required = fields.iter().filter(|it| it.required).count();
    let most = if required == 0 { SHOWN_WHERE_NONE_IS_REQUIRED } else { 0 };
    let all = fields.len() <= required + 1;
    for (index, field) in fields.iter_mut().enumerate() {
        field.shown = field.required || all || index < most;
    }
}

fn declared_field(kind: &str, field: &DeclaredField) -> Field {
    let whole = field.of_type == FieldType::Count;
    let least = if whole { field.at_least.or(Some(Fixed::ZERO)) } else { field.at_least };
    let choice = |it: &String| Choice { value: it.clone(), label: it.clone() };
    let input = match field.of_type {
        FieldType::Number | FieldType::Count => {
            Input::Number { least, most: field.at_most, whole, names: Vec::new() }
        }
        FieldType::Text => Input::Text { long: false, unit_name: false },
        FieldType::Choice => Input::Choice(field.options.iter().map(choice).collect()),
        FieldType::Date => Input::Date,
        FieldType::Person => Input::Person,
        FieldType::Truth => Input::YesNo,
        FieldType::Record => Input::RecordLink { kinds: field.kind.iter().cloned().collect() },
    };
    Field {
        name: field.name.clone(),
        pointer: format!("/fields/{}", escaped(&field.name)),
        owner: kind.to_owned(),
        label: field.title.clone(),
        hint: field.hint.clone().unwrap_or_default(),
        unit: field.unit.clone(),
        example: None,
        default: None,
        required: field.required,
        shown: field.required,
        // What people write about people stands in such fields as well.
        personal: matches!(field.of_type, FieldType::Person | FieldType::Text),
        input,
    }
}

/// A name within a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Reads fields out of a schema.
struct Reader<'a> {
    definitions: &'a Value,
}

/// A schema without the ways around it: no reference, no "or null".
struct Plain {
    schema: Map<String, Value>,
    /// The definition it stands in.
    name: String,
}

impl Reader<'_> {
    fn fields(&self, of: &str, schema: &Value, at: &str, example: &Value) -> Vec<Field> {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut fields: Vec<(u64, usize, Field)> = Vec::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = required.iter().position(|it| it == name);
            let Some(field) = self.field(of, name, property, at, place.is_some(), &example[name])
            else {
                continue;
            };
            let order = property["x-order"].as_u64().unwrap_or(u64::MAX);
            fields.push((order, place.unwrap_or(usize::MAX), field));
        }
        fields.sort_by_key(|(order, place, _)| (*order, *place));
        let mut fields: Vec<Field> = fields.into_iter().map(|it| it.2).collect();
        show(&mut fields);
        fields
    }

    fn field(
        &self,
        of: &str,
        name: &str,
        property: &Value,
        at: &str,
        required: bool,
        example: &Value,
    ) -> Option<Field> {
        let plain = self.plain(property);
        let input = self.input(of, name, &plain, example)?;
        let described = plain.schema.get("description").and_then(Value::as_str).unwrap_or_default();
        let words = words::field(of, name, described);
        let unit = plain.schema.get("x-unit").and_then(Value::as_str).map(words::unit);
        let marked = plain.schema.get("x-personal") == Some(&Value::Bool(true));
        Some(Field {
            name: name.to_owned(),
            pointer: format!("{at}/{}", escaped(name)),
            owner: of.to_owned(),
            label: words.label,
            hint: words.hint,
            unit,
            example: words::example(of, name, example),
            default: plain.schema.get("default").map(scalar::text).filter(|it| !it.is_empty()),
            required,
            shown: required,
            personal: marked || matches!(input, Input::Person),
            input,
        })
    }

    fn plain(&self, schema: &Value) -> Plain {
        let mut own = schema.as_object().cloned().unwrap_or_default();
        let mut name = String::new();
        // A reference may stand within an "or null"; no schema of ours goes deeper.
        for _ in 0..3 {
            let inner = if let Some(Value::String(reference)) = own.remove("$ref") {
                name = reference.rsplit('/').next().unwrap_or_default().to_owned();
                self.definitions[&name].clone()
            } else if own.get("anyOf").is_some_and(or_null) {
                let of = own.remove("anyOf").unwrap_or_default();
                let is_null = |it: &&Value| it["type"] == "null";
                of.as_array()
                    .into_iter()
                    .flatten()
                    .find(|it| !is_null(it))
                    .cloned()
                    .unwrap_or_default()
            } else {
                break;
            };
            // What stands at the field says more than what stands at its type.
            for (key, value) in inner.as_object().into_iter().flatten() {
                own.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        Plain { schema: own, name }
    }

    fn input(&self, of: &str, name: &str, plain: &Plain, example: &Value) -> Option<Input> {
        let schema = &plain.schema;
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let yes = |key: &str| schema.get(key) == Some(&Value::Bool(true));
        if plain.name == "RecordId" {
            let kinds = schema.get("x-links").and_then(Value::as_array).into_iter().flatten();
            let kinds = kinds.filter_map(Value::as_str).map(str::to_owned).collect();
            return Some(Input::RecordLink { kinds });
        }
        if plain.name == "PersonId" {
            return Some(Input::Person);
        }
        if let Some(choices) = choices(of, name, schema) {
            return Some(Input::Choice(choices));
        }
        match type_of(schema)? {
            "string" => Some(match text("format") {
                Some("date") => Input::Date,
                Some("uri") => Input::Url,
                _ => Input::Text { long: yes("x-long"), unit_name: yes("x-unit-name") },
            }),
            kind @ ("integer" | "number") => {
                let end = |key: &str| schema.get(key)?.as_f64().and_then(Fixed::from_f64);
                // Where nobody wrote a range, that of the type stands there; nobody has to be told.
                let said = |end: Option<Fixed>| end.filter(|it| it.as_micros().abs() < TYPE_RANGE);
                let (least, most) = (said(end("minimum")), said(end("maximum")));
                let names = names(text("x-unit").unwrap_or_default(), least, most);
                Some(Input::Number { least, most, whole: kind == "integer", names })
            }
            "boolean" => Some(Input::YesNo),
            "array" => self.list(of, name, schema, example),
            "object" => {
                let whole = Value::Object(schema.clone());
                let part = if plain.name.is_empty() { of } else { &plain.name };
                let mut fields = self.fields(part, &whole, "", example);
                // A row or a group in which nothing was chosen is to stay none.
                for field in &mut fields {
                    field.default = None;
                }
                (!fields.is_empty()).then_some(Input::Group(fields))
            }
            _ => None,
        }
    }

    fn list(
        &self,
        of: &str,
        name: &str,
        schema: &Map<String, Value>,
        example: &Value,
    ) -> Option<Input> {
        let mut items = self.plain(schema.get("items")?);
        // Marks stand at the field, and are about what is in the list.
        for mark in ["x-links", "x-unit-name", "x-long"] {
            if let Some(value) = schema.get(mark) {
                items.schema.insert(mark.to_owned(), value.clone());
            }
        }
        Some(match self.input(of, name, &items, &example[0])? {
            Input::Group(fields) => Input::Rows(fields),
            one => Input::List(Box::new(one)),
        })
    }
}

/// The range of the type `Fixed`, in millionths.
const TYPE_RANGE: i64 =
    windrose_core::rules::fixed::FIXED_MAX * windrose_core::rules::fixed::MICROS;

/// Are these one schema, or null?
fn or_null(of: &Value) -> bool {
    of.as_array().is_some_and(|of| of.len() == 2 && of.iter().any(|it| it["type"] == "null"))
}

fn type_of(schema: &Map<String, Value>) -> Option<&str> {
    match schema.get("type")? {
        Value::String(name) => Some(name),
        Value::Array(names) => {
            let mut names = names.iter().filter_map(Value::as_str).filter(|it| *it != "null");
            let only = names.next()?;
            names.next().is_none().then_some(only)
        }
        _ => None,
    }
}

/// What the numbers of a scale are called, where each stands for something.
fn names(unit: &str, least: Option<Fixed>, most: Option<Fixed>) -> Vec<String> {
    let (Some(least), Some(most)) = (least, most) else { return Vec::new() };
    let one = windrose_core::rules::fixed::MICROS;
    let numbers = least.as_micros() / one..=most.as_micros() / one;
    numbers.map_while(|it| words::scale(unit, it)).collect()
}

fn choices(of: &str, name: &str, schema: &Map<String, Value>) -> Option<Vec<Choice>> {
    let choice =
        |value: &str| Choice { value: value.to_owned(), label: words::choice(of, name, value) };
    if let Some(Value::Array(values)) = schema.get("enum") {
        return Some(values.iter().filter_map(Value::as_str).map(choice).collect());
    }
    let Some(Value::Array(options)) = schema.get("oneOf") else { return None };
    let mut all = Vec::new();
    for option in options {
        if let Some(value) = option["const"].as_str() {
            all.push(choice(value));
        } else {
            // Variants that nobody described stand together.
            all.extend(option["enum"].as_array()?.iter().filter_map(Value::as_str).map(choice));
        }
    }
    Some(all)
}
