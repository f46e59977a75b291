//! Names the build: what is computed from the commits and kept on the disk holds only for the rules that computed it.
//!
//! The name is a checksum over all sources of this crate, so nobody has to remember to count a number up. And compiles
//! what keeps sled from calling something safe that is not: see `src/journal/sled/sync.c`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files)?;
    files.sort();
    // FNV-1a: not against malice, and it needs no package.
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().into_owned();
        for byte in name.bytes().chain(fs::read(file)?) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-env=WINDROSE_BUILD={sum:016x}");
    let store = env::var_os("CARGO_FEATURE_STORE").is_some();
    if store && env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        cc::Build::new()
            .file("src/journal/sled/sync.c")
            // Whole: nothing has asked for the function yet when the linker comes by here.
            .link_lib_modifier("+whole-archive")
            .compile("windrose_sync");
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
