//! Reading mechanisms.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Adoption, Mechanism, MechanismPart, Said, Since, Version, order};
use crate::model::keyed::{
    Adopted, BodyKind, Category, Every, Level, MeetingType, PartSource, YesNo,
};
use crate::model::scope::Scope;
use crate::model::text::Text;
use crate::model::{PlaceId, acknowledge, keys, value};
use crate::words;
use crate::yaml::{Fault, Key, Node, Reader};

/// Most days within which something may have to be posted.
const MOST_DAYS: u64 = 365;

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
    let acknowledged = fields
        .get("acknowledge")
        .map_or_else(Vec::new, |node| acknowledge::read(reader, node));
    let mut bodies = Vec::new();
    if let Some(node) = fields.get("bodies") {
        for (word, range) in reader.texts(node) {
            match BodyKind::read(&word) {
                Ok(kind) => bodies.push(kind),
                Err(fault) => reader.fault(&range, fault),
            }
        }
    }
    let mut rhythm = Vec::new();
    let mut meets = Vec::new();
    let mut meanings = Vec::new();
    let mut parts = Vec::new();
    let mut versions = Vec::new();
    let mut adoption: Vec<(Adoption, Range<usize>)> = Vec::new();
    for name in [
        "rhythm", "meets", "meanings", "parts", "versions", "adoption",
    ] {
        let Some(node) = fields.get(name) else {
            continue;
        };
        for item in reader.items(node) {
            match name {
                // Sentences, which may enumerate.
                "rhythm" => rhythm.extend(reader.text(item)),
                "meets" => {
                    if let Some(meeting) = read_meets(reader, item) {
                        let is_known = meets.iter().any(|(kind, _)| *kind == meeting.0);
                        if is_known {
                            twice(reader, item);
                        } else {
                            meets.push(meeting);
                        }
                    }
                }
                "meanings" => meanings.extend(said(reader, item, keys::MEANING, "汇 汇聚")),
                "parts" => {
                    if let Some(part) = part(reader, item) {
                        let mut known = parts.iter();
                        if known.any(|known: &MechanismPart| known.name == part.name) {
                            twice(reader, item);
                        } else {
                            parts.push(part);
                        }
                    }
                }
                "versions" => versions.extend(version(reader, item, scope)),
                _ => {
                    let read = read_adoption(reader, item, scope);
                    adoption.extend(read.map(|read| (read, item.range.clone())));
                }
            }
        }
    }
    let [goals, shares, functions] = [
        ("goals", "环境舒心"),
        ("shares", "场地共享"),
        ("functions", "志愿服务"),
    ]
    .map(|(key, example)| all_said(reader, fields.get(key), example));
    versions.sort_by_key(|version: &Version| version.date.first);
    order::check(reader, &adoption, scope.places, &acknowledged);
    let demo = reader.parse_of(&fields, "demo", YesNo::read) == Some(YesNo::Yes);
    let level = reader.parse_of(&fields, "level", Level::read);
    let mut by_place: BTreeMap<PlaceId, Vec<usize>> = BTreeMap::new();
    for (at, (of, _)) in adoption.iter().enumerate() {
        by_place.entry(of.place).or_default().push(at);
    }
    Some(Mechanism {
        name: name.to_owned(),
        title: reader.text_of(&fields, "title")?,
        demo,
        level: level.unwrap_or(Level::Compound),
        bodies,
        rhythm,
        meets,
        issues_per_week: reader.parse_of(&fields, "issues_per_week", per_week),
        publish_within: reader.parse_of(&fields, "publish_within", within),
        households_per_grid: reader.parse_of(&fields, "households_per_grid", band),
        goals,
        shares,
        functions,
        meanings,
        parts,
        versions,
        adoption: adoption.into_iter().map(|(adoption, _)| adoption).collect(),
        by_place,
        text,
    })
}

/// Names with what they say, each once.
fn all_said(reader: &mut Reader<'_>, node: Option<&Node>, example: &str) -> Vec<Said> {
    let mut list: Vec<Said> = Vec::new();
    let Some(node) = node else {
        return list;
    };
    for item in reader.items(node) {
        let Some(said) = said(reader, item, keys::GOAL, example) else {
            continue;
        };
        if list.iter().any(|known| known.name == said.name) {
            twice(reader, item);
        } else {
            list.push(said);
        }
    }
    list
}

/// A word, or a sort of meeting, that stood in the list before.
fn twice(reader: &mut Reader<'_>, item: &Node) {
    let fault = Fault::new(
        "duplicate-key",
        words!("这一项前面已经写过", "this stands in the list already"),
    );
    reader.fault(
        &item.range,
        fault.help(words!("删去其中一个", "remove one of them")),
    );
}

/// Reads the least and the most households: `100-300`, `100至300户`.
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

