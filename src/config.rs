//! `content/site.yaml`, typed.

use std::sync::Arc;

use chrono::{FixedOffset, NaiveDate};
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::{Source, Span};
use crate::words;

/// Language of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// `zh` or `en`.
    pub fn key(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }
}

/// How the site as a whole can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteContact {
    /// Telephone.
    #[serde(alias = "电话")]
    pub phone: Option<String>,
    /// Office hours.
    #[serde(alias = "时间")]
    pub hours: Option<String>,
    /// Where to go.
    #[serde(alias = "地点")]
    pub place: Option<String>,
}

/// `site.yaml` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(alias = "标题")]
    title: String,
    #[serde(alias = "网址")]
    base_url: Option<String>,
    #[serde(default, alias = "语言")]
    language: Language,
    #[serde(alias = "主题")]
    theme: Option<String>,
    #[serde(alias = "今天")]
    today: Option<String>,
    #[serde(alias = "时区")]
    zone: Option<String>,
    #[serde(default, alias = "联系方式")]
    contact: SiteContact,
    icp: Option<String>,
    police: Option<String>,
}

/// Settings of a site, as used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Address of the site without a slash at its end.
    pub base_url: Option<String>,
    /// Language of pages, posters and diagnostics.
    pub language: Language,
    /// Theme folder; none for the built-in theme.
    pub theme: Option<String>,
    /// The day, if the settings fix it.
    pub today: Option<NaiveDate>,
    /// The zone in which the day is read from the clock.
    pub zone: FixedOffset,
    /// Who answers for the site.
    pub contact: SiteContact,
    /// ICP filing number.
    pub icp: Option<String>,
    /// Public-security filing number.
    pub police: Option<String>,
}

/// Reads the settings.
pub fn read(settings: Option<&Arc<Source>>) -> (Option<Config>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let Some(source) = settings else {
        diagnostics.push(
            Diagnostic::error(
                "no-settings",
                InputPath::new("content/site.yaml"),
                words!("没有 content/site.yaml", "there is no content/site.yaml"),
            )
            .help(words!(
                "建立这个文件，至少写一行 `title: 站点名称`",
                "make this file with at least a line `title: Name of the site`"
            )),
        );
        return (None, diagnostics);
    };
    let written: Written = match serde_yaml::from_str(&source.text) {
        Ok(written) => written,
        Err(error) => {
            let line = error
                .location()
                .map_or(1, |location| usize::try_from(location.line()).unwrap_or(1));
            let detail = error.without_snippet().to_string();
            let detail = detail.lines().next().unwrap_or_default().to_owned();
            diagnostics.push(
                Diagnostic::error(
                    "settings",
                    line_span(source, line),
                    words!("site.yaml 这里有误：{detail}", "site.yaml is wrong here: {detail}"),
                )
                .help(words!(
                    "可写的字段：title、base_url、language、theme、today、zone、contact、icp、police",
                    "known keys: title, base_url, language, theme, today, zone, contact, icp, police"
                )),
            );
            return (None, diagnostics);
        }
    };
    let config = finish(source, written, &mut diagnostics);
    if diagnostics.has_errors() {
        (None, diagnostics)
    } else {
        (Some(config), diagnostics)
    }
}

fn finish(source: &Arc<Source>, written: Written, diagnostics: &mut Diagnostics) -> Config {
    let Written {
        title,
        base_url,
        language,
        theme,
        today,
        zone,
        contact,
        icp,
        police,
    } = written;
    let mut wrong = |key: &str, value: &str, zh: &str, en: &str| {
        let line = source
            .text
            .lines()
            .position(|line| line.starts_with(key))
            .map_or(1, |at| at + 1);
        diagnostics.push(Diagnostic::error(
            "settings",
            line_span(source, line),
            words!(
                "{key} 写成了“{value}”，应当是{zh}",
                "`{key}` is `{value}`, expected {en}"
            ),
        ));
    };
    let base_url = base_url.map(|url| url.trim_end_matches('/').to_owned());
    if let Some(url) = &base_url {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        let plain = rest.is_some_and(|rest| {
            !rest.is_empty() && !rest.contains(['?', '#', '"', '<', '>', ' ', '\\'])
        });
        if !plain {
            wrong(
                "base_url",
                url,
                "以 https:// 开头的网址",
                "an address that begins with https://",
            );
        }
    }
    let today = today.and_then(|written| {
        let day = written.parse::<NaiveDate>().ok();
        if day.is_none() {
            wrong(
                "today",
                &written,
                "2026-03-25 这样的日期",
                "a date like 2026-03-25",
            );
        }
        day
    });
    let eight = FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| unreachable!("+08:00 is a zone"));
    let zone = match zone {
        None => eight,
        Some(written) => written.parse::<FixedOffset>().unwrap_or_else(|_| {
            wrong(
                "zone",
                &written,
                "+08:00 这样的时差",
                "an offset like +08:00",
            );
            eight
        }),
    };
    if let Some(name) = &theme
        && (name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.'))
    {
        wrong(
            "theme",
            name,
            "themes 里一个文件夹的名字",
            "the name of a folder in themes",
        );
    }
    Config {
        title,
        base_url,
        language,
        theme: theme.filter(|name| name != "default"),
        today,
        zone,
        contact,
        icp,
        police,
    }
}

fn line_span(source: &Arc<Source>, line: usize) -> Span {
    let start = source
        .text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum::<usize>();
    let len = source.text[start.min(source.text.len())..]
        .lines()
        .next()
        .map_or(0, str::len);
    Span::new(source, start..start + len)
}
