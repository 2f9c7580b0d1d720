//! `gongshi clean`.

use super::terminal::Terminal;
use super::{Exit, build, failed, office};
use crate::cli::Common;
use crate::config::Language;
use crate::words;
use crate::write;

/// Removes what build made.
pub fn run(common: &Common, terminal: &Terminal) -> Exit {
    let language = Language::default();
    let cleaned =
        match build::destination(common).and_then(|destination| write::clean(&destination)) {
            Ok(cleaned) => cleaned,
            Err(error) => return failed(terminal, language, &error),
        };
    let count = match office::clean(common) {
        Ok(of_office) => cleaned.removed + of_office,
        Err(error) => return failed(terminal, language, &error),
    };
    terminal.say(
        &words!("删除了 {count} 个文件", "removed {count} files"),
        language,
    );
    for path in &cleaned.changed {
        let path = path.to_string();
        terminal.say(
            &words!(
                "保留（生成后被改过）：{path}",
                "kept (changed since it was built): {path}"
            ),
            language,
        );
    }
    for path in &cleaned.foreign {
        let path = path.display();
        terminal.say(
            &words!(
                "保留（不是本程序生成的）：{path}",
                "kept (not made by this program): {path}"
            ),
            language,
        );
    }
    Exit::Done
}
