//! `gongshi posted`: what was to hang was hung, or taken down; and certificates of it.

use std::collections::{BTreeMap, BTreeSet};

use super::posters::changed as changed_by_hand;
use super::terminal::Terminal;
use super::{Exit, postings, refused, status};
use crate::cli::{Common, Posted};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::load::SiteFolder;
use crate::model::filling::{Filling, Said};
use crate::model::postings::PostingSheet;
use crate::model::week::Week;
use crate::model::{Model, PlaceId, RecordId};
use crate::paths::InputPath;
use crate::pipeline::{Certificate, Faulty, Look, Request, Session, Site, Touched};
use crate::postings::Sheet;
use crate::scaffold;
use crate::words;
use crate::write::{self, PRINT_FOLDER, PrintRun, Printed, WriteError};

/// Fills the sheets of a place and prints certificates.
pub fn run(common: &Common, asked: &Posted, terminal: &Terminal) -> Exit {
    let request = Request {
        today: asked.today,
        base_url: None,
        drafts: false,
        // A faulty record keeps no other from being noted.
        faulty: Faulty::LeaveOut,
        round: None,
        economy: false,
        posters: true,
        jobs: common.jobs.unwrap_or(0),
    };
    let mut session = Session::new(SiteFolder::new(&common.root), request);
    let Look {
        site,
        language,
        diagnostics,
    } = session.look(&Touched::Everything);
    let Some(site) = site else {
        terminal.report(&diagnostics, language);
        terminal.say(&words!("没有写任何文件", "nothing was written"), language);
        return Exit::Faults;
    };
    let model = site.model();
    let place = match scaffold::place(model, &asked.place) {
        Ok(place) => place.id,
        Err(found) => return refused(terminal, language, *found),
    };
    // Everything is reported at once, with what is found later.
    let mut told = of_place(&diagnostics, model, place);
    if told.has_errors() {
        terminal.report(&told, language);
        terminal.say(&words!("没有写任何文件", "nothing was written"), language);
        return status(&told);
    }
    let filled = can_be(model, place, asked)
        .and_then(|()| fill(common, asked, (model, place), terminal, language));
    let changed = match filled {
        Ok(changed) => changed,
        Err(found) => {
            told.push(*found);
            terminal.report(&told, language);
            return Exit::Failed;
        }
    };
    let look = session.look(&Touched::Everything);
    let Some(site) = look.site else {
        terminal.report(&look.diagnostics, language);
        return Exit::Faults;
    };
    let printed = prove(common, asked, (&site, place), &changed, terminal, language);
    let exit = match printed {
        Ok(found) => {
            let is_failure = found.iter().any(|found| found.code == "file-exists");
            let exit = if is_failure {
                Exit::Failed
            } else {
                status(&found)
            };
            told.extend(found);
            exit
        }
        Err(error) => {
            told.push(error.diagnostic());
            Exit::Failed
        }
    };
    told.sort();
    terminal.report(&told, language);
    exit
}

/// Whether what is said of a place can be true.
fn can_be(model: &Model, place: PlaceId, asked: &Posted) -> Result<(), Box<Diagnostic>> {
    let place = model.place(place);
    let (today, week) = (model.today, asked.week);
    if let Some(day) = asked.on.filter(|day| *day > today) {
        return Err(usage(
            words!("{day} 还没有到", "{day} is still to come"),
            words!(
                "写实际张贴、撤下的日期，最晚是今天 {today}",
                "write the day on which it was done, today ({today}) at the latest"
            ),
        ));
    }
    let sheets = model.posting_sheets(place.id);
    let has_sheet = sheets.iter().any(|sheet| sheet.week == week);
    if !has_sheet && (sheets.is_empty() || !asked.down) {
        let (title, path) = (&place.title, model.posting_sheet_path(place.id, week));
        return Err(usage(
            words!(
                "{title}没有 {week} 的张贴登记：没有 {path}",
                "{title} has no sheet of postings for {week}: there is no {path}"
            ),
            words!(
                "先用 gongshi posters 打印这一周的海报，登记表随着写好",
                "print the posters of the week first with gongshi posters, which writes the sheet"
            ),
        ));
    }
    Ok(())
}

fn too_early(asked: &Posted, rows: usize) -> Box<Diagnostic> {
    let day = asked.on.map(|day| day.to_string()).unwrap_or_default();
    usage(
        words!(
            "{day} 太早：没有登记的 {rows} 行，记录的日期都更晚",
            "{day} is too early: {rows} rows are not noted yet, and their records are dated later"
        ),
        words!(
            "核对 --on 的年份和月日",
            "check the year and the day after --on"
        ),
    )
}

fn usage(message: crate::diagnostic::Words, help: crate::diagnostic::Words) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("bad-usage", Location::Nowhere, message).help(help))
}

/// What was found in the sheets of a place. What is wrong elsewhere is told by `check`.
fn of_place(found: &Diagnostics, model: &Model, place: PlaceId) -> Diagnostics {
    let folder = &model.place(place).folder;
    let mut told = found.clone();
    told.retain(|found| {
        let path = found.path().map(InputPath::folder).unwrap_or_default();
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        let above = above.strip_prefix("content").unwrap_or_default();
        let is_sheet = found.path().is_some_and(crate::load::is_beside_postings);
        is_sheet && above.trim_start_matches('/') == folder
    });
    told
}

