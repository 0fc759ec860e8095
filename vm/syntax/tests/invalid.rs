//! Invalid programs against what CPython 3.12.1 says, to the letter: class, line, offset, end line, end offset, message.
//!
//! `invalid/programs.txt` holds mistakes that its parser finds, `invalid/semantics.txt` those of its symbol table and
//! compiler (with valid programs between them, marked `ok`). The expectations come from `invalid/generate.py`.

use adder_syntax::{parse_module, UNKNOWN_END};

fn describe(program: &str) -> String {
    match parse_module(program, "f") {
        Ok(_) => "ok".to_owned(),
        Err(e) => {
            let end_offset = if e.end_offset == UNKNOWN_END {
                -1
            } else {
                i64::from(e.end_offset)
            };
            let class = e.kind.class_name();
            format!(
                "{class}\t{}\t{}\t{}\t{end_offset}\t{}",
                e.lineno, e.offset, e.end_lineno, e.msg
            )
        }
    }
}

fn compare(programs: &str, expected: &str, least: usize) {
    let programs: Vec<&str> = programs.split("%%\n").collect();
    let expected: Vec<&str> = expected.lines().collect();
    assert_eq!(programs.len(), expected.len(), "run generate.py");
    assert!(programs.len() >= least);
    let mut wrong = String::new();
    for (program, expected) in programs.iter().zip(&expected) {
        let found = describe(program);
        if found != **expected {
            wrong += &format!("{program:?}\n  want {expected}\n  got  {found}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn parser_errors_are_cpythons() {
    compare(
        include_str!("invalid/programs.txt"),
        include_str!("invalid/programs.expected.txt"),
        400,
    );
}

#[test]
fn symbol_table_and_compiler_errors_are_cpythons() {
    compare(
        include_str!("invalid/semantics.txt"),
        include_str!("invalid/semantics.expected.txt"),
        170,
    );
}
