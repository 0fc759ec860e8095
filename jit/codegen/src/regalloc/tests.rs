//! Allocation for a machine that does not exist: few registers, none kept by calls in the second class. What the checker
//! proves here holds without any back end running the code.

use super::check::check;
use super::*;
use crate::ir::parse::parse_trace;
use crate::ir::{Op, OpFlags, Type};

const SMALL: Machine = Machine {
    gpr: RegClass {
        allocatable: 0b1_1110,
        callee_saved: 0b1_1000,
        scratch: 7,
        args: &[1, 2],
    },
    fpr: RegClass {
        allocatable: 0b1110,
        callee_saved: 0,
        scratch: 7,
        args: &[1],
    },
    context: None,
    max_slots: 64,
};

/// Everything from registers but call and link arguments.
fn plain_selection(t: &Trace) -> Selection {
    let mut sel = Selection::default();
    for (i, inst) in t.insts.iter().enumerate() {
        let r = Ref::inst(i as u32);
        let list = matches!(inst.op, Op::Call | Op::Link);
        let operands = match inst.op {
            Op::Jump => &[][..],
            Op::Br => &t.operands(r)[..1],
            _ => t.operands(r),
        };
        let policy = if list { Policy::Any } else { Policy::Reg };
        let first_use = sel.uses.len() as u32;
        sel.uses
            .extend(operands.iter().map(|&value| Use { value, policy }));
        sel.nodes.push(Node {
            first_use,
            num_uses: operands.len() as u16,
            shape: if inst.op.has(OpFlags::COMM) {
                Shape::TiedComm
            } else {
                Shape::Tied
            },
            emitted: !matches!(inst.op, Op::Param | Op::Nop),
            call: inst.op == Op::Call,
            publish: inst.op == Op::Call && inst.has_snap(),
            slow: inst.op == Op::BoxInt,
            folded: u32::MAX,
        });
    }
    sel
}

