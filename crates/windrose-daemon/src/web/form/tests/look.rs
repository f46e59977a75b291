//! Writes forms to files, to look at them: `WINDROSE_LOOK=/tmp/x cargo test -p windrose-daemon look`.

use maud::html;
use serde_json::{Value, json};
use windrose_core::rules::record::Kind;

use super::super::words::Language;
use super::super::{Fault, Typed, ask, paste, preview};
use super::kinds::{choices, form_of, page};

#[test]
fn a_page_of_forms_can_be_looked_at() {
    let Ok(folder) = std::env::var("WINDROSE_LOOK") else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let style = ["base", "parts", "form"]
        .map(|it| std::fs::read_to_string(format!("src/web/assets/{it}.css")).unwrap());
    std::fs::write(format!("{folder}/style.css"), style.concat()).unwrap();
    for language in Language::ALL {
        language.speak(|| {
            let text = "reported_by\tUnit\tChannel\tstatement\tseverity\tstratgic goal\n\
                head-of-hr\tSales\tmeeting\tMonthly reports are late\t4\tGrow\n\
                head-of-sales\tSales\tpigeon\t\tmany\t\n";
            let of = form_of(Kind::Need);
            let pasted = paste(&of, text, &choices());
            let body = html! { (preview(&pasted)) (ask(&of, text, "/paste")) };
            write(&folder, "paste", language, &body.into_string());
            for kind in Kind::ALL {
                let of = form_of(*kind);
                let example: Value = serde_json::from_str(kind.row().example).unwrap();
                let empty = page(&of, &Typed::default(), &[]);
                let mut typed = Typed::of(&of, &json!({"data": example}));
                let first = of.fields[0].pointer.clone();
                typed.set(&first, "<script>alert(1)</script>".to_owned());
                let fault =
                    |at: &str, said: &str| Fault { pointer: at.into(), sentence: said.into() };
                let second = of.fields[1].pointer.clone();
                let faults = [
                    fault(&first, "Nothing is written there."),
                    fault(&second, "It is too large: 4 is the largest."),
                    fault("", "Only a sponsor or a lead may do this."),
                ];
                let filled = page(&of, &typed, &faults);
                for (what, body) in [("empty", empty), ("filled", filled)] {
                    write(&folder, &format!("{kind}-{what}"), language, &body);
                }
            }
        });
    }
}

fn write(folder: &str, name: &str, language: Language, body: &str) {
    let html = format!(
        "<!DOCTYPE html><html lang={0}><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <link rel=stylesheet href=style.css><title>{name}</title><main><h1>{name}</h1>{body}</main>",
        language.tag()
    );
    std::fs::write(format!("{folder}/{name}-{}.html", language.tag()), html).unwrap();
}
