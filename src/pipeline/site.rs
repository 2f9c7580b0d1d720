//! A planned site: everything that is needed to render any of its outputs.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{SiteFolder, Stamp};
use crate::model::Model;
use crate::paths::{InputPath, SitePath};
use crate::plan::view::View;
use crate::plan::{Output, SitePlan, Subject};
use crate::render::{Doubt, RenderFault, Rendered, Renderer};
use crate::source::{self, Hash};
use crate::words;

use super::ledger::Made;
use super::remark::{check_with, is_shared, remark};
use super::sheets::{self, Attaching};
use super::threads;

/// A site of which every output is known and can be rendered.
#[derive(Debug)]
pub struct Site {
    pub(super) folder: SiteFolder,
    pub(super) plan: SitePlan,
    pub(super) renderer: Arc<Renderer>,
    /// Stamps of the files that are no texts.
    stamps: Arc<HashMap<InputPath, Stamp>>,
    /// Who attaches the sheets, once that was asked.
    pub(super) attaching: OnceLock<Attaching>,
}

impl Site {
    pub(super) fn new(
        folder: SiteFolder,
        plan: SitePlan,
        renderer: Arc<Renderer>,
        stamps: Arc<HashMap<InputPath, Stamp>>,
    ) -> Self {
        Site {
            folder,
            plan,
            renderer,
            stamps,
            attaching: OnceLock::new(),
        }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        self.plan.model()
    }

    /// The address of the page that a document becomes.
    pub fn address_of(&self, path: &InputPath) -> Option<&SitePath> {
        let of = |output: &&Output| self.plan.origin(output).as_ref() == Some(path);
        self.plan
            .outputs()
            .iter()
            .find(of)
            .map(|output| &output.address)
    }

    /// Renders the output at an address. None: there is none.
    pub fn answer(&self, address: &SitePath) -> Option<Result<Vec<u8>, Diagnostics>> {
        let output = self.plan.output(address)?;
        let (view, _) = self.plan.view(output);
        let work = |view: &View| self.render_view(output, view.clone());
        let rendered = if output.subject.is_laid_out() {
            threads::each(&[view], 1, work).pop()?
        } else {
            work(&view)
        };
        Some(rendered.and_then(|rendered| {
            self.look_into(output, &rendered.bytes)?;
            Ok(rendered.bytes)
        }))
    }

    /// A hash that is another one when the bytes at an address may be others.
    pub fn fingerprint(&self, address: &SitePath) -> Option<Hash> {
        let (view, _) = self.plan.view(self.plan.output(address)?);
        Some(self.fingerprint_of(&view))
    }

    /// Renders a page of each sort, and tells why the first that cannot be rendered cannot.
    pub(super) fn try_templates(&self) -> Diagnostics {
        let mut tried = BTreeSet::new();
        for output in self.plan.outputs() {
            let sort = match &output.subject {
                Subject::Place(_) => "place".to_owned(),
                Subject::List(_, kind, of) => {
                    format!("list {kind:?} {:?}", std::mem::discriminant(of))
                }
                Subject::Record(id) => {
                    let record = self.model().record(*id);
                    format!("record {:?}", record.map(|record| record.kind))
                }
                Subject::Redirect(_) => "redirect".to_owned(),
                Subject::Page(_) => "page".to_owned(),
                Subject::Mechanism(_) => "mechanism".to_owned(),
                Subject::Policy(_) => "policy".to_owned(),
                Subject::Rhythm(..) => "rhythm".to_owned(),
                Subject::Week(..) => "week".to_owned(),
                Subject::Month(..) => "month".to_owned(),
                Subject::Grids(_) => "grids".to_owned(),
                Subject::GridsRedirect(_) => "grids redirect".to_owned(),
                Subject::Bodies(_) => "bodies".to_owned(),
                Subject::Series(..) => "series".to_owned(),
                Subject::Goals(_) | Subject::Word(..) => "goals".to_owned(),
                Subject::Rollout(_) => "rollout".to_owned(),
                Subject::Comparison(_) => "comparison".to_owned(),
                Subject::Forum(..) => "forum".to_owned(),
                Subject::Register(..) => "register".to_owned(),
                Subject::Venues(_) => "venues".to_owned(),
                Subject::Shares(_) => "shares".to_owned(),
                Subject::Parts(..) => "parts".to_owned(),
                Subject::Search => "search".to_owned(),
                Subject::Screen(_) => "screen".to_owned(),
                Subject::Corrections(_) => "corrections".to_owned(),
                Subject::NotFound => "not found".to_owned(),
                Subject::Feed(_) => "feed".to_owned(),
                Subject::Sitemap(part) => format!("sitemap {}", part.is_some()),
                Subject::Manifest => "manifest".to_owned(),
                // Faces make the first poster slow; a faulty layout shows where a poster would.
                Subject::Poster(_)
                | Subject::GridChart(_)
                | Subject::ComparisonSheet(_)
                | Subject::RegisterBook(..)
                | Subject::Card(_)
                | Subject::Picture(_)
                | Subject::Copy(_)
                | Subject::SearchData(..)
                | Subject::SearchPlaces
                | Subject::Calendar(_)
                | Subject::Table(..)
                | Subject::Data(..)
                | Subject::DataSchema
                | Subject::Asset(_) => continue,
                // Each kind says other things.
                Subject::Chat(id) => {
                    let record = self.model().record(*id);
                    format!("chat {:?}", record.map(|record| record.kind))
                }
            };
            if tried.insert(sort) {
                let (view, _) = self.plan.view(output);
                if let Err(found) = self.render_view(output, view) {
                    return found;
                }
            }
        }
        Diagnostics::new()
    }

