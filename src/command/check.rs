//! `gongshi check`: a build that writes nothing.

use super::terminal::Terminal;
use super::{Exit, build};
use crate::cli::{Common, Content};
use crate::load::SiteFolder;
use crate::paths::OutputPath;
use crate::pipeline::{self, Sink};
use crate::words;
use crate::write::WriteError;

/// Checks the site.
pub fn run(common: &Common, content: &Content, terminal: &Terminal) -> Exit {
    let request = build::request(common, content);
    let (site, language, mut diagnostics) = pipeline::read(SiteFolder::new(&common.root), &request);
    let Some(mut site) = site else {
        terminal.report(&diagnostics, language);
        return Exit::Faults;
    };
    build::say_pinned(&site, terminal, language);
    loop {
        let (report, found) = match site.render(&request, &Nowhere) {
            Ok(rendered) => rendered,
            Err(error) => return super::failed(terminal, language, &error),
        };
        diagnostics.extend(found);
        if report.is_none()
            && let Some(rest) = site.without_faulty(&request, &diagnostics)
        {
            site = rest;
            continue;
        }
        diagnostics.sort();
        terminal.report(&diagnostics, language);
        let status = build::strict_status(&diagnostics, content.strict);
        match report {
            Some(_) if status == Exit::Faults && !diagnostics.has_errors() => terminal.say(
                &words!(
                    "有警告，按 --strict 不会发布",
                    "there are warnings: with --strict nothing is published"
                ),
                language,
            ),
            Some(report) => build::say_done(&report, terminal, language),
            None => {}
        }
        return status;
    }
}

/// Takes outputs and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn take(&self, _: &OutputPath, _: &[u8]) -> Result<(), WriteError> {
        Ok(())
    }

    fn progress(&self, _: usize, _: usize) {}
}
