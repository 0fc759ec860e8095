//! Golden disassemblies: every `golden/*.py` compiles to its `.dis`. `UPDATE_EXPECT=1` writes what comes out; read the
//! difference before committing it.

use adder_compile::{compile_module, Mode, Options};
use std::path::{Path, PathBuf};

#[test]
fn disassemblies() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "py"));
    files.sort();
    assert!(files.len() >= 40, "only {} cases", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let source = std::fs::read_to_string(&path).expect("UTF-8");
        let unit = compile_module(&source, "golden.py", Mode::Exec, Options::default())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = adder_bytecode::dis::disassemble(&unit);
        let expected = path.with_extension("dis");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected, &text).expect("writable");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "disassembly changed:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn modes_and_errors() {
    let compile = |source, mode| compile_module(source, "t.py", mode, Options::default());
    let names = |source, mode| {
        let unit = compile(source, mode).expect("compiles");
        unit.code
            .iter()
            .map(|instr| instr.op().info().name)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(names("x + 1", Mode::Eval), "LoadName AddI Return");
    assert_eq!(
        names("x", Mode::Single),
        "LoadName PrintExpr LoadConst Return"
    );
    assert_eq!(names("", Mode::Exec), "LoadConst Return");
    let error = compile("x = 1\nasync def f(): pass\n", Mode::Exec).expect_err("left out");
    assert_eq!(
        (error.msg.as_str(), error.lineno, error.offset),
        ("'async def' is not supported yet", 2, 1)
    );
    assert!(compile("match x:\n  case 1: pass\n", Mode::Exec).is_err());
    assert!(compile("def f[T](): pass\n", Mode::Exec).is_err());
}

/// Jumps beyond 16 bits take their long form, at every nesting; the verifier checks the targets.
#[test]
fn long_jumps_reach() {
    let body = "        a = b + c\n".repeat(40_000);
    let source = format!("def f(a, b, c):\n    for x in a:\n        if x < b: continue\n{body}    while a < b:\n{body}");
    let unit = compile_module(&source, "t.py", Mode::Exec, Options::default()).expect("compiles");
    adder_bytecode::verify::verify(&unit).expect("sound");
    let text = adder_bytecode::dis::disassemble(&unit);
    assert!(
        text.contains("JumpLt       r3:x r1:b false -> "),
        "inverted by its flag"
    );
    assert!(text.contains("ForIter      r3:x r4 -> "));
}
