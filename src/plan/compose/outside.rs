//! What is told of records outside of pages: addresses that lead back to the site, ids that stay
//! when files are renamed or the site moves, and moments.

use chrono::{FixedOffset, NaiveDate};

use super::{Composer, is_erased, iso};
use crate::model::PlaceId;
use crate::model::counts::Reach;
use crate::model::keyed::Kind;
use crate::model::record::Record;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::source;

impl Composer<'_> {
    /// The way from a file that is read outside of the site: the full address where the site has
    /// one, else relative to the file.
    pub(super) fn way(&self, file: &SitePath, target: &SitePath) -> String {
        match &self.site.base_url {
            Some(base) => target.in_full(base),
            None => ascii(&file.relative(target)),
        }
    }

    /// The page of a record; of an erased one its short address, as the name of its file may say
    /// what was erased.
    pub(super) fn page_of(&self, record: &Record) -> SitePath {
        if is_erased(record) {
            routes::short(&record.code)
        } else {
            self.address(record)
        }
    }

    /// An id that no other site has and that stays the same when files are renamed, when the site
    /// moves to another address, and when a record says something else. It is made of the title of
    /// the site, as codes of two sites may be equal, and of what names the thing on it.
    pub(super) fn lasting_id(&self, sort: &str, name: &str) -> String {
        let seed = ["gongshi", self.site.title.as_str(), sort, name].join("\n");
        let mut bytes = source::hash(seed.as_bytes());
        // A UUID of version 8 (RFC 9562), which leaves to us how it is made.
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = source::hex(&bytes);
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
        parts.map(|(from, to)| part(from, to)).join("-")
    }

    /// The id of a record for feeds and data.
    pub(super) fn urn(&self, record: &Record) -> String {
        ["urn:uuid:", &self.lasting_id("record", &record.code)].concat()
    }

    /// The first moment of a day where the site is.
    pub(super) fn moment(&self, day: NaiveDate) -> String {
        let zone = self.model.zone();
        format!("{}T00:00:00{zone}", iso(day))
    }

    /// The offset of the site from universal time, in minutes.
    pub(super) fn zone_minutes(&self) -> i32 {
        FixedOffset::local_minus_utc(&self.model.zone()) / 60
    }

    /// All records that a place lists, of all kinds.
    pub(super) fn all_listed(&self, id: PlaceId) -> Vec<&Record> {
        let places = self.model.reach(id, Reach::WithBelow);
        let mut records = Vec::new();
        for place in places {
            for kind in Kind::ALL {
                records.extend(self.model.records_at(place, kind));
            }
        }
        records
    }

    /// The name of the place of a record, where that is another one.
    pub(super) fn other_place(&self, id: PlaceId, record: &Record) -> Option<String> {
        (record.place != id).then(|| self.model.place(record.place).title.clone())
    }
}

/// An address in which only ASCII stands, as other programs want it.
fn ascii(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push('%');
                let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
                out.push(digit(byte >> 4).to_ascii_uppercase());
                out.push(digit(byte & 15).to_ascii_uppercase());
            }
        }
    }
    out
}
