#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| windrose_fuzz::targets::import::run(bytes));
