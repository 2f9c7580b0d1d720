//! Rules on periods and boards: those of national law, and what a site adds in `content/rules/`.

use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};

use super::index::Index;
use super::keyed::{NoticeType, RuleStatus, Topic};
use super::place::{self, Place};
use super::{PlaceId, gate, keys, value};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::law::NATIONAL;
use crate::law::calendar::{ANNOUNCED, Calendar, Year};
use crate::law::period::Length;
use crate::paths::InputPath;
use crate::source::Source;
use crate::words;
use crate::yaml::{self, Fault, Fields, Key, Node, Reader};

/// How the names of files with rest days begin; all others hold rules.
const REST_DAYS: &str = "content/rules/rest-days-";

/// All rules that hold on a site, and its calendar.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Rest days and make-up working days.
    pub calendar: Calendar,
    /// Rules; a later one with the same id stands for an earlier one wherever it applies.
    list: Vec<Rule>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// By which another file overrides it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it asks for.
    pub duty: Duty,
    /// The matter of the notices to which it applies; none means any.
    pub topic: Option<Topic>,
    /// The types of the notices to which it applies; empty means all.
    pub types: Vec<NoticeType>,
    /// Where it applies, with all places below; empty means everywhere.
    pub places: Vec<PlaceId>,
    /// Law and article.
    pub source: String,
    /// How far it may be relied on.
    pub status: RuleStatus,
}

/// What a rule asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// Display of at least this length.
    Display(Length),
    /// A notice this many days before the event.
    Ahead(u64),
    /// Posting at most this many days after the decision.
    Within(u64),
    /// Standing notices that cover these items.
    Board(Vec<String>),
}

/// What is built in, read once.
static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| {
    let (mut rules, mut unheard) = (Rules::default(), Diagnostics::new());
    for text in ANNOUNCED {
        let source = Arc::new(Source::new(InputPath::new(REST_DAYS), text.to_owned()));
        rules.read_rest_days(&source, &mut unheard);
    }
    let source = Arc::new(Source::new(
        InputPath::new("national.yaml"),
        NATIONAL.to_owned(),
    ));
    rules.read_rules(&source, &Index::default(), &mut unheard);
    rules
});

impl Rules {
    /// What is built in with the files of a site laid over it.
    pub fn new(files: &[Arc<Source>], index: &Index, diagnostics: &mut Diagnostics) -> Self {
        let mut rules = BUILT_IN.clone();
        for source in files {
            if source.path.as_str().starts_with(REST_DAYS) {
                rules.read_rest_days(source, diagnostics);
            } else {
                rules.read_rules(source, index, diagnostics);
            }
        }
        rules
    }

