//! Step 4 for a whole plan: what a ledger knows to be unchanged is kept, what lies on the shelf is
//! taken, the rest is rendered.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::ledger::{Gathering, Known, Ledger, Made};
use super::remark::once;
use super::{Report, Sink, Site, shelved, threads};
use crate::cache::Shelf;
use crate::diagnostic::Diagnostics;
use crate::plan::view::View;
use crate::plan::{self, Counts, Output, Reads, Subject};
use crate::render;
use crate::source::Hash;
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
    after: Gathering<'r>,
    rendered: Mutex<Counts>,
    shelved: AtomicUsize,
}

/// What became of an output without rendering it.
enum Settled {
    /// It is in the sink, with this to be said of it.
    Done(Diagnostics),
    /// It must be rendered.
    Due(Composed),
}

/// An output ready to be rendered.
struct Composed {
    view: View,
    reads: Reads,
    inputs: Option<Hash>,
    /// Only of what takes much longer to make than its view to write out and hash.
    fingerprint: Option<Hash>,
}

impl Site {
    /// Brings all outputs into the sink: those that are the same as in the ledger `before`, and
    /// still stand, are kept, posters and cards that lie on its shelf taken from there, and the
    /// others rendered. The result has the new ledger, unless
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
            after: Gathering::new(self.plan.outputs().len(), before),
            rendered: Mutex::default(),
            shelved: AtomicUsize::new(0),
        };
        let outputs = self.plan.outputs().iter().enumerate();
        let (laid_out, pages): (Vec<Numbered<'_>>, Vec<Numbered<'_>>) =
            outputs.partition(|(_, output)| output.subject.is_laid_out());
        let mut diagnostics = pages
            .par_iter()
            .with_min_len(BATCH)
            .map(|(at, output)| match run.settled(*at, output)? {
                Settled::Done(found) => Ok(found),
                Settled::Due(composed) => run.made(*at, output, composed),
            })
            .try_reduce(Diagnostics::new, |mut all, found| {
                all.extend(found);
                Ok(all)
            })?;
        // First what need not be rendered: so it is known how much work is left. Views of the rest
        // are composed again, since all of them at once would take much room.
        let settled = laid_out
            .par_iter()
            .map(|(at, output)| match run.settled(*at, output)? {
                Settled::Done(found) => Ok(Some(found)),
                Settled::Due(_) => Ok(None),
            })
            .collect::<Result<Vec<_>, WriteError>>()?;
        let mut due = Vec::new();
        for (numbered, settled) in laid_out.into_iter().zip(settled) {
            match settled {
                Some(found) => diagnostics.extend(found),
                None => due.push(numbered),
            }
        }
        // The engine keeps what it made of the layouts from one sheet to the next of the same use.
        due.sort_by_key(|(_, output)| matches!(output.subject, Subject::Card(_)));
        if !due.is_empty() {
            sink.progress(0, due.len());
        }
        let finished = AtomicUsize::new(0);
        let found = threads::each(&due, jobs, |(at, output)| {
            let found = run.made(*at, output, run.composed(output));
            let done = finished.fetch_add(1, Ordering::Relaxed) + 1;
            sink.progress(done, due.len());
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
            shelved: run.shelved.into_inner(),
            posts: None,
            audit: plan::audit(self.model()).as_ref().map(render::audit),
            comparisons,
        };
        let ledger = run.after.finish(self.plan.outputs());
        if let Some(shelf) = sink.shelf() {
            let is_laid_out = |output: &Output| output.subject.is_laid_out();
            let needed = ledger.fingerprints(self.plan.outputs(), is_laid_out);
            shelf.tidy(&needed.collect());
        }
        Ok((Some((report, ledger)), diagnostics))
    }
}

impl Run<'_> {
    /// Keeps an output that is as it was, or takes it from the shelf.
    fn settled(&self, at: usize, output: &Output) -> Result<Settled, WriteError> {
        let path = output.address.output();
        let known = self.before.get(at, &output.address);
        // As long as everything that was read is the same, so is the view.
        if let Some(made) = known
            && made.inputs.is_some()
            && self.inputs_now(output, made) == made.inputs
            && self.sink.keep(&path, &made.bytes)?
        {
            self.after.keep(at, made.clone());
            return Ok(Settled::Done(self.site.said_before(output, made)));
        }
        let composed = self.composed(output);
        if let Some(made) = known
            && composed.fingerprint.is_some()
            && made.fingerprint == composed.fingerprint
            && self.sink.keep(&path, &made.bytes)?
        {
            let Composed { reads, inputs, .. } = composed;
            self.after.add(at, reads, inputs, made.clone());
            return Ok(Settled::Done(self.site.said_before(output, made)));
        }
        let place = self.place(output, &composed);
        let found = place.and_then(|(shelf, name)| shelved::get(shelf, &name));
        let Some(rendered) = found else {
            return Ok(Settled::Due(composed));
        };
        self.shelved.fetch_add(1, Ordering::Relaxed);
        self.sink.take(&path, &rendered.bytes)?;
        let made = Made::new(composed.fingerprint, rendered, Box::default());
        let found = self.site.said_before(output, &made);
        self.after.add(at, composed.reads, composed.inputs, made);
        Ok(Settled::Done(found))
    }

    /// Hash of what an output of the ledger depended on, as that is now.
    fn inputs_now(&self, output: &Output, made: &Made) -> Option<Hash> {
        let digest = self
            .before
            .digest(made, |reads| self.site.plan.digest(reads))?;
        self.site.inputs(output, || digest)
    }

    fn composed(&self, output: &Output) -> Composed {
        let (view, reads) = self.site.plan.view(output);
        let inputs = self.site.inputs(output, || self.site.plan.digest(&reads));
        // A page is made as soon as its view is written out and hashed; a poster takes far longer.
        let (view, fingerprint) = if is_dear(&output.subject) {
            let (view, fingerprint) = self.site.with_fingerprint(output, view);
            (view, Some(fingerprint))
        } else {
            (view, None)
        };
        Composed {
            view,
            reads,
            inputs,
            fingerprint,
        }
    }

    /// The shelf and the name on it of what is laid out.
    fn place(&self, output: &Output, composed: &Composed) -> Option<(&Shelf, Hash)> {
        let shelf = self.sink.shelf().filter(|_| output.subject.is_laid_out());
        shelf.zip(composed.fingerprint)
    }

    /// Renders an output.
    fn made(
        &self,
        at: usize,
        output: &Output,
        composed: Composed,
    ) -> Result<Diagnostics, WriteError> {
        let place = self.place(output, &composed);
        let rendered = match self.site.render_view(output, composed.view) {
            Ok(rendered) => rendered,
            Err(found) => return Ok(found),
        };
        let said = match self.site.look_into(output, &rendered.bytes) {
            Ok(said) => said,
            Err(found) => return Ok(found),
        };
        if let Some((shelf, name)) = place {
            // Without it the next run only takes longer.
            let _ = shelved::put(shelf, &name, &rendered);
        }
        self.sink.take(&output.address.output(), &rendered.bytes)?;
        let made = Made::new(composed.fingerprint, rendered, said);
        let found = self.site.said_before(output, &made);
        self.after.add(at, composed.reads, composed.inputs, made);
        let counts = self.rendered.lock();
        counts.unwrap_or_else(PoisonError::into_inner).add(output);
        Ok(found)
    }
}

/// Whether an output takes much longer to make than its view to compare.
fn is_dear(subject: &Subject) -> bool {
    subject.is_laid_out() || matches!(subject, Subject::Picture(_) | Subject::Copy(_))
}
