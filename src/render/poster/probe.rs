//! What stands where on the sheets of a poster: the placed text with its roles, sizes and colours,
//! the pictures and the shapes. Tests and authors of themes hold a layout against it.

use typst::foundations::{Content, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Transform};
use typst::text::TextItem;
use typst::visualize::Paint;
use typst_layout::PagedDocument;

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedSheet {
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
    /// What stands on it, in the order in which it is painted.
    pub items: Vec<PlacedItem>,
}

/// A run of text, a picture or a shape.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedItem {
    /// Where it stands. Of a run of text these are its line boxes: 0.88 em above the baseline and
    /// 0.12 em below.
    pub area: Area,
    /// What of it can be seen, where a layout cuts off the rest.
    pub clip: Option<Area>,
    /// The role of its type: the innermost `role` of the layout in which it stands.
    pub role: Option<String>,
    /// The parts of the sheet in which it stands, outermost first: what a layout calls `part`.
    pub parts: Vec<String>,
    /// What it is.
    pub what: Placed,
}

/// What stands somewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Placed {
    /// A run of text in one face, size and colour.
    Text(PlacedText),
    /// A picture, or the drawing of a QR code.
    Picture,
    /// A line, a rectangle or a curve.
    Shape {
        /// Colour of its inside as `#rrggbb`, or `tiling` or `gradient`.
        fill: Option<String>,
        /// Colour of its outline, and the thickness in millimetres.
        stroke: Option<(String, f64)>,
    },
}

/// A run of text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// Its characters.
    pub text: String,
    /// Name of the family of its face.
    pub face: String,
    /// Weight of the face.
    pub weight: u16,
    /// Size in points as printed, after any enlargement.
    pub size: f64,
    /// Colour as `#rrggbb`.
    pub colour: String,
    /// The outlines of the glyphs; none if all of them are blank.
    pub ink: Option<Area>,
}

/// A rectangle in millimetres from the top left of the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Area {
    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// With `by` millimetres more on each side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Area {
        Area {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// What the two have in common; empty where they have nothing.
    #[must_use]
    pub fn common(&self, other: &Area) -> Area {
        let left = self.left.max(other.left);
        let top = self.top.max(other.top);
        Area {
            left,
            top,
            right: self.right.min(other.right).max(left),
            bottom: self.bottom.min(other.bottom).max(top),
        }
    }

    /// Whether the two have more than an edge in common.
    pub fn meets(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other lies within this one.
    pub fn holds(&self, other: &Area) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

/// Reads all sheets.
pub fn read(document: &PagedDocument) -> Vec<PlacedSheet> {
    // What begins on one sheet may end on the next.
    let mut reader = Reader::default();
    let sheets = document.pages().iter().map(|page| {
        let size = page.frame.size();
        reader.frame(&page.frame, Transform::identity(), None);
        PlacedSheet {
            width: size.x.to_mm(),
            height: size.y.to_mm(),
            items: std::mem::take(&mut reader.items),
        }
    });
    sheets.collect()
}

#[derive(Default)]
struct Reader {
    items: Vec<PlacedItem>,
    roles: Vec<String>,
    parts: Vec<String>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, to_sheet: Transform, clip: Option<Area>) {
        for (at, item) in frame.items() {
            let here = to_sheet.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    let here = here.pre_concat(group.transform);
                    let own = group
                        .clip
                        .as_ref()
                        .map(|clip| placed(clip.bbox(None), here));
                    let both = match (clip, own) {
                        (Some(outer), Some(own)) => Some(outer.common(&own)),
                        (outer, own) => own.or(outer),
                    };
                    self.frame(&group.frame, here, both);
                }
                FrameItem::Text(run) => self.text(run, here, clip),
                FrameItem::Image(_, size, _) => {
                    let area = placed(Rect::new(Point::zero(), size.to_point()), here);
                    self.push(area, clip, Placed::Picture);
                }
                FrameItem::Shape(shape, _) => {
                    let what = Placed::Shape {
                        fill: shape.fill.as_ref().map(colour),
                        stroke: shape.stroke.as_ref().map(|stroke| {
                            let thickness = stroke.thickness * here.sy.get();
                            (colour(&stroke.paint), thickness.to_mm().abs())
                        }),
                    };
                    self.push(placed(shape.bbox(true), here), clip, what);
                }
                FrameItem::Tag(Tag::Start(element, _)) => self.mark(element),
                FrameItem::Tag(Tag::End(..)) | FrameItem::Link(..) => {}
            }
        }
    }

    fn push(&mut self, area: Area, clip: Option<Area>, what: Placed) {
        self.items.push(PlacedItem {
            area,
            clip,
            role: self.roles.last().cloned(),
            parts: self.parts.clone(),
            what,
        });
    }

    fn text(&mut self, run: &TextItem, here: Transform, clip: Option<Area>) {
        let line = Rect::new(
            Point::new(Abs::zero(), run.size * -0.88),
            Point::new(run.width(), run.size * 0.12),
        );
        let ink = run.bbox();
        let is_inked = ink.min.x.to_pt().is_finite() && ink.max.x.to_pt().is_finite();
        let ink = is_inked.then(|| placed(ink, here));
        let info = run.font.info();
        let text = PlacedText {
            text: run.text.to_string(),
            face: info.family.clone(),
            weight: info.variant.weight.to_number(),
            size: run.size.to_pt() * here.sy.get(),
            colour: colour(&run.fill),
            ink,
        };
        self.push(placed(line, here), clip, Placed::Text(text));
    }

    /// Layouts mark where a role or a part begins and ends: `("role", name)` and `("role", none)`.
    fn mark(&mut self, element: &Content) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else {
            return;
        };
        let Value::Array(pair) = &metadata.value else {
            return;
        };
        let [Value::Str(sort), name] = pair.as_slice() else {
            return;
        };
        let open = match sort.as_str() {
            "role" => &mut self.roles,
            "part" => &mut self.parts,
            _ => return,
        };
        match name {
            Value::Str(name) => open.push(name.to_string()),
            _ => {
                open.pop();
            }
        }
    }
}

/// The smallest upright rectangle round a placed one.
fn placed(rect: Rect, to_sheet: Transform) -> Area {
    let (a, b) = (rect.min, rect.max);
    let corners = [a, b, Point::new(a.x, b.y), Point::new(b.x, a.y)].map(|corner| {
        let corner = corner.transform(to_sheet);
        (corner.x.to_mm(), corner.y.to_mm())
    });
    let mut area = Area {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };
    for (x, y) in corners {
        area.left = area.left.min(x);
        area.right = area.right.max(x);
        area.top = area.top.min(y);
        area.bottom = area.bottom.max(y);
    }
    area
}

fn colour(paint: &Paint) -> String {
    match paint {
        Paint::Solid(colour) => colour.to_hex().to_string(),
        Paint::Gradient(_) => "gradient".to_owned(),
        Paint::Tiling(_) => "tiling".to_owned(),
    }
}
