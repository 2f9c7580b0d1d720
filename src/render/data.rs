//! Records as tables and as JSON.

use crate::plan::view::data::DataView;

/// A table for spreadsheets.
pub fn table(view: &DataView) -> Vec<u8> {
    format!("\u{feff}{}\r\n", view.place).into_bytes()
}

/// The same for programs.
pub fn json(view: &DataView) -> Vec<u8> {
    // Plain data always serialises.
    serde_json::to_vec(view).unwrap_or_default()
}

/// What stands in that JSON.
pub fn schema() -> Vec<u8> {
    serde_json::to_vec_pretty(&schemars::schema_for!(DataView)).unwrap_or_default()
}
