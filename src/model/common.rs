//! The fields that every record may have, as their author writes them.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::contact::{self, Contact};
use super::keyed::{Category, Faces, PosterStyle, YesNo};
use super::paper::Paper;
use super::policy::{self, Cite};
use super::record::{Poster, Supersedes, Withdrawal};
use super::scope::{Party, Scope, Target};
use super::text::{self, Files};
use super::{acknowledge, keys, number, place, value};
use crate::load::InputFile;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader, Value};

/// Fields that say what a record is.
pub(super) struct Common {
    pub(super) code: Option<(String, Range<usize>)>,
    pub(super) number: Option<(String, Range<usize>)>,
    pub(super) issuers: Vec<Party>,
    pub(super) contact: Option<Arc<Contact>>,
    pub(super) applies_to: Vec<Target>,
    pub(super) category: Option<Category>,
    pub(super) cites: Vec<Cite>,
    pub(super) faces: Option<Faces>,
    pub(super) attachments: Vec<(InputFile, Option<String>)>,
    pub(super) poster: Option<Box<Poster>>,
}

impl Common {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
        folder: &str,
        files: &Files<'_>,
        scope: Scope<'_>,
        date: Option<NaiveDate>,
    ) -> Self {
        let with_range =
            |node: &Node, text: Option<String>| text.map(|text| (text, node.range.clone()));
        let code = fields
            .get("code")
            .and_then(|node| with_range(node, reader.parse(node, code)));
        let number = fields
            .get("number")
            .and_then(|node| with_range(node, reader.text(node)));
        if let (Some(node), Some((text, _))) = (fields.get("number"), &number) {
            number::check(reader, node, text, date);
        }
        let mut issuers = fields
            .get("issuer")
            .map_or_else(Vec::new, |node| place::issuers(reader, node, scope));
        if fields.get("issuer").is_none() {
            issuers = scope
                .chain()
                .find(|place| !place.issuers.is_empty())
                .map_or_else(Vec::new, |place| place.issuers.clone());
        }
        let written = fields
            .get("contact")
            .and_then(|node| contact::read(reader, node))
            .map(Arc::new);
        let contact = written.or_else(|| scope.chain().find_map(|place| place.contact.clone()));
        let attachments = fields
            .get("attachments")
            .map_or_else(Vec::new, |node| attachments(reader, node, folder, files));
        let poster = fields
            .get("poster")
            .and_then(|node| poster(reader, node))
            .map(Box::new);
        Common {
            code,
            number,
            issuers,
            contact,
            applies_to: place::list(reader, fields, "applies_to")
                .into_iter()
                .map(|word| scope.target(word))
                .collect(),
            cites: policy::cites(reader, fields, scope),
            category: reader.parse_of(fields, "category", Category::read),
            faces: reader.parse_of(fields, "faces", Faces::read),
            attachments,
            poster,
        }
    }
}

impl Common {
    /// Whether a reader can telephone someone about the record: its contact or an issuing body.
    pub(super) fn has_phone(&self, scope: Scope<'_>) -> bool {
        let has_phone = |contact: &Contact| contact.phone.is_some();
        let of_issuers = self
            .issuers
            .iter()
            .filter_map(|party| scope.contact_of(party));
        self.contact
            .iter()
            .map(Arc::as_ref)
            .chain(of_issuers)
            .any(has_phone)
    }
}

/// Fields about what became of a record.
pub(super) struct Trail {
    pub(super) aliases: Vec<(String, Range<usize>)>,
    pub(super) corrects: Option<Box<Supersedes>>,
    pub(super) replaces: Option<Box<Supersedes>>,
    pub(super) withdrawn: Option<Box<Withdrawal>>,
    pub(super) version: Option<u64>,
    pub(super) acknowledged: Vec<(String, String)>,
    pub(super) draft: bool,
}

