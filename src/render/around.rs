//! What stands around every page of a place, rendered once for all pages that share it.
//!
//! The pages of a place that lie at the same depth and belong to the same section have the same
//! frame, but for title, description and address. What the templates of the folder `around/` make of
//! such a frame is kept, and so is the frame as a value of templates.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tera::{Context, Map, Tera, Value, value::Key};

use crate::plan::view::frame::Frame;

/// The folder of the templates that are rendered once for all pages of a frame.
const FOLDER: &str = "around/";

/// What they are called in the templates of pages, by their names: `around.foot`.
pub const NAME: &str = "around";

/// What a template of the folder is called in those of pages.
pub fn part(template: &str) -> Option<&str> {
    template.strip_prefix(FOLDER)?.strip_suffix(".html")
}

/// Most frames that are kept. Outputs are made place by place, so few are asked for at a time; and
/// memory must not grow with the site.
const MOST: usize = 128;

/// The fields of a frame that are of the page alone.
const OWN: [&str; 3] = ["title", "description", "canonical"];

/// A template of the folder that failed, and how.
pub type Failed = (String, tera::Error);

/// Frames that were rendered.
#[derive(Debug)]
pub struct Around {
    /// The templates of the folder.
    templates: Vec<String>,
    /// Newest first.
    kept: Mutex<VecDeque<Arc<Kept>>>,
}

/// What pages with the same frame share.
#[derive(Debug)]
pub struct Kept {
    frame: Frame,
    /// The fields of the frame, with those of a page still to be put in.
    fields: Map,
    /// What each template of the folder made of it.
    parts: Value,
}

impl Around {
    /// Nothing is rendered yet of the templates of the folder.
    pub fn new(tera: &Tera) -> Self {
        let names = tera.get_template_names();
        let mut templates: Vec<String> = names
            .filter(|name| part(name).is_some())
            .map(str::to_owned)
            .collect();
        templates.sort();
        Around {
            templates,
            kept: Mutex::default(),
        }
    }

