//! The reference executor: what a trace means.
//!
//! It runs a trace over a simulated memory and a table of functions. Values are 64-bit words (floats by bits), memory
//! is a sparse map of bytes, VM registers lie in it at the frame's address, and `new` takes fresh addresses in a range
//! of its own. Breaking an operation's precondition (dividing by 0, unboxing the wrong tag) is an error, not a value,
//! so an optimiser that executes something too early is caught.
//!
//! [`observe`] turns the end of a run into something that compares: objects the trace allocated are numbered in the
//! order a walk from the exit's registers and the memory meets them, boxed integers are integers however they are
//! represented, and virtuals are the objects they stand for. Two traces mean the same if their observations are equal
//! for all inputs. Bits of NaNs are not part of the meaning of arithmetic: every operation that computes gives the
//! canonical NaN.
//!
//! ```
//! use adder_codegen::ir::{eval::{Machine, Outcome, run}, parse::parse_trace};
//! let t = parse_trace("trace \"t\" side
//! block0(v0: i64 @0):
//!   v1: i64 = add v0, 1
//!   exit ; snap s0
//! snap s0: frame code 1 pc 2 base 0 [0:0=v1]
//! ").unwrap();
//! let mut m = Machine::default();
//! let Outcome::Exit(exit) = run(&t, &mut m, &[41], &mut |_, _, _| Ok(0)).unwrap() else { panic!() };
//! assert_eq!(exit.entries, vec![42]);
//! ```

mod wide;

use super::desc::{CallDesc, Width};
use super::inst::{Inst, Trace};
use super::ops::{Op, OpFlags};
use super::snapshot::{Build, FrameSnap, SnapFlags, SnapVal, CLASS_UINT};
use super::types::{BlockId, MemId, Ref, SnapId, Tag, Type};
use crate::abi::{self, Runtime};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
pub use wide::Wide;

/// First address `new` gives out; programs under test keep their own objects below.
pub const FRESH_BASE: u64 = 0x5000_0000_0000;
/// Default address of the context.
pub const CX_BASE: u64 = 0x1000_0000;
/// Default address of the frame.
pub const FRAME_BASE: u64 = 0x2000_0000;

/// Sparse memory; what was never written reads as 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    words: BTreeMap<u64, u64>,
}

impl Memory {
    /// Reads up to 8 bytes.
    pub fn read(&self, address: u64, bytes: u32) -> u64 {
        let word = |a: u64| self.words.get(&a).copied().unwrap_or(0);
        let (at, shift) = (address & !7, (address & 7) * 8);
        let mut x = word(at) >> shift;
        if shift != 0 && (address & 7) + u64::from(bytes) > 8 {
            x |= word(at.wrapping_add(8)) << (64 - shift);
        }
        x & mask(bytes)
    }

    /// Writes the low bytes of a value.
    pub fn write(&mut self, address: u64, bytes: u32, value: u64) {
        let (at, shift) = (address & !7, (address & 7) * 8);
        let (m, v) = (mask(bytes), value & mask(bytes));
        self.update(at, m << shift, v << shift);
        if shift != 0 && (address & 7) + u64::from(bytes) > 8 {
            self.update(at.wrapping_add(8), m >> (64 - shift), v >> (64 - shift));
        }
    }

    fn update(&mut self, at: u64, mask: u64, bits: u64) {
        let word = self.words.entry(at).or_insert(0);
        *word = *word & !mask | bits;
    }

    /// All words that are not 0, by address.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.words
            .iter()
            .filter(|(_, w)| **w != 0)
            .map(|(a, w)| (*a, *w))
    }
}

fn mask(bytes: u32) -> u64 {
    if bytes >= 8 {
        u64::MAX
    } else {
        (1 << (bytes * 8)) - 1
    }
}