fn allocate_checked(text: &str) -> (Trace, Allocation) {
    let t = parse_trace(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let sel = plain_selection(&t);
    let alloc = allocate(&t, &sel, &SMALL, None).unwrap();
    check(&t, &sel, &alloc, &SMALL).unwrap_or_else(|e| panic!("{e}\n{t}\n{alloc:?}"));
    (t, alloc)
}

const HEAD: &str = "trace \"t\" root\ncall c0 \"f\"(i64) -> i64 publish\ncall c1 \"g\"() -> void\n";

#[test]
fn the_context_stays_where_it_is() {
    let text = "trace \"t\" root\nmem m0 \"poll\": u32 offset 8 alias 1\ncall c0 \"g\"() -> void
block0(v0: i64 @0):
  v1: ptr = cx
  poll m0 v1 ; snap s0
  jump block1(v0)
block1(v4: i64):
  poll m0 v1 ; snap s0
  call c0()
  v7: i64 = add v4, 1
  v8: i64 = mul v7, v4
  v9: i64 = xor v8, v7
  v10: i64 = add v9, v4
  v11: i64 = sub v10, v8
  jump block1(v11)
snap s0: frame code 1 pc 1 base 0 []
";
    let machine = Machine {
        gpr: RegClass {
            callee_saved: SMALL.gpr.callee_saved | 1 << 9,
            ..SMALL.gpr
        },
        context: Some(9),
        ..SMALL
    };
    let t = parse_trace(text).unwrap();
    let sel = plain_selection(&t);
    let alloc = allocate(&t, &sel, &machine, None).unwrap();
    check(&t, &sel, &alloc, &machine).unwrap();
    assert_eq!(alloc.result[1], Loc::Gpr(9));
    let polls = [2, 5].map(|i| alloc.operands[sel.nodes[i].first_use as usize]);
    assert_eq!(polls, [Loc::Gpr(9); 2]);
    assert!(alloc.moves.iter().all(|m| m.dst != Loc::Gpr(9)));
}

#[test]
fn a_loop_without_pressure_has_no_moves() {
    let (t, alloc) = allocate_checked(&format!(
        "{HEAD}block0(v0: i64 @0, v1: i64 @1):
  v2: bool = lt v0, v1
  guard_true v2 ; snap s0
  v4: i64 = add v0, 1
  jump block0(v4, v1)
snap s0: frame code 1 pc 1 base 0 [0:0=v0]
"
    ));
    assert_eq!(
        (alloc.moves.len(), alloc.num_slots),
        (0, 0),
        "{t}\n{alloc:?}"
    );
    assert_eq!(
        alloc.result[4], alloc.result[0],
        "the new value is made where the old one was"
    );
}

#[test]
fn values_across_calls_prefer_saved_registers() {
    let (_, alloc) = allocate_checked(&format!(
        "{HEAD}block0(v0: i64 @0, v1: i64 @1):
  v2: i64 = add v0, v1
  call c1()
  v4: i64 = add v2, v0
  exit ; snap s0
snap s0: frame code 1 pc 1 base 0 [0:0=v4]
"
    ));
    let saved = |loc: Loc| matches!(loc, Loc::Gpr(r) if SMALL.gpr.callee_saved >> r & 1 != 0);
    assert!(
        saved(alloc.result[2]) && saved(alloc.result[0]),
        "{alloc:?}"
    );
    assert_eq!(alloc.num_slots, 0);
}

#[test]
fn checked_arithmetic_keeps_what_its_exit_needs() {
    // Four values in four registers, all needed should the addition overflow.
    let (_, alloc) = allocate_checked(&format!(
        "{HEAD}block0(v0: i64 @0, v1: i64 @1, v2: i64 @2, v3: i64 @3):
  v4: i64 = add_ovf v0, v1 ; snap s0
  v5: i64 = add_ovf v4, v2 ; snap s0
  v6: i64 = add v5, v3
  exit ; snap s1
snap s0: frame code 1 pc 1 base 0 [0:0=v0, 0:1=v1, 0:2=v2, 0:3=v3]
snap s1: frame code 1 pc 1 base 0 [0:0=v6]
"
    ));
    assert!(alloc.num_slots >= 1);
}

#[test]
fn an_unread_value_does_not_travel_in_a_register() {
    // v2 is used only by the exit, and the call takes its register away: the loop must not load it each time around.
    let (t, alloc) = allocate_checked(&format!(
        "{HEAD}block0(v0: f64 @0, v1: i64 @1):
  v2: f64 = fadd v0, 1.0
  jump block1(v1)
block1(v4: i64):
  call c1()
  v6: i64 = add v4, 1
  v7: bool = lt v6, 100
  guard_true v7 ; snap s0
  jump block1(v6)
snap s0: frame code 1 pc 1 base 0 [0:0=v2]
"
    ));
    let back = alloc.edges.last().unwrap();
    assert!(back.moves.idx().is_empty(), "{t}\n{alloc:?}");
    assert_ne!(alloc.store[2], u32::MAX, "stored once, before the loop");
}

#[test]
fn published_values_are_in_slots() {
    let (_, alloc) = allocate_checked(&format!(
        "{HEAD}block0(v0: i64 @0):
  v1: i64 = add v0, 1
  v2: i64 = call c0(v1) ; snap s0
  exit ; snap s0
snap s0: frame code 1 pc 1 base 0 [0:0=v0, 0:1=7, 0:2=v1]
"
    ));
    let values = &alloc.exit_values[alloc.exits[0].values.idx()];
    assert!(
        matches!(values[0].1, Loc::Spill(_)) && matches!(values[1].1, Loc::Const(_)),
        "{values:?}"
    );
}

#[test]
fn more_parameters_than_registers() {
    let params: Vec<String> = (0..20).map(|k| format!("v{k}: i64 @{k}")).collect();
    let rotated: Vec<String> = (0..20).map(|k| format!("v{}", (k + 7) % 20)).collect();
    let (t, alloc) = allocate_checked(&format!(
        "{HEAD}block0({}):
  v20: bool = lt v0, v19
  guard_true v20 ; snap s0
  jump block0({})
snap s0: frame code 1 pc 1 base 0 [0:0=v3]
",
        params.join(", "),
        rotated.join(", ")
    ));
    let entry: Vec<Loc> = (0..20).map(|k| alloc.result[k]).collect();
    assert!(
        entry
            .iter()
            .enumerate()
            .all(|(k, l)| !entry[..k].contains(l)),
        "one place each: {entry:?}\n{t}"
    );
}

#[test]
fn side_trace_inputs_stay_where_they_are() {
    let text = "trace \"t\" side
block0(v0: i64 @0, v1: f64 @1, v2: i64 @2):
  v3: i64 = add v0, v2
  v4: f64 = fadd v1, v1
  exit ; snap s0
snap s0: frame code 1 pc 1 base 0 [0:0=v3, 0:1=v4, 0:2=v0]
";
    let t = parse_trace(text).unwrap();
    let sel = plain_selection(&t);
    let bindings = [Loc::Gpr(2), Loc::Fpr(3), Loc::Spill(5)];
    let alloc = allocate(&t, &sel, &SMALL, Some(&bindings)).unwrap();
    check(&t, &sel, &alloc, &SMALL).unwrap();
    assert_eq!(alloc.result[..3], bindings);
    assert_eq!(alloc.num_slots, 6);
    for bad in [
        [Loc::Gpr(2), Loc::Gpr(3), Loc::Spill(5)],
        [Loc::Gpr(2), Loc::Fpr(3), Loc::Gpr(2)],
        [Loc::Gpr(7), Loc::Fpr(3), Loc::Gpr(2)],
        [Loc::Gpr(1), Loc::Fpr(3), Loc::Spill(64)],
    ] {
        assert_eq!(
            allocate(&t, &sel, &SMALL, Some(&bad)).unwrap_err(),
            AllocError::BadBinding,
            "{bad:?}"
        );
    }
}

#[test]
fn too_much_is_an_error() {
    let params: Vec<String> = (0..90).map(|k| format!("v{k}: i64 @{k}")).collect();
    let snap: Vec<String> = (0..90).map(|k| format!("0:{k}=v{k}")).collect();
    let text = format!(
        "trace \"t\" root\nblock0({}):\n  exit ; snap s0\nsnap s0: frame code 1 pc 1 base 0 [{}]\n",
        params.join(", "),
        snap.join(", ")
    );
    let t = parse_trace(&text).unwrap();
    assert_eq!(
        allocate(&t, &plain_selection(&t), &SMALL, None).unwrap_err(),
        AllocError::TooManySlots
    );
    assert_eq!(t.ty(Ref::inst(0)), Type::I64);
}