    /// The view of an output that is dear to make, with its pictures, and its fingerprint. What
    /// cannot be read is told when it is rendered.
    pub(super) fn with_fingerprint(&self, output: &Output, mut view: View) -> (View, Hash) {
        if output.subject.is_laid_out() {
            let _ = self.fill(&mut view, &self.origin(output));
        }
        let fingerprint = self.fingerprint_of(&view);
        (view, fingerprint)
    }

    /// Hash of a view, of the files that it names, and of all that may render it.
    pub(super) fn fingerprint_of(&self, view: &View) -> Hash {
        // A view is plain data: it always serialises.
        let bytes = serde_json::to_vec(view).unwrap_or_else(|_| unreachable!("views serialise"));
        let mut hasher = blake3::Hasher::new();
        hasher.update(&bytes);
        hasher.update(&self.renderer.digest(view));
        let add_bytes = |hasher: &mut blake3::Hasher, file: &InputPath| {
            let bytes = self.folder.bytes(file).unwrap_or_default();
            hasher.update(&source::hash(&bytes));
        };
        let add = |hasher: &mut blake3::Hasher, file: &InputPath| {
            let stamp = self.stamps.get(file);
            hasher.update(&stamp.map_or([0; 49], Stamp::to_bytes));
            // A file that was written just now may be written again without a new stamp.
            if stamp.is_none_or(|stamp| !stamp.is_settled()) {
                add_bytes(hasher, file);
            }
        };
        match view {
            View::Picture(file) => add(&mut hasher, &file.source),
            View::Copy(file) => {
                add(&mut hasher, &file.source);
                let record = Some(&file.source).filter(|path| sheets::is_read(path));
                let record = record.and_then(|path| self.attaching_record(path));
                let waivers = record.map_or(&[][..], |record| &record.waivers);
                for what in sheets::let_through(waivers) {
                    hasher.update(what.key().as_bytes());
                }
            }
            // A stamp holds on one machine only, and posters come from others as well.
            View::Poster(poster) | View::Card(poster) => {
                for picture in &poster.pictures {
                    if picture.bytes.is_empty() {
                        add_bytes(&mut hasher, &picture.source);
                    } else {
                        hasher.update(&source::hash(&picture.bytes));
                    }
                }
            }
            _ => {}
        }
        source::short(&hasher.finalize())
    }

