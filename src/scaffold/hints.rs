//! What each field of a record is for, in a line, with an example: for those who open a new record
//! and have no manual at hand.

use crate::diagnostic::Words;
use crate::model::keyed::Kind;
use crate::words;

/// A line about a field.
pub struct Hint {
    /// What it is for.
    pub about: Words,
    /// A value that can be read as it stands. `BODY` stands for a body of the place, `MECHANISM`
    /// for a mechanism, `POLICY` for a policy of the site, `GOAL`, `SHARE` and `FUNCTION` for such
    /// words of a mechanism and `PLACE` for a place below.
    pub example: Words,
}

/// Defines the lines about the fields of a table.
macro_rules! hints {
    ($name:ident { $($key:literal: $zh:literal $zh_example:literal, $en:literal $en_example:literal;)+ }) => {
        fn $name(key: &str) -> Option<Hint> {
            match key {
                $($key => Some(Hint {
                    about: words!($zh, $en),
                    example: Words { zh: $zh_example.to_owned(), en: $en_example.to_owned() },
                }),)+
                _ => None,
            }
        }
    };
}

/// The line about a field of a kind; none only for a key that is missing here.
pub fn hint(kind: Kind, key: &str) -> Option<Hint> {
    let own = match kind {
        Kind::Issue => issue(key),
        Kind::Resolution => resolution(key),
        Kind::Meeting => meeting(key),
        Kind::Notice => notice(key),
        Kind::Account => account(key),
        Kind::Assessment => assessment(key),
        Kind::Work => work(key),
        Kind::Activity => activity(key),
    };
    own.or_else(|| record(key))
}

hints! { record {
    "title": "标题，｜处可以换行" "车库道闸｜经常失灵", "title; it may break at the mark ｜" "Garage gate｜out of order";
    "date": "日期" "2026-03-02", "date" "2026-03-02";
    "code": "六位编码，印在海报上，不要改" "GATE26", "code of six characters, printed on the poster; leave it" "GATE26";
    "number": "文号" "桃园业〔2026〕3号", "document number" "Taoyuan [2026] 3";
    "issuer": "发布单位，不写就是这个地方的" "BODY", "issuing body; default: that of the place" "BODY";
    "contact": "联系方式：电话、时间、地点" "0731-00000000 工作日9:00-17:00 物业服务中心", "contact: telephone, hours, place" "0731-00000000 9:00-17:00 Service desk";
    "applies_to": "只与哪些楼栋有关" "[3号楼, 5号楼]", "only these buildings are concerned" "[Building 3, Building 5]";
    "category": "类别，可以写环境、安全、消防、停车交通、电梯、设施、排水、绿化、噪声、收费、纠纷、物业服务、文化、其他" "停车交通", "category: environment, security, fire, traffic, lift, facilities, drainage, greenery, noise, fees, dispute, property-service, culture or other" "traffic";
    "cites": "依据哪个政策的第几条，写 policies 里的文件名" "POLICY#1", "the clause of a policy that it carries out, by the name of its file in policies" "POLICY#1";
    "attachments": "附件，文件放在这个文件旁边" "[报价单.pdf 三家报价]", "attached files, which lie beside this file" "[quotes.pdf Three quotes]";
    "poster": "海报上的要点，不写就印正文" "[早晚高峰有时不抬杆, 厂家3月6日上门检测]", "points of the poster; without them it shows the text" "[Stuck at rush hour, Engineer comes on 6 March]";
    "aliases": "这条记录从前的网址" "[/old/gate.html]", "earlier addresses of this record" "[/old/gate.html]";
    "corrects": "更正哪条记录，为什么" "notices/2026-03-02-water 时间写错", "the record that this one corrects, and why" "notices/2026-03-02-water wrong time";
    "replaces": "代替哪条记录，为什么" "notices/2026-03-02-water 改期", "the record that this one replaces, and why" "notices/2026-03-02-water postponed";
    "version": "第几版，改正笔误后写2、3……" "2", "version, after a slip of the pen was mended: 2, 3 …" "2";
    "withdrawn": "哪天撤回，为什么" "2026-03-09 内容有误", "day and reason of its withdrawal" "2026-03-09 an error in it";
    "acknowledge": "对警告的答复：警告的代码和理由" "[headline-long 名称不能缩短]", "answers to warnings: code and reason" "[headline-long the name cannot be shortened]";
    "faces": "照片里的人脸：没有人脸、已打码、本人同意" "没有人脸", "faces in the pictures: none, blurred or consent" "none";
    "waivers": "依法可以公布的个人信息：内容、截止日期、依据" "[房号 2026-12-31 《物业管理条例》第六十七条]", "private data that may be printed: what, until when, by which law" "[room 2026-12-31 Regulations on Property Management art. 67]";
    "draft": "草稿不会发布；写好以后删去这一行" "是", "a draft is not published; remove the line when all is written" "true";
} }