    /// The rules that apply at a place.
    pub fn at<'r>(
        &'r self,
        place: PlaceId,
        places: &'r [Place],
    ) -> impl Iterator<Item = &'r Rule> + use<'r> {
        let holds = move |rule: &Rule| {
            rule.places.is_empty()
                || rule
                    .places
                    .iter()
                    .any(|of| place::is_within(places, place, *of))
        };
        self.list.iter().enumerate().filter_map(move |(at, rule)| {
            let later = &self.list[at + 1..];
            let overridden = || {
                later
                    .iter()
                    .any(|other| other.id == rule.id && holds(other))
            };
            (holds(rule) && !overridden()).then_some(rule)
        })
    }

    fn read_rest_days(&mut self, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
        let Some(node) = yaml::parse(source, 0..source.text.len(), &keys::is_key, diagnostics)
        else {
            return;
        };
        let mut reader = Reader {
            source,
            diagnostics,
        };
        if let Some((year, announced)) = rest_days(&mut reader, &node) {
            self.calendar.add(year, announced);
        }
    }

    fn read_rules(&mut self, source: &Arc<Source>, index: &Index, diagnostics: &mut Diagnostics) {
        let Some(mut node) = yaml::parse(source, 0..source.text.len(), &keys::is_key, diagnostics)
        else {
            return;
        };
        // Findings name rules on pages.
        if source.text.contains("[[") {
            node.tell(&|text| gate::told(text, &[]));
        }
        let mut reader = Reader {
            source,
            diagnostics,
        };
        let shape = "`规则: [{编号: fee-display, 名称: 收费公示, 至少天数: 10, 出处: …}]`";
        let Some(fields) = reader.fields(&node, &[keys::RULES], shape) else {
            return;
        };
        let common = Common {
            places: places(&mut reader, &fields, index),
            source: reader.text_of(&fields, "source"),
            status: reader.parse_of(&fields, "status", RuleStatus::read),
        };
        let first = self.list.len();
        let Some(list) = fields.get("rules") else {
            reader.missing(&top(&node, &fields, "rules"), keys::RULES[3], "[…]");
            return;
        };
        for item in reader.items(list) {
            let Some(rule) = rule(&mut reader, item, &common, index) else {
                continue;
            };
            if self.list[first..].iter().any(|other| other.id == rule.id) {
                let id = &rule.id;
                let twice = Fault::new(
                    "duplicate-key",
                    words!("规则“{id}”重复出现", "the rule `{id}` appears twice"),
                );
                let help = words!("给其中一个另写编号", "give one of them another id");
                reader.fault(&item.range, twice.help(help));
                continue;
            }
            self.list.push(rule);
        }
    }
}

impl Rule {
    /// Whether it applies to notices of this type and matter.
    pub fn is_about(&self, kind: Option<NoticeType>, topic: Option<Topic>) -> bool {
        self.topic.is_none_or(|of| topic == Some(of))
            && (self.types.is_empty() || kind.is_some_and(|kind| self.types.contains(&kind)))
    }

    /// Its title and source, as messages name it.
    pub fn named(&self) -> crate::diagnostic::Words {
        let (title, source) = (&self.title, &self.source);
        // Titles are Chinese as a rule; ids are words that other files override a rule by.
        let name = &self.id;
        if self.status == RuleStatus::Unverified {
            return words!(
                "“{title}”（{source}；请本地核实）",
                "`{name}` ({source}; to be checked locally)"
            );
        }
        words!("“{title}”（{source}）", "`{name}` ({source})")
    }
}

/// What the rules of a file share.
struct Common {
    places: Vec<PlaceId>,
    source: Option<String>,
    status: Option<RuleStatus>,
}

/// Where to say that a key of a file is missing.
fn top(node: &Node, fields: &Fields<'_>, key: &str) -> std::ops::Range<usize> {
    let start = node.range.start;
    fields.written(key).unwrap_or(start..start)
}

fn places(reader: &mut Reader<'_>, fields: &Fields<'_>, index: &Index) -> Vec<PlaceId> {
    let Some(node) = fields.get("places") else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for (path, range) in reader.texts(node) {
        if let Some(place) = index.place(path.trim_matches('/')) {
            places.push(place);
            continue;
        }
        let fault = Fault::new(
            "unknown-place",
            words!("没有“{path}”这个地方", "there is no place `{path}`"),
        );
        let folders = index.places.iter().map(|place| place.folder.as_str());
        let help = yaml::meant(path.trim_matches('/'), folders).unwrap_or_else(|| {
            words!(
                "写地方在 content 里的文件夹，例如 /taoyuan",
                "write the folder of the place in content, for example /taoyuan"
            )
        });
        reader.fault(&range, fault.help(help));
    }
    places
}

/// Keys of which a rule has exactly one.
const DUTIES: [&str; 5] = ["days", "workdays", "ahead", "within", "board"];

