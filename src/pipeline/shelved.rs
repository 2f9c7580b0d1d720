//! Finished posters and cards on a shelf: under their fingerprint their bytes, with what their
//! layouts had to say. One of many programs fills its share of it.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Site, threads};
use crate::cache::Shelf;
use crate::diagnostic::Diagnostics;
use crate::paths::SitePath;
use crate::plan::Output;
use crate::render::{Doubt, Remark, Rendered};
use crate::source::{self, Hash};

/// One of so many shares, counted from 1, of what a site has to lay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which one.
    pub number: u64,
    /// How many there are.
    pub of: u64,
}

impl Share {
    /// Whether an output is part of it. Its address decides: nothing of the other shares has to be
    /// composed to know.
    fn has(self, address: &SitePath) -> bool {
        let hash = source::hash(address.as_str().as_bytes());
        let first = hash.iter().take(size_of::<u64>());
        let place = first.fold(0, |place, byte| place << 8 | u64::from(*byte));
        u64::checked_rem(place, self.of) == self.number.checked_sub(1)
    }
}

/// What filling a share led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filled {
    /// Posters and cards of the site.
    pub all: usize,
    /// Those of the share.
    pub share: usize,
    /// How many of the share were rendered; the others lay there.
    pub rendered: usize,
}

/// A finished poster; none if it is not there.
pub(super) fn get(shelf: &Shelf, fingerprint: &Hash) -> Option<Rendered> {
    let entry = shelf.get(fingerprint)?;
    let (said, bytes) = postcard::take_from_bytes(&entry).ok()?;
    let (sheets, remarks, doubts): (usize, Vec<Remark>, Vec<Doubt>) = said;
    Some(Rendered {
        bytes: bytes.to_vec(),
        sheets,
        remarks,
        doubts,
    })
}

/// Puts a finished poster there.
pub(super) fn put(shelf: &Shelf, fingerprint: &Hash, rendered: &Rendered) -> io::Result<()> {
    let said = (rendered.sheets, &rendered.remarks, &rendered.doubts);
    let mut entry = postcard::to_extend(&said, Vec::new()).map_err(io::Error::other)?;
    entry.extend_from_slice(&rendered.bytes);
    shelf.put(fingerprint, &entry)
}

impl Site {
    /// Puts on the shelf what is missing there of a share. `progress` is told how many of how many
    /// are done that had to be rendered.
    ///
    /// # Errors
    ///
    /// Nothing can be put on the shelf.
    pub fn fill_share(
        &self,
        shelf: &Shelf,
        share: Share,
        jobs: usize,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> io::Result<(Filled, Diagnostics)> {
        let outputs = self.plan.outputs().iter();
        let all: Vec<&Output> = outputs.filter(|it| it.subject.is_laid_out()).collect();
        let of_share = |output: &&&Output| share.has(&output.address);
        let ours: Vec<&Output> = all.iter().filter(of_share).copied().collect();
        let is_missing = |output: &&Output| {
            let (view, _) = self.plan.view(output);
            let (_, fingerprint) = self.with_fingerprint(output, view);
            get(shelf, &fingerprint).is_none()
        };
        let missing: Vec<&Output> = ours.par_iter().copied().filter(is_missing).collect();
        let finished = AtomicUsize::new(0);
        let made = threads::each(&missing, jobs, |output| {
            let (view, _) = self.plan.view(output);
            let (view, fingerprint) = self.with_fingerprint(output, view);
            let made = match self.render_view(output, view) {
                Ok(rendered) => put(shelf, &fingerprint, &rendered).map(|()| Diagnostics::new()),
                Err(found) => Ok(found),
            };
            let done = finished.fetch_add(1, Ordering::Relaxed) + 1;
            progress(done, missing.len());
            made
        });
        let mut diagnostics = Diagnostics::new();
        for found in made {
            diagnostics.extend(found?);
        }
        diagnostics.sort();
        // A fault of a layout shows on every poster.
        diagnostics.dedup();
        let filled = Filled {
            all: all.len(),
            share: ours.len(),
            rendered: missing.len(),
        };
        Ok((filled, diagnostics))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_in_one_share_and_no_share_in_none() {
        for of in [1, 2, 3, 7] {
            let mut counts = vec![0; usize::try_from(of).unwrap()];
            for number in 0..700 {
                let address = SitePath::new(format!("/p/{number}.pdf"));
                let mut owners = (1..=of).filter(|number| {
                    Share {
                        number: *number,
                        of,
                    }
                    .has(&address)
                });
                let owner = owners.next().unwrap();
                assert_eq!(owners.next(), None);
                counts[usize::try_from(owner).unwrap() - 1] += 1;
            }
            let fair = 700 / counts.len();
            assert!(counts.iter().all(|count| count * 2 > fair), "{counts:?}");
        }
    }
}
