//! The examples of section 7 of the JSON-RPC 2.0 specification, and what it leaves to the reader's care.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::*;
use crate::rpc::{Method, MethodKind};

/// How many calls were executed.
type Count = Arc<AtomicUsize>;

macro_rules! method {
    ($type:ident, $name:literal, $example:literal, $params:ty, $answer:ty, $call:expr) => {
        struct $type;
        impl Method<Count> for $type {
            const NAME: &'static str = $name;
            const SUMMARY: &'static str = "for tests";
            const KIND: MethodKind = MethodKind::Read;
            const EXAMPLE: &'static str = $example;
            type Params = $params;
            type Answer = $answer;
            async fn call(count: Count, params: $params) -> Result<$answer, RpcError> {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                ($call)(params)
            }
        }
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Operands {
    minuend: i64,
    subtrahend: i64,
}

/// Any list; the specification calls `sum` and its like with as many positions as it pleases.
#[derive(Deserialize, JsonSchema)]
struct Numbers(Vec<i64>);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Records {
    records: Vec<Record>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Record {
    observed_on: String,
}

#[derive(Serialize, JsonSchema)]
struct Unwritable(std::collections::BTreeMap<Vec<u8>, u8>);

method!(Subtract, "subtract", "{}", Operands, i64, |p: Operands| Ok(p.minuend - p.subtrahend));
method!(Sum, "sum", "[]", Numbers, i64, |p: Numbers| Ok(p.0.iter().sum()));
method!(Update, "update", "[]", Numbers, (), |_| Ok(()));
method!(NotifyHello, "notify_hello", "[]", Numbers, (), |_| Ok(()));
method!(NotifySum, "notify_sum", "[]", Numbers, (), |_| Ok(()));
method!(GetData, "get_data", "{}", NoParams, (String, i64), |_| Ok(("hello".to_owned(), 5)));
method!(RecordAdd, "record_add", "{}", Records, usize, |p: Records| {
    Ok(p.records.iter().map(|record| record.observed_on.len()).sum())
});
method!(Panics, "panics", "{}", NoParams, (), |_| panic!("secret {}", 7));
method!(Unwritten, "unwritten", "{}", NoParams, Unwritable, |_| {
    Ok(Unwritable([(vec![1], 1)].into()))
});
method!(Reserved, "rpc.mine", "{}", NoParams, (), |_| Ok(()));

const METHODS: &[Row<Count>] = &[
    Row::of::<Subtract>(),
    Row::of::<Sum>(),
    Row::of::<Update>(),
    Row::of::<NotifyHello>(),
    Row::of::<NotifySum>(),
    Row::of::<GetData>(),
    Row::of::<RecordAdd>(),
    Row::of::<Panics>(),
    Row::of::<Unwritten>(),
    Row::of::<Reserved>(),
];

/// The answer to `body`, and how many methods ran for it.
async fn answer(body: impl AsRef<[u8]>) -> (Option<String>, usize) {
    let count = Count::default();
    let answer = Dispatcher::new(METHODS).handle(count.clone(), body.as_ref()).await;
    (answer, count.load(Ordering::SeqCst))
}

async fn json_of(body: impl AsRef<[u8]>) -> Value {
    serde_json::from_str(&answer(body).await.0.expect("an answer")).unwrap()
}

/// Takes `data` out of the errors, which the specification's examples do not have.
fn bare(mut answer: Value) -> Value {
    let several = answer.as_array_mut().map(|list| list.iter_mut().collect::<Vec<_>>());
    let all = several.unwrap_or_default();
    for one in all {
        *one = bare(one.take());
    }
    if let Some(error) = answer.get_mut("error").and_then(Value::as_object_mut) {
        let data = error.remove("data").expect("every error has data");
        for name in ["kind", "detail", "retryable"] {
            assert!(data.get(name).is_some(), "{data}");
        }
    }
    answer
}

fn failed(code: i64, message: &str, id: Value) -> Value {
    json!({ "jsonrpc": "2.0", "error": { "code": code, "message": message }, "id": id })
}

#[tokio::test]
async fn answers_the_examples_of_the_specification() {
    let invalid = || failed(-32600, "Invalid Request", Value::Null);
    let number = |result: i64, id: Value| json!({ "jsonrpc": "2.0", "result": result, "id": id });
    let cases: Vec<(&str, Option<Value>)> = vec![
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#,
            Some(number(19, json!(1))),
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#,
            Some(number(-19, json!(2))),
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
            Some(number(19, json!(3))),
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
            Some(number(19, json!(4))),
        ),
        (r#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, None),
        (r#"{"jsonrpc": "2.0", "method": "foobar"}"#, None),
        (
            r#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
            Some(failed(-32601, "Method not found", json!("1"))),
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
            Some(failed(-32700, "Parse error", Value::Null)),
        ),
        (r#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, Some(invalid())),
        (
            r#"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method" ]"#,
            Some(failed(-32700, "Parse error", Value::Null)),
        ),
        ("[]", Some(invalid())),
        ("[1]", Some(json!([invalid()]))),
        ("[1,2,3]", Some(json!([invalid(), invalid(), invalid()]))),
        (
            r#"[
                {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
                {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
                {"foo": "boo"},
                {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
                {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
            ]"#,
            Some(json!([
                number(7, json!("1")),
                number(19, json!("2")),
                invalid(),
                failed(-32601, "Method not found", json!("5")),
                { "jsonrpc": "2.0", "result": ["hello", 5], "id": "9" },
            ])),
        ),
        (
            r#"[
                {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
                {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
            ]"#,
            None,
        ),
    ];
    for (body, expected) in cases {
        let answer = answer(body).await.0.map(|text| bare(serde_json::from_str(&text).unwrap()));
        assert_eq!(answer, expected, "{body}");
    }
}

#[tokio::test]
async fn executes_notifications() {
    let sum = r#"{"jsonrpc":"2.0","method":"notify_sum","params":[1]}"#;
    assert_eq!(answer(sum).await, (None, 1));
    assert_eq!(answer(format!("[{sum},{sum},{sum}]")).await, (None, 3));
    let wrong = r#"{"jsonrpc":"2.0","method":"subtract","params":[1]}"#;
    assert_eq!(answer(wrong).await, (None, 0), "errors of notifications are not answered either");
    let null = r#"{"jsonrpc":"2.0","method":"notify_sum","params":[1],"id":null}"#;
    let expected = r#"{"jsonrpc":"2.0","id":null,"result":null}"#.to_owned();
    assert_eq!(answer(null).await, (Some(expected), 1), "a null id asks for an answer");
}

#[tokio::test]
async fn echoes_ids_byte_for_byte() {
    for id in
        ["1.0", "1E+2", "-0", r#""ä""#, r#""\u00e4\/""#, "18446744073709551616", "null", "\"\""]
    {
        for method in ["get_data", "nothing_such"] {
            let body = format!(r#"{{"jsonrpc":"2.0","method":"{method}","id": {id} }}"#);
            let answer = answer(body).await.0.unwrap();
            assert!(answer.contains(&format!(r#""id":{id},"#)), "{answer}");
        }
    }
}

#[tokio::test]
async fn a_panic_is_an_internal_error_that_says_nothing() {
    let body = r#"[{"jsonrpc":"2.0","method":"panics","id":1},{"jsonrpc":"2.0","method":"get_data","id":2}]"#;
    let answer = json_of(body).await;
    assert!(!answer.to_string().contains("secret"));
    assert_eq!(bare(answer.clone())[0], failed(-32603, "Internal error", json!(1)));
    assert_eq!(answer[1]["result"], json!(["hello", 5]), "the rest of the batch goes on");
}

#[tokio::test]
async fn an_answer_that_cannot_be_written_is_an_internal_error() {
    let answer = json_of(r#"{"jsonrpc":"2.0","method":"unwritten","id":1}"#).await;
    assert_eq!(bare(answer), failed(-32603, "Internal error", json!(1)));
}

#[tokio::test]
async fn an_unknown_field_is_pointed_at_and_corrected() {
    let body = r#"{"jsonrpc":"2.0","method":"record_add","params":{"records":[{"observed_no":"x"}]},"id":1}"#;
    let error = &json_of(body).await["error"];
    assert_eq!(error["code"], -32602);
    assert_eq!(error["data"]["pointer"], "/records/0/observed_no");
    assert_eq!(error["data"]["nearest"], json!(["observed_on"]));
}

#[tokio::test]
async fn an_unknown_method_is_corrected() {
    let error = &json_of(r#"{"jsonrpc":"2.0","method":"substract","id":1}"#).await["error"];
    assert_eq!(error["data"]["nearest"], json!(["subtract"]));
    assert_eq!(error["data"]["detail"], "There is no method `substract`; did you mean `subtract`?");
}

#[tokio::test]
async fn names_that_begin_with_rpc_are_reserved() {
    let discover = json_of(r#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#).await;
    assert_eq!(discover["result"]["openrpc"], "1.3.2");
    let (mine, ran) = answer(r#"{"jsonrpc":"2.0","method":"rpc.mine","id":1}"#).await;
    assert!(mine.unwrap().contains("-32601"));
    assert_eq!(ran, 0);
}

#[tokio::test]
async fn a_batch_has_a_limit_and_nothing_of_a_longer_one_runs() {
    let call = r#"{"jsonrpc":"2.0","method":"get_data","id":1}"#;
    let batch = |calls: usize| format!("[{}]", vec![call; calls].join(","));
    assert_eq!(answer(batch(BATCH_MAX)).await.1, BATCH_MAX);
    let (text, ran) = answer(batch(BATCH_MAX + 1)).await;
    let text: Value = serde_json::from_str(&text.unwrap()).unwrap();
    assert_eq!(text["error"]["data"]["batch_max"], BATCH_MAX);
    assert_eq!((bare(text), ran), (failed(-32600, "Invalid Request", Value::Null), 0));
}

#[tokio::test]
async fn neither_deep_nesting_nor_bad_text_overturns_it() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let invalid = failed(-32600, "Invalid Request", Value::Null);
    assert_eq!(bare(json_of(deep(2)).await), json!([invalid]));
    assert_eq!(bare(json_of(deep(200_000)).await), json!([invalid]));
    let params = deep(200_000);
    let body = format!(r#"{{"jsonrpc":"2.0","method":"record_add","params":{params},"id":1}}"#);
    assert_eq!(bare(json_of(body).await), failed(-32602, "Invalid params", json!(1)));
    let open = format!(r#"{{"jsonrpc":"2.0","method":"sum","id":{}"#, "{\"a\":".repeat(200_000));
    for bad in [
        &b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\",\"id\":1}"[..],
        b"",
        b" ",
        b"{} {}",
        open.as_bytes(),
    ] {
        assert_eq!(bare(json_of(bad).await), failed(-32700, "Parse error", Value::Null));
    }
}
