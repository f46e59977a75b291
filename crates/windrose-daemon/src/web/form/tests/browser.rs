//! What a browser would send for a page: the controls of its form that are successful, as HTML says.

/// The names and values of the controls of a form, in their order, without its buttons.
pub(super) fn controls(page: &str) -> Vec<(String, String)> {
    let mut sent = Vec::new();
    let mut rest = page;
    let mut select: Option<String> = None;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let word = tag.split_whitespace().next().unwrap_or_default();
        match word {
            "input" => {
                let kind = attribute(tag, "type").unwrap_or_default();
                let is_box = kind == "radio" || kind == "checkbox";
                if !is_box || flag(tag, "checked") {
                    let name = attribute(tag, "name").expect("an input has a name");
                    sent.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            "textarea" => {
                let close = rest.find("</textarea>").expect("a textarea ends");
                let text = plain(&rest[..close]);
                let text = text.strip_prefix('\n').unwrap_or(&text).replace('\n', "\r\n");
                sent.push((attribute(tag, "name").expect("a textarea has a name"), text));
                rest = &rest[close..];
            }
            "select" => select = attribute(tag, "name"),
            "option" if flag(tag, "selected") => {
                let name = select.clone().expect("an option stands in a select");
                sent.push((name, attribute(tag, "value").unwrap_or_default()));
            }
            _ => {}
        }
    }
    sent
}

/// The body of the request.
pub(super) fn body(controls: &[(String, String)]) -> Vec<u8> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(controls);
    form.finish().into_bytes()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let length = tag[start..].find('"')?;
    Some(plain(&tag[start..start + length]))
}

fn flag(tag: &str, name: &str) -> bool {
    tag.ends_with(&format!(" {name}")) || tag.contains(&format!(" {name} "))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
