//! Tests of the Markdown module as a whole.

mod blocks;
mod html;
mod scanning;

/// Texts of pieces that mean something to a parser, in orders that nobody would write.
pub(super) fn awkward_texts() -> impl Iterator<Item = String> {
    const PIECES: &[&str] = &[
        "*", "**", "_", "~", "~~", "`", "```", "[", "]", "(", ")", "](a.jpg)", "![", "[^1]",
        "[^1]: ", "\n", "\n\n", "  ", "    ", "\t", "> ", "- ", "1. ", "# ", "|", "|-|\n", "<b>",
        "<!--", "&#10;", "&amp;", "\\", "甲", "：", "“", "　　", "- [x] ", "a", "\r", "\u{0}",
    ];
    texts_of(PIECES)
}

/// Texts of some pieces, in all sorts of orders.
pub(super) fn texts_of<'p>(pieces: &'p [&'p str]) -> impl Iterator<Item = String> {
    // A fixed sequence of numbers that look random.
    let mut state = 1_u64;
    let mut next = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    (0..20_000).map(move |_| (0..=next(40)).map(|_| pieces[next(pieces.len())]).collect())
}
