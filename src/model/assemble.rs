//! From inputs to the model, in order: what files are, places, pages, records, what points to what.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::as_of;
use super::checks::{self, Records, World};
use super::digest::{self, Origins};
use super::held_back::faulty;
use super::index::{Index, Positions, RecordEntry};
use super::keyed::{Kind, YesNo};
use super::mechanism::{self, Mechanism};
use super::memory::Memory;
use super::page::{self, Page};
use super::place::{self, Place};
use super::posted::Posted;
use super::record::{self, Facts, Record, Unhidden};
use super::rhythm::{self, Rhythm};
use super::rules::Rules;
use super::scope::Scope;
use super::text::{self, Files};
use super::waiver::{self, Waiver};
use super::{
    LeftOut, Model, PlaceId, Reason, Slot, gate, habits, keys, postings, statement, tidy, unused,
};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{Document, Inputs};
use crate::paths::InputPath;
use crate::privacy;
use crate::source::{self, Hash, Span};
use crate::words;
use crate::yaml::{self, Reader};

/// What the command line chooses about content.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The day for which states are told.
    pub today: NaiveDate,
    /// Publish drafts.
    pub drafts: bool,
    /// Notices whose display begins by this day are published.
    pub until: NaiveDate,
    /// What becomes of records with errors.
    pub faulty: Faulty,
    /// What earlier builds posted.
    pub posted: Arc<Posted>,
}

/// What becomes of records with errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faulty {
    /// They stop everything.
    Stop,
    /// They are left out.
    LeaveOut,
    /// Their last version without an error stands in for them; without one they are left out.
    KeepLast,
}

impl Model {
    /// Reads the model from inputs. `before` are the diagnostics of loading, whose errors count.
    /// There is a model unless an error stops everything.
    pub fn new(
        inputs: &Inputs,
        config: Arc<Config>,
        choices: &Choices,
        before: Diagnostics,
        memory: &mut Memory,
    ) -> (Option<Model>, Diagnostics) {
        let mut diagnostics = before;
        let environment = environment(inputs);
        let index = Index::new(
            &inputs.documents,
            memory.entries(environment),
            &mut diagnostics,
        );
        memory.enter(environment);
        let files: Files<'_> = inputs
            .files
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect();
        let rules = Rules::new(&inputs.rules, &index, &mut diagnostics);
        let context = Context {
            inputs,
            index: &index,
            rules: &rules,
            files: &files,
            today: choices.today,
            drafts: choices.drafts,
        };
        let Some(places) = context.places_by(memory, &mut diagnostics) else {
            return (None, diagnostics);
        };
        let (pages, mechanisms) = context.pages(&places, &mut diagnostics);
        for settings in inputs.settings.iter().chain(&inputs.rules) {
            gate::check_settings(settings, &mut diagnostics);
        }
        memory.decode(context, &places, choices.faulty == Faulty::KeepLast);
        for decoded in &memory.decoded {
            diagnostics.extend_from(&decoded.findings);
        }
        let records = Records {
            list: memory
                .decoded
                .iter()
                .map(|known| known.record.as_deref())
                .collect(),
            positions: index.positions(),
            places: &places,
            rules: &rules,
            today: choices.today,
            drafts: choices.drafts,
        };
        checks::check(&records, &choices.posted, &mut diagnostics);
        let postings = postings::read(&inputs.postings, &files, &index, &records, &mut diagnostics);
        let faulty = faulty(&diagnostics)
            .filter(|faulty| faulty.is_empty() || choices.faulty != Faulty::Stop);
        let Some(faulty) = faulty else {
            return (None, diagnostics);
        };
        let origins = context.origins(environment);
        let (mut slots, left_out) = slots(memory, &faulty, choices);
        let positions = index.into_positions();
        as_of::bring(
            &mut slots,
            &positions,
            &rules.calendar,
            choices.today,
            memory,
        );
        let by_place = by_place(&slots, places.len());
        let rhythms = rhythms(
            &rhythm::Sources {
                mechanisms: &mechanisms,
                calendar: &rules.calendar,
                today: choices.today,
            },
            &places,
            &by_place,
            &slots,
        );
        let world = World {
            slots: &slots,
            positions: &positions,
            places: &places,
            mechanisms: &mechanisms,
            rules: &rules,
            postings: &postings,
            today: choices.today,
        };
        let findings = checks::find(&world, &mut diagnostics);
        let texts = places.iter().map(|place| &place.text);
        let texts = texts
            .chain(pages.iter().map(|page| &page.text))
            .chain(mechanisms.iter().map(|mechanism| &mechanism.text));
        unused::report(inputs, &slots, texts, &mut diagnostics);
        let model = Model {
            config,
            today: choices.today,
            by_place,
            children: children(&places),
            pointed_at: pointed_at(&slots, &positions),
            places,
            pages,
            mechanisms,
            left_out,
            findings,
            rhythms,
            postings,
            slots,
            positions,
            origins,
            digests: OnceLock::new(),
        };
        (Some(model), diagnostics)
    }
}

