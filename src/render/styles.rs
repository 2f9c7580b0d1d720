//! Style sheets as they are sent to readers: without comments and spare white space.

use std::borrow::Cow;

use crate::theme::Theme;

/// How a style sheet of a theme says that it only adds to the built-in one of its name.
const ADDS: &str = "@import \"built-in\";";

/// A style sheet with the built-in one in the place where it asks for it: so a few rules of a
/// site's own are a few lines, and readers still load one file.
pub(super) fn whole<'t>(name: &str, text: &'t str) -> Cow<'t, str> {
    match Theme::built_in_text(name) {
        Some(built_in) if text.contains(ADDS) => text.replacen(ADDS, built_in, 1).into(),
        _ => text.into(),
    }
}

/// What stands after one of these begins anew: a selector or the name of a property.
const BEGINNINGS: [char; 3] = ['{', '}', ';'];

/// A style sheet that says the same in fewer bytes. Strings and addresses stay as they are.
pub(super) fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // What has been written since the last beginning: the name of a property ends at its colon.
    let mut begun = 0;
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let taken = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if next.is_ascii_whitespace() {
            let spare = rest.len() - rest.trim_ascii_start().len();
            let before = out.chars().last();
            let after = rest[spare..].chars().next();
            let is_spare = before.is_none_or(|before| {
                BEGINNINGS.contains(&before) || ",>".contains(before) || before.is_whitespace()
            }) || after
                .is_none_or(|after| BEGINNINGS.contains(&after) || after == '>')
                || is_property(written(&out[begun..]).strip_suffix(':'));
            if !is_spare {
                out.push(' ');
            }
            spare
        } else if next == '"' || next == '\'' {
            let taken = quoted(rest, next);
            out.push_str(&rest[..taken]);
            taken
        } else if rest.starts_with("url(") {
            let taken = rest.find(')').map_or(rest.len(), |at| at + 1);
            out.push_str(&rest[..taken]);
            taken
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            next.len_utf8()
        };
        if BEGINNINGS.contains(&next) {
            begun = out.len();
        }
        rest = &rest[taken..];
    }
    out
}

/// How long the string at the beginning of a text is, with its quotation marks.
fn quoted(text: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (at, of) in text.char_indices().skip(1) {
        if of == mark && !is_escaped {
            return at + of.len_utf8();
        }
        is_escaped = of == '\\' && !is_escaped;
    }
    text.len()
}

/// What has been written within the question of a media query: `(min-width:`.
fn written(begun: &str) -> &str {
    match begun.rsplit_once(" (") {
        Some((rule, question)) if rule.starts_with("@media") => question,
        _ => begun,
    }
}

/// Whether this can only be the name of a property, not a selector before its pseudo-class.
fn is_property(name: Option<&str>) -> bool {
    let is_of_names = |of: char| of.is_ascii_alphanumeric() || of == '-' || of == '_';
    name.is_some_and(|name| !name.is_empty() && name.chars().all(is_of_names))
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn says_the_same_in_fewer_bytes() {
        let cases = [
            (
                "/* on paper */\n:root {\n  --page: #fff;\n  color: red;\n}\n",
                ":root{--page:#fff;color:red}",
            ),
            (
                "a :hover, b > c { margin: 0 -2px; }",
                "a :hover,b>c{margin:0 -2px}",
            ),
            (
                "@media (min-width: 800px) {\n  a { b: c; }\n}",
                "@media (min-width:800px){a{b:c}}",
            ),
            (
                "a::before { content: \"/* ; }  \\\" x\"; }",
                "a::before{content:\"/* ; }  \\\" x\"}",
            ),
            (
                "a { width: calc(1px + 2px); b: url(x  y;z) }",
                "a{width:calc(1px + 2px);b:url(x  y;z)}",
            ),
            ("a/* x */ b{c:d", "a b{c:d"),
            ("a { b: 'unfinished", "a{b:'unfinished"),
            ("/* unfinished", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(compact(text), expected, "{text}");
            assert_eq!(compact(expected), expected, "twice: {text}");
        }
    }

    #[test]
    fn the_default_theme_fits_a_phone() {
        for (text, most) in [
            (include_str!("../../themes/default/styles/site.css"), 30_000),
            (
                include_str!("../../themes/default/styles/screen.css"),
                12_000,
            ),
        ] {
            let sent = compact(text);
            assert!(sent.len() < most, "{} bytes", sent.len());
            let blocks = |of: &str| of.matches('{').count();
            assert_eq!(blocks(&sent), blocks(text));
        }
    }
}
