//! What must hold of the sheets of any poster, read from what was placed on them. The sizes stand
//! here a second time, by hand, so that a slip in the theme is seen.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::{self, Write as _};

use gongshi::markdown::{Block, Inline};
use gongshi::plan::view::assessment::AssessmentFacts;
use gongshi::plan::view::poster::{PosterView, Sheet};
use gongshi::plan::view::statement::StatementPoster;
use gongshi::render::{Area, Placed, PlacedItem, PlacedSheet, PlacedText};

/// The least size of each role in points: on paper with a shorter side of less than 280 mm, and on
/// larger paper.
const LEAST: [(&str, f64, f64); 17] = [
    ("kind", 32.0, 36.0),
    ("headline", 44.0, 60.0),
    // A headline of more than three lines.
    ("overlong", 44.0, 44.0),
    ("result", 44.0, 60.0),
    // Amounts of more than ten thousand million.
    ("figure", 44.0, 54.0),
    ("time", 44.0, 54.0),
    ("phone", 36.0, 36.0),
    ("period", 36.0, 36.0),
    ("place", 28.0, 32.0),
    ("scope", 24.0, 28.0),
    ("title", 28.0, 32.0),
    ("reading", 28.0, 32.0),
    ("label", 28.0, 32.0),
    ("table", 24.0, 28.0),
    ("takedown", 18.0, 20.0),
    ("service", 14.0, 16.0),
    ("full-text", 16.0, 18.0),
];

/// The least size in the layout of official documents.
const OFFICIAL: f64 = 14.0;
/// What no printer prints, at each edge, in millimetres.
const UNPRINTED: f64 = 5.0;
/// The seal of an office, in millimetres.
const SEAL: f64 = 42.0;
/// White round a QR code, in millimetres.
const QUIET: f64 = 6.4;
/// What ends a sentence.
const SENTENCE: [char; 4] = ['。', '；', '.', ';'];
/// How much two outlines of letters may have in common, in millimetres: accents and serifs.
const TOUCH: f64 = 0.35;
/// Least contrast of text and what it stands on (WCAG 2, level AA; the sheet is read in bad light).
const CONTRAST: f64 = 4.5;

/// Something that does not hold.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which poster, and on which paper.
    pub case: String,
    /// Number of the sheet.
    pub sheet: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, sheet {}: {}", self.case, self.sheet, self.what)
    }
}

/// What must stand on every sheet of a poster, in the words of its language.
pub fn marks(view: &PosterView, sheet: usize, sheets: usize) -> Vec<String> {
    let zh = view.language == "zh";
    let mut marks = vec![
        view.number.clone(),
        view.hash.clone(),
        if zh {
            format!("第{sheet}张共{sheets}张")
        } else {
            format!("Sheet {sheet} of {sheets}")
        },
    ];
    if view.demo {
        marks.push(if zh { "演示" } else { "DEMO" }.to_owned());
    }
    if view.withdrawn.is_some() {
        marks.push(if zh { "已撤回" } else { "Withdrawn" }.to_owned());
    }
    // In the format of official documents that stands on the last sheet, beside the signature.
    let is_official = view.sheet.is_some_and(|paper| paper.style == "official");
    if let Some(day) = view
        .take_down
        .as_ref()
        .filter(|_| !is_official || sheet == sheets)
    {
        let words = if zh {
            "请于{}撤下"
        } else {
            "Take down on {}"
        };
        marks.push(words.replace("{}", &day_of(view, day)));
    }
    marks
}

/// A day without its year, where that is the year of the record.
pub fn day_of(view: &PosterView, iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let number = |range: std::ops::Range<usize>| iso[range].parse::<usize>().unwrap();
    let (year, month, day) = (&iso[..4], number(5..7), number(8..10));
    let same = view.date.starts_with(year);
    if view.language == "zh" {
        let year = if same {
            String::new()
        } else {
            format!("{year}年")
        };
        return format!("{year}{month}月{day}日");
    }
    let year = if same {
        String::new()
    } else {
        format!(" {year}")
    };
    format!("{day} {}{year}", MONTHS[month - 1])
}

/// Text without white space and without the invisible characters by which layouts allow or forbid
/// a break.
pub fn dense(text: &str) -> String {
    let is_shown = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}');
    text.chars().filter(is_shown).collect()
}

