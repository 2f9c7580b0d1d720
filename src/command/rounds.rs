//! What a command does that goes on: it waits for the next change.

use std::time::Duration;

use super::terminal::Terminal;
use crate::cli::WatchArg;
use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::load::SiteFolder;
use crate::pipeline::{Session, Touched};
use crate::serve::watch::{Mode, WatchError, Watcher, Woken};
use crate::words;

/// How often the clock is looked at. A computer that slept over midnight wakes up the next day, so
/// waiting for the moment itself would miss it.
const CLOCK: Duration = Duration::from_secs(15);

/// How long it is until what could not be done is tried again.
const AGAIN: Duration = Duration::from_secs(3);

/// Whether a round left something undone that may go without a change of any file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// No.
    Nothing,
    /// Yes: somebody held the output folder or a file, or the disk was full.
    Again,
}

/// Whether a look is due again: a file could not be read, which an editor may have held.
pub fn due(diagnostics: &Diagnostics) -> Due {
    if diagnostics.iter().any(|found| found.code == "unreadable") {
        Due::Again
    } else {
        Due::Nothing
    }
}

/// Waits for changes of one site.
pub struct Rounds<'t> {
    watcher: Watcher,
    terminal: &'t Terminal,
}

impl<'t> Rounds<'t> {
    /// Begins to watch. To be called before the site is read, so that no change is missed.
    ///
    /// # Errors
    ///
    /// The system cannot tell of changes, and nothing else was allowed.
    pub fn new(
        folder: &SiteFolder,
        how: WatchArg,
        terminal: &'t Terminal,
    ) -> Result<Self, WatchError> {
        let mode = match how {
            WatchArg::Auto => Mode::Auto,
            WatchArg::Native => Mode::Native,
            WatchArg::Poll => Mode::Poll,
        };
        let watcher = Watcher::new(folder.root(), mode)?;
        Ok(Rounds { watcher, terminal })
    }

    /// Waits until the site may be another one, and says what may have changed: in the folder, or
    /// only the day. What is `due` comes back after a while. None: nothing can be watched any more,
    /// which was reported.
    pub fn next(&mut self, session: &Session, language: Language, due: Due) -> Option<Touched> {
        let limit = if due == Due::Again { AGAIN } else { CLOCK };
        loop {
            match self.watcher.wait(limit) {
                Some(Woken::Touched(touched)) => return Some(touched),
                None if due == Due::Again => return Some(Touched::Everything),
                None if session.is_past_midnight() => {
                    return Some(Touched::Folders(std::collections::BTreeSet::new()));
                }
                None => {}
                Some(Woken::Polling(reason)) => {
                    let (zh, en) = (reason.zh, reason.en);
                    self.terminal.say(
                        &words!(
                            "改为每秒查看一次文件夹：{zh}",
                            "looking at the folders every second from now on: {en}"
                        ),
                        language,
                    );
                }
                Some(Woken::Failed(error)) => {
                    let mut diagnostics = Diagnostics::new();
                    diagnostics.push(error.diagnostic());
                    self.terminal.report(&diagnostics, language);
                    return None;
                }
            }
        }
    }
}
