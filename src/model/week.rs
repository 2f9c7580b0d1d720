//! Weeks from Monday to Sunday, as ISO 8601 numbers them.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::value;
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

    /// Its number in its year.
    pub fn number(self) -> u32 {
        self.0.iso_week().week()
    }

    /// Its name, `2026-W10`.
    pub fn name(self) -> String {
        let week = self.0.iso_week();
        format!("{:04}-W{:02}", week.year(), week.week())
    }

    /// Reads its name, `2026年第10周`, or a day in it.
    ///
    /// # Errors
    ///
    /// It is neither, or its year has no such week.
    pub fn read(written: &str) -> Result<Week, Fault> {
        let word = written.trim();
        Week::named(word)
            .or_else(|| value::date(word).ok().map(Week::of))
            .ok_or_else(|| {
                Fault::new(
                    "bad-date",
                    words!("“{word}”不是某一周", "`{word}` is no week"),
                )
                .at(word)
                .help(words!(
                    "写成 2026-W10，或这一周里的一天，例如 2026-03-02",
                    "write it as 2026-W10, or as a day of that week like 2026-03-02"
                ))
            })
    }

    /// The week of a name.
    pub fn named(name: &str) -> Option<Week> {
        let parts = name
            .split_once(['W', 'w'])
            .or_else(|| name.strip_suffix('周')?.split_once("年第"));
        let (year, week) = parts?;
        let year = year.trim_end_matches('-');
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || !is_plain(year) || !is_plain(week) || week.len() > 2 {
            return None;
        }
        let (year, week) = (year.parse().ok()?, week.parse().ok()?);
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(Week)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
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
            ("2026年第10周", "2026-03-02", "2026-W10"),
            ("2026-03-08", "2026-03-02", "2026-W10"),
            ("2026-W53", "2026-12-28", "2026-W53"),
        ] {
            let week = Week::read(written).expect("a week");
            assert_eq!(week.monday().to_string(), monday);
            assert_eq!(week.to_string(), name);
            assert_eq!(Week::of(week.sunday()), week);
            assert!(week.has(week.sunday()) && !week.has(week.sunday() + Days::new(1)));
        }
        for written in [
            "",
            "W10",
            "2026-W00",
            "2026-W54",
            "2025-W53",
            "26-W10",
            "2026-W-1",
            "2026-10",
            "2026-W010",
        ] {
            assert!(Week::read(written).is_err(), "{written}");
        }
    }
}
