//! What is shared of a record in chat groups.

use super::{Composer, is_erased, iso};
use crate::markdown;
use crate::model::RecordId;
use crate::model::paper::Paper;
use crate::model::record::{Poster, Record};
use crate::model::rhythm::{Period as _, Span};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::poster::{PosterView, Sheet};
use crate::plan::view::record::Told;
use crate::plan::view::share::{CARD_HEIGHT, CARD_WIDTH, ChatView, ShareView};

/// Longest beginning of a text, in characters.
const EXCERPT: usize = 90;

impl Composer<'_> {
    /// The card of a record: its poster on a sheet that suits telephones, in full colour. There is
    /// no toner to save.
    pub(super) fn card(&self, record: &Record) -> PosterView {
        let mut view = self.poster(record);
        view.sheet = view.sheet.map(|sheet| Sheet {
            width: Paper::A4.width(),
            height: Paper::A4.height(),
            economy: false,
            r#use: "card",
            ..sheet
        });
        view
    }

    /// The words that go with the card.
    pub(super) fn chat(&self, record: &Record) -> ChatView {
        let mut facts = self.poster_on_any(record);
        facts.body = Vec::new();
        facts.pictures = Vec::new();
        facts.unbroken = Vec::new();
        let is_short = record.poster.as_deref().is_some_and(Poster::is_short);
        let excerpt = markdown::excerpt(&record.text.source, EXCERPT);
        ChatView {
            facts,
            name: record.full_title(),
            excerpt: Some(excerpt)
                .filter(|text| !text.is_empty() && !is_short && !is_erased(record)),
        }
    }

    /// What the page of a record has for those who want to share it.
    pub(super) fn share(&self, record: &Record, page: &SitePath) -> Option<ShareView> {
        if !(self.posters && record.is_shared(self.model.today())) {
            return None;
        }
        let folder = &self.model.place(record.place).folder;
        let of = self.model.span_of(record);
        let (kind, name) = (record.kind, record.name());
        let card = routes::card(folder, kind, name, of);
        let base = self.site.base_url.as_ref();
        Some(ShareView {
            text: page.relative(&routes::chat(folder, kind, name, of)),
            image: base.map(|base| card.in_full(base)),
            card: page.relative(&card),
            width: CARD_WIDTH,
            height: CARD_HEIGHT,
            chat: self.chat(record),
        })
    }

    /// The week or month for which a meeting speaks.
    pub(super) fn told(&self, record: &Record, page: &SitePath) -> Option<Told> {
        let of = self.model.span_of(record)?;
        let (kind, from, to) = match of {
            Span::Week(week) => ("week", week.first(), week.last()),
            Span::Month(month) => ("month", month.first(), month.last()),
        };
        let folder = &self.model.place(record.place).folder;
        Some(Told {
            kind,
            from: iso(from),
            to: iso(to),
            href: page.relative(&routes::span(folder, of)),
        })
    }

    /// The poster of a week or month, and what is shared of it; none if no meeting speaks for it.
    pub(super) fn hung_of(
        &self,
        meetings: &[RecordId],
        of: Span,
        page: &SitePath,
    ) -> (Option<String>, Option<ShareView>) {
        let mut meetings = meetings.iter().filter_map(|id| self.model.record(*id));
        let Some(record) = meetings.find(|record| self.model.span_of(record) == Some(of)) else {
            return (None, None);
        };
        let poster = self.row(record, page).poster;
        (poster, self.share(record, page))
    }
}
