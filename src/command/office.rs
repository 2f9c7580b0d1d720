//! The folder `print/` of a site: what stays in the office and is never published.

use std::path::Path;

use crate::cli::Common;
use crate::paths::OutputPath;
use crate::write::{self, Cleaned, Destination, Refusal, WriteError};

/// Name of the folder in the site.
const FOLDER: &str = "print";
/// The audit of waivers.
const AUDIT: &str = "privacy-audit.html";

/// Brings the folder to the state that holds what the office needs. It is made when there is
/// something to put into it.
///
/// # Errors
///
/// As for the published site: the folder is not ours, or cannot be written.
pub fn publish(common: &Common, audit: Option<&[u8]>) -> Result<(), WriteError> {
    let folder = common.root.join(FOLDER);
    if audit.is_none() && !is_there(&folder) {
        return Ok(());
    }
    let destination = Destination::new(&common.root, folder)?;
    let stage = destination.stage()?;
    if let Some(bytes) = audit {
        let path = OutputPath::new(AUDIT);
        if stage
            .standing(&path)
            .is_some_and(|standing| standing.is(bytes))
        {
            stage.keep(&path)?;
        } else {
            stage.write(&path, bytes)?;
        }
    }
    stage.publish().map(|_| ())
}

/// Removes what is ours in the folder; none if it is not there.
///
/// # Errors
///
/// The folder is not ours, or something could not be removed.
pub fn clean(common: &Common) -> Result<Option<Cleaned>, WriteError> {
    let folder = common.root.join(FOLDER);
    if !is_there(&folder) {
        return Ok(None);
    }
    write::clean(&Destination::new(&common.root, folder)?).map(Some)
}

/// Refuses an output folder in the place of this one: a site in it would not be published.
///
/// # Errors
///
/// The output is the folder, holds it or lies in it.
pub fn keep_apart(destination: &Destination) -> Result<(), WriteError> {
    let folder = destination.site().join(FOLDER);
    let output = destination.output();
    if output.starts_with(&folder) || folder.starts_with(output) {
        return Err(WriteError::Refused {
            path: output.to_path_buf(),
            reason: Refusal::Overlaps(folder),
        });
    }
    Ok(())
}

/// Whether something of ours may be in the folder: one that somebody else made is left alone until
/// there is something to put into it.
fn is_there(folder: &Path) -> bool {
    folder.join(write::MANIFEST_NAME).is_file()
}
