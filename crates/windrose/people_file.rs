//! A table of people as HR exports it: CSV in UTF-8, with the names of columns in its first line.

use serde_json::{Map, Value};
use windrose_core::rules::directory::{Column, known_columns};
use windrose_core::rules::nearest::nearest;

use crate::failure::{Failure, exit};

/// A table that was read.
#[derive(Debug)]
pub(crate) struct Table {
    /// The rows as the API takes them.
    pub(crate) rows: Vec<Value>,
    /// The line of the file in which each row begins.
    pub(crate) lines: Vec<u64>,
    /// What stands in which column, as the file calls it.
    pub(crate) columns: Vec<(Column, Vec<String>)>,
    /// The columns that were not used.
    pub(crate) unused: Vec<String>,
    /// The lines with more or fewer fields than there are columns.
    pub(crate) uneven: Vec<u64>,
}

/// Reads a table. `given` are the columns that were said, each as `what=header`.
pub(crate) fn read(bytes: &[u8], given: &[String]) -> Result<Table, Failure> {
    let text = text(bytes)?;
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| {
        Failure::new(exit::USAGE, "the table cannot be read")
            .because(error)
            .hint("save it as CSV in UTF-8, with the names of the columns in its first line")
    };
    let headers: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(str::to_owned).collect();
    let chosen = choose(&headers, given)?;
    let mut table = Table {
        rows: Vec::new(),
        lines: Vec::new(),
        columns: Vec::new(),
        unused: Vec::new(),
        uneven: Vec::new(),
    };
    for (column, places) in &chosen {
        let names = places.iter().map(|place| headers[*place].clone()).collect();
        table.columns.push((*column, names));
    }
    let used = |place: &usize| chosen.iter().any(|(_, places)| places.contains(place));
    let unused = (0..headers.len()).filter(|place| !used(place));
    table.unused = unused.map(|place| headers[place].clone()).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(unreadable)? {
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != headers.len() {
            table.uneven.push(line);
        }
        table.rows.push(row(&record, &chosen));
        table.lines.push(line);
    }
    Ok(table)
}

/// A row as the API takes it. What stands in several columns, such as first and last name, is one text.
fn row(record: &csv::StringRecord, chosen: &[(Column, Vec<usize>)]) -> Value {
    let mut row = Map::new();
    for (column, places) in chosen {
        let parts = places.iter().filter_map(|place| record.get(*place)).map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            row.insert(column.name().to_owned(), parts.join(" ").into());
        }
    }
    Value::Object(row)
}

/// The text of the file. Anything but UTF-8 is refused: names would be wrong, and nobody would see it.
fn text(bytes: &[u8]) -> Result<&str, Failure> {
    let hint = "save it as «CSV UTF-8», or convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let what = "the table is UTF-16, and UTF-8 is needed";
        let hint = "save it as «CSV UTF-8», or convert it: iconv -f UTF-16 -t UTF-8 FILE";
        return Err(Failure::new(exit::USAGE, what).hint(hint));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::new(exit::USAGE, "the table is not UTF-8")
            .because(format!(
                "line {line} has a character of another encoding, perhaps Windows-1252"
            ))
            .hint(hint)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        let hint = "its first line names the columns, and every other line is a person";
        return Err(Failure::new(exit::USAGE, "the table is empty").hint(hint));
    }
    if text.contains('\0') {
        let hint = "an .xlsx file has to be saved as «CSV UTF-8» first";
        return Err(Failure::new(exit::USAGE, "this is no table of text").hint(hint));
    }
    Ok(text)
}

/// What stands between the fields: whichever of the three the first line has most of.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(it, _)| *it == byte) {
                    *count += 1;
                }
            }
        }
    }
    // Of equals the first.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(it, _)| *it)
}

