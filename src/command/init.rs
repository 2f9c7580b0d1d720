//! `gongshi init`: a small site to begin with.

use super::terminal::Terminal;
use super::{Exit, files, refused};
use crate::cli::{Common, Init, Lang};
use crate::config::{self, Language};
use crate::diagnostic::Diagnostic;
use crate::paths::InputPath;
use crate::scaffold::{self, NewFile};
use crate::{pipeline, words};

/// Writes the site.
pub fn run(common: &Common, init: &Init, terminal: &Terminal) -> Exit {
    let language = match common.lang {
        Some(Lang::En) => Language::En,
        Some(Lang::Zh) | None => Language::Zh,
    };
    let today = || pipeline::clock(config::usual_zone());
    let date = match scaffold::date(init.date.unwrap_or_else(today)) {
        Ok(date) => date,
        Err(found) => return refused(terminal, language, *found),
    };
    let new = scaffold::site(language, date);
    if let Some(found) = in_the_way(init, &new) {
        return refused(terminal, language, *found);
    }
    if let Err(found) = files::write(&init.dir, &new) {
        return refused(terminal, language, *found);
    }
    files::say_written(&init.dir, &new, terminal, language);
    let dir = init.dir.display();
    // A path with spaces must be copied as a whole.
    let dir = if dir.to_string().contains(char::is_whitespace) {
        format!("\"{dir}\"")
    } else {
        dir.to_string()
    };
    let (guide, place) = match language {
        Language::Zh => ("使用说明.md", "xiaoqu"),
        Language::En => ("GUIDE.md", "compound"),
    };
    terminal.say(
        &words!(
            "下一步：\n  cd {dir}\n  gongshi build，然后用浏览器打开 public/index.html\n  gongshi new 问题 {place} 车库道闸失灵，写一条自己的记录\n{guide} 说明怎样把示例换成自己的内容",
            "next:\n  cd {dir}\n  gongshi build, then open public/index.html in a browser\n  gongshi new issue {place} \"Gate out of order\" to write a record of your own\n{guide} says how to replace the examples"
        ),
        language,
    );
    Exit::Done
}

/// What is in the folder that keeps a site from being made there: some content, or a file of the
/// name of one of ours. Links that lead nowhere count as well.
fn in_the_way(init: &Init, new: &[NewFile]) -> Option<Box<Diagnostic>> {
    let content = InputPath::new("content");
    new.iter()
        .map(|file| &file.path)
        .chain([&content])
        .filter(|path| path.below(&init.dir).symlink_metadata().is_ok())
        .min()
        .map(files::exists)
}
