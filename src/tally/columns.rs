//! Finds the heading of a counting sheet and what its columns hold.

use super::words::{self, Opinion};
use crate::sheet::{Row, Table};

/// Rows from the top among which the heading is looked for.
const LOOKED_AT: usize = 20;

/// What the columns of a sheet hold; columns from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Building and unit, where they stand apart from the room.
    pub building: Vec<usize>,
    /// The room.
    pub room: Vec<usize>,
    /// The owner's code.
    pub code: Vec<usize>,
    /// The owner's name.
    pub name: Vec<usize>,
    /// The exclusive area.
    pub area: Vec<usize>,
    /// The questions.
    pub questions: Vec<Question>,
    /// Headings of columns that are none of these.
    pub others: Vec<(usize, String)>,
    /// Index in `Table::rows` of the first row of data.
    pub first: usize,
    /// The number of the row of the heading, for those who look it up.
    pub row: usize,
}

/// Where the votes on one question stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked, if the sheet says it.
    pub title: Option<String>,
    /// The columns.
    pub votes: VoteColumns,
}

/// Columns of votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoteColumns {
    /// One column with a word in each row.
    Words(usize),
    /// A column for each opinion, with a tick in one of them.
    Ticks(Vec<(Opinion, usize)>),
}

/// What one heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Building,
    Room,
    Code,
    Name,
    Area,
    /// Votes, under a heading that says no more.
    Votes,
    /// Votes on what the heading says.
    Question,
    Other,
}

const BUILDING: &[&str] = &[
    "楼栋",
    "栋",
    "幢",
    "座",
    "楼",
    "楼号",
    "栋号",
    "幢号",
    "座号",
    "楼栋号",
    "楼幢号",
    "单元",
    "单元号",
    "building",
];
const ROOM: &[&str] = &[
    "房号",
    "房间号",
    "房间",
    "房屋",
    "房屋编号",
    "房屋号",
    "房屋号码",
    "室",
    "室号",
    "户室号",
    "单元房号",
    "楼栋房号",
    "门牌",
    "门牌号",
    "房屋坐落",
    "坐落",
    "房屋地址",
    "专有部分",
    "专有部分编号",
    "room",
    "unit",
];
const CODE: &[&str] = &[
    "业主编号",
    "业主代码",
    "业主代号",
    "业主号",
    "代码",
    "代号",
    "户号",
    "权利人编号",
    "owner'scode",
    "ownercode",
    "ownerno",
    "code",
];
const NAME: &[&str] = &[
    "业主",
    "业主姓名",
    "业主名称",
    "姓名",
    "产权人",
    "产权人姓名",
    "权利人",
    "权利人姓名",
    "所有权人",
    "买受人",
    "户主",
    "owner",
    "ownername",
    "name",
];
const AREA: &[&str] = &[
    "面积",
    "专有面积",
    "专有部分面积",
    "专有部分建筑面积",
    "建筑面积",
    "房屋建筑面积",
    "产权面积",
    "产权建筑面积",
    "房屋面积",
    "登记面积",
    "计票面积",
    "area",
];
const VOTES: &[&str] = &[
    "表决",
    "表决意见",
    "表决结果",
    "表决情况",
    "表决票",
    "意见",
    "投票",
    "投票意见",
    "投票结果",
    "投票情况",
    "选票",
    "表态",
    "vote",
    "votes",
    "ballot",
    "opinion",
];
/// How headings begin that state a question.
const QUESTION: &[&str] = &[
    "议题",
    "议案",
    "事项",
    "表决事项",
    "表决议题",
    "表决项",
    "是否",
    "关于",
    "question",
    "item",
    "motion",
];

/// What a column 是否… asks of a unit or an owner, and not of the ballot.
const FACTS: &[&str] = &[
    "收", "回", "送达", "签", "领", "出租", "自住", "空置", "车位", "业主", "党员", "本人", "委托",
    "代", "欠", "联系", "到场", "参",
];

fn kind(heading: &str) -> Kind {
    let plain = words::plain(heading);
    // Units stand in brackets: 面积（㎡）.
    let word = plain.split('(').next().unwrap_or_default();
    let word = word.trim_matches([':', '*', '#', '㎡']);
    let is_in = |list: &[&str]| list.contains(&word);
    let counted = word.strip_prefix('第').is_some_and(|rest| {
        let rest = rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        ["项", "题", "议题", "个议题"].contains(&rest)
    });
    if is_in(BUILDING) {
        Kind::Building
    } else if is_in(ROOM) {
        Kind::Room
    } else if is_in(CODE) {
        Kind::Code
    } else if is_in(NAME) {
        Kind::Name
    } else if is_in(AREA) {
        Kind::Area
    } else if is_in(VOTES) {
        Kind::Votes
    } else if word
        .strip_prefix("是否")
        .is_some_and(|rest| FACTS.iter().any(|fact| rest.starts_with(fact)))
    {
        Kind::Other
    } else if counted || QUESTION.iter().any(|begin| word.starts_with(begin)) {
        Kind::Question
    } else {
        Kind::Other
    }
}

