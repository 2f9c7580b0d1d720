//! Flats: a room number with its building or unit. A building alone tells nobody's address.

use std::ops::Range;

use super::clue;
use super::digits::{Gap, Row};
use super::number;

/// Words after the number of a building.
const BUILDINGS: &[&str] = &["号楼", "#楼", "＃楼", "栋", "幢", "座", "#", "＃", "号院"];
/// The word after the number of a unit.
const UNIT: &str = "单元";

/// Words after which a number is a count, a measure or a date, and no room.
const COUNTS: &[&str] = &[
    "年", "月", "日", "元", "万", "亿", "户", "人", "次", "件", "平", "㎡", "米", "m", "M", "度",
    "吨", "个", "名", "票", "份", "套", "辆", "台", "天", "分", "块", "亩", "家", "余", "多", "%",
    "％", "级", "层", "只", "kW",
];

/// What is an office and nobody's home.
const OFFICES: &[&str] = &[
    "物业",
    "办公",
    "活动室",
    "服务中心",
    "服务站",
    "值班",
    "监控",
    "会议室",
    "社区",
    "居委会",
    "业委会",
    "业主委员会",
    "党群",
    "商铺",
    "门面",
    "便民",
    "架空层",
    "调解室",
    "警务",
    "配电",
    "设备",
    "消防",
    "议事",
    "接待",
];

/// The flat whose number begins with the group `first` of a row, and the groups that it takes.
pub fn read(text: &str, row: &Row, first: usize) -> Option<(Range<usize>, Range<usize>)> {
    let start = row.groups[first].range.start;
    let before = building(text, start);
    let joined = |from: usize, count: usize| {
        let groups = row.groups.get(from..from + count)?;
        let is_free = row
            .groups
            .get(from + count)
            .is_none_or(|next| !matches!(next.gap, Gap::Hyphen | Gap::Dot | Gap::Nothing));
        let all = groups[1..].iter().all(|group| group.gap == Gap::Hyphen);
        (all && is_free).then_some(from..from + count)
    };
    let is_first = first == 0 || !matches!(row.groups[first].gap, Gap::Hyphen | Gap::Dot);
    let short = |at: usize, most: usize| (1..=most).contains(&row.length(at));
    // 3栋1单元1802, 3栋1-1802
    if let Some(begin) = before {
        for count in [2, 1] {
            let Some(groups) = joined(first, count) else {
                continue;
            };
            let is_unit = count == 1 || short(first, 2);
            if is_unit && is_room(text, row, groups.end - 1) {
                return Some((begin..end(text, row, groups.end - 1), groups));
            }
        }
        return None;
    }
    if !is_first || is_in_word(text, start) {
        return None;
    }
    // 3-1-1802
    if let Some(groups) = joined(first, 3)
        && short(first, 3)
        && short(first + 1, 2)
        && row.digits[row.groups[first].digits.start] != 0
        && is_room(text, row, first + 2)
    {
        return Some((start..end(text, row, first + 2), groups));
    }
    // 3-1802室
    let groups = joined(first, 2).filter(|_| short(first, 3) && is_room(text, row, first + 1))?;
    let named = &text[row.groups[first + 1].range.end..];
    let is_named = clue::begins(named, &["室", "房", "住户", "业主"]);
    is_named.then(|| (start..end(text, row, first + 1), groups))
}

/// The further flat of a building, `602室` of `4号楼2单元601室和602室`: whether the group `first` is
/// one, and where it ends. `last` is where the flat before it ends.
pub fn further(text: &str, row: &Row, first: usize, last: usize) -> Option<usize> {
    let start = row.groups[first].range.start;
    let between = text.get(last..start)?;
    let is_list = matches!(between, "、" | "和" | "及" | "与" | "，" | "," | "/" | " ");
    (is_list && is_room(text, row, first)).then(|| end(text, row, first))
}

/// Where the number of a room ends, with the word for it.
fn end(text: &str, row: &Row, at: usize) -> usize {
    let end = row.groups[at].range.end;
    let rest = &text[end..];
    let word = ["号房", "室", "房"]
        .iter()
        .find(|word| rest.starts_with(**word));
    end + word.map_or(0, |word| word.len())
}

/// Whether the number goes on to its left with letters or a dot.
fn is_in_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(|c| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | '=' | '第')
    })
}

/// Whether the group is the number of a room that somebody lives in: floors 1 to 60, rooms 1 to 40.
fn is_room(text: &str, row: &Row, at: usize) -> bool {
    let group = &row.groups[at];
    let digits = &row.digits[group.digits.clone()];
    if !(3..=4).contains(&digits.len()) || digits[0] == 0 {
        return false;
    }
    let number = number::value(digits);
    let (floor, room) = (number / 100, number % 100);
    // 3-1-2026 is a day written the wrong way round.
    let is_year = (2013..=2040).contains(&number) || (1990..=1999).contains(&number);
    let rest = &text[group.range.end..];
    let is_named = clue::begins(rest, &["室", "房", "号"]);
    if !(1..=60).contains(&floor) || !(1..=40).contains(&room) || (is_year && !is_named) {
        return false;
    }
    let next = rest.trim_start_matches(' ');
    let is_decimal = rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    !is_decimal && !goes_on && !clue::begins(next, COUNTS) && !is_office(next)
}

fn is_office(after: &str) -> bool {
    let rest = after.trim_start_matches(['室', '号', '房']);
    let rest = rest.trim_start_matches(['（', '(', '，', ',', ' ', '、', '的', '“']);
    clue::begins(rest, OFFICES)
}

/// Where the building or unit begins that ends before `at`.
fn building(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches([' ', '\u{3000}']);
    if at - before.len() > 3 {
        return None;
    }
    let before = before.strip_suffix(['-', '－', '—']).unwrap_or(before);
    if let Some(unit) = before.strip_suffix(UNIT) {
        let start = numbered(unit)?;
        let outer = unit[..start].trim_end_matches([' ', '\u{3000}', '-', '，', ',']);
        return Some(named(outer).unwrap_or(start));
    }
    named(before)
}

/// Where the building begins that ends the text.
fn named(text: &str) -> Option<usize> {
    let number = BUILDINGS.iter().find_map(|word| text.strip_suffix(word))?;
    numbered(number)
}

/// Where the short number begins that ends the text.
fn numbered(text: &str) -> Option<usize> {
    let is_part = |c: char| {
        number::digit(c).is_some() || "一二三四五六七八九十".contains(c) || c.is_ascii_uppercase()
    };
    let text = text.trim_end_matches(' ');
    let start = text.trim_end_matches(is_part).len();
    (1..=3)
        .contains(&text[start..].chars().count())
        .then_some(start)
}

/// Where a flat that was found ends being a building.
pub fn outer_end(flat: &str) -> Option<usize> {
    let ends = BUILDINGS
        .iter()
        .filter_map(|word| Some(flat.find(word)? + word.len()));
    ends.max().or_else(|| Some(flat.find(UNIT)? + UNIT.len()))
}
