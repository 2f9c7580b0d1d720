//! `gongshi build`.

use std::cell::OnceCell;
use std::fmt::Display;
use std::path::PathBuf;
use std::time::Instant;

use indicatif::ProgressBar;

use super::office;
use super::rounds::{self, Due, Rounds};
use super::terminal::{self, Terminal};
use super::{Exit, failed, refused, shard, status};
use crate::cache::{Cache, Shelf};
use crate::cli::{Build, Common, Content, Reading};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Words};
use crate::load::SiteFolder;
use crate::model::{LeftOut, Reason};
use crate::paths::OutputPath;
use crate::pipeline::{
    Faulty, Ledger, Look, Outcome, Rendered, Report, Request, Session, Sink, Touched,
};
use crate::source::{self, Hash};
use crate::words;
use crate::write::{Destination, ManifestEntry, Published, Stage, WriteError};

/// How many records that are left out the last line names.
const NAMED: usize = 10;

/// Builds the site, once or after every change.
pub fn run(common: &Common, build: &Build, terminal: &Terminal) -> Exit {
    let folder = SiteFolder::new(&common.root);
    let rounds = build
        .watch
        .map(|how| Rounds::new(&folder, how, terminal))
        .transpose();
    let mut rounds = match rounds {
        Ok(rounds) => rounds,
        Err(error) => return refused(terminal, Language::default(), error.diagnostic()),
    };
    let shelf = match shard::shelf(common, build.content.cache.as_deref()) {
        Ok(shelf) => shelf,
        Err(found) => return refused(terminal, Language::default(), *found),
    };
    shelf.sweep();
    let mut builder = Builder::new(common, build, (folder, shelf), terminal);
    let exit = builder.first();
    let Some(rounds) = &mut rounds else {
        // The process ends: giving back the memory piece by piece would only take time.
        std::mem::forget(builder);
        return exit;
    };
    terminal.say(
        &words!(
            "有改动就重新生成；按 Ctrl+C 结束",
            "building again after every change; end it with Ctrl+C"
        ),
        builder.language,
    );
    let mut due = Due::Nothing;
    while let Some(touched) = rounds.next(&builder.session, builder.language, due) {
        due = builder.again(&touched);
    }
    Exit::Failed
}

/// Builds one site, again and again.
struct Builder<'b> {
    common: &'b Common,
    strict: bool,
    /// Whether it builds again after every change: then the session has to know the whole site.
    is_watching: bool,
    terminal: &'b Terminal,
    session: Session,
    cache: Cache,
    shelf: Shelf,
    /// How the published site came about, once that was looked up.
    ledger: Option<Ledger>,
    /// Whether what an earlier run left was taken from the cache. Only once: a second time it would
    /// displace what this run has read.
    has_recalled: bool,
    language: Language,
    /// What was reported last.
    reported: Diagnostics,
}

/// What a look at the site led to.
enum Looked {
    /// Nothing has changed since it was built.
    Same(Outcome),
    /// It was read and planned.
    Anew(Look),
}

/// What a round found.
struct Found {
    diagnostics: Diagnostics,
    /// Notes besides that nobody is shown one by one.
    untold: usize,
}

/// What a round led to.
enum Round {
    /// The site is published.
    Published(Box<Report>, Published),
    /// Faults keep it from being published.
    Stopped,
}

impl<'b> Builder<'b> {
    fn new(
        common: &'b Common,
        build: &Build,
        (folder, shelf): (SiteFolder, Shelf),
        terminal: &'b Terminal,
    ) -> Self {
        let faulty = faulty(&build.content);
        Builder {
            common,
            strict: build.content.strict,
            is_watching: build.watch.is_some(),
            terminal,
            session: Session::new(folder, request(common, &build.content.reading, faulty)),
            cache: Cache::new(&common.root),
            shelf,
            ledger: None,
            has_recalled: false,
            language: Language::default(),
            reported: Diagnostics::new(),
        }
    }

