//! Words by which mechanisms order what is done: their goals, what is shared, the functions that
//! are joined. Records name those of any mechanism of the site.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::counts::{IssueCounts, Reach};
use super::keyed::Kind;
use super::mechanism::{Mechanism, Said};
use super::record::{Facts, Record};
use super::{Model, PlaceId, RecordId};
use crate::yaml::{Fields, Reader};

/// A list of words that a mechanism has and records name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Taxonomy {
    /// What is to be reached: the five goals of a five-heart community.
    Goals,
    /// What is shared: the five shares of a Red Five-star centre.
    Shares,
    /// Which functions are joined there.
    Functions,
}

impl Taxonomy {
    /// All of them.
    pub const ALL: [Taxonomy; 3] = [Taxonomy::Goals, Taxonomy::Shares, Taxonomy::Functions];

    /// The key under which mechanisms and records write its words.
    pub fn key(self) -> &'static str {
        match self {
            Taxonomy::Goals => "goals",
            Taxonomy::Shares => "shares",
            Taxonomy::Functions => "functions",
        }
    }

    /// The kinds whose records may name its words.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Taxonomy::Goals | Taxonomy::Shares => {
                &[Kind::Issue, Kind::Meeting, Kind::Work, Kind::Activity]
            }
            Taxonomy::Functions => &[Kind::Meeting, Kind::Activity],
        }
    }
}

/// A word of a taxonomy as a record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The word.
    pub name: String,
    /// Where it was written.
    pub range: Range<usize>,
}

/// What a record names of each taxonomy, in the order of [`Taxonomy::ALL`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags([Vec<Tag>; 3]);

/// Reads what a record names, each word once; none if it names nothing. Whether the words are known
/// is told when all mechanisms are.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Box<Tags>> {
    let mut tags = Tags::default();
    for (taxonomy, list) in Taxonomy::ALL.into_iter().zip(&mut tags.0) {
        let written = fields.get(taxonomy.key());
        for (name, range) in written.map_or_else(Vec::new, |node| reader.texts(node)) {
            if list.iter().all(|tag| tag.name != name) {
                list.push(Tag { name, range });
            }
        }
    }
    (tags != Tags::default()).then(|| Box::new(tags))
}

impl Record {
    /// What it names of a taxonomy.
    pub fn tags(&self, taxonomy: Taxonomy) -> &[Tag] {
        let tags = self.tags.as_deref();
        tags.map_or(&[], |tags| &tags.0[taxonomy as usize])
    }

    /// Whether it names a word of a taxonomy.
    pub fn has_tag(&self, taxonomy: Taxonomy, name: &str) -> bool {
        self.tags(taxonomy).iter().any(|tag| tag.name == name)
    }
}

impl Mechanism {
    /// Its words of a taxonomy, in the order written.
    pub fn words(&self, taxonomy: Taxonomy) -> &[Said] {
        match taxonomy {
            Taxonomy::Goals => &self.goals,
            Taxonomy::Shares => &self.shares,
            Taxonomy::Functions => &self.functions,
        }
    }

    /// Whether it has a word of this name.
    pub fn has_word(&self, taxonomy: Taxonomy, name: &str) -> bool {
        self.words(taxonomy).iter().any(|said| said.name == name)
    }
}

/// What serves a word of a taxonomy at a place and those below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served<'m> {
    /// The mechanism, by its position.
    pub mechanism: usize,
    /// The word.
    pub said: &'m Said,
    /// Its number among all words of its taxonomy, from 1 on.
    pub number: usize,
    /// Issues by how they stand today.
    pub issues: IssueCounts,
    /// Meetings that were held, newest first within each place.
    pub meetings: Vec<RecordId>,
    /// Works, from their date on.
    pub works: Vec<RecordId>,
    /// Activities that were held.
    pub activities: Vec<RecordId>,
}

impl Served<'_> {
    /// The records of a kind.
    pub fn of(&self, kind: Kind) -> Vec<RecordId> {
        match kind {
            Kind::Issue => self.issues.all().collect(),
            Kind::Meeting => self.meetings.clone(),
            Kind::Work => self.works.clone(),
            Kind::Activity => self.activities.clone(),
            _ => Vec::new(),
        }
    }

    /// All records.
    pub fn records(&self) -> impl Iterator<Item = RecordId> {
        let others = [&self.meetings, &self.works, &self.activities];
        self.issues
            .all()
            .chain(others.into_iter().flatten().copied())
    }

    /// How many records there are.
    pub fn total(&self) -> usize {
        self.issues.total() + self.meetings.len() + self.works.len() + self.activities.len()
    }
}

