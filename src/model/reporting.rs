//! Periods of which accounts, assessments and forums tell: years, halves, quarters, months, or any
//! days.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::value;
use crate::diagnostic::Words;
use crate::words;
use crate::yaml::Fault;

/// A period from its first day to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportingPeriod {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// What part of a year a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cycle {
    /// A calendar year.
    Year,
    /// The first or second half of one.
    Half,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
}

impl Cycle {
    /// All, longest first.
    pub const ALL: [Cycle; 4] = [Cycle::Year, Cycle::Half, Cycle::Quarter, Cycle::Month];

    /// How many months it has.
    pub fn months(self) -> u32 {
        match self {
            Cycle::Year => 12,
            Cycle::Half => 6,
            Cycle::Quarter => 3,
            Cycle::Month => 1,
        }
    }
}

impl ReportingPeriod {
    /// The `number`-th cycle of a year, from 1 on; none if the year has no such.
    pub fn new(year: i32, cycle: Cycle, number: u32) -> Option<ReportingPeriod> {
        let month = number.checked_sub(1)?.checked_mul(cycle.months())?;
        let first = NaiveDate::from_ymd_opt(year, month.checked_add(1)?, 1)?;
        Some(ReportingPeriod {
            first,
            last: ends(first, cycle)?,
        })
    }

    /// Which part of a year it is, and its number in the year; none for any other days.
    pub fn cycle(&self) -> Option<(Cycle, u32)> {
        let starts = |cycle: &Cycle| {
            self.first.day() == 1
                && self.first.month0().is_multiple_of(cycle.months())
                && ends(self.first, *cycle) == Some(self.last)
        };
        let cycle = Cycle::ALL.into_iter().find(starts)?;
        Some((cycle, self.first.month0() / cycle.months() + 1))
    }

    /// Its name: `2025`, `2025-H1`, `2025-Q4`, `2025-10`, or `2025-10-05..2025-11-20`.
    pub fn name(&self) -> String {
        let year = self.first.year();
        match self.cycle() {
            Some((Cycle::Year, _)) => format!("{year:04}"),
            Some((Cycle::Half, number)) => format!("{year:04}-H{number}"),
            Some((Cycle::Quarter, number)) => format!("{year:04}-Q{number}"),
            Some((Cycle::Month, number)) => format!("{year:04}-{number:02}"),
            None => format!("{}..{}", self.first, self.last),
        }
    }

    /// Its name in words: `2025年第四季度` and `2025-Q4`.
    pub fn words(&self) -> Words {
        const NUMBERS: [&str; 4] = ["一", "二", "三", "四"];
        let year = self.first.year();
        let number = |number: u32| NUMBERS.get(number as usize - 1).copied().unwrap_or("");
        let zh = match self.cycle() {
            Some((Cycle::Year, _)) => format!("{year}年"),
            Some((Cycle::Half, 1)) => format!("{year}年上半年"),
            Some((Cycle::Half, _)) => format!("{year}年下半年"),
            Some((Cycle::Quarter, at)) => format!("{year}年第{}季度", number(at)),
            Some((Cycle::Month, at)) => format!("{year}年{at}月"),
            None => {
                let day =
                    |day: NaiveDate| format!("{}年{}月{}日", day.year(), day.month(), day.day());
                format!("{}至{}", day(self.first), day(self.last))
            }
        };
        let en = match self.cycle() {
            Some(_) => self.name(),
            None => format!("{} to {}", self.first, self.last),
        };
        Words { zh, en }
    }

    /// Its name within its year, as under a column: `四季度` and `Q4`.
    pub fn short_words(&self) -> Words {
        let words = self.words();
        let year = self.first.year();
        let within = words.zh.strip_prefix(&format!("{year}年"));
        let zh = match (self.cycle(), within) {
            (Some((Cycle::Year, _)), _) => "全年".to_owned(),
            (Some(_), Some(within)) => within.trim_start_matches('第').to_owned(),
            _ => format!("{}月{}日起", self.first.month(), self.first.day()),
        };
        let en = match self.cycle() {
            Some((Cycle::Year, _)) => "year".to_owned(),
            Some(_) => words
                .en
                .trim_start_matches(&format!("{year:04}-"))
                .to_owned(),
            None => format!("from {}", self.first.format("%m-%d")),
        };
        Words { zh, en }
    }

