//! The only place that turns commits into bytes.
//!
//! ```text
//!   frame   magic "WRJ" 3 │ format 1 │ position 8 │ body length 4 │ crc32 4 │ chain 32 │ body …
//!   chain   SHA-256(chain before ‖ position ‖ body)         numbers are big-endian
//!   crc32   over everything in the frame but itself
//!   body    {"v":1,"commit":{…}}                            JSON, readable without windrose
//! ```
//!
//! The checksum tells an accident from a whole frame cheaply and without its neighbours; the chain vouches for order
//! and completeness of everything before it, and an auditor can recompute it with `sha256sum`. Absent on purpose:
//! compression and encryption; both would be a new format number.

pub mod lines;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use super::{AppendError, Commit, Head, Placed, Position, StoreError, Stream};
use crate::rules::ids::{Digest, Version};

/// The largest body of a commit. A call may record 200 pieces of evidence at once, each up to about 2 KiB of text;
/// this leaves room for JSON's escapes, and keeps the memory that one damaged length field can claim small.
pub const COMMIT_BYTES_MAX: usize = 512 * 1024;

/// The bytes of a frame before its body.
pub const HEADER_BYTES: usize = 52;

const MAGIC: &[u8; 3] = b"WRJ";
const FORMAT: u8 = 1;
const ENVELOPE: u32 = 1;
/// Where the checksum stands: it covers everything before and everything after itself.
const CRC: std::ops::Range<usize> = 16..20;

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    v: u32,
    commit: T,
}

/// The head of an empty journal: every chain begins with the same value.
pub fn genesis() -> Head {
    Head { position: 0, chain: Digest::of(b"windrose journal v1") }
}

/// Appends the frame of a commit that follows `before` to `out`, and answers the head after it.
///
/// # Errors
/// `TooLarge`; `out` is then as it was.
pub fn encode(commit: &Commit, before: Head, out: &mut Vec<u8>) -> Result<Head, AppendError> {
    let start = out.len();
    out.resize(start + HEADER_BYTES, 0);
    serde_json::to_writer(&mut *out, &Envelope { v: ENVELOPE, commit })
        .expect("a commit is plain data with text for keys, and a vector takes every write");
    let (header, body) = out[start..].split_at_mut(HEADER_BYTES);
    if body.len() > COMMIT_BYTES_MAX {
        let bytes = body.len();
        out.truncate(start);
        return Err(AppendError::TooLarge { bytes });
    }
    debug_assert_eq!(
        parse::<Commit>(before.position + 1, body).ok().as_ref(),
        Some(commit),
        "a commit must read back as it was written"
    );
    let length = u32::try_from(body.len()).expect("COMMIT_BYTES_MAX fits in 32 bits");
    let position = before.position + 1;
    let chain = link(before.chain, position, body);
    header[..3].copy_from_slice(MAGIC);
    header[3] = FORMAT;
    header[4..12].copy_from_slice(&position.to_be_bytes());
    header[12..16].copy_from_slice(&length.to_be_bytes());
    header[20..].copy_from_slice(&chain.0);
    let crc = checksum(header, body);
    header[CRC].copy_from_slice(&crc.to_be_bytes());
    Ok(Head { position, chain })
}

fn link(before: Digest, position: Position, body: &[u8]) -> Digest {
    let mut hash = sha2::Sha256::new();
    hash.update(before.0);
    hash.update(position.to_be_bytes());
    hash.update(body);
    Digest(hash.finalize().into())
}

fn checksum(header: &[u8], body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&header[..CRC.start]);
    crc.update(&header[CRC.end..]);
    crc.update(body);
    crc.finalize()
}

fn parse<T: DeserializeOwned>(position: Position, body: &[u8]) -> Result<T, StoreError> {
    #[derive(Deserialize)]
    struct Probe {
        v: u32,
    }
    let read = serde_json::from_slice::<Envelope<T>>(body);
    // A newer body may fail to read as one of ours, or read and mean something else: its version decides.
    let v = match &read {
        Ok(envelope) => Some(envelope.v),
        Err(_) => serde_json::from_slice::<Probe>(body).ok().map(|probe| probe.v),
    };
    match (read, v) {
        (Ok(envelope), Some(ENVELOPE)) => Ok(envelope.commit),
        (_, Some(v)) if v > ENVELOPE => Err(StoreError::Newer {
            what: format!("the commit at position {position} (version {v})"),
        }),
        (Err(error), _) => Err(damaged(position, &format!("its body cannot be read: {error}"))),
        (Ok(_), _) => Err(damaged(position, "its body names no version that ever was")),
    }
}

