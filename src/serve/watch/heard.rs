//! What the system told since the last look, merged while it comes.
//!
//! The thread of `notify` writes here, and the one that waits reads. Only names of folders are kept,
//! and at most [`MOST`], so that nothing grows while nobody waits. Events are merged here and not by
//! notify-debouncer-full, for two reasons. It drops events that cancel each other out by name, but a
//! file that was saved by a rename and then deleted has not stayed what it was. And when the system
//! refuses a watcher, its thread goes on for ever.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{CreateKind, MetadataKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind};

use super::SETTLE;

/// From so many names on, looking at everything is less work.
const MOST: usize = 10_000;

/// When it does not get quiet, an answer is given after this time.
const LONGEST: Duration = Duration::from_millis(400);

/// The place where the two threads meet.
#[derive(Default)]
pub(super) struct Heard {
    noted: Mutex<Noted>,
    rang: Condvar,
}

#[derive(Default)]
struct Noted {
    at: Listening,
    news: News,
    /// When the first and the last news came.
    first: Option<Instant>,
    last: Option<Instant>,
}

/// Which paths matter.
#[derive(Default)]
pub(super) struct Listening {
    /// The site folder.
    pub root: PathBuf,
    /// `content` and `themes` in it, which may be links.
    pub names: Vec<PathBuf>,
    /// The folders that they are.
    pub tops: Vec<PathBuf>,
}

/// What is to be looked at.
#[derive(Default)]
pub(super) struct News {
    /// Folders in which something differs.
    pub folders: BTreeSet<PathBuf>,
    /// Folders, or perhaps files, that came, went, or changed their names or rights.
    pub entries: BTreeSet<PathBuf>,
    /// Events were lost, or a watched folder is no longer the one that it was.
    pub is_all: bool,
    /// The system gave up.
    pub error: Option<notify::Error>,
}

impl Heard {
    /// From now on, only these paths matter.
    pub fn listen(&self, at: Listening) {
        self.lock().at = at;
    }

    /// Notes what the system tells.
    pub fn hear(&self, told: notify::Result<Event>) {
        // Reading the content makes such events: whoever looked would be woken by looking.
        if let Ok(Event {
            kind:
                EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)),
            ..
        }) = told
        {
            return;
        }
        let mut noted = self.lock();
        let is_news = match told {
            Err(error) => {
                if is_gone(&error) {
                    noted.news.is_all = true;
                } else {
                    noted.news.error = Some(error);
                }
                true
            }
            Ok(event) if event.need_rescan() => {
                noted.news.is_all = true;
                true
            }
            Ok(event) => {
                let mut is_news = false;
                for path in &event.paths {
                    is_news |= noted.note(path, event.kind);
                }
                is_news
            }
        };
        if is_news {
            let now = Instant::now();
            noted.first.get_or_insert(now);
            noted.last = Some(now);
            self.rang.notify_one();
        }
    }

    /// Waits for news, and then until it is quiet.
    pub fn wait(&self, deadline: Option<Instant>) -> Option<News> {
        let mut noted = self.lock();
        loop {
            let now = Instant::now();
            let until = match (noted.first, noted.last) {
                (Some(first), Some(last)) => {
                    let until = (last + SETTLE).min(first + LONGEST);
                    if now >= until {
                        noted.first = None;
                        noted.last = None;
                        return Some(std::mem::take(&mut noted.news));
                    }
                    Some(until)
                }
                _ if deadline.is_some_and(|deadline| now >= deadline) => return None,
                _ => deadline,
            };
            noted = match until {
                Some(until) => {
                    self.rang
                        .wait_timeout(noted, until.saturating_duration_since(now))
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
                None => self
                    .rang
                    .wait(noted)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// No call under this lock leaves it half done, so a lock that a panic left is as good.
    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    /// Notes one path; whether it matters.
    fn note(&mut self, path: &Path, kind: EventKind) -> bool {
        let is_top = self.at.tops.iter().any(|top| top == path);
        if is_top || path == self.at.root || self.at.names.iter().any(|name| name == path) {
            let is_other_folder = matches!(
                kind,
                EventKind::Create(_)
                    | EventKind::Remove(_)
                    | EventKind::Modify(ModifyKind::Name(_))
            );
            self.news.is_all |= is_other_folder;
            if is_top && !is_other_folder {
                self.news.folders.insert(path.to_owned());
            }
            return is_top || is_other_folder;
        }
        let Some(folder) = path.parent() else {
            return false;
        };
        if !self.at.tops.iter().any(|top| folder.starts_with(top)) {
            return false;
        }
        if self.news.folders.len() + self.news.entries.len() > MOST {
            self.news.is_all = true;
        }
        if self.news.is_all {
            self.news.folders.clear();
            self.news.entries.clear();
            return true;
        }
        if !self.news.folders.contains(folder) {
            self.news.folders.insert(folder.to_owned());
        }
        if may_be_folder(kind) {
            self.news.entries.insert(path.to_owned());
        }
        true
    }
}

/// Whether an event of this kind may tell of a folder that came, went or opened. Of a folder that is
/// merely said to be modified, the entries have events of their own.
fn may_be_folder(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Create(CreateKind::File)
            | EventKind::Remove(RemoveKind::File)
            | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any | ModifyKind::Other)
    )
}

/// Whether the error says only that a path is not there (any more).
pub(super) fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        // A file may have taken the place of a folder.
        notify::ErrorKind::Io(error) => matches!(
            error.kind(),
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
        ),
        _ => false,
    }
}
