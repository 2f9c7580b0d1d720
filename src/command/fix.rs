//! `gongshi fix`: writes plainly, in the files themselves, what has one meaning.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::terminal::{self, Terminal};
use super::{Exit, files, refused};
use crate::cli::{Common, Fix};
use crate::config::Language;
use crate::diagnostic::{self, Diagnostic, Diagnostics, Location};
use crate::encoding::{self, Encoding};
use crate::fix::{self, Mended};
use crate::load::{Document, SiteFolder};
use crate::model::tidy;
use crate::paths::InputPath;
use crate::pipeline::{Faulty, Request, Session, Touched};
use crate::privacy;
use crate::report;
use crate::source::Source;
use crate::words;

/// Most times that the site is looked at again for what earlier changes made plain.
const ROUNDS: usize = 4;

/// Mends the files.
pub fn run(common: &Common, fix: &Fix, terminal: &Terminal) -> Exit {
    let wanted = match Wanted::read(&common.root, &fix.paths) {
        Ok(wanted) => wanted,
        Err(found) => return refused(terminal, Language::default(), *found),
    };
    let request = Request {
        today: None,
        base_url: None,
        // Drafts are mended as well, and one faulty record keeps no other from being mended.
        drafts: true,
        faulty: Faulty::LeaveOut,
        round: None,
        economy: false,
        posters: false,
        jobs: common.jobs.unwrap_or(0),
    };
    let mut session = Session::new(SiteFolder::new(&common.root), request);
    let mut total: BTreeMap<InputPath, usize> = BTreeMap::new();
    let mut language = Language::default();
    for _ in 0..ROUNDS {
        let look = session.look(&Touched::Everything);
        language = look.language;
        let changed = changed(common, &session, &look.diagnostics, &wanted);
        if fix.dry_run {
            for file in &changed {
                show(file);
            }
            say_wanted(&changed, terminal, language);
            return Exit::Done;
        }
        if changed.is_empty() {
            break;
        }
        for file in &changed {
            if let Err(error) = file.write(&common.root) {
                return refused(terminal, language, not_written(&file.path, &error));
            }
            *total.entry(file.path.clone()).or_default() += file.mended.places;
        }
    }
    say_mended(&total, terminal, language);
    Exit::Done
}

/// The files that a run may change.
struct Wanted {
    /// Paths below the site folder; all files of the content if there are none.
    below: Vec<String>,
}

impl Wanted {
    fn read(root: &Path, paths: &[PathBuf]) -> Result<Self, Box<Diagnostic>> {
        let mut below = Vec::with_capacity(paths.len());
        let real = |path: &Path| fs::canonicalize(path).ok();
        let (site, content) = (real(root), real(&root.join("content")));
        for path in paths {
            // As the shell completes it, or as messages name it.
            let full = real(path).or_else(|| real(&root.join(path)));
            if full.is_some() && full == site {
                below.push("content".to_owned());
                continue;
            }
            let within = full.as_ref().zip(content.as_ref());
            let within = within.and_then(|(full, content)| full.strip_prefix(content).ok());
            let Some(within) = within else {
                return Err(Box::new(outside(path)));
            };
            let mut wanted = "content".to_owned();
            for part in within {
                wanted.push('/');
                wanted.push_str(&part.to_string_lossy());
            }
            below.push(wanted);
        }
        Ok(Wanted { below })
    }

