//! Marks that protect the reader. They are put in here, so that no theme can lose them: that a
//! place is invented, that the day is pinned, that a record is withdrawn, the security policy. Their
//! words are the theme's, and may not be empty.

use std::io::BufRead as _;

use super::filters::full_date;
use super::wording::MarkWords;
use crate::markdown::push_escaped;
use crate::plan::view::frame::Frame;
use crate::plan::view::place::RedirectView;
use crate::plan::view::record::{RecordView, Withdrawal};

/// What stands first in every head: nothing but the site's own files may be loaded, and no script
/// or style of a page's own runs.
const HEAD: &str = concat!(
    r#"<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">"#,
    r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'self'; "#,
    r#"script-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"#,
);

/// The end of [`HEAD`].
const HEAD_END: &str = r#"">"#;

/// What stands before it where a page may call the server from which it came: a screen looks whether
/// the site has changed, and a preview is told so.
const CALLING: &str = "; connect-src 'self'";

/// A rendered page as a preview answers it: with `head` first in its head, and with a policy that
/// lets its scripts call the server they came from. What is published never has either.
pub fn for_preview(page: &[u8], head: &str) -> Vec<u8> {
    let find = |mark: &str| {
        page.windows(mark.len())
            .position(|part| part == mark.as_bytes())
            .map(|at| at + mark.len())
    };
    // A page that was copied as it is has a policy of its own, or none.
    let (at, policy) = match (find(HEAD), find("<head>")) {
        (Some(end), _) => {
            let may_call = page[end..].starts_with(CALLING.as_bytes());
            let policy = if may_call { "" } else { CALLING };
            let at = end + if may_call { CALLING.len() } else { 0 };
            (at, [policy, HEAD_END].concat())
        }
        (None, Some(end)) => (end, String::new()),
        (None, None) => return page.to_vec(),
    };
    let rest = if policy.is_empty() {
        at
    } else {
        at + HEAD_END.len()
    };
    [
        &page[..at],
        policy.as_bytes(),
        head.as_bytes(),
        &page[rest..],
    ]
    .concat()
}

/// What one page must be marked with.
#[derive(Debug, Default)]
pub struct Marks<'v> {
    /// What stands around the page, if it is no bare one.
    frame: Option<&'v Frame>,
    demo: bool,
    pinned: Option<&'v str>,
    withdrawn: Option<&'v Withdrawal>,
    /// Of the page of a screen: which style sheet and script it is made for.
    screen: Option<&'v str>,
}

/// Marks of a page with a frame.
pub fn of_frame(frame: &Frame) -> Marks<'_> {
    Marks {
        frame: Some(frame),
        demo: frame.demo,
        pinned: frame.site.pinned_today.as_deref(),
        withdrawn: None,
        screen: None,
    }
}

/// Marks of the page of a screen: it may call its server, and says for which files of the theme it is
/// made, so that it notices when these change.
pub fn of_screen<'v>(frame: &'v Frame, files: &'v str) -> Marks<'v> {
    Marks {
        screen: Some(files),
        ..of_frame(frame)
    }
}

/// Marks of the page of a record.
pub fn of_record(view: &RecordView) -> Marks<'_> {
    Marks {
        withdrawn: view.withdrawn.as_ref(),
        ..of_frame(&view.frame)
    }
}

/// Marks of a page that leads to another.
pub fn of_redirect(view: &RedirectView) -> Marks<'_> {
    Marks {
        frame: None,
        demo: view.demo,
        pinned: view.pinned_today.as_deref(),
        withdrawn: None,
        screen: None,
    }
}