/// The world a trace runs in.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Memory.
    pub memory: Memory,
    /// The VM's constants.
    pub runtime: Runtime,
    /// The context pointer.
    pub cx: u64,
    /// The frame base pointer; register n is the word at `frame + 8 * n`.
    pub frame: u64,
    /// Number of `jump`s left.
    pub fuel: u64,
    /// Old objects a barrier was executed for.
    pub remembered: BTreeSet<u64>,
    /// Objects made by `new`: address and size.
    pub fresh: Vec<(u64, u32)>,
    next_fresh: u64,
    /// Ints beyond i64, by the address of their object.
    bigs: BTreeMap<u64, Wide>,
}

/// Header of the executor's objects for ints beyond i64.
const BIG_INT_SHAPE: u64 = 0x7FFF_FFE0;

impl Default for Machine {
    fn default() -> Machine {
        Machine {
            memory: Memory::default(),
            runtime: Runtime {
                heap_int_shape: 0x7FFF_FFF0,
                ..Runtime::default()
            },
            cx: CX_BASE,
            frame: FRAME_BASE,
            fuel: 10_000,
            remembered: BTreeSet::new(),
            fresh: Vec::new(),
            next_fresh: FRESH_BASE,
            bigs: BTreeMap::new(),
        }
    }
}

impl Machine {
    fn allocate(&mut self, size: u32, header: u64) -> u64 {
        let at = self.next_fresh;
        let size_up = u64::from(size.max(8)).next_multiple_of(16);
        self.next_fresh += size_up + 16;
        // Garbage, so that reading a field before it is stored shows.
        for offset in (8..size_up).step_by(8) {
            self.memory.write(at + offset, 8, 0xDEAD_BEEF_DEAD_BEEF);
        }
        self.memory.write(at, 8, header);
        self.fresh.push((at, size));
        at
    }

    /// The word of an integer, allocating a heap int64 if need be.
    pub fn box_int(&mut self, x: i64) -> u64 {
        if abi::fits_small(x) {
            return abi::box_small(x);
        }
        let at = self.allocate(16, u64::from(self.runtime.heap_int_shape));
        self.memory.write(at + 8, 8, x as u64);
        at
    }

    /// The word of an int of any size.
    pub fn box_wide(&mut self, x: Wide) -> u64 {
        if let Some(x) = x.to_i64() {
            return self.box_int(x);
        }
        let at = self.allocate(16, BIG_INT_SHAPE);
        self.memory.write(at + 8, 8, 0);
        self.bigs.insert(at, x);
        at
    }

    /// The int in a word, if it is one.
    pub fn int_of(&self, v: u64) -> Option<Wide> {
        if abi::is_small(v) {
            return Some(Wide::from(abi::unbox_small(v)));
        }
        if self.is_heap_int(v) {
            let payload = self.memory.read(v + abi::HEAP_INT_PAYLOAD as u64, 8);
            return Some(Wide::from(payload as i64));
        }
        self.bigs.get(&v).copied()
    }

    fn is_heap_int(&self, v: u64) -> bool {
        v != 0 && abi::is_ptr(v) && self.memory.read(v, 4) == u64::from(self.runtime.heap_int_shape)
    }

    fn has_tag(&self, v: u64, tag: Tag) -> bool {
        match tag {
            Tag::Int => abi::is_small(v),
            Tag::IntAny => abi::is_small(v) || self.is_heap_int(v),
            Tag::Float => abi::is_float(v),
            Tag::Ptr => abi::is_ptr(v) && v != abi::UNDEF,
            Tag::None => v == abi::NONE,
            Tag::Bool => abi::is_bool(v),
            Tag::Undef => v == abi::UNDEF,
        }
    }
}

/// The functions traces call: descriptor, arguments, machine; a message is an error of the test.
pub type CallFn<'a> = dyn FnMut(&CallDesc, &[u64], &mut Machine) -> Result<u64, String> + 'a;

/// A trace did what no trace may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvalError {
    /// Where.
    pub at: Ref,
    /// What.
    pub message: String,
}

impl fmt::Display for EvalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.at, self.message)
    }
}

impl std::error::Error for EvalError {}

