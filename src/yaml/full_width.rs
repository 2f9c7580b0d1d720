//! Reads the punctuation of a Chinese input method: full-width `：，｛｝［］` after known keys.

/// Replaces full-width punctuation that stands where YAML wants its own, after a word for which
/// `is_key` holds or inside full-width brackets. Each replacement has as many bytes as what it
/// replaces, so that spans stay true.
pub fn normalise(text: &str, is_key: &dyn Fn(&str) -> bool) -> Option<String> {
    if !text.contains(['：', '｛', '［', '，', '\u{3000}']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if is_sentence(line, lines.peek().copied(), is_key) {
            out.push_str(line);
        } else {
            normalise_line(line, is_key, &mut out);
        }
    }
    (out != text).then_some(out)
}

/// Whether `- 时间：三天` is an item of a list of texts, as a writer means it: a mapping would go on
/// in the next line.
fn is_sentence(line: &str, next: Option<&str>, is_key: &dyn Fn(&str) -> bool) -> bool {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let Some(item) = line.trim_start().strip_prefix("- ") else {
        return false;
    };
    let Some(colon) = item
        .find([':', '：'])
        .filter(|at| item[*at..].starts_with('：'))
    else {
        return false;
    };
    let goes_on = next.is_some_and(|next| {
        let key = next.find([':', '：']).map(|at| next[..at].trim());
        indent(next) > indent(line) && key.is_some_and(is_key)
    });
    is_key(item[..colon].trim()) && !goes_on
}

fn normalise_line(line: &str, is_key: &dyn Fn(&str) -> bool, out: &mut String) {
    // An ideographic space as indent is three columns wide in bytes: as many spaces keep the spans.
    let body = line.trim_start_matches(['-', ' ', '\u{3000}']);
    let lead = &line[..line.len() - body.len()];
    out.push_str(&lead.replace('\u{3000}', "   "));
    let Some(colon) = body.find([':', '：']) else {
        return flow(body, is_key, out);
    };
    let key = body[..colon].trim();
    if !is_key(key) {
        return flow(body, is_key, out);
    }
    let (before, after) = body.split_at(colon);
    out.push_str(before);
    let rest = if let Some(rest) = after.strip_prefix('：') {
        out.push_str(":  ");
        rest
    } else {
        out.push(':');
        &after[1..]
    };
    flow(rest, is_key, out);
}

/// Replaces inside a value that begins with a bracket; other text stays as it is.
fn flow(value: &str, is_key: &dyn Fn(&str) -> bool, out: &mut String) {
    let start = value.trim_start();
    if !start.starts_with(['｛', '［', '{', '[']) {
        out.push_str(value);
        return;
    }
    let mut open = Vec::new();
    let mut word = String::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '｛' | '{' => {
                open.push('{');
                out.push_str(if c == '{' { "{" } else { "{  " });
                word.clear();
            }
            '［' | '[' => {
                open.push('[');
                out.push_str(if c == '[' { "[" } else { "[  " });
                word.clear();
            }
            '｝' | '}' | '］' | ']' => {
                let opener = open.pop();
                out.push_str(match (opener, c) {
                    (_, '｝') => "}  ",
                    (_, '］') => "]  ",
                    (_, '}') => "}",
                    _ => "]",
                });
                word.clear();
            }
            '：' if open.last() == Some(&'{') && is_key(word.trim()) => {
                out.push_str(":  ");
                word.clear();
            }
            '，' if open.last() == Some(&'[')
                || (open.last() == Some(&'{') && key_follows(rest, is_key)) =>
            {
                out.push_str(",  ");
                word.clear();
            }
            ',' => {
                out.push(c);
                word.clear();
            }
            c => {
                out.push(c);
                word.push(c);
            }
        }
    }
}

fn key_follows(rest: &str, is_key: &dyn Fn(&str) -> bool) -> bool {
    rest.find([':', '：'])
        .is_some_and(|colon| is_key(rest[..colon].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_full_width_forms() {
        let is_key = |word: &str| {
            matches!(
                word,
                "标题" | "联系方式" | "电话" | "时间" | "原因" | "适用范围"
            )
        };
        let cases = [
            ("标题：停水\n", "标题:  停水\n"),
            ("标题：停水：三号楼\n", "标题:  停水：三号楼\n"),
            ("未知：停水\n", "未知：停水\n"),
            (
                "联系方式：｛电话：0731，时间：全天｝\n",
                "联系方式:  {  电话:  0731,  时间:  全天}  \n",
            ),
            ("原因: 坏了，很久\n", "原因: 坏了，很久\n"),
            (
                "联系方式: {原因: 坏了，很久，电话：1}\n",
                "联系方式: {原因: 坏了，很久,  电话:  1}\n",
            ),
            (
                "适用范围：［3号楼，5号楼］\n",
                "适用范围:  [  3号楼,  5号楼]  \n",
            ),
            ("- 标题：甲\n  时间：乙\n", "- 标题:  甲\n  时间:  乙\n"),
            (
                "- 时间：三天\n- 原因：天冷\n",
                "- 时间：三天\n- 原因：天冷\n",
            ),
            ("　标题：甲\n", "   标题:  甲\n"),
        ];
        for (given, expected) in cases {
            let read = normalise(given, &is_key).unwrap_or_else(|| given.to_owned());
            assert_eq!(read, expected, "{given}");
            assert_eq!(read.len(), given.len(), "{given}");
        }
    }
}
