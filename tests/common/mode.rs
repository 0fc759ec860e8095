//! Modes: the ways in which every script is run.
//!
//! `ADDER_TEST_MODES=on,-opt:cse` runs the whole suite in these modes; `all` stands for every mode. Without the variable the three
//! cheap modes run in full, and a tenth of the scripts in each of the others. `verify` runs the trace suite in full, too.
//! Which tenth depends on `ADDER_TEST_SEED` (default: the number of the
//! day), and ten consecutive seeds visit every script once in every mode.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// Optimiser passes that can be switched off one by one.
const PASSES: [&str; 10] = [
    "fold", "cse", "guard", "range", "forward", "dse", "peel", "sink", "dce", "wrap",
];

/// Thresholds at which every loop and every side exit is compiled the first time it is seen.
const EAGER: [&str; 2] = ["--jit-loop-threshold=1", "--jit-exit-threshold=1"];

/// What is compiled does not depend on the clock.
pub const NO_BUDGET: &str = "--jit-budget=off";

/// How a script is run: a name for reports and the flags that go before the script's name.
#[derive(Clone, Debug)]
pub struct Mode {
    pub name: String,
    pub flags: Vec<String>,
    /// Traces must be executed in this mode, so `# jit: traces>=N` is asserted.
    pub expects_traces: bool,
    /// Collects at every safepoint: scripts may ask to be left out (`# stress: skip`).
    pub stress: bool,
    /// Every trace is checked against the interpreter; the share of checked iterations is asserted.
    pub verifies: bool,
    /// A mode of which the default run takes a tenth.
    pub sampled: bool,
}

impl Mode {
    /// The mode called `name`, or `None` if there is none.
    pub fn named(name: &str) -> Option<Mode> {
        let (flags, expects_traces): (Vec<String>, bool) = match name {
            "on" => (vec!["--jit=on".into()], true),
            "off" => (vec!["--jit=off".into()], false),
            "hot1" => (with_eager("--jit=on"), true),
            "stress" => (vec!["--gc-stress".into()], false),
            "verify" => (vec!["--jit=verify".into()], true),
            _ => {
                let pass = name.strip_prefix("-opt:")?;
                if !PASSES.contains(&pass) {
                    return None;
                }
                (vec![format!("--jit-opt=-{pass}"), NO_BUDGET.into()], true)
            }
        };
        Some(Mode {
            name: name.to_string(),
            flags,
            expects_traces,
            stress: name == "stress",
            verifies: name == "verify",
            sampled: !matches!(name, "on" | "off" | "hot1"),
        })
    }

    /// Does the sampled default run take this script in this mode today?
    fn draws(&self, script: &str, seed: u64) -> bool {
        fnv1a(script)
            .wrapping_add(fnv1a(&self.name))
            .wrapping_add(seed)
            .is_multiple_of(10)
    }
}

fn with_eager(first: &str) -> Vec<String> {
    [first, NO_BUDGET]
        .into_iter()
        .chain(EAGER)
        .map(str::to_string)
        .collect()
}

/// FNV-1a: spreads script names over the ten shares; only its stability matters.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }) >> 8
}

/// The modes of this run and how much of the suite each takes.
pub struct Plan {
    pub modes: Vec<Mode>,
    /// `Some(seed)`: sampled modes run a tenth only.
    sample: Option<u64>,
}

impl Plan {
    /// Reads `ADDER_TEST_MODES`, `ADDER_TEST_SEED` and `ADDER_TEST_REFERENCE`. Panics with a sentence on a name that is no mode.
    pub fn from_env() -> Plan {
        if reference().is_some() {
            let mode = Mode {
                name: "reference".into(),
                flags: Vec::new(),
                expects_traces: false,
                stress: false,
                verifies: false,
                sampled: false,
            };
            return Plan {
                modes: vec![mode],
                sample: None,
            };
        }
        match std::env::var("ADDER_TEST_MODES") {
            Ok(list) if list.trim() == "all" => Plan {
                modes: every_mode(),
                sample: None,
            },
            Ok(list) if !list.trim().is_empty() => {
                let modes = list
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                let modes = modes.map(|name| {
                    Mode::named(name).unwrap_or_else(|| {
                        panic!("ADDER_TEST_MODES: `{name}` is not a mode (see tests/README.md)")
                    })
                });
                Plan {
                    modes: modes.collect(),
                    sample: None,
                }
            }
            _ => Plan {
                modes: every_mode(),
                sample: Some(seed()),
            },
        }
    }

    /// Is `script` run in `mode`?
    pub fn takes(&self, mode: &Mode, script: &str) -> bool {
        match self.sample {
            Some(seed) if mode.sampled => mode.draws(script, seed),
            _ => true,
        }
    }

    /// The modes that a test outside the script suites runs in (`script` stands for it in the draw).
    pub fn modes_for(&self, script: &str) -> Vec<Mode> {
        self.modes
            .iter()
            .filter(|mode| self.takes(mode, script))
            .cloned()
            .collect()
    }
}

fn every_mode() -> Vec<Mode> {
    let fixed = ["on", "off", "hot1", "stress", "verify"].map(str::to_string);
    let passes = PASSES.map(|pass| format!("-opt:{pass}"));
    fixed
        .iter()
        .chain(&passes)
        .map(|name| Mode::named(name).expect("a name from the table"))
        .collect()
}

fn seed() -> u64 {
    if let Some(seed) = std::env::var("ADDER_TEST_SEED")
        .ok()
        .and_then(|text| text.trim().parse().ok())
    {
        return seed;
    }
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() / 86_400)
}

/// CPython, when the expectations themselves are to be checked.
pub fn reference() -> Option<PathBuf> {
    std::env::var_os("ADDER_TEST_REFERENCE")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}
