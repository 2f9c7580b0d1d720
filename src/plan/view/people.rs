//! The bodies of a place and the people in them.

use serde::Serialize;

use super::frame::Frame;
use super::place::BodyFacts;

/// The bodies of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodiesView {
    /// What stands around it.
    pub frame: Frame,
    /// The bodies.
    pub bodies: Vec<BodyFacts>,
}
