//! Marks that protect the reader. They are put in here, so that no theme can lose them: that a
//! place is invented, that the day is pinned, that a record is withdrawn, the security policy.

use crate::markdown::push_escaped;
use crate::plan::view::frame::Frame;
use crate::plan::view::place::RedirectView;
use crate::plan::view::record::RecordView;

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

/// The marks of one page, as HTML before its main part.
#[derive(Debug, Default)]
pub struct Marks {
    /// What they are called, for those who hear the page.
    about: &'static str,
    strips: String,
    /// Of the page of a screen: which style sheet and script it is made for.
    screen: Option<String>,
}

/// Marks of a page with a frame.
pub fn of_frame(frame: &Frame) -> Marks {
    let zh = frame.site.language == "zh";
    let mut marks = Marks::new(zh);
    if frame.demo {
        marks.demo(zh);
    }
    marks.pinned(frame.site.pinned_today.as_deref(), zh);
    marks
}

/// Marks of the page of a screen: it may call its server, and says for which files of the theme it is
/// made, so that it notices when these change.
pub fn of_screen(frame: &Frame, files: &str) -> Marks {
    Marks {
        screen: Some(files.to_owned()),
        ..of_frame(frame)
    }
}

/// Marks of the page of a record.
pub fn of_record(view: &RecordView) -> Marks {
    let zh = view.frame.site.language == "zh";
    let mut marks = of_frame(&view.frame);
    if let Some(withdrawal) = &view.withdrawn {
        let day = super::filters::full_date(&withdrawal.date, zh);
        let reason = &withdrawal.reason;
        let (word, text) = match (zh, withdrawal.erased) {
            (true, false) => ("已撤回", format!("{day}撤回。原因：{reason}")),
            (true, true) => ("已撤回", format!("{day}撤回，内容已删除。原因：{reason}")),
            (false, false) => ("Withdrawn", format!("on {day}. Reason: {reason}")),
            (false, true) => (
                "Withdrawn",
                format!("on {day}; the text is erased. Reason: {reason}"),
            ),
        };
        marks.strip("withdrawn", word, &text);
    }
    marks
}

/// Marks of a page that leads to another.
pub fn of_redirect(view: &RedirectView) -> Marks {
    let zh = view.language == "zh";
    let mut marks = Marks::new(zh);
    if view.demo {
        marks.demo(zh);
    }
    marks.pinned(view.pinned_today.as_deref(), zh);
    marks
}

impl Marks {
    fn new(zh: bool) -> Self {
        Marks {
            about: if zh {
                "本页说明"
            } else {
                "About this page"
            },
            strips: String::new(),
            screen: None,
        }
    }

    fn demo(&mut self, zh: bool) {
        let (word, text) = if zh {
            ("演示", "本页为虚构样例，不是真实公示。")
        } else {
            ("Sample", "This page is invented; it is no real notice.")
        };
        self.strip("demo", word, text);
    }

    fn pinned(&mut self, day: Option<&str>, zh: bool) {
        let Some(day) = day else { return };
        let (word, text) = if zh {
            (
                "演示日期",
                "本站按这一天显示公示和办理状态，不是今天的日期。",
            )
        } else {
            (
                "Sample date",
                "This site shows periods and states as of this day, not of today.",
            )
        };
        let day = super::filters::full_date(day, zh);
        let stop = if zh { "。" } else { ". " };
        self.strip("pinned", word, &format!("{day}{stop}{text}"));
    }

    fn strip(&mut self, kind: &str, word: &str, text: &str) {
        let out = &mut self.strips;
        out.push_str(r#"<div class="strip strip-"#);
        out.push_str(kind);
        out.push_str(r#"" role="note"><p><strong>"#);
        push_escaped(out, word);
        out.push_str("</strong> ");
        push_escaped(out, text);
        out.push_str("</p></div>");
    }

    /// Puts the marks into a rendered page; none if it has no `<head>` or no `<main`.
    pub fn put_into(&self, page: &str) -> Option<Vec<u8>> {
        let head = page.find("<head>")? + "<head>".len();
        let main = head + page[head..].find("<main")?;
        let mut out = Vec::with_capacity(page.len() + HEAD.len() + self.strips.len());
        out.extend_from_slice(&page.as_bytes()[..head]);
        out.extend_from_slice(HEAD.as_bytes());
        if let Some(files) = &self.screen {
            out.extend_from_slice(CALLING.as_bytes());
            out.extend_from_slice(HEAD_END.as_bytes());
            out.extend_from_slice(br#"<meta name="gongshi-screen" content=""#);
            out.extend_from_slice(files.as_bytes());
        }
        out.extend_from_slice(HEAD_END.as_bytes());
        out.extend_from_slice(&page.as_bytes()[head..main]);
        if !self.strips.is_empty() {
            out.extend_from_slice(b"<aside aria-label=\"");
            out.extend_from_slice(self.about.as_bytes());
            out.extend_from_slice(b"\">");
            out.extend_from_slice(self.strips.as_bytes());
            out.extend_from_slice(b"</aside>");
        }
        out.extend_from_slice(&page.as_bytes()[main..]);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_may_call_home_and_nothing_else_changes() {
        let page = Marks::default()
            .put_into("<!doctype html><head><title>x</title></head><main></main>")
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
            screen: Some("1f".to_owned()),
            ..Marks::default()
        };
        let page = marks.put_into("<head></head><main></main>").unwrap();
        let shown = String::from_utf8(for_preview(&page, "<x>")).unwrap();
        let policy = "form-action 'none'; connect-src 'self'\"><x><meta name=\"gongshi-screen\" content=\"1f\"></head>";
        assert!(shown.contains(policy), "{shown}");
        assert_eq!(shown.replace("<x>", "").as_bytes(), page);
        assert_eq!(for_preview(b"<head></head>", "x"), b"<head>x</head>");
        assert_eq!(for_preview(b"plain", "x"), b"plain");
    }
}
