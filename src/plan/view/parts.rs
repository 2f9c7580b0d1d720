//! The parts of a mechanism at a place.

use serde::Serialize;

use super::frame::Frame;

/// The parts of a mechanism at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartsView {
    /// What stands around it.
    pub frame: Frame,
}
