//! What a file or a journal is changed and made with, without the help of the code that reads it.

use std::sync::OnceLock;

use windrose_core::journal::codec;
use windrose_core::journal::{Commit, Head, Placed};
use windrose_core::rules::ids::Digest;

/// Commits that an earlier version wrote, one a line.
const WRITTEN: &str = include_str!("../../journals/v1/more-than.jsonl");

/// How many of them make a journal: enough to be left out, swapped and repeated.
const WRITTEN_MAX: usize = 6;

/// The most bodies that are taken of one input: more would only take time.
const BODIES_MAX: usize = 64;

/// A journal that was written: its frames, and what was written into it.
pub struct Written {
    pub bytes: Vec<u8>,
    pub placed: Vec<Placed>,
}

/// The same journal each time.
pub fn written() -> &'static Written {
    static ONCE: OnceLock<Written> = OnceLock::new();
    ONCE.get_or_init(|| {
        let (mut bytes, mut head, mut placed) = (Vec::new(), codec::genesis(), Vec::new());
        for line in WRITTEN.lines().take(WRITTEN_MAX) {
            let commit: Commit = serde_json::from_str(line).expect("it was written by windrose");
            head = codec::encode(&commit, head, &mut bytes).expect("it was not too large");
            placed.push(Placed { position: head.position, chain: head.chain, commit });
        }
        Written { bytes, placed }
    })
}

/// Changes bytes as others say. Five of these are a change: what is done, where (three bytes), and a byte to do it with.
pub fn edit(bytes: &mut Vec<u8>, edits: &[u8]) {
    for edit in edits.chunks_exact(5).take(32) {
        let [what, place @ .., with] = edit else { continue };
        let at = place.iter().fold(0, |at, byte| at << 8 | usize::from(*byte)) % (bytes.len() + 1);
        let length = usize::from(*with);
        let end = (at + length).min(bytes.len());
        match what % 7 {
            0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= with),
            1 => bytes.insert(at, *with),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 => bytes[at..end].fill(0),
            // A page of the disk that holds something else that was written.
            _ => {
                let from = length * bytes.len() / 256;
                let other = bytes[from..(from + 512).min(bytes.len())].to_vec();
                let end = (at + other.len()).min(bytes.len());
                bytes.splice(at..end, other);
            }
        }
    }
}

/// The bodies in an input, one a line.
pub fn bodies(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').filter(|body| !body.is_empty()).take(BODIES_MAX)
}

/// Where the chain leads behind a body, as `journal/codec` describes it.
pub fn link(before: Head, body: &[u8]) -> Head {
    let position = before.position + 1;
    let audit = [&before.chain.0, position.to_be_bytes().as_slice(), body].concat();
    Head { position, chain: Digest::of(&audit) }
}
