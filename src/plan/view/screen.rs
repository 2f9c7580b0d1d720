//! What is on display at a place, for a screen in its lobby.

use serde::Serialize;

use super::frame::Frame;

/// What is on display at a place, for a screen in its lobby.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenView {
    /// What stands around it.
    pub frame: Frame,
}
