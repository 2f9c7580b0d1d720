//! Places side by side, for a forum.

use serde::Serialize;

use super::frame::Frame;

/// Places side by side, for a forum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// What stands around it.
    pub frame: Frame,
}
