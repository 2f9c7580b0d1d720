//! What is on display at a place, for a screen in its lobby.

use chrono::NaiveDate;

use super::frame::Belongs;
use super::list::{by_due, last_day};
use super::place::{is_solved, since};
use super::{Composer, iso};
use crate::markdown::{Block, Inline};
use crate::model::counts::Reach;
use crate::model::keyed::{Kind, MeetingState};
use crate::model::record::Record;
use crate::model::week::Week;
use crate::model::{Model, PlaceId};
use crate::paths::SitePath;
use crate::plan::view::screen::{ScreenItem, ScreenMeeting, ScreenView};

/// The most that is shown in turn: six minutes at the usual pace.
const ITEMS: usize = 24;
/// The most issues that a screen could have room for.
const ISSUES: usize = 8;
/// The most meetings that a screen could have room for.
const MEETINGS: usize = 5;
/// The most characters of a text that a screen could have room for.
const TEXT: usize = 480;
/// The longest titles, in widths of a Han character, of the first three sizes.
const TITLES: [usize; 3] = [14, 24, 36];

impl Composer<'_> {
    /// What is on display at a place, for a screen in its lobby.
    pub(super) fn screen(&self, id: PlaceId, page: &SitePath) -> ScreenView {
        let title = self.model.place(id).title.clone();
        let own = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.model.records_at(id, kind));
        let mut shown: Vec<&Record> = own
            .filter(|record| self.model.is_for_screens(record))
            .collect();
        shown.extend(self.model.records_above(id, Model::is_for_screens));
        shown.sort_by_key(|record| (last_day(record), &record.key));
        let more = shown.len().saturating_sub(ITEMS);
        shown.truncate(ITEMS);
        let week = Week::of(self.model.today());
        ScreenView {
            zone: self.zone_minutes(),
            monday: iso(week.monday()),
            sunday: iso(week.sunday()),
            frame: self.frame(id, page, title, String::new(), Belongs::Elsewhere),
            items: shown
                .into_iter()
                .map(|record| self.screen_item(id, record, page))
                .collect(),
            more,
            weekly: !self.model.rhythm(id).weeks.is_empty(),
            issues: self
                .issues_of_week(id)
                .into_iter()
                .map(|record| self.row_at(id, record, page))
                .collect(),
            meetings: self.meetings_to_come(id, page),
            updated: self.last_change(id).map(iso),
        }
    }

    fn screen_item(&self, id: PlaceId, record: &Record, page: &SitePath) -> ScreenItem {
        // What hangs on paper is what a screen shows.
        let poster = self.poster_without_hash(record);
        let mut text = Lines::default();
        let listed = poster.points.iter().chain(&poster.questions);
        listed.for_each(|line| text.add(line.clone()));
        if poster.points.is_empty() {
            text.blocks(&poster.body);
        }
        let until = match record.display() {
            Some(display) => display.last_day,
            None => record.take_down().and_then(|day| day.pred_opt()),
        };
        ScreenItem {
            row: self.row_at(id, record, page),
            size: size(&record.full_title()),
            from: iso(record.first_hung()),
            until: until.map(iso),
            scope: poster.scope,
            lead: poster.lead,
            cut: text.cut,
            text: text.kept,
            resolution: poster.resolution.map(|of| of.facts),
            account: poster.account.map(|of| of.facts),
            standings: poster.assessment.map_or_else(Vec::new, |of| of.standings),
            objections: poster.objections,
            phone: poster.phone,
            qr: poster.qr,
        }
    }

    /// Open issues by their due dates, then those that were solved this week.
    fn issues_of_week(&self, id: PlaceId) -> Vec<&Record> {
        let today = self.model.today();
        let monday = Week::of(today).monday();
        let open = self.model.issues_on(id, Reach::Alone, today).open;
        let mut open: Vec<&Record> = open
            .iter()
            .filter_map(|issue| self.model.record(*issue))
            .collect();
        open.sort_by_key(|record| by_due(record));
        let solved = self.model.records_at(id, Kind::Issue);
        open.extend(solved.filter(|record| is_solved(record) && since(record) >= monday));
        open.truncate(ISSUES);
        open
    }

    /// Meetings and activities of today and of days to come.
    fn meetings_to_come(&self, id: PlaceId, page: &SitePath) -> Vec<ScreenMeeting> {
        let today = self.model.today();
        let records = [Kind::Meeting, Kind::Activity]
            .into_iter()
            .flat_map(|kind| self.model.records_at(id, kind));
        let mut coming: Vec<(NaiveDate, &Record)> = records
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| {
                let occasion = record.occasion()?;
                let is_off = occasion.state(today) == MeetingState::Cancelled;
                (!is_off && occasion.day() >= today).then(|| (occasion.day(), record))
            })
            .collect();
        coming.sort_by_key(|(day, record)| (*day, &record.key));
        let coming = coming.into_iter().take(MEETINGS);
        coming
            .map(|(day, record)| ScreenMeeting {
                row: self.row_at(id, record, page),
                day: iso(day),
            })
            .collect()
    }

    /// The last day on which something was recorded.
    fn last_change(&self, id: PlaceId) -> Option<NaiveDate> {
        let records = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.model.records_at(id, kind));
        let today = self.model.today();
        records
            .map(|record| self.model.updated(record))
            .filter(|day| *day <= today)
            .max()
    }
}

