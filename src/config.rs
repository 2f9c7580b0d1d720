//! `content/site.yaml`, typed.

use std::sync::Arc;

use chrono::{FixedOffset, NaiveDate};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::privacy::{self, Extent};
use crate::source::Source;
use crate::words;
use crate::yaml::shape::{Choice, Number, Scalar, Shape, TEXT, Table, may, needed};
use crate::yaml::{self, Fault, Fields, Key, Reader};

/// Defines the keys of the settings.
macro_rules! keys {
    ($($name:literal [$($zh:literal),*]),+ $(,)?) => {
        &[$(Key { name: $name, zh: &[$($zh),*] }),+]
    };
}

const SETTINGS: &[Key] = keys! {
    "title" ["标题"], "base_url" ["网址"], "language" ["语言"], "theme" ["主题"],
    "today" ["今天"], "zone" ["时区"], "contact" ["联系方式"], "icp" [], "police" [],
    "economy" ["省墨"],
};
const CONTACT: &[Key] = keys! { "phone" ["电话"], "hours" ["时间"], "place" ["地点"] };

/// What the settings hold.
pub static TABLE: Table = Table {
    name: "site",
    parts: &[(
        SETTINGS,
        &[
            needed("title", Shape::Scalar(&TEXT)),
            may("base_url", Shape::Scalar(&BASE_URL)),
            may("language", Shape::Choice(&LANGUAGE)),
            may("theme", Shape::Scalar(&THEME)),
            may("today", Shape::Scalar(&TODAY)),
            may("zone", Shape::Scalar(&ZONE)),
            may("contact", Shape::Map(&SITE_CONTACT)),
            may("icp", Shape::Scalar(&TEXT)),
            may("police", Shape::Scalar(&TEXT)),
            may("economy", Shape::Choice(&ECONOMY)),
        ],
    )],
    rules: &[],
};

static SITE_CONTACT: Table = Table {
    name: "site-contact",
    parts: &[(
        CONTACT,
        &[
            may("phone", Shape::Scalar(&TEXT)),
            may("hours", Shape::Scalar(&TEXT)),
            may("place", Shape::Scalar(&TEXT)),
        ],
    )],
    rules: &[],
};

static BASE_URL: Scalar = Scalar {
    name: "base-url",
    pattern: Some(r#"^\s*https?://[^?#"<> \\]+\s*$"#),
    number: Number::Never,
    about: [
        "网址，例如 https://gongshi.example.org",
        "address, for example https://gongshi.example.org",
    ],
    example: "https://gongshi.example.org",
    wrong: Some("gongshi.example.org"),
};

static LANGUAGE: Choice = Choice {
    name: "language",
    words: &[("zh", &["中文"]), ("en", &["英文"])],
    example: "en",
};

static ECONOMY: Choice = Choice {
    name: "economy",
    words: &[("true", &["是"]), ("false", &["否"])],
    example: "true",
};

static THEME: Scalar = Scalar {
    name: "theme",
    pattern: Some(r"^\s*[^./\\\s][^/\\]*$"),
    number: Number::Any,
    about: ["themes 里一个文件夹的名字", "name of a folder in themes"],
    example: "default",
    wrong: Some("../default"),
};

static TODAY: Scalar = Scalar {
    name: "today",
    pattern: Some(r"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\s*$"),
    number: Number::Never,
    about: ["日期，例如 2026-03-25", "date, for example 2026-03-25"],
    example: "2026-03-25",
    wrong: Some("明天"),
};

static ZONE: Scalar = Scalar {
    name: "zone",
    pattern: Some(r"[0-9]"),
    number: Number::Never,
    about: [
        "与世界时的时差，例如 +08:00",
        "offset from UTC, for example +08:00",
    ],
    example: "+08:00",
    wrong: Some("北京"),
};

/// Language of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteContact {
    /// Telephone.
    pub phone: Option<String>,
    /// Office hours.
    pub hours: Option<String>,
    /// Where to go.
    pub place: Option<String>,
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
    /// Posters without large filled areas, which save toner.
    pub economy: bool,
}

/// Whether a word is a key of the settings.
pub fn is_key(word: &str) -> bool {
    SETTINGS.iter().chain(CONTACT).any(|key| key.is(word))
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
    let node = yaml::parse(source, 0..source.text.len(), &is_key, &mut diagnostics);
    let config = node.and_then(|mut node| {
        node.tell(&told);
        let mut reader = Reader {
            source,
            diagnostics: &mut diagnostics,
        };
        let fields = reader.fields(&node, &[SETTINGS], "`title: 桃园街道公示栏`")?;
        finish(&mut reader, &fields)
    });
    (config.filter(|_| !diagnostics.has_errors()), diagnostics)
}

