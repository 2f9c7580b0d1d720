//! `gongshi posters --shard K/N --cache DIR`, and what builds take from such a folder.

use std::path::Path;

use super::terminal::{self, Terminal};
use super::{Exit, build, posters, refused};
use crate::cache::{Cache, Shelf};
use crate::cli::{Common, Posters, ShareArg};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Location};
use crate::load::SiteFolder;
use crate::pipeline::{Filled, Session, Share, Touched};
use crate::words;

/// Lays out a share of the posters and cards of a site into a folder.
pub fn run(
    common: &Common,
    asked: &Posters,
    (share, folder): (ShareArg, &Path),
    terminal: &Terminal,
) -> Exit {
    let request = posters::request(common, asked, !asked.hold_faulty, None);
    let jobs = request.jobs;
    let mut session = Session::new(SiteFolder::new(&common.root), request);
    session.recall(&Cache::new(&common.root));
    let look = session.look(&Touched::Everything);
    let language = look.language;
    let shelf = match shared(folder) {
        Ok(shelf) => shelf,
        Err(found) => return refused(terminal, language, *found),
    };
    let Some(site) = &look.site else {
        terminal.report(&look.diagnostics, language);
        terminal.say_mendable(&look.diagnostics, language);
        terminal.say(
            &words!("没有做任何海报", "no poster was laid out"),
            language,
        );
        return Exit::Faults;
    };
    build::say_pinned(look.pinned(), look.language, terminal);
    shelf.sweep();
    let bar = terminal.bar(language);
    let share = Share {
        number: share.number,
        of: share.of,
    };
    let filled = site.fill_share(&shelf, share, jobs, &|done, total| {
        terminal::show(&bar, done, total);
    });
    bar.finish_and_clear();
    let (filled, mut found) = match filled {
        Ok(filled) => filled,
        Err(error) => return refused(terminal, language, not_put(folder, &error)),
    };
    if let Some(unusable) = unusable(&shelf) {
        found.push(unusable);
    }
    terminal.report(&found, language);
    say(share, filled, folder, (terminal, language));
    super::status(&found)
}

fn say(share: Share, filled: Filled, folder: &Path, (terminal, language): (&Terminal, Language)) {
    let Share { number, of } = share;
    let Filled {
        all,
        share,
        rendered,
    } = filled;
    let (there, folder) = (share - rendered, folder.display());
    terminal.say(
        &words!(
            "第 {number}/{of} 份：共 {all} 张海报和分享图，这一份 {share} 张，新做 {rendered} 张，已有 {there} 张 → {folder}",
            "share {number}/{of}: {share} of {all} posters and cards, {rendered} rendered, {there} were there → {folder}"
        ),
        language,
    );
}

/// The shelf of a build: a folder that others use as well, or that of the site.
///
/// # Errors
///
/// There is no such folder, and it cannot be made.
pub fn shelf(common: &Common, folder: Option<&Path>) -> Result<Shelf, Box<Diagnostic>> {
    folder.map_or_else(|| Ok(Shelf::of_site(&common.root)), shared)
}

/// A folder that others use as well. It is made if that in which it lies is there: what is not
/// mounted must not be filled in the dark.
fn shared(folder: &Path) -> Result<Shelf, Box<Diagnostic>> {
    let made = match std::fs::create_dir(folder) {
        Err(_) if folder.is_dir() => Ok(()),
        made => made,
    };
    match made {
        Ok(()) => Ok(Shelf::shared(folder)),
        Err(error) => Err(Box::new(not_put(folder, &error))),
    }
}

fn not_put(folder: &Path, error: &std::io::Error) -> Diagnostic {
    let folder = folder.display();
    Diagnostic::error(
        "not-written",
        Location::Nowhere,
        words!(
            "存放海报的文件夹 {folder} 写不进去：{error}",
            "cannot write to {folder}, the folder of posters: {error}"
        ),
    )
    .help(words!(
        "看看 --cache 写得对不对，上一级文件夹是否已经建好（或挂载好），有没有写入的权限，磁盘是否已满",
        "see that --cache is right, that the folder above it is there (or mounted), and that there is permission and room to write"
    ))
}

/// What is to be said of entries that could not be used.
pub fn unusable(shelf: &Shelf) -> Option<Diagnostic> {
    let count = shelf.take_unusable();
    let said = Diagnostic::warning(
        "shelf-damaged",
        Location::Nowhere,
        words!(
            "缓存里有 {count} 张海报损坏，或者名称和内容对不上；没有采用，已经重新生成",
            "{count} posters in the cache are damaged or not what their names say: they were made again"
        ),
    );
    (count > 0).then(|| {
        said.help(words!(
            "只有这一次，不用做什么；如果常常这样，检查存放缓存的磁盘",
            "nothing is to be done; if it happens often, check the disk of the cache"
        ))
    })
}