/// An exit that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitTaken {
    /// The instruction that left.
    pub at: Ref,
    /// Its snapshot.
    pub snap: SnapId,
    /// One word per entry of the snapshot; 0 for virtuals.
    pub entries: Vec<u64>,
    /// One word per field of each virtual.
    pub fields: Vec<Vec<u64>>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// At an exit.
    Exit(ExitTaken),
    /// In another trace: the target's number, the arguments with their types.
    Link(u64, Vec<(Type, u64)>),
    /// By returning a word from the root frame.
    Return(u64),
    /// Not at all.
    OutOfFuel,
}

/// Runs a trace. `inputs` are the entry's parameters.
pub fn run(
    t: &Trace,
    machine: &mut Machine,
    inputs: &[u64],
    calls: &mut CallFn<'_>,
) -> Result<Outcome, EvalError> {
    let mut values = vec![0u64; t.insts.len()];
    if t.blocks.is_empty() || inputs.len() != t.blocks[0].nparams as usize {
        return Err(EvalError {
            at: Ref::NONE,
            message: "wrong number of inputs".into(),
        });
    }
    values[..inputs.len()].copy_from_slice(inputs);
    let mut run = Run {
        t,
        values,
        m: machine,
    };
    let mut block = BlockId::new(0);
    loop {
        let b = *t.block(block);
        let mut next = None;
        for n in b.start + b.nparams..b.end {
            let r = Ref::inst(n);
            match run
                .step(r, calls)
                .map_err(|message| EvalError { at: r, message })?
            {
                Step::Value(x) => run.values[n as usize] = x,
                Step::Leave => return Ok(Outcome::Exit(run.exit(r))),
                Step::Done(outcome) => return Ok(outcome),
                Step::Goto(to) => next = Some(to),
            }
        }
        match next {
            Some(to) => block = to,
            None => {
                return Err(EvalError {
                    at: Ref::inst(b.end - 1),
                    message: "fell off the block".into(),
                })
            }
        }
    }
}

enum Step {
    Value(u64),
    Leave,
    Goto(BlockId),
    Done(Outcome),
}

struct Run<'a> {
    t: &'a Trace,
    values: Vec<u64>,
    m: &'a mut Machine,
}

type StepResult = Result<Step, String>;

