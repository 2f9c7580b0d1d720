//! Filters of templates: dates and sizes by language, titles with places to break.

use std::fmt::Write as _;

use crate::markdown::push_escaped;
use chrono::{Datelike, Month, NaiveDate};
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Forms of dates that templates write as an argument that is always the same. Each is a filter of
/// its own as well, into which `fold` turns them.
pub const FORMS: [&str; 9] = [
    "date",
    "day",
    "month",
    "year_month",
    "dom",
    "weekday",
    "long_weekday",
    "full",
    "since",
];

/// The filter of a form of dates.
pub fn of_form(form: &str) -> String {
    format!("cn_date_{form}")
}

/// Registers all filters for a language.
pub fn register(tera: &mut Tera, zh: bool) {
    tera.register_filter(
        "cn_date",
        move |day: &str, arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let form = arguments.get::<&str>("form")?.unwrap_or("date");
            let to = arguments.get::<&str>("to")?;
            date(day, form, to, zh).map_err(tera::Error::message)
        },
    );
    for form in FORMS {
        tera.register_filter(of_form(form), move |day: &str, _: Kwargs, _: &State<'_>| {
            date(day, form, None, zh).map_err(tera::Error::message)
        });
    }
    tera.register_filter(
        "counted",
        |word: &str, arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let number = arguments.must_get::<&Value>("n")?;
            Ok(counted(word, &number.to_string()))
        },
    );
    tera.register_filter("file_size", |bytes: u64, _: Kwargs, _: &State<'_>| {
        file_size(bytes)
    });
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State<'_>| {
        json(value)
    });
    tera.register_filter("headline", |pieces: &Value, _: Kwargs, _: &State<'_>| {
        let pieces = pieces
            .as_array()
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_str);
        Value::safe_string(&headline(pieces))
    });
    tera.register_filter(
        "qr",
        |text: &str, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            let svg = super::poster::qr::for_screens(text).map_err(tera::Error::message)?;
            Ok(Value::safe_string(&svg))
        },
    );
}

/// A day in full with its weekday.
pub fn full_date(day: &str, zh: bool) -> String {
    date(day, "full", None, zh).unwrap_or_else(|_| day.to_owned())
}

/// A day of the year: `3月25日` and `25 March`.
pub fn day(day: &str, zh: bool) -> String {
    date(day, "day", None, zh).unwrap_or_else(|_| day.to_owned())
}

fn date(day: &str, form: &str, to: Option<&str>, zh: bool) -> Result<String, String> {
    if form == "since" {
        return since(day, zh);
    }
    let parse = |text: &str| iso(text).ok_or_else(|| format!("cn_date: `{text}` is no ISO date"));
    let day = parse(day)?;
    let (y, m, d) = (day.year(), day.month(), day.day());
    Ok(match (form, zh) {
        ("date", true) => format!("{y}年{m}月{d}日"),
        ("date", false) => format!("{d} {} {y}", month(day)),
        ("day", true) => format!("{m}月{d}日"),
        ("day", false) => format!("{d} {}", month(day)),
        ("month", true) => format!("{m}月"),
        ("month", false) => month(day)[..3].to_owned(),
        ("year_month", true) => format!("{y}年{m}月"),
        ("year_month", false) => format!("{} {y}", month(day)),
        ("dom", _) => d.to_string(),
        ("long_weekday", true) => weekday(day, true).replace('周', "星期"),
        ("long_weekday", false) => weekday(day, false).to_owned(),
        ("weekday", true) => weekday(day, true).to_owned(),
        ("weekday", false) => weekday(day, false)[..3].to_owned(),
        ("full", true) => format!("{y}年{m}月{d}日（{}）", weekday(day, true)),
        ("full", false) => format!("{} {d} {} {y}", weekday(day, false), month(day)),
        ("range", zh) => {
            let end = parse(to.ok_or("cn_date: form `range` needs `to`")?)?;
            range(day, end, zh)
        }
        (other, _) => return Err(format!("cn_date: unknown form `{other}`")),
    })
}

