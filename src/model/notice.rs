//! Notices and their period of display.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::keyed::{NoticeType, YesNo};
use super::scope::Scope;
use super::{RecordId, keys, value};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// Facts of a notice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Notice {
    /// Type.
    pub r#type: NoticeType,
    /// Period of display.
    pub display: Option<Display>,
    /// Where to object.
    pub objections: Option<Objections>,
    /// The record that it is about.
    pub about: Option<RecordId>,
    /// Of the notice of a vote: the questions, with where they were written.
    pub questions: Vec<(String, Range<usize>)>,
}

/// A period of display. The day of posting is not counted (Civil Code, article 201).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Day of posting.
    pub from: NaiveDate,
    /// Last day; none when the notice stands for good.
    pub last_day: Option<NaiveDate>,
    /// It was given in this many working days.
    pub workdays: Option<u64>,
    /// When a standing notice is looked at again.
    pub review_by: Option<NaiveDate>,
}

/// Days of display of a disclosure that says nothing else.
const DEFAULT_DAYS: u64 = 7;
/// More days than this are a slip of the pen.
const MOST_DAYS: u64 = 3660;

/// Reads the facts of a notice.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Notice> {
    if fields.get("type").is_none() {
        reader.missing(&fields.place_of("type"), keys::NOTICE[0], "公示");
    }
    let kind = reader.parse_of(fields, "type", NoticeType::read);
    let written = fields
        .get("display")
        .and_then(|node| display(reader, node, date));
    let default =
        (fields.get("display").is_none() && kind == Some(NoticeType::Disclosure)).then(|| {
            Display {
                from: date,
                last_day: date.checked_add_days(Days::new(DEFAULT_DAYS)),
                workdays: None,
                review_by: None,
            }
        });
    let own = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope));
    let inherited = (kind == Some(NoticeType::Disclosure))
        .then(|| scope.chain().find_map(|place| place.objections.clone()))
        .flatten();
    let about = reader.parse_of(fields, "about", |text| scope.record(text));
    let questions = fields.get("questions").map_or_else(Vec::new, |node| {
        let items = reader.items(node).iter();
        let text = |item: &Node| Some((reader.text(item)?, item.range.clone()));
        items.filter_map(text).collect()
    });
    Some(Notice {
        questions,
        r#type: kind?,
        display: written.or(default),
        objections: own.or(inherited),
        about,
    })
}

/// Reads a period, as fields or in one line; `date` is the day of posting if none is written.
pub fn display(reader: &mut Reader<'_>, node: &Node, date: NaiveDate) -> Option<Display> {
    if let Some(line) = node.scalar() {
        return one_line(reader, node, line, date);
    }
    let fields = reader.fields(node, &[keys::DISPLAY], "`2026-03-02 7日`")?;
    let from = match fields.get("from") {
        Some(node) => reader.parse(node, value::date)?,
        None => date,
    };
    let days = reader.parse_of(&fields, "days", days_of);
    let workdays = reader.parse_of(&fields, "workdays", days_of);
    let to = reader.parse_of(&fields, "to", value::date);
    let standing = reader.parse_of(&fields, "standing", YesNo::read) == Some(YesNo::Yes);
    let review_by = reader.parse_of(&fields, "review_by", value::date);
    let given = ["days", "workdays", "to", "standing"]
        .iter()
        .filter(|name| fields.get(name).is_some())
        .count();
    if given != 1 {
        reader.fault(
            &node.range,
            Fault::new(
                "period",
                words!(
                    "公示期要写天数、工作日、止、长期中的一个",
                    "a period needs exactly one of days, workdays, to, standing"
                ),
            )
            .help(words!(
                "例如 `公示期: 2026-03-02 7日`",
                "for example `display: {{from: 2026-03-02, days: 7}}`"
            )),
        );
        return None;
    }
    finish(
        reader,
        node,
        Display {
            from,
            last_day: to,
            workdays,
            review_by,
        },
        days,
        standing,
    )
}