/// Which columns of the file stand for what: those that were said, then those that are known.
fn choose(headers: &[String], given: &[String]) -> Result<Vec<(Column, Vec<usize>)>, Failure> {
    let listed = || {
        let named: Vec<String> = headers.iter().map(|it| format!("«{it}»")).collect();
        format!("the table has the columns {}", named.join(", "))
    };
    let mut chosen = known_columns(headers);
    for given in given {
        let bad = |what: String| {
            Failure::new(exit::USAGE, what)
                .because(listed())
                .hint("such as --column manager=ManagerID")
        };
        let Some((what, header)) = given.split_once('=') else {
            return Err(bad(format!("`{given}` does not say which column stands for what")));
        };
        let names = || Column::ALL.iter().map(|it| it.name());
        let Some(column) = Column::ALL.into_iter().find(|it| it.name() == what.trim()) else {
            let meant = nearest(what, names()).join(" or ");
            let all = names().collect::<Vec<_>>().join(", ");
            let meant = if meant.is_empty() { all } else { format!("{meant}; there are {all}") };
            return Err(bad(format!("there is no `{what}` of people: {meant}")));
        };
        let place = headers.iter().position(|it| it.eq_ignore_ascii_case(header.trim()));
        let Some(place) = place else {
            return Err(bad(format!("there is no column «{header}»")));
        };
        chosen.retain(|(other, _)| *other != column);
        chosen.push((column, vec![place]));
    }
    chosen.sort_unstable();
    if chosen.iter().all(|(column, _)| *column != Column::Id) {
        return Err(Failure::new(exit::USAGE, "no column is known to hold the ids of people")
            .because(listed())
            .hint("say which it is, such as --column id=EmployeeNumber"));
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn table(text: &str) -> Table {
        read(text.as_bytes(), &[]).unwrap()
    }

    #[test]
    fn tables_are_read_as_they_come() {
        let rows = json!([
            {"id": "1", "name": "Head, of Sales", "unit": "Sales"},
            {"id": "2", "unit": "Sales", "manager": "1"},
        ]);
        for text in [
            "id,name,department,manager\n1,\"Head, of Sales\",Sales,\n2,,Sales,1\n",
            "\u{feff}employeeNumber;displayName;Department;managerId\r\n1;Head, of Sales;Sales;\r\n2;;Sales;1",
            "Personalnummer\tName\tAbteilung\tVorgesetzter\n1\tHead, of Sales\tSales\t\n\n2\t\tSales\t1\n\t\t\t\n",
        ] {
            assert_eq!(Value::from(table(text).rows), rows, "{text}");
        }
        let quoted = table("id,name\n1,\"a \"\"b\"\"\n c\"\n2,d\n3\n");
        assert_eq!(quoted.rows[0]["name"], "a \"b\"\n c");
        assert_eq!((quoted.lines, quoted.uneven), (vec![2, 4, 5], vec![5]));
    }

    #[test]
    fn what_cannot_be_read_says_what_to_do() {
        for (bytes, given, says) in [
            (&b""[..], vec![], "the table is empty"),
            (b"id,name\n1,M\xfcller\n", vec![], "not UTF-8"),
            (b"\xff\xfei\0d\0", vec![], "UTF-16"),
            (b"PK\x03\x04\0\0", vec![], "no table of text"),
            (b"who,name\n1,a\n", vec![], "no column is known"),
            (b"who,name\n1,a\n", vec!["id=whom"], "no column «whom»"),
            (b"who,name\n1,a\n", vec!["ids=who"], "no `ids`"),
            (b"who,name\n1,a\n", vec!["who"], "does not say"),
        ] {
            let given: Vec<String> = given.into_iter().map(str::to_owned).collect();
            let failure = format!("{:?}", read(bytes, &given).unwrap_err());
            assert!(failure.contains(says), "{says}: {failure}");
            assert!(failure.contains("hint: Some"), "{failure}");
        }
        let said = read(b"who,name\n1,a\n", &["id=WHO".to_owned()]).unwrap();
        assert_eq!(said.rows, [json!({"id": "1", "name": "a"})]);
    }
}
