//! Lets every touch of the disk fail, one after the other, and kills at every one.
//!
//! Random times find next to nothing; so each scenario runs again and again, the first time
//! failing at its first touch, then at its second, until one run gets by without failing.

use std::cell::Cell;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::system::System;
use super::super::{Action, Cleaned, Destination, WriteError, clean};
use super::{SPARE, Site, snapshot};

/// Where the disk is to fail.
#[derive(Debug, Clone, Default)]
pub(in crate::write) struct Fault {
    /// Do without what only this system can.
    pub(in crate::write) portable: bool,
    /// Do without hard links.
    pub(in crate::write) linkless: bool,
    when: When,
    touches: Arc<AtomicUsize>,
}

#[derive(Debug, Clone, Default)]
enum When {
    #[default]
    Never,
    /// The touch of this number fails, those after it succeed: an I/O error.
    Once(usize),
    /// It and all after it fail, so nothing can be tidied up: a kill.
    From(usize),
    /// Before it, somebody else puts this file there.
    Meanwhile(usize, PathBuf),
}

impl Fault {
    pub(in crate::write) fn step(&self) -> io::Result<()> {
        let touch = self.touches.fetch_add(1, Ordering::Relaxed);
        let fails = match &self.when {
            When::Never => false,
            When::Once(at) => touch == *at,
            When::From(at) => touch >= *at,
            When::Meanwhile(at, path) => {
                if touch == *at {
                    fs::write(path, "somebody else's")?;
                }
                false
            }
        };
        if fails {
            Err(ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }

    fn was_reached(&self, at: usize) -> bool {
        self.touches.load(Ordering::Relaxed) > at
    }
}

const FIRST: [(&str, &str); 4] = [
    ("index.html", "1"),
    ("a/one.html", "one"),
    ("a/b/two.html", "two"),
    ("gone/x.html", "x"),
];
const SECOND: [(&str, &str); 4] = [
    ("index.html", "2"),
    ("a/one.html", "one"),
    ("a/b/three.html", "3"),
    ("new/y.html", "y"),
];

/// Between the two, for a spare that has little in common with the next site.
const MIDDLE: [(&str, &str); 4] = [
    ("index.html", "1½"),
    ("a/one.html/deep.html", "a folder where a file is to be"),
    ("a/b", "a file where a folder is to be"),
    ("gone/x.html", "x"),
];
const LAST: [(&str, &str); 3] = [
    ("index.html", "2"),
    ("a/b/three.html", "4"),
    ("new/y.html", "y"),
];

impl Site {
    /// Published once, with things of somebody else in it.
    fn with_theirs() -> Self {
        let site = Self::new();
        site.publish(&FIRST);
        site.put("public/a/theirs.txt", "theirs");
        site.put("public/gone/theirs.txt", "theirs");
        fs::create_dir_all(site.path("public/theirs/empty")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../../content", site.path("public/theirs/link")).unwrap();
        site
    }

    fn clean(&self, fault: Fault) -> Result<Cleaned, WriteError> {
        let system = System { fault };
        clean(&Destination::with_system(
            &self.path(""),
            &self.path("public"),
            system,
        )?)
    }
}

/// Calls `run` with a fault at the first touch, the second … until it is no longer reached.
fn at_every_touch(portable: bool, when: impl Fn(usize) -> When, run: impl Fn(Fault)) {
    for at in 0..10_000 {
        let fault = Fault {
            portable,
            linkless: false,
            when: when(at),
            touches: Arc::default(),
        };
        run(fault.clone());
        if !fault.was_reached(at) {
            assert!(at > 20, "only {at} touches: the seam is not used");
            return;
        }
    }
    panic!("never got by without a fault");
}

/// Whether the new site was in place already, only not yet durable.
fn is_after_the_swap(error: &WriteError, parent: &Path) -> bool {
    matches!(error, WriteError::Io { action: Action::Settle, path, .. } if path == parent)
}

/// What a scenario is about.
#[derive(Clone, Copy)]
struct Scenario {
    portable: bool,
    linkless: bool,
    /// Whether there is a spare already.
    third: bool,
}

fn publishing_survives(scenario: Scenario, when: fn(usize) -> When) {
    let Scenario {
        portable,
        linkless,
        third,
    } = scenario;
    let begun = || {
        let site = Site::with_theirs();
        if third {
            site.publish(&MIDDLE);
        }
        site
    };
    let reference = begun();
    let before = snapshot(&reference.path("public"));
    reference.publish(&SECOND);
    let after = snapshot(&reference.path("public"));
    assert!(after.contains_key(Path::new("gone/theirs.txt")));
    assert!(!after.contains_key(Path::new("gone/x.html")));
    reference.publish(&LAST);
    let last = snapshot(&reference.path("public"));

    at_every_touch(portable, when, |fault| {
        let site = begun();
        let fault = Fault { linkless, ..fault };
        let killed = matches!(fault.when, When::From(_));
        let context = format!("{fault:?}");
        let result = site.publish_by(fault, "public", &SECOND);
        let mut now = snapshot(&site.path("public"));
        if portable && killed && now.is_empty() {
            // Between two renames the old site is whole, under its other name.
            now = snapshot(&site.path(".public.gongshi-old"));
        }
        match &result {
            Ok(_) => assert_eq!(now, after, "{context}"),
            Err(error) if is_after_the_swap(error, &site.path("")) => {
                assert_eq!(now, after, "{context}");
            }
            Err(_) => assert_eq!(now, before, "{context}"),
        }
        site.publish(&SECOND);
        assert_eq!(snapshot(&site.path("public")), after, "{context}");
        assert_eq!(
            site.beside(),
            [".gongshi", "content", "public", "themes"],
            "{context}"
        );
        // What became of the spare does no harm to the next site either.
        site.publish(&LAST);
        assert_eq!(snapshot(&site.path("public")), last, "{context}");
        let theirs = site.path(SPARE).join("gone/theirs.txt");
        assert!(!theirs.exists(), "{context}");
    });
}

fn in_all_scenarios(portable: bool, when: fn(usize) -> When) {
    for (linkless, third) in [(false, false), (false, true), (true, true)] {
        let scenario = Scenario {
            portable,
            linkless,
            third,
        };
        publishing_survives(scenario, when);
    }
}

#[test]
fn publishing_survives_an_error_at_every_touch() {
    in_all_scenarios(false, When::Once);
}

#[test]
fn publishing_survives_a_kill_at_every_touch() {
    in_all_scenarios(false, When::From);
}

#[test]
fn publishing_without_exchange_survives_an_error_at_every_touch() {
    in_all_scenarios(true, When::Once);
}

#[test]
fn publishing_without_exchange_survives_a_kill_at_every_touch() {
    in_all_scenarios(true, When::From);
}

#[test]
fn first_publishing_leaves_nothing_or_all() {
    for when in [When::Once, When::From] {
        at_every_touch(false, when, |fault| {
            let site = Site::new();
            let killed = matches!(fault.when, When::From(_));
            let context = format!("{fault:?}");
            let result = site.publish_by(fault, "out/deep/public", &FIRST);
            let all = snapshot(&site.path("out/deep/public")).len();
            match &result {
                Ok(_) => assert_eq!(all, 8, "{context}"),
                Err(error) if is_after_the_swap(error, &site.path("out/deep")) => {
                    assert_eq!(all, 8, "{context}");
                }
                Err(_) => {
                    assert!(!site.path("out/deep/public").exists(), "{context}");
                    assert!(killed || !site.path("out").exists(), "{context}");
                }
            }
            site.publish_by(Fault::default(), "out/deep/public", &FIRST)
                .unwrap();
            assert_eq!(snapshot(&site.path("out")).len(), 10, "{context}");
        });
    }
}

#[test]
fn cleaning_survives_a_fault_at_every_touch() {
    for when in [When::Once, When::From] {
        at_every_touch(false, when, |fault| {
            let site = Site::with_theirs();
            fs::write(site.path("public/a/one.html"), "ONE").unwrap();
            let context = format!("{fault:?}");
            let _ = site.clean(fault);
            let theirs = [
                "public/a/one.html",
                "public/a/theirs.txt",
                "public/gone/theirs.txt",
                "public/theirs/empty",
            ];
            let all_there = || theirs.iter().all(|path| site.path(path).exists());
            assert!(all_there(), "{context}");
            match site.clean(Fault::default()) {
                Ok(_) => assert_eq!(site.beside(), ["content", "public", "themes"], "{context}"),
                // The first one had already come to the end of the output.
                Err(WriteError::NotOurs { .. }) => {}
                Err(error) => panic!("{error}: {context}"),
            }
            assert!(all_there(), "{context}");
            assert!(!site.path("public/index.html").exists(), "{context}");
        });
    }
}

#[test]
fn a_file_that_appears_at_any_moment_is_not_lost() {
    let site = Site::with_theirs();
    let late = site.path("public/a/late.txt");
    let round = Cell::new(0);
    at_every_touch(
        false,
        |at| When::Meanwhile(at, late.clone()),
        |fault| {
            let context = format!("{fault:?}");
            round.set(round.get() + 1);
            let files: &[_] = if round.get() % 2 == 0 {
                &FIRST
            } else {
                &SECOND
            };
            let published = site.publish_by(fault.clone(), "public", files).unwrap();
            assert!(published.changed, "{context}");
            assert!(
                published.leftover.is_none(),
                "{context}: {:?}",
                published.leftover
            );
            let When::Meanwhile(at, _) = fault.when else {
                return;
            };
            // Once removed, it does not come back from the spare either.
            assert_eq!(late.exists(), fault.was_reached(at), "{context}");
            let _ = fs::remove_file(&late);
            assert_eq!(
                site.beside(),
                [".gongshi", "content", "public", "themes"],
                "{context}"
            );
        },
    );
}
