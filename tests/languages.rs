//! Two languages: every word that a reader sees stands in the words of the theme and is used, and
//! no page, poster or text of a site in one language shows words, keys or gaps of another.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use support::{Site, build_sample, project, tool, tools};

fn theme() -> std::path::PathBuf {
    project().join("themes/default")
}

fn words(file: &str) -> Value {
    let text = fs::read_to_string(theme().join(format!("words/{file}.yaml"))).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// The files of a folder, with their paths within it.
fn texts(folder: &Path, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
        let is_wanted = endings.iter().any(|ending| name.ends_with(ending));
        if path.is_file() && is_wanted {
            let text = fs::read_to_string(&path).unwrap();
            found.push((name.replace('\\', "/"), text));
        }
    }
    found
}

fn is_word_of_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn is_han(c: char) -> bool {
    is_word_of_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}')
}

// What the files say ------------------------------------------------------------------------------

/// Templates without comments.
fn templates() -> Vec<(String, String)> {
    let comment = Regex::new(r"(?s)\{#.*?#\}").unwrap();
    let files = texts(&theme().join("templates"), &[".html", ".txt", ".xml"]);
    files
        .into_iter()
        .map(|(name, text)| (name, comment.replace_all(&text, "").into_owned()))
        .collect()
}

/// A path of words that a file names, and whether what follows it depends on a value.
struct Named {
    path: Vec<String>,
    open: bool,
}

/// The paths of words in a text in which they are `w.a.b`, also by a shorter name.
fn named(text: &str, set: &Regex) -> Vec<Named> {
    let mut starts: Vec<(String, Vec<String>)> = vec![("w".to_owned(), Vec::new())];
    let split =
        |path: &str| -> Vec<String> { path.split('.').skip(1).map(str::to_owned).collect() };
    for found in set.captures_iter(text) {
        starts.push((found[1].to_owned(), split(&found[2])));
    }
    let mut all = Vec::new();
    let is_layout = !text.contains("{{");
    for (name, start) in starts {
        let path = Regex::new(&format!(
            r"(^|[^\w.-]){name}((?:\.[a-z_][a-z0-9_-]*)*)(\[|\.at\(|\))?"
        ))
        .unwrap();
        for found in path.captures_iter(text) {
            let mut path = start.clone();
            path.extend(split(&found[2]));
            let mut open = found.get(3).is_some_and(|next| next.as_str() != ")");
            // `.at(…)` of a layout is no key.
            if is_layout && path.last().is_some_and(|last| last == "at") {
                path.pop();
                open = true;
            }
            all.push(Named { path, open });
        }
    }
    all
}

/// What a path leads to.
fn at<'w>(words: &'w Value, path: &[String]) -> Option<&'w Value> {
    path.iter().try_fold(words, |at, key| at.get(key))
}

/// The paths of all words.
fn leaves(value: &Value, at: &[String], found: &mut Vec<Vec<String>>) {
    match value.as_object() {
        Some(map) => {
            for (key, value) in map {
                leaves(value, &[at, std::slice::from_ref(key)].concat(), found);
            }
        }
        None => found.push(at.to_vec()),
    }
}

