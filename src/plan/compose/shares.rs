//! What a place shares, and for which functions.

use super::Composer;
use super::frame::Belongs;
use super::goals::anchor;

use crate::model::keyed::Kind;
use crate::model::taxonomy::{Served, Tagged, Taxonomy};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::Count;
use crate::plan::view::shares::{SharesInShort, SharesView, TaxonomyLine, TaxonomyPart};

/// The most records that name nothing, of a kind, that stand on the page.
const MOST: usize = 20;

/// What stands on this page; goals have their own.
const TAXONOMIES: [Taxonomy; 2] = [Taxonomy::Shares, Taxonomy::Functions];

impl Composer<'_> {
    /// What a place shares, and for which functions.
    pub(super) fn shares_page(&self, id: PlaceId, page: &SitePath) -> SharesView {
        let place = self.model.place(id);
        let parts = TAXONOMIES.into_iter();
        SharesView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            parts: parts
                .filter_map(|taxonomy| self.taxonomy_part(id, taxonomy, page))
                .collect(),
        }
    }

    /// Shares and functions in short; none where there are none.
    pub(super) fn shares_in_short(&self, id: PlaceId, page: &SitePath) -> Option<SharesInShort> {
        let folder = &self.model.place(id).folder;
        let href = page.relative(&routes::shares(folder));
        let word = |taxonomy, of: &Served<'_>| {
            let count = Count {
                number: of.total(),
                href: Some(format!("{href}#{}", anchor(taxonomy, of.number))),
                links: Vec::new(),
            };
            (of.said.name.clone(), count)
        };
        let parts = TAXONOMIES.map(|taxonomy| {
            let served = self.model.served(id, taxonomy);
            let words = served.iter().map(|of| word(taxonomy, of)).collect();
            (taxonomy.key(), words)
        });
        let parts: Vec<(&str, Vec<_>)> = parts
            .into_iter()
            .filter(|(_, words): &(&str, Vec<_>)| !words.is_empty())
            .collect();
        (!parts.is_empty()).then_some(SharesInShort { href, parts })
    }

    fn taxonomy_part(
        &self,
        id: PlaceId,
        taxonomy: Taxonomy,
        page: &SitePath,
    ) -> Option<TaxonomyPart> {
        let served = self.model.served(id, taxonomy);
        if served.is_empty() {
            return None;
        }
        // A kind of which nothing names a word has nothing to add up.
        let mut tagged = self.model.tagged(id, taxonomy);
        tagged.retain(|of| !of.with.is_empty());
        let key = taxonomy.key();
        let are_few = self.model.are_words_few(&served);
        let folder = &self.model.place(id).folder;
        let anchored = |records: &[RecordId], at: String| self.count(records, Some(&at), page);
        let line = |of: &Served<'_>| {
            let word = anchor(taxonomy, of.number);
            let kinds = tagged.iter();
            TaxonomyLine {
                name: of.said.name.clone(),
                kinds: kinds
                    .map(|tagged| {
                        let part = part(tagged.kind);
                        anchored(&of.of(tagged.kind), format!("#{word}{part}"))
                    })
                    .collect(),
                all: Count {
                    number: of.total(),
                    href: Some(format!("#{word}")),
                    links: Vec::new(),
                },
            }
        };
        let list = |kind: Kind| page.relative(&routes::list(folder, kind));
        let is_few = |of: &Tagged| of.without.len() <= MOST;
        let plain = |records: usize| Count {
            number: records,
            ..Count::default()
        };
        let kinds = || tagged.iter();
        Some(TaxonomyPart {
            key,
            kinds: kinds().map(|of| of.kind.key()).collect(),
            words: served
                .iter()
                .map(|of| self.goal_rows(id, taxonomy, of, are_few, page))
                .collect(),
            table: served.iter().map(line).collect(),
            with: kinds().map(|of| plain(of.with.len())).collect(),
            without: kinds()
                .map(|of| {
                    let at = if is_few(of) {
                        format!("#{key}-none-{}", of.kind.key())
                    } else {
                        list(of.kind)
                    };
                    anchored(&of.without, at)
                })
                .collect(),
            all: kinds()
                .map(|of| plain(of.with.len() + of.without.len()))
                .collect(),
            unnamed: kinds()
                .filter(|of| is_few(of) && !of.without.is_empty())
                .map(|of| (of.kind.key(), self.rows_of(id, &of.without, page)))
                .collect(),
        })
    }
}

/// The part of the page on which the records of a kind are listed.
fn part(kind: Kind) -> &'static str {
    match kind {
        Kind::Meeting => "-met",
        Kind::Work => "-works",
        Kind::Activity => "-activities",
        _ => "",
    }
}
