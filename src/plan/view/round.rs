//! A posting round of a place: what is hung on which board, and what is taken down. The layout of
//! the checklist gets it as `/data.json`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::poster::{PosterPicture, PosterView, Sheet};
use crate::model::RecordId;
use crate::model::paper::Paper;

/// A posting round of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundView {
    /// Language of the words: `zh` or `en`.
    pub language: String,
    /// Name of the place.
    pub place: String,
    /// Its folder below `content/`; empty for the root.
    pub folder: String,
    /// The place is invented.
    pub demo: bool,
    /// The day that `site.yaml` fixes.
    pub pinned_today: Option<String>,
    /// Of what it is: `week`, `since` or `urgent`.
    pub of: &'static str,
    /// Its name, by which its folder is called: `2026-W10`, `since-2026-03-02`, `urgent-2026-03-04`.
    pub name: String,
    /// Number of its week, 1 to 53.
    pub week: Option<u32>,
    /// ISO date of its first day.
    pub from: String,
    /// ISO date of its last day.
    pub to: String,
    /// Posters that are hung, each once, in the order of the days from which they hang.
    pub postings: Vec<Posting>,
    /// Posters that are taken down, each once, in the order of the days.
    pub removals: Vec<Removal>,
    /// Boards, in the order of the place.
    pub boards: Vec<RoundBoard>,
    /// Files of sheets, as soon as these are counted.
    pub files: Vec<RoundFile>,
    /// Full address of the home of the place, if the site has one.
    pub link: Option<String>,
}

/// Of which record a poster is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PosterOf {
    /// The record.
    #[serde(skip)]
    pub record: RecordId,
    /// `issue`, `resolution`, `meeting`, `notice`.
    pub kind: &'static str,
    /// Type of a notice or meeting; empty for other kinds.
    pub r#type: &'static str,
    /// Title, in pieces where the author wishes a break.
    pub title: Vec<String>,
    /// Name of the record's place, where that is another one.
    pub place: Option<String>,
    /// Poster number: kind letter, date, code.
    pub number: String,
    /// The short address as printed, without scheme.
    pub address: Option<String>,
}

/// A poster that is hung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posting {
    /// Of which record.
    #[serde(flatten)]
    pub of: PosterOf,
    /// ISO date of the day on which it is hung.
    pub from: String,
    /// ISO date of the last day of its period, if it has one.
    pub last_day: Option<String>,
    /// ISO date on which it is taken down.
    pub take_down: Option<String>,
    /// It hangs in the place of an older sheet of the same record.
    pub renewed: bool,
}

/// A poster that is taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removal {
    /// Of which record.
    #[serde(flatten)]
    pub of: PosterOf,
    /// ISO date of the day on which it was hung.
    pub from: String,
    /// ISO date of the day on which it is taken down.
    pub day: String,
    /// `over`, `review`, `withdrawn`, `revoked`, `replaced`, `corrected` or `renewed`.
    pub why: &'static str,
}

/// What is done at a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundBoard {
    /// Where it hangs.
    pub name: String,
    /// The paper on which its sheets are printed.
    #[serde(skip)]
    pub paper: Paper,
    /// Name of that paper.
    pub paper_name: String,
    /// Copies of each poster.
    pub copies: u64,
    /// Buildings or places that it serves; empty means all.
    pub serves: Vec<String>,
    /// What is hung.
    pub hang: Vec<Hanging>,
    /// What is taken down: positions in `removals`.
    pub remove: Vec<usize>,
}

/// A poster on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hanging {
    /// Position in `postings`.
    pub posting: usize,
    /// Sheets of a copy, as soon as they are counted.
    pub sheets: usize,
    /// The pages on which all copies stand; more than one stretch where a file was full.
    pub pages: Vec<Stretch>,
}

/// Pages of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Position in `files`.
    pub file: usize,
    /// Number of the first page.
    pub first: usize,
    /// Number of the last page.
    pub last: usize,
}

/// A file of sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundFile {
    /// Its name: `A4.pdf`, or `A4-1.pdf` where there are several.
    pub name: String,
    /// Name of its paper.
    pub paper: String,
    /// Its sheets.
    pub sheets: usize,
}

/// What goes into a file of sheets at most.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Sheets.
    pub sheets: usize,
    /// Different posters.
    pub posters: usize,
}

/// What is printed into a file of sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOrder {
    /// Position in `files`.
    pub file: usize,
    /// The paper.
    pub paper: Paper,
    /// Positions in `postings`, one for each copy.
    pub copies: Vec<usize>,
}

impl RoundBoard {
    /// Whether anything is done at it.
    pub fn is_visited(&self) -> bool {
        !self.hang.is_empty() || !self.remove.is_empty()
    }
}