impl Run<'_> {
    fn get(&self, r: Ref) -> u64 {
        if r.is_const() {
            self.t.consts.get(r).bits
        } else {
            self.values[r.index()]
        }
    }

    fn exit(&self, at: Ref) -> ExitTaken {
        let snap = self.t.inst(at).snap;
        let word = |v: SnapVal| match v {
            SnapVal::Ref(r) => self.get(r),
            SnapVal::Virtual(_) => 0,
        };
        let entries = self
            .t
            .entries_of(snap)
            .iter()
            .map(|e| word(e.val))
            .collect();
        let virtuals = self.t.virtuals_of(snap).iter();
        let fields = virtuals
            .map(|v| self.t.fields_of(v).iter().map(|f| word(f.val)).collect())
            .collect();
        ExitTaken {
            at,
            snap,
            entries,
            fields,
        }
    }

    fn step(&mut self, r: Ref, calls: &mut CallFn<'_>) -> StepResult {
        let t = self.t;
        let inst = t.inst(r);
        let flags = inst.op.info().flags;
        if flags.has(OpFlags::TERM) {
            return self.terminator(inst);
        }
        if flags.has(OpFlags::CALL) {
            let args: Vec<u64> = t.operands_of(inst).iter().map(|&a| self.get(a)).collect();
            return calls(t.call_desc(inst.call()), &args, self.m).map(Step::Value);
        }
        let mut args = [0; 3];
        for (i, &a) in t.operands_of(inst).iter().enumerate() {
            args[i] = self.get(a);
        }
        match inst.op {
            Op::Nop | Op::Param => Ok(Step::Value(0)),
            Op::Load
            | Op::Store
            | Op::LoadSlot
            | Op::StoreSlot
            | Op::New
            | Op::Barrier
            | Op::Cx
            | Op::Frame => Ok(Step::Value(self.memory_op(inst, args))),
            Op::BoxInt => Ok(Step::Value(self.m.box_int(args[0] as i64))),
            Op::BoxUint => Ok(Step::Value(self.m.box_wide(Wide::from(args[0])))),
            Op::IsUint => {
                let is = self.m.int_of(args[0]).and_then(Wide::to_u64).is_some();
                Ok(Step::Value(u64::from(is)))
            }
            Op::LowInt => match self.m.int_of(args[0]) {
                Some(x) => Ok(Step::Value(x.low())),
                None => Err(format!("{:x} is no int", args[0])),
            },
            op if op.is_big() => {
                let (a, b) = (self.m.int_of(args[0]), self.m.int_of(args[1]));
                let result = a.zip(b).and_then(|(a, b)| Wide::apply(op, a, b));
                let result = result.ok_or_else(|| format!("{op}: cannot do {args:x?}"))?;
                Ok(Step::Value(self.m.box_wide(result)))
            }
            Op::IsTag => Ok(Step::Value(u64::from(self.m.has_tag(args[0], inst.tag())))),
            Op::UnboxIntAny if self.m.is_heap_int(args[0]) => Ok(Step::Value(
                self.m
                    .memory
                    .read(args[0] + abi::HEAP_INT_PAYLOAD as u64, 8),
            )),
            op if op.is_guard() => self.guard(inst, args),
            op => {
                let ty = inst.args[0];
                let single = ty.is_none() || t.ty(ty) == Type::F32;
                pure(op, single, args)
                    .map(Step::Value)
                    .ok_or_else(|| format!("{op}: precondition broken by {args:x?}"))
            }
        }
    }

    fn terminator(&mut self, inst: &Inst) -> StepResult {
        let t = self.t;
        let operands = t.operands_of(inst);
        let (first, second) = t.edges_of(inst);
        let edge = match inst.op {
            Op::Exit => return Ok(Step::Leave),
            Op::Ret => return Ok(Step::Done(Outcome::Return(self.get(operands[0])))),
            Op::Link => {
                let args = operands.iter().map(|&a| (t.ty(a), self.get(a))).collect();
                return Ok(Step::Done(Outcome::Link(
                    t.link_desc(inst.link()).target,
                    args,
                )));
            }
            Op::Br if self.get(operands[0]) == 0 => second,
            _ => first,
        };
        let Some((to, args)) = edge else {
            return Err("no edge".into());
        };
        if inst.op == Op::Jump {
            if self.m.fuel == 0 {
                return Ok(Step::Done(Outcome::OutOfFuel));
            }
            self.m.fuel -= 1;
        }
        let words: Vec<u64> = args.iter().map(|&a| self.get(a)).collect();
        for (param, word) in t.block_params(to).zip(words) {
            self.values[param.index()] = word;
        }
        Ok(Step::Goto(to))
    }

    fn guard(&mut self, inst: &Inst, [a, b, _]: [u64; 3]) -> StepResult {
        let (x, y) = (a as i64, b as i64);
        let checked = |x: Option<i64>| Ok(x.map_or(Step::Leave, |x| Step::Value(x as u64)));
        let holds = match inst.op {
            Op::AddOvf => return checked(x.checked_add(y)),
            Op::SubOvf => return checked(x.checked_sub(y)),
            Op::MulOvf => return checked(x.checked_mul(y)),
            Op::NegOvf => return checked(x.checked_neg()),
            Op::F2iChk => return checked(f64_to_i64(f64::from_bits(a))),
            Op::F2iExact => {
                let f = f64::from_bits(a);
                return checked(f64_to_i64(f).filter(|_| f.trunc() == f));
            }
            Op::GuardTrue => a != 0,
            Op::GuardFalse => a == 0,
            Op::GuardEq => a == b,
            Op::GuardNe => a != b,
            Op::GuardTag => self.m.has_tag(a, inst.tag()),
            Op::GuardShape => self.m.memory.read(a, 4) == b,
            Op::GuardValid => self.m.memory.read(a, 1) == 0,
            Op::Poll => self.load(inst.mem(), a) == 0,
            op => return Err(format!("{op} is no guard")),
        };
        Ok(if holds { Step::Value(0) } else { Step::Leave })
    }

    fn load(&self, mem: MemId, address: u64) -> u64 {
        let desc = self.t.mem(mem);
        let raw = self.m.memory.read(
            address.wrapping_add(desc.offset as i64 as u64),
            desc.width.bytes(),
        );
        match desc.width {
            Width::I8 => raw as i8 as u64,
            Width::I16 => raw as i16 as u64,
            Width::I32 => raw as i32 as u64,
            _ => raw,
        }
    }

    fn memory_op(&mut self, inst: &Inst, [a, b, c]: [u64; 3]) -> u64 {
        let scale = u64::from(inst.extra);
        match inst.op {
            Op::Load => self.load(inst.mem(), a.wrapping_add(b.wrapping_mul(scale))),
            Op::Store => {
                let desc = self.t.mem(inst.mem());
                let at = a
                    .wrapping_add(c.wrapping_mul(scale))
                    .wrapping_add(desc.offset as i64 as u64);
                self.m.memory.write(at, desc.width.bytes(), b);
                0
            }
            Op::LoadSlot => self
                .m
                .memory
                .read(self.m.frame + 8 * u64::from(inst.slot()), 8),
            Op::StoreSlot => {
                self.m
                    .memory
                    .write(self.m.frame + 8 * u64::from(inst.slot()), 8, a);
                0
            }
            Op::New => {
                let desc = self.t.alloc_desc(inst.alloc());
                self.m.allocate(desc.size, desc.header)
            }
            Op::Barrier => {
                let bits = self
                    .m
                    .memory
                    .read(a.wrapping_add(abi::GC_BYTE_OFFSET as u64), 1);
                if bits & u64::from(abi::GC_OLD_BIT) != 0 {
                    self.m.remembered.insert(a);
                }
                0
            }
            Op::Cx => self.m.cx,
            _ => self.m.frame,
        }
    }
}

