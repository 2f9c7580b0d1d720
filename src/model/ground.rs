//! What a model has besides its records: places, pages, mechanisms, policies, rules. It is read again
//! only when some of it changed, or a file came or went.

use std::sync::Arc;

use super::assemble::Choices;
use super::checks;
use super::context::Context;
use super::digest::{self, Origins};
use super::index::Index;
use super::mechanism::Mechanism;
use super::memory::Memory;
use super::page::Page;
use super::people::People;
use super::place::Place;
use super::policy::Policy;
use super::rules::Rules;
use super::text::{Files, Text};
use super::{PlaceId, gate};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{Document, Inputs, Names};
use crate::source::{self, Hash, Source};

/// Which file is what: it follows from the paths alone.
#[derive(Debug)]
pub(super) struct Layout {
    names: Names,
    pub(super) index: Index,
    /// The documents that are no records of a kind folder.
    around: Vec<usize>,
    findings: Diagnostics,
}

/// What a model has besides its records.
#[derive(Debug)]
pub(super) struct Ground {
    sources: Sources,
    pub(super) config: Arc<Config>,
    pub(super) choices: Choices,
    pub(super) layout: Arc<Layout>,
    pub(super) rules: Rules,
    pub(super) places: Arc<[Place]>,
    pub(super) pages: Arc<[Page]>,
    pub(super) mechanisms: Arc<[Mechanism]>,
    pub(super) policies: Arc<[Policy]>,
    pub(super) people: People,
    /// For each place, those directly below it.
    pub(super) children: Vec<Vec<PlaceId>>,
    pub(super) origins: Origins,
    /// What was found, besides records.
    pub(super) findings: Diagnostics,
}

/// The texts of which it was made.
#[derive(Debug)]
struct Sources {
    settings: Option<Arc<Source>>,
    rules: Vec<Arc<Source>>,
    postings: Vec<Arc<Source>>,
    documents: Vec<Arc<Document>>,
}

impl Layout {
    /// Tells it from the paths, unless these are still the same.
    pub(super) fn of(inputs: &Inputs, memory: &mut Memory) -> Arc<Layout> {
        if let Some(layout) = memory.layout.as_ref()
            && layout.names == inputs.names
        {
            return Arc::clone(layout);
        }
        let around = (inputs.documents.iter().enumerate())
            .filter(|(_, document)| is_around(document.path().as_str()))
            .map(|(number, _)| number)
            .collect();
        let mut layout = Layout {
            names: inputs.names.clone(),
            index: Index::default(),
            around,
            findings: Diagnostics::new(),
        };
        let known = memory.entries(layout.environment(inputs));
        layout.index = Index::new(&inputs.documents, known, &mut layout.findings);
        let layout = Arc::new(layout);
        memory.layout = Some(Arc::clone(&layout));
        layout
    }

    /// Hash of all that records are read against, but for other records and files beside them.
    fn environment(&self, inputs: &Inputs) -> Hash {
        let mut hasher = blake3::Hasher::new();
        if let Some(settings) = &inputs.settings {
            hasher.update(&settings.hash);
        }
        for rules in &inputs.rules {
            digest::text(&mut hasher, rules.path.as_str());
            hasher.update(&rules.hash);
        }
        for document in self.around(inputs) {
            let path = document.path().as_str();
            digest::text(&mut hasher, path);
            // Of these, records are read against the front matter; of the others they know the names.
            let is_read = path.ends_with("/_index.md") || path.starts_with("content/policies/");
            if let Some(parts) = document.parts.as_ref().filter(|_| is_read) {
                let front = document.source.text.get(parts.front.clone());
                digest::text(&mut hasher, front.unwrap_or_default());
            }
        }
        source::short(&hasher.finalize())
    }

    fn around<'i>(&self, inputs: &'i Inputs) -> impl Iterator<Item = &'i Arc<Document>> {
        let documents = &inputs.documents;
        self.around.iter().map(|number| &documents[*number])
    }
}

