//! Keeping published files: what counts as intact, and that nothing is touched in vain.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs::{self, FileTimes};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::PathBuf;

use super::faults::Fault;
use super::{SPARE, Site, snapshot};
use crate::paths::OutputPath;
use crate::write::system::System;
use crate::write::{Destination, Foreign, WriteError, Written, clean};

const FILES: [(&str, &str); 4] = [
    ("index.html", "1"),
    ("a/one.html", "one"),
    ("a/b/two.html", "two"),
    ("c/three.html", "three"),
];

fn path(text: &str) -> OutputPath {
    OutputPath::new(text)
}

impl Site {
    /// Which file each path is, and when it was last changed: of the site folder and all in it.
    fn identities(&self) -> BTreeMap<PathBuf, (u64, i64, i64, i64, i64)> {
        let root = self.path("");
        let mut paths: Vec<PathBuf> = snapshot(&root).into_keys().collect();
        paths.push(PathBuf::new());
        paths
            .into_iter()
            .map(|path| {
                let m = fs::symlink_metadata(root.join(&path)).unwrap();
                let times = (
                    m.ino(),
                    m.mtime(),
                    m.mtime_nsec(),
                    m.ctime(),
                    m.ctime_nsec(),
                );
                (path, times)
            })
            .collect()
    }

    /// Which of the files are standing.
    fn standing(&self) -> Vec<&'static str> {
        let destination = self.to("public").unwrap();
        let stage = destination.stage().unwrap();
        FILES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| stage.standing(&path(name)).is_some())
            .collect()
    }
}

#[test]
fn what_did_not_change_is_not_touched() {
    let site = Site::new();
    site.publish(&FILES);
    site.put("public/theirs.txt", "theirs");
    site.publish(&[("index.html", "2")]);
    site.publish(&FILES);
    let before = site.identities();

    let destination = site.to("public").unwrap();
    let stage = destination.stage().unwrap();
    for (name, text) in FILES {
        if name.starts_with('a') {
            stage.keep(&path(name)).unwrap();
        } else {
            let written = stage.write(&path(name), text.as_bytes()).unwrap();
            assert_eq!(written, Written::Same);
        }
    }
    let published = stage.publish().unwrap();
    assert!(!published.changed && published.leftover.is_none());
    assert_eq!((published.written, published.kept), (0, 4));
    assert_eq!(published.bytes, 12);
    assert_eq!(site.identities(), before);

    // Nor does a stage that is dropped touch anything.
    let stage = destination.stage().unwrap();
    stage.keep(&path("index.html")).unwrap();
    drop(stage);
    assert_eq!(site.identities(), before);
}

#[test]
fn kept_and_new_files_make_one_site() {
    let site = Site::new();
    site.publish(&FILES);
    for round in ["2", "3", "4"] {
        let destination = site.to("public").unwrap();
        let stage = destination.stage().unwrap();
        stage.keep(&path("a/one.html")).unwrap();
        stage.keep(&path("a/b/two.html")).unwrap();
        assert_eq!(
            stage.write(&path("index.html"), round.as_bytes()).unwrap(),
            Written::New
        );
        let published = stage.publish().unwrap();
        assert!(published.changed && published.leftover.is_none());
        assert_eq!((published.written, published.kept), (1, 2));
        let removed: &[OutputPath] = if round == "2" {
            &[path("c/three.html")]
        } else {
            &[]
        };
        assert_eq!(published.removed, removed);

        let fresh = Site::new();
        fresh.publish(&[
            ("index.html", round),
            ("a/one.html", "one"),
            ("a/b/two.html", "two"),
        ]);
        assert_eq!(
            snapshot(&site.path("public")),
            snapshot(&fresh.path("public"))
        );
    }
    // From the second change on, the two sites share what did not change.
    let inode = |path: &str| fs::metadata(site.path(path)).unwrap().ino();
    let same = inode("public/a/one.html") == inode(&format!("{SPARE}/a/one.html"));
    assert!(same);
    assert_ne!(
        inode("public/index.html"),
        inode(&format!("{SPARE}/index.html"))
    );
}

