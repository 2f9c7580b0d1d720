//! What `build` leaves for the office in the folder `print/` of a site: the audit of waivers, and
//! comparisons that are not published.

use super::posters::changed;
use crate::cli::Common;
use crate::diagnostic::Diagnostic;
use crate::paths::InputPath;
use crate::pipeline::{self, COMPARISONS, OfficeFile};
use crate::words;
use crate::write::{
    self, ARCHIVE_FOLDER, Destination, Finished, PRINT_FOLDER, PrintRun, Printed, Refusal,
    WriteError,
};

/// The audit of waivers.
const AUDIT: &str = "privacy-audit.html";

/// Writes the audit, or takes it away where there are no waivers any more. The site is published by
/// then, so what goes wrong is a warning, and the next build tries again.
pub fn renew(common: &Common, audit: Option<&[u8]>) -> Option<Diagnostic> {
    let place = InputPath::new(format!("{PRINT_FOLDER}/{AUDIT}"));
    match write::renew(&common.root, AUDIT, audit, pipeline::is_audit) {
        Ok(Printed::Written | Printed::Same) => None,
        Ok(Printed::Taken) if audit.is_none() => None,
        Ok(Printed::Taken) => Some(
            Diagnostic::warning(
                "audit-changed",
                place,
                words!(
                    "台账被人改过，没有更新",
                    "the audit was changed by hand and is not renewed"
                ),
            )
            .help(words!(
                "把改过的另存到别处，再运行一次",
                "keep the changed one elsewhere, and run this again"
            )),
        ),
        Err(error) => Some(error.diagnostic()),
    }
}

/// Brings the comparisons that stay in the office to a state: these files and no others, but for
/// those that somebody changed. The site is published by then, as for [`renew`].
pub fn compare(common: &Common, files: &[OfficeFile]) -> Vec<Diagnostic> {
    match brought(common, files) {
        Ok(finished) => finished.changed.iter().map(|path| changed(path)).collect(),
        Err(error) => vec![error.diagnostic()],
    }
}

fn brought(common: &Common, files: &[OfficeFile]) -> Result<Finished, WriteError> {
    let folder = common.root.join(PRINT_FOLDER).join(COMPARISONS);
    if files.is_empty() && !folder.exists() {
        return Ok(Finished::default());
    }
    let run = PrintRun::new(&common.root)?;
    for file in files {
        run.take(&file.path, &file.bytes)?;
    }
    run.finish(&[COMPARISONS.to_owned()])
}

/// Removes the audit and the comparisons, unless somebody changed them. Returns how many files that
/// was.
///
/// # Errors
///
/// The system refused it.
pub fn clean(common: &Common) -> Result<usize, WriteError> {
    let removed = write::renew(&common.root, AUDIT, None, pipeline::is_audit)?;
    let comparisons = brought(common, &[])?.removed.len();
    Ok(usize::from(removed == Printed::Written) + comparisons)
}

/// Refuses an output folder in the place of `print/` or `archive/`: what stays in the office would be
/// published.
///
/// # Errors
///
/// The output is such a folder, holds it or lies in it.
pub fn keep_apart(destination: &Destination) -> Result<(), WriteError> {
    let output = destination.output();
    for name in [PRINT_FOLDER, ARCHIVE_FOLDER] {
        let folder = destination.site().join(name);
        if output.starts_with(&folder) || folder.starts_with(output) {
            return Err(WriteError::Refused {
                path: output.to_path_buf(),
                reason: Refusal::Overlaps(folder),
            });
        }
    }
    Ok(())
}
