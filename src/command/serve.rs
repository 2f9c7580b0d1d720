//! `gongshi serve`: the site in a browser, current after every save.

use std::sync::Arc;

use super::rounds::{self, Rounds};
use super::terminal::Terminal;
use super::{Exit, build, refused};
use crate::cache::Cache;
use crate::cli::{Common, Serve};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::load::SiteFolder;
use crate::pipeline::{Faulty, Look, Session, Site, Touched};
use crate::serve::{BindError, DEFAULT_PORT, Options, Round, Server};
use crate::words;

/// Serves the site until the process ends.
pub fn run(common: &Common, serve: &Serve, terminal: &Terminal) -> Exit {
    let language = Language::default();
    let folder = SiteFolder::new(&common.root);
    let mut rounds = match Rounds::new(&folder, serve.watch, terminal) {
        Ok(rounds) => rounds,
        Err(error) => return refused(terminal, language, error.diagnostic()),
    };
    let options = Options {
        host: serve.host,
        port: serve.port,
    };
    let server = match Server::bind(options) {
        Ok(server) => server,
        Err(error) => return refused(terminal, language, no_port(&error)),
    };
    let request = build::request(common, &serve.reading, Faulty::KeepLast);
    let mut session = Session::new(folder, request);
    let cache = Cache::new(&common.root);
    session.recall(&cache);
    let look = session.look(&Touched::Everything);
    let language = look.language;
    build::say_pinned(look.pinned(), look.language, terminal);
    terminal.report(&look.diagnostics, language);
    let mut shown = Shown {
        site: None,
        diagnostics: look.diagnostics.clone(),
    };
    let (port, url) = (server.port(), server.url());
    let handle = server.start(shown.round(look));
    session.remember(&cache);
    say_where(serve, port, &url, terminal, language);
    let mut due = rounds::due(&shown.diagnostics);
    while let Some(touched) = rounds.next(&session, language, due) {
        let look = session.look(&touched);
        due = rounds::due(&look.diagnostics);
        let is_news = look.diagnostics != shown.diagnostics;
        if is_news {
            terminal.report(&look.diagnostics, language);
            if shown.diagnostics.has_errors() && !look.diagnostics.has_errors() {
                say_mended(terminal, language);
            }
            shown.diagnostics.clone_from(&look.diagnostics);
        }
        handle.publish(shown.round(look));
    }
    Exit::Failed
}

/// What is shown now.
struct Shown {
    /// The last good site; none if there never was one.
    site: Option<Arc<Site>>,
    diagnostics: Diagnostics,
}

impl Shown {
    /// What to show after a look: its site, or else the last good one.
    fn round(&mut self, look: Look) -> Round {
        if let Some(site) = look.site {
            self.site = Some(Arc::new(site));
        }
        Round {
            site: self.site.clone().map(|site| site as _),
            diagnostics: Arc::new(look.diagnostics),
            language: look.language,
        }
    }
}

/// Says where the site is, and opens a browser there if that was asked for.
fn say_where(serve: &Serve, port: u16, url: &str, terminal: &Terminal, language: Language) {
    if serve.port.is_none() && port != DEFAULT_PORT {
        terminal.say(
            &words!(
                "端口 {DEFAULT_PORT} 已被占用，改用 {port}",
                "port {DEFAULT_PORT} is taken; {port} is used instead"
            ),
            language,
        );
    }
    terminal.say(
        &words!(
            "预览：{url}\n按 Ctrl+C 结束；这里只是预览，没有发布",
            "preview: {url}\nend it with Ctrl+C; this is a preview only, nothing is published"
        ),
        language,
    );
    if serve.open
        && let Err(error) = open::that_detached(url)
    {
        terminal.say(
            &words!(
                "打不开浏览器（{error}），请自己打开上面的网址",
                "no browser could be opened ({error}): open the address above yourself"
            ),
            language,
        );
    }
}

/// Errors are told when they come; without this, nobody would learn that they went.
fn say_mended(terminal: &Terminal, language: Language) {
    terminal.say(
        &words!(
            "错误已全部改正，预览已更新",
            "all errors are mended; the preview is up to date"
        ),
        language,
    );
}

fn no_port(error: &BindError) -> Diagnostic {
    let mut found = Diagnostic::error("no-port", Location::Nowhere, error.message());
    found.help.extend(error.help());
    found
}
