//! What was read before: records whose text and surroundings did not change are not read again.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::RecordId;
use super::context::Context;
use super::ground::Layout;
use super::index::{IdHasher, RecordEntry};
use super::issue::{self, Progress};
use super::keep::Kept;
use super::kin::{Changed, Was};
use super::place::Place;
use super::record::{Facts, Record};
use crate::diagnostic::Diagnostics;
use crate::load::{Document, Names};
use crate::paths::InputPath;
use crate::source::Hash;

/// Fewest records that a thread takes at a time: waking threads for each costs more than decoding.
const BATCH: usize = 16;

/// What earlier models were made of. A model that is made with a memory is the same as one made
/// without; it only costs less.
#[derive(Debug, Default)]
pub struct Memory {
    /// Hash of all that records are read against, but for other records and files.
    pub(super) environment: Hash,
    /// The surroundings in which the paths of records were last told what they are. They lag
    /// behind when a fault of a place stops everything before the records.
    told_in: Hash,
    /// Places of these surroundings with the hashes of their documents, if they had no fault.
    pub(super) places: Option<(Vec<Hash>, Arc<[Place]>)>,
    /// Records, sorted by path.
    pub(super) decoded: Vec<Decoded>,
    /// The files of the site when its records were read last; none if an earlier run did that.
    names: Option<Names>,
    /// The day for which the records were read or looked at last; none if an earlier run did that.
    day: Option<NaiveDate>,
    /// Whether a record was read or went away since that was last asked.
    has_changed: bool,
    /// Issues with what meetings report of them.
    merged: HashMap<RecordId, Merged, std::hash::BuildHasherDefault<IdHasher>>,
    /// Which file is what.
    pub(super) layout: Option<Arc<Layout>>,
    /// The last model, with what was found while it was made; none if there is none.
    pub(super) kept: Option<Kept>,
}

/// A record as it was read from its document.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) document: Arc<Document>,
    pub(super) entry: Arc<RecordEntry>,
    /// None if it could not be read.
    pub(super) record: Option<Arc<Record>>,
    pub(super) findings: Diagnostics,
    /// A draft that is still faulty.
    pub(super) unfinished: bool,
    /// For a faulty record of a preview: its last version without fault.
    pub(super) last_good: Option<Arc<Document>>,
    /// That version, read.
    pub(super) stand_in: Option<Arc<Record>>,
}

#[derive(Debug)]
struct Merged {
    own: Arc<Record>,
    reviews: Vec<Progress>,
    record: Arc<Record>,
}

impl Memory {
    /// A memory of records of an earlier run, sorted by path, whose surroundings had the hash
    /// `environment`.
    pub fn knowing(environment: Hash, kept: Vec<(Arc<Document>, Record)>) -> Self {
        let decoded = kept.into_par_iter().with_min_len(BATCH);
        Memory {
            environment,
            told_in: environment,
            decoded: decoded
                .map(|(document, record)| Decoded::known(document, record))
                .collect(),
            ..Memory::default()
        }
    }

    /// Whether a record was read or went away since this was last asked.
    pub fn has_changed(&mut self) -> bool {
        std::mem::take(&mut self.has_changed)
    }

    /// Hash of the surroundings of its records.
    pub fn environment(&self) -> Hash {
        self.environment
    }

    /// Records without any finding, with their documents, sorted by path.
    pub fn faultless(&self) -> impl Iterator<Item = (&Arc<Document>, &Record)> {
        self.decoded.iter().filter_map(|decoded| {
            let record = decoded.record.as_deref()?;
            let is_faultless = decoded.findings.is_empty();
            is_faultless.then_some((&decoded.document, record))
        })
    }

    /// Forgets what was read in other surroundings; texts that were good are remembered as such.
    pub(super) fn enter(&mut self, environment: Hash) {
        if self.environment != environment {
            self.environment = environment;
            // The same documents in other folders are other places, and what the texts of places
            // link to by number may have another one.
            self.places = None;
            self.names = None;
            for decoded in &mut self.decoded {
                decoded.forget();
            }
        }
    }

