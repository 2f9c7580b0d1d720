//! Reading the documents of a site, each against the same surroundings: places, pages, mechanisms,
//! policies, records.

use std::sync::Arc;

use chrono::NaiveDate;

use super::digest::Origins;
use super::index::{Index, RecordEntry};
use super::keyed::YesNo;
use super::mechanism::{self, Mechanism};
use super::memory::Memory;
use super::page::{self, Page};
use super::place::{self, Place};
use super::policy::{self, Policy};
use super::record::{self, Record, Unhidden};
use super::rules::Rules;
use super::scope::Scope;
use super::text::{self, Files, Text};
use super::waiver::{self, Waiver};
use super::{PlaceId, gate, habits, keys, statement, tidy};
use crate::diagnostic::Diagnostics;
use crate::load::{Document, Inputs};
use crate::source::{Hash, Span};
use crate::words;
use crate::yaml::{self, Reader};

/// What reading the parts of a site needs.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) index: &'a Index,
    pub(super) policies: &'a [Policy],
    pub(super) rules: &'a Rules,
    pub(super) files: &'a Files<'a>,
    pub(super) today: NaiveDate,
    pub(super) drafts: bool,
}

impl<'a> Context<'a> {
    fn scope(self, places: &'a [Place], place: PlaceId) -> Scope<'a> {
        Scope {
            places,
            index: self.index,
            policies: self.policies,
            rules: self.rules,
            place,
            today: self.today,
        }
    }

    fn front(document: &Document, diagnostics: &mut Diagnostics) -> Option<yaml::Node> {
        for fence in document.odd_fences() {
            let span = Span::new(&document.source, fence.clone());
            let words = words!("按 `---` 读", "read as `---`");
            diagnostics.push(yaml::read_as(span, words).fix(fence, "---"));
        }
        let front = document.parts.as_ref()?.front.clone();
        let written = document.source.text.get(front.clone()).unwrap_or_default();
        let node = yaml::parse(&document.source, front, &keys::may_be_key, diagnostics)?;
        if written.contains('万') {
            let mut reader = Reader {
                source: &document.source,
                diagnostics,
            };
            tidy::tell(&mut reader, &node);
        }
        Some(node)
    }

    /// The front matter of a document that has let all its texts through the privacy gate, with
    /// everything hidden that is to be.
    fn passed(
        document: &Document,
        waivers: &[Waiver],
        node: Option<yaml::Node>,
        diagnostics: &mut Diagnostics,
    ) -> Option<yaml::Node> {
        gate::check(document, node.as_ref(), waivers, diagnostics);
        let mut node = node?;
        if !waivers.is_empty() || document.source.text.contains("[[") {
            node.tell(&|text| gate::told(text, waivers));
        }
        Some(node)
    }

    /// The front matter of a document that has no waivers.
    fn plain_front(document: &Document, diagnostics: &mut Diagnostics) -> Option<yaml::Node> {
        let node = Self::front(document, diagnostics);
        Self::passed(document, &[], node, diagnostics)
    }

    fn places(self, diagnostics: &mut Diagnostics) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::with_capacity(self.index.places.len());
        for (number, entry) in self.index.places.iter().enumerate() {
            let document = &self.inputs.documents[entry.document];
            let Some(node) = Self::plain_front(document, diagnostics) else {
                return places;
            };
            let id = PlaceId::new(number);
            let parent = entry.parent.and_then(|id| places.get(id.index()));
            let mut reader = Reader {
                source: &document.source,
                diagnostics,
            };
            let text = text::read(
                &mut reader,
                document,
                self.files,
                self.scope(&places, id),
                &[],
            );
            let scope = self.scope(&places, id);
            let Some(place) = place::read(&mut reader, &node, id, entry, parent, text, scope)
            else {
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

    /// Plain pages.
    pub(super) fn pages(self, places: &[Place], diagnostics: &mut Diagnostics) -> Vec<Page> {
        let scope = self.scope(places, PlaceId::ROOT);
        self.named(&self.index.pages, places, diagnostics, |reader, of| {
            page::read(reader, of.node, of.name, of.text, scope)
        })
    }

    /// Mechanisms.
    pub(super) fn mechanisms(
        self,
        places: &[Place],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Mechanism> {
        let scope = self.scope(places, PlaceId::ROOT);
        let list = &self.index.mechanisms;
        self.named(list, places, diagnostics, |reader, of| {
            mechanism::read(reader, of.node, of.name, of.text, scope)
        })
    }

    /// Policies.
    pub(super) fn policies(self, places: &[Place], diagnostics: &mut Diagnostics) -> Vec<Policy> {
        let scope = self.scope(places, PlaceId::ROOT);
        let list = &self.index.policies;
        self.named(list, places, diagnostics, |reader, of| {
            policy::read(reader, of.node, of.name, of.text, scope)
        })
    }

    /// What documents of a folder of its own say, in the order of their names.
    fn named<T>(
        self,
        list: &[(usize, String)],
        places: &[Place],
        diagnostics: &mut Diagnostics,
        read: impl Fn(&mut Reader<'_>, Named<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        let scope = self.scope(places, PlaceId::ROOT);
        for (number, name) in list {
            let document = &self.inputs.documents[*number];
            let Some(node) = Self::plain_front(document, diagnostics) else {
                continue;
            };
            let mut reader = Reader {
                source: &document.source,
                diagnostics,
            };
            let text = text::read(&mut reader, document, self.files, scope, &[]);
            let node = &node;
            all.extend(read(&mut reader, Named { node, name, text }));
        }
        all
    }

    /// Places, read again only if the document of one has changed, or something that one needs.
    pub(super) fn places_by(
        self,
        memory: &mut Memory,
        diagnostics: &mut Diagnostics,
    ) -> Option<Arc<[Place]>> {
        let documents: Vec<Hash> = self
            .index
            .places
            .iter()
            .map(|entry| self.inputs.documents[entry.document].source.hash)
            .collect();
        if let Some((_, places)) = memory
            .places
            .as_ref()
            .filter(|(known, places)| *known == documents && self.hold(places))
        {
            return Some(Arc::clone(places));
        }
        let mut found = Diagnostics::new();
        let places: Arc<[Place]> = self.places(&mut found).into();
        let is_whole = places.len() == documents.len() && !places.is_empty();
        memory.places = (is_whole && found.is_empty()).then(|| (documents, Arc::clone(&places)));
        diagnostics.extend(found);
        is_whole.then_some(places)
    }

    /// Whether everything that the texts of places refer to is still there.
    fn hold(self, places: &[Place]) -> bool {
        let links = places.iter().flat_map(|place| place.text.links.values());
        let mut pictures = places.iter().flat_map(|place| place.text.pictures.values());
        pictures.all(|path| self.files.contains_key(path.as_str()))
            && links
                .filter_map(text::LinkTarget::record)
                .all(|id| self.index.entry(id).is_some())
    }

    /// One record, which needs only places, paths, and which files there are; and whether it is a
    /// draft that is still faulty.
    pub(super) fn record(
        self,
        document: &Document,
        entry: &RecordEntry,
        places: &[Place],
    ) -> (Option<Record>, Unfinished, Diagnostics) {
        let mut found = Diagnostics::new();
        let node = Self::front(document, &mut found);
        let is_draft = !self.drafts && node.as_ref().is_some_and(is_draft);
        let waivers = node.as_ref().map_or_else(Vec::new, |node| {
            let mut reader = Reader {
                source: &document.source,
                diagnostics: &mut found,
            };
            let written = field(node, "waivers");
            written.map_or_else(Vec::new, |node| waiver::read(&mut reader, node, self.today))
        });
        let statement = node.as_ref().map_or_else(Hash::default, |node| {
            let body = document.parts.as_ref().map(|parts| parts.body.clone());
            let body = body.and_then(|body| document.source.text.get(body));
            statement::hash(node, entry.kind, body.unwrap_or_default())
        });
        let node = Self::passed(document, &waivers, node, &mut found);
        let record = node.and_then(|node| {
            let mut reader = Reader {
                source: &document.source,
                diagnostics: &mut found,
            };
            let scope = self.scope(places, entry.place);
            let record = record::read(
                &mut reader,
                &node,
                entry,
                document,
                self.files,
                scope,
                Unhidden { waivers, statement },
            );
            if habits::may_name_weekdays(&document.source.text) {
                let near = record.as_ref().map_or(self.today, |record| record.date);
                habits::weekdays(&mut reader, near);
            }
            record
        });
        if let Some(record) = &record {
            found.retain(|diagnostic| !record.has_answered(diagnostic));
        }
        let unfinished = Unfinished(is_draft && found.has_errors());
        if unfinished.0 {
            found.lower_to_notes();
        }
        (record, unfinished, found)
    }

    /// What the digests of a model need of its origins.
    pub(super) fn origins(self, environment: Hash) -> Origins {
        let mut site = blake3::Hasher::new();
        site.update(&environment);
        let pages = self.index.pages.iter().chain(&self.index.mechanisms);
        for (number, _) in pages.chain(&self.index.policies) {
            site.update(&self.inputs.documents[*number].source.hash);
        }
        Origins {
            site,
            places: self
                .index
                .places
                .iter()
                .map(|entry| self.inputs.documents[entry.document].source.hash)
                .collect(),
        }
    }
}

/// A document of a folder of its own.
struct Named<'d> {
    node: &'d yaml::Node,
    name: &'d str,
    text: Text,
}

/// Whether a record is a draft that is still faulty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unfinished(pub(super) bool);

/// Whether a front matter says that its record is a draft. Such a record may be unfinished: it
/// reaches nobody, and its faults keep nobody else from publishing.
fn is_draft(front: &yaml::Node) -> bool {
    let word = field(front, "draft").and_then(yaml::Node::scalar);
    word.and_then(YesNo::find) == Some(YesNo::Yes)
}

/// The value of a key that every record may have, before the others are read; none if it is empty.
fn field<'n>(front: &'n yaml::Node, name: &str) -> Option<&'n yaml::Node> {
    let yaml::Value::Map(entries) = &front.value else {
        return None;
    };
    let is_it = |word: &str| {
        keys::RECORD
            .iter()
            .any(|key| key.name == name && key.is(word))
    };
    let mut written = entries.iter().filter(|entry| is_it(entry.key.trim()));
    written
        .find(|entry| !entry.value.is_empty())
        .map(|entry| &entry.value)
}
