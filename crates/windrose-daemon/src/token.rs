//! Who is let in by an access token.

use std::sync::Arc;

use axum::http::HeaderMap;
use windrose_core::engine::Engine;
use windrose_core::rules::ids::TokenId;

use crate::call::Call;
use crate::http::{Gatekeeper, bearer};
use crate::language::asked_for;
use crate::rpc::RpcError;
use crate::secret::{NewSecret, parse};
use crate::site::Site;

/// A token that was just made.
pub type NewToken = NewSecret<TokenId>;

/// Lets in whoever has a token that is known and not revoked.
pub struct TokenGate {
    /// Where tokens are known.
    pub engine: Engine,
    /// Where the pages are.
    pub site: Arc<Site>,
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
        let (id, hash) = parse::<TokenId>(bearer(headers)?).ok_or_else(unknown)?;
        let access = self.engine.access();
        let token = access.tokens.get(&id).ok_or_else(unknown)?;
        if token.revoked_at.is_some() || token.hash != hash {
            return Err(unknown());
        }
        let actor = access.actor(&token.holder).ok_or_else(unknown)?;
        let (engine, site) = (self.engine.clone(), self.site.clone());
        Ok(Call { engine, actor, site, language: asked_for(headers) })
    }
}
