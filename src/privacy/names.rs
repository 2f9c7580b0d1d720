//! Residents' names beside the words that say who they are. Chinese has no spaces between words:
//! a name counts only where a surname follows such a word and the name ends where a name can end.

use super::{Found, Kind, clue, mask};

/// Last characters of the words before names.
pub const ANCHORS: [char; 12] = [
    '主', '户', '人', '民', '东', '客', '者', '费', '缴', '单', '属', '欠',
];

/// Words before names.
const ROLES: &[&str] = &[
    "业主",
    "住户",
    "居民",
    "租户",
    "租客",
    "房东",
    "房主",
    "户主",
    "车主",
    "举报人",
    "投诉人",
    "反映人",
    "报修人",
    "承租人",
    "产权人",
    "当事人",
    "受害人",
    "信访人",
    "上访人",
    "申请人",
    "欠费人",
    "欠费户",
    "低保户",
    "肇事者",
    "举报者",
    "投诉者",
    "家属",
    "贫困户",
    "残疾人",
    "患者",
    "病人",
];

/// Words after which only a list with a colon names people.
const LISTS: &[&str] = &[
    "欠费",
    "欠缴",
    "拖欠",
    "欠费名单",
    "欠缴名单",
    "业主名单",
    "住户名单",
    "举报名单",
    "低保名单",
];

/// Surnames with which few words begin.
const SURNAMES: &str = "王李张刘陈杨赵吴周徐孙胡朱郭何罗郑梁谢宋唐邓韩冯曹彭曾肖萧田董袁潘蒋蔡杜叶程苏魏吕沈卢姜崔钟谭陆汪范廖贾韦傅邹孟熊秦邱侯尹薛闫阎龚邵郝孔黎赖殷邢柯莫龙贺樊兰翟倪覃祁詹鲍颜俞柳葛岳齐庞聂芦焦缪裴戚涂邬欧阮蒙卞娄冼阳匡晏苗";

/// Surnames with which many words begin: a name of two characters is told only after a colon.
const COMMON: &str = "黄高林马任姚石金史方江万段雷钱汤白武康毛牛丁尤严顾常陶洪霍纪温路童水安平时申成单管项乔伍文鲁于余季左司夏房向辛华施包骆褚桑解应宁明许计易古谷游凌耿梅";

/// Surnames of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文",
    "长孙", "夏侯", "端木", "独孤",
];

/// Words that begin like a name.
const WORDS: &[&str] = &[
    "张贴", "张罗", "张开", "陈述", "陈旧", "周一", "周二", "周三", "周四", "周五", "周六", "周日",
    "周末", "周边", "周围", "周期", "徐徐", "何时", "何种", "何人", "何事", "谢谢", "谢绝", "曾经",
    "曾在", "曾向", "曾多", "曾于", "曾因", "曾反", "杜绝", "程序", "程度", "陆续", "范围", "范本",
    "孟春", "秦皇", "孔洞", "莫名", "龙头", "兰花", "柳树", "齐全", "齐心", "阳台", "阳光", "苏醒",
    "叶片", "钟点", "田地", "胡乱", "宋体", "孙子", "朱红", "欧式", "高度", "高空", "高层", "高峰",
    "高质", "高压", "高龄", "高考", "高效", "黄线", "黄色", "黄金", "林木", "林地", "马上", "马路",
    "马桶", "任何", "任意", "任期", "任务", "任选", "石材", "石凳", "金额", "金融", "历史", "方便",
    "方式", "方面", "方案", "方可", "方代", "方意", "方反", "方签", "方应", "方同", "江景", "万元",
    "段时", "雷雨", "雷电", "钱款", "白天", "白色", "武装", "康复", "毛坯", "牛奶", "严重", "严格",
    "严禁", "顾虑", "顾问", "常见", "常年", "常用", "常住", "纪律", "温馨", "温度", "路面", "路灯",
    "路口", "童车", "水费", "水表", "水管", "水电", "安全", "安装", "安排", "安静", "安心", "平时",
    "平均", "平安", "平台", "时间", "时常", "时段", "申请", "申报", "申诉", "成立", "成员", "成功",
    "成年", "单独", "管理",
];

/// More words that begin like a name.
const MORE_WORDS: &[&str] = &[
    "单元", "单位", "管道", "管线", "管家", "项目", "文明", "文件", "文化", "文字", "于是", "余额",
    "余款", "余人", "余户", "季度", "左右", "司机", "夏季", "夏天", "房屋", "房产", "房租", "房号",
    "房间", "房门", "房东", "向社", "向物", "向业", "向街", "向法", "向本", "华人", "施工", "包括",
    "包装", "包车", "解决", "解释", "解除", "应当", "应该", "应急", "应在", "应按", "应于", "应自",
    "应提", "应为", "方为", "方和", "成为", "应缴", "应尽", "宁静", "明确", "明显", "明白", "明细",
    "许可", "许多", "计划", "计算", "计票", "易燃", "古树", "游泳", "凌晨", "凌乱", "梅雨", "康养",
    "石板", "万一", "段落", "钱物", "汤圆", "洪水", "洪涝", "路过", "路段", "史料", "纪念", "乔迁",
];

/// Characters that stand in no given name, or hardly ever, but in what follows a name or word.
const GRAMMAR: &str = "的了在是不有已将未都也及与或等请要能会须按如对被把给让使所之其该此每各个家户人们反投举称说提表来去上下内外前后里间时日年号楼栋单室费款车位证书件次者用户先女某师阿*×Ｘ＊";

