//! Calendar months.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

use super::value;

/// A month, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Month {
        Month(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let next = self.0.checked_add_months(Months::new(1));
        next.and_then(|next| next.pred_opt()).unwrap_or(self.0)
    }

    /// Its name, `2026-03`.
    pub fn name(self) -> String {
        let mut day = value::iso(self.0);
        day.truncate("2026-03".len());
        day
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_last_days() {
        for (day, first, last, name) in [
            ("2026-03-25", "2026-03-01", "2026-03-31", "2026-03"),
            ("2024-02-29", "2024-02-01", "2024-02-29", "2024-02"),
            ("2026-02-01", "2026-02-01", "2026-02-28", "2026-02"),
            ("2025-12-31", "2025-12-01", "2025-12-31", "2025-12"),
        ] {
            let month = Month::of(day.parse().expect("a day"));
            assert_eq!(month.first().to_string(), first);
            assert_eq!(month.last().to_string(), last);
            assert_eq!(month.to_string(), name);
            assert_eq!(Month::of(month.last()), month);
        }
    }
}
