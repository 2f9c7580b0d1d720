//! `gongshi build`.

use indicatif::ProgressBar;

use super::terminal::Terminal;
use super::{Exit, failed, status};
use crate::cache::Cache;
use crate::cli::{Build, Common, Content};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Words};
use crate::load::SiteFolder;
use crate::model::{LeftOut, Reason};
use crate::paths::OutputPath;
use crate::pipeline::{Faulty, Ledger, Look, Rendered, Report, Request, Session, Sink, Touched};
use crate::source::{self, Hash};
use crate::words;
use crate::write::{Destination, ManifestEntry, Stage, WriteError};

/// Builds the site.
pub fn run(common: &Common, build: &Build, terminal: &Terminal) -> Exit {
    let mut session = Session::new(
        SiteFolder::new(&common.root),
        request(common, &build.content),
    );
    let cache = Cache::new(&common.root);
    session.recall(&cache);
    let look = session.look(&Touched::Everything);
    let language = look.language;
    if look.site.is_none() {
        terminal.report(&look.diagnostics, language);
        nothing_published(terminal, language);
        return Exit::Faults;
    }
    say_pinned(&look, terminal);
    let destination = match destination(common) {
        Ok(destination) => destination,
        Err(error) => return failed(terminal, language, &error),
    };
    let before = Ledger::recall(&cache, destination.output());
    let rendered = session.render(look, &before, || {
        Ok(IntoStage {
            stage: destination.stage()?,
            bar: terminal.bar(language),
        })
    });
    let Rendered { made, diagnostics } = match rendered {
        Ok(rendered) => rendered,
        Err(error) => return failed(terminal, language, &error),
    };
    let is_warning = |found: &Diagnostic| found.severity == Severity::Warning;
    let stopped = build.content.strict && diagnostics.iter().any(is_warning);
    match made.filter(|_| !stopped) {
        Some((sink, report, ledger)) => {
            sink.bar.finish_and_clear();
            let exit = publish(sink.stage, &report, diagnostics, terminal, language);
            session.remember(&cache);
            ledger.remember(&cache, destination.output());
            exit
        }
        None => {
            terminal.report(&diagnostics, language);
            nothing_published(terminal, language);
            Exit::Faults
        }
    }
}

fn publish(
    stage: Stage<'_>,
    report: &Report,
    mut diagnostics: Diagnostics,
    terminal: &Terminal,
    language: Language,
) -> Exit {
    let published = match stage.publish() {
        Ok(published) => published,
        Err(error) => return failed(terminal, language, &error),
    };
    if let Some(error) = &published.leftover {
        let mut left = error.diagnostic();
        left.severity = Severity::Warning;
        diagnostics.push(left);
    }
    terminal.report(&diagnostics, language);
    say_done(report, terminal, language);
    status(&diagnostics)
}

/// What the command line asks of the pipeline.
pub fn request(common: &Common, content: &Content) -> Request {
    Request {
        today: content.today,
        base_url: content.base_url.clone(),
        drafts: content.drafts,
        faulty: if content.hold_faulty {
            Faulty::LeaveOut
        } else {
            Faulty::Stop
        },
        posters: !content.no_posters,
        jobs: common.jobs.unwrap_or(0),
    }
}

/// The output folder.
pub fn destination(common: &Common) -> Result<Destination, WriteError> {
    let output = common
        .output
        .clone()
        .unwrap_or_else(|| common.root.join("public"));
    Destination::new(&common.root, output)
}

/// Says that the day is pinned, for whoever wonders why nothing moves on.
pub fn say_pinned(look: &Look, terminal: &Terminal) {
    let config = look.site.as_ref().map(|site| &site.model().config);
    if let Some(today) = config.and_then(|config| config.today) {
        terminal.say(
            &words!(
                "演示日期：按 {today} 显示各项状态（site.yaml 里的 today）",
                "sample date: states are told for {today} (`today` in site.yaml)"
            ),
            look.language,
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
    let (records, pages, posters) = (
        report.counts.records,
        report.counts.pages,
        report.counts.posters,
    );
    let mut line = words!(
        "完成：{records} 条记录，{pages} 个页面，{posters} 张海报",
        "done: {records} records, {pages} pages, {posters} posters"
    );
    let left: Vec<Words> = report.left_out.iter().map(left_out).collect();
    if !left.is_empty() {
        let count = left.len();
        let zh: Vec<&str> = left.iter().map(|words| words.zh.as_str()).collect();
        let en: Vec<&str> = left.iter().map(|words| words.en.as_str()).collect();
        let (zh, en) = (zh.join("；"), en.join("; "));
        let rest = words!("；未发布 {count} 条：{zh}", "; left out {count}: {en}");
        line.zh.push_str(&rest.zh);
        line.en.push_str(&rest.en);
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
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
    }
}

/// Marks warnings as errors when the command line says so.
pub fn strict_status(diagnostics: &Diagnostics, strict: bool) -> Exit {
    let is_warning = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Warning;
    if strict && diagnostics.iter().any(is_warning) {
        Exit::Faults
    } else {
        status(diagnostics)
    }
}
