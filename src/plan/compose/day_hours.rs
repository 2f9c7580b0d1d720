//! The day and the hours of a reminder, read from its lead: `3月26日（周四）9:00—17:00`.
//!
//! Nothing is altered: day, weekday and hours are stretches of the lead as written. A lead that
//! says anything else beside them is not read so.

use std::ops::RangeInclusive;

use crate::plan::view::poster::DayHours;

/// Words for what does not work or is not open in these hours, as a title says them.
const CLOSED: [&str; 17] = [
    "停水", "停电", "停气", "停暖", "停热", "停梯", "停运", "停用", "封闭", "关闭", "封路", "暂停",
    "检修", "清洗", "消杀", "施工", "演练",
];

/// Signs and words between two hours.
const TO: [&str; 9] = ["——", "—", "–", "-", "－", "~", "～", "至", "到"];

/// Names of the parts of a day, and the hours that belong to one.
const PARTS: [(&str, RangeInclusive<u16>); 8] = [
    ("凌晨", 0..=6),
    ("早上", 4..=11),
    ("早", 4..=11),
    ("上午", 5..=12),
    ("中午", 11..=14),
    ("下午", 12..=19),
    ("晚上", 17..=24),
    ("晚", 17..=24),
];

const ENGLISH_DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Day and hours of a lead; none where it says something else or more.
pub(super) fn read(lead: &str, title: &str) -> Option<DayHours> {
    let lead = lead.trim().trim_end_matches(['。', '.']);
    let mut rest = Rest(lead);
    let (day, weekday) = chinese_day(&mut rest).or_else(|| {
        rest = Rest(lead);
        english_day(&mut rest)
    })?;
    rest.spaces();
    rest.eat(&["，", ",", "：", ":"]);
    rest.spaces();
    let hours = rest.0;
    let (from, part) = time(&mut rest, 0)?;
    rest.spaces();
    rest.eat(&TO)?;
    rest.spaces();
    let (to, _) = time(&mut rest, part)?;
    let hours = hours.get(..hours.len() - rest.0.len())?.trim();
    rest.spaces();
    let word = rest.0;
    let said = CLOSED.iter().find(|closed| **closed == word);
    if !(word.is_empty() || said.is_some()) || from >= to || to > 24 * 60 {
        return None;
    }
    let in_title = || CLOSED.iter().find(|closed| title.contains(**closed));
    Some(DayHours {
        day: day.to_owned(),
        weekday: weekday.map(str::to_owned),
        hours: hours.to_owned(),
        from,
        to,
        what: said.or_else(in_title).map(|word| (*word).to_owned()),
    })
}

/// The hours of a time as written: when it begins, and when it ends if that is written, in minutes of
/// the day; none where it says anything else.
pub(super) fn hours(written: &str) -> Option<(u16, Option<u16>)> {
    let mut rest = Rest(written.trim());
    let (from, part) = time(&mut rest, 0)?;
    rest.spaces();
    if rest.0.is_empty() {
        return (from < 24 * 60).then_some((from, None));
    }
    rest.eat(&TO)?;
    rest.spaces();
    let (to, _) = time(&mut rest, part)?;
    let is_whole = rest.0.trim().is_empty() && from < to && to <= 24 * 60;
    is_whole.then_some((from, Some(to)))
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn spaces(&mut self) {
        self.0 = self.0.trim_start();
    }

    /// Takes the first of the words with which the rest begins.
    fn eat(&mut self, words: &[&str]) -> Option<usize> {
        let (at, rest) = words
            .iter()
            .enumerate()
            .find_map(|(at, word)| Some((at, self.0.strip_prefix(word)?)))?;
        self.0 = rest;
        Some(at)
    }

    /// Takes a number of at most `most` digits.
    fn number(&mut self, most: usize) -> Option<u16> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at_checked(digits)?;
        if digits == 0 || digits > most {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    /// What `read` takes, as written.
    fn taken(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<&'a str> {
        let before = self.0;
        read(self)?;
        before.get(..before.len() - self.0.len()).map(str::trim)
    }
}

/// `2026年3月26日`, `3月26日`.
fn date(rest: &mut Rest<'_>) -> Option<()> {
    let before = rest.0;
    if rest.number(4).is_none() || rest.eat(&["年"]).is_none() {
        rest.0 = before;
    }
    let month = rest.number(2)?;
    rest.eat(&["月"])?;
    let day = rest.number(2)?;
    rest.eat(&["日", "号"])?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())
}

/// `周四`, `星期四`.
fn weekday(rest: &mut Rest<'_>) -> Option<()> {
    rest.eat(&["周", "星期", "礼拜"])?;
    rest.eat(&["一", "二", "三", "四", "五", "六", "日", "天"])
        .map(|_| ())
}

/// A day with or without its weekday, in either order.
fn chinese_day<'a>(rest: &mut Rest<'a>) -> Option<(&'a str, Option<&'a str>)> {
    if let Some(name) = rest.taken(weekday) {
        rest.spaces();
        let opened = rest.eat(&["（", "("]).is_some();
        let day = rest.taken(date)?;
        if opened {
            rest.eat(&["）", ")"])?;
        }
        return Some((day, Some(name)));
    }
    let day = rest.taken(date)?;
    rest.spaces();
    let opened = rest.eat(&["（", "("]).is_some();
    let name = rest.taken(weekday);
    if opened {
        name?;
        rest.eat(&["）", ")"])?;
    }
    Some((day, name))
}