/// What a pure operation without guard computes; `single` if its operands are f32. `None`: precondition broken, or not
/// such an operation. This is also what constant folding uses.
pub fn pure(op: Op, single: bool, [a, b, c]: [u64; 3]) -> Option<u64> {
    let (x, y) = (a as i64, b as i64);
    let int = |x: i64| Some(x as u64);
    let bool = |x: bool| Some(u64::from(x));
    let divides = y != 0 && !(x == i64::MIN && y == -1);
    match op {
        Op::Add => int(x.wrapping_add(y)),
        Op::Sub => int(x.wrapping_sub(y)),
        Op::Mul => int(x.wrapping_mul(y)),
        Op::Neg => int(x.wrapping_neg()),
        Op::And | Op::Band => Some(a & b),
        Op::Or | Op::Bor => Some(a | b),
        Op::Xor => Some(a ^ b),
        Op::Shl if b < 64 => Some(a << b),
        Op::Shr if b < 64 => int(x >> b),
        Op::Ushr if b < 64 => Some(a >> b),
        Op::FloorDiv if divides => int(floor_div(x, y)),
        Op::Mod if divides => int(x.wrapping_sub(floor_div(x, y).wrapping_mul(y))),
        Op::Div if divides => int(x / y),
        Op::Rem if divides => int(x % y),
        Op::Udiv => a.checked_div(b),
        Op::Urem => a.checked_rem(b),
        Op::AsUint => Some(a),
        Op::Min => int(x.min(y)),
        Op::Max => int(x.max(y)),
        Op::Clz => Some(u64::from(a.leading_zeros())),
        Op::Ctz => Some(u64::from(a.trailing_zeros())),
        Op::Popcnt => Some(u64::from(a.count_ones())),
        Op::Eq => bool(a == b),
        Op::Ne => bool(a != b),
        Op::Lt => bool(x < y),
        Op::Le => bool(x <= y),
        Op::Gt => bool(x > y),
        Op::Ge => bool(x >= y),
        Op::Ult => bool(a < b),
        Op::Ule => bool(a <= b),
        Op::Bnot => bool(a == 0),
        Op::Select => Some(if a != 0 { b } else { c }),
        Op::B2i
        | Op::ValToPtr
        | Op::PtrToVal
        | Op::PtrToInt
        | Op::IntToPtr
        | Op::Fbits
        | Op::BitsF => Some(a),
        Op::PtrAdd => Some(a.wrapping_add(b)),
        Op::I2f => Some((x as f64).to_bits()),
        Op::U2f => Some((a as f64).to_bits()),
        Op::F2i => f64_to_i64(f64::from_bits(a)).map(|x| x as u64),
        Op::F2f32 => Some(bits32(f64::from_bits(a) as f32)),
        Op::F32f => Some(bits64(f64::from(f32::from_bits(a as u32)))),
        Op::UnboxInt | Op::UnboxIntAny if abi::is_small(a) => int(abi::unbox_small(a)),
        Op::BoxSmall if abi::fits_small(x) => Some(abi::box_small(x)),
        Op::UnboxFloat if abi::is_float(a) => Some(abi::unbox_float(a).to_bits()),
        Op::BoxFloat => Some(abi::box_float(f64::from_bits(a))),
        Op::UnboxBool if abi::is_bool(a) => Some(a & 1),
        Op::BoxBool => Some(abi::box_bool(a != 0)),
        _ if single => pure_f32(
            op,
            f32::from_bits(a as u32),
            f32::from_bits(b as u32),
            f32::from_bits(c as u32),
        ),
        _ => pure_f64(op, f64::from_bits(a), f64::from_bits(b), f64::from_bits(c)),
    }
}

