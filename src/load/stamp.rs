//! What the system says of a file without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// How long before a look a file must have been left alone for its stamp to be believed. Clocks of
/// file systems are coarse (two seconds on memory sticks): a second change within the same tick
/// leaves the stamp what it was.
const SETTLED: Duration = Duration::from_secs(2);

/// Size, times and identity of a file. The same stamp means the same bytes, if it is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Size in bytes.
    pub size: u64,
    /// When its bytes were last written, since 1970.
    modified: Duration,
    /// When anything about it last changed, where the system tells.
    changed: Duration,
    /// Its number within the file system, where the system tells.
    identity: u64,
    /// It was left alone long enough before the look.
    settled: bool,
}

impl Stamp {
    /// The stamp of a file that was looked at at `now`.
    pub fn new(metadata: &Metadata, now: SystemTime) -> Self {
        let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        let modified = metadata.modified().ok().and_then(since_1970);
        let modified = modified.unwrap_or_default();
        let (changed, identity) = inode(metadata).unwrap_or((modified, 0));
        let left_alone_since = modified.max(changed) + SETTLED;
        Stamp {
            size: metadata.len(),
            modified,
            changed,
            identity,
            settled: since_1970(now).is_some_and(|now| left_alone_since < now),
        }
    }

    /// Bytes that are the same for the same stamp only.
    pub fn to_bytes(&self) -> [u8; 49] {
        let mut bytes = [0; 49];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..24].copy_from_slice(&self.modified.as_nanos().to_le_bytes());
        bytes[24..40].copy_from_slice(&self.changed.as_nanos().to_le_bytes());
        bytes[40..48].copy_from_slice(&self.identity.to_le_bytes());
        bytes[48] = u8::from(self.settled);
        bytes
    }

    /// Whether its file was left alone long enough for the stamp to be believed.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// Whether a file of this stamp now is what it was when it had the stamp `before`.
    pub fn proves_the_same_as(&self, before: &Stamp) -> bool {
        before.settled
            && Stamp {
                settled: true,
                ..*self
            } == *before
    }
}

/// Time of the last change of any sort, and the number of the inode.
#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "other systems have no such numbers"
)]
fn inode(metadata: &Metadata) -> Option<(Duration, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let nanos = u32::try_from(metadata.ctime_nsec()).unwrap_or(0);
    Some((Duration::new(seconds, nanos), metadata.ino()))
}

#[cfg(not(unix))]
fn inode(_metadata: &Metadata) -> Option<(Duration, u64)> {
    None
}
