//! Every operation on edge values, with operands in registers, in slots and as constants.

use super::support::*;
use super::traces::snap;
use crate::abi;
use crate::asm::{ExitState, ENTRY_REFUSED};
use crate::ir::ops::Kind;
use crate::ir::{
    AliasClass, Inst, MemDesc, Op, OpFlags, Ref, SnapId, Tag, Trace, TraceBuilder, TraceKind, Type,
    Width, CLASS_UINT,
};

const INTS: [i64; 22] = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    -7,
    63,
    64,
    100,
    -128,
    127,
    128,
    i32::MAX as i64,
    i32::MIN as i64,
    1 << 31,
    u32::MAX as i64,
    (1 << 47) - 1,
    -(1 << 47) - 1,
    i64::MAX,
    i64::MIN,
];

const FLOATS: [f64; 20] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    1.5,
    -2.5,
    3.0e9,
    9007199254740993.0,
    9.3e18,
    -9223372036854775808.0,
    9223372036854775808.0,
    1e300,
    -1e300,
    5e-324,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::MIN_POSITIVE,
];

/// Where an operand comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
enum From {
    Register,
    Slot,
    Constant,
}

/// Inputs of a type as the entry takes them (singles come as doubles).
fn entry_type(ty: Type) -> Type {
    if ty == Type::F32 {
        Type::F64
    } else {
        ty
    }
}

/// A trace that applies `op` once and shows the result, its operands and many other values; with `Slot`, calls and
/// pressure before the operation have driven the operands out of their registers.
fn trace_of(op: Op, imm: u32, types: &[Type], from: &[From], words: &[u64]) -> Trace {
    let mut b = TraceBuilder::new(op.name(), TraceKind::Root);
    b.begin_block();
    let mut args = Vec::new();
    for (k, (&ty, &from)) in types.iter().zip(from).enumerate() {
        let p = b.entry_param(entry_type(ty), k as u32, 0);
        args.push(if from == From::Constant {
            b.consts().intern(ty, words[k])
        } else {
            p
        });
    }
    for (k, &ty) in types.iter().enumerate() {
        if ty == Type::F32 && from[k] != From::Constant {
            args[k] = b.op1(Op::F2f32, args[k]);
        }
    }
    let mut extra = Vec::new();
    if from.contains(&From::Slot) {
        let mix = b.call_desc(call_desc("mix", false));
        let (one, two) = (b.i64(1), b.i64(2));
        let first = b.call(mix, &[one, two], SnapId::NONE);
        // Enough values in callee-saved registers to displace the operands, read again later.
        extra = (0..14)
            .map(|k| {
                let c = b.i64(k + 10);
                b.op2(Op::Add, first, c)
            })
            .collect();
        let x = b.op1(Op::I2f, first);
        extra.extend(
            (0..17)
                .map(|k| {
                    let c = b.f64(k as f64);
                    b.op2(Op::Fadd, x, c)
                })
                .collect::<Vec<_>>(),
        );
    }
    let s = snap(&mut b, &args);
    let mut inst = Inst::new(op, Type::Void);
    inst.imm = imm;
    for (k, &a) in args.iter().enumerate() {
        inst.args[k] = a;
    }
    inst.ty = match op.info().result {
        crate::ir::ops::ResultRule::Is(ty) => ty,
        crate::ir::ops::ResultRule::Arg(n) => types[n],
        crate::ir::ops::ResultRule::Desc => Type::Void,
    };
    if op.has(OpFlags::SNAP) {
        inst.snap = s;
    }
    let r = b.push(inst);
    let mut shown = args.clone();
    if inst.ty != Type::Void {
        shown.push(r);
    }
    if !extra.is_empty() {
        let mut sum = b.i64(0);
        for &e in &extra[..14] {
            sum = b.op2(Op::Xor, sum, e);
        }
        let mut fsum = extra[14];
        for &e in &extra[15..] {
            fsum = b.op2(Op::Fmul, fsum, e);
        }
        shown.extend([sum, fsum]);
    }
    let s = snap(&mut b, &shown);
    b.exit(s);
    b.finish()
}

