//! What names mean at a place: bodies of the place or a place above, and references to records.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::body::Body;
use super::contact::Contact;
use super::index::{Index, record_key};
use super::keyed::{BodyKind, Kind};
use super::place::{self, Place};
use super::policy::Policy;
use super::rules::Rules;
use super::{PlaceId, RecordId};
use crate::words;
use crate::yaml::{Fault, Fields, Reader, meant, nearest};

/// A body of a place, or free words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Party {
    /// A body: its place and its position there.
    Body(PlaceId, usize),
    /// Words, for someone who is no body of a place.
    Words(String),
}

/// Whom a record concerns, where it names some only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A building of its place.
    Building(String),
    /// A place below its place.
    Place(PlaceId),
    /// Words, for whom no place can tell.
    Words(String),
}

/// Resolves names at one place.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// All places read so far; the place itself and those above are among them.
    pub places: &'a [Place],
    /// All files.
    pub index: &'a Index,
    /// All policies; none while places, pages and policies themselves are read.
    pub policies: &'a [Policy],
    /// Rules and the calendar.
    pub rules: &'a Rules,
    /// The place.
    pub place: PlaceId,
    /// The day, for defaults that need one.
    pub today: NaiveDate,
}

impl<'a> Scope<'a> {
    /// The place and those above, nearest first.
    pub fn chain(&self) -> impl Iterator<Item = &'a Place> + use<'a> {
        place::up(self.places, self.place)
    }

    /// The body of this id, name or kind.
    pub fn find_body(&self, word: &str) -> Option<(PlaceId, usize)> {
        let kind = BodyKind::find(word).map(BodyKind::key);
        self.chain().find_map(|place| {
            let is = |body: &Body| {
                body.id == word || body.name == word || kind == Some(body.id.as_str())
            };
            place.bodies.iter().position(is).map(|at| (place.id, at))
        })
    }

