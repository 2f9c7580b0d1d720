//! From inputs to the model, in order: what files are, places, pages, policies, records, what points to
//! what.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};

use super::amendments;
use super::as_of;
use super::checks::{self, Records, World};
use super::context::Context;
use super::digest;
use super::forum;
use super::grid;
use super::held_back::faulty;
use super::index::{Index, Positions};
use super::keyed::Kind;
use super::memory::Memory;
use super::people::People;
use super::place::Place;
use super::posted::Posted;
use super::record::{Facts, Record};
use super::revenue::{self, Revenue};
use super::rhythm::{self, Actions};
use super::rules::Rules;
use super::series;
use super::text::Files;
use super::{LeftOut, Model, PlaceId, Reason, Slot, gate, postings, unused};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::Inputs;
use crate::paths::InputPath;
use crate::privacy;
use crate::source::{self, Hash};

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
            policies: &[],
            rules: &rules,
            files: &files,
            today: choices.today,
            drafts: choices.drafts,
        };
        let Some(places) = context.places_by(memory, &mut diagnostics) else {
            return (None, diagnostics);
        };
        let pages = context.pages(&places, &mut diagnostics);
        let mechanisms = context.mechanisms(&places, &mut diagnostics);
        let policies = context.policies(&places, &mut diagnostics);
        let context = Context {
            policies: &policies,
            ..context
        };
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
            mechanisms: &mechanisms,
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
        let rhythms = rhythm::Sources {
            mechanisms: &mechanisms,
            calendar: &rules.calendar,
            today: choices.today,
        };
        let rhythms = rhythms.of(
            &places,
            |place| published(&slots, &by_place[place.index()][Kind::Meeting as usize]),
            |id| published(&slots, std::slice::from_ref(positions.get(&id)?)).next(),
        );
        let every = slots.iter().filter_map(Slot::published);
        let actions = Actions::new(every, places.len(), choices.today);
        let people = People::new(&places);
        let series = places.iter().map(|place| {
            let lists = &by_place[place.id.index()];
            let kinds = series::KINDS.into_iter();
            let records = kinds.flat_map(|kind| published(&slots, &lists[kind as usize]));
            series::of(records, choices.today)
        });
        let series = series.collect();
        let forums = places.iter().map(|place| {
            let meetings = &by_place[place.id.index()][Kind::Meeting as usize];
            forum::of(published(&slots, meetings))
        });
        let forums: Vec<_> = forums.collect();
        let revenues: Vec<Revenue> = places
            .iter()
            .map(|place| {
                let accounts = &by_place[place.id.index()][Kind::Account as usize];
                let grace = revenue::grace(&rules, place.id, &places);
                Revenue::new(published(&slots, accounts), choices.today, grace)
            })
            .collect();
        let world = World {
            slots: &slots,
            positions: &positions,
            places: &places,
            mechanisms: &mechanisms,
            rhythms: &rhythms,
            forums: &forums,
            people: &people,
            rules: &rules,
            postings: &postings,
            actions: &actions,
            revenues: &revenues,
            today: choices.today,
        };
        let findings = checks::find(&world, &mut diagnostics);
        let texts = places.iter().map(|place| &place.text);
        let texts = texts
            .chain(pages.iter().map(|page| &page.text))
            .chain(mechanisms.iter().map(|mechanism| &mechanism.text))
            .chain(policies.iter().map(|policy| &policy.text));
        unused::report(inputs, &slots, texts, &mut diagnostics);
        let codes = slots.iter().filter_map(|slot| match slot {
            Slot::Published(record) => Some(record.code.as_str()),
            Slot::LeftOut { .. } => None,
        });
        let charts = grid::charts(&places, codes);
        let model = Model {
            config,
            today: choices.today,
            by_place,
            children: children(&places),
            years: years(&slots, &places),
            amended: amended(&slots, &positions, &places),
            charts,
            pointed_at: pointed_at(&slots, &positions),
            places,
            pages,
            mechanisms,
            policies,
            left_out,
            findings,
            rhythms,
            actions,
            people,
            series,
            forums,
            revenues,
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
        // Of these, records are read against the front matter; of the others they know the names.
        let is_read = path.ends_with("/_index.md") || path.starts_with("content/policies/");
        if !is_read
            && !path.starts_with("content/pages/")
            && !path.starts_with("content/mechanisms/")
        {
            continue;
        }
        digest::text(&mut hasher, path);
        if let Some(parts) = document.parts.as_ref().filter(|_| is_read) {
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

fn by_place(slots: &[Slot], places: usize) -> Vec<[Vec<u32>; Kind::ALL.len()]> {
    let mut lists: Vec<[Vec<u32>; Kind::ALL.len()]> = vec![Default::default(); places];
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

/// The published records at positions.
fn published<'s>(slots: &'s [Slot], positions: &'s [u32]) -> impl Iterator<Item = &'s Record> {
    let slots = positions.iter().map(|position| &slots[*position as usize]);
    slots.filter_map(Slot::published)
}

/// For each place, the years of the records that it lists: its own and those of the places below,
/// but for what is invented below a real place.
fn years(slots: &[Slot], places: &[Place]) -> Vec<Vec<i32>> {
    let mut years: Vec<BTreeSet<i32>> = vec![BTreeSet::new(); places.len()];
    for record in slots.iter().filter_map(Slot::published) {
        years[record.place.index()].insert(record.date.year());
    }
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
fn amended(slots: &[Slot], positions: &Positions, places: &[Place]) -> Vec<bool> {
    amendments::amended(slots, places, |of| {
        let slot = slots.get(*positions.get(&of.record)? as usize)?;
        Some(slot.published()?.place)
    })
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
