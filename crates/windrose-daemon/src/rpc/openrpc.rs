//! The OpenRPC 1.3.2 document, computed from the table of methods.
//!
//! It is what clients are generated from, so [`faults`] looks for everything that would make it wrong: a method added to
//! the table is checked by the same test as the ones before it.

use std::collections::BTreeSet;

use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::RecursiveTransform;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::error::CODES;
use super::row::Row;

/// The formats that JSON Schema itself defines. Others, such as `uint32`, make the OpenRPC tools stop with an error.
const FORMATS: [&str; 13] = [
    "date",
    "date-time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
];

/// Whether a method of this name would be one of JSON-RPC's own.
pub(crate) fn is_reserved(name: &str) -> bool {
    name.starts_with("rpc.")
}

/// The document for `methods`. It names no server: the daemon does not know under which address it is reached.
pub fn document<C>(methods: &[Row<C>]) -> Value {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let keep_known: fn(&mut Schema) = keep_known_format;
    let mut generator = settings.with_transform(RecursiveTransform(keep_known)).into_generator();
    let entries: Vec<Value> = methods.iter().map(|row| entry(row, &mut generator)).collect();
    let errors: Map<String, Value> = CODES
        .iter()
        .map(|row| {
            let data = json!({ "kind": row.name, "retryable": row.retryable });
            let error = json!({ "code": row.code, "message": row.message, "data": data });
            (row.name.to_owned(), error)
        })
        .collect();
    json!({
        "openrpc": "1.3.2",
        "info": {
            "title": "windrose",
            "version": env!("CARGO_PKG_VERSION"),
            "description": env!("CARGO_PKG_DESCRIPTION"),
        },
        "methods": entries,
        "components": { "schemas": generator.take_definitions(true), "errors": errors },
    })
}

