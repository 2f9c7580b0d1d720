//! The sample in other guises: in English, and with attacks in what authors write.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;

use tempfile::TempDir;

use crate::support::{copy_sample, files, run};

/// What an attack sets, if it runs.
pub const ATTACKED: &str = "attacked";

/// A policy like that of pages, to try the tests on.
pub const POLICY: &str =
    r#"<meta http-equiv="Content-Security-Policy" content="script-src 'self'">"#;

/// Put after titles and into fields. Between single quotes in YAML.
const IN_TITLE: &str = concat!(
    r#""><img src=x onerror="attacked=1"></title><script>attacked=1</script>"#,
    r#"<style>*{display:none}</style>--><svg onload=attacked=1>{{ 7 * 7 }}&lt;"#,
);
/// Put after bodies.
const IN_BODY: &str = r#"

<script>attacked=1</script> <img src=x onerror=attacked=1> <a href="javascript:attacked=1">甲</a>

<iframe src="https://evil.example/"></iframe>

<style>@import url(https://evil.example/x.css);</style>

`</code></pre><script>attacked=1</script>` "onmouseover="attacked=1

| 甲"><script>attacked=1</script> | 乙 |
| --- | --- |
| <img src=https://evil.example/x.png> | '><b onclick=attacked=1> |

</main></body></html><script>attacked=1</script>
"#;

/// The sample as it is.
pub fn sample() -> TempDir {
    dressed(|_, _| None)
}

/// The sample with its interface in English.
pub fn english() -> TempDir {
    dressed(|path, text| {
        let is_settings = path == "site.yaml";
        is_settings.then(|| text.replace("language: zh", "language: en"))
    })
}

/// The sample with attacks in the titles and bodies of all records and pages, and in the settings.
pub fn hostile() -> TempDir {
    dressed(|path, text| {
        if path == "site.yaml" {
            let title = "title: 东山街道小区公示栏";
            let attacked = format!("title: '东山{IN_TITLE}'\nicp: '湘ICP{IN_TITLE}'");
            return Some(text.replace(title, &attacked));
        }
        if !path.ends_with(".md") || path.ends_with("_index.md") {
            return None;
        }
        // Policies are named by their titles.
        let named = path.starts_with("policies/");
        let mut lines = Vec::new();
        for line in text.lines() {
            let title = line
                .strip_prefix("标题: ")
                .or_else(|| line.strip_prefix("title: "));
            match title {
                Some(title) if !named => {
                    let title = title.trim_matches(['"', '\'']).replace('\'', "''");
                    lines.push(format!("标题: '{title}{IN_TITLE}'"));
                }
                _ => lines.push(line.to_owned()),
            }
        }
        Some(lines.join("\n") + IN_BODY)
    })
}

/// The sample with some of its files changed, built without posters.
fn dressed(change: impl Fn(&str, &str) -> Option<String>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_sample(folder.path());
    let content = folder.path().join("content");
    for (path, bytes) in files(&content) {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        if let Some(text) = change(&path, &text) {
            fs::write(content.join(path), text).unwrap();
        }
    }
    let run = run(folder.path(), &["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    folder
}