/// How large a title can be: the fewer characters, the larger.
fn size(title: &str) -> u8 {
    let halves: usize = title
        .chars()
        .map(|c| if c.is_ascii() { 1 } else { 2 })
        .sum();
    let longer = TITLES.iter().filter(|most| halves.div_ceil(2) > **most);
    u8::try_from(longer.count() + 1).unwrap_or(4)
}

/// A text in lines, as far as a screen could have room for it.
#[derive(Default)]
struct Lines {
    kept: Vec<String>,
    length: usize,
    cut: bool,
}

impl Lines {
    fn add(&mut self, line: String) {
        if self.length >= TEXT {
            self.cut = true;
        } else if !line.trim().is_empty() {
            let left = TEXT - self.length;
            let count = line.chars().count();
            self.length += count;
            self.cut |= count > left;
            self.kept.push(if count > left {
                line.chars().take(left).chain(['…']).collect()
            } else {
                line
            });
        }
    }

    /// Headings, paragraphs and items of lists; tables and pictures are for the page.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph { content } => {
                    let mut line = String::new();
                    plain(content, &mut line);
                    self.add(line);
                }
                Block::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks);
                    }
                }
                Block::Quote { blocks } => self.blocks(blocks),
                Block::Code { text } => self.add(text.clone()),
                Block::Table { .. } | Block::Picture { .. } | Block::Footnote { .. } => {
                    self.cut = true;
                }
                Block::Rule => {}
            }
        }
    }
}

fn plain(content: &[Inline], line: &mut String) {
    for part in content {
        match part {
            Inline::Text { text } | Inline::Code { text } => line.push_str(text),
            Inline::Strong { content }
            | Inline::Emphasis { content }
            | Inline::Strike { content } => plain(content, line),
            Inline::Break => line.push(' '),
            Inline::Note { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_smaller() {
        let han = |count: usize| "字".repeat(count);
        for (title, expected) in [
            (han(14), 1),
            (han(15), 2),
            (format!("{}6号楼", han(12)), 2),
            (han(24), 2),
            (han(36), 3),
            (han(37), 4),
            (String::new(), 1),
        ] {
            assert_eq!(size(&title), expected, "{title}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let mut text = Lines::default();
        text.add("字".repeat(TEXT - 1));
        text.add(" ".to_owned());
        assert!(!text.cut);
        text.add("两字".to_owned());
        assert!(text.cut);
        assert_eq!(text.kept[1], "两…");
        text.add("再".to_owned());
        assert_eq!(text.kept.len(), 2);
    }
}
