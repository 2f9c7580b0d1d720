//! Pages of the server's own, and the script that every page gets.

use super::address::places_above;
use super::desk::Now;
use super::faults;
use super::html::Html;
use super::source::Round;
use super::specimen;
use crate::config::Language;
use crate::diagnostic::{Diagnostics, Words};
use crate::paths::SitePath;
use crate::pipeline::Wish;
use crate::words;

/// The script of open pages.
pub(super) const SCRIPT: &str = "/.gongshi/live.js";
/// The style sheet of what the server adds.
pub(super) const STYLE: &str = "/.gongshi/live.css";
/// The stream of events.
pub(super) const EVENTS: &str = "/.gongshi/events";
/// The page of all faults.
pub(super) const FAULTS: &str = "/.gongshi/faults";

/// What the pages of the server itself may do.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; frame-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'";

/// What kind of page the script runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A page of the site, or the page that says that there is none.
    Page,
    /// A page that lists faults itself.
    Faults,
    /// A poster as pictures, or the frame around another PDF.
    Poster,
}

/// A number as the script keeps it: as text, since it has no whole numbers of this size.
pub(super) fn hex(number: u64) -> String {
    format!("{number:016x}")
}

/// The element that makes a page live.
pub(super) fn script(
    kind: Kind,
    address: &SitePath,
    wish: Option<Wish>,
    revision: u64,
    run: u64,
    now: &Now,
) -> String {
    let kind = match kind {
        Kind::Page => "page",
        Kind::Faults => "faults",
        Kind::Poster => "poster",
    };
    let (revision, round, run) = (hex(revision), hex(now.number), hex(run));
    let mut html = Html::default();
    html.raw(r#"<script src=""#).raw(SCRIPT).raw(r#"" defer"#);
    for (name, value) in [
        ("kind", kind),
        ("page", address.as_str()),
        ("revision", &revision),
        ("round", &round),
        ("run", &run),
    ] {
        html.raw(" data-")
            .raw(name)
            .raw(r#"=""#)
            .text(value)
            .raw(r#"""#);
    }
    if let Some(wish) = wish {
        html.raw(r#" data-wish=""#)
            .text(&specimen::query(wish))
            .raw(r#"""#);
    }
    html.raw("></script>");
    html.into_string()
}

/// The page that says that there is nothing at an address.
pub(super) fn absent(now: &Now, address: &SitePath, script: &str) -> String {
    let round = &now.round;
    let title = round.say(words!("没有这个网页", "There is no such page"));
    let hint = words!(
        "可能是地址写错了，也可能是记录还没保存、还是草稿、有错误没改正。它一旦生成，就会自动显示在这里。",
        "The address may be wrong, or its record not yet saved, a draft, or faulty. As soon as the page is there, it shows here by itself."
    );
    let mut main = Html::default();
    head(&mut main, &title, Some(address));
    main.raw("<p>").text(&round.say(hint)).raw("</p>");
    main.raw(r#"<p class="gl-ways">"#);
    if let Some(place) = place_above(round, address) {
        let name = folder(place.as_str()).to_owned();
        let up = words!("上一级 {name}", "Place above {name}");
        main.link(folder(&place.encoded()), &round.say(up));
    }
    main.link("/", &round.say(words!("首页", "First page")));
    main.link(FAULTS, &round.say(words!("问题清单", "All faults")));
    main.raw("</p>");
    shell(round, &title, script, &main.into_string())
}

/// The nearest place above an address that there is; none if that is the first page.
fn place_above(round: &Round, address: &SitePath) -> Option<SitePath> {
    let site = round.site.as_ref()?;
    places_above(address)
        .filter(|place| place != address)
        .find(|place| site.fingerprint(place).is_some())
        .filter(|place| place.as_str() != "/index.html")
}

/// The address of an index as people write it.
fn folder(address: &str) -> &str {
    address.strip_suffix("index.html").unwrap_or(address)
}

/// The page of all faults; with those of one output first, in whose place it stands.
pub(super) fn all_faults(
    now: &Now,
    found: &Diagnostics,
    instead: Option<&SitePath>,
    script: &str,
) -> String {
    let round = &now.round;
    let title = round.say(match (instead, &round.site) {
        (None, _) => words!("问题清单", "What is wrong"),
        (Some(_), None) => words!("网站还不能显示", "The site cannot be shown yet"),
        (Some(_), Some(_)) => words!("这一页不能显示", "This page cannot be shown"),
    });
    let mut main = Html::default();
    head(&mut main, &title, instead);
    if instead.is_some() {
        let hint = words!(
            "改正下面的错误并保存，这里会自动变成网页。",
            "Mend the errors below and save: this turns into the page by itself."
        );
        main.raw("<p>").text(&round.say(hint)).raw("</p>");
    }
    main.raw(&faults::list(round, found));
    shell(round, &title, script, &main.into_string())
}

/// A PDF that is no poster in a frame that can be drawn anew: no script runs in a browser's viewer.
pub(super) fn pdf(now: &Now, address: &SitePath, script: &str) -> String {
    let round = &now.round;
    let raw = format!("{}?raw", address.encoded());
    let name = address.as_str().rsplit('/').next().unwrap_or_default();
    let mut body = Html::default();
    body.raw(r#"<header class="gl-bar"><b class="gl-tag">"#)
        .text(&round.say(preview()))
        .raw(r#"</b><p class="gl-name"><bdi>"#)
        .text(name)
        .raw("</bdi></p>")
        .link(&raw, &round.say(words!("只看文件", "File alone")))
        .raw(r#"</header><iframe class="gl-poster" title=""#)
        .text(name)
        .raw(r#"" src=""#)
        .text(&raw)
        .raw(r#""></iframe>"#);
    frame(round, name, script, "gl gl-full", &body.into_string())
}

/// The word that says that this is not the published site.
pub(super) fn preview() -> Words {
    words!("预览", "Preview")
}

fn head(main: &mut Html, title: &str, address: Option<&SitePath>) {
    main.raw(r#"<h1 class="gl-title">"#)
        .text(title)
        .raw("</h1>");
    if let Some(address) = address {
        main.raw(r#"<p class="gl-address"><bdi>"#)
            .path(address.as_str())
            .raw("</bdi></p>");
    }
}

/// A page of the server's own with its head line.
fn shell(round: &Round, title: &str, script: &str, main: &str) -> String {
    let mut body = Html::default();
    body.raw(r#"<header class="gl-top"><div class="gl-wrap"><b class="gl-tag">"#)
        .text(&round.say(preview()))
        .raw("</b>")
        .link("/", &round.say(words!("首页", "First page")))
        .raw(r#"</div></header><main class="gl-wrap gl-main">"#)
        .raw(main)
        .raw("</main>");
    frame(round, title, script, "gl", &body.into_string())
}

/// A whole page of the server's own.
pub(super) fn frame(round: &Round, title: &str, script: &str, class: &str, body: &str) -> String {
    let lang = match round.language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let mut html = Html::default();
    html.raw(r#"<!doctype html><html lang=""#)
        .raw(lang)
        .raw(r#""><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>"#)
        .text(title)
        .raw(r#"</title><link rel="stylesheet" href=""#)
        .raw(STYLE)
        .raw(r#"">"#)
        .raw(script)
        .raw(r#"</head><body class=""#)
        .raw(class)
        .raw(r#"">"#)
        .raw(body)
        .raw("</body></html>");
    html.into_string()
}
