//! `gongshi new`: the first lines of a record, or of a week.

use super::terminal::Terminal;
use super::{Exit, files, refused};
use crate::cli::{Common, New};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Location, Words};
use crate::load::SiteFolder;
use crate::pipeline::{Faulty, Request, Session, Touched};
use crate::scaffold::{self, Existing, NewFile, What, Wish};
use crate::words;

/// Writes the files.
pub fn run(common: &Common, new: &New, terminal: &Terminal) -> Exit {
    // What is wrong with the command is said before what is wrong with the site.
    let (what, title) = match wanted(new) {
        Ok(wanted) => wanted,
        Err(found) => return refused(terminal, Language::default(), *found),
    };
    let request = Request {
        today: None,
        base_url: None,
        // Drafts and faulty records count as well: their codes, numbers and names are taken.
        drafts: true,
        faulty: Faulty::LeaveOut,
        round: None,
        economy: false,
        posters: false,
        jobs: common.jobs.unwrap_or(0),
    };
    let mut session = Session::new(SiteFolder::new(&common.root), request);
    let look = session.look(&Touched::Everything);
    let language = look.language;
    let Some(site) = look.site else {
        terminal.report(&look.diagnostics, language);
        terminal.say(&words!("没有写任何文件", "nothing was written"), language);
        return Exit::Faults;
    };
    let documents = session.documents();
    let existing = Existing {
        model: site.model(),
        documents: &documents,
    };
    let files =
        scaffold::date(new.date.unwrap_or(existing.model.today)).and_then(|date| match what {
            What::Week => scaffold::week(existing, &new.place, date),
            What::Record(kind) => {
                let wish = Wish {
                    kind,
                    place: &new.place,
                    title: &title,
                    date,
                    full: new.full,
                };
                scaffold::record(existing, &wish).map(|file| vec![file])
            }
        });
    let written = files.and_then(|files| files::write(&common.root, &files).map(|()| files));
    match written {
        Ok(files) => {
            files::say_written(&common.root, &files, terminal, language);
            terminal.say(&next(what, &files), language);
            Exit::Done
        }
        Err(found) => refused(terminal, language, *found),
    }
}

/// What is wished for, with the title of a record.
fn wanted(new: &New) -> Result<(What, String), Box<Diagnostic>> {
    let what = What::read(&new.kind)?;
    let written = new.title.join(" ");
    match what {
        What::Record(_) => scaffold::title(&written).map(|title| (what, title)),
        What::Week if new.full || !written.is_empty() => Err(Box::new(
            Diagnostic::error(
                "bad-usage",
                Location::Nowhere,
                words!(
                    "“周”后面只写地方，不写标题，也没有 --full",
                    "`week` takes a place only: no title, and no --full"
                ),
            )
            .help(words!(
                "写成 `gongshi new 周 桃园小区`",
                "write `gongshi new week taoyuan`"
            )),
        )),
        What::Week => Ok((what, String::new())),
    }
}

/// What to do with the files.
fn next(what: What, files: &[NewFile]) -> Words {
    match what {
        What::Week => words!(
            "下一步：先写两个问题的标题，开过会再填会议记录；写好一个，删去它的“草稿”一行，再运行 gongshi build",
            "next: write the titles of the two issues, and the record of the meeting when it was held; remove the line `draft` of each that is ready, then run gongshi build"
        ),
        What::Record(_) => {
            let file = files.first().map_or("", |file| file.path.file_name());
            words!(
                "下一步：打开 {file}，填好空着的行，在第二个 --- 下面写正文，删去“草稿”一行，再运行 gongshi check",
                "next: open {file}, fill in the empty lines, write the text below the second ---, remove the line `draft`, then run gongshi check"
            )
        }
    }
}
