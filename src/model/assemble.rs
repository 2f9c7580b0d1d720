//! From inputs to the model, in order: what files are, places, pages, policies, records, what points to
//! what.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};

use super::amendments;
use super::as_of;
use super::checks::{self, Findings, Records, World};
use super::forum;
use super::grid;
use super::ground::Ground;
use super::held_back::faulty;
use super::index::Index;
use super::keep::{self, Found, Kept};
use super::keyed::Kind;
use super::kin::{self, Anew, Kin};
use super::memory::Memory;
use super::place::Place;
use super::posted::Posted;
use super::record::{Facts, Record};
use super::revenue::{self, Revenue};
use super::rhythm;
use super::series;
use super::text::Files;
use super::told::{OfPlace, Told};
use super::{LeftOut, Model, PlaceId, Reason, Slot, postings, unused};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::Inputs;
use crate::paths::InputPath;
use crate::privacy;

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
    /// There is a model unless an error stops everything. What `memory` has of the last model is
    /// taken over, but for the records that changed and what hangs together with them.
    pub fn new(
        inputs: &Inputs,
        config: &Arc<Config>,
        choices: &Choices,
        before: Diagnostics,
        memory: &mut Memory,
    ) -> (Option<Arc<Model>>, Diagnostics) {
        let mut diagnostics = before;
        let files: Files<'_> = inputs
            .files
            .iter()
            .map(|file| (file.path.as_str(), file))
            .collect();
        let kept = memory.kept.take();
        let kept = kept.filter(|kept| kept.ground.holds(inputs, config, choices));
        let ground = match &kept {
            Some(kept) => Arc::clone(&kept.ground),
            None => match Ground::read(inputs, &files, config, choices, memory) {
                Ok(ground) => Arc::new(ground),
                Err(found) => {
                    diagnostics.extend(found);
                    return (None, diagnostics);
                }
            },
        };
        diagnostics.extend_from(&ground.findings);
        let context = ground.context(inputs, &files);
        let changed = memory.decode(context, &ground.places, choices.faulty == Faulty::KeepLast);
        for decoded in &memory.decoded {
            diagnostics.extend_from(&decoded.findings);
        }
        let kept = kept.filter(|kept| kept.stands(&changed, &memory.decoded));
        let index = &ground.layout.index;
        let (last, mut found) = match kept {
            Some(Kept { model, found, .. }) => (Some(model), found),
            None => (None, Found::nothing(ground.places.len())),
        };
        let anew = |records: &BTreeSet<u32>, apart: &BTreeSet<u32>, memory: &Memory| match &last {
            Some(last) => {
                let of = (&changed, apart);
                let kin = Kin::new(index, &ground.places, &memory.decoded, &last.told, of);
                kin.of(records.iter().copied())
            }
            None => Anew::everything(index),
        };
        let mut records: BTreeSet<u32> = changed.keys().copied().collect();
        let told_of = anew(&records, &found.apart, memory);
        let has_same_across = last.is_some() && found.has_same_across(&changed, &memory.decoded);
        let all = (!has_same_across).then(|| Anew::everything(index).near);
        let looked_at = |near| Records {
            decoded: &memory.decoded,
            near,
            positions: index.positions(),
            places: &ground.places,
            mechanisms: &ground.mechanisms,
            rules: &ground.rules,
            today: choices.today,
            drafts: choices.drafts,
        };
        if let Some(all) = &all {
            found.across = checks::across(&looked_at(all));
        }
        let checked = checks::check(&looked_at(&told_of.near), &choices.posted);
        keep::exchange(&mut found.checked, checked, (index, &told_of));
        diagnostics.extend_from(&found.across);
        for checked in &found.checked {
            diagnostics.extend_from(checked);
        }
        let postings = if let Some(last) = &last {
            Arc::clone(&last.postings)
        } else {
            let (sheets, records) = (&inputs.postings, looked_at(&told_of.near));
            let into = &mut found.postings;
            Arc::new(postings::read(sheets, &files, index, &records, into))
        };
        diagnostics.extend_from(&found.postings);
        let faulty = faulty(&diagnostics)
            .filter(|faulty| faulty.is_empty() || choices.faulty != Faulty::Stop);
        let Some(faulty) = faulty else {
            return (None, diagnostics);
        };
        let turned = faulty.symmetric_difference(&found.faulty);
        let turned = turned.filter_map(|path| index.position(path, &inputs.documents));
        let known = records.len();
        records.extend(turned);
        let told_of = if records.len() == known {
            told_of
        } else {
            anew(&records, &found.apart, memory)
        };
        found.faulty = faulty;
        let mut told = match &last {
            Some(last) => last.told.clone(),
            None => Told::nothing(ground.places.len(), index.records.len()),
        };
        publish(&mut told, &mut found, &told_of.records, memory, choices);
        as_of::bring(
            &mut told.slots,
            &told_of.records,
            index,
            &ground.rules.calendar,
            choices.today,
            memory,
        );
        let was = |at: u32| last.as_ref()?.told.slots.get(at as usize);
        for at in &told_of.records {
            let position_of = |id| index.positions().get(&id).copied();
            told.point(*at, was(*at), position_of);
            if told.published(*at).is_some_and(kin::covers) {
                told.covering.insert(*at);
            } else {
                told.covering.remove(at);
            }
        }
        for (place, of) in places(&told, &told_of, &ground) {
            told.put(place, of);
        }
        let world = World {
            told: &told,
            near: &told_of.near,
            near_places: &told_of.near_places,
            positions: index.positions(),
            places: &ground.places,
            mechanisms: &ground.mechanisms,
            people: &ground.people,
            rules: &ground.rules,
            postings: &postings,
            today: choices.today,
        };
        let mut gaps = Diagnostics::new();
        let findings = checks::find(&world, &mut gaps);
        keep::exchange(&mut found.gaps, gaps, (index, &told_of));
        let mut findings = findings.divided(|at| index.records[at as usize].1.place);
        for place in &told_of.places {
            told.at_mut(*place).findings = findings.remove(place).unwrap_or_default();
        }
        for gaps in &found.gaps {
            diagnostics.extend_from(gaps);
        }
        // Whether each of the records said the same before in this regard.
        let is_alike = |of: &dyn Fn(Option<&Record>, Option<&Record>) -> bool| {
            let of = |at: &u32| of(was(*at).and_then(Slot::published), told.published(*at));
            last.is_some() && told_of.records.iter().all(of)
        };
        let every = || told.slots.iter().filter_map(Slot::published);
        if !is_alike(&|was, now| {
            let files = |of: Option<&Record>| {
                let files = of.into_iter().flat_map(Record::files);
                files.cloned().collect::<Vec<_>>()
            };
            files(was) == files(now)
        }) {
            found.unused = Diagnostics::new();
            let texts = ground.texts();
            unused::report(inputs, every(), texts, &mut found.unused);
        }
        diagnostics.extend_from(&found.unused);
        let has_same_codes = is_alike(&|was, now| was.is_some() == now.is_some());
        let charts = if let Some(last) = last.as_ref().filter(|_| has_same_codes) {
            Arc::clone(&last.charts)
        } else {
            let codes = every().map(|record| record.code.as_str());
            grid::charts(&ground.places, codes).into()
        };
        let model = Arc::new(Model {
            config: Arc::clone(config),
            today: choices.today,
            years: years(&told, &ground.places),
            amended: amended(&told, &ground.places),
            charts,
            places: Arc::clone(&ground.places),
            pages: Arc::clone(&ground.pages),
            mechanisms: Arc::clone(&ground.mechanisms),
            policies: Arc::clone(&ground.policies),
            left_out: left_out(&found, index, inputs),
            ground: Arc::clone(&ground),
            told,
            postings,
            digests: OnceLock::new(),
        });
        memory.kept = Some(Kept {
            ground,
            model: Arc::clone(&model),
            found,
        });
        (Some(model), diagnostics)
    }
}

