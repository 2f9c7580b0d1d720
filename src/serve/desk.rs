//! The round that is shown now, and what open pages have of it.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OnceCell, Semaphore, watch};
use tokio::task::spawn_blocking;

use super::source::Round;
use super::specimen::{Asked, Found, Specimens};
use super::{faults, pages};
use crate::diagnostic::Diagnostics;
use crate::paths::SitePath;
use crate::pipeline::Wish;

/// Most files whose changes are told. A site with more of them on its pages does not lose any,
/// but a page that shows one of the rest does not notice that it changed.
const MOST_FILES: usize = 20_000;

/// Most streams of events that last. A browser opens six connections to a server at most; what is
/// left is for the pages themselves.
const MOST_STREAMS: usize = 4;

/// What there is at an address.
pub(super) enum Shown {
    /// Its bytes.
    Whole(Vec<u8>),
    /// It cannot be rendered, or there was never a good site.
    Faulty(Diagnostics),
    /// Nothing.
    Absent,
}

/// What a browser would see at an address, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    /// `whole`, `faulty` or `absent`.
    pub(super) state: &'static str,
    /// Hash of what is shown.
    pub(super) revision: u64,
    fingerprint: Option<[u8; 16]>,
    /// Why a poster cannot be laid out: told over the sheets that were shown last.
    pub(super) faults: Option<Arc<Diagnostics>>,
}

/// What an open page shows: an address, and for a poster as pictures how.
pub(super) type Page = (SitePath, Option<Wish>);

/// A round with its number; numbers grow by one.
#[derive(Clone)]
pub(super) struct Now {
    pub(super) round: Arc<Round>,
    pub(super) number: u64,
    /// What open pages are told of its faults.
    pub(super) faults: Arc<str>,
}

/// Everything that requests share.
pub(super) struct Desk {
    /// Tells this run of the server from others.
    pub(super) run: u64,
    /// One permit for each stream of events that lasts.
    pub(super) streams: Arc<Semaphore>,
    rounds: watch::Sender<Now>,
    files: Mutex<BTreeMap<SitePath, File>>,
    looks: Mutex<Looks>,
    specimens: Arc<Specimens>,
    renders: Semaphore,
}

/// A file that a browser has asked for.
struct File {
    fingerprint: Option<[u8; 16]>,
    /// Number of the round that last changed it.
    changed: u64,
}

/// Looks of the pages that are open, so that each is rendered once a round however many windows
/// show it, and not at all if it cannot have changed.
#[derive(Default)]
struct Looks {
    number: u64,
    now: BTreeMap<Page, Arc<OnceCell<Look>>>,
    before: BTreeMap<Page, Arc<OnceCell<Look>>>,
}

impl Now {
    fn new(round: Round, number: u64) -> Self {
        Now {
            faults: faults::data(&round, number).to_string().into(),
            round: Arc::new(round),
            number,
        }
    }
}

impl Desk {
    pub(super) fn new(first: Round) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let now = Now::new(first, 1);
        Desk {
            run: RandomState::new().build_hasher().finish(),
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
            rounds: watch::Sender::new(now),
            files: Mutex::default(),
            looks: Mutex::default(),
            specimens: Arc::default(),
            renders: Semaphore::new(cores),
        }
    }

    /// The round that is shown now.
    pub(super) fn now(&self) -> Now {
        self.rounds.borrow().clone()
    }

    /// Tells of each new round; whoever is slow gets the last one only.
    pub(super) fn rounds(&self) -> watch::Receiver<Now> {
        self.rounds.subscribe()
    }

    /// Shows another round.
    pub(super) fn publish(&self, round: Round) {
        let mut files = lock(&self.files);
        let number = self.rounds.borrow().number + 1;
        for (address, file) in files.iter_mut() {
            let fingerprint = fingerprint(&round, address);
            if fingerprint != file.fingerprint {
                *file = File {
                    fingerprint,
                    changed: number,
                };
            }
        }
        self.rounds.send_replace(Now::new(round, number));
    }

    /// Keeps in mind that a browser has asked for a file, be it there or not.
    pub(super) fn remember(&self, address: &SitePath) {
        let mut files = lock(&self.files);
        if files.len() < MOST_FILES && !files.contains_key(address) {
            // Under the lock of the files no other round comes in between.
            let now = self.now();
            files.insert(
                address.clone(),
                File {
                    fingerprint: fingerprint(&now.round, address),
                    changed: 0,
                },
            );
        }
    }

    /// The files that changed after the round `number`.
    pub(super) fn changed_since(&self, number: u64) -> Vec<SitePath> {
        lock(&self.files)
            .iter()
            .filter(|(_, file)| file.changed > number)
            .map(|(address, _)| address.clone())
            .collect()
    }

    /// Runs work that takes long on a thread where it holds nobody up. None: it broke down.
    pub(super) async fn render<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let _permit = self.renders.acquire().await.ok()?;
        spawn_blocking(work).await.ok()
    }

    /// The specimens of posters.
    pub(super) fn specimens(&self) -> Arc<Specimens> {
        Arc::clone(&self.specimens)
    }

    /// What an open page shows now. None: rendering broke down.
    pub(super) async fn look(&self, now: &Now, page: &Page) -> Option<Look> {
        let (cell, before) = lock(&self.looks).cell(now.number, page);
        let fresh = || fresh(now, page, before.clone(), self.specimens());
        let Some(cell) = cell else {
            return self.render(fresh()).await;
        };
        let look = async || self.render(fresh()).await.ok_or(());
        cell.get_or_try_init(look).await.ok().cloned()
    }
}

