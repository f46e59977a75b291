//! Secrets: `<prefix>_<id>_<secret>`. The secret has 256 random bits, so it needs no slow hash; only its SHA-256 is ever
//! kept, and it is found by its id, so that nothing is compared letter by letter with what somebody guessed.

use std::str::FromStr;

use windrose_core::rules::ids::{Digest, LinkId, SessionId, TokenId};

/// Letters of a secret: no `_`, which parts it, and none that are mistaken for another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Letters of the public part: 60 bits, so that two never meet.
const ID_LETTERS: usize = 12;

/// Letters of the secret part: 52 × 5 bits are the 256 asked for, and four more.
const SECRET_LETTERS: usize = 52;

/// What a secret is of.
pub trait Secret: FromStr {
    /// What all of its kind begin with, so that secret scanners recognise one that leaked.
    const PREFIX: &'static str;
}

/// An access token.
impl Secret for TokenId {
    const PREFIX: &'static str = "wrt";
}

/// A sign-in link.
impl Secret for LinkId {
    const PREFIX: &'static str = "wrl";
}

/// A session.
impl Secret for SessionId {
    const PREFIX: &'static str = "wrs";
}

/// A secret that was just made. The whole of it is shown once.
pub struct NewSecret<Id> {
    /// Its public part.
    pub id: Id,
    /// SHA-256 of its secret part.
    pub hash: Digest,
    /// All of it.
    pub text: String,
}

impl<Id: Secret> NewSecret<Id> {
    /// Makes one from the operating system's randomness.
    ///
    /// # Errors
    /// When the operating system has none.
    pub fn make() -> Result<Self, getrandom::Error> {
        let (id, secret) = (letters::<ID_LETTERS>()?, letters::<SECRET_LETTERS>()?);
        Ok(Self {
            hash: Digest::of(secret.as_bytes()),
            text: format!("{}_{id}_{secret}", Id::PREFIX),
            id: id.parse().unwrap_or_else(|_| unreachable!("letters and digits are an id")),
        })
    }
}

fn letters<const N: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    // 32 letters divide 256 evenly, so each is as likely as the other.
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// The two parts of a secret: its id and the SHA-256 of the rest.
pub fn parse<Id: Secret>(text: &str) -> Option<(Id, Digest)> {
    let mut parts = text.split('_');
    let (prefix, id, secret) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = prefix == Id::PREFIX && parts.next().is_none();
    whole.then(|| Some((id.parse().ok()?, Digest::of(secret.as_bytes()))))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_read_back_differ_and_are_not_taken_for_one_another() {
        let make = || NewSecret::<TokenId>::make().unwrap();
        let (one, two) = (make(), make());
        assert_eq!(parse(&one.text), Some((one.id.clone(), one.hash)));
        assert_ne!(one.text, two.text);
        for bad in ["", "wrt", "wrt_a", "xyz_a_b", "wrt_A_b", &format!("{}_x", one.text)] {
            assert_eq!(parse::<TokenId>(bad), None, "{bad}");
        }
        assert_eq!(parse::<LinkId>(&one.text), None, "a token is no link");
    }
}
