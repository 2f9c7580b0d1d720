//! `--format sarif`: a log of SARIF 2.1.0 for every faulty site of `tests/faults/`, held against the
//! structure of the standard and against what `--format json` says.
//!
//! `GONGSHI_SARIF_SCHEMA=FILE` holds each log against the schema of OASIS too. Its licence does not
//! say that it may lie here, so it has to be fetched by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/fault_doc.rs"]
#[allow(dead_code, reason = "another test compares what the documents expect")]
mod fault_doc;
#[path = "support/json_schema.rs"]
#[allow(dead_code, reason = "another test asks only whether something fits")]
mod json_schema;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fault_doc::FaultDoc;
use gongshi::diagnostic::Severity;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use serde_json::Value;
use support::{Run, Site, project, text_of};

fn structure() -> Value {
    let text = include_str!("support/sarif.schema.json");
    serde_json::from_str(text).unwrap()
}

/// The schema of OASIS, if it was fetched.
fn standard() -> Option<Value> {
    let path = std::env::var_os("GONGSHI_SARIF_SCHEMA")?;
    let text = fs::read_to_string(path).expect("GONGSHI_SARIF_SCHEMA names a file");
    Some(serde_json::from_str(&text).unwrap())
}

/// The log that was printed, which fits the standard.
fn log_of(run: &Run) -> Result<Value, String> {
    if run.stdout.lines().count() != 1 || !run.stdout.ends_with('\n') {
        return Err(format!("no single line: {}", run.stdout));
    }
    let log: Value = serde_json::from_str(&run.stdout).map_err(|error| error.to_string())?;
    let mut faults = json_schema::faults(&structure(), &log);
    if let Some(standard) = standard() {
        faults.extend(json_schema::faults(&standard, &log));
    }
    if faults.is_empty() {
        Ok(log)
    } else {
        Err(format!("{faults:?}\nin {log:#}"))
    }
}

/// The part of a text that a region names.
fn region<'t>(text: &'t str, region: &Value) -> Option<&'t str> {
    let offset = |line: &str, column: &str| {
        let line = usize::try_from(region[line].as_u64()?).ok()?;
        let column = usize::try_from(region[column].as_u64()?).ok()?;
        let start: usize = text
            .split_inclusive('\n')
            .take(line - 1)
            .map(str::len)
            .sum();
        let rest = &text[start..];
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        ends.take(column).last().map(|at| start + at)
    };
    text.get(offset("startLine", "startColumn")?..offset("endLine", "endColumn")?)
}

/// What is wrong with a log, seen beside the site and the same diagnostics as JSON.
fn compare(root: &Path, log: &Value, json: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    let ids: Vec<&str> = rules
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    if !ids.is_sorted() {
        wrong.push(format!("rules are not sorted: {ids:?}"));
    }
    for id in &ids {
        if results.iter().all(|result| result["ruleId"] != *id) {
            wrong.push(format!("no result has the rule {id}"));
        }
        if Severity::of_code(id).is_none() {
            wrong.push(format!("there is no code {id}"));
        }
    }
    let said: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    if said.len() != results.len() {
        wrong.push(format!("{} results of {}", results.len(), said.len()));
    }
    for (result, said) in results.iter().zip(&said) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        if ids.get(index).copied() != said["code"].as_str() || result["ruleId"] != said["code"] {
            wrong.push(format!("another rule: {result}"));
        }
        let text = result["message"]["text"].as_str().unwrap();
        let mut words = vec![said["message"].as_str().unwrap()];
        words.extend(
            said["help"]
                .as_array()
                .unwrap()
                .iter()
                .map(|help| help.as_str().unwrap()),
        );
        if result["level"] != said["severity"] || !words.iter().all(|word| text.contains(word)) {
            wrong.push(format!("another message: {result}"));
        }
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str();
        let path = uri.map(|uri| percent_decode_str(uri).decode_utf8().unwrap().into_owned());
        if path.as_deref() != said["path"].as_str() {
            wrong.push(format!("another path: {result}"));
        }
        let place = |what: &str| {
            let line = location["region"].get(format!("{what}Line"))?;
            let column = location["region"].get(format!("{what}Column"))?;
            Some((line.clone(), column.clone()))
        };
        for what in ["start", "end"] {
            let wanted = said[what]
                .get("line")
                .map(|line| (line.clone(), said[what]["column"].clone()));
            if place(what) != wanted {
                wrong.push(format!("another {what}: {result}"));
            }
        }
        // The region names the bytes that the offsets name.
        if let (Some(path), Some(start)) = (path, said["start"]["offset"].as_u64()) {
            let end = said["end"]["offset"].as_u64().unwrap();
            let text = fs::read_to_string(root.join(path)).unwrap_or_default();
            let range = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
            // Texts with a mark at their start or in another encoding have other offsets.
            let is_plain =
                !text.is_empty() && !text.starts_with('\u{feff}') && !text.contains('\r');
            if is_plain && region(&text, &location["region"]) != text.get(range) {
                wrong.push(format!("another stretch: {result}"));
            }
        }
        let others = result["relatedLocations"].as_array().map_or(0, Vec::len);
        if others != said["others"].as_array().unwrap().len() {
            wrong.push(format!("other labels: {result}"));
        }
    }
    wrong
}

