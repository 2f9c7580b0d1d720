//! Watching holds no more files and threads with time. This counts those of the whole process, so no
//! other test is in this file; what is told when is tested in `src/serve/watch/tests/`.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use gongshi::serve::watch::{Mode, Watcher};

/// CI machines are slow; nothing waits for this time to pass.
const LIMIT: Duration = Duration::from_secs(20);

/// How many files and threads this process has.
fn open() -> (usize, usize) {
    let count = |path| fs::read_dir(path).unwrap().count();
    (count("/proc/self/fd"), count("/proc/self/task"))
}

/// Waits until there are at most so many: the thread of `notify` ends a moment after its watcher.
fn settles_at(most: (usize, usize)) {
    let began = Instant::now();
    while began.elapsed() < LIMIT {
        let open = open();
        if open.0 <= most.0 && open.1 <= most.1 {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{:?} are open, of {most:?}", open());
}

fn change(root: &Path, round: usize) {
    for number in 0..300 {
        let folder = root.join(format!("content/a/{}/{}", number % 10, number % 7));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{number}.md")), format!("{round}")).unwrap();
    }
}

#[test]
fn watching_holds_no_more_with_time() {
    let site = tempfile::tempdir().unwrap();
    let root = site.path();
    fs::create_dir_all(root.join("content/a")).unwrap();
    let before = open();
    for (mode, rounds) in [(Mode::Native, 20), (Mode::Poll, 2)] {
        let mut watcher = Watcher::new(root, mode).unwrap();
        let during = open();
        for round in 0..rounds {
            change(root, round);
            assert!(watcher.wait(LIMIT).is_some());
            fs::remove_dir_all(root.join("content/a")).unwrap();
            assert!(watcher.wait(LIMIT).is_some());
            fs::rename(root.join("content"), root.join("old")).unwrap();
            fs::create_dir_all(root.join("content/a")).unwrap();
            assert!(watcher.wait(LIMIT).is_some());
            fs::remove_dir_all(root.join("old")).unwrap();
        }
        settles_at(during);
        for _ in 0..50 {
            drop(Watcher::new(root, mode).unwrap());
        }
        settles_at(during);
        drop(watcher);
        settles_at(before);
    }
}
