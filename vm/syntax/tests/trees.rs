//! What valid programs become: f-strings, surrogates, ranges, soft keywords, warnings, decoding.

use adder_syntax::ast::{self, Constant, Expr, Ranged, Stmt};
use adder_syntax::{
    decode_source, parse_expression, parse_module, parse_single, ErrorKind, Origin,
};

fn show(value: &Constant) -> String {
    match value {
        Constant::Int(value) => value.to_string(),
        Constant::Float(value) => format!("{value:?}"),
        other => format!("{other:?}"),
    }
}

/// The source text of every expression node, depth first, with the values of text constants.
fn pieces(source: &str) -> Vec<String> {
    fn walk(source: &str, expr: &Expr, out: &mut Vec<String>) {
        let text = &source[expr.range().start().into()..expr.range().end().into()];
        match expr {
            Expr::Constant(node) => match &node.value {
                Constant::Str(value) => out.push(format!("{value:?}")),
                value => out.push(show(value)),
            },
            Expr::JoinedStr(node) => {
                out.push(format!("J {text}"));
                node.values
                    .iter()
                    .for_each(|value| walk(source, value, out));
            }
            Expr::FormattedValue(node) => {
                let conversion = node
                    .conversion
                    .to_char()
                    .map_or(String::new(), |c| format!("!{c}"));
                out.push(format!("F{conversion} {text}"));
                walk(source, &node.value, out);
                if let Some(spec) = &node.format_spec {
                    walk(source, spec, out);
                }
            }
            _ => out.push(text.to_owned()),
        }
    }
    let parsed = parse_expression(source, "f").unwrap_or_else(|e| panic!("{e} in {source:?}"));
    let mut out = Vec::new();
    walk(&parsed.source, &parsed.tree.body, &mut out);
    out
}