#[test]
fn words_that_templates_name_are_there_and_every_word_is_used() {
    let set = Regex::new(r"set(?:_global)? (\w+) = (w(?:\.[a-z_0-9]+)+) ").unwrap();
    let source: String = texts(&project().join("src"), &[".rs"])
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let templates = templates();
    let all: String = templates.iter().map(|(_, text)| text.as_str()).collect();
    let words = words("zh");
    let mut lost = BTreeSet::new();
    let mut used: Vec<Named> = Vec::new();
    for (file, text) in &templates {
        for named in named(text, &set) {
            if at(&words, &named.path).is_none() {
                // What follows a word, such as the length of a list, is no key.
                let above = &named.path[..named.path.len() - 1];
                if at(&words, above).is_none_or(Value::is_object) {
                    lost.insert(format!("{file}: w.{}", named.path.join(".")));
                }
            }
            used.push(named);
        }
    }
    assert!(lost.is_empty(), "named and not there: {lost:#?}");
    // The marks that the program puts in.
    for key in words["marks"].as_object().unwrap().keys() {
        assert!(source.contains(&format!("(\"{key}\", &[")), "marks.{key}");
        used.push(Named {
            path: vec!["marks".to_owned(), key.clone()],
            open: false,
        });
    }
    // Those that tables and calendars take: `word(&["data", "column", column])`.
    let taken = Regex::new(r#"&\[((?:"[a-z_]+",? ?)+)([a-z][^\]]*)?\]"#).unwrap();
    let key = Regex::new("[a-z_]+").unwrap();
    for found in taken.captures_iter(&source) {
        used.push(Named {
            path: key
                .find_iter(&found[1])
                .map(|key| key.as_str().to_owned())
                .collect(),
            open: found.get(2).is_some(),
        });
    }
    let unused = unused(&words, &used, &[&source, &all]);
    assert!(unused.is_empty(), "used by nothing: {unused:#?}");
}

/// Words to which no path leads. Where a path is open, the key must stand as a text in one of the
/// sources: as the value of a field.
fn unused(words: &Value, used: &[Named], sources: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    leaves(words, &[], &mut all);
    let is_value = |key: &String| {
        key.parse::<u32>().is_ok()
            || sources.iter().any(|text| {
                text.contains(&format!("\"{key}\"")) || text.contains(&format!("'{key}'"))
            })
    };
    let leads = |path: &[String], named: &Named| {
        let Some(rest) = path.strip_prefix(named.path.as_slice()) else {
            return false;
        };
        match rest {
            [] => true,
            // A mapping of words that is handed on as a whole, such as to a component.
            _ if !named.open && !named.path.is_empty() => {
                at(words, &named.path).is_some_and(Value::is_object) && rest.iter().any(is_value)
            }
            [first, ..] => named.open && is_value(first),
        }
    };
    all.into_iter()
        .filter(|path| !used.iter().any(|named| leads(path, named)))
        .map(|path| path.join("."))
        .collect()
}

#[test]
fn words_of_posters_that_layouts_name_are_there_and_every_one_is_used() {
    let set = Regex::new(r"let ([\w-]+) = (w(?:\.[a-z_0-9]+)+)\n").unwrap();
    let line = Regex::new(r"(?m)^\s*//.*$").unwrap();
    let source: String = texts(&project().join("src"), &[".rs"])
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let layouts: Vec<(String, String)> = texts(&theme().join("posters"), &[".typ"])
        .into_iter()
        .map(|(name, text)| (name, line.replace_all(&text, "").into_owned()))
        .collect();
    let all: String = layouts.iter().map(|(_, text)| text.as_str()).collect();
    let words = words("poster.zh");
    let mut used = Vec::new();
    for (_, text) in &layouts {
        for mut named in named(text, &set) {
            // What follows a word is a function: `w.lexicon.split(" ")`.
            while at(&words, &named.path).is_none() {
                named.path.pop();
            }
            used.push(named);
        }
    }
    // Keys of dictionaries are names in layouts, and some are put together.
    let bare = Regex::new(r"[\w-]+").unwrap();
    // `b.at("count_" + m.measure)`: a key in two pieces.
    let pieces = Regex::new(r#"at\("([a-z]+_)" \+"#).unwrap();
    let pieces: Vec<&str> = pieces
        .captures_iter(&all)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    let mut names = String::new();
    for name in bare.find_iter(&all) {
        writeln!(names, "\"{}\"", name.as_str()).unwrap();
    }
    let mut unused = unused(&words, &used, &[&source, &all, &names]);
    let last = |path: &str| path.rsplit('.').next().unwrap().to_owned();
    unused.retain(|path| !pieces.iter().any(|piece| last(path).starts_with(piece)));
    assert!(unused.is_empty(), "used by nothing: {unused:#?}");
}

#[test]
fn each_file_of_words_is_in_its_language() {
    // Units, signs and names that are the same everywhere.
    let latin = Regex::new(r"[A-Za-z]{2,}").unwrap();
    let known = [
        "PDF",
        "QR",
        "ICP",
        "JSON",
        "CSV",
        "iCalendar",
        "Atom",
        "WebCal",
        "UTF",
        "zh",
        "Hans",
        "https",
        "beian",
        "miit",
        "gov",
        "cn",
        "www",
        "mps",
        "query",
        "webSearch",
        "code",
        "CN",
        "BLAKE",
        "Ctrl",
        "Esc",
        "Enter",
        "Tab",
        "Excel",
        "WPS",
        "RSS",
    ];
    let gap = Regex::new(r"\{[a-z_]+\}").unwrap();
    for file in ["zh", "poster.zh", "en", "poster.en"] {
        let words = words(file);
        let mut all = Vec::new();
        leaves(&words, &[], &mut all);
        let mut wrong = Vec::new();
        for path in all {
            let texts: Vec<String> = match at(&words, &path).unwrap() {
                Value::String(text) => vec![text.clone()],
                Value::Array(list) => list
                    .iter()
                    .map(|text| text.as_str().expect("a list of texts").to_owned())
                    .collect(),
                other => panic!("{file}: {}: {other}", path.join(".")),
            };
            for text in texts {
                let filled = gap.replace_all(&text, "");
                let foreign = if file.ends_with("zh") {
                    latin
                        .find_iter(&filled)
                        .any(|word| !known.contains(&word.as_str()))
                } else {
                    filled.chars().any(is_han)
                };
                if foreign {
                    wrong.push(format!("{}: {text}", path.join(".")));
                }
            }
        }
        assert!(wrong.is_empty(), "{file}: {wrong:#?}");
    }
    assert_eq!(words("zh")["lang"], "zh-Hans");
    assert_eq!(words("en")["lang"], "en");
}

#[test]
fn places_for_values_are_the_same_in_both_languages() {
    let place = Regex::new(r"\{[a-z_]+\}").unwrap();
    for (zh, en) in [("zh", "en"), ("poster.zh", "poster.en")] {
        let [zh, en] = [words(zh), words(en)];
        let mut all = Vec::new();
        leaves(&zh, &[], &mut all);
        let mut wrong = Vec::new();
        for path in all {
            let of = |words: &Value| -> BTreeSet<String> {
                let text = at(words, &path).map(Value::to_string).unwrap_or_default();
                let found = place.find_iter(&text);
                found.map(|place| place.as_str().to_owned()).collect()
            };
            if of(&zh) != of(&en) {
                wrong.push(path.join("."));
            }
        }
        // Dates are put together otherwise: an English month is a name.
        // English counts nothing with a unit of its own.
        wrong.retain(|path| !path.starts_with("date.") && path != "resolution.legend");
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn no_words_stand_in_templates_styles_and_scripts() {
    let code = Regex::new(r"(?s)\{%.*?%\}|\{\{.*?\}\}").unwrap();
    let shown = Regex::new(r#"(?:alt|title|aria-label|placeholder|content)="([^"]*)""#).unwrap();
    let tag = Regex::new(r#"(?s)<[a-zA-Z/!?\x01](?:[^<>"]|"[^"]*")*>"#).unwrap();
    let style = Regex::new(r"(?s)<style>.*?</style>").unwrap();
    // A component that gives the class of a shape, and blocks of the head.
    let class =
        Regex::new(r"(?s)component kept_shape.*?endcomponent|block (?:data|robots) .*?endblock")
            .unwrap();
    let mut wrong = Vec::new();
    for (file, text) in templates() {
        if text.chars().any(is_han) && !file.ends_with(".txt") {
            wrong.push(format!("{file}: Han characters"));
        }
        let text = class.replace_all(&text, "");
        let bare = code.replace_all(&text, "\u{1}");
        for found in shown.captures_iter(&bare) {
            let value = &found[1];
            let is_technical = value.contains('=')
                || value.starts_with('#')
                || value.contains(':')
                || value.contains('/');
            if value.chars().any(char::is_alphabetic) && !is_technical {
                wrong.push(format!("{file}: {}", &found[0]));
            }
        }
        // What a template gives for the class of a mark is no word, nor is what machines read.
        let is_technical = ["shape/", "head/", "around/way.html", "record/data.html"]
            .iter()
            .any(|start| file.starts_with(start));
        if file.ends_with(".xml") || is_technical {
            continue;
        }
        let words = style.replace_all(&bare, "");
        let words = tag.replace_all(&words, "\u{1}");
        for word in words.split('\u{1}').map(str::trim) {
            // The X of a mechanism is a sign; the others are names of formats.
            if !["X", "CSV", "JSON"].contains(&word) && word.chars().any(char::is_alphabetic) {
                wrong.push(format!("{file}: {word}"));
            }
        }
    }
    let comment = Regex::new(r"(?s)/\*.*?\*/").unwrap();
    for folder in ["styles", "scripts"] {
        for (file, text) in texts(&theme().join(folder), &[".css", ".js"]) {
            // Signs at which a text is cut are no words.
            if comment.replace_all(&text, "").chars().any(is_word_of_han) {
                wrong.push(format!("{file}: Han characters"));
            }
        }
    }
    // What machines read of `meta`, and names of formats.
    let technical = [
        "\"website\"",
        "website\u{1}\"",
        "\"article\"",
        "\"noindex\"",
        "\"summary\"",
        "\"light dark\"",
        " CSV\"",
        " JSON\"",
    ];
    wrong.retain(|found| !technical.iter().any(|end| found.ends_with(end)));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Files of the renderer in which Chinese stands by right, and why.
const CHINESE_CODE: [(&str, &str); 3] = [
    (
        "audit.rs",
        "the audit of waivers is no page of the site: no theme has a part in it",
    ),
    ("chat.rs", "where a Chinese text may be cut"),
    (
        "filters.rs",
        "forms of dates; where a Chinese title may break",
    ),
];

#[test]
fn the_renderer_has_no_words_of_its_own() {
    let said = Regex::new(r"(?s)words!\(.*?\)").unwrap();
    let comment = Regex::new(r"//.*").unwrap();
    let in_texts = Regex::new(r#"(?s)"(?:[^"\\]|\\.)*""#).unwrap();
    let mut with = BTreeSet::new();
    for (file, text) in texts(&project().join("src/render"), &[".rs"]) {
        if file.contains("tests") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        let code = comment.replace_all(code, "");
        let mut rest = String::new();
        // What diagnostics say is for whoever writes the site.
        let mut from = 0;
        for found in said.find_iter(&code) {
            rest += &code[from..found.start()];
            from = found.end();
        }
        rest += &code[from..];
        if in_texts
            .find_iter(&rest)
            .any(|text| text.as_str().chars().any(is_word_of_han))
        {
            with.insert(file);
        }
    }
    // Diagnostics in words that were split by a bracket.
    with.retain(|file| {
        !file.starts_with("poster/")
            && ![
                "version.rs",
                "wording.rs",
                "template.rs",
                "names.rs",
                "pages.rs",
                "picture.rs",
            ]
            .contains(&file.as_str())
    });
    let allowed: BTreeSet<String> = CHINESE_CODE
        .iter()
        .map(|(file, _)| (*file).to_owned())
        .collect();
    assert_eq!(with, allowed);
}

// What sites show ---------------------------------------------------------------------------------

/// The words of a page as a reader sees or hears them.
fn visible(page: &str) -> String {
    static OUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)<script.*?</script>|<style.*?</style>|<!--.*?-->").unwrap()
    });
    static HEARD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?:alt|title|aria-label|placeholder|data-[a-z-]+)="([^"]*)""#).unwrap()
    });
    static INLINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"</?(?:a|b|strong|em|i|span|time|data|small|abbr|wbr|sub|sup|code)\b[^>]*>")
            .unwrap()
    });
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<[^>]*>").unwrap());
    let page = OUT.replace_all(page, "");
    let heard: Vec<&str> = HEARD
        .captures_iter(&page)
        .filter(|found| !found[0].starts_with("data-"))
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    let text = INLINE.replace_all(&page, "");
    let text = TAG.replace_all(&text, "\n");
    let text = format!("{text}\n{}", heard.join("\n"));
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
}

