//! Why the system cannot tell of changes, and how to mend it, in both languages.

use std::fmt;

use crate::diagnostic::{Diagnostic, Location, Words};
use crate::words;

/// The system cannot tell of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchError {
    /// Why.
    pub reason: Words,
    /// How to mend it.
    pub help: Words,
}

impl WatchError {
    pub(super) fn new(error: &notify::Error) -> WatchError {
        let help = match limit(error) {
            Some(Limit::Watches) => words!(
                "运行 `sudo sysctl fs.inotify.max_user_watches=524288` 提高上限，或使用 `--watch poll`",
                "raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288`, or use `--watch poll`"
            ),
            Some(Limit::Watchers) => words!(
                "运行 `sudo sysctl fs.inotify.max_user_instances=512` 或 `ulimit -n 4096` 提高上限，或使用 `--watch poll`",
                "raise the limit with `sudo sysctl fs.inotify.max_user_instances=512` or `ulimit -n 4096`, or use `--watch poll`"
            ),
            None => words!("使用 `--watch poll`", "use `--watch poll`"),
        };
        WatchError {
            reason: words(error),
            help,
        }
    }

    /// The error as it is reported.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error("no-watch", Location::Nowhere, self.reason.clone())
            .help(self.help.clone())
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason.en)
    }
}

impl std::error::Error for WatchError {}

/// What ran out.
enum Limit {
    Watches,
    Watchers,
}

fn limit(error: &notify::Error) -> Option<Limit> {
    // The numbers of ENFILE, EMFILE and ENOSPC, the same on Linux, macOS and the BSDs.
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => Some(Limit::Watches),
        notify::ErrorKind::Io(error) if cfg!(unix) => match error.raw_os_error() {
            Some(28) => Some(Limit::Watches),
            Some(23 | 24) => Some(Limit::Watchers),
            _ => None,
        },
        _ => None,
    }
}

/// Why the system cannot tell of changes.
pub(super) fn words(error: &notify::Error) -> Words {
    let said = match &error.kind {
        notify::ErrorKind::Io(error) => error.to_string(),
        notify::ErrorKind::PathNotFound => "not found".to_owned(),
        notify::ErrorKind::Generic(said) => said.clone(),
        other => format!("{other:?}"),
    };
    match (limit(error), error.paths.first()) {
        (Some(Limit::Watches), _) => words!(
            "系统允许监视的文件夹数已用完（`fs.inotify.max_user_watches`）",
            "the number of folders that the system can watch is used up (`fs.inotify.max_user_watches`)"
        ),
        (Some(Limit::Watchers), _) => words!(
            "系统允许的监视器数或打开文件数已用完（`fs.inotify.max_user_instances`）：{said}",
            "the number of watchers or open files is used up (`fs.inotify.max_user_instances`): {said}"
        ),
        (None, Some(path)) => {
            let path = path.display();
            words!(
                "系统无法监视 `{path}`：{said}",
                "the system cannot watch `{path}`: {said}"
            )
        }
        (None, None) => words!(
            "系统无法监视改动：{said}",
            "the system cannot watch for changes: {said}"
        ),
    }
}
