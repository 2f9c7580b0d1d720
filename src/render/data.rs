//! Records as JSON for programs, and the schema of that.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

use crate::plan::view::data::DataView;

/// Records as JSON.
pub fn json(view: &DataView) -> Vec<u8> {
    // Plain data always serialises.
    serde_json::to_vec(view).unwrap_or_default()
}

/// What stands in that JSON: JSON Schema, draft 2020-12.
pub fn schema() -> Vec<u8> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with_transform(RecursiveTransform(without_widths));
    let schema = settings.into_generator().into_root_schema_for::<DataView>();
    serde_json::to_vec_pretty(&schema).unwrap_or_default()
}

/// How many bits a number takes in this program is no promise, and no format of JSON Schema.
fn without_widths(schema: &mut Schema) {
    let is_width = |format: &serde_json::Value| {
        let format = format.as_str().unwrap_or_default();
        format.starts_with("int") || format.starts_with("uint")
    };
    if schema.get("format").is_some_and(is_width) {
        schema.remove("format");
    }
}
pub fn table(view: &DataView) -> Vec<u8> {
    format!("\u{feff}{}\r\n", view.place).into_bytes()
}