/// Everything that is wrong with the table, in sentences; empty when a client can be built from it.
pub fn faults<C>(methods: &[Row<C>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    for row in methods {
        let mut fault = |text: String| faults.push(format!("{}: {text}", row.name));
        if !names.insert(row.name) {
            fault("the name is used twice".into());
        }
        let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if row.name.is_empty() || !row.name.bytes().all(letters) {
            fault("a name is made of small letters, digits and underscores".into());
        }
        if row.summary.is_empty() {
            fault("it has no summary".into());
        }
        match serde_json::from_str::<&RawValue>(row.example) {
            Err(error) => fault(format!("the example is not JSON: {error}")),
            Ok(raw) if !raw.get().starts_with('{') => {
                fault("the example is not by name".into());
            }
            Ok(raw) => {
                if let Err(error) = (row.check)(Some(raw)) {
                    fault(format!("the example does not parse: {error}"));
                }
            }
        }
        let schema = (row.params_schema)(&mut SchemaSettings::draft07().into_generator());
        let named = schema.get("properties").is_some_and(Value::is_object)
            || schema.get("additionalProperties") == Some(&Value::Bool(false));
        if !named || ["oneOf", "anyOf", "allOf"].iter().any(|key| schema.get(*key).is_some()) {
            fault("the params are not a plain struct".into());
        }
    }
    let document = document(methods);
    unresolved(&document, &document, &mut faults);
    faults
}

/// One method of the document.
fn entry<C>(row: &Row<C>, generator: &mut SchemaGenerator) -> Value {
    let mut params = (row.params_schema)(generator);
    let mut result = (row.result_schema)(generator);
    for transform in generator.transforms_mut() {
        transform.transform(&mut params);
        transform.transform(&mut result);
    }
    let errors: Vec<Value> = CODES
        .iter()
        .map(|row| json!({ "$ref": format!("#/components/errors/{}", row.name) }))
        .collect();
    json!({
        "name": row.name,
        "summary": row.summary,
        "paramStructure": "by-name",
        "params": descriptors(&params),
        "result": { "name": "result", "schema": result },
        "errors": errors,
        "examples": [example(row)],
        "x-kind": row.kind,
    })
}

/// One content descriptor for each field, the required ones first, as the specification asks.
fn descriptors(params: &Schema) -> Vec<Value> {
    let required: Vec<&str> = match params.get("required") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let none = Map::new();
    let fields = params.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let descriptor = |(name, schema): (&String, &Value)| {
        let required = required.contains(&name.as_str());
        let mut descriptor = json!({ "name": name, "required": required, "schema": schema });
        if let Some(text) = schema.get("description") {
            descriptor["description"] = text.clone();
        }
        descriptor
    };
    let mut descriptors: Vec<Value> = fields.iter().map(descriptor).collect();
    descriptors.sort_by_key(|descriptor| descriptor["required"] != Value::Bool(true));
    descriptors
}

/// The example as OpenRPC wants it: a list of named values.
fn example<C>(row: &Row<C>) -> Value {
    let params: Map<String, Value> = serde_json::from_str(row.example).unwrap_or_default();
    let params: Vec<Value> =
        params.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    json!({ "name": row.name, "params": params })
}

fn keep_known_format(schema: &mut Schema) {
    let unknown = |format: &Value| !format.as_str().is_some_and(|name| FORMATS.contains(&name));
    if schema.get("format").is_some_and(unknown) {
        schema.remove("format");
    }
}

/// Looks for references that lead nowhere.
fn unresolved(part: &Value, document: &Value, faults: &mut Vec<String>) {
    match part {
        Value::Array(list) => list.iter().for_each(|part| unresolved(part, document, faults)),
        Value::Object(members) => {
            for (name, part) in members {
                match part.as_str() {
                    Some(to) if name == "$ref" => {
                        let pointer = to.strip_prefix('#');
                        if pointer.and_then(|pointer| document.pointer(pointer)).is_none() {
                            faults.push(format!("the reference {to} leads nowhere"));
                        }
                    }
                    _ => unresolved(part, document, faults),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::rpc::{Method, MethodKind, NoParams, RpcError};

    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Add {
        /// Which one.
        initiative: String,
        win: Win,
        #[serde(default)]
        dry_run: bool,
    }

    /// A win.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Win {
        headcount: u32,
        share: f64,
        #[schemars(extend("format" = "date"))]
        observed_on: String,
    }

    struct WinAdd;
    impl Method<()> for WinAdd {
        const NAME: &'static str = "win_add";
        const SUMMARY: &'static str = "adds a win";
        const KIND: MethodKind = MethodKind::Write;
        const EXAMPLE: &'static str = r#"{
            "initiative": "learning",
            "win": { "headcount": 3, "share": 0.5, "observed_on": "2026-03-01" }
        }"#;
        type Params = Add;
        type Answer = Vec<Win>;
        async fn call((): (), _: Add) -> Result<Vec<Win>, RpcError> {
            Ok(Vec::new())
        }
    }

    struct Wrong;
    impl Method<()> for Wrong {
        const NAME: &'static str = "rpc.Wrong";
        const SUMMARY: &'static str = "";
        const KIND: MethodKind = MethodKind::Read;
        const EXAMPLE: &'static str = r#"{ "surplus": 1 }"#;
        type Params = NoParams;
        type Answer = ();
        async fn call((): (), _: NoParams) -> Result<(), RpcError> {
            Ok(())
        }
    }

    #[test]
    fn tells_a_client_what_it_needs() {
        let rows = [Row::<()>::of::<WinAdd>()];
        assert_eq!(faults(&rows), Vec::<String>::new());
        let document = document(&rows);
        let method = &document["methods"][0];
        let names: Vec<&Value> =
            method["params"].as_array().unwrap().iter().map(|param| &param["name"]).collect();
        assert_eq!(names, ["initiative", "win", "dry_run"], "required ones first");
        assert_eq!(method["params"][0]["description"], "Which one.");
        assert_eq!(method["params"][2]["required"], false);
        assert_eq!(method["x-kind"], "write");
        assert_eq!(method["result"]["schema"]["items"]["$ref"], "#/components/schemas/Win");
        let win = &document["components"]["schemas"]["Win"]["properties"];
        assert_eq!(win["headcount"].get("format"), None, "uint32 is no format of JSON Schema");
        assert_eq!(win["share"].get("format"), None);
        assert_eq!(win["observed_on"]["format"], "date");
        assert_eq!(document["components"]["errors"]["gate_blocked"]["code"], -32004);
    }

    #[test]
    fn finds_what_is_wrong_with_a_table() {
        let faults = faults(&[Row::<()>::of::<Wrong>(), Row::of::<Wrong>()]);
        for fault in ["used twice", "small letters", "no summary", "does not parse"] {
            assert!(faults.iter().any(|text| text.contains(fault)), "{fault}: {faults:?}");
        }
    }

    #[test]
    fn finds_references_that_lead_nowhere() {
        let document = json!({ "a": [{ "$ref": "#/b" }, { "$ref": "#/c~1d" }], "c/d": {} });
        let mut faults = Vec::new();
        unresolved(&document, &document, &mut faults);
        assert_eq!(faults, ["the reference #/b leads nowhere"]);
    }
}