/// All text of the sheets in the order of painting, dense.
pub fn printed(sheets: &[PlacedSheet]) -> String {
    sheets.iter().map(text_of).collect()
}

fn text_of(sheet: &PlacedSheet) -> String {
    texts(sheet).map(|(_, text)| dense(&text.text)).collect()
}

fn texts(sheet: &PlacedSheet) -> impl Iterator<Item = (&PlacedItem, &PlacedText)> {
    sheet.items.iter().filter_map(|item| match &item.what {
        Placed::Text(text) => Some((item, text)),
        _ => None,
    })
}

fn is_in(item: &PlacedItem, part: &str) -> bool {
    item.parts.iter().any(|of| of == part)
}

fn brief(text: &str) -> String {
    let mut brief: String = text.chars().take(24).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}

/// Everything that does not hold of a poster.
pub fn faults(case: &str, view: &PosterView, sheets: &[PlacedSheet]) -> Vec<Fault> {
    let paper = view.sheet.expect("a poster has a sheet");
    let mut faults = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let mut said = Vec::new();
        size(paper, sheet, &mut said);
        roles(paper, sheet, &mut said);
        edges(paper, sheet, &mut said);
        overlaps(sheet, &mut said);
        colours(sheet, &mut said);
        seals(sheet, &mut said);
        code(view, sheet, &mut said);
        let text = text_of(sheet);
        for mark in marks(view, at + 1, sheets.len()) {
            if !text.contains(&dense(&mark)) {
                said.push(format!("the mark “{mark}” is missing"));
            }
        }
        faults.extend(said.into_iter().map(|what| Fault {
            case: case.to_owned(),
            sheet: at + 1,
            what,
        }));
    }
    let mut whole = Vec::new();
    facts(view, sheets, &mut whole);
    headline(view, sheets, &mut whole);
    let rings = sheets.iter().map(|sheet| rings(sheet).len()).sum::<usize>();
    if rings != view.issuers.len().max(1) && paper.style != "official" {
        whole.push(format!(
            "{rings} rings for the seals of {} issuers",
            view.issuers.len()
        ));
    }
    let codes = sheets.iter().flat_map(|sheet| &sheet.items);
    let codes = codes.filter(|item| is_qr(item)).count();
    if codes != usize::from(view.qr.is_some()) {
        whole.push(format!("{codes} QR codes"));
    }
    faults.extend(whole.into_iter().map(|what| Fault {
        case: case.to_owned(),
        sheet: 0,
        what,
    }));
    faults
}

/// What does not hold of a sheet that is read in the hand: its size, least sizes, edges, overlaps
/// and colours.
pub fn sheet_faults(paper: Sheet, sheet: &PlacedSheet) -> Vec<String> {
    let mut said = Vec::new();
    size(paper, sheet, &mut said);
    roles(paper, sheet, &mut said);
    edges(paper, sheet, &mut said);
    overlaps(sheet, &mut said);
    colours(sheet, &mut said);
    said
}

fn size(paper: Sheet, sheet: &PlacedSheet, said: &mut Vec<String>) {
    let (width, height) = (f64::from(paper.width), f64::from(paper.height));
    if (sheet.width - width).abs() > 0.01 || (sheet.height - height).abs() > 0.01 {
        said.push(format!("{} × {} mm", sheet.width, sheet.height));
    }
}

fn is_large(paper: Sheet) -> bool {
    paper.width.min(paper.height) >= 280
}

/// No text without a role, and none smaller than its role.
fn roles(paper: Sheet, sheet: &PlacedSheet, said: &mut Vec<String>) {
    for (item, text) in texts(sheet) {
        if text.text.trim().is_empty() || is_in(item, "note-mark") {
            continue;
        }
        let shown = brief(&text.text);
        // The layout of official documents has sizes of its own, for half a metre.
        if paper.style == "official" {
            if text.size < OFFICIAL - 0.05 {
                said.push(format!(
                    "{:.1} pt, at least {OFFICIAL}: “{shown}”",
                    text.size
                ));
            }
            continue;
        }
        let Some(role) = &item.role else {
            said.push(format!(
                "text without a role, {:.1} pt: “{shown}”",
                text.size
            ));
            continue;
        };
        let Some((_, small, large)) = LEAST.iter().find(|(name, ..)| name == role) else {
            said.push(format!("unknown role {role}: “{shown}”"));
            continue;
        };
        let least = if is_large(paper) { large } else { small };
        if text.size < least - 0.05 {
            said.push(format!(
                "{role} of {:.1} pt, at least {least}: “{shown}”",
                text.size
            ));
        }
    }
}

