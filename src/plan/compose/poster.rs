//! The poster of a record.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::record::printed;
use super::{Composer, is_erased, iso};
use crate::markdown::{self, Block};
use crate::model::issue::Issue;
use crate::model::keyed::{IssueState, NoticeType, PosterStyle};
use crate::model::paper::Paper;
use crate::model::record::{Facts, Record, Supersedes};
use crate::model::work::Work;
use crate::paths::{InputPath, SitePath};
use crate::plan::routes;
use crate::plan::view::poster::{
    IssuePoster, PosterPicture, PosterView, ResolutionPoster, Sheet, Superseded,
};

/// Sheets that a body may take unless the record says otherwise.
const SHEETS: u32 = 2;
/// Name of the QR code where a poster is laid out alone.
const QR_PICTURE: &str = "/qr.svg";

impl Composer<'_> {
    /// The poster of a record, with the hash of its content, for the paper on which it is published.
    pub(in crate::plan) fn poster(&self, record: &Record) -> PosterView {
        let words = record.poster.as_deref();
        let paper = words.and_then(|words| words.size).unwrap_or_default();
        self.poster_on(record, paper)
    }

    /// The poster of a record for any paper. Its hash is the same on all.
    pub(in crate::plan) fn poster_on(&self, record: &Record, paper: Paper) -> PosterView {
        let style = record.poster.as_deref().and_then(|words| words.style);
        PosterView {
            sheet: Some(Sheet {
                width: paper.width(),
                height: paper.height(),
                economy: self.site.economy,
                style: style.unwrap_or(PosterStyle::Board).key(),
                r#use: "print",
            }),
            ..self.poster_on_any(record)
        }
    }

    /// The poster of a record with its hash, on no paper yet.
    pub(super) fn poster_on_any(&self, record: &Record) -> PosterView {
        hashed(self.poster_without_hash(record))
    }

    pub(super) fn poster_without_hash(&self, record: &Record) -> PosterView {
        let place = self.model.place(record.place);
        let erased = is_erased(record);
        let page = self.address(record);
        let facts = (!erased).then_some(&record.facts);
        let mut pictures = Pictures::default();
        let (issue, resolution, meeting, notice, work) = match &record.facts {
            _ if erased => (None, None, None, None, None),
            Facts::Issue(issue) => (Some(issue), None, None, None, None),
            Facts::Resolution(resolution) => (None, Some(resolution), None, None, None),
            Facts::Meeting(meeting) => (None, None, Some(meeting), None, None),
            Facts::Notice(notice) => (None, None, None, Some(notice), None),
            Facts::Work(work) => (None, None, None, None, Some(work)),
            _ => (None, None, None, None, None),
        };
        if let Some(issue) = issue {
            pictures.before_and_after(issue, &record.full_title());
        }
        if let Some(work) = work {
            pictures.of_work(work);
        }
        let words = record.poster.as_deref();
        // An official document is its text; points are for large type.
        let is_official = words.is_some_and(|words| words.style == Some(PosterStyle::Official));
        let is_short = words.is_some_and(crate::model::record::Poster::is_short);
        let body = if erased || (is_short && !is_official) {
            Vec::new()
        } else {
            pictures.body(record)
        };
        let objections = match facts {
            Some(Facts::Notice(notice)) => notice.objections.as_ref(),
            Some(Facts::Resolution(resolution)) => resolution.objections.as_ref(),
            Some(Facts::Account(account)) => account.objections.as_ref(),
            Some(Facts::Assessment(assessment)) => assessment.objections.as_ref(),
            _ => None,
        };
        let objections = objections.map(|objections| self.objections(objections, record));
        let short = routes::short(&record.code);
        let responsible = issue
            .map(|issue| &issue.responsible)
            .or(work.map(|work| &work.responsible));
        let responsible =
            responsible.and_then(|list| list.iter().find_map(|party| self.phone_of(party)));
        // What is erased may be in any word of its author: then only the issuer's telephone stays.
        let own = || {
            if erased {
                record.issuers.iter().find_map(|party| self.phone_of(party))
            } else {
                self.phone(record)
            }
        };
        let phone = objections
            .as_ref()
            .and_then(|objections| objections.phone.clone())
            .or(responsible)
            .or_else(own);
        let contact = record.contact.as_ref().filter(|_| !erased);
        // Hours are of whoever answers that telephone, or are not told.
        let hours = contact.filter(|contact| contact.phone == phone);
        PosterView {
            language: self.site.language.clone(),
            kind: record.kind.key(),
            r#type: match &record.facts {
                Facts::Notice(notice) => notice.r#type.key(),
                Facts::Meeting(meeting) => meeting.r#type.key(),
                Facts::Activity(activity) => activity.r#type.key(),
                _ => "",
            },
            place: place.title.clone(),
            scope: if erased {
                Vec::new()
            } else {
                self.targets(record)
            },
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
            title: record.title.clone(),
            unbroken: self.unbroken(record),
            document_number: record.number.as_ref().map(|(number, _)| number.clone()),
            lead: words
                .and_then(|words| words.lead.clone())
                .filter(|_| !erased),
            day_hours: notice
                .filter(|notice| {
                    let r#type = notice.r#type;
                    matches!(
                        r#type,
                        NoticeType::Reminder | NoticeType::Notification | NoticeType::Circular
                    )
                })
                .and_then(|_| words?.lead.as_deref())
                .and_then(|lead| super::day_hours::read(lead, &record.full_title())),
            points: if erased {
                Vec::new()
            } else {
                words.map_or_else(Vec::new, |words| words.points.clone())
            },
            questions: notice.map_or_else(Vec::new, |notice| {
                let questions = notice.questions.iter();
                questions.map(|(question, _)| question.clone()).collect()
            }),
            pre_review: self.pre_review(record),
            body,
            sheets: words.and_then(|words| words.sheets).unwrap_or(SHEETS),
            attachments: if erased {
                Vec::new()
            } else {
                let titles = record.attachments.iter().map(|(file, title)| {
                    let name = || file.path.file_name().to_owned();
                    title.clone().unwrap_or_else(name)
                });
                titles.collect()
            },
            issuers: self.names(&record.issuers),
            issuer_is_government: !record.issuers.is_empty()
                && record.issuers.iter().all(|party| {
                    self.model
                        .body(party)
                        .is_some_and(|body| body.kind.is_organ())
                }),
            date: iso(record.date),
            phone,
            hours: hours.and_then(|contact| contact.hours.clone()),
            office: contact.and_then(|contact| contact.place.clone()),
            objections,
            period: record
                .display()
                .filter(|_| !erased)
                // A sheet that is printed before it hangs is the one that hangs.
                .map(|display| {
                    self.period_on(display, record, self.model.today().max(display.from))
                }),
            take_down: record.take_down().map(iso),
            qr: self.site.base_url.as_ref().map(|base| short.in_full(base)),
            short_address: self
                .site
                .base_url
                .as_deref()
                .map(|base| printed(base, &short)),
            number: record.poster_number(),
            hash: String::new(),
            withdrawn: record
                .withdrawn
                .as_ref()
                .map(|withdrawal| (iso(withdrawal.date), withdrawal.reason.clone())),
            supersedes: self.supersedes(record),
            superseded: self.superseded(record),
            off: self.off(record),
            version: record.version,
            issue: issue.map(|issue| self.issue_poster(issue, &page)),
            resolution: resolution.map(|resolution| ResolutionPoster {
                facts: self.resolution_facts(resolution, record, None),
                result: super::vote::result(resolution),
                state: resolution.state(self.model.today()).key(),
                decided_by: resolution.decided_by.key(),
            }),
            meeting: meeting.map(|meeting| self.meeting_poster(meeting, record)),
            account: facts.and_then(|facts| match facts {
                Facts::Account(account) => Some(self.statement_poster(account, record)),
                _ => None,
            }),
            assessment: facts.and_then(|facts| match facts {
                Facts::Assessment(assessment) => {
                    Some(self.assessment_facts(assessment, record, None))
                }
                _ => None,
            }),
            work: facts.and_then(|facts| match facts {
                Facts::Work(work) => Some(self.work_facts(work, record, &page)),
                _ => None,
            }),
            activity: facts.and_then(|facts| match facts {
                Facts::Activity(activity) => Some(self.activity_facts(activity, record, &page)),
                _ => None,
            }),
            grids: None,
            comparison: None,
            sheet: None,
            qr_picture: String::new(),
            pictures: pictures.list,
        }
    }

    /// Names that a headline must not break: of the place and those above, its bodies, buildings.
    fn unbroken(&self, record: &Record) -> Vec<String> {
        let title = record.full_title();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let here = self.model.place(record.place);
        for place in self
            .model
            .above(record.place)
            .into_iter()
            .chain(std::iter::once(here))
        {
            names.insert(&place.title);
            names.extend(place.bodies.iter().map(|body| body.name.as_str()));
            names.extend(place.buildings.named.iter().map(String::as_str));
        }
        names
            .into_iter()
            .filter(|name| title.contains(name))
            .map(str::to_owned)
            .collect()
    }

    fn supersedes(&self, record: &Record) -> Option<(&'static str, String, Option<String>)> {
        let (word, other) = match (&record.corrects, &record.replaces) {
            (Some(other), _) => ("corrects", other),
            (_, Some(other)) => ("replaces", other),
            _ => return None,
        };
        let other = self.model.record(other.record)?;
        Some((
            word,
            other.full_title(),
            other.number.as_ref().map(|(number, _)| number.clone()),
        ))
    }

    /// The record that corrects or replaces this one, the last if there are several: where to read
    /// what holds.
    fn superseded(&self, record: &Record) -> Option<Superseded> {
        let later = self.model.pointing_at(record.id);
        let later = later
            .into_iter()
            .filter(|later| later.withdrawn.is_none() && later.supersedes(record.id))
            .max_by(|a, b| a.date.cmp(&b.date).then(b.key.cmp(&a.key)))?;
        let is_of =
            |of: &Option<Box<Supersedes>>| of.as_ref().is_some_and(|of| of.record == record.id);
        Some(Superseded {
            relation: if is_of(&later.replaces) {
                "replaced-by"
            } else {
                "corrected-by"
            },
            title: later.full_title(),
            number: later.number.as_ref().map(|(number, _)| number.clone()),
            date: iso(later.date),
            address: self
                .site
                .base_url
                .as_deref()
                .map(|base| printed(base, &routes::short(&later.code))),
        })
    }

    /// What called a meeting off or put it off, or revoked a resolution: the state, the day of that
    /// entry or the new day of the meeting, and the reason.
    fn off(&self, record: &Record) -> Option<(&'static str, String, Option<String>)> {
        match &record.facts {
            _ if is_erased(record) => None,
            Facts::Meeting(_) | Facts::Activity(_) => {
                let occasion = record.occasion()?;
                let is_off = occasion.is_off(self.model.today());
                let last = occasion.progress.last().filter(|_| is_off)?;
                let day = last.until.unwrap_or(last.date);
                Some((last.state.key(), iso(day), last.note.clone()))
            }
            Facts::Resolution(resolution) if resolution.is_revoked() => {
                let last = resolution.progress.last()?;
                Some((last.state.key(), iso(last.date), last.note.clone()))
            }
            _ => None,
        }
    }

    fn issue_poster(&self, issue: &Issue, page: &SitePath) -> IssuePoster {
        IssuePoster {
            facts: self.issue_facts(issue, page),
            state: issue
                .present()
                .map_or(IssueState::Found, |entry| entry.state)
                .key(),
            due: issue.due_now().map(iso),
            overdue: issue.is_overdue(self.model.today()),
        }
    }
}

