//! `gongshi posters`: what is to be hung at each place, ready to print, with a checklist.

use indicatif::ProgressBar;

use super::terminal::{self, Terminal};
use super::{Exit, build, charts, failed, postings, refused, shard};
use crate::cli::{Common, Posters};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::load::SiteFolder;
use crate::model::record::Record;
use crate::model::round::Round;
use crate::model::week::Week;
use crate::model::{Model, PlaceId, Reason};
use crate::paths::InputPath;
use crate::pipeline::{Asked, Faulty, Kept, Printed, Request, RoundSink, Session, Site, Touched};
use crate::postings::Wanted;
use crate::scaffold;
use crate::words;
use crate::write::{
    ARCHIVE_FOLDER, Archive, Archived, Finished, PRINT_FOLDER, PrintRun, WriteError,
};

/// How many places or records are named one by one.
const NAMED: usize = 12;

/// What the command line asks of the pipeline; a faulty record stops everything or is left out. The
/// sheets of a round are no outputs; without one, posters are made as in a build.
pub(super) fn request(
    common: &Common,
    asked: &Posters,
    stops: bool,
    round: Option<Round>,
) -> Request {
    Request {
        today: asked.today,
        base_url: asked.base_url.clone(),
        drafts: false,
        faulty: if stops {
            Faulty::Stop
        } else {
            Faulty::LeaveOut
        },
        posters: round.is_none(),
        round,
        economy: asked.economy,
        jobs: common.jobs.unwrap_or(0),
    }
}

/// Prints a round, or fills a share of a cache.
pub fn run(common: &Common, asked: &Posters, terminal: &Terminal) -> Exit {
    if let Some(of_cache) = asked.shard.zip(asked.cache.as_deref()) {
        return shard::run(common, asked, of_cache, terminal);
    }
    let round = match (asked.since, asked.urgent) {
        (Some(from), _) => Round::Since(from),
        (None, true) => Round::Urgent,
        (None, false) => Round::Week(asked.week.and_then(|week| week.0)),
    };
    // Faults elsewhere do not keep a place from its posters.
    let everywhere = asked.places.is_empty();
    let stops = everywhere && !asked.hold_faulty;
    let request = request(common, asked, stops, Some(round));
    let mut session = Session::new(SiteFolder::new(&common.root), request);
    let look = session.look(&Touched::Everything);
    let language = look.language;
    let nothing = |diagnostics: &Diagnostics| {
        terminal.report(diagnostics, language);
        terminal.say_mendable(diagnostics, language);
        terminal.say(&words!("没有打印任何海报", "nothing was printed"), language);
        Exit::Faults
    };
    let Some(site) = &look.site else {
        return nothing(&look.diagnostics);
    };
    let places = match wanted(site.model(), &asked.places) {
        Ok(places) => places,
        Err(found) => return refused(terminal, language, *found),
    };
    let span = round.span(site.model().today);
    if span.to < span.from {
        return refused(terminal, language, later(&span.from.to_string()));
    }
    let mut found = look.diagnostics.clone();
    if !everywhere {
        found.retain(|diagnostic| concerns(site.model(), &places, diagnostic));
    }
    if found.has_errors() && !asked.hold_faulty {
        return nothing(&found);
    }
    build::say_pinned(look.pinned(), look.language, terminal);
    if asked.grids {
        let printed = IntoFolders::new(common, terminal, site, language)
            .map(|sink| charts::run(site, &places, sink, &mut found, (terminal, language)));
        return match printed {
            Ok(Some(exit)) => {
                terminal.report(&found, language);
                exit
            }
            Ok(None) => nothing(&found),
            Err(error) => failed(terminal, language, &error),
        };
    }
    let printing = Printing {
        common,
        terminal,
        language,
        site,
        round,
    };
    let asked = Asked {
        round,
        places: &places,
        hold: asked.hold_faulty,
        jobs: common.jobs.unwrap_or(0),
    };
    match printing.run(&asked, &mut found) {
        Ok(Some(exit)) => {
            terminal.report(&found, language);
            exit
        }
        Ok(None) => nothing(&found),
        Err(error) => failed(terminal, language, &error),
    }
}

/// The places that were named; the root for none.
fn wanted(model: &Model, written: &[String]) -> Result<Vec<PlaceId>, Box<Diagnostic>> {
    if written.is_empty() {
        return Ok(vec![PlaceId::ROOT]);
    }
    let find = |word: &String| scaffold::place(model, word).map(|place| place.id);
    written.iter().map(find).collect()
}

