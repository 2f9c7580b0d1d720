//! When a record's poster hangs, and when it is taken down.

use chrono::{Days, NaiveDate};

use super::keyed::Kind;
use super::notice::Display;
use super::record::{Facts, Record};

/// Days for which the poster of a resolution hangs that has no publicity period of its own.
const RESOLUTION_DAYS: u64 = 30;
/// Days for which the poster of a meeting, or of an issue that is closed, hangs.
const NEWS_DAYS: u64 = 14;

impl Record {
    /// The period of display, of a notice or of a resolution's result.
    pub fn display(&self) -> Option<Display> {
        match &self.facts {
            Facts::Notice(notice) => notice.display,
            Facts::Resolution(resolution) => resolution.publicity,
            Facts::Issue(_) | Facts::Meeting(_) => None,
        }
    }

    /// A notice or resolution that is on display today; a notice without a period is as long as
    /// its poster hangs.
    pub fn is_on_display(&self, today: NaiveDate) -> bool {
        match self.display() {
            Some(display) => self.withdrawn.is_none() && display.is_current(today),
            None => self.kind == Kind::Notice && self.hangs(today),
        }
    }

    /// The day on which its poster is taken down; none if that depends on what happens.
    pub fn take_down(&self) -> Option<NaiveDate> {
        let after = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days + 1));
        if let Some(display) = self.display() {
            return display
                .last_day
                .and_then(|last| last.succ_opt())
                .or(display.review_by);
        }
        match &self.facts {
            Facts::Resolution(_) => after(self.date, RESOLUTION_DAYS),
            Facts::Issue(issue) if issue.is_closed() => issue
                .present()
                .and_then(|entry| after(entry.date, NEWS_DAYS)),
            Facts::Issue(_) => None,
            Facts::Meeting(_) | Facts::Notice(_) => after(self.date, NEWS_DAYS),
        }
    }

    /// Its poster should hang today.
    pub fn hangs(&self, today: NaiveDate) -> bool {
        let posted = self.display().map_or(self.date, |display| display.from);
        self.withdrawn.is_none()
            && posted <= today
            && self.take_down().is_none_or(|day| today < day)
    }

    /// Poster number: kind letter, date, code.
    pub fn poster_number(&self) -> String {
        let kind: Kind = self.kind;
        format!(
            "{}-{}-{}",
            kind.letter(),
            self.date.format("%Y%m%d"),
            self.code
        )
    }
}
