//! What the script suites (`lang`, `traces`, `badinput`) share.
//!
//! A suite is a folder of Python scripts with CPython 3.12.1's output stored beside each. Every script is run by the `adder` binary in several
//! *modes* (ways to set up the JIT and the collector) and must print the same bytes and end with the same status in all of them.
//!
//! - `script`: finds scripts, reads their header comments and expectations
//! - `mode`: names the modes, their flags, and how much of a suite each runs
//! - `process`: one child process with a time limit, an optional Ctrl-C, an optional reader that hangs up
//! - `diff`: the few lines around the first difference
//! - `suite`: runs everything on all cores and reports every failure at once
#![allow(
    dead_code,
    reason = "each test binary uses its own part of this module"
)]

pub mod diff;
pub mod mode;
pub mod process;
pub mod script;
pub mod suite;

use std::path::{Path, PathBuf};

/// The folder `tests/` of this checkout.
pub fn tests_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The program under test: CPython when `ADDER_TEST_REFERENCE` names it (to check the expectations themselves), else the binary just built.
pub fn program() -> PathBuf {
    match mode::reference() {
        Some(python) => python,
        None => PathBuf::from(env!("CARGO_BIN_EXE_adder")),
    }
}
