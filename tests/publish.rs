//! Publishing seen from outside: what lies in and beside the output folder afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongshi::paths::OutputPath;
use gongshi::write::{Destination, MANIFEST_NAME, Manifest, Published, WriteError, Written, clean};

/// Where the site before the published one lies.
const SPARE: &str = ".public.gongshi-spare";

/// A site folder in a folder of its own, with some content.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Site { folder };
        site.put("content/site.yaml", "title: 桃园");
        site.put("themes/plain/theme.yaml", "version: 1");
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        let folder = self.folder.path().canonicalize().unwrap();
        folder
            .join("site")
            .components()
            .chain(Path::new(path).components())
            .collect()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    fn to(&self, output: &str) -> Result<Destination, WriteError> {
        Destination::new(self.path(""), self.path(output))
    }

    fn try_publish(&self, files: &[(&str, &str)]) -> Result<Published, WriteError> {
        let destination = self.to("public")?;
        let stage = destination.stage()?;
        for (path, text) in files {
            stage.write(&OutputPath::new(*path), text.as_bytes())?;
        }
        stage.publish()
    }

    fn publish(&self, files: &[(&str, &str)]) -> Published {
        let published = self.try_publish(files).unwrap();
        assert!(published.leftover.is_none(), "{:?}", published.leftover);
        published
    }

    fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Names in the site folder, but for the spare, which is there from the second site on.
    fn beside(&self) -> Vec<String> {
        let mut names = self.names("");
        names.retain(|name| name != SPARE);
        names
    }

    /// Everything in the temporary folder: bytes of files, targets of links, nothing for folders.
    fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let (path, kind) = entry.map(|e| (e.path(), e.file_type().unwrap())).unwrap();
                let value = if kind.is_symlink() {
                    fs::read_link(&path)
                        .unwrap()
                        .into_os_string()
                        .into_encoded_bytes()
                } else if kind.is_dir() {
                    folders.push(path.clone());
                    Vec::new()
                } else {
                    fs::read(&path).unwrap()
                };
                found.insert(path, value);
            }
        }
        found
    }

    /// The same for what lies below a folder, seen from there.
    fn below(&self, path: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path(path);
        self.everything()
            .into_iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(&root).ok()?.to_path_buf(), bytes)))
            .collect()
    }

    /// Asserts that nothing at all is touched by `work` and that it fails; returns the error.
    fn untouched<T>(&self, work: impl FnOnce() -> Result<T, WriteError>) -> WriteError {
        let before = self.everything();
        let error = work().err().expect("should have been refused");
        assert_eq!(self.everything(), before, "{error}");
        assert!(!error.words().zh.is_empty() && !error.words().en.is_empty());
        error
    }
}

#[test]
fn first_publication_makes_the_folder() {
    let site = Site::new();
    let published = site.publish(&[("index.html", "首页"), ("a/b/page.html", "page")]);
    assert_eq!((published.written, published.bytes), (2, 10));
    assert!(published.removed.is_empty());
    assert_eq!(site.text("public/a/b/page.html").as_deref(), Some("page"));
    assert_eq!(site.names("public"), ["a", MANIFEST_NAME, "index.html"]);
    assert_eq!(site.beside(), [".gongshi", "content", "public", "themes"]);

    let manifest = Manifest::read(&site.path("public")).unwrap();
    assert!(manifest.get("index.html").unwrap().is("首页".as_bytes()));
    assert_eq!(manifest.entries().len(), 2);
}

#[test]
fn next_publication_replaces_and_removes() {
    let site = Site::new();
    site.publish(&[
        ("index.html", "1"),
        ("old/page.html", "x"),
        ("same.html", "s"),
    ]);
    site.put("public/index.html", "changed by hand");
    let published = site.publish(&[("index.html", "2"), ("same.html", "s")]);
    assert_eq!(published.removed, [OutputPath::new("old/page.html")]);
    assert_eq!(site.text("public/index.html").as_deref(), Some("2"));
    assert_eq!(
        site.names("public"),
        [MANIFEST_NAME, "index.html", "same.html"]
    );
    assert_eq!(site.beside(), [".gongshi", "content", "public", "themes"]);
}

