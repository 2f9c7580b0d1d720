//! Composes views from the model.

mod account;
mod activity;
mod assessment;
mod calendar;
mod comparison;
mod corrections;
mod counts;
mod data;
mod day_hours;
mod digest;
mod feed;
mod forum;
mod frame;
mod goals;
mod grids;
mod list;
mod list_counts;
mod mechanism;
mod meeting;
mod month;
mod outside;
mod parts;
mod people;
mod place;
mod policy;
mod poster;
mod posting;
mod record;
mod register;
mod revenue;
mod rhythm;
mod rollout;
mod round;
mod row;
mod screen;
mod search;
mod series;
mod served;
mod share;
mod shares;
mod statement;
mod venues;
mod vote;
mod week;
mod work;

pub use goals::anchor;
pub use vote::result;

use std::sync::Arc;

use chrono::Datelike;

use super::reads::{Observed, Reads};
use super::view::frame::{Contact, SiteFacts};
use super::view::{Body, FileView, View};
use super::{Output, Subject, routes};
use crate::markdown;
use crate::model::contact;
use crate::model::paper::Paper;
use crate::model::record::Record;
use crate::model::text::{LinkTarget, Text};
use crate::model::value::iso;
use crate::model::{Model, RecordId};
use crate::paths::SitePath;

/// Longest description of a page, in characters.
const DESCRIPTION: usize = 80;

/// Composes one view.
#[derive(Debug)]
pub struct Composer<'m> {
    model: Observed<'m>,
    site: Arc<SiteFacts>,
    posters: bool,
}

/// Facts of the site that every page shows.
pub fn site(model: &Model) -> SiteFacts {
    let config = &model.config;
    let contact = &config.contact;
    let contact = contact::Contact {
        phone: contact.phone.clone(),
        hours: contact.hours.clone(),
        place: contact.place.clone(),
    };
    SiteFacts {
        title: config.title.clone(),
        language: config.language.key().to_owned(),
        base_url: config.base_url.clone(),
        pinned_today: config.today.map(iso),
        contact: (contact != contact::Contact::default()).then(|| contact_view(&contact)),
        icp: config.icp.clone(),
        police: config.police.clone(),
        police_code: config.police.as_deref().and_then(code_of_register),
        economy: config.economy,
    }
}

impl<'m> Composer<'m> {
    /// A composer; without `posters` no page links to one.
    pub fn new(model: &'m Model, site: &Arc<SiteFacts>, posters: bool) -> Self {
        Composer {
            model: Observed::new(model),
            site: Arc::clone(site),
            posters,
        }
    }

    /// What was read of the model so far.
    pub fn into_reads(self) -> Reads {
        self.model.into_reads()
    }