/// The records of a kind at a place and those below that may name words of a taxonomy. Each is one
/// or the other, while one that names several words is counted for each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// The kind.
    pub kind: Kind,
    /// Those that name a word at least.
    pub with: Vec<RecordId>,
    /// Those that name none.
    pub without: Vec<RecordId>,
}

impl Model {
    /// The words of a taxonomy at a place: those of the mechanisms that are carried out there, by
    /// what is written of it or of a place above, and those that records of it or of a place below
    /// name.
    pub fn served(&self, place: PlaceId, taxonomy: Taxonomy) -> Vec<Served<'_>> {
        let is_empty = |of: &Mechanism| of.words(taxonomy).is_empty();
        if self.mechanisms.iter().all(is_empty) {
            return Vec::new();
        }
        let issues = self.issues_on(place, Reach::WithBelow, self.today);
        let names = |record: &Record| -> Vec<String> {
            let tags = record.tags(taxonomy).iter();
            tags.map(|tag| tag.name.clone()).collect()
        };
        let mut by_word = self.issues_by(&issues, names);
        let places = self.reach(place, Reach::WithBelow);
        let of_kind = |kind: Kind| -> Vec<&Record> {
            let records = places.iter().flat_map(|id| self.records_at(*id, kind));
            records
                .filter(|record| self.counts_for(record, taxonomy))
                .collect()
        };
        let others = [Kind::Meeting, Kind::Work, Kind::Activity].map(of_kind);
        let mut told: Vec<Served<'_>> = Vec::new();
        for (at, mechanism) in self.mechanisms.iter().enumerate() {
            let is_in_use = mechanism.is_in_use(&self.places, place, self.today);
            let is_used = |said: &Said| {
                let mut records = others.iter().flatten();
                by_word.contains_key(&said.name)
                    || records.any(|record| record.has_tag(taxonomy, &said.name))
            };
            if !is_in_use && !mechanism.words(taxonomy).iter().any(is_used) {
                continue;
            }
            for said in mechanism.words(taxonomy) {
                // Two mechanisms may share a word; its records are told once.
                if told.iter().any(|other| other.said.name == said.name) {
                    continue;
                }
                let [meetings, works, activities] = others.each_ref().map(|records| {
                    let serve = records.iter();
                    serve
                        .filter(|record| record.has_tag(taxonomy, &said.name))
                        .map(|record| record.id)
                        .collect()
                });
                told.push(Served {
                    mechanism: at,
                    said,
                    number: self.number_of(taxonomy, &said.name).unwrap_or_default(),
                    issues: by_word.remove(&said.name).unwrap_or_default(),
                    meetings,
                    works,
                    activities,
                });
            }
        }
        told
    }

    /// The records of a place and those below that may name words of a taxonomy, by kind: with
    /// those that name one, those that name none.
    pub fn tagged(&self, place: PlaceId, taxonomy: Taxonomy) -> Vec<Tagged> {
        let places = self.reach(place, Reach::WithBelow);
        let kinds = taxonomy.kinds().iter();
        kinds
            .map(|kind| {
                let records = places.iter().flat_map(|id| self.records_at(*id, *kind));
                let counted = records.filter(|record| self.has_begun(record));
                let (with, without): (Vec<&Record>, Vec<&Record>) =
                    counted.partition(|record| !record.tags(taxonomy).is_empty());
                let ids = |records: Vec<&Record>| records.iter().map(|of| of.id).collect();
                Tagged {
                    kind: *kind,
                    with: ids(with),
                    without: ids(without),
                }
            })
            .collect()
    }

    /// The number of a word among all words of its taxonomy, from 1 on.
    pub fn number_of(&self, taxonomy: Taxonomy, name: &str) -> Option<usize> {
        let mut words = self.mechanisms.iter().flat_map(|of| of.words(taxonomy));
        words.position(|said| said.name == name).map(|at| at + 1)
    }

    /// Whether a record counts for the words of a taxonomy that it names.
    pub fn counts_for(&self, record: &Record, taxonomy: Taxonomy) -> bool {
        self.has_begun(record) && !record.tags(taxonomy).is_empty()
    }

    /// It was not withdrawn, and there is something to count: an issue was found, a meeting or an
    /// activity held; a work counts from its date on.
    fn has_begun(&self, record: &Record) -> bool {
        let has_begun = match &record.facts {
            Facts::Issue(issue) => issue.state_on(self.today).is_some(),
            Facts::Work(_) => record.date <= self.today,
            _ => record.occasion().is_some_and(|of| of.was_held(self.today)),
        };
        record.withdrawn.is_none() && has_begun
    }
}
