//! Names in the templates of a site's own theme that nothing has. The engine takes a misspelt field
//! in a condition for false, in silence.
//!
//! A name is known if any view has a field of that name, or any template gives it to something: so
//! what is told is certainly wrong, and a misspelt name that happens to be another one is not told.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::{around, place};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::source::{Source, Span};
use crate::theme::{FIELDS, Theme};
use crate::words;
use crate::yaml::meant;

/// Names that the engine or the program gives to every template.
const GIVEN: [&str; 12] = [
    "w",
    around::NAME,
    "body_html",
    "chat_text",
    "body",
    "loop",
    "index",
    "index0",
    "first",
    "last",
    "length",
    "__tera_context",
];

/// Words of the language of templates.
const KEYWORDS: [&str; 44] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "set",
    "set_global",
    "endset",
    "block",
    "endblock",
    "extends",
    "include",
    "filter",
    "endfilter",
    "component",
    "endcomponent",
    "raw",
    "endraw",
    "true",
    "false",
    "none",
    "null",
    "True",
    "False",
    "None",
    "break",
    "continue",
    "string",
    "array",
    "bool",
    "map",
    "number",
    "integer",
    "float",
    "ignore",
    "missing",
    "super",
    "i64",
];

/// Warns of names in the site's own templates that nothing has.
pub fn check(theme: &Theme, name: &str, diagnostics: &mut Diagnostics) {
    if theme.own("templates").next().is_none() {
        return;
    }
    let words: Vec<Value> = ["words/zh.yaml", "words/en.yaml"]
        .iter()
        .filter_map(|file| super::wording::read(theme, name, file).ok())
        .collect();
    let built_in = Theme::built_in();
    let mut given: BTreeSet<&str> = FIELDS.iter().chain(&GIVEN).copied().collect();
    let sources: Vec<(String, Source)> = theme
        .folder("templates")
        .filter_map(|(file, _)| {
            let within = format!("templates/{file}");
            Some((file.to_owned(), place::source(theme, name, &within)?))
        })
        .collect();
    let read: Vec<Template<'_>> = sources
        .iter()
        .map(|(_, source)| Template::read(&source.text))
        .collect();
    for template in &read {
        given.extend(&template.given);
    }
    let files = sources.iter().map(|(file, _)| file);
    given.extend(files.filter_map(|file| around::part(file)));
    // What the built-in templates set is there for the files that they include.
    for (_, bytes) in built_in.folder("templates") {
        if let Ok(text) = std::str::from_utf8(bytes) {
            given.extend(Template::read(text).given);
        }
    }
    // A template may give a short name to some of the words: `{% set c = w.chat %}`.
    for words in &words {
        keys(words, &mut given);
    }
    for ((file, source), template) in sources.iter().zip(&read) {
        if !theme.is_own(&format!("templates/{file}")) {
            continue;
        }
        let source = Arc::new(Source::new(source.path.clone(), source.text.clone()));
        let mut tell = |range: &Range<usize>, message: Words, help: Option<Words>| {
            let help = help.unwrap_or_else(|| {
                words!(
                    "docs/views.md 列出了所有字段",
                    "docs/views.md lists all fields"
                )
            });
            let span = Span::new(&source, range.clone());
            diagnostics.push(Diagnostic::warning("unknown-name", span, message).help(help));
        };
        // Of what has no name, what stands behind its dot has none either.
        let mut end = None;
        for (word, range) in &template.used {
            let behind = end.is_some_and(|end| end + 1 == range.start);
            if given.contains(word) && !behind {
                continue;
            }
            end = Some(range.end);
            if behind {
                continue;
            }
            tell(
                range,
                words!(
                    "没有视图有“{word}”，条件里写它总是不成立",
                    "no view has `{word}`: a condition takes it for false"
                ),
                meant(word, given.iter().copied()),
            );
        }
        for (path, range) in &template.words {
            let lacks = words.iter().find_map(|words| lacking(words, path));
            if let Some((key, near)) = lacks {
                let whole = path.join(".");
                let near = near.into_iter().map(String::as_str);
                tell(
                    range,
                    words!(
                        "词语里没有 {whole} 的“{key}”",
                        "the words have no `{key}` of `{whole}`"
                    ),
                    meant(key, near).or_else(|| {
                        Some(words!(
                            "写进主题的 words/zh.yaml 和 words/en.yaml",
                            "write it into words/zh.yaml and words/en.yaml of the theme"
                        ))
                    }),
                );
            }
        }
    }
}

/// All keys of some words.
fn keys<'w>(words: &'w Value, found: &mut BTreeSet<&'w str>) {
    for (key, value) in words.as_object().into_iter().flatten() {
        found.insert(key);
        keys(value, found);
    }
}

