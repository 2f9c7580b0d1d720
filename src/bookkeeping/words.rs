//! The words of sheets of those who keep the books: headings, sides, totals, balances.

use super::Side;
use crate::model::money::Money;
use crate::model::value;
use crate::yaml::Fault;

/// What a heading says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// The side of each row.
    Side,
    /// What; of one side, if it says so.
    Item(Option<Side>),
    /// What, if no column says it better; else a note.
    Summary,
    /// How much; on one side, if it says so.
    Amount(Option<Side>),
    /// Who paid.
    Payer,
    /// The resolution.
    Resolution,
    /// A note.
    Note,
    /// The date.
    Date,
}

const SIDE: &[&str] = &[
    "类别",
    "类型",
    "收支",
    "收/支",
    "收支类别",
    "收支类型",
    "收支方向",
    "收支性质",
    "方向",
    "性质",
    "大类",
    "side",
    "type",
    "category",
    "direction",
];
const ITEM: &[&str] = &[
    "项目",
    "项目名称",
    "收支项目",
    "科目",
    "科目名称",
    "收支科目",
    "明细",
    "收支明细",
    "事项",
    "名称",
    "内容",
    "款项",
    "item",
    "items",
    "name",
];
const SUMMARY: &[&str] = &["摘要", "description", "summary"];
const AMOUNT: &[&str] = &[
    "金额",
    "收支金额",
    "发生额",
    "发生金额",
    "本期金额",
    "本期发生额",
    "数额",
    "amount",
    "money",
];
const PAYER: &[&str] = &[
    "付款单位",
    "付款人",
    "缴款单位",
    "交款单位",
    "缴费单位",
    "来款单位",
    "payer",
];
const RESOLUTION: &[&str] = &[
    "决议",
    "决议编号",
    "决议依据",
    "依据决议",
    "依据",
    "表决决议",
    "业主大会决议",
    "resolution",
    "decision",
];
const NOTE: &[&str] = &[
    "说明",
    "备注",
    "用途",
    "附注",
    "用途说明",
    "note",
    "notes",
    "remark",
    "remarks",
];
const DATE: &[&str] = &[
    "日期",
    "时间",
    "发生日期",
    "收支日期",
    "记账日期",
    "入账日期",
    "收款日期",
    "付款日期",
    "月份",
    "date",
    "day",
    "month",
];
const TOTALS: &[&str] = &[
    "小计",
    "合计",
    "总计",
    "共计",
    "累计",
    "subtotal",
    "grandtotal",
    "total",
];
const OPENING: &[&str] = &[
    "期初",
    "期初数",
    "期初余额",
    "期初结余",
    "上期结余",
    "上期余额",
    "上期期末余额",
    "上期结转",
    "上季结余",
    "上季度结余",
    "上年结余",
    "上年结转",
    "opening",
    "openingbalance",
    "balancebroughtforward",
];
const CLOSING: &[&str] = &[
    "期末",
    "期末数",
    "期末余额",
    "期末结余",
    "本期期末余额",
    "closing",
    "closingbalance",
    "balancecarriedforward",
];
/// What may be income less what was spent, or what is left: both are tried.
const NET: &[&str] = &[
    "本期结余",
    "本季结余",
    "本季度结余",
    "本年结余",
    "收支结余",
    "收支相抵",
    "收支差额",
    "差额",
    "结余",
    "余额",
    "净额",
    "净收入",
    "net",
    "balance",
];
/// How lines below a table begin that are none of its rows.
const REMARKS: &[&str] = &[
    "制表",
    "填表",
    "审核",
    "复核",
    "出纳",
    "会计",
    "经办",
    "负责人",
    "监督",
    "备注",
    "说明",
    "注:",
    "日期",
    "单位",
    "盖章",
    "公章",
    "preparedby",
    "checkedby",
    "note",
];

