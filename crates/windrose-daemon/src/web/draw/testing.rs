//! What every picture has to be, whatever it shows.

const CSS: &str = include_str!("../assets/draw.css");

/// Is it well-formed XML, without styles of its own, with every class known to the style sheet and every id once?
pub(super) fn sound(markup: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = markup;
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a loose end: {text}");
        let (tag, after) = after.split_once('>').expect("a tag that does not end");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {markup}");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        for (n, part) in tag.trim_end_matches('/').split('"').enumerate() {
            if n % 2 == 1 {
                assert!(!part.contains("NaN") && !part.contains("inf"), "{tag}");
            }
        }
        assert!(
            !tag.contains(" style=") && !tag.contains(" fill=") && !tag.starts_with("style"),
            "{tag}"
        );
        assert!(!tag.contains(" on") || !tag.contains("=\"javascript"), "{tag}");
    }
    assert!(open.is_empty() && !rest.contains('>'), "not closed: {open:?}");
    let values = |attribute: &str| {
        let opens = format!(" {attribute}=\"");
        let parts = markup.split(&opens).skip(1);
        parts.map(|it| it.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for classes in values("class") {
        for class in classes.split_whitespace() {
            let known = CSS.match_indices(&format!(".{class}")).any(|(at, found)| {
                let next = CSS[at + found.len()..].chars().next();
                next.is_some_and(|it| !it.is_alphanumeric() && it != '-')
            });
            assert!(known, "the style sheet knows no .{class}");
        }
    }
    let mut ids = values("id");
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "every id is there once");
}

/// The numbers in a path or a tag, in their order.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    for letter in text.chars().chain([' ']) {
        let goes_on =
            letter.is_ascii_digit() || letter == '.' || (letter == '-' && number.is_empty());
        if goes_on {
            number.push(letter);
            continue;
        }
        numbers.extend(number.parse::<f64>());
        number.clear();
        if letter == '-' {
            number.push(letter);
        }
    }
    numbers
}

/// Do all boxes lie within the picture? Answers how wide it is.
pub(super) fn boxes_within(drawn: &str) -> f64 {
    let frame = numbers(drawn.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap());
    for rect in drawn.split("<rect ").skip(1) {
        let at = numbers(rect.split('>').next().unwrap());
        assert!(at[0] >= 0.0 && at[0] + at[2] <= frame[2], "{at:?} in {frame:?}");
        assert!(at[1] >= 0.0 && at[1] + at[3] <= frame[3], "{at:?} in {frame:?}");
    }
    frame[2]
}

/// The tags and the words of all texts.
pub(super) fn texts(drawn: &str) -> Vec<(&str, String)> {
    drawn
        .split("<text ")
        .skip(1)
        .map(|text| {
            let (tag, rest) = text.split_once('>').unwrap();
            let words = rest.split('<').next().unwrap();
            (tag, words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        })
        .collect()
}