    /// The first round, told in full.
    fn first(&mut self) -> Exit {
        let (round, found) = match self.round(&Touched::Everything) {
            Ok(done) => done,
            Err(error) => return failed(self.terminal, self.language, &error),
        };
        let diagnostics = found.diagnostics;
        self.terminal
            .report_with(&diagnostics, found.untold, self.language);
        let exit = match round {
            Round::Published(report, _) => {
                say_done(&report, self.terminal, self.language);
                status(&diagnostics)
            }
            Round::Stopped => {
                nothing_published(self.terminal, self.language);
                Exit::Faults
            }
        };
        self.reported = diagnostics;
        exit
    }

    /// A later round: one line, and what is wrong if that is something else than before. What a
    /// round could not do, since somebody held the output or a file, is due again.
    fn again(&mut self, touched: &Touched) -> Due {
        let start = Instant::now();
        let (round, diagnostics) = match self.round(touched) {
            // With a session that knows the site, no note is untold.
            Ok((round, found)) => (round, found.diagnostics),
            Err(error) => {
                let mut found = Diagnostics::new();
                found.push(error.diagnostic());
                if found != self.reported {
                    self.terminal.report(&found, self.language);
                    self.reported = found;
                }
                return Due::Again;
            }
        };
        let due = rounds::due(&diagnostics);
        if due == Due::Again && diagnostics == self.reported {
            return due;
        }
        let took = start.elapsed().as_millis();
        if diagnostics != self.reported {
            self.terminal.report(&diagnostics, self.language);
            self.reported = diagnostics;
        }
        let line = match round {
            Round::Stopped => words!(
                "有错误，没有发布；原来的网站没有改动（{took} 毫秒）",
                "errors: nothing was published, the site is as it was ({took} ms)"
            ),
            Round::Published(_, published) if !published.changed => {
                words!("没有变化（{took} 毫秒）", "nothing changed ({took} ms)")
            }
            Round::Published(report, published) => {
                let (pages, posters) = (report.rendered.pages, report.rendered.posters);
                let (written, removed) = (published.written, published.removed.len());
                words!(
                    "已更新：重新生成 {pages} 个页面、{posters} 张海报，写入 {written} 个文件，删去 {removed} 个（{took} 毫秒）",
                    "updated: {pages} pages and {posters} posters rendered, {written} files written, {removed} removed ({took} ms)"
                )
            }
        };
        self.terminal.say(&line, self.language);
        due
    }

    /// Looks at the site and publishes it unless it is faulty.
    fn round(&mut self, touched: &Touched) -> Result<(Round, Found), WriteError> {
        let destination = OnceCell::new();
        let recalls = !std::mem::replace(&mut self.has_recalled, true);
        let is_alone = recalls && !self.is_watching;
        let wants_notes = self.terminal.shows(Severity::Note);
        let wanted = output(self.common);
        let (session, cache) = (&mut self.session, &self.cache);
        // The site and what is published of it are looked at at the same time.
        let (looked, opened) = std::thread::scope(|scope| {
            let looking = scope.spawn(|| {
                if is_alone
                    && let Some(outcome) = session.recall_outcome(cache, &wanted, wants_notes)
                {
                    return Looked::Same(outcome);
                }
                if recalls {
                    session.recall(cache);
                }
                Looked::Anew(session.look(touched))
            });
            let opened = self::destination(self.common).and_then(|found| {
                let destination: &Destination = destination.get_or_init(|| found);
                Ok((destination, destination.stage()?))
            });
            (looking.join(), opened)
        });
        let looked = looked.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let look = match (looked, &opened) {
            (Looked::Same(outcome), Ok((_, stage))) if stage.keep_all(&outcome.site) => {
                let (destination, stage) = opened?;
                return self.repeat(outcome, destination, stage);
            }
            (Looked::Same(_), _) => {
                session.recall(cache);
                session.look(touched)
            }
            (Looked::Anew(look), _) => look,
        };
        self.language = look.language;
        if look.site.is_none() {
            return Ok((Round::Stopped, look.diagnostics.into()));
        }
        if self.ledger.is_none() {
            say_pinned(look.pinned(), look.language, self.terminal);
        }
        let (destination, stage) = opened?;
        let output = destination.output();
        let before = self
            .ledger
            .take()
            .unwrap_or_else(|| Ledger::recall(&self.cache, output));
        let mut opened = Some(stage);
        let rendered = self.session.render(look, &before, || {
            let stage = opened.take().map_or_else(|| destination.stage(), Ok)?;
            let bar = self.terminal.bar(self.language);
            let shelf = &self.shelf;
            Ok(IntoStage { stage, bar, shelf })
        });
        let before = self.ledger.insert(before);
        let Rendered {
            made,
            mut diagnostics,
        } = rendered?;
        let may_publish = !(self.strict && has_warnings(&diagnostics));
        let Some((sink, report, ledger)) = made.filter(|_| may_publish) else {
            return Ok((Round::Stopped, diagnostics.into()));
        };
        sink.bar.finish_and_clear();
        let (published, besides) = publish(self.common, destination, sink.stage, &report)?;
        self.session.remember(&self.cache);
        if ledger != *before {
            ledger.remember(&self.cache, output);
            *before = ledger;
        }
        self.session
            .remember_outcome(&self.cache, &wanted, &report, &diagnostics, &published.site);
        diagnostics.extend(besides);
        if let Some(damaged) = shard::unusable(&self.shelf) {
            diagnostics.push(damaged);
        }
        let round = Round::Published(Box::new(report), published);
        Ok((round, diagnostics.into()))
    }