    /// The view of an output.
    pub fn view(&self, output: &Output) -> View {
        let page = &output.address;
        let file = |path: &crate::paths::InputPath| FileView {
            source: path.clone(),
            bytes: Arc::from([]),
        };
        match &output.subject {
            Subject::Place(id) => View::Place(Box::new(self.place(*id, page))),
            Subject::List(place, kind, of) => {
                View::List(Box::new(self.list(*place, *kind, *of, page)))
            }
            Subject::Record(id) => View::Record(Box::new(self.record(self.published(*id), page))),
            Subject::Poster(id) => View::Poster(Box::new(self.poster(self.published(*id)))),
            Subject::Card(id) => View::Card(Box::new(self.card(self.published(*id)))),
            Subject::Chat(id) => View::Chat(Box::new(self.chat(self.published(*id)))),
            Subject::Redirect(id) => {
                View::Redirect(Box::new(self.redirect(self.published(*id), page)))
            }
            Subject::Page(at) => View::Page(Box::new(self.plain(*at, page))),
            Subject::Mechanism(at) => View::Mechanism(Box::new(self.mechanism(*at, page))),
            Subject::Policy(at) => View::Policy(Box::new(self.policy(*at, page))),
            Subject::Rhythm(id, of) => View::Rhythm(Box::new(self.rhythm(*id, *of, page))),
            Subject::Week(id, week) => View::Week(Box::new(self.week(*id, *week, page))),
            Subject::Month(id, month) => View::Month(Box::new(self.month(*id, *month, page))),
            Subject::Grids(id) => View::Grids(Box::new(self.grids(*id, page))),
            Subject::GridChart(id) => {
                let code = self.model.chart_code(*id).unwrap_or_default();
                View::Poster(Box::new(self.grid_chart(*id, code, Paper::default())))
            }
            Subject::GridsRedirect(id) => View::Redirect(Box::new(self.grids_redirect(*id, page))),
            Subject::Bodies(id) => View::Bodies(Box::new(self.bodies(*id, page))),
            Subject::Series(id, at) => View::Series(Box::new(self.series(*id, *at, page))),
            Subject::Goals(id) => View::Goals(Box::new(self.goals_page(*id, page))),
            Subject::Word(id, taxonomy, number) => {
                View::Goals(Box::new(self.word_page(*id, *taxonomy, *number, page)))
            }
            Subject::Comparison(id) => {
                View::Comparison(Box::new(self.comparison_page(self.published(*id), page)))
            }
            Subject::Forum(id, at) => View::Forum(Box::new(self.forum_page(*id, *at, page))),
            Subject::Register(id, of, month) => {
                View::Register(Box::new(self.register_page(*id, *of, *month, page)))
            }
            Subject::Venues(id) => View::Venues(Box::new(self.venues_page(*id, page))),
            Subject::Shares(id) => View::Shares(Box::new(self.shares_page(*id, page))),
            Subject::Parts(id, at) => View::Parts(Box::new(self.parts_page(*id, *at, page))),
            Subject::ComparisonSheet(id) => View::Poster(Box::new(
                self.comparison_sheet(self.published(*id), Paper::A3Landscape),
            )),
            Subject::RegisterBook(id, of) => View::Book(Box::new(self.register_book(*id, *of))),
            Subject::Rollout(of) => View::Rollout(Box::new(self.rollout(*of, page))),
            Subject::Corrections(id) => {
                View::Corrections(Box::new(self.corrections_page(*id, page)))
            }
            Subject::Search => View::Search(Box::new(self.search(page))),
            Subject::SearchPlaces => View::SearchPlaces(Box::new(self.search_places())),
            Subject::SearchData(id, of) => View::SearchData(Box::new(self.search_data(*id, *of))),
            Subject::Screen(id) => View::Screen(Box::new(self.screen(*id, page))),
            Subject::Feed(id) => View::Feed(Box::new(self.feed(*id))),
            Subject::Calendar(id) => View::Calendar(Box::new(self.calendar(*id))),
            Subject::Table(id, of) => View::Table(Box::new(self.table_data(*id, *of))),
            Subject::Data(id, of) => View::Data(Box::new(self.data(*id, *of))),
            Subject::DataSchema => View::DataSchema,
            Subject::NotFound => View::NotFound(Box::new(self.not_found(page))),
            Subject::Sitemap(_) => unreachable!("it needs the outputs, and the plan has them"),
            Subject::Manifest => View::Manifest(Box::new(self.manifest())),
            Subject::Picture(path) => View::Picture(file(path)),
            Subject::Copy(path) => View::Copy(file(path)),
            Subject::Asset(name) => View::Asset(name.clone()),
        }
    }

    /// A record of the plan, which holds published ones only.
    fn published(&self, id: RecordId) -> &'m Record {
        self.model
            .record(id)
            .unwrap_or_else(|| unreachable!("the plan holds published records only"))
    }

    /// Address of a record's page.
    fn address(&self, record: &Record) -> SitePath {
        routes::record(
            &self.model.place(record.place).folder,
            record.kind,
            record.name(),
        )
    }

    /// The text of a document with its links as ways from the page.
    fn body(&self, text: &Text, page: &SitePath) -> Option<Body> {
        if text.source.is_empty() {
            return None;
        }
        let links = text.links.iter().filter_map(|(written, target)| {
            let address = match target {
                LinkTarget::Record(id) => self.address(self.model.record(*id)?),
                LinkTarget::Place(id) => routes::place(&self.model.place(*id).folder),
                LinkTarget::Page(at) => routes::page(&self.model.pages().get(*at)?.name),
                LinkTarget::Mechanism(at) => {
                    routes::mechanism(&self.model.mechanisms().get(*at)?.name)
                }
                LinkTarget::Policy(at) => routes::policy(&self.model.policies().get(*at)?.name),
            };
            Some((written.clone(), page.relative(&address)))
        });
        let pictures = text
            .pictures
            .iter()
            .map(|(written, path)| (written.clone(), page.relative(&file_address(path))));
        Some(Body {
            text: text.source.clone(),
            links: links.collect(),
            pictures: pictures.collect(),
        })
    }
}

/// The digits of a public-security number, by which its register is asked.
fn code_of_register(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// The year under which a record is listed.
pub fn year(record: &Record) -> i32 {
    record.date.year()
}

/// Whether a record's text is erased.
pub fn is_erased(record: &Record) -> bool {
    record
        .withdrawn
        .as_ref()
        .is_some_and(|withdrawal| withdrawal.erase)
}

/// How a text begins, for those who have not opened its page.
fn about(text: &Text) -> String {
    markdown::excerpt(&text.source, DESCRIPTION)
}

/// Address of a picture or attachment.
fn file_address(path: &crate::paths::InputPath) -> SitePath {
    routes::file(
        path.as_str()
            .strip_prefix("content/")
            .unwrap_or(path.as_str()),
    )
}

fn contact_view(contact: &contact::Contact) -> Contact {
    Contact {
        tel: contact.phone.as_deref().map(contact::dialled),
        phone: contact.phone.clone(),
        hours: contact.hours.clone(),
        place: contact.place.clone(),
    }
}