/// Nothing where printers do not print, and no text beyond the side margins.
fn edges(paper: Sheet, sheet: &PlacedSheet, said: &mut Vec<String>) {
    let printable = Area {
        left: UNPRINTED,
        top: UNPRINTED,
        right: sheet.width - UNPRINTED,
        bottom: sheet.height - UNPRINTED,
    };
    let shorter = f64::from(paper.width.min(paper.height));
    let margin = if shorter > 350.0 {
        21.0 * shorter / 297.0
    } else if shorter >= 280.0 {
        21.0
    } else if shorter < 210.0 {
        13.0
    } else {
        15.0
    };
    for item in &sheet.items {
        let area = ink(item);
        let is_text = matches!(item.what, Placed::Text(_));
        if is_text && item.clip.is_some_and(|clip| !clip.grown(0.1).holds(&area)) {
            said.push(format!("{} is cut off: {}", name(item), at(&area)));
        }
        // A letter such as J reaches beyond its line by a part of its size.
        let over = (0.06 * (item.area.bottom - item.area.top)).max(0.5);
        if !printable.grown(0.01).holds(&area) {
            said.push(format!("{} is not printed: {}", name(item), at(&area)));
        } else if is_text && (area.left < margin - over || area.right > sheet.width - margin + over)
        {
            said.push(format!(
                "{} stands in the margin: {}",
                name(item),
                at(&area)
            ));
        }
    }
}

/// The outlines of text, and of everything else what can be seen.
fn ink(item: &PlacedItem) -> Area {
    match &item.what {
        Placed::Text(text) => text.ink.unwrap_or(Area {
            right: item.area.left,
            bottom: item.area.top,
            ..item.area
        }),
        _ => item.clip.map_or(item.area, |clip| clip.common(&item.area)),
    }
}

fn at(area: &Area) -> String {
    format!(
        "x {:.1}–{:.1}, y {:.1}–{:.1} mm",
        area.left, area.right, area.top, area.bottom
    )
}

fn name(item: &PlacedItem) -> String {
    let role = item.role.as_deref().unwrap_or("no role");
    match &item.what {
        Placed::Text(text) => format!("“{}” ({role})", brief(&text.text)),
        Placed::Picture => "a picture".to_owned(),
        Placed::Shape { .. } => "a shape".to_owned(),
    }
}

/// No two runs of text stand over each other, and none over a picture but its caption.
fn overlaps(sheet: &PlacedSheet, said: &mut Vec<String>) {
    let inked: Vec<(&PlacedItem, &PlacedText, Area)> = texts(sheet)
        .filter_map(|(item, text)| Some((item, text, text.ink?.grown(-TOUCH / 2.0))))
        .collect();
    for (n, (one, first, area)) in inked.iter().enumerate() {
        for (other, second, beside) in &inked[n + 1..] {
            // A mark of a note stands high, at the end of its word.
            let is_mark = is_in(one, "note-mark") || is_in(other, "note-mark");
            if area.meets(beside) && !is_mark {
                said.push(format!(
                    "“{}” ({}) over “{}” ({}): {} and {}",
                    brief(&first.text),
                    one.role.as_deref().unwrap_or("no role"),
                    brief(&second.text),
                    other.role.as_deref().unwrap_or("no role"),
                    at(area),
                    at(beside)
                ));
            }
        }
    }
    let pictures = sheet
        .items
        .iter()
        .filter(|item| item.what == Placed::Picture);
    for picture in pictures {
        let shown = ink(picture);
        for (item, _, area) in &inked {
            if area.meets(&shown) && !is_in(item, "caption") {
                said.push(format!(
                    "{} over a picture: {} and {}",
                    name(item),
                    at(area),
                    at(&shown)
                ));
            }
        }
        let others = sheet
            .items
            .iter()
            .filter(|item| item.what == Placed::Picture);
        for other in others.filter(|other| !std::ptr::eq(*other, picture)) {
            if shown.grown(-0.1).meets(&ink(other)) {
                said.push(format!(
                    "two pictures: {} and {}",
                    at(&shown),
                    at(&ink(other))
                ));
            }
        }
    }
}