    /// Says again what an earlier build came to, since nothing has changed since.
    fn repeat(
        &mut self,
        outcome: Outcome,
        destination: &Destination,
        stage: Stage<'_>,
    ) -> Result<(Round, Found), WriteError> {
        self.language = outcome.language;
        say_pinned(outcome.pinned, outcome.language, self.terminal);
        let mut found = Found {
            diagnostics: outcome.diagnostics,
            untold: outcome.untold,
        };
        if self.strict && has_warnings(&found.diagnostics) {
            return Ok((Round::Stopped, found));
        }
        let (published, besides) = publish(self.common, destination, stage, &outcome.report)?;
        found.diagnostics.extend(besides);
        let round = Round::Published(Box::new(outcome.report), published);
        Ok((round, found))
    }
}

impl From<Diagnostics> for Found {
    fn from(diagnostics: Diagnostics) -> Self {
        Found {
            diagnostics,
            untold: 0,
        }
    }
}

/// Publishes what is in a stage, and brings the office's files to their state. What could not be
/// done besides is told.
fn publish(
    common: &Common,
    destination: &Destination,
    stage: Stage<'_>,
    report: &Report,
) -> Result<(Published, Diagnostics), WriteError> {
    let published = stage.publish()?;
    // What is published is posted; a list that cannot be kept is told, and the site stays.
    let posts = report.posts.as_ref();
    let not_kept = posts.and_then(|posts| destination.remember_posted(posts).err());
    let leftover = published.leftover.as_ref().map(WriteError::diagnostic);
    let mut besides = Diagnostics::new();
    // The site is in place: what could not be done besides comes with the next build.
    for mut left in leftover
        .into_iter()
        .chain(not_kept.map(|error| error.diagnostic()))
        .chain(office::renew(common, report.audit.as_deref()))
        .chain(office::compare(common, &report.comparisons))
    {
        left.severity = Severity::Warning;
        besides.push(left);
    }
    Ok((published, besides))
}

/// What the command line asks of the pipeline.
pub fn request(common: &Common, reading: &Reading, faulty: Faulty) -> Request {
    Request {
        today: reading.today,
        base_url: reading.base_url.clone(),
        drafts: reading.drafts,
        faulty,
        round: None,
        economy: false,
        posters: !reading.no_posters,
        jobs: common.jobs.unwrap_or(0),
    }
}

/// What becomes of faulty records.
pub fn faulty(content: &Content) -> Faulty {
    if content.hold_faulty {
        Faulty::LeaveOut
    } else {
        Faulty::Stop
    }
}

/// The path of the output folder, as it was asked for.
fn output(common: &Common) -> PathBuf {
    let asked = common.output.clone();
    asked.unwrap_or_else(|| common.root.join("public"))
}

/// The output folder.
pub fn destination(common: &Common) -> Result<Destination, WriteError> {
    let destination = Destination::new(&common.root, output(common))?;
    office::keep_apart(&destination)?;
    Ok(destination)
}

