//! Venues of a place.

use serde::Serialize;

use super::counts::Count;
use super::frame::{Contact, Frame, Link};
use super::row::Row;

/// Venues of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VenuesView {
    /// What stands around it.
    pub frame: Frame,
    /// The venues.
    pub venues: Vec<Venue>,
}

/// A venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Venue {
    /// Where it stands on the page.
    pub id: String,
    /// Name.
    pub name: String,
    /// The mechanism under which it is run.
    pub mechanism: Option<Link>,
    /// Where that stands here: `planned`, `exploring`, `pilot` or `adopted`.
    pub state: Option<&'static str>,
    /// What it is for.
    pub functions: Vec<String>,
    /// For how many things it is, where only that is known.
    pub function_count: Option<u64>,
    /// Telephone for booking, hours and address; none of what is not known.
    pub contact: Contact,
    /// Note as written.
    pub note: Option<String>,
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// How often something took place there: as many as in all rooms and in none that is named.
    pub held: usize,
    /// In how many of these no room is named.
    pub elsewhere: Count,
    /// Meetings that took place there.
    pub meetings: usize,
    /// Activities that took place there.
    pub activities: usize,
    /// What is still to come, soonest first.
    pub coming: Vec<Row>,
    /// What took place there last, newest first.
    pub latest: Vec<Row>,
}

/// A room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Where it stands on the page.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub functions: Vec<String>,
    /// Opening hours, else those of the venue.
    pub hours: Option<String>,
    /// The hours are those of the venue.
    pub common_hours: bool,
    /// Telephone for booking, else that of the venue.
    pub phone: Option<String>,
    /// Its digits for a `tel:` link.
    pub tel: Option<String>,
    /// Note as written.
    pub note: Option<String>,
    /// What took place there.
    pub held: Count,
    /// What is still to come there.
    pub coming: Count,
}

/// Where a meeting or an activity is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// Venue and room as written.
    pub words: String,
    /// Name of the venue, if it is known.
    pub venue: Option<String>,
    /// Name of the room, if it is known.
    pub room: Option<String>,
    /// Where the venue is, if that is known.
    pub address: Option<String>,
    /// Where it stands on the page of venues, relative to the page.
    pub href: Option<String>,
}

/// A venue on the home page of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VenueLink {
    /// The venue on its page.
    pub venue: Link,
    /// Name of its place, where that is one above.
    pub place: Option<String>,
    /// Telephone, hours and address.
    pub contact: Contact,
    /// How many rooms it has.
    pub rooms: usize,
}
