//! What may be asked on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::RangedU64ValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config;
use crate::model::value::{self, Hundredths};
use crate::model::week::Week;
use crate::yaml::Fault;

/// Most threads that may be asked for: a machine that makes more stands still.
const MOST_JOBS: u64 = 256;

/// Compile notice boards: records in Markdown become a website and lobby posters.
/// 公示栏编译：Markdown 记录变成网站和大堂海报。
#[derive(Debug, Parser)]
#[command(name = "gongshi", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site and its posters. 生成网站和海报。
    Build(Build),
    /// Say what build would say, and write nothing. 只检查，不写任何文件。
    Check(Content),
    /// Remove what build made, and nothing else. 删除生成的文件，不动其他文件。
    Clean,
    /// Show the site in a browser and keep it current. 在浏览器里预览，保存后自动更新。
    Serve(Serve),
    /// Write a small site to begin with. 建立一个可以马上生成的示例站点。
    Init(Init),
    /// Write plainly what has one meaning, in the files themselves. 把能确定的写法直接改好。
    Fix(Fix),
    /// Write the first lines of a record, or of a week. 写好一条记录或一周合署办公的开头。
    New(New),
    /// Print what is to be hung at each place, with a checklist. 打印要张贴的海报和张贴清单。
    Posters(Posters),
    /// Count votes from the sheet of those who counted. 从计票表算出计票结果。
    Tally(Tally),
    /// Take the items of a statement of public revenue from a sheet. 从收支表取公共收益的收支项目。
    Account(Account),
    /// Note that what was to hang was hung, and print certificates of it. 登记已张贴，打印张贴证明。
    Posted(Posted),
    /// Print a JSON Schema of front matter, for editors. 打印字段的 JSON Schema，供编辑器使用。
    Schema(Schema),
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// Folder of the site. 站点文件夹。
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// Output folder; default: public in the site folder. 输出文件夹。
    #[arg(short, long, global = true, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Language of messages; default: of the site. 提示语言。
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// Form of diagnostics. 诊断的形式。
    #[arg(long, global = true, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// Colours; also off when NO_COLOR is set. 彩色输出。
    #[arg(long, global = true, value_enum, default_value_t = ColorArg::Auto)]
    pub color: ColorArg,
    /// Only errors. 只说错误。
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Notes as well, one by one. 逐条说明。
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Threads; default: all cores. 线程数。
    #[arg(long, global = true, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(..=MOST_JOBS))]
    pub jobs: Option<usize>,
}

/// How content is read.
#[derive(Debug, Args)]
pub struct Reading {
    /// The day for which states are told, like 2026-03-25. 按哪一天显示状态。
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// Address of the site, instead of that in site.yaml. 站点网址。
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Publish drafts and scheduled notices too. 连草稿和未到日期的公示一起发布。
    #[arg(long)]
    pub drafts: bool,
    /// Website only. 只生成网站，不生成海报。
    #[arg(long)]
    pub no_posters: bool,
}

/// How content is read and judged.
#[derive(Debug, Args)]
pub struct Content {
    /// How it is read.
    #[command(flatten)]
    pub reading: Reading,
    /// Leave faulty records out and publish all else. 有错的记录先不发布，其余照常。
    #[arg(long)]
    pub hold_faulty: bool,
    /// Warnings are errors. 警告也算错误。
    #[arg(long)]
    pub strict: bool,
    /// Folder of finished posters; default: in .gongshi of the site. 存放做好的海报的文件夹。
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

/// What is wrong and how to mend it. Which language the site has is not known yet: so it is said in
/// both.
fn both(fault: &Fault) -> String {
    let (message, help) = (&fault.message, fault.help.as_deref());
    let (zh, en) = help.map_or_else(Default::default, |help| {
        (format!("；{}", help.zh), format!("; {}", help.en))
    });
    format!("{}{zh} ({}{en})", message.zh, message.en)
}

/// An address as in the settings.
fn base_url(written: &str) -> Result<String, String> {
    config::base_url(written).map_err(|fault| both(&fault))
}

/// An area as in a record.
fn square_metres(written: &str) -> Result<Hundredths, String> {
    value::hundredths(written).map_err(|fault| both(&fault))
}

/// A week as on sheets of postings.
fn week(written: &str) -> Result<Week, String> {
    Week::read(written).map_err(|fault| both(&fault))
}

/// Options of build.
#[derive(Debug, Args)]
pub struct Build {
    /// How content is read and judged.
    #[command(flatten)]
    pub content: Content,
    /// Go on after the build: build again whenever something changes. 改动后自动重新生成。
    #[arg(
        long,
        value_enum,
        value_name = "HOW",
        num_args = 0..=1,
        default_missing_value = "auto"
    )]
    pub watch: Option<WatchArg>,
}

