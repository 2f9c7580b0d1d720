//! The first lines of a record.

use chrono::NaiveDate;

use super::code::Codes;
use super::hints::{self, Hint};
use super::{Existing, NewFile, key_name, name, number, of, place};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Words};
use crate::model::body::Body;
use crate::model::keyed::{BodyKind, Kind};
use crate::model::keys;
use crate::model::place::Place;
use crate::model::taxonomy::Taxonomy;
use crate::words;
use crate::yaml::{Key, scalar};

/// A record that is wished for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'w> {
    /// Its kind.
    pub kind: Kind,
    /// The place, by folder, title or alias.
    pub place: &'w str,
    /// Its title, as [`title`](super::title) gives it.
    pub title: &'w str,
    /// Its date.
    pub date: NaiveDate,
    /// With all fields of the kind, instead of those that it needs.
    pub full: bool,
}

/// The file of a new record. It is a draft, and what only its author knows is empty: so nothing
/// that was not written by someone can be published, and an unfinished record stops nobody.
///
/// # Errors
///
/// The place is unknown, or the name of the file is taken.
pub fn record(existing: Existing<'_>, wish: &Wish<'_>) -> Result<NewFile, Box<Diagnostic>> {
    let here = place::find(existing.model, wish.place)?;
    let (path, _) = name::path(existing, here, wish.kind, wish.date, wish.title)?;
    let code = Codes::of(existing).fresh(path.as_str());
    let sheet = Sheet::new(existing, here, wish.kind);
    let next = (wish.kind == Kind::Account).then(|| next_account(existing, here, sheet.zh));
    let known = Known {
        own: next.unwrap_or_default(),
        title: scalar(wish.title),
        date: wish.date,
        code,
        number: number::next(existing, here.id, wish.kind, wish.date).map(|text| scalar(&text)),
    };
    let text = if wish.full {
        sheet.full(&known)
    } else {
        sheet.short(&known)
    };
    Ok(NewFile { path, text })
}

/// What the program can say of a new record; texts are scalars.
pub struct Known {
    /// Its title; empty where only its author knows it.
    pub title: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its code.
    pub code: String,
    /// Its document number.
    pub number: Option<String>,
    /// Keys of its kind whose values are known, with these.
    pub own: Vec<(&'static str, String)>,
}

impl Known {
    fn value(&self, key: &str, zh: bool) -> Option<String> {
        match key {
            "title" => Some(self.title.clone()),
            "date" => Some(self.date.to_string()),
            "code" => Some(self.code.clone()),
            "number" => self.number.clone(),
            "draft" => Some(if zh { "是" } else { "true" }.to_owned()),
            _ => {
                let mut own = self.own.iter();
                own.find(|(name, _)| *name == key)
                    .map(|(_, value)| value.clone())
            }
        }
    }
}

/// What the lines of a record depend on besides the record itself.
pub struct Sheet {
    kind: Kind,
    zh: bool,
    body: Option<String>,
    mechanism: Option<String>,
    words: [Option<String>; 3],
    policy: Option<String>,
    below: Option<String>,
}

/// Fields that a record of a kind needs, or is rarely without.
fn needed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Issue => &["responsible"],
        Kind::Resolution => &["decided_by", "matter", "result"],
        Kind::Meeting => &["type"],
        Kind::Notice => &["type", "display"],
        Kind::Account => &["period", "opening", "income", "cost", "use", "closing"],
        Kind::Assessment => &["period", "criteria", "scores"],
        Kind::Work => &["responsible", "progress", "cost"],
        Kind::Activity => &["type", "venue"],
    }
}

/// The keys that only records of a kind have.
fn own_keys(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Issue => keys::ISSUE,
        Kind::Resolution => keys::RESOLUTION,
        Kind::Meeting => keys::MEETING,
        Kind::Notice => keys::NOTICE,
        Kind::Account => keys::ACCOUNT,
        Kind::Assessment => keys::ASSESSMENT,
        Kind::Work => keys::WORK,
        Kind::Activity => keys::ACTIVITY,
    }
}

impl Sheet {
    /// For records of a kind at a place.
    pub fn new(existing: Existing<'_>, place: &Place, kind: Kind) -> Self {
        let model = existing.model;
        let zh = model.config.language == Language::Zh;
        let above = model.above(place.id);
        let mut chain = std::iter::once(place).chain(above.into_iter().rev());
        // The one that mostly speaks here makes the best example.
        let issuer = chain
            .clone()
            .find_map(|place| place.issuers.first())
            .and_then(|issuer| model.body(issuer));
        let body = issuer.or_else(|| chain.find_map(|place| place.bodies.first()));
        Sheet {
            kind,
            zh,
            body: body.map(|body| body_word(body, zh)),
            mechanism: model
                .mechanisms
                .first()
                .map(|mechanism| scalar(&mechanism.name)),
            words: Taxonomy::ALL.map(|taxonomy| {
                let mechanisms = model.mechanisms.iter();
                let mut words = mechanisms.flat_map(|mechanism| mechanism.words(taxonomy));
                words.next().map(|said| scalar(&said.name))
            }),
            policy: model
                .policies
                .iter()
                .find(|policy| policy.holds_at(&model.places, place.id))
                .map(|policy| scalar(&policy.name)),
            below: model
                .children(place.id)
                .first()
                .map(|below| scalar(&model.place(*below).title)),
        }
    }

