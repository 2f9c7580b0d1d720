//! Brings the output folder to a state, whole or not at all.
//!
//! A [`Destination`] is an output folder that was looked at and may be used. Its [`Stage`] knows
//! which published files are as they were written, and takes each file of the new site: as one to
//! keep, or as bytes, which go into a folder beside the output. [`Stage::publish`] makes of both a
//! whole site, in the stage's folder or in the spare, which is the site before the published one;
//! then this and the output change places in one step, and the old site is the spare of the next
//! build. Should nothing have changed, nothing is touched. [`clean`] takes away what was published.
//!
//! What holds here:
//!
//! - The output folder is a complete old site or a complete new one at every moment, also when the
//!   process is killed, the disk is full or a second build runs. Nothing in it is ever written to.
//! - A folder that does not carry our manifest is refused, and nothing in it is touched.
//! - Nothing is deleted that a manifest of ours does not list, and no symbolic link is followed.
//!   Files that somebody else put into the output folder move on to the next site; where one would
//!   have to give way to a file of ours, the build stops instead.
//! - What a killed build left behind, a stage or a spare with the marker, is cleared by the next
//!   one. A spare in which somebody else put something stays as it is, and is not used.
//!
//! Nothing here knows more than paths and bytes, and nothing prints.

mod archive;
mod carry;
mod clean;
mod destination;
mod error;
mod manifest;
mod photos;
mod platform;
mod posted;
mod print;
mod publish;
mod remove;
mod round;
mod spare;
mod stage;
mod staged;
mod survey;
mod system;

#[cfg(test)]
mod tests;

pub use archive::{ARCHIVE_FOLDER, Archive, Archived};
pub use clean::{Cleaned, clean};
pub use destination::Destination;
pub use error::{Action, Foreign, Refusal, WriteError};
pub use manifest::{MANIFEST_NAME, Manifest, ManifestEntry};
pub use photos::keep_photo;
pub use posted::POSTED_NAME;
pub use print::{PRINT_FOLDER, Printed, print, renew};
pub use publish::Published;
pub use round::{Finished, PrintRun};
pub use stage::{Stage, Written};
