//! The page that shows which mechanisms stand where.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::rollout::RolloutView;

impl Composer<'_> {
    /// The matrix of mechanisms and places.
    pub(super) fn rollout(&self, page: &SitePath) -> RolloutView {
        let root = self.model.place(PlaceId::ROOT);
        let mechanisms = self.model.mechanisms().iter();
        RolloutView {
            frame: self.frame(
                PlaceId::ROOT,
                page,
                root.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            mechanisms: mechanisms
                .map(|of| Link {
                    title: of.title.clone(),
                    href: page.relative(&routes::mechanism(&of.name)),
                })
                .collect(),
        }
    }
}
