//! Holds `docs/architecture.md` against the code: which module may use which, where each outside
//! crate lives, what every file begins with and how long it may be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// For each module, the modules of the crate that it may use.
const MAY_USE: [(&str, &[&str]); 29] = [
    ("paths", &[]),
    ("encoding", &[]),
    ("law", &[]),
    ("privacy", &[]),
    ("source", &["paths"]),
    ("diagnostic", &["paths", "source"]),
    ("sheet", &["diagnostic", "encoding", "paths", "source"]),
    ("postings", &["diagnostic", "sheet"]),
    ("yaml", &["diagnostic", "source", "paths"]),
    ("theme", &["source"]),
    ("cache", &["source", "theme"]),
    ("markdown", &[]),
    ("fix", &["diagnostic"]),
    ("report", &["diagnostic", "privacy", "source", "paths"]),
    (
        "config",
        &["diagnostic", "privacy", "source", "paths", "yaml"],
    ),
    (
        "load",
        &["diagnostic", "encoding", "source", "paths", "theme"],
    ),
    (
        "model",
        &[
            "config",
            "diagnostic",
            "law",
            "load",
            "markdown",
            "paths",
            "postings",
            "privacy",
            "source",
            "yaml",
        ],
    ),
    (
        "plan",
        &[
            "diagnostic",
            "law",
            "load",
            "markdown",
            "model",
            "paths",
            "source",
        ],
    ),
    (
        "render",
        &[
            "config",
            "diagnostic",
            "markdown",
            "paths",
            "plan::view",
            "source",
            "theme",
            "yaml::meant",
        ],
    ),
    (
        "bookkeeping",
        &[
            "config",
            "diagnostic",
            "load",
            "model",
            "paths",
            "privacy",
            "sheet",
            "source",
            "yaml",
        ],
    ),
    (
        "tally",
        &[
            "config",
            "diagnostic",
            "model",
            "paths",
            "plan::view",
            "sheet",
            "source",
            "yaml",
        ],
    ),
    ("write", &["diagnostic", "paths", "sheet"]),
    (
        "pipeline",
        &[
            "cache",
            "config",
            "diagnostic",
            "encoding",
            "load",
            "model",
            "paths",
            "plan",
            "privacy",
            "render",
            "sheet",
            "source",
            "theme",
            "write",
        ],
    ),
    (
        "serve",
        &[
            "config",
            "diagnostic",
            "markdown::push_escaped",
            "paths",
            "pipeline",
            "render::for_preview",
            "report",
            "source",
        ],
    ),
    (
        "scaffold",
        &["config", "diagnostic", "load", "model", "paths", "yaml"],
    ),
    ("schema", &["config", "model", "scaffold", "yaml"]),
    ("cli", &["config", "model::value", "model::week", "yaml"]),
    (
        "command",
        &[
            "bookkeeping",
            "cache",
            "cli",
            "config",
            "diagnostic",
            "encoding",
            "fix",
            "load",
            "model",
            "paths",
            "pipeline",
            "postings",
            "privacy",
            "report",
            "scaffold",
            "schema",
            "serve",
            "sheet",
            "source",
            "tally",
            "write",
        ],
    ),
    ("main", &["command"]),
];

/// For each outside crate, the modules in which it may stand.
const HOMES: [(&str, &[&str]); 36] = [
    ("annotate_snippets", &["report"]),
    ("axum", &["serve"]),
    (
        "blake3",
        &[
            "load", "model", "pipeline", "plan", "source", "theme", "write",
        ],
    ),
    ("calamine", &["sheet"]),
    (
        "chrono",
        &[
            "cli", "config", "law", "model", "pipeline", "plan", "postings", "render", "scaffold",
        ],
    ),
    ("clap", &["cli", "command"]),
    ("comemo", &["render"]),
    ("csv", &["render", "sheet"]),
    ("encoding_rs", &["encoding"]),
    ("flate2", &["sheet"]),
    ("granit_parser", &["yaml"]),
    ("http_body", &["serve"]),
    ("hyper_util", &["serve"]),
    ("icalendar", &["render"]),
    ("image", &["render"]),
    ("indicatif", &["command"]),
    ("notify", &["serve"]),
    ("pulldown_cmark", &["markdown"]),
    ("qrcode", &["render"]),
    ("open", &["command"]),
    ("png", &["render"]),
    ("postcard", &["pipeline"]),
    ("rayon", &["command", "load", "model", "pipeline", "write"]),
    ("rustix", &["serve", "write"]),
    ("schemars", &["plan", "render"]),
    (
        "serde_json",
        &[
            "pipeline", "plan", "render", "report", "schema", "serve", "write",
        ],
    ),
    ("serde_yaml", &["render"]),
    ("strsim", &["yaml"]),
    ("tera", &["render"]),
    ("tokio", &["serve"]),
    ("typst", &["render"]),
    ("typst_layout", &["render"]),
    ("typst_pdf", &["render"]),
    ("typst_render", &["render"]),
    ("unicode_normalization", &["model", "plan"]),
    ("walkdir", &["load"]),
];