/// Keys of words that cannot be taken for English.
fn keys() -> BTreeSet<String> {
    let mut all = Vec::new();
    leaves(&words("en"), &[], &mut all);
    let keys = all.into_iter().flatten();
    keys.filter(|key| key.contains(['-', '_'])).collect()
}

/// What looks wrong in an English text.
fn awkward(text: &str, keys: &BTreeSet<String>) -> Vec<String> {
    static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
        [
            ("a place for a value", r"\{[a-z_]+\}"),
            ("a space before a sign", r"\w [,.;:](?:\s|$)"),
            ("a space within brackets", r"\( | \)"),
            ("two signs", r"[,;:] *[,;:]|\.\.(?:[^.]|$)"),
            ("no space after a sign", r"[a-z][,;][A-Za-z]"),
            ("one of many", r"(?:^|[^\w.,:/–-])1 (?:issues|meetings|days|households|records|boards|places|points|clauses|compounds|works|activities|resolutions|notices|weeks|months|people|votes|buildings|seats|grids|rooms|names|years|posters|sheets|votes|copies|groups|members|owners)\b"),
            ("a missing space", r"[a-z]\(|\)[A-Za-z]"),
            ("both forms of a word", r"\|"),
        ]
        .into_iter()
        .map(|(name, pattern)| (name, Regex::new(pattern).unwrap()))
        .collect()
    });
    static KEY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[a-z]+(?:[-_][a-z]+)+").unwrap());
    let mut found = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        for (name, pattern) in PATTERNS.iter() {
            if pattern.is_match(line) {
                found.push(format!("{name}: {line}"));
            }
        }
        for key in KEY.find_iter(line) {
            if keys.contains(key.as_str()) && !line.contains('/') {
                found.push(format!("a key: {line}"));
            }
        }
    }
    found
}