fn days_of(text: &str) -> Result<u64, Fault> {
    let days = value::count(text.trim_end_matches("个工作日").trim_end_matches("工作日"))?;
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(days);
    }
    Err(Fault::new(
        "out-of-range",
        words!(
            "天数写成了 {days}，应当在 1 到 {MOST_DAYS} 之间",
            "found {days} days, expected 1 to {MOST_DAYS}"
        ),
    )
    .help(words!("核对天数", "check the number of days")))
}

fn one_line(reader: &mut Reader<'_>, node: &Node, line: &str, date: NaiveDate) -> Option<Display> {
    let mut parts: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || "至到~～".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let mut display = Display {
        from: date,
        last_day: None,
        workdays: None,
        review_by: None,
    };
    if let Ok(from) = value::date(parts.first()?) {
        display.from = from;
        parts.remove(0);
    }
    if parts.is_empty() {
        reader.wrong_shape(node, "`2026-03-02 7日`");
        return None;
    }
    // All that is left counts: `7 个工作日` is not seven days.
    let rest = parts.concat();
    if matches!(rest.as_str(), "长期" | "standing") {
        return finish(reader, node, display, None, true);
    }
    if let Ok(to) = value::date(&rest) {
        display.last_day = Some(to);
        return finish(reader, node, display, None, false);
    }
    let count = reader.parse(node, |_| days_of(&rest))?;
    if rest.contains("工作日") {
        display.workdays = Some(count);
        return finish(reader, node, display, None, false);
    }
    finish(reader, node, display, Some(count), false)
}

fn finish(
    reader: &mut Reader<'_>,
    node: &Node,
    mut display: Display,
    days: Option<u64>,
    standing: bool,
) -> Option<Display> {
    if let Some(days) = days {
        display.last_day = display.from.checked_add_days(Days::new(days));
    }
    if let Some(workdays) = display.workdays {
        display.last_day = after_workdays(display.from, workdays);
        let diagnostic = Diagnostic::warning(
            "workdays-provisional",
            reader.span(&node.range),
            words!(
                "工作日只按周末推算，没有计入法定节假日和调休",
                "working days were counted by weekends only, without public holidays"
            ),
        )
        .help(words!(
            "核对最后一天，或改写为“止”的日期",
            "check the last day, or write it under `to`"
        ));
        reader.diagnostics.push(diagnostic);
    }
    if let Some(last) = display.last_day.filter(|last| *last < display.from) {
        let from = display.from;
        reader.fault(
            &node.range,
            Fault::new(
                "dates-order",
                words!(
                    "公示期的最后一天 {last} 早于 {from}",
                    "the last day {last} is before {from}"
                ),
            )
            .help(words!("核对起止日期", "check both dates")),
        );
    }
    // A day that could not be read was reported; without it there is no period.
    (standing || display.last_day.is_some()).then_some(display)
}

fn after_workdays(from: NaiveDate, count: u64) -> Option<NaiveDate> {
    let mut day = from;
    let mut left = count;
    while left > 0 {
        day = day.succ_opt()?;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(day)
}

impl Display {
    /// Not yet posted.
    pub fn is_scheduled(&self, today: NaiveDate) -> bool {
        today < self.from
    }

    /// On display: posted and the last day is not over.
    pub fn is_current(&self, today: NaiveDate) -> bool {
        !self.is_scheduled(today) && self.last_day.is_none_or(|last| today <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_posting_is_not_counted() {
        let day = |text| value::date(text).expect("a date");
        let display = Display {
            from: day("2026-03-02"),
            last_day: Some(day("2026-03-09")),
            workdays: None,
            review_by: None,
        };
        assert!(display.is_scheduled(day("2026-03-01")));
        assert!(display.is_current(day("2026-03-02")) && display.is_current(day("2026-03-09")));
        assert!(!display.is_current(day("2026-03-10")));
    }

    #[test]
    fn working_days_skip_weekends() {
        let day = |text| value::date(text).expect("a date");
        assert_eq!(
            after_workdays(day("2026-03-05"), 2),
            Some(day("2026-03-09"))
        );
        assert_eq!(
            after_workdays(day("2026-03-07"), 1),
            Some(day("2026-03-09"))
        );
    }
}