    /// Hash of everything on which the bytes of an output depend: what was read of the model for
    /// it, of which `digest` tells the hash, and what renders it. None if files of the content are
    /// part of it that cannot be told by their stamps.
    pub(super) fn inputs(&self, output: &Output, digest: impl FnOnce() -> Hash) -> Option<Hash> {
        let renderer = match &output.subject {
            // A sitemap lists the outputs, which are no part of the model.
            Subject::Picture(_) | Subject::Copy(_) | Subject::Asset(_) | Subject::Sitemap(_) => {
                return None;
            }
            Subject::Poster(id) | Subject::Card(id) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update(&self.renderer.digest_of_posters());
                for file in self.model().record(*id)?.files() {
                    let stamp = self.stamps.get(file).filter(|stamp| stamp.is_settled())?;
                    hasher.update(&stamp.to_bytes());
                }
                source::short(&hasher.finalize())
            }
            Subject::GridChart(_) | Subject::ComparisonSheet(_) | Subject::RegisterBook(..) => {
                self.renderer.digest_of_posters()
            }
            Subject::Screen(_) => self.renderer.digest_of_screens(),
            _ => self.renderer.digest_of_pages(),
        };
        Some(source::hash(&[digest(), renderer].concat()))
    }

    /// Renders the view of an output.
    pub(super) fn render_view(
        &self,
        output: &Output,
        mut view: View,
    ) -> Result<Rendered, Diagnostics> {
        self.made_ready(output, &mut view)?;
        let rendered = self.renderer.render(&view);
        rendered.map_err(|fault| self.told_at(output, fault))
    }

    /// Prepares what rendering a view needs, and reads the files that it names.
    pub(super) fn made_ready(&self, output: &Output, view: &mut View) -> Result<(), Diagnostics> {
        self.renderer.prepare(view)?;
        let read = self.fill(view, &self.origin(output));
        read.map_err(|found| Diagnostics::from(*found))
    }

    /// A fault of rendering an output, at the file to which it belongs.
    pub(super) fn told_at(&self, output: &Output, fault: RenderFault) -> Diagnostics {
        let of = self.origin(output);
        let at = match fault.code {
            "address-too-long" => InputPath::new("content/site.yaml"),
            code if is_shared(code) => self.renderer.folder(),
            _ => return fault.diagnostic(of).into(),
        };
        fault.diagnostic(at).help(check_with(&of)).into()
    }

    /// What was said when an output was made, but for what its author has answered.
    pub(super) fn said_before(&self, output: &Output, made: &Made) -> Diagnostics {
        let mut said = self.remarks(output, &made.remarks);
        said.extend(self.doubts(output, &made.doubts));
        said.extend(self.told(output, &made.said));
        said
    }

    /// What a layout had to say of an output, but for what its author has answered.
    pub(super) fn remarks(
        &self,
        output: &Output,
        rendered: &[crate::render::Remark],
    ) -> Diagnostics {
        let mut found = Diagnostics::new();
        for said in rendered {
            let said = remark(*said, self.origin(output));
            let record = match &output.subject {
                Subject::Poster(id) => self.model().record(*id),
                _ => None,
            };
            if !record.is_some_and(|record| record.has_answered(&said)) {
                found.push(said);
            }
        }
        found
    }

    /// What Typst doubts in the layouts, as it showed with an output.
    pub(super) fn doubts(&self, output: &Output, doubts: &[Doubt]) -> Diagnostics {
        let mut found = Diagnostics::new();
        for doubt in doubts {
            let of = self.origin(output);
            found.push(self.renderer.doubt(doubt).help(check_with(&of)));
        }
        found
    }

    /// The bytes of a file that the document at `at` names.
    pub(super) fn read(
        &self,
        path: &InputPath,
        at: &InputPath,
    ) -> Result<Arc<[u8]>, Box<Diagnostic>> {
        let bytes = self.folder.bytes(path);
        bytes.map(Arc::<[u8]>::from).map_err(|error| {
            let fault = RenderFault::new(
                "unreadable",
                words!("无法读取 {path}：{error}", "cannot read {path}: {error}"),
                words!(
                    "检查文件是否还在、能否打开",
                    "check that the file is still there and can be opened"
                ),
            );
            Box::new(fault.diagnostic(at.clone()))
        })
    }

    /// Reads the files that a view names.
    pub(super) fn fill(&self, view: &mut View, at: &InputPath) -> Result<(), Box<Diagnostic>> {
        let read = |path: &InputPath| self.read(path, at);
        match view {
            View::Picture(file) | View::Copy(file) => file.bytes = read(&file.source)?,
            View::Poster(poster) | View::Card(poster) => {
                for picture in &mut poster.pictures {
                    // What was read for the fingerprint is what is drawn.
                    if picture.bytes.is_empty() {
                        picture.bytes = read(&picture.source)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The file to which a fault of an output belongs.
    pub(super) fn origin(&self, output: &Output) -> InputPath {
        match &output.subject {
            Subject::Record(id)
            | Subject::Poster(id)
            | Subject::Card(id)
            | Subject::Chat(id)
            | Subject::ComparisonSheet(id)
            | Subject::Redirect(id) => match self.model().record(*id) {
                Some(record) => record.source.path.clone(),
                None => InputPath::new(output.address.as_str()),
            },
            Subject::Picture(path) | Subject::Copy(path) => self
                .model()
                .user_of(path)
                .map_or_else(|| path.clone(), |record| record.source.path.clone()),
            Subject::GridChart(id) | Subject::RegisterBook(id, _) => {
                self.model().place(*id).document()
            }
            _ => self.renderer.folder(),
        }
    }
}
