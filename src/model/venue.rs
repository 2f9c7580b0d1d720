//! Venues of a place with their rooms, and what takes place there. What nobody wrote of them, such
//! as their hours, is unknown.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::contact;
use super::counts::Reach;
use super::grid::Several;
use super::keyed::Kind;
use super::place::Place;
use super::record::{Facts, Record};
use super::scope::Scope;
use super::{Model, PlaceId, RecordId, keys, meeting, slip, value};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// A venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Name.
    pub name: String,
    /// The mechanism under which it is run, by its position.
    pub mechanism: Option<usize>,
    /// What it is for, or for how many things.
    pub functions: Several<String>,
    /// Telephone for booking.
    pub phone: Option<String>,
    /// Opening hours as written.
    pub hours: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// Note.
    pub note: Option<String>,
}

/// A room of a venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Name.
    pub name: String,
    /// What it is for.
    pub functions: Vec<String>,
    /// Telephone for booking, if it is not that of the venue.
    pub phone: Option<String>,
    /// Opening hours, if they are not those of the venue.
    pub hours: Option<String>,
    /// Note.
    pub note: Option<String>,
}

/// A venue or room where something takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// The place that has the venue.
    pub place: PlaceId,
    /// The venue, by its position there.
    pub venue: usize,
    /// The room, by its position in the venue.
    pub room: Option<usize>,
}

/// Reads the venues of a place.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Vec<Venue> {
    let mut venues: Vec<Venue> = Vec::new();
    let Some(node) = fields.get("venues") else {
        return venues;
    };
    for item in reader.items(node) {
        let Some(venue) = venue(reader, item, scope) else {
            continue;
        };
        if venues.iter().any(|other| is_same(&other.name, &venue.name)) {
            twice(reader, &item.range, &venue.name);
        } else {
            venues.push(venue);
        }
    }
    venues
}

fn venue(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Venue> {
    const SHAPE: &str = "`桃园邻里中心 0731-00000000 每天9:00-20:00 3号楼一层`";
    let mut venue = Venue {
        name: String::new(),
        mechanism: None,
        functions: Several::NONE,
        phone: None,
        hours: None,
        place: None,
        rooms: Vec::new(),
        note: None,
    };
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        words.next()?.clone_into(&mut venue.name);
        let words: Vec<&str> = words.collect();
        let contact = contact::from_words(&words);
        (venue.phone, venue.hours, venue.place) = (contact.phone, contact.hours, contact.place);
        return Some(venue);
    }
    let fields = reader.fields(node, &[keys::VENUE], SHAPE)?;
    let name = reader.text_of(&fields, "name");
    if name.is_none() {
        reader.missing(&node.range, keys::VENUE[0], "桃园邻里中心");
    }
    venue.mechanism = reader.parse_of(&fields, "mechanism", |name| meeting::mechanism(name, scope));
    if let Some(node) = fields.get("functions") {
        let written = node.scalar().and_then(|text| value::count(text).ok());
        venue.functions = match written {
            Some(count) => Several::number(count),
            None => Several {
                named: once_each(reader, node),
                written: None,
            },
        };
    }
    venue.phone = phone(reader, &fields);
    venue.hours = reader.text_of(&fields, "hours");
    venue.place = reader.text_of(&fields, "place");
    venue.note = reader.text_of(&fields, "note");
    if let Some(node) = fields.get("rooms") {
        for item in reader.items(node) {
            let Some(room) = room(reader, item) else {
                continue;
            };
            let mut others = venue.rooms.iter();
            if others.any(|other| is_same(&other.name, &room.name)) {
                twice(reader, &item.range, &room.name);
            } else {
                venue.rooms.push(room);
            }
        }
    }
    venue.name = name?;
    Some(venue)
}

fn room(reader: &mut Reader<'_>, node: &Node) -> Option<Room> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace().map(str::to_owned);
        return Some(Room {
            name: words.next()?,
            functions: words.collect(),
            phone: None,
            hours: None,
            note: None,
        });
    }
    let fields = reader.fields(node, &[keys::ROOM], "`恒星志愿站 志愿服务`")?;
    let name = reader.text_of(&fields, "name");
    if name.is_none() {
        reader.missing(&node.range, keys::ROOM[0], "恒星志愿站");
    }
    let functions = fields.get("functions");
    Some(Room {
        functions: functions.map_or_else(Vec::new, |node| once_each(reader, node)),
        phone: phone(reader, &fields),
        hours: reader.text_of(&fields, "hours"),
        note: reader.text_of(&fields, "note"),
        name: name?,
    })
}