/// Exchanges some records by what is published of them as they were read.
fn publish(
    told: &mut Told,
    found: &mut Found,
    records: &[u32],
    memory: &Memory,
    choices: &Choices,
) {
    for at in records {
        let decoded = &memory.decoded[*at as usize];
        let path = decoded.document.path();
        let is_held_back = found.faulty.contains(path);
        let is_faulty = decoded.record.is_none() || is_held_back;
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
            _ if decoded.unfinished && !is_held_back => Some(Reason::Draft),
            None => Some(Reason::Faulty),
            Some(record) => reason(record, choices),
        };
        let slot = match (record, reason) {
            (Some(record), None) => {
                found.left_out.remove(at);
                Slot::Published(Arc::clone(record))
            }
            (record, reason) => {
                let reason = reason.unwrap_or(Reason::Faulty);
                let path = path.clone();
                found.left_out.insert(*at, LeftOut { path, reason });
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
        };
        if is_faulty || slot.published().is_none() {
            found.apart.insert(*at);
        } else {
            found.apart.remove(at);
        }
        if let Some(known) = told.slots.get_mut(*at as usize) {
            *known = slot;
        }
    }
}

/// All that is left out: records, and files that could not even be taken for one.
fn left_out(found: &Found, index: &Index, inputs: &Inputs) -> Vec<LeftOut> {
    let is_unnamed = |path: &&InputPath| index.position(path, &inputs.documents).is_none();
    let unnamed = found.faulty.iter().filter(is_unnamed);
    let unnamed = unnamed.map(|path| LeftOut {
        path: path.clone(),
        reason: Reason::Faulty,
    });
    let mut left_out: Vec<LeftOut> = found.left_out.values().cloned().chain(unnamed).collect();
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    left_out
}

