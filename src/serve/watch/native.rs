//! Changes as the system tells them.
//!
//! `content` and `themes` are watched with all below them, the site folder only for these two names.
//! On Linux every folder has its own watch, and what happens in a new folder before its watch is
//! set has no event. So for a folder that came, first the watch is set, and then all folders that
//! are in it are named: whatever was made before is in one of them, whatever is made later has an
//! event.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use notify::RecursiveMode;

use crate::pipeline::Touched;

use super::heard::{Heard, Listening, News, is_gone};
use super::{Make, TOPS};

/// Elsewhere one watch sees everything below a folder, and a second one would only hold a handle.
const EVERY_FOLDER_IS_WATCHED: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// While folders come and go below a folder, setting its watches may fail; so often it is tried.
const TRIES: usize = 20;

/// In such intervals it is tried again to watch what could not be watched.
const AGAIN: Duration = Duration::from_secs(1);

pub(super) struct Native {
    system: Box<dyn notify::Watcher + Send>,
    heard: Arc<Heard>,
    /// The site folder as it was given.
    root: PathBuf,
    /// Without links, as events name it.
    real_root: PathBuf,
    /// `content` and `themes`: as they are shown, and without links.
    tops: Vec<(PathBuf, PathBuf)>,
    /// All folders that are there, without links: what lay below a folder that went is named too.
    known: BTreeSet<PathBuf>,
    /// Something is there, or should be, and could not be watched.
    is_lost: bool,
}

/// The watcher that fits the system.
pub(super) fn of_the_system(heard: Arc<Heard>) -> notify::Result<Box<dyn notify::Watcher + Send>> {
    let config = notify::Config::default().with_follow_symlinks(false);
    let watcher = <notify::RecommendedWatcher as notify::Watcher>::new(
        move |told: notify::Result<notify::Event>| heard.hear(told),
        config,
    )?;
    Ok(Box::new(watcher))
}

impl Native {
    pub fn new(root: &Path, make: Make<'_>) -> notify::Result<Native> {
        let heard = Arc::new(Heard::default());
        let mut native = Native {
            system: make(Arc::clone(&heard))?,
            heard,
            root: root.to_owned(),
            real_root: real(root),
            tops: Vec::new(),
            known: BTreeSet::new(),
            is_lost: false,
        };
        native.renew()?;
        Ok(native)
    }

    /// Waits for a change. An error says that the system gave up.
    pub fn wait(&mut self, deadline: Option<Instant>) -> notify::Result<Option<Touched>> {
        loop {
            let again = Instant::now() + AGAIN;
            let until = if self.is_lost {
                Some(deadline.map_or(again, |deadline| deadline.min(again)))
            } else {
                deadline
            };
            match self.heard.wait(until) {
                Some(News {
                    error: Some(error), ..
                }) => return Err(error),
                Some(news) if news.is_all || self.is_lost => {
                    self.renew()?;
                    return Ok(Some(Touched::Everything));
                }
                Some(news) => return self.answer(news).map(Some),
                None if self.is_lost => {
                    self.renew()?;
                    if !self.is_lost {
                        return Ok(Some(Touched::Everything));
                    }
                }
                None => {}
            }
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return Ok(None);
            }
        }
    }

    /// Sets all watches anew, on the folders that have the names now. A watch follows its folder
    /// when that is renamed, so the old ones go first. What happens meanwhile has no event:
    /// whoever calls this answers that anything may have changed.
    fn renew(&mut self) -> notify::Result<()> {
        self.is_lost = false;
        for (_, top) in std::mem::take(&mut self.tops) {
            // It fails where nothing is watched, which is what is wanted.
            let _ = self.system.unwatch(&top);
        }
        let _ = self.system.unwatch(&self.real_root);

        self.real_root = real(&self.root);
        let names: Vec<PathBuf> = TOPS.iter().map(|top| self.real_root.join(top)).collect();
        self.tops = TOPS
            .iter()
            .zip(&names)
            .map(|(top, name)| (self.root.join(top), real(name)))
            .collect();
        self.heard.listen(Listening {
            root: self.real_root.clone(),
            names: names.clone(),
            tops: self.tops.iter().map(|(_, top)| top.clone()).collect(),
        });
        // The site folder first: it tells of tops that come after the look at them below.
        let root = self.real_root.clone();
        self.watch(&root, RecursiveMode::NonRecursive)?;
        self.is_lost |= !root.is_dir();
        self.known.clear();
        for (name, (_, top)) in names.iter().zip(self.tops.clone()) {
            if top.is_dir() {
                self.watch(&top, RecursiveMode::Recursive)?;
                folders_in(&top, &mut self.known);
            } else {
                // No watch tells when what a link leads to appears.
                self.is_lost |= name.is_symlink();
            }
        }
        Ok(())
    }

    /// Sets a watch. A folder that is gone needs none: the watch above it tells when it comes back.
    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
        for _ in 0..TRIES {
            match self.system.watch(folder, mode) {
                Ok(()) => return Ok(()),
                Err(error) if !is_gone(&error) => return Err(error),
                Err(_) if !folder.is_dir() => return Ok(()),
                // Something below it went while the watches were set.
                Err(_) => {}
            }
        }
        self.is_lost = true;
        Ok(())
    }

    fn answer(&mut self, news: News) -> notify::Result<Touched> {
        let mut folders = news.folders;
        let mut outermost: Vec<PathBuf> = Vec::new();
        // Paths are sorted part by part: what is below a folder follows it.
        for entry in news.entries {
            if !outermost.last().is_some_and(|last| entry.starts_with(last)) {
                outermost.push(entry);
            }
        }
        for entry in outermost {
            let were: Vec<PathBuf> = self
                .known
                .range(entry.clone()..)
                .take_while(|folder| folder.starts_with(&entry))
                .cloned()
                .collect();
            for folder in were {
                self.known.remove(&folder);
                folders.insert(folder);
            }
            if is_folder(&entry) {
                if EVERY_FOLDER_IS_WATCHED {
                    // `notify` has done so already, but stops in silence when something goes
                    // meanwhile. The call also waits until its thread is done with that.
                    self.watch(&entry, RecursiveMode::Recursive)?;
                }
                let mut are = BTreeSet::new();
                folders_in(&entry, &mut are);
                folders.extend(are.iter().cloned());
                self.known.append(&mut are);
            }
        }
        Ok(Touched::Folders(
            folders
                .into_iter()
                .map(|folder| self.shown(folder))
                .collect(),
        ))
    }

    /// The path as whoever made the watcher knows it.
    fn shown(&self, folder: PathBuf) -> PathBuf {
        for (shown, top) in &self.tops {
            match folder.strip_prefix(top) {
                Ok(rest) if rest.as_os_str().is_empty() => return shown.clone(),
                Ok(rest) => return shown.join(rest),
                Err(_) => {}
            }
        }
        folder
    }
}

/// The path without links, as events name it. Windows would answer in a form that begins with `\\?\`.
fn real(path: &Path) -> PathBuf {
    let found = if cfg!(windows) {
        std::path::absolute(path)
    } else {
        fs::canonicalize(path).or_else(|_| std::path::absolute(path))
    };
    found.unwrap_or_else(|_| path.to_owned())
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The folder and all below it. What cannot be listed has gone, which has its event, or is closed.
fn folders_in(folder: &Path, into: &mut BTreeSet<PathBuf>) {
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(entry.path());
            }
        }
        into.insert(folder);
    }
}
