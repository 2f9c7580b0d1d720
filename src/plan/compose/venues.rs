//! Venues of a place, and where meetings and activities are held.

use super::Composer;
use super::frame::Belongs;
use super::mechanism::mechanism_link;
use crate::model::contact;
use crate::model::keyed::Kind;
use crate::model::place::Place;
use crate::model::venue::{self, Spot};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view;
use crate::plan::view::frame::{Contact, Link};
use crate::plan::view::venues::{Room, Venue, VenueLink, VenuesView};

/// How many of the latest meetings and activities a venue names.
const LATEST: usize = 5;

impl Composer<'_> {
    /// Venues of a place.
    pub(super) fn venues_page(&self, id: PlaceId, page: &SitePath) -> VenuesView {
        let place = self.model.place(id);
        let uses = self.model.venue_uses(id);
        let venues = place.venues.iter().zip(&uses).enumerate();
        VenuesView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Venues,
            ),
            venues: venues
                .map(|(at, (venue, uses))| self.venue(id, at, venue, uses, page))
                .collect(),
        }
    }

    fn venue(
        &self,
        id: PlaceId,
        at: usize,
        venue: &venue::Venue,
        uses: &venue::VenueUses,
        page: &SitePath,
    ) -> Venue {
        let mechanism = venue.mechanism;
        let mechanism = mechanism.and_then(|at| self.model.mechanisms().get(at));
        let stand = mechanism.and_then(|of| self.model.stands(of, id));
        let rooms = venue.rooms.iter().zip(&uses.rooms).enumerate();
        let count = |records: &[RecordId]| self.count(records, None, page);
        let of_kind = |kind: Kind| {
            let records = uses.all.held.iter();
            let records = records.filter_map(|id| self.model.record(*id));
            records.filter(|record| record.kind == kind).count()
        };
        let latest = uses.all.held.len().min(LATEST);
        Venue {
            id: anchor(at, None),
            name: venue.name.clone(),
            mechanism: mechanism.map(|of| mechanism_link(of, page)),
            state: stand.map(|stand| stand.adoption.state.key()),
            functions: venue.functions.named.clone(),
            function_count: venue.functions.written,
            contact: contact_of(venue),
            note: venue.note.clone(),
            rooms: rooms
                .map(|(number, (room, uses))| {
                    let phone = room.phone.as_ref().or(venue.phone.as_ref());
                    Room {
                        id: anchor(at, Some(number)),
                        name: room.name.clone(),
                        functions: room.functions.clone(),
                        common_hours: room.hours.is_none() && venue.hours.is_some(),
                        hours: room.hours.as_ref().or(venue.hours.as_ref()).cloned(),
                        tel: phone.map(|phone| contact::dialled(phone)),
                        phone: phone.cloned(),
                        note: room.note.clone(),
                        held: count(&uses.held),
                        coming: count(&uses.coming),
                    }
                })
                .collect(),
            held: uses.all.held.len(),
            elsewhere: count(&uses.elsewhere.held),
            meetings: of_kind(Kind::Meeting),
            activities: of_kind(Kind::Activity),
            coming: self.rows_of(id, &uses.all.coming, page),
            latest: self.rows_of(id, &uses.all.held[..latest], page),
        }
    }

    /// The venues of a place and of those above it, nearest first.
    pub(super) fn venue_links(&self, id: PlaceId, page: &SitePath) -> Vec<VenueLink> {
        let here = self.model.place(id);
        let above = self.model.above(id).into_iter().rev();
        let places = std::iter::once(here).chain(above.filter(|above| above.demo == here.demo));
        Self::venues_of(id, places, page)
    }

    /// The venues of places as links from a page of a place.
    pub(super) fn venues_of<'p>(
        id: PlaceId,
        places: impl Iterator<Item = &'p Place>,
        page: &SitePath,
    ) -> Vec<VenueLink> {
        let venues = places.flat_map(|place| {
            let venues = place.venues.iter().enumerate();
            venues.map(move |(at, venue)| (place, at, venue))
        });
        venues
            .map(|(place, at, venue)| {
                let list = page.relative(&routes::venues(&place.folder));
                VenueLink {
                    venue: Link {
                        title: venue.name.clone(),
                        href: format!("{list}#{}", anchor(at, None)),
                    },
                    place: (place.id != id).then(|| place.title.clone()),
                    contact: contact_of(venue),
                    rooms: venue.rooms.len(),
                }
            })
            .collect()
    }

    /// The venues that are run under a mechanism, of all places.
    pub(super) fn venues_under(
        &self,
        mechanism: usize,
        page: &SitePath,
    ) -> Vec<(Link, Link, bool)> {
        let mut found = Vec::new();
        for id in self.model.family(PlaceId::ROOT) {
            let place = self.model.place(id);
            for (at, venue) in place.venues.iter().enumerate() {
                if venue.mechanism == Some(mechanism) {
                    let list = page.relative(&routes::venues(&place.folder));
                    let link = Link {
                        title: venue.name.clone(),
                        href: format!("{list}#{}", anchor(at, None)),
                    };
                    found.push((link, self.place_link(id, page), place.demo));
                }
            }
        }
        found.sort_by_key(|(.., demo)| *demo);
        found
    }

    /// Where a meeting or an activity is held.
    pub(super) fn spot(
        &self,
        words: Option<&str>,
        spot: Option<Spot>,
        page: &SitePath,
    ) -> Option<view::venues::Spot> {
        let words = words?.to_owned();
        let known = spot.and_then(|spot| Some((spot, self.model.venue(spot)?)));
        let Some((spot, venue)) = known else {
            return Some(view::venues::Spot {
                words,
                venue: None,
                room: None,
                address: None,
                href: None,
            });
        };
        let folder = &self.model.place(spot.place).folder;
        let list = page.relative(&routes::venues(folder));
        let room = spot.room.and_then(|room| venue.rooms.get(room));
        Some(view::venues::Spot {
            words,
            venue: Some(venue.name.clone()),
            room: room.map(|room| room.name.clone()),
            address: venue.place.clone(),
            href: Some(format!("{list}#{}", anchor(spot.venue, spot.room))),
        })
    }
}

/// The anchor of a venue or a room on the page of venues.
fn anchor(venue: usize, room: Option<usize>) -> String {
    let venue = venue + 1;
    room.map_or_else(
        || format!("venue-{venue}"),
        |room| format!("venue-{venue}-{}", room + 1),
    )
}

fn contact_of(venue: &venue::Venue) -> Contact {
    Contact {
        tel: venue.phone.as_deref().map(contact::dialled),
        phone: venue.phone.clone(),
        hours: venue.hours.clone(),
        place: venue.place.clone(),
    }
}