/// Says that the settings pin the day, for whoever wonders why nothing moves on.
pub fn say_pinned(pinned: Option<impl Display>, language: Language, terminal: &Terminal) {
    if let Some(today) = pinned {
        terminal.say(
            &words!(
                "演示日期：按 {today} 显示各项状态（site.yaml 里的 today）",
                "sample date: states are told for {today} (`today` in site.yaml)"
            ),
            language,
        );
    }
}

fn nothing_published(terminal: &Terminal, language: Language) {
    terminal.say(
        &words!(
            "没有发布；原来的网站没有改动",
            "nothing was published; the site is as it was"
        ),
        language,
    );
}

/// The last line: what was made, what was left out and why.
pub fn say_done(report: &Report, terminal: &Terminal, language: Language) {
    let counts = &report.counts;
    let (records, pages, posters) = (counts.records, counts.pages, counts.posters);
    let mut line = words!(
        "完成：{records} 条记录，{pages} 个页面，{posters} 张海报",
        "done: {records} records, {pages} pages, {posters} posters"
    );
    let cards = counts.cards;
    let mut add = |words: Words| {
        line.zh.push_str(&words.zh);
        line.en.push_str(&words.en);
    };
    if cards > 0 {
        add(words!("，{cards} 张分享图", ", {cards} cards to share"));
    }
    let rendered = &report.rendered;
    if (rendered.pages, rendered.posters) != (pages, posters) {
        let (pages, posters) = (rendered.pages, rendered.posters);
        add(words!(
            "（其中重新生成 {pages} 个页面、{posters} 张海报）",
            " ({pages} pages and {posters} posters of them rendered anew)"
        ));
    }
    let shelved = report.shelved;
    if shelved > 0 {
        add(words!(
            "，缓存里取来 {shelved} 张海报和分享图",
            ", {shelved} posters and cards from the cache"
        ));
    }
    let count = report.left_out.len();
    if count > 0 {
        let most = if terminal.is_verbose() { count } else { NAMED };
        let named: Vec<Words> = report.left_out.iter().take(most).map(left_out).collect();
        let zh: Vec<&str> = named.iter().map(|words| words.zh.as_str()).collect();
        let en: Vec<&str> = named.iter().map(|words| words.en.as_str()).collect();
        let (zh, en) = (zh.join("；"), en.join("; "));
        add(words!(
            "；未发布 {count} 条：{zh}",
            "; left out {count}: {en}"
        ));
        if count > most {
            let more = count - most;
            add(words!(
                "；另有 {more} 条（用 -v 逐条列出）",
                "; and {more} more (named with -v)"
            ));
        }
    }
    terminal.say(&line, language);
}

fn left_out(left: &LeftOut) -> Words {
    let path = &left.path;
    match left.reason {
        Reason::Draft => words!("{path}（草稿）", "{path} (draft)"),
        Reason::Faulty => words!("{path}（有错误）", "{path} (has errors)"),
        Reason::Scheduled(from) => {
            words!("{path}（{from} 起公示）", "{path} (on display from {from})")
        }
    }
}

/// Writes rendered outputs into a stage.
struct IntoStage<'d> {
    stage: Stage<'d>,
    bar: ProgressBar,
    shelf: &'d Shelf,
}

impl Sink for IntoStage<'_> {
    fn keep(&self, path: &OutputPath, bytes: &Hash) -> Result<bool, WriteError> {
        let is_same = |standing: &ManifestEntry| source::short(&standing.hash) == *bytes;
        if !self.stage.standing(path).is_some_and(is_same) {
            return Ok(false);
        }
        self.stage.keep(path).map(|()| true)
    }

    fn take(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        self.stage.write(path, bytes).map(|_| ())
    }

    fn progress(&self, done: usize, total: usize) {
        terminal::show(&self.bar, done, total);
    }

    fn shelf(&self) -> Option<&Shelf> {
        Some(self.shelf)
    }
}

/// Marks warnings as errors when the command line says so.
pub fn strict_status(diagnostics: &Diagnostics, strict: bool) -> Exit {
    if strict && has_warnings(diagnostics) {
        Exit::Faults
    } else {
        status(diagnostics)
    }
}

fn has_warnings(diagnostics: &Diagnostics) -> bool {
    let is_warning = |found: &Diagnostic| found.severity == Severity::Warning;
    diagnostics.iter().any(is_warning)
}
