//! What is wrong with an assessment by itself: weights that do not make 100, points that do not fit
//! the criteria, what is named twice, and assessors who are assessed.

use std::ops::Range;

use super::{Criterion, Grade, Score};
use crate::diagnostic::Diagnostic;
use crate::model::keyed::BodyKind;
use crate::model::place::{self, Place};
use crate::model::ranking::{self, Part};
use crate::model::scope::{Party, Scope};
use crate::model::value::Hundredths;
use crate::words;
use crate::yaml::{Fault, Reader};

/// What the weights make.
const ALL: i64 = 10_000;

/// Reports weights that do not make 100, criteria named twice, and most points that are nought or
/// that no total can be calculated with.
pub(super) fn criteria(reader: &mut Reader<'_>, range: &Range<usize>, criteria: &[Criterion]) {
    for (at, criterion) in criteria.iter().enumerate() {
        let name = &criterion.name;
        if criteria[..at].iter().any(|other| other.name == *name) {
            let twice = Fault::new(
                "duplicate-key",
                words!(
                    "考评项目“{name}”写了两次",
                    "the criterion `{name}` is there twice"
                ),
            );
            let help = words!(
                "删去一个，或改成各自的名称",
                "remove one of them, or give each a name of its own"
            );
            reader.fault(&criterion.range, twice.at(name).help(help));
        }
        if criterion.max.0 == 0 {
            let nought = Fault::new(
                "bad-score",
                words!(
                    "“{name}”的满分是 0，没法给分",
                    "the most points of `{name}` are 0: nothing can be given"
                ),
            );
            let weight = criterion.weight.short();
            let help = words!(
                "写成 `{name} {weight} 满分100`，满分是 100 时不用写",
                "write it like `{name} {weight} 100`; 100 need not be written"
            );
            reader.fault(&criterion.range, nought.help(help));
        }
    }
    let sum: i128 = criteria.iter().map(|of| i128::from(of.weight.0)).sum();
    if sum != i128::from(ALL) {
        reader.fault(range, weights(sum));
        return;
    }
    let parts: Vec<Part> = criteria
        .iter()
        .map(|of| Part {
            weight: of.weight,
            points: of.max,
            max: of.max,
        })
        .collect();
    // With the least points every fraction counts.
    let least = parts.iter().map(|part| Part {
        points: Hundredths(1),
        ..*part
    });
    let least: Vec<Part> = least.collect();
    let is_nought = criteria.iter().any(|of| of.max.0 == 0);
    if !is_nought && (ranking::total(&parts).is_none() || ranking::total(&least).is_none()) {
        let fault = Fault::new(
            "bad-score",
            words!(
                "各项的满分太零碎，总分没法准确计算",
                "with these most points no total can be calculated exactly"
            ),
        );
        let help = words!(
            "满分写成整数，最好都是 100",
            "write whole numbers, best 100 for each"
        );
        reader.fault(range, fault.help(help));
    }
}

fn weights(sum: i128) -> Fault {
    let shown = |number: i128| {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Hundredths(number).short()
    };
    let (is, off) = (shown(sum), shown((sum - i128::from(ALL)).abs()));
    let fault = Fault::new(
        "sum",
        words!(
            "各项权重合计 {is}，应当正好是 100",
            "the weights make {is}, expected exactly 100"
        ),
    );
    fault.help(if sum < i128::from(ALL) {
        words!(
            "还差 {off}：核对各项权重，看有没有漏写的项目",
            "{off} short: check each weight, and whether a criterion was left out"
        )
    } else {
        words!(
            "多了 {off}：核对各项权重，看有没有重复的项目",
            "{off} too many: check each weight, and whether a criterion is there twice"
        )
    })
}

/// What is wrong with points that are no number, by place and criterion.
pub(super) fn no_points(fault: Fault, word: &str, place: &str, criterion: &Criterion) -> Fault {
    let (name, max) = (&criterion.name, criterion.max.short());
    let is_below = word.starts_with(['-', '−', '－']);
    let (zh, en) = if is_below {
        ("是负分", "are below nought")
    } else {
        ("不是分数", "are no points")
    };
    Fault {
        message: words!(
            "{place}的“{name}”写了“{word}”，{zh}",
            "`{word}` for `{name}` of {place} {en}"
        ),
        ..Fault::new(fault.code, fault.message)
    }
    .at(word)
    .help(words!(
        "写 0 到 {max} 的分数，最多两位小数；没有评的写“缺”",
        "write points from 0 to {max} with at most two decimals, or `none` where it was not assessed"
    ))
}

/// Points, if they are not above the most of their criterion.
pub(super) fn within(
    points: Hundredths,
    word: &str,
    place: &str,
    criterion: &Criterion,
) -> Result<Hundredths, Fault> {
    if points <= criterion.max {
        return Ok(points);
    }
    let (name, weight) = (&criterion.name, criterion.weight.short());
    let (points, max) = (points.short(), criterion.max.short());
    Err(Fault::new(
        "bad-score",
        words!(
            "{place}的“{name}”写了 {points} 分，满分是 {max}",
            "{points} points for `{name}` of {place}, at most {max} can be given"
        ),
    )
    .at(word)
    .help(words!(
        "核对分数；满分不是 {max} 的，在考评项目里写，例如 `{name} {weight} 满分{points}`",
        "check the points; where the most are not {max}, say so in the criterion, like `{name} {weight} {points}`"
    )))
}