/// A text for comparing: half-width, lower case, no white space.
pub fn plain(text: &str) -> String {
    value::half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A heading without its unit, which stands in brackets after it: 金额(元), but (二)支出.
fn bare(plain: &str) -> &str {
    let unit = plain.char_indices().find(|(at, c)| *at > 0 && *c == '(');
    let word = unit.map_or(plain, |(at, _)| &plain[..at]);
    word.trim_matches([':', '*', '#'])
}

/// What a heading says; `over` is the heading above it.
pub fn heading(text: &str, over: Option<&str>) -> Option<Heading> {
    let plain = plain(text);
    let word = bare(&plain);
    let above = over.and_then(|over| heading(over, None));
    let above_side = over.and_then(side);
    let is_in = |list: &[&str]| list.contains(&word);
    let named = |endings: &[&str]| {
        endings.iter().find_map(|ending| {
            let rest = word.strip_suffix(ending)?;
            side(rest)
        })
    };
    if is_in(SIDE) {
        Some(Heading::Side)
    } else if is_in(ITEM) {
        Some(Heading::Item(above_side))
    } else if is_in(SUMMARY) {
        Some(Heading::Summary)
    } else if is_in(AMOUNT) {
        Some(Heading::Amount(above_side))
    } else if is_in(PAYER) {
        Some(Heading::Payer)
    } else if is_in(RESOLUTION) {
        Some(Heading::Resolution)
    } else if is_in(NOTE) {
        Some(Heading::Note)
    } else if is_in(DATE) {
        Some(Heading::Date)
    } else if let Some(side) = named(&["项目", "科目", "明细", "内容", "事项", "item"]) {
        Some(Heading::Item(Some(side)))
    } else if let Some(side) = named(&["金额", "数额", "额", "amount"]) {
        Some(Heading::Amount(Some(side)))
    } else if let Some(side) = side(word) {
        let is_alone = above.is_none_or(|above| matches!(above, Heading::Amount(_)));
        is_alone.then_some(Heading::Amount(Some(side)))
    } else {
        None
    }
}

/// The unit that a heading or a line above the table names, as what amounts are multiplied by:
/// `元` or `万`; none if it names none.
///
/// # Errors
///
/// The unit is another one.
pub fn unit(text: &str) -> Result<Option<bool>, String> {
    let plain = plain(text);
    let within = plain
        .split_once('(')
        .and_then(|(_, rest)| rest.split(')').next());
    let after = plain.split_once("单位:").map(|(_, rest)| rest);
    let Some(unit) = after.or(within) else {
        return Ok(None);
    };
    let unit = unit
        .trim_start_matches("单位:")
        .trim_start_matches("人民币");
    if unit.starts_with("万") {
        Ok(Some(true))
    } else if unit.starts_with(['元', '¥']) || ["rmb", "cny", "yuan"].contains(&unit) {
        Ok(Some(false))
    } else if ["十元", "百元", "千元", "百万", "千万", "亿", "角", "分"]
        .iter()
        .any(|odd| unit.starts_with(odd))
    {
        Err(unit.to_owned())
    } else {
        Ok(None)
    }
}

/// The side that a word names, also as the heading of a section: `一、收入`, `本期支出：`.
pub fn side(text: &str) -> Option<Side> {
    let plain = plain(text);
    let word = unnumbered(bare(&plain));
    let word = ["本期", "本季度", "本季", "本年", "本月", "公共收益", "公共"]
        .iter()
        .find_map(|begin| word.strip_prefix(begin).filter(|rest| !rest.is_empty()))
        .unwrap_or(word);
    let word = ["部分", "项目", "情况", "明细", "类"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    match word {
        "收入" | "收" | "收款" | "进账" | "income" | "in" | "receipt" | "receipts" => {
            Some(Side::Income)
        }
        "支出" | "支" | "开支" | "付款" | "成本" | "成本支出" | "cost" | "costs" | "out"
        | "expense" | "expenses" | "expenditure" => Some(Side::Cost),
        "使用" | "用" | "收益使用" | "use" | "uses" | "used" => Some(Side::Use),
        _ => None,
    }
}

/// A heading of a section without its number: `一、`, `(二)`, `3.`.
fn unnumbered(word: &str) -> &str {
    const NUMBERS: &str = "一二三四五六七八九十0123456789";
    let inner = word.trim_start_matches('(');
    let rest = inner.trim_start_matches(|c| NUMBERS.contains(c));
    if rest.len() == inner.len() {
        return word;
    }
    rest.strip_prefix(['、', '.', ')', ','])
        .map_or(word, |rest| rest.trim_start_matches(['、', '.']))
}

/// What a row is that is no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A sum of the rows since the last sum.
    Subtotal(Option<Side>),
    /// A sum of all rows.
    Total(Option<Side>),
    /// What was there at the beginning.
    Opening,
    /// What was there at the end.
    Closing,
    /// Income less what was spent, or what is left.
    Net,
}

/// What the label of a row says that is no item.
pub fn label(text: &str) -> Option<Label> {
    let plain = plain(text);
    let word = unnumbered(bare(&plain));
    if OPENING.contains(&word) {
        return Some(Label::Opening);
    }
    if CLOSING.contains(&word) {
        return Some(Label::Closing);
    }
    if NET.contains(&word) {
        return Some(Label::Net);
    }
    TOTALS.iter().find_map(|total| {
        let rest = word.strip_suffix(total).or_else(|| {
            let rest = word.strip_prefix(total)?;
            (rest.is_empty() || side(rest).is_some()).then_some(rest)
        })?;
        let side = side(rest);
        Some(if matches!(*total, "小计" | "subtotal") {
            Label::Subtotal(side)
        } else {
            Label::Total(side)
        })
    })
}

/// Whether a cell begins a line below the table: signatures, remarks.
pub fn is_remark(text: &str) -> bool {
    let plain = plain(text);
    REMARKS.iter().any(|begin| plain.starts_with(begin))
}

/// Whether a cell in a column of amounts has none: it is empty, says so, or has words of a row that
/// is no item.
pub fn is_none(text: &str) -> bool {
    let has_digits = text.chars().any(char::is_numeric);
    let is_words = !has_digits && (label(text).is_some() || is_remark(text));
    is_words || matches!(&*plain(text), "" | "-" | "--" | "---" | "/" | "\\" | "无")
}

/// Why a cell is no amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAmount {
    /// Digits of the number are lost: `1.3E+17`.
    Lost,
    /// A formula has failed: `#REF!`.
    Formula,
    /// It names 元 in a column of 万元.
    Unit,
    /// As the fault says.
    Fault(Box<Fault>),
}

