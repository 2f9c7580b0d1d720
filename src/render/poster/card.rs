//! A sheet as a picture for chat groups.

use typst::layout::{Frame, FrameItem};
use typst::utils::Scalar;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::plan::view::share::CARD_WIDTH;
use crate::render::palette;

/// Heights in millimetres that are tried in turn where a poster takes so many sheets of A4, and the
/// code is not on the first. What is
/// shared is looked at by moving a thumb, and the telephone and the code stand at its end. Heights
/// that surely are not enough would only cost time.
pub fn heights(sheets: usize) -> &'static [u16] {
    match sheets {
        2 => &[350, 420, 500],
        3 => &[420, 500],
        _ => &[],
    }
}

/// Most bytes of a card: chat programs make larger pictures worse by themselves.
const MOST: usize = 150_000;

/// Whether the code stands on the first sheet: then this sheet alone may be shared. Of all pictures,
/// only the code is drawn from vectors.
pub fn carries_code(document: &PagedDocument) -> bool {
    fn is_in(frame: &Frame) -> bool {
        frame.items().any(|(_, item)| match item {
            FrameItem::Group(group) => is_in(&group.frame),
            FrameItem::Image(image, ..) => matches!(image.kind(), ImageKind::Svg(_)),
            _ => false,
        })
    }
    document
        .pages()
        .first()
        .is_some_and(|page| is_in(&page.frame))
}

/// The first sheet of a document as a PNG; none if it has no sheets. `photographs` tells whether
/// some stand on it.
pub fn png(document: &PagedDocument, photographs: bool) -> Option<Vec<u8>> {
    let page = document.pages().first()?;
    let options = RenderOptions {
        pixel_per_pt: Scalar::new(f64::from(CARD_WIDTH) / page.frame.width().to_pt()),
        render_bleed: false,
    };
    let picture = typst_render::render(page, &options);
    let (width, height) = (picture.width(), picture.height());
    let pixels = picture.data();
    Some(palette::png(pixels, width, height, photographs, MOST))
}
