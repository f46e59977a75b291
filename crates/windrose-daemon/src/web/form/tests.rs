//! What is filled in, sent and read back.

mod browser;
mod faults;
mod kinds;
mod pasted;
mod rows;