/// What follows at places from their records.
fn places(told: &Told, anew: &Anew, ground: &Ground) -> Vec<(PlaceId, OfPlace)> {
    let (places, index, today) = (&ground.places, &ground.layout.index, ground.choices.today);
    let record = |id| told.published(*index.positions().get(&id)?);
    let near = || anew.near.iter().filter_map(|at| told.published(*at));
    let mut actions = rhythm::actions_of(near(), today);
    let amended = amendments::amended(near(), |of| Some(record(of.record)?.place));
    let rhythms = rhythm::Sources {
        mechanisms: &ground.mechanisms,
        calendar: &ground.rules.calendar,
        today,
    };
    let of = |place: &PlaceId| {
        let place = *place;
        let own = &index.of_places[place.index()];
        let lists = lists(told, own);
        let at = |kind: Kind| {
            let positions = lists[kind as usize].iter();
            positions.filter_map(|at| told.published(*at))
        };
        let own = own.iter().filter_map(|at| told.published(*at));
        let grace = revenue::grace(&ground.rules, place, places);
        let of = OfPlace {
            rhythm: rhythms.rhythm(place, at(Kind::Meeting), &record),
            actions: actions.remove(&place).unwrap_or_default(),
            series: series::of(series::KINDS.into_iter().flat_map(at), today),
            forums: forum::of(at(Kind::Meeting)),
            revenue: Revenue::new(at(Kind::Account), today, grace),
            years: own.map(|record| record.date.year()).collect(),
            amended: amended.contains(&place),
            findings: Findings::default(),
            lists,
        };
        (place, of)
    };
    anew.places.iter().map(of).collect()
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

/// The published ones of some records, by kind, newest first.
fn lists(told: &Told, records: &[u32]) -> [Vec<u32>; Kind::ALL.len()] {
    let mut lists: [Vec<u32>; Kind::ALL.len()] = Default::default();
    for position in records {
        if let Some(record) = told.published(*position) {
            lists[record.kind as usize].push(*position);
        }
    }
    for list in &mut lists {
        // Stable: records of one day stay in the order of their paths.
        list.sort_by_key(|at| Reverse(told.published(*at).map(|record| record.date)));
    }
    lists
}

/// For each place, the years of the records that it lists: its own and those of the places below,
/// but for what is invented below a real place.
fn years(told: &Told, places: &[Place]) -> Vec<Vec<i32>> {
    let own = places.iter().map(|place| told.at(place.id).years.clone());
    let mut years: Vec<BTreeSet<i32>> = own.collect();
    // Places stand behind those above them.
    for place in places.iter().rev() {
        let Some(parent) = place.parent else { continue };
        if places[parent.index()].demo || !place.demo {
            let below = years[place.id.index()].clone();
            years[parent.index()].extend(below);
        }
    }
    let newest_first = |years: BTreeSet<i32>| years.into_iter().rev().collect();
    years.into_iter().map(newest_first).collect()
}

/// For each place, whether something became of a record that it lists.
fn amended(told: &Told, places: &[Place]) -> Vec<bool> {
    let own = places.iter().map(|place| told.at(place.id).amended);
    let mut amended: Vec<bool> = own.collect();
    // Places stand behind those above them.
    for place in places.iter().rev() {
        let Some(parent) = place.parent else { continue };
        if places[parent.index()].demo || !place.demo {
            amended[parent.index()] |= amended[place.id.index()];
        }
    }
    amended
}
