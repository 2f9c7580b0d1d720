//! Puts words of the theme into its templates before they are parsed.
//!
//! The words of a language never change while a site is rendered, and a page looks up some seventy
//! of them: written into the templates once, they cost nothing on any page.

use serde_json::Value;

use crate::markdown::push_escaped;

/// A template with every plain `{{ w.some.word }}` replaced by the word, escaped. What is anything
/// else than a path to a text stays for the engine.
pub fn words(template: &str, words: &Value) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find("{{ w.") {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let end = after
            .find(" }}")
            .map_or(after.len(), |end| end + " }}".len());
        let expression = &after[..end];
        rest = &after[end..];
        match word(expression, words).filter(|word| is_kept(word, &out, rest)) {
            Some(word) => push_escaped(&mut out, word),
            None => out.push_str(expression),
        }
    }
    out.push_str(rest);
    out
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

/// The text to which an expression leads, if it is nothing but a path, and the text is no template.
fn word<'w>(expression: &str, words: &'w Value) -> Option<&'w str> {
    let path = expression.strip_prefix("{{ w.")?.strip_suffix(" }}")?;
    let is_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if !path.chars().all(is_path) {
        return None;
    }
    let found = path.split('.').try_fold(words, |at, key| at.get(key))?;
    // Lines stay where they are: faults are told with theirs.
    let plain = |word: &&str| !word.contains(['{', '\n']);
    found.as_str().filter(plain)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_paths_to_texts_are_replaced() {
        let words = serde_json::json!({"a": {"b": "甲<乙"}, "t": "{{ x }}", "n": 3, "c": ", "});
        let cases = [
            ("<p>{{ w.a.b }}</p>", "<p>甲&lt;乙</p>"),
            ("{{ w.a.c }}{{ w.a }}", "{{ w.a.c }}{{ w.a }}"),
            (
                "{{ w.a[k] }} {{ w.a.b | x }}",
                "{{ w.a[k] }} {{ w.a.b | x }}",
            ),
            (
                "{{ w.t }}{{ w.n }}{{ w.a.b }}",
                "{{ w.t }}{{ w.n }}甲&lt;乙",
            ),
            ("{{ w.a", "{{ w.a"),
            ("{{ w.c }}x", ", x"),
            ("{{ w.c }}\n{%- if x %}", "{{ w.c }}\n{%- if x %}"),
        ];
        for (template, expected) in cases {
            assert_eq!(super::words(template, &words), expected);
        }
    }
}
