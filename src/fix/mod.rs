//! Changes made to a text as it lies on the disk: nothing else in it is touched.

mod diff;

use crate::diagnostic::Fix;

pub use diff::unified;

/// Most rounds of changes to one text. Each round makes the text plainer; two are enough for what is
/// known.
const ROUNDS: usize = 8;

/// A text with the changes that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The text, with the line ends that it had.
    pub text: String,
    /// How many places were changed.
    pub places: usize,
}

/// Makes the changes that `changes` names in a text, again and again until there are none.
/// `first` are changes that are known beforehand. They count the bytes of the text with `\n` as
/// line ends, as [`plain`] gives it.
pub fn mend(written: &str, first: Vec<Fix>, changes: impl Fn(String) -> Vec<Fix>) -> Mended {
    let mut text = written.to_owned();
    let mut places = 0;
    let mut known = first;
    for _ in 0..ROUNDS {
        let needed = changes(plain(&text));
        // What was known beforehand is most often what is needed: once is enough.
        known.retain(|fix| !needed.contains(fix));
        known.extend(needed);
        let (next, made) = apply(&text, std::mem::take(&mut known));
        if next == text {
            break;
        }
        places += made;
        text = next;
    }
    Mended { text, places }
}

/// A text with `\n` as line ends, as it is read.
pub fn plain(written: &str) -> String {
    written.replace("\r\n", "\n").replace('\r', "\n")
}

/// Makes changes that count the bytes of the [`plain`] text. Of those that overlap the first is made.
fn apply(written: &str, mut fixes: Vec<Fix>) -> (String, usize) {
    fixes.sort_by_key(|fix| (fix.range.start, fix.range.end));
    let places = Places::of(written);
    let crlf = written
        .find('\n')
        .is_some_and(|at| written[..at].ends_with('\r'));
    let mut out = String::with_capacity(written.len());
    let (mut at, mut made) = (0, 0);
    for fix in fixes {
        let (start, end) = (
            places.written(fix.range.start),
            places.written(fix.range.end),
        );
        // What begins before the end of the last change has no text between.
        let between = written.get(at..start).zip(written.get(start..end));
        let Some((before, replaced)) = between else {
            continue;
        };
        let with = if crlf {
            fix.with.replace('\n', "\r\n")
        } else {
            fix.with
        };
        made += usize::from(replaced != with);
        out.push_str(before);
        out.push_str(&with);
        at = end;
    }
    out.push_str(written.get(at..).unwrap_or_default());
    (out, made)
}

/// Where the bytes of a plain text stand in the written one.
struct Places {
    /// Line ends of two bytes, by their place in the plain text.
    doubled: Vec<usize>,
}

impl Places {
    fn of(written: &str) -> Self {
        let found = written.match_indices("\r\n").enumerate();
        Places {
            doubled: found.map(|(before, (at, _))| at - before).collect(),
        }
    }

    fn written(&self, plain: usize) -> usize {
        plain + self.doubled.partition_point(|at| *at < plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize, with: &str) -> Fix {
        Fix {
            range: start..end,
            with: with.to_owned(),
        }
    }

    #[test]
    fn line_ends_stay() {
        // The plain text is `a：1`, `b:2`, `c` in three lines; only the last ends with a lone return.
        let written = "a：1\r\nb:2\r\nc\r";
        let (text, made) = apply(written, vec![fix(6 + 2, 6 + 2, " "), fix(1, 4, ": ")]);
        assert_eq!(text, "a: 1\r\nb: 2\r\nc\r");
        assert_eq!(made, 2);
        let (text, _) = apply("a\r\nb", vec![fix(1, 1, "\nx")]);
        assert_eq!(text, "a\r\nx\r\nb");
    }

    #[test]
    fn of_overlapping_changes_the_first_is_made() {
        let (text, made) = apply("abcd", vec![fix(1, 3, "X"), fix(2, 4, "Y"), fix(1, 3, "X")]);
        assert_eq!((text.as_str(), made), ("aXd", 1));
        let (text, _) = apply("ab", vec![fix(0, 1, "a"), fix(1, 1, "'"), fix(5, 9, "no")]);
        assert_eq!(text, "a'b");
    }

    #[test]
    fn changes_that_never_end_are_stopped() {
        let mended = mend("a", Vec::new(), |text| {
            vec![fix(text.len(), text.len(), "a")]
        });
        assert_eq!(mended.text.len(), ROUNDS + 1);
    }
}