/// All values to try for an operand.
fn values(ty: Type) -> Vec<u64> {
    match ty {
        Type::F64 => FLOATS.iter().map(|f| f.to_bits()).collect(),
        Type::F32 => FLOATS
            .iter()
            .map(|f| u64::from((*f as f32).to_bits()))
            .collect(),
        Type::Bool => vec![0, 1],
        Type::Val => {
            let mut v = vec![
                abi::NONE,
                abi::TRUE,
                abi::FALSE,
                abi::UNDEF,
                0x7F00_1234_5678,
                8,
                (1 << 48) - 8,
            ];
            v.extend(
                INTS.iter()
                    .filter(|i| abi::fits_small(**i))
                    .map(|i| abi::box_small(*i)),
            );
            v.extend(FLOATS.iter().map(|f| abi::box_float(*f)));
            v
        }
        _ => INTS.iter().map(|i| *i as u64).collect(),
    }
}

fn allowed(op: Op, w: &[u64]) -> bool {
    let i = |k: usize| w[k] as i64;
    match op {
        Op::Udiv | Op::Urem => w[1] != 0,
        Op::FloorDiv | Op::Mod | Op::Div | Op::Rem => {
            i(1) != 0 && !(i(0) == i64::MIN && i(1) == -1)
        }
        Op::Shl | Op::Shr | Op::Ushr => (0..64).contains(&i(1)),
        Op::F2i => f64::from_bits(w[0]).abs() < 9e18,
        Op::BoxSmall => abi::fits_small(i(0)),
        Op::UnboxInt => abi::is_small(w[0]),
        Op::UnboxIntAny => abi::is_small(w[0]),
        Op::UnboxFloat => abi::is_float(w[0]),
        Op::UnboxBool => abi::is_bool(w[0]),
        _ => true,
    }
}

/// The concrete operand types an operation is tried with.
fn typings(op: Op) -> Vec<Vec<Type>> {
    let kinds = op.info().operands;
    let choices: &[Type] = match kinds
        .iter()
        .find(|k| matches!(k, Kind::Flt | Kind::Any | Kind::Word | Kind::Addr))
    {
        Some(Kind::Flt) => &[Type::F64, Type::F32],
        Some(Kind::Any) => &[Type::I64, Type::F64, Type::F32, Type::Val, Type::Bool],
        Some(Kind::Word) => &[Type::I64, Type::Val, Type::Bool],
        _ => &[Type::I64],
    };
    choices
        .iter()
        .map(|&choice| {
            let mut types: Vec<Type> = Vec::new();
            for k in kinds {
                types.push(match k {
                    Kind::I64 => Type::I64,
                    Kind::F64 => Type::F64,
                    Kind::F32 => Type::F32,
                    Kind::Bool => Type::Bool,
                    Kind::Ptr => Type::Ptr,
                    Kind::Val => Type::Val,
                    Kind::Same => *types.last().expect("an operand before"),
                    _ => choice,
                });
            }
            types
        })
        .collect()
}

fn entry_word(ty: Type, w: u64) -> u64 {
    if ty == Type::F32 {
        f64::from(f32::from_bits(w as u32)).to_bits()
    } else {
        w
    }
}

/// Runs one compiled trace on many inputs.
fn sweep(jit: &mut Jit, op: Op, imm: u32, types: &[Type], from: &[From], inputs: &[Vec<u64>]) {
    for w in inputs {
        let t = trace_of(op, imm, types, from, w);
        let inputs: Vec<u64> = w
            .iter()
            .zip(types)
            .map(|(&w, &ty)| entry_word(ty, w))
            .collect();
        jit.compare(&t, &inputs);
    }
}

fn try_op(jit: &mut Jit, op: Op, imm: u32) {
    for types in typings(op) {
        let mut inputs: Vec<Vec<u64>> = vec![vec![]];
        for (k, &ty) in types.iter().enumerate() {
            let all = values(ty);
            // A third operand takes every fifth value.
            let all: Vec<u64> = all
                .iter()
                .copied()
                .enumerate()
                .filter(|(n, _)| k < 2 || n % 5 == 0)
                .map(|v| v.1)
                .collect();
            inputs = inputs
                .iter()
                .flat_map(|i| all.iter().map(move |&v| [&i[..], &[v]].concat()))
                .collect();
        }
        inputs.retain(|w| allowed(op, w));
        let n = types.len() as u32;
        for pattern in 0..3usize.pow(n) {
            let from: Vec<From> = (0..n)
                .map(|k| [From::Register, From::Slot, From::Constant][pattern / 3usize.pow(k) % 3])
                .collect();
            if matches!(op, Op::GuardEq | Op::GuardNe) && from[1] != From::Constant {
                continue;
            }
            // Compiling is the slow part: all inputs for the plain pattern, a rotating sample for the others.
            let step = if pattern == 0 {
                1 + inputs.len() / 150
            } else {
                1 + inputs.len() / 30
            };
            let sample: Vec<Vec<u64>> = inputs
                .iter()
                .skip(pattern % step)
                .step_by(step)
                .cloned()
                .collect();
            sweep(jit, op, imm, &types, &from, &sample);
        }
    }
}

