//! Step 4 for a whole plan: what a ledger knows to be unchanged is kept, the rest is rendered.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::ledger::{Gathering, Ledger, Made};
use super::remark::once;
use super::{Report, Sink, Site, threads};
use crate::diagnostic::Diagnostics;
use crate::plan::{Counts, Output, Reads, Subject};
use crate::source;
use crate::write::WriteError;

/// Fewest pages that a thread takes at a time: waking threads for each costs more than rendering.
const BATCH: usize = 16;

/// Where a run starts from and where it leads.
struct Run<'r> {
    site: &'r Site,
    sink: &'r dyn Sink,
    before: &'r Ledger,
    after: Mutex<(Gathering, Counts)>,
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
            before,
            after: Mutex::default(),
        };
        let (posters, pages): (Vec<&Output>, Vec<&Output>) = self
            .plan
            .outputs
            .iter()
            .partition(|output| matches!(output.subject, Subject::Poster(_)));
        let mut diagnostics = pages
            .par_iter()
            .with_min_len(BATCH)
            .map(|output| run.one(output))
            .try_reduce(Diagnostics::new, |mut all, found| {
                all.extend(found);
                Ok(all)
            })?;
        let finished = AtomicUsize::new(0);
        let found = threads::each(&posters, jobs, |output| {
            let found = run.one(output);
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
        let (ledger, rendered) = run
            .after
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let report = Report {
            counts: self.plan.counts(),
            left_out: self.model().left_out.clone(),
            rendered,
        };
        Ok((Some((report, ledger.finish())), diagnostics))
    }
}

impl Run<'_> {
    fn one(&self, output: &Output) -> Result<Diagnostics, WriteError> {
        let path = output.address.output();
        let known = self.before.get(&output.address);
        // As long as everything that was read is the same, so is the view.
        if let Some((made, reads)) = known
            && self.site.inputs(output, reads) == Some(made.inputs)
            && self.sink.keep(&path, &made.bytes)?
        {
            return Ok(self.kept(output, reads.clone(), made.clone()));
        }
        let (view, reads) = self.site.plan.view(output);
        let inputs = self.site.inputs(output, &reads).unwrap_or_default();
        let fingerprint = self.site.fingerprint_of(&view);
        if let Some((made, _)) = known
            && made.fingerprint == fingerprint
            && self.sink.keep(&path, &made.bytes)?
        {
            let mut made = made.clone();
            made.inputs = inputs;
            return Ok(self.kept(output, reads, made));
        }
        let rendered = match self.site.render_view(output, view) {
            Ok(rendered) => rendered,
            Err(found) => return Ok(found),
        };
        self.sink.take(&path, &rendered.bytes)?;
        let bytes = source::hash(&rendered.bytes);
        let found = self.site.remarks(output, &rendered.remarks);
        let made = Made::new(inputs, fingerprint, bytes, rendered.remarks);
        self.note(output, reads, made, true);
        Ok(found)
    }

    /// An output that stays what it was; what its layout had to say is said again.
    fn kept(&self, output: &Output, reads: Reads, made: Made) -> Diagnostics {
        let found = self.site.remarks(output, &made.remarks);
        self.note(output, reads, made, false);
        found
    }

    fn note(&self, output: &Output, reads: Reads, made: Made, rendered: bool) {
        let mut after = self.after.lock().unwrap_or_else(PoisonError::into_inner);
        after.0.add(output.address.clone(), reads, made);
        if rendered {
            after.1.add(output);
        }
    }
}
