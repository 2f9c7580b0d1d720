//! Days, months and years in which something began, as far as they are known.

use chrono::{Months, NaiveDate};

use crate::model::value;
use crate::words;
use crate::yaml::Fault;

/// A day, a month or a year in which something began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// As written.
    pub written: String,
    /// The first day that it can mean.
    pub first: NaiveDate,
    /// The last day that it can mean.
    pub last: NaiveDate,
}

impl Since {
    /// Reads a day, a month (`2026-01`, `2026年1月`) or a year (`2021`, `2021年`).
    ///
    /// # Errors
    ///
    /// It is none of these.
    pub fn read(written: &str) -> Result<Since, Fault> {
        let word = value::half_width(written.trim());
        let of = |first: NaiveDate, last: NaiveDate| Since {
            written: written.trim().to_owned(),
            first,
            last,
        };
        if let Ok(day) = value::date(&word) {
            return Ok(of(day, day));
        }
        let span = month_or_year(&word).map(|(first, last)| of(first, last));
        span.ok_or_else(|| {
            Fault::new(
                "bad-date",
                words!(
                    "“{word}”不是日期、月份或年份",
                    "`{word}` is no day, month or year"
                ),
            )
            .at(&word)
            .help(words!(
                "写成 2026-01-12、2026-01 或 2026",
                "write it as 2026-01-12, 2026-01 or 2026"
            ))
        })
    }

    /// The day, the month (`2026-01`) or the year (`2026`), each written in one way.
    pub fn plain(&self) -> String {
        let (first, days) = (self.first, (self.last - self.first).num_days());
        let form = match days {
            0 => "%Y-%m-%d",
            1..=31 => "%Y-%m",
            _ => "%Y",
        };
        first.format(form).to_string()
    }
}

/// First and last day of a month or a year.
fn month_or_year(word: &str) -> Option<(NaiveDate, NaiveDate)> {
    let plain = word.trim_end_matches(['年', '月']);
    let mut parts = plain.split(['-', '年', '.', '/']);
    let year = parts.next().filter(|year| year.len() == 4)?;
    let year: i32 = year
        .parse()
        .ok()
        .filter(|year| value::YEARS.contains(year))?;
    let month = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let (month, months) = match month {
        Some(month) => (month.parse().ok()?, 1),
        None => (1, 12),
    };
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years() {
        for (written, plain, first, last) in [
            ("2026-01-12", "2026-01-12", "2026-01-12", "2026-01-12"),
            ("2026年1月", "2026-01", "2026-01-01", "2026-01-31"),
            ("2026.2", "2026-02", "2026-02-01", "2026-02-28"),
            ("2021年", "2021", "2021-01-01", "2021-12-31"),
        ] {
            let since = Since::read(written).expect(written);
            assert_eq!(since.plain(), plain);
            let (from, to) = (since.first.to_string(), since.last.to_string());
            assert_eq!((from.as_str(), to.as_str()), (first, last));
        }
        for wrong in [
            "去年",
            "2026-13",
            "26-01",
            "2026-01-12-01",
            "0226",
            "0226年1月",
        ] {
            assert!(Since::read(wrong).is_err(), "{wrong}");
        }
    }
}
