//! The web app manifest.

use serde_json::json;

use crate::plan::view::served::ManifestView;

/// What a phone needs to keep the site beside its programs.
pub fn file(view: &ManifestView) -> Vec<u8> {
    json!({"name": view.name}).to_string().into_bytes()
}