/// What pure modules must not name: the disk, the clock, the environment, other processes.
const OUTSIDE: [&str; 5] = [
    "std::fs",
    "std::env",
    "std::process",
    "SystemTime",
    "Utc::now",
];
/// Modules that name none of it.
const PURE: [&str; 22] = [
    "bookkeeping",
    "schema",
    "encoding",
    "fix",
    "law",
    "postings",
    "privacy",
    "sheet",
    "tally",
    "scaffold",
    "paths",
    "source",
    "diagnostic",
    "yaml",
    "theme",
    "markdown",
    "report",
    "config",
    "model",
    "plan",
    "render",
    "cli",
];

/// Longest file, in lines.
const LONGEST: usize = 600;

struct File {
    module: String,
    path: String,
    text: String,
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry
            .path()
            .extension()
            .is_none_or(|extension| extension != "rs")
        {
            continue;
        }
        let path = entry
            .path()
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let module = path
            .split('/')
            .next()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        files.push(File {
            module,
            path,
            text: fs::read_to_string(entry.path()).unwrap(),
        });
    }
    assert!(files.len() > 50, "the sources are found");
    files
}

/// The code of a file without comments and without its unit tests.
fn code(file: &File) -> String {
    let text = file.text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let is_test = file.path.contains("tests") || file.path.ends_with("tests.rs");
    if is_test {
        return String::new();
    }
    text.lines()
        .map(|line| line.split("//").next().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut faults = Vec::new();
    for file in sources() {
        if file.module == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(module, _)| *module == file.module) else {
            faults.push(format!("{}: the module is not in the table", file.path));
            continue;
        };
        let code = code(&file);
        for (at, _) in code.match_indices("crate::") {
            if code[..at].ends_with('$') {
                continue;
            }
            let rest = &code[at + "crate::".len()..];
            let used: Vec<&str> = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                .next()
                .unwrap()
                .split("::")
                .collect();
            let used_path = used.join("::");
            let is_own = used[0] == file.module || used[0] == "words" || used[0].is_empty();
            if !is_own
                && !allowed
                    .iter()
                    .any(|path| used_path == *path || used_path.starts_with(&format!("{path}::")))
            {
                faults.push(format!("{}: `crate::{used_path}`", file.path));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "not allowed by the table:\n{}",
        faults.join("\n")
    );
}

#[test]
fn outside_crates_stay_in_their_homes() {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for file in sources() {
        let code = code(&file);
        for (name, homes) in HOMES {
            let used = code.contains(&format!("{name}::")) || code.contains(&format!("use {name}"));
            let within_word = code.contains(&format!("crate::{name}::"));
            if used && !within_word {
                seen.insert(name);
                if !homes.contains(&file.module.as_str()) {
                    faults.push(format!("{}: {name}", file.path));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "outside its home:\n{}",
        faults.join("\n")
    );
    let unused: Vec<&str> = HOMES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(
        unused.is_empty(),
        "in the table, but in no file: {unused:?}"
    );
}

#[test]
fn pure_modules_see_no_disk_clock_or_process() {
    let mut faults = Vec::new();
    for file in sources()
        .iter()
        .filter(|file| PURE.contains(&file.module.as_str()))
    {
        let code = code(file);
        for outside in OUTSIDE.iter().filter(|outside| code.contains(**outside)) {
            faults.push(format!("{}: {outside}", file.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_begin_with_their_purpose_and_stay_short() {
    let mut faults = Vec::new();
    let mut lengths = Vec::new();
    for file in sources() {
        if !file.text.starts_with("//! ") {
            faults.push(format!("{}: does not begin with `//!`", file.path));
        }
        let lines = file.text.lines().count();
        lengths.push(lines);
        if lines > LONGEST {
            faults.push(format!("{}: {lines} lines", file.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 200, "the median file has {median} lines");
}
