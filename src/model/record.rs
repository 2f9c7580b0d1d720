//! What every record has, and the facts of its kind.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::account::{self, Account};
use super::activity::{self, Activity};
use super::assessment::{self, Assessment};
use super::common::{Common, Trail, code_of};
use super::contact::Contact;
use super::index::{self, RecordEntry};
use super::issue::Issue;
use super::keyed::{Category, Faces, Kind, NoticeType, PosterStyle};
use super::meeting::Meeting;
use super::notice::Notice;
use super::paper::Paper;
use super::policy::Cite;
use super::pre_review::{self, PreReview};
use super::resolution::Resolution;
use super::scope::{Party, Scope, Target};
use super::series::{self, InSeries};
use super::taxonomy::{self, Tags};
use super::text::{self, Files, Text};
use super::waiver::Waiver;
use super::work::{self, Shot, Work};
use super::{PlaceId, RecordId, issue, keys, meeting, notice, progress, resolution, value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::{Document, InputFile};
use crate::paths::InputPath;
use crate::source::{Hash, Source, Span};
use crate::words;
use crate::yaml::{Node, Reader};

/// A record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its place.
    pub place: PlaceId,
    /// Its kind.
    pub kind: Kind,
    /// Its key: place folder, English name of the kind folder, and name, with slashes between.
    pub key: Arc<str>,
    /// Where it was written.
    #[serde(skip)]
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
    pub contact: Option<Arc<Contact>>,
    /// Buildings, places or words to which it applies; empty means all.
    pub applies_to: Vec<Target>,
    /// Category.
    pub category: Option<Category>,
    /// Clauses of policies that it cites.
    pub cites: Vec<Cite>,
    /// What its author says of faces in its pictures.
    pub faces: Option<Faces>,
    /// Attached files with titles.
    pub attachments: Vec<(InputFile, Option<String>)>,
    /// What the poster says, if its author wrote something for it.
    pub poster: Option<Box<Poster>>,
    /// Earlier addresses.
    pub aliases: Vec<(String, Range<usize>)>,
    /// The record that this one corrects.
    pub corrects: Option<Box<Supersedes>>,
    /// The record that this one replaces.
    pub replaces: Option<Box<Supersedes>>,
    /// Its withdrawal.
    pub withdrawn: Option<Box<Withdrawal>>,
    /// Its version, from 2 on; none is the first.
    pub version: Option<u64>,
    /// Hash of what it states, for [`Posted`](super::posted::Posted).
    pub statement: Hash,
    /// Codes of warnings that it answers, with reasons.
    pub acknowledged: Vec<(String, String)>,
    /// Leave to print what is private.
    pub waivers: Vec<Waiver>,
    /// The series in which it stands.
    pub series: Option<Box<InSeries>>,
    /// Who looked at it before it was put to a vote.
    pub pre_review: Option<Box<PreReview>>,
    /// It is a draft.
    pub draft: bool,
    /// Goals, shares and functions that it names.
    pub tags: Option<Box<Tags>>,
    /// Its text.
    pub text: Text,
    /// Facts of its kind.
    pub facts: Facts,
}

/// Facts of a kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Facts {
    /// Of an issue.
    Issue(Box<Issue>),
    /// Of a resolution.
    Resolution(Box<Resolution>),
    /// Of a meeting.
    Meeting(Box<Meeting>),
    /// Of a notice.
    Notice(Box<Notice>),
    /// Of a statement of public revenue.
    Account(Box<Account>),
    /// Of an assessment.
    Assessment(Box<Assessment>),
    /// Of a work.
    Work(Box<Work>),
    /// Of an activity.
    Activity(Box<Activity>),
}

/// What a poster says besides the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poster {
    /// Sentence under the headline.
    pub lead: Option<String>,
    /// Points instead of the body.
    pub points: Vec<String>,
    /// Most sheets that the body may take.
    pub sheets: Option<u32>,
    /// The paper for which it is published; none: A4.
    pub size: Option<Paper>,
    /// For which distance it is laid out; none: large type.
    pub style: Option<PosterStyle>,
}

impl Poster {
    /// Whether its author wrote words for the poster: then these stand on it with the facts, and
    /// the body does not.
    pub fn is_short(&self) -> bool {
        self.lead.is_some() || !self.points.is_empty()
    }
}

/// A correction or replacement of another record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
    /// The text is erased everywhere.
    pub erase: bool,
    /// Where it was written.
    pub range: Range<usize>,
}

impl Record {
    /// Last part of its address.
    pub fn name(&self) -> &str {
        index::name_of(&self.key)
    }

    /// The folder of its place below `content/`; empty for the root.
    pub fn place_folder(&self) -> &str {
        index::place_of(&self.key)
    }

    /// Gives a record that was kept without its source the text from which it was read.
    pub(super) fn attach(&mut self, source: &Arc<Source>) {
        self.source = Arc::clone(source);
        self.text.source.of(source);
    }

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

