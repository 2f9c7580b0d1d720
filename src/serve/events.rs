//! What an open page is told: server-sent events, one stream a page. Pages beyond the first few get
//! streams that end at once, and ask again after a moment: with one that lasts for each window, a
//! browser would have no connection left for pages.

use std::fmt::Display;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::address::decoded;
use super::desk::{Desk, Now, Page};
use super::{address, faults, pages, specimen};
use crate::paths::SitePath;

/// How often an idle stream says that it is alive; only so does the system notice that the other
/// side is gone.
const BEAT: Duration = Duration::from_secs(15);

/// After what time a page asks again whose stream did not last.
const AGAIN: Duration = Duration::from_millis(700);

/// What a page says about itself when it opens its stream.
pub(super) struct Reader {
    /// Its address, and how it shows a poster.
    page: Page,
    /// The revision of what it shows.
    revision: u64,
    /// The last round of which it was told everything.
    round: u64,
    /// The run of the server that sent it.
    run: u64,
}

impl Reader {
    /// From the query of the request.
    pub(super) fn of(query: &str) -> Option<Reader> {
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            Some(pairs.find(|(key, _)| *key == name)?.1)
        };
        let number = |name| u64::from_str_radix(value(name)?, 16).ok();
        let page = decoded(value("page")?)?;
        let page = match page.as_str() {
            pages::FAULTS => SitePath::new(pages::FAULTS),
            path => address::asked(path)?,
        };
        let wish = match value("wish") {
            None => None,
            Some(query) => Some(specimen::wish(&decoded(query)?)?),
        };
        Some(Reader {
            page: (page, wish),
            revision: number("revision")?,
            round: number("round")?,
            run: number("run")?,
        })
    }
}

/// The body of an answer that goes on until one of the two sides ends it.
struct Stream {
    events: mpsc::Receiver<Bytes>,
    writer: AbortHandle,
    _permit: OwnedSemaphorePermit,
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let next = self.events.poll_recv(context);
        next.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.writer.abort();
    }
}

/// Opens a stream.
pub(super) async fn open(desk: &Arc<Desk>, mut reader: Reader) -> Body {
    let Ok(permit) = Arc::clone(&desk.streams).try_acquire_owned() else {
        let mut told = tell(desk, &mut reader, &desk.now()).await;
        push(&mut told, "later", &json!({"after": AGAIN.as_millis()}));
        return Body::from(told);
    };
    let (sender, events) = mpsc::channel(4);
    let writer = tokio::spawn(write(Arc::clone(desk), reader, sender)).abort_handle();
    Body::new(Stream {
        events,
        writer,
        _permit: permit,
    })
}

async fn write(desk: Arc<Desk>, mut reader: Reader, sender: mpsc::Sender<Bytes>) {
    let mut rounds = desk.rounds();
    loop {
        let now = rounds.borrow_and_update().clone();
        let told = tell(&desk, &mut reader, &now).await;
        if sender.send(told.into()).await.is_err() {
            return;
        }
        loop {
            match timeout(BEAT, rounds.changed()).await {
                Ok(Ok(())) => break,
                Ok(Err(_)) => return,
                Err(_) if sender.send(Bytes::from_static(b":\n\n")).await.is_err() => return,
                Err(_) => {}
            }
        }
    }
}

/// What is new for a page in a round.
async fn tell(desk: &Desk, reader: &mut Reader, now: &Now) -> String {
    let mut told = String::new();
    let look = desk.look(now, &reader.page).await;
    // A page of an earlier run may show files that changed while no server saw it.
    let is_stale = reader.run != desk.run;
    let look = look.as_ref();
    let revision = look.map_or(reader.revision, |look| look.revision);
    if revision != reader.revision || is_stale {
        let state = look.map_or("faulty", |look| look.state);
        let data = json!({"revision": pages::hex(revision), "state": state});
        push(&mut told, "reload", &data);
        (reader.revision, reader.run) = (revision, desk.run);
    }
    let is_style = |file: &SitePath| file.as_str().ends_with(".css");
    let (styles, files): (Vec<_>, Vec<_>) = desk
        .changed_since(reader.round)
        .into_iter()
        .partition(is_style);
    for (event, files) in [("styles", styles), ("files", files)] {
        if !files.is_empty() {
            let files: Vec<String> = files.iter().map(SitePath::encoded).collect();
            push(&mut told, event, &json!({"files": files}));
        }
    }
    match look.and_then(|look| look.faults.as_deref()) {
        // The poster is shown as it last was: only here is told what is wrong with it now.
        Some(found) => push(
            &mut told,
            "faults",
            &faults::data_with(&now.round, now.number, found),
        ),
        None => push(&mut told, "faults", &now.faults),
    }
    reader.round = now.number;
    told
}

/// Appends an event; JSON has no line ends of its own.
fn push(out: &mut String, event: &str, data: &impl Display) {
    use std::fmt::Write as _;
    // Writing to a string does not fail.
    let _ = write!(out, "event: {event}\ndata: {data}\n\n");
}
