//! Steps 1 to 3, once or again and again: looks at a site folder and makes its plan.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::outcome::Basis;
use super::{Faulty, Ledger, Report, Request, Sink, Site, posted};
use crate::config::{self, Config, Language};
use crate::diagnostic::Diagnostics;
use crate::load::{Document, Inputs, Kept, Seen, SiteFolder, Touched, Tree};
use crate::model::{Choices, Memory, Model};
use crate::plan::{Extent, SitePlan};
use crate::render::Renderer;
use crate::source::{Hash, Source};
use crate::write::WriteError;

/// A site folder that is looked at once or again and again. What did not change between two looks
/// is not read again.
#[derive(Debug)]
pub struct Session {
    folder: SiteFolder,
    request: Request,
    tree: Tree,
    /// What a look at everything saw that is still to be read, with the time of that.
    seen: Option<(Seen, DateTime<Utc>)>,
    memory: Memory,
    /// The theme that is in use, with its name and language.
    renderer: Option<(Option<String>, Language, Arc<Renderer>)>,
    /// The renderer whose templates were tried without a fault.
    tried: Option<Arc<Renderer>>,
    /// Names and hashes of what the cache holds of the records.
    pub(super) shards: BTreeMap<String, Hash>,
    /// What earlier builds posted.
    posted: posted::Known,
    /// The last plan, if nothing was wrong with it.
    plan: Option<SitePlan>,
    /// The settings and the day of the last look.
    last: Option<(Arc<Config>, NaiveDate)>,
    /// On what that look rests.
    basis: Basis,
}

/// What a look at a site found.
#[derive(Debug)]
pub struct Look {
    /// The site, unless an error stops everything.
    pub site: Option<Site>,
    /// The language of the site, as soon as it is known.
    pub language: Language,
    /// What was found, sorted.
    pub diagnostics: Diagnostics,
}

impl Look {
    /// The day, if the settings pin it.
    pub fn pinned(&self) -> Option<NaiveDate> {
        let site = self.site.as_ref()?;
        site.model().config.today
    }
}

/// What rendering everything led to.
#[derive(Debug)]
pub struct Rendered<S> {
    /// The sink that took everything, with what was made; none if an error stops everything.
    pub made: Option<(S, Report, Ledger)>,
    /// What was found from the first step on, sorted.
    pub diagnostics: Diagnostics,
}

impl Session {
    /// A session that knows nothing yet.
    pub fn new(folder: SiteFolder, request: Request) -> Self {
        Session {
            folder,
            request,
            tree: Tree::default(),
            seen: None,
            memory: Memory::default(),
            renderer: None,
            tried: None,
            shards: BTreeMap::new(),
            posted: posted::Known::default(),
            plan: None,
            last: None,
            basis: Basis::default(),
        }
    }

    /// Lets it know what an earlier run read.
    pub(super) fn know(&mut self, kept: Vec<Kept>, memory: Memory) {
        self.tree = Tree::knowing(kept);
        self.memory = memory;
    }

    /// Looks at everything in the folder, for the next [`look`](Session::look) to read.
    pub(super) fn see(&mut self) {
        let now = Utc::now();
        let seen = Tree::look(&self.folder, SystemTime::from(now));
        self.seen = Some((seen, now));
    }

    /// On what a look at what was seen would rest, with a theme of this name.
    pub(super) fn basis_now(&self, theme: Option<&str>) -> Basis {
        let Some((seen, now)) = &self.seen else {
            return Basis::default();
        };
        let now = SystemTime::from(*now);
        Basis {
            content: seen.digest(),
            theme: self.folder.theme_digest(theme, now),
            posted: posted::digest(self.folder.root(), now),
        }
    }

    /// The day for which states would be told, with the day that the settings pin and the seconds
    /// by which the zone of the site is ahead.
    pub(super) fn day_in(&self, pinned: Option<NaiveDate>, ahead: i32) -> Option<NaiveDate> {
        let (_, now) = self.seen.as_ref()?;
        let zone = FixedOffset::east_opt(ahead)?;
        let fixed = self.request.today.or(pinned);
        Some(fixed.unwrap_or_else(|| day_of(zone, *now)))
    }

    /// The settings, the day and the basis of the last look.
    pub(super) fn seen_last(&self) -> Option<(&Config, NaiveDate, Basis)> {
        let (config, day) = self.last.as_ref()?;
        Some((config, *day, self.basis))
    }

    /// What it is asked for.
    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    /// The folder of the site.
    pub(super) fn folder(&self) -> &SiteFolder {
        &self.folder
    }