/// Text is told from what it stands on, at each of its ends and in the middle.
fn colours(sheet: &PlacedSheet, said: &mut Vec<String>) {
    let mut below: Vec<(&Area, &str)> = Vec::new();
    for item in &sheet.items {
        match &item.what {
            Placed::Shape {
                fill: Some(fill), ..
            } => below.push((&item.area, fill)),
            Placed::Text(text) => {
                let Some(ink) = text.ink else { continue };
                let middle = f64::midpoint(ink.top, ink.bottom);
                for x in [
                    ink.left + 0.3,
                    f64::midpoint(ink.left, ink.right),
                    ink.right - 0.3,
                ] {
                    let point = Area {
                        left: x,
                        right: x,
                        top: middle,
                        bottom: middle,
                    };
                    let under = below.iter().rev().find(|(area, _)| area.holds(&point));
                    let under = under.map_or("#ffffff", |(_, fill)| fill);
                    let contrast = contrast(&text.colour, under);
                    if contrast < CONTRAST {
                        said.push(format!(
                            "{} in {} on {under}: contrast {contrast:.1}, x {x:.1}, y {middle:.1}",
                            name(item),
                            text.colour
                        ));
                        break;
                    }
                }
            }
            _ => {}
        }
    }
}

fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| -> Option<f64> {
        let part = |at: usize| {
            let byte = u8::from_str_radix(colour.get(at..at + 2)?, 16).ok()?;
            let part = f64::from(byte) / 255.0;
            Some(if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            })
        };
        Some(0.2126 * part(1)? + 0.7152 * part(3)? + 0.0722 * part(5)?)
    };
    // Tilings are no ground for text.
    let (Some(one), Some(other)) = (light(one), light(other)) else {
        return 0.0;
    };
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn rings(sheet: &PlacedSheet) -> Vec<&PlacedItem> {
    let items = sheet.items.iter();
    items
        .filter(|item| is_in(item, "seal") && matches!(item.what, Placed::Shape { .. }))
        .collect()
}

/// Rings of 42 mm in which nothing stands but their word.
fn seals(sheet: &PlacedSheet, said: &mut Vec<String>) {
    let rings = rings(sheet);
    for ring in &rings {
        let area = ring.area;
        let is_of_size = |side: f64| (side - SEAL).abs() < 1.0;
        if !is_of_size(area.width()) || !is_of_size(area.height()) {
            said.push(format!("a seal of {:.1} mm", area.width()));
        }
        let (x, y) = (
            f64::midpoint(area.left, area.right),
            f64::midpoint(area.top, area.bottom),
        );
        let mut words = 0;
        for item in &sheet.items {
            if is_in(item, "seal") && area.holds(&ink(item)) {
                words += usize::from(matches!(item.what, Placed::Text(_)));
                continue;
            }
            let other = match &item.what {
                Placed::Text(text) if text.ink.is_none() => continue,
                _ => ink(item),
            };
            let dx = (other.left - x).max(x - other.right).max(0.0);
            let dy = (other.top - y).max(y - other.bottom).max(0.0);
            if dx.hypot(dy) < SEAL / 2.0 - 0.2 {
                said.push(format!("{} within a seal: {}", name(item), at(&other)));
            }
        }
        if words != 1 {
            said.push(format!("{words} words within a seal"));
        }
    }
}

/// Whether a sheet carries the QR code.
pub fn has_code(sheet: &PlacedSheet) -> bool {
    sheet.items.iter().any(is_qr)
}

fn is_qr(item: &PlacedItem) -> bool {
    is_in(item, "qr") && item.what == Placed::Picture
}

