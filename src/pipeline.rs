//! The steps in order, used by every command: load, model, plan, render, write.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{FixedOffset, NaiveDate, Utc};
use rayon::prelude::*;

use crate::config::{self, Language};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Document, Inputs, SiteFolder};
use crate::model::{Choices, LeftOut, Model};
use crate::paths::{InputPath, OutputPath};
use crate::plan::view::View;
use crate::plan::{Counts, Extent, Output, SitePlan, Subject};
use crate::render::{Remark, RenderFault, Rendered, Renderer};
use crate::theme::Theme;
use crate::words;
use crate::write::WriteError;

/// Fewest pages that a thread takes at a time: waking threads for each costs more than rendering.
const BATCH: usize = 16;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The day, if the command line fixes it.
    pub today: Option<NaiveDate>,
    /// The address of the site, if the command line gives it.
    pub base_url: Option<String>,
    /// Publish drafts.
    pub drafts: bool,
    /// Leave faulty records out.
    pub hold_faulty: bool,
    /// Make posters.
    pub posters: bool,
    /// Threads; 0 means all cores.
    pub jobs: usize,
}

/// A site whose content and theme were read without a fault that stops everything.
#[derive(Debug)]
pub struct Site {
    /// The folder.
    pub folder: SiteFolder,
    /// The model.
    pub model: Model,
    inputs: Inputs,
    theme: Theme,
    theme_name: String,
    /// The day came from `site.yaml`.
    pub pinned: bool,
}

/// What became of rendering everything.
#[derive(Debug)]
pub struct Report {
    /// How many outputs there are.
    pub counts: Counts,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// Where rendered outputs go, and who is told about progress.
pub trait Sink: Sync {
    /// Takes one output.
    ///
    /// # Errors
    ///
    /// It cannot be written; everything stops.
    fn take(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError>;

    /// One more of `total` posters is done.
    fn progress(&self, done: usize, total: usize);
}

/// Steps 1 and 2: reads content and theme, and makes the model. The language is that of the site,
/// as soon as it is known.
pub fn read(folder: SiteFolder, request: &Request) -> (Option<Site>, Language, Diagnostics) {
    let (inputs, mut diagnostics) = folder.read();
    if !folder.root().join("content").is_dir() {
        return (None, Language::default(), diagnostics);
    }
    let (config, found) = config::read(inputs.settings.as_ref());
    diagnostics.extend(found);
    let Some(mut config) = config else {
        diagnostics.sort();
        return (None, Language::default(), diagnostics);
    };
    if let Some(base_url) = &request.base_url {
        config.base_url = Some(base_url.trim_end_matches('/').to_owned());
    }
    if request.today.is_some() {
        config.today = None;
    }
    let language = config.language;
    let theme_name = config.theme.clone();
    let (theme, found) = folder.theme(theme_name.as_deref());
    let theme_is_faulty = found.has_errors();
    diagnostics.extend(found);
    let pinned = config.today.is_some();
    let today = request
        .today
        .or(config.today)
        .unwrap_or_else(|| clock(config.zone));
    let choices = Choices {
        today,
        drafts: request.drafts,
        hold_faulty: request.hold_faulty,
    };
    let (model, mut diagnostics) = Model::new(&inputs, Arc::new(config), choices, diagnostics);
    diagnostics.sort();
    let site = model.filter(|_| !theme_is_faulty).map(|model| Site {
        folder,
        model,
        inputs,
        theme,
        theme_name: theme_name.unwrap_or_else(|| "default".to_owned()),
        pinned,
    });
    (site, language, diagnostics)
}

/// The day by the clock, in the zone of the site: the one place where the clock is read.
pub fn clock(zone: FixedOffset) -> NaiveDate {
    Utc::now().with_timezone(&zone).date_naive()
}

impl Site {
    /// All Markdown files, those of records that are left out among them.
    pub fn documents(&self) -> &[Document] {
        &self.inputs.documents
    }

    /// Steps 3 and 4: plans and renders everything into the sink. A record that cannot be rendered
    /// is held back when faulty ones are, with everything that refers to it rendered again.
    ///
    /// # Errors
    ///
    /// The sink refused an output.
    pub fn render(
        &self,
        request: &Request,
        sink: &dyn Sink,
    ) -> Result<(Option<Report>, Diagnostics), WriteError> {
        let mut diagnostics = Diagnostics::new();
        let language = self.model.config.language;
        let (renderer, found) =
            Renderer::new(&self.theme, &self.theme_name, language, request.posters);
        diagnostics.extend(found);
        let Some(renderer) = renderer else {
            return Ok((None, diagnostics));
        };
        let (plan, found) = SitePlan::new(&self.model, &self.extent(request.posters));
        diagnostics.extend(found);
        if diagnostics.has_errors() {
            return Ok((None, diagnostics));
        }
        let run = Run {
            site: self,
            plan: &plan,
            renderer: &renderer,
            sink,
        };
        let found = run.all(request.jobs)?;
        diagnostics.extend(found);
        if diagnostics.has_errors() {
            return Ok((None, diagnostics));
        }
        Ok((
            Some(Report {
                counts: plan.counts(),
                left_out: self.model.left_out.clone(),
            }),
            diagnostics,
        ))
    }

