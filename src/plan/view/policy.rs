//! The page of a policy, and what records show of the clauses that they cite.

use serde::Serialize;

use super::Body;
use super::frame::{Frame, Link};
use super::row::Row;

/// The page of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyView {
    /// What stands around it.
    pub frame: Frame,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Where its text was published, or what it is known from.
    pub source: Option<String>,
    /// Where it holds.
    pub places: Vec<Link>,
    /// Its clauses, in order; without a text where that is not supplied.
    pub clauses: Vec<Clause>,
    /// The texts of the clauses are supplied.
    pub has_texts: bool,
    /// How many clauses records cite.
    pub cited: usize,
    /// How many records cite a clause.
    pub records: usize,
    /// Clauses that no record cites.
    pub uncited: Vec<usize>,
    /// Text.
    pub body: Option<Body>,
}

/// A clause with the records that cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// Its number, from 1.
    pub number: usize,
    /// Its text.
    pub text: Option<String>,
    /// Records that cite it, newest first, each with its place.
    pub evidence: Vec<Row>,
}

/// A policy in the list of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyLink {
    /// The policy.
    pub policy: Link,
    /// How many clauses it has.
    pub count: usize,
    /// The texts of the clauses are supplied.
    pub has_texts: bool,
}

/// A clause that a record cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Title of the policy, leading to the clause.
    pub policy: Link,
    /// Number of the clause.
    pub number: usize,
    /// Its text.
    pub text: Option<String>,
}
