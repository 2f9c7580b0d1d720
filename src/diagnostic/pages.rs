//! The pages of `docs/diagnostics/`, which are compiled in: what each code means, why it is told,
//! and how to mend it.

mod compiled_in {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

/// The page of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The whole page, as Markdown.
    pub markdown: &'static str,
}

impl Page {
    /// The page of this code; none if it has none, which `tests/diagnostics.rs` does not let pass.
    pub fn of(code: &str) -> Option<Page> {
        let pages = compiled_in::PAGES;
        let at = pages.binary_search_by(|(name, _)| (*name).cmp(code)).ok()?;
        pages.get(at).map(|(_, markdown)| Page { markdown })
    }

    /// What is wrong, in one English sentence.
    pub fn english(&self) -> Option<&'static str> {
        let line = self.markdown.lines().find(|line| line.starts_with("**"))?;
        line.split_once(" — ").map(|(_, sentence)| sentence)
    }

    /// What is wrong, in one Chinese sentence.
    pub fn chinese(&self) -> Option<&'static str> {
        let mut lines = self.markdown.lines();
        lines.find_map(|line| line.strip_prefix("中文："))
    }

    /// The first paragraph of the reason, in English.
    pub fn reason(&self) -> Option<&'static str> {
        let (_, reason) = self.markdown.split_once("## Why\n\n")?;
        reason.split("\n\n").next()
    }
}
