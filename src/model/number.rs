//! Document numbers in the form of official papers: 机关代字〔2026〕5号.
//!
//! GB/T 9704-2012, 7.2.5: the sign of the issuer, the year in four digits in hexagonal brackets,
//! and the place in the year's series without leading zeros and without 第.

use chrono::{Datelike, NaiveDate};

use super::value;
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Node, Reader};

/// A document number taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'n> {
    /// Sign of the issuer.
    pub sign: &'n str,
    /// Year.
    pub year: i32,
    /// Place in the series of that year.
    pub place: u32,
}

/// Takes a number apart that has the right form.
pub fn parse(text: &str) -> Option<Number<'_>> {
    let (sign, rest) = text.split_once('〔')?;
    let (year, rest) = rest.split_once('〕')?;
    let place = rest.strip_suffix('号')?;
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_good = !sign.is_empty()
        && !sign.contains(char::is_whitespace)
        && digits(year, 4)
        && year.len() == 4
        && digits(place, 9)
        && !place.starts_with('0');
    is_good.then_some(Number {
        sign,
        year: year.parse().ok()?,
        place: place.parse().ok()?,
    })
}

/// The number in the right form, where it is certain which one is meant.
pub fn mended(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() => {}
            '[' | '［' | '【' | '(' | '（' | '〖' | '﹝' | '{' | '｛' => plain.push('〔'),
            ']' | '］' | '】' | ')' | '）' | '〗' | '﹞' | '}' | '｝' => plain.push('〕'),
            '０'..='９' => plain.push(value::narrow(c)),
            _ => plain.push(c),
        }
    }
    // A sign may have brackets of its own: the year is in the last ones.
    let (sign, rest) = plain.rsplit_once('〔')?;
    let (year, place) = rest.split_once('〕')?;
    let year = year.strip_suffix('年').unwrap_or(year);
    let place = place.strip_prefix('第').unwrap_or(place);
    let place = place.strip_suffix('号').unwrap_or(place);
    let place = place.trim_start_matches('0');
    let whole = format!("{sign}〔{year}〕{place}号");
    parse(&whole).is_some().then_some(whole)
}

/// Warns of a number that has not the form of official papers, or another year than the record's
/// date. Numbers without Chinese characters follow rules of their own.
pub fn check(reader: &mut Reader<'_>, node: &Node, text: &str, date: Option<NaiveDate>) {
    if !text.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c)) {
        return;
    }
    let Some(number) = parse(text) else {
        let found = Diagnostic::warning(
            "number-form",
            reader.span(&node.range),
            words!(
                "文号“{text}”不合公文格式：年份用六角括号〔〕，序号不补零、不加“第”，末尾写“号”",
                "the document number `{text}` has not the form of official papers: the year in hexagonal brackets 〔〕, then the number without leading zero or 第, then 号"
            ),
        );
        let found = match mended(text) {
            Some(mended) => found
                .help(words!("写成 {mended}", "write it as {mended}"))
                .fix(node.range.clone(), mended),
            None => found.help(words!(
                "写成 桃园业〔2026〕3号 这样",
                "write it like 桃园业〔2026〕3号"
            )),
        };
        reader.diagnostics.push(found);
        return;
    };
    if let Some(date) = date.filter(|date| date.year() != number.year) {
        let year = number.year;
        reader.diagnostics.push(
            Diagnostic::warning(
                "number-year",
                reader.span(&node.range),
                words!(
                    "文号的年份是 {year}，记录的日期是 {date}",
                    "the document number is of {year}, the record is dated {date}"
                ),
            )
            .help(words!(
                "文号的年份写发布那一年，核对这两处",
                "the number bears the year of issue: check both"
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_form() {
        let number = parse("桃园业〔2026〕12号").expect("a number");
        assert_eq!(
            (number.sign, number.year, number.place),
            ("桃园业", 2026, 12)
        );
        for wrong in [
            "桃园业[2026]3号",
            "桃园业〔26〕3号",
            "桃园业〔2026〕03号",
            "桃园业〔2026〕第3号",
            "桃园业〔2026〕号",
            "〔2026〕3号",
            "桃园 业〔2026〕3号",
            "桃园业〔2026〕3",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_certain_is_mended() {
        for wrong in [
            "桃园业[2026]3号",
            "桃园业［2026］3号",
            "桃园业(2026)3号",
            "桃园业（２０２６）３号",
            "桃园业【2026】03号",
            "桃园业〔2026〕第3号",
            "桃园业 〔2026〕 3 号",
            "桃园业〔2026年〕3号",
            "桃园业〔2026〕3",
        ] {
            assert_eq!(
                mended(wrong).as_deref(),
                Some("桃园业〔2026〕3号"),
                "{wrong}"
            );
        }
        for unclear in [
            "桃园业2026年3号",
            "第3号",
            "桃园业〔26〕3号",
            "桃园业〔2026〕号",
        ] {
            assert_eq!(mended(unclear), None, "{unclear}");
        }
    }
}
