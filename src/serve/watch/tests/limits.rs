//! What is said and done when the system gives no watches, no more of them, or loses events.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use notify::{Error, ErrorKind};

use super::super::{Heard, Mode, Watcher, Woken, native};
use super::{LIMIT, SILENCE};
use crate::pipeline::Touched;

/// A watcher that has no watch to give.
struct Exhausted;

impl notify::Watcher for Exhausted {
    fn new<F: notify::EventHandler>(_: F, _: notify::Config) -> notify::Result<Self> {
        Ok(Exhausted)
    }
    fn watch(&mut self, path: &Path, _: notify::RecursiveMode) -> notify::Result<()> {
        Err(Error::new(ErrorKind::MaxFilesWatch).add_path(path.to_owned()))
    }
    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }
    fn kind() -> notify::WatcherKind {
        notify::WatcherKind::NullWatcher
    }
}

type MakeOne = fn(Arc<Heard>) -> notify::Result<Box<dyn notify::Watcher + Send>>;

/// The kinds of exhaustion, each with the setting of the system that mends it.
#[cfg(unix)]
const EXHAUSTIONS: [(MakeOne, &str); 2] = [
    (|_| Ok(Box::new(Exhausted)), "max_user_watches"),
    (
        |_| {
            const EMFILE: i32 = 24;
            Err(Error::io(std::io::Error::from_raw_os_error(EMFILE)))
        },
        "max_user_instances",
    ),
];

#[cfg(unix)]
#[test]
fn exhaustion_at_the_start_is_an_error_or_ends_in_polling() {
    let folder = tempfile::tempdir().unwrap();
    for (make, setting) in EXHAUSTIONS {
        let every = Duration::from_millis(20);
        let error = Watcher::with(folder.path(), Mode::Native, &make, every).err();
        let error = error.unwrap();
        for said in [
            &error.reason.zh,
            &error.reason.en,
            &error.help.zh,
            &error.help.en,
        ] {
            assert!(said.contains(setting), "{said}");
        }
        assert_eq!(error.diagnostic().code, "no-watch");
        assert!(error.help.en.contains("--watch poll"), "{error:?}");

        let mut watcher = Watcher::with(folder.path(), Mode::Auto, &make, every).unwrap();
        assert!(watcher.is_polling());
        match watcher.wait(LIMIT) {
            Some(Woken::Polling(words)) => {
                assert!(words.en.contains(setting), "{words:?}");
                assert_eq!(watcher.reason(), Some(&words));
            }
            other => panic!("{other:?}"),
        }
        // It is said once, and changes are told all the same.
        fs::create_dir(folder.path().join("content")).unwrap();
        assert!(matches!(watcher.wait(LIMIT), Some(Woken::Touched(_))));
        fs::remove_dir(folder.path().join("content")).unwrap();
    }
}

#[test]
fn exhaustion_later_is_said_and_ends_in_polling() {
    for mode in [Mode::Auto, Mode::Native] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        let heard: Mutex<Option<Arc<Heard>>> = Mutex::new(None);
        let make = |tells: Arc<Heard>| {
            *heard.lock().unwrap() = Some(Arc::clone(&tells));
            native::of_the_system(tells)
        };
        let every = Duration::from_millis(20);
        let mut watcher = Watcher::with(folder.path(), mode, &make, every).unwrap();
        assert!(!watcher.is_polling());
        let heard = heard.lock().unwrap().take().unwrap();
        heard.hear(Err(Error::new(ErrorKind::MaxFilesWatch)));
        match (mode, watcher.wait(LIMIT)) {
            (Mode::Auto, Some(Woken::Polling(words))) => {
                assert!(words.en.contains("max_user_watches"), "{words:?}");
                // What happened meanwhile is not known.
                let next = watcher.wait(LIMIT);
                assert!(matches!(next, Some(Woken::Touched(Touched::Everything))));
                fs::write(folder.path().join("content/x.md"), "一").unwrap();
                let next = watcher.wait(LIMIT);
                assert!(matches!(next, Some(Woken::Touched(Touched::Folders(_)))));
                assert!(watcher.wait(SILENCE).is_none());
            }
            (Mode::Native, Some(Woken::Failed(error))) => {
                assert!(error.help.en.contains("max_user_watches"), "{error:?}");
            }
            (_, other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn lost_events_mean_everything() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let heard: Mutex<Option<Arc<Heard>>> = Mutex::new(None);
    let make = |tells: Arc<Heard>| {
        *heard.lock().unwrap() = Some(Arc::clone(&tells));
        native::of_the_system(tells)
    };
    let mut watcher = Watcher::with(folder.path(), Mode::Native, &make, LIMIT).unwrap();
    let lost = notify::Event::new(notify::EventKind::Other).set_flag(notify::event::Flag::Rescan);
    let heard = heard.lock().unwrap().take().unwrap();
    heard.hear(Ok(lost));
    fs::write(folder.path().join("content/x.md"), "一").unwrap();
    let woken = watcher.wait(LIMIT);
    assert!(matches!(woken, Some(Woken::Touched(Touched::Everything))));
}
