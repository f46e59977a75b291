//! What is filled in, sent and read back.

mod browser;
mod faults;
mod kinds;
mod look;
mod pasted;
mod rows;
