//! Policies and pacts with numbered clauses, and records that cite them.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::place::{self, Place};
use super::record::Record;
use super::scope::Scope;
use super::text::Text;
use super::{Model, PlaceId, keys, value};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader, meant};

/// A policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Last part of its address.
    pub name: String,
    /// Title.
    pub title: String,
    /// The texts of its clauses, in order; empty where they are not supplied.
    pub clauses: Vec<String>,
    /// How many clauses it has; at least one.
    pub count: usize,
    /// Where it holds, with all places below.
    pub places: Vec<PlaceId>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Where its text was published, or what it is known from.
    pub source: Option<String>,
    /// Text.
    pub text: Text,
}

impl Policy {
    /// Whether it holds at a place.
    pub fn holds_at(&self, places: &[Place], place: PlaceId) -> bool {
        let mut holders = self.places.iter();
        holders.any(|holder| place::is_within(places, place, *holder))
    }

    /// It holds at invented places only.
    pub fn is_demo(&self, places: &[Place]) -> bool {
        let mut holders = self.places.iter();
        holders.all(|holder| places.get(holder.index()).is_some_and(|place| place.demo))
    }

    /// The text of a clause, counted from 1.
    pub fn clause(&self, number: usize) -> Option<&str> {
        let text = self.clauses.get(number.checked_sub(1)?)?;
        Some(text)
    }
}

/// A clause that a record cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cite {
    /// The policy, by its position.
    pub policy: usize,
    /// Which clause, counted from 1.
    pub clause: usize,
}

/// Reads a policy.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    text: Text,
    scope: Scope<'_>,
) -> Option<Policy> {
    let fields = reader.fields(node, &[keys::POLICY], "`标题: 物业十条`")?;
    if fields.get("title").is_none() {
        reader.missing(&fields.place_of("title"), keys::POLICY[0], "物业十条");
    }
    let clauses: Vec<String> = fields.get("clauses").map_or_else(Vec::new, |node| {
        let items = reader.items(node).iter();
        items.filter_map(|item| reader.text(item)).collect()
    });
    let mut places = scope.places_of(reader, &fields, "places");
    if places.is_empty() {
        places.push(PlaceId::ROOT);
    }
    let count = count(reader, &fields, clauses.len());
    Some(Policy {
        name: name.to_owned(),
        title: reader.text_of(&fields, "title")?,
        clauses,
        count: count?,
        places,
        issuer: reader.text_of(&fields, "issuer"),
        source: reader.text_of(&fields, "source"),
        text,
    })
}

/// How many clauses there are: as many as are written, and that must be as many as are said.
fn count(reader: &mut Reader<'_>, fields: &Fields<'_>, written: usize) -> Option<usize> {
    let Some(node) = fields.get("count") else {
        if written == 0 {
            reader.missing(
                &fields.place_of("clauses"),
                keys::POLICY[1],
                "[第一条的全文]",
            );
            return None;
        }
        return Some(written);
    };
    let said = reader.parse(node, |text| {
        let count = value::count(text)?;
        let count = usize::try_from(count)
            .ok()
            .filter(|count| (1..=MOST).contains(count));
        count.ok_or_else(|| {
            Fault::new(
                "out-of-range",
                words!("条数应当是1到{MOST}", "a policy has 1 to {MOST} clauses"),
            )
            .help(words!("写共有几条", "write how many clauses it has"))
        })
    })?;
    if written > 0 && written != said {
        let found = Diagnostic::error(
            "sum",
            reader.span(&node.range),
            words!(
                "写明共{said}条，实际写了{written}条",
                "it is said to have {said} clauses, {written} are written"
            ),
        )
        .help(words!(
            "补齐或删去条款；条款全文还没有时，只写条数",
            "write all clauses and no more; while their texts are not known write the number alone"
        ));
        reader.diagnostics.push(found);
    }
    Some(said)
}

/// Most clauses of a policy: the Civil Code has 1260 articles.
const MOST: usize = 2000;

