//! `gongshi tally`: the votes of owners, from the sheet of those who counted.

use std::io::Write as _;
use std::path::Path;

use super::terminal::Terminal;
use super::{Exit, failed, refused, unread};
use crate::cli::{Common, Tally};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::load::SiteFolder;
use crate::paths::InputPath;
use crate::pipeline::Office;
use crate::sheet::{self, SheetError};
use crate::source;
use crate::tally::{self, Count, Counted, Measure, Reading, Sheets, Wish, block};
use crate::words;
use crate::write::{self, PRINT_FOLDER, Printed};

/// Counts, and writes the lines of the record to stdout.
pub fn run(common: &Common, asked: &Tally, terminal: &Terminal) -> Exit {
    let terminal = &terminal.aside();
    let office = Office::new(SiteFolder::new(&common.root));
    let language = office.language();
    let read = |file: &Path| {
        read(file).map_err(|(exit, found)| {
            refused(terminal, language, *found);
            exit
        })
    };
    let (votes, bytes) = match read(&asked.file) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let roll = match asked.roll.as_deref().map(read).transpose() {
        Ok(roll) => roll.map(|(sheets, _)| sheets),
        Err(exit) => return exit,
    };
    let wish = Wish {
        votes: &votes,
        table: asked.sheet.as_deref(),
        roll: roll.as_ref(),
        declared: asked
            .heads
            .zip(asked.area)
            .map(|(heads, area)| Measure { heads, area }),
    };
    let Counted {
        count,
        reading,
        diagnostics,
    } = tally::count(&wish);
    terminal.report(&diagnostics, language);
    if let Some(reading) = &reading {
        say(reading, terminal, language);
    }
    let (Some(count), Some(reading)) = (count, reading) else {
        terminal.say(
            &words!(
                "计票表还有错误，没有得出计票结果",
                "the sheet has faults: there is no count"
            ),
            language,
        );
        return Exit::Faults;
    };
    if asked.print
        && let Err(exit) = print(common, asked, &office, (&count, &reading), &bytes, terminal)
    {
        return exit;
    }
    // A closed pipe is no reason to fail.
    let text = block::write(&count, language);
    let _ = std::io::stdout().write_all(text.as_bytes());
    Exit::Done
}

/// The tables of a file, with its bytes.
///
/// # Errors
///
/// The file cannot be read, or is no sheet.
pub(super) fn read(file: &Path) -> Result<(Sheets, Vec<u8>), (Exit, Box<Diagnostic>)> {
    let path = InputPath::new(file.to_string_lossy().replace('\\', "/"));
    let unreadable = |message, help| {
        let found = Diagnostic::error("sheet-unreadable", path.clone(), message);
        Box::new(found.help(help))
    };
    let limit = u64::try_from(sheet::MOST_BYTES).unwrap_or(u64::MAX);
    let is_long = std::fs::metadata(file).is_ok_and(|facts| facts.len() > limit);
    let of_sheet = |error: SheetError| (Exit::Faults, unreadable(error.words(), error.help()));
    if is_long {
        return Err(of_sheet(SheetError::TooLarge));
    }
    let bytes = std::fs::read(file).map_err(|error| {
        let found = unreadable(
            words!("无法读取：{error}", "cannot be read: {error}"),
            words!(
                "检查文件名；文件在 WPS 或 Excel 里开着的，先关闭",
                "check the name of the file, and close it where it is open in WPS or Excel"
            ),
        );
        (Exit::Failed, found)
    })?;
    let tables = sheet::read(path.file_name(), &bytes).map_err(of_sheet)?;
    Ok((Sheets { path, tables }, bytes))
}

/// Says what was read and what was left out.
fn say(reading: &Reading, terminal: &Terminal, language: Language) {
    let Reading {
        table,
        rows,
        owners,
        totals,
        remarks,
        columns,
    } = reading;
    terminal.say(
        &words!(
            "工作表“{table}”：{rows} 套，{owners} 位业主",
            "sheet `{table}`: {rows} units, {owners} owners"
        ),
        language,
    );
    unread::say(
        &words!("没有计入的行", "rows left out"),
        [
            (totals, words!("合计", "totals")),
            (
                remarks,
                words!(
                    "重复的表头和签字、备注",
                    "repeated headings, signatures and remarks"
                ),
            ),
        ],
        columns,
        terminal,
        language,
    );
}

/// Writes the sheet that is signed.
fn print(
    common: &Common,
    asked: &Tally,
    office: &Office,
    (count, reading): (&Count, &Reading),
    bytes: &[u8],
    terminal: &Terminal,
) -> Result<(), Exit> {
    let language = office.language();
    let name =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let file = name(asked.file.file_name());
    let hash = source::hex(&source::hash(bytes));
    let view = tally::view(count, reading, language, &file, &hash);
    let pdf = office.counting_sheet(&view).map_err(|found: Diagnostics| {
        terminal.report(&found, language);
        Exit::Failed
    })?;
    let name = format!("tally-{}.pdf", name(asked.file.file_stem()));
    let (path, printed) = write::print(&common.root, &name, &pdf, false)
        .map_err(|error| failed(terminal, language, &error))?;
    let shown = path.strip_prefix(".").unwrap_or(&path).display();
    match printed {
        Printed::Written => {
            terminal.say(&words!("已写：{shown}", "wrote: {shown}"), language);
        }
        Printed::Same => terminal.say(
            &words!(
                "签字单已经有了：{shown}",
                "the sheet is there already: {shown}"
            ),
            language,
        ),
        Printed::Taken => {
            let found = Diagnostic::error(
                "file-exists",
                Location::File(InputPath::new(format!("{PRINT_FOLDER}/{name}"))),
                words!(
                    "已经有一张不同的签字单，不会覆盖",
                    "another sheet is there already and is not overwritten"
                ),
            )
            .help(words!(
                "签过字的另存；没有签的先移走，再运行一次",
                "keep it elsewhere if it was signed, or move it away, and run this again"
            ));
            return Err(refused(terminal, language, found));
        }
    }
    Ok(())
}