/// `Thursday 26 March`, `March 26`.
fn english_day<'a>(rest: &mut Rest<'a>) -> Option<(&'a str, Option<&'a str>)> {
    let name = rest.taken(|rest| rest.eat(&ENGLISH_DAYS).map(|_| ()));
    rest.eat(&[","]);
    rest.spaces();
    let day = rest.taken(|rest| {
        let month = rest.eat(&ENGLISH_MONTHS);
        rest.spaces();
        let day = rest.number(2)?;
        rest.spaces();
        let month = month.or_else(|| rest.eat(&ENGLISH_MONTHS));
        (month.is_some() && (1..=31).contains(&day)).then_some(())
    })?;
    Some((day, name))
}

/// A time in minutes of the day, if its hour belongs to the part of the day that it names; and the
/// hours to be added to a time before twelve that follows and names none. `more` are those of the
/// time before it.
fn time(rest: &mut Rest<'_>, more: u16) -> Option<(u16, u16)> {
    let words: Vec<&str> = PARTS.iter().map(|(word, _)| *word).collect();
    let part = rest.eat(&words).and_then(|at| PARTS.get(at));
    rest.spaces();
    let hour = rest.number(2)?;
    let minute = if rest.eat(&[":", "："]).is_some() {
        rest.number(2)?
    } else {
        rest.eat(&["时", "点"])?;
        rest.eat(&["整"]);
        if rest.eat(&["半"]).is_some() {
            30
        } else if let Some(minute) = rest.number(2) {
            rest.eat(&["分"]);
            minute
        } else {
            0
        }
    };
    if hour > 24 || minute > 59 {
        return None;
    }
    let (hour, more) = match part {
        Some((_, hours)) => {
            let hour = [hour, hour + 12]
                .into_iter()
                .find(|of| hours.contains(of))?;
            (hour, if hour < 12 { 0 } else { 12 })
        }
        None if hour < 12 => (hour + more, more),
        None => (hour, more),
    };
    Some((hour * 60 + minute, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(lead: &str) -> Option<(String, String, String, u16, u16)> {
        let found = read(lead, "3号楼｜周四停水8小时")?;
        let weekday = found.weekday.unwrap_or_default();
        Some((found.day, weekday, found.hours, found.from, found.to))
    }

    #[test]
    fn hours_of_meetings() {
        let cases = [
            ("9:30", Some((570, None))),
            ("14:00-16:30", Some((840, Some(990)))),
            ("下午3点半至5点", Some((930, Some(1020)))),
            ("19:00 — 24:00", Some((1140, Some(1440)))),
            ("晚上7点", Some((1140, None))),
            ("中午1点", Some((780, None))),
            ("下午12点半至3点", Some((750, Some(900)))),
            ("中午12:30-下午2:00", Some((750, Some(840)))),
            ("晚上8点至晚上12点", Some((1200, Some(1440)))),
            ("上午9:00至14:00", Some((540, Some(840)))),
            ("下午14:00", Some((840, None))),
            ("晚上12点", None),
            ("凌晨12点", None),
            ("晚上1点", None),
            ("24:00", None),
            ("16:30-14:00", None),
            ("饭后", None),
            ("9:30左右", None),
        ];
        for (written, read) in cases {
            assert_eq!(hours(written), read, "{written}");
        }
    }

    #[test]
    fn usual_forms() {
        let cases = [
            (
                "3月26日（周四）9:00—17:00",
                "3月26日",
                "周四",
                "9:00—17:00",
                540,
                1020,
            ),
            ("3月26日9:00-17:00", "3月26日", "", "9:00-17:00", 540, 1020),
            (
                "2026年3月26日 星期四 8:30至16:30。",
                "2026年3月26日",
                "星期四",
                "8:30至16:30",
                510,
                990,
            ),
            (
                "周四（3月26日）9时至17时停水",
                "3月26日",
                "周四",
                "9时至17时",
                540,
                1020,
            ),
            (
                "3月26日，上午9点半到下午5点",
                "3月26日",
                "",
                "上午9点半到下午5点",
                570,
                1020,
            ),
            (
                "3月26日下午2时至5时",
                "3月26日",
                "",
                "下午2时至5时",
                840,
                1020,
            ),
            (
                "3月26日(周四) 9时30分—24:00",
                "3月26日",
                "周四",
                "9时30分—24:00",
                570,
                1440,
            ),
            (
                "Thursday 26 March, 9:00–17:00",
                "26 March",
                "Thursday",
                "9:00–17:00",
                540,
                1020,
            ),
            (
                "March 26 9:00-17:00",
                "March 26",
                "",
                "9:00-17:00",
                540,
                1020,
            ),
        ];
        for (lead, day, weekday, hours, from, to) in cases {
            let wanted = (
                day.to_owned(),
                weekday.to_owned(),
                hours.to_owned(),
                from,
                to,
            );
            assert_eq!(parts(lead), Some(wanted), "{lead}");
        }
    }

    #[test]
    fn anything_else_stays_a_sentence() {
        for lead in [
            "",
            "3月26日停水",
            "3月26日9:00",
            "3月26日（周四9:00—17:00",
            "3月26日至27日，每天9:00—17:00",
            "3月26日9:00—3月27日17:00",
            "3月26日17:00—9:00",
            "3月26日9:00—25:00",
            "13月26日9:00—17:00",
            "3月26日9:00—17:00，请提前储水",
            "请在3月26日9:00—17:00来办",
            "每天9:00—17:00",
        ] {
            assert_eq!(parts(lead), None, "{lead}");
        }
    }

    #[test]
    fn what_is_closed_is_a_word_of_the_author() {
        let what = |lead, title| read(lead, title).and_then(|found| found.what);
        let lead = "3月26日9:00—17:00";
        assert_eq!(what(lead, "3号楼停水8小时").as_deref(), Some("停水"));
        assert_eq!(
            what("3月26日9:00—17:00停电", "通知").as_deref(),
            Some("停电")
        );
        assert_eq!(what(lead, "义诊"), None);
    }
}
