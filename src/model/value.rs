//! Dates, amounts and counts as people write them, read exactly.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Words;
use crate::words;
use crate::yaml::Fault;

/// Years of days: others are slips of the pen.
pub const YEARS: std::ops::Range<i32> = 1900..3000;

/// A number with two decimals, exact: money in yuan or area in square metres, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Hundredths(pub i64);

/// Reads a date: `2026-03-02`, `2026.3.2`, `2026/3/2`, `20260302`, `2026年3月2日`,
/// `二〇二六年三月二日`, also with full-width digits, and with a day of the week behind it.
///
/// # Errors
///
/// The text is no date, a day that does not exist, or could be two days.
pub fn date(text: &str) -> Result<NaiveDate, Fault> {
    let plain = half_width(text);
    let plain = without_weekday(plain.trim_matches(['“', '”', '‘', '’']));
    let fault = || odd_date(text, plain);
    let latin;
    let digits = if plain.is_ascii() {
        plain
    } else {
        latin = plain.replace(['·', '•', '．', '。'], ".").replace('−', "-");
        &latin
    };
    let han: Option<[String; 3]>;
    let parts: Vec<&str> = if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) {
        vec![&digits[..4], &digits[4..6], &digits[6..]]
    } else {
        let parts: Vec<&str> = digits
            .trim_end_matches(['日', '号'])
            .split(['-', '.', '/', '年', '月'])
            .map(str::trim)
            .collect();
        han = han_parts(&parts);
        han.as_ref()
            .map_or(parts, |han| han.iter().map(String::as_str).collect())
    };
    let [year, month, day] = parts[..] else {
        return Err(fault());
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return Err(fault());
    }
    let number = |text: &str| {
        text.parse::<u32>()
            .ok()
            .filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
    };
    let (Some(y), Some(m), Some(d)) = (number(year), number(month), number(day)) else {
        return Err(fault());
    };
    let y = i32::try_from(y).map_err(|_| fault())?;
    NaiveDate::from_ymd_opt(y, m, d)
        // Later years are slips too, and a period that began in them could leave the calendar.
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(|| {
            Fault::new(
                "bad-date",
                words!("没有“{text}”这一天", "there is no day `{text}`"),
            )
            .at(text)
            .help(words!("核对年、月、日", "check year, month and day"))
        })
}

/// A date in Chinese numerals, such as 二〇二六年三月二日, in digits; none if there is no numeral.
fn han_parts(parts: &[&str]) -> Option<[String; 3]> {
    let [year, month, day] = parts else {
        return None;
    };
    if parts.iter().all(|part| part.is_ascii()) {
        return None;
    }
    let digits: Option<String> = year.chars().map(han_digit).collect();
    Some([digits?, han_number(month)?, han_number(day)?])
}

/// A Chinese numeral as a digit; a digit is itself.
fn han_digit(c: char) -> Option<char> {
    match c {
        '〇' | '○' | '零' | 'Ｏ' | '０' | 'O' => Some('0'),
        '0'..='9' => Some(c),
        c => "一二三四五六七八九"
            .chars()
            .zip('1'..='9')
            .find_map(|(han, digit)| (han == c).then_some(digit)),
    }
}

/// A number below 100 in Chinese numerals or digits, in digits.
fn han_number(text: &str) -> Option<String> {
    let text = text
        .replace("廿", "二十")
        .replace("卅", "三十")
        .replace("初", "");
    match text.split_once('十') {
        None => text.chars().map(han_digit).collect(),
        Some((tens, ones)) => {
            let digit = |text: &str, empty: char| {
                let mut chars = text.chars();
                let digit = chars.next().map_or(Some(empty), han_digit)?;
                chars.next().is_none().then_some(digit)
            };
            Some([digit(tens, '1')?, digit(ones, '0')?].iter().collect())
        }
    }
}

/// A date without the day of the week behind it.
fn without_weekday(text: &str) -> &str {
    let plain = text.trim_end_matches([')', ' ']);
    for week in ["星期", "礼拜", "周"] {
        if let Some((date, day)) = plain.rsplit_once(week)
            && day.chars().count() == 1
            && day.chars().all(|c| "一二三四五六日天".contains(c))
        {
            return date.trim_end_matches(['(', ',', ' ']);
        }
    }
    text
}

