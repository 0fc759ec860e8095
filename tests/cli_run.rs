//! The ways to name a program on the command line: a file, `-c`, `-m`, standard input.

mod common;

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn adder(args: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(common::program())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("adder starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(stdin.as_bytes())
        .expect("adder reads");
    child.wait_with_output().expect("adder ends")
}

fn stdout(out: &Output) -> String {
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn commands_and_standard_input_run() {
    let out = adder(&["-c", "import sys; print(sys.argv)", "a", "-b"], "");
    assert_eq!(stdout(&out), "['-c', 'a', '-b']\n");
    let out = adder(&["-", "x"], "import sys; print(sys.argv, __name__)");
    assert_eq!(stdout(&out), "['-', 'x'] __main__\n");
}

#[test]
fn library_modules_run_as_programs() {
    let out = adder(
        &[
            "-m", "timeit", "-n", "20", "-r", "2", "-s", "x = 3", "x * x",
        ],
        "",
    );
    let text = stdout(&out);
    assert!(text.starts_with("20 loops, best of 2: "), "{text}");
    assert!(text.ends_with("sec per loop\n"), "{text}");
    let out = adder(&["-m", "no_such_module"], "");
    assert_eq!(out.status.code(), Some(1));
    let text = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(text.ends_with("No module named no_such_module\n"), "{text}");
}
