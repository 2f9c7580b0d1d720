//! The bodies of a place and the people in them.

use serde::Serialize;

use super::frame::{Contact, Frame, Link};
use super::place::{Adoption, BodyFacts};

/// The bodies of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodiesView {
    /// What stands around it.
    pub frame: Frame,
    /// The bodies.
    pub bodies: Vec<BodyDetail>,
    /// Who keeps in touch with the place: its own instructor, or, where no branch serves a compound,
    /// that of a place above.
    pub instructor: Option<Instructor>,
    /// What ends at the place and below it, by day; invented places only within invented ones.
    pub radar: Vec<Due>,
    /// The same of invented places below a real one.
    pub demo_radar: Vec<Due>,
    /// Who is in several bodies.
    pub matrix: Option<Matrix>,
    /// Compounds below; invented ones only within invented places.
    pub coverage: Vec<Coverage>,
    /// Invented compounds below a real place.
    pub demo_coverage: Vec<Coverage>,
}

/// A body with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyDetail {
    /// What its home page tells, too.
    pub facts: BodyFacts,
    /// Where it meets and works, as written.
    pub base: Option<String>,
    /// ISO date of its filing with the authority.
    pub filed: Option<String>,
    /// ISO dates of its contract.
    pub contract: Option<(String, String)>,
    /// Places that it serves.
    pub covers: Vec<Link>,
    /// Its members, by office, in the order written.
    pub members: Vec<Office>,
}

/// An office with those who hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// The office; none for members without one.
    pub office: Option<String>,
    /// Names, empty where one is not told, with notes.
    pub names: Vec<(String, Option<String>)>,
    /// Holders of whom nothing is told.
    pub unnamed: usize,
}

/// Who keeps in touch with compounds that have no branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instructor {
    /// Name or office as written.
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Option<Contact>,
    /// Note as written.
    pub note: Option<String>,
    /// The place above that has sent them.
    pub from: Option<Link>,
}

/// A day on which something ends or must be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The ISO day.
    pub day: String,
    /// `term`, `contract`, or a day of notice before the end of a contract: `decline` (of the
    /// company), `dismiss` (of the owners).
    pub meaning: &'static str,
    /// Name of the body.
    pub body: String,
    /// Its place, if it is not that of the page.
    pub place: Option<Link>,
    /// The end is past.
    pub over: bool,
    /// For the end of a contract of a property company: the days of notice before it that are past,
    /// with their meaning.
    pub passed: Vec<(&'static str, String)>,
    /// The decision on what comes after, if one is published.
    pub decision: Option<Link>,
}

/// Who is in several bodies: people × bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// Bodies, with their place if it is not that of the page.
    pub bodies: Vec<(String, Option<String>)>,
    /// People.
    pub people: Vec<Row>,
    /// Mechanisms between bodies of these kinds that stand at the place, above or below.
    pub mechanisms: Vec<Adoption>,
}

/// Somebody with an office in each body, or none there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Name; none where only an id is written.
    pub name: Option<String>,
    /// For each body: none if they are not in it, else their offices (empty where none is written).
    pub offices: Vec<Option<Vec<String>>>,
}

/// What is known of the bodies of a compound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The compound, and where more is told of it.
    pub place: Link,
    /// Name of the place right above, if it is not that of the page.
    pub above: Option<String>,
    /// Branches: name and `own`, `joint` or `unsaid`.
    pub branches: Vec<(String, &'static str)>,
    /// Bases of the branches that are its own or joint.
    pub bases: Vec<String>,
    /// The instructor, where it has one of its own or no branch.
    pub instructor: Option<Instructor>,
    /// Name of its owners' committee.
    pub committee: Option<String>,
    /// ISO day on which the term of the committee ends.
    pub term: Option<String>,
    /// That day is past.
    pub term_over: bool,
    /// Name of its property company.
    pub company: Option<String>,
    /// ISO day on which the contract of the company ends.
    pub contract: Option<String>,
    /// That day is past.
    pub contract_over: bool,
}