/// Whether a text is as long as a date at least. Texts that are none cost much to read as one.
pub fn may_be_date(text: &str) -> bool {
    text.chars().nth("2026-3-2".len() - 1).is_some()
}

/// A day as `2026-03-25`. Faster than the formatters, and asked for in every row.
pub fn iso(day: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    push_padded(&mut text, day.year().unsigned_abs(), 4);
    text.push('-');
    push_padded(&mut text, day.month(), 2);
    text.push('-');
    push_padded(&mut text, day.day(), 2);
    text
}

/// Appends a number, with noughts before it up to so many digits.
pub fn push_padded(text: &mut String, number: u32, digits: u32) {
    if number > 9 || digits > 1 {
        push_padded(text, number / 10, digits.saturating_sub(1));
    }
    text.push(char::from_digit(number % 10, 10).unwrap_or('0'));
}

/// What is wrong with a text that is no date.
fn odd_date(text: &str, plain: &str) -> Fault {
    let fault = Fault::new(
        "bad-date",
        words!("“{text}”不是日期", "`{text}` is not a date"),
    )
    .at(text);
    if let Some(day) = serial_day(plain) {
        return Fault::new(
            "bad-date",
            words!(
                "“{text}”像是 Excel 的日期序号，那一天是 {day}",
                "`{text}` looks like the number of a day in Excel, which is {day}"
            ),
        )
        .at(text)
        .help(words!("核对后写成 {day}", "check it and write it as {day}"));
    }
    if plain.contains('月') && !plain.contains('年') {
        return fault.help(words!(
            "年份也要写，例如 2026年3月2日",
            "write the year as well, for example 2026-03-02"
        ));
    }
    let parts: Vec<&str> = plain.split(['/', '-', '.']).map(str::trim).collect();
    let [first, second, third] = parts[..] else {
        return fault.help(words!(
            "写成 2026-03-02 或 2026年3月2日",
            "write it as 2026-03-02"
        ));
    };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    if third.len() == 4
        && let (Some(a), Some(b)) = (number(first), number(second))
        && let Ok(year) = third.parse::<i32>()
    {
        let days: Vec<String> = [(a, b), (b, a)]
            .iter()
            .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day))
            .map(|day| day.to_string())
            .collect();
        if let [one, two] = &days[..]
            && one != two
        {
            return Fault::new(
                "bad-date",
                words!(
                    "“{text}”可能是 {one}，也可能是 {two}",
                    "`{text}` could be {one} or {two}"
                ),
            )
            .at(text)
            .help(words!(
                "按年、月、日的次序写，例如 {one}",
                "write year, month, day in this order, for example {one}"
            ));
        }
        if let Some(day) = days.first() {
            return fault.help(words!("写成 {day}", "write it as {day}"));
        }
    }
    if first.len() == 2 && number(first).is_some() {
        return fault.help(words!(
            "年份写四位，例如 20{plain}",
            "write the year with four digits, for example 20{plain}"
        ));
    }
    fault.help(words!(
        "写成 2026-03-02 或 2026年3月2日",
        "write it as 2026-03-02"
    ))
}

/// The day of a number with which Excel counts days, for days from 1982 to 2064.
fn serial_day(text: &str) -> Option<NaiveDate> {
    let serial = text.parse::<u64>().ok().filter(|_| text.len() == 5)?;
    let days = (30_000..60_000).contains(&serial).then_some(serial)?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
}

/// Reads a whole number, also with thousands separators and units such as 户, 人, 份.
///
/// # Errors
///
/// The text is no whole number.
pub fn count(text: &str) -> Result<u64, Fault> {
    let plain = without_thousands(&half_width(text));
    if is_share(&plain) {
        return Err(a_share("not-a-count", text));
    }
    let plain = plain
        .trim_end_matches([
            '户', '人', '份', '票', '张', '个', '名', '天', '日', '栋', '幢', '套',
        ])
        .trim();
    plain
        .parse()
        .ok()
        .filter(|_| plain.bytes().all(|b| b.is_ascii_digit()))
        .ok_or_else(|| {
            Fault::new(
                "not-a-count",
                words!("“{text}”不是整数", "`{text}` is not a whole number"),
            )
            .at(text)
            .help(if plain.contains([',', '、']) {
                apart()
            } else {
                words!("只写数字，例如 40", "write digits only, for example 40")
            })
        })
}

