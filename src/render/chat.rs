//! Words for chat groups: lines of a theme, cleaned, with the marks that protect the reader, cut to
//! what is read at a glance.

use serde_json::Value;

use super::filters::full_date;
use super::wording::MarkWords;
use crate::plan::view::poster::PosterView;
use crate::plan::view::round::RoundView;
use crate::plan::view::share::ChatView;

/// Most characters of the whole text.
pub const MOST: usize = 300;
/// Shortest piece of a line that says something.
const LEAST: usize = 12;
/// How lines begin that may be cut, or left out from the last one on.
const POINT: char = '·';
const MORE: char = '…';

/// The text: `lines` come from the template, marks and link from here, so that no theme loses them.
pub fn text(view: &ChatView, lines: &str, words: &MarkWords) -> String {
    let facts = &view.facts;
    let link = facts.qr.as_deref();
    finish(marks(facts, words), lines, facts.demo, words, link)
}

/// The text of a posting round.
pub fn of_round(view: &RoundView, lines: &str, words: &MarkWords) -> String {
    finish(Vec::new(), lines, view.demo, words, view.link.as_deref())
}

fn finish(
    mut all: Vec<String>,
    lines: &str,
    demo: bool,
    words: &MarkWords,
    link: Option<&str>,
) -> String {
    all.extend(lines.lines().map(one_line).filter(|line| !line.is_empty()));
    if demo && let Some(first) = all.first_mut() {
        first.insert_str(0, words.get("chat_demo"));
    }
    fit(&all, link, MOST)
}

/// Every text of a view in one line each, so that lines are those of the template.
pub fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = one_line(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Lines that say what became of the record: they come before all else.
fn marks(facts: &PosterView, words: &MarkWords) -> Vec<String> {
    let zh = facts.language == "zh";
    let day = |iso: &str| full_date(iso, zh);
    let mut lines = Vec::new();
    if let Some((date, reason)) = &facts.withdrawn {
        let (day, reason) = (day(date), one_line(reason));
        let values = [("{date}", day.as_str()), ("{reason}", &reason)];
        lines.push(words.fill("chat_withdrawn", &values));
    }
    if let Some((state, date, reason)) = &facts.off {
        let key = match *state {
            "postponed" => "chat_postponed",
            "cancelled" => "chat_cancelled",
            _ => "chat_revoked",
        };
        let mut line = words.fill(key, &[("{date}", &day(date))]);
        if let Some(reason) = reason {
            line.push_str(&words.fill("chat_reason", &[("{reason}", &one_line(reason))]));
        }
        lines.push(line);
    }
    if let Some(later) = &facts.superseded {
        let key = match later.relation {
            "replaced-by" => "chat_replaced",
            _ => "chat_corrected",
        };
        let mut line = words.fill(key, &[("{title}", &one_line(&later.title))]);
        if let Some(address) = &later.address {
            line.push(' ');
            line.push_str(address);
        }
        lines.push(line);
    }
    lines
}

/// A text without line ends, control characters and characters that cannot be seen: those could
/// turn the direction of what follows, or hide a difference.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_line(&mut out, text);
    out
}