impl Trail {
    pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Self {
        let aliases = fields
            .get("aliases")
            .map_or_else(Vec::new, |node| reader.texts(node));
        for (alias, range) in &aliases {
            let plain = alias.trim_start_matches('/');
            let odd = |part: &str| {
                part.is_empty()
                    || part.starts_with('.')
                    || part.contains(['\\', ':', '?', '*', '"', '<', '>', '|'])
            };
            if !plain.ends_with(".html") || plain.split('/').any(odd) {
                reader.fault(
                    range,
                    Fault::new(
                        "bad-alias",
                        words!(
                            "“{alias}”不是本站的旧网址",
                            "`{alias}` is no earlier address of this site"
                        ),
                    )
                    .help(words!(
                        "写成 /2025/old-name.html 这样",
                        "write it like /2025/old-name.html"
                    )),
                );
            }
        }
        Trail {
            aliases,
            corrects: fields
                .get("corrects")
                .and_then(|node| supersedes(reader, node, scope))
                .map(Box::new),
            replaces: fields
                .get("replaces")
                .and_then(|node| supersedes(reader, node, scope))
                .map(Box::new),
            withdrawn: fields
                .get("withdrawn")
                .and_then(|node| withdrawn(reader, node))
                .map(Box::new),
            version: reader.parse_of(fields, "version", version),
            acknowledged: fields
                .get("acknowledge")
                .map_or_else(Vec::new, |node| acknowledge::read(reader, node)),
            draft: reader.parse_of(fields, "draft", YesNo::read) == Some(YesNo::Yes),
        }
    }
}

/// A version: what was posted first is version 1, and says nothing of it.
fn version(text: &str) -> Result<u64, Fault> {
    value::count(text)?
        .checked_sub(1)
        .and_then(|before| (1..1000).contains(&before).then_some(before + 1))
        .ok_or_else(|| {
            Fault::new(
                "out-of-range",
                words!(
                    "版本写成了 {text}，应当从 2 开始",
                    "found version {text}, expected 2 or more"
                ),
            )
            .help(words!(
                "第一次发布不写版本；改过一次，写 2",
                "the first version needs no number; after one change write 2"
            ))
        })
}

/// Digits of codes: base 32 without I, L, O and U, which are misread.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn code(text: &str) -> Result<String, Fault> {
    let upper = text.to_ascii_uppercase();
    if upper.len() == 6 && upper.bytes().all(|byte| DIGITS.contains(&byte)) {
        return Ok(upper);
    }
    Err(Fault::new(
        "bad-code",
        words!(
            "“{text}”不是六位编码",
            "`{text}` is not a code of six characters"
        ),
    )
    .help(words!(
        "用数字和除 I、L、O、U 以外的字母写六位，或删去这一行",
        "use six digits and letters other than I, L, O and U, or remove the line"
    )))
}

/// The code that follows from a path.
pub fn code_of(path: &str) -> String {
    let hash = blake3::hash(path.as_bytes());
    hash.as_bytes()[..6]
        .iter()
        .map(|byte| char::from(DIGITS[usize::from(byte % 32)]))
        .collect()
}

fn attachments(
    reader: &mut Reader<'_>,
    node: &Node,
    folder: &str,
    files: &Files<'_>,
) -> Vec<(InputFile, Option<String>)> {
    let mut attachments = Vec::new();
    for item in reader.items(node) {
        let (name, title, range) = if let Some(line) = item.scalar() {
            let (name, title) = line
                .split_once(char::is_whitespace)
                .map_or((line, None), |(name, title)| {
                    (name, Some(title.trim().to_owned()))
                });
            (name.to_owned(), title, item.range.clone())
        } else {
            let Some(fields) = reader.fields(item, &[keys::ATTACHMENT], "`报价单.pdf 三家报价`")
            else {
                continue;
            };
            let Some(file) = fields.get("file") else {
                reader.missing(&item.range, keys::ATTACHMENT[0], "报价单.pdf");
                continue;
            };
            let Some(name) = reader.text(file) else {
                continue;
            };
            (name, reader.text_of(&fields, "title"), file.range.clone())
        };
        match text::attachment(files, folder, &name) {
            Ok(file) => attachments.push((file.clone(), title)),
            Err(fault) => reader.fault(&range, fault),
        }
    }
    attachments
}

