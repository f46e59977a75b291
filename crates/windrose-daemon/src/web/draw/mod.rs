//! Pictures, as SVG: shapes and words within a frame, coloured by the style sheet, with a table of the figures beside each.
