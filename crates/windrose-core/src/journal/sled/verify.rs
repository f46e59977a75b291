//! The check of everything.

use std::collections::HashMap;

use super::super::{Position, StoreError, Stream, Verified};
use super::fault::guard;
use super::open::reaches;
use super::read::Walk;
use super::shared::Shared;
use crate::rules::ids::Version;

/// A stream as its frames say: how many there are, and a digest of where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    version: Version,
    digest: u64,
}

impl Seen {
    fn add(&mut self, position: Position) {
        self.version += 1;
        // Order counts, and no position of a real journal is lost by the multiplication.
        self.digest = self.digest.rotate_left(5) ^ position.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Walks all frames, and then the whole index.
///
/// # Errors
/// `Damaged` with the first position that cannot be vouched for.
pub(super) fn verify(shared: &Shared) -> Result<Verified, StoreError> {
    guard("the store could not be verified", || {
        let snapshot = shared.snapshot(1);
        let head = snapshot.head;
        let mut seen: HashMap<Stream, Seen> = HashMap::new();
        let mut walk = Walk::whole(&shared.trees.commits, snapshot);
        let mut reached = super::super::codec::genesis();
        while let Some(frame) = walk.next()? {
            let placed = frame.placed()?;
            let (version, position) = (placed.commit.version, placed.position);
            let stream = seen.entry(placed.commit.stream).or_default();
            if version != stream.version + 1 {
                let ended = stream.version;
                let what =
                    format!("it is version {version} of a stream that ends at version {ended}");
                return Err(StoreError::Damaged { position, what });
            }
            stream.add(position);
            reached = frame.head;
        }
        reaches(reached, head)?;
        index(shared, &seen, head.position)?;
        Ok(Verified { commits: head.position, head })
    })
}

/// Does the index say the same, as far as this position?
fn index(shared: &Shared, seen: &HashMap<Stream, Seen>, until: Position) -> Result<(), StoreError> {
    let check = |stream: &Stream, expected: Seen| {
        let mut found = Seen::default();
        let positions = shared.positions(stream, 1, Version::MAX)?;
        positions.into_iter().filter(|at| *at <= until).for_each(|at| found.add(at));
        if found == expected {
            return Ok(());
        }
        let what = format!("the index of the stream {stream} does not say where its commits stand");
        Err(StoreError::Damaged { position: 1, what })
    };
    for (stream, expected) in seen {
        check(stream, *expected)?;
    }
    for stream in shared.trees.streams.names() {
        let stream = stream?;
        if !seen.contains_key(&stream) {
            check(&stream, Seen::default())?;
        }
    }
    Ok(())
}
