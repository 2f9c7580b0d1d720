//! `gongshi account`: the items of a statement of public revenue, from the sheet of those who keep
//! the books.

use std::fs;
use std::path::{Path, PathBuf};

use super::terminal::{self, Terminal};
use super::{Exit, files, refused, tally, unread};
use crate::bookkeeping::{self, Items, Read, Reading, Side, block, record::Statement};
use crate::cli::{Account, Common};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::encoding::{self, Encoding};
use crate::fix;
use crate::load::SiteFolder;
use crate::model::keyed::Kind;
use crate::paths::InputPath;
use crate::pipeline::Office;
use crate::report;
use crate::words;

/// Reads the items, and writes their lines to stdout or into a record.
pub fn run(common: &Common, asked: &Account, terminal: &Terminal) -> Exit {
    let aside = terminal.aside();
    let terminal = if asked.into.is_some() {
        terminal
    } else {
        &aside
    };
    let language = Office::new(SiteFolder::new(&common.root)).language();
    let sheets = match tally::read(&asked.file) {
        Ok((sheets, _)) => sheets,
        Err((exit, found)) => {
            refused(terminal, language, *found);
            return exit;
        }
    };
    let Read {
        items,
        reading,
        diagnostics,
    } = bookkeeping::read(&sheets.path, &sheets.tables, asked.sheet.as_deref());
    terminal.report(&diagnostics, language);
    if let Some(reading) = &reading {
        say(reading, items.as_ref(), terminal, language);
    }
    let Some(items) = items else {
        terminal.say(
            &words!(
                "收支表还有错误，没有写任何东西",
                "the sheet has faults: nothing was written"
            ),
            language,
        );
        return Exit::Faults;
    };
    let items = if asked.sum { items.summed() } else { items };
    let Some(into) = &asked.into else {
        terminal::print(&block::write(&items, language));
        return Exit::Done;
    };
    match put(
        common,
        into,
        &sheets.path,
        &items,
        asked,
        (terminal, language),
    ) {
        Ok(exit) => exit,
        Err((exit, found)) => {
            terminal.report(&found, language);
            exit
        }
    }
}

/// Why nothing was put into a record.
type Refused = (Exit, Diagnostics);

/// Puts the items into a record.
fn put(
    common: &Common,
    into: &Path,
    sheet: &InputPath,
    items: &Items,
    asked: &Account,
    (terminal, language): (&Terminal, Language),
) -> Result<Exit, Refused> {
    let faulty = |found: Diagnostics| (Exit::Faults, found);
    let (full, path) = located(&common.root, into)?;
    let unreadable = |error: &dyn std::fmt::Display| {
        let found = Diagnostic::error(
            "unreadable",
            path.clone(),
            words!("无法读取：{error}", "cannot be read: {error}"),
        )
        .help(words!(
            "检查文件是否还在、能否打开",
            "check that the file is still there and can be opened"
        ));
        (Exit::Failed, Diagnostics::from(found))
    };
    let bytes = fs::read(&full).map_err(|error| unreadable(&error))?;
    let (old, encoding) = encoding::read(bytes.clone()).map_err(|_| unreadable(&"UTF-8"))?;
    let statement = Statement::read(path.clone(), fix::plain(&old)).map_err(faulty)?;
    let mut found = items.balances(
        sheet,
        statement.amount("opening"),
        statement.amount("closing"),
    );
    if let Some(period) = statement.period() {
        found.extend(items.outside(sheet, period));
    }
    if found.has_errors() {
        return Err(faulty(found));
    }
    let put = statement
        .put(items)
        .map_err(|found| faulty((*found).into()))?;
    if put.changes.is_empty() {
        terminal.say(
            &words!(
                "{path} 里已经是这些收支，没有改动",
                "{path} has these items already: nothing was changed"
            ),
            language,
        );
        balance(&statement, terminal, language);
        return Ok(Exit::Done);
    }
    if encoding != Encoding::Utf8 {
        return Err(faulty(of_encoding(&path).into()));
    }
    let mended = fix::mend(&old, put.changes, |_| Vec::new());
    let written = Statement::read(path.clone(), fix::plain(&mended.text)).map_err(faulty)?;
    if !written.holds(items) {
        return Err(faulty(not_line_by_line(&path).into()));
    }
    // Private data in it is covered like that of any line.
    let diff = fix::unified(path.as_str(), &old, &mended.text);
    let diff = report::for_terminal(diff.trim_end());
    terminal.say(&words!("{diff}", "{diff}"), language);
    if !put.written.is_empty() && !asked.replace {
        return Err(faulty(others(&path, &put.written).into()));
    }
    let mark: &[u8] = if bytes.starts_with(b"\xEF\xBB\xBF") {
        b"\xEF\xBB\xBF"
    } else {
        b""
    };
    let beside = full.with_file_name(format!(".{}.gongshi-account", short(path.file_name())));
    files::replace(&full, &beside, &[mark, mended.text.as_bytes()], || {
        Ok(fs::read(&full)? == bytes)
    })
    .map_err(|error| {
        let found = Diagnostic::error(
            "not-written",
            path.clone(),
            words!(
                "无法改写：{error}；文件仍是原样",
                "cannot be written anew: {error}; the file is as it was"
            ),
        )
        .help(words!(
            "关闭正在打开它的程序，检查写入权限，再运行一次",
            "close programs that have it open, check its permissions, and run this again"
        ));
        (Exit::Failed, found.into())
    })?;
    terminal.say(&words!("已写入：{path}", "written into {path}"), language);
    balance(&written, terminal, language);
    Ok(Exit::Done)
}

