//! What every record has, and the facts of its kind.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::contact::{self, Contact};
use super::index::RecordEntry;
use super::issue::Issue;
use super::keyed::{Category, Kind, YesNo};
use super::meeting::Meeting;
use super::notice::Notice;
use super::resolution::Resolution;
use super::scope::{Party, Scope};
use super::text::{self, Files, Text};
use super::{
    PlaceId, RecordId, acknowledge, issue, keys, meeting, notice, place, resolution, value,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::{Document, InputFile};
use crate::paths::InputPath;
use crate::source::Source;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader, Value};

/// A record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its place.
    pub place: PlaceId,
    /// Its kind.
    pub kind: Kind,
    /// Last part of its address.
    pub name: String,
    /// Where it was written.
    pub source: Arc<Source>,
    /// Title, in pieces where the author wishes a break; at least one.
    pub title: Vec<String>,
    /// Date.
    pub date: NaiveDate,
    /// Code of its short address; upper case.
    pub code: String,
    /// Where the code was written, if it was.
    pub code_range: Option<Range<usize>>,
    /// Document number, with where it was written.
    pub number: Option<(String, Range<usize>)>,
    /// Issuing bodies.
    pub issuers: Vec<Party>,
    /// Contact, its own or of the nearest place above.
    pub contact: Option<Contact>,
    /// Buildings, places or words to which it applies; empty means all.
    pub applies_to: Vec<String>,
    /// Category.
    pub category: Option<Category>,
    /// Attached files with titles.
    pub attachments: Vec<(InputFile, Option<String>)>,
    /// What the poster says.
    pub poster: Poster,
    /// Earlier addresses.
    pub aliases: Vec<(String, Range<usize>)>,
    /// The record that this one corrects.
    pub corrects: Option<Supersedes>,
    /// The record that this one replaces.
    pub replaces: Option<Supersedes>,
    /// Its withdrawal.
    pub withdrawn: Option<Withdrawal>,
    /// Codes of warnings that it answers, with reasons.
    pub acknowledged: Vec<(String, String)>,
    /// It is a draft.
    pub draft: bool,
    /// Its text.
    pub text: Text,
    /// Facts of its kind.
    pub facts: Facts,
}

/// Facts of a kind.
#[derive(Debug, Clone)]
pub enum Facts {
    /// Of an issue.
    Issue(Issue),
    /// Of a resolution.
    Resolution(Resolution),
    /// Of a meeting.
    Meeting(Meeting),
    /// Of a notice.
    Notice(Notice),
}

/// What a poster says besides the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Poster {
    /// Sentence under the headline.
    pub lead: Option<String>,
    /// Points instead of the body.
    pub points: Vec<String>,
    /// Most sheets that the body may take.
    pub sheets: Option<u32>,
}

impl Poster {
    /// Whether its author wrote words for the poster: then these stand on it with the facts, and
    /// the body does not.
    pub fn is_short(&self) -> bool {
        self.lead.is_some() || !self.points.is_empty()
    }
}

/// A correction or replacement of another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supersedes {
    /// Where it was written.
    pub range: Range<usize>,
    /// The other record.
    pub record: RecordId,
    /// Reason.
    pub reason: Option<String>,
    /// Marked as one of substance.
    pub material: bool,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
    /// The text is erased everywhere.
    pub erase: bool,
}

impl Record {
    /// The title in one piece.
    pub fn full_title(&self) -> String {
        self.title.concat()
    }

    /// Whether its author has answered this warning.
    pub fn has_answered(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.severity == Severity::Warning
            && self
                .acknowledged
                .iter()
                .any(|(code, _)| code == diagnostic.code)
    }

    /// All files beside it that are published with it.
    pub fn files(&self) -> impl Iterator<Item = &InputPath> {
        let evidence = match &self.facts {
            Facts::Issue(issue) => issue.progress.as_slice(),
            _ => &[],
        };
        let attached = self.attachments.iter().map(|(file, _)| &file.path);
        let evidence = evidence.iter().flat_map(|entry| &entry.evidence);
        self.text.pictures.values().chain(attached).chain(evidence)
    }

    /// All records that it points to, by front matter or text.
    pub fn points_to(&self) -> Vec<RecordId> {
        let mut targets: Vec<RecordId> = self
            .corrects
            .iter()
            .chain(&self.replaces)
            .map(|other| other.record)
            .collect();
        targets.extend(self.text.links.values().filter_map(|target| match target {
            text::LinkTarget::Record(id) => Some(*id),
            _ => None,
        }));
        match &self.facts {
            Facts::Issue(_) => {}
            Facts::Resolution(resolution) => {
                targets.extend(resolution.voting.iter().filter_map(|voting| voting.notice));
            }
            Facts::Meeting(meeting) => {
                targets.extend(&meeting.raises);
                targets.extend(meeting.reviews.iter().map(|review| review.issue));
            }
            Facts::Notice(notice) => targets.extend(notice.about),
        }
        targets
    }
}

