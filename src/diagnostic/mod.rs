//! What is wrong, as data. Drawing it is the job of [`crate::report`].

pub mod codes;
pub mod pages;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::paths::InputPath;
use crate::source::Span;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Makes [`Words`] from a Chinese and an English format string over the same variables.
#[macro_export]
macro_rules! words {
    ($zh:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::diagnostic::Words { zh: format!($zh $(, $($arg)*)?), en: format!($en $(, $($arg)*)?) }
    };
}

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing is published (or, with `--hold-faulty`, not this record).
    Error,
    /// May mislead a reader; never blocks unless `--strict`.
    Warning,
    /// A gap in the world or something left out on purpose; never blocks.
    Note,
}

impl Severity {
    /// How much a diagnostic of this code weighs, unless it is about a draft; none for a word that
    /// is no code.
    pub fn of_code(code: &str) -> Option<Self> {
        [
            (codes::ERRORS, Severity::Error),
            (codes::WARNINGS, Severity::Warning),
            (codes::NOTES, Severity::Note),
        ]
        .into_iter()
        .find(|(codes, _)| codes.contains(&code))
        .map(|(_, severity)| severity)
    }
}

/// Where a diagnostic points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A stretch of a text.
    Span(Span),
    /// A file as a whole (unreadable, binary, misplaced).
    File(InputPath),
    /// Nothing in particular, for example the output folder.
    Nowhere,
}

/// A second stretch that explains the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub words: Words,
}

/// A change of the text that certainly mends what is wrong: `gongshi fix` makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The bytes of the source that are replaced; empty where something is put in.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub with: String,
}

/// One thing that is wrong, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code, for example `unknown-key`; never translated.
    pub code: &'static str,
    /// One line that stands alone: what was found and what was expected.
    pub message: Words,
    /// Where.
    pub location: Location,
    /// Words at the underlined stretch, if the message alone does not say it.
    pub label: Option<Words>,
    /// Further stretches.
    pub others: Vec<Label>,
    /// Orders that the reader can follow.
    pub help: Vec<Words>,
    /// Changes of its source that mend it together; empty if only the author can tell what is meant.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// The code of what could be misread: one warning for each file.
    pub const READ_AS: &'static str = "read-as";

    fn new(severity: Severity, code: &'static str, location: Location, message: Words) -> Self {
        Diagnostic {
            severity,
            code,
            message,
            location,
            label: None,
            others: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// An error.
    pub fn error(code: &'static str, location: impl Into<Location>, message: Words) -> Self {
        Self::new(Severity::Error, code, location.into(), message)
    }

    /// A warning.
    pub fn warning(code: &'static str, location: impl Into<Location>, message: Words) -> Self {
        Self::new(Severity::Warning, code, location.into(), message)
    }

    /// A note.
    pub fn note(code: &'static str, location: impl Into<Location>, message: Words) -> Self {
        Self::new(Severity::Note, code, location.into(), message)
    }

    /// Adds words at the underlined stretch.
    #[must_use]
    pub fn label(mut self, words: Words) -> Self {
        self.label = Some(words);
        self
    }

    /// Adds a further stretch.
    #[must_use]
    pub fn other(mut self, span: Span, words: Words) -> Self {
        self.others.push(Label { span, words });
        self
    }

    /// Adds an order that the reader can follow.
    #[must_use]
    pub fn help(mut self, words: Words) -> Self {
        self.help.push(words);
        self
    }

    /// Adds a change of its source that mends it. Only for what has one meaning.
    #[must_use]
    pub fn fix(mut self, range: Range<usize>, with: impl Into<String>) -> Self {
        let with = with.into();
        self.fixes.push(Fix { range, with });
        self
    }

    /// Whether `gongshi fix` can mend it: by its changes, or by writing the file in UTF-8.
    pub fn is_mendable(&self) -> bool {
        !self.fixes.is_empty() || self.code == "encoding"
    }

    /// The file that it is about, if any.
    pub fn path(&self) -> Option<&InputPath> {
        match &self.location {
            Location::Span(span) => Some(&span.source.path),
            Location::File(path) => Some(path),
            Location::Nowhere => None,
        }
    }
}

/// Goes over diagnostics.
pub type Iter<'d> = std::iter::Map<
    std::slice::Iter<'d, Arc<Diagnostic>>,
    fn(&'d Arc<Diagnostic>) -> &'d Diagnostic,
>;

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = Iter<'d>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Self {
        Location::Span(span)
    }
}