/// Reads how many issues are raised each week: `2`, `1-2`, `1至2件`.
fn per_week(written: &str) -> Result<(u64, u64), Fault> {
    let plain = value::half_width(written.trim());
    let plain = plain.trim_end_matches('件');
    let fault = |fault: Fault| {
        fault.help(words!(
            "写一个数或两个数，例如 2 或 1-2",
            "write one number or two, for example 2 or 1-2"
        ))
    };
    let not_a_count = || {
        let words = words!("“{written}”不是整数", "`{written}` is not a whole number");
        fault(Fault::new("not-a-count", words))
    };
    let parts: Vec<&str> = plain
        .split(['-', '—', '–', '－', '~', '～', '至', '到'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Option<Vec<u64>> = parts.iter().map(|part| part.parse().ok()).collect();
    let (least, most) = match numbers.as_deref() {
        Some([only]) => (*only, *only),
        Some([least, most]) => (*least, *most),
        _ => return Err(not_a_count()),
    };
    if most == 0 || least > most {
        let words = words!(
            "每周问题写成了 {least} 到 {most} 件，应当先小后大，至少 1 件",
            "found {least} to {most} issues a week, expected the smaller number first and at least 1"
        );
        return Err(fault(Fault::new("out-of-range", words)));
    }
    Ok((least, most))
}

/// Reads a number of days within which something is posted.
fn within(written: &str) -> Result<u64, Fault> {
    let days = value::count(written)?;
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(days);
    }
    Err(Fault::new(
        "out-of-range",
        words!(
            "公示时限写成了 {days} 天，应当在 1 到 {MOST_DAYS} 之间",
            "found {days} days, expected 1 to {MOST_DAYS}"
        ),
    )
    .help(words!("核对天数", "check the number of days")))
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

/// A goal or a meaning: a name, and what it says behind a space.
fn said(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &'static [Key],
    example: &str,
) -> Option<Said> {
    let (name, text) = if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 2);
        let name = words.next().unwrap_or_default().to_owned();
        (name, words.next().map(str::to_owned))
    } else {
        let fields = reader.fields(node, &[known], &format!("`{example}`"))?;
        if fields.get(known[0].name).is_none() {
            let name = example.split(' ').next().unwrap_or_default();
            reader.missing(&node.range, known[0], name);
        }
        let name = reader.text_of(&fields, known[0].name)?;
        (name, reader.text_of(&fields, "text"))
    };
    Some(Said { name, text })
}

/// A part: its name, from which records it is filled, and what it says.
fn part(reader: &mut Reader<'_>, node: &Node) -> Option<MechanismPart> {
    const EXAMPLE: &str = "矛盾化解 矛盾";
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 3);
        let name = words.next().unwrap_or_default().to_owned();
        let Some(source) = words.next() else {
            reader.missing_word(node, keys::PART[1], EXAMPLE);
            return None;
        };
        let source = reader.parse(node, |_| PartSource::read(source))?;
        return Some(MechanismPart {
            name,
            source,
            categories: Vec::new(),
            text: words.next().map(str::to_owned),
        });
    }
    let fields = reader.fields(node, &[keys::PART], &format!("`{EXAMPLE}`"))?;
    for (at, example) in [(0, "矛盾化解"), (1, "矛盾")] {
        if fields.get(keys::PART[at].name).is_none() {
            reader.missing(&node.range, keys::PART[at], example);
        }
    }
    let source = reader.parse_of(&fields, "source", PartSource::read);
    let mut categories = Vec::new();
    if let Some(node) = fields.get("category") {
        for (word, range) in reader.texts(node) {
            match Category::read(&word) {
                Ok(category) => categories.push(category),
                Err(fault) => reader.fault(&range, fault),
            }
        }
        let is_of_issues = matches!(source, Some(PartSource::Disputes | PartSource::Issues));
        if source.is_some() && !is_of_issues {
            let fault = Fault::new(
                "unknown-key",
                words!(
                    "只有来源是“问题”或“矛盾”的部分才按类别取",
                    "only a part whose source is issues or disputes has categories"
                ),
            );
            let help = words!("删去“类别”", "remove `category`");
            reader.fault(&node.range, fault.help(help));
        }
    }
    let text = reader.text_of(&fields, "text");
    Some(MechanismPart {
        name: reader.text_of(&fields, "name")?,
        source: source?,
        categories,
        text,
    })
}

fn version(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Version> {
    const SHAPE: &str = "`2026-03 每周问题改为1—2件 太多办不完`";
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 3);
        let date = words.next().unwrap_or_default();
        let date = reader.parse(node, |_| Since::read(date))?;
        let Some(change) = words.next() else {
            reader.missing_word(node, keys::VERSIONS[1], "2026-03 每周问题改为1—2件");
            return None;
        };
        return Some(Version {
            date,
            change: change.to_owned(),
            reason: words.next().map(str::to_owned),
            place: None,
        });
    }
    let fields = reader.fields(node, &[keys::VERSIONS], SHAPE)?;
    for (key, example) in [
        (keys::VERSIONS[0], "2026-03"),
        (keys::VERSIONS[1], "每周问题改为1—2件"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let date = reader.parse_of(&fields, "date", Since::read);
    let place = reader.parse_of(&fields, "place", |text| scope.place_at(text));
    let reason = reader.text_of(&fields, "reason");
    Some(Version {
        change: reader.text_of(&fields, "change")?,
        date: date?,
        reason,
        place,
    })
}

fn read_adoption(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Adoption> {
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 4);
        let path = words.next().unwrap_or_default();
        let place = reader.parse(node, |_| scope.place_at(path))?;
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
    let place = reader.parse_of(&fields, "place", |text| scope.place_at(text));
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

    #[test]
    fn issues_a_week() {
        for (written, expected) in [
            ("2", (2, 2)),
            ("1-2", (1, 2)),
            ("1—2件", (1, 2)),
            ("１至３", (1, 3)),
            ("0 - 1", (0, 1)),
        ] {
            assert_eq!(per_week(written), Ok(expected), "{written}");
        }
        for (wrong, code) in [
            ("2-1", "out-of-range"),
            ("0", "out-of-range"),
            ("一两件", "not-a-count"),
            ("1-2-3", "not-a-count"),
            ("-", "not-a-count"),
        ] {
            assert_eq!(
                per_week(wrong).map_err(|fault| fault.code),
                Err(code),
                "{wrong}"
            );
        }
    }

    #[test]
    fn days_to_post() {
        assert_eq!(within("3日"), Ok(3));
        assert!(within("0").is_err() && within("三个工作日").is_err() && within("400").is_err());
    }
}
