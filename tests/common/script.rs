//! A script, its header and its expectations.
//!
//! The header is the run of `# key: value` comments at the top:
//!
//! ```python
//! # exit: 1                 the exit status expected (default 0)
//! # jit: traces>=2          with the JIT on, at least so many traces are executed
//! # jit: reentries<=9       native code runs Python code at most so often (not in verify)
//! # stress: skip            leave out of --gc-stress (only for scripts that take over 5 s there)
//! # verify: skip            leave out of mode verify (only for scripts that take minutes there)
//! # hashseed: 123           PYTHONHASHSEED (default 0)
//! ```
//! `name.out` holds the expected stdout and `name.err` the expected stderr (no file: nothing printed).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
pub struct Script {
    /// Path below the suite's folder with forward slashes: `int/floordiv.py`.
    pub name: String,
    pub dir: PathBuf,
    pub file: String,
    pub exit: i32,
    pub min_traces: u64,
    pub max_reentries: Option<u64>,
    pub skip_stress: bool,
    pub skip_verify: bool,
    pub hash_seed: String,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Script {
    fn load(name: String, path: &Path) -> Result<Script, String> {
        let shown = |error: io::Error| format!("{}: {error}", path.display());
        let source = fs::read(path).map_err(shown)?;
        let dir = path.parent().ok_or_else(|| format!("{name}: no folder"))?;
        let mut script = Script {
            dir: dir.canonicalize().map_err(shown)?,
            file: path
                .file_name()
                .map(|file| file.to_string_lossy().into_owned())
                .unwrap_or_default(),
            exit: 0,
            min_traces: 0,
            max_reentries: None,
            skip_stress: false,
            skip_verify: false,
            hash_seed: "0".to_string(),
            stdout: fs::read(path.with_extension("out"))
                .map_err(|error| format!("{name}: no .out file ({error}); run tests/regen.py"))?,
            stderr: match fs::read(path.with_extension("err")) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                Err(error) => return Err(shown(error)),
            },
            name,
        };
        script.read_header(&String::from_utf8_lossy(&source))?;
        Ok(script)
    }

    fn read_header(&mut self, source: &str) -> Result<(), String> {
        for line in source.lines().take_while(|line| line.starts_with('#')) {
            let Some((key, value)) = line.trim_start_matches('#').split_once(':') else {
                continue;
            };
            let value = value.trim();
            let bad = || format!("{}: header `{line}` not understood", self.name);
            match key.trim() {
                "exit" => self.exit = value.parse().map_err(|_| bad())?,
                "jit" => {
                    let number = |prefix| value.strip_prefix(prefix).and_then(|n| n.parse().ok());
                    match (number("traces>="), number("reentries<=")) {
                        (Some(n), _) => self.min_traces = n,
                        (_, Some(n)) => self.max_reentries = Some(n),
                        _ => return Err(bad()),
                    }
                }
                "stress" if value == "skip" => self.skip_stress = true,
                "verify" if value == "skip" => self.skip_verify = true,
                "hashseed" => self.hash_seed = value.parse::<u32>().map_err(|_| bad())?.to_string(),
                "stress" | "verify" => return Err(bad()),
                _ => {}
            }
        }
        Ok(())
    }
}

/// All scripts below `root`, sorted by name. Folders called `lib_*` hold modules that scripts import; they are not entered.
pub fn find(root: &Path) -> Result<Vec<Script>, String> {
    let mut scripts = Vec::new();
    walk(root, "", &mut scripts)?;
    scripts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(scripts)
}

fn walk(dir: &Path, prefix: &str, scripts: &mut Vec<Script>) -> Result<(), String> {
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    for entry in entries {
        let path = entry
            .map_err(|error| format!("{}: {error}", dir.display()))?
            .path();
        let file = path
            .file_name()
            .map(|file| file.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_dir() {
            if !file.starts_with("lib_") && !file.starts_with('_') {
                walk(&path, &format!("{prefix}{file}/"), scripts)?;
            }
        } else if file.ends_with(".py") && !file.starts_with("lib_") {
            scripts.push(Script::load(format!("{prefix}{file}"), &path)?);
        }
    }
    Ok(())
}

/// Names in `root/wishlist.txt`: scripts known to fail, reported but not fatal. Blank lines and `#` comments are ignored.
pub fn wishlist(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join("wishlist.txt")).unwrap_or_default();
    let names = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or("").trim());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_string)
        .collect()
}
