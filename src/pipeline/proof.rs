//! Certificates that posters hung, with the photos that show it. They are for the office.

use super::Site;
use super::round::within;
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::week::Week;
use crate::model::{PlaceId, RecordId};
use crate::paths::InputPath;
use crate::words;

/// A certificate.
#[derive(Debug)]
pub struct Certificate {
    /// Path of its file in the folder `print`, beside the files of the round of a week.
    pub path: String,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// A photo with the name under which it is kept.
#[derive(Debug)]
pub struct Photo {
    /// Hash of its bytes and the ending of its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Site {
    /// The certificate that the poster of a record hung at a place, for the files of a
    /// week; none if that is not noted.
    ///
    /// # Errors
    ///
    /// The theme is faulty, a character has no glyph, or a photo cannot be read.
    pub fn certificate(
        &self,
        record: RecordId,
        place: PlaceId,
        week: Week,
    ) -> Result<Option<Certificate>, Diagnostics> {
        let Some(mut view) = self.plan.certificate(record, place) else {
            return Ok(None);
        };
        for photo in &mut view.photos {
            let hash = hash(&self.photo_bytes(&photo.source)?);
            let groups = hash.as_bytes().chunks(8);
            let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
            photo.hash = groups.join(" ");
        }
        let (folder, number) = (&self.model().place(place).folder, &view.number);
        let name = match self.model().config.language {
            Language::Zh => format!("张贴证明-{number}.pdf"),
            Language::En => format!("certificate-{number}.pdf"),
        };
        Ok(Some(Certificate {
            path: within(&within(&week.to_string(), folder), &name),
            pdf: self.renderer.certificate(&view)?,
        }))
    }

    /// A photo as it is kept in the archive.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn photo(&self, path: &InputPath) -> Result<Photo, Diagnostics> {
        let bytes = self.photo_bytes(path)?;
        let ending = path.file_name().rsplit_once('.').map(|(_, ending)| ending);
        let ending = ending.map_or_else(String::new, |ending| {
            format!(".{}", ending.to_ascii_lowercase())
        });
        Ok(Photo {
            name: format!("{}{ending}", hash(&bytes)),
            bytes,
        })
    }

    fn photo_bytes(&self, path: &InputPath) -> Result<Vec<u8>, Diagnostics> {
        self.folder.bytes(path).map_err(|error| {
            let found = Diagnostic::error(
                "unreadable",
                path.clone(),
                words!("无法读取：{error}", "cannot be read: {error}"),
            );
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(found.help(words!(
                "检查照片是否还在、能否打开",
                "check that the photo is still there and can be opened"
            )));
            diagnostics
        })
    }
}

/// All of the hash: it is to prove something to people who may doubt it.
fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
