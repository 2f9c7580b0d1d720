//! From inputs to the model, in order: what files are, places, pages, records, what points to what.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::index::Index;
use super::issue::Progress;
use super::keyed::{Kind, YesNo};
use super::page::{self, Mechanism, Page};
use super::place::{self, Place};
use super::record::{self, Facts, Record};
use super::scope::Scope;
use super::text::{self, Files, Text};
use super::{LeftOut, Model, PlaceId, Reason, RecordId, Slot, keys, unique};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::load::{Document, Inputs};
use crate::paths::InputPath;
use crate::words;
use crate::yaml::{self, Reader};

/// Fewest records that a thread takes at a time: waking threads for each costs more than decoding.
const BATCH: usize = 16;

/// What the command line chooses about content.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    /// The day for which states are told.
    pub today: NaiveDate,
    /// Publish drafts.
    pub drafts: bool,
    /// Leave faulty records out instead of publishing nothing.
    pub hold_faulty: bool,
}

impl Model {
    /// Reads the model from inputs. `before` are the diagnostics of loading, whose errors count.
    /// There is a model unless an error stops everything.
    pub fn new(
        inputs: &Inputs,
        config: Arc<Config>,
        choices: Choices,
        before: Diagnostics,
    ) -> (Option<Model>, Diagnostics) {
        let mut diagnostics = before;
        let index = Index::new(&inputs.documents, &mut diagnostics);
        let files: Files<'_> = inputs
            .files
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect();
        let context = Context {
            inputs,
            index: &index,
            files: &files,
            today: choices.today,
            drafts: choices.drafts,
        };
        let places = context.places(&mut diagnostics);
        if places.len() != index.places.len() || places.is_empty() {
            return (None, diagnostics);
        }
        let (pages, mechanisms) = context.pages(&places, &mut diagnostics);
        let (mut records, unfinished) = context.records(&places, &mut diagnostics);
        unique::check(&records, &mut diagnostics);
        let Some(faulty) = faulty(&diagnostics, choices.hold_faulty) else {
            return (None, diagnostics);
        };
        let mut left_out = Vec::new();
        // A file that could not even be taken for a record is held back as well.
        let paths: Vec<&InputPath> = index
            .records
            .iter()
            .map(|entry| &inputs.documents[entry.document].source.path)
            .collect();
        let known: BTreeSet<&InputPath> = paths.iter().copied().collect();
        for path in faulty.iter().filter(|path| !known.contains(path)) {
            left_out.push(LeftOut {
                path: path.clone(),
                reason: Reason::Faulty,
            });
        }
        let mut slots = Vec::with_capacity(records.len());
        for ((entry, path), record) in index.records.iter().zip(&paths).zip(records.drain(..)) {
            let reason = match &record {
                _ if faulty.contains(*path) => Some(Reason::Faulty),
                _ if unfinished.contains(*path) => Some(Reason::Draft),
                None => Some(Reason::Faulty),
                Some(record) => reason(record, choices),
            };
            slots.push(match (record, reason) {
                (Some(record), None) => Slot::Published(Box::new(record)),
                (record, reason) => {
                    left_out.push(LeftOut {
                        path: (*path).clone(),
                        reason: reason.unwrap_or(Reason::Faulty),
                    });
                    Slot::LeftOut {
                        title: record
                            .map_or_else(|| entry.name.clone(), |record| record.full_title()),
                    }
                }
            });
        }
        left_out.sort_by(|a, b| a.path.cmp(&b.path));
        merge_reviews(&mut slots, choices.today);
        unused_files(
            inputs,
            &slots,
            &[&places_texts(&places), &pages_texts(&pages, &mechanisms)],
            &mut diagnostics,
        );
        let model = Model {
            config,
            today: choices.today,
            by_place: by_place(&slots, places.len()),
            children: children(&places),
            pointed_at: pointed_at(&slots),
            places,
            pages,
            mechanisms,
            left_out,
            records: slots,
        };
        (Some(model), diagnostics)
    }
}