hints! { issue {
    "responsible": "谁来办：组织或几个字" "物业", "who must act: a body or some words" "Property company";
    "due": "什么时候办完" "2026-03-20", "by when" "2026-03-20";
    "progress": "办到哪一步，每步写日期、状态（发现、商议、处置、解决、延期、转办、不予受理、重复、重新办理）、说明" "[2026-03-02 发现 三户报修, 2026-03-04 商议 请厂家检测]", "each step with date, state (found, discussed, handling, solved, deferred, referred, declined, duplicate, reopened) and note" "[2026-03-02 found by three households, 2026-03-04 discussed on the spot]";
    "spot": "在哪里，写公共部位，不写门牌房号" "3号楼东侧通道", "where: a common part, never the number of a flat" "Passage east of building 3";
    "households": "大约涉及多少户" "24", "how many households are concerned" "24";
    "pre_review": "提交会议或表决以前谁研究过：单位、日期、意见" "BODY 2026-03-02 同意提交表决", "who looked at it before it was put to a vote: body, date, opinion" "BODY 2026-03-02 agrees";
    "satisfaction": "回访户数和满意户数" "40 36", "households asked and satisfied" "40 36";
    "goals": "为了哪几项目标，写机制里“目标”的名称" "[GOAL]", "the goals that it serves, by their names in a mechanism" "[GOAL]";
    "shares": "属于哪几项举措，写机制里“举措”的名称" "[SHARE]", "what is shared, by the names under `shares` of a mechanism" "[SHARE]";
} }

