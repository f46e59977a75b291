//! Text that was copied from a spreadsheet, as lines of cells: parted by tabs, semicolons or commas, quoted or not.

/// The lines of a text, each with its cells. Blank lines are none.
pub(crate) fn lines(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let parted = parting(&text);
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    let mut rest = text.as_str();
    loop {
        let (cell, after) = cell(rest, parted);
        line.push(cell);
        let ends = match after.chars().next() {
            Some('\n') | None => true,
            Some(_) => false,
        };
        if ends {
            let is_blank = line.iter().all(|it| it.trim().is_empty());
            let whole = std::mem::take(&mut line);
            if !is_blank {
                lines.push(whole);
            }
        }
        if after.is_empty() {
            return lines;
        }
        // What parts cells is one byte: a tab, a comma, a semicolon or the end of a line.
        rest = &after[1..];
    }
}

/// What parts the cells, as the first line has it: tabs stand in no heading, so they come first.
fn parting(text: &str) -> char {
    let (mut quoted, mut counts) = (false, [0_usize; 3]);
    for c in text.trim_start_matches('\n').chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            '\t' if !quoted => counts[0] += 1,
            ';' if !quoted => counts[1] += 1,
            ',' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    match counts {
        [tabs, ..] if tabs > 0 => '\t',
        [_, semicolons, commas] if semicolons > 0 && semicolons >= commas => ';',
        [_, _, commas] if commas > 0 => ',',
        _ => '\t',
    }
}

/// The first cell of a text, and what comes after it.
fn cell(text: &str, parted: char) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some(found) = quoted_cell(quoted, parted)
    {
        return found;
    }
    let end = text.find([parted, '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// A cell after its first quote; `None` where it does not end as a quoted one does: then the quote is a part of it.
fn quoted_cell(text: &str, parted: char) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.chars().next() {
            Some('"') => {
                cell.push('"');
                rest = &rest[1..];
            }
            None => return Some((cell, rest)),
            Some(c) if c == parted || c == '\n' => return Some((cell, rest)),
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn cells_are_parted_by_what_the_headings_are() {
        assert_eq!(lines("a\tb\n1,5\t2;3\n"), [["a", "b"], ["1,5", "2;3"]]);
        assert_eq!(lines("a;b\r\n1,5;2\r\n"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(lines("\u{feff}a,b\n\n1.5,2"), [["a", "b"], ["1.5", "2"]]);
        assert_eq!(lines("\"a,b\";c\n1;2"), [["a,b", "c"], ["1", "2"]]);
        assert_eq!(lines("a\n1\n2"), [["a"], ["1"], ["2"]]);
        assert_eq!(lines(" \n\t\n"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quotes_hold_what_parts_cells_and_lines() {
        let text = "a,b\n\"one\ntwo, \"\"three\"\"\",4\n\"\",5";
        assert_eq!(lines(text), [["a", "b"], ["one\ntwo, \"three\"", "4"], ["", "5"]]);
        // A quote that does not end with its cell is a part of it.
        assert_eq!(
            lines("a\tb\n\"one\" two\t3\nfive \"six\"\t7\n\"open\t8"),
            [["a", "b"], ["\"one\" two", "3"], ["five \"six\"", "7"], ["\"open", "8"]]
        );
    }
}