/// Words that stand in the place of a given name.
const TITLES: &[&str] = &[
    "奶奶", "爷爷", "大爷", "大妈", "婆婆", "叔叔", "伯伯", "大姐", "大哥", "老师", "医生", "经理",
    "主任", "书记", "老板", "小姐", "太太", "老人", "姐", "哥", "叔", "嫂", "工", "总", "老", "氏",
];

/// What may follow a full name.
const AFTER: &[&str] = &[
    "反映", "反馈", "来电", "来访", "来信", "投诉", "举报", "表示", "提出", "提议", "先生", "女士",
    "同志", "一家", "夫妇", "夫妻", "拖欠", "欠缴", "欠费", "未缴", "未交", "要求", "认为", "建议",
    "报修", "报警", "介绍", "居住", "住在", "所有", "名下", "家中", "家里", "家属", "老人", "因病",
    "患有", "患", "称", "说", "等", "的", "在", "于", "因", "与", "和", "及", "向", "将", "已",
    "被",
];

/// What may follow a full name of two characters.
const AFTER_SHORT: &[&str] = &[
    "反映", "反馈", "来电", "来访", "投诉", "举报", "表示", "提出", "先生", "女士", "同志", "夫妇",
    "夫妻", "拖欠", "欠缴", "欠费", "未缴", "未交", "报修", "报警", "居住", "住在", "名下", "患有",
];

/// Finds the names that follow a word which ends at `at`, if there is such a word.
pub fn read(text: &str, at: usize, found: &mut Vec<Found>) {
    let before = &text[text.floor_char_boundary(at.saturating_sub(15))..at];
    let is_role = clue::ends(before, ROLES);
    let is_list = !is_role && clue::ends(before, LISTS);
    if !is_role && !is_list {
        return;
    }
    let rest = &text[at..];
    let plain = rest.trim_start_matches([' ', '\u{3000}']);
    let labelled = plain
        .strip_prefix(['：', ':'])
        .map(|rest| rest.trim_start_matches([' ', '\u{3000}']));
    if let Some(mut list) = labelled {
        // Names in a row are told one by one.
        loop {
            let start = text.len() - list.len();
            let han = han(list);
            if let Some(length) = alone(&list[..han]) {
                found.push(mask::found(text, Kind::Name, start..start + length));
            }
            let after = &list[han..];
            match after.strip_prefix(['、', '，', ',', ' ']) {
                Some(next) if han > 0 => list = next.trim_start_matches(' '),
                _ => return,
            }
        }
    }
    if is_list {
        return;
    }
    let plain = plain.strip_prefix(['（', '(', '“']).unwrap_or(plain);
    let start = text.len() - plain.len();
    if let Some(length) = beside(plain) {
        found.push(mask::found(text, Kind::Name, start..start + length));
    }
}

/// How many bytes of Han characters the text begins with, as far as they matter.
fn han(text: &str) -> usize {
    let mut end = 0;
    for c in text.chars().take(12) {
        if !is_han(c) {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c) || c == '〇'
}

/// How many characters of a name are its surname.
pub fn surname(name: &str) -> usize {
    let is_compound = clue::begins(name, COMPOUND) && name.chars().count() > 2;
    if is_compound { 2 } else { 1 }
}

fn is_word(text: &str) -> bool {
    clue::begins(text, WORDS) || clue::begins(text, MORE_WORDS)
}

/// Whether a character can be of a given name.
fn is_given(c: char) -> bool {
    is_han(c) && !GRAMMAR.contains(c)
}

/// The name that a stretch of Han characters begins with, which stands by itself.
fn alone(han: &str) -> Option<usize> {
    let count = han.chars().count();
    let first = han.chars().next()?;
    let compound = surname(han) == 2;
    let is_known = compound || SURNAMES.contains(first) || COMMON.contains(first);
    if !is_known || is_word(han) {
        return None;
    }
    let whole = count <= if compound { 4 } else { 3 } && count >= 2;
    if whole && han.chars().skip(surname(han)).all(is_given) {
        return Some(han.len());
    }
    beside(han)
}

/// How many bytes the name takes with which a text begins.
fn beside(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let compound = clue::begins(text, COMPOUND);
    let is_safe = compound || SURNAMES.contains(first);
    if !(is_safe || COMMON.contains(first)) || is_word(text) {
        return None;
    }
    if compound {
        chars.next();
    }
    let (at, given) = chars.next()?;
    if !is_given(given) || clue::begins(&text[at..], TITLES) {
        return None;
    }
    let short = at + given.len_utf8();
    let ends = |end: usize, words: &[&str]| {
        let rest = &text[end..];
        rest.chars()
            .next()
            .is_none_or(|c| !is_han(c) && c != '*' && c != '＊')
            || clue::begins(rest, words)
    };
    if let Some((at, second)) = chars.next().filter(|(_, c)| is_given(*c)) {
        let long = at + second.len_utf8();
        if ends(long, AFTER) && !clue::begins(&text[short..], AFTER_SHORT) {
            return Some(long);
        }
    }
    (is_safe && ends(short, AFTER_SHORT)).then_some(short)
}

/// Whether somebody is spoken of who can be told: a surname with a word for a person, or a name
/// that is hidden.
pub fn has_person(text: &str) -> bool {
    const PERSON: [&str; 18] = [
        "某", "*", "＊", "×", "先生", "女士", "老人", "奶奶", "爷爷", "大爷", "阿姨", "婆婆",
        "大妈", "师傅", "大姐", "大哥", "老师", "家",
    ];
    if text.contains("[[") {
        return true;
    }
    text.char_indices().any(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let is_surname = SURNAMES.contains(c) || COMMON.contains(c);
        is_surname && clue::begins(rest, &PERSON) && !is_word(&text[at..])
    })
}
