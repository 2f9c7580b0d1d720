//! `docs/themes.md` against the theme and the program: tokens, blocks, filters, attributes and codes
//! are those that there are, and its example is a theme.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;
use support::Site;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn guide() -> String {
    read("docs/themes.md")
}

/// The part of the page under a heading, down to the next of the same depth or less.
fn section(heading: &str) -> String {
    let page = guide();
    let depth = heading.find(' ').unwrap();
    let rest = page.split(&format!("\n{heading}\n")).nth(1).expect(heading);
    let mut kept = Vec::new();
    for line in rest.lines() {
        let is_heading = line.starts_with('#') && line.find(' ').is_some_and(|at| at <= depth);
        if is_heading && line.trim_start_matches('#').starts_with(' ') {
            break;
        }
        kept.push(line);
    }
    kept.join("\n")
}

/// What stands in code in the first column of the tables of some text.
fn told(text: &str) -> BTreeSet<String> {
    let code = Regex::new("`([^`]+)`").unwrap();
    text.lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .flat_map(|cell| code.captures_iter(cell).map(|found| found[1].to_owned()))
        .collect()
}

fn all(pattern: &str, text: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).unwrap();
    let found = pattern.captures_iter(text);
    found.map(|found| found[1].to_owned()).collect()
}

#[test]
fn tokens_are_those_of_the_style_sheet() {
    let styles = read("themes/default/styles/site.css");
    let set = all(r"(--[a-z][a-z0-9-]*):", &styles);
    assert_eq!(told(&section("## Styles")), set);
    let used = all(r"var\((--[a-z][a-z0-9-]*)", &styles);
    let unset: Vec<&String> = used.difference(&set).collect();
    assert!(unset.is_empty(), "used and never set: {unset:?}");
    let unused: Vec<&String> = set.difference(&used).collect();
    assert!(unused.is_empty(), "set and never used: {unused:?}");
}

#[test]
fn blocks_are_those_of_the_page_around_all_pages() {
    let base = read("themes/default/templates/base.html");
    assert_eq!(
        told(section("## Pages").split("### ").next().unwrap()),
        all(r"\{%-? block (\w+)", &base)
    );
}

#[test]
fn filters_and_their_forms_are_those_that_there_are() {
    let filters = read("src/render/filters.rs");
    let code = filters.split("#[cfg(test)]").next().unwrap();
    let registered = all(r#"register_filter\(\s*"(\w+)""#, code);
    let told = section("### Filters");
    let names: BTreeSet<String> = self::told(&told)
        .into_iter()
        .map(|call| call.split('(').next().unwrap().to_owned())
        .collect();
    assert_eq!(names, registered);
    let mut forms = all(r#"\("([a-z_]+)", (?:true|false|_|zh)\)"#, code);
    forms.insert("since".to_owned());
    for form in forms {
        assert!(
            told.contains(&format!("`{form}`")),
            "the form `{form}` is not told"
        );
    }
}

#[test]
fn attributes_are_those_that_scripts_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/scripts");
    let mut read = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        read.extend(all(r"(data-[a-z][a-z-]*)", &text));
        // The words of the other scripts are told in a sentence.
        if file.path().ends_with("site.js") {
            for word in all(r"word\('([a-z-]+)'", &text) {
                read.insert(format!("data-{word}"));
            }
            // `word(has('elder') ? 'normal' : 'large')`
            for choice in all(r"word\([^;]*\? ('[a-z-]+' : '[a-z-]+')", &text) {
                for word in all(r"'([a-z-]+)'", &choice) {
                    read.insert(format!("data-{word}"));
                }
            }
        }
    }
    assert_eq!(told(&section("## Scripts")), read);
}

#[test]
fn codes_are_those_that_there_are() {
    let codes = told(&section("## While you write"));
    assert!(codes.len() > 5);
    for code in codes {
        assert!(
            gongshi::diagnostic::Severity::of_code(&code).is_some(),
            "{code}"
        );
    }
}

/// The files of the example of a page theme.
fn example() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let text = section("## A first theme");
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let path = line.strip_prefix("`themes/own/");
        let Some(path) = path.and_then(|rest| rest.strip_suffix('`')) else {
            continue;
        };
        let block = lines.by_ref().skip_while(|line| !line.starts_with("```"));
        let block: Vec<&str> = block
            .skip(1)
            .take_while(|line| !line.starts_with("```"))
            .collect();
        files.push((path.to_owned(), block.join("\n") + "\n"));
    }
    files
}

