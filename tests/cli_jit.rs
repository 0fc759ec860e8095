//! What `--jit-dump`, `--jit-stats`, `--perf-map` and `--jit=verify` print.

mod common;

use std::path::PathBuf;
use std::process::{Command, Output};

/// Two hot loops, a call that is inlined, an object that only exits need, and an exit that is taken.
const PROGRAM: &str = "
class P:
    def __init__(self, x):
        self.x = x

def twice(n):
    return n * 2

def run(n):
    total = 0
    for i in range(n):
        p = P(i)
        if i % 97 == 96:
            total -= 1
        total += twice(p.x)
    return total, p.x

print(run(2000))
";

fn adder(flags: &[&str]) -> Output {
    Command::new(common::program())
        .arg(common::mode::NO_BUDGET)
        .args(flags)
        .args(["-c", PROGRAM])
        .env("PYTHONHASHSEED", "0")
        .output()
        .expect("adder starts")
}

fn stderr(flags: &[&str]) -> String {
    let out = adder(flags);
    let text = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{flags:?}: {text}");
    assert_eq!(
        String::from_utf8_lossy(&out.stdout),
        "(3997980, 1999)\n",
        "{flags:?}"
    );
    text
}

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("adder-cli-jit-{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

#[test]
fn every_stage_is_dumped_and_the_same_in_every_run() {
    for (stage, marks) in [
        (
            "bytecode",
            &["bytecode of trace", "code run", "ForIter"][..],
        ),
        ("trace", &["-- recorded --", "block0(", "snap s0"]),
        ("ir", &["-- optimised --", "block0(", "block1("]),
        (
            "snapshots",
            &["-- snapshots --", "exit 0: v", "run line", "total="],
        ),
        (
            "regs",
            &["-- registers --", "exit 0:", "spill slots", " -> r"],
        ),
        ("asm", &["-- machine code --", " .."]),
        ("exits", &["exit trace", "frames 1 pc"]),
    ] {
        let flag = format!("--jit-dump={stage}");
        let first = stderr(&[&flag]);
        for mark in marks {
            assert!(first.contains(mark), "{stage}: no `{mark}` in\n{first}");
        }
        assert_eq!(first, stderr(&[&flag]), "{stage} differs from run to run");
    }
}

#[test]
fn stages_are_dumped_together_and_to_a_file() {
    let path = scratch("dump");
    let flag = format!("--jit-dump=ir,snapshots:{}", path.display());
    assert_eq!(stderr(&[&flag]), "");
    let text = std::fs::read_to_string(&path).expect("the dump");
    let _ = std::fs::remove_file(&path);
    let (ir, snapshots) = (text.find("-- optimised --"), text.find("-- snapshots --"));
    assert!(ir.is_some() && ir < snapshots, "{text}");
    assert!(!text.contains("-- recorded --"), "{text}");
}

#[test]
fn unknown_stages_and_modes_are_refused() {
    for flag in [
        "--jit-dump=bc",
        "--jit-dump=ir,",
        "--jit=always",
        "--jit-stats=xml",
    ] {
        assert_eq!(adder(&[flag]).status.code(), Some(2), "{flag}");
    }
}

#[test]
fn statistics_name_aborts_exits_and_sizes() {
    let text = stderr(&["--jit-stats"]);
    for word in ["traces ", "left ", "compile time ", "code ", "recordings "] {
        assert!(text.contains(word), "{text}");
    }
    let json = stderr(&["--jit-stats=json"]);
    for key in [
        "traces",
        "traces_executed",
        "reentries",
        "recordings",
        "aborts",
        "enters",
        "exits",
        "invalidated",
        "compile_ms",
        "code_bytes",
        "recorded",
        "optimised",
        "us",
    ] {
        assert!(json.contains(&format!("\"{key}\": ")), "no {key}: {json}");
    }
    assert!(!json.contains("iterations_checked"), "{json}");
    let off = stderr(&["--jit=off", "--jit-stats=json"]);
    assert!(
        off.contains("\"traces\": 0") && off.contains("\"reentries\": "),
        "{off}"
    );
}

/// The clock decides, so one run of three is enough; without it no run may.
#[test]
fn traces_slower_than_the_interpreter_are_thrown_away() {
    let statistics = |option: &str| {
        let script = common::tests_dir().join("traces/left_at_once.py");
        let done = adder(&[
            common::mode::NO_BUDGET,
            option,
            "--jit-stats=json",
            &script.to_string_lossy(),
        ]);
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    assert!(
        (0..3).any(|_| statistics("--jit-eviction=on").contains("\"slower\": ")),
        "{}",
        statistics("--jit-eviction=on")
    );
    let kept = statistics("--jit-eviction=off");
    assert!(!kept.contains("\"slower\""), "{kept}");
}

/// Only what a trace has looked up ends it: other globals and other attributes of its classes may come and change.
#[test]
fn traces_outlive_unrelated_changes() {
    let run = |change: &str| {
        let program = format!(
            "class C:\n    step = 'ab'\n    def more(self, n):\n        return n + len(self.step)\n\n\
             def total(c, n):\n    for i in range(500):\n        n = c.more(n)\n    return n\n\n\
             c = C()\nprint(total(c, 0))\n{change}\nprint(total(c, 0))\n"
        );
        let done = Command::new(common::program())
            .args([common::mode::NO_BUDGET, "--jit-stats=json", "-c", &program])
            .output()
            .expect("adder starts");
        let stderr = String::from_utf8_lossy(&done.stderr).into_owned();
        let count = stderr
            .split("\"invalidated\": ")
            .nth(1)
            .and_then(|t| t.split(',').next())
            .and_then(|t| t.parse::<u32>().ok());
        let count = count.unwrap_or_else(|| panic!("{change}: {stderr}"));
        (String::from_utf8_lossy(&done.stdout).into_owned(), count)
    };
    for unrelated in ["other = print", "C.other = 1", "C.other = lambda self: 1"] {
        assert_eq!(run(unrelated), ("1000\n1000\n".into(), 0), "{unrelated}");
    }
    for related in ["C.step = 'abc'", "C.step = (1, 2, 3)", "len = lambda o: 3"] {
        let (out, count) = run(related);
        assert_eq!(out, "1000\n1500\n", "{related}");
        assert!(count > 0, "{related}");
    }
}

/// Four hundred loops that run for a moment each: compiling them all takes many times as long as running them.
#[test]
fn compiling_keeps_within_its_share_of_the_running_time() {
    let loops: String = (0..400)
        .map(|k| format!("for i in range(200):\n    x = x + i ^ {k}\n"))
        .collect();
    let program = format!("x = 0\n{loops}print(x)\n");
    let refused = |option: &str| {
        let done = Command::new(common::program())
            .args([option, "--jit-stats=json", "-c", &program])
            .output()
            .expect("adder starts");
        String::from_utf8_lossy(&done.stderr).contains("\"budget\": ")
    };
    assert!(refused("--jit-budget=on"));
    assert!(!refused("--jit-budget=off"));
}

#[test]
fn verify_mode_checks_and_says_how_much() {
    let json = stderr(&["--jit=verify", "--jit-stats=json"]);
    let number = |key: &str| -> u64 {
        let at = json
            .find(&format!("\"{key}\": "))
            .unwrap_or_else(|| panic!("no {key}: {json}"));
        let digits = json[at + key.len() + 4..]
            .split(|c: char| !c.is_ascii_digit())
            .next();
        digits.and_then(|d| d.parse().ok()).expect("a number")
    };
    assert!(number("iterations_checked") > 1500, "{json}");
    assert!(number("stretches") >= 5, "{json}");
    assert!(stderr(&["--jit=verify", "--jit-stats"]).contains("% checked)"));
}

#[test]
fn perf_map_names_the_traces() {
    let child = Command::new(common::program())
        .args(["--perf-map", "-c", PROGRAM])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("adder starts");
    let path = PathBuf::from(format!("/tmp/perf-{}.map", child.id()));
    assert!(child
        .wait_with_output()
        .expect("adder ends")
        .status
        .success());
    let text = std::fs::read_to_string(&path).expect("the map");
    let _ = std::fs::remove_file(&path);
    let line = text.lines().next().unwrap_or_default();
    let fields: Vec<&str> = line.splitn(3, ' ').collect();
    assert!(
        fields.len() == 3 && fields[2].starts_with("trace"),
        "{text}"
    );
    assert!(u64::from_str_radix(fields[0], 16).is_ok(), "{text}");
}
