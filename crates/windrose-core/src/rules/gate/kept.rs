//! How a finding is written when it is kept for a while, and read back: measures, statuses and calls by their names.
//!
//! This is no stored format. Whoever keeps such a thing says which build wrote it and makes it anew for any other, so
//! nothing here has to go on being read; a name that is not known is an error, and what was kept is made anew too.

/// A measure, by its name.
pub(super) mod measure {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::rules::measure::{MeasureRow, named};

    pub(in super::super) fn serialize<S: Serializer>(
        row: &'static MeasureRow,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        row.name.serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<&'static MeasureRow, D::Error> {
        let name = String::deserialize(from)?;
        named(&name).ok_or_else(|| D::Error::custom(format_args!("`{name}` is no measure")))
    }
}

/// A kind of records with one of its statuses.
pub(super) mod records {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::rules::record::AnyKind;

    pub(in super::super) fn serialize<S: Serializer>(
        kind: &AnyKind,
        status: &Option<&'static str>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        (kind, status).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<(AnyKind, Option<&'static str>), D::Error> {
        let (kind, status) = <(AnyKind, Option<String>)>::deserialize(from)?;
        let known = kind.kind().row().statuses;
        let find = |word: String| {
            let found = known.iter().find(|it| **it == word).copied();
            found.ok_or_else(|| D::Error::custom(format_args!("{kind} has no status `{word}`")))
        };
        let status = status.map(find).transpose()?;
        Ok((kind, status))
    }
}

/// The call that changes a finding.
pub(super) mod method {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Every call that a remedy names.
    const METHODS: [&str; 4] =
        ["record_add", "gate_approve", "gate_reject_withdraw", "waiver_close"];

    pub(in super::super) fn serialize<S: Serializer>(
        method: &Option<&'static str>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        method.serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<&'static str>, D::Error> {
        let find = |name: String| {
            let found = METHODS.into_iter().find(|it| *it == name);
            found.ok_or_else(|| D::Error::custom(format_args!("`{name}` changes no finding")))
        };
        Option::<String>::deserialize(from)?.map(find).transpose()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::super::{Remedy, Subject};

    #[test]
    fn a_name_that_is_not_known_is_an_error() {
        let subject = |it| from_value::<Subject>(it);
        assert!(subject(json!({"Measure": "wins.no_such_measure"})).is_err());
        let name = crate::rules::measure::measures().next().unwrap().name;
        assert!(subject(json!({"Measure": name})).is_ok());
        let barrier = |status| json!({"Records": [{"BuiltIn": "barrier"}, status]});
        assert!(subject(barrier(json!("open"))).is_ok());
        assert!(subject(barrier(json!(null))).is_ok());
        assert!(subject(barrier(json!("gone_for_good"))).is_err());
        // A status of another kind.
        assert!(subject(barrier(json!("answered"))).is_err());
        let remedy = |method| {
            let it = json!({"roles": [], "holders": [], "method": method, "kind": null});
            from_value::<Remedy>(it)
        };
        assert!(remedy("record_add").is_ok());
        assert!(remedy("record_remove").is_err());
    }
}
