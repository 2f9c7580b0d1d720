//! The words of counting sheets: what stands for an opinion, a total, an owner who has not bought yet.

use crate::model::value;
use crate::yaml;

/// What an owner wrote on the ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opinion {
    /// For.
    Yes,
    /// Against.
    No,
    /// Abstaining.
    Abstain,
    /// Invalid.
    Invalid,
}

impl Opinion {
    /// All, in the order in which they are written.
    pub const ALL: [Opinion; 4] = [
        Opinion::Yes,
        Opinion::No,
        Opinion::Abstain,
        Opinion::Invalid,
    ];

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Opinion::Yes => "同意",
            Opinion::No => "反对",
            Opinion::Abstain => "弃权",
            Opinion::Invalid => "无效",
        }
    }

    /// The key in a `tally` and the English word.
    pub fn key(self) -> &'static str {
        match self {
            Opinion::Yes => "yes",
            Opinion::No => "no",
            Opinion::Abstain => "abstain",
            Opinion::Invalid => "invalid",
        }
    }
}

const YES: &[&str] = &[
    "同意", "赞成", "赞同", "支持", "是", "√", "✓", "✔", "☑", "yes", "y", "for", "agree",
];
const NO: &[&str] = &[
    "反对",
    "不同意",
    "不赞成",
    "不赞同",
    "不支持",
    "否",
    "×",
    "✗",
    "✘",
    "✕",
    "x",
    "no",
    "n",
    "against",
];
const ABSTAIN: &[&str] = &["弃权", "abstain"];
const INVALID: &[&str] = &["无效", "废", "作废", "invalid", "void"];
/// No ballot came back.
const NOTHING: &[&str] = &[
    "",
    "未投",
    "未投票",
    "未收回",
    "未回收",
    "未回",
    "未交",
    "未交回",
    "未表决",
    "未参加",
    "未参与",
    "未返回",
    "/",
    "-",
    "--",
    "none",
];
/// A mark in the column of an opinion.
const TICKS: &[&str] = &["√", "✓", "✔", "☑", "1", "是", "v", "y", "yes", "●"];
/// No mark in the column of an opinion.
const NO_TICKS: &[&str] = &["", "0", "☐", "□", "/", "-", "--"];
/// Parts that the developer has not sold or not handed over count as those of one owner.
const UNSOLD: &[&str] = &[
    "未售",
    "未售出",
    "未出售",
    "尚未出售",
    "未交付",
    "尚未交付",
    "未售部分",
    "建设单位",
    "开发商",
    "开发单位",
    "开发建设单位",
    "unsold",
    "developer",
];
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "汇总", "总和"];
const TOTALS_EN: &[&str] = &["total", "subtotal", "grandtotal", "sum"];
/// How lines below a table begin that are none of its rows.
const REMARKS: &[&str] = &[
    "计票",
    "监票",
    "唱票",
    "备注",
    "说明",
    "注:",
    "填表",
    "制表",
    "审核",
    "统计人",
    "统计时间",
    "日期",
    "记录人",
    "复核",
];

/// A text for comparing: half-width, lower case, no white space.
pub fn plain(text: &str) -> String {
    value::half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200B}')
        .flat_map(char::to_lowercase)
        .collect()
}

/// The opinion that a cell states: `Ok(None)` if no ballot came back.
///
/// # Errors
///
/// The word is not known; the nearest known one, if there is one.
pub fn opinion(text: &str) -> Result<Option<Opinion>, Option<&'static str>> {
    let word = plain(text);
    if NOTHING.contains(&word.as_str()) {
        return Ok(None);
    }
    let word = word.strip_suffix('票').unwrap_or(&word);
    let of = |word: &str| {
        let lists = [YES, NO, ABSTAIN, INVALID];
        let found = lists.iter().position(|list| list.contains(&word));
        found.and_then(|at| Opinion::ALL.get(at).copied())
    };
    // A word with its mark: √同意.
    let marked = word.trim_matches(['√', '✓', '✔', '☑', '.', '。', ',', '、', ';', '!']);
    of(word).or_else(|| of(marked)).map(Some).ok_or_else(|| {
        let all = [YES, NO, ABSTAIN, INVALID].into_iter().flatten();
        // 同意见 is nearer to 不同意 by its characters, and means the opposite.
        let is_negative = word.contains('不');
        let words = all
            .copied()
            .filter(|known| known.chars().count() > 1 && known.contains('不') == is_negative);
        yaml::nearest(word, words)
    })
}

