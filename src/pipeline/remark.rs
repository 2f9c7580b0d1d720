//! What rendering found, as diagnostics of the files to which it belongs.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::paths::InputPath;
use crate::render::Remark;
use crate::words;

/// The record that met what is wrong with something shared.
pub fn check_with(record: &InputPath) -> Words {
    words!("可以对照 {record} 检查", "check it with {record}")
}

/// Whether a fault is of the theme or the settings and not of the record that met it: then no
/// record is held back for it.
pub fn is_shared(code: &str) -> bool {
    matches!(
        code,
        "template" | "poster-layout" | "lost-mark" | "address-too-long"
    )
}

/// Tells shared faults, and what is doubted in layouts, once, with the first of the outputs that met them.
pub fn once(diagnostics: &Diagnostics) -> Diagnostics {
    let mut shared: BTreeMap<(&str, String, String), Diagnostic> = BTreeMap::new();
    let mut rest = Diagnostics::new();
    for diagnostic in diagnostics {
        if !is_shared(diagnostic.code) && diagnostic.code != "layout-doubt" {
            rest.push(diagnostic.clone());
            continue;
        }
        let said = match diagnostic.code {
            // Its message names the address, another one for each record.
            "address-too-long" => String::new(),
            _ => diagnostic.message.en.clone(),
        };
        let first = |d: &Diagnostic| d.help.last().map(|words| words.en.clone());
        let known = shared
            .entry((diagnostic.code, said, place(diagnostic)))
            .or_insert_with(|| diagnostic.clone());
        if first(diagnostic) < first(known) {
            *known = diagnostic.clone();
        }
    }
    for diagnostic in shared.into_values() {
        rest.push(diagnostic);
    }
    rest
}

/// Where a diagnostic points, for telling places apart.
fn place(diagnostic: &Diagnostic) -> String {
    let start = match &diagnostic.location {
        Location::Span(span) => span.range.start,
        Location::File(_) | Location::Nowhere => 0,
    };
    let path = diagnostic.path().map_or("", InputPath::as_str);
    format!("{path}:{start}")
}

/// What a layout said about the poster of the record at `at`.
pub fn remark(remark: Remark, at: InputPath) -> Diagnostic {
    match remark {
        Remark::BodyCut(fits) => Diagnostic::warning(
            "body-cut",
            at,
            with_fits(
                fits,
                words!(
                    "海报放不下全文，末尾写了“全文见二维码”",
                    "the poster has no room for the whole text and ends with a pointer to it"
                ),
                ("，正文放得下约 ", "; it holds about "),
            ),
        )
        .help(words!(
            "在“海报”里写要点，或写大“张数”",
            "write `points` under `poster`, or more `sheets`"
        )),
        Remark::HeadlineLong(fits) => Diagnostic::warning(
            "headline-long",
            at,
            with_fits(
                fits,
                words!(
                    "标题在海报上占三行",
                    "the headline takes three lines on the poster"
                ),
                (
                    "，这种纸两行放得下约 ",
                    "; two lines of this paper hold about ",
                ),
            ),
        )
        .help(words!(
            "缩短标题，两行以内",
            "shorten the title to two lines"
        )),
        Remark::PointsOverflow(fits) => Diagnostic::warning(
            "points-overflow",
            at,
            with_fits(
                fits,
                words!(
                    "要点在一张海报上放不下，接到了下一张",
                    "the points do not fit on one sheet and go on to the next"
                ),
                ("，第一张放了约 ", "; the first one holds about "),
            ),
        )
        .help(words!(
            "减少要点，或写短一些",
            "write fewer or shorter points"
        )),
    }
}

/// A message, and how many characters fit where the layout told it.
fn with_fits(fits: Option<u32>, message: Words, (zh, en): (&str, &str)) -> Words {
    let Some(fits) = fits else { return message };
    Words {
        zh: format!("{}{zh}{fits} 字", message.zh),
        en: format!("{}{en}{fits} characters", message.en),
    }
}
