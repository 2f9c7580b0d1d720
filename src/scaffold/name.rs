//! Titles, and the file names that follow from them.

use chrono::NaiveDate;

use super::{Existing, refusal};
use crate::diagnostic::Diagnostic;
use crate::load::{LONGEST_NAME, is_forbidden_in_name};
use crate::model::index::key_parts;
use crate::model::keyed::Kind;
use crate::model::place::Place;
use crate::model::record::Record;
use crate::model::value;
use crate::paths::InputPath;
use crate::words;

/// A title as it can stand in a record.
///
/// # Errors
///
/// It is empty, or more than one line.
pub fn title(written: &str) -> Result<String, Box<Diagnostic>> {
    // A byte order mark comes along when a line is copied from a file; nobody means it.
    let title = written.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if let Some(bad) = title.chars().find(|&c| breaks_line(c)) {
        let shown = bad.escape_unicode();
        return Err(refusal(
            "bad-title",
            words!(
                "标题里有换行或控制字符（{shown}）",
                "the title has a line break or control character ({shown})"
            ),
            words!("把标题写成一行", "write the title in one line"),
        ));
    }
    if title
        .chars()
        .all(|c| c.is_whitespace() || "｜|".contains(c))
    {
        return Err(refusal(
            "no-title",
            words!("没有写标题", "there is no title"),
            words!(
                "在地方后面写标题，例如 `gongshi new 问题 桃园小区 车库道闸失灵`",
                "write a title after the place, for example `gongshi new issue taoyuan \"Gate out of order\"`"
            ),
        ));
    }
    Ok(title.to_owned())
}

fn breaks_line(c: char) -> bool {
    // The last ones are no characters at all: YAML refuses them.
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
}

/// A title as part of a file name: what cannot stand in one becomes a hyphen. Not transliterated.
fn slug(title: &str, most: usize) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.chars() {
        // Those of the second group could stand, but would be trouble in references and addresses.
        if !(is_forbidden_in_name(c) || c.is_whitespace() || "｜#%`'、".contains(c)) {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    let mut end = slug.len().min(most);
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    slug[..end].trim_end_matches(['-', '.']).to_owned()
}

/// Path of a new record, with its reference within the place.
///
/// # Errors
///
/// A file of the site has this address already.
pub fn path(
    existing: Existing<'_>,
    place: &Place,
    kind: Kind,
    date: NaiveDate,
    title: &str,
) -> Result<(InputPath, String), Box<Diagnostic>> {
    let day = date.to_string();
    let room = LONGEST_NAME - day.len() - "-.md".len();
    let slug = slug(title, room);
    let name = if slug.is_empty() {
        day
    } else {
        format!("{day}-{slug}")
    };
    let taken = existing.documents.iter().find(|document| {
        key_parts(&document.source.path).is_some_and(|(folder, other, other_name)| {
            (folder, other) == (place.folder.as_str(), kind) && folded(other_name) == folded(&name)
        })
    });
    if let Some(document) = taken {
        return Err(is_taken(&document.source.path));
    }
    let reference = format!("{}/{name}", folder(existing, place, kind));
    let within = if place.folder.is_empty() {
        reference.clone()
    } else {
        format!("{}/{reference}", place.folder)
    };
    Ok((InputPath::new(format!("content/{within}.md")), reference))
}

/// The reference to a record within its place.
pub fn reference(existing: Existing<'_>, record: &Record) -> String {
    let place = existing.model.place(record.place);
    format!("{}/{}", folder(existing, place, record.kind), record.name())
}

fn is_taken(path: &InputPath) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "name-taken",
            path.clone(),
            words!("已经有这个文件了", "this file is there already"),
        )
        .help(words!(
            "改写那个文件，或换一个标题或日期",
            "edit that file, or choose another title or date"
        )),
    )
}

/// A name without what addresses do not tell apart: case, and the width of Latin characters.
fn folded(name: &str) -> String {
    name.chars()
        .map(value::narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The folder of a kind at a place: the one in use there; else in the language of its sisters.
fn folder(existing: Existing<'_>, place: &Place, kind: Kind) -> &'static str {
    let prefix = if place.folder.is_empty() {
        "content/".to_owned()
    } else {
        format!("content/{}/", place.folder)
    };
    let mut used = existing.documents.iter().filter_map(|document| {
        let within = document.source.path.as_str().strip_prefix(&prefix)?;
        let folder = within.split('/').next()?;
        Some((Kind::of_folder(folder)?, folder.is_ascii()))
    });
    let all: Vec<(Kind, bool)> = used.by_ref().collect();
    let own = all.iter().find(|(used, _)| *used == kind);
    let is_english = own.or_else(|| all.first()).is_none_or(|(_, ascii)| *ascii);
    if is_english {
        kind.folder()
    } else {
        kind.names()[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        for (title, expected) in [
            ("车库道闸｜经常失灵", "车库道闸-经常失灵"),
            ("3号楼 停水: 8小时?", "3号楼-停水-8小时"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\u{202e}b", "a-b"),
            ("？", "？"),
            ("***", ""),
        ] {
            assert_eq!(slug(title, 100), expected, "{title}");
        }
        assert_eq!(slug(&"长".repeat(50), 100).len(), 99);
    }

    #[test]
    fn one_address_in_two_writings() {
        assert_eq!(folded("３号楼-Ａb"), folded("3号楼-aB"));
    }
}