/// The QR code is large enough, and white is round it.
fn code(view: &PosterView, sheet: &PlacedSheet, said: &mut Vec<String>) {
    let is_large = view
        .sheet
        .is_some_and(|paper| is_large(paper) && paper.style != "official");
    let least = if is_large { 50.0 } else { 40.0 };
    for code in sheet.items.iter().filter(|item| is_qr(item)) {
        let side = code.area.width().min(code.area.height());
        if side < least - 0.01 {
            said.push(format!("a QR code of {side:.1} mm, at least {least}"));
        }
        let quiet = code.area.grown(QUIET - 0.05);
        for item in &sheet.items {
            if is_in(item, "qr") {
                continue;
            }
            let other = match &item.what {
                Placed::Text(text) if text.ink.is_none() => continue,
                _ => ink(item),
            };
            if quiet.meets(&other) {
                said.push(format!(
                    "{} in the white of the QR code: {} and {}",
                    name(item),
                    at(&other),
                    at(&code.area)
                ));
            }
        }
    }
}

/// The headline has at most three lines, unless the title is too long for any.
fn headline(view: &PosterView, sheets: &[PlacedSheet], said: &mut Vec<String>) {
    let Some(first) = sheets.first() else {
        said.push("no sheet".to_owned());
        return;
    };
    if view.sheet.is_some_and(|sheet| sheet.style == "official") {
        return;
    }
    let mut lines: Vec<f64> = texts(first)
        .filter(|(item, _)| matches!(item.role.as_deref(), Some("headline" | "overlong")))
        .map(|(item, _)| item.area.bottom)
        .collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|one, other| (*one - *other).abs() < 4.0);
    let title = view.title.concat();
    let most = if title.chars().count() <= 24 && title.chars().all(|c| !c.is_ascii()) {
        3
    } else {
        12
    };
    if lines.is_empty() || lines.len() > most {
        said.push(format!("a headline of {} lines: {title}", lines.len()));
    }
}

