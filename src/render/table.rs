//! Records as a table for spreadsheets: UTF-8 with a byte-order mark, which Excel and WPS need in
//! order to read Chinese, and lines that end as theirs do.

use super::chat::push_line;
use super::pages::Pages;
use crate::plan::view::data::{
    AreaData, DataView, OwnersData, PeriodData, RecordData, ResolutionData, SatisfactionData,
};

/// Defines the columns, each with the key of its word.
macro_rules! columns {
    ($($name:ident = $key:literal),+ $(,)?) => {
        #[derive(Clone, Copy)]
        enum Column { $($name,)+ }

        /// Keys of the words of all columns, in their order.
        const COLUMNS: &[&str] = &[$($key,)+];
    };
}

columns! {
    Place = "place",
    Kind = "kind",
    Type = "type",
    Title = "title",
    Number = "number",
    Date = "date",
    State = "state",
    Mark = "mark",
    Issuers = "issuers",
    Responsible = "responsible",
    Due = "due",
    Overdue = "overdue",
    DisplayFrom = "display_from",
    DisplayTo = "display_to",
    Day = "day",
    Time = "time",
    Venue = "venue",
    SolvedOn = "solved_on",
    Asked = "asked",
    Satisfied = "satisfied",
    Result = "result",
    Voters = "voters",
    Participants = "participants",
    Agree = "agree",
    Against = "against",
    Abstain = "abstain",
    Area = "area",
    AreaParticipants = "area_participants",
    AreaAgree = "area_agree",
    Period = "period",
    Opening = "opening",
    Income = "income",
    Cost = "cost",
    Use = "use",
    Closing = "closing",
    Expense = "expense",
    Fund = "fund",
    People = "people",
    Households = "households",
    Category = "category",
    Address = "address",
    ShortAddress = "short_address",
    Reference = "reference",
    Updated = "updated",
    WithdrawnOn = "withdrawn_on",
    Reason = "reason",
    Demo = "demo",
}