impl RoundView {
    /// Counts the sheets, and divides all copies into files within a limit, paper by paper and board
    /// by board. A poster that is longer than the limit has a file of its own.
    pub fn divide(
        &mut self,
        limit: Limit,
        sheets: impl Fn(RecordId, Paper) -> usize,
    ) -> Vec<FileOrder> {
        let papers: BTreeSet<Paper> = self.boards.iter().map(|board| board.paper).collect();
        let mut orders: Vec<FileOrder> = Vec::new();
        self.files.clear();
        for paper in papers {
            let first = self.files.len();
            let mut different = BTreeSet::new();
            for board in self.boards.iter_mut().filter(|board| board.paper == paper) {
                for hanging in &mut board.hang {
                    hanging.sheets = sheets(self.postings[hanging.posting].of.record, paper);
                    hanging.pages.clear();
                    for _ in 0..board.copies {
                        different.insert(hanging.posting);
                        let last = self.files.get(first..).and_then(<[_]>::last);
                        let has_room = last.is_some_and(|file| {
                            file.sheets + hanging.sheets <= limit.sheets
                                && different.len() <= limit.posters
                        });
                        if !has_room {
                            different = BTreeSet::from([hanging.posting]);
                            orders.push(FileOrder {
                                file: self.files.len(),
                                paper,
                                copies: Vec::new(),
                            });
                            self.files.push(RoundFile {
                                name: String::new(),
                                paper: paper.name(),
                                sheets: 0,
                            });
                        }
                        let file = self.files.len() - 1;
                        orders[file].copies.push(hanging.posting);
                        let before = self.files[file].sheets;
                        self.files[file].sheets += hanging.sheets;
                        let last = self.files[file].sheets;
                        match hanging.pages.last_mut() {
                            Some(stretch) if stretch.file == file => stretch.last = last,
                            _ => hanging.pages.push(Stretch {
                                file,
                                first: before + 1,
                                last,
                            }),
                        }
                    }
                }
            }
            let parts = self.files.len() - first;
            for (number, file) in self.files[first..].iter_mut().enumerate() {
                file.name = match parts {
                    1 => format!("{}.pdf", file.paper),
                    _ => format!("{}-{}.pdf", file.paper, number + 1),
                };
            }
        }
        orders
    }

    /// Leaves records out: nothing of them is hung.
    pub fn leave_out(&mut self, records: &BTreeSet<RecordId>) {
        let mut kept = Vec::new();
        let mut now = Vec::new();
        for posting in std::mem::take(&mut self.postings) {
            let stays = !records.contains(&posting.of.record);
            now.push(stays.then_some(kept.len()));
            if stays {
                kept.push(posting);
            }
        }
        self.postings = kept;
        for board in &mut self.boards {
            board.hang.retain_mut(|hanging| match now[hanging.posting] {
                Some(posting) => {
                    hanging.posting = posting;
                    true
                }
                None => false,
            });
        }
    }

    /// Sheets of all files.
    pub fn sheets(&self) -> usize {
        self.files.iter().map(|file| file.sheets).sum()
    }
}

/// A file of sheets: what stands in it, poster after poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetsView {
    /// Language of the words: `zh` or `en`.
    pub language: String,
    /// Name of the place.
    pub place: String,
    /// Name of the round, of the place's folder and of the file: the identity of the document.
    pub name: String,
    /// Name of the round.
    pub round: String,
    /// ISO date of the first day of the round; also the date of the document.
    pub date: String,
    /// Name of the paper.
    pub paper: String,
    /// The sheet, which all have in common but for the style.
    #[serde(skip)]
    pub sheet: Sheet,
    /// Posters, each once. Their QR codes and pictures have names of their own.
    pub posters: Vec<PosterView>,
    /// Sheets of each.
    #[serde(skip)]
    pub sheets: Vec<usize>,
    /// What is printed: positions in `posters`.
    pub order: Vec<usize>,
    /// Pictures by name, made small.
    #[serde(skip)]
    pub pictures: BTreeMap<String, Vec<u8>>,
}

impl SheetsView {
    /// What is printed, with the sheets of each.
    pub fn printed(&self) -> impl Iterator<Item = (&PosterView, usize)> {
        let printed = self.order.iter();
        printed.filter_map(|at| Some((self.posters.get(*at)?, *self.sheets.get(*at)?)))
    }

    /// Adds a poster under names of its own, with its pictures made small by `small`. The names are
    /// the same in every file: the engine keeps each for ever.
    ///
    /// # Errors
    ///
    /// Those of `small`.
    pub fn add<E>(
        &mut self,
        mut poster: PosterView,
        sheets: usize,
        small: impl Fn(&PosterPicture) -> Result<Vec<u8>, E>,
    ) -> Result<(), E> {
        let number = self.posters.len() + 1;
        if !poster.qr_picture.is_empty() {
            poster.qr_picture.insert_str(0, &format!("/{number}"));
        }
        for picture in &mut poster.pictures {
            let bytes = small(picture)?;
            picture.name.insert_str(0, &format!("/{number}"));
            self.pictures.insert(picture.name.clone(), bytes);
        }
        self.posters.push(poster);
        self.sheets.push(sheets);
        Ok(())
    }
}