/// Every fact of the view that is no text of a body is printed.
fn facts(view: &PosterView, sheets: &[PlacedSheet], said: &mut Vec<String>) {
    let text = printed(sheets);
    let mut wanted = vec![("place", view.place.clone())];
    // The headline of a statement says its period; a title that says no more is left out.
    let title = view.title.concat();
    let is_usual = view.account.is_some()
        && (["公共收益收支", "公共收益"]
            .iter()
            .any(|word| title.contains(word))
            && title.chars().count() < 24
            || title
                .chars()
                .all(|sign| sign.is_ascii_digit() || "年月日上下半季度".contains(sign)));
    if !is_usual {
        wanted.push(("title", title));
    }
    wanted.extend(view.issuers.iter().map(|name| ("issuer", name.clone())));
    // What is long may go on on the next sheet, after a sentence.
    let points = view
        .points
        .iter()
        .flat_map(|point| point.split_inclusive(SENTENCE));
    wanted.extend(points.map(|point| ("point", point.to_owned())));
    wanted.extend(
        view.questions
            .iter()
            .map(|question| ("question", question.clone())),
    );
    // A lead that is a day and hours stands large, in two lines.
    let leads = view.lead.iter().flat_map(|lead| match &view.day_hours {
        Some(_) => lead
            .split(['（', '）', '(', ')', ' ', '—', '-', '至'])
            .collect(),
        None => vec![lead.as_str()],
    });
    wanted.extend(leads.map(|lead| ("lead", lead.to_owned())));
    wanted.extend(view.scope.iter().map(|scope| ("scope", scope.clone())));
    wanted.extend(
        view.document_number
            .iter()
            .map(|number| ("number", number.clone())),
    );
    wanted.extend(
        view.short_address
            .iter()
            .map(|address| ("address", address.clone())),
    );
    // Spaces part several telephones, or the groups of one.
    let phones = view.phone.iter().flat_map(|phone| phone.split_whitespace());
    wanted.extend(phones.map(|phone| ("phone", phone.to_owned())));
    if let Some(period) = &view.period
        && let Some(last) = &period.last_day
    {
        wanted.push(("last day", day_of(view, last)));
        let weekday = weekday(view, last);
        if !text.contains(weekday.as_str()) && !text.contains(&weekday.replace('周', "星期")) {
            said.push(format!("the last day without its weekday, {weekday}"));
        }
    }
    wanted.extend(
        view.withdrawn
            .iter()
            .map(|(_, reason)| ("reason", reason.clone())),
    );
    if let Some((_, _, reason)) = &view.off {
        wanted.extend(reason.iter().map(|reason| ("reason", reason.clone())));
    }
    if let Some((_, title, _)) = &view.supersedes {
        wanted.push(("corrects", title.clone()));
    }
    if let Some(other) = &view.superseded {
        wanted.push(("corrected by", other.title.clone()));
    }
    if let Some(chart) = &view.grids {
        for grid in &chart.grids {
            wanted.push(("grid", grid.name.clone()));
            let phones = grid.phone.iter().flat_map(|phone| phone.split_whitespace());
            wanted.extend(phones.map(|phone| ("grid worker", phone.to_owned())));
            for (building, unit) in &grid.buildings {
                let unit = unit.clone().unwrap_or_default();
                wanted.push(("building with its unit grid", format!("{building}{unit}")));
            }
        }
        wanted.extend(chart.outside.iter().map(|name| ("outside", name.clone())));
    }
    // The text of a disclosure is never cut. A cell or a sentence may go on on the next sheet.
    if view.r#type == "disclosure" && view.points.is_empty() {
        let mut body = Vec::new();
        view.body
            .iter()
            .for_each(|block| sentences(block, &mut body));
        wanted.extend(
            body.into_iter()
                .map(|sentence| ("a sentence of the text", sentence)),
        );
    }
    if let Some(meeting) = &view.meeting {
        let raised = meeting.raises.iter();
        wanted.extend(raised.map(|issue| ("an issue raised", issue.title.clone())));
        // Those that did not move may stand in one sentence, but each is named.
        let reported = meeting.reviews.iter();
        wanted.extend(reported.map(|issue| ("an issue reported", issue.title.clone())));
        let agreed = meeting.outcomes.iter();
        wanted.extend(agreed.map(|outcome| ("an outcome", outcome.text.clone())));
        let carried = meeting.carried.iter();
        wanted.extend(carried.map(|action| ("an action", action.action.text.clone())));
        for (name, topic) in &meeting.invited {
            wanted.push(("a guest", name.clone()));
            wanted.extend(topic.iter().map(|topic| ("a topic", topic.clone())));
        }
        let reasons = meeting
            .attendance
            .iter()
            .filter_map(|body| body.reason.clone());
        wanted.extend(reasons.map(|reason| ("a reason of absence", reason)));
    }
    if let Some(work) = &view.work {
        let cost = work.cost.iter();
        wanted.extend(cost.map(|cost| ("the cost", cost.amount.clone())));
        let accepted = work.acceptance.iter();
        let accepted = accepted.filter(|by| by.body.is_some());
        for by in accepted {
            wanted.extend(by.body.iter().map(|name| ("who accepted it", name.clone())));
            wanted.push(("when it was accepted", day_of(view, &by.date)));
        }
        let names = work.responsible.iter().map(|party| party.name.clone());
        wanted.extend(names.map(|name| ("who answers for it", name)));
    }
    if let Some(account) = &view.account {
        statement(view, account, &mut wanted);
    }
    if let Some(assessment) = &view.assessment {
        marks_of(assessment, &mut wanted);
    }
    if let Some(comparison) = &view.comparison {
        for (place, gaps) in comparison.table.places.iter().zip(&comparison.gaps) {
            wanted.push(("a place", place.clone()));
            wanted.push(("a place with its gaps", gaps.place.clone()));
        }
        let cells = comparison.table.rows.iter().flat_map(|row| &row.cells);
        for cell in cells {
            wanted.push(("a figure", cell.figure.replace('—', "–")));
            wanted.extend(cell.per_100.iter().map(|rate| ("a rate", rate.clone())));
            let change = cell.change.iter().filter(|change| change.sign != "same");
            wanted.extend(change.map(|change| ("a change", change.by.replace('—', "–"))));
            if let Some((asked, satisfied)) = cell.base {
                wanted.push(("how many were asked", format!("{satisfied}/{asked}")));
            }
        }
    }
    // Points of a label and a value have no colon between the two.
    let plain = |text: &str| dense(&text.replace(['｜', '：', ':'], ""));
    let text = plain(&text);
    for (what, words) in wanted {
        if !text.contains(&plain(&words)) {
            said.push(format!("{what} is not printed whole: {words}"));
        }
    }
}

