//! Notices and their period of display.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::keyed::{NoticeType, Topic, YesNo};
use super::rules::{self, Duty};
use super::scope::Scope;
use super::{RecordId, keys, value};
use crate::diagnostic::Diagnostic;
use crate::law::calendar::Calendar;
use crate::law::period::{self, Length};
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader, meant};

/// Facts of a notice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Notice {
    /// Type.
    pub r#type: NoticeType,
    /// Period of display.
    pub display: Option<Display>,
    /// The author wrote that period: it is no default.
    pub own_period: bool,
    /// Where the day of posting was written.
    pub posted: Range<usize>,
    /// Where to object.
    pub objections: Option<Objections>,
    /// The record that it is about.
    pub about: Option<RecordId>,
    /// Its matter, by which rules find it.
    pub topic: Option<Topic>,
    /// What a standing notice covers of that which the board must carry.
    pub covers: Vec<String>,
    /// Of the notice of a vote: the questions, with where they were written.
    pub questions: Vec<(String, Range<usize>)>,
}

/// A period of display. The day of posting is not counted (Civil Code, article 201), and a last
/// day that is a rest day gives way to the next that is none (article 203).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Day of posting.
    pub from: NaiveDate,
    /// Last day, until 24:00; none when the notice stands for good.
    pub last_day: Option<NaiveDate>,
    /// The last day as counted, if the last day was moved past rest days.
    pub moved_from: Option<NaiveDate>,
    /// It was given in this many days.
    pub days: Option<u64>,
    /// It was given in this many working days.
    pub workdays: Option<u64>,
    /// The last day rests on a year whose rest days are not known.
    pub provisional: bool,
    /// When a standing notice is looked at again.
    pub review_by: Option<NaiveDate>,
}

/// What a period is of: rules apply to some periods only.
#[derive(Debug, Clone, Copy)]
pub struct Displayed {
    /// Type of the notice; none if it is the publicity of a resolution or of another record.
    pub kind: Option<NoticeType>,
    /// Matter.
    pub topic: Option<Topic>,
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
    let topic = reader.parse_of(fields, "topic", Topic::read);
    let of = Displayed { kind, topic };
    let written = fields
        .get("display")
        .and_then(|node| display(reader, node, date, of, scope));
    let posted = fields.written("display").unwrap_or(fields.place_of("date"));
    let is_default = fields.get("display").is_none() && kind == Some(NoticeType::Disclosure);
    let default = is_default.then(|| {
        let display = of_length(date, Length::Days(DEFAULT_DAYS), &scope.rules.calendar);
        check(reader, &posted, &display, of, scope);
        display
    });
    let own = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope));
    let inherited = (kind == Some(NoticeType::Disclosure))
        .then(|| scope.chain().find_map(|place| place.objections.clone()))
        .flatten();
    let about = reader.parse_of(fields, "about", |text| scope.record(text));
    let covers = fields
        .get("covers")
        .map_or_else(Vec::new, |node| covers(reader, node, scope));
    let questions = fields.get("questions").map_or_else(Vec::new, |node| {
        let items = reader.items(node).iter();
        let text = |item: &Node| Some((reader.text(item)?, item.range.clone()));
        items.filter_map(text).collect()
    });
    Some(Notice {
        r#type: kind?,
        display: written.or(default),
        own_period: fields.get("display").is_some(),
        posted,
        objections: own.or(inherited),
        about,
        topic,
        covers,
        questions,
    })
}