#[test]
fn every_faulty_site_makes_a_log() {
    let folder = project().join("tests/faults");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    paths.sort();
    let base = FaultDoc::read(&folder.join("README.md")).unwrap();
    let wrong: Vec<String> = paths
        .par_iter()
        .enumerate()
        .flat_map(|(at, path)| {
            let document = FaultDoc::read(path).unwrap();
            // What `tally` counts and `account` reads has the standard output.
            if document
                .arguments()
                .first()
                .is_some_and(|word| ["account", "tally"].contains(&word.as_str()))
            {
                return Vec::new();
            }
            let (name, root) = (document.name(), tempfile::tempdir().unwrap());
            document.lay(&base, root.path()).unwrap();
            // Both languages take their turn.
            let lang = if at % 2 == 0 { "zh" } else { "en" };
            let ask = |format: &str| {
                let mut arguments = document.arguments();
                arguments.extend(["--lang", lang, "--format", format].map(str::to_owned));
                let mut program = Command::new(env!("CARGO_BIN_EXE_gongshi"));
                text_of(
                    &program
                        .args(arguments)
                        .current_dir(root.path())
                        .output()
                        .unwrap(),
                )
            };
            let (sarif, json) = (ask("sarif"), ask("json"));
            if sarif.status != json.status {
                return vec![format!("{name}: ends with {}", sarif.status)];
            }
            match log_of(&sarif) {
                Ok(log) => compare(root.path(), &log, &json.stdout)
                    .into_iter()
                    .map(|fault| format!("{name}: {fault}"))
                    .collect(),
                Err(error) => vec![format!("{name}: {error}")],
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_site_without_a_fault_makes_a_log_without_results() {
    let site = Site::new();
    for command in ["check", "build"] {
        let said = site.run(&[command, "--no-posters", "--format", "sarif"]);
        assert_eq!(said.status, 0, "{}", said.stderr);
        let log = log_of(&said).unwrap();
        assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
        assert_eq!(
            log["runs"][0]["tool"]["driver"]["rules"],
            Value::Array(Vec::new())
        );
    }
}

#[test]
fn what_stops_a_command_is_a_result_without_a_place() {
    let site = Site::new();
    let said = site.run(&[
        "build",
        "--no-posters",
        "--output",
        "/",
        "--format",
        "sarif",
    ]);
    assert_eq!(said.status, 2, "{}", said.stderr);
    let log = log_of(&said).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "output-refused");
    assert_eq!(result["level"], "error");
    assert_eq!(result.get("locations"), None);
}

#[test]
fn the_same_site_makes_the_same_log() {
    let site = Site::new();
    for name in ["a", "b", "c"] {
        site.issue(name, "titel: 甲\ndate: 2026-13-02\n");
    }
    let ask = || {
        site.run(&["check", "--no-posters", "--format", "sarif"])
            .stdout
    };
    let first = ask();
    assert!(first.contains("unknown-key") && first.contains("bad-date"));
    assert_eq!(first, ask());
}
