//! Whether every package that windrose is built or tested with may be used under a licence we accept.
//!
//! Read from what each package declares. `deny.toml` has the same list, for those who have cargo-deny.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The licences we accept, as SPDX names them.
const ACCEPTED: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "NCSA",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Checks every package of a manifest's lock file.
pub(crate) fn check(cargo: &str, manifest: &Path) -> Result<(), String> {
    let metadata = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(manifest)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{cargo}: {error}"))?;
    if !metadata.status.success() {
        return Err(format!("cargo metadata: {}", metadata.status));
    }
    let metadata: Value = serde_json::from_slice(&metadata.stdout)
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata["packages"].as_array().filter(|packages| !packages.is_empty());
    let packages = packages.ok_or("cargo metadata names no package")?;
    let faults: Vec<String> = packages.iter().filter_map(fault).collect();
    if !faults.is_empty() {
        return Err(format!("{} packages do not hold:\n{}", faults.len(), faults.join("\n")));
    }
    println!("{} packages, each under an accepted licence", packages.len());
    Ok(())
}

/// What is wrong with a package's licence.
fn fault(package: &Value) -> Option<String> {
    let text = |field: &str| package[field].as_str();
    let name = format!("{} {}", text("name").unwrap_or("?"), text("version").unwrap_or("?"));
    let Some(expression) = text("license") else {
        return Some(format!("  {name} declares no licence by name; read it, then decide"));
    };
    match accepts(expression) {
        Ok(true) => None,
        Ok(false) => Some(format!("  {name} is under {expression}")),
        Err(problem) => Some(format!("  {name}: `{expression}` does not read: {problem}")),
    }
}

/// Is an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` satisfied by accepted licences? Of `OR` one is
/// enough, of `AND` all are needed. The slash is an older way to write `OR`.
fn accepts(expression: &str) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { words: spaced.split_whitespace().collect(), next: 0 };
    let accepted = words.any()?;
    match words.peek() {
        None => Ok(accepted),
        Some(word) => Err(format!("`{word}` is one too many")),
    }
}

struct Words<'a> {
    words: Vec<&'a str>,
    next: usize,
}

impl<'a> Words<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.next).copied()
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.peek() == Some(word);
        self.next += usize::from(there);
        there
    }

    fn any(&mut self) -> Result<bool, String> {
        let mut accepted = self.all()?;
        while self.take("OR") {
            accepted |= self.all()?;
        }
        Ok(accepted)
    }

    fn all(&mut self) -> Result<bool, String> {
        let mut accepted = self.one()?;
        while self.take("AND") {
            accepted &= self.one()?;
        }
        Ok(accepted)
    }

    fn one(&mut self) -> Result<bool, String> {
        if self.take("(") {
            let accepted = self.any()?;
            return if self.take(")") { Ok(accepted) } else { Err("a `)` is missing".to_owned()) };
        }
        let name = self.name()?;
        if !self.take("WITH") {
            return Ok(ACCEPTED.contains(&name));
        }
        let exception = self.name()?;
        Ok(ACCEPTED.contains(&format!("{name} WITH {exception}").as_str()))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        match self.peek() {
            None => Err("it ends too soon".to_owned()),
            Some(word @ ("AND" | "OR" | "WITH" | "(" | ")")) => {
                Err(format!("`{word}` stands where a licence should"))
            }
            Some(word) => {
                self.next += 1;
                Ok(word)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_or_one_is_enough_and_of_and_all_are_needed() {
        for (expression, accepted) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT OR Apache-2.0", true),
            ("MIT/Apache-2.0", true),
            ("Apache-2.0 OR GPL-2.0-only", true),
            ("GPL-2.0-only OR LGPL-2.1-or-later", false),
            ("MIT AND BSD-3-Clause", true),
            ("MIT AND GPL-3.0-only", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND MPL-2.0", false),
            // AND binds first.
            ("MIT OR GPL-3.0-only AND MPL-2.0", true),
            ("GPL-3.0-only OR MIT AND MPL-2.0", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            // An exception that we have not read is another licence.
            ("MIT WITH Some-exception", false),
        ] {
            assert_eq!(accepts(expression), Ok(accepted), "{expression}");
        }
    }

    #[test]
    fn what_does_not_read_is_not_accepted() {
        for expression in ["", "MIT OR", "(MIT", "MIT)", "MIT Apache-2.0", "OR MIT", "MIT WITH"] {
            assert!(accepts(expression).is_err(), "{expression}");
        }
    }

    #[test]
    fn a_package_without_a_licence_is_a_fault() {
        let package = |license: Value| serde_json::json!({"name": "some", "version": "1.0.0", "license": license});
        assert_eq!(fault(&package("MIT".into())), None);
        assert!(fault(&package("GPL-3.0-only".into())).unwrap().contains("some 1.0.0 is under"));
        assert!(fault(&package(Value::Null)).unwrap().contains("declares no licence"));
    }
}
