//! The grids of a place: which building lies in which.

use serde::Serialize;

use super::frame::Frame;
use super::place::Grid;

/// The grids of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridsView {
    /// What stands around it.
    pub frame: Frame,
    /// The grids.
    pub grids: Vec<Grid>,
}