    /// What it has read.
    pub(super) fn known(&self) -> (&Tree, &Memory) {
        (&self.tree, &self.memory)
    }

    /// Whether it has read anything since this was last asked.
    pub(super) fn has_read_more(&mut self) -> bool {
        let (texts, records) = (self.tree.has_read(), self.memory.has_changed());
        texts || records
    }

    /// Reads what changed, and plans the site anew.
    pub fn look(&mut self, touched: &Touched) -> Look {
        let mut now = Utc::now();
        self.basis = Basis::default();
        match (touched, self.seen.take()) {
            (Touched::Everything, Some((seen, at))) => {
                // Day and theme are those of the moment of that look.
                now = at;
                self.basis.content = seen.digest();
                self.tree.take_all(&self.folder, seen);
            }
            _ => self
                .tree
                .refresh(&self.folder, touched, SystemTime::from(now)),
        }
        if self.is_theme_touched(touched) {
            self.renderer = None;
        }
        self.make(now, &Diagnostics::new())
    }

    /// Renders everything that a look found into a sink that `open` makes. A record that cannot be
    /// rendered is left out when faulty ones are; then all is rendered again, into a new sink.
    ///
    /// # Errors
    ///
    /// A sink cannot be made, or refused an output.
    pub fn render<S: Sink>(
        &mut self,
        look: Look,
        before: &Ledger,
        mut open: impl FnMut() -> Result<S, WriteError>,
    ) -> Result<Rendered<S>, WriteError> {
        let Look {
            site,
            mut diagnostics,
            ..
        } = look;
        let mut rendering = Diagnostics::new();
        let mut left_out = None;
        let mut next = site;
        while let Some(site) = next {
            // Each round leaves out one record more, or there is nothing to be gained by another.
            let count = site.model().left_out.len();
            if left_out
                .replace(count)
                .is_some_and(|before| count <= before)
            {
                break;
            }
            let sink = open()?;
            let (made, found) = site.render(before, self.request.jobs, &sink)?;
            diagnostics.extend_from(&found);
            if let Some((mut report, ledger)) = made {
                let posted = self.posted.last().with(site.model());
                report.posts = posted.map(posted::written);
                diagnostics.sort();
                return Ok(Rendered {
                    made: Some((sink, report, ledger)),
                    diagnostics,
                });
            }
            drop(sink);
            rendering.extend(found);
            let again = self.make(Utc::now(), &rendering);
            next = again.site;
        }
        diagnostics.sort();
        Ok(Rendered {
            made: None,
            diagnostics,
        })
    }

    /// The settings, if they could be read, and the files of rules at the last look.
    pub fn settings_and_rules(&self) -> (Option<Arc<Source>>, Vec<Arc<Source>>) {
        let (inputs, _) = self.tree.inputs();
        inputs.map_or_else(Default::default, |inputs| {
            (inputs.settings.clone(), inputs.rules.clone())
        })
    }

    /// All Markdown files at the last look, those of records that are left out among them.
    pub fn documents(&self) -> Vec<Arc<Document>> {
        let (inputs, _) = self.tree.inputs();
        inputs.map_or_else(Vec::new, |inputs| inputs.documents.clone())
    }

    /// Whether the day has ended for which states were told: then everything must be looked at
    /// again though no file has changed.
    pub fn is_past_midnight(&self) -> bool {
        let fixed = self.request.today.is_some();
        self.last.as_ref().is_some_and(|(config, day)| {
            !fixed && config.today.is_none() && *day != clock(config.zone)
        })
    }

    fn is_theme_touched(&self, touched: &Touched) -> bool {
        let themes = self.folder.root().join("themes");
        match touched {
            Touched::Everything => true,
            Touched::Folders(folders) => folders.iter().any(|path| path.starts_with(&themes)),
        }
    }