#[test]
fn every_value_operation() {
    let mut jit = Jit::new();
    let mut tried = 0;
    for &op in Op::ALL {
        let flags = op.info().flags;
        let guard = matches!(
            op,
            Op::GuardTrue | Op::GuardFalse | Op::GuardEq | Op::GuardNe
        );
        let value = flags.has(OpFlags::PURE) && !op.info().operands.is_empty();
        let elsewhere = matches!(
            op,
            Op::BoxInt
                | Op::ValToPtr
                | Op::PtrToVal
                | Op::PtrToInt
                | Op::PtrAdd
                | Op::IsTag
                | Op::GuardTag
                | Op::BoxUint
                | Op::IsUint
                | Op::LowInt
        ) || op.is_big();
        if (value || guard) && !elsewhere {
            try_op(&mut jit, op, 0);
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn tags() {
    let mut jit = Jit::new();
    for tag in Tag::ALL {
        for op in [Op::IsTag, Op::GuardTag] {
            for from in [From::Register, From::Slot, From::Constant] {
                let mut words = values(Type::Val);
                if tag == Tag::IntAny {
                    // The executor looks the shape up in its own memory; heap ints are tried below.
                    words.retain(|w| !abi::is_ptr(*w) || *w == 0);
                }
                for w in words {
                    let t = trace_of(op, tag as u32, &[Type::Val], &[from], &[w]);
                    jit.compare(&t, &[w]);
                }
            }
        }
    }
    let other: &'static [u64; 2] = Box::leak(Box::new([u64::from(SHAPE) - 8, 7]));
    for (word, is_int) in [(heap_int(i64::MIN), true), (other.as_ptr() as u64, false)] {
        let t = trace_of(
            Op::IsTag,
            Tag::IntAny as u32,
            &[Type::Val],
            &[From::Register],
            &[0],
        );
        assert_eq!(jit.run(&t, &[word]).words[1].1, u64::from(is_int));
        let t = trace_of(
            Op::GuardTag,
            Tag::IntAny as u32,
            &[Type::Val],
            &[From::Register],
            &[0],
        );
        assert_eq!(jit.run(&t, &[word]).at == 1, !is_int);
    }
}

#[test]
fn compares_folded_into_guards_branches_and_selects() {
    let mut jit = Jit::new();
    let compares = [
        Op::Eq,
        Op::Ne,
        Op::Lt,
        Op::Le,
        Op::Gt,
        Op::Ge,
        Op::Ult,
        Op::Ule,
        Op::Feq,
        Op::Fne,
        Op::Flt,
        Op::Fle,
        Op::Fgt,
        Op::Fge,
    ];
    for op in compares {
        let float = matches!(op.info().operands[0], Kind::Flt);
        let ty = if float { Type::F64 } else { Type::I64 };
        let mut b = TraceBuilder::new(op.name(), TraceKind::Root);
        b.begin_block();
        let x = b.entry_param(ty, 0, 0);
        let y = b.entry_param(ty, 1, 0);
        let (then, other, join) = (1, 2, 3).into_ids();
        let c1 = b.op2(op, x, y);
        let sel = b.op3(Op::Select, c1, x, y);
        let c2 = b.op2(op, y, x);
        let (k1, k2) = (b.i64(10), b.i64(20));
        let sel2 = b.op3(Op::Select, c2, k1, k2);
        let c3 = b.op2(op, x, y);
        b.br(c3, (then, &[x, sel2]), (other, &[y]));
        b.begin_block();
        let p = b.block_param(ty);
        let q = b.block_param(Type::I64);
        let one = b.i64(1);
        let q = b.op2(Op::Add, q, one);
        b.jump(join, &[p, q]);
        b.begin_block();
        let p = b.block_param(ty);
        let hundred = b.i64(100);
        b.jump(join, &[p, hundred]);
        b.begin_block();
        let p = b.block_param(ty);
        let q = b.block_param(Type::I64);
        let s1 = snap(&mut b, &[x, y, sel, p, q]);
        let c4 = b.op2(op, p, y);
        b.guard1(Op::GuardTrue, c4, s1);
        let c5 = b.op2(op, y, p);
        let s2 = snap(&mut b, &[x, sel, q, p]);
        b.guard1(Op::GuardFalse, c5, s2);
        let s3 = snap(&mut b, &[y, q, sel2]);
        b.exit(s3);
        let t = b.finish();
        let words = values(ty);
        for &x in &words {
            for &y in &words {
                jit.compare(&t, &[x, y]);
            }
        }
    }
}

trait IntoIds {
    fn into_ids(self) -> (crate::ir::BlockId, crate::ir::BlockId, crate::ir::BlockId);
}

impl IntoIds for (u32, u32, u32) {
    fn into_ids(self) -> (crate::ir::BlockId, crate::ir::BlockId, crate::ir::BlockId) {
        use crate::ir::BlockId;
        (
            BlockId::new(self.0),
            BlockId::new(self.1),
            BlockId::new(self.2),
        )
    }
}

#[test]
fn boxed_integers_round_trip_through_the_heap() {
    let mut b = TraceBuilder::new("boxes", TraceKind::Root);
    b.begin_block();
    let params: Vec<Ref> = (0..13).map(|k| b.entry_param(Type::I64, k, 0)).collect();
    let floats: Vec<Ref> = params.iter().map(|&p| b.op1(Op::I2f, p)).collect();
    let boxes: Vec<Ref> = params.iter().map(|&p| b.op1(Op::BoxInt, p)).collect();
    let mut shown: Vec<Ref> = boxes.iter().map(|&v| b.op1(Op::UnboxIntAny, v)).collect();
    shown.extend(&floats);
    shown.extend(&params);
    let s = snap(&mut b, &shown);
    b.exit(s);
    let t = b.finish();
    let mut jit = Jit::new();
    for shift in 0..INTS.len() {
        let inputs: Vec<u64> = (0..13)
            .map(|k| INTS[(k * 3 + shift) % INTS.len()] as u64)
            .collect();
        let words: Vec<u64> = jit.run(&t, &inputs).words.iter().map(|w| w.1).collect();
        assert_eq!(words[..13], inputs);
        assert_eq!(words[26..], inputs);
        assert!(words[13..26]
            .iter()
            .zip(&inputs)
            .all(|(f, i)| *f == (*i as i64 as f64).to_bits()));
    }
}

/// Ints of any size call the VM with the operands in their places, whatever else is live; unsigned parameters come in
/// from all forms of int.
#[test]
fn ints_of_any_size_call_the_helper() {
    let ops = [
        Op::BigAdd,
        Op::BigSub,
        Op::BigMul,
        Op::BigAnd,
        Op::BigOr,
        Op::BigXor,
        Op::BigShl,
        Op::BigShr,
    ];
    let mut b = TraceBuilder::new("ints", TraceKind::Root);
    b.begin_block();
    let u = b.entry_param(Type::I64, 0, CLASS_UINT);
    let params: Vec<Ref> = (1..12).map(|k| b.entry_param(Type::I64, k, 0)).collect();
    let last = b.entry_param(Type::I64, 12, CLASS_UINT);
    let boxed = b.op1(Op::BoxUint, u);
    let three = b.val(abi::box_small(3));
    let mut shown = vec![u, last];
    for (k, &op) in ops.iter().enumerate() {
        let other = match op {
            Op::BigShl | Op::BigShr => three,
            _ => b.op1(Op::BoxInt, params[k]),
        };
        let v = if k % 2 == 0 && other != three {
            b.op2(op, other, boxed)
        } else {
            b.op2(op, boxed, other)
        };
        shown.push(b.op1(Op::LowInt, v));
        shown.push(b.op1(Op::IsUint, v));
    }
    shown.extend(&params);
    let s = snap(&mut b, &shown);
    b.exit(s);
    let t = b.finish();
    let mut jit = Jit::new();
    for shift in 0..INTS.len() {
        // The tests' helper knows ints of 64 bits and a sign.
        let inputs: Vec<u64> = (0..13)
            .map(|k| match k {
                0 | 12 => (INTS[(k + shift) % INTS.len()] as u64) >> (k / 4),
                _ => INTS[(k * 5 + shift) % INTS.len()] as u64 >> 40,
            })
            .collect();
        jit.compare(&t, &inputs);
    }
    let refused = |word: u64| {
        let mut jit = Jit::new();
        let code = jit.compile(&t, None, 0);
        jit.set_inputs(&t, &[1; 13]);
        jit.frame[12] = word;
        jit.enter(&code, &mut ExitState::default()) == ENTRY_REFUSED
    };
    assert!(refused(abi::box_small(-1)) && refused(abi::NONE) && refused(heap_int(-5 << 50)));
    assert!(refused(abi::box_float(1.0)) && refused(abi::TRUE));
    assert!(
        !refused(abi::box_small(0)) && !refused(heap_int(5 << 50)) && !refused(wide_int(1 << 63))
    );
}

/// Loads and stores of every width, addressed in every way; the executor runs on a copy of the same memory.
#[test]
fn memory_of_every_width() {
    let mut jit = Jit::new();
    for width in Width::ALL {
        for (mode, scale) in [
            (0, 0u16),
            (1, 1),
            (1, 2),
            (1, 4),
            (1, 8),
            (2, 8),
            (3, 8),
            (4, 8),
        ] {
            let mut b = TraceBuilder::new("memory", TraceKind::Root);
            b.begin_block();
            let i = b.entry_param(Type::I64, 8, 0);
            let base = if mode == 3 {
                let at = jit.frame.as_ptr() as u64;
                b.named_ptr(at, false, "buffer")
            } else {
                b.op0(Op::Frame)
            };
            let desc = |offset| MemDesc {
                name: "m".into(),
                offset,
                width,
                alias: AliasClass(7),
                immutable: false,
            };
            let from = b.mem(desc(96));
            let to = b.mem(desc(400));
            let (three, four) = (b.i64(3), b.i64(4));
            let index = match mode {
                0 => Ref::NONE,
                2 => three,
                4 => four,
                _ => i,
            };
            let x = b.load_at(from, base, index, scale);
            b.store_at(to, base, index, scale, x);
            let c = match x {
                _ if width.ty() == Type::F64 => b.f64(-2.5),
                _ if width.ty() == Type::F32 => b.consts().f32(-2.5),
                _ if width == Width::Bool => b.bool(true),
                _ => b.consts().intern(width.ty(), 0xFFFF_FFF0_1234_5678),
            };
            let high = b.mem(desc(800));
            b.store_at(high, base, index, scale, c);
            let y = b.load_at(high, base, index, scale);
            let s = snap(&mut b, &[x, y, i]);
            b.exit(s);
            let t = b.finish();
            let mut seed = u64::from(scale) + mode * 77 + width as u64 * 1313;
            for w in jit.frame.iter_mut() {
                seed = seed
                    .wrapping_mul(6364136223846793005)
                    .wrapping_add(1442695040888963407);
                *w = if width == Width::Bool {
                    seed & 0x0101_0101_0101_0101
                } else {
                    seed
                };
            }
            jit.compare(&t, &[3]);
            jit.compare(&t, &[5]);
        }
    }
}

#[test]
fn guards_on_memory() {
    let mut jit = Jit::new();
    for width in [Width::U8, Width::U16, Width::U32, Width::I64] {
        let mut b = TraceBuilder::new("guards", TraceKind::Root);
        b.begin_block();
        let p = b.entry_param(Type::Ptr, 0, 0);
        let m = b.mem(MemDesc {
            name: "poll".into(),
            offset: 24,
            width,
            alias: AliasClass(7),
            immutable: false,
        });
        let s1 = snap(&mut b, &[p]);
        b.poll(p, m, s1);
        let s2 = snap(&mut b, &[p]);
        let shape = b.named_ptr(0x8765_4320, true, "shape");
        b.guard2(Op::GuardShape, p, shape, s2);
        let frame_word = jit.frame.as_ptr() as u64 + 8 * 20;
        let flag = b.named_ptr(frame_word, false, "valid flag");
        let s3 = snap(&mut b, &[p]);
        b.guard1(Op::GuardValid, flag, s3);
        let s4 = snap(&mut b, &[p]);
        b.exit(s4);
        let t = b.finish();
        let at = jit.frame.as_ptr() as u64 + 8 * 30;
        let bits = width.bytes() * 8;
        for (polled, shape, flag, left_at) in [
            (0, 0x8765_4320u64, 0, 4),
            (1 << (bits - 1), 0x8765_4320, 0, 1),
            (0, 0x8765_4324, 0, 2),
            (0, 0xFF_8765_4320, 0, 4),
            (0, 0x8765_4320, 1, 3),
            (0, 0x8765_4320, 0x100, 4),
        ] {
            (jit.frame[33], jit.frame[30], jit.frame[20]) = (polled, shape, flag);
            assert_eq!(
                jit.compare(&t, &[at]).at,
                left_at,
                "{width:?} {polled:x} {shape:x} {flag:x}"
            );
        }
    }
}
