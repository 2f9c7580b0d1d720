//! What is shared in chat groups: a card and a few words.

use serde::Serialize;

use super::poster::PosterView;

/// Width of a card in pixels: as wide as chat programs show a picture without making it smaller.
pub const CARD_WIDTH: u32 = 1080;
/// Height of a card in pixels: that of a sheet of A4, whatever paper the poster is printed on. One
/// that has more to say is higher.
pub const CARD_HEIGHT: u32 = 1527;

/// The words that go with a card. A template of the theme gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChatView {
    /// The facts of the poster, without its text and its pictures.
    #[serde(flatten)]
    pub facts: PosterView,
    /// The title in one piece.
    pub name: String,
    /// Where nothing was written for the poster: how the text begins.
    pub excerpt: Option<String>,
}

/// What a page has for those who want to share its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareView {
    /// The card, relative to the page.
    pub card: String,
    /// The words as a file, relative to the page.
    pub text: String,
    /// Full address of the card, if the site has one.
    pub image: Option<String>,
    /// Width of the card in pixels.
    pub width: u32,
    /// Height of the card in pixels, or more.
    pub height: u32,
    /// What the words are made of.
    pub chat: ChatView,
}
