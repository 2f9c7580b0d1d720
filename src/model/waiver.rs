//! Waivers: private data that an author has a reason in law to print, until a day.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::Private;
use super::{keys, value};
use crate::diagnostic::Diagnostic;
use crate::privacy::{self, Extent};
use crate::words;
use crate::yaml::{Node, Reader};

/// Leave to print private data of a kind in one record (articles 13 and 25 PIPL).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// What may be printed.
    pub what: Private,
    /// By which law or consent, as written.
    pub basis: String,
    /// The last day on which it may be.
    pub until: NaiveDate,
    /// Where the consent is kept, as written.
    pub consent: Option<String>,
    /// That day is over.
    pub has_expired: bool,
    /// Where it was written.
    pub range: Range<usize>,
}

impl Waiver {
    /// Whether it has expired on a day.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.until
    }
}

impl Private {
    /// All, in the order of [`privacy::Kind`].
    pub const ALL: [Private; 7] = [
        Private::Identity,
        Private::Mobile,
        Private::Card,
        Private::Room,
        Private::Plate,
        Private::Name,
        Private::Words,
    ];

    /// That of a kind which is looked for in texts.
    pub fn of(kind: privacy::Kind) -> Self {
        match kind {
            privacy::Kind::Identity => Private::Identity,
            privacy::Kind::Mobile => Private::Mobile,
            privacy::Kind::Card => Private::Card,
            privacy::Kind::Room => Private::Room,
            privacy::Kind::Plate => Private::Plate,
            privacy::Kind::Name => Private::Name,
            privacy::Kind::Words => Private::Words,
        }
    }

    /// The kind that is looked for in texts.
    pub fn kind(self) -> privacy::Kind {
        match self {
            Private::Identity => privacy::Kind::Identity,
            Private::Mobile => privacy::Kind::Mobile,
            Private::Card => privacy::Kind::Card,
            Private::Room => privacy::Kind::Room,
            Private::Plate => privacy::Kind::Plate,
            Private::Name => privacy::Kind::Name,
            Private::Words => privacy::Kind::Words,
        }
    }
}

/// How much of a kind is hidden in a record with these waivers. Numbers of identity cards and bank
/// cards keep their last four digits at most; after the end of a waiver everything is hidden that
/// it let through.
pub fn extent(waivers: &[Waiver], kind: privacy::Kind) -> Extent {
    let is_number = matches!(kind, privacy::Kind::Identity | privacy::Kind::Card);
    let mut of_kind = waivers.iter().filter(|waiver| waiver.what.kind() == kind);
    let Some(first) = of_kind.next() else {
        return Extent::Nothing;
    };
    let holds = !first.has_expired || of_kind.any(|waiver| !waiver.has_expired);
    match (holds, is_number) {
        (true, false) => Extent::Nothing,
        (false, true) => Extent::Whole,
        (true, true) | (false, false) => Extent::Usual,
    }
}

/// Whether a record with these waivers says something of a kind.
pub fn covers(waivers: &[Waiver], kind: privacy::Kind) -> bool {
    waivers.iter().any(|waiver| waiver.what.kind() == kind)
}

/// Reads the waivers of a record: what, until when, and by which law.
pub fn read(reader: &mut Reader<'_>, node: &Node, today: NaiveDate) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for item in reader.items(node) {
        let read = if item.scalar().is_some() {
            line(reader, item)
        } else {
            fields(reader, item)
        };
        let Some((what, until, basis, consent)) = read else {
            continue;
        };
        let mut waiver = Waiver {
            what,
            basis,
            until,
            consent,
            has_expired: false,
            range: item.range.clone(),
        };
        waiver.has_expired = waiver.is_over(today);
        if waiver.has_expired {
            reader.diagnostics.push(expired(reader, &waiver));
        }
        waivers.push(waiver);
    }
    waivers
}

type Parts = (Private, NaiveDate, String, Option<String>);

/// An example of a waiver in one line.
const SHAPE: &str = "房号 2026-12-31 《物业管理条例》第六十七条";

fn line(reader: &mut Reader<'_>, item: &Node) -> Option<Parts> {
    let mut words = item.scalar().map(|line| value::first_words(line, 3))?;
    let what = words.next()?;
    let what = reader.parse(item, |_| Private::read(what))?;
    let Some(until) = words.next() else {
        reader.missing_word(item, keys::WAIVER[2], SHAPE);
        return None;
    };
    let until = until.trim_start_matches(['至', '到']);
    let until = reader.parse(item, |_| value::date(until))?;
    let Some(basis) = words.next() else {
        reader.missing_word(item, keys::WAIVER[1], SHAPE);
        return None;
    };
    Some((what, until, basis.to_owned(), None))
}

fn fields(reader: &mut Reader<'_>, item: &Node) -> Option<Parts> {
    let fields = reader.fields(item, &[keys::WAIVER], &format!("`{SHAPE}`"))?;
    for (key, example) in [
        (keys::WAIVER[0], "房号"),
        (keys::WAIVER[1], "《物业管理条例》第六十七条"),
        (keys::WAIVER[2], "2026-12-31"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&item.range, key, example);
        }
    }
    let what = reader.parse_of(&fields, "what", Private::read);
    let until = reader.parse_of(&fields, "until", value::date);
    let basis = reader.text_of(&fields, "basis");
    let consent = reader.text_of(&fields, "consent");
    Some((what?, until?, basis?, consent))
}

fn expired(reader: &Reader<'_>, waiver: &Waiver) -> Diagnostic {
    let (zh, en) = (waiver.what.names()[0], waiver.what.key());
    let until = waiver.until;
    Diagnostic::warning(
        "waiver-expired",
        reader.span(&waiver.range),
        words!(
            "{zh}的豁免已于 {until} 到期，网页和海报上已自动遮盖",
            "the waiver for `{en}` ended on {until}: it is hidden on the page and the poster"
        ),
    )
    .help(words!(
        "撤下还挂着的海报；要继续公布，重新取得依据并改“截止”，否则删去原文和这条豁免",
        "take down the posters that still hang; renew the basis and change `until`, or remove the data and the waiver"
    ))
}