#[test]
fn a_path_is_kept_or_written_once_and_only_if_it_stands() {
    let site = Site::new();
    site.publish(&FILES);
    let destination = site.to("public").unwrap();
    let name = path("index.html");
    let stage = || destination.stage().unwrap();

    let taken = stage();
    taken.keep(&name).unwrap();
    assert_eq!(taken.keep(&name).unwrap_err().code(), "output-taken");
    assert_eq!(taken.publish().unwrap_err().code(), "output-incomplete");
    let taken = stage();
    taken.write(&name, b"2").unwrap();
    assert_eq!(taken.keep(&name).unwrap_err().code(), "output-taken");
    drop(taken);

    let missing = stage();
    let error = missing.keep(&path("new.html")).unwrap_err();
    assert!(matches!(error, WriteError::NotStanding { .. }), "{error}");
    // That alone is no reason not to write it.
    missing.write(&path("new.html"), b"n").unwrap();
    assert!(missing.publish().unwrap().changed);

    site.publish(&FILES);
    for (kept, new) in [("a/one.html", "a/one.html/x"), ("a/b/two.html", "a/b")] {
        let both = stage();
        both.keep(&path(kept)).unwrap();
        both.write(&path(new), b"x").unwrap();
        let before = snapshot(&site.path("public"));
        assert_eq!(both.publish().unwrap_err().code(), "output-taken");
        assert_eq!(snapshot(&site.path("public")), before);
    }
}

