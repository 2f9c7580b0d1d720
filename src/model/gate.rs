//! The privacy gate: every text that could be printed passes it. What must not be printed is an
//! error, what may be too much is a warning.

use std::ops::Range;
use std::sync::Arc;

use super::keys;
use super::waiver::{self, Waiver};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::load::Document;
use crate::paths::InputPath;
use crate::privacy::{self, Extent, Found, Kind};
use crate::source::{Source, Span};
use crate::words;
use crate::yaml::{self, Key, Node, Value};

/// Keys below which telephones stand that are meant to be called.
const REACHED: &[&str] = &[
    "contact",
    "phone",
    "worker_phone",
    "objections",
    "bodies",
    "instructor",
];
/// Keys below which addresses stand where people are meant to go.
const VISITED: &[&str] = &[
    "contact",
    "objections",
    "bodies",
    "instructor",
    "place",
    "venue",
];
/// Keys below which people are named, who are reached through their body.
const NAMED: &[&str] = &["members"];
/// Tables of the keys above.
const TABLES: &[&[Key]] = &[
    keys::RECORD,
    keys::NOTICE,
    keys::MEETING,
    keys::PLACE,
    keys::CONTACT,
    keys::OBJECTIONS,
    keys::BODY,
    keys::GRID,
];

/// What a text of a document has that is private.
struct Gate<'g> {
    source: &'g Arc<Source>,
    waivers: &'g [Waiver],
    /// What was found, with its place.
    found: Vec<(Location, Found)>,
}

/// Lets all texts of a document through the gate: its front matter, its body and its name.
pub fn check(
    document: &Document,
    node: Option<&Node>,
    waivers: &[Waiver],
    diagnostics: &mut Diagnostics,
) {
    let mut gate = Gate {
        source: &document.source,
        waivers,
        found: Vec::new(),
    };
    gate.name(document.path());
    if let Some(node) = node {
        gate.node(node, &mut Vec::new());
    }
    if let Some(parts) = &document.parts {
        let body = &document.source.text[parts.body.clone()];
        for found in privacy::scan(body) {
            let range = parts.body.start + found.range.start..parts.body.start + found.range.end;
            gate.push(Span::new(&document.source, range).into(), found);
        }
        gate.spelled(body, parts.body.start);
    }
    gate.finish(diagnostics);
}

/// Lets the settings of a site, or a file of its rules, through the gate.
pub fn check_settings(source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    // What is wrong with them was reported when they were read.
    let mut quiet = Diagnostics::new();
    let node = yaml::parse(source, 0..source.text.len(), &keys::is_key, &mut quiet);
    let mut gate = Gate {
        source,
        waivers: &[],
        found: Vec::new(),
    };
    match node {
        Some(node) => gate.node(&node, &mut Vec::new()),
        // They have keys of their own, after which full-width colons may stand.
        None => {
            for found in privacy::scan(&source.text) {
                gate.push(Span::new(source, found.range.clone()).into(), found);
            }
        }
    }
    gate.finish(diagnostics);
}

impl Gate<'_> {
    /// The name of a file becomes a part of an address.
    fn name(&mut self, path: &InputPath) {
        let parts: Vec<&str> = path.as_str().split('/').collect();
        let shown = match parts.as_slice() {
            [.., folder, "index.md" | "_index.md"] => folder,
            [.., name] => name.trim_end_matches(".md"),
            [] => "",
        };
        for found in privacy::scan_raw(shown) {
            self.push(path.clone().into(), found);
        }
    }

    /// Digits that Markdown makes of `&#49;` are printed like any other.
    fn spelled(&mut self, body: &str, start: usize) {
        let Some(plain) = privacy::spelled(body) else {
            return;
        };
        let first = body.find("&#").unwrap_or_default();
        let line = body[first..].lines().next().unwrap_or_default();
        let range = start + first..start + first + line.len();
        let numbers = privacy::scan(&plain).into_iter();
        for found in numbers.filter(|found| is_error(found.kind)) {
            let is_told = |(_, told): &(Location, Found)| told.shown == found.shown;
            if !self.found.iter().any(is_told) {
                self.push(Span::new(self.source, range.clone()).into(), found);
            }
        }
    }

    fn node<'n>(&mut self, node: &'n Node, keys: &mut Vec<&'n str>) {
        match &node.value {
            Value::Scalar(text) => self.scalar(text, privacy::scan(text), &node.range, keys),
            Value::List(items) => items.iter().for_each(|item| self.node(item, keys)),
            Value::Map(entries) => {
                for entry in entries {
                    // In a key nothing is hidden.
                    let found = privacy::scan_raw(&entry.key);
                    self.scalar(&entry.key, found, &entry.key_range, keys);
                    keys.push(entry.key.trim());
                    self.node(&entry.value, keys);
                    keys.pop();
                }
            }
        }
    }

    fn scalar(&mut self, text: &str, found: Vec<Found>, range: &Range<usize>, keys: &[&str]) {
        for found in found {
            let open = match found.kind {
                Kind::Mobile => REACHED,
                Kind::Room => VISITED,
                _ => &[],
            };
            let is_named = keys.iter().any(|word| is_one_of(word, NAMED));
            if !is_named && keys.iter().any(|word| is_one_of(word, open)) {
                continue;
            }
            // Where the text was written with escapes or over several lines, all of it is shown.
            let written = self.source.text.get(range.clone()).unwrap_or_default();
            let at = written.find(&text[found.range.clone()]);
            let place = at.map_or_else(
                || range.clone(),
                |at| range.start + at..range.start + at + found.range.len(),
            );
            self.push(Span::new(self.source, place).into(), found);
        }
    }

    fn push(&mut self, at: Location, found: Found) {
        if !waiver::covers(self.waivers, found.kind) {
            self.found.push((at, found));
        }
    }

    /// Every error is told; of warnings the first of each kind, with how many there are.
    fn finish(self, diagnostics: &mut Diagnostics) {
        for kind in Kind::ALL {
            let mut of_kind = self.found.iter().filter(|(_, found)| found.kind == kind);
            if is_error(kind) {
                for (at, found) in of_kind {
                    diagnostics.push(diagnostic(at.clone(), found, 1));
                }
            } else if let Some((at, found)) = of_kind.next() {
                diagnostics.push(diagnostic(at.clone(), found, 1 + of_kind.count()));
            }
        }
    }
}

