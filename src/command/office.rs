//! What `build` leaves for the office in the folder `print/` of a site: the audit of waivers.

use crate::cli::Common;
use crate::diagnostic::Diagnostic;
use crate::paths::InputPath;
use crate::pipeline;
use crate::words;
use crate::write::{self, ARCHIVE_FOLDER, Destination, PRINT_FOLDER, Printed, Refusal, WriteError};

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

/// Removes the audit, unless somebody changed it. Returns how many files that was.
///
/// # Errors
///
/// The system refused it.
pub fn clean(common: &Common) -> Result<usize, WriteError> {
    let removed = write::renew(&common.root, AUDIT, None, pipeline::is_audit)?;
    Ok(usize::from(removed == Printed::Written))
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
