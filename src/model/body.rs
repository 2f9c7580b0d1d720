//! Bodies of a place: how to reach them, their terms and contracts, and who is in them.

use std::ops::Range;

use chrono::NaiveDate;

use super::contact::{self, Contact};
use super::keyed::BodyKind;
use super::scope::Scope;
use super::{PlaceId, keys, value};
use crate::diagnostic::Words;
use crate::source::Span;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader, Value};

/// A body of a place.
#[derive(Debug, Clone)]
pub struct Body {
    /// Id, by which records name it; the key of its kind where it was named by a kind.
    pub id: String,
    /// Kind.
    pub kind: BodyKind,
    /// Full name.
    pub name: String,
    /// How to reach it.
    pub contact: Option<Contact>,
    /// When it was founded, as written.
    pub established: Option<String>,
    /// Its term.
    pub term: Option<Tenure>,
    /// The day on which it was filed with the authority.
    pub filed: Option<NaiveDate>,
    /// Where it meets and works, as written.
    pub base: Option<String>,
    /// Places that it serves besides its own, or within it.
    pub covers: Vec<PlaceId>,
    /// For how long it is under contract.
    pub contract: Option<Tenure>,
    /// Who is in it, in the order written.
    pub members: Vec<Member>,
    /// Note.
    pub note: Option<String>,
}

/// First and last day of a term or a contract.
#[derive(Debug, Clone)]
pub struct Tenure {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Where it is written.
    pub at: Span,
}

/// Somebody in a body, or an office in it.
#[derive(Debug, Clone)]
pub struct Member {
    /// Name as printed; none for an office whose holder is not named.
    pub name: Option<String>,
    /// Office.
    pub office: Option<String>,
    /// Id, by which one person is known in several bodies.
    pub id: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Where it is written.
    pub at: Span,
}

/// By what a person is known in several bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known<'m> {
    /// An id.
    Id(&'m str),
    /// A full name.
    Name(&'m str),
}

/// Who keeps in touch with compounds that have no branch.
#[derive(Debug, Clone)]
pub struct Instructor {
    /// Name or office, as written.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<Contact>,
    /// Note.
    pub note: Option<String>,
}

impl Body {
    /// Whether more is known of it than how to reach it.
    pub fn tells_of_people(&self) -> bool {
        self.established.is_some()
            || self.term.is_some()
            || self.filed.is_some()
            || self.base.is_some()
            || self.contract.is_some()
            || !self.covers.is_empty()
            || !self.members.is_empty()
    }

    /// Whether it is a company that manages property, whose contract falls under chapter 24 of
    /// book 3 of the Civil Code.
    pub fn manages_property(&self) -> bool {
        self.kind == BodyKind::PropertyCompany
    }
}

impl Member {
    /// By what they are known elsewhere. Hidden names that look alike may be of several people, so
    /// only an id tells them.
    pub fn known(&self) -> Option<Known<'_>> {
        let is_hidden = |name: &str| name.contains(['*', '＊', '×', '某']);
        let name = self.name.as_deref().filter(|name| !is_hidden(name));
        let id = self.id.as_deref().map(Known::Id);
        id.or(name.map(Known::Name))
    }
}

/// Reads the bodies of a place.
pub fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Vec<Body> {
    let Some(node) = fields.get("bodies") else {
        return Vec::new();
    };
    let Value::Map(entries) = &node.value else {
        reader.wrong_shape(node, "`业委会: 桃园小区业主委员会 0731-0000 0001`");
        return Vec::new();
    };
    let mut bodies: Vec<Body> = Vec::new();
    for entry in entries {
        let written = entry.key.trim();
        let kind = BodyKind::find(written);
        let id = kind.map_or_else(|| written.to_owned(), |kind| kind.key().to_owned());
        if bodies.iter().any(|body| body.id == id) {
            reader.fault(
                &entry.key_range,
                Fault::new(
                    "duplicate-key",
                    words!(
                        "组织“{written}”重复出现",
                        "the body `{written}` appears twice"
                    ),
                )
                .help(words!(
                    "给它另起一个名字，并写明种类",
                    "give it another id and say its kind"
                )),
            );
            continue;
        }
        bodies.extend(body(
            reader,
            &entry.value,
            &entry.key_range,
            (id, kind),
            scope,
        ));
    }
    bodies
}

