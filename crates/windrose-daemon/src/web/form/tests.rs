//! What is filled in, sent and read back.

mod browser;
mod kinds;
