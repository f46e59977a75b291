//! What the tree has to look like: the invariants of `crates/README.md`, each as a test that names file and line.
//!
//! They are tests and no lints of their own, so that `cargo test` is all that anybody has to run. To add one: collect
//! what is wrong as `path:line: what, and what to do`, and hand it to `none`.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod domain_rows;
mod tree;

use std::collections::BTreeSet;
use std::fmt::Display;

use serde_json::Value;
use toml::Table;
use windrose::compose::BUILT_IN;
use windrose_core::rules::workflow::{Strictness, Workflow, coverage, run_tests, schema};
use windrose_core::view::vocabulary::vocabulary;
use windrose_core::view::wording;

use tree::{File, Strings, compiled, files, names, read, root};

const RULES: &str = "crates/windrose-core/src/rules/";
const VIEW: &str = "crates/windrose-core/src/view/";
const JOURNAL: &str = "crates/windrose-core/src/journal/";
const ENGINE: &str = "crates/windrose-core/src/engine/";

/// The packages the project was given; they need no reason.
const GIVEN: [&str; 7] =
    ["tokio", "serde", "serde_json", "sled", "thiserror", "tracing", "petgraph"];

/// What core takes besides, and the edges must not push into it.
const CORE_TAKES: [&str; 8] =
    ["cc", "jiff", "schemars", "sha2", "crc32fast", "fluent-bundle", "serde_path_to_error", "zstd"];

/// Longer files hold more than one concept.
const LINES_MAX: usize = 600;

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Every place where code outside tests, in files that `within` takes, names one of the words.
fn naming(
    words: &[impl AsRef<str>],
    strings: Strings,
    within: impl Fn(&str) -> bool,
    why: impl Display,
) -> Vec<String> {
    let is_test = |path: &str| compiled().get(path) == Some(&true);
    let mut faults = Vec::new();
    let read = |it: &&File| {
        it.is_rust() && it.path.starts_with("crates/") && within(&it.path) && !is_test(&it.path)
    };
    for file in files().iter().filter(read) {
        for (number, line) in file.code_without_tests(strings) {
            for word in words.iter().map(AsRef::as_ref).filter(|word| names(&line, word)) {
                faults.push(format!("{}:{number}: names `{word}`; {why}", file.path));
            }
        }
    }
    faults
}

// Layers.

#[test]
fn rules_and_views_are_pure() {
    let impure = [
        "tokio",
        "sled",
        "tracing",
        "rand",
        "getrandom",
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::process",
        "std::thread",
        "std::path",
        "std::time",
        "SystemTime",
        "Instant",
        "Timestamp::now",
        "Zoned::now",
        "TimeZone::system",
        "TimeZone::get",
        "RandomState",
    ];
    let within = |path: &str| path.starts_with(RULES) || path.starts_with(VIEW);
    let why = "rules and views are values in, values out: what the world says arrives in `Facts`";
    none(&naming(&impure, Strings::Blank, within, why));
    // Maps in the order of their keys only: what is folded or shown must not depend on a random order.
    let why = "the order of its items is random; use a BTreeMap or a BTreeSet";
    none(&naming(&["HashMap", "HashSet"], Strings::Blank, within, why));
    let why = "write one `use` for each module of std, so that this test can read it";
    none(&naming(&["std::{"], Strings::Blank, within, why));
}

#[test]
fn layers_look_downwards_only() {
    for (layer, above) in [
        (RULES, &["view", "journal", "engine"][..]),
        (VIEW, &["journal", "engine"]),
        (JOURNAL, &["rules::decide", "view", "engine"]),
        (ENGINE, &["view"]),
    ] {
        let words: Vec<String> =
            above.iter().flat_map(|it| [format!("crate::{it}"), format!("super::{it}")]).collect();
        let why = format!("{layer} must not know what stands on it");
        none(&naming(&words, Strings::Blank, |path| path.starts_with(layer), why));
    }
}

