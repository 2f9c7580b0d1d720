//! Why the output could not be written, as data with words in both languages.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Location, Words};
use crate::paths::OutputPath;
use crate::words;

/// Why the output could not be written. The published site is then what it was before, unless
/// the error says otherwise.
#[derive(Debug)]
pub enum WriteError {
    /// The folder must not be an output folder at all.
    Refused {
        /// The folder that was asked for.
        path: PathBuf,
        /// What is against it.
        reason: Refusal,
    },
    /// Something lies there that we did not make.
    NotOurs {
        /// The folder or file.
        path: PathBuf,
        /// How that was seen.
        why: Foreign,
    },
    /// A file in the output folder that we did not make has the place of one of ours.
    InTheWay {
        /// The file in the output folder.
        path: PathBuf,
    },
    /// Another build is at work on the same site or the same output.
    Locked {
        /// What it holds.
        path: PathBuf,
    },
    /// A path that could lead out of the output folder or is reserved.
    BadPath {
        /// The path.
        path: OutputPath,
    },
    /// Two files were to be written to one path, or a file to the path of a folder.
    Taken {
        /// The path.
        path: OutputPath,
    },
    /// A file was to be kept whose published bytes are gone or no longer those of the manifest.
    NotStanding {
        /// The path.
        path: OutputPath,
    },
    /// An earlier file of this stage could not be written, so the stage cannot be published.
    Incomplete {
        /// The stage.
        path: PathBuf,
    },
    /// The system refused something.
    Io {
        /// What was attempted.
        action: Action,
        /// On what.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// What is against a folder as output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is the root of a file system.
    Root,
    /// It is the home folder or holds it.
    Home,
    /// It is the site folder or holds it.
    Site,
    /// It is, holds or lies inside this folder of the site.
    Overlaps(PathBuf),
    /// It, or a folder above it, is no folder.
    NotAFolder,
    /// It is a symbolic link to nothing, or goes up (`..`) from a folder that does not exist.
    Unresolvable,
}

/// How it was seen that something is not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A folder that is not empty and has no manifest of ours.
    NoManifest,
    /// Its manifest is not one that we write.
    BadManifest,
    /// Its manifest was written by a newer version of this program.
    Newer,
    /// A file in a leftover of ours which neither the manifest lists nor the output holds too.
    Stray,
}

/// What was attempted when the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Finding out what lies at a path.
    Look,
    /// Reading a file or a folder.
    Read,
    /// Writing a file or making a folder.
    Write,
    /// Carrying a file of somebody else into the new site.
    Carry,
    /// Making sure that what was written outlives a power cut.
    Settle,
    /// Letting the new site take the place of the old one.
    Swap,
    /// Removing a file or folder.
    Remove,
    /// Taking the lock.
    Lock,
}

impl WriteError {
    /// Stable code, never translated.
    pub fn code(&self) -> &'static str {
        match self {
            WriteError::Refused { .. } => "output-refused",
            WriteError::NotOurs { .. } => "output-not-ours",
            WriteError::InTheWay { .. } => "output-in-the-way",
            WriteError::Locked { .. } => "output-locked",
            WriteError::BadPath { .. } => "output-path",
            WriteError::Taken { .. } => "output-taken",
            WriteError::NotStanding { .. } => "output-not-standing",
            WriteError::Incomplete { .. } => "output-incomplete",
            WriteError::Io { .. } => "output-io",
        }
    }

    /// One line that says what was found.
    pub fn words(&self) -> Words {
        match self {
            WriteError::Refused { path, reason } => refused(path, reason),
            WriteError::NotOurs { path, why } => not_ours(path, *why),
            WriteError::InTheWay { path } => {
                let path = shown(path);
                words!(
                    "`{path}` 不是本程序生成的，却占用了本站文件的位置",
                    "`{path}` was not made by this program but lies where a file of the site belongs"
                )
            }
            WriteError::Locked { path } => {
                let path = shown(path);
                words!(
                    "另一个 gongshi 正在生成（锁：`{path}`）",
                    "another gongshi is building just now (lock: `{path}`)"
                )
            }
            WriteError::BadPath { path } => {
                let path = shown(Path::new(path.as_str()));
                words!(
                    "输出路径 `{path}` 不可用：须为输出文件夹内的相对路径",
                    "output path `{path}` cannot be used: expected a relative path inside the output folder"
                )
            }
            WriteError::Taken { path } => {
                let path = shown(Path::new(path.as_str()));
                words!(
                    "输出路径 `{path}` 已被本站另一文件或文件夹占用",
                    "output path `{path}` is already used by another file or folder of the site"
                )
            }
            WriteError::NotStanding { path } => {
                let path = shown(Path::new(path.as_str()));
                words!(
                    "已发布的 `{path}` 不见了或被改过，不能沿用",
                    "published file `{path}` is gone or was changed, so it cannot be kept"
                )
            }
            WriteError::Incomplete { path } => {
                let path = shown(path);
                words!(
                    "`{path}` 中有文件未能写完，不能发布",
                    "a file in `{path}` could not be written, so nothing is published"
                )
            }
            WriteError::Io {
                action,
                path,
                error,
            } => {
                let (what, path, why) = (attempt(*action), shown(path), reason(error));
                Words {
                    zh: format!("{}失败：`{path}`：{}", what.zh, why.zh),
                    en: format!("cannot {} `{path}`: {}", what.en, why.en),
                }
            }
        }
    }

    /// What the reader can do about it, if anything.
    pub fn help(&self) -> Option<Words> {
        Some(match self {
            WriteError::Refused { .. } => words!(
                "用 `--output` 指定一个单独的文件夹，例如 `public`",
                "give a folder of its own with `--output`, for example `public`"
            ),
            WriteError::NotOurs {
                why: Foreign::Newer,
                ..
            } => words!(
                "使用较新版本的 gongshi，或用 `--output` 另选文件夹",
                "use the newer gongshi, or give another folder with `--output`"
            ),
            WriteError::NotOurs {
                why: Foreign::Stray,
                ..
            }
            | WriteError::InTheWay { .. } => {
                words!(
                    "把它移到别处，然后重新生成",
                    "move it elsewhere and build again"
                )
            }
            WriteError::NotOurs { .. } => words!(
                "用 `--output` 另选一个空的或尚不存在的文件夹，或先把其中的文件移走",
                "give an empty or new folder with `--output`, or move its files elsewhere first"
            ),
            WriteError::Locked { .. } => {
                words!("等它结束后再试", "wait until it has finished and try again")
            }
            WriteError::NotStanding { .. } => words!("重新生成", "build again"),
            WriteError::BadPath { .. }
            | WriteError::Taken { .. }
            | WriteError::Incomplete { .. } => return None,
            WriteError::Io { error, .. } => match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    words!(
                        "腾出磁盘空间后重新生成",
                        "free some disk space and build again"
                    )
                }
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => words!(
                    "检查此文件夹的写入权限，并关闭正在打开其中文件的程序",
                    "check that you may write there, and close programs that have files there open"
                ),
                ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => words!(
                    "输出文件夹不能是挂载点，请改用其下的文件夹",
                    "the output cannot be a mount point; give a folder inside it"
                ),
                _ => return None,
            },
        })
    }

    /// The same as a diagnostic that points at no text.
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code(), Location::Nowhere, self.words());
        match self.help() {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    /// Whether the system refused for this reason.
    pub(super) fn is(&self, kind: ErrorKind) -> bool {
        matches!(self, WriteError::Io { error, .. } if error.kind() == kind)
    }
}

