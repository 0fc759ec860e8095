//! House rules that the compiler does not know: layering, file length, where `unsafe` may stand, no unfinished code.
//!
//! Everything is read from the sources as text. The list of rooms with `unsafe` is the table in `docs/architecture.md` itself, so that
//! the page cannot drift from the code: a file that needs `unsafe` gets a row there with a reason, a row without `unsafe` behind it goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Non-test lines a source file may have.
const MAX_LINES: usize = 1000;

/// Generated tables: no person reads them from top to bottom.
const GENERATED: [&str; 1] = ["vm/text/src/unicode/tables.rs"];

/// Lines above an `unsafe` in which its SAFETY comment may stand: a statement may begin a few lines before the block.
const COMMENT_REACH: usize = 8;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file: path from the root of the repository, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Lines before the inline test module, if there is one.
    fn code_lines(&self) -> Vec<&str> {
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines.windows(2).position(|two| {
            two[0] == "#[cfg(test)]" && two[1].starts_with("mod ") && two[1].ends_with('{')
        });
        lines[..tests.unwrap_or(lines.len())].to_vec()
    }

    /// A test, an example or support of one: rules for shipped code do not apply.
    fn is_test(&self) -> bool {
        let mut parts: Vec<&str> = self.path.split('/').collect();
        let file = parts.pop().unwrap_or_default();
        parts
            .iter()
            .any(|part| matches!(*part, "tests" | "examples" | "benches"))
            || file == "tests.rs"
            || file.ends_with("_tests.rs")
    }
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for top in ["src", "vm", "jit", "stdlib", "tests"] {
        walk(&root().join(top), &mut found);
    }
    found.sort();
    assert!(
        found.len() > 100,
        "the walk over the sources is broken: {} files",
        found.len()
    );
    let prefix = format!("{}/", root().display());
    found
        .into_iter()
        .map(|file| Source {
            path: file.display().to_string().replace(&prefix, ""),
            text: fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())),
        })
        .collect()
}

fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(&path, found);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Fails with all complaints at once.
fn settle(rule: &str, complaints: &[String]) {
    assert!(
        complaints.is_empty(),
        "{rule}:\n  {}",
        complaints.join("\n  ")
    );
}

/// A line without its `//` comment and without the contents of its string literals (good enough for looking up words).
fn bare(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => {
                chars.next();
            }
            // The character literal '"' is no string.
            '\'' if !in_string && chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => in_string = !in_string,
            '/' if !in_string && chars.peek() == Some(&'/') => break,
            _ if !in_string => out.push(c),
            _ => {}
        }
    }
    out
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}

/// Our own crates a manifest depends on.
fn own_dependencies(manifest: &str) -> BTreeSet<String> {
    let text =
        fs::read_to_string(root().join(manifest)).unwrap_or_else(|e| panic!("{manifest}: {e}"));
    let mut section = "";
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && section != "[workspace.dependencies]"
            && line.starts_with("adder-")
        {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            found.insert(name.to_string());
        }
    }
    found
}

#[test]
fn crates_depend_downwards_only() {
    // Manifest, and all of our crates that it may name. `vm` and what lies below never see the JIT or the library; those two never see each other.
    let allowed: [(&str, &[&str]); 10] = [
        ("vm/bytecode/Cargo.toml", &[]),
        ("vm/syntax/Cargo.toml", &[]),
        ("vm/text/Cargo.toml", &[]),
        ("vm/compile/Cargo.toml", &["adder-bytecode", "adder-syntax"]),
        ("jit/codegen/Cargo.toml", &[]),
        ("stdlib/rng/Cargo.toml", &[]),
        (
            "vm/Cargo.toml",
            &[
                "adder-bytecode",
                "adder-compile",
                "adder-syntax",
                "adder-text",
            ],
        ),
        (
            "jit/Cargo.toml",
            &["adder-bytecode", "adder-codegen", "adder-vm"],
        ),
        (
            "stdlib/Cargo.toml",
            &[
                "adder-bytecode",
                "adder-compile",
                "adder-rng",
                "adder-text",
                "adder-vm",
            ],
        ),
        (
            "Cargo.toml",
            &[
                "adder-bytecode",
                "adder-jit",
                "adder-stdlib",
                "adder-text",
                "adder-vm",
            ],
        ),
    ];
    let mut complaints = Vec::new();
    for (manifest, may) in allowed {
        for name in own_dependencies(manifest) {
            if !may.contains(&name.as_str()) {
                complaints.push(format!("{manifest} must not depend on {name}"));
            }
        }
    }
    settle("Layering of crates", &complaints);
}

#[test]
fn middle_of_the_compiler_knows_no_machine() {
    let mut complaints = Vec::new();
    for source in sources() {
        let Some(inside) = source.path.strip_prefix("jit/codegen/src/") else {
            continue;
        };
        let layer = inside.split('/').next().unwrap_or_default();
        let forbidden: &[&str] = match layer {
            "ir" => &["asm", "opt", "regalloc", "dynasmrt", "dynasm"],
            "opt" => &["asm", "regalloc", "dynasmrt", "dynasm"],
            "regalloc" => &["asm", "opt", "dynasmrt", "dynasm"],
            _ => continue,
        };
        for (number, line) in source.code_lines().iter().enumerate() {
            let line = bare(line);
            for word in forbidden {
                // Paths only: `opt` is an ordinary word elsewhere.
                if ["crate::", "super::"]
                    .iter()
                    .any(|from| has_word(&line, &format!("{from}{word}")))
                    || has_word(&line, &format!("{word}::"))
                {
                    complaints.push(format!(
                        "{}:{}: {layer} must not use {word}",
                        source.path,
                        number + 1
                    ));
                }
            }
        }
    }
    settle("Layering inside codegen", &complaints);
}

