//! Pages of bodies and the people in them.

use super::Composer;
use super::frame::Belongs;
use super::place::body_facts;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::people::BodiesView;

impl Composer<'_> {
    /// The bodies of a place.
    pub(super) fn bodies(&self, id: PlaceId, page: &SitePath) -> BodiesView {
        let place = self.model.place(id);
        BodiesView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Bodies,
            ),
            bodies: place.bodies.iter().map(body_facts).collect(),
        }
    }
}
