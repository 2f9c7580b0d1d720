//! A PDF file as another library than the one that wrote it reads it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::HashSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// A file, read.
pub struct Pdf {
    document: Document,
    bytes: Vec<u8>,
}

/// A tag of the logical structure.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// Its type, as the standard names it: `H1`, `Table`, `Figure`.
    pub kind: String,
    /// What stands for it where it cannot be seen.
    pub alt: Option<String>,
    /// For which cells a head of a table stands.
    pub scope: Option<String>,
    /// Columns that a cell takes.
    pub columns: i64,
    /// Marked pieces of the sheets that it has itself.
    pub pieces: usize,
    /// Tags within it.
    pub within: Vec<Tag>,
}

impl Tag {
    /// This tag and all within, in reading order.
    pub fn all(&self) -> Vec<&Tag> {
        let within = self.within.iter().flat_map(Tag::all);
        std::iter::once(self).chain(within).collect()
    }
}

/// A face that the file uses.
#[derive(Debug)]
pub struct Face {
    /// Its name with the mark of its subset.
    pub name: String,
    /// The outlines of its characters are in the file.
    pub embedded: bool,
    /// Its characters lead back to text.
    pub to_unicode: bool,
}

/// What is drawn on a sheet.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Pieces of text.
    pub texts: usize,
    /// Operators outside of all marks.
    pub unmarked: Vec<String>,
    /// Operators that choose a colour of another space than that of the output intent.
    pub colours: Vec<String>,
}

impl Pdf {
    /// Reads a file.
    pub fn new(bytes: Vec<u8>) -> Result<Pdf, String> {
        let document = Document::load_mem(&bytes).map_err(|error| error.to_string())?;
        Ok(Pdf { document, bytes })
    }

    /// The file as it is.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The catalog.
    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    /// The trailer.
    pub fn trailer(&self) -> &Dictionary {
        &self.document.trailer
    }