fn themed(language: &str) -> Site {
    let site = Site::new();
    site.issue(
        "2026-03-02-gate",
        "标题: 道闸坏了\n日期: 2026-03-02\n责任单位: 物业\n完成时限: 2026-04-20",
    );
    site.notice(
        "2026-03-20-water",
        "标题: 停水｜通知\n类型: 温馨提示\n日期: 2026-03-20\n撤回: 2026-03-21 日期写错",
    );
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file(
        "content/site.yaml",
        format!("{settings}theme: own\nlanguage: {language}\ncontact: {{phone: 0731-00000009}}\n"),
    );
    for (name, text) in example() {
        site.file(&format!("themes/own/{name}"), text);
    }
    site
}

#[test]
fn the_example_is_a_theme() {
    let names: Vec<String> = example().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "theme.yaml",
            "words/zh.yaml",
            "words/en.yaml",
            "styles/site.css",
            "templates/place.html",
            "templates/row.html"
        ]
    );
    for (language, call, issues) in [
        ("zh", "有事先打电话", "问题清单"),
        ("en", "Call first", "Issues"),
    ] {
        let site = themed(language);
        let run = site.run(&["build", "--no-posters", "--strict", "--lang", "en"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let home = site.page("tao/index.html");
        let (above, page) = home
            .split_once("class=\"call\"")
            .expect("the line above all");
        assert!(above.ends_with("<p "), "{above}");
        assert!(
            page.contains(call) && page.contains("href=\"tel:"),
            "{page}"
        );
        assert!(above.contains(issues), "{above}");
        assert!(
            page.contains("道闸坏了"),
            "what stood there stands there still"
        );
        // The rows are those of the theme.
        let list = site.page("tao/notices/index.html");
        assert!(list.contains("<p class=\"gone\">"), "{list}");
        assert!(list.contains("停水<wbr>通知"), "{list}");
        assert!(!list.contains("class=\"leaf"), "{list}");
        // The style sheet is one, and holds both.
        let styles = site.page("styles/site.css");
        assert!(
            styles.contains(":root{--brand:#8a1c1c;--link:#7a1f3d}"),
            "{styles}"
        );
        assert!(styles.contains(".call{padding:12px 16px") && !styles.contains("@import"));
        assert!(styles.len() > 15_000, "the built-in one is there");
        // Words that the theme does not name are the built-in ones.
        let record = site.page("tao/notices/2026-03-20-water.html");
        let withdrawn = if language == "zh" {
            "已撤回"
        } else {
            "Withdrawn"
        };
        assert!(record.contains(withdrawn), "{record}");
    }
}

#[test]
fn no_theme_loses_the_marks() {
    let site = themed("zh");
    site.file(
        "themes/own/words/zh.yaml",
        "marks:\n  withdrawn_note: 没有了\n",
    );
    let run = site.run(&["check", "--no-posters", "--lang", "en"]);
    assert_eq!(run.status, 1);
    let told = "error[theme-words]: the word `marks.withdrawn_note` does not have {date} in it";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    site.file(
        "themes/own/words/zh.yaml",
        "marks:\n  withdrawn: 作废\n  withdrawn_note: \"{reason}（{date}）\"\nown: {call: 电话}\n",
    );
    assert_eq!(site.run(&["build", "--no-posters", "--strict"]).status, 0);
    let page = site.page("tao/notices/2026-03-20-water.html");
    let strip = "<strong>作废</strong> 日期写错（2026年3月21日（周六））</p>";
    assert!(page.contains(strip), "{page}");
    // What a template does not put in is put in.
    site.file(
        "themes/own/templates/record.html",
        "<html lang=\"zh\"><head><title>x</title></head><body><main>{{ row.title | headline | safe }}</main></body></html>\n",
    );
    assert_eq!(site.run(&["build", "--no-posters", "--strict"]).status, 0);
    let page = site.page("tao/notices/2026-03-20-water.html");
    assert!(
        page.contains(strip) && page.contains("Content-Security-Policy"),
        "{page}"
    );
}