fn damaged(position: Position, what: &str) -> StoreError {
    StoreError::Damaged { position, what: what.to_owned() }
}

#[cfg(test)]
thread_local! {
    static FRAMES_READ: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// How many frames this thread has read so far.
#[cfg(test)]
pub(crate) fn frames_read() -> u64 {
    FRAMES_READ.get()
}

/// One frame whose checksum, position and chain hold.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Its position, and the chain after it.
    pub head: Head,
    body: &'a [u8],
}

impl Frame<'_> {
    /// The bytes of its body.
    pub fn body_bytes(&self) -> usize {
        self.body.len()
    }

    /// Reads the whole commit.
    ///
    /// # Errors
    /// `Newer`, or `Damaged` when the body is not a commit.
    pub fn placed(&self) -> Result<Placed, StoreError> {
        let Head { position, chain } = self.head;
        Ok(Placed { position, chain, commit: parse(position, self.body)? })
    }

    /// Reads only where the commit stands in its stream, without building its events.
    ///
    /// # Errors
    /// `Newer`, or `Damaged` when the body is not a commit.
    pub fn address(&self) -> Result<(Stream, Version), StoreError> {
        #[derive(Deserialize)]
        struct Address {
            stream: Stream,
            version: Version,
        }
        let Address { stream, version } = parse(self.head.position, self.body)?;
        Ok((stream, version))
    }
}

/// Reads frames from a stream of bytes that arrives in pieces of any size, and checks each of them.
#[derive(Debug)]
pub struct Decoder {
    position: Position,
    /// `None` right after [`Decoder::within`]: the first frame's chain is then taken as it stands.
    chain: Option<Digest>,
    buffer: Vec<u8>,
    /// Where the current frame's body lies, once there is one.
    body: std::ops::Range<usize>,
}

impl Decoder {
    /// Reads a journal from its beginning, or from behind a head that is known.
    pub fn after(head: Head) -> Self {
        Self { position: head.position, chain: Some(head.chain), buffer: Vec::new(), body: 0..0 }
    }

    /// Reads from the middle: the first frame to come must have this position. Its chain cannot be checked for want of
    /// the one before it; its checksum is.
    pub fn within(position: Position) -> Self {
        let position = position.saturating_sub(1);
        Self { position, chain: None, buffer: Vec::new(), body: 0..0 }
    }

    /// Takes further bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.body.end);
        self.body = 0..0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The position of the next frame.
    pub fn next_position(&self) -> Position {
        self.position + 1
    }

    /// Is everything that was fed used up?
    pub fn is_between_frames(&self) -> bool {
        self.body.end == self.buffer.len()
    }

    /// Moves to the next frame and checks it. `false` when more bytes are needed first.
    ///
    /// # Errors
    /// `Newer`, or `Damaged` with what is wrong.
    pub fn advance(&mut self) -> Result<bool, StoreError> {
        let position = self.next_position();
        let rest = &self.buffer[self.body.end..];
        let known = rest.len().min(MAGIC.len());
        if rest[..known] != MAGIC[..known] {
            return Err(damaged(position, "no commit begins where one should"));
        }
        let Some((header, rest)) = rest.split_at_checked(HEADER_BYTES) else { return Ok(false) };
        match header[3] {
            FORMAT => {}
            0 => return Err(damaged(position, "its format number never was")),
            format => {
                let what = format!("the frame at position {position} (format {format})");
                return Err(StoreError::Newer { what });
            }
        }
        let length = number(&header[12..16]) as usize;
        if length > COMMIT_BYTES_MAX {
            return Err(damaged(position, "it claims to be larger than any commit"));
        }
        let Some(body) = rest.get(..length) else { return Ok(false) };
        if number(&header[CRC]) != u64::from(checksum(header, body)) {
            return Err(damaged(position, "its checksum does not match its content"));
        }
        if number(&header[4..12]) != position {
            return Err(damaged(position, "another position stands in its place"));
        }
        let chain = Digest(header[20..].try_into().expect("a header ends with 32 bytes of chain"));
        if self.chain.is_some_and(|before| link(before, position, body) != chain) {
            return Err(damaged(position, "the chain does not lead to it"));
        }
        let start = self.body.end + HEADER_BYTES;
        self.body = start..start + length;
        (self.position, self.chain) = (position, Some(chain));
        #[cfg(test)]
        FRAMES_READ.set(FRAMES_READ.get() + 1);
        Ok(true)
    }

