//! A text after its changes, and where each of its bytes stood before.

use std::borrow::Cow;

use super::Edit;

/// A text after its changes.
pub struct Normal<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    moves: Vec<Move>,
}

/// A stretch that was replaced: where it begins and ends now, and where it did before.
struct Move {
    now: (usize, usize),
    before: (usize, usize),
}

impl<'t> Normal<'t> {
    /// Makes changes, which are in order and do not overlap.
    pub fn new(written: &'t str, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return Normal {
                text: Cow::Borrowed(written),
                moves: Vec::new(),
            };
        }
        let mut text = String::with_capacity(written.len() + edits.len());
        let mut moves = Vec::with_capacity(edits.len());
        let mut at = 0;
        for edit in edits {
            text.push_str(&written[at..edit.range.start]);
            let start = text.len();
            text.push_str(edit.with);
            moves.push(Move {
                now: (start, text.len()),
                before: (edit.range.start, edit.range.end),
            });
            at = edit.range.end;
        }
        text.push_str(&written[at..]);
        Normal {
            text: Cow::Owned(text),
            moves,
        }
    }

    /// Where a byte of the text stood before; the start of what was replaced for all bytes of that.
    pub fn before(&self, at: usize) -> usize {
        let next = self.moves.partition_point(|moved| moved.now.0 <= at);
        let Some(moved) = next.checked_sub(1).and_then(|last| self.moves.get(last)) else {
            return at;
        };
        if at < moved.now.1 {
            moved.before.0
        } else {
            moved.before.1 + (at - moved.now.1)
        }
    }
}