#[test]
fn whoever_changes_a_published_file_is_noticed() {
    let site = Site::new();
    site.publish(&FILES);
    site.publish(&[FILES[0], FILES[1], FILES[2], ("c/three.html", "x")]);
    site.publish(&FILES);
    assert_eq!(site.standing().len(), 4);
    let index = site.path("public/index.html");
    let restore = || site.publish(&FILES);

    // In place, with another size, with the same, and with the times put back.
    fs::write(&index, "longer").unwrap();
    assert!(!site.standing().contains(&"index.html"));
    restore();
    let old = fs::metadata(&index).unwrap().modified().unwrap();
    fs::write(&index, "X").unwrap();
    assert!(!site.standing().contains(&"index.html"));
    restore();
    fs::write(&index, "Y").unwrap();
    let file = fs::File::options().write(true).open(&index).unwrap();
    file.set_times(FileTimes::new().set_modified(old)).unwrap();
    assert!(!site.standing().contains(&"index.html"));
    // Hidden under a later change of the manifest's own ctime.
    let manifest = site.path("public/gongshi-manifest.json");
    fs::set_permissions(&manifest, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(!site.standing().contains(&"index.html"));
    assert_eq!(restore().written, 1);
    assert_eq!(site.text("public/index.html").as_deref(), Some("1"));

    // Another file of that name, gone, a link to the same bytes, a folder.
    fs::remove_file(&index).unwrap();
    assert_eq!(site.standing().len(), 3);
    fs::write(&index, "Z").unwrap();
    assert_eq!(site.standing().len(), 3);
    fs::remove_file(&index).unwrap();
    fs::write(site.path("same"), "1").unwrap();
    symlink("../same", &index).unwrap();
    assert_eq!(site.standing().len(), 3);
    let error = site.untouched(|| site.try_publish(&FILES));
    assert!(matches!(error, WriteError::InTheWay { .. }), "{error}");
    fs::remove_file(&index).unwrap();
    fs::create_dir(&index).unwrap();
    assert_eq!(site.standing().len(), 3);
    fs::remove_dir(&index).unwrap();
    restore();

    // Touched only: the hash says that it is the same.
    fs::set_permissions(&index, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(site.standing().len(), 4);
    let before = site.identities();
    assert!(!restore().changed);
    assert_eq!(site.identities(), before);
}

#[test]
fn a_file_changed_while_the_site_is_made_is_not_kept() {
    let site = Site::new();
    site.publish(&FILES);
    let destination = site.to("public").unwrap();
    let stage = destination.stage().unwrap();
    for (name, _) in &FILES[1..] {
        stage.keep(&path(name)).unwrap();
    }
    stage.write(&path("index.html"), b"2").unwrap();
    site.put("public/a/one.html", "ONE");
    let error = stage.publish().unwrap_err();
    assert!(matches!(error, WriteError::NotStanding { .. }), "{error}");
    assert_eq!(site.text("public/index.html").as_deref(), Some("1"));
    assert_eq!(site.text("public/a/one.html").as_deref(), Some("ONE"));
}

#[test]
fn a_spare_of_somebody_else_is_not_used() {
    for stray in ["a/theirs.txt", "index.html/", "gongshi-manifest.json"] {
        let site = Site::new();
        site.publish(&FILES);
        site.publish(&[("index.html", "2")]);
        let spare = site.path(SPARE);
        if stray.ends_with('/') {
            fs::remove_file(spare.join("index.html")).unwrap();
            fs::write(spare.join("theirs"), "t").unwrap();
        } else {
            fs::write(spare.join(stray), "theirs").unwrap();
        }
        let before = snapshot(&spare);
        for round in ["3", "4"] {
            let published = site.try_publish(&[("index.html", round)]).unwrap();
            let leftover = published.leftover.unwrap();
            assert_eq!(leftover.code(), "output-not-ours", "{stray}");
            assert_eq!(site.text("public/index.html").as_deref(), Some(round));
            assert_eq!(snapshot(&spare), before, "{stray}");
            assert_eq!(site.beside(), [".gongshi", "content", "public", "themes"]);
        }
        let cleaned = clean(&site.to("public").unwrap()).unwrap();
        assert_eq!(cleaned.foreign.len(), 1, "{stray}");
        assert!(cleaned.foreign[0].starts_with(PathBuf::from("..").join(SPARE)));
        assert!(!site.path("public").exists() && spare.exists());
    }
    // A link of that name is not followed.
    let site = Site::new();
    site.publish(&FILES);
    fs::create_dir(site.path("elsewhere")).unwrap();
    site.put("elsewhere/.gongshi-stage", "looks like a stage");
    symlink("elsewhere", site.path(SPARE)).unwrap();
    let published = site.try_publish(&[("index.html", "2")]).unwrap();
    assert!(matches!(
        published.leftover,
        Some(WriteError::NotOurs {
            why: Foreign::NoManifest,
            ..
        })
    ));
    assert_eq!(site.names("elsewhere"), [".gongshi-stage"]);
}

#[test]
fn a_changed_spare_is_mended() {
    let site = Site::new();
    site.publish(&FILES);
    site.publish(&[FILES[0], FILES[1], FILES[2], ("c/three.html", "x")]);
    // Not by way of the link, which would change the published file too.
    for (name, text) in [("a/one.html", "ONE"), ("a/b/two.html", "longer")] {
        let file = site.path(SPARE).join(name);
        fs::remove_file(&file).unwrap();
        fs::write(file, text).unwrap();
    }
    fs::remove_file(site.path(SPARE).join("index.html")).unwrap();
    site.publish(&FILES);
    let fresh = Site::new();
    fresh.publish(&FILES);
    assert_eq!(
        snapshot(&site.path("public")),
        snapshot(&fresh.path("public"))
    );
}

#[test]
fn without_hard_links_files_are_copied() {
    let site = Site::new();
    site.publish(&FILES);
    for round in ["2", "3", "4"] {
        let mut fault = Fault::default();
        fault.linkless = true;
        let system = System { fault };
        let (root, output) = (site.path(""), site.path("public"));
        let destination = Destination::with_system(&root, &output, system).unwrap();
        let stage = destination.stage().unwrap();
        for (name, _) in &FILES[1..] {
            stage.keep(&path(name)).unwrap();
        }
        stage.write(&path("index.html"), round.as_bytes()).unwrap();
        assert!(stage.publish().unwrap().leftover.is_none());
        for (name, text) in &FILES[1..] {
            assert_eq!(site.text(&format!("public/{name}")).as_deref(), Some(*text));
            let links = fs::metadata(site.path("public").join(name))
                .unwrap()
                .nlink();
            assert_eq!(links, 1);
        }
    }
}

#[test]
fn a_first_folder_that_vanished_is_made_anew() {
    let site = Site::new();
    site.publish(&FILES);
    site.publish(&[("index.html", "2")]);
    fs::rename(site.path("public"), site.path("moved")).unwrap();
    site.publish(&FILES);
    assert_eq!(site.standing().len(), 4);
    site.publish(&[("index.html", "2")]);
    assert_eq!(
        site.names("public"),
        ["gongshi-manifest.json", "index.html"]
    );
}