    /// Tells what the paths of documents were found to be. To be asked in the order of paths.
    pub(super) fn entries(
        &self,
        environment: Hash,
    ) -> impl FnMut(&InputPath) -> Option<Arc<RecordEntry>> + use<'_> {
        let decoded = if self.told_in == environment {
            self.decoded.as_slice()
        } else {
            &[]
        };
        let mut rest = decoded.iter().peekable();
        move |path| {
            while rest.next_if(|known| known.document.path() < path).is_some() {}
            let known = rest.peek().filter(|known| known.document.path() == path)?;
            Some(Arc::clone(&known.entry))
        }
    }

    /// Brings the records up to date with the index of `context`: those that changed are read, and
    /// told with what they were before.
    pub(super) fn decode(
        &mut self,
        context: Context<'_>,
        places: &[Place],
        keep_last: bool,
    ) -> Changed {
        self.told_in = self.environment;
        let records = &context.index.records;
        let documents = &context.inputs.documents;
        // As long as no record or file came or went, whatever a record names is still there.
        let names = Some(&context.inputs.names);
        let same_names = self.names.as_ref() == names && self.decoded.len() == records.len();
        let same_day = self.day.replace(context.today) == Some(context.today);
        if !same_names {
            self.names = names.cloned();
            self.has_changed |= self.decoded.len() != records.len();
            self.align(context);
        }
        let pending: Vec<usize> = (self.decoded.iter_mut().zip(records).enumerate())
            .filter_map(|(at, (known, (number, entry)))| {
                let document = &documents[*number];
                let is_same = known.is_of(document, entry)
                    && (same_names && same_day
                        || !known.is_faulty()
                            && (same_day || known.has_same_waivers(context.today))
                            && (same_names || known.has_what_it_names(context)));
                if is_same && !Arc::ptr_eq(&known.document, document) {
                    known.document = Arc::clone(document);
                }
                (!is_same).then_some(at)
            })
            .collect();
        self.has_changed |= !pending.is_empty();
        let known = &self.decoded;
        let read: Vec<(usize, Decoded)> = pending
            .into_par_iter()
            .with_min_len(BATCH)
            .map(|at| {
                let (number, entry) = &records[at];
                let read = (&documents[*number], entry);
                let read = Decoded::new(read, &known[at], context, places, keep_last);
                (at, read)
            })
            .collect();
        let mut changed = Changed::new();
        for (at, read) in read {
            let before = std::mem::replace(&mut self.decoded[at], read);
            let was = Was {
                record: before.record,
                stand_in: before.stand_in,
            };
            changed.insert(u32::try_from(at).unwrap_or(u32::MAX), was);
        }
        changed
    }

    /// Puts what is known of each record at its position. What is not known is still to be read.
    fn align(&mut self, context: Context<'_>) {
        let mut before = std::mem::take(&mut self.decoded).into_iter().peekable();
        let aligned = context.index.records.iter().map(|(number, entry)| {
            let document = &context.inputs.documents[*number];
            while before
                .next_if(|known| known.document.path() < document.path())
                .is_some()
            {}
            let known = before.next_if(|known| known.document.path() == document.path());
            known.unwrap_or_else(|| Decoded::unread(document, entry))
        });
        self.decoded = aligned.collect();
    }

    /// A record with what meetings report of it.
    pub(super) fn with_reviews(
        &mut self,
        own: &Arc<Record>,
        reviews: Vec<Progress>,
    ) -> Arc<Record> {
        let known = self.merged.get(&own.id);
        if let Some(known) =
            known.filter(|known| Arc::ptr_eq(&known.own, own) && known.reviews == reviews)
        {
            return Arc::clone(&known.record);
        }
        let mut merged = Record::clone(own);
        if let Facts::Issue(issue) = &mut merged.facts {
            let own = std::mem::take(&mut issue.progress);
            issue.progress = issue::merge(own, reviews.clone(), |entry| (entry.date, entry.state));
        }
        let record = Arc::new(merged);
        let merged = Merged {
            own: Arc::clone(own),
            reviews,
            record: Arc::clone(&record),
        };
        self.merged.insert(own.id, merged);
        record
    }

    /// Forgets what meetings reported of a record: none reports of it any more.
    pub(super) fn forget_reviews(&mut self, id: RecordId) {
        self.merged.remove(&id);
    }
}