/// An ISO date. A page has many, and the parser of chrono is made for any form of any date.
fn iso(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A day, a month (`2026-03`) or a year.
fn since(text: &str, zh: bool) -> Result<String, String> {
    match text.len() {
        4 if zh => Ok(format!("{text}年")),
        4 => Ok(text.to_owned()),
        7 => {
            let first = iso(&format!("{text}-01"));
            let first = first.ok_or_else(|| format!("cn_date: `{text}` is no month"))?;
            Ok(if zh {
                format!("{}年{}月", first.year(), first.month())
            } else {
                format!("{} {}", month(first), first.year())
            })
        }
        _ => date(text, "date", None, zh),
    }
}

/// The English name of the month of a day.
fn month(day: NaiveDate) -> &'static str {
    let month = u8::try_from(day.month()).ok();
    let month = month.and_then(|number| Month::try_from(number).ok());
    month.map_or("", |month| month.name())
}

fn range(from: NaiveDate, to: NaiveDate, zh: bool) -> String {
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    let (m, d) = (to.month(), to.day());
    if zh {
        let start = format!("{}月{}日", from.month(), from.day());
        return match (same_year, same_month) {
            (_, true) => format!("{start}—{d}日"),
            (true, _) => format!("{start}—{m}月{d}日"),
            _ => format!("{}年{start}—{}年{m}月{d}日", from.year(), to.year()),
        };
    }
    match (same_year, same_month) {
        (_, true) => format!("{}–{d} {}", from.day(), month(to)),
        (true, _) => format!("{} {} – {d} {}", from.day(), month(from), month(to)),
        _ => format!(
            "{} {} {} – {d} {} {}",
            from.day(),
            month(from),
            from.year(),
            month(to),
            to.year()
        ),
    }
}

fn weekday(day: NaiveDate, zh: bool) -> &'static str {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let at = day.weekday().num_days_from_monday() as usize;
    if zh { ZH[at] } else { EN[at] }
}

/// A word of a number, which takes the place of `{n}`. What stands before a bar is said of one, what
/// stands behind it of any other number.
fn counted(word: &str, number: &str) -> String {
    let (one, many) = word.split_once('|').unwrap_or((word, word));
    let form = if number == "1" { one } else { many };
    form.replace("{n}", number)
}

fn file_size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!(
            "{}.{} MB",
            bytes / 1_048_576,
            bytes % 1_048_576 * 10 / 1_048_576
        ),
    }
}

/// A value as JSON that can stand in a script element: nothing in it ends the element or begins a
/// comment. Text that is HTML already, as a template captures it, is read as what it shows.
fn json(value: &Value) -> TeraResult<Value> {
    let shown = value.as_str().filter(|_| value.is_safe()).map(unescaped);
    let written = match shown {
        Some(text) => serde_json::to_string(&text),
        None => serde_json::to_string(value),
    };
    let written = written.map_err(|error| tera::Error::message(error.to_string()))?;
    let mut out = String::with_capacity(written.len());
    let mut copied = 0;
    // In JSON these stand in texts only.
    for (at, sign) in written.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&written[copied..at]);
        copied = at + sign.len();
        for c in sign.chars() {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
    }
    out.push_str(&written[copied..]);
    Ok(Value::safe_string(&out))
}

/// Text that was escaped for HTML as it was before; `&` comes last, so that nothing is read twice.
fn unescaped(html: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    let text = entities
        .iter()
        .fold(html.to_owned(), |text, (entity, shown)| {
            text.replace(entity, shown)
        });
    text.replace("&amp;", "&")
}

