//! Compression, with one context for each thread: making one costs more than compressing a block.

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

/// The quickest that zstd does: higher levels take several times as long for a tenth less.
const LEVEL: i32 = 1;

thread_local! {
    // None when zstd has no memory.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(LEVEL).ok());
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> =
        RefCell::new(Decompressor::new().ok());
}

/// The bytes compressed. None when that cannot be done, or gains nothing.
pub(super) fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    let compressed = COMPRESSOR.with_borrow_mut(|zstd| zstd.as_mut()?.compress(bytes).ok())?;
    Some(compressed).filter(|it| it.len() < bytes.len())
}

/// The bytes as they were, if they were so many.
pub(super) fn decompress(compressed: &[u8], length: usize) -> Option<Vec<u8>> {
    let bytes =
        DECOMPRESSOR.with_borrow_mut(|zstd| zstd.as_mut()?.decompress(compressed, length).ok())?;
    Some(bytes).filter(|it| it.len() == length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compressed_comes_back_and_nothing_else_does() {
        let bytes = b"again and ".repeat(40);
        let compressed = compress(&bytes).unwrap();
        assert_eq!(decompress(&compressed, bytes.len()).unwrap(), bytes);
        assert_eq!(decompress(&compressed, bytes.len() - 1), None);
        assert_eq!(decompress(&compressed, bytes.len() + 1), None);
        assert_eq!(decompress(&bytes, 10), None);
        assert_eq!(compress(b"short"), None);
    }
}