#[test]
fn files_are_short_enough_to_read() {
    let excused = listed("Files over 1,000 lines");
    let mut complaints = Vec::new();
    for source in sources() {
        let lines = source.code_lines().len();
        if lines > MAX_LINES
            && !source.is_test()
            && !GENERATED.contains(&source.path.as_str())
            && !excused.contains_key(&source.path)
        {
            complaints.push(format!(
                "{} has {lines} lines without tests; at most {MAX_LINES}: split it by topic",
                source.path
            ));
        }
        if lines <= MAX_LINES && excused.contains_key(&source.path) {
            complaints.push(format!(
                "{} has {lines} lines: take it off the list in docs/architecture.md",
                source.path
            ));
        }
    }
    settle("File length", &complaints);
}

#[test]
fn nothing_is_left_unfinished() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            let line = bare(line);
            for name in ["todo", "unimplemented", "dbg"] {
                if line.contains(&format!("{name}!(")) {
                    complaints.push(format!("{}:{}: {name}!", source.path, number + 1));
                }
            }
        }
    }
    settle("Unfinished code", &complaints);
}

/// The table under a heading of docs/architecture.md: path (a folder ends in `/`) and reason.
fn listed(heading: &str) -> BTreeMap<String, String> {
    let text =
        fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md");
    let section = text
        .split("\n## ")
        .find(|section| section.starts_with(heading));
    let section =
        section.unwrap_or_else(|| panic!("docs/architecture.md has no section \"{heading}\""));
    let mut rooms = BTreeMap::new();
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [paths, reason] = cells[..] else {
            panic!("a row has two cells: {line}")
        };
        for path in paths.split(", ") {
            rooms.insert(path.trim_matches('`').to_string(), reason.to_string());
        }
    }
    rooms
}

#[test]
fn unsafe_stands_in_its_rooms_and_says_why() {
    let rooms = listed("Where `unsafe` is");
    let mut used = BTreeSet::new();
    let mut complaints = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let code = bare(line);
            // `unsafe extern "C" fn` as a type needs no reason; what is called through it does.
            let block = has_word(&code, "unsafe")
                && (code.contains("unsafe {") || code.contains("unsafe impl"));
            let function = has_word(&code, "unsafe")
                && has_word(&code, "fn")
                && code.contains("unsafe fn")
                && !block;
            if !has_word(&code, "unsafe") {
                continue;
            }
            if !source.is_test() {
                let room = rooms.keys().find(|room| {
                    **room == source.path
                        || (room.ends_with('/') && source.path.starts_with(room.as_str()))
                });
                match room {
                    Some(room) => {
                        used.insert(room.clone());
                    }
                    None => complaints.push(format!(
                        "{}:{}: unsafe in a file that docs/architecture.md does not list",
                        source.path,
                        number + 1
                    )),
                }
            }
            let wanted = if function {
                ["# Safety", "SAFETY"]
            } else {
                ["SAFETY", "SAFETY"]
            };
            if (block || function) && !explained(&lines, number, &wanted) {
                complaints.push(format!(
                    "{}:{}: no SAFETY comment above",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    for room in rooms.keys().filter(|room| !used.contains(*room)) {
        complaints.push(format!(
            "docs/architecture.md lists {room}, where no unsafe is"
        ));
    }
    let mut text = String::new();
    for complaint in &complaints {
        let _ = writeln!(text, "  {complaint}");
    }
    assert!(
        complaints.is_empty(),
        "Unsafe ({} complaints):\n{text}",
        complaints.len()
    );
}

/// Is the `unsafe` in line `at` explained: on the line, in a comment close above, or by a "SAFETY (whole function)" of the function it is in?
fn explained(lines: &[&str], at: usize, wanted: &[&str; 2]) -> bool {
    let says = |line: &str| line.contains("//") && wanted.iter().any(|word| line.contains(word));
    let near = at.saturating_sub(COMMENT_REACH);
    if lines[near..=at].iter().any(|line| says(line)) {
        return true;
    }
    for line in lines[..at].iter().rev() {
        let trimmed = line.trim_start();
        if trimmed.contains("SAFETY (whole function)") {
            return true;
        }
        let head = trimmed
            .strip_prefix("pub ")
            .or_else(|| trimmed.strip_prefix("pub(crate) "))
            .unwrap_or(trimmed);
        if head.starts_with("fn ") {
            return false;
        }
    }
    false
}

#[test]
fn the_reader_of_sources_sees_words_in_code_only() {
    assert_eq!(bare("let a = \"unsafe // {\"; // unsafe"), "let a = ; ");
    assert_eq!(bare("if c == '\"' { x() } // y"), "if c == ' { x() } ");
    assert!(has_word("unsafe {", "unsafe"));
    assert!(!has_word("unsafely", "unsafe"));
    assert!(explained(
        &["// SAFETY: so.", "unsafe { f() }"],
        1,
        &["SAFETY", "SAFETY"]
    ));
    assert!(!explained(
        &["fn f() {", "unsafe { f() }"],
        1,
        &["SAFETY", "SAFETY"]
    ));
}
