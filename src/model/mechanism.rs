//! Mechanisms: ways of working, which bodies take part, when they meet, and where they stand.

use chrono::{Months, NaiveDate};

use super::keyed::{Adopted, BodyKind, Every, MeetingType};
use super::place::Place;
use super::scope::Scope;
use super::text::Text;
use super::{PlaceId, keys, place, value};
use crate::words;
use crate::yaml::{Fault, Node, Reader};

/// A way of working.
#[derive(Debug, Clone)]
pub struct Mechanism {
    /// Last part of its address.
    pub name: String,
    /// Title.
    pub title: String,
    /// Kinds of its standing bodies.
    pub bodies: Vec<BodyKind>,
    /// Its rhythm.
    pub rhythm: Vec<String>,
    /// Meetings that it wants, with how often.
    pub meets: Vec<(MeetingType, Every)>,
    /// Issues raised each week, as written.
    pub issues_per_week: Option<String>,
    /// The fewest and the most households that a grid should have.
    pub households_per_grid: Option<(u64, u64)>,
    /// Where it stands, in the order written: the last entry of a place is the present one.
    pub adoption: Vec<Adoption>,
    /// Text.
    pub text: Text,
}

impl Mechanism {
    /// Issues to be raised each week where a mechanism says nothing else: one or two.
    pub const PER_WEEK: (u64, u64) = (1, 2);

    /// The least and the most issues to be raised each week.
    pub fn per_week(&self) -> (u64, u64) {
        let written = self.issues_per_week.as_deref().unwrap_or_default();
        let numbers: Vec<u64> = written
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|digits| digits.parse().ok())
            .collect();
        match numbers.as_slice() {
            [only] => (*only, *only),
            [least, most] if least <= most => (*least, *most),
            _ => Self::PER_WEEK,
        }
    }
}

/// Where a mechanism stands.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The place.
    pub place: PlaceId,
    /// How far it is adopted there.
    pub state: Adopted,
    /// Since when.
    pub since: Option<Since>,
    /// Note.
    pub note: Option<String>,
}

/// A day, a month or a year in which something began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// As written.
    pub written: String,
    /// The first day that it can mean.
    pub first: NaiveDate,
    /// The last day that it can mean.
    pub last: NaiveDate,
}

impl Since {
    /// Reads a day, a month (`2026-01`, `2026年1月`) or a year (`2021`, `2021年`).
    ///
    /// # Errors
    ///
    /// It is none of these.
    pub fn read(written: &str) -> Result<Since, Fault> {
        let word = value::half_width(written.trim());
        let of = |first: NaiveDate, last: NaiveDate| Since {
            written: written.trim().to_owned(),
            first,
            last,
        };
        if let Ok(day) = value::date(&word) {
            return Ok(of(day, day));
        }
        let span = month_or_year(&word).map(|(first, last)| of(first, last));
        span.ok_or_else(|| {
            Fault::new(
                "bad-date",
                words!(
                    "“{word}”不是日期、月份或年份",
                    "`{word}` is no day, month or year"
                ),
            )
            .at(&word)
            .help(words!(
                "写成 2026-01-12、2026-01 或 2026",
                "write it as 2026-01-12, 2026-01 or 2026"
            ))
        })
    }
}

/// First and last day of a month or a year.
fn month_or_year(word: &str) -> Option<(NaiveDate, NaiveDate)> {
    let plain = word.trim_end_matches(['年', '月']);
    let mut parts = plain.split(['-', '年', '.', '/']);
    let year = parts.next().filter(|year| year.len() == 4)?;
    let year: i32 = year.parse().ok()?;
    let month = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let (month, months) = match month {
        Some(month) => (month.parse().ok()?, 1),
        None => (1, 12),
    };
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some((first, last))
}

impl Mechanism {
    /// Where it stands at a place on a day; none if nothing is written of that.
    pub fn at(&self, place: PlaceId, today: NaiveDate) -> Option<&Adoption> {
        let has_begun = |adoption: &&Adoption| {
            let since = adoption.since.as_ref();
            adoption.place == place && since.is_none_or(|since| since.first <= today)
        };
        self.adoption.iter().rfind(has_begun)
    }

    /// Whether it is adopted or tried at a place on a day; where nothing is written of that, at the
    /// nearest place above of which something is.
    pub fn is_in_use(&self, places: &[Place], place: PlaceId, today: NaiveDate) -> bool {
        let mut up = place::up(places, place);
        let nearest = up.find_map(|place| self.at(place.id, today));
        nearest.is_some_and(|of| matches!(of.state, Adopted::Pilot | Adopted::Adopted))
    }

    /// Whether meetings of a type belong to it, this often.
    pub fn wants(&self, meeting: MeetingType, every: Every) -> bool {
        self.meets.contains(&(meeting, every))
    }
}