impl Decoded {
    /// A faultless record of an earlier run.
    fn known(document: Arc<Document>, mut record: Record) -> Self {
        record.attach(&document.source);
        let entry = RecordEntry {
            id: record.id,
            key: Arc::clone(&record.key),
            place: record.place,
            kind: record.kind,
        };
        Decoded {
            document,
            entry: Arc::new(entry),
            record: Some(Arc::new(record)),
            findings: Diagnostics::new(),
            unfinished: false,
            last_good: None,
            stand_in: None,
        }
    }

    /// A record that is still to be read.
    fn unread(document: &Arc<Document>, entry: &Arc<RecordEntry>) -> Self {
        Decoded {
            document: Arc::clone(document),
            entry: Arc::clone(entry),
            record: None,
            findings: Diagnostics::new(),
            unfinished: false,
            last_good: None,
            stand_in: None,
        }
    }

    fn new(
        (document, entry): (&Arc<Document>, &Arc<RecordEntry>),
        before: &Decoded,
        context: Context<'_>,
        places: &[Place],
        keep_last: bool,
    ) -> Self {
        let (record, unfinished, findings) = context.record(document, entry, places);
        let mut decoded = Decoded {
            document: Arc::clone(document),
            entry: Arc::clone(entry),
            record: record.map(Arc::new),
            findings,
            unfinished: unfinished.0,
            last_good: None,
            stand_in: None,
        };
        if keep_last && decoded.is_faulty() {
            decoded.last_good = before.last_good();
            let stand_in = decoded.last_good.as_ref().and_then(|document| {
                let (record, _, findings) = context.record(document, entry, places);
                record.filter(|_| !findings.has_errors())
            });
            decoded.stand_in = stand_in.map(Arc::new);
        }
        decoded
    }

    fn is_faulty(&self) -> bool {
        self.record.is_none() || self.unfinished || self.findings.has_errors()
    }

    fn last_good(&self) -> Option<Arc<Document>> {
        if self.is_faulty() {
            self.last_good.clone()
        } else {
            Some(Arc::clone(&self.document))
        }
    }

    /// Makes it be read again, without losing its last good version.
    fn forget(&mut self) {
        if !self.is_faulty() {
            self.last_good = Some(Arc::clone(&self.document));
        }
        self.record = None;
        self.stand_in = None;
    }

    /// Whether it was read from this document. A faulty one is read again as soon as a file came:
    /// that may be what it lacked. Warnings are kept with it, so none may depend on other records or
    /// files than those that it names.
    fn is_of(&self, document: &Arc<Document>, entry: &Arc<RecordEntry>) -> bool {
        let is_same = Arc::ptr_eq(&self.document, document)
            || (self.document.source.hash == document.source.hash
                && self.document.parts == document.parts);
        is_same && (Arc::ptr_eq(&self.entry, entry) || *self.entry == **entry)
    }

    /// Whether none of its waivers has come to its end since, or would not have yet.
    fn has_same_waivers(&self, today: NaiveDate) -> bool {
        let waivers = self.record.iter().flat_map(|record| &record.waivers);
        let mut changed = waivers.filter(|waiver| waiver.has_expired != waiver.is_over(today));
        changed.next().is_none()
    }

    /// Whether everything that it names is still there.
    fn has_what_it_names(&self, context: Context<'_>) -> bool {
        let Some(record) = &self.record else {
            return false;
        };
        let has_file = |path: &InputPath| context.files.contains_key(path.as_str());
        record
            .points_to()
            .iter()
            .all(|id| context.index.entry(*id).is_some())
            && record.files().all(has_file)
            && record.attachments.iter().all(|(file, _)| {
                let now = context.files.get(file.path.as_str());
                now.is_some_and(|now| now.size == file.size)
            })
    }
}