impl Columns {
    /// The heading among the first rows, if there is one.
    pub fn find(table: &Table) -> Option<Columns> {
        let rows = table.rows.iter().take(LOOKED_AT).enumerate();
        let single = rows.clone().find_map(|(at, row)| {
            let found = Columns::of(table, at, None);
            // One row of headings may have a second one below: a question over its opinions.
            let below = table.rows.get(at + 1);
            let second = below.filter(|below| {
                below.number == row.number + 1 && found.is_empty_in(below) && found.is_whole()
            });
            let both = second.map(|_| Columns::of(table, at, Some(at + 1)));
            let both = both.filter(|both| both.is_whole() && both.has_several_opinions());
            both.or(Some(found)).filter(Columns::is_whole)
        });
        single.or_else(|| {
            rows.filter(|(_, row)| row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1)
                .map(|(at, _)| Columns::of(table, at, Some(at + 1)))
                .find(Columns::is_whole)
        })
    }

    /// The columns that the row which looks most like a heading has: for saying what is missing.
    pub fn nearest(table: &Table) -> Columns {
        let rows = 0..table.rows.len().min(LOOKED_AT);
        rows.map(|at| Columns::of(table, at, None))
            .max_by_key(|found| (found.kinds(), std::cmp::Reverse(found.first)))
            .unwrap_or_default()
    }

    /// How many of the four kinds of columns there are.
    pub fn kinds(&self) -> usize {
        let has = [
            !self.room.is_empty(),
            self.has_owner(),
            !self.area.is_empty(),
            !self.questions.is_empty(),
        ];
        has.into_iter().filter(|has| *has).count()
    }

    /// Whether a row is a heading at all: two kinds of columns, the rooms among them.
    fn is_whole(&self) -> bool {
        !self.room.is_empty() && self.kinds() >= 2
    }

    /// Whether a question with columns of ticks has more than one: a vote alone in a row is none.
    fn has_several_opinions(&self) -> bool {
        self.questions.iter().all(|question| match &question.votes {
            VoteColumns::Ticks(ticks) => ticks.len() > 1,
            VoteColumns::Words(_) => true,
        })
    }

    /// Whether the owners are told.
    pub fn has_owner(&self) -> bool {
        !self.code.is_empty() || !self.name.is_empty()
    }

    /// Whether a row has a text, but none where data would have room, owner and area.
    fn is_empty_in(&self, row: &Row) -> bool {
        let mut of_data = [&self.room, &self.code, &self.name, &self.area]
            .into_iter()
            .flatten();
        of_data.all(|column| row.cell(*column).is_empty())
    }

    fn of(table: &Table, at: usize, second: Option<usize>) -> Columns {
        let mut found = Columns {
            first: second.unwrap_or(at) + 1,
            ..Columns::default()
        };
        let Some(top) = table.rows.get(at) else {
            return found;
        };
        let below = second.and_then(|at| table.rows.get(at));
        if second.is_some() && below.is_none() {
            return found;
        }
        found.row = top.number;
        let width = top.cells.len().max(below.map_or(0, |row| row.cells.len()));
        let mut over = "";
        for column in 0..width {
            let (upper, lower) = (top.cell(column), below.map_or("", |row| row.cell(column)));
            if !upper.is_empty() {
                over = upper;
            } else if lower.is_empty() {
                over = "";
            }
            if lower.is_empty() {
                found.add(column, upper, None);
            } else {
                // A cell of the upper row stands over all below it up to the next.
                found.add(column, lower, Some(over).filter(|over| !over.is_empty()));
            }
        }
        found
    }

    fn add(&mut self, column: usize, heading: &str, over: Option<&str>) {
        if heading.is_empty() {
            return;
        }
        let text = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(opinion) = words::opinion_heading(heading) {
            let title = over.and_then(title_of);
            let last = self.questions.last_mut();
            match last {
                Some(Question {
                    title: of,
                    votes: VoteColumns::Ticks(ticks),
                }) if *of == title && ticks.iter().all(|(known, _)| *known != opinion) => {
                    ticks.push((opinion, column));
                }
                _ => self.questions.push(Question {
                    title,
                    votes: VoteColumns::Ticks(vec![(opinion, column)]),
                }),
            }
            return;
        }
        let is_under_votes =
            over.is_some_and(|over| matches!(kind(over), Kind::Votes | Kind::Question));
        match kind(heading) {
            Kind::Building => self.building.push(column),
            Kind::Room => self.room.push(column),
            Kind::Code => self.code.push(column),
            Kind::Name => self.name.push(column),
            Kind::Area => self.area.push(column),
            Kind::Votes => self.questions.push(Question {
                title: over.and_then(title_of),
                votes: VoteColumns::Words(column),
            }),
            Kind::Question => self.questions.push(Question {
                title: Some(text),
                votes: VoteColumns::Words(column),
            }),
            Kind::Other if is_under_votes => self.questions.push(Question {
                title: Some(text),
                votes: VoteColumns::Words(column),
            }),
            Kind::Other => self.others.push((column, text)),
        }
    }

    /// The last column that holds something.
    pub fn last(&self) -> usize {
        let votes = self.questions.iter().flat_map(Question::columns);
        let others = self.others.iter().map(|(column, _)| *column);
        let all = [
            &self.building,
            &self.room,
            &self.code,
            &self.name,
            &self.area,
        ];
        let all = all.into_iter().flatten().copied();
        all.chain(votes).chain(others).max().unwrap_or(0)
    }
}

impl Question {
    /// Its columns.
    pub fn columns(&self) -> Vec<usize> {
        match &self.votes {
            VoteColumns::Words(column) => vec![*column],
            VoteColumns::Ticks(ticks) => ticks.iter().map(|(_, column)| *column).collect(),
        }
    }
}

/// What a heading over votes asks; none if it says only that votes stand below.
fn title_of(heading: &str) -> Option<String> {
    let text = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    (kind(heading) != Kind::Votes).then_some(text)
}