/// Whether a finding is of a place that is asked for, of one above it, or of no place.
fn concerns(model: &Model, places: &[PlaceId], found: &Diagnostic) -> bool {
    let path = found.path().map_or("", InputPath::as_str);
    let Some(path) = path.strip_prefix("content/") else {
        return true;
    };
    let lies_in = |folder: &str| {
        let rest = path.strip_prefix(folder);
        folder.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let all = model.places.iter().filter(|place| lies_in(&place.folder));
    let Some(of) = all.max_by_key(|place| place.folder.len()) else {
        return true;
    };
    let here = [of.id];
    places.iter().any(|wanted| {
        let is_below = model.within(std::slice::from_ref(wanted)).contains(&of.id);
        is_below || model.within(&here).contains(wanted)
    })
}

fn later(from: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-usage",
        Location::Nowhere,
        words!(
            "--since {from} 晚于今天",
            "--since {from} is later than today"
        ),
    )
    .help(words!(
        "写今天或更早的日期；还没有到的，用 --week",
        "give today or an earlier day; for what is still to come use --week"
    ))
}

/// Prints a round of one site.
struct Printing<'p> {
    common: &'p Common,
    terminal: &'p Terminal,
    language: Language,
    site: &'p Site,
    round: Round,
}

impl Printing<'_> {
    /// None: errors stop it.
    fn run(&self, asked: &Asked<'_>, found: &mut Diagnostics) -> Result<Option<Exit>, WriteError> {
        let sink = IntoFolders::new(self.common, self.terminal, self.site, self.language)?;
        let (printed, diagnostics) = self.site.print(asked, &sink)?;
        sink.bar.finish_and_clear();
        found.extend(diagnostics);
        found.sort();
        let Some(printed) = printed else {
            return Ok(None);
        };
        // What is in the archive and was not printed does no harm; the other way round would.
        let archived = sink.archive.keep(&columns(self.language))?;
        let finished = sink.run.finish(&printed.folders)?;
        let faulty = found.has_errors();
        if !archived.listed {
            found.push(unlisted());
        }
        for path in &finished.changed {
            found.push(changed(path));
        }
        self.note(&printed, found);
        self.say(&printed, archived, &finished);
        // Faults of records that were held back are told, and the rest was printed.
        let is_failure = |found: &Diagnostic| matches!(found.code, "file-exists" | "not-written");
        Ok(Some(if found.iter().any(is_failure) {
            Exit::Failed
        } else if faulty {
            Exit::Faults
        } else {
            Exit::Done
        }))
    }

    /// Notes what is to hang in the sheets of postings, and says where.
    fn note(&self, printed: &Printed, found: &mut Diagnostics) {
        let model = self.site.model();
        let week = self.round.week(model.today);
        let week = week.unwrap_or(Week::of(model.today));
        let mut named = 0;
        for (place, view) in &printed.rounds {
            let boards = view.boards.iter().filter(|board| board.copies > 0);
            let wanted = boards.flat_map(|board| {
                board.hang.iter().map(|hanging| {
                    let of = &view.postings[hanging.posting].of;
                    let record = model.record(of.record);
                    Wanted {
                        number: of.number.clone(),
                        title: of.title.concat(),
                        board: board.name.clone(),
                        paper: board.paper_name.clone(),
                        copies: board.copies,
                        due: record.map_or(week.monday(), Record::hung_from),
                        take_down: record.and_then(Record::take_down),
                        hash: printed.hashes.get(&of.record).cloned().unwrap_or_default(),
                    }
                })
            });
            let wanted: Vec<Wanted> = wanted.collect();
            if wanted.is_empty() {
                continue;
            }
            match postings::update(&self.common.root, model, (*place, week), &wanted) {
                Err(fault) => found.push(*fault),
                Ok(updated) if updated.written && named < NAMED => {
                    named += 1;
                    let (path, added) = (updated.path, updated.added);
                    let said = if added > 0 {
                        words!(
                            "张贴登记：{path}（新增 {added} 行，贴好后填写日期和姓名）",
                            "postings: {path} ({added} new rows; fill in dates and names when hung)"
                        )
                    } else {
                        words!(
                            "张贴登记：{path}（没有新增的行，补填了空着的格子）",
                            "postings: {path} (no new rows; empty cells were filled in)"
                        )
                    };
                    self.terminal.say(&said, self.language);
                }
                Ok(_) => {}
            }
        }
    }

    fn say(&self, printed: &Printed, archived: Archived, finished: &Finished) {
        let say = |words: Words| self.terminal.say(&words, self.language);
        let held = self.held_back(printed);
        if !held.is_empty() {
            let count = held.len();
            let more = if count > NAMED { " …" } else { "" };
            let named = held.iter().take(NAMED).map(InputPath::as_str);
            let named: Vec<&str> = named.collect();
            let (zh, en) = (named.join("、"), named.join(", "));
            say(words!(
                "有错误、没有算进来的记录 {count} 条：{zh}{more}",
                "{count} records with errors are not part of this: {en}{more}"
            ));
        }
        for path in &finished.removed {
            say(words!(
                "删去上次生成、这次不再需要的：{PRINT_FOLDER}/{path}",
                "removed, made before and not needed any more: {PRINT_FOLDER}/{path}"
            ));
        }
        let name = self.round.name(self.site.model().today);
        let rounds = &printed.rounds;
        if rounds.is_empty() {
            say(words!(
                "{name}：没有要张贴的，也没有要撤下的",
                "{name}: nothing to hang and nothing to take down"
            ));
            return;
        }
        for (_, view) in rounds.iter().take(NAMED) {
            let (place, posters, gone) = (&view.place, view.postings.len(), view.removals.len());
            let sheets = view.sheets();
            let folder = folder(&view.name, &view.folder);
            say(words!(
                "{place}：张贴 {posters} 种、{sheets} 张，撤下 {gone} 种 → {folder}",
                "{place}: {posters} posters to hang on {sheets} sheets, {gone} to take down → {folder}"
            ));
        }
        let (places, added) = (rounds.len(), archived.added);
        if places > NAMED {
            let more = places - NAMED;
            say(words!("另有 {more} 个地方", "and {more} more places"));
        }
        let (mut sheets, mut boards) = (0, 0);
        for (_, view) in rounds {
            sheets += view.sheets();
            boards += view
                .boards
                .iter()
                .filter(|board| board.is_visited())
                .count();
        }
        say(words!(
            "完成：{places} 个地方、{boards} 块公示栏，共打印 {sheets} 张；新存档 {added} 份（{ARCHIVE_FOLDER}）",
            "done: {sheets} sheets to print (places: {places}, boards: {boards}; new in {ARCHIVE_FOLDER}: {added})"
        ));
    }

    /// Records with errors that are not part of the round.
    fn held_back(&self, printed: &Printed) -> Vec<InputPath> {
        let left_out = self.site.model().left_out.iter();
        let faulty = left_out.filter(|left| left.reason == Reason::Faulty);
        let held = faulty.map(|left| left.path.clone());
        held.chain(printed.left_out.iter().cloned()).collect()
    }
}