/// The file of a record that was named as the shell completes it, or as messages name it.
fn located(root: &Path, into: &Path) -> Result<(PathBuf, InputPath), Refused> {
    let real = |path: &Path| fs::canonicalize(path).ok().filter(|path| path.is_file());
    let with_ending = PathBuf::from(format!("{}.md", into.display()));
    let named = [into, &with_ending];
    let full = named.iter().find_map(|path| {
        real(path)
            .or_else(|| real(&root.join(path)))
            .or_else(|| real(&root.join("content").join(path)))
    });
    let content = fs::canonicalize(root.join("content")).ok();
    let within = full.as_ref().zip(content.as_ref());
    let within = within.and_then(|(full, content)| full.strip_prefix(content).ok());
    let within = within.map(Path::to_path_buf);
    let folder = within.as_deref();
    let folder = folder.and_then(|within| within.parent()?.file_name()?.to_str());
    let is_account = folder.is_some_and(|folder| Kind::of_folder(folder) == Some(Kind::Account));
    match full.clone().zip(within.clone()) {
        Some((full, within)) if is_account => {
            let parts = within.iter().map(|part| part.to_string_lossy());
            let path = parts.fold("content".to_owned(), |path, part| format!("{path}/{part}"));
            Ok((full, InputPath::new(path)))
        }
        _ => {
            let shown = into.display();
            let found = Diagnostic::error(
                "bad-usage",
                Location::Nowhere,
                words!(
                    "{shown} 不是本站的收支记录",
                    "{shown} is no statement of this site"
                ),
            )
            .help(words!(
                "写 accounts（收支）文件夹里的文件；还没有的，先用 gongshi new account 建一个",
                "name a file in a folder `accounts`; make one with `gongshi new account` first"
            ));
            Err((Exit::Failed, found.into()))
        }
    }
}

/// A name that leaves room for what is put around it.
fn short(name: &str) -> &str {
    &name[..name.floor_char_boundary(120)]
}

/// That the lines would not be read back as they were meant: the front matter is written in some
/// form that goes over lines.
fn not_line_by_line(path: &InputPath) -> Diagnostic {
    Diagnostic::error(
        "front-matter",
        path.clone(),
        words!(
            "开头的字段写法特别，不能替您改写",
            "the front matter is written in a form that cannot be changed line by line"
        ),
    )
    .help(words!(
        "不加 --into 运行，把得到的几行粘贴进去",
        "run this without --into, and paste the lines"
    ))
}

fn of_encoding(path: &InputPath) -> Diagnostic {
    Diagnostic::error(
        "not-written",
        path.clone(),
        words!("这个文件不是 UTF-8", "the file is not in UTF-8"),
    )
    .help(words!(
        "先运行 gongshi fix，它会改为 UTF-8",
        "run `gongshi fix` first: it writes the file in UTF-8"
    ))
}

/// That the record has other lines.
fn others(path: &InputPath, sides: &[Side]) -> Diagnostic {
    let names = |of: fn(Side) -> &'static str, comma: &str| {
        let names: Vec<&str> = sides.iter().map(|side| of(*side)).collect();
        names.join(comma)
    };
    let (zh, en) = (names(Side::zh, "、"), names(Side::key, ", "));
    Diagnostic::error(
        "items-differ",
        path.clone(),
        words!(
            "记录里已经写有不同的{zh}，没有改写",
            "the record has other lines under {en} already, and was not changed"
        ),
    )
    .help(words!(
        "看上面的差别；确实要换成表里的，加上 --replace 再运行一次",
        "look at the difference above; to take those of the sheet, run this again with --replace"
    ))
}

/// Says whether the statement balances.
fn balance(statement: &Statement, terminal: &Terminal, language: Language) {
    let words = match statement.balance() {
        None => words!(
            "期初或期末还没有写，不知道是否平",
            "opening or closing is not written yet: whether it balances is not known"
        ),
        Some((left, closing)) if left == closing => words!(
            "收支平：期末 {closing} 元",
            "the statement balances: closing {closing}"
        ),
        Some((left, closing)) => {
            let apart = left.minus(closing);
            words!(
                "收支不平：算出来 {left} 元，期末写的是 {closing} 元，差 {apart} 元",
                "the statement does not balance: it comes to {left}, closing is {closing}, the difference is {apart}"
            )
        }
    };
    terminal.say(&words, language);
}

/// Says what was read and what was left out.
fn say(reading: &Reading, items: Option<&Items>, terminal: &Terminal, language: Language) {
    let table = &reading.table;
    if let Some(items) = items {
        let told = |name: fn(Side) -> &'static str, comma: &str| {
            let sides = Side::ALL.into_iter().filter_map(|side| {
                let count = items.of(side).count();
                (count > 0).then(|| format!("{} {count} / {}", name(side), items.sum(side)))
            });
            sides.collect::<Vec<_>>().join(comma)
        };
        let (zh, en) = (told(Side::zh, "，"), told(Side::key, ", "));
        terminal.say(
            &words!(
                "工作表“{table}”（笔数 / 金额）：{zh}",
                "sheet `{table}` (items / amount): {en}"
            ),
            language,
        );
    }
    unread::say(
        &words!("没有当作收支的行", "rows that are no items"),
        [
            (&reading.totals, words!("合计、余额", "totals and balances")),
            (
                &reading.remarks,
                words!(
                    "重复的表头和签字、备注",
                    "repeated headings, signatures and remarks"
                ),
            ),
        ],
        &reading.columns,
        terminal,
        language,
    );
}
