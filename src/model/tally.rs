//! Counting votes: by owners and by area, exactly.

use serde::{Deserialize, Serialize};

use super::keys;
use super::value::{self, Hundredths};
use super::voting::Electorate;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// A count by heads and, if counted, by area.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tally {
    /// By owners.
    pub heads: Votes,
    /// By area, in hundredths of a square metre.
    pub area: Option<Votes>,
}

/// Votes in one measure: whole owners, or hundredths of a square metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Votes {
    /// For.
    pub yes: i64,
    /// Against.
    pub no: i64,
    /// Abstaining.
    pub abstain: i64,
    /// Invalid.
    pub invalid: i64,
    /// All who took part: as declared, else the sum.
    pub participants: i64,
    /// Counted with the majority though not cast.
    pub deemed: i64,
    /// The opinions were given, not the participants alone.
    pub counted: bool,
}

/// Reads a count; it must add up, and not exceed the electorate.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    electorate: Option<&Electorate>,
) -> Option<Tally> {
    let fields = reader.fields(
        node,
        &[keys::TALLY],
        "`{heads: 250 20 5 2, area: 25800.10 2100 500 180}`",
    )?;
    if fields.get("heads").is_none() && fields.get("participants").is_none() {
        reader.missing(&node.range, keys::TALLY[1], "250 20 5 2");
        return None;
    }
    let heads_read: fn(&str) -> Result<i64, Fault> = |text| value::count(text).map(value::signed);
    let area_read: fn(&str) -> Result<i64, Fault> =
        |text| value::hundredths(text).map(|area| area.0);
    // An election has participants, but no common yes and no.
    let heads = match fields.get("heads") {
        Some(node) => votes(reader, node, heads_read),
        None => Some(Votes::default()),
    };
    let area = fields
        .get("area")
        .map(|node| votes(reader, node, area_read));
    // Both are read before either stops it, so that the faults of both are told.
    let mut heads = heads?;
    let mut area = match area {
        Some(area) => Some(area?),
        None => None,
    };
    for (name, declared) in [("participants", true), ("deemed", false)] {
        let Some(node) = fields.get(name) else {
            continue;
        };
        let (head_count, area_count) = measures(reader, node, heads_read, area_read)?;
        if area_count.is_some() && area.is_none() {
            area = Some(Votes::default());
        }
        for (votes, count, is_area) in [
            (Some(&mut heads), head_count, false),
            (area.as_mut(), area_count, true),
        ] {
            let (Some(votes), Some(count)) = (votes, count) else {
                continue;
            };
            if !declared {
                votes.deemed = count;
                continue;
            }
            let sum = votes.participants;
            if !votes.counted {
                votes.participants = count;
            } else if count != sum {
                let (count, sum) = (written(count, is_area), written(sum, is_area));
                reader.fault(
                    &node.range,
                    Fault::new("sum", words!("参与数与同意、反对、弃权、无效之和不等：{count} 与 {sum}", "participants do not equal yes + no + abstain + invalid: {count} and {sum}"))
                        .help(words!("核对计票表", "check the counting sheet")),
                );
            }
        }
    }
    if let Some(all) = electorate {
        let total = value::signed(all.heads);
        exceeds(reader, &fields, &heads, total, false);
        if let (Some(area), Some(total)) = (&area, all.area) {
            exceeds(reader, &fields, area, total.0, true);
        }
    }
    Some(Tally { heads, area })
}

/// Owners as a whole number, area with its unit.
pub(super) fn written(number: i64, area: bool) -> String {
    if area {
        Hundredths(number).written() + "㎡"
    } else {
        number.to_string()
    }
}

fn exceeds(reader: &mut Reader<'_>, fields: &Fields<'_>, votes: &Votes, total: i64, area: bool) {
    let participants = votes.participants;
    if participants <= total {
        let all = participants.saturating_add(votes.deemed);
        if all > total
            && let Some(node) = fields.get("deemed")
        {
            let (deemed, absent) = (
                written(votes.deemed, area),
                written(total - participants, area),
            );
            reader.fault(
                &node.range,
                Fault::new(
                    "sum",
                    words!(
                        "从众票 {deemed} 多于没有参与的 {absent}",
                        "{deemed} deemed cast are more than the {absent} that took no part"
                    ),
                )
                .help(words!(
                    "“视同”只写没有投票、按议事规则计入多数意见的",
                    "under `deemed` write only those who did not vote and are counted with the majority"
                )),
            );
        }
        return;
    }
    let (part, whole) = (written(participants, area), written(total, area));
    // The stretch is that of the measure which is too much.
    let measure = fields.get(if area { "area" } else { "heads" });
    let node = measure.or_else(|| fields.get("participants"));
    let range = node.map_or(fields.range.clone(), |node| node.range.clone());
    reader.fault(
        &range,
        Fault::new(
            "sum",
            words!(
                "参与 {part} 多于业主总数 {whole}",
                "{part} took part, more than the electorate of {whole}"
            ),
        )
        .help(words!(
            "核对计票结果和业主总数",
            "check the tally and the electorate"
        )),
    );
}

fn votes(
    reader: &mut Reader<'_>,
    node: &Node,
    read: fn(&str) -> Result<i64, Fault>,
) -> Option<Votes> {
    let mut numbers = [0_i64; 4];
    if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        if parts.len() > 4 {
            reader.wrong_shape(node, "`250 20 5 2`");
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(parts) {
            *number = reader.parse(node, |_| read(part))?;
        }
    } else {
        let fields = reader.fields(node, &[keys::VOTES], "`250 20 5 2`")?;
        for (number, key) in numbers.iter_mut().zip(keys::VOTES) {
            if let Some(node) = fields.get(key.name) {
                *number = reader.parse(node, read)?;
            }
        }
    }
    let [yes, no, abstain, invalid] = numbers;
    Some(Votes {
        yes,
        no,
        abstain,
        invalid,
        // A number with digits too many must not wrap round to a plausible one.
        participants: numbers.into_iter().fold(0, i64::saturating_add),
        deemed: 0,
        counted: true,
    })
}

fn measures(
    reader: &mut Reader<'_>,
    node: &Node,
    heads: fn(&str) -> Result<i64, Fault>,
    area: fn(&str) -> Result<i64, Fault>,
) -> Option<(Option<i64>, Option<i64>)> {
    if let Some(line) = node.scalar() {
        let mut parts = line.split_whitespace();
        let first = parts.next().unwrap_or_default();
        let count = reader.parse(node, |_| heads(first))?;
        let second = parts.next();
        let second = match second {
            Some(text) => Some(reader.parse(node, |_| area(text))?),
            None => None,
        };
        return Some((Some(count), second));
    }
    let fields = reader.fields(node, &[keys::MEASURES], "`277 28580.10`")?;
    Some((
        reader.parse_of(&fields, "heads", heads),
        reader.parse_of(&fields, "area", area),
    ))
}