/// Makes `out`, which is empty, [one line](one_line) of a text.
pub fn push_line(out: &mut String, text: &str) {
    for c in text.chars() {
        // Most characters are letters, digits or Han.
        if matches!(c, '!'..='~' | '\u{4E00}'..='\u{9FFF}') {
            out.push(c);
        } else if c.is_control() || c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_unseen(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
}

/// Marks of direction, joiners, soft hyphens, byte-order marks, tags.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Lines and link in at most `most` characters. Points give way first, from the last one on; then
/// the longest line is cut. The link stands alone on the last line and is never touched.
fn fit(lines: &[String], link: Option<&str>, most: usize) -> String {
    let of_link = link.map_or(0, length);
    // Each line but the last ends with a line feed.
    let ends = usize::from(link.is_some());
    let mut room = (most + 1).saturating_sub(of_link + ends);
    let is_point = |line: &&String| line.starts_with(POINT);
    let fixed = lines.iter().filter(|line| !is_point(line));
    room = room.saturating_sub(fixed.map(|line| length(line) + 1).sum());
    let mut kept: Vec<String> = Vec::with_capacity(lines.len() + 1);
    for line in lines {
        if !is_point(&line) {
            kept.push(line.clone());
            continue;
        }
        let whole = length(line) + 1;
        if whole <= room {
            room -= whole;
            kept.push(line.clone());
            continue;
        }
        if let Some(short) = Some(cut(line, room.saturating_sub(1))).filter(|_| room > LEAST)
            && length(&short) >= LEAST
        {
            kept.push(short);
        }
        room = 0;
    }
    let whole = |kept: &[String]| {
        let text: usize = kept.iter().map(|line| length(line) + 1).sum();
        (text + of_link + ends).saturating_sub(1)
    };
    // A very long title, or many strips: the longest line is shortened, then the next.
    while let over @ 1.. = whole(&kept).saturating_sub(most) {
        let longest = (0..kept.len()).max_by_key(|at| (length(&kept[*at]), *at));
        let Some(at) = longest else { break };
        let shown = length(&kept[at]);
        let short = cut(&kept[at], shown.saturating_sub(over).max(LEAST));
        if shown <= LEAST || length(&short) >= shown {
            kept.pop();
        } else {
            kept[at] = short;
        }
    }
    kept.retain(|line| !line.is_empty());
    kept.extend(link.map(str::to_owned));
    kept.join("\n")
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text in at most `most` characters: whole, or cut behind a sentence, else behind a clause or
/// word, with `…`. Numbers, dates and Latin words stay whole.
fn cut(text: &str, most: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let ends = (1..=room).rev().filter(|end| may_end(&chars, *end));
    let late = |end: &usize| *end * 2 >= room;
    let last = |set: &str| {
        let mut late = ends.clone().take_while(late);
        late.find(|end| set.contains(chars[*end - 1]))
    };
    let end = last("。！？；!?;")
        .or_else(|| last("，、：,: ）)》”"))
        .or_else(|| ends.clone().next());
    let Some(end) = end else {
        return String::new();
    };
    let mut kept: String = chars[..end].iter().collect();
    kept.truncate(
        kept.trim_end_matches(['，', '、', '：', '；', ',', ':', ';', ' ', MORE])
            .len(),
    );
    kept.push(MORE);
    kept
}

/// Whether a text may be cut before the character at `end`.
fn may_end(chars: &[char], end: usize) -> bool {
    let (Some(a), Some(b)) = (
        end.checked_sub(1).and_then(|at| chars.get(at)),
        chars.get(end),
    ) else {
        return false;
    };
    let (a, b) = (*a, *b);
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_numeral = |c: char| "〇零一二三四五六七八九十百千万亿两".contains(c);
    let is_word = |c: char| {
        let is_letter = c.is_alphanumeric() && c < '\u{2E80}';
        is_letter || is_digit(c) || ('\u{300}'..='\u{36F}').contains(&c)
    };
    let is_joint = |c: char| is_word(c) || ".,:/-~—–－．：％%@_+#&'’".contains(c);
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}');
    let next = chars.get(end + 1).copied();
    let before = end.checked_sub(2).and_then(|at| chars.get(at)).copied();
    // Within a word or number: also before or behind a comma or dash that stands in one.
    let within = (is_word(a) && is_word(b))
        || (is_word(a) && is_joint(b) && next.is_some_and(is_word))
        || (is_joint(a) && is_word(b) && before.is_some_and(is_word));
    // Between a number and what it counts, a sign and its number, the parts of a date.
    let counted = is_digit(a) && !(b.is_whitespace() || "，。、；：！？）》”,;!?)".contains(b));
    let counted = counted || (a == '号' && "楼栋".contains(b));
    let signed = is_digit(b) && "¥￥$€第年月".contains(a);
    let numeral = (is_numeral(a) && is_numeral(b)) || (a == '第' && is_numeral(b));
    !(within || counted || signed || numeral || is_mark(b) || "（《〈「『【〔“‘([{·".contains(a))
}

#[cfg(test)]
mod tests;