    /// The frame that [`Decoder::advance`] moved to; before the first `true` there is none.
    pub fn frame(&self) -> Option<Frame<'_>> {
        let body = self.buffer.get(self.body.clone()).filter(|body| !body.is_empty())?;
        Some(Frame { head: Head { position: self.position, chain: self.chain? }, body })
    }

    /// Says that no more bytes will come.
    ///
    /// # Errors
    /// `Damaged` when they end within a frame.
    pub fn finish(&self) -> Result<(), StoreError> {
        if self.is_between_frames() {
            Ok(())
        } else {
            Err(damaged(self.next_position(), "the journal ends in the middle of it"))
        }
    }
}

/// The frames behind the first `count` of these, by their lengths alone: nothing is checked. `None` when there are not
/// more than `count`.
pub fn skip(frames: &[u8], count: u64) -> Option<&[u8]> {
    let mut rest = frames;
    for _ in 0..count {
        let length = number(rest.get(12..16)?) as usize;
        rest = rest.get(HEADER_BYTES + length..)?;
    }
    (!rest.is_empty()).then_some(rest)
}

/// The first of these frames, by its length alone: nothing is checked. All of them when there is no whole one.
pub fn first(frames: &[u8]) -> &[u8] {
    let length = frames.get(12..16).map_or(usize::MAX, |length| number(length) as usize);
    frames.get(..HEADER_BYTES.saturating_add(length)).unwrap_or(frames)
}

