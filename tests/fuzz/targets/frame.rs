//! Bytes that should be a journal. The first of them says what the rest is:
//!
//! * `e`: places where a journal that was written is changed. Nothing but a part of it from its beginning is read.
//! * `f`: the bodies of frames, one a line, each put into a frame that is in order. A body that is a commit is written
//!   again, and reads as the same commit.
//! * anything else: frames, as they come from a disk.
//!
//! Always: however the bytes are cut into pieces, the same is read and the same is said to be wrong.

use windrose_core::journal::codec::{self, COMMIT_BYTES_MAX, Decoder, HEADER_BYTES};
use windrose_core::journal::{Head, Placed, StoreError};

use super::forge::{bodies as bodies_of, edit, link, written};

/// Does it.
pub fn run(bytes: &[u8]) {
    match bytes.split_first() {
        Some((b'e', edits)) => changed(edits),
        Some((b'f', bodies)) => forged(bodies),
        _ => {
            read_in_pieces(bytes);
            claims(bytes);
        }
    }
}

/// A frame that claims to be longer than any commit is refused at once: nobody waits for the rest of it.
fn claims(bytes: &[u8]) {
    let Some((front, _)) = bytes.split_at_checked(HEADER_BYTES) else { return };
    let [b'W', b'R', b'J', 1, _, _, _, _, _, _, _, _, length @ .., _, _, _, _] = &front[..20]
    else {
        return;
    };
    let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let mut decoder = Decoder::after(codec::genesis());
    decoder.feed(front);
    let refused = decoder.advance().is_err();
    assert!(refused || length <= COMMIT_BYTES_MAX, "{length} bytes are waited for");
}

/// What is read of bytes.
#[derive(Debug, PartialEq)]
struct Seen {
    /// Every frame that was accepted: where it leads, and its commit, or why its body is none.
    frames: Vec<(Head, Result<Placed, String>)>,
    /// Why it ended before the end.
    wrong: Option<String>,
}

fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Seen {
    let mut decoder = Decoder::after(codec::genesis());
    let mut frames = Vec::new();
    let mut next = |decoder: &mut Decoder| -> Result<bool, StoreError> {
        let position = decoder.next_position();
        if !decoder.advance()? {
            return Ok(false);
        }
        let frame = decoder.frame().expect("the decoder has just moved to it");
        assert_eq!(frame.head.position, position, "positions have no gaps");
        let placed = frame.placed().map_err(|error| error.to_string());
        match (&placed, frame.address()) {
            (Ok(placed), Ok((stream, version))) => {
                assert_eq!((&stream, version), (&placed.commit.stream, placed.commit.version));
            }
            (Ok(_), Err(error)) => panic!("a commit without an address: {error}"),
            // Its address is looked at without its events, so it may be readable when they are not.
            (Err(_), _) => {}
        }
        frames.push((frame.head, placed));
        Ok(true)
    };
    let mut wrong = None;
    for piece in pieces {
        decoder.feed(piece);
        let ended = loop {
            match next(&mut decoder) {
                Ok(true) => {}
                Ok(false) => break false,
                Err(error) => {
                    wrong = Some(error.to_string());
                    break true;
                }
            }
        };
        if ended {
            break;
        }
    }
    if wrong.is_none() {
        wrong = decoder.finish().err().map(|error| error.to_string());
    }
    Seen { frames, wrong }
}

/// Reads bytes whole, and in pieces of several sizes.
fn read_in_pieces(bytes: &[u8]) -> Seen {
    let whole = read(std::iter::once(bytes));
    // Pieces of one byte of a long journal take long and show nothing that those of the short ones do not.
    let sizes = if bytes.len() < 4_096 { [1, 53] } else { [997, 4_093] };
    for size in sizes {
        assert_eq!(read(bytes.chunks(size)), whole, "read in pieces of {size}");
    }
    let by_itself = bytes.first().map_or(1, |first| usize::from(*first) + 1);
    let (head, tail) = bytes.split_at(by_itself.min(bytes.len()));
    assert_eq!(read([head, tail].into_iter()), whole, "read in two pieces");
    whole
}

/// Changes a journal that was written.
fn changed(edits: &[u8]) {
    let written = written();
    let mut bytes = written.bytes.clone();
    edit(&mut bytes, edits);
    let seen = read_in_pieces(&bytes);
    for ((_, read), placed) in seen.frames.iter().zip(&written.placed) {
        assert_eq!(read.as_ref(), Ok(placed), "something else was read");
    }
    assert!(seen.frames.len() <= written.placed.len(), "more was read than was written");
    let whole = seen.frames.len() == written.placed.len() && seen.wrong.is_none();
    assert_eq!(whole, bytes == written.bytes, "a change was not noticed");
}

/// Puts every body into a frame that is in order.
fn forged(bodies: &[u8]) {
    let (mut bytes, mut before) = (Vec::new(), codec::genesis());
    let mut heads = Vec::new();
    for body in bodies_of(bodies) {
        before = frame(before, body, &mut bytes);
        heads.push(before);
    }
    let seen = read_in_pieces(&bytes);
    assert!(seen.frames.iter().map(|(head, _)| head).eq(&heads), "a frame in order was refused");
    assert_eq!(seen.wrong, None);
    // What was read can be written, and reads the same. Its bytes may differ from what somebody else wrote once, and
    // never again.
    let mut head = codec::genesis();
    for commit in seen.frames.iter().filter_map(|(_, placed)| Some(&placed.as_ref().ok()?.commit)) {
        let mut first = Vec::new();
        let Ok(after) = codec::encode(commit, head, &mut first) else {
            assert!(bytes.len() > COMMIT_BYTES_MAX / 8, "it was not too large before");
            continue;
        };
        let mut decoder = Decoder::after(head);
        decoder.feed(&first);
        assert!(decoder.advance().expect("what was written reads"), "it was written whole");
        let again = decoder.frame().and_then(|it| it.placed().ok()).expect("it holds a commit");
        assert_eq!(&again.commit, commit, "what was written reads otherwise");
        assert_eq!((again.position, again.chain), (after.position, after.chain));
        let mut second = Vec::new();
        codec::encode(&again.commit, head, &mut second).expect("it was not too large before");
        assert!(first == second, "written twice, it is not the same");
        head = after;
    }
}

/// A frame as `journal/codec` describes it, made without its help.
fn frame(before: Head, body: &[u8], out: &mut Vec<u8>) -> Head {
    let head = link(before, body);
    let mut front = b"WRJ\x01".to_vec();
    front.extend_from_slice(&head.position.to_be_bytes());
    front.extend_from_slice(&u32::try_from(body.len()).expect("a body is short").to_be_bytes());
    let back = [&head.chain.0, body].concat();
    let crc = crc32([front.as_slice(), &back].concat().as_slice());
    for part in [front.as_slice(), &crc.to_be_bytes(), &back] {
        out.extend_from_slice(part);
    }
    head
}

/// The checksum of zip and Ethernet, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}
