//! The page that shows which mechanisms stand where.

use super::Composer;
use super::frame::Belongs;
use super::mechanism::mechanism_link;
use crate::model::PlaceId;
use crate::model::keyed::Level;
use crate::model::mechanism::{Mechanism, Since};
use crate::model::value::share;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::rollout::{
    Apart, Column, Mark, Part, PlaceRow, Progress, RolloutView, Stands,
};

impl Composer<'_> {
    /// The matrix of mechanisms and places.
    pub(super) fn rollout(&self, of: Option<PlaceId>, page: &SitePath) -> RolloutView {
        let root = self.model.place(of.unwrap_or(PlaceId::ROOT));
        let is_divided = of.is_none() && self.model.is_matrix_long();
        let part = |id: PlaceId| {
            let place = self.model.place(id);
            let link = Link {
                title: place.title.clone(),
                href: page.relative(&routes::rollout(&place.folder)),
            };
            (link, place.demo)
        };
        let (columns, apart): (Vec<&Mechanism>, Vec<&Mechanism>) = self
            .model
            .mechanisms()
            .iter()
            .partition(|of| of.level == Level::Compound);
        RolloutView {
            frame: self.frame(
                root.id,
                page,
                root.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            of: of.map(|_| Link {
                title: self.model.place(PlaceId::ROOT).title.clone(),
                href: page.relative(&routes::rollout("")),
            }),
            parts: if is_divided {
                self.children(PlaceId::ROOT).map(part).collect()
            } else {
                Vec::new()
            },
            mechanisms: columns
                .iter()
                .map(|of| Column {
                    link: mechanism_link(of, page),
                    demo: of.demo,
                    real: self.is_real(of).then(|| self.stands_at(of, false, page)),
                    invented: self.stands_at(of, true, page),
                })
                .collect(),
            places: self.place_rows(&columns, root.id, false, is_divided, page),
            demo: self.place_rows(&columns, root.id, true, is_divided, page),
            apart: apart
                .into_iter()
                .filter(|_| of.is_none())
                .map(|of| Apart {
                    link: mechanism_link(of, page),
                    level: of.level.key(),
                    places: self.place_stands(of, page),
                })
                .collect(),
        }
    }

    /// Whether real places may be asked how far they are with a mechanism: not with one that is
    /// invented, or of which something is written only of invented places.
    pub(super) fn is_real(&self, mechanism: &Mechanism) -> bool {
        let mut places = mechanism.adoption.iter().map(|of| of.place);
        let is_told = places.any(|id| !self.model.place(id).demo);
        is_told || (mechanism.adoption.is_empty() && !mechanism.demo)
    }

    fn stands_at(&self, mechanism: &Mechanism, demo: bool, page: &SitePath) -> Stands {
        let today = self.model.today();
        let mut told: Vec<PlaceId> = self.model.family(PlaceId::ROOT);
        told.retain(|id| self.model.place(*id).demo == demo && mechanism.at(*id, today).is_some());
        let others = told
            .iter()
            .filter(|id| self.model.place(**id).level != mechanism.level)
            .map(|id| self.mark_of(mechanism, *id, page));
        Stands {
            progress: self.progress(mechanism, demo, page),
            others: others.collect(),
            told: !told.is_empty(),
        }
    }

    /// Places as rows, each below the one to which it belongs. The root is among them if something
    /// is written of it.
    fn place_rows(
        &self,
        columns: &[&Mechanism],
        of: PlaceId,
        demo: bool,
        is_divided: bool,
        page: &SitePath,
    ) -> Vec<PlaceRow> {
        let today = self.model.today();
        let places = if is_divided {
            vec![PlaceId::ROOT]
        } else {
            self.model.family(of)
        };
        let places = places.into_iter();
        places
            .filter(|id| self.model.place(*id).demo == demo)
            .filter(|id| {
                let place = self.model.place(*id);
                let is_named = || columns.iter().any(|of| of.at(*id, today).is_some());
                place.parent.is_some() || place.level == Level::Compound || is_named()
            })
            .map(|id| PlaceRow {
                place: self.place_link(id, page),
                level: self.model.place(id).level.key(),
                depth: self.model.above(id).len().saturating_sub(1),
                marks: columns
                    .iter()
                    .map(|of| self.mark_of(of, id, page))
                    .collect(),
            })
            .collect()
    }

    fn mark_of(&self, mechanism: &Mechanism, id: PlaceId, page: &SitePath) -> Mark {
        let stand = self.model.stands(mechanism, id);
        let adoption = stand.map(|stand| stand.adoption);
        let above = stand.filter(|stand| !stand.is_own);
        Mark {
            place: self.place_link(id, page),
            state: adoption.map(|adoption| adoption.state.key()),
            since: adoption
                .and_then(|adoption| adoption.since.as_ref())
                .map(Since::plain),
            above: above.map(|stand| self.model.place(stand.adoption.place).title.clone()),
        }
    }

    /// How far a mechanism is among the places that are to carry it out: the invented ones, or the
    /// others. None where there are none, and of an invented mechanism where nothing is written of it.
    pub(super) fn progress(
        &self,
        mechanism: &Mechanism,
        demo: bool,
        page: &SitePath,
    ) -> Option<Progress> {
        let progress = self.model.progress_of(mechanism, demo);
        let total = progress.total();
        if mechanism.demo && progress.unsaid.len() == total {
            return None;
        }
        let percent = |part: usize| {
            let (part, whole) = (i64::try_from(part).ok()?, i64::try_from(total).ok()?);
            share(part, whole)
        };
        let mut before = 0;
        let mut parts = Vec::new();
        for (key, places) in progress.parts() {
            let marks = places.iter().map(|id| self.mark_of(mechanism, *id, page));
            parts.push(Part {
                key,
                from: percent(before)?,
                share: percent(places.len())?,
                places: marks.collect(),
            });
            before += places.len();
        }
        Some(Progress {
            level: mechanism.level.key(),
            total,
            parts,
        })
    }
}
