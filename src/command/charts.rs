//! `gongshi posters --grids`: the chart of the grids of each place, on the paper of its boards.

use super::posters::{IntoFolders, changed, columns, unlisted};
use super::terminal::Terminal;
use super::{Exit, failed};
use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::model::PlaceId;
use crate::pipeline::{Charts, Site};
use crate::words;
use crate::write::{Archived, Finished, PRINT_FOLDER, WriteError};

/// Prints the charts of places. None: errors stop it, which are in `found`.
pub fn run(
    site: &Site,
    places: &[PlaceId],
    sink: IntoFolders,
    found: &mut Diagnostics,
    (terminal, language): (&Terminal, Language),
) -> Option<Exit> {
    match print(site, places, sink, found, language) {
        Ok(Some((charts, archived, finished))) => {
            say(&charts, archived, &finished, terminal, language);
            Some(if found.has_errors() {
                Exit::Failed
            } else {
                Exit::Done
            })
        }
        Ok(None) => None,
        Err(error) => Some(failed(terminal, language, &error)),
    }
}

fn print(
    site: &Site,
    places: &[PlaceId],
    sink: IntoFolders,
    found: &mut Diagnostics,
    language: Language,
) -> Result<Option<(Charts, Archived, Finished)>, WriteError> {
    let (charts, said) = site.print_charts(places, &sink)?;
    sink.bar.finish_and_clear();
    found.extend(said);
    let Some(charts) = charts else {
        return Ok(None);
    };
    let archived = sink.archive.keep(&columns(language))?;
    let finished = sink.run.finish(&charts.folders)?;
    if !archived.listed {
        found.push(unlisted());
    }
    for path in &finished.changed {
        found.push(changed(path));
    }
    Ok(Some((charts, archived, finished)))
}

fn say(
    charts: &Charts,
    archived: Archived,
    finished: &Finished,
    terminal: &Terminal,
    language: Language,
) {
    let say = |words| terminal.say(&words, language);
    for path in &finished.removed {
        say(words!(
            "删去上次生成、这次不再需要的：{PRINT_FOLDER}/{path}",
            "removed, made before and not needed any more: {PRINT_FOLDER}/{path}"
        ));
    }
    for place in &charts.without {
        say(words!(
            "{place}：没有写明哪栋楼在哪个网格，没有网格图",
            "{place}: which building lies in which grid is not recorded, so there is no chart"
        ));
    }
    for file in &charts.files {
        let (place, copies, paper, path) = (&file.place, file.copies, &file.paper, &file.path);
        say(words!(
            "{place}：{paper} {copies}份 → {PRINT_FOLDER}/{path}",
            "{place}: {paper}, {copies} copies → {PRINT_FOLDER}/{path}"
        ));
    }
    let sheets: u64 = charts.files.iter().map(|file| file.sheets).sum();
    let (files, added) = (charts.files.len(), archived.added);
    say(words!(
        "网格图：{files} 个文件，共 {sheets} 张；新存档 {added} 份",
        "charts of grids: {files} files, {sheets} sheets to print; new in the archive: {added}"
    ));
}