    /// The same site without the records that have errors, if no error stops everything. Takes all
    /// diagnostics so far: what was held back before stays so.
    pub fn without_faulty(self, request: &Request, diagnostics: &Diagnostics) -> Option<Site> {
        let config = Arc::clone(&self.model.config);
        let choices = Choices {
            today: self.model.today,
            drafts: request.drafts,
            hold_faulty: request.hold_faulty,
        };
        let (model, _) = Model::new(&self.inputs, config, choices, diagnostics.clone());
        // Each round leaves out one record more, or there is nothing to be gained by another.
        let model = model.filter(|model| model.left_out.len() > self.model.left_out.len())?;
        Some(Site { model, ..self })
    }

    fn extent(&self, posters: bool) -> Extent {
        let asset = |folder: &'static str| {
            self.theme
                .folder(folder)
                .map(move |(name, _)| format!("{folder}/{name}"))
        };
        Extent {
            posters,
            assets: asset("styles").chain(asset("scripts")).collect(),
            statics: self.inputs.statics.clone(),
        }
    }
}

/// One rendering of a whole plan.
struct Run<'r> {
    site: &'r Site,
    plan: &'r SitePlan<'r>,
    renderer: &'r Renderer<'r>,
    sink: &'r dyn Sink,
}

impl Run<'_> {
    fn all(&self, jobs: usize) -> Result<Diagnostics, WriteError> {
        let (posters, pages): (Vec<&Output>, Vec<&Output>) = self
            .plan
            .outputs
            .iter()
            .partition(|output| matches!(output.subject, Subject::Poster(_)));
        let mut diagnostics = Diagnostics::new();
        let mut done: Vec<Result<Diagnostics, WriteError>> = pages
            .par_iter()
            .with_min_len(BATCH)
            .map(|output| self.one(output))
            .collect();
        done.extend(self.posters(&posters, jobs));
        for found in done {
            diagnostics.extend(found?);
        }
        let mut diagnostics = once(&diagnostics);
        diagnostics.sort();
        // A picture is read for its page and for the poster: one fault is enough.
        diagnostics.dedup();
        Ok(diagnostics)
    }

    /// Posters on threads of their own, each with a pool of one thread: the work stealing that
    /// Typst nests inside a shared pool overflows the stack.
    fn posters(&self, posters: &[&Output], jobs: usize) -> Vec<Result<Diagnostics, WriteError>> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if jobs == 0 { cores } else { jobs }.min(posters.len());
        let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(1)
                .stack_size(STACK)
                .build();
            let mut results = Vec::new();
            while let Some(output) = posters.get(next.fetch_add(1, Ordering::Relaxed)) {
                results.push(match &pool {
                    Ok(pool) => pool.install(|| self.one(output)),
                    Err(_) => self.one(output),
                });
                self.sink
                    .progress(finished.fetch_add(1, Ordering::Relaxed) + 1, posters.len());
            }
            results
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|_| {
                    std::thread::Builder::new()
                        .stack_size(STACK)
                        .spawn_scoped(scope, work)
                })
                .collect();
            let mut results = Vec::new();
            for worker in workers {
                match worker.map(std::thread::ScopedJoinHandle::join) {
                    Ok(Ok(done)) => results.extend(done),
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    // Without a thread its share is done by the others, or here.
                    Err(_) => results.extend(work()),
                }
            }
            results
        })
    }

    fn one(&self, output: &Output) -> Result<Diagnostics, WriteError> {
        let mut found = Diagnostics::new();
        match self.render(output) {
            Ok(rendered) => {
                self.sink.take(&output.address.output(), &rendered.bytes)?;
                for remark in rendered.remarks {
                    found.extend(self.remark(output, remark));
                }
            }
            Err(fault) => found.push(*fault),
        }
        Ok(found)
    }

    fn render(&self, output: &Output) -> Result<Rendered, Box<Diagnostic>> {
        let mut view = self.plan.view(output);
        self.fill(&mut view, &self.origin(output))?;
        self.renderer.render(&view).map_err(|fault| {
            let of = self.origin(output);
            let at = match fault.code {
                "address-too-long" => InputPath::new("content/site.yaml"),
                code if is_shared(code) => self.theme(),
                _ => return diagnostic(of, fault),
            };
            let mut found = diagnostic(at, fault);
            found
                .help
                .push(words!("可以对照 {of} 检查", "check it with {of}"));
            found
        })
    }

    /// Reads the files that a view names.
    fn fill(&self, view: &mut View, at: &InputPath) -> Result<(), Box<Diagnostic>> {
        let read = |path: &InputPath| {
            self.site
                .folder
                .bytes(path)
                .map(Arc::<[u8]>::from)
                .map_err(|error| {
                    let fault = RenderFault {
                        code: "unreadable",
                        message: words!("无法读取 {path}：{error}", "cannot read {path}: {error}"),
                        help: words!(
                            "检查文件是否还在、能否打开",
                            "check that the file is still there and can be opened"
                        ),
                    };
                    diagnostic(at.clone(), fault)
                })
        };
        match view {
            View::Picture(file) | View::Copy(file) => file.bytes = read(&file.source)?,
            View::Poster(poster) => {
                for picture in &mut poster.pictures {
                    picture.bytes = read(&picture.source)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The file to which a fault of an output belongs.
    fn origin(&self, output: &Output) -> InputPath {
        match &output.subject {
            Subject::Record(id) | Subject::Poster(id) | Subject::Redirect(id) => {
                match self.site.model.record(*id) {
                    Some(record) => record.source.path.clone(),
                    None => InputPath::new(output.address.as_str()),
                }
            }
            Subject::Picture(path) | Subject::Copy(path) => self
                .site
                .model
                .user_of(path)
                .map_or_else(|| path.clone(), |record| record.source.path.clone()),
            _ => self.theme(),
        }
    }

    fn theme(&self) -> InputPath {
        InputPath::new(format!("themes/{}", self.site.theme_name))
    }

    /// What a layout said about a poster, unless its author has answered it.
    fn remark(&self, output: &Output, remark: Remark) -> Diagnostics {
        let at = self.origin(output);
        let diagnostic = match remark {
            Remark::BodyCut => Diagnostic::warning(
                "body-cut",
                at,
                words!(
                    "海报放不下全文，末尾写了“全文见二维码”",
                    "the poster has no room for the whole text and ends with a pointer to it"
                ),
            )
            .help(words!(
                "在“海报”里写要点，或写大“张数”",
                "write `points` under `poster`, or more `sheets`"
            )),
            Remark::HeadlineLong => Diagnostic::warning(
                "headline-long",
                at,
                words!(
                    "标题在海报上占三行",
                    "the headline takes three lines on the poster"
                ),
            )
            .help(words!(
                "缩短标题，每行不超过 11 个字，两行以内",
                "shorten the title to two lines of 11 characters"
            )),
            Remark::PointsOverflow => Diagnostic::warning(
                "points-overflow",
                at,
                words!(
                    "要点在一张海报上放不下，接到了下一张",
                    "the points do not fit on one sheet and go on to the next"
                ),
            )
            .help(words!(
                "减少要点，或写短一些",
                "write fewer or shorter points"
            )),
        };
        let mut found = Diagnostics::new();
        let record = match &output.subject {
            Subject::Poster(id) => self.site.model.record(*id),
            _ => None,
        };
        if !record.is_some_and(|record| record.has_answered(&diagnostic)) {
            found.push(diagnostic);
        }
        found
    }
}

/// A fault of rendering, at the file to which it belongs.
fn diagnostic(at: InputPath, fault: RenderFault) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(fault.code, at, fault.message).help(fault.help))
}

/// Whether a fault is of the theme or the settings and not of the record that met it: then no
/// record is held back for it.
fn is_shared(code: &str) -> bool {
    matches!(
        code,
        "template" | "poster-layout" | "lost-mark" | "address-too-long"
    )
}

/// Tells shared faults once, with the first of the outputs that met them.
fn once(diagnostics: &Diagnostics) -> Diagnostics {
    let mut shared: BTreeMap<(&str, String), Diagnostic> = BTreeMap::new();
    let mut rest = Diagnostics::new();
    for diagnostic in diagnostics {
        if !is_shared(diagnostic.code) {
            rest.push(diagnostic.clone());
            continue;
        }
        let said = match diagnostic.code {
            // Its message names the address, another one for each record.
            "address-too-long" => String::new(),
            _ => diagnostic.message.en.clone(),
        };
        let first = |d: &Diagnostic| d.help.last().map(|words| words.en.clone());
        let known = shared
            .entry((diagnostic.code, said))
            .or_insert_with(|| diagnostic.clone());
        if first(diagnostic) < first(known) {
            *known = diagnostic.clone();
        }
    }
    for diagnostic in shared.into_values() {
        rest.push(diagnostic);
    }
    rest
}

/// Stack of threads that lay out posters, which recurse with the depth of the text.
const STACK: usize = 16 << 20;
