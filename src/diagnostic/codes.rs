//! All codes of diagnostics, sorted. Authors answer warnings by their codes, and each code has a page
//! in `docs/diagnostics/`: so a code never changes its meaning.

use super::Severity;

/// What stops publishing, or holds a record back.
pub const ERRORS: &[&str] = &[
    "address-too-long",
    "attachment-type",
    "bad-alias",
    "bad-code",
    "bad-date",
    "bad-name",
    "bad-phone",
    "bad-picture",
    "bad-usage",
    "dates-order",
    "duplicate-key",
    "file-exists",
    "front-matter",
    "level-order",
    "link-scheme",
    "lost-mark",
    "misplaced",
    "missing-field",
    "missing-glyph",
    "missing-space",
    "name-taken",
    "no-content",
    "no-front-matter",
    "no-place",
    "no-port",
    "no-root",
    "no-settings",
    "no-theme",
    "no-watch",
    "not-a-count",
    "not-a-file",
    "not-a-number",
    "not-text",
    "not-written",
    "out-of-range",
    "output-in-the-way",
    "output-incomplete",
    "output-io",
    "output-locked",
    "output-not-ours",
    "output-not-standing",
    "output-path",
    "output-refused",
    "output-taken",
    "period",
    "picture-type",
    "poster-layout",
    "poster-theme",
    "reserved-kind",
    "same-address",
    "same-code",
    "same-number",
    "self-reference",
    "settings",
    "sum",
    "tab-indent",
    "table-too-large",
    "template",
    "theme-version",
    "theme-words",
    "too-deep",
    "too-long",
    "too-many-decimals",
    "unclosed-front-matter",
    "undefined-note",
    "unknown-body",
    "unknown-building",
    "unknown-file",
    "unknown-key",
    "unknown-mechanism",
    "unknown-place",
    "unknown-record",
    "unknown-word",
    "unreadable",
    "with-items",
    "word-document",
    "wrong-kind",
    "wrong-type",
    "yaml",
];

/// What may mislead a reader: `acknowledge` answers it.
pub const WARNINGS: &[&str] = &[
    "body-cut",
    "encoding",
    "headline-long",
    "not-md",
    "nowhere-to-object",
    "points-overflow",
    "unused-theme-file",
    "workdays-provisional",
];

/// What is left out on purpose, and gaps in the world.
pub const NOTES: &[&str] = &["unused-file"];

/// How much a diagnostic of this code weighs, unless it is about a draft; none for a word that is
/// no code.
pub fn severity(code: &str) -> Option<Severity> {
    [
        (ERRORS, Severity::Error),
        (WARNINGS, Severity::Warning),
        (NOTES, Severity::Note),
    ]
    .into_iter()
    .find(|(codes, _)| codes.contains(&code))
    .map(|(_, severity)| severity)
}