#[test]
fn fstrings() {
    assert_eq!(
        pieces("f'a{b}c'"),
        ["J f'a{b}c'", "\"a\"", "F {b}", "b", "\"c\""]
    );
    // PEP 701: the same quotes, newlines and comments inside, any depth.
    assert_eq!(
        pieces("f'{d['k']}'"),
        ["J f'{d['k']}'", "F {d['k']}", "d['k']"]
    );
    assert_eq!(pieces("f'{\n x # why\n}'")[2], "x");
    let deep = pieces("f'{f'{f'{f'{f'{1}'}'}'}'}'");
    assert_eq!((deep.len(), deep[10].as_str()), (11, "1"));
    // Conversions, specs, nested specs.
    assert_eq!(
        pieces("f'{a!r:>{w}.2f}'"),
        [
            "J f'{a!r:>{w}.2f}'",
            "F!r {a!r:>{w}.2f}",
            "a",
            "J :>{w}.2f",
            "\">\"",
            "F {w}",
            "w",
            "\".2f\""
        ]
    );
    // Debug fields keep their text and imply a conversion.
    assert_eq!(
        pieces("f'{ x = }'"),
        ["J f'{ x = }'", "\" x = \"", "F!r { x = }", "x"]
    );
    assert_eq!(pieces("f'{x=:d}'")[2], "F {x=:d}");
    // Doubled braces, escapes, raw strings, names with braces.
    assert_eq!(
        pieces("f'{{{a}}}\\n'"),
        ["J f'{{{a}}}\\n'", "\"{\"", "F {a}", "a", "\"}\\n\""]
    );
    assert_eq!(pieces(r"rf'\d{a}'")[1], r#""\\d""#);
    assert_eq!(pieces(r"f'\N{LATIN SMALL LETTER A}{a}'")[1], "\"a\"");
    // Joined with its neighbours.
    assert_eq!(
        pieces("'a' f'b{c}' 'd' 'e'"),
        ["J 'a' f'b{c}' 'd' 'e'", "\"ab\"", "F {c}", "c", "\"de\""]
    );
    assert_eq!(pieces("f''"), ["J f''"]);
    assert_eq!(pieces("f'{a if b else c}'")[2], "a if b else c");
    assert_eq!(pieces("f'{(lambda x: x)}'")[2], "lambda x: x");
    assert_eq!(pieces("f'{a, b}'")[2], "a, b");
    assert_eq!(pieces("f'{a!=b}'")[2], "a!=b");
    assert_eq!(pieces("f'{x:%H:%M}'")[4], "\"%H:%M\"");
}

#[test]
fn plain_strings() {
    assert_eq!(pieces(r"'\x41\u0042\N{BULLET}\101\q'"), [r#""AB•A\\q""#]);
    assert_eq!(pieces("'a' \"b\" '''c'''"), ["\"abc\""]);
    assert_eq!(pieces(r"u'\\n'"), [r#""\\n""#]);
    assert_eq!(pieces("'a\\\nb'"), ["\"ab\""]);
    let parsed = parse_expression(r"b'\xff\\\377a'", "f").expect("valid");
    let Expr::Constant(node) = &*parsed.tree.body else {
        panic!("constant")
    };
    assert_eq!(node.value, Constant::Bytes(vec![0xff, b'\\', 0xff, b'a']));
}

#[test]
fn lone_surrogates_are_kept_beside_the_tree() {
    let parsed =
        parse_module("x = 'a'\ny = 'b\\ud800' 'c'\nz = f'\\udc00{x}'\n", "f").expect("valid");
    let value = |index: usize| match &parsed.tree.body[index] {
        Stmt::Assign(node) => &*node.value,
        other => panic!("{other:?}"),
    };
    assert_eq!(parsed.wtf8_literal(value(0).range().start()), None);
    assert_eq!(
        parsed.wtf8_literal(value(1).range().start()),
        Some(&b"b\xed\xa0\x80c"[..])
    );
    let Expr::JoinedStr(joined) = value(2) else {
        panic!("f-string")
    };
    assert_eq!(
        parsed.wtf8_literal(joined.values[0].range().start()),
        Some(&b"\xed\xb0\x80"[..])
    );
}

#[test]
fn soft_keywords() {
    for source in [
        "match = 1\ncase = match\ntype = case\nmatch.x\nmatch[0]\nmatch(x)\nmatch, case = 1, 2\nprint(match)\n",
        "match x:\n case 1: pass\n case {'a': match}:\n  case = 1\n  match case:\n   case case: pass\n case _: pass\n",
        "match x,:\n case a,: pass\n",
        "match (x):\n case 1: match = 1\nmatch: int = 1\nmatch * x\nmatch -x\n",
        "type X = int\ntype type = type\ntype(x)\ntype[0]\ntype = 1\nif a: type Y[T] = T\nx: type\n",
        "match not x:\n case _: pass\nmatch lambda: 1:\n case _: pass\nmatch {1: 2}[0]:\n case _: pass\n",
    ] {
        parse_module(source, "f").unwrap_or_else(|e| panic!("{e} in {source:?}"));
    }
    let parsed = parse_module("match x,:\n case _: pass\n", "f").expect("valid");
    let [Stmt::Match(node)] = &parsed.tree.body[..] else {
        panic!("match")
    };
    assert!(matches!(&*node.subject, Expr::Tuple(tuple) if tuple.elts.len() == 1));
}

#[test]
fn ranges_the_parser_gets_wrong() {
    let parsed = parse_module("f(x for x in y)\na[*b]\n(x): int\n", "f").expect("valid");
    let [Stmt::Expr(call), Stmt::Expr(index), Stmt::AnnAssign(annotated)] = &parsed.tree.body[..]
    else {
        panic!("three statements")
    };
    let Expr::Call(call) = &*call.value else {
        panic!("call")
    };
    assert_eq!(usize::from(call.args[0].range().start()), 1);
    assert_eq!(usize::from(call.args[0].range().end()), 15);
    let Expr::Subscript(index) = &*index.value else {
        panic!("subscript")
    };
    assert!(index.slice.is_tuple_expr());
    assert!(!annotated.simple);
}

#[test]
fn newlines_and_positions() {
    let parsed = parse_module("a\r\nb\rc = '''x\r\ny'''", "f").expect("valid");
    assert_eq!(parsed.source, "a\nb\nc = '''x\ny'''\n");
    let at = parsed
        .lines
        .locate(parsed.tree.body[2].range().start().into());
    assert_eq!((at.line, at.column), (3, 0));
    let parsed = parse_module("é = 1; b = 2", "f").expect("valid");
    let at = parsed
        .lines
        .locate(parsed.tree.body[1].range().start().into());
    assert_eq!((at.line, at.column), (1, 8));
}

#[test]
fn warnings_are_cpythons() {
    let cases = [
        (r"x = '\d'", r"invalid escape sequence '\d'"),
        (r"x = b'\d'", r"invalid escape sequence '\d'"),
        (r"x = '\777'", r"invalid octal escape sequence '\777'"),
        ("x is 1", "\"is\" with 'int' literal. Did you mean \"==\"?"),
        (
            "x is not 'a'",
            "\"is not\" with 'str' literal. Did you mean \"!=\"?",
        ),
        (
            "assert (x, 'y')",
            "assertion is always true, perhaps remove parentheses?",
        ),
        (
            "[1, 2] (3)",
            "'list' object is not callable; perhaps you missed a comma?",
        ),
        (
            "[1][2, 3]",
            "list indices must be integers or slices, not tuple; perhaps you missed a comma?",
        ),
        ("1if x else 2", "invalid decimal literal"),
    ];
    for (source, expected) in cases {
        let parsed = parse_module(source, "f").expect("valid");
        let found: Vec<(&str, u32)> = parsed
            .warnings
            .iter()
            .map(|w| (w.msg.as_str(), w.lineno))
            .collect();
        assert_eq!(found, [(expected, 1)], "{source}");
    }
    for quiet in [
        "x is None",
        "x is True",
        "x is ...",
        "assert x, y",
        r"x = r'\d'",
        "f(x)[0]",
        "x == 1",
    ] {
        assert!(
            parse_module(quiet, "f").expect("valid").warnings.is_empty(),
            "{quiet}"
        );
    }
}

#[test]
fn interactive_input() {
    assert!(parse_single("x = 1\n", "f").is_ok());
    assert!(parse_single("if x:\n  pass\n\n", "f").is_ok());
    let error = parse_single("x = 1\ny = 2\n", "f").expect_err("two statements");
    assert_eq!(
        error.msg,
        "multiple statements found while compiling a single statement"
    );
    assert!(parse_single("x = (1,\n", "f").expect_err("open").incomplete);
    assert!(
        parse_single("x = '''a\n", "f")
            .expect_err("open")
            .incomplete
    );
    assert!(!parse_single("x = )\n", "f").expect_err("wrong").incomplete);
}

#[test]
fn expressions() {
    assert!(parse_expression("1 + 2", "f").is_ok());
    assert!(parse_expression("(1,\n2)\n\n", "f").is_ok());
    for wrong in ["", "x = 1", "1; 2", "1\n2", "pass"] {
        assert!(parse_expression(wrong, "f").is_err(), "{wrong:?}");
    }
}

#[test]
fn decoding() {
    let decode =
        |bytes: &[u8], origin| decode_source(bytes, "t.py", origin).map_err(|e| (e.kind, e.msg));
    assert_eq!(
        decode(b"\xef\xbb\xbfx = 1\n", Origin::File).as_deref(),
        Ok("x = 1\n")
    );
    assert_eq!(
        decode(
            b"#!x\n# vim: set fileencoding=latin-1 :\n'\xe9'",
            Origin::File
        )
        .as_deref()
        .map(str::len),
        Ok(42)
    );
    assert_eq!(
        decode(b"# coding: cp1252\n'\x80'", Origin::Bytes).as_deref(),
        Ok("# coding: cp1252\n'€'")
    );
    // Not in the first two lines, or not in a comment.
    assert!(decode(b"\n\n# coding: foo\n", Origin::File).is_ok());
    assert!(decode(b"x = 1\n# coding: foo\n", Origin::File).is_ok());
    let wrong: [(&[u8], Origin, &str); 8] = [
        (
            b"a\n\nb\n\nc='\xff'\n",
            Origin::File,
            "Non-UTF-8 code starting with '\\xff' in file t.py on line 5, but no encoding declared; see \
             https://peps.python.org/pep-0263/ for details",
        ),
        (
            b"a\n\nb\n\nc='\xff'\n",
            Origin::Bytes,
            "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
        (
            b"x='\xe2\x82'",
            Origin::Bytes,
            "(unicode error) 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data",
        ),
        (b"# coding: foo\nx=1\n", Origin::File, "encoding problem: foo"),
        (b"# coding: foo\nx=1\n", Origin::Bytes, "unknown encoding: foo"),
        (
            b"# coding: ascii\nx='\xff'\n",
            Origin::Bytes,
            "'ascii' codec can't decode byte 0xff in position 19: ordinal not in range(128)",
        ),
        (b"\xef\xbb\xbf# coding: latin-1\nx=1\n", Origin::File, "encoding problem: iso-8859-1 with BOM"),
        (b"x=1\0\n", Origin::File, "source code cannot contain null bytes"),
    ];
    for (bytes, origin, msg) in wrong {
        assert_eq!(
            decode(bytes, origin),
            Err((ErrorKind::Syntax, msg.to_owned())),
            "{bytes:?}"
        );
    }
    let error = decode_source(
        b"# coding: utf-8\n\n\nx=1; y='\xfa\xfb'\n",
        "t.py",
        Origin::Bytes,
    )
    .expect_err("bad");
    assert_eq!((error.lineno, error.offset, error.end_offset), (4, 8, 12));
}

#[test]
fn numbers() {
    let value = |source: &str| match &*parse_expression(source, "f").expect("valid").tree.body {
        Expr::Constant(ast::ExprConstant { value, .. }) => show(value),
        other => panic!("{other:?}"),
    };
    assert_eq!(value("0x_ff"), "255");
    assert_eq!(value("1_000"), "1000");
    assert_eq!(value("00"), "0");
    assert_eq!(value("0b11"), "3");
    assert_eq!(
        value("123456789012345678901234567890"),
        "123456789012345678901234567890"
    );
    assert_eq!(value("0e0"), "0.0");
    let long = "1".repeat(4301);
    let error = parse_expression(&long, "f").expect_err("too long");
    assert!(error.msg.starts_with(
        "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits;"
    ));
    assert!(parse_expression(&"1".repeat(4300), "f").is_ok());
}

#[test]
fn null_characters() {
    let error = parse_module("x = 1\0", "f").expect_err("null");
    assert_eq!(
        (error.msg.as_str(), error.lineno),
        ("source code string cannot contain null bytes", 0)
    );
}
