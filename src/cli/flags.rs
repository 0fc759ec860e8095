//! Command-line options: one table makes the parser, `--help` and `docs/options.md`.
//!
//! Options end at the first argument that is not one; `-c` and `-m` end them, too. What follows is
//! the program's own (`sys.argv`).

/// What the command is asked to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Action {
    #[default]
    Run,
    Help,
    Version,
    /// `adder compare`: object mode against the JIT.
    Compare,
}

/// Where the program comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Source {
    /// Standard input; a prompt if it is a terminal.
    #[default]
    Stdin,
    /// The same, named `-`, which is `sys.argv[0]` then.
    Dash,
    File(String),
    Code(String),
    Module(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum JitMode {
    #[default]
    On,
    Off,
    /// On, and every trace is checked against the interpreter.
    Verify,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum JitStats {
    #[default]
    Off,
    Text,
    Json,
}

/// What the JIT is told. Absent values are the JIT's own defaults.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JitOptions {
    pub mode: JitMode,
    pub loop_threshold: Option<u32>,
    pub exit_threshold: Option<u32>,
    /// Passes switched on (`true`) or off, in the order given.
    pub passes: Vec<(&'static str, bool)>,
    pub opt_fuel: Option<u64>,
    pub eviction: Option<bool>,
    pub budget: Option<bool>,
    /// Stages to dump, with the file to write to (stderr if none).
    pub dump: Vec<String>,
    pub dump_file: Option<String>,
    pub stats: JitStats,
    pub max_code: Option<usize>,
    pub perf_map: bool,
    /// Where the time of each loop is written (`adder compare` asks its children for it).
    pub loop_times: Option<String>,
    /// Where the functions with traces are written, and those read whose calls are timed.
    pub hot_functions: Option<String>,
    pub clock_functions: Option<String>,
}

/// Everything the command line says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    pub action: Action,
    pub source: Source,
    /// `sys.argv` behind its first item.
    pub args: Vec<String>,
    pub gc_stress: bool,
    pub jit: JitOptions,
    pub compare: CompareOptions,
}

/// What `adder compare` is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompareOptions {
    /// Runs of each kind.
    pub runs: u32,
    pub json: bool,
}

impl Default for CompareOptions {
    fn default() -> CompareOptions {
        CompareOptions {
            runs: 3,
            json: false,
        }
    }
}

/// Optimiser passes that `--jit-opt` names.
pub const PASSES: &[&str] = &[
    "fold", "cse", "guard", "range", "forward", "dse", "peel", "sink", "dce", "wrap",
];

/// Stages that `--jit-dump` names.
pub const DUMPS: &[&str] = &[
    "trace",
    "bytecode",
    "ir",
    "snapshots",
    "regs",
    "asm",
    "exits",
    "aborts",
];

