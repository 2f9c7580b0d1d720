//! Records as JSON for programs, and the schema of that.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;

use crate::plan::view::data::DataView;

/// Records as JSON.
pub fn json(view: &DataView) -> Vec<u8> {
    // Plain data always serialises.
    serde_json::to_vec(view).unwrap_or_default()
}

/// What stands in that JSON: JSON Schema, draft 2020-12.
pub fn schema() -> Vec<u8> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings
        .with_transform(RecursiveTransform(without_widths))
        .with_transform(RecursiveTransform(without_nulls));
    let schema = settings.into_generator().into_root_schema_for::<DataView>();
    serde_json::to_vec_pretty(&schema).unwrap_or_default()
}

/// What is not known is left out and never null.
fn without_nulls(schema: &mut Schema) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for of in properties.values_mut().filter_map(Value::as_object_mut) {
        if let Some(types) = of.get_mut("type")
            && let Some(only) = types.as_array().and_then(|types| types.first()).cloned()
        {
            *types = only;
        }
        if let Some(Value::Array(any)) = of.remove("anyOf")
            && let Some(Value::Object(only)) = any.into_iter().next()
        {
            of.extend(only);
        }
    }
}

/// How many bits a number takes in this program is no promise, and no format of JSON Schema.
fn without_widths(schema: &mut Schema) {
    let is_width = |format: &Value| {
        let format = format.as_str().unwrap_or_default();
        format.starts_with("int") || format.starts_with("uint")
    };
    if schema.get("format").is_some_and(is_width) {
        schema.remove("format");
    }
}