fn finish(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Config> {
    if fields.get("title").is_none() {
        let first_line = reader.source.text.lines().next().map_or(0, str::len);
        let place = fields.written("title").unwrap_or(0..first_line);
        reader.missing(&place, SETTINGS[0], "桃园街道公示栏");
    }
    let contact = fields
        .get("contact")
        .and_then(|node| contact(reader, node))
        .unwrap_or_default();
    Some(Config {
        title: reader.text_of(fields, "title")?,
        base_url: reader.parse_of(fields, "base_url", base_url),
        language: reader
            .parse_of(fields, "language", language)
            .unwrap_or_default(),
        theme: reader
            .parse_of(fields, "theme", theme)
            .filter(|name| name != "default"),
        today: reader.parse_of(fields, "today", today),
        zone: reader
            .parse_of(fields, "zone", zone)
            .unwrap_or_else(usual_zone),
        contact,
        icp: reader.text_of(fields, "icp"),
        police: reader.text_of(fields, "police"),
        economy: reader.parse_of(fields, "economy", economy) == Some(true),
    })
}

/// A text with what stands in `[[…]]` hidden; none if nothing does.
fn told(text: &str) -> Option<String> {
    let nothing = |_| Extent::Nothing;
    let told = text
        .contains("[[")
        .then(|| privacy::tell(text, nothing, |_, shown| shown));
    Some(told.flatten()?.text)
}

/// The zone of a site that names none.
pub fn usual_zone() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| unreachable!("+08:00 is a zone"))
}

fn contact(reader: &mut Reader<'_>, node: &yaml::Node) -> Option<SiteContact> {
    let fields = reader.fields(node, &[CONTACT], "`{phone: 0731-00000000}`")?;
    Some(SiteContact {
        phone: reader.text_of(&fields, "phone"),
        hours: reader.text_of(&fields, "hours"),
        place: reader.text_of(&fields, "place"),
    })
}

/// A wrong value of the key at this position of [`SETTINGS`].
fn wrong(key: usize, value: &str, zh: &str, en: &str, example: &str) -> Fault {
    let key = SETTINGS[key];
    let (name, zh_name) = (key.name, key.zh.first().copied().unwrap_or(key.name));
    Fault::new(
        "settings",
        words!(
            "“{zh_name}”写成了“{value}”，应当是{zh}",
            "`{name}` is `{value}`, expected {en}"
        ),
    )
    .help(words!(
        "写成 `{name}: {example}` 这样",
        "write it like `{name}: {example}`"
    ))
}

/// An address without a slash at its end.
pub fn base_url(written: &str) -> Result<String, Fault> {
    let url = written.trim_end_matches('/');
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let is_plain =
        |rest: &str| !rest.is_empty() && !rest.contains(['?', '#', '"', '<', '>', ' ', '\\']);
    if rest.is_some_and(is_plain) {
        return Ok(url.to_owned());
    }
    let (zh, en) = (
        "以 https:// 开头的网址",
        "an address that begins with https://",
    );
    Err(wrong(1, written, zh, en, "https://gongshi.example.org"))
}

fn language(written: &str) -> Result<Language, Fault> {
    match written {
        "zh" | "中文" => Ok(Language::Zh),
        "en" | "英文" => Ok(Language::En),
        _ => Err(wrong(
            2,
            written,
            " zh（中文）或 en（英文）",
            "zh or en",
            "zh",
        )),
    }
}

fn economy(written: &str) -> Result<bool, Fault> {
    match written {
        "true" | "是" => Ok(true),
        "false" | "否" => Ok(false),
        _ => Err(wrong(9, written, "“是”或“否”", "`true` or `false`", "true")),
    }
}

fn theme(written: &str) -> Result<String, Fault> {
    if written.contains(['/', '\\']) || written.starts_with('.') {
        let (zh, en) = (
            " themes 里一个文件夹的名字",
            "the name of a folder in themes",
        );
        return Err(wrong(3, written, zh, en, "default"));
    }
    Ok(written.to_owned())
}

fn today(written: &str) -> Result<NaiveDate, Fault> {
    let (zh, en) = ("日期", "a date");
    written
        .parse()
        .map_err(|_| wrong(4, written, zh, en, "2026-03-25"))
}

fn zone(written: &str) -> Result<FixedOffset, Fault> {
    let (zh, en) = ("与世界时的时差", "an offset from UTC");
    written
        .parse()
        .map_err(|_| wrong(5, written, zh, en, "+08:00"))
}
