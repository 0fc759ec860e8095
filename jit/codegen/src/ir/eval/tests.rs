use super::*;
use crate::ir::parse::parse_trace;

fn end(text: &str, inputs: &[u64]) -> (Trace, Machine, Outcome) {
    let t = parse_trace(text).unwrap_or_else(|e| panic!("{e}"));
    crate::ir::verify::verify(&t).unwrap_or_else(|e| panic!("{e}"));
    let mut m = Machine::default();
    let outcome = run(&t, &mut m, inputs, &mut |_, args, _| Ok(args.iter().sum()))
        .unwrap_or_else(|e| panic!("{e}"));
    (t, m, outcome)
}

#[test]
fn memory_reads_back_what_straddles_words() {
    let mut m = Memory::default();
    m.write(13, 8, 0x0102_0304_0506_0708);
    assert_eq!(m.read(13, 8), 0x0102_0304_0506_0708);
    assert_eq!(m.read(14, 2), 0x0607);
    m.write(15, 1, 0xFF);
    assert_eq!(m.read(13, 4), 0x05FF_0708);
    m.write(13, 8, 0);
    assert_eq!(m.iter().count(), 0);
}

#[test]
fn floor_division_follows_python() {
    for (x, y, q, r) in [
        (7i64, 2i64, 3i64, 1i64),
        (-7, 2, -4, 1),
        (7, -2, -4, -1),
        (-7, -2, 3, -1),
        (-6, 2, -3, 0),
    ] {
        assert_eq!(
            pure(Op::FloorDiv, false, [x as u64, y as u64, 0]),
            Some(q as u64)
        );
        assert_eq!(
            pure(Op::Mod, false, [x as u64, y as u64, 0]),
            Some(r as u64)
        );
    }
    assert_eq!(pure(Op::Mod, false, [1, 0, 0]), None);
    assert_eq!(
        pure(Op::FloorDiv, false, [i64::MIN as u64, -1i64 as u64, 0]),
        None
    );
}

#[test]
fn loop_leaves_at_the_guard() {
    let text = "trace \"t\" root
block0(v0: i64 @0, v1: i64 @1):
  v2: bool = lt v0, v1
  guard_true v2 ; snap s0
  v4: i64 = add_ovf v0, 1 ; snap s0
  jump block0(v4, v1)
snap s0: frame code 1 pc 2 base 0 [0:0=v0]
";
    let (t, m, outcome) = end(text, &[0, 5]);
    let seen = observe(&t, &m, &outcome).unwrap();
    assert_eq!(seen.registers, vec![(0, 0, 0, Seen::Int(5i64.into()))]);
    assert_eq!(m.fuel, 10_000 - 5);
}

#[test]
fn virtual_and_allocated_object_look_alike() {
    let head = "trace \"t\" side
mem m0 \"pair.a\": val offset 8 alias 1
mem m1 \"pair.b\": f64 offset 16 alias 2
alloc a0 \"pair\" size 24 header 0x77 fields [m0 m1]
block0(v0: i64 @0, v1: f64 @1):
";
    let made = format!(
        "{head}  v2: ptr = new a0
  v3: val = box_int v0
  store m0 v2, v3
  store m1 v2, v1
  v6: val = ptr_to_val v2
  exit ; snap s0
snap s0: frame code 1 pc 2 base 0 [0:1=v6, 0:0=v6]
"
    );
    let sunk = format!(
        "{head}  exit ; snap s0
snap s0: frame code 1 pc 2 base 0 [0:0=o0, 0:1=o0] o0=a0{{m0=v0, m1=v1}}
"
    );
    let inputs = [1 << 60, 1.5f64.to_bits()];
    let (t1, m1, o1) = end(&made, &inputs);
    let (t2, m2, o2) = end(&sunk, &inputs);
    let (a, b) = (observe(&t1, &m1, &o1), observe(&t2, &m2, &o2));
    assert_eq!(a, b);
    assert_eq!(a.unwrap().objects.len(), 1);
}

#[test]
fn breaking_a_precondition_is_an_error() {
    let text = "trace \"t\" side
block0(v0: val @0):
  v1: i64 = unbox_int v0
  exit ; snap s0
snap s0: frame code 1 pc 2 base 0 [0:0=v1]
";
    let t = parse_trace(text).unwrap();
    let mut m = Machine::default();
    assert!(run(&t, &mut m, &[abi::NONE], &mut |_, _, _| Ok(0)).is_err());
    assert!(run(&t, &mut m, &[abi::box_small(3)], &mut |_, _, _| Ok(0)).is_ok());
}