/// Options of serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// How content is read.
    #[command(flatten)]
    pub reading: Reading,
    /// Port; default: 1111, or the next that is free. 端口。
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Address of this machine at which to listen. 监听的地址。
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Open a browser. 打开浏览器。
    #[arg(long)]
    pub open: bool,
    /// How changes are noticed. 怎样发现改动。
    #[arg(long, value_enum, value_name = "HOW", default_value_t = WatchArg::Auto)]
    pub watch: WatchArg,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WatchArg {
    /// By the system, or by looking every second where it cannot tell.
    Auto,
    /// By the system only.
    Native,
    /// By looking every second.
    Poll,
}

/// Options of init.
#[derive(Debug, Args)]
pub struct Init {
    /// Folder of the new site; with --lang en the site is English. 新站点的文件夹。
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Date of its records; default: today. 示例记录的日期。
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<NaiveDate>,
}

/// Options of fix.
#[derive(Debug, Args)]
pub struct Fix {
    /// Files or folders in content; default: all. 要改写的文件或文件夹。
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show the changes and write nothing. 只显示会改什么，不写文件。
    #[arg(long)]
    pub dry_run: bool,
}

/// Options of new.
#[derive(Debug, Args)]
pub struct New {
    /// issue, resolution, meeting, notice, account, assessment, work, activity or week. 问题、决议、会议、公示、收支、考评、实事、活动、周。
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// Its place: folder, title or alias; / is the root. 地方：文件夹、名称或别名。
    #[arg(value_name = "PLACE")]
    pub place: String,
    /// Its title; none for a week. 标题；周不写标题。
    #[arg(value_name = "TITLE")]
    pub title: Vec<String>,
    /// With every field of the kind. 列出所有可以写的字段。
    #[arg(long)]
    pub full: bool,
    /// Its date; default: today. 日期。
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<NaiveDate>,
}

/// Options of schema.
#[derive(Debug, Args)]
pub struct Schema {
    /// Only of this sort of document; default: of any. 只要这一种文件的。
    #[arg(value_enum, value_name = "SORT")]
    pub of: Option<SchemaOf>,
}

/// Sorts of documents with front matter, and the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Records in issues.
    Issue,
    /// Records in resolutions.
    Resolution,
    /// Records in meetings.
    Meeting,
    /// Records in notices.
    Notice,
    /// `_index.md` of a place.
    Place,
    /// Files in pages.
    Page,
    /// Files in mechanisms.
    Mechanism,
    /// Files in policies.
    Policy,
    /// Files in rules.
    Rules,
    /// Rest days of a year, in rules.
    RestDays,
    /// `content/site.yaml`.
    Site,
}

/// Options of posters.
#[derive(Debug, Args)]
pub struct Posters {
    /// Places, with all below them; default: all. 地方：文件夹、名称或别名。
    #[arg(value_name = "PLACE")]
    pub places: Vec<String>,
    /// What begins in this week, like 2026-W10 or a day in it; default: this week. 这一周开始张贴的。
    #[arg(
        long,
        value_name = "WEEK",
        num_args = 0..=1,
        default_missing_value = THIS_WEEK,
        value_parser = some_week,
        conflicts_with_all = ["since", "urgent"]
    )]
    pub week: Option<WeekArg>,
    /// What began on this day or later. 从这一天起开始张贴的。
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "urgent")]
    pub since: Option<NaiveDate>,
    /// What should hang today and was not posted. 今天该贴而还没有贴的。
    #[arg(long)]
    pub urgent: bool,
    /// The charts of grids, which no round hangs: one for each board. 网格一览图，每块公示栏一份。
    #[arg(long, conflicts_with_all = ["week", "since", "urgent"])]
    pub grids: bool,
    /// Lay out share K of N for later builds, and print nothing. 分成 N 份，只做第 K 份存起来，不打印。
    #[arg(
        long,
        value_name = "K/N",
        value_parser = share,
        requires = "cache",
        conflicts_with_all = ["places", "week", "since", "urgent", "grids", "economy"]
    )]
    pub shard: Option<ShareArg>,
    /// Folder in which all shares put them. 各份共用的文件夹。
    #[arg(long, value_name = "DIR", requires = "shard")]
    pub cache: Option<PathBuf>,
    /// Without large filled areas, to save toner. 省墨。
    #[arg(long)]
    pub economy: bool,
    /// The day for which states are told, like 2026-03-25. 按哪一天显示状态。
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// Address of the site, instead of that in site.yaml. 站点网址。
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Leave faulty records out and print all else. 有错的记录先不打印，其余照常。
    #[arg(long)]
    pub hold_faulty: bool,
}

