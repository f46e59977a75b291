//! The numbers of a record, taken from it as it would be written, without writing it: they are asked for whenever a
//! record is added, and the texts beside them are long.

use std::fmt;

use serde::Serialize;
use serde::ser::{Error, Impossible, SerializeStruct, Serializer};

use super::super::fixed::Fixed;

/// The values of these fields of a body, in their order. None when it is not written as a plain struct.
pub(super) fn of<T: Serialize>(body: &T, names: &[String]) -> Option<Box<[Option<Fixed>]>> {
    body.serialize(Fields { names, found: vec![None; names.len()].into() }).ok()
}

/// It is not of the shape that was looked for. Nobody is told: the answer is only that there is no number.
#[derive(Debug)]
struct Other;

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("another shape")
    }
}

impl std::error::Error for Other {}

impl Error for Other {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A struct whose fields are looked through.
struct Fields<'a> {
    names: &'a [String],
    found: Box<[Option<Fixed>]>,
}

impl SerializeStruct for Fields<'_> {
    type Ok = Box<[Option<Fixed>]>;
    type Error = Other;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Other> {
        if let Some(at) = self.names.iter().position(|it| it == name) {
            self.found[at] = value.serialize(Number).ok().and_then(Fixed::from_f64);
        }
        Ok(())
    }

    fn end(self) -> Result<Self::Ok, Other> {
        Ok(self.found)
    }
}

/// A number, whatever it is wrapped in.
struct Number;

// A macro, because serde asks for a method for each of thirty shapes, and nearly all of them are another one here.
macro_rules! other_shapes {
    ($ok:ty) => {
        type Ok = $ok;
        type Error = Other;
        type SerializeSeq = Impossible<$ok, Other>;
        type SerializeTuple = Impossible<$ok, Other>;
        type SerializeTupleStruct = Impossible<$ok, Other>;
        type SerializeTupleVariant = Impossible<$ok, Other>;
        type SerializeMap = Impossible<$ok, Other>;
        type SerializeStructVariant = Impossible<$ok, Other>;

        other_shapes! {
            serialize_bool(bool); serialize_char(char); serialize_str(&str); serialize_bytes(&[u8]);
            serialize_none(); serialize_unit(); serialize_unit_struct(&'static str);
            serialize_unit_variant(&'static str, u32, &'static str);
        }
        other_shapes! {
            serialize_seq(Option<usize>) -> SerializeSeq; serialize_tuple(usize) -> SerializeTuple;
            serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct;
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
            serialize_map(Option<usize>) -> SerializeMap;
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, Other> {
            Err(Other)
        }
    };
    ($( $name:ident($($type:ty),*); )*) => {
        $( fn $name(self $(, _: $type)*) -> Result<Self::Ok, Other> { Err(Other) } )*
    };
    ($( $name:ident($($type:ty),*) -> $shape:ident; )*) => {
        $( fn $name(self $(, _: $type)*) -> Result<Self::$shape, Other> { Err(Other) } )*
    };
}

macro_rules! numbers {
    ($( $name:ident($type:ty) $of:expr; )*) => {
        $( fn $name(self, number: $type) -> Result<Self::Ok, Other> { $of(number) } )*
    };
}

impl<'a> Serializer for Fields<'a> {
    other_shapes!(Box<[Option<Fixed>]>);
    type SerializeStruct = Self;

    numbers! {
        serialize_i8(i8) |_| Err(Other); serialize_i16(i16) |_| Err(Other);
        serialize_i32(i32) |_| Err(Other); serialize_i64(i64) |_| Err(Other);
        serialize_u8(u8) |_| Err(Other); serialize_u16(u16) |_| Err(Other);
        serialize_u32(u32) |_| Err(Other); serialize_u64(u64) |_| Err(Other);
        serialize_f32(f32) |_| Err(Other); serialize_f64(f64) |_| Err(Other);
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Self::Ok, Other> {
        Err(Other)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, Other> {
        Err(Other)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Other> {
        Ok(self)
    }
}

impl Serializer for Number {
    other_shapes!(f64);
    type SerializeStruct = Impossible<f64, Other>;

    numbers! {
        serialize_i8(i8) |it| Ok(f64::from(it)); serialize_i16(i16) |it| Ok(f64::from(it));
        serialize_i32(i32) |it| Ok(f64::from(it)); serialize_i64(i64) |it| Ok(it as f64);
        serialize_u8(u8) |it| Ok(f64::from(it)); serialize_u16(u16) |it| Ok(f64::from(it));
        serialize_u32(u32) |it| Ok(f64::from(it)); serialize_u64(u64) |it| Ok(it as f64);
        serialize_f32(f32) |it| Ok(f64::from(it)); serialize_f64(f64) Ok;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<f64, Other> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<f64, Other> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Other> {
        Err(Other)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{Kind, RECORDS, Record};
    use super::*;

    /// The same by writing the record and reading the numbers from that.
    fn written(record: &Record) -> Vec<Option<Fixed>> {
        let data = record.data();
        let number =
            |name: &String| data.get(name).and_then(Value::as_f64).and_then(Fixed::from_f64);
        record.kind().numeric_fields().iter().map(number).collect()
    }

    #[test]
    fn every_kind_has_the_numbers_that_it_is_written_with() {
        let mut numbers = 0;
        for row in RECORDS {
            let data = serde_json::from_str(row.example).unwrap();
            let record = Record::parse(row.kind, &data).unwrap();
            assert_eq!(record.numbers().to_vec(), written(&record), "{}", row.name);
            numbers += record.numbers().iter().flatten().count();
        }
        assert!(numbers > 40, "{numbers}");
    }

    #[test]
    fn fractions_and_absent_numbers_are_as_they_are_written() {
        let data = json!({"name": "Leads who coach", "unit": "percent", "direction": "higher_better",
            "tracks": "adoption", "baseline": -20.25, "owner": "lead"});
        let record = Record::parse(Kind::Indicator, &data).unwrap();
        assert_eq!(record.numbers().to_vec(), written(&record));
        assert!(record.numbers().contains(&Fixed::from_f64(-20.25)));
        assert!(record.numbers().contains(&None));
    }

    #[test]
    fn what_is_no_struct_is_not_looked_into() {
        assert_eq!(of(&json!({"a": 1}), &["a".to_owned()]), None);
        assert_eq!(of(&7, &["a".to_owned()]), None);
    }
}