/// Hash of all that records are read against, but for other records and files beside them.
fn environment(inputs: &Inputs) -> Hash {
    let mut hasher = blake3::Hasher::new();
    if let Some(settings) = &inputs.settings {
        hasher.update(&settings.hash);
    }
    for rules in &inputs.rules {
        digest::text(&mut hasher, rules.path.as_str());
        hasher.update(&rules.hash);
    }
    for document in &inputs.documents {
        let path = document.path().as_str();
        let of_place = path.ends_with("/_index.md");
        if !of_place
            && !path.starts_with("content/pages/")
            && !path.starts_with("content/mechanisms/")
        {
            continue;
        }
        digest::text(&mut hasher, path);
        if let Some(parts) = document.parts.as_ref().filter(|_| of_place) {
            let front = document.source.text.get(parts.front.clone());
            digest::text(&mut hasher, front.unwrap_or_default());
        }
    }
    source::short(&hasher.finalize())
}

/// What is published of each record, and what is left out.
fn slots(
    memory: &Memory,
    faulty: &BTreeSet<InputPath>,
    choices: &Choices,
) -> (Vec<Slot>, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut slots = Vec::with_capacity(memory.decoded.len());
    let mut unnamed: BTreeSet<&InputPath> = faulty.iter().collect();
    for decoded in &memory.decoded {
        let path = decoded.document.path();
        unnamed.remove(path);
        let is_faulty = decoded.record.is_none() || faulty.contains(path);
        let record = if !is_faulty {
            decoded.record.as_ref()
        } else if choices.faulty == Faulty::KeepLast {
            let of_others = decoded
                .record
                .as_ref()
                .filter(|_| !decoded.findings.has_errors());
            decoded.stand_in.as_ref().or(of_others)
        } else {
            None
        };
        let reason = match record {
            _ if decoded.unfinished && !faulty.contains(path) => Some(Reason::Draft),
            None => Some(Reason::Faulty),
            Some(record) => reason(record, choices),
        };
        slots.push(match (record, reason) {
            (Some(record), None) => Slot::Published(Arc::clone(record)),
            (record, reason) => {
                let reason = reason.unwrap_or(Reason::Faulty);
                left_out.push(LeftOut {
                    path: path.clone(),
                    reason,
                });
                let title = record.or(decoded.record.as_ref()).map_or_else(
                    || decoded.entry.name().to_owned(),
                    |record| record.full_title(),
                );
                // It is printed where others point to it, though it may be faulty for what it says.
                let title = privacy::mask(&title).into_owned();
                Slot::LeftOut {
                    title,
                    reason,
                    place: decoded.entry.place,
                }
            }
        });
    }
    // A file that could not even be taken for a record is held back as well.
    left_out.extend(unnamed.into_iter().map(|path| LeftOut {
        path: path.clone(),
        reason: Reason::Faulty,
    }));
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    (slots, left_out)
}