fn english(posters: bool) -> Site {
    let site = Site::new();
    fs::remove_dir_all(site.path("content")).unwrap();
    let folder = project().join("tests/english/content");
    for entry in walkdir::WalkDir::new(&folder) {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            let within = path.strip_prefix(&folder).unwrap().to_str().unwrap();
            site.file(&format!("content/{within}"), fs::read(&path).unwrap());
        }
    }
    let mut arguments = vec!["build"];
    if !posters {
        arguments.push("--no-posters");
    }
    let run = site.run(&arguments);
    assert_eq!(run.status, 0, "{}", run.stderr);
    site
}

#[test]
fn an_english_site_says_everything_in_english() {
    let site = english(false);
    let keys = keys();
    let mut wrong: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut count = 0;
    let endings = [
        ".html",
        ".xml",
        ".ics",
        ".csv",
        ".json",
        ".js",
        ".webmanifest",
    ];
    for (file, text) in texts(&site.path("public"), &endings) {
        count += 1;
        let mut tell = |what: String| {
            wrong.entry(what).or_default().insert(file.clone());
        };
        let is_page = file.ends_with(".html");
        let text = if is_page { visible(&text) } else { text };
        // Comments of scripts are no words.
        if !file.starts_with("scripts/") {
            for line in text.lines().filter(|line| line.chars().any(is_han)) {
                tell(format!(
                    "Chinese: {}",
                    line.chars().take(120).collect::<String>()
                ));
            }
        }
        if is_page {
            for what in awkward(&text, &keys) {
                tell(what);
            }
        }
    }
    assert!(count > 200, "only {count} files");
    assert!(wrong.is_empty(), "{wrong:#?}");
    let home = site.page("garden/peach/index.html");
    assert!(home.contains("<html lang=\"en\""), "{home}");
}

