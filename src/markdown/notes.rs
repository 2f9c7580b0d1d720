//! Footnotes: numbered by their first reference, their texts gathered for the end.

use std::collections::HashMap;

/// One footnote; `Body` is its text in the form that the writer makes.
#[derive(Debug)]
pub(super) struct Note<Body> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// How often it is referred to.
    pub(super) references: usize,
    /// Its texts; more than one if the author defined it twice.
    pub(super) bodies: Vec<Body>,
}

/// The footnotes met so far.
#[derive(Debug)]
pub(super) struct Notes<Body> {
    by_label: HashMap<String, usize>,
    /// In the order met; the number is 0 until the first reference.
    met: Vec<Note<Body>>,
    numbered: usize,
}

impl<Body> Notes<Body> {
    /// None yet.
    pub(super) fn new() -> Self {
        Notes {
            by_label: HashMap::new(),
            met: Vec::new(),
            numbered: 0,
        }
    }

    /// A reference was met: the note's number and how many references to it there are now.
    pub(super) fn reference(&mut self, label: &str) -> (usize, usize) {
        let index = self.index(label);
        if self.met[index].number == 0 {
            self.numbered += 1;
            self.met[index].number = self.numbered;
        }
        self.met[index].references += 1;
        (self.met[index].number, self.met[index].references)
    }

    /// The text of a note was met.
    pub(super) fn define(&mut self, label: &str, body: Body) {
        let index = self.index(label);
        self.met[index].bodies.push(body);
    }

    /// All notes by number; those that nothing refers to follow, so that no words are lost.
    pub(super) fn finish(self) -> Vec<Note<Body>> {
        let mut numbered = self.numbered;
        let mut notes = self.met;
        for note in &mut notes {
            if note.number == 0 {
                numbered += 1;
                note.number = numbered;
            }
        }
        notes.sort_by_key(|note| note.number);
        notes
    }

    /// Labels that differ in case only are one, as for the parser.
    fn index(&mut self, label: &str) -> usize {
        let next = self.met.len();
        let index = *self.by_label.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.met.push(Note {
                number: 0,
                references: 0,
                bodies: Vec::new(),
            });
        }
        index
    }
}
