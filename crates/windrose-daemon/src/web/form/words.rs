//! The words of forms, in one place: what fields, choices and units are called, and what a page says besides.

use std::cell::Cell;

/// The languages that a page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// German.
    German,
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

impl Language {
    /// Every language there is.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language that is spoken on this thread now.
    pub(crate) fn spoken() -> Self {
        SPOKEN.get()
    }

    /// Does something while this language is spoken.
    pub(crate) fn speak<T>(self, work: impl FnOnce() -> T) -> T {
        let former = SPOKEN.replace(self);
        let done = work();
        SPOKEN.set(former);
        done
    }
}

/// What a field is called, and what helps to fill it in.
pub(super) struct Words {
    /// What people call it.
    pub(super) label: String,
    /// What helps to fill it in.
    pub(super) hint: String,
}

/// The words of a field.
pub(super) fn field(_of: &str, name: &str, described: &str) -> Words {
    Words { label: human(name), hint: described.replace('\n', " ") }
}

/// What a choice is called.
pub(super) fn choice(_of: &str, _field: &str, value: &str, described: &str) -> String {
    if described.is_empty() { human(value) } else { format!("{}: {described}", human(value)) }
}

/// What a unit is called beside a number.
pub(super) fn unit(unit: &str) -> String {
    match unit {
        "percent" => "%".to_owned(),
        _ => unit.replace('_', " "),
    }
}

/// What one record of a kind is called.
pub(super) fn kind(name: &str) -> String {
    let kind = windrose_core::rules::record::Kind::named(name);
    kind.map_or_else(|| name.replace('_', " "), |kind| kind.row().words.0.to_owned())
}

fn human(name: &str) -> String {
    let spaced = name.trim_end_matches("_n").replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// What a page says, in the language that is spoken.
pub(super) fn page(id: &str, args: &[(&str, &str)]) -> String {
    let Some(row) = PAGE.iter().find(|row| row.0 == id) else {
        debug_assert!(false, "there is no message {id}");
        return id.to_owned();
    };
    let mut text = match Language::spoken() {
        Language::English => row.1,
        Language::German => row.2,
    }
    .to_owned();
    for (name, value) in args {
        text = text.replace(&format!("{{ ${name} }}"), value);
    }
    text
}

/// The messages of forms: id, English, German.
pub(super) const PAGE: &[(&str, &str, &str)] = &[
    ("form-save", "Save", "Speichern"),
    ("form-optional", "optional", "freiwillig"),
    ("form-more", "More, all of it optional", "Weiteres, alles freiwillig"),
    ("form-example", "For example: { $example }", "Zum Beispiel: { $example }"),
    ("form-unset", "Not said", "Keine Angabe"),
    ("form-choose", "Please choose", "Bitte wählen"),
    ("form-yes", "Yes", "Ja"),
    ("form-no", "No", "Nein"),
    ("form-from-to", "From { $least } to { $most }.", "Von { $least } bis { $most }."),
    ("form-one-per-line", "One per line.", "Eines je Zeile."),
    ("form-other-units", "Others, one per line", "Weitere, je Zeile eine"),
    (
        "form-no-records",
        "There is none of this kind yet: { $kinds }.",
        "Davon gibt es noch nichts: { $kinds }.",
    ),
    ("form-row", "{ $label }, row { $n }", "{ $label }, Zeile { $n }"),
    ("form-row-add", "Add a row to { $label }", "Zeile hinzufügen zu { $label }"),
    ("form-row-remove", "Remove row { $n }", "Zeile { $n } entfernen"),
    ("form-entry-add", "More lines for { $label }", "Mehr Zeilen für { $label }"),
    ("form-entry", "{ $label }, entry { $n }", "{ $label }, Eintrag { $n }"),
    (
        "form-refused",
        "This was not saved. Nothing you typed is lost.",
        "Das wurde nicht gespeichert. Nichts, was Sie eingegeben haben, ist verloren.",
    ),
    ("form-fault", "Please look again", "Bitte noch einmal ansehen"),
    ("form-fault-missing", "Please fill this in.", "Bitte ausfüllen."),
    (
        "form-fault-choice",
        "“{ $given }” is not one of the choices.",
        "„{ $given }“ steht nicht zur Auswahl.",
    ),
    (
        "form-fault-number",
        "“{ $given }” is not a number. Write it like { $example }.",
        "„{ $given }“ ist keine Zahl. Schreiben Sie sie wie { $example }.",
    ),
    (
        "form-fault-ambiguous",
        "“{ $given }” can be read as { $one } or as { $two }. Please write the one you mean.",
        "„{ $given }“ lässt sich als { $one } oder als { $two } lesen. Bitte schreiben Sie, was gemeint ist.",
    ),
    (
        "form-fault-whole",
        "“{ $given }” has decimals; a whole number is needed.",
        "„{ $given }“ hat Nachkommastellen; gebraucht wird eine ganze Zahl.",
    ),
    (
        "form-fault-fine",
        "“{ $given }” has more than six decimals.",
        "„{ $given }“ hat mehr als sechs Nachkommastellen.",
    ),
    (
        "form-fault-least",
        "“{ $given }” is too small: { $least } is the smallest.",
        "„{ $given }“ ist zu klein: { $least } ist das Kleinste.",
    ),
    (
        "form-fault-most",
        "“{ $given }” is too large: { $most } is the largest.",
        "„{ $given }“ ist zu groß: { $most } ist das Größte.",
    ),
    (
        "form-fault-date",
        "“{ $given }” is not a day. Write it like 2026-11-22 or 22.11.2026.",
        "„{ $given }“ ist kein Tag. Schreiben Sie ihn wie 22.11.2026 oder 2026-11-22.",
    ),
    (
        "form-fault-url",
        "“{ $given }” is not a link. It begins with https://",
        "„{ $given }“ ist kein Link. Er beginnt mit https://",
    ),
    ("form-fault-entry", "{ $entry }: { $fault }", "{ $entry }: { $fault }"),
];
