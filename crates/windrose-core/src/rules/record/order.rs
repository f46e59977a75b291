//! The order in which a kind declares its fields, for whoever shows them: forms, pages, tables. Objects in a schema are
//! sorted by name, so each field says in `x-order` which one it is, counted from 1.
//!
//! The order is not written down a second time. What serde derives for a struct hands the names of its fields, in
//! their order, to whoever deserializes it: here to one that notes them and has nothing to read.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// The fields of structs, by the name of the struct.
type Fields = BTreeMap<&'static str, &'static [&'static str]>;

/// The schema of a kind, with its fields numbered.
pub(super) fn schema<T: JsonSchema + DeserializeOwned>() -> Schema {
    let mut schema = schemars::schema_for!(T);
    let (own, nested) = declared::<T>();
    if let Some(schema) = schema.as_object_mut() {
        number(schema, own);
    }
    if let Some(Value::Object(definitions)) = schema.get_mut("$defs") {
        number_each(definitions, &nested);
    }
    schema
}

/// The same within a larger schema.
pub(super) fn subschema<T: JsonSchema + DeserializeOwned>(
    generator: &mut SchemaGenerator,
) -> Schema {
    let schema = generator.subschema_for::<T>();
    let (own, nested) = declared::<T>();
    let reference = schema.get("$ref").and_then(Value::as_str).unwrap_or_default();
    // Its name in there is its own only as long as nothing else is called so.
    let name = reference.rsplit('/').next().unwrap_or_default();
    if let Some(Value::Object(definition)) = generator.definitions_mut().get_mut(name) {
        number(definition, own);
    }
    number_each(generator.definitions_mut(), &nested);
    schema
}

fn number_each(definitions: &mut Map<String, Value>, of: &Fields) {
    for (name, fields) in of {
        if let Some(Value::Object(definition)) = definitions.get_mut(*name) {
            number(definition, fields);
        }
    }
}

fn number(schema: &mut Map<String, Value>, fields: &[&str]) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (order, field) in (1_u32..).zip(fields) {
        if let Some(Value::Object(property)) = properties.get_mut(*field) {
            property.insert("x-order".to_owned(), order.into());
        }
    }
}

/// The fields that a struct declares, and those of the structs within it.
fn declared<T: DeserializeOwned>() -> (&'static [&'static str], Fields) {
    let (mut own, mut nested): (&[&str], _) = (&[], Fields::new());
    let mut follow = 0;
    loop {
        let notes = Notes { own: &mut own, nested: &mut nested };
        // Nothing is ever read, so this always ends in an error.
        let _ = T::deserialize(Noting { notes, follow: Some(follow) });
        follow += 1;
        if follow >= own.len() {
            return (own, nested);
        }
    }
}

struct Notes<'a> {
    own: &'a mut &'static [&'static str],
    nested: &'a mut Fields,
}

/// Notes the fields of the struct it is asked for, and of the struct in one of its fields.
struct Noting<'a> {
    notes: Notes<'a>,
    /// The field whose type is looked at too; `None` within it.
    follow: Option<usize>,
}

fn nothing_to_read() -> Error {
    Error::custom("there is nothing to read")
}

impl<'de> Deserializer<'de> for Noting<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.follow {
            Some(follow) => {
                *self.notes.own = fields;
                let field = fields.get(follow).copied();
                visitor.visit_map(OneField { field, notes: self.notes })
            }
            None => {
                self.notes.nested.insert(name, fields);
                Err(nothing_to_read())
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(OneItem(self))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(nothing_to_read())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map enum identifier ignored_any
    }
}

struct OneField<'a> {
    field: Option<&'static str>,
    notes: Notes<'a>,
}

impl<'de> MapAccess<'de> for OneField<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let field = self.field.ok_or_else(nothing_to_read)?;
        let name: StrDeserializer<'_, Error> = field.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let notes = Notes { own: self.notes.own, nested: self.notes.nested };
        seed.deserialize(Noting { notes, follow: None })
    }
}

struct OneItem<'a>(Noting<'a>);

impl<'de> SeqAccess<'de> for OneItem<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let notes = Notes { own: self.0.notes.own, nested: self.0.notes.nested };
        seed.deserialize(Noting { notes, follow: self.0.follow }).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RECORDS, Scope, Win};
    use super::*;

    #[test]
    fn the_order_is_that_of_the_struct() {
        let (own, nested) = declared::<Win>();
        assert_eq!(own[..4], ["claim", "indicator", "before", "after"]);
        assert_eq!(nested, Fields::new());
        let (own, nested) = declared::<Scope>();
        assert_eq!(own, ["units"]);
        assert_eq!(nested["ScopeUnit"], ["name", "people", "managers"]);
        let schema = schema::<Scope>();
        assert_eq!(schema.pointer("/properties/units/x-order").unwrap(), 1);
        assert_eq!(schema.pointer("/$defs/ScopeUnit/properties/managers/x-order").unwrap(), 3);
    }

    #[test]
    fn every_field_of_every_kind_has_its_place_in_every_schema() {
        let check = |of: &str, schema: &Value| {
            let Some(Value::Object(properties)) = schema.get("properties") else { return };
            let mut places: Vec<u64> = properties
                .iter()
                .map(|(field, it)| it["x-order"].as_u64().unwrap_or_else(|| panic!("{of}.{field}")))
                .collect();
            places.sort_unstable();
            let all: Vec<u64> = (1..=properties.len() as u64).collect();
            assert_eq!(places, all, "{of}: each place once");
        };
        for row in RECORDS {
            let schema: Value = (row.schema)().into();
            check(row.name, &schema);
            for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
                check(&format!("{}: {name}", row.name), definition);
            }
            let mut generator = SchemaGenerator::default();
            (row.subschema)(&mut generator);
            for (name, definition) in generator.definitions() {
                check(&format!("{} within another: {name}", row.name), definition);
            }
        }
    }
}