/// The first key of a path that the words do not have, and those that stand there.
fn lacking<'p, 'w>(words: &'w Value, path: &[&'p str]) -> Option<(&'p str, Vec<&'w String>)> {
    let mut at = words;
    for key in path {
        // What follows a word is no key: `w.more.length` fails by itself.
        let map = at.as_object()?;
        match map.get(*key) {
            Some(next) => at = next,
            None => return Some((key, map.keys().collect())),
        }
    }
    None
}

/// The names in a template, each with where it stands.
#[derive(Default)]
struct Template<'t> {
    /// Fields and variables that are read.
    used: Vec<(&'t str, Range<usize>)>,
    /// Paths of words.
    words: Vec<(Vec<&'t str>, Range<usize>)>,
    /// What the template itself gives a name to.
    given: Vec<&'t str>,
}

/// A piece of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    /// A name.
    Name(&'t str),
    /// A text in quotation marks, without them.
    Text(&'t str),
    /// Any other character.
    Sign(char),
}

impl<'t> Template<'t> {
    fn read(text: &'t str) -> Self {
        let mut template = Template::default();
        let mut at = 0;
        while let Some(found) = text[at..].find('{') {
            let open = at + found;
            let rest = &text[open..];
            let (end, is_tag) = if rest.starts_with("{#") {
                at = open + rest.find("#}").map_or(rest.len(), |end| end + 2);
                continue;
            } else if rest.starts_with("{{") {
                ("}}", false)
            } else if rest.starts_with("{%") {
                ("%}", true)
            } else {
                at = open + 1;
                continue;
            };
            let from = open + 2;
            let length = inside(&text[from..], |rest| rest.starts_with(end));
            let tokens = tokens(&text[from..from + length], from);
            at = (from + length + end.len()).min(text.len());
            if is_tag {
                let starts =
                    |name: &str| tokens.first().is_some_and(|(t, _)| *t == Token::Name(name));
                if starts("raw") {
                    let end = text[at..].find("endraw");
                    at = end.map_or(text.len(), |end| at + end);
                    continue;
                }
                // Their names are of no view; the engine sees to them.
                if starts("block") || starts("endblock") {
                    continue;
                }
            }
            template.take(&tokens);
        }
        template
    }

    /// Takes the names of one expression or tag.
    fn take(&mut self, tokens: &[(Token<'t>, Range<usize>)]) {
        let token = |at: usize| tokens.get(at).map(|(token, _)| *token);
        let is_definition = token(0) == Some(Token::Name("component"));
        let is_loop = token(0) == Some(Token::Name("for"));
        let names_end = tokens.iter().position(|(t, _)| *t == Token::Name("in"));
        for (at, (this, range)) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).and_then(token);
            let next = token(at + 1);
            let Token::Name(name) = *this else {
                // The key of a map: `{"a": 1}`.
                if let Token::Text(name) = *this
                    && next == Some(Token::Sign(':'))
                {
                    self.given.push(name);
                }
                continue;
            };
            if before == Some(Token::Sign('.')) {
                self.field(tokens, at, name, range);
                continue;
            }
            let declared = is_definition
                || (is_loop && names_end.is_some_and(|end| at < end))
                || matches!(before, Some(Token::Name("set" | "set_global")))
                || next == Some(Token::Sign(':'));
            if declared {
                self.given.push(name);
                continue;
            }
            let is_argument =
                next == Some(Token::Sign('=')) && token(at + 2) != Some(Token::Sign('='));
            let is_of_engine = KEYWORDS.contains(&name)
                || next == Some(Token::Sign('('))
                || matches!(before, Some(Token::Sign('|') | Token::Name("is")))
                || (before == Some(Token::Name("not"))
                    && at >= 2
                    && token(at - 2) == Some(Token::Name("is")))
                || token(0) == Some(Token::Name("filter"));
            // A component: `<phone c={contact} />`.
            let is_component = matches!(before, Some(Token::Sign('<' | '/')))
                && tokens[at - 1].1.end == range.start;
            if name == "w" && next == Some(Token::Sign('.')) {
                let mut path = Vec::new();
                let mut end = at;
                while let (Some(Token::Sign('.')), Some(Token::Name(key))) =
                    (token(end + 1), token(end + 2))
                {
                    path.push(key);
                    end += 2;
                }
                let range = range.start..tokens[end].1.end;
                self.words.push((path, range));
            } else if !is_argument && !is_of_engine && !is_component {
                self.used.push((name, range.clone()));
            }
        }
    }

    /// Takes a name behind a dot, unless it belongs to a path of words.
    fn field(
        &mut self,
        tokens: &[(Token<'t>, Range<usize>)],
        at: usize,
        name: &'t str,
        range: &Range<usize>,
    ) {
        let mut start = at;
        while start >= 2
            && tokens[start - 1].0 == Token::Sign('.')
            && matches!(tokens[start - 2].0, Token::Name(_))
        {
            start -= 2;
        }
        let is_word = tokens[start].0 == Token::Name("w")
            && !(start > 0 && tokens[start - 1].0 == Token::Sign('.'));
        // What follows `w.kind[x]` is a key of words too, which depends on `x`.
        let after_index = start > 0 && tokens[start - 1].0 == Token::Sign('.') && {
            let open = tokens[..start - 1]
                .iter()
                .rposition(|(t, _)| *t == Token::Sign('['));
            let mut of = open.unwrap_or(0);
            while of >= 2
                && matches!(tokens[of - 1].0, Token::Name(_))
                && tokens[of - 2].0 == Token::Sign('.')
            {
                of -= 2;
            }
            of >= 1 && tokens[of - 1].0 == Token::Name("w")
        };
        if !is_word && !after_index {
            self.used.push((name, range.clone()));
        }
    }
}

/// How far code goes until `ends` says so: its end may not stand in quotation marks.
pub fn inside(text: &str, ends: impl Fn(&str) -> bool) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            None if ends(&text[at..]) => return at,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The tokens of an expression that begins at `from` of its file.
fn tokens(text: &str, from: usize) -> Vec<(Token<'_>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if c.is_alphabetic() || c == '_' {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            found.push((Token::Name(&rest[..length]), from + at..from + at + length));
            length
        } else if matches!(c, '"' | '\'' | '`') {
            let length = rest[1..].find(c).map_or(rest.len(), |end| end + 2);
            let text = rest[1..length].trim_end_matches(c);
            found.push((Token::Text(text), from + at..from + at + length));
            length
        } else if c.is_ascii_digit() {
            // The dot of `1.5` leads to no field.
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
            rest.find(|c| !is_part(c)).unwrap_or(rest.len())
        } else {
            if !c.is_whitespace() && !(c == '-' && (at == 0 || at + 1 == text.len())) {
                found.push((Token::Sign(c), from + at..from + at + c.len_utf8()));
            }
            c.len_utf8()
        };
        at += length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(text: &str) -> Vec<&str> {
        let template = Template::read(text);
        let mut names: Vec<&str> = template.used.iter().map(|(name, _)| *name).collect();
        names.retain(|name| !template.given.contains(name));
        names
    }

    #[test]
    fn names_that_are_read_are_found_and_no_others() {
        for (text, expected) in [
            (
                "{% if frame.titel and not row.late %}",
                vec!["frame", "titel", "row", "late"],
            ),
            (
                "{{ a.b | replace(from=\"{x}\", to=c.d | str) }}",
                vec!["a", "b", "c", "d"],
            ),
            (
                "{%- for k, v in list -%}{{ k }}{{ loop.index }}{% endfor %}",
                vec!["list", "loop", "index"],
            ),
            ("{% set x = 1.5 %}{{ x }}{# y.z #}", vec![]),
            ("{{ <phone c={contact} /> }}", vec!["contact"]),
            ("{% if a < b %}", vec!["a", "b"]),
            (
                "{% component items(key: string, big: bool = false, @w) %}{{ key }}{{ big }}",
                vec![],
            ),
            ("{{ w.kind[row.kind].x }} {{ w.a.b }}", vec!["row", "kind"]),
            ("{% if x is not defined %}", vec!["x"]),
            ("{{ {\"a\": b}.a }}", vec!["b"]),
            (
                "{% raw %}{{ not.this }}{% endraw %}{{ that }}",
                vec!["that"],
            ),
            (
                "{% filter upper %}{% endfilter %}{% include \"x.html\" %}",
                vec![],
            ),
            ("body { color: red } {{ \"}}\" }}", vec![]),
        ] {
            let found: Vec<&str> = used(text).into_iter().collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn paths_of_words_are_found() {
        let text = "{% block main %}{{ w.a.b | safe }}{% endblock main %}";
        let template = Template::read(text);
        assert_eq!(template.words[0].0, ["a", "b"]);
        assert_eq!(&text[template.words[0].1.clone()], "w.a.b");
        assert!(template.used.is_empty());
    }

    #[test]
    fn the_built_in_templates_name_nothing_that_is_not_there() {
        let mut theme = Theme::built_in();
        let files: Vec<(String, Vec<u8>)> = theme
            .folder("templates")
            .map(|(name, bytes)| (format!("templates/{name}"), bytes.to_vec()))
            .collect();
        assert!(files.len() > 50);
        for (name, bytes) in files {
            theme.replace(name, bytes);
        }
        let mut found = Diagnostics::new();
        check(&theme, "own", &mut found);
        let told: Vec<String> = (&found).into_iter().map(|d| d.message.en.clone()).collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}
