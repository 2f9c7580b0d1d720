//! What was posted, from the file in which the last build left it. It is read like content, and
//! again only when the file changes.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Stamp;
use crate::model::posted::Posted;
use crate::paths::InputPath;
use crate::source::{self, Hash};
use crate::words;

/// Where it lies in the site folder.
const PATH: &str = ".gongshi/posted.json";
/// Format of the file.
const FORMAT: u32 = 1;

/// The file.
#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    posted: Posted,
}

/// Hash of the stamp of the file, or of that there is none; none if it was written just now.
pub fn digest(root: &Path, now: SystemTime) -> Option<Hash> {
    match fs::metadata(root.join(PATH)) {
        Ok(metadata) => {
            let stamp = Stamp::new(&metadata, now);
            stamp.is_settled().then(|| source::hash(&stamp.to_bytes()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(source::hash(b"")),
        Err(_) => None,
    }
}

/// When a file was written, and how long it is; none if there is none.
type Written = Option<(SystemTime, u64)>;

/// What was posted, with the state of the file from which that was read.
#[derive(Debug, Default)]
pub struct Known {
    stamp: Option<Written>,
    posted: Arc<Posted>,
    fault: Option<Diagnostic>,
}

impl Known {
    /// What was posted at the site in the folder `root`. A damaged file counts as none, with a
    /// warning.
    pub fn read(&mut self, root: &Path, diagnostics: &mut Diagnostics) -> Arc<Posted> {
        let path = root.join(PATH);
        let stamp = fs::metadata(&path)
            .ok()
            .and_then(|metadata| Some((metadata.modified().ok()?, metadata.len())));
        if self.stamp != Some(stamp) {
            self.stamp = Some(stamp);
            (self.posted, self.fault) = match read(&path) {
                Ok(posted) => (Arc::new(posted), None),
                Err(reason) => (Arc::default(), Some(damaged(&reason))),
            };
        }
        if let Some(fault) = &self.fault {
            diagnostics.push(fault.clone());
        }
        Arc::clone(&self.posted)
    }

    /// What was read last.
    pub fn last(&self) -> &Posted {
        &self.posted
    }
}

fn read(path: &Path) -> Result<Posted, String> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Posted::default()),
        read => read.map_err(|error| error.to_string())?,
    };
    let file: File = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    if file.format != FORMAT {
        return Err(format!("format {}", file.format));
    }
    Ok(file.posted)
}

/// The bytes of the file.
pub fn written(posted: Posted) -> Vec<u8> {
    let file = File {
        format: FORMAT,
        posted,
    };
    // Plain data always serialises.
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn damaged(reason: &str) -> Diagnostic {
    Diagnostic::warning(
        "posted-damaged",
        InputPath::new(PATH),
        words!(
            "读不出以前张贴过什么（{reason}），这一次不检查张贴后的改动",
            "cannot read what was posted before ({reason}): changes after posting are not looked for this time"
        ),
    )
    .help(words!(
        "从备份恢复这个文件；不恢复，下一次生成会从现在的内容重新记起",
        "restore the file from a backup; else the next build begins anew with what is there now"
    ))
}
