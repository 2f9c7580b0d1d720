//! The words of a theme: a site's own laid over the built-in ones, key by key, and those of them
//! that protect the reader.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::place;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::source::{Source, Span};
use crate::theme::Theme;
use crate::words;
use crate::yaml::meant;

/// A file of words of the theme `name`. What the site's own file does not say is said by the
/// built-in one, so that a new word of the program never fails an older theme.
pub fn read(theme: &Theme, name: &str, file: &str) -> Result<Value, Diagnostics> {
    let parse = |text: &str| {
        serde_yaml::from_str::<Value>(text).map_err(|error| {
            let detail = error.without_snippet().to_string();
            words!(
                "读不出主题的词语：{detail}",
                "cannot read the words of the theme: {detail}"
            )
        })
    };
    let text = theme.text(file).ok_or_else(|| {
        words!(
            "读不出主题的词语：文件不是 UTF-8 编码",
            "cannot read the words of the theme: the file is not in UTF-8"
        )
    });
    let read = text.and_then(|text| {
        let own = parse(text)?;
        let built_in = Theme::built_in_text(file).filter(|_| theme.is_own(file));
        let Some(built_in) = built_in else {
            return Ok(own);
        };
        let mut all = parse(built_in)?;
        // A file in which nothing is written yet.
        if !own.is_null() {
            lay_over(&mut all, own, "")?;
        }
        Ok(all)
    });
    read.map_err(|message| of_file(theme, name, file, message))
}

/// A fault of a whole file of words.
pub fn of_file(theme: &Theme, name: &str, file: &str, message: Words) -> Diagnostics {
    let found = Diagnostic::error("theme-words", place::path(theme, name, file), message);
    found
        .help(words!("按提示改正文件", "mend the file as told"))
        .into()
}

/// Lays words over others. What is a list of words cannot become one word, nor the other way.
fn lay_over(under: &mut Value, over: Value, at: &str) -> Result<(), Words> {
    let wants_map = under.is_object();
    match over {
        Value::Object(over) if wants_map => {
            let Some(under) = under.as_object_mut() else {
                return Ok(());
            };
            for (key, value) in over {
                let at = if at.is_empty() {
                    key.clone()
                } else {
                    format!("{at}.{key}")
                };
                match under.get_mut(&key) {
                    Some(known) => lay_over(known, value, &at)?,
                    None => {
                        under.insert(key, value);
                    }
                }
            }
            Ok(())
        }
        Value::Object(_) => Err(words!(
            "{at} 要写一个词，不能再分",
            "`{at}` wants one word, not several under it"
        )),
        _ if wants_map => Err(words!(
            "{at} 下面要写几个词",
            "`{at}` wants words under it, not one word"
        )),
        Value::Null => Err(words!("{at} 没有写词", "`{at}` has no word")),
        // A word such as `no` or `1` is a word.
        Value::Bool(_) | Value::Number(_) if under.is_string() => Err(words!(
            "{at} 要写成文字，加上引号",
            "`{at}` wants a text: put it in quotation marks"
        )),
        over => {
            *under = over;
            Ok(())
        }
    }
}

/// Warns of words that a file of the site's own has and nothing uses: their keys are misspelt.
pub fn check(theme: &Theme, name: &str, file: &str, diagnostics: &mut Diagnostics) {
    if !theme.is_own(file) {
        return;
    }
    let (Some(source), Some(built_in)) = (
        place::source(theme, name, file),
        Theme::built_in_text(file).and_then(|text| serde_yaml::from_str::<Value>(text).ok()),
    ) else {
        return;
    };
    let Ok(own) = serde_yaml::from_str::<Value>(&source.text) else {
        return;
    };
    let mut unknown = Vec::new();
    strange(&own, &built_in, "", &mut unknown);
    let texts: Vec<&str> = ["templates", "posters"]
        .into_iter()
        .flat_map(|folder| theme.own(folder))
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
        .collect();
    let source = Arc::new(source);
    for (key, path, near) in unknown {
        // A word of the site's own for a template of its own.
        if texts.iter().any(|text| text.contains(&key)) {
            continue;
        }
        let mut found = Diagnostic::warning(
            "unknown-name",
            key_in(&source, &key),
            words!(
                "没有名为“{path}”的词，也没有模板用到它",
                "there is no word `{path}`, and no template uses it"
            ),
        );
        if let Some(near) = near {
            found = found.help(near);
        } else {
            found = found.help(words!(
                "对照程序自带的 {file} 检查，或删去它",
                "compare it with the built-in {file}, or remove it"
            ));
        }
        diagnostics.push(found);
    }
}

/// Where a key stands in a file; the whole file if it stands there more than once.
fn key_in(source: &Arc<Source>, key: &str) -> Location {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let text = line.trim_start();
        if text
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with(':'))
        {
            found.push(start + line.len() - text.len());
        }
        start += line.len();
    }
    match found[..] {
        [at] => Span::new(source, at..at + key.len()).into(),
        _ => source.path.clone().into(),
    }
}