fn rule(reader: &mut Reader<'_>, node: &Node, common: &Common, index: &Index) -> Option<Rule> {
    let shape = "`{编号: fee-display, 名称: 收费公示, 至少天数: 10, 出处: …}`";
    let fields = reader.fields(node, &[keys::RULE], shape)?;
    let id = needed(reader, node, &fields, keys::RULE[0], "fee-display");
    let title = needed(reader, node, &fields, keys::RULE[1], "收费公示");
    let own = reader.text_of(&fields, "source");
    let source = own.or_else(|| common.source.clone());
    if source.is_none() {
        let example = "《物业管理条例》第十四条";
        reader.missing(&node.range, keys::RULE[9], example);
    }
    let own = reader.parse_of(&fields, "status", RuleStatus::read);
    let own_places = places(reader, &fields, index);
    let topic = reader.parse_of(&fields, "topic", Topic::read);
    let mut types = Vec::new();
    if let Some(node) = fields.get("types") {
        for (word, range) in reader.texts(node) {
            match NoticeType::read(&word) {
                Ok(kind) => types.push(kind),
                Err(fault) => reader.fault(&range, fault),
            }
        }
    }
    let given = DUTIES.iter().filter(|key| fields.get(key).is_some());
    if given.count() != 1 {
        let fault = Fault::new(
            "rule",
            words!(
                "一条规则要写至少天数、至少工作日、提前天数、几日内公布、公示栏内容中的一个",
                "a rule needs exactly one of days, workdays, ahead, within, board"
            ),
        );
        reader.fault(
            &node.range,
            fault.help(words!(
                "例如 `至少天数: 10`；两项要求分成两条规则",
                "for example `days: 10`; make two rules of two demands"
            )),
        );
        return None;
    }
    let of_matter = ["ahead", "within"].map(|key| fields.written(key));
    if let Some(range) = of_matter
        .into_iter()
        .flatten()
        .next()
        .filter(|_| fields.get("topic").is_none())
    {
        let fault = Fault::new(
            "rule",
            words!(
                "看不出规则管什么事项",
                "it is not said of what matter the rule is"
            ),
        );
        let help = words!(
            "加上 `事项: 业主大会`、业委会会议或业委会决定",
            "add `topic: assembly`, committee-meeting or committee-decision"
        );
        reader.fault(&range, fault.help(help));
    }
    let mut number = |key| reader.parse_of(&fields, key, super::notice::days_of);
    let (days, workdays) = (number("days"), number("workdays"));
    let (ahead, within) = (number("ahead"), number("within"));
    let board = place::list(reader, &fields, "board");
    let duty = days
        .map(|days| Duty::Display(Length::Days(days)))
        .or(workdays.map(|days| Duty::Display(Length::Workdays(days))))
        .or(ahead.map(Duty::Ahead))
        .or(within.map(Duty::Within))
        .or_else(|| (!board.is_empty()).then_some(Duty::Board(board)));
    Some(Rule {
        id: id?,
        title: title?,
        duty: duty?,
        topic,
        types,
        places: if own_places.is_empty() {
            common.places.clone()
        } else {
            own_places
        },
        source: source?,
        // A rule is taken for one that nobody has looked up until its file says more.
        status: own.or(common.status).unwrap_or(RuleStatus::Unverified),
    })
}

/// The text of a key that must be there.
fn needed(
    reader: &mut Reader<'_>,
    node: &Node,
    fields: &Fields<'_>,
    key: Key,
    example: &str,
) -> Option<String> {
    let text = reader.text_of(fields, key.name);
    if text.is_none() {
        let place = fields.written(key.name).unwrap_or(node.range.clone());
        reader.missing(&place, key, example);
    }
    text
}