    /// From what was read to the plan. `rendering` has errors of an earlier try.
    fn make(&mut self, now: DateTime<Utc>, rendering: &Diagnostics) -> Look {
        let (inputs, mut diagnostics) = self.tree.inputs();
        let nothing = |mut diagnostics: Diagnostics, language| {
            diagnostics.sort();
            diagnostics.gather();
            Look {
                site: None,
                language,
                diagnostics,
            }
        };
        let Some(inputs) = inputs else {
            return nothing(diagnostics, self.language());
        };
        let (config, found) = config::read(inputs.settings.as_ref());
        diagnostics.extend(found);
        let Some(mut config) = config else {
            return nothing(diagnostics, self.language());
        };
        if let Some(base_url) = &self.request.base_url {
            config.base_url = Some(base_url.trim_end_matches('/').to_owned());
        }
        if self.request.today.is_some() {
            config.today = None;
        }
        config.economy |= self.request.economy;
        let language = config.language;
        let config = Arc::new(config);
        let today = self.request.today.or(config.today);
        let today = today.unwrap_or_else(|| day_of(config.zone, now));
        self.last = Some((Arc::clone(&config), today));
        let at = SystemTime::from(now);
        // Before they are read: what is written from here on has another stamp.
        self.basis.theme = self.folder.theme_digest(config.theme.as_deref(), at);
        self.basis.posted = posted::digest(self.folder.root(), at);
        let renderer = self.renderer(&config, &mut diagnostics);
        let choices = Choices {
            today,
            drafts: self.request.drafts,
            until: self.request.until(today),
            faulty: self.request.faulty,
            posted: self.posted.read(self.folder.root(), &mut diagnostics),
        };
        diagnostics.extend_from(rendering);
        let (model, mut diagnostics) =
            Model::new(&inputs, &config, &choices, diagnostics, &mut self.memory);
        let site = model
            .zip(renderer)
            .and_then(|(model, renderer)| self.plan(model, renderer, &inputs, &mut diagnostics))
            .filter(|site| self.is_usable(site, &mut diagnostics));
        diagnostics.sort();
        diagnostics.gather();
        Look {
            site,
            language,
            diagnostics,
        }
    }

    fn plan(
        &mut self,
        model: Arc<Model>,
        renderer: Arc<Renderer>,
        inputs: &Inputs,
        diagnostics: &mut Diagnostics,
    ) -> Option<Site> {
        let extent = Extent {
            posters: self.request.posters,
            assets: renderer.assets(),
            statics: inputs.statics.clone(),
        };
        let (plan, found) = SitePlan::new(model, extent, self.plan.as_ref());
        let is_whole = !found.has_errors();
        self.plan = found.is_empty().then(|| plan.clone());
        diagnostics.extend(found);
        is_whole.then(|| Site::new(self.folder.clone(), plan, renderer, self.tree.stamps()))
    }

    /// Whether the pages of a site can be shown instead of the last good ones. Only a preview asks:
    /// it renders a page when a browser wants it, which is too late to keep the last good site.
    fn is_usable(&mut self, site: &Site, diagnostics: &mut Diagnostics) -> bool {
        let is_tried = |tried: &Arc<Renderer>| Arc::ptr_eq(tried, &site.renderer);
        if self.request.faulty != Faulty::KeepLast || self.tried.as_ref().is_some_and(is_tried) {
            return true;
        }
        let found = site.try_templates();
        let is_usable = found.is_empty();
        diagnostics.extend(found);
        self.tried = is_usable.then(|| Arc::clone(&site.renderer));
        is_usable
    }

    /// The renderer of the theme that the settings name. It is made again only if the theme or its
    /// files have changed.
    fn renderer(
        &mut self,
        config: &Config,
        diagnostics: &mut Diagnostics,
    ) -> Option<Arc<Renderer>> {
        if let Some((theme, language, renderer)) = &self.renderer
            && *theme == config.theme
            && *language == config.language
        {
            return Some(Arc::clone(renderer));
        }
        let (theme, found) = self.folder.theme(config.theme.as_deref());
        let is_whole = !found.has_errors();
        let is_faultless = found.is_empty();
        diagnostics.extend(found);
        let name = config.theme.as_deref().unwrap_or("default");
        let (renderer, found) = Renderer::new(theme, name, config.language);
        let is_whole = is_whole && !found.has_errors();
        let is_faultless = is_faultless && found.is_empty();
        diagnostics.extend(found);
        let renderer = is_whole.then(|| Arc::new(renderer))?;
        // Findings are told with every look, so a theme that has some is looked at again.
        if is_faultless {
            let known = (config.theme.clone(), config.language, Arc::clone(&renderer));
            self.renderer = Some(known);
        }
        Some(renderer)
    }

    fn language(&self) -> Language {
        let last = self.last.as_ref();
        last.map_or_else(Language::default, |(config, _)| config.language)
    }
}

/// The day by the clock in a zone.
pub fn clock(zone: FixedOffset) -> NaiveDate {
    day_of(zone, Utc::now())
}

/// The day of a moment in a zone. Only this file asks the clock for the moment.
fn day_of(zone: FixedOffset, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}