    /// Whether it corrects or replaces another record.
    pub fn supersedes(&self, other: RecordId) -> bool {
        let others = self.corrects.iter().chain(&self.replaces);
        others.into_iter().any(|of| of.record == other)
    }

    /// All files beside it that are published with it.
    pub fn files(&self) -> impl Iterator<Item = &InputPath> {
        let evidence = match &self.facts {
            Facts::Issue(issue) => issue.progress.as_slice(),
            _ => &[],
        };
        let attached = self.attachments.iter().map(|(file, _)| &file.path);
        let evidence = evidence.iter().flat_map(|entry| &entry.evidence);
        let shots = self.shots().map(|shot| &shot.picture);
        let pictures = self.text.pictures.values();
        pictures.chain(attached).chain(evidence).chain(shots)
    }

    /// Pictures of a work, before and after.
    pub fn shots(&self) -> impl Iterator<Item = &Shot> {
        let work = match &self.facts {
            Facts::Work(work) => Some(work),
            _ => None,
        };
        work.into_iter()
            .flat_map(|work| work.before.iter().chain(&work.after))
    }

    /// Whether it shows pictures, in its text or as evidence.
    pub fn has_pictures(&self) -> bool {
        let has_evidence = match &self.facts {
            Facts::Issue(issue) => issue
                .progress
                .iter()
                .any(|entry| !entry.evidence.is_empty()),
            Facts::Work(work) => !work.before.is_empty() || !work.after.is_empty(),
            _ => false,
        };
        has_evidence || !self.text.pictures.is_empty()
    }

    /// All records that it points to, by front matter or text.
    pub fn points_to(&self) -> Vec<RecordId> {
        let links = self.text.links.values();
        self.targets(links.filter_map(text::LinkTarget::record))
    }

    /// The records that its front matter names: what is told of them depends on it, and what is told
    /// of it depends on them.
    pub fn builds_on(&self) -> Vec<RecordId> {
        self.targets(std::iter::empty())
    }

    fn targets(&self, links: impl Iterator<Item = RecordId>) -> Vec<RecordId> {
        let superseded = self.corrects.iter().chain(&self.replaces);
        let mut targets: Vec<RecordId> = superseded.map(|other| other.record).collect();
        targets.extend(links);
        match &self.facts {
            Facts::Issue(issue) => {
                targets.extend(issue.progress.iter().filter_map(|entry| entry.of));
            }
            Facts::Resolution(resolution) => {
                targets.extend(resolution.voting.iter().filter_map(|voting| voting.notice));
            }
            Facts::Meeting(meeting) => {
                targets.extend(&meeting.raises);
                targets.extend(meeting.reviews.iter().map(|review| review.issue));
                targets.extend(meeting.reviews.iter().filter_map(|review| review.of));
                targets.extend(meeting.closings.iter().map(|closing| closing.meeting));
            }
            Facts::Notice(notice) => targets.extend(notice.about),
            Facts::Account(account) => {
                let lines = account.income.iter().chain(&account.cost);
                let lines = lines.chain(&account.uses);
                targets.extend(lines.filter_map(|line| line.resolution));
            }
            Facts::Work(work) => {
                let money = work.account.iter().chain(&work.resolution);
                targets.extend(money.map(|(id, _)| *id));
                targets.extend(work.about);
            }
            Facts::Assessment(_) | Facts::Activity(_) => {}
        }
        targets
    }
}

/// What is made of a document before its private data is hidden.
#[derive(Debug)]
pub struct Unhidden {
    /// Leave to print what is private.
    pub waivers: Vec<Waiver>,
    /// Hash of what the record states.
    pub statement: Hash,
}