/// Reads a mechanism.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    text: Text,
    scope: Scope<'_>,
) -> Option<Mechanism> {
    let fields = reader.fields(node, &[keys::MECHANISM], "`标题: 五加X`")?;
    if fields.get("title").is_none() {
        reader.missing(
            &fields.place_of("title"),
            keys::MECHANISM[0],
            "“五+X”工作机制",
        );
    }
    let mut bodies = Vec::new();
    if let Some(node) = fields.get("bodies") {
        for (word, range) in reader.texts(node) {
            match BodyKind::read(&word) {
                Ok(kind) => bodies.push(kind),
                Err(fault) => reader.fault(&range, fault),
            }
        }
    }
    let mut meets = Vec::new();
    if let Some(node) = fields.get("meets") {
        for item in reader.items(node) {
            meets.extend(read_meets(reader, item));
        }
    }
    let mut adoption = Vec::new();
    if let Some(node) = fields.get("adoption") {
        for item in reader.items(node) {
            adoption.extend(read_adoption(reader, item, scope));
        }
    }
    Some(Mechanism {
        name: name.to_owned(),
        title: reader.text_of(&fields, "title")?,
        bodies,
        rhythm: place::list(reader, &fields, "rhythm"),
        meets,
        issues_per_week: reader.text_of(&fields, "issues_per_week"),
        households_per_grid: reader.parse_of(&fields, "households_per_grid", band),
        adoption,
        text,
    })
}

/// Reads the least and the most: `100-300`, `100至300户`.
fn band(written: &str) -> Result<(u64, u64), Fault> {
    let plain = value::half_width(written);
    let apart = |c: char| matches!(c, '-' | '—' | '–' | '~' | '至' | '到');
    let ends = plain.split_once(apart).map(|(least, most)| {
        let count = |end: &str| value::count(end.trim_matches(apart)).ok();
        (count(least), count(most))
    });
    if let Some((Some(least), Some(most))) = ends
        && least <= most
    {
        return Ok((least, most));
    }
    Err(Fault::new(
        "not-a-count",
        words!(
            "“{written}”不是从多少到多少",
            "`{written}` does not say from how many to how many"
        ),
    )
    .at(written)
    .help(words!(
        "写最少和最多，例如 100-300",
        "write the least and the most, for example 100-300"
    )))
}

fn read_meets(reader: &mut Reader<'_>, node: &Node) -> Option<(MeetingType, Every)> {
    if let Some(line) = node.scalar() {
        let (meeting, every) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let meeting = reader.parse(node, |_| MeetingType::read(meeting))?;
        if every.trim().is_empty() {
            reader.missing_word(node, keys::MEETS[1], "合署办公 每周");
            return None;
        }
        let every = reader.parse(node, |_| Every::read(every.trim()))?;
        return Some((meeting, every));
    }
    let fields = reader.fields(node, &[keys::MEETS], "`合署办公 每周`")?;
    for (key, example) in [(keys::MEETS[0], "合署办公"), (keys::MEETS[1], "每周")] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let meeting = reader.parse_of(&fields, "type", MeetingType::read);
    let every = reader.parse_of(&fields, "every", Every::read);
    Some((meeting?, every?))
}

fn read_adoption(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Adoption> {
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 4);
        let path = words.next().unwrap_or_default();
        let place = reader.parse(node, |_| place_at(path, scope))?;
        let Some(state) = words.next() else {
            reader.missing_word(node, keys::ADOPTION[1], "/dongheng 试点");
            return None;
        };
        let state = reader.parse(node, |_| Adopted::read(state))?;
        let since = match words.next() {
            Some(word) => Some(reader.parse(node, |_| Since::read(word))?),
            None => None,
        };
        return Some(Adoption {
            place,
            state,
            since,
            note: words.next().map(str::to_owned),
        });
    }
    let fields = reader.fields(node, &[keys::ADOPTION], "`/dongheng 试点`")?;
    for (key, example) in [(keys::ADOPTION[0], "/"), (keys::ADOPTION[1], "试点")] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let place = reader.parse_of(&fields, "place", |text| place_at(text, scope));
    let state = reader.parse_of(&fields, "state", Adopted::read);
    let since = reader.parse_of(&fields, "since", Since::read);
    let note = reader.text_of(&fields, "note");
    Some(Adoption {
        place: place?,
        state: state?,
        since,
        note,
    })
}

fn place_at(path: &str, scope: Scope<'_>) -> Result<PlaceId, Fault> {
    let folder = path.trim_matches('/');
    scope.index.place(folder).ok_or_else(|| {
        let known: Vec<String> = scope
            .index
            .places
            .iter()
            .map(|entry| format!("/{}", entry.folder))
            .collect();
        let written = format!("/{folder}");
        let help =
            crate::yaml::meant(&written, known.iter().map(String::as_str)).unwrap_or_else(|| {
                words!(
                    "写从根开始的文件夹路径，例如 /dongheng",
                    "write the path of its folder from the root, for example /dongheng"
                )
            });
        Fault::new(
            "unknown-place",
            words!("没有“{path}”这个地方", "there is no place `{path}`"),
        )
        .at(path)
        .help(help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_from_the_least_to_the_most() {
        for written in [
            "100-300",
            "100—300",
            "100至300户",
            "100户到300户",
            "１００－３００",
        ] {
            assert_eq!(band(written), Ok((100, 300)), "{written}");
        }
        assert_eq!(band("200-200"), Ok((200, 200)));
        for written in [
            "300",
            "300-100",
            "-300",
            "100-",
            "100-200-300",
            "多于100户",
            "",
        ] {
            assert!(band(written).is_err(), "{written}");
        }
    }
}
