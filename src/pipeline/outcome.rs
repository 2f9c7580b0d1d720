//! What a build came to, with all on which that rests. A build that finds all of it as it was has
//! nothing to read, to plan or to compare, and says the same again.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{OfficeFile, Report, Request, Session};
use crate::cache::Cache;
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Label, Location, Severity, Words, codes};
use crate::load::{SiteFolder, Tree};
use crate::model::LeftOut;
use crate::paths::InputPath;
use crate::plan::Counts;
use crate::source::{self, Hash, Source, Span};

/// What an earlier build came to, which still holds for the site folder.
#[derive(Debug)]
pub struct Outcome {
    /// The language of the site.
    pub language: Language,
    /// The day, if the settings pin it.
    pub pinned: Option<NaiveDate>,
    /// What became of it; nothing is rendered anew.
    pub report: Report,
    /// What was found, sorted; without notes unless they were wanted.
    pub diagnostics: Diagnostics,
    /// How many notes there are besides.
    pub untold: usize,
    /// Hash of the manifest of the site that was published.
    pub site: blake3::Hash,
}

/// On what a look at a site rests besides the request and the day: hashes of the stamps of all that
/// was read. None where a file was written just now, so that its stamp proves nothing.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Basis {
    pub(super) content: Option<Hash>,
    pub(super) theme: Option<Hash>,
    pub(super) posted: Option<Hash>,
}

impl Basis {
    /// All of them, if each is known.
    fn whole(self) -> Option<[Hash; 3]> {
        Some([self.content?, self.theme?, self.posted?])
    }
}

/// What has to be the same.
#[derive(Serialize, Deserialize)]
struct Condition {
    /// Hash of the request.
    asked: Hash,
    basis: [Hash; 3],
    /// Name of the theme.
    theme: Option<String>,
    /// The day, that of the settings, and the seconds by which the zone of the site is ahead.
    day: NaiveDate,
    pinned: Option<NaiveDate>,
    zone: i32,
}

/// What is said again. Before notes come all others, so that notes need not be read.
#[derive(Serialize, Deserialize)]
struct Told {
    language: Language,
    site: [u8; 32],
    counts: Counts,
    left_out: Vec<LeftOut>,
    audit: Option<Vec<u8>>,
    comparisons: Vec<OfficeFile>,
    notes: usize,
}

/// Diagnostics as they are written.
#[derive(Default, Serialize, Deserialize)]
struct Said {
    texts: Vec<Text>,
    all: Vec<One>,
}

/// A text to which diagnostics point.
#[derive(Serialize, Deserialize)]
struct Text {
    path: InputPath,
    hash: Hash,
    /// The text itself, if it is not that of an input file.
    made: Option<String>,
}

/// One diagnostic.
#[derive(Serialize, Deserialize)]
struct One {
    severity: Severity,
    code: String,
    message: Words,
    at: At,
    label: Option<Words>,
    others: Vec<(Stretch, Words)>,
    help: Vec<Words>,
    fixes: Vec<Fix>,
}

#[derive(Serialize, Deserialize)]
enum At {
    Stretch(Stretch),
    File(InputPath),
    Nowhere,
}

/// Position of a text, and bytes of it.
type Stretch = (usize, Range<usize>);

impl Session {
    /// Looks at the site folder for the next [`look`](Session::look). If it finds everything as it
    /// was when the site in the folder `output` was built, that is what was said then; with notes
    /// if they are wanted.
    pub fn recall_outcome(
        &mut self,
        cache: &Cache,
        output: &Path,
        wants_notes: bool,
    ) -> Option<Outcome> {
        self.see();
        let bytes = cache.read(&name_of(output))?;
        let (condition, rest) = postcard::take_from_bytes::<Condition>(&bytes).ok()?;
        let day = self.day_in(condition.pinned, condition.zone)?;
        let basis = self.basis_now(condition.theme.as_deref()).whole()?;
        if condition.asked != asked(self.request())
            || condition.day != day
            || condition.basis != basis
        {
            return None;
        }
        let (told, rest) = postcard::take_from_bytes::<Told>(rest).ok()?;
        let (loud, rest) = postcard::take_from_bytes::<Said>(rest).ok()?;
        let mut diagnostics = Diagnostics::new();
        loud.restore(self.folder(), &mut diagnostics)?;
        if wants_notes {
            let notes: Said = postcard::from_bytes(rest).ok()?;
            notes.restore(self.folder(), &mut diagnostics)?;
            diagnostics.sort();
        }
        Some(Outcome {
            language: told.language,
            pinned: condition.pinned,
            report: Report {
                counts: told.counts,
                left_out: told.left_out,
                rendered: Counts::default(),
                shelved: 0,
                posts: None,
                audit: told.audit,
                comparisons: told.comparisons,
            },
            diagnostics,
            untold: if wants_notes { 0 } else { told.notes },
            site: blake3::Hash::from_bytes(told.site),
        })
    }

