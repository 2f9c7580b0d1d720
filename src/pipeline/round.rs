//! A posting round: every poster is laid out alone once, for its sheets and for the archive; then
//! the files of each place, and its checklist.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::remark::{is_shared, once};
use super::{Site, threads};
use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::model::paper::Paper;
use crate::model::round::Round;
use crate::model::{PlaceId, RecordId};
use crate::paths::{InputPath, SitePath};
use crate::plan::view::View;
use crate::plan::view::poster::{PosterView, Sheet};
use crate::plan::view::round::{FileOrder, Limit, RoundView, SheetsView};
use crate::plan::{Output, Subject};
use crate::render::Renderer;
use crate::write::WriteError;

/// A printer's tray holds about as many sheets; laying out fifty different ones takes about 50 MB.
const LIMIT: Limit = Limit {
    sheets: 200,
    posters: 50,
};

/// Files of a place for chat groups: the card and the words.
const SHARED: usize = 2;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The round.
    pub round: Round,
    /// Places with all below them.
    pub places: &'a [PlaceId],
    /// Leave out records that cannot be rendered.
    pub hold: bool,
    /// Threads; 0 means all cores.
    pub jobs: usize,
}

/// A poster on paper, to be kept.
#[derive(Debug)]
pub struct Kept {
    /// Poster number.
    pub number: String,
    /// Hash of its content.
    pub hash: String,
    /// Title in one piece.
    pub title: String,
    /// Name of the record's place.
    pub place: String,
    /// ISO date of the record.
    pub date: String,
    /// Name of the paper.
    pub paper: String,
    /// Sheets.
    pub sheets: usize,
}

/// What was made.
#[derive(Debug)]
pub struct Printed {
    /// Places at which there is something to do.
    pub rounds: Vec<(PlaceId, RoundView)>,
    /// Folders of all places that were asked for, within that of the rounds.
    pub folders: Vec<String>,
    /// Hashes of the content of what was printed.
    pub hashes: BTreeMap<RecordId, String>,
    /// Records that were left out.
    pub left_out: Vec<InputPath>,
}

/// Where the files of a round go.
pub trait RoundSink: Sync {
    /// Keeps a poster as it is printed.
    ///
    /// # Errors
    ///
    /// It cannot be written; everything stops.
    fn keep(&self, kept: &Kept, bytes: &[u8]) -> Result<(), WriteError>;