#[test]
fn only_the_codec_turns_commits_into_bytes() {
    // With the lines of journal files, in `codec/`.
    let codec = format!("{JOURNAL}codec");
    // The small files beside sled's folder (STORE, HEAD) are JSON too; no commit goes into them.
    let markers = format!("{JOURNAL}sled/files.rs");
    // What was computed from the commits is kept as JSON as well; it can be computed again.
    let kept = format!("{ENGINE}kept.rs");
    let stores = |path: &str| path.starts_with(JOURNAL) || path.starts_with(ENGINE);
    let elsewhere =
        |path: &str| stores(path) && !path.starts_with(&codec) && path != markers && path != kept;
    let why = "journal/codec.rs is the only place that turns commits into bytes";
    none(&naming(&["serde_json"], Strings::Blank, elsewhere, why));
    none(&naming(
        &["Commit", "Placed", "Event"],
        Strings::Blank,
        |path| path == markers || path == kept,
        why,
    ));
}

#[test]
fn only_rpc_and_its_client_know_json_rpc() {
    let known = [
        "crates/windrose-daemon/src/rpc/",
        "crates/windrose-daemon/src/http",
        "crates/windrose/client.rs",
        // Prints a call with curl, for people to try.
        "crates/windrose/cli/demo.rs",
        // Writes calls by the ten thousand, and the server that they are measured against.
        "crates/xtask/src/faults/http.rs",
        "crates/xtask/src/load/",
    ];
    let elsewhere = |path: &str| !known.iter().any(|it| path.starts_with(it));
    let why = "the envelope of JSON-RPC is known to the daemon's rpc/ and http, and to the client";
    none(&naming(&["jsonrpc"], Strings::Kept, elsewhere, why));
}

#[test]
fn only_web_knows_html() {
    let elsewhere = |path: &str| !path.starts_with("crates/windrose-daemon/src/web");
    let why = "pages are made in the daemon's web/";
    none(&naming(&["text/html", "<html", "<div", "<p>"], Strings::Kept, elsewhere, why));
}

#[test]
fn only_the_graphs_know_petgraph() {
    let graphs = [format!("{RULES}pilots/graph.rs"), format!("{RULES}coalition/")];
    let elsewhere = |path: &str| !graphs.iter().any(|it| path.starts_with(it.as_str()));
    let why = "petgraph's indices change when a node goes; outside the graphs use our own ids";
    none(&naming(&["petgraph"], Strings::Blank, elsewhere, why));
}

#[test]
fn only_compose_names_storage_engines() {
    let elsewhere = |path: &str| path != "crates/windrose/compose.rs" && !path.starts_with(JOURNAL);
    let why = "take a `dyn Journal`; which engine it is, is said in crates/windrose/compose.rs";
    none(&naming(&["SledJournal", "MemoryJournal"], Strings::Blank, elsewhere, why));
}

// Tables and what is written out of them.

#[test]
fn the_vocabulary_of_workflows_is_as_the_tables_say() {
    let path = "workflows/VOCABULARY.md";
    let anew = "`windrose workflow vocabulary` prints it anew";
    assert!(read(path) == vocabulary(), "{path} is out of date: {anew}");
}

#[test]
fn the_schema_of_workflows_is_as_the_types_say() {
    let path = "workflows/workflow.schema.json";
    let kept: Value = serde_json::from_str(&read(path)).unwrap();
    assert!(kept == schema(), "{path} is out of date: `windrose workflow schema` prints it anew");
}

