//! The sample site opened from `file://` in a real browser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::process::Command;

use support::{build_sample, text_of, tools};

/// Pages of every kind.
const PAGES: [&str; 4] = [
    "index.html",
    "demo-chunhe/index.html",
    "demo-chunhe/taoyuan/index.html",
    "pages/about.html",
];

#[test]
fn no_page_logs_an_error_when_opened_from_a_folder() {
    if !tools(
        "no_page_logs_an_error_when_opened_from_a_folder",
        &["chromium"],
    ) {
        return;
    }
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let mut pages: Vec<String> = PAGES.iter().map(|&page| page.to_owned()).collect();
    for kind in ["issues", "resolutions", "meetings", "notices"] {
        let folder = public.join("demo-chunhe/taoyuan").join(kind);
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        let pages_of_kind = names
            .iter()
            .filter_map(|name| name.to_str())
            .filter(|name| name.ends_with(".html"));
        pages.extend(
            pages_of_kind
                .take(3)
                .map(|name| format!("demo-chunhe/taoyuan/{kind}/{name}")),
        );
        pages.push(format!("demo-chunhe/taoyuan/{kind}/index.html"));
    }
    for page in pages {
        let profile = tempfile::tempdir().unwrap();
        let address = format!("file://{}/{page}", public.display());
        let output = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
            ])
            .args([
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(&address)
            .output()
            .unwrap();
        let run = text_of(&output);
        assert!(run.stdout.contains("<main"), "{page}: {}", run.stderr);
        let logged: Vec<&str> = run
            .stderr
            .lines()
            .filter(|line| line.contains("CONSOLE"))
            .collect();
        assert!(logged.is_empty(), "{page}: {logged:#?}");
    }
}