/// What a standing notice covers. Where rules list what the board must carry, it is one of these.
fn covers(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Vec<String> {
    let mut known: Vec<&str> = Vec::new();
    for rule in scope.rules.at(scope.place, scope.places) {
        if let Duty::Board(items) = &rule.duty {
            known.extend(items.iter().map(String::as_str));
        }
    }
    let mut covers = Vec::new();
    for (item, range) in reader.texts(node) {
        if !known.is_empty() && !known.contains(&item.as_str()) {
            let list = known.join("、");
            let help = meant(&item, known.iter().copied())
                .unwrap_or_else(|| words!("可以写：{list}", "expected one of: {list}"));
            let message = words!(
                "公示栏的清单里没有“{item}”",
                "`{item}` is not on the list of what the board must carry"
            );
            let found = Diagnostic::warning("unknown-item", reader.span(&range), message);
            reader.diagnostics.push(found.help(help));
        }
        covers.push(item);
    }
    covers
}

/// Reads a period, as fields or in one line; `date` is the day of posting if none is written.
pub fn display(
    reader: &mut Reader<'_>,
    node: &Node,
    date: NaiveDate,
    of: Displayed,
    scope: Scope<'_>,
) -> Option<Display> {
    let (from, end) = match node.scalar() {
        Some(line) => one_line(reader, node, line, date)?,
        None => in_fields(reader, node, date)?,
    };
    let display = match end {
        Ends::After(length) => of_length(from, length, &scope.rules.calendar),
        Ends::On(to) => Display {
            last_day: Some(to),
            ..Display::standing(from, None)
        },
        Ends::Never(review_by) => Display::standing(from, review_by),
    };
    if let Some(last) = display.last_day.filter(|last| *last < from) {
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
        return Some(display);
    }
    check(reader, &node.range, &display, of, scope);
    Some(display)
}

/// When a period ends, as its author says it.
enum Ends {
    After(Length),
    On(NaiveDate),
    Never(Option<NaiveDate>),
}

fn in_fields(reader: &mut Reader<'_>, node: &Node, date: NaiveDate) -> Option<(NaiveDate, Ends)> {
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
    // A value that could not be read was reported; without it there is no period.
    let ends = days
        .map(|days| Ends::After(Length::Days(days)))
        .or(workdays.map(|days| Ends::After(Length::Workdays(days))))
        .or(to.map(Ends::On))
        .or(standing.then_some(Ends::Never(review_by)));
    Some((from, ends?))
}

/// Reads a number of days or working days.
pub(super) fn days_of(text: &str) -> Result<u64, Fault> {
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

fn one_line(
    reader: &mut Reader<'_>,
    node: &Node,
    line: &str,
    date: NaiveDate,
) -> Option<(NaiveDate, Ends)> {
    let mut parts: Vec<&str> = line
        .split(|c: char| value::is_between_dates(c) || "自从起".contains(c))
        .filter(|part| !part.trim_matches(['-', '－', '—', '–']).is_empty())
        .flat_map(two_dates)
        .collect();
    let mut from = date;
    let first = *parts.first()?;
    match value::date(first) {
        Ok(written) => {
            from = written;
            parts.remove(0);
        }
        Err(_) if is_meant_as_date(first) => {
            return reader.parse(node, |_| {
                value::date(first).map(|date| (date, Ends::On(date)))
            });
        }
        Err(_) => {}
    }
    // One number alone counts: `3 7日` is neither three days nor thirty-seven.
    let has_digit = |part: &&&str| value::half_width(part).contains(|c: char| c.is_ascii_digit());
    if parts.is_empty() || parts.iter().skip(1).any(|part| has_digit(&part)) {
        reader.wrong_shape(node, "`2026-03-02 7日`");
        return None;
    }
    // All that is left counts: `7 个工作日` is not seven days.
    let rest = parts.concat();
    if matches!(rest.as_str(), "长期" | "standing") {
        return Some((from, Ends::Never(None)));
    }
    if let Ok(to) = value::date(&rest) {
        return Some((from, Ends::On(to)));
    }
    let count = reader.parse(node, |_| days_of(&rest))?;
    let length = if rest.contains("工作日") {
        Length::Workdays(count)
    } else {
        Length::Days(count)
    };
    Some((from, Ends::After(length)))
}

/// Both dates of `2026年3月2日—2026年3月9日`, which no space parts; else the text as it is.
fn two_dates(text: &str) -> Vec<&str> {
    let is_date = |text: &&str| value::date(text).is_ok();
    let mut dashes = text.match_indices(['-', '－', '—', '–']);
    dashes
        .find_map(|(at, dash)| {
            let (from, to) = (&text[..at], text[at + dash.len()..].trim_start_matches('—'));
            [from, to].iter().all(is_date).then(|| vec![from, to])
        })
        .unwrap_or_else(|| vec![text])
}

/// Whether a text that is no date was meant as one.
fn is_meant_as_date(text: &str) -> bool {
    let plain = value::half_width(text);
    let parts = plain.split(['-', '.', '/']).count();
    let has_digit = plain.contains(|c: char| c.is_ascii_digit());
    has_digit && (parts == 3 || plain.contains(['年', '月', '/']))
}

/// A period of this length.
pub(super) fn of_length(from: NaiveDate, length: Length, calendar: &Calendar) -> Display {
    let (days, workdays) = match length {
        Length::Days(days) => (Some(days), None),
        Length::Workdays(days) => (None, Some(days)),
    };
    let end = period::end(from, length, calendar);
    Display {
        last_day: end.map(|end| end.last),
        moved_from: end
            .filter(|end| end.last != end.counted)
            .map(|end| end.counted),
        days,
        workdays,
        provisional: end.is_some_and(|end| end.provisional),
        ..Display::standing(from, None)
    }
}

/// The period of a record that says none of its own: as long as the longest that a rule wants of its
/// matter, or else as long as records of its kind are on display.
pub(super) fn by_default(
    date: NaiveDate,
    usual: Length,
    of: Displayed,
    scope: Scope<'_>,
) -> Display {
    let calendar = &scope.rules.calendar;
    let rules = scope.rules.at(scope.place, scope.places);
    let wanted = rules.filter_map(|rule| match rule.duty {
        Duty::Display(least) if rule.is_about(of.kind, of.topic) => Some(least),
        _ => None,
    });
    let lengths = std::iter::once(usual).chain(wanted);
    let periods = lengths.map(|length| of_length(date, length, calendar));
    let longest = periods.reduce(|a, b| if a.last_day >= b.last_day { a } else { b });
    longest.unwrap_or_else(|| of_length(date, usual, calendar))
}

/// Warns of a period that may mislead, or that is shorter than a rule wants it.
fn check(
    reader: &mut Reader<'_>,
    range: &Range<usize>,
    display: &Display,
    of: Displayed,
    scope: Scope<'_>,
) {
    let calendar = &scope.rules.calendar;
    let Some(last) = display.last_day else {
        return;
    };
    if display.provisional {
        let mut days = display.from.iter_days().take_while(|day| *day <= last);
        let unknown = days.find(|day| !calendar.knows(*day)).unwrap_or(last);
        let year = unknown.year();
        let found = Diagnostic::warning(
            "period-provisional",
            reader.span(range),
            words!(
                "还没有收录 {year} 年的放假安排，最后一天暂按周末推算为 {last}",
                "the rest days of {year} are not known: the last day {last} was counted by weekends only"
            ),
        );
        reader.diagnostics.push(found.help(words!(
            "放假通知公布后，写进 content/rules/rest-days-{year}.yaml；现在要准，就写“止”的日期",
            "once they are announced, write content/rules/rest-days-{year}.yaml; to be certain now, write the day under `to`"
        )));
    }
    // A day that is written stands for itself. Only where one may act until then, it may mislead.
    let is_written = display.days.is_none() && display.workdays.is_none();
    let may_act = matches!(of.kind, None | Some(NoticeType::Disclosure));
    if is_written && may_act && calendar.is_rest(last) {
        let next = period::end(last, Length::Days(0), calendar).map_or(last, |end| end.last);
        let found = Diagnostic::warning(
            "period-rest-day",
            reader.span(range),
            words!(
                "公示期的最后一天 {last} 是休息日，办公的地方可能没有人",
                "the last day {last} is a rest day, when offices may be closed"
            ),
        );
        reader.diagnostics.push(found.help(words!(
            "改为下一个工作日 {next}，或写天数，由程序顺延",
            "write {next}, the next working day, or a number of days, which is moved by itself"
        )));
    }
    for rule in scope.rules.at(scope.place, scope.places) {
        let Duty::Display(least) = rule.duty else {
            continue;
        };
        let needed = period::end(display.from, least, calendar).map(|end| end.last);
        if let Some(needed) =
            needed.filter(|needed| last < *needed && rule.is_about(of.kind, of.topic))
        {
            let found = rules::short_display(reader, range, rule, least, needed, last);
            reader.diagnostics.push(found);
        }
    }
}

impl Display {
    /// A period as long as this one that begins on another day.
    pub(super) fn anew(&self, from: NaiveDate, calendar: &Calendar) -> Self {
        let days = |last: NaiveDate| u64::try_from((last - self.from).num_days()).ok();
        let length = self
            .workdays
            .map(Length::Workdays)
            .or(self.days.map(Length::Days))
            .or(self.last_day.and_then(days).map(Length::Days));
        length.map_or(Display::standing(from, None), |length| {
            of_length(from, length, calendar)
        })
    }

    /// A period without an end.
    pub(super) fn standing(from: NaiveDate, review_by: Option<NaiveDate>) -> Self {
        Display {
            from,
            last_day: None,
            moved_from: None,
            days: None,
            workdays: None,
            provisional: false,
            review_by,
        }
    }

    /// It has no end.
    pub fn is_standing(&self) -> bool {
        self.last_day.is_none()
    }

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
            last_day: Some(day("2026-03-09")),
            ..Display::standing(day("2026-03-02"), None)
        };
        assert!(display.is_scheduled(day("2026-03-01")));
        assert!(display.is_current(day("2026-03-02")) && display.is_current(day("2026-03-09")));
        assert!(!display.is_current(day("2026-03-10")));
    }
}
