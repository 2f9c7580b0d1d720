//! The sheet that those who counted votes sign: rendered with the theme of a site, but no output.

use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::Diagnostics;
use crate::load::SiteFolder;
use crate::paths::InputPath;
use crate::plan::view::counting::CountingView;
use crate::render::Renderer;
use crate::source::Source;
use crate::{config::Language, encoding};

/// The language and the theme of a site folder. Votes may be counted where there is no site: then
/// the usual ones.
#[derive(Debug)]
pub struct Office {
    folder: SiteFolder,
    config: Option<Config>,
}

impl Office {
    /// Reads the settings of a site, if there are any that can be read.
    pub fn new(folder: SiteFolder) -> Self {
        let path = InputPath::new("content/site.yaml");
        let bytes = folder.bytes(&path).ok();
        let text = bytes.and_then(encoding::decode).map(|(text, _)| text);
        let source = text.map(|text| Arc::new(Source::new(path, text)));
        let config = source.and_then(|source| config::read(Some(&source)).0);
        Office { folder, config }
    }

    /// The language of the site.
    pub fn language(&self) -> Language {
        let config = self.config.as_ref();
        config.map_or_else(Language::default, |config| config.language)
    }

    /// The sheet as a PDF.
    ///
    /// # Errors
    ///
    /// The theme of the site or its layout is faulty, or a character has no glyph.
    pub fn counting_sheet(&self, view: &CountingView) -> Result<Vec<u8>, Diagnostics> {
        let name = self
            .config
            .as_ref()
            .and_then(|config| config.theme.as_deref());
        let (theme, mut diagnostics) = self.folder.theme(name);
        let (renderer, found) = Renderer::new(theme, name.unwrap_or("default"), self.language());
        diagnostics.extend(found);
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        renderer.counting_sheet(view)
    }
}
