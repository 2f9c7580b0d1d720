//! Periods by the public calendar: every expected day was counted by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use chrono::{Datelike, NaiveDate, Weekday};
use gongshi::diagnostic::Diagnostics;
use gongshi::law::calendar::Calendar;
use gongshi::law::period::{Ahead, Length, ahead, end};
use gongshi::model::index::Index;
use gongshi::model::rules::Rules;

fn calendar() -> Calendar {
    let mut diagnostics = Diagnostics::new();
    let rules = Rules::new(&[], &Index::default(), &mut diagnostics);
    assert!(diagnostics.is_empty());
    rules.calendar
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Posted on, length (`7` days, `5w` working days), last day as counted, last day, provisional.
const PERIODS: &[(&str, &str, &str, &str, bool)] = &[
    // A plain week: seven days from Monday the 2nd are the 3rd to the 9th.
    ("2026-03-02", "7", "2026-03-09", "2026-03-09", false),
    // It ends on a Saturday, on a Sunday.
    ("2026-03-07", "7", "2026-03-14", "2026-03-16", false),
    ("2026-03-08", "7", "2026-03-15", "2026-03-16", false),
    // Spring Festival 2021, 11 to 17 February; the weekends of 7 and 20 February are worked.
    ("2021-02-03", "7", "2021-02-10", "2021-02-10", false),
    ("2021-02-04", "7", "2021-02-11", "2021-02-18", false),
    ("2021-02-10", "7", "2021-02-17", "2021-02-18", false),
    ("2021-01-31", "7", "2021-02-07", "2021-02-07", false),
    ("2021-02-13", "7", "2021-02-20", "2021-02-20", false),
    ("2021-02-05", "5w", "2021-02-18", "2021-02-18", false),
    ("2021-02-05", "7w", "2021-02-20", "2021-02-20", false),
    ("2021-02-10", "1w", "2021-02-18", "2021-02-18", false),
    // National Day 2021, 1 to 7 October; Saturday the 9th and Sunday 26 September are worked.
    ("2021-09-24", "7", "2021-10-01", "2021-10-08", false),
    ("2021-09-30", "7", "2021-10-07", "2021-10-08", false),
    ("2021-10-02", "7", "2021-10-09", "2021-10-09", false),
    ("2021-10-03", "7", "2021-10-10", "2021-10-11", false),
    ("2021-09-24", "5w", "2021-09-30", "2021-09-30", false),
    ("2021-09-30", "3w", "2021-10-11", "2021-10-11", false),
    // The make-up Saturday 14 February 2026, before nine days of rest until the 23rd.
    ("2026-02-07", "7", "2026-02-14", "2026-02-14", false),
    ("2026-02-13", "1", "2026-02-14", "2026-02-14", false),
    ("2026-02-13", "1w", "2026-02-14", "2026-02-14", false),
    ("2026-02-13", "2w", "2026-02-24", "2026-02-24", false),
    ("2026-02-08", "7", "2026-02-15", "2026-02-24", false),
    ("2026-02-21", "7", "2026-02-28", "2026-02-28", false),
    // Year ends: New Year 2023 began on 31 December 2022; 1 January 2025 was a single day.
    ("2021-12-25", "7", "2022-01-01", "2022-01-04", false),
    ("2022-12-24", "7", "2022-12-31", "2023-01-03", false),
    ("2022-12-29", "2w", "2023-01-03", "2023-01-03", false),
    ("2024-12-25", "7", "2025-01-01", "2025-01-02", false),
    ("2025-12-28", "7", "2026-01-04", "2026-01-04", false),
    ("2025-12-31", "1w", "2026-01-04", "2026-01-04", false),
    // 29 February, in leap years and not.
    ("2024-02-22", "7", "2024-02-29", "2024-02-29", false),
    ("2024-02-28", "1", "2024-02-29", "2024-02-29", false),
    ("2024-02-29", "1", "2024-03-01", "2024-03-01", false),
    ("2024-02-29", "365", "2025-02-28", "2025-02-28", false),
    ("2023-02-28", "1", "2023-03-01", "2023-03-01", false),
    // Across Qingming 2026 (4 to 6 April), and one day longer than a year.
    ("2026-03-24", "10w", "2026-04-08", "2026-04-08", false),
    ("2025-03-25", "366", "2026-03-26", "2026-03-26", false),
    // Rest days of 2027 are not known: weekends alone count, and what is found is not final.
    ("2026-12-24", "7", "2026-12-31", "2026-12-31", false),
    ("2026-12-25", "7", "2027-01-01", "2027-01-01", true),
    ("2026-12-26", "7", "2027-01-02", "2027-01-04", true),
    ("2027-02-01", "7", "2027-02-08", "2027-02-08", true),
    ("2027-03-01", "5w", "2027-03-08", "2027-03-08", true),
    ("2026-12-30", "1w", "2026-12-31", "2026-12-31", false),
    ("2026-12-30", "2w", "2027-01-01", "2027-01-01", true),
    ("2019-05-06", "7", "2019-05-13", "2019-05-13", true),
];

#[test]
fn periods_end_where_they_were_counted_to_end() {
    let calendar = calendar();
    for (from, length, counted, last, provisional) in PERIODS {
        let parsed = match length.strip_suffix('w') {
            Some(days) => Length::Workdays(days.parse().unwrap()),
            None => Length::Days(length.parse().unwrap()),
        };
        let found = end(day(from), parsed, &calendar).expect("an end");
        let found = (found.counted, found.last, found.provisional);
        let expected = (day(counted), day(last), *provisional);
        assert_eq!(found, expected, "{length} from {from}");
    }
}

#[test]
fn no_period_of_a_given_length_ends_on_a_rest_day() {
    let calendar = calendar();
    for from in day("2021-01-01").iter_days().take(2190) {
        for days in 1..=30 {
            for length in [Length::Days(days), Length::Workdays(days)] {
                let end = end(from, length, &calendar).expect("an end");
                assert!(!calendar.is_rest(end.last), "{length:?} from {from}");
                assert!(from < end.counted && end.counted <= end.last);
            }
        }
    }
}

#[test]
fn fifteen_days_are_full_ones() {
    // Posted on D: 15 full days are D+1 to D+15, so D+16 is safe and D+15 disputed.
    let cases = [
        ("2026-02-01", "2026-02-17", Ahead::Enough),
        ("2026-02-01", "2026-02-16", Ahead::Disputed),
        ("2026-02-01", "2026-02-15", Ahead::TooFew),
        ("2024-02-20", "2024-03-07", Ahead::Enough),
        ("2024-02-20", "2024-03-06", Ahead::Disputed),
        ("2023-02-20", "2023-03-07", Ahead::Disputed),
        ("2025-12-20", "2026-01-05", Ahead::Enough),
        ("2025-12-20", "2026-01-03", Ahead::TooFew),
        ("2026-02-01", "2026-02-01", Ahead::TooFew),
        ("2026-02-01", "2026-01-20", Ahead::TooFew),
    ];
    for (posted, event, expected) in cases {
        let found = ahead(day(posted), day(event), 15);
        assert_eq!(found, expected, "{posted} for {event}");
    }
}

/// For each year: days of rest, make-up days, and statutory holidays (two more since 2025).
const YEARS: [(i32, usize, usize, usize); 6] = [
    (2021, 31, 7, 11),
    (2022, 31, 7, 11),
    (2023, 27, 7, 11),
    (2024, 28, 8, 11),
    (2025, 28, 5, 13),
    (2026, 33, 6, 13),
];

#[test]
fn the_announced_years_are_whole() {
    let calendar = calendar();
    let is_weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let mut found = Vec::new();
    for (year, announced) in calendar.years() {
        assert!(announced.source.starts_with("国办发明电〔"), "{year}");
        assert!(announced.work.iter().all(is_weekend), "{year}");
        // Every working day of rest that is no statutory holiday is made up for.
        let free = announced.rest.iter().filter(|day| !is_weekend(day)).count();
        let (rest, work) = (announced.rest.len(), announced.work.len());
        found.push((year, rest, work, free - work));
    }
    assert_eq!(found, YEARS);
}
