//! The page of a record.

use std::collections::{BTreeSet, HashSet};

use super::frame::Belongs;
use super::row::STEPS;
use super::{Composer, about, contact_view, file_address, is_erased, iso, year};
use crate::diagnostic::Words;
use crate::model::RecordId;
use crate::model::contact;
use crate::model::issue::{Issue, Progress as Entry};
use crate::model::keyed::IssueState;
use crate::model::notice::Notice;
use crate::model::record::{Facts, Record, Supersedes};
use crate::model::satisfaction::Satisfaction;
use crate::model::scope::Party;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::record::{
    Attachment, IssueFacts, NoticeFacts, Objections, Party as PartyView, Progress, RecordView,
    Relation, Step, Withdrawal,
};

impl Composer<'_> {
    /// The page of a record.
    pub(super) fn record(&self, record: &Record, page: &SitePath) -> RecordView {
        let place = self.model.place(record.place);
        let erased = is_erased(record);
        let description = if erased {
            String::new()
        } else {
            about(&record.text)
        };
        let lists = [
            routes::list(&place.folder, record.kind),
            routes::year(&place.folder, record.kind, year(record)),
        ];
        let [list, of_year] = lists.map(|address| page.relative(&address));
        let short = routes::short(&record.code);
        let facts = (!erased).then_some(&record.facts);
        RecordView {
            frame: self.frame(
                record.place,
                page,
                record.full_title(),
                description,
                Belongs::Of(record.kind),
            ),
            row: self.row(record, page),
            lists: vec![
                Link {
                    title: record.kind.key().to_owned(),
                    href: list,
                },
                Link {
                    title: year(record).to_string(),
                    href: of_year,
                },
            ],
            number: record.number.as_ref().map(|(number, _)| number.clone()),
            changed: self
                .model
                .changed(record)
                .filter(|day| *day > record.date)
                .map(iso),
            code: record.code.clone(),
            short_address: self
                .site
                .base_url
                .as_deref()
                .map(|base| printed(base, &short)),
            qr: self.site.base_url.as_ref().map(|base| short.in_full(base)),
            short_href: page.relative(&short),
            version: record.version,
            // What is erased may be in any word of its author, a telephone among them.
            contact: (!erased).then(|| self.contact(record)).flatten(),
            applies_to: if erased {
                Vec::new()
            } else {
                self.targets(record)
            },
            tags: if erased {
                Vec::new()
            } else {
                self.tags_of(record, page)
            },
            body: if erased {
                None
            } else {
                self.body(&record.text, page)
            },
            cites: if erased {
                Vec::new()
            } else {
                self.citations(record, page)
            },
            attachments: if erased {
                Vec::new()
            } else {
                attachments(record, page)
            },
            relations: self.relations(record, page),
            hung: self.hung(record),
            series: self.in_series(record, page),
            pre_review: self.pre_review(record),
            findings: if erased {
                Vec::new()
            } else {
                self.words(self.model.findings(record.id))
            },
            withdrawn: record.withdrawn.as_ref().map(|withdrawal| Withdrawal {
                date: iso(withdrawal.date),
                reason: withdrawal.reason.clone(),
                erased: withdrawal.erase,
            }),
            related: self.related(record, page),
            unlinked: self.unlinked(record),
            issue: facts.and_then(|facts| {
                if let Facts::Issue(issue) = facts {
                    Some(self.issue_facts(issue, page))
                } else {
                    None
                }
            }),
            resolution: facts.and_then(|facts| match facts {
                Facts::Resolution(resolution) => {
                    Some(self.resolution_facts(resolution, record, Some(page)))
                }
                _ => None,
            }),
            meeting: facts.and_then(|facts| match facts {
                Facts::Meeting(meeting) => Some(self.meeting_facts(meeting, record, page)),
                _ => None,
            }),
            notice: facts.and_then(|facts| match facts {
                Facts::Notice(notice) => Some(self.notice_facts(notice, record, page)),
                _ => None,
            }),
            account: facts.and_then(|facts| match facts {
                Facts::Account(account) => Some(self.account_facts(account, record, Some(page))),
                _ => None,
            }),
            assessment: facts.and_then(|facts| match facts {
                Facts::Assessment(assessment) => {
                    Some(self.assessment_facts(assessment, record, Some(page)))
                }
                _ => None,
            }),
            work: facts.and_then(|facts| match facts {
                Facts::Work(work) => Some(self.work_facts(work, record, page)),
                _ => None,
            }),
            activity: facts.and_then(|facts| match facts {
                Facts::Activity(activity) => Some(self.activity_facts(activity, record, page)),
                _ => None,
            }),
            told: self.told(record, page),
            share: match self.model.span_of(record) {
                None => self.share(record, page),
                Some(_) => None,
            },
        }
    }

    fn contact(&self, record: &Record) -> Option<crate::plan::view::frame::Contact> {
        let of_issuer = || {
            record
                .issuers
                .iter()
                .find_map(|party| self.model.body(party)?.contact.as_ref())
        };
        record
            .contact
            .as_deref()
            .or_else(of_issuer)
            .map(contact_view)
    }

    /// What is missing, in the language of the site. Diagnostics begin in lower case and quote with
    /// backticks; on a page they are sentences.
    pub(super) fn words(&self, findings: &[Words]) -> Vec<String> {
        let is_english = self.site.language == "en";
        findings
            .iter()
            .map(|words| {
                if is_english {
                    sentence(&words.en)
                } else {
                    words.zh.clone()
                }
            })
            .collect()
    }

    /// A link to a published record.
    pub(super) fn link(&self, id: RecordId, page: &SitePath) -> Option<Link> {
        let record = self.model.record(id)?;
        Some(Link {
            title: record.full_title(),
            href: page.relative(&self.address(record)),
        })
    }

    pub(super) fn relations(&self, record: &Record, page: &SitePath) -> Vec<Relation> {
        let relation = |relation, other: &Supersedes, to: RecordId, later: &Record| {
            let number = self.model.record(to)?.number.as_ref();
            Some(Relation {
                relation,
                record: self.link(to, page)?,
                number: number.map(|(number, _)| number.clone()),
                date: iso(later.date),
                reason: other.reason.clone().filter(|_| !is_erased(later)),
                material: other.material,
            })
        };
        let own = [
            ("corrects", &record.corrects),
            ("replaces", &record.replaces),
        ];
        let mut relations: Vec<Relation> = own
            .into_iter()
            .filter_map(|(word, other)| {
                other
                    .as_ref()
                    .and_then(|other| relation(word, other, other.record, record))
            })
            .collect();
        let later = self.model.pointing_at(record.id);
        // What was withdrawn supersedes nothing.
        for later in later.into_iter().filter(|later| later.withdrawn.is_none()) {
            for (word, other) in [
                ("corrected-by", &later.corrects),
                ("replaced-by", &later.replaces),
            ] {
                let Some(other) = other.as_ref().filter(|other| other.record == record.id) else {
                    continue;
                };
                relations.extend(relation(word, other, later.id, later));
            }
        }
        relations
    }

    /// Records that point here or to which this one points, and that have no other place on the page.
    fn related(&self, record: &Record, page: &SitePath) -> Vec<crate::plan::view::row::Row> {
        if is_erased(record) {
            return Vec::new();
        }
        let mut shown: HashSet<RecordId> = record
            .corrects
            .iter()
            .chain(&record.replaces)
            .map(|other| other.record)
            .collect();
        shown.insert(record.id);
        match &record.facts {
            Facts::Issue(issue) => {
                let entries = issue.progress.iter();
                shown.extend(entries.flat_map(|entry| entry.meeting.into_iter().chain(entry.of)));
            }
            Facts::Resolution(resolution) => {
                shown.extend(resolution.voting.iter().filter_map(|voting| voting.notice));
            }
            Facts::Meeting(meeting) => {
                shown.extend(&meeting.raises);
                shown.extend(meeting.reviews.iter().map(|review| review.issue));
                shown.extend(meeting.closings.iter().map(|closing| closing.meeting));
            }
            Facts::Notice(notice) => shown.extend(notice.about),
            Facts::Account(account) => {
                shown.extend(account.lines().filter_map(|line| line.resolution));
            }
            Facts::Work(work) => {
                let money = work.account.iter().chain(&work.resolution);
                shown.extend(money.map(|(id, _)| *id));
                shown.extend(work.about);
            }
            _ => {}
        }
        let superseding = |other: &Record| {
            other.withdrawn.is_none()
                && other
                    .corrects
                    .iter()
                    .chain(&other.replaces)
                    .any(|of| of.record == record.id)
        };
        // A meeting that reports what this one agreed stands beside that.
        let reporting = |other: &Record| {
            matches!(&other.facts, Facts::Meeting(meeting)
                if meeting.closings.iter().any(|closing| closing.meeting == record.id))
        };
        let from = self
            .model
            .pointing_at(record.id)
            .into_iter()
            .filter(|other| !superseding(other) && !reporting(other));
        let to = record
            .points_to()
            .into_iter()
            .filter_map(|id| self.model.record(id));
        let mut related: Vec<&Record> = from
            .chain(to)
            .filter(|other| shown.insert(other.id))
            .collect();
        related.sort_by(|a, b| b.date.cmp(&a.date).then(a.key.cmp(&b.key)));
        related
            .into_iter()
            .map(|other| self.row(other, page))
            .collect()
    }

    /// Titles of records to which this one points and that are left out.
    fn unlinked(&self, record: &Record) -> Vec<String> {
        if is_erased(record) {
            return Vec::new();
        }
        let titles = record
            .points_to()
            .into_iter()
            .filter_map(|id| self.model.left_out_title(id));
        let titles: BTreeSet<&str> = titles.collect();
        titles.into_iter().map(str::to_owned).collect()
    }

    pub(super) fn party(&self, party: &Party) -> PartyView {
        let contact = self
            .model
            .body(party)
            .and_then(|body| body.contact.as_ref())
            .map(contact_view);
        PartyView {
            name: self.model.name(party).to_owned(),
            contact,
        }
    }

    /// Facts of an issue; pictures are ways from the page.
    pub(super) fn issue_facts(&self, issue: &Issue, page: &SitePath) -> IssueFacts {
        let found = issue.reached(IssueState::Found).map(|entry| entry.date);
        let solved = issue
            .present()
            .filter(|entry| entry.state == IssueState::Solved)
            .map(|entry| entry.date);
        let progress = |entry: &Entry| Progress {
            date: iso(entry.date),
            state: entry.state.key(),
            note: entry.note.clone(),
            until: entry.until.map(iso),
            of: entry.of.and_then(|id| self.link(id, page)),
            meeting: entry.meeting.and_then(|id| self.link(id, page)),
            evidence: entry
                .evidence
                .iter()
                .map(|path| page.relative(&file_address(path)))
                .collect(),
        };
        IssueFacts {
            responsible: issue
                .responsible
                .iter()
                .map(|party| self.party(party))
                .collect(),
            steps: steps(issue),
            progress: issue.progress.iter().map(progress).collect(),
            spot: issue.spot.clone(),
            households: issue.households,
            satisfaction: issue.satisfaction.map(satisfied),
            days_taken: found
                .zip(solved)
                .map(|(found, solved)| (solved - found).num_days()),
            days_early: issue
                .due_now()
                .zip(solved)
                .map(|(due, solved)| (due - solved).num_days()),
        }
    }

    fn notice_facts(&self, notice: &Notice, record: &Record, page: &SitePath) -> NoticeFacts {
        NoticeFacts {
            period: notice.display.map(|display| self.period(display, record)),
            objections: notice
                .objections
                .as_ref()
                .map(|objections| self.objections(objections, record)),
            about: notice
                .about
                .and_then(|id| self.model.record(id))
                .map(|about| self.row(about, page)),
            questions: notice
                .questions
                .iter()
                .map(|(question, _)| question.clone())
                .collect(),
        }
    }

    /// Where to object; what is not written comes from the body that takes objections.
    pub(super) fn objections(
        &self,
        objections: &contact::Objections,
        record: &Record,
    ) -> Objections {
        let body = objections
            .to
            .as_ref()
            .and_then(|party| self.model.body(party))
            .and_then(|body| body.contact.as_ref());
        let phone = objections
            .phone
            .clone()
            .or_else(|| body.and_then(|contact| contact.phone.clone()))
            .or_else(|| self.phone(record));
        Objections {
            to: objections
                .to
                .as_ref()
                .map(|party| self.model.name(party).to_owned()),
            tel: phone.as_deref().map(contact::dialled),
            phone,
            hours: body.and_then(|contact| contact.hours.clone()),
            how: objections.how.clone(),
        }
    }
}

