//! Telephones, office hours and where to object.

use serde::{Deserialize, Serialize};

use super::scope::{Party, Scope};
use super::{keys, value};
use crate::words;
use crate::yaml::{Fault, Node, Reader};

/// How someone can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone as written.
    pub phone: Option<String>,
    /// Office hours as written.
    pub hours: Option<String>,
    /// Where to go.
    pub place: Option<String>,
}

/// Where and how to object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objections {
    /// Who takes objections.
    pub to: Option<Party>,
    /// Telephone as written.
    pub phone: Option<String>,
    /// In which form.
    pub how: Option<String>,
}

/// Reads a contact, as fields or in one line.
pub fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Contact> {
    if let Some(line) = node.scalar() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let contact = from_words(&words);
        if contact.phone.is_none() {
            reader.fault(&node.range, no_phone(line));
        }
        return Some(contact);
    }
    let fields = reader.fields(
        node,
        &[keys::CONTACT],
        "`0731-00000000 工作日9:00-17:00 物业服务中心`",
    )?;
    let phone = fields.get("phone").and_then(|node| phone(reader, node));
    Some(Contact {
        phone,
        hours: reader.text_of(&fields, "hours"),
        place: reader.text_of(&fields, "place"),
    })
}

/// Reads where to object, as fields or in one line: body, telephone, form.
pub fn read_objections(
    reader: &mut Reader<'_>,
    node: &Node,
    scope: Scope<'_>,
) -> Option<Objections> {
    if let Some(line) = node.scalar() {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let to = if is_phone(words[0]) {
            None
        } else {
            Some(words.remove(0))
        };
        let to = to.and_then(|word| reader.parse(node, |_| scope.body(word)));
        let (phone, rest) = split_phone(&words);
        return Some(Objections {
            to,
            phone,
            how: (!rest.is_empty()).then(|| rest.join(" ")),
        });
    }
    let fields = reader.fields(node, &[keys::OBJECTIONS], "`业委会 0731-00000000 实名书面`")?;
    let to = reader.parse_of(&fields, "to", |word| scope.body(word));
    let phone = fields.get("phone").and_then(|node| phone(reader, node));
    Some(Objections {
        to,
        phone,
        how: reader.text_of(&fields, "how"),
    })
}

/// Reads a telephone.
pub fn phone(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
    reader.parse(node, |text| {
        if text.split_whitespace().all(is_phone) {
            Ok(text.to_owned())
        } else {
            Err(no_phone(text))
        }
    })
}

fn no_phone(text: &str) -> Fault {
    Fault::new(
        "bad-phone",
        words!(
            "“{text}”里没有电话号码",
            "there is no telephone in `{text}`"
        ),
    )
    .help(words!(
        "写上电话，例如 0731-00000000；电话写在时间和地点前面",
        "write a telephone, for example 0731-00000000, before hours and place"
    ))
}

/// Reads a contact from words: telephone, hours, place.
pub fn from_words(words: &[&str]) -> Contact {
    let (phone, rest) = split_phone(words);
    let hours = rest.iter().take_while(|word| is_hours(word)).count();
    let join = |words: &[&str]| (!words.is_empty()).then(|| words.join(" "));
    Contact {
        phone,
        hours: join(&rest[..hours]),
        place: join(&rest[hours..]),
    }
}

fn split_phone<'w, 's>(words: &'w [&'s str]) -> (Option<String>, &'w [&'s str]) {
    let count = words.iter().take_while(|word| is_phone(word)).count();
    (
        (count > 0).then(|| words[..count].join(" ")),
        &words[count..],
    )
}

/// Whether a word is a telephone or a part of one.
pub fn is_phone(word: &str) -> bool {
    let word = value::half_width(word);
    word.chars().any(|c| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || "-+()（）转—".contains(c))
}

fn is_hours(word: &str) -> bool {
    ["工作日", "周", "每", "全天", "24小时", "双休"]
        .iter()
        .any(|start| word.starts_with(start))
        || (word.contains([':', '：', '时']) && word.chars().any(|c| c.is_ascii_digit()))
}

/// Most digits of a telephone number (ITU E.164).
const MOST_DIGITS: usize = 15;

/// The digits of a telephone for a `tel:` link, without an extension (转); empty where several
/// numbers are written, which cannot be told apart.
pub fn dialled(phone: &str) -> String {
    let number = phone.split('转').next().unwrap_or_default();
    let digits: String = value::half_width(number)
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    if digits.trim_start_matches('+').len() > MOST_DIGITS {
        return String::new();
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_contacts() {
        let read = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let contact = from_words(&words);
            [contact.phone, contact.hours, contact.place].map(Option::unwrap_or_default)
        };
        assert_eq!(
            read("0731-00000000 工作日9:00-17:00 物业服务中心"),
            ["0731-00000000", "工作日9:00-17:00", "物业服务中心"]
        );
        assert_eq!(
            read("0731-0000 1234 9:00-17:00"),
            ["0731-0000 1234", "9:00-17:00", ""]
        );
        assert_eq!(
            read("0731-0000 1234 社区二楼"),
            ["0731-0000 1234", "", "社区二楼"]
        );
        assert_eq!(
            read("０７３１－００００１２３４ 社区二楼"),
            ["０７３１－００００１２３４", "", "社区二楼"]
        );
        assert_eq!(dialled("０７３１－００００１２３４"), "073100001234");
        assert_eq!(dialled("0731-0000 1234"), "073100001234");
        assert_eq!(dialled("0731-00001234转801"), "073100001234");
        assert_eq!(dialled("0731-00001234 0731-00005678"), "");
    }
}
