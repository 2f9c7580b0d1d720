//! Pages of policies, and the clauses that records cite.

use super::frame::Belongs;
use super::{Composer, about};
use crate::model::PlaceId;
use crate::model::place::Place;
use crate::model::policy::{Cite, Policy};
use crate::model::record::Record;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::policy::{Citation, Clause, PolicyLink, PolicyView};
use crate::plan::view::row::Row;

impl Composer<'_> {
    /// The page of a policy.
    pub(super) fn policy(&self, at: usize, page: &SitePath) -> PolicyView {
        let policy = &self.model.policies()[at];
        // It stands at the place where it holds, if that is one.
        let place = match policy.places.as_slice() {
            [only] => *only,
            _ => PlaceId::ROOT,
        };
        let citing = self.model.evidence(at);
        let clause = |number: usize| {
            let citing = citing.iter().filter(|(_, cited)| cited.contains(&number));
            Clause {
                number,
                text: policy.clause(number).map(str::to_owned),
                evidence: citing
                    .map(|(record, _)| Row {
                        place: Some(self.model.place(record.place).title.clone()),
                        ..self.row(record, page)
                    })
                    .collect(),
            }
        };
        let clauses: Vec<Clause> = (1..=policy.count).map(clause).collect();
        let uncited = clauses.iter().filter(|of| of.evidence.is_empty());
        let uncited: Vec<usize> = uncited.map(|of| of.number).collect();
        let title = policy.title.clone();
        PolicyView {
            frame: self.frame(place, page, title, about(&policy.text), Belongs::Elsewhere),
            issuer: policy.issuer.clone(),
            source: policy.source.clone(),
            places: policy
                .places
                .iter()
                .map(|place| self.place_link(*place, page))
                .collect(),
            cited: clauses.len() - uncited.len(),
            has_texts: !policy.clauses.is_empty(),
            clauses,
            records: citing.len(),
            uncited,
            body: self.body(&policy.text, page),
        }
    }

    /// The policies that a place names: those that hold there; a real place names those of all real
    /// places below as well.
    pub(super) fn policies(&self, place: &Place, page: &SitePath) -> Vec<PolicyLink> {
        let policies = self.model.policies().iter().enumerate();
        policies
            .filter(|(at, _)| self.model.names_policy(place.id, *at))
            .map(|(_, policy)| PolicyLink {
                policy: policy_link(policy, None, page),
                count: policy.count,
                has_texts: !policy.clauses.is_empty(),
            })
            .collect()
    }

    /// The clauses that a record cites.
    pub(super) fn citations(&self, record: &Record, page: &SitePath) -> Vec<Citation> {
        let citation = |cite: &Cite| {
            let policy = self.model.policies().get(cite.policy)?;
            Some(Citation {
                policy: policy_link(policy, Some(cite.clause), page),
                number: cite.clause,
                text: policy.clause(cite.clause).map(str::to_owned),
            })
        };
        record.cites.iter().filter_map(citation).collect()
    }
}

/// A link to a policy, or to a clause of it.
fn policy_link(policy: &Policy, clause: Option<usize>, page: &SitePath) -> Link {
    let href = page.relative(&routes::policy(&policy.name));
    Link {
        title: policy.title.clone(),
        href: clause.map_or_else(|| href.clone(), |number| format!("{href}#c{number}")),
    }
}
