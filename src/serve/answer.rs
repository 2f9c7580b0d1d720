//! Requests and their answers.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;

use super::desk::{Desk, Look, Now, Shown, show};
use super::guard::{self, Refusal};
use super::pages::{self, Kind, script};
use super::specimen::{self, Asked, Found, Query, Specimens};
use super::{address, events, faults, mime};
use crate::diagnostic::{Diagnostics, Words};
use crate::paths::SitePath;
use crate::pipeline::Wish;
use crate::render::for_preview;
use crate::words;

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// What browsers ask for by themselves; that it is not there is nothing to log an error for.
const ICON: &str = "/favicon.ico";

/// Answers a request that came in at the address `local` of this machine.
pub(super) async fn answer(desk: Arc<Desk>, local: SocketAddr, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Err(refusal) = guard::check(&parts, local) {
        return refuse(&desk.now(), refusal, local);
    }
    match parts.uri.path() {
        pages::SCRIPT => ready(mime::of(pages::SCRIPT), include_str!("assets/live.js")),
        pages::STYLE => ready(mime::of(pages::STYLE), include_str!("assets/live.css")),
        pages::EVENTS => stream(&desk, &parts).await,
        pages::FAULTS => all_faults(&desk),
        path => match address::asked(path) {
            Some(address) => output(&desk, &parts, address).await,
            None => nothing(&desk.now()),
        },
    }
}

/// What the answer to one request for an output is made of.
struct Ask {
    now: Now,
    address: SitePath,
    run: u64,
    /// A browser shows it in a window of its own.
    is_document: bool,
    /// The file itself is wanted, not a page around it.
    is_raw: bool,
    /// What is wanted of a poster.
    query: Query,
    specimens: Arc<Specimens>,
}

async fn output(desk: &Arc<Desk>, parts: &Parts, address: SitePath) -> Response {
    if !is_page(&address) {
        // Before the round is looked at, so that no change of the file is missed.
        desk.remember(&address);
    }
    let now = desk.now();
    let words = parts.uri.query().unwrap_or_default();
    let is_pdf = address.as_str().ends_with(".pdf");
    let Some(query) = Query::of(if is_pdf { words } else { "" }) else {
        return say(
            &now,
            StatusCode::BAD_REQUEST,
            words!("不认识这样的纸张或样式", "no such paper or style is known"),
        );
    };
    let ask = Ask {
        now: now.clone(),
        run: desk.run,
        is_document: guard::is_document(&parts.headers),
        is_raw: words.split('&').any(|word| word == "raw"),
        query,
        specimens: desk.specimens(),
        address,
    };
    desk.render(move || ask.answer())
        .await
        .unwrap_or_else(|| broken(&now))
}

impl Ask {
    fn is_page(&self) -> bool {
        is_page(&self.address)
    }

    fn is_framed_pdf(&self) -> bool {
        self.address.as_str().ends_with(".pdf") && self.is_document && !self.is_raw
    }

    fn answer(&self) -> Response {
        let wish = match self.query {
            Query::Page(wish) | Query::Sheet(wish, _) => wish,
            Query::Plain if self.is_framed_pdf() => Wish::default(),
            Query::Plain => return self.file(),
        };
        let asked = Asked {
            address: self.address.clone(),
            wish,
        };
        let found = self.specimens.find(&self.now.round, &asked);
        match (found, self.query) {
            (None, _) => self.file(),
            (Some(found), Query::Sheet(_, number)) => self.sheet(&found, number),
            (Some(found), _) => self.specimen(&asked, &found),
        }
    }

    /// A poster as pictures: as it is, or as it last was.
    fn specimen(&self, asked: &Asked, found: &Found) -> Response {
        let look = Look::of_specimen(found, &self.now.round, None);
        let live = |kind| {
            let wish = Some(asked.wish);
            script(
                kind,
                &self.address,
                wish,
                look.revision,
                self.run,
                &self.now,
            )
        };
        let page = match (&found.specimen, &found.faults) {
            (Some(specimen), _) => specimen::page(&self.now, asked, specimen, &live(Kind::Poster)),
            (None, faults) => {
                let faults = faults.clone().unwrap_or_default();
                let live = live(Kind::Faults);
                pages::all_faults(&self.now, &faults, Some(&self.address), &live)
            }
        };
        own_page(StatusCode::OK, page)
    }

    fn sheet(&self, found: &Found, number: usize) -> Response {
        let sheets = found.specimen.as_ref().map(|specimen| &specimen.sheets);
        let sheet = sheets.and_then(|sheets| sheets.get(number.checked_sub(1)?));
        match sheet {
            Some(png) => with(StatusCode::OK, "image/png", pages::POLICY, png.clone()),
            None => nothing(&self.now),
        }
    }