fn pure_f64(op: Op, x: f64, y: f64, z: f64) -> Option<u64> {
    let bool = |x: bool| Some(u64::from(x));
    let value = match op {
        Op::Feq => return bool(x == y),
        Op::Fne => return bool(x != y),
        Op::Flt => return bool(x < y),
        Op::Fle => return bool(x <= y),
        Op::Fgt => return bool(x > y),
        Op::Fge => return bool(x >= y),
        Op::Fneg => return Some((-x).to_bits()),
        Op::Fabs => return Some(x.abs().to_bits()),
        Op::Fadd => x + y,
        Op::Fsub => x - y,
        Op::Fmul => x * y,
        Op::Fdiv => x / y,
        Op::Fsqrt => x.sqrt(),
        Op::Ffloor => x.floor(),
        Op::Fceil => x.ceil(),
        Op::Ftrunc => x.trunc(),
        Op::Fma => x.mul_add(y, z),
        _ => return None,
    };
    Some(bits64(value))
}

fn pure_f32(op: Op, x: f32, y: f32, z: f32) -> Option<u64> {
    let bool = |x: bool| Some(u64::from(x));
    let value = match op {
        Op::Feq => return bool(x == y),
        Op::Fne => return bool(x != y),
        Op::Flt => return bool(x < y),
        Op::Fle => return bool(x <= y),
        Op::Fgt => return bool(x > y),
        Op::Fge => return bool(x >= y),
        Op::Fneg => return Some(u64::from((-x).to_bits())),
        Op::Fabs => return Some(u64::from(x.abs().to_bits())),
        Op::Fadd => x + y,
        Op::Fsub => x - y,
        Op::Fmul => x * y,
        Op::Fdiv => x / y,
        Op::Fsqrt => x.sqrt(),
        Op::Ffloor => x.floor(),
        Op::Fceil => x.ceil(),
        Op::Ftrunc => x.trunc(),
        Op::Fma => x.mul_add(y, z),
        _ => return None,
    };
    Some(bits32(value))
}

/// Bits of a computed double: NaN is the canonical NaN.
fn bits64(x: f64) -> u64 {
    if x.is_nan() {
        abi::CANONICAL_NAN
    } else {
        x.to_bits()
    }
}

fn bits32(x: f32) -> u64 {
    u64::from(if x.is_nan() { 0x7FC0_0000 } else { x.to_bits() })
}