fn poster(reader: &mut Reader<'_>, node: &Node) -> Option<Poster> {
    if matches!(node.value, Value::List(_)) {
        let points = reader
            .items(node)
            .iter()
            .filter_map(|item| reader.text(item))
            .collect();
        return Some(Poster {
            points,
            ..Poster::default()
        });
    }
    let fields = reader.fields(node, &[keys::POSTER], "`{points: [第一点, 第二点]}`")?;
    let points = fields.get("points").map_or_else(Vec::new, |node| {
        reader
            .items(node)
            .iter()
            .filter_map(|item| reader.text(item))
            .collect()
    });
    let sheets = reader.parse_of(&fields, "sheets", |text| {
        value::count(text)?
            .try_into()
            .ok()
            .filter(|n| (1..=20).contains(n))
            .ok_or_else(|| {
                Fault::new(
                    "out-of-range",
                    words!(
                        "张数写成了 {text}，应当在 1 到 20 之间",
                        "found {text} sheets, expected 1 to 20"
                    ),
                )
                .help(words!(
                    "写一个 1 到 20 之间的数",
                    "write a number from 1 to 20"
                ))
            })
    });
    Some(Poster {
        lead: reader.text_of(&fields, "lead"),
        points,
        sheets,
        size: reader.parse_of(&fields, "size", Paper::read),
        style: reader.parse_of(&fields, "style", PosterStyle::read),
    })
}

fn supersedes(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Supersedes> {
    if let Some(line) = node.scalar() {
        let (reference, reason) = line
            .split_once(char::is_whitespace)
            .map_or((line, None), |(a, b)| (a, Some(b.trim().to_owned())));
        let record = reader.parse(node, |_| scope.record(reference))?;
        return Some(Supersedes {
            range: node.range.clone(),
            record,
            reason,
            material: false,
        });
    }
    let fields = reader.fields(
        node,
        &[keys::SUPERSEDES],
        "`notices/2026-03-02-water 时间写错`",
    )?;
    if fields.get("record").is_none() {
        reader.missing(&node.range, keys::SUPERSEDES[0], "notices/2026-03-02-water");
    }
    let record = reader.parse_of(&fields, "record", |text| scope.record(text))?;
    let material = reader.parse_of(&fields, "material", YesNo::read) == Some(YesNo::Yes);
    Some(Supersedes {
        range: node.range.clone(),
        record,
        reason: reader.text_of(&fields, "reason"),
        material,
    })
}

fn withdrawn(reader: &mut Reader<'_>, node: &Node) -> Option<Withdrawal> {
    if let Some(line) = node.scalar() {
        let (day, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let date = reader.parse(node, |_| value::date(day))?;
        if reason.trim().is_empty() {
            reader.missing_word(node, keys::WITHDRAWN[1], "2026-03-02 内容有误");
            return None;
        }
        return Some(Withdrawal {
            date,
            reason: reason.trim().to_owned(),
            erase: false,
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::WITHDRAWN], "`2026-03-02 内容有误`")?;
    for key in &keys::WITHDRAWN[..2] {
        if fields.get(key.name).is_none() {
            reader.missing(
                &node.range,
                *key,
                if key.name == "date" {
                    "2026-03-02"
                } else {
                    "内容有误"
                },
            );
        }
    }
    let date = reader.parse_of(&fields, "date", value::date)?;
    let erase = reader.parse_of(&fields, "erase", YesNo::read) == Some(YesNo::Yes);
    Some(Withdrawal {
        date,
        reason: reader.text_of(&fields, "reason")?,
        erase,
        range: node.range.clone(),
    })
}
