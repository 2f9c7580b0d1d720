//! Comparisons that stay in the office: the page and the sheet of each, which are no outputs.

use super::{Site, threads};
use crate::diagnostic::Diagnostics;
use crate::model::RecordId;
use crate::paths::SitePath;
use crate::plan::view::View;
use crate::plan::view::comparison::ComparisonView;
use crate::plan::{Output, Subject};

/// A file for the office.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct OfficeFile {
    /// Its path within the folder of what is printed.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The folder of comparisons within that of what is printed.
pub const COMPARISONS: &str = "comparison";

impl Site {
    /// The files of all comparisons that stay in the office; sheets only where posters are made.
    pub(super) fn comparisons_for_office(&self) -> Result<Vec<OfficeFile>, Diagnostics> {
        let internal = self.plan.internal_comparisons();
        if internal.is_empty() {
            return Ok(Vec::new());
        }
        let made = threads::each(&internal, 1, |(id, view)| self.for_office(*id, view));
        let mut files = Vec::new();
        for made in made {
            files.extend(made?);
        }
        Ok(files)
    }

    fn for_office(
        &self,
        id: RecordId,
        view: &ComparisonView,
    ) -> Result<Vec<OfficeFile>, Diagnostics> {
        let Some(record) = self.model().record(id) else {
            return Ok(Vec::new());
        };
        // The code keeps apart records of one name at several places.
        let path = |ending: &str| {
            let (name, code) = (record.name(), &record.code);
            format!("{COMPARISONS}/{name}-{code}.{ending}")
        };
        let output = Output {
            address: SitePath::new(format!("/{}", path("pdf"))),
            subject: Subject::ComparisonSheet(id),
        };
        let mut files = vec![OfficeFile {
            path: path("html"),
            bytes: self.renderer.comparison_for_office(view)?,
        }];
        if self.plan.has_posters()
            && let Some(sheet) = self.plan.poster(&output, None)
        {
            let rendered = self.render_view(&output, View::Poster(Box::new(sheet)))?;
            files.push(OfficeFile {
                path: path("pdf"),
                bytes: rendered.bytes,
            });
        }
        Ok(files)
    }
}
