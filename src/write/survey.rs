//! What lies in a site of ours, and which of its files are as they were written.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::Scope;

use super::error::WriteError;
use super::manifest::{Known, MANIFEST_NAME, ManifestEntry};
use super::remove::{Found, MARKER_NAME};
use super::system::{Facts, Kind, System};

/// Which file it is, by whatever name.
pub(super) type Identity = Option<(u64, u64)>;

/// One walk through a site of ours.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) known: Known,
    /// What became of each file of the manifest, in its order.
    states: Vec<State>,
    /// All folders, and what the manifest does not list as the plain file that it is; without the
    /// marks, a folder before what is in it.
    pub(super) others: Vec<Found>,
}

/// What became of a file that the manifest lists.
///
/// The manifest is the last file written into a site. So whatever was changed afterwards, in place
/// or by a new file of the same name, was changed at a later time than the manifest was written:
/// a file of the right size whose times lie before that need not be read. Every other one is read,
/// and its hash is the exact answer. Three choices make the short cut safe:
///
/// - The ctime counts as well as the mtime, since `touch`, `cp -p` and the like set the mtime to
///   whatever they want, but nobody can set the ctime back. (Elsewhere than on Unix there is only
///   the mtime.) A clock that was put back hides changes of the same size until it has caught up.
/// - For the manifest itself the earlier of its two times counts, so that a `chmod -R` over the
///   whole site does not make old changes look older than the manifest.
/// - A file of the same time as the manifest is read too: clocks of file systems may be coarse.
///
/// Linking a file or removing one of its names sets its ctime too. This costs a read, never more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not there, or no plain file.
    Absent,
    /// A plain file of other bytes.
    Different,
    /// As it was written.
    Intact(Identity),
    /// Of the right size, but changed since in some way: it has to be read.
    Touched(Identity),
}

impl Survey {
    /// Looks at everything below `root`, whose manifest was read as `known`. Links are not
    /// followed, and no file is opened.
    pub(super) fn new(system: &System, root: &Path, known: Known) -> Result<Self, WriteError> {
        let walk = Walk {
            system,
            root,
            known: &known,
            result: Mutex::new(Ok(Seen::default())),
        };
        // Folder by folder on all threads: the work is the kernel's, one call for each file.
        rayon::scope(|scope| walk.folder(scope, Path::new(""), Some("")));
        let seen = walk
            .result
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)?;
        let mut states = vec![State::Absent; known.manifest.entries().len()];
        for (number, found) in seen.states {
            if let Some(state) = states.get_mut(number) {
                *state = found;
            }
        }
        let mut others = seen.others;
        others.sort_unstable_by(|a, b| a.relative.cmp(&b.relative));
        Ok(Survey {
            known,
            states,
            others,
        })
    }

    /// All files that the manifest lists.
    pub(super) fn entries(&self) -> &[ManifestEntry] {
        self.known.manifest.entries()
    }

    /// Reads the files that were touched in some way, below `root`, so that all states are exact.
    pub(super) fn read_touched(&mut self, system: &System, root: &Path) -> Result<(), WriteError> {
        for number in 0..self.states.len() {
            let identity = match self.states.get(number) {
                Some(State::Touched(identity)) => *identity,
                _ => continue,
            };
            let exact = if self.is_intact(system, root, number)? {
                State::Intact(identity)
            } else {
                State::Different
            };
            if let Some(state) = self.states.get_mut(number) {
                *state = exact;
            }
        }
        Ok(())
    }

    /// Whether the file of this number is as it was written; it is read if need be.
    pub(super) fn is_intact(
        &self,
        system: &System,
        root: &Path,
        number: usize,
    ) -> Result<bool, WriteError> {
        match (self.states.get(number), self.entries().get(number)) {
            (Some(State::Intact(_)), _) => Ok(true),
            (Some(State::Touched(_)), Some(entry)) => match system.read(&entry.path.below(root)) {
                Ok(bytes) => Ok(entry.is(&bytes)),
                // What cannot be read cannot be vouched for, but it can be written anew.
                Err(error)
                    if error.is(ErrorKind::NotFound) || error.is(ErrorKind::PermissionDenied) =>
                {
                    Ok(false)
                }
                Err(error) => Err(error),
            },
            _ => Ok(false),
        }
    }

    /// The same without reading: a file that was touched counts as not intact.
    pub(super) fn is_known_intact(&self, number: usize) -> bool {
        matches!(self.states.get(number), Some(State::Intact(_)))
    }

    /// Whether every file is known to be as it was written.
    pub(super) fn is_whole(&self) -> bool {
        let is_intact = |state: &State| matches!(state, State::Intact(_));
        self.states.iter().all(is_intact)
    }

    /// Whether a plain file lies at the path of this number.
    pub(super) fn is_there(&self, number: usize) -> bool {
        !matches!(self.states.get(number), None | Some(State::Absent))
    }

    /// Which file that is, if the system says so and it may be intact.
    pub(super) fn identity(&self, number: usize) -> Identity {
        match self.states.get(number) {
            Some(State::Intact(identity) | State::Touched(identity)) => *identity,
            _ => None,
        }
    }
}

/// A walk by many threads.
struct Walk<'a> {
    system: &'a System,
    root: &'a Path,
    known: &'a Known,
    result: Mutex<Result<Seen, WriteError>>,
}

/// What a walk has seen, in any order.
#[derive(Default)]
struct Seen {
    states: Vec<(usize, State)>,
    others: Vec<Found>,
}

impl Walk<'_> {
    /// Looks at one folder and sends for those in it. `key` is its path with `/` on every system,
    /// if it is text at all.
    fn folder<'s>(&'s self, scope: &Scope<'s>, folder: &Path, key: Option<&str>) {
        let mut seen = Seen::default();
        let mut path = String::new();
        let looked = self
            .system
            .look_through(&self.root.join(folder), |name, kind, facts| {
                let key = match (key, name.to_str()) {
                    (Some(above), Some(name)) => {
                        path.clear();
                        path.push_str(above);
                        if !above.is_empty() {
                            path.push('/');
                        }
                        path.push_str(name);
                        Some(path.as_str())
                    }
                    _ => None,
                };
                if matches!(key, Some(MANIFEST_NAME | MARKER_NAME)) {
                    return;
                }
                if let (Some(key), Some(facts)) = (key, facts)
                    && let Some(state) = self.state(key, &facts)
                {
                    seen.states.push(state);
                    return;
                }
                seen.others.push(Found {
                    relative: folder.join(&name),
                    key: key.map(str::to_owned),
                    kind,
                });
            });
        for found in seen
            .others
            .iter()
            .filter(|found| found.kind == Kind::Folder)
        {
            let (relative, key) = (found.relative.clone(), found.key.clone());
            scope.spawn(move |scope| self.folder(scope, &relative, key.as_deref()));
        }
        let mut result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        match (&mut *result, looked) {
            (Ok(all), Ok(())) => {
                all.states.append(&mut seen.states);
                all.others.append(&mut seen.others);
            }
            (Ok(_), Err(error)) => *result = Err(error),
            (Err(_), _) => {}
        }
    }

    /// The number and the state of a plain file, if the manifest lists it.
    fn state(&self, key: &str, facts: &Facts) -> Option<(usize, State)> {
        let number = self.known.manifest.position(key)?;
        let entry = self.known.manifest.entries().get(number)?;
        let state = if facts.size != entry.size {
            State::Different
        } else if facts.changed < self.known.written {
            State::Intact(facts.identity)
        } else {
            State::Touched(facts.identity)
        };
        Some((number, state))
    }
}
