//! Round trip of the text form, and what parser and verifier refuse.

use super::parse::parse_trace;
use super::verify::verify;

const EVERYTHING: &str = r#"trace "trace3@app.py:41" root
mem m0 "list.len": i64 offset 16 alias 3
mem m1 "items": val offset 0 alias 4 immutable
alloc a0 "pair" size 32 header 0x5 fields [m0 m1] cur 64 end 72
call c0 "f"(i64, f64) -> val reads 0x3 writes all allocs raises publish
call c1 "g"() -> void reads_slots writes_slots python pure keeps_nothing
link l0 "trace1"(i64) target 1
block0(v0: i64 @0, v1: ptr @1 class 7, v2: val @2):
  v3: i64 = load m0 v1
  v4: bool = ult v0, v3
  guard_true v4 ; snap s0
  v6: val = load m1 v1[v0*8]
  guard_tag int v6 ; snap s0
  store m1 v1[v0*8], val:"a name"
  v9: val = call c0(v0, 1.5) ; snap s0
  call c1()
  v11: f64 = fadd -0.0, nan
  v12: f64 = fma v11, inf, f64:0xfff8000000000001
  v13: f32 = fadd 1.5f32, f32:0x7fc00000
  v14: i64 = add_ovf v0, -1 ; snap s0
  guard_shape v1, root_ptr:"shape(list)" ; snap s0
  guard_eq v2, val:-3 ; snap s0
  guard_ne v2, val:2.5 ; snap s0
  v18: val = load_slot 3
  store_slot 4 v18
  v20: ptr = new a0
  barrier v20
  guard_valid ptr:0x10 ; snap s0
  poll m0 v1 ; snap s0
  v24: val = select true, val:none, val:undef
  nop
  br v4 block1(v14) block2(v0, v1)
block1(v27: i64):
  jump block3(v27)
block2(v29: i64, v30: ptr):
  jump block3(v29)
block3(v32: i64):
  link l0(v32)
snap s0: frame code 1 pc 2 base 0, frame code 7 pc 3 base 9 [0:0=v0, 1:1=o0 class 9, 1:2=o1] o0=a0{m0=1, m1=o1} o1=a0{m1=o0} raise after_op
"#;

#[test]
fn text_round_trips() {
    let t = parse_trace(EVERYTHING).unwrap_or_else(|e| panic!("{e}"));
    verify(&t).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(t.to_string(), EVERYTHING);
}

#[test]
fn parser_refuses() {
    let wrap = |body: &str| {
        format!(
            "trace \"t\" side\nblock0(v0: i64 @0):\n{body}\nsnap s0: frame code 1 pc 1 base 0 []\n"
        )
    };
    assert!(parse_trace(&wrap("  exit ; snap s0")).is_ok());
    for (body, message) in [
        ("  v1: i64 = frobnicate v0", "no operation"),
        ("  v1: i64 = add v0, v9", "no value"),
        ("  v1: i64 = add v0", "expected `,`"),
        ("  v1: f64 = add v0, v0", "gives i64"),
        ("  v0: i64 = add v0, v0", "defined twice"),
        ("  v1: i64 = load m0 v0", "no descriptor"),
        ("  v1: val = call c0(v0)", "no descriptor"),
        ("  v1: bool = is_tag strange v0", "no tag"),
        ("  v1: i64 = add v0, v0 v0", "unexpected"),
        ("snap s4: frame code 1 pc 1 base 0 []", "out of order"),
        ("block7():", "out of order"),
        ("  v1: i64 = param", "head"),
        ("  v1: i64 = add v0, 99999999999999999999", "no value"),
    ] {
        let e = parse_trace(&wrap(body)).expect_err(body);
        assert!(e.message.contains(message), "{body}: {e}");
        assert_eq!(e.line, 3, "{body}");
    }
    assert!(parse_trace("").is_err());
    assert!(parse_trace("trace \"t\" side\n  exit ; snap s0\n").is_err());
    assert!(parse_trace("trace \"").is_err());
}