fn floor_div(x: i64, y: i64) -> i64 {
    let q = x.wrapping_div(y);
    if x % y != 0 && (x < 0) != (y < 0) {
        q - 1
    } else {
        q
    }
}

/// Truncation, if the result is an i64.
pub fn f64_to_i64(x: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    (-LIMIT..LIMIT).contains(&x).then_some(x as i64)
}

/// A value that compares between runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Any word without structure.
    Word(u64),
    /// A Python integer, however represented.
    Int(Wide),
    /// An object the trace allocated, by number, and a distance from its start.
    Object(usize, u64),
}

/// What the world can tell about a finished run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Where execution resumes; the linked trace's number as `code` for links.
    pub frames: Vec<FrameSnap>,
    /// Flags of the exit.
    pub flags: SnapFlags,
    /// Registers: frame, slot, class, value; sorted.
    pub registers: Vec<(u32, u32, u32, Seen)>,
    /// Memory outside the trace's own objects.
    pub memory: Vec<(u64, Seen)>,
    /// The trace's own objects that can be reached: kind (header) and fields by offset.
    pub objects: Vec<(u64, Vec<(i32, Seen)>)>,
    /// Old objects that were stored into.
    pub remembered: Vec<u64>,
}

/// Makes the end of a run comparable; `None` if it ran out of fuel.
pub fn observe(t: &Trace, machine: &Machine, outcome: &Outcome) -> Option<Observation> {
    let mut walk = Walk {
        t,
        m: machine,
        exit: None,
        numbers: BTreeMap::new(),
        queue: Vec::new(),
    };
    let mut seen = Observation {
        frames: Vec::new(),
        flags: SnapFlags::NIL,
        registers: Vec::new(),
        memory: Vec::new(),
        objects: Vec::new(),
        remembered: machine.remembered.iter().copied().collect(),
    };
    match outcome {
        Outcome::OutOfFuel => return None,
        Outcome::Return(word) => {
            let value = walk.typed(Type::Val, *word, false);
            seen.registers.push((0, 0, 0, value));
        }
        Outcome::Link(target, args) => {
            seen.frames.push(FrameSnap {
                code: *target as u32,
                ..FrameSnap::default()
            });
            for (i, &(ty, word)) in args.iter().enumerate() {
                let value = walk.typed(ty, word, false);
                seen.registers.push((0, i as u32, 0, value));
            }
        }
        Outcome::Exit(exit) => {
            walk.exit = Some(exit);
            seen.frames.extend_from_slice(t.frames_of(exit.snap));
            seen.flags = t.snap(exit.snap).flags;
            let mut order: Vec<usize> = (0..exit.entries.len()).collect();
            let entries = t.entries_of(exit.snap);
            order.sort_by_key(|&i| (entries[i].frame, entries[i].slot));
            for i in order {
                let e = entries[i];
                let (class, value) = if e.class == CLASS_UINT {
                    (0, Seen::Int(Wide::from(exit.entries[i])))
                } else {
                    (e.class, walk.snap_val(e.val, exit.entries[i], true))
                };
                seen.registers.push((e.frame, e.slot, class, value));
            }
        }
    }
    for (address, word) in machine.memory.iter() {
        if walk.owner(address).is_none() {
            seen.memory.push((address, walk.word(word)));
        }
    }
    let mut done = 0;
    while done < walk.queue.len() {
        let thing = walk.queue[done];
        seen.objects.push(walk.fields(thing));
        done += 1;
    }
    Some(seen)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Fresh(u64),
    Virtual(u32),
}

struct Walk<'a> {
    t: &'a Trace,
    m: &'a Machine,
    exit: Option<&'a ExitTaken>,
    numbers: BTreeMap<Thing, usize>,
    queue: Vec<Thing>,
}