/// Reads a record. Whatever is wrong goes to the reader; then there may be no record.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    id: RecordId,
    entry: &RecordEntry,
    document: &Document,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Option<Record> {
    let own = match entry.kind {
        Kind::Issue => keys::ISSUE,
        Kind::Resolution => keys::RESOLUTION,
        Kind::Meeting => keys::MEETING,
        Kind::Notice => keys::NOTICE,
    };
    let fields = reader.fields(node, &[keys::RECORD, own], "`标题: …`")?;
    let title = reader.text_of(&fields, "title").map(|title| pieces(&title));
    let only_breaks = title.as_ref().is_some_and(Vec::is_empty);
    if fields.get("title").is_none() || only_breaks {
        reader.missing(
            &fields.place_of("title"),
            keys::RECORD[0],
            "车库道闸经常失灵",
        );
    }
    let date = reader.parse_of(&fields, "date", value::date);
    if fields.get("date").is_none() {
        reader.missing(&fields.place_of("date"), keys::RECORD[1], "2026-03-02");
    }
    let common = Common::read(reader, &fields, entry, files, scope);
    let trail = Trail::read(reader, &fields, scope);
    let text = text::read(reader, document, &entry.files, files, scope);
    // The rest needs a date only for defaults: with a wrong one its other faults are still told.
    let day = date.unwrap_or(scope.today);
    let facts = match entry.kind {
        Kind::Issue => Facts::Issue(issue::read(
            reader,
            &fields,
            day,
            &entry.files,
            files,
            scope,
        )),
        Kind::Resolution => Facts::Resolution(resolution::read(reader, &fields, day, scope)?),
        Kind::Meeting => Facts::Meeting(meeting::read(reader, &fields, scope)?),
        Kind::Notice => Facts::Notice(notice::read(reader, &fields, day, scope)?),
    };
    let folder = scope
        .places
        .get(entry.place.index())
        .map_or("", |place| place.folder.as_str());
    let Common {
        code,
        number,
        issuers,
        contact,
        applies_to,
        category,
        attachments,
        poster,
    } = common;
    let Trail {
        aliases,
        corrects,
        replaces,
        withdrawn,
        acknowledged,
        draft,
    } = trail;
    Some(Record {
        id,
        place: entry.place,
        kind: entry.kind,
        name: entry.name.clone(),
        source: Arc::clone(&document.source),
        title: title.filter(|title| !title.is_empty())?,
        date: date?,
        code_range: code.as_ref().map(|(_, range)| range.clone()),
        code: code.map_or_else(
            || code_of(&super::index::record_key(folder, entry.kind, &entry.name)),
            |(code, _)| code,
        ),
        number,
        issuers,
        contact,
        applies_to,
        category,
        attachments,
        poster,
        aliases,
        corrects,
        replaces,
        withdrawn,
        acknowledged,
        draft,
        text,
        facts,
    })
}

/// A title in the pieces between the marks of wished breaks.
fn pieces(title: &str) -> Vec<String> {
    title
        .split(['｜', '|'])
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Fields that say what a record is.
struct Common {
    code: Option<(String, Range<usize>)>,
    number: Option<(String, Range<usize>)>,
    issuers: Vec<Party>,
    contact: Option<Contact>,
    applies_to: Vec<String>,
    category: Option<Category>,
    attachments: Vec<(InputFile, Option<String>)>,
    poster: Poster,
}

impl Common {
    fn read(
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
        entry: &RecordEntry,
        files: &Files<'_>,
        scope: Scope<'_>,
    ) -> Self {
        let with_range =
            |node: &Node, text: Option<String>| text.map(|text| (text, node.range.clone()));
        let code = fields
            .get("code")
            .and_then(|node| with_range(node, reader.parse(node, code)));
        let number = fields
            .get("number")
            .and_then(|node| with_range(node, reader.text(node)));
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
            .and_then(|node| contact::read(reader, node));
        let contact = written.or_else(|| scope.chain().find_map(|place| place.contact.clone()));
        let attachments = fields
            .get("attachments")
            .map_or_else(Vec::new, |node| attachments(reader, node, entry, files));
        let poster = fields
            .get("poster")
            .and_then(|node| poster(reader, node))
            .unwrap_or_default();
        Common {
            code,
            number,
            issuers,
            contact,
            applies_to: place::list(reader, fields, "applies_to"),
            category: reader.parse_of(fields, "category", Category::read),
            attachments,
            poster,
        }
    }
}

/// Fields about what became of a record.
struct Trail {
    aliases: Vec<(String, Range<usize>)>,
    corrects: Option<Supersedes>,
    replaces: Option<Supersedes>,
    withdrawn: Option<Withdrawal>,
    acknowledged: Vec<(String, String)>,
    draft: bool,
}

impl Trail {
    fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Self {
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
                .and_then(|node| supersedes(reader, node, scope)),
            replaces: fields
                .get("replaces")
                .and_then(|node| supersedes(reader, node, scope)),
            withdrawn: fields
                .get("withdrawn")
                .and_then(|node| withdrawn(reader, node)),
            acknowledged: fields
                .get("acknowledge")
                .map_or_else(Vec::new, |node| acknowledge::read(reader, node)),
            draft: reader.parse_of(fields, "draft", YesNo::read) == Some(YesNo::Yes),
        }
    }
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
fn code_of(path: &str) -> String {
    let hash = blake3::hash(path.as_bytes());
    hash.as_bytes()[..6]
        .iter()
        .map(|byte| char::from(DIGITS[usize::from(byte % 32)]))
        .collect()
}

fn attachments(
    reader: &mut Reader<'_>,
    node: &Node,
    entry: &RecordEntry,
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
        match text::attachment(files, &entry.files, &name) {
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
    })
}
