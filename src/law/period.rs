//! Periods by the Civil Code: the first day is not counted (article 201), a last day that is a rest
//! day gives way to the next day that is none (article 203), and a period ends at 24:00 of its last
//! day (articles 202 and 203).

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// In days, rest days among them.
    Days(u64),
    /// In working days.
    Workdays(u64),
}

/// When a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The last day as counted.
    pub counted: NaiveDate,
    /// The last day, on or after the counted one: no rest day.
    pub last: NaiveDate,
    /// It rests on a year whose rest days are not known: weekends alone were taken for such.
    pub provisional: bool,
}

/// The end of a period that begins on `from`, which is not counted. None if it lies beyond the
/// calendar.
pub fn end(from: NaiveDate, length: Length, calendar: &Calendar) -> Option<End> {
    match length {
        Length::Days(days) => moved(from.checked_add_days(Days::new(days))?, calendar),
        Length::Workdays(days) => {
            let (mut day, mut left, mut provisional) = (from, days, false);
            while left > 0 {
                day = day.succ_opt()?;
                provisional |= !calendar.knows(day);
                left -= u64::from(!calendar.is_rest(day));
            }
            Some(End {
                counted: day,
                last: day,
                provisional,
            })
        }
    }
}

/// The end of a period whose last day was counted to be this one.
fn moved(counted: NaiveDate, calendar: &Calendar) -> Option<End> {
    let (mut last, mut provisional) = (counted, !calendar.knows(counted));
    while calendar.is_rest(last) {
        last = last.succ_opt()?;
        provisional |= !calendar.knows(last);
    }
    Some(End {
        counted,
        last,
        provisional,
    })
}

/// Whether an event comes late enough after a notice that is due some days ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    /// All the days lie between the two.
    Enough,
    /// The last of them is the day of the event itself: whether that one counts is disputed.
    Disputed,
    /// There are fewer.
    TooFew,
}

/// Whether a notice posted on one day was ahead of an event by so many days. The day of posting is
/// not counted (article 201): with 15 days, an event on the 16th day after it has 15 full ones
/// before it.
pub fn ahead(posted: NaiveDate, event: NaiveDate, days: u64) -> Ahead {
    match u64::try_from((event - posted).num_days()) {
        Ok(between) if between > days => Ahead::Enough,
        Ok(between) if between == days => Ahead::Disputed,
        _ => Ahead::TooFew,
    }
}