/// How an option takes its value.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    Nothing,
    /// `--name=value`.
    Value(&'static str),
    /// `--name` or `--name=value`.
    Optional(&'static str),
    /// `-c value`: the value is the next argument (or the rest of this one), options end.
    Last(&'static str),
}

struct Flag {
    names: &'static [&'static str],
    takes: Takes,
    help: &'static str,
    apply: fn(&mut Options, &str) -> Result<(), String>,
}

const FLAGS: &[Flag] = &[
    Flag {
        names: &["-c"],
        takes: Takes::Last("CODE"),
        help: "Run CODE.",
        apply: |o, v| {
            o.source = Source::Code(v.to_string());
            Ok(())
        },
    },
    Flag {
        names: &["-m"],
        takes: Takes::Last("MODULE"),
        help: "Run a module as a script.",
        apply: |o, v| {
            o.source = Source::Module(v.to_string());
            Ok(())
        },
    },
    Flag {
        names: &["-h", "--help"],
        takes: Takes::Nothing,
        help: "Show this text and stop.",
        apply: |o, _| {
            o.action = Action::Help;
            Ok(())
        },
    },
    Flag {
        names: &["-V", "--version"],
        takes: Takes::Nothing,
        help: "Show the version and stop.",
        apply: |o, _| {
            o.action = Action::Version;
            Ok(())
        },
    },
    Flag {
        names: &["--jit"],
        takes: Takes::Value("on|off|verify"),
        help: "Use the JIT (the default), do without, or check every trace against the interpreter (slow; finds bugs of adder itself).",
        apply: |o, v| {
            o.jit.mode = match v {
                "on" => JitMode::On,
                "off" => JitMode::Off,
                "verify" => JitMode::Verify,
                _ => return Err("expected on, off or verify".to_string()),
            };
            Ok(())
        },
    },
    Flag {
        names: &["--jit-loop-threshold"],
        takes: Takes::Value("N"),
        help: "Iterations after which a loop is traced.",
        apply: |o, v| {
            o.jit.loop_threshold = Some(count(v)?);
            Ok(())
        },
    },
    Flag {
        names: &["--jit-exit-threshold"],
        takes: Takes::Value("N"),
        help: "Exits through one guard after which a side trace is made.",
        apply: |o, v| {
            o.jit.exit_threshold = Some(count(v)?);
            Ok(())
        },
    },
    Flag {
        names: &["--jit-eviction"],
        takes: Takes::Value("on|off"),
        help: "Throw traces away that are measured slower than the interpreter (on, unless something is dumped or verified).",
        apply: |o, v| {
            o.jit.eviction = Some(on_or_off(v)?);
            Ok(())
        },
    },
    Flag {
        names: &["--jit-budget"],
        takes: Takes::Value("on|off"),
        help: "Compile for no more than an eighth of the running time, and a millisecond (on, unless something is dumped or verified).",
        apply: |o, v| {
            o.jit.budget = Some(on_or_off(v)?);
            Ok(())
        },
    },
    Flag {
        names: &["--jit-opt"],
        takes: Takes::Value("-PASS,+PASS"),
        help: "Switch optimiser passes off and on: fold, cse, guard, range, forward, dse, peel, sink, dce, wrap.",
        apply: passes,
    },
    Flag {
        names: &["--jit-opt-fuel"],
        takes: Takes::Value("N"),
        help: "Let the optimiser rewrite N times, to find the rewrite that breaks something.",
        apply: |o, v| {
            o.jit.opt_fuel = Some(v.parse().map_err(|_| "expected a number".to_string())?);
            Ok(())
        },
    },
    Flag {
        names: &["--jit-dump"],
        takes: Takes::Value("STAGES[:FILE]"),
        help: "Dump stages of compilation: trace, bytecode, ir, snapshots, regs, asm, exits, aborts.",
        apply: dump,
    },
    Flag {
        names: &["--jit-stats"],
        takes: Takes::Optional("json"),
        help: "Print statistics of the JIT to stderr at the end.",
        apply: |o, v| {
            o.jit.stats = match v {
                "" => JitStats::Text,
                "json" => JitStats::Json,
                _ => return Err("expected nothing or json".to_string()),
            };
            Ok(())
        },
    },
    Flag {
        names: &["--jit-max-code"],
        takes: Takes::Value("BYTES"),
        help: "Upper limit of machine code kept at a time.",
        apply: |o, v| {
            o.jit.max_code = Some(v.parse().map_err(|_| "expected a number of bytes".to_string())?);
            Ok(())
        },
    },
    Flag {
        names: &["--gc-stress"],
        takes: Takes::Nothing,
        help: "Collect garbage at every allocation (slow; finds bugs of adder itself).",
        apply: |o, _| {
            o.gc_stress = true;
            Ok(())
        },
    },
    Flag {
        names: &["--perf-map"],
        takes: Takes::Nothing,
        help: "Write /tmp/perf-PID.map so that perf can name traces.",
        apply: |o, _| {
            o.jit.perf_map = true;
            Ok(())
        },
    },
    Flag {
        names: &["--loop-times"],
        takes: Takes::Value("FILE"),
        // For the children of `adder compare`: not shown.
        help: "",
        apply: |o, v| {
            o.jit.loop_times = Some(v.to_string());
            Ok(())
        },
    },
    Flag {
        names: &["--hot-functions"],
        takes: Takes::Value("FILE"),
        help: "",
        apply: |o, v| {
            o.jit.hot_functions = Some(v.to_string());
            Ok(())
        },
    },
    Flag {
        names: &["--clock-functions"],
        takes: Takes::Value("FILE"),
        help: "",
        apply: |o, v| {
            o.jit.clock_functions = Some(v.to_string());
            Ok(())
        },
    },
];

/// Options between `compare` and its file.
const COMPARE_FLAGS: &[Flag] = &[
    Flag {
        names: &["--runs"],
        takes: Takes::Value("N"),
        help: "Time N runs of each kind, in turns (default 3).",
        apply: |o, v| {
            o.compare.runs = count(v)?;
            Ok(())
        },
    },
    Flag {
        names: &["--json"],
        takes: Takes::Nothing,
        help: "Print the result as one JSON object.",
        apply: |o, _| {
            o.compare.json = true;
            Ok(())
        },
    },
];

fn on_or_off(v: &str) -> Result<bool, String> {
    match v {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("expected on or off".to_string()),
    }
}

fn count(v: &str) -> Result<u32, String> {
    match v.parse::<u32>() {
        Ok(n) if n > 0 => Ok(n),
        _ => Err("expected a positive number".to_string()),
    }
}

fn passes(o: &mut Options, v: &str) -> Result<(), String> {
    for part in v.split(',') {
        let (name, on) = match part.split_at_checked(1) {
            Some(("-", name)) => (name, false),
            Some(("+", name)) => (name, true),
            _ => return Err(format!("expected -PASS or +PASS, not '{part}'")),
        };
        match PASSES.iter().find(|p| **p == name) {
            Some(p) => o.jit.passes.push((p, on)),
            None => {
                return Err(format!(
                    "no pass is called '{name}' ({})",
                    PASSES.join(", ")
                ))
            }
        }
    }
    Ok(())
}

fn dump(o: &mut Options, v: &str) -> Result<(), String> {
    let (stages, file) = match v.split_once(':') {
        Some((s, f)) if !f.is_empty() => (s, Some(f)),
        Some(_) => return Err("expected a file name behind the colon".to_string()),
        None => (v, None),
    };
    for stage in stages.split(',') {
        if !DUMPS.contains(&stage) {
            return Err(format!(
                "no stage is called '{stage}' ({})",
                DUMPS.join(", ")
            ));
        }
        o.jit.dump.push(stage.to_string());
    }
    o.jit.dump_file = file.map(str::to_string);
    Ok(())
}

/// Parses the arguments behind the program's name.
pub fn parse(args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    let mut args = args.peekable();
    while let Some(arg) = args.next() {
        if arg == "-" {
            options.source = Source::Dash;
            options.args = args.collect();
            return Ok(options);
        }
        if arg == "compare" {
            options.action = Action::Compare;
            return compare(options, args);
        }
        if !arg.starts_with('-') {
            options.source = Source::File(arg);
            options.args = args.collect();
            return Ok(options);
        }
        if arg == "--" {
            if let Some(file) = args.next() {
                options.source = Source::File(file);
            }
            options.args = args.collect();
            return Ok(options);
        }
        if apply(FLAGS, &mut options, &arg, &mut args)? {
            options.args = args.collect();
            return Ok(options);
        }
    }
    Ok(options)
}

/// Parses what follows `compare`.
fn compare(
    mut options: Options,
    mut args: impl Iterator<Item = String>,
) -> Result<Options, String> {
    while let Some(mut arg) = args.next() {
        if arg == "--" {
            match args.next() {
                Some(file) => arg = file,
                None => break,
            }
        } else if arg.starts_with('-') {
            apply(COMPARE_FLAGS, &mut options, &arg, &mut args)?;
            continue;
        }
        options.source = Source::File(arg);
        options.args = args.collect();
        return Ok(options);
    }
    Err("compare needs a file: compare [--runs=N] [--json] FILE [arg] ...".to_string())
}

/// Applies one option; true when it is the last.
fn apply(
    flags: &[Flag],
    options: &mut Options,
    arg: &str,
    args: &mut impl Iterator<Item = String>,
) -> Result<bool, String> {
    let (name, value) = match arg.split_once('=') {
        Some((n, v)) if arg.starts_with("--") => (n, Some(v)),
        _ => (arg, None),
    };
    for flag in flags {
        if let Takes::Last(what) = flag.takes {
            let Some(rest) = arg.strip_prefix(flag.names[0]) else {
                continue;
            };
            let value = match rest {
                "" => args.next(),
                rest => Some(rest.to_string()),
            };
            let Some(value) = value else {
                return Err(format!(
                    "option {} needs an argument: {what}",
                    flag.names[0]
                ));
            };
            (flag.apply)(options, &value)?;
            return Ok(true);
        }
        if !flag.names.contains(&name) {
            continue;
        }
        let value = match (flag.takes, value) {
            (Takes::Nothing | Takes::Optional(_) | Takes::Last(_), None) => "",
            (Takes::Nothing, Some(_)) => return Err(format!("option {name} takes no value")),
            (Takes::Value(what), None) => {
                return Err(format!("option {name} needs a value: {name}={what}"));
            }
            (_, Some(v)) => v,
        };
        return match (flag.apply)(options, value) {
            Ok(()) => Ok(false),
            Err(why) => Err(format!("option {name}={value}: {why}")),
        };
    }
    Err(format!("unknown option {name}"))
}

fn usage_of(flag: &Flag) -> String {
    let last = flag.names[flag.names.len() - 1];
    let shown = match flag.takes {
        Takes::Nothing => last.to_string(),
        Takes::Value(v) => format!("{last}={v}"),
        Takes::Optional(v) => format!("{last}[={v}]"),
        Takes::Last(v) => format!("{last} {v}"),
    };
    match flag.names {
        [short, _] => format!("{short}, {shown}"),
        _ => shown,
    }
}

/// The text of `--help`.
pub fn help(program: &str) -> String {
    let mut out = format!(
        "usage: {program} [option] ... [-c CODE | -m MODULE | FILE | -] [arg] ...\n\n\
         Runs Python 3.12 programs, hot loops as machine code.\n\nOptions:\n"
    );
    let line = |flag: &Flag| format!("  {:<28} {}\n", usage_of(flag), flag.help);
    for flag in FLAGS.iter().filter(|f| !f.help.is_empty()) {
        out.push_str(&line(flag));
    }
    out.push_str(&format!(
        "\n{program} compare [option] ... FILE [arg] ...\n\n\
         Runs a program in object mode and with the JIT, and shows what each hot loop gains.\n\n\
         Options of compare:\n"
    ));
    for flag in COMPARE_FLAGS {
        out.push_str(&line(flag));
    }
    out.push_str(
        "\nEnvironment:\n  PYTHONHASHSEED               Seed of string hashes, or random.\n  \
         PYTHONPATH                   Folders searched by import before the others.\n  \
         ADDER_ENTROPY                A number that replaces the system's random bytes.\n",
    );
    out
}

/// The text of `docs/options.md`.
#[cfg(test)]
fn document() -> String {
    let mut out = String::from(
        "# Options of the command `adder`\n\n\
         Made from the table in `src/cli/flags.rs`; a test keeps it so.\n\n\
         `adder [option] ... [-c CODE | -m MODULE | FILE | -] [arg] ...`\n\n\
         | option | meaning |\n|---|---|\n",
    );
    let line = |flag: &Flag| {
        let usage = usage_of(flag).replace('|', "\\|");
        format!("| `{usage}` | {} |\n", flag.help)
    };
    for flag in FLAGS.iter().filter(|f| !f.help.is_empty()) {
        out.push_str(&line(flag));
    }
    out.push_str(
        "\n`adder compare [option] ... FILE [arg] ...` runs a program in object mode and with the \
         JIT, with the same hash seed and\nthe same entropy (`ADDER_ENTROPY`, a number that replaces \
         the system's random bytes), and shows what each hot loop gains.\n\n\
         | option of compare | meaning |\n|---|---|\n",
    );
    for flag in COMPARE_FLAGS {
        out.push_str(&line(flag));
    }
    out.push_str(
        "\n`PYTHONHASHSEED` and `PYTHONPATH` mean what they mean to CPython. An option that is not \
         in this table, or a value\nthat an option does not take, ends the command with status 2.\n",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Options, String> {
        parse(args.iter().map(|a| a.to_string()))
    }

    #[test]
    fn the_document_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/options.md");
        if std::env::var_os("ADDER_BLESS").is_some() {
            std::fs::write(path, document()).expect("docs/options.md is writable");
        }
        let file = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(file, document(), "run the tests once with ADDER_BLESS=1");
    }

    #[test]
    fn options_end_at_the_program() {
        let o = parsed(&["--jit=off", "x.py", "--jit=on", "-c"]).unwrap();
        assert_eq!(o.jit.mode, JitMode::Off);
        assert_eq!(o.source, Source::File("x.py".into()));
        assert_eq!(o.args, ["--jit=on", "-c"]);
        let o = parsed(&["-cprint(1)", "-x"]).unwrap();
        assert_eq!(o.source, Source::Code("print(1)".into()));
        assert_eq!(o.args, ["-x"]);
    }

    #[test]
    fn values_are_checked() {
        let o = parsed(&["--jit-opt=-fold,+cse", "--jit-dump=ir,asm:out.txt"]).unwrap();
        assert_eq!(o.jit.passes, [("fold", false), ("cse", true)]);
        assert_eq!(o.jit.dump, ["ir", "asm"]);
        assert_eq!(o.jit.dump_file.as_deref(), Some("out.txt"));
        for bad in [
            "--no-such-option",
            "--jit=perhaps",
            "--jit-loop-threshold=-1",
            "--jit-exit-threshold=",
            "--jit-opt=-nosuchpass",
            "--jit-opt=",
            "--jit-dump=x",
            "--gc-stress=1",
            "--jit",
            "-c",
        ] {
            let message = parsed(&[bad]).unwrap_err();
            let name = bad.split('=').next().unwrap_or_default();
            assert!(message.contains(name), "{message}");
        }
    }
}
