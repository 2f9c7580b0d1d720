//! Charts of grids for those who print: on the paper of each board, as often as its copies.

use std::collections::BTreeMap;

use super::round::within;
use super::{Kept, RoundSink, Site, threads};
use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::model::PlaceId;
use crate::model::paper::Paper;
use crate::paths::SitePath;
use crate::plan::view::View;
use crate::plan::view::poster::{PosterPicture, PosterView};
use crate::plan::view::round::SheetsView;
use crate::plan::{Output, Subject};
use crate::write::WriteError;

/// Folder of the charts within that of what is printed.
const FOLDER: &str = "grids";

/// A file of charts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartFile {
    /// Name of the place.
    pub place: String,
    /// Its path within the folder of what is printed.
    pub path: String,
    /// Name of the paper.
    pub paper: String,
    /// Copies.
    pub copies: u64,
    /// Sheets of all copies.
    pub sheets: u64,
}

/// Charts in print.
#[derive(Debug)]
pub struct Charts {
    /// The files.
    pub files: Vec<ChartFile>,
    /// Folders of all places that were asked for.
    pub folders: Vec<String>,
    /// Places with something written of grids, and of no building in which it lies.
    pub without: Vec<String>,
}

impl Site {
    /// Makes the charts of places and of all below them. None: errors stop it.
    ///
    /// # Errors
    ///
    /// The sink refused something.
    pub fn print_charts(
        &self,
        places: &[PlaceId],
        sink: &dyn RoundSink,
    ) -> Result<(Option<Charts>, Diagnostics), WriteError> {
        let places = self.model().within(places);
        let mut charts = Charts {
            files: Vec::new(),
            folders: Vec::new(),
            without: Vec::new(),
        };
        let mut wanted: Vec<(PlaceId, Paper, u64)> = Vec::new();
        for id in places {
            let place = self.model().place(id);
            charts.folders.push(within(FOLDER, &place.folder));
            if self.model().chart_code(id).is_none() {
                if place.has_grids() {
                    charts.without.push(place.title.clone());
                }
                continue;
            }
            let mut copies: BTreeMap<Paper, u64> = BTreeMap::new();
            for board in self.model().boards(id).iter() {
                let paper = place.paper.unwrap_or(board.size);
                *copies.entry(paper).or_default() += board.copies;
            }
            let used = copies.into_iter().filter(|(_, copies)| *copies > 0);
            wanted.extend(used.map(|(paper, copies)| (id, paper, copies)));
        }
        let made = threads::each(&wanted, 1, |(id, paper, copies)| {
            self.chart(*id, *paper, *copies, sink)
        });
        let mut diagnostics = Diagnostics::new();
        for made in made {
            match made? {
                Ok(file) => charts.files.push(file),
                Err(found) => diagnostics.extend(found),
            }
        }
        let is_whole = !diagnostics.has_errors();
        Ok((is_whole.then_some(charts), diagnostics))
    }

    fn chart(
        &self,
        id: PlaceId,
        paper: Paper,
        copies: u64,
        sink: &dyn RoundSink,
    ) -> Result<Result<ChartFile, Diagnostics>, WriteError> {
        let Some(poster) = self.plan.grid_chart(id, paper) else {
            unreachable!("only charts are asked for")
        };
        let place = self.model().place(id);
        let output = Output {
            address: SitePath::new(format!("/{}.pdf", poster.number)),
            subject: Subject::GridChart(id),
        };
        let view = View::Poster(Box::new(poster.clone()));
        let rendered = match self.render_view(&output, view) {
            Ok(rendered) => rendered,
            Err(found) => return Ok(Err(found)),
        };
        let kept = Kept {
            number: poster.number.clone(),
            hash: poster.hash.clone(),
            title: poster.title.concat(),
            place: place.title.clone(),
            // Files of the archive lie under the year: of an undated chart under that of printing.
            date: if poster.date.is_empty() {
                self.model().today.to_string()
            } else {
                poster.date.clone()
            },
            paper: paper.name(),
            sheets: rendered.sheets,
        };
        sink.keep(&kept, &rendered.bytes)?;
        let name = match self.model().config.language {
            Language::Zh => format!("网格一览-{}.pdf", paper.name()),
            Language::En => format!("grids-{}.pdf", paper.name()),
        };
        let path = within(&within(FOLDER, &place.folder), &name);
        let bytes = match self.copies(poster, rendered.sheets, copies, &path) {
            Ok(bytes) => bytes,
            Err(found) => return Ok(Err(found)),
        };
        sink.print(&path, &bytes)?;
        Ok(Ok(ChartFile {
            place: place.title.clone(),
            path,
            paper: paper.name(),
            copies,
            sheets: copies * rendered.sheets as u64,
        }))
    }

    /// A chart as often as it is to be printed.
    fn copies(
        &self,
        poster: PosterView,
        sheets: usize,
        copies: u64,
        path: &str,
    ) -> Result<Vec<u8>, Diagnostics> {
        let Some(sheet) = poster.sheet else {
            unreachable!("a view of a poster has a sheet once it is composed")
        };
        let mut made = SheetsView {
            language: poster.language.clone(),
            place: poster.place.clone(),
            name: path.trim_end_matches(".pdf").to_owned(),
            round: poster.title.concat(),
            date: self.model().today.to_string(),
            paper: Paper::of(sheet.width, sheet.height).name(),
            sheet,
            posters: Vec::new(),
            sheets: Vec::new(),
            order: (0..copies).map(|_| 0).collect(),
            pictures: BTreeMap::new(),
        };
        // A chart has no pictures.
        let none = |_: &PosterPicture| Ok::<_, Diagnostics>(Vec::new());
        made.add(poster, sheets, none)?;
        self.renderer.sheets(&made)
    }
}
