//! Puts words of the theme into its templates before they are parsed.
//!
//! The words of a language never change while a site is rendered, and a page looks up some hundred
//! of them: written into the templates once, they cost nothing on any page. Neither do the forms of
//! dates, which templates write as arguments.

use serde_json::Value;

use super::filters;
use super::names::inside;
use crate::markdown::push_escaped;

/// A template with its words: every plain `{{ w.some.word }}` replaced by the word, escaped; what is
/// filled into a word (`{{ w.some.word | replace(from="{n}", to=number) }}`) within it; and the path
/// of a word anywhere else by the word in quotation marks. What leads to anything else than a text
/// stays for the engine. Lines stay where they are: faults are told with theirs.
pub fn words(template: &str, words: &Value) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let end = match after.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => "",
        };
        if end.is_empty() {
            out.push('{');
            rest = &after[1..];
            continue;
        }
        let length = if end == "#}" {
            after.find(end).unwrap_or(after.len())
        } else {
            2 + inside(&after[2..], |rest| rest.starts_with(end))
        };
        let is_raw = end == "%}" && after[2..].trim_start_matches(['-', ' ']).starts_with("raw");
        let length = if is_raw {
            after.find("endraw").unwrap_or(after.len())
        } else {
            (length + end.len()).min(after.len())
        };
        let (tag, behind) = after.split_at(length);
        rest = behind;
        if end == "#}" || is_raw {
            out.push_str(tag);
        } else if let Some(pieces) = pieces(tag, words, &out, rest) {
            for piece in pieces {
                match piece {
                    Piece::Text(text) => push_escaped(&mut out, text),
                    Piece::Code(code) => {
                        out.push_str("{{ ");
                        push_code(&mut out, code.trim_end_matches(" | str"), words);
                        out.push_str(" }}");
                    }
                }
            }
        } else {
            push_code(&mut out, tag, words);
        }
    }
    out.push_str(rest);
    out
}

