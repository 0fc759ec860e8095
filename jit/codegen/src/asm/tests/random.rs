//! Random traces: machine code against the executor.
//!
//! A trace is an entry block, a loop with a diamond in its body, values of all types, guards with snapshots of random
//! values, calls, slow paths, memory and VM registers. The seed of a failing trace is in the panic's message through the
//! trace's name.

use super::support::*;
use super::traces::snap;
use crate::ir::{
    AliasClass, BlockId, Inst, MemDesc, MemId, Op, Ref, SnapId, Tag, TraceBuilder, TraceKind, Type,
    Width,
};

struct Rng(u64);

impl Rng {
    fn next(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next(from.len() as u64) as usize]
    }
}

#[derive(Clone, Default)]
struct Scope {
    ints: Vec<Ref>,
    floats: Vec<Ref>,
    singles: Vec<Ref>,
    bools: Vec<Ref>,
    vals: Vec<Ref>,
}

struct Gen {
    b: TraceBuilder,
    rng: Rng,
    s: Scope,
    mem: MemId,
    fmem: MemId,
}

const INT_CONSTS: [i64; 12] = [
    0,
    1,
    -1,
    2,
    7,
    100,
    1 << 20,
    -(1 << 33),
    i64::MAX,
    i64::MIN,
    0x7FFF_FFFF,
    255,
];
const FLOAT_CONSTS: [f64; 8] = [0.0, 1.0, -1.5, 1e10, -0.0, 0.001, 1e300, f64::INFINITY];

impl Gen {
    fn int(&mut self) -> Ref {
        if self.rng.next(5) == 0 {
            let c = self.rng.pick(&INT_CONSTS);
            return self.b.i64(c);
        }
        let s = &self.s.ints;
        // Recent values more often, but old ones too.
        let n = s.len() as u64;
        let k = if self.rng.next(3) == 0 {
            self.rng.next(n)
        } else {
            n - 1 - self.rng.next(n.min(6))
        };
        self.s.ints[k as usize]
    }

    fn float(&mut self) -> Ref {
        if self.rng.next(5) == 0 {
            let c = self.rng.pick(&FLOAT_CONSTS);
            return self.b.f64(c);
        }
        self.rng.pick(&self.s.floats)
    }

    fn bool(&mut self) -> Ref {
        match self.s.bools.last() {
            Some(_) if self.rng.next(4) != 0 => self.rng.pick(&self.s.bools),
            _ => {
                let (x, y) = (self.int(), self.int());
                self.b.op2(Op::Lt, x, y)
            }
        }
    }

    fn snapshot(&mut self) -> SnapId {
        let mut values = Vec::new();
        for _ in 0..self.rng.next(9) {
            let s = &self.s;
            let list = match self.rng.next(6) {
                0 | 1 => &s.ints,
                2 | 3 => &s.floats,
                4 => &s.bools,
                _ if self.rng.next(2) == 0 => &s.singles,
                _ => &s.vals,
            };
            if !list.is_empty() {
                values.push(list[self.rng.next(list.len() as u64) as usize]);
            }
        }
        if self.rng.next(3) == 0 {
            values.push(self.b.i64(42));
        }
        snap(&mut self.b, &values)
    }

