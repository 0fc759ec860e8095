//! Bad input: whatever a user does wrong ends with CPython's message and exit status, never with a crash, a hang or a Rust panic.
//!
//! Stored scripts (`tests/badinput/*.py`) run like the other suites. The cases below need a file that cannot be stored (too large, unreadable, a
//! folder), another way to be started, or a judgement looser than equality. Their expected texts were read off CPython 3.12.1.

mod common;

use common::mode::{self, Mode, Plan};
use common::process::{Finished, Invocation};
use common::suite::without_dir;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[test]
fn stored_scripts_fail_as_in_cpython() {
    common::suite::Suite {
        name: "badinput",
        counts_traces: false,
    }
    .run();
}

/// An empty folder of its own for one test, below cargo's folder for such things.
fn scratch(test: &str) -> PathBuf {
    let root = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = root.join(format!("badinput-{test}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a scratch folder");
    dir.canonicalize().expect("the folder just made")
}

fn invocation(dir: &Path, mode: &Mode, args: &[&str]) -> Invocation {
    Invocation {
        program: common::program(),
        args: mode
            .flags
            .iter()
            .map(String::as_str)
            .chain(args.iter().copied())
            .map(Into::into)
            .collect(),
        cwd: dir.to_path_buf(),
        hash_seed: "0".to_string(),
        timeout: common::suite::TIMEOUT,
        interrupt_after: None,
        hang_up_after: None,
    }
}

/// Runs `args` in every planned mode and hands what came of it, as text, to `check`.
fn in_all_modes(test: &str, dir: &Path, args: &[&str], check: impl Fn(&Outcome)) {
    for mode in Plan::from_env().modes_for(test) {
        let finished = invocation(dir, &mode, args)
            .run()
            .expect("the program starts");
        check(&Outcome::new(test, &mode, dir, finished));
    }
    fs::remove_dir_all(dir).expect("the scratch folder goes");
}

/// A finished run with its folder's path taken off, and the words to complain with.
struct Outcome {
    what: String,
    stdout: String,
    stderr: String,
    status: Option<i32>,
}

impl Outcome {
    fn new(test: &str, mode: &Mode, dir: &Path, finished: Finished) -> Outcome {
        let text = |bytes: &[u8]| String::from_utf8_lossy(&without_dir(bytes, dir)).into_owned();
        let program = common::program().display().to_string();
        Outcome {
            what: format!("{test} [{}]", mode.name),
            stdout: text(&finished.stdout),
            stderr: text(&finished.stderr).replace(&program, "PROGRAM"),
            status: finished.ended.shell_status(),
        }
    }

    #[track_caller]
    fn expect(&self, stdout: &str, stderr: &str, status: i32) {
        assert_eq!(self.stderr, stderr, "{}: stderr", self.what);
        assert_eq!(self.stdout, stdout, "{}: stdout", self.what);
        assert_eq!(self.status, Some(status), "{}: exit status", self.what);
    }

    /// Status 1 and `line` as the last line of stderr, whatever comes before.
    #[track_caller]
    fn expect_last_line(&self, line: &str) {
        assert_eq!(
            self.stderr.lines().last(),
            Some(line),
            "{}: stderr was {:.2000}",
            self.what,
            self.stderr
        );
        assert_eq!(self.status, Some(1), "{}: exit status", self.what);
    }

    /// The traceback's frames without the caret lines, which depend on where in a line the interrupt fell.
    fn lines_without_carets(&self) -> Vec<&str> {
        let caret = |line: &&str| {
            line.trim().is_empty() || !line.trim().chars().all(|c| c == '^' || c == '~')
        };
        self.stderr.lines().filter(caret).collect()
    }
}

#[test]
fn missing_file() {
    let dir = scratch("missing");
    let stderr = "PROGRAM: can't open file 'nope.py': [Errno 2] No such file or directory\n";
    in_all_modes("missing_file", &dir, &["nope.py"], |outcome| {
        outcome.expect("", stderr, 2)
    });
}

#[test]
fn folder_without_main() {
    let dir = scratch("folder");
    fs::create_dir(dir.join("sub")).expect("a folder");
    let stderr = "PROGRAM: can't find '__main__' module in 'sub'\n";
    in_all_modes("folder_without_main", &dir, &["sub"], |outcome| {
        outcome.expect("", stderr, 1)
    });
}

#[test]
fn unreadable_file() {
    let dir = scratch("unreadable");
    let path = dir.join("secret.py");
    fs::write(&path, "print('read it')\n").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("its mode");
    if fs::read(&path).is_ok() {
        // The superuser reads everything: then the script must simply run.
        in_all_modes("unreadable_file", &dir, &["secret.py"], |outcome| {
            outcome.expect("read it\n", "", 0)
        });
        return;
    }
    let stderr = "PROGRAM: can't open file 'secret.py': [Errno 13] Permission denied\n";
    in_all_modes("unreadable_file", &dir, &["secret.py"], |outcome| {
        outcome.expect("", stderr, 2)
    });
}

#[test]
fn empty_file() {
    let dir = scratch("empty");
    fs::write(dir.join("empty.py"), "").expect("a file");
    in_all_modes("empty_file", &dir, &["empty.py"], |outcome| {
        outcome.expect("", "", 0)
    });
}

#[test]
fn not_utf8() {
    let dir = scratch("not-utf8");
    fs::write(dir.join("latin.py"), b"x = 1\nprint(\"caf\xe9\")\n").expect("a file");
    let stderr = "SyntaxError: Non-UTF-8 code starting with '\\xe9' in file latin.py on line 2, but no encoding declared; \
                  see https://peps.python.org/pep-0263/ for details\n";
    in_all_modes("not_utf8", &dir, &["latin.py"], |outcome| {
        outcome.expect("", stderr, 1)
    });
}

#[test]
fn null_byte() {
    let dir = scratch("null-byte");
    fs::write(dir.join("null.py"), b"x = 1\nprint(\"a\0b\")\n").expect("a file");
    in_all_modes("null_byte", &dir, &["null.py"], |outcome| {
        outcome.expect_last_line("SyntaxError: source code cannot contain null bytes");
        assert_eq!(outcome.stdout, "");
    });
}

#[test]
fn ten_thousand_parentheses() {
    let dir = scratch("parentheses");
    let source = format!("{}1{}\n", "(".repeat(10_000), ")".repeat(10_000));
    fs::write(dir.join("deep.py"), &source).expect("a file");
    let stderr = format!(
        "  File \"deep.py\", line 1\n    {}    {}^\nSyntaxError: too many nested parentheses\n",
        source,
        " ".repeat(200)
    );
    in_all_modes("ten_thousand_parentheses", &dir, &["deep.py"], |outcome| {
        outcome.expect("", &stderr, 1)
    });
}

#[test]
fn ten_thousand_open_brackets() {
    let dir = scratch("brackets");
    fs::write(dir.join("deep.py"), format!("x = {}\n", "[".repeat(10_000))).expect("a file");
    in_all_modes(
        "ten_thousand_open_brackets",
        &dir,
        &["deep.py"],
        |outcome| {
            outcome.expect_last_line("SyntaxError: too many nested parentheses");
        },
    );
}

#[test]
fn too_many_indentation_levels() {
    let dir = scratch("indentation");
    let blocks: String = (0..150)
        .map(|depth| format!("{}if 1:\n", " ".repeat(depth)))
        .collect();
    fs::write(
        dir.join("deep.py"),
        format!("{blocks}{}pass\n", " ".repeat(150)),
    )
    .expect("a file");
    in_all_modes(
        "too_many_indentation_levels",
        &dir,
        &["deep.py"],
        |outcome| {
            outcome.expect_last_line("IndentationError: too many levels of indentation");
            assert!(
                outcome.stderr.starts_with("  File \"deep.py\", line 101\n"),
                "{}: {}",
                outcome.what,
                outcome.stderr
            );
        },
    );
}

#[test]
fn a_hundred_thousand_unary_minuses() {
    let dir = scratch("minuses");
    fs::write(
        dir.join("deep.py"),
        format!("x = {}1\nprint(x)\n", "-".repeat(100_000)),
    )
    .expect("a file");
    in_all_modes(
        "a_hundred_thousand_unary_minuses",
        &dir,
        &["deep.py"],
        |outcome| {
            outcome.expect_last_line(
                "MemoryError: Parser stack overflowed - Python source too complex to parse",
            );
        },
    );
}

/// CPython gives up on the depth of the tree. An implementation that does not need the recursion may also print the right sum.
#[test]
fn an_expression_of_200_000_terms() {
    let dir = scratch("terms");
    fs::write(
        dir.join("wide.py"),
        format!("x = {}\nprint(x)\n", vec!["1"; 200_000].join(" + ")),
    )
    .expect("a file");
    in_all_modes(
        "an_expression_of_200_000_terms",
        &dir,
        &["wide.py"],
        |outcome| {
            if outcome.status == Some(0) {
                outcome.expect("200000\n", "", 0);
            } else {
                outcome.expect_last_line(
                    "RecursionError: maximum recursion depth exceeded during compilation",
                );
            }
        },
    );
}

#[test]
fn closed_output_pipe() {
    let dir = scratch("pipe");
    fs::write(
        dir.join("chatty.py"),
        "for i in range(10**7):\n    print(\"line\", i)\n",
    )
    .expect("a file");
    for mode in Plan::from_env().modes_for("closed_output_pipe") {
        let mut invocation = invocation(&dir, &mode, &["chatty.py"]);
        invocation.hang_up_after = Some(100);
        let outcome = Outcome::new(
            "closed_output_pipe",
            &mode,
            &dir,
            invocation.run().expect("the program starts"),
        );
        let lines = outcome.lines_without_carets();
        let expected = [
            "Traceback (most recent call last):",
            "  File \"chatty.py\", line 2, in <module>",
            "    print(\"line\", i)",
            "BrokenPipeError: [Errno 32] Broken pipe",
        ];
        assert_eq!(
            lines.get(..4),
            Some(&expected[..]),
            "{}: {}",
            outcome.what,
            outcome.stderr
        );
        // What is left in the buffer fails again at exit (120), unless the failed write took it along (1).
        assert!(
            matches!(outcome.status, Some(1 | 120)),
            "{}: exit status {:?}",
            outcome.what,
            outcome.status
        );
    }
    fs::remove_dir_all(&dir).expect("the scratch folder goes");
}

/// Ctrl-C half a second into a loop that runs (much) longer: a KeyboardInterrupt with the loop's frames, and the status 130.
#[track_caller]
fn interrupted(test: &str, source: &str, frames: &[&[&str]]) {
    let dir = scratch(test);
    fs::write(dir.join("busy.py"), source).expect("a file");
    for mode in Plan::from_env().modes_for(test) {
        let mut invocation = invocation(&dir, &mode, &["busy.py"]);
        invocation.interrupt_after = Some(Duration::from_millis(500));
        invocation.timeout = Duration::from_secs(20);
        let outcome = Outcome::new(
            test,
            &mode,
            &dir,
            invocation.run().expect("the program starts"),
        );
        let lines = outcome.lines_without_carets();
        assert_eq!(
            outcome.status,
            Some(130),
            "{}: exit status; stderr: {}",
            outcome.what,
            outcome.stderr
        );
        assert_eq!(
            lines.first(),
            Some(&"Traceback (most recent call last):"),
            "{}",
            outcome.what
        );
        assert_eq!(
            lines.last(),
            Some(&"KeyboardInterrupt"),
            "{}: {}",
            outcome.what,
            outcome.stderr
        );
        let shown: Vec<&str> = lines
            .iter()
            .filter(|line| line.starts_with("  File "))
            .copied()
            .collect();
        assert_eq!(
            shown.len(),
            frames.len(),
            "{}: {}",
            outcome.what,
            outcome.stderr
        );
        for (line, allowed) in shown.iter().zip(frames) {
            assert!(
                allowed.contains(line),
                "{}: {line} is none of {allowed:?}",
                outcome.what
            );
        }
        assert_eq!(outcome.stdout, "start\n", "{}: stdout", outcome.what);
    }
    fs::remove_dir_all(&dir).expect("the scratch folder goes");
}

#[test]
fn ctrl_c_in_a_for_loop() {
    let source = "def spin(n):\n    total = 0\n    for i in range(n):\n        total += i & 7\n    return total\n\
                  print(\"start\", flush=True)\nspin(10**12)\n";
    let spin = [
        "  File \"busy.py\", line 3, in spin",
        "  File \"busy.py\", line 4, in spin",
    ];
    interrupted(
        "ctrl-c-for",
        source,
        &[&["  File \"busy.py\", line 7, in <module>"], &spin],
    );
}

#[test]
fn ctrl_c_in_an_endless_while_loop() {
    let source = "print(\"start\", flush=True)\nwhile True:\n    pass\n";
    let at = [
        "  File \"busy.py\", line 2, in <module>",
        "  File \"busy.py\", line 3, in <module>",
    ];
    interrupted("ctrl-c-while", source, &[&at]);
}

#[test]
fn ctrl_c_in_nested_calls() {
    let source = "def leaf(x):\n    return x + 1\n\ndef outer():\n    x = 0\n    while True:\n        x = leaf(x) & 1023\n\
                  print(\"start\", flush=True)\ntry:\n    outer()\nfinally:\n    done = 1\n";
    let dir = scratch("ctrl-c-calls");
    fs::write(dir.join("busy.py"), source).expect("a file");
    for mode in Plan::from_env().modes_for("ctrl-c-calls") {
        let mut invocation = invocation(&dir, &mode, &["busy.py"]);
        invocation.interrupt_after = Some(Duration::from_millis(500));
        invocation.timeout = Duration::from_secs(20);
        let outcome = Outcome::new(
            "ctrl-c-calls",
            &mode,
            &dir,
            invocation.run().expect("the program starts"),
        );
        assert_eq!(
            outcome.status,
            Some(130),
            "{}: exit status; stderr: {}",
            outcome.what,
            outcome.stderr
        );
        assert!(
            outcome
                .stderr
                .contains("  File \"busy.py\", line 10, in <module>\n    outer()\n"),
            "{}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.ends_with("KeyboardInterrupt\n"),
            "{}: {}",
            outcome.what,
            outcome.stderr
        );
    }
    fs::remove_dir_all(&dir).expect("the scratch folder goes");
}

#[test]
fn ctrl_c_can_be_caught() {
    let source = "print(\"start\", flush=True)\ncount = 0\ntry:\n    while True:\n        count += 1\n\
                  except KeyboardInterrupt as error:\n    print(\"caught\", repr(error), count > 0)\n";
    let dir = scratch("ctrl-c-caught");
    fs::write(dir.join("busy.py"), source).expect("a file");
    for mode in Plan::from_env().modes_for("ctrl-c-caught") {
        let mut invocation = invocation(&dir, &mode, &["busy.py"]);
        invocation.interrupt_after = Some(Duration::from_millis(500));
        invocation.timeout = Duration::from_secs(20);
        let outcome = Outcome::new(
            "ctrl-c-caught",
            &mode,
            &dir,
            invocation.run().expect("the program starts"),
        );
        outcome.expect("start\ncaught KeyboardInterrupt() True\n", "", 0);
    }
    fs::remove_dir_all(&dir).expect("the scratch folder goes");
}

/// Our own options: the words are ours, but there must be some, on stderr, naming the offender, and the status is 2.
#[test]
fn wrong_options() {
    if mode::reference().is_some() {
        return; // CPython has other options
    }
    let dir = scratch("options");
    fs::write(dir.join("ok.py"), "print('must not run')\n").expect("a file");
    let wrong: [&[&str]; 8] = [
        &["--no-such-option", "ok.py"],
        &["--jit=perhaps", "ok.py"],
        &["--jit-loop-threshold=many", "ok.py"],
        &["--jit-loop-threshold=-1", "ok.py"],
        &["--jit-exit-threshold=", "ok.py"],
        &["--jit-opt=-nosuchpass", "ok.py"],
        &["--jit-stats=smoke-signals", "ok.py"],
        &["-c"],
    ];
    for args in wrong {
        let mode = Mode {
            name: "plain".into(),
            flags: Vec::new(),
            expects_traces: false,
            stress: false,
            verifies: false,
            sampled: false,
        };
        let outcome = Outcome::new(
            "wrong_options",
            &mode,
            &dir,
            invocation(&dir, &mode, args)
                .run()
                .expect("the program starts"),
        );
        assert_eq!(outcome.status, Some(2), "{args:?}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, "", "{args:?}: the script must not run");
        let offender = args[0].split('=').next().unwrap_or_default();
        assert!(
            outcome.stderr.contains(offender),
            "{args:?}: the message does not name `{offender}`: {}",
            outcome.stderr
        );
        assert!(
            !outcome.stderr.contains("panicked"),
            "{args:?}: {}",
            outcome.stderr
        );
    }
    fs::remove_dir_all(&dir).expect("the scratch folder goes");
}
