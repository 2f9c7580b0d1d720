//! Tells when something in `content` or `themes` may have changed, and in which folders.
//!
//! It reads no file and knows no record. The system tells of changes ([`native`]); where it cannot,
//! the folders are looked at in intervals ([`poll`]). A false alarm costs whoever waits a look at a
//! folder, a missed one shows a stale page: in doubt, something may have changed.

mod heard;
mod native;
mod network;
mod poll;
mod reason;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::diagnostic::Words;
use crate::pipeline::Touched;

use self::heard::Heard;
use self::native::Native;
use self::poll::Poll;
pub use self::reason::WatchError;

/// The folders of a site that are watched.
const TOPS: [&str; 2] = ["content", "themes"];

/// How long it must be quiet before a change is told. To save once, editors do up to ten things (a
/// probe, a backup, a rename, rights), mostly within 20 ms of each other; one look shall do for all
/// of them. A person takes everything under 100 ms for at once, and half of it is the site's.
const SETTLE: Duration = Duration::from_millis(50);

/// The shortest time between two looks of [`Mode::Poll`].
const EVERY: Duration = Duration::from_secs(1);

/// Who tells of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The system, or else intervals.
    Auto,
    /// The system, or else an error.
    Native,
    /// Looks in intervals.
    Poll,
}

/// What ended a wait.
#[derive(Debug)]
pub enum Woken {
    /// Something may have changed.
    Touched(Touched),
    /// [`Mode::Auto`] went over to intervals, for this reason. Said once.
    Polling(Words),
    /// [`Mode::Native`] lost the watches of the system. What changes from now on may go unseen, so
    /// this watcher is of no more use.
    Failed(WatchError),
}

/// Watches `content` and `themes` of one site.
///
/// Paths in its answers begin with the site folder as it was given to [`Watcher::new`]. Links to
/// folders are not followed, but for `content` and `themes` themselves. What changes after `new`
/// has returned is told, so whoever makes the watcher before reading the site misses nothing.
pub struct Watcher {
    root: PathBuf,
    every: Duration,
    may_change_way: bool,
    way: Way,
    reason: Option<Words>,
    is_reason_due: bool,
    is_everything_due: bool,
}

enum Way {
    Native(Native),
    Poll(Poll),
}

/// Makes the watcher of the system, which tells what it hears.
type Make<'m> =
    &'m dyn Fn(std::sync::Arc<Heard>) -> notify::Result<Box<dyn notify::Watcher + Send>>;

impl Watcher {
    /// Watches the site folder `root`. Its `content` and `themes` may be missing, and may appear,
    /// vanish and be replaced later.
    pub fn new(root: &Path, mode: Mode) -> Result<Watcher, WatchError> {
        Watcher::with(root, mode, &native::of_the_system, EVERY)
    }

    fn with(
        root: &Path,
        mode: Mode,
        make: Make<'_>,
        every: Duration,
    ) -> Result<Watcher, WatchError> {
        let poll = || Way::Poll(Poll::new(root, every));
        let far = match mode {
            Mode::Auto => network::without_events(root),
            Mode::Native | Mode::Poll => None,
        };
        let (way, reason) = match (mode, far) {
            (Mode::Poll, _) => (poll(), None),
            (_, Some(reason)) => (poll(), Some(reason)),
            (_, None) => match Native::new(root, make) {
                Ok(native) => (Way::Native(native), None),
                Err(error) if mode == Mode::Auto => (poll(), Some(reason::words(&error))),
                Err(error) => return Err(WatchError::new(&error)),
            },
        };
        Ok(Watcher {
            root: root.to_owned(),
            every,
            may_change_way: mode == Mode::Auto,
            way,
            is_reason_due: reason.is_some(),
            reason,
            is_everything_due: false,
        })
    }

    /// Whether it looks in intervals.
    pub fn is_polling(&self) -> bool {
        matches!(self.way, Way::Poll(_))
    }

    /// Why [`Mode::Auto`] looks in intervals, if it does.
    pub fn reason(&self) -> Option<&Words> {
        self.reason.as_ref()
    }

    /// Waits until something may have changed; `None` after `limit`. Once something has begun to
    /// change, it also waits until that is over for a moment, which may take longer than `limit`.
    pub fn wait(&mut self, limit: Duration) -> Option<Woken> {
        if let Some(reason) = self.reason.clone().filter(|_| self.is_reason_due) {
            self.is_reason_due = false;
            return Some(Woken::Polling(reason));
        }
        if self.is_everything_due {
            self.is_everything_due = false;
            return Some(Woken::Touched(Touched::Everything));
        }
        // `None` is a limit so far away that the clock cannot say it.
        let deadline = Instant::now().checked_add(limit);
        let heard = match &mut self.way {
            Way::Poll(poll) => return poll.wait(deadline).map(Woken::Touched),
            Way::Native(native) => native.wait(deadline),
        };
        match heard {
            // `content` may have become a mounted folder.
            Ok(Some(Touched::Everything)) if self.may_change_way => {
                match network::without_events(&self.root) {
                    Some(reason) => Some(self.change_way(reason)),
                    None => Some(Woken::Touched(Touched::Everything)),
                }
            }
            Ok(touched) => touched.map(Woken::Touched),
            Err(error) if self.may_change_way => Some(self.change_way(reason::words(&error))),
            Err(error) => Some(Woken::Failed(WatchError::new(&error))),
        }
    }

    /// Goes over to intervals. What happened between the last event and now is not known, so the
    /// next answer is that anything may have changed.
    fn change_way(&mut self, reason: Words) -> Woken {
        self.way = Way::Poll(Poll::new(&self.root, self.every));
        self.is_everything_due = true;
        self.reason = Some(reason.clone());
        Woken::Polling(reason)
    }
}