    /// What a key of a dictionary leads to.
    pub fn at<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.resolved(dictionary.get(key.as_bytes()).ok()?)
    }

    /// A dictionary, or that of a stream, at a key.
    pub fn dictionary<'a>(
        &'a self,
        dictionary: &'a Dictionary,
        key: &str,
    ) -> Option<&'a Dictionary> {
        as_dictionary(self.at(dictionary, key)?)
    }

    /// A stream at a key, unpacked.
    pub fn stream(&self, dictionary: &Dictionary, key: &str) -> Option<(Dictionary, Vec<u8>)> {
        let stream = self.at(dictionary, key)?.as_stream().ok()?;
        Some((stream.dict.clone(), unpacked(stream)))
    }

    /// A name at a key.
    pub fn name(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        self.at(dictionary, key)?
            .as_name_str()
            .ok()
            .map(str::to_owned)
    }

    /// A text at a key.
    pub fn text(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        self.at(dictionary, key)?.as_str().ok().map(decoded)
    }

    /// The members of an array at a key.
    pub fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Vec<&'a Object> {
        let array = self
            .at(dictionary, key)
            .and_then(|found| found.as_array().ok());
        let members = array.into_iter().flatten();
        members.filter_map(|member| self.resolved(member)).collect()
    }

    /// All dictionaries of the file, those of streams and those within others too.
    pub fn dictionaries(&self) -> Vec<&Dictionary> {
        fn gather<'a>(object: &'a Object, found: &mut Vec<&'a Dictionary>) {
            if let Ok(array) = object.as_array() {
                for member in array {
                    gather(member, found);
                }
            } else if let Some(dictionary) = as_dictionary(object) {
                found.push(dictionary);
                for (_, value) in dictionary {
                    gather(value, found);
                }
            }
        }
        let mut found = vec![self.trailer()];
        let objects = self.document.objects.values();
        for object in objects {
            gather(object, &mut found);
        }
        found
    }

    /// The sheets.
    pub fn sheets(&self) -> Vec<&Dictionary> {
        let pages = self.document.get_pages().into_values();
        pages.filter_map(|page| self.of(page)).collect()
    }

    /// Width and height of a sheet in millimetres.
    pub fn size(&self, sheet: &Dictionary) -> (f32, f32) {
        let side = |object: &&Object| object.as_float().expect("a number");
        let sides: Vec<f32> = self.array(sheet, "MediaBox").iter().map(side).collect();
        assert_eq!(sides.len(), 4, "{sides:?}");
        let millimetres = |points: f32| points * 25.4 / 72.0;
        (
            millimetres(sides[2] - sides[0]),
            millimetres(sides[3] - sides[1]),
        )
    }

    /// The packet of metadata.
    pub fn metadata(&self) -> Option<String> {
        let (_, bytes) = self.stream(self.catalog(), "Metadata")?;
        String::from_utf8(bytes).ok()
    }

    /// What stands between the first pair of these marks of the metadata, without further marks.
    pub fn said(&self, mark: &str) -> Option<String> {
        let metadata = self.metadata()?;
        let (_, after) = metadata.split_once(&format!("<{mark}>"))?;
        let (inside, _) = after.split_once(&format!("</{mark}>"))?;
        let mut text = String::new();
        let mut is_mark = false;
        for character in inside.chars() {
            match character {
                '<' => is_mark = true,
                '>' => is_mark = false,
                _ if !is_mark => text.push(character),
                _ => {}
            }
        }
        let entities = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&amp;", "&"),
        ];
        Some(entities.iter().fold(text, |text, (entity, character)| {
            text.replace(entity, character)
        }))
    }

    /// The faces.
    pub fn faces(&self) -> Vec<Face> {
        let dictionaries = self.dictionaries().into_iter();
        let is_face = |found: &&Dictionary| {
            found.type_is(b"Font")
                && !self
                    .name(found, "Subtype")
                    .is_some_and(|subtype| subtype.starts_with("CIDFont"))
        };
        dictionaries
            .filter(is_face)
            .map(|face| {
                let within = self.array(face, "DescendantFonts");
                let described = within.first().and_then(|found| as_dictionary(found));
                let descriptor = self.dictionary(described.unwrap_or(face), "FontDescriptor");
                let has = |key: &str| {
                    descriptor.is_some_and(|descriptor| self.stream(descriptor, key).is_some())
                };
                Face {
                    name: self.name(face, "BaseFont").unwrap_or_default(),
                    embedded: has("FontFile2") || has("FontFile3"),
                    to_unicode: self.stream(face, "ToUnicode").is_some(),
                }
            })
            .collect()
    }

    /// The logical structure: what stands at the top.
    pub fn tags(&self) -> Vec<Tag> {
        let root = self.dictionary(self.catalog(), "StructTreeRoot");
        let root = root.expect("a logical structure");
        let mut seen = HashSet::new();
        let mut top = Tag::default();
        if let Ok(kids) = root.get(b"K") {
            self.gather(kids, &mut top, &mut seen);
        }
        top.within
    }

    /// Takes what a `K` leads to into a tag.
    fn gather(&self, kids: &Object, into: &mut Tag, seen: &mut HashSet<ObjectId>) {
        if let Ok(id) = kids.as_reference() {
            assert!(seen.insert(id), "the structure leads in a circle: {id:?}");
        }
        match self.resolved(kids) {
            Some(Object::Array(kids)) => {
                for kid in kids {
                    self.gather(kid, into, seen);
                }
            }
            Some(Object::Dictionary(found)) if found.has(b"S") => {
                into.within.push(self.tag(found, seen));
            }
            // A piece of this sheet, or of another one.
            Some(Object::Integer(_) | Object::Dictionary(_)) => into.pieces += 1,
            _ => {}
        }
    }

    fn tag(&self, found: &Dictionary, seen: &mut HashSet<ObjectId>) -> Tag {
        let kind = self.name(found, "S").unwrap_or_default();
        let roles = self
            .dictionary(self.catalog(), "StructTreeRoot")
            .and_then(|root| self.dictionary(root, "RoleMap"));
        let attributes = match self.at(found, "A") {
            Some(Object::Array(all)) => all.iter().filter_map(|one| self.resolved(one)).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let attribute = |key: &str| {
            let mut found = attributes.iter().filter_map(|one| as_dictionary(one));
            found.find_map(|attributes| self.at(attributes, key))
        };
        let mut tag = Tag {
            kind: roles
                .and_then(|roles| self.name(roles, &kind))
                .unwrap_or(kind),
            alt: self.text(found, "Alt"),
            scope: attribute("Scope")
                .and_then(|scope| scope.as_name_str().ok())
                .map(str::to_owned),
            columns: attribute("ColSpan")
                .and_then(|columns| columns.as_i64().ok())
                .unwrap_or(1),
            ..Tag::default()
        };
        if let Ok(kids) = found.get(b"K") {
            self.gather(kids, &mut tag, seen);
        }
        tag
    }

    /// What is drawn on all sheets and in the forms that they use.
    pub fn drawn(&self) -> Drawn {
        let mut drawn = Drawn::default();
        for (id, sheet) in self.document.get_pages().into_values().enumerate() {
            let bytes = self.document.get_page_content(sheet).expect("a content");
            look(&bytes, false, &format!("sheet {}", id + 1), &mut drawn);
        }
        // What draws a form stands within the marks of the sheet, or has marks of its own.
        for object in self.document.objects.values() {
            if let Ok(stream) = object.as_stream()
                && self.name(&stream.dict, "Subtype").as_deref() == Some("Form")
            {
                look(&unpacked(stream), true, "a form", &mut drawn);
            }
        }
        drawn
    }

    fn of(&self, id: ObjectId) -> Option<&Dictionary> {
        as_dictionary(self.document.get_object(id).ok()?)
    }

    fn resolved<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        let (_, found) = self.document.dereference(object).ok()?;
        (!found.is_null()).then_some(found)
    }
}

/// A dictionary, or that of a stream.
pub fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(found) => Some(found),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

fn unpacked(stream: &Stream) -> Vec<u8> {
    stream
        .decompressed_content()
        .unwrap_or_else(|_| stream.content.clone())
}

/// Text in one of the two encodings of the standard.
fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Operators that draw something.
const DRAWING: [&str; 16] = [
    "Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "BI",
];

/// Looks at a stream of operators.
fn look(bytes: &[u8], is_marked: bool, name: &str, drawn: &mut Drawn) {
    let content = Content::decode(bytes).expect("operators");
    let mut depth = usize::from(is_marked);
    for operation in content.operations {
        let operator = operation.operator.as_str();
        match operator {
            "BMC" | "BDC" => depth += 1,
            "EMC" => depth = depth.checked_sub(1).expect("each mark that ends has begun"),
            "k" | "K" => drawn.colours.push(format!("{name}: {operator}")),
            _ => {}
        }
        if matches!(operator, "Tj" | "TJ" | "'" | "\"") {
            drawn.texts += 1;
        }
        if depth == 0 && DRAWING.contains(&operator) {
            drawn.unmarked.push(format!("{name}: {operator}"));
        }
    }
    assert_eq!(depth, usize::from(is_marked), "{name}: each mark ends");
}
