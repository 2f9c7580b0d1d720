//! A small site that can be built at once: one community with one compound, and a record of each
//! kind, all said to be examples.

use chrono::{Datelike, Days, NaiveDate};

use super::NewFile;
use super::code::Codes;
use crate::config::Language;
use crate::paths::InputPath;

/// Days within which the examples are to be done.
const DUE: u64 = 14;

/// A file of the site: its path and its text, both with marks.
type Template = (&'static str, &'static str);

/// A path and the text of a template.
macro_rules! template {
    ($path:literal, $file:literal) => {
        ($path, include_str!(concat!("templates/", $file)))
    };
}

const ZH: [Template; 11] = [
    template!("content/site.yaml", "zh/site.yaml"),
    template!("content/_index.md", "zh/root.md"),
    template!("content/mechanisms/five-plus-x.md", "zh/mechanism.md"),
    template!("content/pages/about.md", "zh/about.md"),
    template!("content/xiaoqu/_index.md", "zh/compound.md"),
    template!(
        "content/xiaoqu/公示/{date}-示例-座椅位置.md",
        "zh/notice.md"
    ),
    template!("content/xiaoqu/问题/{date}-示例-楼道灯.md", "zh/issue.md"),
    template!(
        "content/xiaoqu/决议/{date}-示例-座椅.md",
        "zh/resolution.md"
    ),
    template!(
        "content/xiaoqu/会议/{date}-示例-合署办公.md",
        "zh/meeting.md"
    ),
    template!("content/公示/{date}-示例-开通.md", "zh/welcome.md"),
    template!("使用说明.md", "zh/guide.md"),
];

const EN: [Template; 11] = [
    template!("content/site.yaml", "en/site.yaml"),
    template!("content/_index.md", "en/root.md"),
    template!("content/mechanisms/five-plus-x.md", "en/mechanism.md"),
    template!("content/pages/about.md", "en/about.md"),
    template!("content/compound/_index.md", "en/compound.md"),
    template!(
        "content/compound/notices/{date}-example-bench-places.md",
        "en/notice.md"
    ),
    template!(
        "content/compound/issues/{date}-example-lights.md",
        "en/issue.md"
    ),
    template!(
        "content/compound/resolutions/{date}-example-benches.md",
        "en/resolution.md"
    ),
    template!(
        "content/compound/meetings/{date}-example-weekly-office.md",
        "en/meeting.md"
    ),
    template!("content/notices/{date}-example-board.md", "en/welcome.md"),
    template!("GUIDE.md", "en/guide.md"),
];

/// The files of a new site, whose records are of this day.
pub fn site(language: Language, date: NaiveDate) -> Vec<NewFile> {
    let templates = match language {
        Language::Zh => ZH,
        Language::En => EN,
    };
    let due = date.checked_add_days(Days::new(DUE));
    let due = due.filter(|due| super::date(*due).is_ok()).unwrap_or(date);
    let mut codes = Codes::new();
    templates
        .into_iter()
        .map(|(path, text)| {
            let path = path.replace("{date}", &date.to_string());
            let text = text
                .replace("{date}", &date.to_string())
                .replace("{due}", &due.to_string())
                .replace("{year}", &date.year().to_string())
                .replace("{month}", &date.month().to_string())
                .replace("{day}", &date.day().to_string());
            let text = if text.contains("{code}") {
                text.replace("{code}", &codes.fresh(&path))
            } else {
                text
            };
            NewFile {
                path: InputPath::new(path),
                text,
            }
        })
        .collect()
}
