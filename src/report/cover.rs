//! Private numbers and names in diagnostics: a report goes to terminals, logs and chats, and shows
//! the line that is wrong. Stars stand there for what must not be read, sign for sign, so that lines
//! and columns stay true.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::paths::InputPath;
use crate::privacy::cover;
use crate::source::{Source, Span};

/// The diagnostics with everything private covered: in their words, in the texts to which they
/// point, and in the names of files.
pub fn covered(diagnostics: &Diagnostics) -> Diagnostics {
    let mut sources = Sources::default();
    let mut all = Diagnostics::new();
    for diagnostic in diagnostics {
        all.push(sources.diagnostic(diagnostic));
    }
    all
}

/// The last text that was covered: diagnostics of one file follow each other.
#[derive(Default)]
struct Sources {
    last: Option<(Arc<Source>, Arc<Source>)>,
}

impl Sources {
    fn diagnostic(&mut self, diagnostic: &Diagnostic) -> Diagnostic {
        let mut covered = diagnostic.clone();
        words(&mut covered.message);
        covered.label.iter_mut().for_each(words);
        covered.help.iter_mut().for_each(words);
        // With stars in it a change would write the stars, so it is left out.
        if covered.fixes.iter().any(|fix| cover(&fix.with) != fix.with) {
            covered.fixes.clear();
        }
        for other in &mut covered.others {
            words(&mut other.words);
            self.span(&mut other.span);
        }
        match &mut covered.location {
            Location::Span(span) => self.span(span),
            Location::File(path) => *path = InputPath::new(cover(path.as_str())),
            Location::Nowhere => {}
        }
        covered
    }

    fn span(&mut self, span: &mut Span) {
        let known = self.last.as_ref();
        let known = known.filter(|(written, _)| Arc::ptr_eq(written, &span.source));
        if let Some((_, covered)) = known {
            span.source = Arc::clone(covered);
            return;
        }
        let written = Arc::clone(&span.source);
        let covered = Arc::new(Source {
            path: InputPath::new(cover(written.path.as_str())),
            text: cover(&written.text).into(),
            hash: written.hash,
        });
        span.source = Arc::clone(&covered);
        self.last = Some((written, covered));
    }
}

fn words(words: &mut Words) {
    for text in [&mut words.zh, &mut words.en] {
        let covered = cover(text).into_owned();
        *text = covered;
    }
}
