//! `adder compare`: what it prints for programs that are fast, differ from run to run, fail, or are not there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A script in a folder of its own, removed at the end.
struct Script(PathBuf);

impl Script {
    fn new(name: &str, text: &str) -> Script {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("compare-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a scratch folder");
        let file = dir.join("script.py");
        std::fs::write(&file, text).expect("a script");
        Script(file)
    }

    fn compare(&self, options: &[&str], args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_adder"))
            .arg("compare")
            .args(options)
            .arg(&self.0)
            .args(args)
            .output()
            .expect("adder starts")
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let dir = self.0.parent().expect("a folder");
        std::fs::remove_dir_all(dir).expect("the folder goes");
    }
}

fn stdout(o: &Output) -> String {
    String::from_utf8_lossy(&o.stdout).into_owned()
}

fn stderr(o: &Output) -> String {
    String::from_utf8_lossy(&o.stderr).into_owned()
}

/// The text behind `"key": ` up to the next comma or brace.
fn field<'a>(json: &'a str, key: &str) -> &'a str {
    let start = format!("\"{key}\": ");
    let at = json
        .find(&start)
        .unwrap_or_else(|| panic!("no {key} in {json}"))
        + start.len();
    let rest = &json[at..];
    &rest[..rest.find([',', '}']).unwrap_or(rest.len())]
}

fn seconds(json: &str, key: &str) -> f64 {
    field(json, key)
        .parse()
        .unwrap_or_else(|e| panic!("{key}: {e} in {json}"))
}

const HOT: &str = "import sys
def work(n):
    total = 0
    for i in range(n):
        total += i * 3 % 7
    return total
print(work(int(sys.argv[1])))
";

#[test]
fn a_hot_loop_is_listed_with_its_times() {
    let o = Script::new("hot", HOT).compare(&["--json", "--runs=1"], &["600000"]);
    let json = stdout(&o);
    assert_eq!(o.status.code(), Some(0), "{json}{}", stderr(&o));
    assert_eq!(json.lines().count(), 1);
    assert_eq!(field(&json, "same_output"), "true");
    let (program, loops) = json.split_once("\"loops\": ").expect("loops");
    for key in ["object_mode_s", "jit_s", "speedup", "compile_s"] {
        assert!(seconds(program, key) > 0.0, "{key} in {json}");
    }
    let hot = loops
        .split('{')
        .find(|l| l.contains("\"function\": \"work\""))
        .unwrap_or_else(|| panic!("no loop of work in {json}"));
    assert_eq!(field(hot, "line"), "4");
    assert!(field(hot, "file").ends_with("script.py\""), "{hot}");
    for key in [
        "object_mode_s",
        "jit_s",
        "speedup",
        "compile_s",
        "break_even_iterations",
    ] {
        assert!(seconds(hot, key) > 0.0, "{key} in {hot}");
    }
    assert!(
        seconds(hot, "object_mode_s") < seconds(program, "object_mode_s") * 2.0,
        "a loop takes longer than its program: {json}"
    );
    assert!(hot.contains("\"note\": \""), "{hot}");
}

#[test]
fn the_table_names_the_loop_and_its_columns() {
    let o = Script::new("table", HOT).compare(&["--runs=1"], &["300000"]);
    let text = stdout(&o);
    for part in [
        "whole program",
        "script.py:4 work",
        "object mode",
        "speed-up",
        "break-even",
        "same output",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}{}", stderr(&o));
    }
}

#[test]
fn entropy_is_the_same_in_all_runs() {
    let text = "import random\nprint(random.random(), hash('text'))\n";
    let o = Script::new("entropy", text).compare(&["--runs=1"], &[]);
    let text = stdout(&o);
    assert!(text.contains("same output"), "{text}");
    assert!(!text.contains("left out"), "{text}");
}

#[test]
fn lines_that_differ_anyway_are_left_out() {
    let text = "import time\nprint('first')\nprint(time.perf_counter_ns())\nprint('last')\n";
    let o = Script::new("differs", text).compare(&["--runs=2"], &[]);
    let text = stdout(&o);
    assert_eq!(o.status.code(), Some(0), "{text}");
    assert!(text.contains("left out: 2\n"), "{text}");
    assert!(text.contains("same output"), "{text}");
}

#[test]
fn a_failing_program_is_compared_and_its_error_told() {
    let text = "for i in range(1000):\n    pass\nprint('before')\n1 / 0\n";
    let o = Script::new("fails", text).compare(&["--json", "--runs=1"], &[]);
    assert_eq!(o.status.code(), Some(0), "{}", stderr(&o));
    assert_eq!(field(&stdout(&o), "same_output"), "true");
    let told = stderr(&o);
    assert!(
        told.contains("ZeroDivisionError: division by zero"),
        "{told}"
    );
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn a_program_that_leaves_at_once_has_no_loop_times() {
    let text = "import os\nprint('x', flush=True)\nos._exit(3)\n";
    let o = Script::new("exit", text).compare(&["--json", "--runs=1"], &[]);
    assert!(stdout(&o).ends_with("\"loops\": []}\n"), "{}", stdout(&o));
}

#[test]
fn wrong_command_lines_end_with_status_2() {
    for (args, part) in [
        (
            &["compare", "/nowhere/x.py"][..],
            "can't open file '/nowhere/x.py'",
        ),
        (&["compare"], "compare needs a file"),
        (&["compare", "--runs=0", "x.py"], "--runs"),
        (&["compare", "--no-such", "x.py"], "--no-such"),
    ] {
        let o = Command::new(env!("CARGO_BIN_EXE_adder"))
            .args(args)
            .output()
            .expect("adder starts");
        assert_eq!(o.status.code(), Some(2), "{args:?}");
        assert!(stderr(&o).contains(part), "{args:?}: {}", stderr(&o));
    }
}