fn phone(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<String> {
    let node = fields.get("phone")?;
    contact::phone(reader, node)
}

/// Names of a list, each of which may stand there once.
fn once_each(reader: &mut Reader<'_>, node: &Node) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, range) in reader.texts(node) {
        if names.iter().any(|other| is_same(other, &name)) {
            twice(reader, &range, &name);
        } else {
            names.push(name);
        }
    }
    names
}

fn twice(reader: &mut Reader<'_>, range: &Range<usize>, name: &str) {
    let message = words!("“{name}”重复出现", "`{name}` appears twice");
    let help = words!(
        "删去其中一个，或给它另起一个名称",
        "remove one of them, or give it another name"
    );
    reader.fault(range, Fault::new("duplicate-key", message).help(help));
}

/// Reads where a meeting or an activity takes place: the words, and the venue that they name.
pub(super) fn read_spot(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    scope: Scope<'_>,
) -> (Option<String>, Option<Spot>) {
    let venue = reader.text_of(fields, "venue");
    let room = reader.text_of(fields, "room");
    let spot = match (venue.as_deref(), room.as_deref()) {
        (None, None) => return (None, None),
        (Some(words), None) | (None, Some(words)) => find(scope, words),
        (Some(venue), Some(room)) => match find(scope, venue) {
            Some(spot) if spot.room.is_none() => Some(Spot {
                room: room_of(scope.places, spot, room),
                ..spot
            }),
            spot => spot,
        },
    };
    // A venue without the room that is written tells less than the words: a slip of the pen.
    let is_found = spot.is_some_and(|spot| room.is_none() || spot.room.is_some());
    if !is_found {
        for key in ["venue", "room"] {
            near(reader, fields, key, scope);
        }
    }
    let words: Vec<&str> = venue.iter().chain(&room).map(String::as_str).collect();
    (Some(words.join(" ")), spot)
}

/// The venue or room of these words: of the place, else of the nearest above. They name a venue, a
/// room of which there is one, or a venue and its room.
fn find(scope: Scope<'_>, words: &str) -> Option<Spot> {
    let places = reachable(scope);
    places.into_iter().find_map(|place| {
        let at = |venue: usize, room: Option<usize>| Spot {
            place: place.id,
            venue,
            room,
        };
        let venues = || place.venues.iter().enumerate();
        let named = venues().find(|(_, venue)| is_same(&venue.name, words));
        if let Some((venue, _)) = named {
            return Some(at(venue, None));
        }
        let both = venues().find_map(|(at, venue)| {
            let rest = plain(words);
            let rest = rest.strip_prefix(&plain(&venue.name))?;
            let room = venue
                .rooms
                .iter()
                .position(|room| plain(&room.name) == rest);
            Some((at, room?))
        });
        if let Some((venue, room)) = both {
            return Some(at(venue, Some(room)));
        }
        let mut rooms = venues().flat_map(|(at, venue)| {
            let rooms = venue.rooms.iter().enumerate();
            let same = rooms.filter(|(_, room)| is_same(&room.name, words));
            same.map(move |(room, _)| (at, room))
        });
        let first = rooms.next();
        // Two venues may have a room of one name: then the words do not tell which is meant.
        let (venue, room) = first.filter(|_| rooms.next().is_none())?;
        Some(at(venue, Some(room)))
    })
}

fn room_of(places: &[Place], spot: Spot, words: &str) -> Option<usize> {
    let venue = places.get(spot.place.index())?.venues.get(spot.venue)?;
    let mut rooms = venue.rooms.iter();
    rooms.position(|room| is_same(&room.name, words))
}

/// The place and those above it, nearest first; real ones have no venues for invented ones.
fn reachable(scope: Scope<'_>) -> Vec<&Place> {
    let mut chain = scope.chain().peekable();
    let demo = chain.peek().is_some_and(|place| place.demo);
    chain.filter(|place| place.demo == demo).collect()
}

/// A name without what is written in several ways: spaces, quotes, the sign between two parts.
fn plain(name: &str) -> String {
    let is_sign = |c: char| c.is_whitespace() || "“”‘’\"'·・-—/，,、（）()".contains(c);
    let chars = name.chars().filter(|c| !is_sign(*c));
    chars.map(value::narrow).collect()
}

