//! From the text of params to a method's own type, or to an error that says where and what.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use windrose_core::rules::shape::BadShape;

use super::error::RpcError;

/// Parses params; left-out ones are `{}`.
pub(crate) fn parse<P: DeserializeOwned>(params: Option<&RawValue>) -> Result<P, RpcError> {
    let text = params.map_or("{}", RawValue::get);
    // Keeping track of the place costs about as much as reading: it is done only where there is a place to name.
    if let Ok(params) = serde_json::from_str(text) {
        return Ok(params);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json).map_err(|error| explain(&BadShape::of("", &error)))
}

/// A wrong shape as the caller is told.
pub(crate) fn explain(bad: &BadShape) -> RpcError {
    let error = RpcError::invalid_params(bad.pointer.as_str(), bad.sentence());
    if bad.known.is_empty() { error } else { error.with("nearest", bad.nearest.clone()) }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their parsing is tested")]
    struct Wins {
        initiative: String,
        records: Vec<Win>,
        #[serde(default)]
        note: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their parsing is tested")]
    struct Win {
        observed_on: String,
        headcount: u32,
        #[serde(default)]
        size: Size,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Size {
        #[default]
        Small,
        Large,
    }

    fn refused(params: &str) -> (String, String, Vec<String>) {
        let raw: &RawValue = serde_json::from_str(params).unwrap();
        let error = parse::<Wins>(Some(raw)).unwrap_err();
        let text = |name| error.data()[name].as_str().unwrap().to_owned();
        let near = error.data().get("nearest").map(|near| serde_json::from_value(near.clone()));
        (text("pointer"), text("detail"), near.transpose().unwrap().unwrap_or_default())
    }

    #[test]
    fn says_where_and_what() {
        let cases = [
            (r#"{"initiative":"a"}"#, "/records", "The field `records` is missing."),
            (
                r#"{"initiative":"a","records":[{"headcount":3}]}"#,
                "/records/0/observed_on",
                "The field `observed_on` is missing.",
            ),
            (
                r#"{"initiative":"a","records":[{"headcount":"x","observed_on":""}]}"#,
                "/records/0/headcount",
                "`/records/0/headcount` must be a whole number that is not negative, and is string \"x\".",
            ),
            (
                r#"{"initiative":"a","records":[{"headcount":-1,"observed_on":""}]}"#,
                "/records/0/headcount",
                "`/records/0/headcount` must be a whole number that is not negative, and is integer `-1`.",
            ),
            (
                r#"{"initiative":"a","records":{}}"#,
                "/records",
                "`/records` must be a list, and is an object.",
            ),
            (
                r#"{"initiative":{"initiative":1}}"#,
                "/initiative",
                "`/initiative` must be a string, and is an object.",
            ),
            (r#"["a",[],null,4]"#, "", "This has more values than there are fields."),
            (r#"["a"]"#, "", "This must be an object, or a list of 3 values, and is a list of 1."),
        ];
        for (params, pointer, detail) in cases {
            assert_eq!(refused(params), (pointer.into(), detail.into(), vec![]), "{params}");
        }
    }

    #[test]
    fn names_the_nearest_of_what_was_expected() {
        let (pointer, detail, near) =
            refused(r#"{"initiative":"a","records":[{"observd_on":"2026-01-01"}]}"#);
        assert_eq!(pointer, "/records/0/observd_on");
        assert_eq!(detail, "There is no field `observd_on`; did you mean `observed_on`?");
        assert_eq!(near, ["observed_on"]);

        let (pointer, detail, near) = refused(r#"{"zebra/crossing~":1}"#);
        assert_eq!(pointer, "/zebra~1crossing~0");
        assert_eq!(
            detail,
            "There is no field `zebra/crossing~`; there is `initiative`, `records`, `note`."
        );
        assert!(near.is_empty());

        let win = r#"{"observed_on":"","headcount":1,"size":"larg"}"#;
        let (pointer, _, near) = refused(&format!(r#"{{"initiative":"a","records":[{win}]}}"#));
        assert_eq!((pointer.as_str(), near), ("/records/0/size", vec!["large".to_owned()]));
    }

    #[test]
    fn points_into_a_tagged_enum_as_far_as_the_path_is_known() {
        #[derive(Debug, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
        #[expect(dead_code, reason = "only its parsing is tested")]
        enum Tagged {
            Need { heard_on: String },
        }
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only its parsing is tested")]
        struct Outer {
            record: Tagged,
        }
        let cases = [
            (r#"{"record":{"kind":"need","herd_on":""}}"#, "/record/herd_on"),
            (r#"{"record":{"kind":"need"}}"#, "/record/heard_on"),
            (r#"{"record":{"kind":"ned"}}"#, "/record"),
        ];
        for (params, pointer) in cases {
            let raw: &RawValue = serde_json::from_str(params).unwrap();
            let error = parse::<Outer>(Some(raw)).unwrap_err();
            assert!(error.data()["pointer"].as_str().unwrap().starts_with(pointer), "{error:?}");
        }
    }

    #[test]
    fn repeats_little_of_what_it_was_sent() {
        let long = "x".repeat(100_000);
        for params in [
            format!(r#"{{"{long}":1}}"#),
            format!(r#"{{"initiative":"a","records":"{long}"}}"#),
            format!(r#"{{"initiative":"a","records":[{{"size":"{long}"}}]}}"#),
        ] {
            let (pointer, detail, _) = refused(&params);
            assert!(pointer.len() + detail.len() < 1_000, "{pointer} {detail}");
        }
    }

    #[test]
    fn takes_params_by_name_by_position_and_none() {
        // Positions may be left out from the end on, where a default stands in.
        let raw: &RawValue = serde_json::from_str(r#"["a",[["2026-01-01",3]]]"#).unwrap();
        parse::<Wins>(Some(raw)).unwrap();
        let raw: &RawValue = serde_json::from_str("[]").unwrap();
        parse::<super::super::NoParams>(Some(raw)).unwrap();
        parse::<super::super::NoParams>(None).unwrap();
    }
}
