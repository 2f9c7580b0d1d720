//! What an author wrote in a text and may look other than it was meant: lists and tables in the
//! characters of a word processor, days of the week that do not fit their dates. Texts are never
//! altered; their authors are told.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::value;
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::Reader;

/// Words with which the name of a day of the week begins.
const WEEKS: [&str; 3] = ["星期", "礼拜", "周"];

/// Tells of lists and tables in the body, which stands at `start`, that will not be lists and
/// tables: one warning.
pub fn body(reader: &mut Reader<'_>, body: &str, start: usize) {
    let (list, table) = (list(body), table(body));
    let list = list.map(|at| {
        let label = words!(
            "这几行会连成一段，不会成为列表",
            "these lines will run together, not make a list"
        );
        (at, label)
    });
    let table = table.map(|at| {
        let label = words!(
            "全角“｜”不会成为表格",
            "the wide `｜` does not make a table"
        );
        (at, label)
    });
    let mut places = list.into_iter().chain(table);
    let Some((first, label)) = places.next() else {
        return;
    };
    let span = |range: &Range<usize>| start + range.start..start + range.end;
    let mut warning = Diagnostic::warning(
        "kept-as-text",
        reader.span(&span(&first)),
        words!(
            "像是从文档里粘贴的列表或表格，只会作为文字显示",
            "this looks like a pasted list or table and will be shown as plain text"
        ),
    )
    .label(label);
    for (other, label) in places {
        warning = warning.other(reader.span(&span(&other)), label);
    }
    reader.diagnostics.push(warning.help(words!(
        "列表每行以 `- ` 或 `1. ` 开头，或在行间空一行；表格用半角 `|`",
        "begin each line of a list with `- ` or `1. `, or leave empty lines between; draw tables with `|`"
    )));
}

/// The mark of the first list whose lines stand directly below one another.
fn list(body: &str) -> Option<Range<usize>> {
    let mut before: Option<Range<usize>> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let text = line.trim_start_matches(' ');
        let mark = mark(text).map(|len| {
            let start = at + line.len() - text.len();
            start..start + len
        });
        if mark.is_some() && before.is_some() {
            return before;
        }
        // A hard break, or a line that begins a paragraph, keeps lines apart.
        let ends = line.trim_end_matches('\n');
        before = mark.filter(|_| !ends.ends_with("  ") && !ends.ends_with('\\'));
        at += line.len();
    }
    None
}

/// Length of the mark of a list at the start of a line, if it is one that Markdown does not know.
fn mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if "•●■◆▪◇□▲▶➢✓√".contains(first)
        || matches!(first, '\u{2460}'..='\u{249B}' | '\u{2776}'..='\u{2793}')
    {
        return Some(first.len_utf8());
    }
    let is_number = |c: char| {
        c.is_ascii_digit() || matches!(c, '０'..='９') || "一二三四五六七八九十".contains(c)
    };
    let (rest, closing) = match line.strip_prefix(['（', '(']) {
        Some(rest) => (rest, ['）', ')'].as_slice()),
        None => (line, ['、', '．'].as_slice()),
    };
    let number = rest.len() - rest.trim_start_matches(is_number).len();
    let after = rest[number..].chars().next()?;
    let is_wide = !rest[..number].is_ascii() && after == '.';
    let len = line.len() - rest.len() + number + after.len_utf8();
    ((1..=9).contains(&number) && (closing.contains(&after) || is_wide)).then_some(len)
}

/// The first of two lines with wide bars between cells.
fn table(body: &str) -> Option<Range<usize>> {
    if !body.contains('｜') {
        return None;
    }
    let mut before: Option<Range<usize>> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let is_row = line.matches('｜').count() > 1;
        if is_row && before.is_some() {
            return before;
        }
        before = is_row.then(|| at..at + line.trim_end().len());
        at += line.len();
    }
    None
}

/// Tells of days of the week that do not fit the date before them. A date without a year is that
/// nearest to `near`.
pub fn weekdays(reader: &mut Reader<'_>, near: NaiveDate) {
    let source = reader.source;
    let text = &*source.text;
    for week in WEEKS.iter().filter(|week| text.contains(**week)) {
        for (at, _) in text.match_indices(week) {
            let end = at + week.len();
            let Some(name) = text[end..].chars().next() else {
                continue;
            };
            let Some(written) = weekday(name) else {
                continue;
            };
            let Some((date, range)) = date_before(text, at, near) else {
                continue;
            };
            if date.weekday() == written {
                continue;
            }
            let right = name_of(date.weekday());
            let (shown, word) = (&text[range], &text[at..end + name.len_utf8()]);
            let english = date.format("%A");
            let warning = Diagnostic::warning(
                "weekday",
                reader.span(&(at..end + name.len_utf8())),
                words!(
                    "星期不符：“{shown}”（{date}）是星期{right}，这里写“{word}”",
                    "`{shown}` ({date}) is {english}, not `{word}`"
                ),
            )
            .help(words!(
                "核对日期和星期，改正写错的一个",
                "check the date and the day of the week, and correct the one that is wrong"
            ));
            reader.diagnostics.push(warning);
        }
    }
}

/// Whether a text may name a day of the week.
pub fn may_name_weekdays(text: &str) -> bool {
    WEEKS.iter().any(|week| text.contains(week))
}

fn weekday(name: char) -> Option<Weekday> {
    Some(match name {
        '一' => Weekday::Mon,
        '二' => Weekday::Tue,
        '三' => Weekday::Wed,
        '四' => Weekday::Thu,
        '五' => Weekday::Fri,
        '六' => Weekday::Sat,
        '日' | '天' => Weekday::Sun,
        _ => return None,
    })
}

fn name_of(day: Weekday) -> char {
    ['一', '二', '三', '四', '五', '六', '日'][day.num_days_from_monday() as usize]
}

/// The date that ends directly before `at`, but for a bracket, with its place.
fn date_before(text: &str, at: usize, near: NaiveDate) -> Option<(NaiveDate, Range<usize>)> {
    let before = text[..at].trim_end_matches(['（', '(', ' ', '，', ',', '\u{3000}']);
    let end = before.len();
    let is_part = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '０'..='９')
            || "年月日号.-/〇○零一二三四五六七八九十".contains(c)
    };
    let start = before.trim_end_matches(is_part).len();
    let written = before.get(start..end)?;
    if value::may_be_date(written)
        && let Ok(date) = value::date(written)
    {
        return Some((date, start..end));
    }
    let (month, day) = written.strip_suffix(['日', '号'])?.split_once('月')?;
    let in_year = |year: i32| value::date(&format!("{year}年{month}月{day}日")).ok();
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let nearest = years
        .into_iter()
        .filter_map(in_year)
        .min_by_key(|date| (*date - near).num_days().abs())?;
    Some((nearest, start..end))
}
