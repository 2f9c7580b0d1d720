//! Records of a place and year as data.

use schemars::JsonSchema;
use serde::Serialize;

/// Records of a place and those below in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DataView {
    /// Name of the place.
    pub place: String,
    /// The year.
    pub year: i32,
}
