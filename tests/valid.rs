//! Whether pages are valid HTML and do nothing that their Content-Security-Policy forbids, whatever
//! authors write: the sample, the sample in English, and the sample full of attacks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/chromium.rs"]
mod chromium;
#[path = "support/cover.rs"]
mod cover;
#[path = "support/guises.rs"]
mod guises;
#[path = "support/served.rs"]
mod served;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chromium::Browser;
use cover::{Pages, address};
use guises::ATTACKED;
use scraper::Html;
use serde_json::Value;
use served::serve;
use support::{files, tool, web, web_tools};
use tempfile::TempDir;

/// A rule that holds for titles of a sensible length: attacks make them long.
const LONG_TITLE: &str = " long-title ";

/// A folder with these pages of a site.
fn some(site: &TempDir, pages: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for page in pages {
        let path = folder.path().join(page);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(site.path().join("public").join(page), path).unwrap();
    }
    folder
}

#[test]
fn every_page_is_valid_html() {
    if !web_tools("every_page_is_valid_html", &[]) {
        return;
    }
    let (sample, english, hostile) = (guises::sample(), guises::english(), guises::hostile());
    let all = sample.path().join("public");
    let english_pages = some(&english, &Pages::read(english.path()).cover());
    let hostile_pages = some(&hostile, &Pages::read(hostile.path()).cover());
    let script = web().join("validate.mjs");
    let folders = [&all, english_pages.path(), hostile_pages.path()].map(Path::to_str);
    let arguments: Vec<&str> = [script.to_str()]
        .into_iter()
        .chain(folders)
        .map(Option::unwrap)
        .collect();
    let said: Value = serde_json::from_str(&tool("node", &arguments)).unwrap();
    let (pages, rules) = (&said["pages"], &said["rules"]);
    println!("html-validate: {pages} pages, {rules} rules");
    assert!(pages.as_u64() > Some(500) && rules.as_u64() > Some(70));
    let attacked = hostile_pages.path().to_str().unwrap();
    let faults: Vec<&str> = said["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault.as_str().unwrap())
        .filter(|fault| !(fault.starts_with(attacked) && fault.contains(LONG_TITLE)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a page must not have, however it was written: scripts and styles of its own, handlers,
/// addresses that are scripts, files of another host.
fn forbidden(path: &str, page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    assert!(html.errors.is_empty(), "{path}: {:?}", html.errors);
    let mut faults = Vec::new();
    for element in html.root_element().descendent_elements() {
        let of = element.value();
        let mut fault = |what: &str| faults.push(format!("{path}: {what} {}", element.html()));
        match of.name() {
            "style" | "iframe" | "object" | "embed" | "base" => fault("has"),
            // That of the search goes nowhere: its script answers.
            "form" if of.attr("action").is_some() => fault("sends something:"),
            "script" => {
                let is_data = of.attr("type") == Some("application/ld+json");
                let is_ours = of.attr("src").is_some() && element.inner_html().is_empty();
                if !is_data && !is_ours {
                    fault("has a script of its own:");
                }
            }
            _ => {}
        }
        for (name, value) in of.attrs() {
            if name.starts_with("on") || name == "style" || name == "srcdoc" {
                fault(name);
            }
            let scheme = value.trim_start().split(':').next().unwrap_or_default();
            let scheme = scheme.to_ascii_lowercase();
            if matches!(
                name,
                "href" | "src" | "action" | "formaction" | "xlink:href"
            ) {
                if matches!(scheme.as_str(), "javascript" | "vbscript" | "data") {
                    fault("leads to a script:");
                }
                let is_loaded = name == "src" || of.name() == "link" && is_fetched(of.attr("rel"));
                if is_loaded && (value.contains("://") || value.starts_with("//")) {
                    fault("loads from elsewhere:");
                }
            }
        }
    }
    faults
}

/// Whether a browser fetches what a `link` of these relations names.
fn is_fetched(relations: Option<&str>) -> bool {
    let fetched = [
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "manifest",
        "preload",
    ];
    relations.is_some_and(|all| all.split(' ').any(|one| fetched.contains(&one)))
}

#[test]
fn no_page_has_scripts_or_styles_of_its_own() {
    let mut count = 0;
    for site in [guises::sample(), guises::english(), guises::hostile()] {
        for (path, bytes) in files(&site.path().join("public")) {
            if path.ends_with(".html") {
                count += 1;
                let faults = forbidden(&path, std::str::from_utf8(&bytes).unwrap());
                assert!(faults.is_empty(), "{}", faults.join("\n"));
            }
        }
    }
    println!("{count} pages");
    let planted = forbidden(
        "x",
        "<!doctype html><html><head><title>x</title></head><body><script>1</script><p onclick=x \
         style=x><a href=' JavaScript:x'>x</a><img alt=x src=https://x.example/x></p></body></html>",
    );
    assert_eq!(planted.len(), 5, "{planted:#?}");
}

#[test]
fn no_page_breaks_its_policy_or_runs_an_attack() {
    if !web_tools("no_page_breaks_its_policy_or_runs_an_attack", &["chromium"]) {
        return;
    }
    let mut browser = Browser::start();
    let (mut opened, mut fetched) = (0, BTreeSet::new());
    for (site, every) in [
        (guises::sample(), true),
        (guises::english(), false),
        (guises::hostile(), false),
    ] {
        let public = site.path().join("public");
        let pages = Pages::read(site.path());
        let chosen = if every {
            pages.all().map(str::to_owned).collect()
        } else {
            pages.cover()
        };
        let root = serve(&public);
        let mut page = browser.blank();
        page.at_start(
            "addEventListener('securitypolicyviolation', event => (window.broken = window.broken || []).push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))",
        );
        for path in chosen {
            opened += 1;
            cover::stay(&public.join(&path));
            page.navigate(&format!("{root}/{path}"));
            let broken = page.evaluate("window.broken || []");
            assert_eq!(broken, serde_json::json!([]), "{path}");
            let ran = page.text(&format!("typeof window.{ATTACKED}"));
            assert_eq!(ran, "undefined", "{path}");
        }
        assert_eq!(page.errors(), Vec::<String>::new());
        for url in page.requested() {
            assert!(
                url.starts_with(&root) || url.starts_with("data:image/") || url == "about:blank",
                "{url}"
            );
            fetched.insert(url);
        }
    }
    println!("{opened} pages, {} files", fetched.len());
    // The test itself sees what a page that has no policy would run.
    let folder = tempfile::tempdir().unwrap();
    let planted = folder.path().join("planted.html");
    for (policy, expected) in [("", "number"), (guises::POLICY, "undefined")] {
        let text = format!(
            "<!doctype html><html><head>{policy}</head><body><script>{ATTACKED}=1</script></body></html>"
        );
        fs::write(&planted, text).unwrap();
        let mut page = browser.open(&address(folder.path(), "planted.html"));
        assert_eq!(page.text(&format!("typeof window.{ATTACKED}")), expected);
        assert_eq!(page.errors().is_empty(), policy.is_empty());
    }
}