/// No fact of a statement is cut.
fn statement(
    view: &PosterView,
    account: &StatementPoster,
    wanted: &mut Vec<(&'static str, String)>,
) {
    let facts = &account.facts;
    let amount = |amount: &String| amount.replace('-', "−");
    for line in facts.income.iter().chain(&facts.cost).chain(&facts.uses) {
        wanted.push(("an item", line.item.clone()));
        wanted.push(("an amount", amount(&line.amount)));
        wanted.extend(line.note.iter().map(|note| ("a note", note.clone())));
        let rests = line.resolution.iter();
        wanted.extend(rests.map(|link| ("a resolution", link.title.clone())));
    }
    for sum in [&facts.opening, &facts.total_income, &facts.closing] {
        wanted.push(("a sum", amount(sum)));
    }
    if !facts.cost.is_empty() {
        wanted.push(("the costs", amount(&facts.total_cost)));
    }
    if !facts.uses.is_empty() {
        wanted.push(("the uses", amount(&facts.total_uses)));
    }
    wanted.extend(
        facts
            .auditor
            .iter()
            .map(|name| ("who checked", name.clone())),
    );
    wanted.extend(
        facts
            .account
            .iter()
            .map(|digits| ("the account", digits.clone())),
    );
    let keeper = facts.keeper.iter();
    let keeper = keeper.filter(|name| !view.issuers.contains(name));
    wanted.extend(keeper.map(|name| ("who keeps the money", name.clone())));
    if facts.closing.starts_with('-') {
        let word = if view.language == "zh" {
            "超支"
        } else {
            "overspent"
        };
        wanted.push(("the debt in words", word.to_owned()));
    }
}

/// Every place of an assessment stands on the poster with its total, rank and points.
fn marks_of(assessment: &AssessmentFacts, wanted: &mut Vec<(&'static str, String)>) {
    for of in &assessment.standings {
        wanted.push(("a place", of.place.title.clone()));
        wanted.extend(of.total.iter().map(|total| ("a total", total.clone())));
        wanted.extend(of.rank.iter().map(|rank| ("a rank", rank.to_string())));
        let points = of.points.iter().flatten();
        wanted.extend(points.map(|points| ("points", points.clone())));
        wanted.extend(of.note.iter().map(|note| ("a note", note.clone())));
        if let Some((asked, satisfied, _)) = &of.satisfaction {
            wanted.push(("how many were asked", format!("{satisfied}/{asked}")));
        }
    }
    for criterion in &assessment.criteria {
        wanted.push((
            "a criterion",
            format!("{}{}%", criterion.name, criterion.weight),
        ));
    }
    let names = assessment.assessors.iter();
    wanted.extend(names.map(|name| ("who assessed", name.clone())));
    wanted.extend(
        assessment
            .scheme
            .iter()
            .map(|scheme| ("the scheme", scheme.clone())),
    );
}

fn sentences(block: &Block, out: &mut Vec<String>) {
    let mut add = |inline: &[Inline]| {
        let mut text = String::new();
        for part in inline {
            plain(part, &mut text);
        }
        out.extend(text.split_inclusive(SENTENCE).map(str::to_owned));
    };
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => add(content),
        Block::Table { head, rows, .. } => {
            head.iter()
                .chain(rows.iter().flatten())
                .for_each(|cell| add(cell));
        }
        Block::Code { text } => out.extend(text.lines().map(str::to_owned)),
        Block::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                sentences(block, out);
            }
        }
        Block::Quote { blocks } | Block::Footnote { blocks, .. } => {
            for block in blocks {
                sentences(block, out);
            }
        }
        Block::Rule | Block::Picture { .. } => {}
    }
}

fn plain(part: &Inline, out: &mut String) {
    match part {
        Inline::Text { text } | Inline::Code { text } => out.push_str(text),
        Inline::Strong { content } | Inline::Emphasis { content } | Inline::Strike { content } => {
            for part in content {
                plain(part, out);
            }
        }
        Inline::Break => out.push(' '),
        Inline::Note { number } => {
            let _ = write!(out, "[{number}]");
        }
    }
}

fn weekday(view: &PosterView, iso: &str) -> String {
    use chrono::{Datelike as _, NaiveDate};
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let day: NaiveDate = iso[..10].parse().unwrap();
    let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap();
    let names = if view.language == "zh" { ZH } else { EN };
    names[at].to_owned()
}
