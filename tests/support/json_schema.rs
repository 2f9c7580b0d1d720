//! Checks JSON against a JSON Schema: the keywords that our schemas and that of SARIF use, and no
//! other, so that none is passed over. The `jsonschema` crate would do it too, but turns on features
//! of libraries on which Typst stands, which would then be compiled twice.

use regex::Regex;
use serde_json::{Map, Value};

/// Keywords that explain and demand nothing.
const SAID: [&str; 10] = [
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "format",
    "then",
];

/// What is wrong with `value` by `schema`; empty if it fits.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "", &mut faults);
    faults
}

/// Whether `value` fits `schema`.
pub fn fits(schema: &Value, value: &Value) -> bool {
    faults(schema, value).is_empty()
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = match schema {
        Value::Bool(true) => return,
        Value::Bool(false) => return faults.push(format!("{at}: nothing may stand here")),
        Value::Object(schema) => schema,
        other => panic!("{other} is no schema"),
    };
    for (keyword, wanted) in schema {
        let fault = match keyword.as_str() {
            "$ref" => {
                check(root, target(root, wanted), value, at, faults);
                None
            }
            "type" => types(wanted, value),
            "enum" => {
                let is_one = wanted.as_array().unwrap().contains(value);
                (!is_one).then(|| format!("{value} is none of {wanted}"))
            }
            "const" => (value != wanted).then(|| format!("{value} is not {wanted}")),
            "pattern" => pattern(wanted, value),
            "minimum" => value
                .as_f64()
                .filter(|found| *found < wanted.as_f64().unwrap())
                .map(|found| format!("{found} is less than {wanted}")),
            "maximum" => value
                .as_f64()
                .filter(|found| *found > wanted.as_f64().unwrap())
                .map(|found| format!("{found} is more than {wanted}")),
            "required" => required(wanted, value),
            "properties" => {
                properties(root, schema, value, at, faults);
                None
            }
            "additionalProperties" => {
                if !schema.contains_key("properties") {
                    properties(root, schema, value, at, faults);
                }
                None
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{at}/{number}"), faults);
                }
                None
            }
            "minItems" => value
                .as_array()
                .filter(|items| (items.len() as u64) < wanted.as_u64().unwrap())
                .map(|_| format!("fewer than {wanted} items")),
            "uniqueItems" => value
                .as_array()
                .filter(|_| wanted == &Value::Bool(true))
                .filter(|items| {
                    let mut rest = items.iter().enumerate();
                    rest.any(|(at, item)| items[..at].contains(item))
                })
                .map(|_| "an item stands there twice".to_owned()),
            "allOf" => {
                for each in wanted.as_array().unwrap() {
                    check(root, each, value, at, faults);
                }
                None
            }
            "anyOf" => (count(root, wanted, value) == 0)
                .then(|| format!("{value} fits none of {}", short(wanted))),
            "oneOf" => {
                let count = count(root, wanted, value);
                (count != 1).then(|| format!("fits {count} of {}", short(wanted)))
            }
            "not" => holds(root, wanted, value).then(|| format!("fits {}", short(wanted))),
            "if" => {
                let which = if holds(root, wanted, value) {
                    "then"
                } else {
                    "else"
                };
                if let Some(schema) = schema.get(which) {
                    check(root, schema, value, at, faults);
                }
                None
            }
            "else" => None,
            said if SAID.contains(&said) => None,
            other => panic!("this validator does not know `{other}`"),
        };
        faults.extend(fault.map(|fault| format!("{at}: {fault}")));
    }
}

fn target<'r>(root: &'r Value, reference: &Value) -> &'r Value {
    let reference = reference.as_str().unwrap();
    let pointer = reference.strip_prefix('#').expect("a reference within");
    root.pointer(pointer)
        .unwrap_or_else(|| panic!("`{reference}` leads nowhere"))
}

fn holds(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut faults = Vec::new();
    check(root, schema, value, "", &mut faults);
    faults.is_empty()
}

fn count(root: &Value, schemas: &Value, value: &Value) -> usize {
    let each = schemas.as_array().unwrap().iter();
    each.filter(|schema| holds(root, schema, value)).count()
}

fn types(wanted: &Value, value: &Value) -> Option<String> {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    };
    let fits = match wanted {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        other => panic!("{other} is no type"),
    };
    (!fits).then(|| format!("{value} is no {wanted}"))
}

fn pattern(wanted: &Value, value: &Value) -> Option<String> {
    let text = value.as_str()?;
    // The dialect of JSON Schema lets a bracket stand for itself where this crate wants it escaped.
    let regex = Regex::new(wanted.as_str().unwrap()).expect("a pattern");
    (!regex.is_match(text)).then(|| format!("`{text}` does not match {wanted}"))
}

fn required(wanted: &Value, value: &Value) -> Option<String> {
    let value = value.as_object()?;
    let names = wanted.as_array().unwrap().iter();
    let missing: Vec<&str> = names
        .filter_map(Value::as_str)
        .filter(|name| !value.contains_key(*name))
        .collect();
    (!missing.is_empty()).then(|| format!("lacks {missing:?}"))
}

fn properties(
    root: &Value,
    schema: &Map<String, Value>,
    value: &Value,
    at: &str,
    faults: &mut Vec<String>,
) {
    let none = Map::new();
    let known = schema
        .get("properties")
        .map_or(&none, |known| known.as_object().unwrap());
    for (name, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{name}");
        match (known.get(name), schema.get("additionalProperties")) {
            (Some(schema), _) | (None, Some(schema)) => check(root, schema, value, &at, faults),
            (None, None) => {}
        }
    }
}

fn short(schema: &Value) -> String {
    schema.to_string().chars().take(160).collect()
}