impl<'v> Marks<'v> {
    /// The frame that says which marks there are.
    pub fn frame(&self) -> Option<&'v Frame> {
        self.frame
    }

    /// The marks as HTML before the main part of a page.
    fn strips(&self, words: &MarkWords, zh: bool) -> String {
        let mut out = String::new();
        if self.demo {
            strip(&mut out, "demo", words.get("demo"), words.get("demo_note"));
        }
        if let Some(day) = self.pinned {
            let day = full_date(day, zh);
            let note = words.fill("pinned_note", &[("{date}", &day)]);
            strip(&mut out, "pinned", words.get("pinned"), &note);
        }
        if let Some(withdrawal) = self.withdrawn {
            let note = if withdrawal.erased {
                "erased_note"
            } else {
                "withdrawn_note"
            };
            let day = full_date(&withdrawal.date, zh);
            let values = [("{date}", day.as_str()), ("{reason}", &withdrawal.reason)];
            let note = words.fill(note, &values);
            strip(&mut out, "withdrawn", words.get("withdrawn"), &note);
        }
        out
    }

    /// Puts the marks into a rendered page; none if it has no `<head>` or no `<main`.
    pub fn put_into(&self, page: &[u8], words: &MarkWords, zh: bool) -> Option<Vec<u8>> {
        let strips = self.strips(words, zh);
        let head = find(page, "<head>")? + "<head>".len();
        let main = head + find(&page[head..], "<main")?;
        // A little more, for the tags around the strips: what grows is copied.
        let mut out = Vec::with_capacity(page.len() + HEAD.len() + strips.len() + 256);
        out.extend_from_slice(&page[..head]);
        out.extend_from_slice(HEAD.as_bytes());
        if let Some(files) = self.screen {
            out.extend_from_slice(CALLING.as_bytes());
            out.extend_from_slice(HEAD_END.as_bytes());
            out.extend_from_slice(br#"<meta name="gongshi-screen" content=""#);
            out.extend_from_slice(files.as_bytes());
        }
        out.extend_from_slice(HEAD_END.as_bytes());
        out.extend_from_slice(&page[head..main]);
        if !strips.is_empty() {
            out.extend_from_slice(b"<aside aria-label=\"");
            let mut about = String::new();
            push_escaped(&mut about, words.get("about"));
            out.extend_from_slice(about.as_bytes());
            out.extend_from_slice(b"\">");
            out.extend_from_slice(strips.as_bytes());
            out.extend_from_slice(b"</aside>");
        }
        out.extend_from_slice(&page[main..]);
        Some(out)
    }
}

/// Where a tag begins in a page.
fn find(page: &[u8], tag: &str) -> Option<usize> {
    let behind = tag.strip_prefix('<')?.as_bytes();
    let mut rest = page;
    while rest.skip_until(b'<').is_ok_and(|read| read > 0) {
        if rest.starts_with(behind) {
            return Some(page.len() - rest.len() - 1);
        }
    }
    None
}

fn strip(out: &mut String, kind: &str, word: &str, text: &str) {
    out.push_str(r#"<div class="strip strip-"#);
    out.push_str(kind);
    out.push_str(r#"" role="note"><p><strong>"#);
    push_escaped(out, word);
    out.push_str("</strong> ");
    push_escaped(out, text);
    out.push_str("</p></div>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::render::wording;
    use crate::theme::Theme;

    fn words() -> MarkWords {
        let theme = Theme::built_in();
        let file = format!("words/{}.yaml", Language::En.key());
        MarkWords::new(&wording::read(&theme, "default", &file).unwrap()).unwrap()
    }

    #[test]
    fn a_preview_may_call_home_and_nothing_else_changes() {
        let page = Marks::default()
            .put_into(
                b"<!doctype html><head><title>x</title></head><main></main>",
                &words(),
                false,
            )
            .unwrap();
        let shown =
            String::from_utf8(for_preview(&page, "<script src=\"/x.js\"></script>")).unwrap();
        let policy =
            "form-action 'none'; connect-src 'self'\"><script src=\"/x.js\"></script><title>";
        assert!(shown.contains(policy), "{shown}");
        let published = shown
            .replace("; connect-src 'self'", "")
            .replace("<script src=\"/x.js\"></script>", "");
        assert_eq!(published.as_bytes(), page);
        // A screen may do so anyway.
        let marks = Marks {
            screen: Some("1f"),
            ..Marks::default()
        };
        let page = marks
            .put_into(b"<head></head><main></main>", &words(), false)
            .unwrap();
        let shown = String::from_utf8(for_preview(&page, "<x>")).unwrap();
        let policy = "form-action 'none'; connect-src 'self'\"><x><meta name=\"gongshi-screen\" content=\"1f\"></head>";
        assert!(shown.contains(policy), "{shown}");
        assert_eq!(shown.replace("<x>", "").as_bytes(), page);
        assert_eq!(for_preview(b"<head></head>", "x"), b"<head>x</head>");
        assert_eq!(for_preview(b"plain", "x"), b"plain");
    }
}