fn is_same(one: &str, two: &str) -> bool {
    one == two || plain(one) == plain(two)
}

/// Warns of words that differ from the name of a venue or room by one character.
fn near(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str, scope: Scope<'_>) {
    let Some((node, words)) = fields
        .get(key)
        .and_then(|node| Some((node, node.scalar()?)))
    else {
        return;
    };
    let venues = reachable(scope).into_iter().flat_map(|place| &place.venues);
    let names = venues.flat_map(|venue| {
        let rooms = venue.rooms.iter().map(|room| room.name.as_str());
        std::iter::once(venue.name.as_str()).chain(rooms)
    });
    let mut names: Vec<&str> = names.collect();
    if names.iter().any(|name| is_same(name, words)) {
        return;
    }
    names.retain(|name| slip::is_between(&plain(name), &plain(words)));
    let Some(name) = names.first() else {
        return;
    };
    reader.diagnostics.push(
        Diagnostic::warning(
            "similar-venue",
            reader.span(&node.range),
            words!(
                "“{words}”与场所“{name}”只差一个字，没有算在它那里",
                "`{words}` differs from the venue `{name}` by one character and is not counted there"
            ),
        )
        .help(words!(
            "就是它，就写“{name}”；是别处，就在“知悉”里写 `similar-venue 不是同一处`",
            "if it is meant, write `{name}`; if not, write `similar-venue it is another one` under `acknowledge`"
        )),
    );
}

/// Meetings and activities at a venue or in a room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// What took place, newest first.
    pub held: Vec<RecordId>,
    /// What is still to come, soonest first.
    pub coming: Vec<RecordId>,
}

/// What takes place at a venue: each record stands in one room, or in none that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VenueUses {
    /// Anywhere in it.
    pub all: Uses,
    /// In each of its rooms.
    pub rooms: Vec<Uses>,
    /// Where no room is named.
    pub elsewhere: Uses,
}

impl Record {
    /// The venue or room where a meeting or an activity takes place, if one is known.
    pub fn spot(&self) -> Option<Spot> {
        match &self.facts {
            Facts::Meeting(meeting) => meeting.spot,
            Facts::Activity(activity) => activity.spot,
            _ => None,
        }
    }
}

impl Model {
    /// A venue.
    pub fn venue(&self, spot: Spot) -> Option<&Venue> {
        self.place(spot.place).venues.get(spot.venue)
    }

    /// What takes place at each venue of a place: meetings and activities of it and of places below.
    pub fn venue_uses(&self, place: PlaceId) -> Vec<VenueUses> {
        let venues = &self.place(place).venues;
        let mut uses: Vec<VenueUses> = venues
            .iter()
            .map(|venue| VenueUses {
                rooms: vec![Uses::default(); venue.rooms.len()],
                ..VenueUses::default()
            })
            .collect();
        if uses.is_empty() {
            return uses;
        }
        let places = self.reach(place, Reach::WithBelow).into_iter();
        let kinds = [Kind::Meeting, Kind::Activity];
        let records = places.flat_map(|id| kinds.map(|kind| self.records_at(id, kind)));
        let mut found: Vec<(chrono::NaiveDate, Spot, &Record)> = records
            .flatten()
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| {
                let spot = record.spot().filter(|spot| spot.place == place)?;
                Some((record.occasion()?.day(), spot, record))
            })
            .collect();
        found.sort_by(|a, b| (a.0, &a.2.key).cmp(&(b.0, &b.2.key)));
        for (_, spot, record) in found {
            let Some(of) = uses.get_mut(spot.venue) else {
                continue;
            };
            let Some(occasion) = record.occasion() else {
                continue;
            };
            let room = spot.room.and_then(|room| of.rooms.get_mut(room));
            for list in [&mut of.all, room.unwrap_or(&mut of.elsewhere)] {
                if occasion.was_held(self.today) {
                    list.held.push(record.id);
                } else if occasion.is_coming(self.today) {
                    list.coming.push(record.id);
                }
            }
        }
        for of in &mut uses {
            let rooms = of.rooms.iter_mut();
            for list in rooms.chain([&mut of.all, &mut of.elsewhere]) {
                list.held.reverse();
            }
        }
        uses
    }
}
