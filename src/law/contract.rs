//! When notice must be given about a contract of property service, by the Civil Code.

use chrono::{Days, NaiveDate};

/// Days before its end by which a company says that it will not go on: article 947, paragraph 2.
pub const DECLINE: u64 = 90;
/// Days before its end by which owners say that they end it: article 946, paragraph 1.
pub const DISMISS: u64 = 60;

/// The last days on which notice can be given in writing for the end of a contract, unless the
/// contract itself says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notices {
    /// Of the company that does not agree to go on.
    pub decline: NaiveDate,
    /// Of owners who have decided to dismiss the company.
    pub dismiss: NaiveDate,
}

/// The days of notice for a contract with this last day.
pub fn notices(end: NaiveDate) -> Notices {
    let before = |days| {
        end.checked_sub_days(Days::new(days))
            .unwrap_or(NaiveDate::MIN)
    };
    Notices {
        decline: before(DECLINE),
        dismiss: before(DISMISS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    /// Counted by hand on a calendar.
    #[test]
    fn notices_count_days_and_not_months() {
        for (end, decline, dismiss) in [
            ("2026-05-31", "2026-03-02", "2026-04-01"),
            ("2026-03-31", "2025-12-31", "2026-01-30"),
            ("2026-06-30", "2026-04-01", "2026-05-01"),
            ("2026-12-31", "2026-10-02", "2026-11-01"),
            // Over the end of a February of 28 and of 29 days.
            ("2023-05-30", "2023-03-01", "2023-03-31"),
            ("2023-05-29", "2023-02-28", "2023-03-30"),
            ("2024-05-29", "2024-02-29", "2024-03-30"),
            ("2024-04-29", "2024-01-30", "2024-02-29"),
            ("2024-02-29", "2023-12-01", "2023-12-31"),
            // 2100 is no leap year.
            ("2100-05-30", "2100-03-01", "2100-03-31"),
        ] {
            let expected = Notices {
                decline: day(decline),
                dismiss: day(dismiss),
            };
            assert_eq!(notices(day(end)), expected, "{end}");
        }
    }

    #[test]
    fn the_first_day_of_the_calendar_has_no_day_before() {
        assert_eq!(notices(NaiveDate::MIN).decline, NaiveDate::MIN);
    }
}
