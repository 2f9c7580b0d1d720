//! Calendars (RFC 5545).

use std::fmt::Write as _;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, EventStatus, Property};

use super::chat::one_line;
use super::filters::full_date;
use super::pages::Pages;
use crate::plan::view::calendar::{CalendarView, Event};

/// A calendar file.
pub fn file(view: &CalendarView, words: &Pages) -> Vec<u8> {
    let name = words.word(&["board_of"]).replace("{x}", &view.place);
    let name = one_line(&format!("{}{name}", demo(view.demo, words)));
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//gongshi//gongshi//ZH"),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", &name),
        ("X-WR-CALNAME", &name),
        ("X-WR-TIMEZONE", &zone_name(view.zone)),
    ] {
        let mut property = Property::new(key, value);
        if key == "NAME" {
            // The crate escapes texts only, and does not know that this is one.
            property.add_parameter("VALUE", "TEXT");
        }
        calendar.append_property(property.done());
    }
    for event in &view.events {
        calendar.push(entry(event, view.zone, words));
    }
    let text = calendar.to_string();
    // The zone is no component of the crate; with it no calendar is without any, which the format
    // forbids.
    let events = text.find("BEGIN:VEVENT").or(text.find("END:VCALENDAR"));
    let (head, rest) = text.split_at(events.unwrap_or(text.len()));
    format!("{head}{}{rest}", zone(view.zone)).into_bytes()
}

fn entry(event: &Event, zone: i32, words: &Pages) -> Entry {
    let w = |key| words.word(&["calendar", key]);
    let zh = words.word(&["lang"]).starts_with("zh");
    let mut entry = Entry::new();
    entry.uid(&event.id);
    let mut summary = demo(event.demo, words);
    if event.cancelled && event.what == "occasion" {
        summary.push_str(w("cancelled"));
    } else if event.cancelled {
        summary.push_str(w("over"));
    } else if event.moved_from.is_some() {
        summary.push_str(w("moved"));
    }
    match event.what {
        "display" if !event.cancelled => {
            let last = super::filters::day(&event.to, zh);
            summary.push_str(&w("display").replace("{x}", &last));
        }
        "due" | "outcome" | "voting" => summary.push_str(w(event.what)),
        _ => {}
    }
    summary.push_str(&event.title);
    entry.summary(&one_line(&summary));
    let description = description(event, zh, words);
    if !description.is_empty() {
        entry.description(&description);
    }
    if let Some(venue) = &event.venue {
        entry.location(&one_line(venue));
    }
    if let Some(href) = &event.href {
        entry.url(href);
    }
    entry.status(if event.cancelled {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    });
    entry.categories([words.word(&["kind", event.kind])]);
    times(&mut entry, event, zone);
    // Only what takes place takes the time of those who look at it.
    let is_busy = event.what == "occasion" && !event.cancelled;
    entry.add_property("TRANSP", if is_busy { "OPAQUE" } else { "TRANSPARENT" });
    let changed = universal(&event.updated, zone);
    entry.add_property("DTSTAMP", &changed);
    entry.add_property("LAST-MODIFIED", &changed);
    entry.sequence(event.sequence);
    entry.done()
}

/// When it begins and ends. The last day of a period is the day before the end of the format.
fn times(entry: &mut Entry, event: &Event, zone: i32) {
    let of_day = |key: &str, day: &str| {
        let mut property = Property::new(key, day.replace('-', ""));
        property.add_parameter("VALUE", "DATE").done()
    };
    let Some((from, to)) = event.hours else {
        entry.append_property(of_day("DTSTART", &event.from));
        let after = event.to.parse::<NaiveDate>().ok();
        let after = after.and_then(|day| day.checked_add_days(Days::new(1)));
        if let Some(after) = after {
            entry.append_property(of_day("DTEND", &after.to_string()));
        }
        return;
    };
    let mut at = |key: &str, minutes: u16| {
        let Some(moment) = midnight(&event.from) else {
            return;
        };
        let moment = moment + Duration::minutes(i64::from(minutes));
        let mut property = Property::new(key, moment.format("%Y%m%dT%H%M%S").to_string());
        property.add_parameter("TZID", &zone_name(zone));
        entry.append_property(property.done());
    };
    at("DTSTART", from);
    if let Some(to) = to {
        at("DTEND", to);
    }
}

fn description(event: &Event, zh: bool, words: &Pages) -> String {
    let w = |key| words.word(&["calendar", key]);
    let colon = words.word(&["colon"]);
    let mut lines = Vec::new();
    if let Some(day) = &event.moved_from {
        lines.push(w("original").replace("{x}", &full_date(day, zh)));
    }
    if let Some(time) = &event.time {
        lines.push(time.clone());
    }
    if let Some(of) = &event.of {
        lines.push(format!("{}{colon}{of}", w("agreed_at")));
    }
    if let Some(place) = &event.place {
        lines.push(format!("{}{colon}{place}", words.word(&["feed", "place"])));
    }
    if !event.responsible.is_empty() {
        let who = event.responsible.join(words.word(&["comma"]));
        lines.push(format!(
            "{}{colon}{who}",
            words.word(&["row", "responsible"])
        ));
    }
    if let Some(phone) = &event.phone {
        let key = if event.what == "display" {
            "object"
        } else {
            "phone"
        };
        lines.push(format!("{}{colon}{phone}", words.word(&["row", key])));
    }
    let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
    lines.join("\n")
}

fn demo(is_demo: bool, words: &Pages) -> String {
    if !is_demo {
        return String::new();
    }
    let mark = words.word(&["feed", "mark"]);
    mark.replace("{x}", words.word(&["demo"]))
}

fn midnight(day: &str) -> Option<NaiveDateTime> {
    day.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0)
}

/// The first moment of a day where the site is, in universal time.
fn universal(day: &str, zone: i32) -> String {
    let moment = midnight(day).map(|moment| moment - Duration::minutes(i64::from(zone)));
    let moment = moment.map(|moment| moment.format("%Y%m%dT%H%M%SZ").to_string());
    moment.unwrap_or_default()
}

/// The name of the zone: that of the whole country where it fits.
fn zone_name(zone: i32) -> String {
    match zone {
        480 => "Asia/Shanghai".to_owned(),
        other => format!("UTC{}", offset(other)),
    }
}

fn offset(zone: i32) -> String {
    let sign = if zone < 0 { '-' } else { '+' };
    let zone = zone.unsigned_abs();
    format!("{sign}{:02}{:02}", zone / 60, zone % 60)
}

/// The zone itself, which has no summer time.
fn zone(zone: i32) -> String {
    let mut out = String::new();
    let name = zone_name(zone);
    let offset = offset(zone);
    for line in [
        "BEGIN:VTIMEZONE",
        &format!("TZID:{name}"),
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        &format!("TZOFFSETFROM:{offset}"),
        &format!("TZOFFSETTO:{offset}"),
        "END:STANDARD",
        "END:VTIMEZONE",
    ] {
        // Writing to a string does not fail.
        let _ = write!(out, "{line}\r\n");
    }
    out
}