/// Why a faultless record is left out, if it is.
fn reason(record: &Record, choices: &Choices) -> Option<Reason> {
    if record.draft && !choices.drafts {
        return Some(Reason::Draft);
    }
    let Facts::Notice(notice) = &record.facts else {
        return None;
    };
    let display = notice
        .display
        .filter(|display| display.is_scheduled(choices.until))?;
    (!choices.drafts).then_some(Reason::Scheduled(display.from))
}

/// What reading the parts of a site needs.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) index: &'a Index,
    rules: &'a Rules,
    pub(super) files: &'a Files<'a>,
    pub(super) today: NaiveDate,
    drafts: bool,
}

impl<'a> Context<'a> {
    fn scope(self, places: &'a [Place], place: PlaceId) -> Scope<'a> {
        Scope {
            places,
            index: self.index,
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
        let scope = self.scope(places, PlaceId::ROOT);
        let named = |list: &'a [(usize, String)], mechanism| {
            list.iter()
                .map(move |(document, name)| (*document, name, mechanism))
        };
        for (number, name, is_mechanism) in
            named(&self.index.pages, false).chain(named(&self.index.mechanisms, true))
        {
            let document = &self.inputs.documents[number];
            let Some(node) = Self::plain_front(document, diagnostics) else {
                continue;
            };
            let mut reader = Reader {
                source: &document.source,
                diagnostics,
            };
            let text = text::read(&mut reader, document, self.files, scope, &[]);
            if is_mechanism {
                mechanisms.extend(mechanism::read(&mut reader, &node, name, text, scope));
            } else {
                pages.extend(page::read(&mut reader, &node, name, text));
            }
        }
        (pages, mechanisms)
    }

    /// Places, read again only if the document of one has changed, or something that one needs.
    fn places_by(self, memory: &mut Memory, diagnostics: &mut Diagnostics) -> Option<Arc<[Place]>> {
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
    fn origins(self, environment: Hash) -> Origins {
        let mut site = blake3::Hasher::new();
        site.update(&environment);
        for (number, _) in self.index.pages.iter().chain(&self.index.mechanisms) {
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

fn by_place(slots: &[Slot], places: usize) -> Vec<[Vec<u32>; 4]> {
    let mut lists: Vec<[Vec<u32>; 4]> = vec![Default::default(); places];
    for (position, slot) in (0_u32..).zip(slots) {
        if let Slot::Published(record) = slot {
            lists[record.place.index()][record.kind as usize].push(position);
        }
    }
    let date = |position: &u32| match &slots[*position as usize] {
        Slot::Published(record) => Reverse(record.date),
        Slot::LeftOut { .. } => Reverse(NaiveDate::MIN),
    };
    for list in lists.iter_mut().flatten() {
        // Stable: records of one day stay in the order of their paths.
        list.sort_by_key(date);
    }
    lists
}

fn rhythms(
    sources: &rhythm::Sources<'_>,
    places: &[Place],
    by_place: &[[Vec<u32>; 4]],
    slots: &[Slot],
) -> Vec<Rhythm> {
    let published = |position: &u32| match &slots[*position as usize] {
        Slot::Published(record) => Some(record.as_ref()),
        Slot::LeftOut { .. } => None,
    };
    let lists = places.iter().zip(by_place);
    lists
        .map(|(place, lists)| {
            let meetings = lists[Kind::Meeting as usize].iter().filter_map(published);
            sources.rhythm(place, meetings)
        })
        .collect()
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

fn pointed_at(slots: &[Slot], positions: &Positions) -> Vec<Vec<u32>> {
    let mut pointed: Vec<Vec<u32>> = vec![Vec::new(); slots.len()];
    for (position, slot) in (0_u32..).zip(slots) {
        let Slot::Published(record) = slot else {
            continue;
        };
        let targets = record.points_to();
        for target in targets.iter().filter_map(|id| positions.get(id)) {
            let pointing = &mut pointed[*target as usize];
            if *target != position && pointing.last() != Some(&position) {
                pointing.push(position);
            }
        }
    }
    pointed
}