impl Looks {
    /// The place for a look in a round, and the last one before it; no place if the round is past.
    fn cell(&mut self, number: u64, page: &Page) -> (Option<Arc<OnceCell<Look>>>, Option<Look>) {
        if number > self.number {
            self.before = std::mem::take(&mut self.now);
            self.number = number;
        }
        if number < self.number {
            return (None, None);
        }
        let before = self.before.get(page).and_then(|cell| cell.get().cloned());
        let cell = self.now.entry(page.clone()).or_default();
        (Some(Arc::clone(cell)), before)
    }
}

/// What there is at an address of the site in a round.
pub(super) fn show(round: &Round, address: &SitePath) -> Shown {
    let Some(site) = &round.site else {
        return Shown::Faulty(Diagnostics::new());
    };
    match site.answer(address) {
        None => Shown::Absent,
        Some(Ok(bytes)) => Shown::Whole(bytes),
        Some(Err(found)) => Shown::Faulty(found),
    }
}

impl Look {
    /// The look of what is shown.
    pub(super) fn of(shown: &Shown, round: &Round, fingerprint: Option<[u8; 16]>) -> Look {
        let (state, revision) = match shown {
            Shown::Whole(bytes) => ("whole", hash(bytes)),
            Shown::Faulty(found) => ("faulty", hash(faults::list(round, found).as_bytes())),
            Shown::Absent => ("absent", 0),
        };
        Look {
            state,
            revision,
            fingerprint,
            faults: None,
        }
    }

    /// The look of a poster as pictures.
    pub(super) fn of_specimen(found: &Found, round: &Round, fingerprint: Option<[u8; 16]>) -> Look {
        let (state, revision) = match (&found.faults, &found.specimen) {
            (None, Some(specimen)) => {
                let said = faults::said(round, &specimen.said);
                let mut hashes = vec![hash(said.as_bytes())];
                hashes.extend(specimen.sheets.iter().map(|sheet| hash(sheet)));
                let hashes: Vec<u8> = hashes.into_iter().flat_map(u64::to_le_bytes).collect();
                ("whole", hash(&hashes))
            }
            (Some(found), _) => ("faulty", hash(faults::list(round, found).as_bytes())),
            (None, None) => ("absent", 0),
        };
        Look {
            state,
            revision,
            fingerprint,
            faults: found.faults.clone().map(Arc::new),
        }
    }

    /// The look of the list of all faults.
    pub(super) fn of_faults(round: &Round) -> Look {
        Look {
            state: "whole",
            revision: hash(faults::list(round, &Diagnostics::new()).as_bytes()),
            fingerprint: None,
            faults: None,
        }
    }
}

fn fresh(
    now: &Now,
    page: &Page,
    before: Option<Look>,
    specimens: Arc<Specimens>,
) -> impl FnOnce() -> Look + use<> {
    let (round, (address, wish)) = (Arc::clone(&now.round), page.clone());
    move || {
        if address.as_str() == pages::FAULTS {
            return Look::of_faults(&round);
        }
        let fingerprint = fingerprint(&round, &address);
        let same = before.filter(|before| {
            before.state == "whole" && fingerprint.is_some() && before.fingerprint == fingerprint
        });
        if let Some(same) = same {
            return same;
        }
        if let Some(wish) = wish {
            let asked = Asked { address, wish };
            if let Some(found) = specimens.find(&round, &asked) {
                return Look::of_specimen(&found, &round, fingerprint);
            }
            return Look::of(&show(&round, &asked.address), &round, fingerprint);
        }
        Look::of(&show(&round, &address), &round, fingerprint)
    }
}

fn fingerprint(round: &Round, address: &SitePath) -> Option<[u8; 16]> {
    round.site.as_ref()?.fingerprint(address)
}

/// Tells bytes apart, within one run.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// A lock whose holder broke down still guards whole data: nothing here changes in two steps.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