/// A week, or this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekArg(pub Option<Week>);

/// How `--week` without a week is read.
const THIS_WEEK: &str = "this";

/// A week by its number or by a day in it.
fn some_week(written: &str) -> Result<WeekArg, String> {
    if matches!(written.trim(), THIS_WEEK | "本周") {
        return Ok(WeekArg(None));
    }
    if let Ok(day) = value::date(written) {
        return Ok(WeekArg(Some(Week::of(day))));
    }
    match Week::read(written) {
        Ok(week) => Ok(WeekArg(Some(week))),
        // `--week` may stand alone: then the place after it is taken for a week.
        Err(fault) => Err(format!(
            "{}；地方要写在 --week 前面 (a place comes before --week)",
            both(&fault)
        )),
    }
}

/// A share, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareArg {
    /// Which one, counted from 1.
    pub number: u64,
    /// How many there are.
    pub of: u64,
}

/// A share like `2/7`.
fn share(written: &str) -> Result<ShareArg, String> {
    let parts = written.split_once(['/', '／']);
    let read = |part: &str| part.trim().parse::<u64>().ok();
    let Some((number, of)) = parts.and_then(|(number, of)| Some((read(number)?, read(of)?))) else {
        return Err(
            "写成 K/N，例如 2/7 是 7 份里的第 2 份 (write K/N: 2/7 is the second of 7 shares)"
                .to_owned(),
        );
    };
    if of == 0 {
        return Err("至少分成 1 份 (there is at least 1 share)".to_owned());
    }
    if number == 0 {
        return Err(format!(
            "从 1 数到 {of} (shares are counted from 1 to {of})"
        ));
    }
    if number > of {
        return Err(format!(
            "只分成 {of} 份，没有第 {number} 份 (there is no share {number} of {of})"
        ));
    }
    Ok(ShareArg { number, of })
}

/// A day as in a record.
fn day(written: &str) -> Result<NaiveDate, String> {
    value::date(written).map_err(|fault| both(&fault))
}

/// Options of tally.
#[derive(Debug, Args)]
pub struct Tally {
    /// Sheet with room, owner's code, area and votes: .xlsx, .xls, .et, .ods or .csv. 计票表。
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Name of the sheet in the file; default: the only one with votes. 工作表的名称。
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Roll of all owners: who is not in the sheet did not vote. 全体业主名册。
    #[arg(long, value_name = "FILE", conflicts_with = "heads")]
    pub roll: Option<PathBuf>,
    /// All owners, in place of a roll. 业主总人数。
    #[arg(long, value_name = "N", requires = "area")]
    pub heads: Option<u64>,
    /// Their exclusive area in square metres. 业主专有面积合计。
    #[arg(long, value_name = "AREA", requires = "heads", value_parser = square_metres)]
    pub area: Option<Hundredths>,
    /// A sheet to be signed by those who counted, into the folder print. 生成计票人签字单。
    #[arg(long)]
    pub print: bool,
}

/// Options of account.
#[derive(Debug, Args)]
pub struct Account {
    /// Sheet with type, item and amount: .xlsx, .xls, .et, .ods or .csv. 收支表。
    #[arg(value_name = "SHEET")]
    pub file: PathBuf,
    /// Record of the statement into which they are put; default: print the lines. 写进这条收支记录。
    #[arg(long, value_name = "RECORD")]
    pub into: Option<PathBuf>,
    /// Name of the sheet in the file; default: the only one with items. 工作表的名称。
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Add rows of one item together. 同一项目的几行合成一行。
    #[arg(long)]
    pub sum: bool,
    /// Replace other lines that stand in the record. 换掉记录里已有的不同收支。
    #[arg(long, requires = "into")]
    pub replace: bool,
}

/// Options of posted.
#[derive(Debug, Args)]
pub struct Posted {
    /// Its place: folder, title or alias; / is the root. 地方：文件夹、名称或别名。
    #[arg(value_name = "PLACE")]
    pub place: String,
    /// The week, like 2026-W10, or a day in it. 哪一周。
    #[arg(long, value_name = "WEEK", value_parser = week)]
    pub week: Week,
    /// The day on which it was done; default: as planned. 实际日期；不写就是按计划。
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// Who hung it; stays in the office. 张贴人，不公开。
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Note what was taken down instead. 登记已撤下。
    #[arg(long, conflicts_with = "by")]
    pub down: bool,
    /// The day of today, like 2026-03-25. 按哪一天。
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Form of diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// With the underlined line and help.
    Human,
    /// One line each.
    Short,
    /// One JSON object a line, on stdout.
    Json,
    /// One SARIF 2.1.0 log, on stdout, for code hosts and editors.
    Sarif,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