    /// How a party can be reached, if its place says so.
    pub fn contact_of(&self, party: &Party) -> Option<&'a Contact> {
        let Party::Body(place, at) = party else {
            return None;
        };
        let body = self.places.get(place.index())?.bodies.get(*at)?;
        body.contact.as_ref()
    }

    /// The body of this id, name or kind.
    ///
    /// # Errors
    ///
    /// There is none here or above; names the nearest.
    pub fn body(&self, word: &str) -> Result<Party, Fault> {
        if let Some((place, at)) = self.find_body(word) {
            return Ok(Party::Body(place, at));
        }
        let bodies: Vec<&Body> = self.chain().flat_map(|place| &place.bodies).collect();
        let known = bodies.iter().flat_map(|body| {
            let kind = BodyKind::find(&body.id).map_or(&[][..], BodyKind::names);
            [body.id.as_str(), body.name.as_str()]
                .into_iter()
                .chain(kind.iter().copied())
        });
        let help = if let Some(meant) = meant(word, known) {
            meant
        } else if bodies.is_empty() {
            words!(
                "先在这个地方的 _index.md 的“组织”里写上它",
                "first name it under `bodies` in the _index.md of the place"
            )
        } else {
            let zh: Vec<&str> = bodies
                .iter()
                .map(|body| match BodyKind::find(&body.id) {
                    Some(kind) => kind.names()[0],
                    None => body.id.as_str(),
                })
                .collect();
            let en: Vec<&str> = bodies.iter().map(|body| body.id.as_str()).collect();
            let (zh, en) = (zh.join("、"), en.join(", "));
            words!(
                "可以写：{zh}；别的组织先写进 _index.md 的“组织”里",
                "known here: {en}; name others under `bodies` in an _index.md first"
            )
        };
        Err(Fault::new(
            "unknown-body",
            words!("这里没有“{word}”这个组织", "there is no body `{word}` here"),
        )
        .at(word)
        .help(help))
    }

    /// The place of a path from the root.
    ///
    /// # Errors
    ///
    /// There is none; names the nearest.
    pub fn place_at(&self, path: &str) -> Result<PlaceId, Fault> {
        let folder = path.trim_matches('/');
        self.index.place(folder).ok_or_else(|| {
            let places = self.index.places.iter();
            let known: Vec<String> = places.map(|entry| format!("/{}", entry.folder)).collect();
            let written = format!("/{folder}");
            let help = meant(&written, known.iter().map(String::as_str));
            let help = help.unwrap_or_else(|| {
                words!(
                    "写从根开始的文件夹路径，例如 /dongheng",
                    "write the path of its folder from the root, for example /dongheng"
                )
            });
            Fault::new(
                "unknown-place",
                words!("没有“{path}”这个地方", "there is no place `{path}`"),
            )
            .at(path)
            .help(help)
        })
    }

    /// The places of a list of paths; those that are not there are told.
    pub fn places_of(
        &self,
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
        key: &str,
    ) -> Vec<PlaceId> {
        let mut places = Vec::new();
        let Some(node) = fields.get(key) else {
            return places;
        };
        for (path, range) in reader.texts(node) {
            match self.place_at(&path) {
                Ok(place) => places.push(place),
                Err(fault) => reader.fault(&range, fault),
            }
        }
        places
    }

    /// The place below this one with this name, or whose folder it is (from the root, or from here).
    ///
    /// # Errors
    ///
    /// There is none; names the nearest.
    pub fn place_below(&self, word: &str) -> Result<PlaceId, Fault> {
        let folder = word.trim_matches('/');
        let here = self.places.get(self.place.index());
        let within = here.map_or("", |here| here.folder.as_str());
        let is = |place: &Place| {
            let below = place.folder.strip_prefix(within).unwrap_or_default();
            let is_here = below.trim_matches('/') == folder || place.folder == folder;
            is_here || place.is_called(word)
        };
        let below = |place: &&Place| {
            place.id != self.place && place::is_within(self.places, place.id, self.place)
        };
        let mut places = self.places.iter().filter(below);
        if let Some(place) = places.clone().find(|place| is(place)) {
            return Ok(place.id);
        }
        let known: Vec<&str> = places.by_ref().map(|place| place.title.as_str()).collect();
        let list = known.join("、");
        let help = meant(word, known.iter().copied()).unwrap_or_else(|| {
            words!(
                "写下面一个地方的名称：{list}",
                "write the name of a place below this one: {list}"
            )
        });
        Err(Fault::new(
            "unknown-place",
            words!(
                "下面没有“{word}”这个地方",
                "there is no place `{word}` below this one"
            ),
        )
        .at(word)
        .help(help))
    }

    /// The place with this name or path: one below this one, else any other.
    ///
    /// # Errors
    ///
    /// There is none; names the nearest.
    pub fn place_called(&self, word: &str) -> Result<PlaceId, Fault> {
        if let Ok(place) = self.place_below(word) {
            return Ok(place);
        }
        let mut called = self.places.iter().filter(|place| place.is_called(word));
        match (called.next(), called.next()) {
            (Some(place), None) => Ok(place.id),
            _ if word.starts_with('/') => self.place_at(word),
            _ => self.place_below(word),
        }
    }

    /// The body of this name, or else the words themselves.
    pub fn party(&self, word: &str) -> Party {
        self.find_body(word).map_or_else(
            || Party::Words(word.to_owned()),
            |(place, at)| Party::Body(place, at),
        )
    }

    /// Whom a word under `applies_to` names.
    pub fn target(&self, word: String) -> Target {
        let here = self.places.get(self.place.index());
        if here.is_some_and(|place| place.has_building(&word)) {
            return Target::Building(word);
        }
        let folder = word.trim_matches('/');
        let is = |place: &Place| place.is_called(&word) || place.folder == folder;
        let below = |place: &&Place| {
            place.id != self.place && place::is_within(self.places, place.id, self.place)
        };
        let mut named = self.places.iter().filter(|place| is(place)).filter(below);
        named.next().map_or_else(
            || Target::Words(word.clone()),
            |place| Target::Place(place.id),
        )
    }

    /// The record of a reference: `issues/name` at this place, `/place/issues/name` from anywhere.
    ///
    /// # Errors
    ///
    /// There is no such record; names the nearest.
    pub fn record(&self, reference: &str) -> Result<RecordId, Fault> {
        let written = reference.trim();
        let here = self
            .places
            .get(self.place.index())
            .map_or("", |place| place.folder.as_str());
        let plain = written.strip_suffix(".md").unwrap_or(written);
        let key = reference_key(plain, here);
        if let Some(id) = key.as_deref().and_then(|key| self.index.record(key)) {
            return Ok(id);
        }
        // A Mac writes an accent as a character of its own; a keyboard writes both as one.
        let composed = key.as_deref().filter(|key| !key.is_ascii()).map(composed);
        let same = composed.and_then(|key| {
            let mut keys = self.index.record_keys();
            keys.find(|known| !known.is_ascii() && self::composed(known) == key)
        });
        if let Some(id) = same.and_then(|key| self.index.record(key)) {
            return Ok(id);
        }
        let wanted = key.as_deref().unwrap_or(plain);
        let nearest = nearest(wanted, self.index.record_keys());
        let help = match nearest {
            _ if written.contains(['、', '，']) => words!(
                "几条记录之间用半角逗号：[issues/a, issues/b]",
                "divide several records by plain commas: [issues/a, issues/b]"
            ),
            Some(best) => {
                let best = best
                    .strip_prefix(here)
                    .map(|rest| rest.trim_start_matches('/'))
                    .filter(|rest| rest.split('/').count() == 2)
                    .map_or_else(|| format!("/{best}"), str::to_owned);
                words!("您是不是想写“{best}”？", "did you mean `{best}`?")
            }
            None => words!(
                "写文件的路径，不带 .md，例如 issues/2026-03-02-gate",
                "write the path of the file without .md, for example issues/2026-03-02-gate"
            ),
        };
        Err(Fault::new(
            "unknown-record",
            words!("找不到记录“{written}”", "there is no record `{written}`"),
        )
        .at(written)
        .help(help))
    }
}

/// A name with each accent as a part of its letter.
pub(super) fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// The key of a reference: its path with the English name of the kind folder.
fn reference_key(reference: &str, here: &str) -> Option<String> {
    let (full, path) = match reference.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, reference),
    };
    let mut parts = path.rsplitn(3, '/');
    let (name, kind, folder) = (parts.next()?, parts.next()?, parts.next());
    let kind = Kind::of_folder(kind)?;
    match (full, folder) {
        (true, folder) => Some(record_key(folder.unwrap_or(""), kind, name)),
        (false, None) => Some(record_key(here, kind, name)),
        (false, Some(_)) => None,
    }
}
