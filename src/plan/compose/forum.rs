//! Forums of one name, and what other pages tell of a forum.

use super::comparison::Way;
use super::frame::Belongs;
use super::{Composer, is_erased, iso};
use crate::model::PlaceId;
use crate::model::record::{Facts, Record};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::forum::{ForumFacts, ForumHead, ForumRole, ForumRow, ForumView};
use crate::plan::view::frame::Link;

impl Composer<'_> {
    /// The page of the forums of one name.
    pub(super) fn forum_page(&self, id: PlaceId, at: usize, page: &SitePath) -> ForumView {
        let forums = &self.model.forums(id)[at];
        let first = forums.entries.first().map(|entry| entry.number);
        let rows = forums.entries.iter().rev().filter_map(|entry| {
            let record = self.model.record(entry.record)?;
            let Facts::Meeting(meeting) = &record.facts else {
                return None;
            };
            Some(ForumRow {
                forum: self.forum_head(record, Way::Page(page))?,
                state: meeting.state(record.date, self.model.today()).key(),
                comparison: self.comparison_link(record, page),
            })
        });
        ForumView {
            frame: self.frame(
                id,
                page,
                forums.name.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            forums: rows.collect(),
            missing: forums
                .missing
                .iter()
                .map(|numbers| (*numbers.start(), *numbers.end()))
                .collect(),
            first: first.filter(|number| *number > 1),
        }
    }

    /// What a meeting tells of the forum that it was.
    pub(super) fn forum_facts(&self, record: &Record, page: &SitePath) -> Option<ForumFacts> {
        Some(ForumFacts {
            forum: self.forum_head(record, Way::Page(page))?,
            comparison: self.comparison_link(record, page),
        })
    }

    /// What is said of a forum.
    pub(super) fn forum_head(&self, record: &Record, way: Way<'_>) -> Option<ForumHead> {
        let Facts::Meeting(meeting) = &record.facts else {
            return None;
        };
        let forum = meeting.forum.as_deref().filter(|_| !is_erased(record))?;
        let folder = &self.model.place(record.place).folder;
        let series = self.model.forums_of(record).map(|(forums, _)| {
            let address = routes::forum(folder, &forums.slug());
            way.to(&address)
        });
        let roles = forum.roles.iter().map(|role| ForumRole {
            name: role.name.clone(),
            people: role.people,
            who: role.who.clone(),
        });
        Some(ForumHead {
            name: forum.name.clone(),
            number: forum.number,
            meeting: Link {
                title: record.full_title(),
                href: way.to(&self.address(record)),
            },
            series: series.unwrap_or_default(),
            day: iso(meeting.day(record.date)),
            theme: forum.theme.clone(),
            host: forum.host.map(|host| {
                let place = self.model.place(host);
                Link {
                    title: place.title.clone(),
                    href: way.to(&routes::place(&place.folder)),
                }
            }),
            drawn: forum.drawn,
            roles: roles.collect(),
        })
    }
}