/// Reads a record. Whatever is wrong goes to the reader; then there may be no record.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    entry: &RecordEntry,
    document: &Document,
    files: &Files<'_>,
    scope: Scope<'_>,
    Unhidden { waivers, statement }: Unhidden,
) -> Option<Record> {
    let own = match entry.kind {
        Kind::Issue => keys::ISSUE,
        Kind::Resolution => keys::RESOLUTION,
        Kind::Meeting => keys::MEETING,
        Kind::Notice => keys::NOTICE,
        Kind::Account => keys::ACCOUNT,
        Kind::Assessment => keys::ASSESSMENT,
        Kind::Work => keys::WORK,
        Kind::Activity => keys::ACTIVITY,
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
    let folder = document.path().folder();
    let common = Common::read(reader, &fields, folder, files, scope, date);
    let trail = Trail::read(reader, &fields, scope);
    let text = text::read(reader, document, files, scope, &waivers);
    // The rest needs a date only for defaults: with a wrong one its other faults are still told.
    let day = date.unwrap_or(scope.today);
    let facts = match entry.kind {
        Kind::Issue => Facts::Issue(Box::new(issue::read(
            reader, &fields, day, folder, files, scope,
        ))),
        Kind::Resolution => {
            let place = progress::Place {
                folder,
                files,
                scope,
                keys: keys::STAGE,
            };
            Facts::Resolution(Box::new(resolution::read(reader, &fields, day, place)?))
        }
        Kind::Meeting => Facts::Meeting(Box::new(meeting::read(
            reader, &fields, day, folder, files, scope,
        )?)),
        Kind::Notice => Facts::Notice(Box::new(notice::read(reader, &fields, day, scope)?)),
        Kind::Account => Facts::Account(Box::new(account::read(reader, &fields, day, scope)?)),
        Kind::Assessment => {
            Facts::Assessment(Box::new(assessment::read(reader, &fields, day, scope)?))
        }
        Kind::Work => Facts::Work(Box::new(work::read(reader, &fields, folder, files, scope))),
        Kind::Activity => Facts::Activity(Box::new(activity::read(
            reader, &fields, folder, files, scope,
        )?)),
    };
    let series = series::read(reader, &fields, &facts).map(Box::new);
    let pre_review = pre_review::read(reader, &fields, scope).map(Box::new);
    let tags = taxonomy::read(reader, &fields);
    let invites_objections = match &facts {
        Facts::Notice(notice) => {
            notice.r#type == NoticeType::Disclosure && notice.objections.is_none()
        }
        Facts::Account(account) => account.objections.is_none(),
        _ => false,
    };
    if invites_objections && !common.has_phone(scope) {
        let place = reader.span(&fields.place_of("objections"));
        reader.diagnostics.push(nowhere_to_object(place));
    }
    if let Facts::Assessment(assessment) = &facts
        && assessment.objections.is_none()
        && !common.has_phone(scope)
    {
        let place = reader.span(&fields.place_of("objections"));
        reader.diagnostics.push(nowhere_to_appeal(place));
    }
    let is_official = common
        .poster
        .as_deref()
        .is_some_and(|poster| poster.style == Some(PosterStyle::Official));
    if is_official && !matches!(facts, Facts::Notice(_)) {
        let place = reader.span(&fields.place_of("poster"));
        reader.diagnostics.push(only_notices_are_official(place));
        return None;
    }
    let Common {
        code,
        number,
        issuers,
        contact,
        applies_to,
        category,
        cites,
        faces,
        attachments,
        poster,
    } = common;
    let Trail {
        aliases,
        corrects,
        replaces,
        withdrawn,
        version,
        acknowledged,
        draft,
    } = trail;
    Some(Record {
        id: entry.id,
        place: entry.place,
        kind: entry.kind,
        key: Arc::clone(&entry.key),
        source: Arc::clone(&document.source),
        title: title.filter(|title| !title.is_empty())?,
        date: date?,
        code_range: code.as_ref().map(|(_, range)| range.clone()),
        code: code.map_or_else(|| code_of(&entry.key), |(code, _)| code),
        number,
        issuers,
        contact,
        applies_to,
        category,
        cites,
        faces,
        attachments,
        poster,
        aliases,
        corrects,
        replaces,
        withdrawn,
        version,
        acknowledged,
        waivers,
        series,
        pre_review,
        draft,
        tags,
        text,
        facts,
        statement,
    })
}

/// A disclosure invites objections: whoever has one must know to whom and how.
fn nowhere_to_object(place: Span) -> Diagnostic {
    Diagnostic::warning(
        "nowhere-to-object",
        place,
        words!(
            "公示没有写异议受理单位，也没有电话",
            "the disclosure names no one who takes objections, and no telephone"
        ),
    )
    .help(words!(
        "加上 `异议受理: 业委会 0731-00000000`，或写进这个地方的 _index.md",
        "add `objections: owners-committee 0731-00000000`, here or in the _index.md of the place"
    ))
}

/// Whoever is assessed must be able to answer.
fn nowhere_to_appeal(place: Span) -> Diagnostic {
    Diagnostic::warning(
        "nowhere-to-object",
        place,
        words!(
            "考评结果没有写申诉受理单位，也没有电话",
            "the assessment names no one who takes appeals, and no telephone"
        ),
    )
    .help(words!(
        "加上 `异议受理: 居委会 0731-00000000`，或写进这个地方的 _index.md",
        "add `objections: residents-committee 0731-00000000`, here or in the _index.md of the place"
    ))
}

fn only_notices_are_official(place: Span) -> Diagnostic {
    Diagnostic::error(
        "official-style",
        place,
        words!(
            "公文样式只用于“公示”目录里的通知、公告等，这里不是",
            "the official style is for notices only, and this record is none"
        ),
    )
    .help(words!(
        "删去“样式: 公文”；要按公文张贴的，另写一篇通知或公告",
        "remove `style: official`, or write a notice for what hangs as an official document"
    ))
}

/// A title in the pieces between the marks of wished breaks. Together they are the title, so that a
/// break between two Latin words leaves the space there.
fn pieces(title: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let written = title.split(['｜', '|']).map(str::trim);
    for piece in written.filter(|piece| !piece.is_empty()) {
        if let Some(before) = pieces.last_mut() {
            let are_latin = before.ends_with(|c: char| c.is_ascii_graphic())
                && piece.starts_with(|c: char| c.is_ascii_graphic());
            if are_latin {
                before.push(' ');
            }
        }
        pieces.push(piece.to_owned());
    }
    pieces
}
