//! What everything in a site folder comes to, kept from look to look: an edit of one text changes
//! one document of it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::tree::{Entry, SETTINGS, is_posting_sheet};
use super::{InputFile, Inputs, Stamp};
use crate::diagnostic::Diagnostics;
use crate::paths::InputPath;

/// Everything that was read, as the next steps get it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    pub(super) inputs: Arc<Inputs>,
    /// The stamps of files that are no texts.
    pub(super) stamps: Arc<HashMap<InputPath, Stamp>>,
    /// What was found while reading.
    pub(super) findings: Diagnostics,
}

impl Sum {
    /// Puts together what was read.
    pub(super) fn new(entries: &BTreeMap<InputPath, Entry>) -> Self {
        let (mut inputs, mut findings) = (Inputs::default(), Diagnostics::new());
        let mut stamps = HashMap::new();
        for (path, entry) in entries {
            match entry {
                Entry::Text {
                    document,
                    findings: of_text,
                    ..
                } => {
                    findings.extend_from(of_text);
                    inputs.documents.push(Arc::clone(document));
                }
                Entry::Plain {
                    source,
                    findings: of_text,
                    ..
                } => {
                    findings.extend_from(of_text);
                    if path.as_str() == SETTINGS {
                        inputs.settings.clone_from(source);
                    } else if is_posting_sheet(path) {
                        inputs.postings.extend(source.clone());
                    } else {
                        inputs.rules.extend(source.clone());
                    }
                }
                Entry::File(stamp) => {
                    stamps.insert(path.clone(), *stamp);
                    let files = if path.as_str().starts_with("content/_static/") {
                        &mut inputs.statics
                    } else {
                        &mut inputs.files
                    };
                    files.push(InputFile {
                        path: path.clone(),
                        size: stamp.size,
                    });
                }
                Entry::Fault(fault) => findings.push((**fault).clone()),
            }
        }
        Sum {
            inputs: Arc::new(inputs),
            stamps: Arc::new(stamps),
            findings,
        }
    }

    /// Puts one entry in the place of another one at the same path. Not if more than one document or
    /// one stamp changes with it: then it must be put together anew.
    pub(super) fn exchange(&mut self, path: &InputPath, before: &Entry, now: &Entry) -> bool {
        match (before, now) {
            (
                Entry::Text {
                    document: before,
                    findings: old,
                    ..
                },
                Entry::Text {
                    document,
                    findings: new,
                    ..
                },
            ) if old.is_empty() && new.is_empty() => {
                if Arc::ptr_eq(before, document) {
                    return true;
                }
                let documents = &mut Arc::make_mut(&mut self.inputs).documents;
                let at = documents.binary_search_by(|of| of.path().cmp(path));
                at.is_ok_and(|at| {
                    documents[at] = Arc::clone(document);
                    true
                })
            }
            (Entry::File(before), Entry::File(stamp)) if before.size == stamp.size => {
                if before != stamp {
                    Arc::make_mut(&mut self.stamps).insert(path.clone(), *stamp);
                }
                true
            }
            _ => false,
        }
    }
}