/// Reads what a record cites: `property-ten#3、7`, by the name of the file or the title. A number
/// alone is a clause of the policy that was named before it.
pub fn cites(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Vec<Cite> {
    let Some(node) = fields.get("cites") else {
        return Vec::new();
    };
    let mut cites: Vec<Cite> = Vec::new();
    let mut last: Option<usize> = None;
    for (written, range) in reader.texts(node) {
        let (named, number) = match written.split_once(['#', '＃']) {
            Some((name, number)) => (Some(name.trim()), number.trim()),
            None if last.is_some() && value::count(&written).is_ok() => (None, written.as_str()),
            None => (Some(written.as_str()), ""),
        };
        let found = match named {
            Some(name) => policy(name, scope),
            None => last.ok_or_else(|| unnumbered(&written)),
        };
        let found = found.and_then(|at| {
            last = Some(at);
            let clause = clause(at, number, &written, scope)?;
            Ok(Cite { policy: at, clause })
        });
        match found {
            Ok(cite) if cites.contains(&cite) => {}
            Ok(cite) => cites.push(cite),
            Err(fault) => reader.fault(&range, fault),
        }
    }
    cites.shrink_to_fit();
    cites
}

/// The position of a policy that holds at the place, by the name of its file or its title.
fn policy(written: &str, scope: Scope<'_>) -> Result<usize, Fault> {
    let at = |name: &str| {
        let mut known = scope.index.policies.iter();
        known.position(|(_, other)| other == name)
    };
    let here = |policy: &&Policy| policy.holds_at(scope.places, scope.place);
    let titled = |policy: &&Policy| policy.title == written;
    let named = scope.policies.iter().find(|policy| policy.name == written);
    let titles = || scope.policies.iter().filter(titled);
    let found = named
        .or_else(|| titles().find(here))
        .or_else(|| titles().next());
    let Some(found) = found else {
        // One with a fault of its own is told there.
        return at(written).ok_or_else(|| unknown(written, scope));
    };
    if !here(&found) {
        let title = &found.title;
        return Err(Fault::new(
            "unknown-policy",
            words!("“{title}”不适用于这里", "{title} does not hold here"),
        )
        .at(written)
        .help(words!(
            "它适用于哪里，写在 policies 里它的“适用地方”",
            "where it holds stands under `places` of its file in policies"
        )));
    }
    at(&found.name).ok_or_else(|| unknown(written, scope))
}

fn unknown(written: &str, scope: Scope<'_>) -> Fault {
    let known = scope.policies.iter();
    let known = known.flat_map(|policy| [policy.name.as_str(), policy.title.as_str()]);
    let help = meant(written, known).unwrap_or_else(|| {
        words!(
            "写 policies 里一个文件的名字，不带 .md，或它的标题",
            "write the name of a file in policies without .md, or its title"
        )
    });
    Fault::new(
        "unknown-policy",
        words!("没有“{written}”这个政策", "there is no policy `{written}`"),
    )
    .at(written)
    .help(help)
}

fn unnumbered(written: &str) -> Fault {
    Fault::new(
        "unknown-clause",
        words!(
            "“{written}”没有写明是第几条",
            "`{written}` does not say which clause"
        ),
    )
    .at(written)
    .help(words!(
        "写政策、# 和第几条，例如 property-ten#3",
        "write the policy, # and which clause, for example property-ten#3"
    ))
}

/// A clause that the policy has.
fn clause(at: usize, number: &str, written: &str, scope: Scope<'_>) -> Result<usize, Fault> {
    let number = value::count(number).ok();
    let number = number.and_then(|number| usize::try_from(number).ok());
    let number = number.ok_or_else(|| unnumbered(written))?;
    let name = scope.index.policies.get(at).map(|(_, name)| name);
    let read = scope
        .policies
        .iter()
        .find(|policy| Some(&policy.name) == name);
    let Some(policy) = read else {
        return Ok(number);
    };
    let (count, title) = (policy.count, &policy.title);
    if (1..=count).contains(&number) {
        return Ok(number);
    }
    Err(Fault::new(
        "unknown-clause",
        words!(
            "“{title}”共{count}条，没有第{number}条",
            "{title} has {count} clauses, there is no clause {number}"
        ),
    )
    .at(written)
    .help(words!(
        "写1到{count}之间的一条",
        "write a clause from 1 to {count}"
    )))
}

impl Model {
    /// Whether a place names a policy: it holds there, or at a real place below a real one.
    pub fn names_policy(&self, place: PlaceId, policy: usize) -> bool {
        let Some(policy) = self.policies.get(policy) else {
            return false;
        };
        let is_below = |holder: &PlaceId| {
            let is_real = !self.place(*holder).demo || self.place(place).demo;
            is_real && place::is_within(&self.places, *holder, place)
        };
        policy.holds_at(&self.places, place) || policy.places.iter().any(is_below)
    }

    /// The published records that cite a policy, newest first, each with the clauses that it
    /// cites. Those of invented places are no evidence of a policy that holds at real ones.
    pub fn evidence(&self, policy: usize) -> Vec<(&Record, Vec<usize>)> {
        let is_demo = self
            .policies
            .get(policy)
            .is_some_and(|of| of.is_demo(&self.places));
        let mut citing: Vec<(&Record, Vec<usize>)> = self
            .records()
            .filter(|record| record.withdrawn.is_none())
            .filter(|record| is_demo || !self.place(record.place).demo)
            .filter_map(|record| {
                let cites = record.cites.iter().filter(|cite| cite.policy == policy);
                let clauses: Vec<usize> = cites.map(|cite| cite.clause).collect();
                (!clauses.is_empty()).then_some((record, clauses))
            })
            .collect();
        // Stable: records of one day stay in the order of their paths.
        citing.sort_by_key(|(record, _)| Reverse(record.date));
        citing
    }
}
