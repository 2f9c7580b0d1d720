//! Records of the sample as their texts say, read by a few lines that know nothing of the program:
//! what pages count is counted again from them.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;

use regex::Regex;

/// The day of the sample.
pub const TODAY: &str = "2026-03-25";

/// A record.
#[derive(Debug)]
pub struct Raw {
    /// Folder of its place below `content/`.
    pub place: String,
    /// English name of its kind folder.
    pub kind: &'static str,
    /// Name of its file.
    pub name: String,
    fields: BTreeMap<String, String>,
    progress: Vec<String>,
}

const KINDS: [(&str, &str); 4] = [
    ("issues", "问题"),
    ("meetings", "会议"),
    ("works", "实事"),
    ("activities", "活动"),
];

/// All records of the kinds that may name shares, but drafts and withdrawn ones.
pub fn records(files: &[(String, Vec<u8>)]) -> Vec<Raw> {
    let mut records = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        let stem = path.trim_end_matches(".md").trim_end_matches("/index");
        let Some((folder, name)) = stem.rsplit_once('/') else {
            continue;
        };
        let (place, folder) = folder.rsplit_once('/').unwrap_or(("", folder));
        let Some((kind, _)) = KINDS.iter().find(|(en, zh)| folder == *en || folder == *zh) else {
            continue;
        };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let front = text.split("---\n").nth(1).unwrap();
        let mut raw = Raw {
            place: place.to_owned(),
            kind,
            name: name.to_owned(),
            fields: BTreeMap::new(),
            progress: Vec::new(),
        };
        let mut last = "";
        for line in front.lines() {
            if line.starts_with([' ', '-']) {
                if ["progress", "办理进展"].contains(&last) {
                    raw.progress.push(line.to_owned());
                }
                continue;
            }
            let (key, value) = line.split_once(':').unwrap();
            last = key;
            let value = value.trim().trim_matches('\'').to_owned();
            raw.fields.insert(key.to_owned(), value);
        }
        if raw.field("draft", "草稿").is_none() && raw.field("withdrawn", "撤回").is_none() {
            records.push(raw);
        }
    }
    records
}

impl Raw {
    /// A field of one line, by its names.
    pub fn field(&self, en: &str, zh: &str) -> Option<&str> {
        let field = self.fields.get(en).or_else(|| self.fields.get(zh));
        field.map(String::as_str)
    }

    /// A list in one line.
    pub fn list(&self, en: &str, zh: &str) -> Vec<String> {
        let value = self.field(en, zh).unwrap_or_default();
        let value = value.trim_start_matches('[').trim_end_matches(']');
        let words = value.split([',', '、']).map(str::trim);
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The day on which a meeting or an activity was held; none if it was not.
    pub fn held(&self) -> Option<String> {
        let date = self.field("date", "日期").unwrap().to_owned();
        let off = Regex::new("取消|cancelled").unwrap();
        let later = Regex::new(r"(?:改期|postponed|until:?)\D*(\d{4}-\d{2}-\d{2})").unwrap();
        if self.progress.iter().any(|line| off.is_match(line)) {
            return None;
        }
        let entries = self.progress.iter().rev();
        let mut put_off = entries.filter_map(|line| {
            let tail = line.trim_start_matches([' ', '-', '{']);
            Some(later.captures(tail)?[1].to_owned())
        });
        let put_off = put_off.next();
        let is_said = self.progress.iter().any(|line| {
            let said = Regex::new("召开|held|公布|published").unwrap();
            said.is_match(line)
        });
        if put_off.is_some() && !is_said {
            return None;
        }
        let day = put_off.unwrap_or(date);
        (day.as_str() <= TODAY).then_some(day)
    }

    /// It counts: an issue was found, a work begun, a meeting or an activity held.
    pub fn counts(&self) -> bool {
        match self.kind {
            "issues" | "works" => self.field("date", "日期").unwrap() <= TODAY,
            _ => self.held().is_some(),
        }
    }

    /// Whether it belongs to a place or to one below it.
    pub fn is_within(&self, place: &str) -> bool {
        self.place == place || self.place.starts_with(&format!("{place}/"))
    }
}