hints! { resolution {
    "decided_by": "谁决定的：业主大会、业委会、居民会议、联席会议" "业主大会", "who decided: owners-assembly, owners-committee, residents-meeting or joint-meeting" "owners-assembly";
    "matter": "业主大会表决的，写民法典第二百七十八条第一款的第几项，1到9" "5", "vote of the owners: item of article 278 of the Civil Code, 1 to 9" "5";
    "question": "表决的问题" "是否同意更换3号楼电梯", "the question" "Shall the lift of building 3 be renewed";
    "voting": "投票方式（会议、书面、电子）和起止日期" "书面 2026-03-01 至 2026-03-15", "method (meeting, written, electronic), first and last day" "written 2026-03-01 2026-03-15";
    "electorate": "业主总数、专有面积和依据" "355 36609.05 不动产登记簿；一人多套按一人计", "owners in total, their area, and how they were counted" "355 36609.05 land register; an owner of several units counts once";
    "ballots": "发出和收回的选票" "355 277", "ballots issued and returned" "355 277";
    "tally": "计票结果，人数、面积各写同意、反对、弃权、无效四个数" "{人数: 250 20 5 2, 面积: 25800.10 2100.00 500.00 180.00}", "the count, by heads and by area: yes, no, abstaining, invalid" "{heads: 250 20 5 2, area: 25800.10 2100.00 500.00 180.00}";
    "members": "委员会的总数、到会、同意人数" "7 6 5", "members of a committee: in total, present, agreeing" "7 6 5";
    "result": "结果：通过、未通过、人数不足" "通过", "result: passed, failed or no-quorum" "passed";
    "items": "一张票上有几个问题时写；这时表决议题、表决事项、计票结果、结果写在每一项里，外面不写" "[{表决议题: 是否更换3号楼电梯, 表决事项: 5, 结果: 通过}, {表决议题: 是否粉刷楼道, 表决事项: 9, 结果: 未通过}]", "several questions on one ballot; question, matter, tally and result then stand in each item and not outside" "[{question: Renew the lift, matter: 5, result: passed}, {question: Paint the stairs, matter: 9, result: failed}]";
    "seats": "选举的名额" "5", "seats of an election" "5";
    "candidates": "选举的候选人，每人写得票人数和面积" "[候选人一 210 22000.00, 候选人二 190 20000.00]", "candidates of an election, each with heads and area" "[Candidate-1 210 22000.00, Candidate-2 190 20000.00]";
    "counters": "监票人" "[居委会, 业主代表]", "who watched the counting" "[Residents committee, Owners]";
    "progress": "决议怎样了，每步写日期、状态（公告、投票、计票、异议、生效、撤销、落实）、说明" "[2026-03-02 计票]", "each step with date, state (noticed, voting, counted, objection, in-effect, revoked, implemented) and note" "[2026-03-02 counted]";
    "publicity": "结果的公示期，第一天不算" "2026-03-16 7日", "period of publicity of the result; its first day is not counted" "{from: 2026-03-16, days: 7}";
    "objections": "谁受理异议：组织、电话、方式" "BODY 0731-00000000 实名书面", "where to object: body, telephone, form" "BODY 0731-00000000 in writing";
    "series": "换届、选聘是一串记录：同一件事写同一个系列名称" "2026年业委会换届", "records of one election or choice: the same name in each" "Committee election 2026";
    "step": "是哪个环节：启动、推荐、候选人公示、投票、结果、备案、交接；投票通知、候选人名单、结果不用写" "备案", "which step: call, recommendation, candidates, vote, result, filing or handover; plain for notices of a vote, of candidates and for results" "filing";
    "pre_review": "表决以前谁研究过：单位、日期、意见" "BODY 2026-03-02 同意提交表决", "who looked at it before the vote: body, date, opinion" "BODY 2026-03-02 agrees";
} }

