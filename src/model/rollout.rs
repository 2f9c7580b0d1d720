//! Where mechanisms stand: what is written of a place itself, or else of a place above.

use super::keyed::Adopted;
use super::mechanism::{Adoption, Mechanism};
use super::place::Place;
use super::{Model, PlaceId};

/// Where a mechanism stands at a place.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'m> {
    /// What is written.
    pub adoption: &'m Adoption,
    /// It is written of the place itself, and not of one above.
    pub is_own: bool,
}

/// The places that are to carry out a mechanism, by where it stands at them; each is in one list.
/// Invented places are counted apart from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// For good.
    pub adopted: Vec<PlaceId>,
    /// On trial.
    pub pilot: Vec<PlaceId>,
    /// Explored.
    pub exploring: Vec<PlaceId>,
    /// Planned.
    pub planned: Vec<PlaceId>,
    /// Only a place above says something.
    pub above: Vec<PlaceId>,
    /// Nobody says anything.
    pub unsaid: Vec<PlaceId>,
}

impl Progress {
    /// The lists with their keys, the furthest first. Together they are all places.
    pub fn parts(&self) -> [(&'static str, &[PlaceId]); 6] {
        [
            (Adopted::Adopted.key(), &self.adopted),
            (Adopted::Pilot.key(), &self.pilot),
            (Adopted::Exploring.key(), &self.exploring),
            (Adopted::Planned.key(), &self.planned),
            ("above", &self.above),
            ("unsaid", &self.unsaid),
        ]
    }

    /// How many places there are.
    pub fn total(&self) -> usize {
        self.parts().iter().map(|(_, places)| places.len()).sum()
    }
}

impl Model {
    /// Where a mechanism stands at a place today. What a real place says does not hold for an
    /// invented one below it.
    pub fn stands<'m>(&'m self, mechanism: &'m Mechanism, id: PlaceId) -> Option<Stand<'m>> {
        let here = self.place(id);
        let chain =
            std::iter::successors(Some(here), |place: &&Place| Some(self.place(place.parent?)));
        chain
            .take_while(|place| place.demo == here.demo)
            .find_map(|place| mechanism.at(place.id, self.today))
            .map(|adoption| Stand {
                adoption,
                is_own: adoption.place == id,
            })
    }

    /// The places of the level at which a mechanism is carried out, by where it stands: the invented
    /// ones, or the others.
    pub fn progress_of(&self, mechanism: &Mechanism, demo: bool) -> Progress {
        let mut progress = Progress::default();
        let places = self.places.iter();
        for place in places.filter(|place| place.level == mechanism.level && place.demo == demo) {
            let list = match self.stands(mechanism, place.id) {
                None => &mut progress.unsaid,
                Some(stand) if !stand.is_own => &mut progress.above,
                Some(stand) => match stand.adoption.state {
                    Adopted::Adopted => &mut progress.adopted,
                    Adopted::Pilot => &mut progress.pilot,
                    Adopted::Exploring => &mut progress.exploring,
                    Adopted::Planned => &mut progress.planned,
                },
            };
            list.push(place.id);
        }
        progress
    }
}
