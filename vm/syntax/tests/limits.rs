//! Very deep and very long programs: CPython 3.12.1's verdict, and no native stack overflow, on the 2 MiB stack of a
//! test thread.

use adder_syntax::{ast, left_spine, parse_module, ErrorKind, MAX_DEPTH};

fn verdict(program: &str) -> Result<u32, ErrorKind> {
    parse_module(program, "f")
        .map(|parsed| parsed.depth)
        .map_err(|e| e.kind)
}

#[test]
fn brackets_nest_200_deep() {
    let nested = |n: usize| format!("{}1{}", "(".repeat(n), ")".repeat(n));
    assert!(parse_module(&nested(200), "f").is_ok());
    for n in [201, 10_000] {
        let error = parse_module(&nested(n), "f").expect_err("too deep");
        assert_eq!(
            (error.msg.as_str(), error.lineno, error.offset),
            ("too many nested parentheses", 1, 201)
        );
    }
}

#[test]
fn prefix_operators() {
    let minus = |n: usize| format!("{}x", "-".repeat(n));
    assert_eq!(verdict(&minus(2994)), Ok(MAX_DEPTH));
    assert_eq!(verdict(&minus(2995)), Err(ErrorKind::Recursion));
    assert_eq!(verdict(&minus(5990)), Err(ErrorKind::Memory));
    assert_eq!(verdict(&minus(100_000)), Err(ErrorKind::Memory));
    assert_eq!(verdict(&minus(1_000_000)), Err(ErrorKind::Memory));
}

#[test]
fn left_chains() {
    let terms = |n: usize| vec!["a"; n].join("+");
    assert_eq!(verdict(&terms(2995)), Ok(MAX_DEPTH));
    assert_eq!(verdict(&terms(2996)), Err(ErrorKind::Recursion));
    assert_eq!(verdict(&terms(200_000)), Err(ErrorKind::Recursion));
    assert_eq!(
        verdict(&format!("a{}", ".b".repeat(10_000))),
        Err(ErrorKind::Recursion)
    );
    assert_eq!(
        verdict(&format!("f{}", "()".repeat(10_000))),
        Err(ErrorKind::Recursion)
    );
    assert!(verdict(&format!("f{}", "()".repeat(2_900))).is_ok());
}

#[test]
fn right_nesting() {
    assert!(verdict(&("lambda:".repeat(2_900) + "1")).is_ok());
    for program in [
        "lambda:".repeat(10_000) + "1",
        "lambda x=1:".repeat(100_000) + "1",
        "1 if x else ".repeat(10_000) + "2",
        vec!["a"; 10_000].join("**"),
        format!("if a: pass\n{}", "elif a: pass\n".repeat(20_000)),
    ] {
        assert_eq!(verdict(&program), Err(ErrorKind::Memory), "{:.40}", program);
    }
    assert!(verdict(&format!("if a: pass\n{}", "elif a: pass\n".repeat(2_900))).is_ok());
}

#[test]
fn flat_is_not_deep() {
    for program in [
        vec!["not -a.b"; 70_000].join(" and "),
        vec!["a or b"; 50_000].join(" and "),
        vec!["a.b() + c"; 50_000].join(" < "),
        format!("x = [{}]", "1+1,".repeat(100_000)),
        format!("x = {}1", "y = ".repeat(50_000)),
        "\"a\" ".repeat(50_000),
        "if a: pass\nelif b: pass\n".repeat(20_000),
    ] {
        let depth = verdict(&program).unwrap_or_else(|kind| panic!("{kind:?} for {program:.40}"));
        assert!(depth < 10, "{depth} for {program:.40}");
    }
}

#[test]
fn blocks_nest_100_deep() {
    let nested = |n: usize| {
        let heads: String = (0..n)
            .map(|i| format!("{}if a:\n", " ".repeat(i)))
            .collect();
        format!("{heads}{}pass\n", " ".repeat(n))
    };
    assert!(parse_module(&nested(99), "f").is_ok());
    let error = parse_module(&nested(100), "f").expect_err("too deep");
    assert_eq!(
        (error.kind, error.msg.as_str()),
        (ErrorKind::Indentation, "too many levels of indentation")
    );
}

#[test]
fn deep_wrong_programs_are_dropped_safely() {
    for program in [
        vec!["a"; 150_000].join("+") + " $",
        "-".repeat(50_000) + "1 $",
        "[".repeat(150) + &"-".repeat(500) + " $",
        "lambda:".repeat(30_000) + "$",
    ] {
        assert!(parse_module(&program, "f").is_err());
    }
}

#[test]
fn spine_lists_the_chain_outermost_first() {
    let parsed = parse_module("a.b(c)[d] + e", "f").expect("valid");
    let [ast::Stmt::Expr(stmt)] = &parsed.tree.body[..] else {
        panic!("one expression")
    };
    let spine = left_spine(&stmt.value);
    assert_eq!(spine.len(), 5);
    assert!(spine[0].is_bin_op_expr() && spine[1].is_subscript_expr() && spine[4].is_name_expr());
}
