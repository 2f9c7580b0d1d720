//! Records as a table for spreadsheets: UTF-8 with a byte-order mark, which Excel and WPS need in
//! order to read Chinese, and lines that end as theirs do.

use super::chat::one_line;
use super::pages::Pages;
use crate::plan::view::data::{
    AreaData, DataView, OwnersData, PeriodData, RecordData, ResolutionData, SatisfactionData,
};

/// Columns, by the keys of their words.
const COLUMNS: [&str; 47] = [
    "place",
    "kind",
    "type",
    "title",
    "number",
    "date",
    "state",
    "mark",
    "issuers",
    "responsible",
    "due",
    "overdue",
    "display_from",
    "display_to",
    "day",
    "time",
    "venue",
    "solved_on",
    "asked",
    "satisfied",
    "result",
    "voters",
    "participants",
    "agree",
    "against",
    "abstain",
    "area",
    "area_participants",
    "area_agree",
    "period",
    "opening",
    "income",
    "cost",
    "use",
    "closing",
    "expense",
    "fund",
    "people",
    "households",
    "category",
    "address",
    "short_address",
    "reference",
    "updated",
    "withdrawn_on",
    "reason",
    "demo",
];

/// A table for spreadsheets: one line a record, the oldest first.
pub fn file(view: &DataView, words: &Pages) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let heads = COLUMNS.map(|column| words.word(&["data", "column", column]));
    // Writing into memory does not fail, and every line has as many cells.
    let _ = writer.write_record(heads);
    let mut line = Line::new(words);
    for record in &view.records {
        line.fill(record);
        let _ = writer.write_record(&line.cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// One line of the table, which is filled again for each record.
struct Line<'w> {
    words: &'w Pages,
    cells: [String; COLUMNS.len()],
}

impl<'w> Line<'w> {
    fn new(words: &'w Pages) -> Self {
        Line {
            words,
            cells: std::array::from_fn(|_| String::new()),
        }
    }

    /// The cell of a column, to be written as it is: for numbers and dates.
    fn plain(&mut self, column: &str, value: impl Into<String>) {
        let at = COLUMNS.iter().position(|known| *known == column);
        if let Some(cell) = at.and_then(|at| self.cells.get_mut(at)) {
            *cell = value.into();
        }
    }

    fn number(&mut self, column: &str, number: Option<impl ToString>) {
        if let Some(number) = number {
            self.plain(column, number.to_string());
        }
    }

    /// A text that somebody wrote.
    fn text(&mut self, column: &str, text: &str) {
        self.plain(column, harmless(&one_line(text)));
    }

    fn texts(&mut self, column: &str, texts: &[String]) {
        self.text(column, &texts.join(self.words.word(&["comma"])));
    }

    fn word(&mut self, column: &str, keys: &[&str]) {
        let word = self.words.word(keys).to_owned();
        self.text(column, &word);
    }

    fn fill(&mut self, record: &RecordData) {
        self.cells.iter_mut().for_each(String::clear);
        let words = self.words;
        if record.demo {
            self.word("demo", &["demo"]);
            let mark = words.word(&["feed", "mark"]);
            let mark = mark.replace("{x}", words.word(&["demo"]));
            self.text("place", &format!("{mark}{}", record.place));
        } else {
            self.text("place", &record.place);
        }
        self.word("kind", &["kind", record.kind]);
        match &record.title {
            Some(title) => self.text("title", title),
            None => self.word("title", &["data", "erased"]),
        }
        self.text("number", record.number.as_deref().unwrap_or_default());
        self.plain("date", &record.date.0);
        self.plain("updated", &record.updated.0);
        if matches!(record.posting, "corrected" | "replaced" | "withdrawn") {
            self.word("mark", &["mark", record.posting]);
        }
        self.texts("issuers", &record.issuers);
        if let Some(category) = record.category {
            self.word("category", &["category", category]);
        }
        self.plain("address", &record.address.0);
        self.plain("short_address", &record.short_address.0);
        self.plain("reference", &record.reference);
        if let Some(withdrawn) = &record.withdrawn {
            self.plain("withdrawn_on", &withdrawn.date.0);
            self.text("reason", &withdrawn.reason);
        }
        self.facts(record);
    }

    fn facts(&mut self, record: &RecordData) {
        if let Some(of) = &record.issue {
            self.word("state", &["state", of.state]);
            self.texts("responsible", &of.responsible);
            self.number("due", of.due.as_ref().map(|day| &day.0));
            self.overdue(of.overdue);
            self.number("solved_on", of.solved_on.as_ref().map(|day| &day.0));
            self.text("venue", of.spot.as_deref().unwrap_or_default());
            self.number("households", of.households);
            self.satisfaction(of.satisfaction.as_ref());
        }
        if let Some(of) = &record.resolution {
            self.resolution(of);
        }
        if let Some(of) = &record.meeting {
            self.word("type", &["meeting_type", of.r#type]);
            self.word("state", &["meeting_state", of.state]);
            self.plain("day", &of.day.0);
            self.text("time", of.time.as_deref().unwrap_or_default());
            self.text("venue", of.venue.as_deref().unwrap_or_default());
        }
        if let Some(of) = &record.notice {
            self.word("type", &["notice_type", of.r#type]);
            self.display(of.display.as_ref());
        }
        if let Some(of) = &record.account {
            self.period(&of.period);
            for (column, amount) in [
                ("opening", &of.opening),
                ("income", &of.total_income),
                ("cost", &of.total_cost),
                ("use", &of.total_use),
                ("closing", &of.closing),
            ] {
                self.plain(column, &amount.0);
            }
            self.display(Some(&of.display));
        }
        if let Some(of) = &record.assessment {
            self.period(&of.period);
            self.display(Some(&of.display));
        }
        if let Some(of) = &record.work {
            self.word("state", &["work", "state", of.state.unwrap_or("unknown")]);
            self.texts("responsible", &of.responsible);
            self.number("due", of.due.as_ref().map(|day| &day.0));
            self.overdue(of.overdue);
            self.number("solved_on", of.done_on.as_ref().map(|day| &day.0));
            self.text("venue", of.spot.as_deref().unwrap_or_default());
            self.number("expense", of.cost.as_ref().map(|cost| &cost.0));
            if let Some(fund) = of.fund {
                self.word("fund", &["work", "fund", fund]);
            }
            self.satisfaction(of.satisfaction.as_ref());
        }
        if let Some(of) = &record.activity {
            self.word("type", &["activity_type", of.r#type]);
            self.word("state", &["meeting_state", of.state]);
            self.plain("day", &of.day.0);
            self.text("time", of.time.as_deref().unwrap_or_default());
            self.text("venue", of.venue.as_deref().unwrap_or_default());
            self.number("people", of.people);
        }
    }

    /// A resolution. The figures of several questions do not fit into one line: they are in the JSON.
    fn resolution(&mut self, of: &ResolutionData) {
        self.word("type", &["decided_by", of.decided_by]);
        self.word("state", &["resolution_state", of.state]);
        self.word("result", &["result", of.result]);
        self.display(of.display.as_ref());
        self.number("voters", of.owners);
        self.number("area", of.area.as_ref().map(|area| &area.0));
        if let Some(members) = &of.members {
            self.number("voters", Some(members.total));
            self.number("participants", Some(members.present));
            self.number("agree", Some(members.agree));
        }
        if let [only] = of.questions.as_slice() {
            self.counts(only.owners.as_ref(), only.area.as_ref());
        }
    }

    fn counts(&mut self, owners: Option<&OwnersData>, area: Option<&AreaData>) {
        if let Some(owners) = owners {
            self.number("participants", Some(owners.participants));
            self.number("agree", owners.yes);
            self.number("against", owners.no);
            self.number("abstain", owners.abstain);
        }
        if let Some(area) = area {
            self.plain("area_participants", &area.participants.0);
            self.number("area_agree", area.yes.as_ref().map(|yes| &yes.0));
        }
    }

    fn display(&mut self, display: Option<&PeriodData>) {
        let Some(display) = display else { return };
        self.plain("display_from", &display.from.0);
        self.number("display_to", display.last_day.as_ref().map(|day| &day.0));
        if self.is_empty("state") {
            let key = match display.state {
                "current" => "shown",
                other => other,
            };
            self.word("state", &["mark", key]);
        }
    }

    /// A year stands as a number.
    fn period(&mut self, period: &str) {
        match period.parse::<u16>() {
            Ok(year) => self.number("period", Some(year)),
            Err(_) => self.text("period", period),
        }
    }

    fn is_empty(&self, column: &str) -> bool {
        let mut cells = COLUMNS.iter().zip(&self.cells);
        cells.any(|(known, cell)| *known == column && cell.is_empty())
    }

    fn overdue(&mut self, overdue: bool) {
        if overdue {
            self.word("overdue", &["data", "yes"]);
        }
    }

    fn satisfaction(&mut self, of: Option<&SatisfactionData>) {
        self.number("asked", of.map(|of| of.asked));
        self.number("satisfied", of.map(|of| of.satisfied));
    }
}

/// A text that no spreadsheet takes for a formula, nor for a number or a day that it is not: then an
/// apostrophe stands before it, as people write who mean a text.
fn harmless(text: &str) -> String {
    let first = text.chars().next();
    let is_formula = first.is_some_and(|c| "=+-@＝＋－＠\t\r".contains(c));
    let is_sign = |c: char| c.is_ascii_digit() || "eE.,/% ()-".contains(c);
    let is_number = text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_sign);
    if is_formula || is_number {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_is_taken_for_a_formula_or_a_number() {
        for text in [
            "=1+1", "+86", "-5", "@SUM(A1)", "＝1", "－", "2026-3", "007", "1E5", "1/2",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in [
            "车库道闸",
            "3号楼",
            "A=B",
            "9:30",
            "",
            "〔2026〕3号",
            "N-20260312-240ZT8",
        ] {
            assert_eq!(harmless(text), text);
        }
    }
}
