//! `gongshi check`: a build that writes nothing.

use super::terminal::Terminal;
use super::{Exit, build, refused, shard};
use crate::cache::{Cache, Shelf};
use crate::cli::{Common, Content};
use crate::load::SiteFolder;
use crate::paths::OutputPath;
use crate::pipeline::{Ledger, Rendered, Session, Sink, Touched};
use crate::source::Hash;
use crate::words;
use crate::write::WriteError;

/// Checks the site.
pub fn run(common: &Common, content: &Content, terminal: &Terminal) -> Exit {
    let mut session = Session::new(
        SiteFolder::new(&common.root),
        build::request(common, &content.reading, build::faulty(content)),
    );
    let cache = Cache::new(&common.root);
    session.recall(&cache);
    let look = session.look(&Touched::Everything);
    let language = look.language;
    if look.site.is_none() {
        terminal.report(&look.diagnostics, language);
        terminal.say_mendable(&look.diagnostics, language);
        return Exit::Faults;
    }
    build::say_pinned(look.pinned(), look.language, terminal);
    // What the last build rendered without a fault need not be rendered for checking.
    let before = build::destination(common)
        .map(|destination| Ledger::recall(&cache, destination.output()))
        .unwrap_or_default();
    let shelf = match shard::shelf(common, content.cache.as_deref()) {
        Ok(shelf) => shelf.to_read(),
        Err(found) => return refused(terminal, language, *found),
    };
    let rendered = session.render(look, &before, || Ok(Nowhere(&shelf)));
    let Rendered { made, diagnostics } = match rendered {
        Ok(rendered) => rendered,
        Err(error) => return super::failed(terminal, language, &error),
    };
    terminal.report(&diagnostics, language);
    terminal.say_mendable(&diagnostics, language);
    let status = build::strict_status(&diagnostics, content.strict);
    match made {
        Some(_) if status == Exit::Faults && !diagnostics.has_errors() => terminal.say(
            &words!(
                "有警告，按 --strict 不会发布",
                "there are warnings: with --strict nothing is published"
            ),
            language,
        ),
        Some((_, report, _)) => build::say_done(&report, terminal, language),
        None => {}
    }
    status
}

/// Takes outputs and keeps none.
struct Nowhere<'s>(&'s Shelf);

impl Sink for Nowhere<'_> {
    fn keep(&self, _: &OutputPath, _: &Hash) -> Result<bool, WriteError> {
        Ok(true)
    }

    fn take(&self, _: &OutputPath, _: &[u8]) -> Result<(), WriteError> {
        Ok(())
    }

    fn progress(&self, _: usize, _: usize) {}

    fn shelf(&self) -> Option<&Shelf> {
        Some(self.0)
    }
}
