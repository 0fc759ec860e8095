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

#[test]
fn modules_of_packages_run_after_their_packages() {
    let dir = std::env::temp_dir().join(format!("adder-cli-run-{}", std::process::id()));
    let package = dir.join("pack");
    std::fs::create_dir_all(&package).expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(package.join(name), text).expect("a file");
    };
    write("__init__.py", "print('init', __name__, __file__)\nx = 1\n");
    write(
        "__main__.py",
        "from . import x\nprint('main', __package__, x)\n",
    );
    write(
        "part.py",
        "from . import x\nprint(__name__, __package__, x)\n",
    );
    let run = |args: &[&str]| {
        let out = Command::new(common::program())
            .args(args)
            .current_dir(&dir)
            .output()
            .expect("adder runs");
        stdout(&out)
    };
    // Files are named from the root, whatever the entry of `sys.path` looks like.
    let init = format!(
        "init pack {}\n",
        dir.canonicalize()
            .expect("a folder")
            .join("pack/__init__.py")
            .display()
    );
    assert_eq!(run(&["-m", "pack"]), format!("{init}main pack 1\n"));
    assert_eq!(
        run(&["-m", "pack.part"]),
        format!("{init}__main__ pack 1\n")
    );
    assert_eq!(run(&["-c", "import pack"]), init);
    let relative = "import sys; sys.path[0] = '.'; import pack";
    assert_eq!(run(&["-c", relative]), init);
    let _ = std::fs::remove_dir_all(&dir);
}