impl From<InputPath> for Location {
    fn from(path: InputPath) -> Self {
        Location::File(path)
    }
}

/// All diagnostics of a stage. Copies of one share it: what was found once is told at every look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Arc<Diagnostic>>);

impl From<Diagnostic> for Diagnostics {
    fn from(one: Diagnostic) -> Self {
        Diagnostics(vec![Arc::new(one)])
    }
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(Arc::new(diagnostic));
    }

    /// Adds all of another stage.
    pub fn extend(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Adds copies of all of another stage.
    pub fn extend_from(&mut self, other: &Diagnostics) {
        self.0.extend_from_slice(&other.0);
    }

    /// Divides them by what `of` says of each, in the order found.
    pub fn divided<K: Ord>(self, of: impl Fn(&Diagnostic) -> K) -> BTreeMap<K, Diagnostics> {
        let mut divided: BTreeMap<K, Diagnostics> = BTreeMap::new();
        for diagnostic in self.0 {
            divided
                .entry(of(&diagnostic))
                .or_default()
                .0
                .push(diagnostic);
        }
        divided
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many errors are among them.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many of a severity are among them.
    pub fn count(&self, severity: Severity) -> usize {
        let of_severity = self.0.iter().filter(|d| d.severity == severity);
        of_severity.count()
    }

    /// All, in the order found.
    pub fn iter(&self) -> Iter<'_> {
        self.0
            .iter()
            .map(Arc::as_ref as fn(&Arc<Diagnostic>) -> &Diagnostic)
    }

    /// Keeps those for which `is_kept` holds.
    pub fn retain(&mut self, is_kept: impl Fn(&Diagnostic) -> bool) {
        self.0.retain(|diagnostic| is_kept(diagnostic));
    }

    /// Makes a note of each: what is said of something that is not published yet.
    pub fn lower_to_notes(&mut self) {
        for diagnostic in &mut self.0 {
            Arc::make_mut(diagnostic).severity = Severity::Note;
        }
    }

    /// Drops repetitions of the same diagnostic that follow each other.
    pub fn dedup(&mut self) {
        self.0.dedup();
    }

    /// Makes one warning of all in a file that tell what could be misread. They must be sorted.
    pub fn gather(&mut self) {
        let mut kept: Vec<Arc<Diagnostic>> = Vec::with_capacity(self.0.len());
        let mut first: Option<usize> = None;
        for next in self.0.drain(..) {
            if next.code != Diagnostic::READ_AS {
                kept.push(next);
                continue;
            }
            let of_file = first
                .and_then(|at| kept.get_mut(at))
                .filter(|first| first.severity == next.severity && first.path() == next.path());
            let Some(first_of_file) = of_file else {
                first = Some(kept.len());
                kept.push(next);
                continue;
            };
            let first_of_file = Arc::make_mut(first_of_file);
            let mut next = Arc::unwrap_or_clone(next);
            if let (Location::Span(span), Some(words)) = (next.location, next.label.take()) {
                first_of_file.others.push(Label { span, words });
            }
            first_of_file.others.append(&mut next.others);
            first_of_file.fixes.append(&mut next.fixes);
        }
        self.0 = kept;
    }

    /// Sorts by file, then place in the file, so that the report does not depend on threads.
    pub fn sort(&mut self) {
        let key = |d: &Diagnostic| match &d.location {
            Location::Span(span) => span.range.start,
            Location::File(_) | Location::Nowhere => 0,
        };
        self.0.sort_by(|a, b| {
            (a.path(), key(a), a.severity, a.code).cmp(&(b.path(), key(b), b.severity, b.code))
        });
    }
}