/// A short address as printed, without its scheme.
pub(super) fn printed(base: &str, address: &SitePath) -> String {
    let base = base.split_once("://").map_or(base, |(_, rest)| rest);
    address.in_full(base)
}

fn attachments(record: &Record, page: &SitePath) -> Vec<Attachment> {
    let attachment = |(file, title): &(crate::load::InputFile, Option<String>)| {
        let name = file.path.file_name();
        Attachment {
            title: title.clone().unwrap_or_else(|| name.to_owned()),
            href: page.relative(&file_address(&file.path)),
            extension: name
                .rsplit_once('.')
                .map_or_else(String::new, |(_, extension)| extension.to_uppercase()),
            size: file.size,
        }
    };
    record.attachments.iter().map(attachment).collect()
}

/// The four steps with their marks. A step that was passed over is done once a later one is reached.
fn steps(issue: &Issue) -> Vec<Step> {
    let furthest = usize::from(super::row::reached(issue)) - 1;
    let solved = issue
        .present()
        .is_some_and(|entry| entry.state == IssueState::Solved);
    let step = |(number, state): (usize, &IssueState)| {
        let entry = issue.reached(*state).filter(|_| number <= furthest);
        let mark = if number < furthest || (number == furthest && solved) {
            "done"
        } else if number == furthest {
            "current"
        } else {
            "todo"
        };
        Step {
            state: state.key(),
            mark,
            date: entry.map(|entry| iso(entry.date)),
            note: entry.and_then(|entry| entry.note.clone()),
        }
    };
    STEPS.iter().enumerate().map(step).collect()
}

/// An English message of a diagnostic as a sentence: a capital first, quotation marks, a full stop.
fn sentence(message: &str) -> String {
    let mut out = String::with_capacity(message.len() + 8);
    let mut is_open = false;
    for c in message.chars() {
        match c {
            '`' => {
                out.push(if is_open { '”' } else { '“' });
                is_open = !is_open;
            }
            _ if out.is_empty() => out.extend(c.to_uppercase()),
            _ => out.push(c),
        }
    }
    out.push('.');
    out
}

/// Asked, satisfied, and the share in percent.
pub(super) fn satisfied(of: Satisfaction) -> (u64, u64, Option<String>) {
    (of.asked, of.satisfied, of.rate())
}