/// The record that is held back for an error; none if the error is one of settings, theme, pages,
/// places or addresses, which stops everything. An address of two records is such a one: it may be
/// on paper, and which of the two is meant there cannot be told.
fn held_back_for(error: &Diagnostic) -> Option<&InputPath> {
    let of_address = matches!(error.code, "same-address" | "same-code");
    error
        .path()
        .filter(|path| !of_address && is_in_kind_folder(path))
}

fn is_in_kind_folder(path: &InputPath) -> bool {
    let mut parts = path.as_str().split('/');
    let name = parts.next_back().unwrap_or_default();
    let top = parts.nth(1).unwrap_or_default();
    name.ends_with(".md")
        && name != "_index.md"
        && !matches!(top, "pages" | "mechanisms" | "_static")
        && std::iter::once(top)
            .chain(parts)
            .any(|part| Kind::of_folder(part).is_some())
}

/// The files whose faults are held back; none if some error stops everything.
fn faulty(diagnostics: &Diagnostics, hold_faulty: bool) -> Option<BTreeSet<InputPath>> {
    let mut faulty = BTreeSet::new();
    for diagnostic in diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
    {
        let path = held_back_for(diagnostic).filter(|_| hold_faulty)?;
        faulty.insert(path.clone());
    }
    Some(faulty)
}

/// Why a faultless record is left out, if it is.
fn reason(record: &Record, choices: Choices) -> Option<Reason> {
    if record.draft && !choices.drafts {
        return Some(Reason::Draft);
    }
    let Facts::Notice(notice) = &record.facts else {
        return None;
    };
    let display = notice
        .display
        .filter(|display| display.is_scheduled(choices.today))?;
    (!choices.drafts).then_some(Reason::Scheduled(display.from))
}

/// What reading the parts of a site needs.
#[derive(Clone, Copy)]
struct Context<'a> {
    inputs: &'a Inputs,
    index: &'a Index,
    files: &'a Files<'a>,
    today: NaiveDate,
    drafts: bool,
}

impl<'a> Context<'a> {
    fn scope(self, places: &'a [Place], place: PlaceId) -> Scope<'a> {
        Scope {
            places,
            index: self.index,
            place,
            today: self.today,
        }
    }

    fn front(document: &Document, diagnostics: &mut Diagnostics) -> Option<yaml::Node> {
        yaml::parse(
            &document.source,
            document.front.clone(),
            &keys::is_key,
            diagnostics,
        )
    }

    fn places(self, diagnostics: &mut Diagnostics) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::with_capacity(self.index.places.len());
        for (number, entry) in self.index.places.iter().enumerate() {
            let document = &self.inputs.documents[entry.document];
            let Some(node) = Self::front(document, diagnostics) else {
                return places;
            };
            let id = PlaceId::new(number);
            let folder = document.source.path.folder();
            let parent = entry.parent.and_then(|id| places.get(id.index()));
            let mut reader = Reader {
                source: &document.source,
                diagnostics,
            };
            let text = text::read(
                &mut reader,
                document,
                folder,
                self.files,
                self.scope(&places, id),
            );
            let Some(place) = place::read(&mut reader, &node, id, entry, parent, text) else {
                return places;
            };
            places.push(place);
            let defaults = place::defaults(&mut reader, &node, self.scope(&places, id));
            if let (Some(place), Some((issuers, contact, objections))) =
                (places.last_mut(), defaults)
            {
                (place.issuers, place.contact, place.objections) = (issuers, contact, objections);
            }
        }
        places
    }