/// The amount in a cell; `in_wan`: of a column in units of ten thousand yuan.
///
/// # Errors
///
/// It is no amount that is exact to the fen.
pub fn amount(text: &str, in_wan: bool) -> Result<Money, NoAmount> {
    let word = plain(text);
    if word.starts_with('#') {
        return Err(NoAmount::Formula);
    }
    let is_digit = |c: char| c.is_ascii_digit();
    if word.contains('e') && word.starts_with(|c| is_digit(c) || c == '-') {
        return Err(NoAmount::Lost);
    }
    // A sign may stand before or after that of the currency, brackets around both.
    let (brackets, word) = match word.strip_prefix('(') {
        Some(rest) => match rest.split_once(')') {
            Some((number, rest)) => (true, format!("{number}{rest}")),
            None => (false, word),
        },
        None => (false, word),
    };
    let mut rest = word.as_str();
    let mut minus = 0;
    loop {
        if let Some(after) = rest.strip_prefix('-') {
            minus += 1;
            rest = after;
        } else if let Some(after) = ["¥", "￥", "rmb", "cny"]
            .iter()
            .find_map(|sign| rest.strip_prefix(sign))
        {
            rest = after;
        } else {
            rest = rest.strip_prefix('+').unwrap_or(rest);
            break;
        }
    }
    let fault = |fault: Fault| NoAmount::Fault(Box::new(fault));
    if minus > 1 || (minus == 1 && brackets) {
        return Err(fault(not_a_number(text)));
    }
    let has_wan = rest.contains('万');
    if in_wan && !has_wan && rest.ends_with('元') {
        return Err(NoAmount::Unit);
    }
    let number = if in_wan && !has_wan {
        format!("{rest}万")
    } else {
        rest.to_owned()
    };
    if number.starts_with(['-', '(']) {
        return Err(fault(not_a_number(text)));
    }
    let Money(fen) = Money::read(&number).map_err(fault)?;
    Ok(Money(if minus == 1 || brackets { -fen } else { fen }))
}

