//! Random traces: straight lines and loops over integers, floats, words, fields, elements, allocations and calls.
//!
//! Generated the way a recorder works: along one sample run, so that most guards hold there and loops go round.
//! Preconditions of operations are established by guards. Every snapshot has a program counter of its own, so that
//! leaving at the wrong place shows.

use super::rng::Rng;
use super::world::{self, FRESH_SHAPE, SHAPES, SLOTS, VALID};
use adder_codegen::abi;
use adder_codegen::ir::eval::{run, Machine, Outcome};
use adder_codegen::ir::{
    AliasClass, AliasSet, AllocDesc, AllocId, BlockId, CallDesc, CallId, Effects, MemDesc, MemId,
    Op, Ref, SnapEntry, SnapFlags, SnapId, SnapVal, Tag, Trace, TraceBuilder, TraceKind, Type,
    Width,
};

/// What to generate.
#[derive(Clone, Copy)]
pub struct Shape {
    pub ops: usize,
    pub is_loop: bool,
    pub branches: bool,
}

const TYPES: [Type; 5] = [Type::I64, Type::F64, Type::Val, Type::Ptr, Type::Bool];

/// A run that gets far: parameters and the seed of the memory.
#[derive(Clone, Debug)]
pub struct Sample {
    pub words: Vec<u64>,
    pub memory: u64,
}

struct Object {
    ptr: Ref,
    val: Option<Ref>,
}

struct Gen<'a> {
    b: TraceBuilder,
    rng: &'a mut Rng,
    values: Vec<Ref>,
    fresh: Vec<Object>,
    mems: Vec<MemId>,
    alloc: AllocId,
    calls: Vec<CallId>,
    pc: u32,
    /// Parameters that are objects of the world in every iteration.
    stable: Vec<Ref>,
    sample: Sample,
    /// Of this block.
    last_snap: Option<SnapId>,
}

/// A random trace and a run of it; its entry's parameters take `world::random_input` of their types.
pub fn generate(rng: &mut Rng, shape: Shape) -> (Trace, Sample) {
    let kind = if shape.is_loop {
        TraceKind::Root
    } else {
        TraceKind::Side
    };
    let mut b = TraceBuilder::new("random", kind);
    let mems = declare_mems(&mut b);
    let alloc = b.alloc_desc(AllocDesc {
        name: "node".into(),
        size: 64,
        header: FRESH_SHAPE,
        fields: mems[..4].to_vec(),
        slow_helper: 0x1000,
        cur_offset: 0,
        end_offset: 8,
    });
    let calls = declare_calls(&mut b);
    let sample = Sample {
        words: vec![rng.below(3) as u64, 5 + rng.below(6) as u64],
        memory: rng.next(),
    };
    let mut g = Gen {
        b,
        rng,
        values: Vec::new(),
        fresh: Vec::new(),
        mems,
        alloc,
        calls,
        pc: 0,
        stable: Vec::new(),
        sample,
        last_snap: None,
    };
    let entry = g.b.begin_block();
    let counter = g.b.entry_param(Type::I64, 0, 0);
    let limit = g.b.entry_param(Type::I64, 1, 0);
    g.values.extend([counter, limit]);
    let mut params = vec![counter, limit];
    for i in 0..2 + g.rng.below(6) {
        let ty = g.rng.pick(&TYPES[..4]);
        let p = g.b.entry_param(ty, i as u32 + 2, 0);
        let word = world::random_input(g.rng, ty);
        g.sample.words.push(word);
        g.values.push(p);
        params.push(p);
        if ty == Type::Ptr && (!shape.is_loop || g.rng.chance(60)) {
            g.stable.push(p);
        }
    }
    if shape.is_loop {
        let snap = g.snap();
        let more = g.b.op2(Op::Lt, counter, limit);
        g.b.guard1(Op::GuardTrue, more, snap);
    }
    for _ in 0..shape.ops {
        g.op();
    }
    if shape.is_loop {
        g.close_loop(entry, &params);
    } else if shape.branches {
        g.diamond();
    } else {
        let snap = g.snap();
        g.b.exit(snap);
    }
    (g.b.finish(), g.sample)
}

fn declare_mems(b: &mut TraceBuilder) -> Vec<MemId> {
    let rows = [
        ("a", 8, Width::I64, 1, false),
        ("b", 16, Width::F64, 2, false),
        ("c", 24, Width::Val, 3, false),
        ("next", 32, Width::Ptr, 4, false),
        ("len", 40, Width::Len, 5, true),
        ("fixed", 48, Width::I64, 6, true),
        ("byte", 56, Width::U8, 7, false),
        ("short", 57, Width::I16, 7, false),
        ("items", 64, Width::Val, 8, false),
        ("words", 128, Width::I32, 9, false),
        ("a_low", 8, Width::I32, 1, false),
    ];
    rows.into_iter()
        .map(|(name, offset, width, class, immutable)| {
            b.mem(MemDesc {
                name: name.into(),
                offset,
                width,
                alias: AliasClass(class),
                immutable,
            })
        })
        .collect()
}