    fn pages(self, places: &[Place], diagnostics: &mut Diagnostics) -> (Vec<Page>, Vec<Mechanism>) {
        let mut pages = Vec::new();
        let mut mechanisms = Vec::new();
        let scope = Scope {
            places,
            index: self.index,
            place: PlaceId::ROOT,
            today: self.today,
        };
        let named = |list: &'a [(usize, String)], mechanism| {
            list.iter()
                .map(move |(document, name)| (*document, name, mechanism))
        };
        for (number, name, is_mechanism) in
            named(&self.index.pages, false).chain(named(&self.index.mechanisms, true))
        {
            let document = &self.inputs.documents[number];
            let Some(node) = Self::front(document, diagnostics) else {
                continue;
            };
            let mut reader = Reader {
                source: &document.source,
                diagnostics,
            };
            let text = text::read(
                &mut reader,
                document,
                document.source.path.folder(),
                self.files,
                scope,
            );
            if is_mechanism {
                mechanisms.extend(page::read_mechanism(&mut reader, &node, name, text, scope));
            } else {
                pages.extend(page::read_page(&mut reader, &node, name, text));
            }
        }
        (pages, mechanisms)
    }

    /// All records, each in its own time: they need only places and paths. Also the paths of the
    /// drafts that are still faulty.
    fn records(
        self,
        places: &[Place],
        diagnostics: &mut Diagnostics,
    ) -> (Vec<Option<Record>>, BTreeSet<&'a InputPath>) {
        let read: Vec<(Option<Record>, bool, Diagnostics)> = self
            .index
            .records
            .par_iter()
            .with_min_len(BATCH)
            .enumerate()
            .map(|(number, entry)| {
                let mut found = Diagnostics::new();
                let document = &self.inputs.documents[entry.document];
                let node = Self::front(document, &mut found);
                let is_draft = !self.drafts && node.as_ref().is_some_and(is_draft);
                let record = node.and_then(|node| {
                    let mut reader = Reader {
                        source: &document.source,
                        diagnostics: &mut found,
                    };
                    let scope = Scope {
                        places,
                        index: self.index,
                        place: entry.place,
                        today: self.today,
                    };
                    record::read(
                        &mut reader,
                        &node,
                        RecordId::new(number),
                        entry,
                        document,
                        self.files,
                        scope,
                    )
                });
                if let Some(record) = &record {
                    found.retain(|diagnostic| !record.has_answered(diagnostic));
                }
                let is_unfinished = is_draft && found.has_errors();
                if is_unfinished {
                    found.lower_to_notes();
                }
                (record, is_unfinished, found)
            })
            .collect();
        let mut unfinished = BTreeSet::new();
        let mut records = Vec::with_capacity(read.len());
        for (entry, (record, is_unfinished, found)) in self.index.records.iter().zip(read) {
            if is_unfinished {
                unfinished.insert(&self.inputs.documents[entry.document].source.path);
            }
            diagnostics.extend(found);
            records.push(record);
        }
        (records, unfinished)
    }
}

/// Whether a front matter says that its record is a draft. Such a record may be unfinished: it
/// reaches nobody, and its faults keep nobody else from publishing.
fn is_draft(front: &yaml::Node) -> bool {
    let yaml::Value::Map(entries) = &front.value else {
        return false;
    };
    let written = entries.iter().filter(|entry| {
        keys::RECORD
            .iter()
            .any(|key| key.name == "draft" && key.is(entry.key.trim()))
    });
    let mut words = written.filter_map(|entry| entry.value.scalar());
    words.next().and_then(YesNo::find) == Some(YesNo::Yes)
}

/// What meetings report of issues becomes part of the issues' progress; a meeting that is still to
/// come has reported nothing.
fn merge_reviews(slots: &mut [Slot], today: NaiveDate) {
    let mut reviews: Vec<(RecordId, Progress)> = Vec::new();
    for slot in slots.iter() {
        let Slot::Published(record) = slot else {
            continue;
        };
        let Facts::Meeting(meeting) = &record.facts else {
            continue;
        };
        if record.withdrawn.is_some() || record.date > today {
            continue;
        }
        for review in &meeting.reviews {
            let (date, state, note) = (record.date, review.state, review.note.clone());
            reviews.push((
                review.issue,
                Progress {
                    date,
                    state,
                    note,
                    evidence: Vec::new(),
                    meeting: Some(record.id),
                },
            ));
        }
    }
    for (id, entry) in reviews {
        let Slot::Published(record) = &mut slots[id.index()] else {
            continue;
        };
        if let Facts::Issue(issue) = &mut record.facts {
            let at = issue
                .progress
                .partition_point(|before| before.date <= entry.date);
            issue.progress.insert(at, entry);
        }
    }
}