    fn step(&mut self) {
        match self.rng.next(34) {
            0..=7 => {
                let op = self.rng.pick(&[
                    Op::Add,
                    Op::Sub,
                    Op::Mul,
                    Op::And,
                    Op::Or,
                    Op::Xor,
                    Op::Min,
                    Op::Max,
                    Op::Add,
                    Op::Sub,
                ]);
                let (x, y) = (self.int(), self.int());
                let r = self.b.op2(op, x, y);
                self.s.ints.push(r);
            }
            8 => {
                let op = self.rng.pick(&[Op::Neg, Op::Clz, Op::Ctz, Op::Popcnt]);
                let x = self.int();
                let r = self.b.op1(op, x);
                self.s.ints.push(r);
            }
            9 | 10 => {
                let op = self.rng.pick(&[Op::Shl, Op::Shr, Op::Ushr]);
                let x = self.int();
                let count = if self.rng.next(2) == 0 {
                    let n = self.rng.next(64) as i64;
                    self.b.i64(n)
                } else {
                    let (y, m) = (self.int(), self.b.i64(63));
                    self.b.op2(Op::And, y, m)
                };
                let r = self.b.op2(op, x, count);
                self.s.ints.push(r);
            }
            11 | 12 => {
                let op =
                    self.rng
                        .pick(&[Op::FloorDiv, Op::Mod, Op::Div, Op::Rem, Op::Udiv, Op::Urem]);
                let x = self.int();
                let by = if self.rng.next(2) == 0 {
                    let n = self.rng.pick(&[
                        3i64,
                        8,
                        -5,
                        1000,
                        1 << 40,
                        1,
                        -4096,
                        2,
                        7,
                        1_000_000_007,
                        i64::MAX,
                        (1 << 62) + 1,
                        (1 << 62) - 1,
                        1_000_000_000_000_000_003,
                    ]);
                    self.b.i64(n)
                } else {
                    let (y, m, one) = (self.int(), self.b.i64(0xFFFF), self.b.i64(1));
                    let y = self.b.op2(Op::And, y, m);
                    self.b.op2(Op::Or, y, one)
                };
                let r = self.b.op2(op, x, by);
                self.s.ints.push(r);
            }
            13 | 14 => {
                let op = self.rng.pick(&[Op::AddOvf, Op::SubOvf, Op::MulOvf]);
                let s = self.snapshot();
                let (x, y, sh) = (self.int(), self.int(), self.b.i64(30));
                // Mostly small enough not to leave.
                let (x, y) = if self.rng.next(8) == 0 {
                    (x, y)
                } else {
                    let x = self.b.op2(Op::Shr, x, sh);
                    let sh = self.b.i64(40);
                    (x, self.b.op2(Op::Shr, y, sh))
                };
                let r = self.b.guard2(op, x, y, s);
                self.s.ints.push(r);
            }
            15..=19 => {
                let op = self.rng.pick(&[Op::Fadd, Op::Fsub, Op::Fmul, Op::Fdiv]);
                let (x, y) = (self.float(), self.float());
                let r = self.b.op2(op, x, y);
                self.s.floats.push(r);
            }
            20 => {
                let op = self.rng.pick(&[
                    Op::Fneg,
                    Op::Fabs,
                    Op::Fsqrt,
                    Op::Ffloor,
                    Op::Fceil,
                    Op::Ftrunc,
                ]);
                let x = self.float();
                let r = self.b.op1(op, x);
                self.s.floats.push(r);
            }
            21 => {
                let (x, y, z) = (self.float(), self.float(), self.float());
                let r = self.b.op3(Op::Fma, x, y, z);
                self.s.floats.push(r);
            }
            22 => {
                let x = self.int();
                let op = self.rng.pick(&[Op::I2f, Op::U2f]);
                let r = self.b.op1(op, x);
                self.s.floats.push(r);
            }
            23 => {
                let x = self.float();
                let single = self.b.op1(Op::F2f32, x);
                let r = match self.s.singles.is_empty() {
                    true => single,
                    false => {
                        let y = self.rng.pick(&self.s.singles);
                        self.b.op2(Op::Fmul, single, y)
                    }
                };
                self.s.singles.push(r);
                let wide = self.b.op1(Op::F32f, r);
                self.s.floats.push(wide);
            }
            24 => {
                let r = if self.rng.next(2) == 0 {
                    let op = self.rng.pick(&[
                        Op::Eq,
                        Op::Ne,
                        Op::Lt,
                        Op::Le,
                        Op::Gt,
                        Op::Ge,
                        Op::Ult,
                        Op::Ule,
                    ]);
                    let (x, y) = (self.int(), self.int());
                    self.b.op2(op, x, y)
                } else {
                    let op = self
                        .rng
                        .pick(&[Op::Feq, Op::Fne, Op::Flt, Op::Fle, Op::Fgt, Op::Fge]);
                    let (x, y) = (self.float(), self.float());
                    self.b.op2(op, x, y)
                };
                self.s.bools.push(r);
            }
            25 => {
                let c = self.bool();
                if self.rng.next(2) == 0 {
                    let (x, y) = (self.int(), self.int());
                    let r = self.b.op3(Op::Select, c, x, y);
                    self.s.ints.push(r);
                } else {
                    let (x, y) = (self.float(), self.float());
                    let r = self.b.op3(Op::Select, c, x, y);
                    self.s.floats.push(r);
                }
            }
            26 => {
                let (x, y) = (self.bool(), self.bool());
                let r = match self.rng.next(3) {
                    0 => self.b.op2(Op::Band, x, y),
                    1 => self.b.op2(Op::Bor, x, y),
                    _ => self.b.op1(Op::Bnot, x),
                };
                self.s.bools.push(r);
                let i = self.b.op1(Op::B2i, r);
                self.s.ints.push(i);
            }
            27 => {
                // Boxes; heap integers have other addresses in the executor, so they never show.
                let x = self.int();
                let v = self.b.op1(Op::BoxInt, x);
                let r = self.b.op1(Op::UnboxIntAny, v);
                self.s.ints.push(r);
                let f = self.float();
                let v = self.b.op1(Op::BoxFloat, f);
                self.s.vals.push(v);
                let r = self.b.op1(Op::UnboxFloat, v);
                self.s.floats.push(r);
            }
            28 => {
                let c = self.bool();
                let v = self.b.op1(Op::BoxBool, c);
                self.s.vals.push(v);
                let v = self.rng.pick(&self.s.vals);
                let tag = self.rng.pick(&[
                    Tag::Int,
                    Tag::Float,
                    Tag::Bool,
                    Tag::None,
                    Tag::Ptr,
                    Tag::Undef,
                ]);
                let r = self.b.is_tag(v, tag);
                self.s.bools.push(r);
            }
            29 => {
                let s = self.snapshot();
                // A condition that is rarely false.
                let (x, c) = (self.int(), self.rng.pick(&INT_CONSTS));
                let c = self.b.i64(c ^ 0x1234_5679);
                let t = self.b.op2(Op::Eq, x, c);
                self.b.guard1(Op::GuardFalse, t, s);
                let s = self.snapshot();
                let (x, y) = (self.float(), self.float());
                let op = self.rng.pick(&[Op::Feq, Op::Flt, Op::Fge, Op::Fne]);
                let t = self.b.op2(op, x, y);
                if self.rng.next(6) == 0 {
                    let guard = self.rng.pick(&[Op::GuardTrue, Op::GuardFalse]);
                    self.b.guard1(guard, t, s);
                } else {
                    self.s.bools.push(t);
                }
            }
            30 => {
                let s = self.snapshot();
                match self.rng.next(4) {
                    0 => {
                        let publish = self.rng.next(2) == 0;
                        let id = self.b.call_desc(call_desc("mix", publish));
                        let (x, y) = (self.int(), self.int());
                        let r = self
                            .b
                            .call(id, &[x, y], if publish { s } else { SnapId::NONE });
                        self.s.ints.push(r);
                    }
                    1 => {
                        let id = self.b.call_desc(call_desc("blend", false));
                        let (x, k, y) = (self.float(), self.int(), self.float());
                        let r = self.b.call(id, &[x, k, y], SnapId::NONE);
                        self.s.floats.push(r);
                    }
                    2 => {
                        let id = self.b.call_desc(call_desc("odd", false));
                        let x = self.int();
                        let r = self.b.call(id, &[x], SnapId::NONE);
                        self.s.bools.push(r);
                    }
                    _ => {
                        let id = self.b.call_desc(call_desc("many", false));
                        let mut args: Vec<Ref> = (0..9).map(|_| self.int()).collect();
                        args.push(self.float());
                        let r = self.b.call(id, &args, SnapId::NONE);
                        self.s.ints.push(r);
                    }
                }
            }
            31 => {
                let base = self.b.op0(Op::Frame);
                let (x, m) = (self.int(), self.b.i64(31));
                let at = self.b.op2(Op::And, x, m);
                let y = self.int();
                self.b.store_at(self.mem, base, at, 8, y);
                let r = self.b.load(self.mem, base);
                self.s.ints.push(r);
                let f = self.float();
                self.b.store_at(self.fmem, base, at, 8, f);
                let r = self.b.load_at(self.fmem, base, at, 8);
                self.s.floats.push(r);
            }
            32 => {
                let v = self.rng.pick(&self.s.vals);
                let n = 20 + self.rng.next(4) as u32;
                self.b.store_slot(n, v);
                let r = self.b.load_slot(n);
                self.s.vals.push(r);
            }
            _ => {
                let s = self.snapshot();
                let op = self.rng.pick(&[Op::F2iChk, Op::F2iExact]);
                let x = self.int();
                let sh = self.b.i64(20);
                let x = self.b.op2(Op::Shr, x, sh);
                let whole = self.b.op1(Op::I2f, x);
                let f = if self.rng.next(8) == 0 {
                    self.float()
                } else {
                    whole
                };
                let r = self.b.guard1(op, f, s);
                self.s.ints.push(r);
            }
        }
    }

