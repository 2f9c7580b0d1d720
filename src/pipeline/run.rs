//! Step 4 for a whole plan: what a ledger knows to be unchanged is kept, the rest is rendered.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::ledger::{Gathering, Known, Ledger, Made};
use super::remark::once;
use super::{Report, Sink, Site, threads};
use crate::diagnostic::Diagnostics;
use crate::plan::view::View;
use crate::plan::{self, Counts, Output, Subject};
use crate::render;
use crate::write::WriteError;

/// Fewest pages that a thread takes at a time: waking threads for each costs more than rendering.
const BATCH: usize = 16;

/// An output with its position in the plan.
type Numbered<'o> = (usize, &'o Output);

/// Where a run starts from and where it leads.
struct Run<'r> {
    site: &'r Site,
    sink: &'r dyn Sink,
    before: Known<'r>,
    after: Gathering,
    rendered: Mutex<Counts>,
}

impl Site {
    /// Brings all outputs into the sink: those that are the same as in the ledger `before`, and
    /// still stand, are kept, and the others rendered. The result has the new ledger, unless
    /// something was wrong.
    ///
    /// # Errors
    ///
    /// The sink refused an output.
    pub fn render(
        &self,
        before: &Ledger,
        jobs: usize,
        sink: &dyn Sink,
    ) -> Result<(Option<(Report, Ledger)>, Diagnostics), WriteError> {
        let run = Run {
            site: self,
            sink,
            before: before.known(),
            after: Gathering::new(self.plan.outputs().len()),
            rendered: Mutex::default(),
        };
        let (mut posters, pages): (Vec<Numbered<'_>>, Vec<Numbered<'_>>) = self
            .plan
            .outputs()
            .iter()
            .enumerate()
            .partition(|(_, output)| {
                matches!(
                    output.subject,
                    Subject::Poster(_)
                        | Subject::GridChart(_)
                        | Subject::ComparisonSheet(_)
                        | Subject::RegisterBook(..)
                        | Subject::Card(_)
                )
            });
        // The engine keeps what it made of the layouts from one sheet to the next of the same use.
        posters.sort_by_key(|(_, output)| matches!(output.subject, Subject::Card(_)));
        let mut diagnostics = pages
            .par_iter()
            .with_min_len(BATCH)
            .map(|(at, output)| run.one(*at, output))
            .try_reduce(Diagnostics::new, |mut all, found| {
                all.extend(found);
                Ok(all)
            })?;
        let finished = AtomicUsize::new(0);
        let found = threads::each(&posters, jobs, |(at, output)| {
            let found = run.one(*at, output);
            let done = finished.fetch_add(1, Ordering::Relaxed) + 1;
            sink.progress(done, posters.len());
            found
        });
        for found in found {
            diagnostics.extend(found?);
        }
        let mut diagnostics = once(&diagnostics);
        diagnostics.sort();
        // A picture is read for its page and for the poster: one fault is enough.
        diagnostics.dedup();
        if diagnostics.has_errors() {
            return Ok((None, diagnostics));
        }
        let comparisons = match self.comparisons_for_office() {
            Ok(files) => files,
            Err(found) => return Ok((None, found)),
        };
        let rendered = run.rendered.into_inner();
        let report = Report {
            counts: self.plan.counts(),
            left_out: self.model().left_out.clone(),
            rendered: rendered.unwrap_or_else(PoisonError::into_inner),
            posts: None,
            audit: plan::audit(self.model()).as_ref().map(render::audit),
            comparisons,
        };
        let ledger = run.after.finish(self.plan.outputs());
        Ok((Some((report, ledger)), diagnostics))
    }
}

impl Run<'_> {
    fn one(&self, at: usize, output: &Output) -> Result<Diagnostics, WriteError> {
        let path = output.address.output();
        let known = self.before.get(at, &output.address);
        // As long as everything that was read is the same, so is the view.
        if let Some((made, reads)) = known
            && made.inputs.is_some()
            && self.site.inputs(output, reads) == made.inputs
            && self.sink.keep(&path, &made.bytes)?
        {
            self.after.add(at, reads.clone(), made.inputs, made.clone());
            return Ok(self.site.said_before(output, made));
        }
        let (view, reads) = self.site.plan.view(output);
        let inputs = self.site.inputs(output, &reads);
        // A page is made as soon as its view is written out and hashed; a poster takes far longer.
        let fingerprint = is_dear(&view).then(|| self.site.fingerprint_of(&view));
        if let Some((made, _)) = known
            && fingerprint.is_some()
            && made.fingerprint == fingerprint
            && self.sink.keep(&path, &made.bytes)?
        {
            self.after.add(at, reads, inputs, made.clone());
            return Ok(self.site.said_before(output, made));
        }
        let rendered = match self.site.render_view(output, view) {
            Ok(rendered) => rendered,
            Err(found) => return Ok(found),
        };
        let said = match self.site.look_into(output, &rendered.bytes) {
            Ok(said) => said,
            Err(found) => return Ok(found),
        };
        self.sink.take(&path, &rendered.bytes)?;
        let made = Made::new(fingerprint, rendered, said);
        let found = self.site.said_before(output, &made);
        self.after.add(at, reads, inputs, made);
        let counts = self.rendered.lock();
        counts.unwrap_or_else(PoisonError::into_inner).add(output);
        Ok(found)
    }
}

/// Whether an output takes much longer to make than its view to compare.
fn is_dear(view: &View) -> bool {
    matches!(
        view,
        View::Poster(_) | View::Card(_) | View::Book(_) | View::Picture(_) | View::Copy(_)
    )
}