/// The opinion that a heading names, for a column of ticks.
pub fn opinion_heading(text: &str) -> Option<Opinion> {
    let word = plain(text);
    let word = word.split('(').next().unwrap_or_default();
    let word = word.strip_suffix('票').unwrap_or(word);
    Opinion::ALL.into_iter().find(|opinion| match opinion {
        Opinion::Yes => ["同意", "赞成", "yes", "for"].contains(&word),
        Opinion::No => ["反对", "不同意", "不赞成", "no", "against"].contains(&word),
        Opinion::Abstain => ABSTAIN.contains(&word),
        Opinion::Invalid => ["无效", "废", "invalid", "void"].contains(&word),
    })
}

/// Whether a cell in the column of an opinion is ticked; none if its word is not known.
pub fn tick(text: &str, opinion: Opinion) -> Option<bool> {
    let word = plain(text);
    if NO_TICKS.contains(&word.as_str()) {
        return Some(false);
    }
    let is_tick = TICKS.contains(&word.as_str()) || opinion_heading(text) == Some(opinion);
    is_tick.then_some(true)
}

/// Whether an owner's code or name stands for what is not sold.
pub fn is_unsold(text: &str) -> bool {
    let word = plain(text);
    let word = word.split('(').next().unwrap_or_default();
    UNSOLD.contains(&word)
}

/// Whether a cell says that its row is a total. `whole`: of everything, not of a page or building.
pub fn is_total(text: &str, whole: bool) -> bool {
    let word = plain(text);
    let word = word.split(['(', ':']).next().unwrap_or_default();
    if whole {
        return ["合计", "总计", "共计", "总和", "total", "grandtotal"].contains(&word);
    }
    let is_short = word.chars().count() <= 10;
    TOTALS_EN.contains(&word)
        || is_short
            && TOTALS
                .iter()
                .any(|total| word.starts_with(total) || word.ends_with(total))
}

/// Whether a cell begins a line below the table: signatures, remarks.
pub fn is_remark(text: &str) -> bool {
    let word = plain(text);
    REMARKS.iter().any(|begin| word.starts_with(begin))
}

/// Whether the digits of a number are lost: `1.30E+17`.
pub fn is_destroyed(text: &str) -> bool {
    let word = plain(text);
    let Some((digits, exponent)) = word.split_once('e') else {
        return false;
    };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // `3E5` may be a room; a program that shortens a number writes a fraction or `+`.
    let is_shortened = word.contains('.') || word.contains('+');
    is_shortened && is_number(&digits.replace('.', "")) && is_number(exponent)
}