    /// The few lines that a record needs, the empty ones with a hint.
    pub fn short(&self, known: &Known) -> String {
        let mut lines = vec!["---".to_owned()];
        for key in keys::RECORD.iter().filter(|key| key.name != "draft") {
            if let Some(value) = known.value(key.name, self.zh) {
                if value.is_empty() {
                    lines.push(self.about(key));
                }
                lines.push(self.line(key, &value));
            }
        }
        for key in own_keys(self.kind)
            .iter()
            .filter(|key| needed(self.kind).contains(&key.name))
        {
            let value = known.value(key.name, self.zh).unwrap_or_default();
            lines.extend([self.about(key), self.line(key, &value)]);
        }
        self.draft(&mut lines, known);
        lines.extend(["---".to_owned(), String::new(), String::new()]);
        lines.join("\n")
    }

    /// Every field, those that may be left out behind a `#`.
    fn full(&self, known: &Known) -> String {
        let all = || keys::RECORD.iter().chain(own_keys(self.kind));
        let is_active = |key: &&Key| {
            key.name != "draft"
                && (known.value(key.name, self.zh).is_some()
                    || needed(self.kind).contains(&key.name))
        };
        let mut lines = vec!["---".to_owned()];
        for key in all().filter(is_active) {
            lines.extend([
                self.about(key),
                self.line(key, &known.value(key.name, self.zh).unwrap_or_default()),
            ]);
        }
        self.draft(&mut lines, known);
        lines.push(format!(
            "# {}",
            of(
                self.zh,
                words!(
                    "下面的字段可以不写。要写哪一个，就删去那一行开头的 #，在冒号后面填写",
                    "the fields below may stay out; to use one, remove the # before it and write its value"
                )
            )
        ));
        let rest = own_keys(self.kind).iter().chain(keys::RECORD);
        for key in rest.filter(|key| key.name != "draft" && !is_active(key)) {
            lines.extend([self.about(key), format!("#{}", self.line(key, ""))]);
        }
        lines.extend(["---".to_owned(), String::new(), String::new()]);
        lines.join("\n")
    }

    fn draft(&self, lines: &mut Vec<String>, known: &Known) {
        for key in keys::RECORD.iter().filter(|key| key.name == "draft") {
            let about = hints::hint(self.kind, key.name).map(|hint| of(self.zh, hint.about));
            lines.extend(about.map(|about| format!("# {about}")));
            lines.push(self.line(key, &known.value(key.name, self.zh).unwrap_or_default()));
        }
    }

    /// A field. An empty one ends with a space, so that what is written there is read.
    fn line(&self, key: &Key, value: &str) -> String {
        format!("{}: {value}", key_name(key, self.zh))
    }

    /// The comment about a field, with an example where there is one.
    fn about(&self, key: &Key) -> String {
        let Some(Hint { about, example }) = hints::hint(self.kind, key.name) else {
            return format!("# {}", key_name(key, self.zh));
        };
        let about = of(self.zh, about);
        match self.example(&example) {
            Some(example) if self.zh => format!("# {about}。例：{example}"),
            Some(example) => format!("# {about}. E.g. {example}"),
            None => format!("# {about}"),
        }
    }

    /// The example with a body, a mechanism, words of one, a policy and a place of the site; none if
    /// it needs what is not there.
    fn example(&self, example: &Words) -> Option<String> {
        let mut text = of(self.zh, example.clone());
        for (mark, word) in [
            ("BODY", &self.body),
            ("MECHANISM", &self.mechanism),
            ("GOAL", &self.words[Taxonomy::Goals as usize]),
            ("SHARE", &self.words[Taxonomy::Shares as usize]),
            ("FUNCTION", &self.words[Taxonomy::Functions as usize]),
            ("POLICY", &self.policy),
            ("PLACE", &self.below),
        ] {
            if text.contains(mark) {
                text = text.replace(mark, word.as_deref()?);
            }
        }
        Some(text)
    }
}

/// What a new statement takes over from those of its place: the first period that is missing, else
/// the one after the last, and what was left before it.
fn next_account(existing: Existing<'_>, place: &Place, zh: bool) -> Vec<(&'static str, String)> {
    let revenue = existing.model.revenue(place.id);
    let Some(last) = revenue.last() else {
        return Vec::new();
    };
    let missing = revenue.missing.first().copied();
    let Some(period) = missing.or_else(|| last.period.after()) else {
        return Vec::new();
    };
    let words = period.words();
    let mut known = vec![("period", scalar(&of(zh, words)))];
    let mut before = revenue.statements.iter();
    let before = before.find(|of| of.period.last.succ_opt() == Some(period.first));
    known.extend(before.map(|of| ("opening", of.closing.shown().replace(',', ""))));
    known
}

/// The word by which records name a body.
pub fn body_word(body: &Body, zh: bool) -> String {
    let kind = BodyKind::find(&body.id).filter(|_| zh);
    kind.map_or_else(|| body.id.clone(), |kind| kind.names()[0].to_owned())
}