fn body(
    reader: &mut Reader<'_>,
    node: &Node,
    key: &Range<usize>,
    (id, kind): (String, Option<BodyKind>),
    scope: Scope<'_>,
) -> Option<Body> {
    if let Some(line) = node.scalar() {
        let (name, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let words: Vec<&str> = words.split_whitespace().collect();
        let contact = (!words.is_empty()).then(|| contact::from_words(&words));
        return Some(Body {
            id,
            kind: kind.unwrap_or(BodyKind::Other),
            name: name.to_owned(),
            contact,
            established: None,
            term: None,
            filed: None,
            base: None,
            covers: Vec::new(),
            contract: None,
            members: Vec::new(),
            note: None,
        });
    }
    let fields = reader.fields(node, &[keys::BODY], "`桃园小区业主委员会 0731-0000 0001`")?;
    let name = reader.text_of(&fields, "name");
    if name.is_none() {
        reader.missing(key, keys::BODY[0], "桃园小区业主委员会");
    }
    let contact = contact_of(reader, &fields);
    let term = fields
        .get("term")
        .and_then(|node| tenure(reader, node, &words!("任期", "the term")));
    let contract = fields
        .get("contract")
        .and_then(|node| tenure(reader, node, &words!("合同", "the contract")));
    let written = reader.parse_of(&fields, "kind", BodyKind::read);
    let covers = scope.places_of(reader, &fields, "covers");
    let mut members = Vec::new();
    if let Some(node) = fields.get("members") {
        for item in reader.items(node) {
            members.extend(member(reader, item));
        }
    }
    Some(Body {
        id,
        kind: written.or(kind).unwrap_or(BodyKind::Other),
        name: name?,
        contact,
        established: reader.text_of(&fields, "established"),
        term,
        filed: reader.parse_of(&fields, "filed", value::date),
        base: reader.text_of(&fields, "base"),
        covers,
        contract,
        members,
        note: reader.text_of(&fields, "note"),
    })
}

/// The name that a line begins with, and the contact after it. A line may begin with the telephone.
fn named(line: &str) -> (Option<String>, Option<Contact>) {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let begins = words.first().is_some_and(|word| !contact::is_phone(word));
    let name = begins.then(|| words.remove(0).to_owned());
    let contact = (!words.is_empty()).then(|| contact::from_words(&words));
    (name, contact)
}

fn contact_of(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Contact> {
    let phone = fields
        .get("phone")
        .and_then(|node| contact::phone(reader, node));
    let contact = Contact {
        phone,
        hours: reader.text_of(fields, "hours"),
        place: reader.text_of(fields, "place"),
    };
    (contact != Contact::default()).then_some(contact)
}

/// Reads an instructor, as fields or in one line: name, telephone, hours, place.
pub fn instructor(reader: &mut Reader<'_>, node: &Node) -> Option<Instructor> {
    if let Some(line) = node.scalar() {
        let (name, contact) = named(line);
        return Some(Instructor {
            name,
            contact,
            note: None,
        });
    }
    let fields = reader.fields(
        node,
        &[keys::INSTRUCTOR],
        "`社区派驻党建指导员 0731-0000 0001`",
    )?;
    let name = reader.text_of(&fields, "name");
    if name.is_none() {
        reader.missing(&node.range, keys::INSTRUCTOR[0], "社区派驻党建指导员");
    }
    Some(Instructor {
        name: Some(name?),
        contact: contact_of(reader, &fields),
        note: reader.text_of(&fields, "note"),
    })
}

/// Reads a member, as fields or in one line: name and office.
fn member(reader: &mut Reader<'_>, node: &Node) -> Option<Member> {
    let at = reader.span(&node.range);
    if let Some(line) = node.scalar() {
        let Some((name, office)) = line.trim().split_once(char::is_whitespace) else {
            // One word may be a name or an office: 主任 must not become a person.
            reader.fault(
                &node.range,
                Fault::new(
                    "missing-field",
                    words!(
                        "看不出“{line}”是姓名还是职务",
                        "`{line}` may be a name or an office"
                    ),
                )
                .help(words!(
                    "写成 `周某 主任`；不公布姓名时写成 `{{职务: 主任}}`，没有职务时写成 `{{姓名: 周某}}`",
                    "write name and office in one line; for an office alone write `{{office: chair}}`, for a name alone `{{name: Zhou}}`"
                )),
            );
            return None;
        };
        return Some(Member {
            name: Some(name.to_owned()),
            office: Some(office.trim().to_owned()),
            id: None,
            note: None,
            at,
        });
    }
    let fields = reader.fields(node, &[keys::MEMBER], "`周某 主任`")?;
    let name = reader.text_of(&fields, "name");
    let office = reader.text_of(&fields, "office");
    if name.is_none() && office.is_none() {
        reader.missing(&node.range, keys::MEMBER[1], "主任");
        return None;
    }
    Some(Member {
        name,
        office,
        id: reader.text_of(&fields, "id"),
        note: reader.text_of(&fields, "note"),
        at,
    })
}

/// Reads first and last day of `what`, as fields or in one line.
fn tenure(reader: &mut Reader<'_>, node: &Node, what: &Words) -> Option<Tenure> {
    let (from, to) = if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line
            .split(['至', '到', ' '])
            .filter(|part| !part.is_empty())
            .collect();
        let [from, to] = parts[..] else {
            reader.wrong_shape(node, "`2023-05-01 至 2026-04-30`");
            return None;
        };
        (
            reader.parse(node, |_| value::date(from))?,
            reader.parse(node, |_| value::date(to))?,
        )
    } else {
        let fields = reader.fields(node, &[keys::TERM], "`2023-05-01 至 2026-04-30`")?;
        for key in keys::TERM {
            if fields.get(key.name).is_none() {
                reader.missing(&node.range, *key, "2026-04-30");
            }
        }
        (
            reader.parse_of(&fields, "from", value::date)?,
            reader.parse_of(&fields, "to", value::date)?,
        )
    };
    if to < from {
        let (zh, en) = (&what.zh, &what.en);
        reader.fault(
            &node.range,
            Fault::new(
                "dates-order",
                words!(
                    "{zh}结束 {to} 早于开始 {from}",
                    "{en} ends {to}, before it begins {from}"
                ),
            )
            .help(words!("核对起止日期", "check both dates")),
        );
    }
    Some(Tenure {
        from,
        to,
        at: reader.span(&node.range),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::InputPath;
    use crate::source::Source;
    use std::sync::Arc;

    fn of(name: Option<&str>, id: Option<&str>) -> Member {
        let source = Arc::new(Source::new(InputPath::new("a.md"), "甲"));
        Member {
            name: name.map(str::to_owned),
            office: Some("主任".to_owned()),
            id: id.map(str::to_owned),
            note: None,
            at: Span::new(&source, 0..0),
        }
    }

    #[test]
    fn people_are_known_by_id_then_by_full_name() {
        assert_eq!(of(Some("林琳"), None).known(), Some(Known::Name("林琳")));
        assert_eq!(
            of(Some("林琳"), Some("lin")).known(),
            Some(Known::Id("lin"))
        );
        assert_eq!(of(None, Some("lin")).known(), Some(Known::Id("lin")));
        // An office alone is nobody: two chairs are not one person.
        assert_eq!(of(None, None).known(), None);
    }

    #[test]
    fn hidden_names_are_known_by_ids_alone() {
        for hidden in ["张*明", "李*", "周某", "张＊", "王××"] {
            assert_eq!(of(Some(hidden), None).known(), None, "{hidden}");
            assert_eq!(of(Some(hidden), Some("a")).known(), Some(Known::Id("a")));
        }
    }

    #[test]
    fn a_line_may_lack_the_name_or_the_telephone() {
        let (name, contact) = named("党建指导员 0731-0000 1101 工作日9:00-17:00");
        assert_eq!(name.as_deref(), Some("党建指导员"));
        let contact = contact.expect("a contact");
        assert_eq!(contact.phone.as_deref(), Some("0731-0000 1101"));
        let (name, contact) = named("0731-0000 1101");
        assert_eq!((name, contact.is_some()), (None, true));
        let (name, contact) = named("社区党建指导员");
        assert_eq!((name.is_some(), contact), (true, None));
    }
}