    fn file(&self) -> Response {
        let round = &self.now.round;
        let shown = show(round, &self.address);
        let look = Look::of(&shown, round, None);
        let live = |kind| {
            script(
                kind,
                &self.address,
                None,
                look.revision,
                self.run,
                &self.now,
            )
        };
        match shown {
            Shown::Faulty(_) | Shown::Absent if self.address.as_str() == ICON => {
                with(StatusCode::NO_CONTENT, TEXT, pages::POLICY, Body::empty())
            }
            Shown::Whole(page) if self.is_page() => {
                let page = for_preview(&page, &live(Kind::Page));
                with(StatusCode::OK, HTML, "frame-ancestors 'self'", page)
            }
            Shown::Whole(_) if self.is_framed_pdf() => {
                let page = pages::pdf(&self.now, &self.address, &live(Kind::Poster));
                own_page(StatusCode::OK, page)
            }
            Shown::Whole(bytes) => {
                let kind = mime::of(self.address.as_str());
                with(StatusCode::OK, kind, "frame-ancestors 'self'", bytes)
            }
            // A browser shows the page of faults only if it takes it for the page itself.
            Shown::Faulty(found) if self.is_page() || self.is_framed_pdf() => {
                let live = live(Kind::Faults);
                let page = pages::all_faults(&self.now, &found, Some(&self.address), &live);
                own_page(StatusCode::OK, page)
            }
            Shown::Faulty(found) => {
                let all = if round.site.is_some() {
                    &found
                } else {
                    &*round.diagnostics
                };
                let text = faults::plain(all, round.language);
                with(StatusCode::INTERNAL_SERVER_ERROR, TEXT, pages::POLICY, text)
            }
            Shown::Absent => self.absent(&live(Kind::Page)),
        }
    }

    fn absent(&self, live: &str) -> Response {
        let index = address::index_of(&self.address);
        let site = self.now.round.site.as_ref();
        if site.is_some_and(|site| site.fingerprint(&index).is_some()) {
            return redirect(&self.now, &self.address);
        }
        if self.is_page() || self.is_document {
            let page = pages::absent(&self.now, &self.address, live);
            return own_page(StatusCode::NOT_FOUND, page);
        }
        nothing(&self.now)
    }
}

/// Whether people look at an output as a page.
fn is_page(address: &SitePath) -> bool {
    address.as_str().ends_with(".html")
}

fn all_faults(desk: &Desk) -> Response {
    let now = desk.now();
    let look = Look::of_faults(&now.round);
    let address = SitePath::new(pages::FAULTS);
    let live = script(Kind::Faults, &address, None, look.revision, desk.run, &now);
    let page = pages::all_faults(&now, &Diagnostics::new(), None, &live);
    own_page(StatusCode::OK, page)
}

async fn stream(desk: &Arc<Desk>, parts: &Parts) -> Response {
    let Some(reader) = events::Reader::of(parts.uri.query().unwrap_or_default()) else {
        return say(
            &desk.now(),
            StatusCode::BAD_REQUEST,
            words!("请求不完整", "the request is not whole"),
        );
    };
    let body = match parts.method {
        Method::HEAD => Body::empty(),
        _ => events::open(desk, reader).await,
    };
    with(StatusCode::OK, "text/event-stream", pages::POLICY, body)
}

/// To the folder of the same name; relative, so that it cannot lead to another host.
fn redirect(now: &Now, address: &SitePath) -> Response {
    let way = address.encoded();
    let name = way.rsplit('/').next().unwrap_or_default();
    let mut response = say(
        now,
        StatusCode::FOUND,
        words!("在这里：{name}/", "it is at {name}/"),
    );
    if let Ok(value) = HeaderValue::try_from(format!("./{name}/")) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

fn refuse(now: &Now, refusal: Refusal, local: SocketAddr) -> Response {
    let words = match refusal {
        Refusal::Method => words!("预览只供查看", "the preview can only be looked at"),
        Refusal::Host => words!(
            "请用 http://{local}/ 打开预览",
            "open the preview at http://{local}/"
        ),
        Refusal::Foreign => words!(
            "预览不回答其他网站的请求",
            "the preview answers no other website"
        ),
    };
    let mut response = say(now, refusal.status(), words);
    if refusal == Refusal::Method {
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

fn nothing(now: &Now) -> Response {
    say(
        now,
        StatusCode::NOT_FOUND,
        words!("没有这个文件", "there is no such file"),
    )
}

fn broken(now: &Now) -> Response {
    let words = words!(
        "程序出错，无法生成这一页",
        "the program broke down while making this"
    );
    say(now, StatusCode::INTERNAL_SERVER_ERROR, words)
}

fn say(now: &Now, status: StatusCode, words: Words) -> Response {
    let text = format!("{}\n", now.round.say(words));
    with(status, TEXT, pages::POLICY, text)
}

fn own_page(status: StatusCode, page: String) -> Response {
    with(status, HTML, pages::POLICY, page)
}

fn ready(kind: &'static str, text: &'static str) -> Response {
    with(StatusCode::OK, kind, pages::POLICY, text)
}

/// An answer with the headers that every answer has.
fn with(
    status: StatusCode,
    kind: &'static str,
    policy: &'static str,
    body: impl Into<Body>,
) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
        (REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const REFERRER_POLICY: HeaderName = HeaderName::from_static("referrer-policy");
