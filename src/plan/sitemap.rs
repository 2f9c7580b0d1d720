//! Which pages search engines shall find, and how many addresses stand in one file.

use std::ops::Range;

use super::compose::is_erased;
use super::{Output, Subject, routes};
use crate::model::record::Record;
use crate::model::{Model, RecordId};

/// Most addresses in a file: the limit of the protocol (sitemaps.org).
const ADDRESSES: usize = 50_000;
/// Most bytes in a file. The protocol allows 52,428,800; the rest is for what stands around.
const BYTES: usize = 50_000_000;
/// Bytes of an entry besides its address.
const ENTRY: usize = 64;

/// Whether search engines shall find an output: a page of its own, whose text is not erased.
pub(super) fn is_listed<'m>(
    output: &Output,
    record: impl FnOnce(RecordId) -> Option<&'m Record>,
) -> bool {
    match &output.subject {
        Subject::Record(id) => record(*id).is_some_and(|record| !is_erased(record)),
        Subject::Place(_)
        | Subject::List(..)
        | Subject::Page(_)
        | Subject::Mechanism(_)
        | Subject::Policy(_)
        | Subject::Rhythm(..)
        | Subject::Week(..)
        | Subject::Month(..)
        | Subject::Grids(_)
        | Subject::Bodies(_)
        | Subject::Goals(_)
        | Subject::Word(..)
        | Subject::Rollout(_)
        | Subject::Series(..)
        | Subject::Comparison(_)
        | Subject::Forum(..)
        | Subject::Register(..)
        | Subject::Venues(_)
        | Subject::Shares(_)
        | Subject::Parts(..)
        | Subject::Corrections(_)
        | Subject::Search => true,
        Subject::Poster(_)
        | Subject::Card(_)
        | Subject::Chat(_)
        | Subject::Redirect(_)
        | Subject::GridChart(_)
        | Subject::GridsRedirect(_)
        | Subject::ComparisonSheet(_)
        | Subject::RegisterBook(..)
        | Subject::SearchData(..)
        | Subject::SearchPlaces
        | Subject::Screen(_)
        | Subject::Feed(_)
        | Subject::Calendar(_)
        | Subject::Table(..)
        | Subject::Data(..)
        | Subject::DataSchema
        | Subject::NotFound
        | Subject::Sitemap(_)
        | Subject::Manifest
        | Subject::Picture(_)
        | Subject::Copy(_)
        | Subject::Asset(_) => false,
    }
}

/// The outputs that each file of addresses covers, in the order of the plan; none for a site that
/// does not know its own address.
pub(super) fn parts(model: &Model, outputs: &[Output]) -> Vec<Range<usize>> {
    let Some(base) = &model.config.base_url else {
        return Vec::new();
    };
    let sizes = outputs.iter().map(|output| {
        // Encoding makes a byte three at most, and an entity of the base six.
        let size = || ENTRY + 6 * base.len() + 3 * output.address.as_str().len();
        is_listed(output, |id| model.record(id)).then(size)
    });
    split(sizes, ADDRESSES, BYTES)
}

/// Stretches of entries, each with at most so many that have a size, and of at most so many bytes.
fn split(
    sizes: impl Iterator<Item = Option<usize>>,
    addresses: usize,
    bytes: usize,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut end) = (0, 0);
    let (mut count, mut total) = (0, 0);
    for size in sizes {
        if let Some(size) = size {
            if count == addresses || (count > 0 && total + size > bytes) {
                parts.push(start..end);
                (start, count, total) = (end, 0, 0);
            }
            count += 1;
            total += size;
        }
        end += 1;
    }
    if count > 0 {
        parts.push(start..end);
    }
    parts
}

/// The files of addresses: one, or one that leads to the others.
pub(super) fn outputs(parts: &[Range<usize>]) -> Vec<Output> {
    let output = |part| Output {
        address: routes::sitemap(part),
        subject: Subject::Sitemap(part),
    };
    let mut outputs = Vec::new();
    if !parts.is_empty() {
        outputs.push(output(None));
    }
    if parts.len() > 1 {
        outputs.extend((0..parts.len()).map(|at| output(Some(at))));
    }
    outputs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_holds_more_than_the_protocol_allows() {
        let ten = |sizes: [u8; 10]| {
            let sizes = sizes.map(|size| (size > 0).then_some(usize::from(size)));
            let parts = split(sizes.into_iter(), 3, 20);
            let ends = parts.into_iter().map(|part| (part.start, part.end));
            ends.collect::<Vec<_>>()
        };
        assert!(ten([0; 10]).is_empty());
        assert_eq!(ten([1, 0, 1, 0, 1, 0, 0, 0, 0, 0]), [(0, 10)]);
        assert_eq!(ten([1, 0, 1, 0, 1, 0, 1, 0, 0, 0]), [(0, 6), (6, 10)]);
        assert_eq!(ten([1; 10]), [(0, 3), (3, 6), (6, 9), (9, 10)]);
        assert_eq!(ten([9, 9, 9, 0, 1, 0, 0, 0, 0, 0]), [(0, 2), (2, 10)]);
        // One that is too large alone has a file of its own.
        assert_eq!(ten([30, 1, 0, 0, 0, 0, 0, 0, 0, 0]), [(0, 1), (1, 10)]);
    }

    #[test]
    fn several_files_have_one_that_leads_to_them() {
        let addresses = |parts: &[Range<usize>]| -> Vec<String> {
            let outputs = outputs(parts).into_iter();
            outputs
                .map(|output| output.address.as_str().to_owned())
                .collect()
        };
        assert!(addresses(&[]).is_empty());
        assert_eq!(addresses(std::slice::from_ref(&(0..4))), ["/sitemap.xml"]);
        assert_eq!(
            addresses(&[0..4, 4..9]),
            ["/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml"]
        );
    }
}
