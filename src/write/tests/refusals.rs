//! What is refused, and that nothing at all is touched then.

use std::fs;

use super::{Site, snapshot};
use crate::paths::OutputPath;
use crate::write::{Destination, Foreign, MANIFEST_NAME, Manifest, Refusal, WriteError, clean};

#[test]
fn folders_that_must_not_be_the_output_are_refused() {
    let site = Site::new();
    let overlaps = |name: &str| Refusal::Overlaps(site.path(name));
    let cases = [
        ("content", overlaps("content")),
        ("content/桃园/new", overlaps("content")),
        ("public/../content", overlaps("content")),
        ("themes", overlaps("themes")),
        ("themes/plain", overlaps("themes")),
        (".gongshi/out", overlaps(".gongshi")),
        ("", Refusal::Site),
        ("..", Refusal::Site),
        ("../site/../site", Refusal::Site),
        ("/", Refusal::Root),
        ("content/site.yaml/x", Refusal::NotAFolder),
        ("missing/../public", Refusal::Unresolvable),
    ];
    fs::create_dir(site.path("public")).unwrap();
    for (output, expected) in cases {
        let error = site.untouched(|| site.to(output));
        match error {
            WriteError::Refused { reason, .. } => assert_eq!(reason, expected, "{output}"),
            other => panic!("{output}: {other}"),
        }
    }
    let file = site.untouched(|| site.to("content/../themes/plain/theme.yaml"));
    assert_eq!(file.code(), "output-refused");
}

#[test]
fn the_home_folder_and_those_above_are_refused() {
    let site = Site::new();
    let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) else {
        return;
    };
    for output in home.canonicalize().unwrap().ancestors() {
        let error = site.untouched(|| Destination::new(site.path(""), output));
        assert_eq!(error.code(), "output-refused", "{}", output.display());
    }
}