#[test]
fn every_workflow_holds_and_is_built_in() {
    let mut faults = Vec::new();
    let is_workflow = |file: &&File| {
        let name = file.path.strip_prefix("workflows/");
        name.is_some_and(|it| it.ends_with(".json") && it != "workflow.schema.json")
    };
    let files = files();
    let workflows: Vec<&File> = files.iter().filter(is_workflow).collect();
    assert!(!workflows.is_empty(), "no workflow was found in workflows/");
    for file in workflows {
        let path = &file.path;
        match Workflow::parse(&file.text, Strictness::Strict) {
            Err(found) => faults.extend(found.iter().map(|fault| format!("{path}: {fault}"))),
            Ok(workflow) => {
                let failed = run_tests(&workflow);
                faults
                    .extend(failed.iter().map(|it| format!("{path}: its own test fails: {it:?}")));
                let uncovered = coverage(&workflow);
                faults.extend(
                    uncovered.iter().map(|it| format!("{path}: {}", wording::uncovered(it))),
                );
                let name = workflow.name.as_str();
                if *path != format!("workflows/{name}.json") {
                    faults.push(format!("{path}: its name is `{name}`, so call it {name}.json"));
                }
                if !BUILT_IN.contains(&(name, file.text.as_str())) {
                    faults.push(format!(
                        "{path}: has no line in BUILT_IN of crates/windrose/compose.rs"
                    ));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn every_scenario_reads_and_is_played() {
    let files = files();
    let plays = |file: &File, folder: &str| {
        let code = file.code(Strings::Kept);
        let says = |word: &str| code.iter().any(|(_, line)| line.contains(word));
        let is_test = file.path.starts_with("tests/") && !file.path.starts_with("tests/tidy");
        is_test && file.is_rust() && says(folder) && says("read_dir(")
    };
    let mut faults = Vec::new();
    for folder in ["tests/scenarios", "tests/cases"] {
        if !files.iter().any(|file| plays(file, folder)) {
            faults
                .push(format!("tests/: no test reads the folder {folder} and plays what is in it"));
        }
        let inside = format!("{folder}/");
        let is_told = |file: &&File| !file.path.ends_with("/README.md");
        for file in files.iter().filter(|file| file.path.starts_with(&inside)).filter(is_told) {
            if !file.path.ends_with(".jsonl") {
                faults.push(format!("{}: a scenario is a .jsonl file", file.path));
            } else if let Err(error) = windrose::scenario::parse(&file.text) {
                faults.push(format!("{}: {error}", file.path));
            }
        }
    }
    none(&faults);
}

// Files.

#[test]
fn every_rust_file_is_compiled() {
    let forgotten =
        files().iter().filter(|it| it.is_rust() && !compiled().contains_key(it.path.as_str()));
    none(
        &forgotten
            .map(|it| match it.path.strip_prefix("tests/").and_then(|it| it.strip_suffix(".rs")) {
                Some(name) if !name.contains('/') => {
                    format!("{}: never runs; add `mod {name};` to tests/it.rs", it.path)
                }
                _ => format!(
                    "{}: no `mod` and no manifest names it; declare it or delete it",
                    it.path
                ),
            })
            .collect::<Vec<_>>(),
    );
}

#[test]
fn no_rust_file_is_too_long() {
    let lines = |file: &File| file.text.lines().count();
    none(
        &files()
            .iter()
            .filter(|it| it.is_rust() && lines(it) > LINES_MAX)
            .map(|it| {
                let path = &it.path;
                format!(
                    "{path}:{}: more than {LINES_MAX} lines; which concept wants out?",
                    lines(it)
                )
            })
            .collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_is_left_over_from_writing() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|it| it.is_rust()) {
        for (number, line) in file.code(Strings::Blank) {
            for word in ["todo", "unimplemented", "dbg"] {
                if line.contains(&format!("{word}!")) && names(&line, word) {
                    faults.push(format!("{}:{number}: `{word}!` is left over", file.path));
                }
            }
            if names(&line, "unsafe") {
                faults.push(format!("{}:{number}: `unsafe`, which has no place here", file.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_file_speaks_of_somebodys_machine() {
    let folders = ["home", "root", "work", "tmp", "Users"].map(|name| format!("/{name}/"));
    let mut faults = Vec::new();
    for file in files() {
        for (index, line) in file.text.lines().enumerate() {
            // `example.org/work/…` is an address and no path of a machine.
            let is_path = |folder: &String| {
                line.match_indices(folder.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || "-_.~}".contains(c))
                })
            };
            if let Some(folder) = folders.iter().find(|it| is_path(it)) {
                let (path, number) = (&file.path, index + 1);
                faults.push(format!("{path}:{number}: names {folder}…, which is nowhere else"));
            }
        }
    }
    none(&faults);
}

#[test]
fn links_in_documents_lead_somewhere() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|it| it.path.ends_with(".md")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (index, line) in file.text.lines().enumerate() {
            for target in line.split("](").skip(1).filter_map(|it| it.split(')').next()) {
                let path = target.split('#').next().unwrap();
                let elsewhere = target.contains("://") || target.starts_with("mailto:");
                if !elsewhere && !path.is_empty() && !root().join(folder).join(path).exists() {
                    faults.push(format!("{}:{}: {target} is not there", file.path, index + 1));
                }
            }
        }
    }
    none(&faults);
}

// Packages.

/// Every manifest with its path.
fn manifests() -> Vec<(String, Table)> {
    let files = files().iter().filter(|it| it.path.ends_with("Cargo.toml"));
    files.map(|it| (it.path.clone(), it.text.parse().unwrap())).collect()
}

/// Every dependency that a manifest names, with the kind of its table.
fn dependencies(manifest: &Table) -> Vec<(&str, &str, &toml::Value)> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables =
        targets.into_iter().flatten().filter_map(|(_, it)| it.as_table()).chain([manifest]);
    let mut found = Vec::new();
    for table in tables {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let named = table.get(kind).and_then(toml::Value::as_table);
            found.extend(named.into_iter().flatten().map(|(name, it)| (kind, name.as_str(), it)));
        }
    }
    found
}

#[test]
fn every_package_has_a_reason() {
    let text = read("Cargo.toml");
    let lines = text.lines().enumerate().skip_while(|(_, it)| *it != "[workspace.dependencies]");
    let mut faults = Vec::new();
    let mut named = 0;
    for (index, line) in lines.skip(1).take_while(|(_, it)| !it.starts_with('[')) {
        let Some((name, rest)) = line.split_once('=').filter(|(it, _)| !it.starts_with('#')) else {
            continue;
        };
        named += 1;
        let name = name.trim();
        let reason = rest.split_once('#').map_or("", |(_, reason)| reason.trim());
        if !GIVEN.contains(&name) && !rest.contains("path = ") && reason.is_empty() {
            faults.push(format!("Cargo.toml:{}: say after # why `{name}` is needed", index + 1));
        }
    }
    assert!(named > GIVEN.len(), "Cargo.toml: the packages were not found");
    none(&faults);
}

#[test]
fn versions_stand_in_one_place() {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    let manifests = manifests();
    for (path, manifest) in &manifests {
        for (kind, name, it) in dependencies(manifest) {
            used.insert(name);
            if it.get("workspace").and_then(toml::Value::as_bool) != Some(true) {
                faults.push(format!(
                    "{path}: `{name}` in [{kind}] has its own version; write `{name}.workspace = true`"
                ));
            }
        }
    }
    let (_, workspace) = manifests.iter().find(|(path, _)| path == "Cargo.toml").unwrap();
    let listed = workspace["workspace"]["dependencies"].as_table().unwrap();
    for name in listed.keys().filter(|name| !used.contains(name.as_str())) {
        faults.push(format!("Cargo.toml: no package of the workspace uses `{name}`; take it out"));
    }
    none(&faults);
}

/// The packages of a lock file, each as its table.
fn locked(path: &str) -> Vec<Table> {
    let lock: Table = read(path).parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    packages.iter().map(|it| it.as_table().unwrap().clone()).collect()
}

#[test]
fn the_fuzzers_are_built_of_the_same_packages() {
    let path = "tests/fuzz/Cargo.lock";
    let anew =
        "`cargo update --workspace --manifest-path tests/fuzz/Cargo.toml`, then look at `git diff`";
    // What libFuzzer brings along, and the fuzzers themselves.
    let own = ["windrose-fuzz", "libfuzzer-sys", "arbitrary", "jobserver"];
    let (root, fuzz) = (locked("Cargo.lock"), locked(path));
    let key = |it: &Table| {
        let text = |field: &str| it[field].as_str().unwrap();
        format!("{} {}", text("name"), text("version"))
    };
    let known: BTreeSet<String> = root.iter().map(key).collect();
    let mut faults: Vec<String> = fuzz
        .iter()
        .filter(|it| !own.contains(&it["name"].as_str().unwrap()) && !known.contains(&key(it)))
        .map(|it| format!("{path}: {} is not what Cargo.lock has; {anew}", key(it)))
        .collect();
    for (manifest, table) in manifests() {
        let name = table["package"]["name"].as_str().unwrap();
        let Some(package) = fuzz.iter().find(|it| it["name"].as_str() == Some(name)) else {
            continue;
        };
        let locked = package.get("dependencies").and_then(toml::Value::as_array);
        let is_locked = |wanted: &str| {
            let names = locked.into_iter().flatten().filter_map(toml::Value::as_str);
            names.map(|it| it.split(' ').next()).any(|it| it == Some(wanted))
        };
        for (kind, wanted, _) in dependencies(&table) {
            if kind != "dev-dependencies" && !is_locked(wanted) {
                faults.push(format!("{path}: lacks `{wanted}`, which {manifest} takes; {anew}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn core_takes_only_its_packages() {
    let path = "crates/windrose-core/Cargo.toml";
    let manifest: Table = read(path).parse().unwrap();
    let taken = |name: &&str| GIVEN.contains(name) || CORE_TAKES.contains(name);
    let named =
        dependencies(&manifest).into_iter().filter(|(kind, ..)| *kind != "dev-dependencies");
    let faults: Vec<String> = named
        .map(|(_, name, _)| name)
        .filter(|name| !taken(name))
        .map(|name| format!("{path}: `{name}` belongs into a crate at the edge, not into core"))
        .collect();
    none(&faults);
}

#[test]
fn every_package_keeps_the_lints() {
    let mut faults = Vec::new();
    for (path, manifest) in manifests() {
        let lints = manifest.get("lints").and_then(|it| it.get("workspace"));
        if lints.and_then(toml::Value::as_bool) != Some(true) {
            faults.push(format!("{path}: say `[lints] workspace = true`"));
        }
        if path == "Cargo.toml" {
            let forbidden = &manifest["workspace"]["lints"]["rust"]["unsafe_code"];
            assert_eq!(forbidden.as_str(), Some("forbid"), "{path}: unsafe code stays forbidden");
        }
    }
    none(&faults);
}

// The page about the architecture.

const ARCHITECTURE: &str = "crates/README.md";

#[test]
fn the_code_map_is_complete() {
    let page = read(ARCHITECTURE);
    let sources: BTreeSet<&str> = compiled()
        .iter()
        .filter(|(_, for_tests)| !**for_tests)
        .filter_map(|(path, _)| path.strip_prefix("crates/")?.strip_suffix(".rs"))
        .collect();
    let mut wanted = BTreeSet::new();
    for path in sources {
        // `windrose-core/src/rules/gate` is `rules/gate` on the page; the binary has no folder src.
        let module = path.split_once("/src/").or_else(|| path.split_once('/')).unwrap().1;
        let (folder, name) = module.rsplit_once('/').unwrap_or(("", module));
        for (at, _) in module.match_indices('/') {
            wanted.insert(module[..at].to_owned());
        }
        let mapped =
            ["", "rules", "view", "journal", "engine", "rpc", "web", "web/form"].contains(&folder);
        if mapped && !["lib", "main", "mod"].contains(&name) {
            wanted.insert(module.to_owned());
        }
    }
    // Its own row, or the line that begins a table; being mentioned elsewhere is not enough.
    let begins = |line: &str, module: &str| {
        let name =
            line.trim_start_matches("| ").strip_prefix('`').and_then(|it| it.split_once('`'));
        name.is_some_and(|(name, _)| name.trim_end_matches('/') == module)
    };
    let named = |module: &str| page.lines().any(|line| begins(line, module));
    let missing = wanted.iter().filter(|it| !named(it));
    none(
        &missing.map(|it| format!("{ARCHITECTURE}: the code map lacks `{it}`")).collect::<Vec<_>>(),
    );
}

#[test]
fn the_tests_that_hold_invariants_are_there() {
    let page = read(ARCHITECTURE);
    let tests = read("tests/tidy.rs");
    let named: Vec<&str> =
        page.split("`tidy::").skip(1).filter_map(|it| it.split('`').next()).collect();
    assert!(!named.is_empty(), "{ARCHITECTURE}: says of no invariant which test holds it");
    let gone = named.iter().filter(|it| !tests.contains(&format!("fn {it}()")));
    none(
        &gone.map(|it| format!("{ARCHITECTURE}: there is no test tidy::{it}")).collect::<Vec<_>>(),
    );
}