/// Whether a document is of a place or lies in a folder of its own.
fn is_around(path: &str) -> bool {
    let tops = ["content/policies/", "content/pages/", "content/mechanisms/"];
    path.ends_with("/_index.md") || tops.iter().any(|top| path.starts_with(top))
}

impl Ground {
    /// Reads it. Faults of places that leave nothing to go on with are the error.
    pub(super) fn read(
        inputs: &Inputs,
        files: &Files<'_>,
        config: &Arc<Config>,
        choices: &Choices,
        memory: &mut Memory,
    ) -> Result<Ground, Diagnostics> {
        let layout = Layout::of(inputs, memory);
        let mut findings = layout.findings.clone();
        let environment = layout.environment(inputs);
        memory.enter(environment);
        let rules = Rules::new(&inputs.rules, &layout.index, &mut findings);
        let context = Context {
            inputs,
            index: &layout.index,
            policies: &[],
            rules: &rules,
            files,
            today: choices.today,
            drafts: choices.drafts,
        };
        let Some(places) = context.places_by(memory, &mut findings) else {
            return Err(findings);
        };
        let pages = context.pages(&places, &mut findings).into();
        let mechanisms = context.mechanisms(&places, &mut findings).into();
        let policies = context.policies(&places, &mut findings).into();
        for settings in inputs.settings.iter().chain(&inputs.rules) {
            gate::check_settings(settings, &mut findings);
        }
        checks::between_places(&places, &mut findings);
        let origins = context.origins(environment);
        Ok(Ground {
            sources: Sources {
                settings: inputs.settings.clone(),
                rules: inputs.rules.clone(),
                postings: inputs.postings.clone(),
                documents: layout.around(inputs).cloned().collect(),
            },
            config: Arc::clone(config),
            choices: choices.clone(),
            people: People::new(&places),
            children: children(&places),
            layout,
            rules,
            places,
            pages,
            mechanisms,
            policies,
            origins,
            findings,
        })
    }

    /// Whether it would be the same if it were read now. Texts are the same only if they are one in
    /// memory: then nothing need be compared.
    pub(super) fn holds(&self, inputs: &Inputs, config: &Config, choices: &Choices) -> bool {
        let known = &self.choices;
        let around = self.layout.around(inputs);
        self.layout.names == inputs.names
            && *self.config == *config
            && (known.today, known.drafts, known.until, known.faulty)
                == (choices.today, choices.drafts, choices.until, choices.faulty)
            && Arc::ptr_eq(&known.posted, &choices.posted)
            && are_one(self.sources.settings.as_slice(), inputs.settings.as_slice())
            && are_one(&self.sources.rules, &inputs.rules)
            && are_one(&self.sources.postings, &inputs.postings)
            && self
                .sources
                .documents
                .iter()
                .zip(around)
                .all(|(known, now)| Arc::ptr_eq(known, now))
    }

    /// The texts of places, pages, mechanisms and policies.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text> {
        let texts = self.places.iter().map(|place| &place.text);
        texts
            .chain(self.pages.iter().map(|page| &page.text))
            .chain(self.mechanisms.iter().map(|mechanism| &mechanism.text))
            .chain(self.policies.iter().map(|policy| &policy.text))
    }

    /// What records are read against.
    pub(super) fn context<'a>(&'a self, inputs: &'a Inputs, files: &'a Files<'a>) -> Context<'a> {
        Context {
            inputs,
            index: &self.layout.index,
            policies: &self.policies,
            rules: &self.rules,
            files,
            today: self.choices.today,
            drafts: self.choices.drafts,
        }
    }
}

fn are_one(known: &[Arc<Source>], now: &[Arc<Source>]) -> bool {
    known.len() == now.len() && known.iter().zip(now).all(|(a, b)| Arc::ptr_eq(a, b))
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
