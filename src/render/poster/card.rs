//! A sheet as a picture for chat groups.

use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::plan::view::share::CARD_WIDTH;
use crate::render::palette;

/// Heights in millimetres that are tried in turn where a poster takes so many sheets of A4. What is
/// shared is looked at by moving a thumb, and the telephone and the code stand at its end. Heights
/// that surely are not enough would only cost time.
pub fn heights(sheets: usize) -> &'static [u16] {
    match sheets {
        2 => &[350, 420, 500],
        3 => &[420, 500, 600],
        _ => &[],
    }
}

/// For how many cards the engine keeps what it had no use for.
pub const KEPT: usize = 8;

/// Most bytes of a card: chat programs make larger pictures worse by themselves.
const MOST: usize = 150_000;

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