hints! { meeting {
    "type": "哪种会：合署办公、联席会议、协商议事、业主大会、居民会议、委员会会议、论坛" "联席会议", "type: weekly-office, joint-monthly, consultation, owners-assembly, residents-meeting, committee or forum" "joint-monthly";
    "mechanism": "按哪个机制开的，写 mechanisms 里的文件名" "MECHANISM", "the mechanism, by the name of its file in mechanisms" "MECHANISM";
    "time": "时间" "9:30", "time" "9:30";
    "venue": "地点，可以写“场所”里的名称" "3号楼一层议事室", "venue, by its name under `venues` of the place or in any words" "Meeting room, building 3";
    "room": "在那里的哪一室" "议事厅", "which room of the venue" "Hall";
    "attendance": "到会的组织和人数；没有来的写“缺席（原因）”" "[BODY 2]", "bodies and how many came of each; `absent (reason)` for one that did not" "[BODY 2]";
    "invited": "邀请了谁，为什么" "[城管中队 占道停车]", "who was invited, and why" "[Traffic-police parking on the pavement]";
    "raises": "提出的问题，写记录的路径" "[issues/2026-03-02-gate]", "issues raised, by the paths of their records" "[issues/2026-03-02-gate]";
    "reviews": "以前的问题办到哪一步：记录的路径、状态、说明" "[issues/2026-03-02-gate 处置 配件已到货]", "what became of earlier issues: path, state, note" "[issues/2026-03-02-gate handling parts have come]";
    "progress": "会议怎样了，每步写日期、状态（计划、通知、召开、公布、取消、改期）、说明" "[2026-02-26 通知]", "each step with date, state (planned, called, held, published, cancelled, postponed) and note" "[2026-02-26 called]";
    "goals": "为了哪几项目标，写机制里“目标”的名称" "[GOAL]", "the goals that it serves, by their names in a mechanism" "[GOAL]";
    "shares": "属于哪几项举措，写机制里“举措”的名称" "[SHARE]", "what is shared, by the names under `shares` of a mechanism" "[SHARE]";
    "functions": "属于哪几项功能，写机制里“功能”的名称" "[FUNCTION]", "which functions it joins, by the names under `functions` of a mechanism" "[FUNCTION]";
    "forum": "论坛写：系列的名称和第几期；另可写主题、举办地、抽签、角色、比较的期间和参比的地方" "{系列: 书记论坛, 期数: 5, 主题: 晒家底、比不足, 抽签: 是, 角色: [教员 2, 特约嘉宾 6]}", "a forum: name of the series and number; also theme, host, draw, roles, the period and the places that are compared" "{series: Secretaries forum, number: 5, theme: What we have and what we lack, drawn: true, roles: [teachers 2, guests 6]}";
    "outcomes": "定了什么、谁办、何时办完" "[更换3号楼门禁 2026-03-20]", "what was agreed, who does it, by when" "[Renew the door of building 3 2026-03-20]";
    "series": "换届、选聘是一串记录：同一件事写同一个系列名称" "2026年业委会换届", "records of one election or choice: the same name in each" "Committee election 2026";
    "step": "是哪个环节：启动、推荐、候选人公示、投票、结果、备案、交接；投票通知、候选人名单、结果不用写" "备案", "which step: call, recommendation, candidates, vote, result, filing or handover; plain for notices of a vote, of candidates and for results" "filing";
} }

hints! { notice {
    "type": "哪一种：公示、公告、通告、通知、温馨提示、通报" "通知", "type: disclosure, announcement, circular, notification, reminder or bulletin" "notification";
    "display": "公示期，从日期那天贴出、第一天不算；不写时公示为7日" "7日", "period of display, from its date, which is not counted; a disclosure without one: 7 days" "{days: 7}";
    "objections": "谁受理异议：组织、电话、方式" "BODY 0731-00000000 实名书面", "where to object: body, telephone, form" "BODY 0731-00000000 in writing";
    "questions": "业主大会的表决通知：逐项写表决的议题，决议里的议题要与它相同" "[是否同意更换3号楼电梯]", "notice of a vote: the questions, word for word as in the resolution" "[Shall the lift of building 3 be renewed]";
    "about": "与哪条记录有关，写它的路径" "issues/2026-03-02-gate", "the record that it is about, by its path" "issues/2026-03-02-gate";
    "topic": "什么事项，规则按它查天数：业主大会、候选人、表决结果、业委会会议、业委会决定、公共收益、维修资金、收费调整、审计" "公共收益", "matter, by which rules find it: assembly, candidates, vote-result, committee-meeting, committee-decision, revenue, fund, fees or audit" "revenue";
    "covers": "长期公示包括公示栏清单里的哪几项" "[物业服务内容和标准]", "what a standing notice covers of the list of the board" "[Property services]";
    "series": "换届、选聘是一串记录：同一件事写同一个系列名称" "2026年业委会换届", "records of one election or choice: the same name in each" "Committee election 2026";
    "step": "是哪个环节：启动、推荐、候选人公示、投票、结果、备案、交接；投票通知、候选人名单、结果不用写" "备案", "which step: call, recommendation, candidates, vote, result, filing or handover; plain for notices of a vote, of candidates and for results" "filing";
    "pre_review": "表决以前谁研究过：单位、日期、意见" "BODY 2026-03-02 同意提交表决", "who looked at it before the vote: body, date, opinion" "BODY 2026-03-02 agrees";
} }

