//! Pictures, as SVG: shapes and words within a frame, coloured by the style sheet, with a table of the figures beside each.
//!
//! Every picture has a title and a description for those who do not see it, no size of its own (it is as wide as the page
//! lets it be), and colours by class only, so that dark pages and paper are the style sheet's affair (`assets/draw.css`).
//! States differ in shape too: by their outline or a mark.

mod axis;
pub mod coalition;
pub mod gantt;
mod layers;
pub mod rose;
pub mod stages;
mod svg;
#[cfg(test)]
mod testing;
mod text;
pub mod trend;
pub mod wins;
mod words;
