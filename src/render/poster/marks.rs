//! Marks that protect the reader must stand on every sheet. Layouts draw them; here it is seen
//! that none was lost.

use typst::layout::{Frame, FrameItem};
use typst_layout::Page;

use crate::diagnostic::Words;
use crate::plan::view::poster::PosterView;
use crate::render::RenderFault;
use crate::words;

/// The words of the marks in the words of a theme.
#[derive(Debug)]
pub struct MarkWords {
    demo: String,
    withdrawn: String,
}

impl MarkWords {
    /// Takes the words; none if one is missing or empty.
    ///
    /// # Errors
    ///
    /// Which word is not there.
    pub fn new(words: &serde_json::Value) -> Result<Self, Words> {
        let word = |path: &str| match words.pointer(path).and_then(serde_json::Value::as_str) {
            Some(word) if !word.trim().is_empty() => Ok(word.trim().to_owned()),
            _ => {
                let path = path.trim_start_matches('/').replace('/', ".");
                Err(words!(
                    "海报的词语里没有 {path}，读者要靠它辨认演示和撤回的海报",
                    "the words of posters have no `{path}`, by which readers tell posters that are samples or withdrawn"
                ))
            }
        };
        Ok(MarkWords {
            demo: word("/head/demo")?,
            withdrawn: word("/strip/withdrawn")?,
        })
    }

    /// Sees that every sheet of a poster carries the marks of its record.
    pub fn check(&self, view: &PosterView, pages: &[Page]) -> Result<(), RenderFault> {
        let withdrawn = view.withdrawn.is_some();
        Self::stand(
            &[(view.demo, &self.demo), (withdrawn, &self.withdrawn)],
            pages,
        )
    }

    /// Sees that every sheet carries the mark of an invented place.
    pub fn check_demo(&self, demo: bool, pages: &[Page]) -> Result<(), RenderFault> {
        Self::stand(&[(demo, &self.demo)], pages)
    }

    fn stand(needed: &[(bool, &String)], pages: &[Page]) -> Result<(), RenderFault> {
        for (number, page) in pages.iter().enumerate() {
            let mut text = String::new();
            collect(&page.frame, &mut text);
            for (_, mark) in needed.iter().filter(|(is_needed, _)| *is_needed) {
                if !text.contains(mark.as_str()) {
                    let sheet = number + 1;
                    return Err(RenderFault::new(
                        "lost-mark",
                        words!(
                            "海报第 {sheet} 张上没有“{mark}”标记",
                            "sheet {sheet} of the poster does not carry the mark `{mark}`"
                        ),
                        words!(
                            "在主题的海报版式里把这个标记放回每一张",
                            "put the mark back on every sheet in the layout of the theme"
                        ),
                    ));
                }
            }
        }
        Ok(())
    }
}

/// All text of a frame, in the order drawn.
fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            _ => {}
        }
    }
}
