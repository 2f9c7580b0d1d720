//! The difference of two texts as a unified diff.

use std::fmt::Write as _;

/// Lines around a change that are shown.
const CONTEXT: usize = 3;

/// Farthest that the two texts are compared for a line that is in both, in lines.
const FAR: usize = 64;

/// The difference between two texts; empty if there is none. `path` is named as `a/…` and `b/…`.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let (old, new) = (lines(old), lines(new));
    let changes = changes(&old, &new);
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let near = rest
            .windows(2)
            .take_while(|pair| pair[1].old.0 - pair[0].old.1 <= 2 * CONTEXT)
            .count();
        let (hunk, after) = rest.split_at(near + 1);
        rest = after;
        let last = hunk.last().unwrap_or(first);
        let lead = first.old.0.min(CONTEXT);
        let tail = (old.len() - last.old.1).min(CONTEXT);
        let from = (first.old.0 - lead, last.old.1 + tail);
        let to = (first.new.0 - lead, last.new.1 + tail);
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "@@ -{} +{} @@", span(from), span(to));
        let mut at = from.0;
        for change in hunk {
            put(&mut out, ' ', &old[at..change.old.0]);
            put(&mut out, '-', &old[change.old.0..change.old.1]);
            put(&mut out, '+', &new[change.new.0..change.new.1]);
            at = change.old.1;
        }
        put(&mut out, ' ', &old[at..from.1]);
    }
    out
}

/// Lines that differ: where they begin and end in both texts.
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        if a < old.len() && old.get(a) == new.get(b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (skip_old, skip_new) = next_same(&old[a..], &new[b..]);
        changes.push(Change {
            old: (a, a + skip_old),
            new: (b, b + skip_new),
        });
        (a, b) = (a + skip_old, b + skip_new);
    }
    changes
}

/// How many lines to pass over in both until they are the same again.
fn next_same(old: &[&str], new: &[&str]) -> (usize, usize) {
    for far in 1..=FAR {
        for skip in 0..=far {
            let (a, b) = (far - skip.min(far), far);
            for (a, b) in [(a, b), (b, a)] {
                if a < old.len() && old.get(a) == new.get(b) {
                    return (a, b);
                }
            }
        }
    }
    (old.len(), new.len())
}

/// Where lines stand, as a head of changes says it.
fn span((start, end): (usize, usize)) -> String {
    let first = if start == end { start } else { start + 1 };
    match end - start {
        1 => first.to_string(),
        count => format!("{first},{count}"),
    }
}

fn put(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        let text = line.strip_suffix('\n');
        let _ = writeln!(out, "{sign}{}", text.unwrap_or(line));
        if text.is_none() {
            out.push_str("\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_other_programs_write_it() {
        assert_eq!(unified("x", "a\n", "a\n"), "");
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n";
        let new = old.replace("5\n", "five\n").replace("6\n", "");
        assert_eq!(
            unified("x.md", old, &new),
            "--- a/x.md\n+++ b/x.md\n@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n-6\n+five\n 7\n 8\n 9\n"
        );
        let far = old.replacen('1', "one", 1).replace("13", "thirteen");
        assert_eq!(unified("x", old, &far).matches("@@ -").count(), 2);
        assert_eq!(
            unified("x", "a", "b\n"),
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
        );
    }
}