fn declare_calls(b: &mut TraceBuilder) -> Vec<CallId> {
    let all = AliasSet::ALL;
    let class = |c| AliasSet::of(AliasClass(c));
    let rows = [
        (
            "pure",
            vec![Type::I64, Type::F64],
            Type::F64,
            Effects::PURE,
            false,
        ),
        (
            "lend",
            vec![Type::Ptr],
            Type::I64,
            Effects {
                reads: class(1),
                writes: class(1),
                keeps_nothing: true,
                ..Effects::default()
            },
            false,
        ),
        (
            "keep",
            vec![Type::Ptr],
            Type::I64,
            Effects {
                allocs: true,
                ..Effects::default()
            },
            false,
        ),
        (
            "python",
            vec![],
            Type::Val,
            Effects {
                reads: all,
                ..Effects::ANY
            },
            true,
        ),
        (
            "lend_next",
            vec![Type::Ptr],
            Type::Void,
            Effects {
                reads: class(4),
                writes: class(4),
                keeps_nothing: true,
                ..Effects::default()
            },
            false,
        ),
    ];
    rows.into_iter()
        .map(|(name, params, ret, effects, publish)| {
            b.call_desc(CallDesc {
                name: name.into(),
                address: 0x2000,
                params,
                ret,
                effects,
                publish,
            })
        })
        .collect()
}

