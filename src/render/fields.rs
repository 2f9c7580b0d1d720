//! A view as the variables of templates: each of its fields, straight into the context, with what is
//! known already in place of a field of that name.

use std::fmt::Display;

use serde::ser::{self, Impossible, Serialize, SerializeStruct, Serializer};
use tera::{Context, Value};

/// The variables of templates that a view gives. A field of the name of `known` becomes its value,
/// and is not read.
///
/// # Errors
///
/// The view is no struct, or holds what templates cannot.
pub fn context(
    view: &impl Serialize,
    known: Option<(&'static str, Value)>,
) -> tera::TeraResult<Context> {
    let fields = Fields {
        context: Context::new(),
        known,
    };
    view.serialize(fields)
        .map_err(|Failed(message)| tera::Error::message(message))
}

struct Fields {
    context: Context,
    known: Option<(&'static str, Value)>,
}

/// Why a view gives no variables.
#[derive(Debug)]
struct Failed(String);

impl Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: Display>(message: T) -> Self {
        Failed(message.to_string())
    }
}

fn no_struct<T>() -> Result<T, Failed> {
    Err(ser::Error::custom("a view is a struct"))
}

impl SerializeStruct for Fields {
    type Ok = Context;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        let value = match self.known.take_if(|(name, _)| *name == key) {
            Some((_, known)) => known,
            None => Value::try_from_serializable(value).map_err(ser::Error::custom)?,
        };
        self.context.insert_value(key, value);
        Ok(())
    }

    fn end(self) -> Result<Context, Failed> {
        Ok(self.context)
    }
}

/// Functions of a serializer that takes structs alone.
macro_rules! no_struct {
    ($($name:ident($($argument:ty),*) -> $gives:ty;)*) => {
        $(fn $name(self, $(_: $argument),*) -> Result<$gives, Failed> {
            no_struct()
        })*
    };
}

impl Serializer for Fields {
    type Ok = Context;
    type Error = Failed;
    type SerializeSeq = Impossible<Context, Failed>;
    type SerializeTuple = Impossible<Context, Failed>;
    type SerializeTupleStruct = Impossible<Context, Failed>;
    type SerializeTupleVariant = Impossible<Context, Failed>;
    type SerializeMap = Impossible<Context, Failed>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Context, Failed>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Context, Failed> {
        no_struct()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<Context, Failed> {
        no_struct()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Context, Failed> {
        no_struct()
    }

    no_struct! {
        serialize_bool(bool) -> Context;
        serialize_i8(i8) -> Context;
        serialize_i16(i16) -> Context;
        serialize_i32(i32) -> Context;
        serialize_i64(i64) -> Context;
        serialize_u8(u8) -> Context;
        serialize_u16(u16) -> Context;
        serialize_u32(u32) -> Context;
        serialize_u64(u64) -> Context;
        serialize_f32(f32) -> Context;
        serialize_f64(f64) -> Context;
        serialize_char(char) -> Context;
        serialize_str(&str) -> Context;
        serialize_bytes(&[u8]) -> Context;
        serialize_none() -> Context;
        serialize_unit() -> Context;
        serialize_unit_struct(&'static str) -> Context;
        serialize_unit_variant(&'static str, u32, &'static str) -> Context;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    struct View {
        frame: u8,
        title: &'static str,
    }

    #[test]
    fn fields_are_variables_and_what_is_known_stands_in_their_place() {
        let view = View {
            frame: 1,
            title: "甲",
        };
        let plain = context(&view, None).unwrap();
        assert_eq!(plain, Context::from_serialize(&view).unwrap());
        let known = context(&view, Some(("frame", Value::from(2)))).unwrap();
        assert_eq!(known.get("frame"), Some(&Value::from(2)));
        assert_eq!(known.get("title"), Some(&Value::from("甲")));
        assert!(context(&"text", None).is_err());
    }
}