/// Fills the sheets, says how many rows that was, and returns the records of these rows.
fn fill(
    common: &Common,
    asked: &Posted,
    (model, place): (&Model, PlaceId),
    terminal: &Terminal,
    language: Language,
) -> Result<BTreeSet<RecordId>, Box<Diagnostic>> {
    let by = asked
        .by
        .as_deref()
        .map(str::trim)
        .filter(|by| !by.is_empty());
    let said = Said {
        week: asked.week,
        down: asked.down,
        on: asked.on,
        by,
    };
    let mut changed = BTreeSet::new();
    let (mut rows, mut early, mut before, mut void) = (0, 0, 0, 0);
    for sheet in model.posting_sheets(place) {
        let filling = model.filling(sheet, &said);
        if filling.rows == 0 && filling.before > 0 {
            return Err(too_early(asked, filling.before));
        }
        rows += filling.rows;
        early += filling.early;
        before += filling.before;
        void += filling.void;
        if write(common, sheet, &filling)? {
            let filled = |row: usize| filling.cells.iter().any(|(at, ..)| *at == row);
            let of = sheet.rows.iter().filter(|row| filled(row.row));
            changed.extend(of.map(|row| row.record));
            let path = &sheet.source.path;
            terminal.say(&words!("已写：{path}", "wrote: {path}"), language);
        }
    }
    terminal.say(
        &if asked.down {
            words!("登记了撤下：{rows} 行", "rows noted as taken down: {rows}")
        } else {
            words!("登记了张贴：{rows} 行", "rows noted as posted: {rows}")
        },
        language,
    );
    if early > 0 {
        terminal.say(
            &words!(
                "没有填：{early} 行的日期还没有到，到时再运行一次",
                "not filled: {early} rows whose day is still to come; run this again then"
            ),
            language,
        );
    }
    if before > 0 {
        terminal.say(
            &words!(
                "没有填：{before} 行的记录日期更晚，那时还不能张贴",
                "not filled: {before} rows of records that are dated later"
            ),
            language,
        );
    }
    if void > 0 {
        terminal.say(
            &words!(
                "没有填：{void} 行的记录已撤回、被代替或没有发布；确实贴过的，在表里填写日期",
                "not filled: {void} rows of records that were withdrawn, replaced or not published; write the day into the sheet if they were hung"
            ),
            language,
        );
    }
    Ok(changed)
}

/// Writes what is filled into a sheet. Returns whether that was anything.
fn write(common: &Common, of: &PostingSheet, filling: &Filling) -> Result<bool, Box<Diagnostic>> {
    let Ok(mut sheet) = Sheet::read(&of.source.text) else {
        return Ok(false);
    };
    let mut is_other = false;
    for (row, column, value) in &filling.cells {
        is_other |= sheet.fill(*row, *column, value);
    }
    if is_other {
        let text = sheet.to_text();
        postings::write(&common.root, &of.source.path, Some(&of.source), &text)?;
    }
    Ok(is_other)
}

/// Keeps the photos of a week and prints its certificates, and those of what was taken down. Returns
/// what was found.
fn prove(
    common: &Common,
    asked: &Posted,
    (site, place): (&Site, PlaceId),
    changed: &BTreeSet<RecordId>,
    terminal: &Terminal,
    language: Language,
) -> Result<Diagnostics, WriteError> {
    let mut run = PrintRun::new(&common.root)?;
    let mut records = changed.clone();
    let mut weeks: BTreeMap<RecordId, Week> = BTreeMap::new();
    let mut photos = BTreeSet::new();
    for sheet in site.model().posting_sheets(place) {
        for row in &sheet.rows {
            // With the files of the week in which it was first to hang, whenever it is made again.
            let first = weeks.entry(row.record).or_insert(sheet.week);
            *first = sheet.week.min(*first);
            if sheet.week == asked.week {
                records.insert(row.record);
            }
            if sheet.week == asked.week || changed.contains(&row.record) {
                photos.extend(&row.photos);
            }
        }
    }
    let mut found = Diagnostics::new();
    let mut kept = 0;
    for path in photos {
        match site.photo(path) {
            Ok(photo) => {
                let (_, printed) =
                    write::keep_photo(&run, &common.root, &photo.name, &photo.bytes)?;
                kept += usize::from(printed == Printed::Written);
            }
            Err(fault) => found.extend(fault),
        }
    }
    let mut written = Vec::new();
    for record in records {
        let week = weeks.get(&record).copied().unwrap_or(asked.week);
        match site.certificate(record, place, week) {
            Ok(None) => {}
            Ok(Some(Certificate { path, pdf })) => {
                if run.take_lasting(&path, &pdf)? == Printed::Written {
                    written.push(path);
                }
            }
            Err(fault) => found.extend(fault),
        }
    }
    for path in run.finish(&[])?.changed {
        found.push(changed_by_hand(&path));
    }
    for path in &written {
        terminal.say(
            &words!(
                "张贴证明：{PRINT_FOLDER}/{path}",
                "certificate: {PRINT_FOLDER}/{path}"
            ),
            language,
        );
    }
    let printed = written.len();
    if kept > 0 {
        terminal.say(
            &words!(
                "照片存入 archive/photos：{kept} 张",
                "photos kept in archive/photos: {kept}"
            ),
            language,
        );
    }
    if printed > 0 {
        terminal.say(
            &words!(
                "张贴证明新写了 {printed} 份，签字、盖章后存档",
                "certificates written: {printed}; sign, seal and keep them"
            ),
            language,
        );
    }
    Ok(found)
}
