//! What to type to get a store back: the same commands wherever damage is met.

use std::path::{Path, PathBuf};

use crate::client::ADMIN_TOKEN_FILE;

/// What stands for the file that only the reader knows.
pub const LATEST_BACKUP: &str = "LATEST-BACKUP";

/// The commands that put a store made from a backup in the place of this one, in their order. Nothing of the damaged
/// one is thrown away: it may hold commits that are in no backup yet.
pub(crate) fn commands(folder: &Path) -> Vec<String> {
    let (here, there) = (quoted(folder), aside(folder, "damaged"));
    let mut commands = vec![
        format!("mv {here} {}", quoted(&there)),
        format!("windrose restore {LATEST_BACKUP} --data {here}"),
    ];
    let token = folder.join(ADMIN_TOKEN_FILE);
    if token.exists() {
        let kept = there.join(ADMIN_TOKEN_FILE);
        commands.push(format!("cp -p {} {}", quoted(&kept), quoted(&token)));
    }
    commands.push(format!("windrose verify --data {here}"));
    commands
}

/// Where a folder can be moved to: beside itself, under a name that is free.
pub(crate) fn aside(folder: &Path, why: &str) -> PathBuf {
    let path = folder.components().as_path().display().to_string();
    let names = (1..).map(|number| match number {
        1 => format!("{path}.{why}"),
        _ => format!("{path}.{why}-{number}"),
    });
    names.map(PathBuf::from).find(|it| !it.exists()).expect("there is always a further number")
}

/// A path as a shell takes it.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:,@%".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text;
    }
    let text = if text.starts_with('-') { format!("./{text}") } else { text };
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_as_a_shell_takes_them() {
        for (path, expected) in [
            ("windrose-data", "windrose-data"),
            ("/var/lib/windrose", "/var/lib/windrose"),
            ("my data", "'my data'"),
            ("it's", r"'it'\''s'"),
            ("-data", "'./-data'"),
            ("$HOME", "'$HOME'"),
        ] {
            assert_eq!(quoted(Path::new(path)), expected);
        }
    }

    #[test]
    fn nothing_that_was_moved_aside_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("data/");
        let expected = |name: &str| folder.path().join(name);
        assert_eq!(aside(&store, "damaged"), expected("data.damaged"));
        std::fs::create_dir(expected("data.damaged")).unwrap();
        assert_eq!(aside(&store, "damaged"), expected("data.damaged-2"));
        assert!(commands(&store)[0].ends_with("data.damaged-2"));
        assert!(!commands(&store).iter().any(|it| it.starts_with("cp ")));
        std::fs::create_dir(&store).unwrap();
        std::fs::write(store.join(ADMIN_TOKEN_FILE), "").unwrap();
        assert!(commands(&store)[2].starts_with("cp -p "));
    }
}
