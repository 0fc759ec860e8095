//! Golden files: `tests/ir/<pass>/<what>.ir` holds a comment, the passes to run, a trace, and what becomes of it.
//!
//! `UPDATE_EXPECT=1 cargo test -p adder-codegen --test ir_golden` writes the results into the files; read the diff.

use adder_codegen::ir::parse::parse_trace;
use adder_codegen::ir::verify::verify;
use adder_codegen::opt::{OptCx, OptOptions};
use std::fs;
use std::path::{Path, PathBuf};

const SEPARATOR: &str = "----\n";

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("tests/ir").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "ir") {
            into.push(path);
        }
    }
}

fn optimised(source: &str) -> Result<String, String> {
    let switches = source
        .lines()
        .find_map(|l| l.strip_prefix("# passes:"))
        .ok_or("no line `# passes: ...`")?;
    let mut options = OptOptions {
        verify: true,
        ..OptOptions::default()
    };
    options.apply("none")?;
    options.apply(switches)?;
    let mut t = parse_trace(source).map_err(|e| e.to_string())?;
    verify(&t).map_err(|e| e.to_string())?;
    OptCx::new(options)
        .optimise(&mut t)
        .map_err(|e| e.to_string())?;
    let again = parse_trace(&t.to_string()).map_err(|e| format!("result does not parse: {e}"))?;
    assert_eq!(again.to_string(), t.to_string());
    // Only the code and the snapshots: descriptors are those of the source.
    let text = t.to_string();
    let start = text.find("block0(").unwrap_or(0);
    Ok(text[start..].to_string())
}

#[test]
fn golden_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ir");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    assert!(paths.len() >= 60, "only {} golden files", paths.len());
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).expect("readable");
        let (source, expected) = text.split_once(SEPARATOR).unwrap_or((&text, ""));
        match optimised(source) {
            Err(e) => wrong.push(format!("{}: {e}", path.display())),
            Ok(got) if got == expected => {}
            Ok(got) if update => {
                fs::write(path, format!("{source}{SEPARATOR}{got}")).expect("writable");
            }
            Ok(got) => wrong.push(format!(
                "{}:\nexpected\n{expected}\ngot\n{got}",
                path.display()
            )),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