/// That a place has more or fewer points than there are criteria.
pub(super) fn count(written: usize, place: &str, criteria: &[Criterion]) -> Fault {
    let needed = criteria.len();
    let names = |criteria: &[Criterion]| -> Vec<String> {
        criteria.iter().map(|of| of.name.clone()).collect()
    };
    let order = names(criteria);
    let (zh_order, en_order) = (order.join("、"), order.join(", "));
    let message = if written < needed {
        let missing = names(&criteria[written..]);
        let zh: Vec<String> = missing.iter().map(|name| format!("“{name}”")).collect();
        let en: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
        let (zh, en) = (zh.join("、"), en.join(", "));
        words!(
            "{place}写了 {written} 个分数，考评项目有 {needed} 项：按次序数，少了{zh}",
            "{place} has {written} points for {needed} criteria: in their order, those for {en} are missing"
        )
    } else {
        words!(
            "{place}写了 {written} 个分数，考评项目只有 {needed} 项",
            "{place} has {written} points for {needed} criteria"
        )
    };
    Fault::new("bad-score", message).help(words!(
        "按次序写：{zh_order}；没有评的写“缺”，不要空着",
        "write them in this order: {en_order}; `none` where it was not assessed"
    ))
}

/// Reports places that are scored twice.
pub(super) fn scores(
    reader: &mut Reader<'_>,
    criteria: &[Criterion],
    scores: &[Score],
    scope: Scope<'_>,
) {
    for (at, score) in scores.iter().enumerate() {
        let of_place = |other: &&Score| other.place == score.place;
        let Some(first) = scores[..at].iter().find(of_place) else {
            continue;
        };
        let place = scope.places.get(score.place.index());
        let place = place.map_or("", |place| place.title.as_str());
        let columns = criteria.len();
        let found = Diagnostic::error(
            "duplicate-key",
            reader.span(&score.range),
            words!("{place}的得分写了两次", "{place} is scored twice"),
        )
        .other(
            reader.span(&first.range),
            words!("第一次在这里", "first here"),
        )
        .help(words!(
            "每个地方只写一行（{columns} 个分数）：删去一行，或改正地方",
            "write one line of {columns} points for each place: remove one, or mend its place"
        ));
        reader.diagnostics.push(found);
    }
}

/// Reports bands that have the same name or begin at the same total, or above 100.
pub(super) fn grades(reader: &mut Reader<'_>, grades: &[Grade]) {
    for (at, grade) in grades.iter().enumerate() {
        let name = &grade.name;
        let from = grade.from.short();
        if grade.from.0 > ALL {
            let fault = Fault::new(
                "bad-score",
                words!(
                    "等级“{name}”从 {from} 分起，总分最多 100",
                    "the grade `{name}` begins at {from}, and a total is at most 100"
                ),
            );
            reader.fault(
                &grade.range,
                fault.help(words!("核对分数", "check the number")),
            );
        }
        let is_same = |other: &Grade| other.name == *name || other.from == grade.from;
        if grades[..at].iter().any(is_same) {
            let twice = Fault::new(
                "duplicate-key",
                words!(
                    "等级“{name}”与另一个同名或同分",
                    "the grade `{name}` has the name or the total of another one"
                ),
            );
            let help = words!(
                "每个等级各写一个名称和起点，例如 [优秀 90, 良好 80]",
                "give each grade a name and a least total of its own, like [excellent 90, good 80]"
            );
            reader.fault(&grade.range, twice.help(help));
        }
    }
}

/// Warns of assessors who are the property company of a place that is assessed.
pub(super) fn assessors(
    reader: &mut Reader<'_>,
    assessors: &[(Party, Range<usize>)],
    scores: &[Score],
    scope: Scope<'_>,
) {
    let assessed = |place: &Place| {
        let mut scores = scores.iter();
        scores.any(|score| place::is_within(scope.places, place.id, score.place))
    };
    for (party, range) in assessors {
        let of = scope.places.iter().filter(|place| assessed(place));
        let mut of = of.filter(|place| {
            let mut companies = place.bodies.iter().enumerate();
            companies.any(|(at, body)| {
                body.kind == BodyKind::PropertyCompany
                    && match party {
                        Party::Body(id, of) => (*id, *of) == (place.id, at),
                        Party::Words(words) => body.name == *words,
                    }
            })
        });
        let Some(place) = of.next() else {
            continue;
        };
        let name = match party {
            Party::Words(words) => words.as_str(),
            Party::Body(_, at) => place.bodies.get(*at).map_or("", |body| &body.name),
        };
        let title = &place.title;
        let found = Diagnostic::warning(
            "assessor-assessed",
            reader.span(range),
            words!(
                "“{name}”是{title}的物业企业，自己也在被考评",
                "`{name}` is the property company of {title}, which is assessed here"
            ),
        );
        reader.diagnostics.push(found.help(words!(
            "核对考评单位；确实由它自评的，写进“知悉”，在正文里说明",
            "check who assessed; if it did assess itself, say so under `acknowledge` and in the text"
        )));
    }
}