/// A part of a word that something is filled into.
enum Piece<'t> {
    Text(&'t str),
    Code(&'t str),
}

/// The word that an expression prints and nothing else, with what is filled into it.
fn pieces<'t>(tag: &'t str, words: &'t Value, before: &str, after: &str) -> Option<Vec<Piece<'t>>> {
    let code = tag.strip_prefix("{{ ")?.strip_suffix(" }}")?;
    let (path, mut rest) = path(code)?;
    let word = text(path, words).filter(|word| is_kept(word, before, after))?;
    let mut pieces = vec![Piece::Text(word)];
    while !rest.is_empty() {
        let filter = rest.strip_prefix(" | replace(from=\"")?;
        let (sign, to) = filter.split_once("\", to=")?;
        let end = closing(to)?;
        rest = to.get(end + 1..)?;
        let code = &to[..end];
        let mut filled = Vec::new();
        for piece in pieces {
            let Piece::Text(text) = piece else {
                filled.push(piece);
                continue;
            };
            for (nth, text) in text.split(sign).enumerate() {
                if nth > 0 {
                    filled.push(Piece::Code(code));
                }
                filled.push(Piece::Text(text));
            }
        }
        pieces = filled;
    }
    // The text is no template.
    let is_plain = |piece: &Piece<'_>| !matches!(piece, Piece::Text(text) if text.contains('{'));
    pieces.iter().all(is_plain).then_some(pieces)
}

/// Where the bracket that was opened before an argument is closed.
fn closing(argument: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        at += inside(&argument[at..], |rest| rest.starts_with(['(', ')']));
        match argument[at..].chars().next()? {
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => depth += 1,
        }
        at += 1;
    }
}

/// Whether the spaces at the ends of a word stay: a sign such as `-%}` beside it would take them
/// away, since it cannot tell them from those of the template.
fn is_kept(word: &str, before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let after = after.trim_start();
    let begins = word.starts_with(char::is_whitespace);
    let ends = word.ends_with(char::is_whitespace);
    !(begins
        && ["-%}", "-}}", "-#}"]
            .iter()
            .any(|sign| before.ends_with(sign))
        || ends
            && ["{%-", "{{-", "{#-"]
                .iter()
                .any(|sign| after.starts_with(sign)))
}

/// Appends code with the words to which paths in it lead, and with filters of their own for the
/// forms of dates: the engine makes a map of the arguments of a filter each time it is called.
fn push_code(out: &mut String, code: &str, words: &Value) {
    const DATE: &str = "cn_date(form=\"";
    let mut rest = code;
    let mut last = ' ';
    while let Some(c) = rest.chars().next() {
        let begins = !(last.is_alphanumeric() || matches!(last, '_' | '.' | '@'));
        let (from, length) = if matches!(c, '"' | '\'' | '`') {
            let end = rest[1..].find(c).map_or(rest.len(), |end| end + 2);
            (rest, end)
        } else if begins && let Some((path, behind)) = path(rest) {
            // A key in brackets leads further.
            let word = text(path, words).filter(|word| {
                !behind.starts_with(['[', '(', '?', '.']) && !word.contains(['"', '\\'])
            });
            if let Some(word) = word {
                out.push('"');
                out.push_str(word);
                out.push('"');
                rest = behind;
                last = '"';
                continue;
            }
            (rest, path.len())
        } else if begins
            && let Some((form, behind)) =
                rest.strip_prefix(DATE).and_then(|of| of.split_once("\")"))
            && filters::FORMS.contains(&form)
        {
            out.push_str(&filters::of_form(form));
            rest = behind;
            last = ')';
            continue;
        } else {
            (rest, c.len_utf8())
        };
        let (copied, behind) = from.split_at(length);
        out.push_str(copied);
        last = copied.chars().next_back().unwrap_or(' ');
        rest = behind;
    }
}

/// A path of words at the beginning of code, and what stands behind it.
fn path(code: &str) -> Option<(&str, &str)> {
    let is_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if !code.starts_with("w.") {
        return None;
    }
    let end = code.find(|c| !is_path(c)).unwrap_or(code.len());
    Some(code.split_at(end))
}

/// The text to which a path leads.
fn text<'w>(path: &str, words: &'w Value) -> Option<&'w str> {
    let path = path.strip_prefix("w.")?;
    let found = path.split('.').try_fold(words, |at, key| at.get(key))?;
    found.as_str().filter(|word| !word.contains('\n'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_paths_to_texts_are_replaced() {
        let words = serde_json::json!({"a": {"b": "甲<乙"}, "t": "{{ x }}", "n": 3, "c": ", ", "of": "<{n}/{m}"});
        let cases = [
            ("<p>{{ w.a.b }}</p>", "<p>甲&lt;乙</p>"),
            ("{{ w.a.c }}{{ w.a }}", "{{ w.a.c }}{{ w.a }}"),
            (
                "{{ w.a[k] }} {{ w.a.b | x }}",
                "{{ w.a[k] }} {{ \"甲<乙\" | x }}",
            ),
            (
                "{{ w.t }}{{ w.n }}{{ w.a.b }}",
                "{{ \"{{ x }}\" }}{{ w.n }}甲&lt;乙",
            ),
            ("{{ w.a", "{{ w.a"),
            ("{{ w.c }}x", ", x"),
            ("{{ w.c }}\n{%- if x %}", "{{ \", \" }}\n{%- if x %}"),
            (
                "{% set a = w.a.b %}{# w.a.b #}{{ v.w.a.b ~ 'w.a.b' ~ w.a }}",
                "{% set a = \"甲<乙\" %}{# w.a.b #}{{ v.w.a.b ~ 'w.a.b' ~ w.a }}",
            ),
            (
                "{{ w.of | replace(from=\"{n}\", to=f(a=x) | str) | replace(from=\"{m}\", to=w.c) }}",
                "&lt;{{ f(a=x) }}/{{ \", \" }}",
            ),
            (
                "{{ w.of | replace(from=\"{n}\", to=x) }}",
                "{{ \"<{n}/{m}\" | replace(from=\"{n}\", to=x) }}",
            ),
            (
                "{{ x | cn_date(form=\"day\") }}{{ x | cn_date(form=form) }}",
                "{{ x | cn_date_day }}{{ x | cn_date(form=form) }}",
            ),
            (
                "{% raw %}{{ w.a.b }}{% endraw %}",
                "{% raw %}{{ w.a.b }}{% endraw %}",
            ),
        ];
        for (template, expected) in cases {
            assert_eq!(super::words(template, &words), expected);
        }
    }
}
