//! Which standing bodies of a mechanism came to a meeting.

use crate::model::keyed::BodyKind;
use crate::model::meeting::{Attendance, Meeting};
use crate::model::scope::Party;

/// Whether a standing body came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Somebody of it did.
    Present,
    /// Nobody did.
    Absent,
    /// Nothing is written of it: that is not absent.
    Unknown,
}

impl Came {
    /// Its key, for which themes have words.
    pub fn key(self) -> &'static str {
        match self {
            Came::Present => "present",
            Came::Absent => "absent",
            Came::Unknown => "unknown",
        }
    }

    /// Whether a body came of which this is written.
    pub fn of(written: &[&Attendance]) -> Came {
        if written
            .iter()
            .any(|of| of.present.is_some_and(|count| count > 0))
        {
            Came::Present
        } else if written.iter().any(|of| of.absent) {
            Came::Absent
        } else {
            Came::Unknown
        }
    }
}

/// A standing body at a meeting.
#[derive(Debug, Clone)]
pub struct Standing<'m> {
    /// Its kind; none for a body that came and is of no kind that the mechanism names, where no
    /// mechanism names any.
    pub kind: Option<BodyKind>,
    /// What is written of it; several where a place has several bodies of a kind.
    pub written: Vec<&'m Attendance>,
    /// Whether it came.
    pub came: Came,
}

/// The standing bodies at a meeting, in the order of the mechanism, and the further bodies of which
/// attendance is written. Without a mechanism that names kinds each body that is written stands.
pub fn standing<'m>(
    meeting: &'m Meeting,
    kinds: &[BodyKind],
    kind_of: impl Fn(&Party) -> Option<BodyKind>,
) -> (Vec<Standing<'m>>, Vec<&'m Attendance>) {
    let attendance = &meeting.attendance;
    if kinds.is_empty() {
        let stands = |written: &'m Attendance| Standing {
            kind: kind_of(&written.body),
            came: Came::of(&[written]),
            written: vec![written],
        };
        return (attendance.iter().map(stands).collect(), Vec::new());
    }
    let is_of = |written: &Attendance, kind: BodyKind| kind_of(&written.body) == Some(kind);
    let stands = |kind: &BodyKind| {
        let written: Vec<&Attendance> = attendance
            .iter()
            .filter(|written| is_of(written, *kind))
            .collect();
        Standing {
            kind: Some(*kind),
            came: Came::of(&written),
            written,
        }
    };
    let further = attendance.iter();
    let further = further.filter(|written| !kinds.iter().any(|kind| is_of(written, *kind)));
    (kinds.iter().map(stands).collect(), further.collect())
}
