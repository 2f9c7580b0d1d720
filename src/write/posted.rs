//! The file in which a site remembers what was posted. It is no cache: `clean` leaves it.

use std::process;

use super::destination::{Destination, STATE_FOLDER};
use super::error::{Refusal, WriteError};
use super::system::Kind;

/// Its name in [`STATE_FOLDER`].
pub const POSTED_NAME: &str = "posted.json";

impl Destination {
    /// Lets the file hold these bytes, as a whole or not at all.
    ///
    /// # Errors
    ///
    /// It cannot be written; then it is what it was.
    pub fn remember_posted(&self, bytes: &[u8]) -> Result<(), WriteError> {
        let folder = self.site.join(STATE_FOLDER);
        if !self.system.create_folder(&folder)? && self.system.kind(&folder)? != Some(Kind::Folder)
        {
            return Err(WriteError::Refused {
                path: folder,
                reason: Refusal::NotAFolder,
            });
        }
        let new = folder.join(format!("{POSTED_NAME}.new-{}", process::id()));
        // One that a killed build of the same number left.
        self.system.remove(&new)?;
        self.system.create(&new, bytes)?;
        let moved = self
            .system
            .settle(&folder, std::slice::from_ref(&new), &[])
            .and_then(|()| self.system.move_file(&new, &folder.join(POSTED_NAME)));
        if moved.is_err() {
            let _ = self.system.remove(&new);
        }
        moved
    }
}
