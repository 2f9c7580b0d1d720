//! Which folders get no events, because another machine or program changes them.

use std::path::Path;

use crate::diagnostic::Words;
use crate::words;

use super::TOPS;

/// Why the system would not tell of every change in the site, if so.
pub(super) fn without_events(root: &Path) -> Option<Words> {
    let folders = TOPS.iter().map(|top| root.join(top));
    let (folder, kind) = std::iter::once(root.to_owned())
        .chain(folders)
        .find_map(|folder| kind(&folder).map(|kind| (folder, kind)))?;
    let folder = folder.display();
    Some(words!(
        "`{folder}` 在网络盘或共享文件夹（{kind}）上，系统不会通知其中的改动",
        "`{folder}` is on a network drive or a shared folder ({kind}), where the system does not tell of changes"
    ))
}

/// The kind of a file system that gives no events, or only those of this machine.
#[cfg(target_os = "linux")]
fn kind(folder: &Path) -> Option<&'static str> {
    // Numbers from `statfs(2)` and `linux/magic.h`. FUSE is also what sshfs, virtiofs and the
    // folders of Docker Desktop are; the Windows drives of WSL are 9p.
    const KINDS: [(u64, &str); 15] = [
        (0x0102_1997, "9p"),
        (0x517b, "SMB"),
        (0x564c, "NCP"),
        (0x6969, "NFS"),
        (0x00c3_6400, "Ceph"),
        (0x0bd0_0bd0, "Lustre"),
        (0x0116_1970, "GFS2"),
        (0x5346_414f, "AFS"),
        (0x6b41_4653, "AFS"),
        (0x6573_5546, "FUSE"),
        (0x7375_7245, "Coda"),
        (0x786f_4256, "vboxsf"),
        (0xbacb_acbc, "vmhgfs"),
        (0xfe53_4d42, "SMB"),
        (0xff53_4d42, "CIFS"),
    ];
    let found = rustix::fs::statfs(folder).ok()?.f_type;
    KINDS
        .iter()
        // On some machines the number has a sign, and 32 bits.
        .find(|(number, _)| u64::try_from(i128::from(found) & 0xffff_ffff) == Ok(*number))
        .map(|(_, kind)| *kind)
}

/// The kind of a file system that gives no events, or only those of this machine. A letter that
/// stands for a network drive becomes the name of the server.
#[cfg(windows)]
fn kind(folder: &Path) -> Option<&'static str> {
    use std::path::{Component, Prefix};
    let real = std::fs::canonicalize(folder).ok()?;
    match real.components().next()? {
        Component::Prefix(prefix)
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)) =>
        {
            Some("SMB")
        }
        _ => None,
    }
}

/// Elsewhere there is no portable way to tell; intervals can be asked for.
#[cfg(not(any(target_os = "linux", windows)))]
fn kind(_: &Path) -> Option<&'static str> {
    None
}
