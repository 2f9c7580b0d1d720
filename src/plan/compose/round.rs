//! A posting round of a place.

use super::{Composer, iso};
use chrono::Datelike as _;

use crate::model::keyed::Kind;
use crate::model::record::{Facts, Record};
use crate::model::round::Round;
use crate::model::{Model, PlaceId};
use crate::plan::routes;
use crate::plan::view::round::{Hanging, PosterOf, Posting, Removal, RoundBoard, RoundView};

use super::record::printed;

impl Composer<'_> {
    /// What a round hangs and takes down at a place; none if there is nothing to be done.
    pub(in crate::plan) fn round(
        &self,
        model: &Model,
        id: PlaceId,
        round: Round,
    ) -> Option<RoundView> {
        let records = model.for_boards(id);
        let boards = model.boards(id);
        let is_for = |record: &Record, at: usize| model.is_for_board(record, id, &boards[at]);
        let is_hung =
            |record: &Record, at| is_for(record, at) && model.is_hung_in(round, record, (id, at));
        let end = |record: &Record, at| {
            let end = model.ends_in(round, record, (id, at));
            end.filter(|_| is_for(record, at))
        };
        let all = 0..boards.len();
        let mut hung: Vec<&Record> = records.clone();
        hung.retain(|record| all.clone().any(|at| is_hung(record, at)));
        hung.sort_by_key(|record| (record.hung_from(), order(record), record.key.clone()));
        let mut gone: Vec<_> = records
            .into_iter()
            .filter_map(|record| Some((all.clone().find_map(|at| end(record, at))?, record)))
            .collect();
        gone.sort_by_key(|((day, _), record)| (*day, order(record), record.key.clone()));
        if hung.is_empty() && gone.is_empty() {
            return None;
        }
        let place = model.place(id);
        let boards = boards.iter().enumerate().map(|(at, board)| {
            let paper = place.paper.unwrap_or(board.size);
            let hang = hung.iter().enumerate();
            let hang = hang.filter(|(_, record)| is_hung(record, at));
            let remove = gone.iter().enumerate();
            let remove = remove.filter(|(_, (_, record))| end(record, at).is_some());
            RoundBoard {
                name: board.name.clone(),
                paper,
                paper_name: paper.name(),
                copies: board.copies,
                serves: board.serves.clone(),
                hang: hang
                    .map(|(posting, _)| Hanging {
                        posting,
                        sheets: 0,
                        pages: Vec::new(),
                    })
                    .collect(),
                remove: remove.map(|(at, _)| at).collect(),
            }
        });
        let span = round.span(model.today);
        let of = |record: &Record| self.poster_of(record, id);
        Some(RoundView {
            language: self.site.language.clone(),
            place: place.title.clone(),
            folder: place.folder.clone(),
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
            of: round.key(),
            name: round.name(model.today),
            week: round
                .week(model.today)
                .map(|week| week.monday().iso_week().week()),
            from: iso(span.from),
            to: iso(span.to),
            boards: boards.collect(),
            postings: hung
                .iter()
                .map(|record| Posting {
                    of: of(record),
                    from: iso(record.hung_from()),
                    last_day: record.display().and_then(|of| of.last_day).map(iso),
                    take_down: record.take_down().map(iso),
                    renewed: record.first_hung() < record.hung_from(),
                })
                .collect(),
            removals: gone
                .iter()
                .map(|((day, why), record)| Removal {
                    of: of(record),
                    from: iso(record.first_hung()),
                    day: iso(*day),
                    why: why.key(),
                })
                .collect(),
            files: Vec::new(),
            link: self.site.base_url.as_ref().map(|base| {
                let home = routes::place(&place.folder);
                home.in_full(base)
            }),
        })
    }

    fn poster_of(&self, record: &Record, place: PlaceId) -> PosterOf {
        let base = self.site.base_url.as_deref();
        let short = routes::short(&record.code);
        PosterOf {
            record: record.id,
            kind: record.kind.key(),
            r#type: match &record.facts {
                Facts::Notice(notice) => notice.r#type.key(),
                Facts::Meeting(meeting) => meeting.r#type.key(),
                _ => "",
            },
            title: record.title.clone(),
            place: (record.place != place).then(|| self.model.place(record.place).title.clone()),
            number: record.poster_number(),
            address: base.map(|base| printed(base, &short)),
        }
    }
}

/// Notices come first on a board: they have periods.
fn order(record: &Record) -> u8 {
    match record.kind {
        Kind::Notice => 0,
        Kind::Resolution => 1,
        Kind::Meeting => 2,
        Kind::Issue => 3,
        Kind::Account | Kind::Assessment => 4,
        Kind::Work | Kind::Activity => 5,
    }
}
