//! Writing the few pages of the server's own: markup is told from text by the call.

use crate::markdown::push_escaped;

/// A piece of HTML.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Appends markup, which must not hold anything from a request or from content.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Appends text, escaped for elements and for attributes in double quotes.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        push_escaped(&mut self.0, text);
        self
    }

    /// Appends a sentence in which backticks enclose what someone wrote.
    pub(super) fn sentence(&mut self, sentence: &str) -> &mut Self {
        let parts: Vec<&str> = sentence.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return self.text(sentence);
        }
        for (at, part) in parts.into_iter().enumerate() {
            if at % 2 == 0 {
                self.text(part);
            } else {
                self.raw("<code>").text(part).raw("</code>");
            }
        }
        self
    }

    /// Appends a path that breaks at its slashes rather than at a hyphen.
    pub(super) fn path(&mut self, path: &str) -> &mut Self {
        for part in path.split_inclusive('/') {
            self.raw(r#"<span class="gl-part">"#).text(part);
            self.raw("</span>");
        }
        self
    }

    /// Appends a link to an address that is percent-encoded already.
    pub(super) fn link(&mut self, way: &str, text: &str) -> &mut Self {
        self.raw(r#"<a href=""#).text(way).raw(r#"">"#);
        self.text(text).raw("</a>")
    }

    /// The whole.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_with_quoted_words() {
        let cases = [
            ("plain <b>", "plain &lt;b&gt;"),
            ("a `<b>` c", "a <code>&lt;b&gt;</code> c"),
            ("a ` b", "a ` b"),
            ("", ""),
        ];
        for (sentence, expected) in cases {
            let mut html = Html::default();
            html.sentence(sentence);
            assert_eq!(html.into_string(), expected);
        }
    }
}