    fn has(&self, path: &InputPath) -> bool {
        self.below.is_empty()
            || self.below.iter().any(|below| {
                let rest = path.as_str().strip_prefix(below.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    }
}

/// A file that is to be written anew.
struct Changed {
    path: InputPath,
    /// Its bytes now.
    bytes: Vec<u8>,
    /// Its text now.
    old: String,
    mended: Mended,
    /// A byte order mark that stays.
    is_marked: bool,
}

/// The files that need changes.
fn changed(
    common: &Common,
    session: &Session,
    diagnostics: &Diagnostics,
    wanted: &Wanted,
) -> Vec<Changed> {
    let of = |path: &InputPath| -> Vec<diagnostic::Fix> {
        let found = diagnostics
            .iter()
            .filter(|found| found.path() == Some(path));
        found.flat_map(|found| found.fixes.clone()).collect()
    };
    let (settings, rules) = session.settings_and_rules();
    let is_settings = |path: &InputPath| {
        let settings = settings.as_ref();
        settings.is_some_and(|settings| settings.path == *path)
    };
    let documents = session.documents();
    let documents = documents.iter().map(|document| &document.source);
    let sources = settings.iter().chain(&rules).chain(documents);
    let sources = sources.filter(|source| wanted.has(&source.path));
    let certain = |path: &InputPath, text: String| {
        if path.as_str().ends_with(".md") {
            tidy::document(&Document::of(path.clone(), text))
        } else if is_settings(path) {
            tidy::settings(&Source::new(path.clone(), text))
        } else {
            tidy::rules(&Source::new(path.clone(), text))
        }
    };
    let changed = sources.filter_map(|source| {
        let bytes = fs::read(source.path.below(&common.root)).ok()?;
        let (old, encoding) = encoding::read(bytes.clone()).ok()?;
        // What was written since the look is looked at in the next round.
        if fix::plain(&old) != *source.text {
            return None;
        }
        let mended = fix::mend(&old, of(&source.path), |text| certain(&source.path, text));
        let is_other = mended.text != old || encoding != Encoding::Utf8;
        is_other.then(|| Changed {
            path: source.path.clone(),
            is_marked: encoding == Encoding::Utf8 && bytes.starts_with(b"\xEF\xBB\xBF"),
            bytes,
            old,
            mended,
        })
    });
    changed.collect()
}

impl Changed {
    /// Writes the file anew: beside it, then in its place. A file that was changed in the meantime
    /// stays as it is.
    fn write(&self, root: &Path) -> io::Result<()> {
        let full = self.path.below(root);
        let name = self.path.file_name();
        // The name of a file that the editor hides, and that reading passes over.
        let beside = full.with_file_name(format!(".{}.gongshi-fix", short(name)));
        let mark: &[u8] = if self.is_marked { b"\xEF\xBB\xBF" } else { b"" };
        files::replace(&full, &beside, &[mark, self.mended.text.as_bytes()], || {
            Ok(fs::read(&full)? == self.bytes)
        })
    }
}

/// A name that leaves room for what is put around it.
fn short(name: &str) -> &str {
    &name[..name.floor_char_boundary(120)]
}

fn outside(path: &Path) -> Diagnostic {
    let path = path.display();
    Diagnostic::error(
        "bad-usage",
        Location::Nowhere,
        words!(
            "{path} 不是本站 content 里的文件",
            "{path} is no file in the content of this site"
        ),
    )
    .help(words!(
        "写 content 里的文件或文件夹，或用 --root 指明站点文件夹",
        "name a file or folder in `content`, or the site with --root"
    ))
}

fn not_written(path: &InputPath, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        "not-written",
        path.clone(),
        words!(
            "无法改写：{error}；文件仍是原样",
            "cannot be written anew: {error}; the file is as it was"
        ),
    )
    .help(words!(
        "关闭正在打开它的程序，检查写入权限，再运行一次",
        "close programs that have it open, check its permissions, and run this again"
    ))
}

/// Shows the changes of a file, with private data covered: a diff goes to terminals, logs and chats.
fn show(file: &Changed) {
    let diff = fix::unified(file.path.as_str(), &file.old, &file.mended.text);
    let diff = privacy::cover(&diff);
    if io::stdout().is_terminal() {
        terminal::print(&report::for_terminal(&diff));
    } else {
        terminal::print(&diff);
    }
}

/// Says what would be changed.
fn say_wanted(changed: &[Changed], terminal: &Terminal, language: Language) {
    for file in changed.iter().filter(|file| file.mended.text == file.old) {
        let path = &file.path;
        terminal.say(
            &words!("会改为 UTF-8：{path}", "would be written in UTF-8: {path}"),
            language,
        );
    }
    let count = changed.len();
    terminal.say(
        &words!(
            "会改写 {count} 个文件；没有写任何文件",
            "files that would be changed: {count}; nothing was written"
        ),
        language,
    );
}

/// Says what was changed.
fn say_mended(total: &BTreeMap<InputPath, usize>, terminal: &Terminal, language: Language) {
    for (path, places) in total {
        terminal.say(
            &match places {
                0 => words!("已改为 UTF-8：{path}", "written in UTF-8: {path}"),
                _ => words!(
                    "已改写 {places} 处：{path}",
                    "changed: {path}, places: {places}"
                ),
            },
            language,
        );
    }
    let count = total.len();
    terminal.say(
        &match count {
            0 => words!("没有可以改写的地方", "there is nothing to change"),
            _ => words!(
                "改写了 {count} 个文件；再运行 gongshi check 看其余的问题",
                "files changed: {count}; run `gongshi check` for what is left"
            ),
        },
        language,
    );
}