hints! { account {
    "period": "哪一期：季度、月、半年、年，或起止两个日期" "2025年第四季度", "the period: a quarter, month, half, year, or two days" "2025-Q4";
    "keeper": "谁代管这笔钱" "BODY", "the body that keeps the money" "BODY";
    "account": "银行账号的后四位，不要写全" "'0316'", "last four digits of the bank account, no more" "'0316'";
    "opening": "期初，要与上一期的期末相同" "71338.15", "amount at the beginning: the closing of the period before" "71338.15";
    "income": "收入，一项一行：项目、金额、说明" "[停车位 24800.00, 场地租金 1800.00 促销摊位6天]", "what came in: item, amount, note" "[Parking 24800.00, Rent of stalls 1800.00 six days]";
    "cost": "取得收入的成本，一项一行，不写合计" "[停车管理人工 9000.00]", "what it cost to earn that; no totals" "[Parking attendants 9000.00]";
    "use": "用到哪里：项目、金额、决议的路径、说明" "[儿童滑梯修理 4600.00]", "what it was used for: item, amount, path of the resolution, note" "[Slide mended 4600.00]";
    "closing": "期末 = 期初 + 收入 - 支出 - 使用" "84338.15", "amount at the end: opening + income - cost - use" "84338.15";
    "auditor": "谁审核的，不能是代管单位自己" "监事会", "who looked the books over, not the keeper itself" "Supervisory board";
    "display": "公示期，不写时为30日，或规则要求的天数" "30日", "period of display; default: 30 days, or what a rule asks for" "{days: 30}";
    "objections": "谁受理异议：组织、电话、方式" "BODY 0731-00000000 实名书面", "where to object: body, telephone, form" "BODY 0731-00000000 in writing";
} }

hints! { assessment {
    "period": "考评哪个期间：2025-Q4、2025年10月、2025年上半年、2025年，或两个日期" "2025年下半年", "the period: 2025-Q4, 2025-10, 2025-H1, 2025, or two dates" "2025-H2";
    "scheme": "按哪个办法考评；同一个办法的各期前后比较" "小区物业服务考评", "the scheme; assessments of one scheme are compared with each other" "Property services";
    "criteria": "考评项目，每项写名称、权重、满分、看什么；权重合计100，满分是100的不用写" "[环境卫生 60, 秩序维护 40 满分20 门岗和停车]", "criteria, each with name, weight, most points and what is looked at; the weights make 100, most points of 100 need not be written" "[Cleanliness 60, Order 40 20 gate and parking]";
    "scores": "每个地方一行，按考评项目的次序写分数；没有评的写“缺”" "[PLACE 92 18.5]", "one line for each place, points in the order of the criteria; `none` where it was not assessed" "[PLACE 92 18.5]";
    "grades": "等级和最低总分" "[优秀 90, 良好 80, 合格 60]", "grades with their least totals" "[excellent 90, good 80, fair 60]";
    "assessors": "谁考评的" "[BODY, 居民代表8名]", "who assessed" "[BODY, 8 residents]";
    "display": "公示期，从日期那天贴出、第一天不算；不写时为7日" "7日", "period of display, from its date, which is not counted; without one: 7 days" "{days: 7}";
    "objections": "谁受理申诉：组织、电话、方式" "BODY 0731-00000000 实名书面", "where to appeal: body, telephone, form" "BODY 0731-00000000 in writing";
} }