/// A title as HTML that may break where the author wishes and after punctuation.
fn headline<'p>(pieces: impl Iterator<Item = &'p str>) -> String {
    let mut out = String::new();
    for (number, piece) in pieces.enumerate() {
        if number > 0 {
            out.push_str("<wbr>");
        }
        let mut rest = piece;
        while let Some(at) = rest.find(['，', '、', '：', '；', '。', '！', '？', '》', '）', '”'])
        {
            let end = at + '，'.len_utf8();
            push_escaped(&mut out, &rest[..end]);
            rest = &rest[end..];
            if !rest.is_empty()
                && !rest.starts_with(['，', '、', '：', '；', '。', '！', '？', '》', '）', '”'])
            {
                out.push_str("<wbr>");
            }
        }
        // No last line of a single character: what may well break keeps its last two together.
        let kept = rest.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        if rest.chars().count() < LONG || !rest.is_char_boundary(kept) || rest[kept..].is_ascii() {
            push_escaped(&mut out, rest);
        } else {
            push_escaped(&mut out, &rest[..kept]);
            out.push_str("<span class=\"end\">");
            push_escaped(&mut out, &rest[kept..]);
            out.push_str("</span>");
        }
    }
    out
}

/// From how many characters on a piece of a title may not fit into a line of a telephone.
const LONG: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_languages() {
        let cases = [
            ("date", None, "2026年3月2日", "2 March 2026"),
            ("day", None, "3月2日", "2 March"),
            ("month", None, "3月", "Mar"),
            ("year_month", None, "2026年3月", "March 2026"),
            ("dom", None, "2", "2"),
            ("weekday", None, "周一", "Mon"),
            ("full", None, "2026年3月2日（周一）", "Monday 2 March 2026"),
            ("range", Some("2026-03-09"), "3月2日—9日", "2–9 March"),
            (
                "range",
                Some("2026-04-01"),
                "3月2日—4月1日",
                "2 March – 1 April",
            ),
            (
                "range",
                Some("2027-01-01"),
                "2026年3月2日—2027年1月1日",
                "2 March 2026 – 1 January 2027",
            ),
        ];
        for (form, to, zh, en) in cases {
            assert_eq!(date("2026-03-02", form, to, true).as_deref(), Ok(zh));
            assert_eq!(date("2026-03-02", form, to, false).as_deref(), Ok(en));
        }
        for (text, zh, en) in [
            ("2026", "2026年", "2026"),
            ("2026-03", "2026年3月", "March 2026"),
            ("2026-03-02", "2026年3月2日", "2 March 2026"),
        ] {
            assert_eq!(date(text, "since", None, true).as_deref(), Ok(zh));
            assert_eq!(date(text, "since", None, false).as_deref(), Ok(en));
        }
        assert!(date("yesterday", "date", None, true).is_err());
        assert!(date("2026-3x", "since", None, true).is_err());
        assert!(date("2026-03-02", "typo", None, true).is_err());
    }

    #[test]
    fn json_ends_no_script() {
        let cases = [
            (
                Value::from("a\"</script><!--&\u{2028}"),
                "\"a\\\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\"",
            ),
            (
                Value::safe_string("1 &lt; 2 &amp;lt; &#39;"),
                "\"1 \\u003c 2 \\u0026lt; '\"",
            ),
            (Value::from(3), "3"),
        ];
        for (value, expected) in cases {
            let written = json(&value).unwrap();
            assert_eq!(written.as_str(), Some(expected));
            assert!(written.is_safe());
        }
    }

    #[test]
    fn sizes_numbers_and_headlines() {
        for (word, number, expected) in [
            ("{n}户", "1", "1户"),
            ("1 room|{n} rooms", "1", "1 room"),
            ("1 room|{n} rooms", "2", "2 rooms"),
            ("1 room|{n} rooms", "1,001", "1,001 rooms"),
            (" household| households", "0", " households"),
        ] {
            assert_eq!(counted(word, number), expected);
        }
        assert_eq!(file_size(1023), "1023 B");
        assert_eq!(file_size(1025), "2 KB");
        assert_eq!(file_size(1_258_292), "1.2 MB");
        assert_eq!(
            headline(["3号楼、5号楼", "周三停水<b>"].into_iter()),
            "3号楼、<wbr>5号楼<wbr>周三停水&lt;b&gt;"
        );
    }
}