/// A folder as it is shown.
fn folder(name: &str, place: &str) -> String {
    let of_place = if place.is_empty() { "" } else { "/" };
    format!("{PRINT_FOLDER}/{name}{of_place}{place}")
}

/// Columns of the list of the archive.
pub(super) fn columns(language: Language) -> [&'static str; 9] {
    match language {
        Language::Zh => [
            "编号",
            "校验",
            "标题",
            "地方",
            "纸张",
            "张数",
            "首次打印",
            "文件",
            "BLAKE3",
        ],
        Language::En => [
            "number",
            "check",
            "title",
            "place",
            "paper",
            "sheets",
            "first printed",
            "file",
            "BLAKE3",
        ],
    }
}

/// Somebody changed a file of a round.
pub(super) fn changed(path: &str) -> Diagnostic {
    Diagnostic::error(
        "file-exists",
        Location::File(InputPath::new(format!("{PRINT_FOLDER}/{path}"))),
        words!(
            "这个文件被人改过，没有覆盖",
            "somebody changed this file: it is not overwritten"
        ),
    )
    .help(words!(
        "改过的另存到别处，把它移走，再运行一次",
        "keep it elsewhere, move it away, and run this again"
    ))
}

pub(super) fn unlisted() -> Diagnostic {
    Diagnostic::warning(
        "archive-index",
        Location::File(InputPath::new(format!("{ARCHIVE_FOLDER}/index.csv"))),
        words!(
            "存档目录不是 UTF-8 编码，这次的没有写进去（文件已经存好）",
            "the list of the archive is not UTF-8: nothing was added to it (the files are kept)"
        ),
    )
    .help(words!(
        "用 WPS 另存为“CSV UTF-8”，再运行一次，缺的行会补上",
        "save it as CSV UTF-8 and run this again: missing lines are added"
    ))
}

/// Writes the files of a round.
pub(super) struct IntoFolders {
    pub(super) run: PrintRun,
    pub(super) archive: Archive,
    pub(super) bar: ProgressBar,
    today: String,
}

impl IntoFolders {
    fn new(
        common: &Common,
        terminal: &Terminal,
        site: &Site,
        language: Language,
    ) -> Result<Self, WriteError> {
        let root = &common.root;
        Ok(IntoFolders {
            run: PrintRun::new(root)?,
            archive: Archive::new(root),
            bar: terminal.bar(language),
            today: site.model().today.to_string(),
        })
    }
}

impl RoundSink for IntoFolders {
    fn keep(&self, kept: &Kept, bytes: &[u8]) -> Result<(), WriteError> {
        let year = kept.date.get(..4).unwrap_or_default();
        let stem = format!("{year}/{}-{}-{}", kept.number, kept.hash, kept.paper);
        let fields = vec![
            kept.number.clone(),
            kept.hash.clone(),
            kept.title.clone(),
            kept.place.clone(),
            kept.paper.clone(),
            kept.sheets.to_string(),
            self.today.clone(),
        ];
        self.archive.take(&stem, bytes, fields)
    }

    fn print(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.run.take(path, bytes).map(drop)
    }

    fn progress(&self, done: usize, total: usize) {
        terminal::show(&self.bar, done, total);
    }
}