hints! { work {
    "responsible": "谁负责办：组织或几个字" "物业", "who answers for it: a body or some words" "Property company";
    "contractor": "谁施工" "示例建筑维修队", "who carries it out" "Example Builders";
    "due": "什么时候办完" "2026-04-20", "by when" "2026-04-20";
    "progress": "办到哪一步，每步写日期、状态（计划、施工、完工、验收、停办）、说明" "[2026-03-02 计划 签合同, 2026-03-09 施工]", "each step with date, state (planned, underway, done, accepted, dropped) and note" "[2026-03-02 planned contract signed, 2026-03-09 underway]";
    "before": "改造前的照片：文件、日期、说明，照片放在这个文件旁边" "[before.jpg 2026-03-02 地砖松动]", "pictures of before: file, date, what they show; they lie beside this file" "[before.jpg 2026-03-02 loose tiles]";
    "after": "改造后的照片" "[after.jpg 2026-03-18 重新铺平]", "pictures of afterwards" "[after.jpg 2026-03-18 laid anew]";
    "cost": "费用和资金来源：公共收益、维修资金、物业企业、财政、业主、捐助、其他" "38000 公共收益", "cost and fund: public-revenue, maintenance-fund, property-company, government, owners, donation or other" "38000 public-revenue";
    "account": "费用记在哪一期收支，写它的路径" "accounts/2026-01-14-q4", "the statement in which the cost stands, by its path" "accounts/2026-01-14-q4";
    "resolution": "依据哪个决议，写它的路径" "resolutions/2026-03-10-fire-pump", "the resolution on which it rests, by its path" "resolutions/2026-03-10-fire-pump";
    "about": "解决哪个问题，写它的路径" "issues/2026-03-02-gate", "the issue that it solves, by its path" "issues/2026-03-02-gate";
    "acceptance": "谁验收的：单位、日期、意见；不能是办理的单位" "业委会 2026-03-20 合格", "who accepted it: body, date, opinion; not the one who did it" "Owners-committee 2026-03-20 good";
    "satisfaction": "回访户数和满意户数" "40 36", "households asked and satisfied" "40 36";
    "spot": "在哪里，写公共部位，不写门牌房号" "2号楼门前", "where: a common part, never the number of a flat" "in front of building 2";
    "goals": "为了哪几项目标，写机制里“目标”的名称" "[GOAL]", "the goals that it serves, by their names in a mechanism" "[GOAL]";
    "shares": "属于哪几项举措，写机制里“举措”的名称" "[SHARE]", "what is shared, by the names under `shares` of a mechanism" "[SHARE]";
} }

hints! { activity {
    "type": "哪种活动：党员活动、志愿服务、学习教育、议事协商、文体活动、便民服务、其他" "志愿服务", "type: party, volunteer, study, deliberation, culture, service or other" "volunteer";
    "time": "时间" "9:30-11:00", "time" "9:30-11:00";
    "venue": "地点，可以写“场所”里的名称" "桃园邻里中心", "venue, by its name under `venues` of the place or in any words" "Neighbourhood centre";
    "room": "在那里的哪一室" "志愿站", "which room of the venue" "Volunteers' room";
    "organizer": "主办单位" "BODY", "who holds it" "BODY";
    "people": "办完以后写多少人参加；不知道就不写" "35", "how many took part, when it is over; leave it out if nobody counted" "35";
    "volunteer_hours": "志愿者一共服务多少小时；不知道就不写" "24", "hours that volunteers gave, all together; leave it out if nobody counted" "24";
    "progress": "活动怎样了，每步写日期、状态（计划、通知、召开、公布、取消、改期）、说明" "[2026-02-26 通知]", "each step with date, state (planned, called, held, published, cancelled, postponed) and note" "[2026-02-26 called]";
    "goals": "为了哪几项目标，写机制里“目标”的名称" "[GOAL]", "the goals that it serves, by their names in a mechanism" "[GOAL]";
    "shares": "属于哪几项举措，写机制里“举措”的名称" "[SHARE]", "what is shared, by the names under `shares` of a mechanism" "[SHARE]";
    "functions": "属于哪几项功能，写机制里“功能”的名称" "[FUNCTION]", "which functions it joins, by the names under `functions` of a mechanism" "[FUNCTION]";
} }