/// A table for spreadsheets: one line a record, the oldest first.
pub fn file(view: &DataView, words: &Pages) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let heads = COLUMNS
        .iter()
        .map(|column| words.word(&["data", "column", column]));
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
    fn plain(&mut self, column: Column, value: &str) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            cell.clear();
            cell.push_str(value);
        }
    }

    fn number(&mut self, column: Column, number: Option<impl ToString>) {
        if let Some(number) = number {
            self.plain(column, &number.to_string());
        }
    }

    /// A text that somebody wrote.
    fn text(&mut self, column: Column, text: &str) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            cell.clear();
            push_line(cell, text);
            if !is_harmless(cell) {
                cell.insert(0, '\'');
            }
        }
    }

    fn texts(&mut self, column: Column, texts: &[String]) {
        match texts {
            [] => self.plain(column, ""),
            [only] => self.text(column, only),
            _ => self.text(column, &texts.join(self.words.word(&["comma"]))),
        }
    }

    fn word(&mut self, column: Column, keys: &[&str]) {
        let words = self.words;
        self.text(column, words.word(keys));
    }

    fn fill(&mut self, record: &RecordData) {
        self.cells.iter_mut().for_each(String::clear);
        let words = self.words;
        if record.demo {
            self.word(Column::Demo, &["demo"]);
            let mark = words.word(&["feed", "mark"]);
            let mark = mark.replace("{x}", words.word(&["demo"]));
            self.text(Column::Place, &format!("{mark}{}", record.place));
        } else {
            self.text(Column::Place, &record.place);
        }
        self.word(Column::Kind, &["kind", record.kind]);
        match &record.title {
            Some(title) => self.text(Column::Title, title),
            None => self.word(Column::Title, &["data", "erased"]),
        }
        self.text(Column::Number, record.number.as_deref().unwrap_or_default());
        self.plain(Column::Date, &record.date.0);
        self.plain(Column::Updated, &record.updated.0);
        if matches!(record.posting, "corrected" | "replaced" | "withdrawn") {
            self.word(Column::Mark, &["mark", record.posting]);
        }
        self.texts(Column::Issuers, &record.issuers);
        if let Some(category) = record.category {
            self.word(Column::Category, &["category", category]);
        }
        self.plain(Column::Address, &record.address.0);
        self.plain(Column::ShortAddress, &record.short_address.0);
        self.plain(Column::Reference, &record.reference);
        if let Some(withdrawn) = &record.withdrawn {
            self.plain(Column::WithdrawnOn, &withdrawn.date.0);
            self.text(Column::Reason, &withdrawn.reason);
        }
        self.facts(record);
    }

    fn facts(&mut self, record: &RecordData) {
        if let Some(of) = &record.issue {
            self.word(Column::State, &["state", of.state]);
            self.texts(Column::Responsible, &of.responsible);
            self.number(Column::Due, of.due.as_ref().map(|day| &day.0));
            self.overdue(of.overdue);
            self.number(Column::SolvedOn, of.solved_on.as_ref().map(|day| &day.0));
            self.text(Column::Venue, of.spot.as_deref().unwrap_or_default());
            self.number(Column::Households, of.households);
            self.satisfaction(of.satisfaction.as_ref());
        }
        if let Some(of) = &record.resolution {
            self.resolution(of);
        }
        if let Some(of) = &record.meeting {
            self.word(Column::Type, &["meeting_type", of.r#type]);
            self.word(Column::State, &["meeting_state", of.state]);
            self.plain(Column::Day, &of.day.0);
            self.text(Column::Time, of.time.as_deref().unwrap_or_default());
            self.text(Column::Venue, of.venue.as_deref().unwrap_or_default());
        }
        if let Some(of) = &record.notice {
            self.word(Column::Type, &["notice_type", of.r#type]);
            self.display(of.display.as_ref());
        }
        if let Some(of) = &record.account {
            self.period(&of.period);
            for (column, amount) in [
                (Column::Opening, &of.opening),
                (Column::Income, &of.total_income),
                (Column::Cost, &of.total_cost),
                (Column::Use, &of.total_use),
                (Column::Closing, &of.closing),
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
            self.word(
                Column::State,
                &["work", "state", of.state.unwrap_or("unknown")],
            );
            self.texts(Column::Responsible, &of.responsible);
            self.number(Column::Due, of.due.as_ref().map(|day| &day.0));
            self.overdue(of.overdue);
            self.number(Column::SolvedOn, of.done_on.as_ref().map(|day| &day.0));
            self.text(Column::Venue, of.spot.as_deref().unwrap_or_default());
            self.number(Column::Expense, of.cost.as_ref().map(|cost| &cost.0));
            if let Some(fund) = of.fund {
                self.word(Column::Fund, &["work", "fund", fund]);
            }
            self.satisfaction(of.satisfaction.as_ref());
        }
        if let Some(of) = &record.activity {
            self.word(Column::Type, &["activity_type", of.r#type]);
            self.word(Column::State, &["meeting_state", of.state]);
            self.plain(Column::Day, &of.day.0);
            self.text(Column::Time, of.time.as_deref().unwrap_or_default());
            self.text(Column::Venue, of.venue.as_deref().unwrap_or_default());
            self.number(Column::People, of.people);
        }
    }

    /// A resolution. The figures of several questions do not fit into one line: they are in the JSON.
    fn resolution(&mut self, of: &ResolutionData) {
        self.word(Column::Type, &["decided_by", of.decided_by]);
        self.word(Column::State, &["resolution_state", of.state]);
        self.word(Column::Result, &["result", of.result]);
        self.display(of.display.as_ref());
        self.number(Column::Voters, of.owners);
        self.number(Column::Area, of.area.as_ref().map(|area| &area.0));
        if let Some(members) = &of.members {
            self.number(Column::Voters, Some(members.total));
            self.number(Column::Participants, Some(members.present));
            self.number(Column::Agree, Some(members.agree));
        }
        if let [only] = of.questions.as_slice() {
            self.counts(only.owners.as_ref(), only.area.as_ref());
        }
    }

    fn counts(&mut self, owners: Option<&OwnersData>, area: Option<&AreaData>) {
        if let Some(owners) = owners {
            self.number(Column::Participants, Some(owners.participants));
            self.number(Column::Agree, owners.yes);
            self.number(Column::Against, owners.no);
            self.number(Column::Abstain, owners.abstain);
        }
        if let Some(area) = area {
            self.plain(Column::AreaParticipants, &area.participants.0);
            self.number(Column::AreaAgree, area.yes.as_ref().map(|yes| &yes.0));
        }
    }

    fn display(&mut self, display: Option<&PeriodData>) {
        let Some(display) = display else { return };
        self.plain(Column::DisplayFrom, &display.from.0);
        self.number(
            Column::DisplayTo,
            display.last_day.as_ref().map(|day| &day.0),
        );
        if self.is_empty(Column::State) {
            let key = match display.state {
                "current" => "shown",
                other => other,
            };
            self.word(Column::State, &["mark", key]);
        }
    }

    /// A year stands as a number.
    fn period(&mut self, period: &str) {
        match period.parse::<u16>() {
            Ok(year) => self.number(Column::Period, Some(year)),
            Err(_) => self.text(Column::Period, period),
        }
    }

    fn is_empty(&self, column: Column) -> bool {
        self.cells.get(column as usize).is_none_or(String::is_empty)
    }

    fn overdue(&mut self, overdue: bool) {
        if overdue {
            self.word(Column::Overdue, &["data", "yes"]);
        }
    }

    fn satisfaction(&mut self, of: Option<&SatisfactionData>) {
        self.number(Column::Asked, of.map(|of| of.asked));
        self.number(Column::Satisfied, of.map(|of| of.satisfied));
    }
}

/// Whether no spreadsheet takes a text for a formula, nor for a number or a day that it is not. Before
/// one that it would stands an apostrophe, as people write who mean a text.
fn is_harmless(text: &str) -> bool {
    let first = text.chars().next();
    let is_formula = first.is_some_and(|c| "=+-@＝＋－＠\t\r".contains(c));
    let is_sign = |c: char| c.is_ascii_digit() || "eE.,/% ()-".contains(c);
    let is_number = || text.chars().all(is_sign) && text.contains(|c: char| c.is_ascii_digit());
    !is_formula && !is_number()
}

#[cfg(test)]
mod tests {
    use super::is_harmless;

    #[test]
    fn nothing_is_taken_for_a_formula_or_a_number() {
        for text in [
            "=1+1", "+86", "-5", "@SUM(A1)", "＝1", "－", "2026-3", "007", "1E5", "1/2",
        ] {
            assert!(!is_harmless(text), "{text}");
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
            assert!(is_harmless(text), "{text}");
        }
    }
}
