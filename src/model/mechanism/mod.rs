//! Mechanisms: ways of working, which bodies take part, when they meet, what they are for, how they
//! changed, and where they stand.

mod order;
mod read;
mod since;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::PlaceId;
use super::keyed::{Adopted, BodyKind, Category, Every, Level, MeetingType, PartSource};
use super::place::{self, Place};
use super::text::Text;

pub use read::read;
pub use since::Since;

/// A way of working.
#[derive(Debug, Clone)]
pub struct Mechanism {
    /// Last part of its address.
    pub name: String,
    /// Title.
    pub title: String,
    /// It is invented.
    pub demo: bool,
    /// The level of the places that carry it out.
    pub level: Level,
    /// Kinds of its standing bodies.
    pub bodies: Vec<BodyKind>,
    /// Its rhythm.
    pub rhythm: Vec<String>,
    /// Meetings that it wants, with how often.
    pub meets: Vec<(MeetingType, Every)>,
    /// The least and the most issues to be raised each week, if it says so.
    pub issues_per_week: Option<(u64, u64)>,
    /// Within how many days what was agreed or solved is to be posted, if it says so.
    pub publish_within: Option<u64>,
    /// The fewest and the most households that a grid should have, if it says so.
    pub households_per_grid: Option<(u64, u64)>,
    /// What it is for.
    pub goals: Vec<Said>,
    /// What is shared under it.
    pub shares: Vec<Said>,
    /// Which functions it joins.
    pub functions: Vec<Said>,
    /// What its name means.
    pub meanings: Vec<Said>,
    /// What it is made of, in the order written.
    pub parts: Vec<MechanismPart>,
    /// How it changed, oldest first.
    pub versions: Vec<Version>,
    /// Where it stands, in the order written: the last entry of a place is the present one.
    pub adoption: Vec<Adoption>,
    /// For each place of which something is written, where in `adoption`. Most pages ask for one
    /// place, of which there may be thousands.
    by_place: BTreeMap<PlaceId, Vec<usize>>,
    /// Text.
    pub text: Text,
}

impl Mechanism {
    /// Issues to be raised each week where a mechanism says nothing else: one or two.
    pub const PER_WEEK: (u64, u64) = (1, 2);

    /// The least and the most issues to be raised each week.
    pub fn per_week(&self) -> (u64, u64) {
        self.issues_per_week.unwrap_or(Self::PER_WEEK)
    }

    /// Where it stands at a place on a day; none if nothing is written of that.
    pub fn at(&self, place: PlaceId, today: NaiveDate) -> Option<&Adoption> {
        self.history(place)
            .rfind(|adoption| adoption.has_begun(today))
    }

    /// Whether it is carried out at a place on a day; where nothing is written of that, at the
    /// nearest place above of which something is. What real places say does not hold for invented
    /// ones below them.
    pub fn is_in_use(&self, places: &[Place], place: PlaceId, today: NaiveDate) -> bool {
        let demo = places[place.index()].demo;
        let mut up = place::up(places, place).take_while(|here| here.demo == demo);
        let nearest = up.find_map(|place| self.at(place.id, today));
        nearest.is_some_and(|of| of.state.is_at_work())
    }

    /// All that is written of a place, in the order written.
    pub fn history(&self, place: PlaceId) -> impl DoubleEndedIterator<Item = &Adoption> {
        let of_place = self.by_place.get(&place).into_iter().flatten();
        of_place.filter_map(move |at| self.adoption.get(*at))
    }

    /// Whether meetings of a type belong to it, this often.
    pub fn wants(&self, meeting: MeetingType, every: Every) -> bool {
        self.meets.contains(&(meeting, every))
    }

    /// The types of its meetings that are to be held this often.
    pub fn types(&self, every: Every) -> impl Iterator<Item = MeetingType> {
        let meets = self.meets.iter().filter(move |(_, of)| *of == every);
        meets.map(|(kind, _)| *kind)
    }
}

/// A goal, a share, a function or a meaning: a name, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its name: `环境舒心`, `汇`.
    pub name: String,
    /// What it says, if more is written than its name.
    pub text: Option<String>,
}

/// A part of a mechanism, which is filled from records of the places that carry it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MechanismPart {
    /// Its name: `公共收益公开透明`.
    pub name: String,
    /// From which records.
    pub source: PartSource,
    /// Of issues: only those of these categories; none written: those that the source says.
    pub categories: Vec<Category>,
    /// What it says, if more is written than its name.
    pub text: Option<String>,
}

impl MechanismPart {
    /// Whether it is about an issue of a category.
    pub fn takes(&self, category: Option<Category>) -> bool {
        if !self.categories.is_empty() {
            return category.is_some_and(|category| self.categories.contains(&category));
        }
        self.source != PartSource::Disputes || category == Some(Category::Dispute)
    }
}

/// A version of a mechanism.
#[derive(Debug, Clone)]
pub struct Version {
    /// Since when.
    pub date: Since,
    /// What changed.
    pub change: String,
    /// Why, if that is written.
    pub reason: Option<String>,
    /// Where it changed, if not wherever it is carried out.
    pub place: Option<PlaceId>,
}

/// Where a mechanism stands.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The place.
    pub place: PlaceId,
    /// How far it is adopted there.
    pub state: Adopted,
    /// Since when.
    pub since: Option<Since>,
    /// Note.
    pub note: Option<String>,
}

impl Adoption {
    /// It has begun by a day. One of which nobody wrote since when has.
    pub fn has_begun(&self, today: NaiveDate) -> bool {
        let since = self.since.as_ref();
        since.is_none_or(|since| since.first <= today)
    }
}

impl Adopted {
    /// Whether a mechanism is carried out, on trial or for good.
    pub fn is_at_work(self) -> bool {
        matches!(self, Adopted::Pilot | Adopted::Adopted)
    }
}