fn by_place(slots: &[Slot], places: usize) -> Vec<[Vec<RecordId>; 4]> {
    let mut lists: Vec<[Vec<RecordId>; 4]> = vec![Default::default(); places];
    let mut dated: Vec<(NaiveDate, &Record)> = slots
        .iter()
        .filter_map(|slot| match slot {
            Slot::Published(record) => Some((record.date, record.as_ref())),
            Slot::LeftOut { .. } => None,
        })
        .collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    for (_, record) in dated {
        lists[record.place.index()][record.kind as usize].push(record.id);
    }
    lists
}

fn children(places: &[Place]) -> Vec<Vec<PlaceId>> {
    let mut children = vec![Vec::new(); places.len()];
    for place in places {
        if let Some(parent) = place.parent {
            children[parent.index()].push(place.id);
        }
    }
    children
}

fn pointed_at(slots: &[Slot]) -> Vec<Vec<RecordId>> {
    let mut pointed: Vec<Vec<RecordId>> = vec![Vec::new(); slots.len()];
    for slot in slots {
        let Slot::Published(record) = slot else {
            continue;
        };
        let mut targets = record.points_to();
        targets.sort_unstable();
        targets.dedup();
        for target in targets.into_iter().filter(|target| *target != record.id) {
            pointed[target.index()].push(record.id);
        }
    }
    pointed
}

fn places_texts(places: &[Place]) -> Vec<&Text> {
    places.iter().map(|place| &place.text).collect()
}

fn pages_texts<'a>(pages: &'a [Page], mechanisms: &'a [Mechanism]) -> Vec<&'a Text> {
    pages
        .iter()
        .map(|page| &page.text)
        .chain(mechanisms.iter().map(|mechanism| &mechanism.text))
        .collect()
}

/// Names every file that nothing uses: it is not published.
fn unused_files(
    inputs: &Inputs,
    slots: &[Slot],
    texts: &[&Vec<&Text>],
    diagnostics: &mut Diagnostics,
) {
    let mut used: HashSet<&str> = HashSet::new();
    for text in texts.iter().flat_map(|texts| texts.iter()) {
        used.extend(text.pictures.values().map(InputPath::as_str));
    }
    for slot in slots {
        let Slot::Published(record) = slot else {
            continue;
        };
        used.extend(record.files().map(InputPath::as_str));
    }
    for file in inputs
        .files
        .iter()
        .filter(|file| !used.contains(file.path.as_str()))
    {
        let name = file.path.file_name().to_ascii_lowercase();
        if name.contains(".md.") || name.ends_with(".md") || name.ends_with(".markdown") {
            diagnostics.push(
                Diagnostic::warning(
                    "not-md",
                    file.path.clone(),
                    words!(
                        "文件名不是以 .md 结尾，没有当作记录读取",
                        "the name does not end with .md: it is not read as a record"
                    ),
                )
                .help(words!(
                    "改名为以小写 .md 结尾；记事本会在后面加 .txt",
                    "rename it so that it ends with .md; an editor may have added .txt"
                )),
            );
            continue;
        }
        diagnostics.push(
            Diagnostic::note(
                "unused-file",
                file.path.clone(),
                words!(
                    "没有记录用到这个文件，不会发布",
                    "no published record uses this file; it is left out"
                ),
            )
            .help(words!(
                "要发布就写进“附件”，或在正文里放这张图片",
                "name it under `attachments`, or show it as a picture"
            )),
        );
    }
}
