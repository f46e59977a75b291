//! One row of the table of methods, and the trait a method implements to get into it.
//!
//! A row holds function pointers only, so the whole table is a constant: it is not built, not registered into and cannot
//! differ between two runs. `C` is what every call is given: who asks, and what the method may work with.

use std::future::Future;
use std::pin::Pin;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::error::RpcError;
use super::params;

/// Whether a method only reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MethodKind {
    /// Changes nothing.
    Read,
    /// Writes to the journal when it succeeds.
    Write,
}

/// One method of the API. Implemented by an empty type whose file holds the method and nothing else.
pub trait Method<C> {
    /// The name on the wire, `noun_verb`. A dot would break generated TypeScript.
    const NAME: &'static str;
    /// One line for the reference and for `windrose call`.
    const SUMMARY: &'static str;
    /// Whether it only reads.
    const KIND: MethodKind;
    /// Params by name, as JSON, that parse as [`Self::Params`].
    const EXAMPLE: &'static str;

    /// What it takes: a plain struct. Put `#[serde(deny_unknown_fields)]` on it, so that a misspelt optional field is an
    /// error and not silence. Left-out params are parsed as `{}`.
    type Params: DeserializeOwned + JsonSchema + Send;
    /// What it answers.
    type Answer: Serialize + JsonSchema;

    /// Answers one call. Must not be cut off halfway: see [`crate::http`], which lets it finish when the caller leaves.
    fn call(
        context: C,
        params: Self::Params,
    ) -> impl Future<Output = Result<Self::Answer, RpcError>> + Send;
}

/// A call under way.
pub type Calling = Pin<Box<dyn Future<Output = Result<Box<RawValue>, RpcError>> + Send>>;

/// One row of the table: a [`Method`] with its types taken away.
pub struct Row<C> {
    /// The name on the wire.
    pub name: &'static str,
    /// One line for the reference.
    pub summary: &'static str,
    /// Whether it only reads.
    pub kind: MethodKind,
    /// Params by name, as JSON.
    pub example: &'static str,
    /// The schema of the params, not behind a reference.
    pub params_schema: fn(&mut SchemaGenerator) -> Schema,
    /// The schema of the answer.
    pub result_schema: fn(&mut SchemaGenerator) -> Schema,
    /// Whether params parse, without calling anything.
    pub check: fn(Option<&RawValue>) -> Result<(), RpcError>,
    /// Parses the params and starts the call.
    pub call: fn(C, Option<&RawValue>) -> Calling,
}

impl<C: Send + 'static> Row<C> {
    /// The row of one method.
    pub const fn of<M: Method<C> + 'static>() -> Self {
        Self {
            name: M::NAME,
            summary: M::SUMMARY,
            kind: M::KIND,
            example: M::EXAMPLE,
            params_schema: M::Params::json_schema,
            result_schema: SchemaGenerator::subschema_for::<M::Answer>,
            check: check::<C, M>,
            call: call::<C, M>,
        }
    }
}

/// The params of a method that takes none: `{}`, `[]` or nothing at all.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

fn check<C, M: Method<C>>(params: Option<&RawValue>) -> Result<(), RpcError> {
    params::parse::<M::Params>(params).map(drop)
}

fn call<C: Send + 'static, M: Method<C> + 'static>(
    context: C,
    params: Option<&RawValue>,
) -> Calling {
    let params = params::parse::<M::Params>(params);
    Box::pin(async move {
        let answer = M::call(context, params?).await?;
        to_raw_value(&answer).map_err(|source| {
            tracing::error!(method = M::NAME, %source, "an answer could not be written as JSON");
            RpcError::internal()
        })
    })
}