#[test]
fn verifier_refuses() {
    let head = "trace \"t\" side
mem m0 \"f\": f64 offset 8 alias 1
mem m1 \"g\": val offset 8 alias 2
alloc a0 \"o\" size 16 header 1 fields [m0]
call c0 \"f\"(i64) -> i64 publish
block0(v0: i64 @0, v1: ptr @1, v2: bool @2):
";
    let tail = "\nsnap s0: frame code 1 pc 1 base 0 []\n";
    let bodies: &[(&str, &str, &str)] = &[
        ("  v3: i64 = add v0, v1\n  exit ; snap s0", "", "operand 1"),
        ("  v3: i64 = add v0, v0 ; snap s0\n  exit ; snap s0", "", "not wanted"),
        ("  v3: i64 = add_ovf v0, v0\n  exit ; snap s0", "", "missing"),
        ("  v3: i64 = call c0(v0)\n  exit ; snap s0", "", "missing"),
        ("  v3: i64 = call c0() ; snap s0\n  exit ; snap s0", "", "number of arguments"),
        ("  v3: i64 = call c0(v1) ; snap s0\n  exit ; snap s0", "", "is ptr, not i64"),
        ("  store m0 v1, v0\n  exit ; snap s0", "", "stores i64"),
        ("  v3: f64 = load m0 v1[v0*3]\n  exit ; snap s0", "", "scale 3"),
        ("  v3: i64 = shl v0, 64\n  exit ; snap s0", "", "shift count"),
        ("  guard_shape v1, ptr:0x100000000 ; snap s0\n  exit ; snap s0", "", "32-bit"),
        ("  guard_eq v0, v0 ; snap s0\n  exit ; snap s0", "", "no constant"),
        ("  exit ; snap s1", "", "does not exist"),
        ("  exit ; snap s0\n  exit ; snap s0", "", "terminator out of place"),
        ("  v3: i64 = add v0, v0", "", "terminator out of place"),
        ("  jump block1()\nblock1(v4: i64):\n  exit ; snap s0", "", "number of arguments"),
        ("  jump block1(v1)\nblock1(v4: i64):\n  exit ; snap s0", "", "does not have the type"),
        ("  exit ; snap s0\nblock1():\n  exit ; snap s0", "", "unreachable"),
        (
            "  br v2 block1() block2()\nblock1():\n  v4: i64 = add v0, 1\n  jump block3()\nblock2():\n  jump block3()
block3():\n  v7: i64 = add v4, 1\n  exit ; snap s0",
            "",
            "does not dominate",
        ),
        ("  exit ; snap s1", "snap s1: [0:0=v0]\n", "no frame"),
        ("  exit ; snap s1", "snap s1: frame code 1 pc 1 base 0 [1:0=v0]\n", "frame 1"),
        ("  exit ; snap s1", "snap s1: frame code 1 pc 1 base 0 [0:0=v0, 0:0=v0]\n", "twice"),
        ("  exit ; snap s1", "snap s1: frame code 1 pc 1 base 0 [0:0=o0]\n", "o0 does not exist"),
        ("  exit ; snap s1", "snap s1: frame code 1 pc 1 base 0 [0:0=o0] o0=a0{m1=v0}\n", "no field"),
        ("  exit ; snap s1", "snap s1: frame code 1 pc 1 base 0 [0:0=o0] o0=a0{m0=v0}\n", "wrong type"),
        (
            "  exit ; snap s1\nblock1():\n  v3: i64 = add v0, 1\n  exit ; snap s0",
            "snap s1: frame code 1 pc 1 base 0 [0:0=v3]\n",
            "unreachable",
        ),
        (
            "  guard_true v2 ; snap s1\n  v4: i64 = add v0, 1\n  exit ; snap s0",
            "snap s1: frame code 1 pc 1 base 0 [0:0=v4]\n",
            "before its definition",
        ),
    ];
    for (body, snaps, message) in bodies {
        let t = parse_trace(&format!("{head}{body}{tail}{snaps}"))
            .unwrap_or_else(|e| panic!("{body}: {e}"));
        let e = verify(&t).expect_err(body);
        assert!(e.message.contains(message), "{body}: {e}");
    }
}
