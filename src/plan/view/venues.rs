//! Venues of a place.

use serde::Serialize;

use super::frame::Frame;

/// Venues of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VenuesView {
    /// What stands around it.
    pub frame: Frame,
}