#[test]
fn posters_and_words_for_chat_groups_of_an_english_site_are_in_english() {
    let site = english(true);
    let keys = keys();
    let mut wrong = BTreeSet::new();
    let chats = texts(&site.path("public"), &[".txt"]);
    assert!(chats.len() > 10, "{} texts", chats.len());
    for (file, text) in chats {
        if text.chars().any(is_han) {
            wrong.insert(format!("{file}: {text}"));
        }
        wrong.extend(
            awkward(&text, &keys)
                .into_iter()
                .map(|what| format!("{file}: {what}")),
        );
    }
    if tools("posters_of_an_english_site", &["pdftotext"]) {
        let mut count = 0;
        for entry in walkdir::WalkDir::new(site.path("public")) {
            let path = entry.unwrap().into_path();
            if path.extension().is_none_or(|ending| ending != "pdf") || path.ends_with("offers.pdf")
            {
                continue;
            }
            count += 1;
            let text = tool("pdftotext", &["-raw", path.to_str().unwrap(), "-"]);
            for line in text.lines().filter(|line| line.chars().any(is_han)) {
                wrong.insert(format!("{}: {line}", path.display()));
            }
            for key in &keys {
                if text.split_whitespace().any(|word| word == key) {
                    wrong.insert(format!("{}: the key {key}", path.display()));
                }
            }
        }
        assert!(count > 30, "only {count} posters");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_fixture_has_every_kind_state_and_system() {
    let site = english(false);
    let pages: Vec<(String, String)> = texts(&site.path("public"), &[".html"]);
    let all: String = pages.iter().map(|(_, text)| visible(text)).collect();
    let words = words("en");
    let mut lacking = Vec::new();
    for section in [
        "kind",
        "notice_type",
        "meeting_type",
        "activity_type",
        "decided_by",
        "state",
        "result",
        "resolution_state",
        "meeting_state",
        "outcome_state",
        "step",
        "adoption",
    ] {
        for (key, word) in words[section].as_object().unwrap() {
            // What is said of a meeting in its week alone.
            if section == "meeting_state" && ["called", "published"].contains(&key.as_str()) {
                continue;
            }
            if !all.contains(word.as_str().unwrap()) {
                lacking.push(format!("{section}.{key}: {word}"));
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
    for address in [
        "garden/peach/grids.html",
        "garden/peach/venues.html",
        "garden/peach/bodies.html",
        "garden/forums/",
        "garden/peach/series/",
        "garden/peach/register/",
        "rollout.html",
        "policies/pact.html",
        "garden/peach/goals.html",
        "garden/peach/shares.html",
        "garden/comparison/",
    ] {
        assert!(
            pages.iter().any(|(file, _)| file.starts_with(address)),
            "{address}"
        );
    }
}

#[test]
fn the_chinese_sample_shows_no_english_words_of_the_interface() {
    let folder = build_sample(false);
    // Codes of records are in capitals.
    let latin = Regex::new(r"[A-Za-z]?[a-z]{2,}").unwrap();
    let content: String = texts(&project().join("content"), &[".md", ".yaml"])
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let written: BTreeSet<&str> = latin
        .find_iter(&content)
        .map(|word| word.as_str())
        .collect();
    // Addresses, formats, and shortcuts of a keyboard.
    let known = [
        "PDF",
        "JPG",
        "PNG",
        "JSON",
        "CSV",
        "Atom",
        "iCalendar",
        "ICP",
        "https",
        "gongshi",
    ];
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for (file, text) in texts(folder.path(), &[".html"]) {
        // What is for the office is no page.
        if file.starts_with("print/") {
            continue;
        }
        count += 1;
        assert!(text.contains("<html lang=\"zh-Hans\""), "{file}");
        for word in latin.find_iter(&visible(&text)) {
            let word = word.as_str();
            if !written.contains(word) && !known.contains(&word) {
                wrong.insert(word.to_owned(), file.clone());
            }
        }
    }
    assert!(count > 300, "only {count} pages");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