/// Whether a room number was turned into a day: `3月1日`, `1-Mar`, `2026-03-01`.
pub fn is_day(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let word = plain(text);
    if value::date(&word).is_ok_and(|_| !word.bytes().all(|b| b.is_ascii_digit())) {
        return true;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((month, day)) = word.split_once('月') {
        let month = month.rsplit('年').next().unwrap_or_default();
        let day = day.strip_suffix('日').unwrap_or(day);
        return is_number(month) && (day.is_empty() || is_number(day));
    }
    word.split_once('-').is_some_and(|(one, other)| {
        let is_month = |text: &str| MONTHS.contains(&text);
        is_month(one) && is_number(other) || is_number(one) && is_month(other)
    })
}

/// A room for comparing: `3栋1单元1802室` and `3-1-1802` are one.
pub fn room(text: &str) -> String {
    let mut word = plain(text);
    for divider in ["号楼", "单元", "栋", "幢", "座", "楼", "号", "#", "_", "/"] {
        word = word.replace(divider, "-");
    }
    let word = word.replace(['室', '房', '户'], "");
    let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// A name for comparing: several people in whatever order.
pub fn name(text: &str) -> String {
    let word = plain(text);
    let mut people: Vec<&str> = word
        .split(['、', ',', '/', ';', '&', '+'])
        .filter(|part| !part.is_empty())
        .collect();
    people.sort_unstable();
    people.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opinions() {
        for (text, expected) in [
            ("同意", Ok(Some(Opinion::Yes))),
            (" 同 意 ", Ok(Some(Opinion::Yes))),
            ("√", Ok(Some(Opinion::Yes))),
            ("√同意", Ok(Some(Opinion::Yes))),
            ("赞成票", Ok(Some(Opinion::Yes))),
            ("不同意", Ok(Some(Opinion::No))),
            ("×", Ok(Some(Opinion::No))),
            ("Ｎｏ", Ok(Some(Opinion::No))),
            ("弃权", Ok(Some(Opinion::Abstain))),
            ("废票", Ok(Some(Opinion::Invalid))),
            ("无效票", Ok(Some(Opinion::Invalid))),
            ("", Ok(None)),
            ("—", Ok(None)),
            ("未收回", Ok(None)),
            ("同意见", Err(Some("同意"))),
            ("弃杈", Err(Some("弃权"))),
            // It could be a code: 1 for yes, 2 for no.
            ("1", Err(None)),
            ("○", Err(None)),
        ] {
            assert_eq!(opinion(text), expected, "{text}");
        }
        assert_eq!(tick("1", Opinion::Yes), Some(true));
        assert_eq!(tick("反对", Opinion::No), Some(true));
        assert_eq!(tick("□", Opinion::No), Some(false));
        assert_eq!(tick("×", Opinion::No), None);
    }

    #[test]
    fn rows_that_are_none() {
        for total in ["合计", "合 计", "总计：", "本页小计", "3栋合计", "Total"] {
            assert!(is_total(total, false), "{total}");
        }
        assert!(is_total("合计（人）", true) && !is_total("本页小计", true));
        assert!(!is_total("3-1-1802", false) && !is_total("累计参加过三次表决的业主代表", false));
        assert!(is_remark("监票人：") && is_remark("注：以登记为准") && !is_remark("注"));
    }

    #[test]
    fn what_programs_do_to_numbers() {
        for lost in ["1.30E+17", "4.403E17", "4E+17"] {
            assert!(is_destroyed(lost), "{lost}");
        }
        for whole in ["3E5", "E1", "118.5", "3-1", ""] {
            assert!(!is_destroyed(whole), "{whole}");
        }
        for day in [
            "3月1日",
            "1-Mar",
            "Mar-01",
            "2026-03-01",
            "2026/3/1",
            "2026年3月1日",
        ] {
            assert!(is_day(day), "{day}");
        }
        for room in ["3-1", "3-1-1802", "20260301", "1802", "A-12"] {
            assert!(!is_day(room), "{room}");
        }
    }

    #[test]
    fn the_same_room_and_name() {
        for other in [
            "3-1-1802",
            "3栋1单元1802室",
            "3号楼1单元1802",
            "３－１－１８０２",
            "3#1-1802",
        ] {
            assert_eq!(room(other), "3-1-1802", "{other}");
        }
        assert_eq!(name("张 三、李四"), name("李四/张三"));
        assert_ne!(room("3-11-802"), room("3-1-1802"));
        assert!(is_unsold("未售") && is_unsold("建设单位（开发商）") && !is_unsold("未来公司"));
    }
}
