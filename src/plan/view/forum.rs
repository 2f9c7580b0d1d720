//! The forums of one name at a place, by their position there.

use serde::Serialize;

use super::frame::Frame;

/// The forums of one name at a place, by their position there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumView {
    /// What stands around it.
    pub frame: Frame,
}