    fn steps(&mut self, most: u64) {
        for _ in 0..self.rng.next(most) + 1 {
            self.step();
        }
    }
}

fn generate(seed: u64) -> crate::ir::Trace {
    let mut b = TraceBuilder::new(format!("random {seed}"), TraceKind::Root);
    let field = |offset, width| MemDesc {
        name: "m".into(),
        offset,
        width,
        alias: AliasClass(5),
        immutable: false,
    };
    let mem = b.mem(field(800, Width::I64));
    let fmem = b.mem(field(1200, Width::F64));
    let mut g = Gen {
        b,
        rng: Rng(seed),
        s: Scope::default(),
        mem,
        fmem,
    };
    let id = BlockId::new;
    g.b.begin_block();
    for k in 0..3 {
        let p = g.b.entry_param(Type::I64, k, 0);
        g.s.ints.push(p);
        let p = g.b.entry_param(Type::F64, 4 + k, 0);
        g.s.floats.push(p);
    }
    let p = g.b.entry_param(Type::Val, 10, 0);
    g.s.vals.push(p);
    let p = g.b.entry_param(Type::Bool, 11, 0);
    g.s.bools.push(p);
    g.steps(25);
    // The loop carries a counter and some values.
    let (carried_ints, carried_floats) = (g.rng.next(14) as usize, g.rng.next(17) as usize);
    let mut args = vec![g.b.i64(0)];
    args.extend((0..carried_ints).map(|_| g.int()).collect::<Vec<_>>());
    args.extend((0..carried_floats).map(|_| g.float()).collect::<Vec<_>>());
    g.b.jump(id(1), &args);
    g.b.begin_block();
    let counter = g.b.block_param(Type::I64);
    for _ in 0..carried_ints {
        let p = g.b.block_param(Type::I64);
        g.s.ints.push(p);
    }
    for _ in 0..carried_floats {
        let p = g.b.block_param(Type::F64);
        g.s.floats.push(p);
    }
    let s = g.snapshot();
    let rounds = g.rng.next(12) as i64;
    let limit = g.b.i64(rounds);
    let more = g.b.op2(Op::Lt, counter, limit);
    g.b.guard1(Op::GuardTrue, more, s);
    g.steps(20);
    // A diamond.
    let cond = g.bool();
    let (x, y, f) = (g.int(), g.int(), g.float());
    g.b.br(cond, (id(2), &[x]), (id(3), &[y, f]));
    let outside = g.s.clone();
    g.b.begin_block();
    let p = g.b.block_param(Type::I64);
    g.s.ints.push(p);
    g.steps(8);
    let (x, f) = (g.int(), g.float());
    g.b.jump(id(4), &[x, f]);
    g.s = outside.clone();
    g.b.begin_block();
    let p = g.b.block_param(Type::I64);
    g.s.ints.push(p);
    let p = g.b.block_param(Type::F64);
    g.s.floats.push(p);
    if g.rng.next(2) == 0 {
        g.steps(8);
    }
    let (x, f) = (g.int(), g.float());
    g.b.jump(id(4), &[x, f]);
    g.s = outside;
    g.b.begin_block();
    let p = g.b.block_param(Type::I64);
    g.s.ints.push(p);
    let p = g.b.block_param(Type::F64);
    g.s.floats.push(p);
    g.steps(10);
    // Sometimes an inner loop: fewer times around the more often.
    if g.rng.next(3) == 0 {
        let (zero, x, f) = (g.b.i64(0), g.int(), g.float());
        g.b.jump(id(5), &[zero, x, f]);
        g.b.begin_block();
        let inner = g.b.block_param(Type::I64);
        let p = g.b.block_param(Type::I64);
        g.s.ints.push(p);
        let p = g.b.block_param(Type::F64);
        g.s.floats.push(p);
        g.steps(10);
        let one = g.b.i64(1);
        let next = g.b.op2(Op::Add, inner, one);
        let three = g.b.i64(3);
        let again = g.b.op2(Op::Lt, next, three);
        let (x, f) = (g.int(), g.float());
        g.b.br(again, (id(5), &[next, x, f]), (id(6), &[]));
        g.b.begin_block();
    }
    let one = g.b.i64(1);
    let next = g.b.op2(Op::Add, counter, one);
    let mut args = vec![next];
    args.extend((0..carried_ints).map(|_| g.int()).collect::<Vec<_>>());
    args.extend((0..carried_floats).map(|_| g.float()).collect::<Vec<_>>());
    g.b.jump(id(1), &args);
    g.b.finish()
}

