//! What a place decided in a year.

use serde::Serialize;

use super::frame::Frame;

/// What a place decided in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterView {
    /// What stands around it.
    pub frame: Frame,
}
