//! Scripts as they are sent to readers: without lines of comments and most spare space.

/// Around these a space says nothing. Those are missing that may make another sign with the next.
const SIGNS: &str = "={}();,?:&|*";

/// A script that says the same in fewer bytes. Comments beside code stay: to tell them from strings
/// one would have to parse the script. So does everything in a script with text over several lines,
/// and any line with signs that may begin a regular expression.
pub(super) fn compact(text: &str) -> String {
    if text.contains('`') || text.contains("\\\n") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            // What follows the end of a comment in its line is code.
            let end = line.find("*/");
            let after = end.map_or("", |end| line[end + 2..].trim_start());
            in_comment = end.is_none();
            push(&mut out, after);
        } else if !line.starts_with("//") {
            push(&mut out, line);
        }
    }
    out
}

fn push(out: &mut String, line: &str) {
    if line.is_empty() {
        return;
    }
    if line.contains(['/', '\\', '"']) {
        out.push_str(line);
    } else {
        for (at, part) in line.split('\'').enumerate() {
            if at > 0 {
                out.push('\'');
            }
            if at % 2 == 0 {
                push_code(out, part);
            } else {
                out.push_str(part);
            }
        }
        // The line may go on: no statement ends here without its semicolon, and no comment.
        if line.ends_with([';', '{', ',']) {
            return;
        }
    }
    out.push('\n');
}

/// Code without strings.
fn push_code(out: &mut String, code: &str) {
    let is_sign = |c: Option<char>| c.is_some_and(|c| SIGNS.contains(c));
    let mut before = None;
    let mut rest = code.chars().peekable();
    while let Some(next) = rest.next() {
        if next != ' ' || !(is_sign(before) || is_sign(rest.peek().copied())) {
            out.push(next);
        }
        before = Some(next);
    }
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn says_the_same_in_fewer_bytes() {
        let cases = [
            (
                "/* one\n   two */\n(function () {\n  // three\n  a('/* b */'); // four\n\n}());\n",
                "(function(){a('/* b */'); // four\n}());",
            ),
            ("/* a */ b();\n", "b();"),
            (
                "if (a === 'b ; c') { d = e ? 1 : - -f; } else { return g + +h; }\n",
                "if(a==='b ; c'){d=e?1:- -f;}else{return g + +h;}\n",
            ),
            ("a = /b = c/;\n", "a = /b = c/;\n"),
            ("a();\n/* unfinished", "a();"),
            ("a = `\n  b`;\n", "a = `\n  b`;\n"),
            ("a = 'b\\\n  c';\n", "a = 'b\\\n  c';\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(compact(text), expected, "{text}");
            assert_eq!(compact(expected), expected, "twice: {text}");
        }
    }

    #[test]
    fn the_scripts_of_the_default_theme_are_small() {
        let sent = compact(include_str!("../../themes/default/scripts/screen.js"));
        assert!(sent.len() <= 6_000, "{} bytes", sent.len());
        let search = compact(include_str!("../../themes/default/scripts/search.js"));
        let site = compact(include_str!("../../themes/default/scripts/site.js"));
        let all = sent.len() + search.len() + site.len();
        assert!(all < 20_000, "{all} bytes, {} of the search", search.len());
    }
}