fn inputs(rng: &mut Rng) -> Vec<u64> {
    let mut v = Vec::new();
    for _ in 0..3 {
        v.push(match rng.next(3) {
            0 => rng.pick(&INT_CONSTS) as u64,
            1 => rng.next(1000),
            _ => rng.next(u64::MAX),
        });
        v.push(match rng.next(3) {
            0 => rng.pick(&FLOAT_CONSTS).to_bits(),
            _ => (rng.next(1 << 40) as f64 / 1e6 - 1e5).to_bits(),
        });
    }
    v.push(rng.pick(&[
        crate::abi::NONE,
        crate::abi::TRUE,
        crate::abi::box_small(-3),
        crate::abi::box_float(2.5),
    ]));
    v.push(rng.next(2));
    v
}

#[test]
fn random_traces_agree_with_the_executor() {
    let count = std::env::var("ADDER_RANDOM_TRACES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(3000u64);
    let mut jit = Jit::new();
    let mut exits = std::collections::BTreeSet::new();
    let (mut spilling, mut insts) = (0, 0);
    for seed in 0..count {
        let t = generate(seed);
        insts += t.insts.len();
        let code = jit.compile(&t, None, 0);
        spilling += usize::from(code.num_slots > 0);
        jit.space.free(&code);
        let mut rng = Rng(seed ^ 0xABCD);
        for _ in 0..3 {
            let words = inputs(&mut rng);
            let seen = jit.compare(&t, &words);
            exits.insert(t.inst(Ref::inst(seen.at as u32)).op as u8);
        }
    }
    assert!(insts as u64 > count * 60, "traces have some length");
    assert!(spilling as u64 > count / 2, "{spilling} of {count} spill");
    assert!(exits.len() >= 6, "exits of many kinds are taken: {exits:?}");
}

/// The checker must notice when an allocation is broken, else it proves nothing.
#[test]
fn the_checker_finds_broken_allocations() {
    use crate::asm::x64::X64;
    use crate::asm::Backend;
    use crate::regalloc::{allocate, check::check, Loc, Selection};
    let backend = X64::new().unwrap();
    let (mut broken, mut found) = (0, 0);
    for seed in 0..60 {
        let t = generate(seed);
        let mut sel = Selection::default();
        backend.select(&t, &mut sel).unwrap();
        let good = allocate(&t, &sel, backend.machine(), None).unwrap();
        check(&t, &sel, &good, backend.machine()).unwrap();
        let mut rng = Rng(seed);
        // A wrong register for an operand, an exit value, a move that is missing.
        for kind in 0..3 {
            let mut bad = good.clone();
            let other = |loc: Loc| match loc {
                Loc::Gpr(r) => Loc::Gpr(if r == 3 { 5 } else { 3 }),
                Loc::Fpr(r) => Loc::Fpr((r + 1) % 15),
                Loc::Spill(s) => Loc::Spill(s + 1),
                loc => loc,
            };
            let changed = match kind {
                0 => {
                    let k = rng.next(bad.operands.len() as u64) as usize;
                    let was = bad.operands[k];
                    bad.operands[k] = other(was);
                    bad.operands[k] != was
                }
                1 => {
                    let k = rng.next(bad.exit_values.len() as u64) as usize;
                    let was = bad.exit_values[k].1;
                    bad.exit_values[k].1 = other(was);
                    bad.exit_values[k].1 != was
                }
                _ => {
                    // Scratch registers aside, every move matters.
                    let k = rng.next(bad.moves.len() as u64) as usize;
                    let was = bad.moves[k];
                    bad.moves[k].dst = was.src;
                    !matches!(was.src, Loc::Const(_)) && was.src != was.dst
                }
            };
            if changed {
                broken += 1;
                found += usize::from(check(&t, &sel, &bad, backend.machine()).is_err());
            }
        }
    }
    assert!(broken > 100);
    // A changed location may by chance hold the same value (a copy made for a call, a value in two places).
    assert!(found * 100 >= broken * 97, "{found} of {broken}");
}

/// A sanity check of the generator: tags and types all occur.
#[test]
fn random_traces_contain_everything() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..200 {
        seen.extend(generate(seed).insts.iter().map(|i: &Inst| i.op.name()));
    }
    for op in [
        "floordiv",
        "add_ovf",
        "fma",
        "box_int",
        "call",
        "br",
        "select",
        "f2i_exact",
        "store",
        "is_tag",
        "u2f",
    ] {
        assert!(seen.contains(op), "{op}");
    }
}

/// Not a benchmark, a bound: compiling must stay far below a millisecond per hundred instructions even in debug builds
/// of the dependencies. `cargo test --release -- compile_speed --nocapture` prints the numbers.
#[test]
fn compile_speed() {
    use crate::asm::CompileOptions;
    let mut jit = Jit::new();
    let traces: Vec<_> = (0..300)
        .map(generate)
        .filter(|t| (150..300).contains(&t.insts.len()))
        .collect();
    let options = CompileOptions {
        runtime: runtime(),
        ..CompileOptions::default()
    };
    let mut best = std::time::Duration::MAX;
    for _ in 0..5 {
        let start = std::time::Instant::now();
        for t in &traces {
            let code = jit.space.compile(t, &options).unwrap();
            jit.space.free(&code);
        }
        best = best.min(start.elapsed());
    }
    let insts: usize = traces.iter().map(|t| t.insts.len()).sum();
    let per = best / traces.len() as u32;
    println!(
        "{} traces of {} instructions on average: {per:?} each",
        traces.len(),
        insts / traces.len()
    );
    let bound = if cfg!(debug_assertions) {
        20_000
    } else {
        1_000
    };
    assert!(per.as_micros() < bound, "{per:?}");
}
