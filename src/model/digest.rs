//! Hashes of the parts of a model. Two models whose parts have the same hashes say the same of
//! them, so what was made of those parts alone need not be made again.

use super::as_of;
use super::issue::Progress;
use super::keyed::Kind;
use super::place::Place;
use super::posting::State;
use super::record::Facts;
use super::{Model, Slot};
use crate::source::Hash;

/// Hashes of the parts of a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digests {
    /// Of what every page may show: settings, the day, plain pages, mechanisms, policies, which
    /// places there are, which of them have grids and which a page of bodies, which are compared.
    pub site: Hash,
    /// For each place, of its own document.
    pub places: Vec<Hash>,
    /// For each place, of its records: their texts, the sizes of what is attached, what is left
    /// out, what meetings of any place report of them, which records of any place point to them or
    /// stand for them, whether issues of any place that they raise count or were forgotten, what was
    /// noted of their posters at any place; and of what is missing at the place.
    pub records: Vec<Hash>,
    /// For each place, of which lists it has, and of which years, and whether there are corrections:
    /// they come and go with the records of places below; and in which years records of its own can
    /// be found.
    pub lists: Vec<Hash>,
}

/// What digests need and nothing else of a [`Model`] does.
#[derive(Debug)]
pub(super) struct Origins {
    /// Settings, pages, mechanisms and policies.
    pub(super) site: blake3::Hasher,
    /// For each place, its document.
    pub(super) places: Vec<Hash>,
}

impl Digests {
    pub(super) fn new(model: &Model, origins: &Origins) -> Self {
        let mut site = origins.site.clone();
        site.update(model.today.to_string().as_bytes());
        for place in model.places.iter() {
            text(&mut site, &place.folder);
            // Which places have a page of bodies is in the navigation, and which joint branches
            // serve a place is written at another.
            site.update(&[u8::from(model.people().is_told(place.id))]);
            for (serving, at) in model.people().serving(place.id) {
                site.update(&(serving.index() as u64).to_le_bytes());
                site.update(&(*at as u64).to_le_bytes());
            }
            site.update(b";");
            // The navigation of a place above leads to its grids.
            site.update(&[u8::from(model.has_grids(place.id))]);
            text(&mut site, model.chart_code(place.id).unwrap_or_default());
        }
        // Places that a forum compares tell of it, wherever it is held.
        for forums in model.places.iter().flat_map(|place| model.forums(place.id)) {
            text(&mut site, &forums.name);
            for entry in &forums.entries {
                let compared = model.record(entry.record).map(|of| model.compared(of));
                text(&mut site, &format!("{entry:?}{compared:?}"));
            }
        }
        let mut records = vec![blake3::Hasher::new(); model.places.len()];
        for (position, slot) in model.told.slots.iter().enumerate() {
            match slot {
                Slot::Published(record) => {
                    let hasher = &mut records[record.place.index()];
                    hasher.update(b"published");
                    // Not the key: a record that moves into a folder of its own keeps that and
                    // its text, while its pictures get other addresses.
                    text(hasher, record.source.path.as_str());
                    hasher.update(&record.source.hash);
                    // Pages tell how large an attachment is.
                    for (file, _) in &record.attachments {
                        hasher.update(&file.size.to_le_bytes());
                    }
                    // A period that is taken over may be of a record of another place.
                    if let Some(display) = record
                        .display()
                        .filter(|_| as_of::corrected_anew(record).is_some())
                    {
                        text(hasher, &format!("{display:?}"));
                    }
                    if let Facts::Issue(issue) = &record.facts {
                        let told = issue
                            .progress
                            .iter()
                            .filter(|entry| entry.meeting.is_some());
                        told.for_each(|entry| review(hasher, entry));
                    }
                    // An issue of another place may be withdrawn, and then counts no more.
                    if let Facts::Meeting(meeting) = &record.facts {
                        let counts = |id| model.record(id).is_some_and(|of| of.withdrawn.is_none());
                        for id in &meeting.raises {
                            hasher.update(&[u8::from(counts(*id))]);
                        }
                    }
                    // The assessment that corrects it may be of another place.
                    if record.kind == Kind::Assessment {
                        hasher.update(&[u8::from(model.is_in_force(record))]);
                    }
                    for finding in model.findings(record.id) {
                        text(hasher, &finding.zh);
                    }
                    for posting in model.postings_of(record.id) {
                        hasher.update(b"posting");
                        // Who hung it is shown on no page.
                        text(hasher, &format!("{:?}", posting.shown()));
                    }
                    for pointing in &model.told.pointed_at[position] {
                        hasher.update(b"<");
                        hasher.update(&model.listed(*pointing).id.0.to_le_bytes());
                    }
                    let state = model.superseded(record);
                    text(hasher, state.map_or("", State::key));
                    hasher.update(&[u8::from(state.is_some() && model.gives_way(record))]);
                }
                Slot::LeftOut {
                    title,
                    reason,
                    place,
                } => {
                    let hasher = &mut records[place.index()];
                    hasher.update(b"left out");
                    text(hasher, title);
                    text(hasher, &format!("{reason:?}"));
                }
            }
        }
        for place in model.places.iter() {
            let hasher = &mut records[place.id.index()];
            // What was posted before its first sheet is not owed.
            if let Some(sheet) = model.posting_sheets(place.id).first() {
                text(hasher, &sheet.week.to_string());
            }
            for finding in model.findings_of_place(place.id) {
                text(hasher, &finding.zh);
            }
            // A meeting of another place may report what became of an action.
            for action in model.actions(place.id) {
                for report in &action.reports {
                    let of = (action.meeting, action.number);
                    text(hasher, &format!("{of:?}{report:?}"));
                }
            }
            // Whether an issue of another place was reported stands with that place.
            for forgotten in &model.rhythm(place.id).forgotten {
                text(hasher, &format!("{forgotten:?}"));
            }
        }
        let lists = |place: &Place| {
            let kinds = Kind::ALL.map(|kind| u8::from(model.has_list(place.id, kind)));
            let years = model.years_at(place.id).iter();
            let years = years.flat_map(|year| year.to_le_bytes());
            let amended = u8::from(model.has_amendments(place.id));
            let own = model.found_years(place.id).into_iter();
            let own = own.flat_map(i32::to_le_bytes);
            let all: Vec<u8> = kinds
                .into_iter()
                .chain([amended])
                .chain(years)
                .chain(own)
                .collect();
            crate::source::hash(&all)
        };
        let finish = |hasher: &blake3::Hasher| crate::source::short(&hasher.finalize());
        Digests {
            site: finish(&site),
            places: origins.places.clone(),
            records: records.iter().map(finish).collect(),
            lists: model.places.iter().map(lists).collect(),
        }
    }
}

fn review(hasher: &mut blake3::Hasher, entry: &Progress) {
    text(hasher, entry.state.key());
    text(hasher, &entry.date.to_string());
    text(hasher, entry.note.as_deref().unwrap_or_default());
    let until = entry.until.map(|day| day.to_string());
    text(hasher, until.as_deref().unwrap_or_default());
    let of = entry.of.map_or(0, |id| id.0);
    hasher.update(&of.to_le_bytes());
    let meeting = entry.meeting.map_or(0, |id| id.0);
    hasher.update(&meeting.to_le_bytes());
}

/// Adds a text with its length, so that no two rows of texts look the same.
pub(super) fn text(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}
