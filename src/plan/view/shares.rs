//! What a place shares, and for which functions.

use serde::Serialize;

use super::frame::Frame;

/// What a place shares, and for which functions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharesView {
    /// What stands around it.
    pub frame: Frame,
}