/// A key that is not known, its path, and what may be meant.
type Strange = (String, String, Option<Words>);

fn strange(own: &Value, built_in: &Value, at: &str, unknown: &mut Vec<Strange>) {
    let (Some(own), Some(built_in)) = (own.as_object(), built_in.as_object()) else {
        return;
    };
    for (key, value) in own {
        let path = format!("{at}{key}");
        match built_in.get(key) {
            Some(known) => strange(value, known, &format!("{path}."), unknown),
            None => unknown.push((
                key.clone(),
                path,
                meant(key, built_in.keys().map(String::as_str)),
            )),
        }
    }
}

/// What is said of a withdrawn record, of an invented place and of a fixed day, on every page and
/// in every text for chat groups. They are read once, and none may be empty: no theme loses them.
#[derive(Debug)]
pub struct MarkWords {
    words: Map<String, Value>,
}

/// The words of marks, and what must stand in them.
const MARKS: [(&str, &[&str]); 16] = [
    ("about", &[]),
    ("demo", &[]),
    ("demo_note", &[]),
    ("pinned", &[]),
    ("pinned_note", &["{date}"]),
    ("withdrawn", &[]),
    ("withdrawn_note", &["{date}", "{reason}"]),
    ("erased_note", &["{date}", "{reason}"]),
    ("chat_demo", &[]),
    ("chat_withdrawn", &["{date}", "{reason}"]),
    ("chat_postponed", &["{date}"]),
    ("chat_cancelled", &["{date}"]),
    ("chat_revoked", &["{date}"]),
    ("chat_reason", &["{reason}"]),
    ("chat_replaced", &["{title}"]),
    ("chat_corrected", &["{title}"]),
];

impl MarkWords {
    /// Takes the marks out of the words of pages.
    ///
    /// # Errors
    ///
    /// One is empty, or does not say what it must.
    pub fn new(words: &Value) -> Result<Self, Words> {
        let marks = words.get("marks").and_then(Value::as_object);
        let mut found = Map::new();
        for (key, parts) in MARKS {
            let word = marks.and_then(|marks| marks.get(key)?.as_str());
            let Some(word) = word.filter(|word| !word.trim().is_empty()) else {
                return Err(words!(
                    "词语里没有 marks.{key}，读者要靠它辨认演示和撤回的内容",
                    "the words have no `marks.{key}`, by which readers tell what is a sample or withdrawn"
                ));
            };
            if let Some(part) = parts.iter().find(|part| !word.contains(**part)) {
                return Err(words!(
                    "词语 marks.{key} 里没有 {part}",
                    "the word `marks.{key}` does not have {part} in it"
                ));
            }
            found.insert(key.to_owned(), Value::from(word));
        }
        Ok(MarkWords { words: found })
    }

    /// A mark.
    pub fn get(&self, key: &'static str) -> &str {
        let word = self.words.get(key).and_then(Value::as_str);
        word.unwrap_or_else(|| unreachable!("`{key}` is among the marks"))
    }

    /// A mark with its values, each put in once: what a value says is never looked through again.
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::new();
        loop {
            let next = values
                .iter()
                .filter_map(|(name, value)| Some((rest.find(name)?, *name, *value)))
                .min_by_key(|(at, ..)| *at);
            let Some((at, name, value)) = next else {
                out.push_str(rest);
                return out;
            };
            out.push_str(&rest[..at]);
            out.push_str(value);
            rest = &rest[at + name.len()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn own_words_lie_over_built_in_ones() {
        let mut words = json!({"a": {"b": "x", "c": "y"}, "d": ["p", "q"]});
        let own = json!({"a": {"b": "z", "e": "new"}, "d": ["r"]});
        lay_over(&mut words, own, "").unwrap();
        assert_eq!(
            words,
            json!({"a": {"b": "z", "c": "y", "e": "new"}, "d": ["r"]})
        );
        for (own, en) in [
            (json!({"a": "x"}), "`a` wants words under it, not one word"),
            (
                json!({"a": {"b": {"c": "x"}}}),
                "`a.b` wants one word, not several under it",
            ),
            (json!({"a": {"b": null}}), "`a.b` has no word"),
            (
                json!({"a": {"b": true}}),
                "`a.b` wants a text: put it in quotation marks",
            ),
        ] {
            assert_eq!(lay_over(&mut words.clone(), own, "").unwrap_err().en, en);
        }
    }

    #[test]
    fn a_value_that_looks_like_a_place_for_one_stays_as_it_is() {
        let words = MarkWords {
            words: json!({"t": "{date}: {reason}."})
                .as_object()
                .unwrap()
                .clone(),
        };
        let filled = words.fill("t", &[("{reason}", "see {date}"), ("{date}", "{reason}")]);
        assert_eq!(filled, "{reason}: see {date}.");
    }
}