/// A poster with the hash of its content.
pub(super) fn hashed(mut view: PosterView) -> PosterView {
    // A view is plain data: it always serialises.
    let content = serde_json::to_vec(&view).unwrap_or_default();
    view.hash.push_str(&blake3::hash(&content).to_hex()[..8]);
    if view.qr.is_some() {
        QR_PICTURE.clone_into(&mut view.qr_picture);
    }
    view
}

/// Pictures of a poster, in the order of their virtual names.
#[derive(Default)]
struct Pictures {
    list: Vec<PosterPicture>,
}

impl Pictures {
    fn add(&mut self, source: &InputPath, role: &'static str, alt: String) -> usize {
        let number = self.list.len() + 1;
        let extension = source
            .file_name()
            .rsplit_once('.')
            .map_or("jpg", |(_, extension)| extension)
            .to_ascii_lowercase();
        let name = format!("/picture-{number}.{extension}");
        self.list.push(PosterPicture {
            name,
            role,
            alt,
            source: source.clone(),
            bytes: Arc::from([]),
        });
        number - 1
    }

    /// The first picture of before, and the last of afterwards.
    fn of_work(&mut self, work: &Work) {
        let shots = [
            ("before", work.before.first()),
            ("after", work.after.last()),
        ];
        for (role, shot) in shots {
            if let Some(shot) = shot {
                let alt = shot.note.clone().unwrap_or_default();
                self.add(&shot.picture, role, alt);
            }
        }
    }

