//! One SARIF 2.1.0 log: what code hosts and editors read. Its shape is that of the OASIS standard;
//! `tests/sarif.rs` holds it against the schema of the standard.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Language, keyword, visible};
use crate::diagnostic::pages::Page;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::paths::InputPath;
use crate::source::Span;

/// Where the schema of the standard stands.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Name of the folder to which all addresses are relative. Where it lies is nobody's business.
const BASE: &str = "SRCROOT";

/// Draws one log in one line, with its line end; there is one without diagnostics too.
pub(super) fn draw(diagnostics: &Diagnostics, language: Language) -> String {
    let used: BTreeSet<&str> = diagnostics.iter().map(|found| found.code).collect();
    let used: Vec<&str> = used.into_iter().collect();
    let rules: Vec<Value> = used.iter().map(|code| rule(code, language)).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|found| result(found, &used, language))
        .collect();
    let (tag, base) = match language {
        Language::Zh => ("zh-CN", "站点文件夹"),
        Language::En => ("en-US", "folder of the site"),
    };
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gongshi",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": tag,
                "rules": rules,
            }},
            "language": tag,
            // A character of a source is one column, whatever it takes in UTF-16.
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {BASE: {"description": {"text": base}}},
            "results": results,
        }],
    });
    format!("{}\n", visible::json(&log.to_string()))
}

/// What a code means, from its page.
fn rule(code: &str, language: Language) -> Value {
    let severity = Severity::of_code(code).unwrap_or(Severity::Error);
    let mut rule = Map::new();
    rule.insert("id".into(), json!(code));
    if let Some(page) = Page::of(code) {
        let (short, full) = match language {
            Language::Zh => (page.chinese(), page.chinese()),
            Language::En => (page.english(), page.reason()),
        };
        if let Some(short) = short {
            rule.insert("shortDescription".into(), json!({"text": short}));
        }
        if let Some(full) = full {
            rule.insert("fullDescription".into(), json!({"text": full}));
        }
        // Markdown is plain enough to be read as it stands.
        let help = json!({"text": page.markdown, "markdown": page.markdown});
        rule.insert("help".into(), help);
    }
    rule.insert(
        "defaultConfiguration".into(),
        json!({"level": keyword(severity)}),
    );
    Value::Object(rule)
}

fn result(found: &Diagnostic, used: &[&str], language: Language) -> Value {
    let mut lines = vec![language.of(&found.message).to_owned()];
    let word = match language {
        Language::Zh => "帮助：",
        Language::En => "help: ",
    };
    let help = found.help.iter().map(|words| language.of(words));
    lines.extend(help.map(|help| format!("{word}{help}")));
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(found.code));
    if let Ok(at) = used.binary_search(&found.code) {
        result.insert("ruleIndex".into(), json!(at));
    }
    result.insert("level".into(), json!(keyword(found.severity)));
    result.insert("message".into(), json!({"text": lines.join("\n")}));
    let place = match &found.location {
        Location::Span(span) => Some(stretch(span)),
        Location::File(path) => Some(json!({"artifactLocation": artifact(path)})),
        Location::Nowhere => None,
    };
    if let Some(place) = place {
        let mut location = json!({"physicalLocation": place});
        if let (Value::Object(location), Some(label)) = (&mut location, &found.label) {
            location.insert("message".into(), json!({"text": language.of(label)}));
        }
        result.insert("locations".into(), json!([location]));
    }
    let others = found.others.iter().enumerate().map(|(at, other)| {
        json!({
            "id": at,
            "physicalLocation": stretch(&other.span),
            "message": {"text": language.of(&other.words)},
        })
    });
    let others: Vec<Value> = others.collect();
    if !others.is_empty() {
        result.insert("relatedLocations".into(), Value::Array(others));
    }
    if let Some(fix) = fix(found, language) {
        result.insert("fixes".into(), json!([fix]));
    }
    Value::Object(result)
}

/// The changes that mend it together.
fn fix(found: &Diagnostic, language: Language) -> Option<Value> {
    let Location::Span(span) = &found.location else {
        return None;
    };
    let mut fixes: Vec<_> = found.fixes.iter().collect();
    fixes.sort_by_key(|fix| (fix.range.start, fix.range.end));
    let replacements: Vec<Value> = fixes
        .into_iter()
        .map(|fix| {
            let mut change = Map::new();
            let deleted = Span::new(&Arc::clone(&span.source), fix.range.clone());
            change.insert("deletedRegion".into(), region(&deleted));
            if !fix.with.is_empty() {
                change.insert("insertedContent".into(), json!({"text": fix.with}));
            }
            Value::Object(change)
        })
        .collect();
    if replacements.is_empty() {
        return None;
    }
    let about = found.help.first().unwrap_or(&found.message);
    Some(json!({
        "description": {"text": language.of(about)},
        "artifactChanges": [{
            "artifactLocation": artifact(&span.source.path),
            "replacements": replacements,
        }],
    }))
}

fn stretch(span: &Span) -> Value {
    json!({"artifactLocation": artifact(&span.source.path), "region": region(span)})
}

fn artifact(path: &InputPath) -> Value {
    json!({"uri": path.encoded(), "uriBaseId": BASE})
}

/// Lines and columns from 1; the end is behind the last character.
fn region(span: &Span) -> Value {
    let (start_line, start_column) = span.line_column();
    let (end_line, end_column) = span.end().line_column();
    json!({
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}
