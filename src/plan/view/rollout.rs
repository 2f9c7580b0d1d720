//! Which mechanisms stand where.

use serde::Serialize;

use super::frame::{Frame, Link};

/// The matrix of mechanisms and places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RolloutView {
    /// What stands around it.
    pub frame: Frame,
    /// The mechanisms.
    pub mechanisms: Vec<Link>,
}
