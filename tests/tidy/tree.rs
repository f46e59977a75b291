//! The repository's files, and reading Rust just closely enough to know code from comments, strings and tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// A file with text in it.
pub(super) struct File {
    /// Its path from the repository's root, with slashes.
    pub(super) path: String,
    pub(super) text: String,
}

/// What becomes of strings when code is read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Strings {
    Kept,
    Blank,
}

/// The repository's root.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of one file.
pub(super) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every text file of the repository, by path, read once. What `.gitignore` names is left out.
pub(super) fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(read_all)
}

fn read_all() -> Vec<File> {
    let ignored: Vec<String> = read(".gitignore")
        .lines()
        .map(|line| line.trim_matches('/').to_owned())
        .chain([".git".to_owned()])
        .collect();
    let mut found = Vec::new();
    walk("", &ignored, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &str, ignored: &[String], found: &mut Vec<File>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        // A name without a slash is ignored wherever it stands.
        if ignored.contains(&path) || ignored.contains(&name) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&path, ignored, found);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            found.push(File { path, text });
        }
    }
}

impl File {
    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Its lines, numbered from 1, without comments.
    pub(super) fn code(&self, strings: Strings) -> Vec<(usize, String)> {
        let code = without_comments(&self.text, strings);
        code.lines().enumerate().map(|(index, line)| (index + 1, line.to_owned())).collect()
    }

    /// The same up to its module of tests, which stands at the end of a file.
    pub(super) fn code_without_tests(&self, strings: Strings) -> Vec<(usize, String)> {
        let mut code = self.code(strings);
        let tests = code.windows(2).position(|pair| {
            pair[0].1.trim() == "#[cfg(test)]"
                && pair[1].1.contains("mod ")
                && pair[1].1.ends_with('{')
        });
        code.truncate(tests.unwrap_or(code.len()));
        code
    }

    /// The modules it declares in files of their own, each with whether it is there for tests only.
    fn modules(&self) -> Vec<(String, bool)> {
        let mut found = Vec::new();
        let mut for_tests = false;
        for (_, line) in self.code(Strings::Kept) {
            let line = line.trim();
            if line.starts_with("#[") {
                for_tests |= line == "#[cfg(test)]";
                continue;
            }
            let declared = line.strip_suffix(';').and_then(|it| it.split_once("mod "));
            if let Some((visibility, name)) = declared
                && (visibility.is_empty() || visibility.starts_with("pub"))
            {
                found.push((name.to_owned(), for_tests));
            }
            for_tests &= line.is_empty();
        }
        found
    }
}

/// The Rust files that are compiled, each with whether it is there for tests only.
pub(super) fn compiled() -> &'static BTreeMap<&'static str, bool> {
    static COMPILED: OnceLock<BTreeMap<&str, bool>> = OnceLock::new();
    COMPILED.get_or_init(|| follow_modules(files()))
}

fn follow_modules(files: &[File]) -> BTreeMap<&str, bool> {
    let by_path: BTreeMap<&str, &File> =
        files.iter().filter(|it| it.is_rust()).map(|it| (it.path.as_str(), it)).collect();
    // What a manifest names lies in its own folder.
    let manifests: BTreeSet<String> = files
        .iter()
        .filter_map(|it| Some((it.path.strip_suffix("Cargo.toml")?, &it.text)))
        .flat_map(|(folder, text)| text.split('"').map(move |it| format!("{folder}{it}")))
        .collect();
    let is_root = |path: &&str| {
        let by_name =
            ["src/lib.rs", "src/main.rs", "/build.rs"].iter().any(|it| path.ends_with(it));
        by_name || manifests.contains(*path)
    };
    let mut pending: Vec<(&str, bool)> = by_path
        .keys()
        .copied()
        .filter(is_root)
        .map(|path| (path, path.starts_with("tests/")))
        .collect();
    let mut found = BTreeMap::new();
    while let Some((path, for_tests)) = pending.pop() {
        if found.insert(path, for_tests).is_some() {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let own = match name.trim_end_matches(".rs") {
            "lib" | "main" | "mod" | "it" => folder.to_owned(),
            stem => format!("{folder}/{stem}"),
        };
        for (module, only_tests) in by_path[path].modules() {
            for child in [format!("{own}/{module}.rs"), format!("{own}/{module}/mod.rs")] {
                if let Some((child, _)) = by_path.get_key_value(child.as_str()) {
                    pending.push((child, for_tests || only_tests));
                }
            }
        }
    }
    found
}

/// Is there this word, or path of words, and not just a part of a longer one?
pub(super) fn names(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let goes_on_before = word.starts_with(part) && line[..at].ends_with(part);
        let goes_on_after = word.ends_with(part) && line[at + word.len()..].starts_with(part);
        !goes_on_before && !goes_on_after
    })
}

/// The text with the same lines, and nothing in place of comments. Lines within comments and strings stay.
fn without_comments(text: &str, strings: Strings) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = string(rest).filter(|_| !in_word || first == '"') {
            if strings == Strings::Kept {
                code.push_str(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            length
        } else {
            let length = character(rest).unwrap_or(first.len_utf8());
            code.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        };
        code.extend(rest[..length].chars().filter(|c| *c == '\n'));
        rest = &rest[length..];
    }
    code
}

/// The length of the string that begins here, plain or raw.
fn string(rest: &str) -> Option<usize> {
    let open = rest.find(|c: char| !matches!(c, 'b' | 'r' | '#'))?;
    if !rest[open..].starts_with('"') {
        return None;
    }
    let prefix = rest[..open].trim_end_matches('#');
    if !matches!(prefix, "" | "b" | "r" | "br") {
        return None;
    }
    let hashes = open - prefix.len();
    if prefix.ends_with('r') {
        let close = format!("\"{}", "#".repeat(hashes));
        let end = rest[open + 1..].find(&close)?;
        return Some(open + 1 + end + close.len());
    }
    if hashes > 0 {
        return None;
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(open + 1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of the character that begins here in quotes; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let within = rest.strip_prefix('\'')?;
    if let Some(escape) = within.strip_prefix('\\') {
        return escape.get(1..)?.find('\'').map(|end| end + 4);
    }
    let c = within.chars().next()?;
    within[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}

#[test]
fn code_is_told_from_comments_and_strings() {
    let text = "a /* b\nb */ c // d\n\"e \\\" // e\" '\"' f r#\"g\" // g\"# 'h: '\\'' i\n";
    assert_eq!(without_comments(text, Strings::Blank), "a \n c \n '\"' f  'h: '\\'' i\n");
    assert_eq!(
        without_comments(text, Strings::Kept),
        "a \n c \n\"e \\\" // e\" '\"' f r#\"g\" // g\"# 'h: '\\'' i\n"
    );
    assert!(names("use std::fs;", "std::fs") && !names("use std::fs_more;", "std::fs"));
    assert!(!names("let brand = 1;", "rand") && names("use std::{fs};", "std::{"));
}