#[cfg(unix)]
#[test]
fn links_to_folders_that_must_not_be_the_output_are_refused() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    for (link, target) in [
        ("c", "content"),
        ("s", "."),
        ("up", ".."),
        ("gone", "nowhere"),
        ("in", "content/new"),
    ] {
        symlink(target, site.path(link)).unwrap();
        let error = site.untouched(|| site.to(link));
        assert_eq!(error.code(), "output-refused", "{link}");
    }
    assert_eq!(
        site.untouched(|| site.to("c/below/that")).code(),
        "output-refused"
    );

    // The content itself may be a link: then both places count.
    fs::rename(site.path("content"), site.path("../elsewhere")).unwrap();
    symlink("../elsewhere", site.path("content")).unwrap();
    for output in ["../elsewhere", "../elsewhere/x", "content/x"] {
        let error = site.untouched(|| site.to(output));
        assert_eq!(error.code(), "output-refused", "{output}");
    }
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = Site::new();
    site.put("public/holiday.jpg", "picture");
    let no_manifest = site.untouched(|| site.to("public"));
    assert!(matches!(
        no_manifest,
        WriteError::NotOurs {
            why: Foreign::NoManifest,
            ..
        }
    ));
    for (text, why) in [
        ("", Foreign::BadManifest),
        (
            r#"{"generator":"other","version":1,"files":[]}"#,
            Foreign::BadManifest,
        ),
        (r#"{"generator":"gongshi","version":9}"#, Foreign::Newer),
    ] {
        site.put(&format!("public/{MANIFEST_NAME}"), text);
        match site.untouched(|| site.to("public")) {
            WriteError::NotOurs { why: found, .. } => assert_eq!(found, why, "{text}"),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn a_folder_that_becomes_foreign_meanwhile_is_refused() {
    let site = Site::new();
    let destination = site.to("public").unwrap();
    let stage = destination.stage().unwrap();
    stage.write(&OutputPath::new("index.html"), b"1").unwrap();
    site.put("public/theirs.txt", "t");
    assert_eq!(stage.publish().unwrap_err().code(), "output-not-ours");
    assert_eq!(site.names("public"), ["theirs.txt"]);
    assert_eq!(site.beside(), [".gongshi", "content", "public", "themes"]);
}

#[test]
fn what_others_put_in_the_way_stops_the_build() {
    let site = Site::new();
    site.publish(&[("index.html", "1")]);
    site.put("public/new.html", "theirs");
    site.put("public/dir/theirs.txt", "theirs");
    site.put("public/flat", "theirs");
    for path in [
        "new.html",
        "dir",
        "dir/theirs.txt",
        "dir/theirs.txt/x",
        "flat/x",
    ] {
        let error = site.untouched(|| site.try_publish(&[("index.html", "2"), (path, "ours")]));
        assert!(
            matches!(error, WriteError::InTheWay { .. }),
            "{path}: {error}"
        );
    }
    // The same bytes from two hands are no conflict.
    site.publish(&[("index.html", "2"), ("new.html", "theirs")]);
    assert!(
        Manifest::read(&site.path("public"))
            .unwrap()
            .get("new.html")
            .is_some()
    );
}

#[test]
fn a_leftover_that_is_not_ours_is_refused() {
    let site = Site::new();
    site.publish(&[("index.html", "1")]);
    site.put(".public.gongshi-stage/thesis.docx", "years of work");
    let error = site.untouched(|| site.try_publish(&[("index.html", "2")]));
    assert!(matches!(
        error,
        WriteError::NotOurs {
            why: Foreign::NoManifest,
            ..
        }
    ));
    // An old site with a file of somebody else that the published one does not have.
    site.put(&format!(".public.gongshi-stage/{MANIFEST_NAME}"), &{
        site.text(&format!("public/{MANIFEST_NAME}")).unwrap()
    });
    let error = site.untouched(|| site.try_publish(&[("index.html", "2")]));
    assert!(matches!(
        error,
        WriteError::NotOurs {
            why: Foreign::Stray,
            ..
        }
    ));
    site.put("public/thesis.docx", "years of work");
    site.publish(&[("index.html", "2")]);
    assert_eq!(
        site.text("public/thesis.docx").as_deref(),
        Some("years of work")
    );
}

#[test]
fn paths_that_lead_astray_are_never_written() {
    let site = Site::new();
    let destination = site.to("public").unwrap();
    let bad = [
        "",
        "/a",
        "../a",
        "a/../b",
        "a//b",
        "a/",
        ".",
        "a/./b",
        "a\0b",
        "a\\b",
        MANIFEST_NAME,
    ];
    for path in bad {
        let stage = destination.stage().unwrap();
        let before = snapshot(site.folder.path());
        let error = stage.write(&OutputPath::new(path), b"x").unwrap_err();
        assert!(
            matches!(error, WriteError::BadPath { .. }),
            "{path:?}: {error}"
        );
        assert_eq!(snapshot(site.folder.path()), before, "{path:?}");
        assert_eq!(stage.publish().unwrap_err().code(), "output-incomplete");
        assert!(!site.path("public").exists());
    }
}

#[test]
fn a_path_can_be_written_once() {
    let site = Site::new();
    let destination = site.to("public").unwrap();
    for (first, second) in [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a/b", "a/b/c/d")] {
        let stage = destination.stage().unwrap();
        stage.write(&OutputPath::new(first), b"1").unwrap();
        let error = stage.write(&OutputPath::new(second), b"2").unwrap_err();
        assert!(
            matches!(error, WriteError::Taken { .. }),
            "{first} {second}: {error}"
        );
    }
    let stage = destination.stage().unwrap();
    let long = OutputPath::new("长".repeat(100));
    assert_eq!(stage.write(&long, b"1").unwrap_err().code(), "output-io");
}

#[test]
fn a_second_build_says_that_there_is_a_first() {
    let site = Site::new();
    let (one, two) = (site.to("public").unwrap(), site.to("other").unwrap());
    let stage = one.stage().unwrap();
    assert!(matches!(
        site.untouched(|| one.stage()),
        WriteError::Locked { .. }
    ));
    assert!(matches!(
        site.untouched(|| two.stage()),
        WriteError::Locked { .. }
    ));
    assert!(matches!(
        site.untouched(|| clean(&one)),
        WriteError::Locked { .. }
    ));
    drop(stage);
    drop(two.stage().unwrap());
}

#[cfg(unix)]
#[test]
fn two_sites_with_one_output_do_not_disturb_each_other() {
    let (one, two) = (Site::new(), Site::new());
    let output = one.path("../www");
    let first = Destination::new(one.path(""), &output).unwrap();
    let second = Destination::new(two.path(""), &output).unwrap();
    let stage = first.stage().unwrap();
    stage.write(&OutputPath::new("a"), b"1").unwrap();
    assert!(matches!(
        second.stage().unwrap_err(),
        WriteError::Locked { .. }
    ));
    stage.publish().unwrap();
    drop(second.stage().unwrap());
    assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "1");
}