/// A big-endian number of at most eight bytes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::super::conformance::sample;
    use super::*;

    fn stream(name: &str) -> Stream {
        Stream::Initiative(name.parse().unwrap())
    }

    /// Three commits, their bytes, and where each frame ends.
    fn journal() -> (Vec<Commit>, Vec<u8>, Vec<usize>) {
        let commits: Vec<_> = (1..=3).map(|version| sample(&stream("a"), version, 9, 40)).collect();
        let (mut bytes, mut head, mut ends) = (Vec::new(), genesis(), Vec::new());
        for commit in &commits {
            head = encode(commit, head, &mut bytes).unwrap();
            ends.push(bytes.len());
        }
        (commits, bytes, ends)
    }

    fn decode(pieces: &[&[u8]]) -> Result<Vec<Placed>, StoreError> {
        let mut decoder = Decoder::after(genesis());
        let mut found = Vec::new();
        for piece in pieces {
            decoder.feed(piece);
            while decoder.advance()? {
                found.push(decoder.frame().unwrap().placed()?);
            }
        }
        decoder.finish()?;
        Ok(found)
    }

    #[test]
    fn what_is_written_reads_back_in_pieces_of_any_size() {
        let (commits, bytes, _) = journal();
        for size in [1, 7, 52, 53, bytes.len()] {
            let found = decode(&bytes.chunks(size).collect::<Vec<_>>()).unwrap();
            assert!(found.iter().map(|placed| placed.position).eq(1..=3));
            assert!(found.iter().map(|placed| &placed.commit).eq(&commits));
        }
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let (_, mut bytes, ends) = journal();
        for at in 0..bytes.len() {
            let position = ends.iter().filter(|end| **end <= at).count() as u64 + 1;
            for bit in [0x01, 0x20, 0x80] {
                bytes[at] ^= bit;
                match decode(&[&bytes]) {
                    Err(StoreError::Damaged { position: found, .. }) => assert_eq!(found, position),
                    Err(StoreError::Newer { .. }) => {}
                    other => panic!("byte {at}: {other:?}"),
                }
                bytes[at] ^= bit;
            }
        }
    }

    #[test]
    fn a_cut_is_noticed_unless_it_lies_between_frames() {
        let (commits, bytes, ends) = journal();
        for at in 0..bytes.len() {
            match decode(&[&bytes[..at]]) {
                Ok(found) => {
                    assert!(at == 0 || ends.contains(&at));
                    assert!(found.iter().map(|p| &p.commit).eq(&commits[..found.len()]));
                }
                Err(error) => assert!(matches!(error, StoreError::Damaged { .. }), "{error}"),
            }
        }
    }

    #[test]
    fn frames_left_out_swapped_or_made_up_are_noticed() {
        let (_, bytes, ends) = journal();
        let (one, two) = (&bytes[..ends[0]], &bytes[ends[0]..ends[1]]);
        assert!(decode(&[two]).is_err(), "left out");
        assert!(decode(&[two, one]).is_err(), "swapped");
        assert!(decode(&[one, one]).is_err(), "twice");
        // A frame that is whole in itself, but was not written behind this one.
        let mut forged = Vec::new();
        let before = Head { position: 1, chain: Digest::of(b"elsewhere") };
        encode(&sample(&stream("a"), 2, 9, 40), before, &mut forged).unwrap();
        let error = decode(&[one, &forged]).unwrap_err();
        assert!(error.to_string().contains("chain"), "{error}");
    }

    #[test]
    fn reading_from_the_middle_takes_only_the_position_it_was_told() {
        let (commits, bytes, ends) = journal();
        let mut decoder = Decoder::within(2);
        decoder.feed(&bytes[ends[0]..]);
        assert!(decoder.advance().unwrap() && decoder.advance().unwrap());
        assert_eq!(decoder.frame().unwrap().placed().unwrap().commit, commits[2]);
        let mut decoder = Decoder::within(2);
        decoder.feed(&bytes);
        let error = decoder.advance().unwrap_err();
        assert!(error.to_string().contains("another position"), "{error}");
    }

    #[test]
    fn skipping_goes_by_lengths() {
        let (_, bytes, ends) = journal();
        assert_eq!(skip(&bytes, 0), Some(&bytes[..]));
        assert_eq!(skip(&bytes, 2), Some(&bytes[ends[1]..]));
        for (cut, count) in [(bytes.len(), 3), (bytes.len(), 9), (ends[0] + 14, 2), (0, 0)] {
            assert_eq!(skip(&bytes[..cut], count), None);
        }
        assert_eq!(first(&bytes), &bytes[..ends[0]]);
        assert_eq!(first(&bytes[..ends[0] - 1]), &bytes[..ends[0] - 1]);
    }

    #[test]
    fn a_newer_format_is_refused_and_not_called_damage() {
        let (_, mut bytes, _) = journal();
        bytes[3] = FORMAT + 1;
        let error = decode(&[&bytes]).unwrap_err();
        assert!(error.to_string().contains("written by a newer windrose"), "{error}");
        let newer = parse::<Commit>(7, br#"{"v":2,"commit":{"stream":"moon/1"}}"#).unwrap_err();
        assert!(matches!(newer, StoreError::Newer { .. }));
        let older = parse::<Commit>(7, br#"{"v":0,"commit":{}}"#).unwrap_err();
        assert!(matches!(older, StoreError::Damaged { position: 7, .. }));
    }

    #[test]
    fn the_chain_is_what_an_auditor_would_compute() {
        let (_, bytes, ends) = journal();
        let body = &bytes[HEADER_BYTES..ends[0]];
        let mut audit = Digest::of(b"windrose journal v1").0.to_vec();
        audit.extend_from_slice(&1_u64.to_be_bytes());
        audit.extend_from_slice(body);
        assert_eq!(decode(&[&bytes]).unwrap()[0].chain, Digest::of(&audit));
        assert!(body.starts_with(br#"{"v":1,"commit":{"stream":"initiative/a","version":1,"#));
    }

    #[test]
    fn a_commit_that_is_too_large_leaves_nothing_behind() {
        let mut out = b"before".to_vec();
        let large = sample(&stream("a"), 1, 9, COMMIT_BYTES_MAX + 1);
        assert!(matches!(
            encode(&large, genesis(), &mut out),
            Err(AppendError::TooLarge { bytes }) if bytes > COMMIT_BYTES_MAX
        ));
        assert_eq!(out, b"before");
    }
}
