//! The text of a cell that is no text: as the spreadsheet program shows it, and exact.

use std::borrow::Cow;
use std::fmt::Write as _;

use calamine::{Data, ExcelDateTime};

/// The text of a cell.
pub fn text(value: &Data) -> Cow<'_, str> {
    match value {
        Data::Empty => "".into(),
        Data::String(text) | Data::DurationIso(text) => text.as_str().into(),
        Data::Int(number) => number.to_string().into(),
        Data::Float(number) => number_text(*number).into(),
        Data::Bool(true) => "TRUE".into(),
        Data::Bool(false) => "FALSE".into(),
        Data::DateTime(moment) => moment_text(moment).into(),
        Data::DateTimeIso(text) => iso(text).into(),
        Data::Error(error) => error.to_string().into(),
    }
}

/// A number with the 15 digits that spreadsheet programs keep: a sum that is off by the last bit of
/// its binary form (118.49999999999999) is what the sheet shows (118.5). Never with an exponent.
pub fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    // `-0` is nothing that a sheet shows.
    if rounded == 0.0 {
        return "0".to_owned();
    }
    format!("{rounded}")
}

/// A date as 2026-03-02, with the time if there is one; an amount of time as hours and minutes.
fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let mut out = String::new();
    let is_time_alone = (0.0..1.0).contains(&moment.as_f64());
    if !is_time_alone {
        let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    }
    if is_time_alone || (hour, minute, second) != (0, 0, 0) {
        let space = if out.is_empty() { "" } else { " " };
        let _ = write!(out, "{space}{hour:02}:{minute:02}");
        if second != 0 {
            let _ = write!(out, ":{second:02}");
        }
    }
    out
}

/// A date of an `.ods` file without a time that is midnight.
fn iso(text: &str) -> &str {
    text.strip_suffix("T00:00:00").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_exact() {
        for (number, shown) in [
            (118.5, "118.5"),
            (36_609.05, "36609.05"),
            (118.499_999_999_999_99, "118.5"),
            (0.1 + 0.2, "0.3"),
            (355.0, "355"),
            (-0.0, "0"),
            (-12.25, "-12.25"),
            (1e15, "1000000000000000"),
            (440_301_199_001_011_000.0, "440301199001011000"),
            (118.555, "118.555"),
            (0.000_01, "0.00001"),
            (f64::NAN, "#NUM!"),
        ] {
            assert_eq!(number_text(number), shown);
        }
        // Every area with two decimals up to a million square metres comes back as it was written.
        for hundredths in (0_u32..100_000_000).step_by(997) {
            let written = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let number: f64 = written.parse().expect("a number");
            let shown = number_text(number);
            let (whole, part) = shown.split_once('.').unwrap_or((&shown, ""));
            assert_eq!(format!("{whole}.{part:0<2}"), written);
        }
    }

    #[test]
    fn dates() {
        let moment = |value| ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
        assert_eq!(moment_text(&moment(46_083.0)), "2026-03-02");
        assert_eq!(moment_text(&moment(46_083.375)), "2026-03-02 09:00");
        assert_eq!(moment_text(&moment(0.5)), "12:00");
        assert_eq!(iso("2026-03-02T00:00:00"), "2026-03-02");
    }
}