/// The rest days of one year.
fn rest_days(reader: &mut Reader<'_>, node: &Node) -> Option<(i32, Year)> {
    let shape = "`年份: 2027`";
    let fields = reader.fields(node, &[keys::REST_DAYS], shape)?;
    for (key, example) in [
        (keys::REST_DAYS[0], "2027"),
        (keys::REST_DAYS[1], "国办发明电〔2026〕1号"),
        (keys::REST_DAYS[2], "[…]"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&top(node, &fields, key.name), key, example);
        }
    }
    let year = reader.parse_of(&fields, "year", year_of)?;
    let source = reader.text_of(&fields, "source");
    let mut announced = Year {
        source: source?,
        ..Year::default()
    };
    for item in reader.items(fields.get("rest")?) {
        if let Some((name, from, to)) = holiday(reader, item, year) {
            let days = from.iter_days().take_while(|day| *day <= to);
            announced.rest.extend(days.map(|day| (day, name.clone())));
        }
    }
    let made_up = fields
        .get("work")
        .map_or_else(Vec::new, |node| reader.texts(node));
    for (written, range) in made_up {
        let day = match value::date(&written) {
            Ok(day) => day,
            Err(fault) => {
                reader.fault(&range, fault);
                continue;
            }
        };
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            || announced.rest.contains_key(&day)
        {
            let message = words!(
                "{day} 不是要补班的周末",
                "{day} is no day of a weekend on which people work"
            );
            let help = words!(
                "对照放假通知核对日期",
                "check the date against the announcement"
            );
            reader.fault(&range, Fault::new("rest-days", message).help(help));
            continue;
        }
        announced.work.insert(day);
    }
    Some((year, announced))
}

fn year_of(text: &str) -> Result<i32, Fault> {
    let year = text.trim_end_matches('年').parse().ok();
    year.filter(|year| (1949..3000).contains(year))
        .ok_or_else(|| {
            Fault::new(
                "rest-days",
                words!("“{text}”不是年份", "`{text}` is no year"),
            )
            .help(words!("写成 2027 这样", "write it like 2027"))
        })
}

/// Name, first and last day of a holiday, which has as many days as it says.
fn holiday(
    reader: &mut Reader<'_>,
    node: &Node,
    year: i32,
) -> Option<(String, NaiveDate, NaiveDate)> {
    let shape = "`{名称: 元旦, 起: 2027-01-01, 止: 2027-01-03, 天数: 3}`";
    let fields = reader.fields(node, &[keys::HOLIDAY], shape)?;
    for (key, example) in [
        (keys::HOLIDAY[0], "元旦"),
        (keys::HOLIDAY[1], "2027-01-01"),
        (keys::HOLIDAY[2], "2027-01-03"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let name = reader.text_of(&fields, "name")?;
    let from = reader.parse_of(&fields, "from", value::date)?;
    let to = reader.parse_of(&fields, "to", value::date)?;
    let days = reader.parse_of(&fields, "days", value::count);
    let between = u64::try_from((to - from).num_days() + 1).unwrap_or(0);
    let is_of_year = to.year() == year && (from.year() == year || from.year() + 1 == year);
    // Two holidays in one have had eight or nine days; a month is a slip.
    if !is_of_year || !(1..=15).contains(&between) || days.is_some_and(|days| days != between) {
        let message = words!(
            "{from} 至 {to} 不是 {year} 年的一个假期，或天数不对",
            "{from} to {to} is no holiday of {year}, or has not as many days as it says"
        );
        let help = words!(
            "对照放假通知核对起止和天数",
            "check both days and their number against the announcement"
        );
        reader.fault(&node.range, Fault::new("rest-days", message).help(help));
        return None;
    }
    Some((name, from, to))
}

/// A warning about a record that a rule calls for.
pub fn short_display(
    reader: &Reader<'_>,
    range: &std::ops::Range<usize>,
    rule: &Rule,
    least: Length,
    needed: NaiveDate,
    last: NaiveDate,
) -> Diagnostic {
    let named = rule.named();
    let (zh, en) = (named.zh, named.en);
    let (length, length_en) = match least {
        Length::Days(days) => (format!("{days}日"), format!("{days} days")),
        Length::Workdays(days) => (format!("{days}个工作日"), format!("{days} working days")),
    };
    Diagnostic::warning(
        "display-short",
        reader.span(range),
        words!(
            "公示到 {last} 为止，短于规则{zh}要求的{length}",
            "displayed until {last}, shorter than the {length_en} of the rule {en}"
        ),
    )
    .help(words!(
        "公示到 {needed} 或以后",
        "display it until {needed} or later"
    ))
}