    /// The year, half, quarter or month in which a day is.
    pub fn around(day: NaiveDate, cycle: Cycle) -> Option<ReportingPeriod> {
        ReportingPeriod::new(day.year(), cycle, day.month0() / cycle.months() + 1)
    }

    /// The period of the same length just before; for any other days the same number of days.
    pub fn before(&self) -> Option<ReportingPeriod> {
        let last = self.first.pred_opt()?;
        let first = match self.cycle() {
            Some((cycle, _)) => self.first.checked_sub_months(Months::new(cycle.months()))?,
            None => last.checked_sub_signed(self.last - self.first)?,
        };
        Some(ReportingPeriod { first, last })
    }

    /// The period of the same length just after; for any other days the same number of days.
    pub fn after(&self) -> Option<ReportingPeriod> {
        let first = self.last.succ_opt()?;
        let last = match self.cycle() {
            Some((cycle, _)) => ends(first, cycle)?,
            None => first.checked_add_signed(self.last - self.first)?,
        };
        Some(ReportingPeriod { first, last })
    }

    /// Whether a day is in it.
    pub fn has(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Reads `2025-Q4`, `2025年第四季度`, `2025年10月`, `2025-H1`, `2025年上半年`, `2025年`, or two
    /// days.
    ///
    /// # Errors
    ///
    /// It is none of these, or its last day is before its first.
    pub fn read(written: &str) -> Result<ReportingPeriod, Fault> {
        let word = value::half_width(written);
        named(&word).map_or_else(|| between(written), Ok)
    }
}

/// The last day of a cycle that begins on this day.
fn ends(first: NaiveDate, cycle: Cycle) -> Option<NaiveDate> {
    first
        .checked_add_months(Months::new(cycle.months()))?
        .pred_opt()
}

fn named(word: &str) -> Option<ReportingPeriod> {
    let (year, rest) = word.split_at_checked(4)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = year.parse().ok().filter(|_| is_year)?;
    let rest = rest.trim_start_matches(['年', '-', ' ']).trim();
    if matches!(rest, "" | "度" | "全年") {
        return ReportingPeriod::new(year, Cycle::Year, 1);
    }
    let half = match rest {
        "上半年" | "H1" | "h1" => Some(1),
        "下半年" | "H2" | "h2" => Some(2),
        _ => None,
    };
    if let Some(number) = half {
        return ReportingPeriod::new(year, Cycle::Half, number);
    }
    let quarter = rest
        .strip_prefix(['Q', 'q'])
        .or_else(|| rest.strip_suffix("季度"));
    if let Some(number) = quarter {
        let number = match number.trim_start_matches('第').trim() {
            "一" | "1" => 1,
            "二" | "2" => 2,
            "三" | "3" => 3,
            "四" | "4" => 4,
            _ => return None,
        };
        return ReportingPeriod::new(year, Cycle::Quarter, number);
    }
    let month = rest.strip_suffix('月').unwrap_or(rest);
    let is_month = month.len() <= 2 && month.bytes().all(|byte| byte.is_ascii_digit());
    let month: u32 = month.parse().ok().filter(|_| is_month)?;
    ReportingPeriod::new(year, Cycle::Month, month)
}

fn between(written: &str) -> Result<ReportingPeriod, Fault> {
    let fault = || {
        Fault::new(
            "bad-period",
            words!("“{written}”不是一个期间", "`{written}` is no period"),
        )
        .at(written)
        .help(words!(
            "写成 2025-Q4、2025年四季度、2025年10月、2025年上半年、2025年，或两个日期：2025-10-01 至 2025-12-31",
            "write it as 2025-Q4, 2025-10, 2025-H1, 2025, or two dates: 2025-10-01 to 2025-12-31"
        ))
    };
    let words = written.replace(" to ", " ").replace("..", " ");
    let mut days = words
        .split(value::is_between_dates)
        .filter(|word| !word.is_empty());
    let (Some(first), Some(last), None) = (days.next(), days.next(), days.next()) else {
        return Err(fault());
    };
    let (first, last) = (
        value::date(first).map_err(|_| fault())?,
        value::date(last).map_err(|_| fault())?,
    );
    if last < first {
        return Err(Fault::new(
            "dates-order",
            words!(
                "期间的最后一天 {last} 早于 {first}",
                "the last day {last} is before {first}"
            ),
        )
        .help(words!("核对起止日期", "check both dates")));
    }
    Ok(ReportingPeriod { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_all_their_forms() {
        for (written, name, first, last) in [
            ("2025", "2025", "2025-01-01", "2025-12-31"),
            ("2025年度", "2025", "2025-01-01", "2025-12-31"),
            ("2025年", "2025", "2025-01-01", "2025-12-31"),
            ("2025年上半年", "2025-H1", "2025-01-01", "2025-06-30"),
            ("2025-H2", "2025-H2", "2025-07-01", "2025-12-31"),
            ("2025年第四季度", "2025-Q4", "2025-10-01", "2025-12-31"),
            ("2025年1季度", "2025-Q1", "2025-01-01", "2025-03-31"),
            ("２０２５-Q2", "2025-Q2", "2025-04-01", "2025-06-30"),
            ("2024年2月", "2024-02", "2024-02-01", "2024-02-29"),
            ("2024-12", "2024-12", "2024-12-01", "2024-12-31"),
            (
                "2025-10-05 至 2025-11-20",
                "2025-10-05..2025-11-20",
                "2025-10-05",
                "2025-11-20",
            ),
            (
                "2025-10-01 2025-12-31",
                "2025-Q4",
                "2025-10-01",
                "2025-12-31",
            ),
        ] {
            let period = ReportingPeriod::read(written).expect(written);
            assert_eq!(period.name(), name, "{written}");
            assert_eq!(period.first.to_string(), first, "{written}");
            assert_eq!(period.last.to_string(), last, "{written}");
        }
        for wrong in [
            "",
            "去年",
            "2025-Q5",
            "2025年五季度",
            "2025-13",
            "2025-00",
            "25-Q1",
            "2025-12-31 至 2025-10-01",
            "2025-10-01",
            "2025-10-01 2025-10-02 2025-10-03",
        ] {
            assert!(ReportingPeriod::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn periods_have_names_and_days_have_periods() {
        for (written, zh, en) in [
            ("2025", "2025年", "2025"),
            ("2025-H1", "2025年上半年", "2025-H1"),
            ("2025-Q4", "2025年第四季度", "2025-Q4"),
            ("2025-10", "2025年10月", "2025-10"),
            (
                "2025-10-05 2025-11-20",
                "2025年10月5日至2025年11月20日",
                "2025-10-05 to 2025-11-20",
            ),
        ] {
            let period = ReportingPeriod::read(written).expect(written);
            let words = period.words();
            assert_eq!(
                (words.zh.as_str(), words.en.as_str()),
                (zh, en),
                "{written}"
            );
            let short = period.short_words();
            let expected = match en {
                "2025" => ("全年", "year"),
                "2025-H1" => ("上半年", "H1"),
                "2025-Q4" => ("四季度", "Q4"),
                "2025-10" => ("10月", "10"),
                _ => ("10月5日起", "from 10-05"),
            };
            assert_eq!((short.zh.as_str(), short.en.as_str()), expected);
            if let Some((cycle, _)) = period.cycle() {
                for day in [period.first, period.last] {
                    assert_eq!(ReportingPeriod::around(day, cycle), Some(period));
                }
            }
        }
    }

    #[test]
    fn neighbours_have_the_same_length() {
        for (written, before, after) in [
            ("2025-Q1", "2024-Q4", "2025-Q2"),
            ("2025-H2", "2025-H1", "2026-H1"),
            ("2024-02", "2024-01", "2024-03"),
            ("2025", "2024", "2026"),
            (
                "2025-10-05 2025-10-09",
                "2025-09-30..2025-10-04",
                "2025-10-10..2025-10-14",
            ),
        ] {
            let period = ReportingPeriod::read(written).expect(written);
            let name = |of: Option<ReportingPeriod>| of.map(|of| of.name());
            assert_eq!(name(period.before()).as_deref(), Some(before), "{written}");
            assert_eq!(name(period.after()).as_deref(), Some(after), "{written}");
            assert!(period.has(period.first) && period.has(period.last));
        }
    }
}