impl Walk<'_> {
    /// The object of the trace's own that an address lies in.
    fn owner(&self, address: u64) -> Option<u64> {
        let at = self
            .m
            .fresh
            .partition_point(|(start, _)| *start <= address)
            .checked_sub(1)?;
        let (start, size) = self.m.fresh[at];
        (address - start < u64::from(size.max(8)).next_multiple_of(16)).then_some(start)
    }

    fn number(&mut self, thing: Thing) -> usize {
        let next = self.numbers.len();
        let queue = &mut self.queue;
        *self.numbers.entry(thing).or_insert_with(|| {
            queue.push(thing);
            next
        })
    }

    fn word(&mut self, word: u64) -> Seen {
        if let Some(x) = self.m.int_of(word) {
            return Seen::Int(x);
        }
        match self.owner(word) {
            Some(start) => Seen::Object(self.number(Thing::Fresh(start)), word - start),
            None => Seen::Word(word),
        }
    }

    /// A typed value; `boxed` if it stands for a word.
    fn typed(&mut self, ty: Type, word: u64, boxed: bool) -> Seen {
        match ty {
            Type::I64 if boxed => Seen::Int(Wide::from(word as i64)),
            Type::F64 if boxed => Seen::Word(abi::box_float(f64::from_bits(word))),
            Type::Bool if boxed => Seen::Word(abi::box_bool(word != 0)),
            Type::Val | Type::Ptr => self.word(word),
            _ => Seen::Word(word),
        }
    }

    fn snap_val(&mut self, v: SnapVal, word: u64, boxed: bool) -> Seen {
        match v {
            SnapVal::Ref(r) => self.typed(self.t.ty(r), word, boxed),
            SnapVal::Virtual(o) => match self.computed(o.index()) {
                Some(x) => Seen::Int(x),
                None => Seen::Object(self.number(Thing::Virtual(o.raw())), 0),
            },
        }
    }

    /// The int that a virtual stands for, if it is one.
    fn computed(&self, o: usize) -> Option<Wide> {
        let exit = self.exit?;
        let v = self.t.virtuals_of(exit.snap)[o];
        let Build::Int(op) = v.build else {
            return None;
        };
        let mut operands = [Wide::from(0u64); 2];
        for (i, field) in self.t.fields_of(&v).iter().enumerate() {
            let word = exit.fields[o][i];
            operands[i] = match field.val {
                SnapVal::Virtual(p) => self.computed(p.index())?,
                SnapVal::Ref(r) if self.t.ty(r) != Type::I64 => self.m.int_of(word)?,
                SnapVal::Ref(_) if op == Op::BoxUint => Wide::from(word),
                SnapVal::Ref(_) => Wide::from(word as i64),
            };
        }
        if op == Op::BoxUint {
            return Some(operands[0]);
        }
        Wide::apply(op, operands[0], operands[1])
    }

    fn fields(&mut self, thing: Thing) -> (u64, Vec<(i32, Seen)>) {
        let t = self.t;
        match thing {
            Thing::Fresh(at) => {
                let header = self.m.memory.read(at, 8);
                let mut fields = Vec::new();
                if let Some(desc) = t.allocs.iter().find(|a| a.header == header) {
                    for &mem in &desc.fields {
                        let d = t.mem(mem);
                        let word = self
                            .m
                            .memory
                            .read(at.wrapping_add(d.offset as i64 as u64), d.width.bytes());
                        fields.push((d.offset, self.typed(d.width.ty(), word, false)));
                    }
                }
                fields.sort();
                (header, fields)
            }
            Thing::Virtual(o) => {
                let Some(exit) = self.exit else {
                    return (0, Vec::new());
                };
                let v = t.virtuals_of(exit.snap)[o as usize];
                let mut fields = Vec::new();
                for (i, field) in t.fields_of(&v).iter().enumerate() {
                    let d = t.mem(field.mem);
                    let mut word = exit.fields[o as usize][i];
                    if d.width.ty() == Type::I64 {
                        word &= mask(d.width.bytes());
                    }
                    fields.push((
                        d.offset,
                        self.snap_val(field.val, word, d.width == Width::Val),
                    ));
                }
                fields.sort();
                (v.alloc().map_or(0, |a| t.alloc_desc(a).header), fields)
            }
        }
    }
}

#[cfg(test)]
#[path = "eval/tests.rs"]
mod tests;