/// What to do about several numbers with commas between them.
fn apart() -> Words {
    words!(
        "几个数之间用空格分开，例如 250 20 5 2；小数点写“.”",
        "part numbers by spaces, for example 250 20 5 2; write the decimal point as `.`"
    )
}

/// A text without the commas that part thousands, and without one behind it. Any other comma stays:
/// `100,50` may be two numbers, or one with a decimal comma.
fn without_thousands(text: &str) -> String {
    let plain = text.trim_end_matches([',', ' ']);
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let Some((first, groups)) = whole.split_once(',') else {
        return plain.to_owned();
    };
    let lengths = first
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .len();
    let of_group = |group: &str| {
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        (digits, group.len())
    };
    let count = groups.split(',').count();
    let is_parted = (1..=3).contains(&lengths)
        && first.ends_with(|c: char| c.is_ascii_digit())
        && groups.split(',').enumerate().all(|(at, group)| {
            let (digits, length) = of_group(group);
            // Only behind the last group a unit may stand.
            digits == 3 && (length == 3 || at + 1 == count)
        });
    if is_parted {
        format!("{}{rest}", whole.replace(',', ""))
    } else {
        plain.to_owned()
    }
}

/// Units behind a number.
const UNITS: [&str; 9] = ["平方米", "平米", "平方", "㎡", "m2", "M2", "m²", "M²", "元"];

/// Reads an area in square metres or an amount in yuan, with at most two decimals. `3.8万` is read
/// as 38000.
///
/// # Errors
///
/// The text is no number, is below nought, or has more than two decimals.
pub fn hundredths(text: &str) -> Result<Hundredths, Fault> {
    let plain = without_thousands(&half_width(text));
    if is_share(&plain) {
        return Err(a_share("not-a-number", text));
    }
    let plain = plain.trim_start_matches(['¥', '￥']).trim();
    let plain = UNITS
        .iter()
        .find_map(|unit| plain.strip_suffix(unit))
        .unwrap_or(plain)
        .trim();
    let (plain, wan) = plain
        .strip_suffix('万')
        .map_or((plain, false), |plain| (plain.trim(), true));
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return Err(odd_number(text, plain));
    }
    let fraction = fraction.trim_end_matches('0');
    let most = if wan { 6 } else { 2 };
    if fraction.len() > most {
        return Err(Fault::new(
            "too-many-decimals",
            words!(
                "“{text}”的小数多于两位",
                "`{text}` has more than two decimals"
            ),
        )
        .at(text)
        .help(words!(
            "按登记的数字写到两位小数",
            "write the registered number with two decimals"
        )));
    }
    format!("{whole}{fraction:0<most$}")
        .parse()
        .map(Hundredths)
        .map_err(|_| {
            Fault::new(
                "not-a-number",
                words!("“{text}”太大", "`{text}` is too large"),
            )
            .at(text)
            .help(words!("核对数字", "check the number"))
        })
}

/// What is wrong with a text that is no amount or area.
fn odd_number(text: &str, plain: &str) -> Fault {
    let is_below = plain.starts_with('-') || (plain.starts_with('(') && plain.ends_with(')'));
    if is_below && plain.contains(|c: char| c.is_ascii_digit()) {
        return Fault::new(
            "not-a-number",
            words!("“{text}”是负数", "`{text}` is below nought"),
        )
        .at(text)
        .help(words!(
            "这里不能是负数：核对数字，删去减号或括号",
            "it cannot be below nought here: check it, and remove the sign or the brackets"
        ));
    }
    Fault::new(
        "not-a-number",
        words!("“{text}”不是数字", "`{text}` is not a number"),
    )
    .at(text)
    .help(if plain.contains([',', '、']) {
        apart()
    } else {
        words!(
            "只写数字，例如 36609.05",
            "write digits only, for example 36609.05"
        )
    })
}