fn not_a_number(text: &str) -> Fault {
    Fault::new(
        "not-a-number",
        crate::words!("“{text}”不是数字", "`{text}` is not a number"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for (text, over, expected) in [
            ("类别", None, Some(Heading::Side)),
            ("收 支", None, Some(Heading::Side)),
            ("项目", Some("支出"), Some(Heading::Item(Some(Side::Cost)))),
            ("收入项目", None, Some(Heading::Item(Some(Side::Income)))),
            ("金额（万元）", None, Some(Heading::Amount(None))),
            ("使用金额", None, Some(Heading::Amount(Some(Side::Use)))),
            (
                "收入",
                Some("金额"),
                Some(Heading::Amount(Some(Side::Income))),
            ),
            ("Expenses", None, Some(Heading::Amount(Some(Side::Cost)))),
            ("摘要", None, Some(Heading::Summary)),
            ("备注", None, Some(Heading::Note)),
            ("序号", None, None),
            ("桃园小区公共收益明细表", None, None),
        ] {
            assert_eq!(heading(text, over), expected, "{text}");
        }
    }

    #[test]
    fn units() {
        assert_eq!(unit("金额（元）"), Ok(Some(false)));
        assert_eq!(unit("单位：万元"), Ok(Some(true)));
        assert_eq!(unit("编制单位：某公司（盖章）"), Ok(None));
        assert_eq!(unit("金额"), Ok(None));
        assert!(unit("金额（千元）").is_err());
    }

    #[test]
    fn labels() {
        for (text, expected) in [
            ("小 计", Some(Label::Subtotal(None))),
            ("收入小计：", Some(Label::Subtotal(Some(Side::Income)))),
            ("本期支出合计", Some(Label::Total(Some(Side::Cost)))),
            ("停车费小计", Some(Label::Subtotal(None))),
            ("Total", Some(Label::Total(None))),
            ("四、期末余额", Some(Label::Closing)),
            ("上期结余", Some(Label::Opening)),
            ("本期结余", Some(Label::Net)),
            ("合计表打印费", None),
            ("停车位", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
        assert_eq!(side("一、收入"), Some(Side::Income));
        assert_eq!(side("（二）本期支出："), Some(Side::Cost));
        assert_eq!(side("收入证明工本费"), None);
        assert_eq!(side("三"), None);
    }

    #[test]
    fn amounts() {
        for (text, in_wan, fen) in [
            ("24,800.50", false, 2_480_050),
            ("２４８００．５", false, 2_480_050),
            ("¥ 24,800.50 元", false, 2_480_050),
            ("3.8", true, 3_800_000),
            ("3.8万", true, 3_800_000),
            ("3.8万元", false, 3_800_000),
            ("（500.00）", false, -50_000),
            ("(¥500)", false, -50_000),
            ("-¥500", false, -50_000),
            ("¥-500", false, -50_000),
            ("－12.05", false, -1205),
            ("+7", false, 700),
            ("0", false, 0),
        ] {
            assert_eq!(amount(text, in_wan), Ok(Money(fen)), "{text}");
        }
        for text in ["约500", "--5", "-(5)", "1.234", "1,00", "500元左右", ""] {
            assert!(
                matches!(amount(text, false), Err(NoAmount::Fault(_))),
                "{text}"
            );
        }
        assert_eq!(amount("1.3E+17", false), Err(NoAmount::Lost));
        assert_eq!(amount("#REF!", false), Err(NoAmount::Formula));
        assert_eq!(amount("500元", true), Err(NoAmount::Unit));
        assert!(amount("0.0000001", true).is_err());
    }
}
