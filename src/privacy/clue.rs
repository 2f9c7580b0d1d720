//! What stands around a number and says what it is.

/// How many bytes before a number are looked at: about sixteen characters.
const BEFORE: usize = 48;

/// The end of the line before `at`, not further than a short sentence.
pub fn before(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(BEFORE));
    let near = &text[start..at];
    near.rfind('\n').map_or(near, |end| &near[end + 1..])
}

/// The beginning of the line from `at` on, not further than a few words.
pub fn after(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary((at + BEFORE / 2).min(text.len()))];
    near.find('\n').map_or(near, |end| &near[..end])
}

/// Whether one of the words stands in the text.
pub fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the text begins with one of the words.
pub fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether the text ends with one of the words.
pub fn ends(text: &str, words: &[&str]) -> bool {
    let last = text.as_bytes().last();
    let ends = |word: &&str| word.as_bytes().last() == last && text.ends_with(*word);
    words.iter().any(ends)
}

/// Words for numbers of things: what follows them directly is no telephone and no card.
const THINGS: &[&str] = &[
    "编号",
    "单号",
    "票号",
    "发票号码",
    "发票代码",
    "合同号",
    "流水号",
    "表号",
    "序列号",
    "条码",
    "条形码",
    "二维码",
    "订单号",
    "工单号",
    "凭证号",
    "代码",
    "编码",
    "注册号",
    "登记号",
    "许可证号",
    "备案号",
    "受理号",
    "设备号",
    "出厂号",
    "批号",
    "案号",
    "户号",
    "交易号",
    "追溯码",
    "监管码",
    "校验码",
    "机身号",
    "证书号",
    "箱号",
];

/// Whether the words before a number say that it is the number of a thing.
pub fn is_of_a_thing(before: &str) -> bool {
    let label = before.trim_end_matches([
        ' ', '\u{3000}', '：', ':', '＝', '=', '为', '是', '“', '"', '`',
    ]);
    ends(label, THINGS) || ends(label, &["No.", "NO.", "no.", "№", "SN", "S/N"])
}

/// Whether the number at the end of these words stands in the address of a page. Telephones and
/// mail have schemes of their own.
pub fn is_in_address(before: &str) -> bool {
    let word = before
        .rfind(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '(' | '<' | '"'))
        .map_or(before, |at| {
            before[at..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric())
        });
    has(word, &["http://", "https://", "www."]) || (word.contains('/') && word.contains('.'))
}

/// Words before which a number is an amount or a measure.
const UNITS: &[&str] = &[
    "元",
    "万元",
    "亿元",
    "万",
    "亿",
    "㎡",
    "m²",
    "m2",
    "平方米",
    "平米",
    "立方",
    "吨",
    "kWh",
    "千瓦",
    "度电",
    "公斤",
];

/// Whether a number is an amount or a measure.
pub fn is_amount(before: &str, after: &str) -> bool {
    let decimals = after.strip_prefix('.').map_or(after, |rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit())
    });
    begins(decimals.trim_start(), UNITS) || before.trim_end().ends_with(['¥', '￥', '$'])
}

/// Letters that may stand directly before a telephone or a card.
const LABELS: &[&str] = &[
    "tel", "phone", "mobile", "mob", "cell", "call", "wx", "vx", "v", "weixin", "wechat", "sms",
    "m", "t", "p", "card", "id",
];

/// Whether the letters directly beside a number make it a part of a longer code.
pub fn is_in_code(before: &str, after: &str) -> bool {
    let letters = after.find(|c: char| !c.is_ascii_alphanumeric());
    if letters.unwrap_or(after.len()) > 2 {
        return true;
    }
    let start = before.rfind(|c: char| !c.is_ascii_alphanumeric());
    let word = start.map_or(before, |at| &before[at..]);
    let word = word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    !word.is_empty() && !LABELS.contains(&word.to_ascii_lowercase().as_str())
}