impl Gen<'_> {
    /// A value of the type; recent ones more often.
    fn value(&mut self, ty: Type) -> Ref {
        if self.rng.chance(15) {
            if let Some(c) = self.constant(ty) {
                return c;
            }
        }
        let all: Vec<Ref> = self
            .values
            .iter()
            .copied()
            .filter(|&r| self.b.trace().ty(r) == ty)
            .collect();
        if all.is_empty() {
            return self
                .constant(ty)
                .unwrap_or_else(|| self.b.named_ptr(world::object(0), true, "object"));
        }
        let recent = all.len().saturating_sub(5);
        if self.rng.chance(60) {
            all[recent + self.rng.below(all.len() - recent)]
        } else {
            self.rng.pick(&all)
        }
    }

    /// What a value is in the sample run (its first time round), and the machine at this point; `None` if the run does
    /// not come here.
    fn peek(&self, r: Ref) -> Option<(u64, Machine)> {
        if self.b.trace().blocks.len() > 1 {
            return None;
        }
        let mut b = self.b.clone();
        let frame = b.frame_snap(0, 0, 0);
        let entry = SnapEntry {
            frame: 0,
            slot: 0,
            val: SnapVal::Ref(r),
            class: 0,
        };
        let snap = b.snapshot(&[frame], &[entry], SnapFlags::NIL);
        let end = b.exit(snap);
        let mut m = world::machine(self.sample.memory);
        let outcome = run(&b.finish(), &mut m, &self.sample.words, &mut |d, a, m| {
            world::call(d, a, m)
        });
        match outcome {
            Ok(Outcome::Exit(exit)) if exit.at == end => Some((exit.entries[0], m)),
            _ => None,
        }
    }

    /// The guard that holds in the sample run, mostly.
    fn guard_for(&mut self, cond: Ref) -> Op {
        let known = if self.rng.chance(90) {
            self.peek(cond)
        } else {
            None
        };
        match known {
            Some((0, _)) => Op::GuardFalse,
            Some(_) => Op::GuardTrue,
            None => self.rng.pick(&[Op::GuardTrue, Op::GuardFalse]),
        }
    }

    fn tag_for(&mut self, v: Ref, choice: &[Tag]) -> Tag {
        let known = if self.rng.chance(90) {
            self.peek(v)
        } else {
            None
        };
        let holds = |tag: Tag, word: u64, m: &Machine| match tag {
            Tag::Int => abi::is_small(word),
            Tag::IntAny => {
                let heap = abi::is_ptr(word)
                    && m.memory.read(word, 4) == u64::from(m.runtime.heap_int_shape);
                abi::is_small(word) || heap
            }
            Tag::Float => abi::is_float(word),
            Tag::Bool => abi::is_bool(word),
            Tag::None => word == abi::NONE,
            Tag::Ptr => abi::is_ptr(word) && word != 0,
            Tag::Undef => word == 0,
        };
        if let Some((word, m)) = known {
            if let Some(tag) = choice.iter().copied().find(|&tag| holds(tag, word, &m)) {
                return tag;
            }
        }
        self.rng.pick(choice)
    }

    fn constant(&mut self, ty: Type) -> Option<Ref> {
        let bits = match ty {
            Type::Ptr => return None,
            Type::Val if self.rng.chance(70) => abi::box_small(self.rng.below(4) as i64),
            _ => world::random_input(self.rng, ty),
        };
        Some(self.b.consts().intern(ty, bits))
    }

    fn push(&mut self, r: Ref) -> Ref {
        self.values.push(r);
        r
    }

    fn snap(&mut self) -> SnapId {
        // Several guards of one bytecode share a snapshot.
        if let Some(last) = self.last_snap.filter(|_| self.rng.chance(15)) {
            return last;
        }
        self.pc += 1;
        let frame = self.b.frame_snap(1, self.pc, 0);
        let mut entries = Vec::new();
        for slot in 0..self.rng.below(4) as u32 {
            let ty = self.rng.pick(&TYPES);
            let mut r = self.value(ty);
            if !self.fresh.is_empty() && self.rng.chance(40) {
                let o = &self.fresh[self.rng.below(self.fresh.len())];
                r = o.val.unwrap_or(o.ptr);
            }
            entries.push(SnapEntry {
                frame: 0,
                slot,
                val: SnapVal::Ref(r),
                class: 0,
            });
        }
        let snap = self.b.snapshot(&[frame], &entries, SnapFlags::NIL);
        self.last_snap = Some(snap);
        snap
    }

    fn guard_ne(&mut self, r: Ref, x: i64) {
        let snap = self.snap();
        let c = self.b.i64(x);
        self.b.guard2(Op::GuardNe, r, c, snap);
    }

    fn op(&mut self) {
        match self.rng.below(100) {
            0..=17 => self.int_op(),
            18..=24 => self.compare(),
            25..=33 => self.float_op(),
            34..=38 => self.bool_op(),
            39..=50 => self.word_op(),
            51..=56 => self.guard(),
            57..=69 => self.field(),
            70..=77 => self.element(),
            78..=80 => self.slot(),
            81..=87 => self.allocate(),
            88..=91 => self.fresh_store(),
            92..=93 => self.call(),
            94..=95 => self.misc(),
            96 => self.wide_ints(),
            97 => self.masked_chain(),
            _ => self.idiom(),
        }
    }

    /// A word that is an int for sure, and its size in bits.
    fn int_word(&mut self) -> Ref {
        let x = self.value(Type::I64);
        let op = self.rng.pick(&[Op::BoxInt, Op::BoxUint]);
        self.b.op1(op, x)
    }

    /// Ints of any size: two operations, seen in part, whole, or by exits only.
    fn wide_ints(&mut self) {
        const OPS: [Op; 8] = [
            Op::BigAdd,
            Op::BigSub,
            Op::BigMul,
            Op::BigAnd,
            Op::BigOr,
            Op::BigXor,
            Op::BigShl,
            Op::BigShr,
        ];
        let mut v = self.int_word();
        for _ in 0..1 + self.rng.below(2) {
            let op = self.rng.pick(&OPS);
            let count = self.rng.pick(&[0, 1, 13, 64, 77]);
            let other = match op {
                Op::BigShl | Op::BigShr => {
                    let count = self.b.i64(count);
                    self.b.op1(Op::BoxInt, count)
                }
                _ => self.int_word(),
            };
            v = self.b.op2(op, v, other);
        }
        self.push(v);
        match self.rng.below(4) {
            0 => {
                let low = self.b.op1(Op::LowInt, v);
                self.push(low);
            }
            1 => {
                let is = self.b.op1(Op::IsUint, v);
                let op = self.guard_for(is);
                let snap = self.snap();
                self.b.guard1(op, is, snap);
                let low = self.b.op1(Op::LowInt, v);
                let again = self.b.op1(Op::BoxUint, low);
                self.push(again);
            }
            _ => {}
        }
        let (x, y) = (self.value(Type::I64), self.value(Type::I64));
        self.guard_ne(y, 0);
        let op = self.rng.pick(&[Op::Udiv, Op::Urem]);
        let r = self.b.op2(op, x, y);
        self.push(r);
    }

    /// Checked operations under a mask, sometimes with a guard in between that mentions them.
    fn masked_chain(&mut self) {
        let mut x = self.value(Type::I64);
        for _ in 0..1 + self.rng.below(3) {
            let y = self.value(Type::I64);
            let op = self
                .rng
                .pick(&[Op::AddOvf, Op::SubOvf, Op::MulOvf, Op::Xor, Op::NegOvf]);
            let snap = self.snap();
            x = match op {
                Op::Xor => self.b.op2(op, x, y),
                Op::NegOvf => self.b.guard1(op, x, snap),
                _ => self.b.guard2(op, x, y, snap),
            };
            if self.rng.chance(30) {
                self.push(x);
                let z = self.value(Type::I64);
                self.guard_ne(z, 77);
            }
        }
        let mask = self.rng.pick(&[255, 0xFFFF_FFFF, i64::MAX]);
        let mask = self.b.i64(mask);
        let r = if self.rng.chance(70) {
            self.b.op2(Op::And, x, mask)
        } else {
            self.b.op1(Op::AsUint, x)
        };
        self.push(r);
    }

    fn int_op(&mut self) {
        let (x, y) = (self.value(Type::I64), self.value(Type::I64));
        let r = match self.rng.below(12) {
            0..=3 => {
                let op = self.rng.pick(&[
                    Op::Add,
                    Op::Sub,
                    Op::Mul,
                    Op::And,
                    Op::Or,
                    Op::Xor,
                    Op::Min,
                    Op::Max,
                ]);
                self.b.op2(op, x, y)
            }
            4..=6 => {
                let op = self
                    .rng
                    .pick(&[Op::AddOvf, Op::AddOvf, Op::SubOvf, Op::MulOvf]);
                let small = self.rng.below(6) as i64 - 2;
                let y = if self.rng.chance(50) {
                    self.b.i64(small)
                } else {
                    y
                };
                let snap = self.snap();
                self.b.guard2(op, x, y, snap)
            }
            7 => {
                let op = self
                    .rng
                    .pick(&[Op::Neg, Op::Clz, Op::Ctz, Op::Popcnt, Op::NegOvf]);
                if op == Op::NegOvf {
                    let snap = self.snap();
                    self.b.guard1(op, x, snap)
                } else {
                    self.b.op1(op, x)
                }
            }
            8 | 9 => {
                let op = self.rng.pick(&[Op::Shl, Op::Shr, Op::Ushr]);
                let n = self.rng.pick(&[0, 1, 2, 31, 63, 16]);
                let n = self.b.i64(n);
                self.b.op2(op, x, n)
            }
            10 => {
                let mask = self.rng.pick(&[1, 7, 255, 6]);
                let mask = self.b.i64(mask);
                self.b.op2(Op::And, x, mask)
            }
            _ => {
                let op = self.rng.pick(&[Op::FloorDiv, Op::Mod]);
                let constant = self.rng.pick(&[1, 2, 3, 8, -3, 10]);
                let divisor = if self.rng.chance(60) {
                    self.b.i64(constant)
                } else {
                    y
                };
                if !divisor.is_const() || matches!(self.const_int(divisor), 0 | -1) {
                    self.guard_ne(divisor, 0);
                    self.guard_ne(divisor, -1);
                }
                self.b.op2(op, x, divisor)
            }
        };
        self.push(r);
    }

    fn const_int(&self, r: Ref) -> i64 {
        self.b.trace().constant(r).map_or(0, |c| c.bits as i64)
    }

    fn compare(&mut self) {
        let r = if self.rng.chance(75) {
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
            let (x, y) = (self.value(Type::I64), self.value(Type::I64));
            self.b.op2(op, x, y)
        } else {
            let op = self
                .rng
                .pick(&[Op::Feq, Op::Fne, Op::Flt, Op::Fle, Op::Fgt, Op::Fge]);
            let (x, y) = (self.value(Type::F64), self.value(Type::F64));
            self.b.op2(op, x, y)
        };
        self.push(r);
        if self.rng.chance(60) {
            let op = self.guard_for(r);
            let snap = self.snap();
            self.b.guard1(op, r, snap);
        }
    }

    fn float_op(&mut self) {
        let (x, y) = (self.value(Type::F64), self.value(Type::F64));
        let r = match self.rng.below(8) {
            0..=3 => {
                let op = self.rng.pick(&[Op::Fadd, Op::Fsub, Op::Fmul, Op::Fdiv]);
                self.b.op2(op, x, y)
            }
            4 => {
                let op = self.rng.pick(&[
                    Op::Fneg,
                    Op::Fabs,
                    Op::Ffloor,
                    Op::Fceil,
                    Op::Ftrunc,
                    Op::Fsqrt,
                ]);
                self.b.op1(op, x)
            }
            5 => {
                let i = self.value(Type::I64);
                self.b.op1(Op::I2f, i)
            }
            6 => {
                let op = self.rng.pick(&[Op::F2iChk, Op::F2iExact]);
                let snap = self.snap();
                self.b.guard1(op, x, snap)
            }
            _ => {
                let z = self.value(Type::F64);
                if self.rng.chance(50) {
                    self.b.op3(Op::Fma, x, y, z)
                } else {
                    let narrow = self.b.op1(Op::F2f32, x);
                    self.b.op1(Op::F32f, narrow)
                }
            }
        };
        self.push(r);
    }

    fn bool_op(&mut self) {
        let (x, y) = (self.value(Type::Bool), self.value(Type::Bool));
        let r = match self.rng.below(6) {
            0 => self.b.op1(Op::Bnot, x),
            1 => self.b.op2(Op::Band, x, y),
            2 => self.b.op2(Op::Bor, x, y),
            3 => self.b.op1(Op::B2i, x),
            _ => {
                let ty = self.rng.pick(&TYPES);
                let (p, q) = (self.value(ty), self.value(ty));
                self.b.op3(Op::Select, x, p, q)
            }
        };
        self.push(r);
    }

    fn word_op(&mut self) {
        let v = self.value(Type::Val);
        let r = match self.rng.below(10) {
            0 | 1 => {
                let x = self.value(Type::I64);
                self.b.op1(Op::BoxInt, x)
            }
            2 => {
                let x = self.value(Type::F64);
                self.b.op1(Op::BoxFloat, x)
            }
            3 => {
                let x = self.value(Type::Bool);
                self.b.op1(Op::BoxBool, x)
            }
            4 => {
                let p = self.value(Type::Ptr);
                self.b.op1(Op::PtrToVal, p)
            }
            5 => {
                let tag = self.rng.pick(&Tag::ALL);
                self.b.is_tag(v, tag)
            }
            n => {
                let order: &[Tag] = if n < 8 {
                    &[Tag::Int, Tag::IntAny, Tag::Float, Tag::Bool]
                } else {
                    &[Tag::IntAny, Tag::Bool, Tag::Float, Tag::Int]
                };
                let tag = self.tag_for(v, order);
                let op = match tag {
                    Tag::Int => Op::UnboxInt,
                    Tag::IntAny => Op::UnboxIntAny,
                    Tag::Float => Op::UnboxFloat,
                    _ => Op::UnboxBool,
                };
                let snap = self.snap();
                self.b.guard_tag(v, tag, snap);
                self.b.op1(op, v)
            }
        };
        self.push(r);
    }

    fn guard(&mut self) {
        let snap = self.snap();
        match self.rng.below(6) {
            0 | 1 => {
                let c = self.value(Type::Bool);
                let op = self.guard_for(c);
                self.b.guard1(op, c, snap);
            }
            2 => {
                let p = self.value(Type::Ptr);
                let shape = match self.peek(p) {
                    Some((address, m)) if self.rng.chance(85) => m.memory.read(address, 4),
                    _ => self.rng.pick(&SHAPES),
                };
                let shape = self.b.named_ptr(
                    shape,
                    false,
                    if shape == SHAPES[0] {
                        "shape0"
                    } else {
                        "shape1"
                    },
                );
                self.b.guard2(Op::GuardShape, p, shape, snap);
            }
            3 => {
                let op = self.rng.pick(&[Op::GuardEq, Op::GuardNe]);
                let ty = self.rng.pick(&[Type::I64, Type::Val]);
                let r = self.value(ty);
                let c = match self.peek(r) {
                    Some((word, _)) if op == Op::GuardEq && self.rng.chance(85) => {
                        Some(self.b.consts().intern(ty, word))
                    }
                    _ => self.constant(ty),
                };
                // Identity of objects the trace makes, boxed integers among them, is nothing to compare constants with.
                let is_number = |word: u64| {
                    abi::is_ptr(word) && !(world::OBJECTS..world::HEAP_INTS).contains(&word)
                };
                if let Some(c) = c.filter(|&c| {
                    ty == Type::I64
                        || !self
                            .b
                            .trace()
                            .constant(c)
                            .is_some_and(|c| is_number(c.bits))
                }) {
                    self.b.guard2(op, r, c, snap);
                }
            }
            4 => {
                let flag = self.b.named_ptr(VALID, false, "valid");
                self.b.guard1(Op::GuardValid, flag, snap);
            }
            _ => {
                let v = self.value(Type::Val);
                let tag = self.tag_for(
                    v,
                    &[
                        Tag::Int,
                        Tag::Float,
                        Tag::IntAny,
                        Tag::None,
                        Tag::Ptr,
                        Tag::Bool,
                    ],
                );
                self.b.guard_tag(v, tag, snap);
            }
        }
    }

    fn field(&mut self) {
        let p = self.value(Type::Ptr);
        let at = self.rng.pick(&[0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 10]);
        // Objects of the trace's own have only the first four fields.
        let is_fresh = self.fresh.iter().any(|o| o.ptr == p) || !self.is_world_object(p);
        let mem = self.mems[if is_fresh && at >= 4 { at % 3 } else { at }];
        let desc = self.b.trace().mem(mem).clone();
        if self.rng.chance(55) || desc.immutable {
            let r = self.b.load(mem, p);
            self.push(r);
        } else {
            let value = self.value(desc.width.ty());
            if self.rng.chance(30) {
                self.b.op1(Op::Barrier, p);
            }
            self.b.store(mem, p, value);
        }
    }

    /// Only some parameters and constants are known to be objects of the world: the rest may be fresh ones.
    fn is_world_object(&self, p: Ref) -> bool {
        p.is_const() || self.stable.contains(&p)
    }

    fn element(&mut self) {
        let ptrs: Vec<Ref> = self
            .values
            .iter()
            .copied()
            .filter(|&r| self.b.trace().ty(r) == Type::Ptr && self.is_world_object(r))
            .collect();
        let p = if ptrs.is_empty() {
            self.b
                .named_ptr(world::object(self.rng.next()), true, "object")
        } else {
            self.rng.pick(&ptrs)
        };
        let i = self.value(Type::I64);
        let i = match self.rng.below(3) {
            0 => {
                let mask = self.b.i64(7);
                self.b.op2(Op::And, i, mask)
            }
            _ => {
                let i = if self.rng.chance(60) {
                    self.values[0]
                } else {
                    i
                };
                let len = self.b.load(self.mems[4], p);
                let inside = self.b.op2(Op::Ult, i, len);
                let snap = self.snap();
                self.b.guard1(Op::GuardTrue, inside, snap);
                i
            }
        };
        let (mem, scale, ty) = self
            .rng
            .pick(&[(self.mems[8], 8, Type::Val), (self.mems[9], 4, Type::I64)]);
        if self.rng.chance(55) {
            let r = self.b.load_at(mem, p, i, scale);
            self.push(r);
        } else {
            let value = self.value(ty);
            self.b.store_at(mem, p, i, scale, value);
        }
    }

    /// Short sequences in which one step too far of an optimiser shows.
    fn idiom(&mut self) {
        let (x, y) = (self.value(Type::I64), self.value(Type::I64));
        match self.rng.below(14) {
            0 => {
                // Two pointers, perhaps to one object, perhaps to a part of the field.
                let (p, q) = (self.value(Type::Ptr), self.value(Type::Ptr));
                let part = self.mems[self.rng.pick(&[0, 0, 10])];
                self.b.store(self.mems[0], p, x);
                self.b.store(part, q, y);
                self.reload(0, p);
            }
            1 => {
                let p = self
                    .b
                    .named_ptr(world::object(self.rng.next()), true, "object");
                let (first, second) =
                    self.rng
                        .pick(&[(6, 6), (7, 7), (6, 7), (7, 6), (10, 10), (0, 10)]);
                self.b.store(self.mems[first], p, x);
                self.reload(second, p);
            }
            2 => self.give_away_nested(),
            3 => {
                let (fresh, p) = (self.fresh_object(), self.value(Type::Ptr));
                let c = self.value(Type::Bool);
                let either = self.b.op3(Op::Select, c, fresh, p);
                self.b.store(self.mems[0], either, x);
                self.reload(0, fresh);
            }
            4 => {
                let fresh = self.fresh_object();
                self.b.call(self.calls[1], &[fresh], SnapId::NONE);
                self.reload(0, fresh);
            }
            5 => {
                // What comes out of an object that was lent may be what was put in.
                let (inner, outer) = (self.fresh_object(), self.fresh_object());
                self.b.store(self.mems[3], outer, inner);
                self.b.call(self.calls[4], &[outer], SnapId::NONE);
                let again = self.b.load(self.mems[3], outer);
                self.b.store(self.mems[0], again, x);
                self.reload(0, inner);
            }
            6 => {
                let p = self.value(Type::Ptr);
                self.b.op1(Op::Barrier, p);
                let q = self.value(Type::Ptr);
                self.b.call(self.calls[2], &[q], SnapId::NONE);
                self.b.op1(Op::Barrier, p);
            }
            7 => {
                let n = self.rng.pick(&[1, 2, 8, 11]);
                let n = self.b.i64(n);
                let big = self.b.op2(Op::Shr, x, n);
                let f = self.b.op1(Op::I2f, big);
                let snap = self.snap();
                let op = self.rng.pick(&[Op::F2iChk, Op::F2iExact]);
                let r = self.b.guard1(op, f, snap);
                self.push(r);
            }
            8 => {
                let (seven, eight, mask) = (self.b.i64(7), self.b.i64(8), self.b.i64(63));
                let low = self.b.op2(Op::And, x, seven);
                let from_8_to_15 = self.b.op2(Op::Or, low, eight);
                let n = self.b.op2(Op::And, y, mask);
                let op = self.rng.pick(&[Op::Shr, Op::Ushr, Op::Shl]);
                let r = self.b.op2(op, from_8_to_15, n);
                self.push(r);
                self.test(Op::Lt, r, eight);
            }
            9 => {
                let (seven, four, zero) = (self.b.i64(7), self.b.i64(4), self.b.i64(0));
                let low = self.b.op2(Op::And, y, seven);
                let divisor = self.b.op2(Op::Sub, low, four);
                self.guard_ne(divisor, 0);
                self.guard_ne(divisor, -1);
                let r = self.b.op2(Op::Mod, x, divisor);
                self.push(r);
                self.test(Op::Lt, r, zero);
            }
            10 => {
                let c = self.rng.pick(&[1, -1, 3]);
                let c = self.b.i64(c);
                let sum = self.b.op2(Op::Add, x, c);
                self.push(sum);
                self.test(Op::Lt, x, sum);
            }
            11 => {
                let sum = self.b.op2(Op::Add, x, y);
                let snap = self.snap();
                let r = self.b.guard2(Op::SubOvf, sum, y, snap);
                self.push(r);
            }
            12 => {
                let negated = self.b.op1(Op::Neg, x);
                let snap = self.snap();
                let r = self.b.guard1(Op::NegOvf, negated, snap);
                self.push(r);
            }
            _ => {
                let (plain, checked) = self.rng.pick(&[
                    (Op::Add, Op::AddOvf),
                    (Op::Sub, Op::SubOvf),
                    (Op::Mul, Op::MulOvf),
                ]);
                let first = self.b.op2(plain, x, y);
                let snap = self.snap();
                let r = self.b.guard2(checked, x, y, snap);
                self.values.extend([first, r]);
            }
        }
    }

    fn reload(&mut self, mem: usize, p: Ref) {
        let r = self.b.load(self.mems[mem], p);
        self.push(r);
    }

    fn test(&mut self, op: Op, x: Ref, y: Ref) {
        let c = self.b.op2(op, x, y);
        self.push(c);
        let guard = self.guard_for(c);
        let snap = self.snap();
        self.b.guard1(guard, c, snap);
    }

    fn fresh_object(&mut self) -> Ref {
        if self.fresh.is_empty() || self.rng.chance(40) {
            self.allocate();
        }
        self.fresh[self.rng.below(self.fresh.len())].ptr
    }

    /// One object in another, the outer one given away, and somebody who looks at both.
    fn give_away_nested(&mut self) {
        let (inner, outer) = (self.fresh_object(), self.fresh_object());
        self.b.store(self.mems[3], outer, inner);
        match self.rng.below(3) {
            0 => {
                self.b.call(self.calls[2], &[outer], SnapId::NONE);
            }
            1 => {
                let p = self
                    .b
                    .named_ptr(world::object(self.rng.next()), true, "object");
                self.b.store(self.mems[3], p, outer);
            }
            _ => {
                let word = self.b.op1(Op::PtrToVal, outer);
                self.b.store_slot(1, word);
            }
        }
        let snap = self.snap();
        let r = self.b.call(self.calls[3], &[], snap);
        self.push(r);
        self.reload(0, inner);
        self.reload(1, outer);
    }

    fn slot(&mut self) {
        let n = self.rng.below(SLOTS as usize) as u32;
        if self.rng.chance(50) {
            let r = self.b.load_slot(n);
            self.push(r);
        } else {
            let v = self.value(Type::Val);
            self.b.store_slot(n, v);
        }
    }

    fn allocate(&mut self) {
        let ptr = self.b.alloc(self.alloc);
        for i in 0..4 {
            let ty = self.b.trace().mem(self.mems[i]).width.ty();
            let value = self.value(ty);
            self.b.store(self.mems[i], ptr, value);
        }
        let val = if self.rng.chance(50) {
            Some(self.b.op1(Op::PtrToVal, ptr))
        } else {
            None
        };
        self.values.push(ptr);
        self.values.extend(val);
        self.fresh.push(Object { ptr, val });
    }

    fn fresh_store(&mut self) {
        if self.fresh.is_empty() {
            return self.allocate();
        }
        let ptr = self.fresh[self.rng.below(self.fresh.len())].ptr;
        let mem = self.mems[self.rng.below(4)];
        if self.rng.chance(40) {
            let r = self.b.load(mem, ptr);
            self.push(r);
            return;
        }
        let ty = self.b.trace().mem(mem).width.ty();
        let value = self.value(ty);
        if self.rng.chance(30) {
            self.b.op1(Op::Barrier, ptr);
        }
        self.b.store(mem, ptr, value);
    }

    fn call(&mut self) {
        let r = match self.rng.below(5) {
            0 | 1 => {
                let args = [self.value(Type::I64), self.value(Type::F64)];
                self.b.call(self.calls[0], &args, SnapId::NONE)
            }
            2 => {
                let p = self.value(Type::Ptr);
                self.b.call(self.calls[1], &[p], SnapId::NONE)
            }
            3 => {
                let p = self.value(Type::Ptr);
                self.b.call(self.calls[2], &[p], SnapId::NONE)
            }
            _ => {
                let snap = self.snap();
                let r = self.b.call(self.calls[3], &[], snap);
                if self.rng.chance(70) {
                    let flag = self.b.named_ptr(VALID, false, "valid");
                    let snap = self.snap();
                    self.b.guard1(Op::GuardValid, flag, snap);
                }
                r
            }
        };
        self.push(r);
    }

    fn misc(&mut self) {
        let p = self.value(Type::Ptr);
        let r = match self.rng.below(5) {
            0 => {
                let (x, mask) = (self.value(Type::I64), self.b.i64(0xFFFF));
                let small = self.b.op2(Op::And, x, mask);
                self.b.op1(Op::BoxSmall, small)
            }
            1 => {
                let q = self.value(Type::Ptr);
                self.b.op2(Op::Eq, p, q)
            }
            2 => {
                let v = self.b.op1(Op::PtrToVal, p);
                self.b.op1(Op::ValToPtr, v)
            }
            3 => {
                // Another way to the same object.
                let (there, back) = (self.b.i64(8), self.b.i64(-8));
                let q = self.b.op2(Op::PtrAdd, p, there);
                self.b.op2(Op::PtrAdd, q, back)
            }
            _ => {
                let snap = self.snap();
                let mem = self.mems[6];
                if self.is_world_object(p) && self.rng.chance(30) {
                    self.b.poll(p, mem, snap);
                }
                let x = self.value(Type::F64);
                let bits = self.b.op1(Op::Fbits, x);
                let back = self.b.op1(Op::BitsF, bits);
                self.push(back);
                return;
            }
        };
        self.push(r);
    }

    fn close_loop(&mut self, entry: BlockId, params: &[Ref]) {
        let one = self.b.i64(1);
        let snap = self.snap();
        let next = self.b.guard2(Op::AddOvf, params[0], one, snap);
        let mut args = vec![next, params[1]];
        let rotates = self.rng.chance(30);
        for (i, &p) in params.iter().enumerate().skip(2) {
            let ty = self.b.trace().ty(p);
            let types = |r: &Ref| self.b.trace().ty(*r) == ty && !self.stable.contains(r);
            let next = params[i + 1..]
                .iter()
                .chain(&params[2..=i])
                .copied()
                .find(types)
                .unwrap_or(p);
            let arg = match self.rng.below(10) {
                0..=6 if rotates && !self.stable.contains(&p) => next,
                _ if self.stable.contains(&p) => p,
                0..=3 => p,
                4 if ty == Type::Ptr && !self.fresh.is_empty() => {
                    self.fresh[self.rng.below(self.fresh.len())].ptr
                }
                4 if ty == Type::Val && !self.fresh.is_empty() => self.fresh
                    [self.rng.below(self.fresh.len())]
                .val
                .unwrap_or(p),
                _ => self.value(ty),
            };
            args.push(arg);
        }
        self.b.jump(entry, &args);
    }

    /// Two ways to a common end, with facts learnt on one of them only.
    fn diamond(&mut self) {
        let cond = self.value(Type::Bool);
        let (then, other, join) = (BlockId::new(1), BlockId::new(2), BlockId::new(3));
        let ty = self.rng.pick(&TYPES[..4]);
        self.b.br(cond, (then, &[]), (other, &[]));
        let (values, fresh) = (self.values.clone(), self.fresh.len());
        for _ in 0..2 {
            self.b.begin_block();
            self.last_snap = None;
            self.values.clone_from(&values);
            for _ in 0..self.rng.below(6) {
                self.op();
            }
            self.fresh.truncate(fresh);
            let arg = self.value(ty);
            self.b.jump(join, &[arg]);
        }
        self.values.clone_from(&values);
        self.b.begin_block();
        self.last_snap = None;
        let p = self.b.block_param(ty);
        self.values.push(p);
        for _ in 0..8 {
            self.op();
        }
        let snap = self.snap();
        self.b.exit(snap);
    }
}