    /// Takes a file for those who print.
    ///
    /// # Errors
    ///
    /// It cannot be written; everything stops.
    fn print(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError>;

    /// `done` of `total` posters and files are done.
    fn progress(&self, done: usize, total: usize);
}

/// The sheets of a poster, the hash of its content, and what was found when it was laid out.
type Alone = Result<(usize, String, Diagnostics), Diagnostics>;

/// A file that is made for a place.
enum File<'v> {
    Sheets(&'v RoundView, &'v FileOrder),
    Checklist(&'v RoundView),
    Card(&'v RoundView),
    Words(&'v RoundView),
}

impl Site {
    /// What a posting round hangs and takes down at a place; none if there is nothing to do.
    pub fn round(&self, place: PlaceId, round: Round) -> Option<RoundView> {
        self.plan.round(place, round)
    }

    /// Makes the files of a posting round. None: errors stop it.
    ///
    /// # Errors
    ///
    /// The sink refused something.
    pub fn print(
        &self,
        asked: &Asked<'_>,
        sink: &dyn RoundSink,
    ) -> Result<(Option<Printed>, Diagnostics), WriteError> {
        let places = self.model().within(asked.places);
        let name = asked.round.name(self.model().today);
        let mut rounds: Vec<(PlaceId, RoundView)> = places
            .iter()
            .filter_map(|place| Some((*place, self.round(*place, asked.round)?)))
            .collect();
        let folders = places.iter().map(|place| {
            let folder = &self.model().place(*place).folder;
            within(&name, folder)
        });
        let folders = folders.collect();
        let posters: BTreeSet<(RecordId, Paper)> =
            rounds.iter().flat_map(|(_, view)| used(view)).collect();
        let posters: Vec<_> = posters.into_iter().collect();
        let files = |view| 1 + papers(view) + SHARED;
        let files: usize = rounds.iter().map(|(_, view)| files(view)).sum();
        let total = posters.len() + files;
        let done = AtomicUsize::new(0);
        let step = || sink.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);

        let alone = threads::each(&posters, asked.jobs, |(record, paper)| {
            let alone = self.alone(*record, *paper, sink)?;
            step();
            Ok::<_, WriteError>((*record, *paper, alone))
        });
        let mut diagnostics = Diagnostics::new();
        let (mut sheets, mut hashes) = (BTreeMap::new(), BTreeMap::new());
        let mut faulty = BTreeSet::new();
        for alone in alone {
            let (record, paper, alone) = alone?;
            match alone {
                Ok((count, hash, found)) => {
                    hashes.insert(record, hash);
                    sheets.insert((record, paper), count);
                    diagnostics.extend(found);
                }
                Err(found) => {
                    faulty.insert(record);
                    diagnostics.extend(found);
                }
            }
        }
        let mut diagnostics = once(&diagnostics);
        diagnostics.sort();
        // The same on each paper is told once.
        diagnostics.dedup();
        let shared = diagnostics.iter().any(|found| is_shared(found.code));
        if !faulty.is_empty() && (!asked.hold || shared) {
            return Ok((None, diagnostics));
        }
        let mut orders = Vec::new();
        for (_, view) in &mut rounds {
            view.leave_out(&faulty);
            let count = |record, paper| sheets.get(&(record, paper)).copied().unwrap_or_default();
            orders.push(view.divide(LIMIT, count));
        }
        let files: Vec<File<'_>> = rounds
            .iter()
            .zip(&orders)
            .flat_map(|((_, view), orders)| {
                let sheets = orders.iter().map(|order| File::Sheets(view, order));
                // What only takes down is no news.
                let shared = [File::Card(view), File::Words(view)].into_iter();
                let shared = shared.take(if view.postings.is_empty() { 0 } else { SHARED });
                sheets.chain([File::Checklist(view)]).chain(shared)
            })
            .collect();
        let made = threads::each(&files, asked.jobs, |file| {
            let made = self.file(file, &sheets);
            let taken = made.map(|(path, bytes)| sink.print(&path, &bytes));
            step();
            taken
        });
        for taken in made {
            match taken {
                Ok(taken) => taken?,
                Err(found) => diagnostics.extend(found),
            }
        }
        let mut diagnostics = once(&diagnostics);
        diagnostics.sort();
        if diagnostics.iter().any(|found| is_shared(found.code)) {
            return Ok((None, diagnostics));
        }
        let path = |id: &RecordId| Some(self.model().record(*id)?.source.path.clone());
        let printed = Printed {
            rounds,
            folders,
            hashes,
            left_out: faulty.iter().filter_map(path).collect(),
        };
        Ok((Some(printed), diagnostics))
    }

    /// A poster laid out alone, kept, with its sheets.
    fn alone(
        &self,
        record: RecordId,
        paper: Paper,
        sink: &dyn RoundSink,
    ) -> Result<Alone, WriteError> {
        // A round is of published records only.
        let Some(poster) = self.plan.poster_on(record, paper) else {
            return Ok(Ok((0, String::new(), Diagnostics::new())));
        };
        let kept = Kept {
            number: poster.number.clone(),
            hash: poster.hash.clone(),
            title: poster.title.concat(),
            place: poster.place.clone(),
            date: poster.date.clone(),
            paper: paper.name(),
            sheets: 0,
        };
        let output = Output {
            address: SitePath::new(format!("/{}.pdf", poster.number)),
            subject: Subject::Poster(record),
        };
        match self.render_view(&output, View::Poster(Box::new(poster))) {
            Ok(rendered) => {
                let sheets = rendered.sheets;
                let kept = Kept { sheets, ..kept };
                sink.keep(&kept, &rendered.bytes)?;
                let remarks = self.remarks(&output, &rendered.remarks);
                Ok(Ok((sheets, kept.hash, remarks)))
            }
            Err(found) => Ok(Err(found)),
        }
    }

    /// Path and bytes of a file.
    fn file(
        &self,
        file: &File<'_>,
        sheets: &BTreeMap<(RecordId, Paper), usize>,
    ) -> Result<(String, Vec<u8>), Diagnostics> {
        let path = |view: &RoundView, zh: &str, en: &str| {
            let name = match self.model().config.language {
                Language::Zh => zh,
                Language::En => en,
            };
            within(&within(&view.name, &view.folder), name)
        };
        match file {
            File::Checklist(view) => {
                let path = path(view, "张贴清单.pdf", "checklist.pdf");
                Ok((path, self.renderer.checklist(view)?))
            }
            File::Card(view) => {
                let path = path(view, "群发图.png", "card.png");
                Ok((path, self.renderer.round_card(view)?))
            }
            File::Words(view) => {
                let path = path(view, "群发文字.txt", "words.txt");
                Ok((path, self.renderer.round_words(view)?.into_bytes()))
            }
            File::Sheets(view, order) => {
                let name = &view.files[order.file].name;
                let path = within(&within(&view.name, &view.folder), name);
                let sheets = self.sheets(view, order, &path, sheets)?;
                Ok((path, self.renderer.sheets(&sheets)?))
            }
        }
    }

    /// The view of a file of sheets.
    fn sheets(
        &self,
        view: &RoundView,
        order: &FileOrder,
        path: &str,
        sheets: &BTreeMap<(RecordId, Paper), usize>,
    ) -> Result<SheetsView, Diagnostics> {
        let mut made = SheetsView {
            language: view.language.clone(),
            place: view.place.clone(),
            name: path.trim_end_matches(".pdf").to_owned(),
            round: view.name.clone(),
            date: view.from.clone(),
            paper: order.paper.name(),
            sheet: Sheet {
                width: order.paper.width(),
                height: order.paper.height(),
                economy: self.model().config.economy,
                style: "board",
                r#use: "print",
            },
            posters: Vec::new(),
            sheets: Vec::new(),
            order: Vec::new(),
            pictures: BTreeMap::new(),
        };
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for copy in &order.copies {
            if let Some(at) = known.get(copy) {
                made.order.push(*at);
                continue;
            }
            let id = view.postings[*copy].of.record;
            let Some(poster) = self.plan.poster_on(id, order.paper) else {
                continue;
            };
            let at = made.posters.len();
            known.insert(*copy, at);
            made.order.push(at);
            let count = sheets.get(&(id, order.paper)).copied().unwrap_or_default();
            self.add(&mut made, poster, count, id)?;
        }
        Ok(made)
    }

    /// Adds a poster to a file. Its pictures are made small one by one: the originals are large.
    fn add(
        &self,
        made: &mut SheetsView,
        poster: PosterView,
        sheets: usize,
        id: RecordId,
    ) -> Result<(), Diagnostics> {
        let record = self.model().record(id);
        let at = record.map_or_else(
            || self.renderer.folder(),
            |record| record.source.path.clone(),
        );
        let added = made.add(poster, sheets, |picture| {
            let bytes = self.read(&picture.source, &at)?;
            let small = Renderer::poster_picture(picture.source.file_name(), &bytes);
            small.map_err(|fault| Box::new(fault.diagnostic(at.clone())))
        });
        added.map_err(|found| {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(*found);
            diagnostics
        })
    }
}

/// The posters that are printed for a place, with their paper.
fn used(view: &RoundView) -> impl Iterator<Item = (RecordId, Paper)> {
    let boards = view.boards.iter().filter(|board| board.copies > 0);
    boards.flat_map(|board| {
        let hang = board.hang.iter();
        hang.map(|hanging| (view.postings[hanging.posting].of.record, board.paper))
    })
}

/// On how many papers posters are printed for a place.
fn papers(view: &RoundView) -> usize {
    let papers: BTreeSet<Paper> = used(view).map(|(_, paper)| paper).collect();
    papers.len()
}

/// A path within a folder; the folder itself for an empty one.
pub(super) fn within(folder: &str, path: &str) -> String {
    if path.is_empty() {
        folder.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}