    /// What stands around a page with this frame.
    ///
    /// # Errors
    ///
    /// A template of the folder fails on the frame.
    pub fn of(&self, tera: &Tera, frame: &Frame) -> Result<Arc<Kept>, Failed> {
        let found = |kept: &VecDeque<Arc<Kept>>| {
            let mut all = kept.iter();
            all.find(|kept| is_shared(&kept.frame, frame)).cloned()
        };
        if let Some(kept) = found(&self.lock()) {
            return Ok(kept);
        }
        // Another thread may render the same meanwhile, which costs a little time and nothing else.
        let made = Arc::new(Kept::new(tera, &self.templates, frame)?);
        let mut kept = self.lock();
        kept.truncate(MOST - 1);
        kept.push_front(Arc::clone(&made));
        Ok(made)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Arc<Kept>>> {
        // What is kept is whole at any time.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn new(tera: &Tera, templates: &[String], frame: &Frame) -> Result<Self, Failed> {
        let frame = Frame {
            title: String::new(),
            description: String::new(),
            canonical: None,
            ..frame.clone()
        };
        let fields = Value::from_serializable(&frame)
            .into_map()
            .unwrap_or_default();
        // The templates of the folder cannot see what is of one page.
        let mut shared = fields.clone();
        shared.retain(|key, _| !key.as_str().is_some_and(|key| OWN.contains(&key)));
        let mut context = Context::new();
        context.insert_value("frame", Value::from(shared));
        let mut parts = Map::new();
        for template in templates {
            let html = tera
                .render(template, &context)
                .map_err(|error| (template.clone(), error))?;
            let key = part(template).unwrap_or(template);
            // The end of the file is no line of the page.
            let html = Value::safe_string(html.trim_end_matches('\n'));
            parts.insert(Key::String(key.into()), html);
        }
        Ok(Kept {
            frame,
            fields,
            parts: Value::from(parts),
        })
    }

    /// The frame of a page as a value of templates.
    pub fn frame(&self, frame: &Frame) -> Value {
        let own = [
            Value::from(frame.title.as_str()),
            Value::from(frame.description.as_str()),
            frame
                .canonical
                .as_deref()
                .map_or(Value::none(), Value::from),
        ];
        let mut fields = self.fields.clone();
        for (name, value) in OWN.into_iter().zip(own) {
            fields.insert(Key::Str(name), value);
        }
        Value::from(fields)
    }

    /// The parts that were rendered, by their names.
    pub fn parts(&self) -> Value {
        self.parts.clone()
    }
}

/// Whether two frames differ in nothing but what is of one page.
fn is_shared(a: &Frame, b: &Frame) -> bool {
    // A field that comes to be is compared, or this fails to compile.
    let Frame {
        title: _,
        description: _,
        canonical: _,
        search,
        root,
        sections,
        place,
        level,
        demo,
        above,
        pages,
        corrections,
        trail,
        data,
        site,
    } = a;
    (search, root, sections) == (&b.search, &b.root, &b.sections)
        && (place, level, demo, above) == (&b.place, &b.level, &b.demo, &b.above)
        && (pages, corrections, trail) == (&b.pages, &b.corrections, &b.trail)
        && (data, site) == (&b.data, &b.site)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::view::frame::{Link, SiteFacts};

    fn frame(place: &str, title: &str) -> Frame {
        let site = SiteFacts {
            title: "甲".to_owned(),
            language: "zh".to_owned(),
            base_url: None,
            pinned_today: None,
            contact: None,
            icp: None,
            police: None,
            police_code: None,
            economy: false,
        };
        Frame {
            site: Arc::new(site),
            root: String::new(),
            title: title.to_owned(),
            description: String::new(),
            canonical: Some(format!("https://gs.example/{title}")),
            place: Link {
                title: place.to_owned(),
                href: String::new(),
            },
            level: "compound",
            demo: false,
            above: Vec::new(),
            sections: Arc::new([]),
            pages: Vec::new(),
            corrections: None,
            trail: Vec::new(),
            search: String::new(),
            data: None,
        }
    }

    fn around(template: &str) -> (Tera, Around) {
        let mut tera = Tera::default();
        tera.add_raw_templates([("around/foot.html", template), ("page.html", "")])
            .unwrap();
        let around = Around::new(&tera);
        (tera, around)
    }

    #[test]
    fn pages_share_what_stands_around_them_and_nothing_else() {
        let (tera, around) = around("<p>{{ frame.place.title }}</p>\n");
        let (one, other) = (frame("a & b", "1"), frame("a & b", "2"));
        let kept = around.of(&tera, &one).unwrap();
        assert!(Arc::ptr_eq(&kept, &around.of(&tera, &other).unwrap()));
        assert!(!Arc::ptr_eq(
            &kept,
            &around.of(&tera, &frame("c", "1")).unwrap()
        ));
        for frame in [one, other] {
            assert_eq!(kept.frame(&frame), Value::from_serializable(&frame));
        }
        let parts = kept.parts();
        let foot = parts.get_from_path("foot").unwrap();
        assert!(foot.is_safe());
        assert_eq!(foot.as_str(), Some("<p>a &amp; b</p>"));
    }

    #[test]
    fn templates_around_pages_cannot_see_what_is_of_one_page() {
        for own in OWN {
            let (tera, around) = around(&format!("{{{{ frame.{own} }}}}"));
            let (template, _) = around.of(&tera, &frame("a", "1")).unwrap_err();
            assert_eq!(template, "around/foot.html");
        }
    }

    #[test]
    fn only_some_frames_are_kept() {
        let (tera, around) = around("");
        for place in 0..=MOST {
            around.of(&tera, &frame(&place.to_string(), "1")).unwrap();
        }
        assert_eq!(around.lock().len(), MOST);
    }
}
