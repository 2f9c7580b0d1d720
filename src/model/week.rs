//! Weeks from Monday to Sunday, as ISO 8601 numbers them.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::words;
use crate::yaml::Fault;

/// A week, by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(NaiveDate);

impl Week {
    /// The week of a day.
    pub fn of(day: NaiveDate) -> Week {
        let since_monday = u64::from(day.weekday().num_days_from_monday());
        // The first days of the calendar have no Monday before them, and are no days of anything.
        Week(day.checked_sub_days(Days::new(since_monday)).unwrap_or(day))
    }

    /// Its first day.
    pub fn monday(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn sunday(self) -> NaiveDate {
        self.0.checked_add_days(Days::new(6)).unwrap_or(self.0)
    }

    /// Whether a day is in it.
    pub fn has(self, day: NaiveDate) -> bool {
        self.0 <= day && day <= self.sunday()
    }

    /// Reads `2026-W10`, also without the hyphen or with a small letter.
    ///
    /// # Errors
    ///
    /// It is no week, or the year has none of this number.
    pub fn read(written: &str) -> Result<Week, Fault> {
        let word = written.trim();
        let parts = word.split_once(['W', 'w']);
        let parts = parts.map(|(year, week)| (year.trim_end_matches('-'), week));
        let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            let is_number = is_number && digits.contains(&text.len());
            text.parse::<u32>().ok().filter(|_| is_number)
        };
        let numbers =
            parts.and_then(|(year, week)| Some((number(year, 4..=4)?, number(week, 1..=2)?)));
        let monday = numbers.and_then(|(year, week)| {
            let year = i32::try_from(year).ok()?;
            NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)
        });
        monday.map(Week).ok_or_else(|| {
            Fault::new(
                "bad-usage",
                words!("“{word}”不是一周", "`{word}` is no week"),
            )
            .help(words!(
                "写年份和第几周，例如 2026-W10（2026年3月2日至8日）",
                "write the year and the number of the week, for example 2026-W10 (2 to 8 March 2026)"
            ))
        })
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.0.iso_week();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days() {
        for (written, monday, name) in [
            ("2026-W10", "2026-03-02", "2026-W10"),
            ("2026W10", "2026-03-02", "2026-W10"),
            ("2026-w1", "2025-12-29", "2026-W01"),
            ("2026-W53", "2026-12-28", "2026-W53"),
        ] {
            let week = Week::read(written).expect("a week");
            assert_eq!(week.monday().to_string(), monday);
            assert_eq!(week.to_string(), name);
            assert_eq!(Week::of(week.sunday()), week);
            assert!(week.has(week.sunday()) && !week.has(week.sunday() + Days::new(1)));
        }
        for written in [
            "", "W10", "2026-W00", "2026-W54", "2025-W53", "26-W10", "2026-W-1", "2026-10",
        ] {
            assert!(Week::read(written).is_err(), "{written}");
        }
    }
}