#[test]
fn an_empty_folder_and_one_with_missing_parents_are_fine() {
    let site = Site::new();
    fs::create_dir(site.path("public")).unwrap();
    site.publish(&[("index.html", "1")]);

    let deep = site.to("x/y/z").unwrap();
    drop(deep.stage().unwrap());
    assert!(!site.path("x").exists());
    let stage = deep.stage().unwrap();
    stage.write(&OutputPath::new("i"), b"1").unwrap();
    stage.publish().unwrap();
    assert_eq!(site.text("x/y/z/i").as_deref(), Some("1"));
    assert_eq!(site.names("x/y"), ["z"]);
}

#[test]
fn dropping_the_stage_leaves_everything_as_it_was() {
    let site = Site::new();
    site.publish(&[("index.html", "1")]);
    let before = site.everything();
    let destination = site.to("public").unwrap();
    let stage = destination.stage().unwrap();
    stage.write(&OutputPath::new("a/index.html"), b"2").unwrap();
    assert!(site.path(".public.gongshi-stage").exists());
    drop(stage);
    assert_eq!(site.everything(), before);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_good_folder_stays_a_link() {
    let site = Site::new();
    fs::create_dir(site.path("../www")).unwrap();
    std::os::unix::fs::symlink("../www", site.path("public")).unwrap();
    site.publish(&[("index.html", "1")]);
    site.publish(&[("index.html", "2")]);
    assert!(site.path("public").is_symlink());
    assert_eq!(site.text("../www/index.html").as_deref(), Some("2"));
    assert_eq!(site.names(".."), [".www.gongshi-spare", "site", "www"]);
}

#[test]
fn what_others_put_there_is_carried_over() {
    let site = Site::new();
    site.publish(&[("index.html", "1"), ("a/x.html", "x")]);
    site.put("public/robots.txt", "r");
    site.put("public/a/theirs.txt", "t");
    site.put("public/deep/er/theirs.txt", "d");
    fs::create_dir(site.path("public/empty")).unwrap();
    for round in ["2", "3"] {
        site.publish(&[("index.html", round), ("deep/y.html", "y")]);
        assert_eq!(site.text("public/robots.txt").as_deref(), Some("r"));
        assert_eq!(site.text("public/a/theirs.txt").as_deref(), Some("t"));
        assert_eq!(site.text("public/deep/er/theirs.txt").as_deref(), Some("d"));
        assert_eq!(site.names("public/empty"), [""; 0]);
        assert_eq!(site.names("public/a"), ["theirs.txt"]);
        assert_eq!(site.beside(), [".gongshi", "content", "public", "themes"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_of_others_are_carried_over() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let site = Site::new();
    site.publish(&[("index.html", "1")]);
    let gbk = OsStr::from_bytes(b"\xb9\xab\xca\xbe");
    fs::create_dir(site.path("public").join(gbk)).unwrap();
    fs::write(site.path("public").join(gbk).join("line\nbreak\u{1b}"), "t").unwrap();
    fs::write(
        site.path("public").join(OsStr::from_bytes(b"\xb9\xab.txt")),
        "g",
    )
    .unwrap();
    site.publish(&[("index.html", "2")]);
    let kept = site.path("public").join(gbk).join("line\nbreak\u{1b}");
    assert_eq!(fs::read_to_string(kept).unwrap(), "t");

    let cleaned = clean(&site.to("public").unwrap()).unwrap();
    assert_eq!((cleaned.removed, cleaned.foreign.len()), (1, 3));
    assert_eq!(site.names("public").len(), 2);
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_never_followed() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.put("../outside/a.html", "outside");
    site.publish(&[("index.html", "1"), ("dir/a.html", "a"), ("page.html", "p")]);
    // Somebody replaces a folder and a file of ours by links to places outside.
    #[expect(clippy::disallowed_methods, reason = "the folder is of this test")]
    fs::remove_dir_all(site.path("public/dir")).unwrap();
    symlink(site.path("../outside"), site.path("public/dir")).unwrap();
    fs::remove_file(site.path("public/page.html")).unwrap();
    symlink(
        site.path("../outside/a.html"),
        site.path("public/page.html"),
    )
    .unwrap();

    site.untouched(|| site.try_publish(&[("index.html", "2"), ("dir/a.html", "a")]));
    site.publish(&[("index.html", "2")]);
    assert!(site.path("public/dir").is_symlink() && site.path("public/page.html").is_symlink());

    let cleaned = clean(&site.to("public").unwrap()).unwrap();
    assert_eq!(
        cleaned.foreign,
        [PathBuf::from("dir"), PathBuf::from("page.html")]
    );
    assert_eq!(site.text("../outside/a.html").as_deref(), Some("outside"));
    assert_eq!(site.names("public"), ["dir", "page.html"]);
}

#[cfg(unix)]
#[test]
fn closed_folders_stay_closed() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let site = Site::new();
    site.publish(&[("index.html", "1")]);
    site.put("public/private/theirs.txt", "t");
    fs::set_permissions(site.path("public"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::set_permissions(
        site.path("public/private"),
        fs::Permissions::from_mode(0o700),
    )
    .unwrap();
    site.publish(&[("index.html", "2")]);
    assert_eq!(mode(site.path("public")), 0o750);
    assert_eq!(mode(site.path("public/private")), 0o700);
}

#[test]
fn leftovers_of_a_killed_build_are_cleared() {
    let site = Site::new();
    site.publish(&[("index.html", "1")]);
    let stage = ".public.gongshi-stage";
    // Killed before the marker, in the middle of the marker, in the middle of writing.
    for files in [
        &[][..],
        &[".gongshi-stage"],
        &[".gongshi-stage", "a/b/half.html"],
    ] {
        fs::create_dir(site.path(stage)).unwrap();
        for file in files {
            site.put(&format!("{stage}/{file}"), "");
        }
        site.publish(&[("index.html", "2")]);
        assert_eq!(site.beside(), [".gongshi", "content", "public", "themes"]);
    }
}

#[test]
fn many_threads_write_the_same_site_in_any_order() {
    let pages: Vec<_> = (0..400)
        .map(|n| (format!("{}/{}/{n}.html", n % 7, n % 3), n.to_string()))
        .collect();
    let mut manifests = Vec::new();
    for threads in [1, 4] {
        let site = Site::new();
        let destination = site.to("public").unwrap();
        let stage = destination.stage().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let (stage, pages) = (&stage, &pages);
                scope.spawn(move || {
                    for (path, text) in pages.iter().skip(thread).step_by(threads).rev() {
                        stage
                            .write(&OutputPath::new(path.as_str()), text.as_bytes())
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(stage.publish().unwrap().written, 400);
        for (path, text) in &pages {
            assert_eq!(site.text(&format!("public/{path}")).as_ref(), Some(text));
        }
        manifests.push(site.text(&format!("public/{MANIFEST_NAME}")).unwrap());
    }
    assert_eq!(manifests[0], manifests[1]);
}

#[test]
fn the_manifest_is_the_same_wherever_the_site_lies() {
    let one = Site::new();
    one.publish(&[("b.html", "b"), ("桃园/a \"x\".html", "a")]);
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex();
    let expected = format!(
        r#"{{
"generator": "gongshi",
"version": 1,
"files": [
{{"path": "b.html", "size": 1, "hash": "{}"}},
{{"path": "桃园/a \"x\".html", "size": 1, "hash": "{}"}}
]
}}
"#,
        hash("b"),
        hash("a")
    );
    assert_eq!(one.text(&format!("public/{MANIFEST_NAME}")), Some(expected));
}

#[test]
fn cleaning_removes_what_was_published_and_nothing_else() {
    let site = Site::new();
    let before = site.everything();
    site.publish(&[("index.html", "1"), ("a/b/c.html", "c")]);
    site.put(".gongshi/cache/x", "cached");
    fs::create_dir(site.path(".public.gongshi-stage")).unwrap();
    let cleaned = clean(&site.to("public").unwrap()).unwrap();
    assert_eq!(
        (
            cleaned.removed,
            cleaned.changed.len(),
            cleaned.foreign.len()
        ),
        (2, 0, 0)
    );
    assert_eq!(site.everything(), before);
    assert_eq!(clean(&site.to("public").unwrap()).unwrap().removed, 0);
    assert_eq!(site.everything(), before);
}

#[test]
fn cleaning_leaves_what_was_changed_or_is_not_ours() {
    let site = Site::new();
    site.publish(&[
        ("index.html", "1"),
        ("a/b.html", "b"),
        ("a/c.html", "c"),
        ("d/e", "e"),
    ]);
    site.put("public/a/b.html", "B");
    site.put("public/a/c.html", "longer");
    site.put("public/theirs.txt", "t");
    fs::create_dir(site.path("public/empty")).unwrap();
    let cleaned = clean(&site.to("public").unwrap()).unwrap();
    assert_eq!(cleaned.removed, 2);
    assert_eq!(
        cleaned.changed,
        [OutputPath::new("a/b.html"), OutputPath::new("a/c.html")]
    );
    assert_eq!(
        cleaned.foreign,
        [PathBuf::from("empty"), PathBuf::from("theirs.txt")]
    );
    assert_eq!(site.names("public"), ["a", "empty", "theirs.txt"]);
    assert_eq!(site.names("public/a"), ["b.html", "c.html"]);
}

#[test]
fn cleaning_removes_the_spare_too() {
    let site = Site::new();
    let before = site.everything();
    site.publish(&[("index.html", "1"), ("a/b.html", "b")]);
    site.publish(&[("index.html", "2"), ("a/b.html", "b"), ("c.html", "c")]);
    assert!(site.path(SPARE).exists());
    let cleaned = clean(&site.to("public").unwrap()).unwrap();
    assert_eq!((cleaned.removed, cleaned.foreign.len()), (3, 0));
    assert_eq!(site.everything(), before);

    // What somebody put there or changed there stays, and is named.
    site.publish(&[("index.html", "1"), ("a/b.html", "b")]);
    site.publish(&[("index.html", "2")]);
    site.put(&format!("{SPARE}/theirs.txt"), "t");
    site.put(&format!("{SPARE}/a/b.html"), "B");
    let cleaned = clean(&site.to("public").unwrap()).unwrap();
    let spare = PathBuf::from("..").join(SPARE);
    assert_eq!(
        cleaned.foreign,
        [spare.join("a/b.html"), spare.join("theirs.txt")]
    );
    assert!(!site.path("public").exists());
    assert_eq!(site.names(SPARE), ["a", "theirs.txt"]);
}

#[test]
fn ten_random_rounds_equal_fresh_builds() {
    let site = Site::new();
    let mut state = 1_u32;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for round in 0..10 {
        let mut files = BTreeMap::new();
        for n in 0..60 {
            // Most stay, some change, some vanish, and names change between file and folder.
            let path = match (n % 20 == 0, random(2)) {
                (true, 0) => format!("{}/x{n}", n % 4),
                (true, _) => format!("{}/x{n}/deep/page.html", n % 4),
                (false, _) => format!("{}/{}/{n}.html", n % 4, n % 3),
            };
            match random(12) {
                0 => {}
                1 => drop(files.insert(path, format!("{n} in {round}"))),
                2 => drop(files.insert(path, format!("{n} or {}", random(2)))),
                _ => drop(files.insert(path, n.to_string())),
            }
        }
        // Whoever holds an old file by another name sees no write.
        let held = site.path(&format!("../held-{round}"));
        fs::create_dir(&held).unwrap();
        for (number, (path, _)) in site.everything().iter().enumerate() {
            let is_site = [site.path("public"), site.path(SPARE)];
            if path.is_file() && is_site.iter().any(|folder| path.starts_with(folder)) {
                fs::hard_link(path, held.join(number.to_string())).unwrap();
            }
        }
        let bytes = |folder: &Path| -> Vec<Vec<u8>> {
            let mut names: Vec<_> = fs::read_dir(folder)
                .unwrap()
                .map(|e| e.unwrap().path())
                .collect();
            names.sort();
            names.iter().map(|name| fs::read(name).unwrap()).collect()
        };
        let before = bytes(&held);
        if round % 3 == 1 {
            site.put(&format!("public/theirs/{round}.txt"), "theirs");
        } else if round % 3 == 2 {
            fs::remove_file(site.path(&format!("public/theirs/{}.txt", round - 1))).unwrap();
            fs::remove_dir(site.path("public/theirs")).unwrap();
        }

        let destination = site.to("public").unwrap();
        let stage = destination.stage().unwrap();
        for (path, text) in &files {
            let path = OutputPath::new(path.as_str());
            let stands = stage
                .standing(&path)
                .is_some_and(|entry| entry.is(text.as_bytes()));
            if stands && random(2) == 0 {
                stage.keep(&path).unwrap();
            } else {
                let written = stage.write(&path, text.as_bytes()).unwrap();
                assert_eq!(written == Written::Same, stands, "{path}");
            }
        }
        let published = stage.publish().unwrap();
        assert!(published.leftover.is_none(), "{:?}", published.leftover);
        assert_eq!(published.written + published.kept, files.len());
        assert_eq!(bytes(&held), before);

        let fresh = Site::new();
        if round % 3 == 1 {
            fresh.publish(&[]);
            fresh.put(&format!("public/theirs/{round}.txt"), "theirs");
        }
        let all: Vec<_> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        fresh.publish(&all);
        assert_eq!(site.below("public"), fresh.below("public"), "round {round}");
    }
}
