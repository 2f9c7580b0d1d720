//! Health, poverty and minority of a person: sensitive by article 28 PIPL. The words alone are in
//! many a notice; they count beside somebody who can be told.

use super::{Found, Kind, clue, names};

/// Characters with which the words begin.
pub const ANCHORS: [char; 17] = [
    '低', '特', '贫', '残', '癌', '肿', '白', '精', '抑', '艾', '乙', '尿', '瘫', '未', '社', '吸',
    '失',
];

/// The words, and what may follow them that is no person.
const WORDS: &[(&str, &[&str])] = &[
    ("低保", &["政策", "办理", "申请条件", "标准", "窗口"]),
    ("特困", &["政策", "标准"]),
    ("贫困", &["地区", "山区", "县", "村"]),
    (
        "残疾",
        &[
            "人联合",
            "人联",
            "人保障",
            "人通道",
            "人停车",
            "人坡道",
            "人卫生间",
            "人设施",
            "人车位",
            "人专用",
            "车",
            "人工作",
            "人服务",
            "人日",
        ],
    ),
    ("癌", &["症筛查", "症防治"]),
    ("肿瘤", &["医院", "防治", "筛查"]),
    ("白血病", &[]),
    ("精神病", &["医院"]),
    ("精神障碍", &[]),
    ("抑郁症", &[]),
    ("艾滋", &["病防治", "病日"]),
    ("乙肝", &["疫苗"]),
    ("尿毒症", &[]),
    ("瘫痪", &[]),
    ("未成年", &["人保护"]),
    ("社区矫正", &["法", "机构"]),
    ("吸毒", &[]),
    ("失独", &[]),
    ("失能", &[]),
];

/// Most bytes to a person on either side: some fourteen characters.
const NEAR: usize = 42;

/// The sensitive word at `at`, if somebody stands beside it.
pub fn read(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let (word, not) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    let end = at + word.len();
    if clue::begins(&text[end..], not) {
        return None;
    }
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n' | '|' | ';');
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let to = text.floor_char_boundary((end + NEAR).min(text.len()));
    let before = text[from..at].rsplit(is_end).next().unwrap_or_default();
    let after = text[end..to].split(is_end).next().unwrap_or_default();
    (names::has_person(before) || names::has_person(after)).then(|| Found {
        range: at..end,
        kind: Kind::Words,
        shown: (*word).to_owned(),
    })
}
