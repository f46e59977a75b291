//! Access tokens: `wrt_<id>_<secret>`. The secret has 256 random bits; only its SHA-256 is ever kept.

use axum::http::HeaderMap;
use windrose_core::engine::Engine;
use windrose_core::rules::ids::{Digest, TokenId};

use crate::call::Call;
use crate::http::{Gatekeeper, bearer};
use crate::language::asked_for;
use crate::rpc::RpcError;

/// What every token begins with, so that secret scanners recognise one that leaked.
pub const PREFIX: &str = "wrt";

/// Letters of a token: no `_`, which parts it.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Letters of the public part: 60 bits, so that two never meet.
const ID_LETTERS: usize = 12;

/// Letters of the secret part: 52 × 5 bits are the 256 asked for, and four more.
const SECRET_LETTERS: usize = 52;

/// A token that was just made. The whole of it is shown once.
pub struct NewToken {
    /// Its public part.
    pub id: TokenId,
    /// SHA-256 of its secret part.
    pub hash: Digest,
    /// All of it.
    pub token: String,
}

impl NewToken {
    /// Makes one from the operating system's randomness.
    ///
    /// # Errors
    /// When the operating system has none.
    pub fn make() -> Result<Self, getrandom::Error> {
        let (id, secret) = (letters::<ID_LETTERS>()?, letters::<SECRET_LETTERS>()?);
        Ok(Self {
            hash: Digest::of(secret.as_bytes()),
            token: format!("{PREFIX}_{id}_{secret}"),
            id: id.parse().expect("letters and digits are an id"),
        })
    }
}

fn letters<const N: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    // 32 letters divide 256 evenly, so each is as likely as the other.
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// The two parts of a token: its id and the SHA-256 of its secret.
fn parse(token: &str) -> Option<(TokenId, Digest)> {
    let mut parts = token.split('_');
    let (prefix, id, secret) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = prefix == PREFIX && parts.next().is_none();
    whole.then(|| Some((id.parse().ok()?, Digest::of(secret.as_bytes()))))?
}

/// Lets in whoever has a token that is known and not revoked.
pub struct TokenGate {
    /// Where tokens are known.
    pub engine: Engine,
}

impl Gatekeeper for TokenGate {
    type Context = Call;

    fn admit(&self, headers: &HeaderMap) -> Result<Call, RpcError> {
        // Which part is wrong is nobody's business.
        let unknown = || {
            RpcError::unauthenticated(
                "This token is not known, or was revoked; ask an administrator for one made with token_create.",
            )
        };
        let (id, hash) = parse(bearer(headers)?).ok_or_else(unknown)?;
        let access = self.engine.access();
        let token = access.tokens.get(&id).ok_or_else(unknown)?;
        if token.revoked_at.is_some() || token.hash != hash {
            return Err(unknown());
        }
        let actor = access.actor(&token.holder).ok_or_else(unknown)?;
        Ok(Call { engine: self.engine.clone(), actor, language: asked_for(headers) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_read_back_and_differ() {
        let (one, two) = (NewToken::make().unwrap(), NewToken::make().unwrap());
        assert_eq!(parse(&one.token), Some((one.id.clone(), one.hash)));
        assert_ne!(one.token, two.token);
        for bad in ["", "wrt", "wrt_a", "xyz_a_b", "wrt_A_b", &format!("{}_x", one.token)] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