    /// Leaves in the cache what building the site in the folder `output` came to, of which `site` is
    /// the hash of the manifest, if the next build may rely on it: not if a file was written just
    /// now or could not be read, and not before what was posted is an input.
    pub fn remember_outcome(
        &self,
        cache: &Cache,
        output: &Path,
        report: &Report,
        diagnostics: &Diagnostics,
        site: &blake3::Hash,
    ) {
        let Some((config, day, basis)) = self.seen_last() else {
            return;
        };
        let Some(basis) = basis.whole() else { return };
        if report.posts.is_some() || diagnostics.has_errors() {
            return;
        }
        let condition = Condition {
            asked: asked(self.request()),
            basis,
            theme: config.theme.clone(),
            day,
            pinned: config.today,
            zone: config.zone.local_minus_utc(),
        };
        let told = Told {
            language: config.language,
            site: *site.as_bytes(),
            counts: report.counts,
            left_out: report.left_out.clone(),
            audit: report.audit.clone(),
            comparisons: report.comparisons.clone(),
            notes: diagnostics.count(Severity::Note),
        };
        let (tree, _) = self.known();
        let is_note = |found: &&Diagnostic| found.severity == Severity::Note;
        let notes = Said::new(diagnostics.iter().filter(is_note), tree);
        let loud = Said::new(diagnostics.iter().filter(|found| !is_note(found)), tree);
        // Without it the next run only takes longer.
        let _ = postcard::to_extend(&(condition, told, loud, notes), Vec::new())
            .map(|bytes| cache.write(&name_of(output), &bytes));
    }
}

impl Said {
    fn new<'d>(found: impl Iterator<Item = &'d Diagnostic>, tree: &Tree) -> Self {
        let mut said = Said::default();
        let mut known = HashMap::new();
        for found in found {
            let mut stretch = |span: &'d Span| {
                let source = &*span.source;
                let at = *known.entry((&source.path, source.hash)).or_insert_with(|| {
                    let input = tree.source(&source.path);
                    let is_input = input.is_some_and(|input| input.hash == source.hash);
                    said.texts.push(Text {
                        path: source.path.clone(),
                        hash: source.hash,
                        made: (!is_input).then(|| source.text.to_string()),
                    });
                    said.texts.len() - 1
                });
                (at, span.range.clone())
            };
            let one = One {
                severity: found.severity,
                code: found.code.to_owned(),
                message: found.message.clone(),
                at: match &found.location {
                    Location::Span(span) => At::Stretch(stretch(span)),
                    Location::File(path) => At::File(path.clone()),
                    Location::Nowhere => At::Nowhere,
                },
                label: found.label.clone(),
                others: found
                    .others
                    .iter()
                    .map(|other| (stretch(&other.span), other.words.clone()))
                    .collect(),
                help: found.help.clone(),
                fixes: found.fixes.clone(),
            };
            said.all.push(one);
        }
        said
    }

    /// Adds the diagnostics to others. None: one cannot be told again.
    fn restore(self, folder: &SiteFolder, diagnostics: &mut Diagnostics) -> Option<()> {
        let texts = self.texts.into_iter().map(|text| text.restore(folder));
        let texts: Vec<Arc<Source>> = texts.collect::<Option<_>>()?;
        for one in self.all {
            diagnostics.push(one.restore(&texts)?);
        }
        Some(())
    }
}

impl Text {
    fn restore(self, folder: &SiteFolder) -> Option<Arc<Source>> {
        let source = match self.made {
            Some(text) => Source::new(self.path, text),
            None => folder.source(&self.path)?,
        };
        (source.hash == self.hash).then(|| Arc::new(source))
    }
}

impl One {
    fn restore(self, texts: &[Arc<Source>]) -> Option<Diagnostic> {
        let span = |(at, range): Stretch| Some(Span::new(texts.get(at)?, range));
        let others = self.others.into_iter().map(|(stretch, words)| {
            let span = span(stretch)?;
            Some(Label { span, words })
        });
        Some(Diagnostic {
            severity: self.severity,
            code: codes::known(&self.code)?,
            message: self.message,
            location: match self.at {
                At::Stretch(stretch) => Location::Span(span(stretch)?),
                At::File(path) => Location::File(path),
                At::Nowhere => Location::Nowhere,
            },
            label: self.label,
            others: others.collect::<Option<_>>()?,
            help: self.help,
            fixes: self.fixes,
        })
    }
}

/// Hash of what a run is asked for, but for the number of threads, which changes nothing.
fn asked(request: &Request) -> Hash {
    let request = Request {
        jobs: 0,
        ..request.clone()
    };
    source::hash(format!("{request:?}").as_bytes())
}

fn name_of(output: &Path) -> String {
    let hash = source::hash(output.as_os_str().as_encoded_bytes());
    format!("outcome-{}", source::hex(&hash))
}