    /// The first picture before anything was done, and the last one after.
    fn before_and_after(&mut self, issue: &Issue, title: &str) {
        let of = |solved: bool| {
            let early =
                |state: IssueState| matches!(state, IssueState::Found | IssueState::Discussed);
            let entries = issue.progress.iter().filter(move |entry| {
                if solved {
                    !early(entry.state)
                } else {
                    early(entry.state)
                }
            });
            entries.flat_map(|entry| &entry.evidence)
        };
        if let Some(before) = of(false).next() {
            self.add(before, "before", title.to_owned());
        }
        if let Some(after) = of(true).last() {
            self.add(after, "after", title.to_owned());
        }
    }

    fn body(&mut self, record: &Record) -> Vec<Block> {
        let pictures = &record.text.pictures;
        let mut order: Vec<String> = Vec::new();
        let found = std::cell::RefCell::new(&mut order);
        let known = |written: &str| {
            pictures.get(written)?;
            let mut order = found.borrow_mut();
            let at = order.iter().position(|other| other == written);
            Some(at.unwrap_or_else(|| {
                order.push(written.to_owned());
                order.len() - 1
            }))
        };
        let mut blocks = markdown::to_blocks(&record.text.source, &known);
        let first = self.list.len();
        for written in &order {
            if let Some(path) = pictures.get(written) {
                self.add(path, "", record.full_title());
            }
        }
        shift_pictures(&mut blocks, first);
        blocks
    }
}

/// Pictures of the body come after those of the facts.
fn shift_pictures(blocks: &mut [Block], first: usize) {
    for block in blocks {
        match block {
            Block::Picture { index, .. } => *index += first,
            Block::Quote { blocks } | Block::Footnote { blocks, .. } => {
                shift_pictures(blocks, first);
            }
            Block::List { items, .. } => items
                .iter_mut()
                .for_each(|item| shift_pictures(&mut item.blocks, first)),
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::Code { .. }
            | Block::Table { .. }
            | Block::Rule => {}
        }
    }
}