/// Whether a word is one of these keys, in any language.
fn is_one_of(word: &str, names: &[&str]) -> bool {
    let mut keys = TABLES.iter().copied().flatten();
    keys.any(|key| names.contains(&key.name) && key.is(word))
}

/// What must not be printed at all.
pub fn is_error(kind: Kind) -> bool {
    matches!(kind, Kind::Identity | Kind::Mobile | Kind::Card)
}

/// The code under which a kind is told.
pub fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Identity => "private-identity",
        Kind::Mobile => "private-mobile",
        Kind::Card => "private-card",
        Kind::Room => "private-room",
        Kind::Plate => "private-plate",
        Kind::Name => "private-name",
        Kind::Words => "private-words",
    }
}

/// What a kind is called.
pub fn name(kind: Kind) -> Words {
    match kind {
        Kind::Identity => words!("身份证号", "an identity number"),
        Kind::Mobile => words!("手机号", "a mobile number"),
        Kind::Card => words!("银行卡号", "a bank card number"),
        Kind::Room => words!("完整房号", "a full room number"),
        Kind::Plate => words!("车牌号", "a licence plate"),
        Kind::Name => words!("住户姓名", "a resident's name"),
        Kind::Words => words!(
            "某个人的健康、困难或未成年情况",
            "health, poverty or minority of a person"
        ),
    }
}

/// What was found, of which there are `count` of the kind.
fn diagnostic(at: Location, found: &Found, count: usize) -> Diagnostic {
    let Words { zh, en } = name(found.kind);
    // What is left of a room is its building, which is none.
    let more = if found.kind == Kind::Room { "…" } else { "" };
    let shown = format!("{}{more}", found.shown);
    let mut message = words!("写有{zh}“{shown}”", "found {en}, `{shown}`");
    if count > 1 {
        let Words { zh, en } = message;
        message = words!("{zh}，共 {count} 处", "{en}, {count} places in all");
    }
    let diagnostic = if is_error(found.kind) {
        Diagnostic::error(code(found.kind), at, message)
    } else {
        Diagnostic::warning(code(found.kind), at, message)
    };
    diagnostic.help(help(found.kind))
}

/// What to do about a kind.
pub fn help(kind: Kind) -> Words {
    match kind {
        Kind::Identity | Kind::Card => words!(
            "删去；确需核对身份时写成 `[[号码]]`，只印末四位",
            "remove it; in `[[…]]` only its last four digits are printed"
        ),
        Kind::Mobile => words!(
            "公开的办公电话写在“联系方式”或“电话”里；个人号码删去，或写成 `[[号码]]` 遮盖中间四位",
            "put an office telephone under `contact` or `phone`; remove a personal one, or write `[[…]]` to hide its middle"
        ),
        Kind::Room => words!(
            "只写到楼栋，或写成 `[[房号]]`；依法应当公布的，写上“豁免”",
            "name the building only, or write `[[…]]`; if the law wants it printed, add `waivers`"
        ),
        Kind::Plate => words!(
            "写成 `[[车牌]]`，印成湘A***45；依法应当公布的，写上“豁免”",
            "write `[[…]]`, which prints 湘A***45; if the law wants it printed, add `waivers`"
        ),
        Kind::Name => words!(
            "写成 `[[姓名]]`，印成张*明；本人同意公布的，写上“豁免”",
            "write `[[…]]`, which prints 张*明; with the person's consent, add `waivers`"
        ),
        Kind::Words => words!(
            "删去，或不写能认出是谁的称呼；已取得单独同意的，写上“豁免”",
            "remove it, or what tells who it is; with separate consent, add `waivers`"
        ),
    }
}

/// The text of a field as it is printed; none if nothing is hidden in it.
pub fn told(text: &str, waivers: &[Waiver]) -> Option<String> {
    let hides = text.contains("[[")
        || Kind::ALL
            .into_iter()
            .any(|kind| waiver::extent(waivers, kind) != Extent::Nothing);
    if !hides {
        return None;
    }
    let told = privacy::tell(text, |kind| waiver::extent(waivers, kind), |_, shown| shown)?;
    Some(told.text)
}