fn refused(path: &Path, reason: &Refusal) -> Words {
    let path = shown(path);
    match reason {
        Refusal::Root => {
            words!(
                "输出文件夹 `{path}` 是文件系统的根目录",
                "output folder `{path}` is the root of a file system"
            )
        }
        Refusal::Home => {
            words!(
                "输出文件夹 `{path}` 是个人主目录或包含它",
                "output folder `{path}` is or holds the home folder"
            )
        }
        Refusal::Site => {
            words!(
                "输出文件夹 `{path}` 是站点文件夹或包含它",
                "output folder `{path}` is or holds the site folder"
            )
        }
        Refusal::Overlaps(other) => {
            let other = shown(other);
            words!(
                "输出文件夹 `{path}` 与站点的 `{other}` 重叠",
                "output folder `{path}` overlaps with `{other}` of the site"
            )
        }
        Refusal::NotAFolder => words!("`{path}` 不是文件夹", "`{path}` is not a folder"),
        Refusal::Unresolvable => words!(
            "`{path}` 指向不存在的位置，无法确定输出文件夹",
            "`{path}` leads to a place that does not exist"
        ),
    }
}

fn not_ours(path: &Path, why: Foreign) -> Words {
    let path = shown(path);
    match why {
        Foreign::NoManifest => words!(
            "文件夹 `{path}` 里有文件，但不是本程序生成的，未作任何改动",
            "folder `{path}` holds files that this program did not make; nothing was touched"
        ),
        Foreign::BadManifest => words!(
            "`{path}` 不是本程序写的清单，该文件夹未作任何改动",
            "`{path}` is not a manifest of this program; nothing in its folder was touched"
        ),
        Foreign::Newer => words!(
            "`{path}` 由较新版本的 gongshi 写成，该文件夹未作任何改动",
            "`{path}` was written by a newer gongshi; nothing in its folder was touched"
        ),
        Foreign::Stray => words!(
            "上次中断的生成留下的文件夹里，`{path}` 不是本程序生成的",
            "`{path}`, in the leftovers of an interrupted build, was not made by this program"
        ),
    }
}

fn attempt(action: Action) -> Words {
    match action {
        Action::Look => words!("查看", "look at"),
        Action::Read => words!("读取", "read"),
        Action::Write => words!("写入", "write"),
        Action::Carry => words!("保留他人文件", "carry over"),
        Action::Settle => words!("存盘", "make durable"),
        Action::Swap => words!("切换新旧站点", "put the new site in place at"),
        Action::Remove => words!("删除", "remove"),
        Action::Lock => words!("加锁", "lock"),
    }
}

/// The commonest refusals in Chinese too; for others the system's own words must do.
fn reason(error: &io::Error) -> Words {
    let zh = match error.kind() {
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::ReadOnlyFilesystem => "文件系统是只读的",
        ErrorKind::NotFound => "不存在",
        ErrorKind::AlreadyExists => "已存在",
        ErrorKind::NotADirectory => "不是文件夹",
        ErrorKind::IsADirectory => "是文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::InvalidFilename => "文件名过长或含有不允许的字符",
        ErrorKind::ResourceBusy => "正被占用",
        _ => return words!("{error}", "{error}"),
    };
    words!("{zh}", "{error}")
}

/// A path as text. File names may hold anything, so what a terminal would obey is escaped.
fn shown(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