/// The name of a building in one form for all of 3栋, 3幢, 3座, 3号楼, 三号楼 and 3#; other names as
/// they are. Names are compared by it and printed as they were written.
pub fn building(name: &str) -> String {
    let plain = half_width(name);
    let plain = plain.trim_start_matches('第');
    let ends = ["号楼", "号栋", "#楼", "栋", "幢", "座", "号", "楼", "#"];
    let Some(core) = ends.iter().find_map(|end| plain.strip_suffix(end)) else {
        return plain.to_owned();
    };
    let digits = if core.is_ascii() {
        Some(core.trim().to_ascii_uppercase())
    } else {
        han_number(core.trim())
    };
    match digits {
        Some(core) if !core.is_empty() && core.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            let number = core.trim_start_matches('0');
            format!("{}号楼", if number.is_empty() { "0" } else { number })
        }
        _ => plain.to_owned(),
    }
}

fn is_share(plain: &str) -> bool {
    plain.contains(['%', '‰']) || plain.starts_with("百分之")
}

/// Counts cannot be told from shares, and a rounded share hides by how much a vote was won.
fn a_share(code: &'static str, text: &str) -> Fault {
    Fault::new(
        code,
        words!(
            "“{text}”是百分比，这里要写数目",
            "`{text}` is a percentage, expected a count"
        ),
    )
    .at(text)
    .help(words!(
        "请写数出来的数目，例如人数或面积；比例由程序计算",
        "ask for the counts and write these; shares are computed from them"
    ))
}

/// The share of `part` in `whole` in percent with two decimals, rounded to nearest; none of nothing.
pub fn share(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let basis_points = (part * 10_000 * 2 + whole) / (whole * 2);
    Some(format!("{}.{:02}", basis_points / 100, basis_points % 100))
}

/// A whole number with thousands separators.
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Hundredths {
    /// With thousands separators and two decimals.
    pub fn written(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs();
        let mut text = [sign, &thousands((self.0 / 100).abs()), "."].concat();
        push_padded(&mut text, u32::try_from(whole % 100).unwrap_or_default(), 2);
        text
    }

    /// With thousands separators and as many decimals as it needs: `30`, `12.5`.
    pub fn short(self) -> String {
        let written = self.written();
        written
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    }
}

/// The first words of a line of one entry; the last of at most `most` is all the rest. Words are
/// divided by any white space, as wide as it may be.
pub fn first_words(line: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = line.trim();
    let mut left = most;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        left -= 1;
        let (word, after) = match rest.split_once(char::is_whitespace) {
            Some(parts) if left > 0 => parts,
            _ => (rest, ""),
        };
        rest = after.trim_start();
        Some(word)
    })
}

/// A line of an entry with blanks for the colons and commas behind its second word, and within its
/// first one if that is a date: `2026-03-02 发现：三户报修` is `2026-03-02 发现 三户报修`.
pub fn with_blanks(line: &str, is_dated: bool) -> std::borrow::Cow<'_, str> {
    let mut line = std::borrow::Cow::Borrowed(line.trim());
    for _ in 0..2 {
        let first = line.split_whitespace().next().map_or(0, str::len);
        let after = line[first..].trim_start();
        let second = after.find(char::is_whitespace).unwrap_or(after.len());
        let end = line.len() - after.len() + second;
        let start = if is_dated { 0 } else { first };
        let Some(at) = line[start..end].find(['：', ':', '，']) else {
            break;
        };
        let at = start + at;
        let width = line[at..].chars().next().map_or(1, char::len_utf8);
        line = format!("{} {}", &line[..at], &line[at + width..]).into();
    }
    line
}

/// A count as a number with which one can calculate.
pub fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether a character divides the dates of a line: white space, `至`, `到`, a tilde.
pub fn is_between_dates(c: char) -> bool {
    c.is_whitespace() || "至到~～".contains(c)
}

/// Full-width digits, dots and signs as half-width ones, dashes of all sorts as hyphens, and without
/// what cannot be seen.
pub fn half_width(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
            )
        })
        .map(|c| match c {
            '\u{3000}' | '\u{A0}' => ' ',
            '—' | '–' | '―' | '‐' | '‑' | '−' => '-',
            c => narrow(c),
        })
        .collect()
}

/// A full-width letter, digit or sign as the half-width one; any other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
