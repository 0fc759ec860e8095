//! Small diamonds: `if` statements and conditional expressions whose arms only compute numbers become selects.
//!
//! A guard follows one arm and leaves the trace for the other one. Where both are taken often, that is a side
//! trace entered every few iterations, which costs far more than computing both arms and choosing. So a
//! conditional jump forward over a few instructions that cannot do anything but compute machine numbers is
//! recorded as both arms, each on a copy of the registers, and a `select` for every register that differs where
//! they join. What the interpreter executes in between is not looked at.
//!
//! ```text
//!     if x > limit:          JumpGt r0 r1 false -> L      v5 = gt v0, v1
//!         count += 1         AddI   r2 r2 1               v6 = add_ovf v2, 1
//!                         L: ...                          v7 = select v5, v6, v2
//! ```
//!
//! The arms may be run for nothing, so they hold only operations without guards, but for overflow: those leave
//! with the state before the jump (or before the operation whose result is tested, which is the same: it is done
//! again, and its result need not be kept for that), and the interpreter computes the arm that is meant. A side
//! trace that begins at such a jump follows one arm, because it may be there for just that reason.
//!
//! An item of a list or array may be part of an arm if the test has just read it: `if x[i] > t: s += x[i]`.
//!
//! Invariants: an arm writes registers only, and reads machine numbers only; an arm's type for a register is the
//! type of the other arm.

use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Ref, SnapId, Type};
use adder_vm::object::{Code, Gc};
use adder_vm::Value;
use std::ops::Range;

/// Operations of both arms together.
const MAX_WORK: usize = 3;
/// Instructions of both arms together.
const MAX_LENGTH: usize = 8;

/// The instructions of a diamond; `jump` is empty for an `if` without `else`.
struct Shape {
    /// Executed if the jump is not taken.
    fall: Range<usize>,
    /// Executed if it is taken.
    jump: Range<usize>,
    join: usize,
}

/// A diamond that has been recorded and that the interpreter is about to execute.
pub(super) struct Passing {
    /// Addresses of what it may execute before the arms join.
    inside: Range<*const Instr>,
}

/// What a `GetItem` has read.
#[derive(Clone, Copy)]
pub(super) struct Read {
    /// The instruction, and how many had been recorded with it.
    at: usize,
    count: usize,
    /// Registers of container and index.
    from: (usize, usize),
    item: SVal,
}

/// What an instruction of an arm does.
#[derive(Clone, Copy)]
enum Work {
    Move(usize),
    Const(Value),
    /// On two registers.
    Binary(Ir, usize, usize),
    /// An item of the container in one register, at the index in the other.
    Item(usize, usize),
    /// On a register and a small int.
    Immediate(Ir, usize, i64),
}

/// An instruction of an arm: the register it writes, and what.
type Line = (usize, Work);

/// Where a conditional jump goes.
fn target(code: &[Instr], at: usize) -> Option<usize> {
    use Op::*;
    let i = *code.get(at)?;
    let offset = match i.op() {
        JumpIfTrue | JumpIfFalse | JumpIfNone | JumpIfNotNone => i.bc(),
        JumpLt | JumpLe | JumpEq | JumpNe | JumpGt | JumpGe | JumpLtI | JumpLeI | JumpEqI
        | JumpNeI | JumpGtI | JumpGeI | JumpIs => i.sc(),
        _ => return None,
    };
    usize::try_from(at as isize + 1 + offset).ok()
}

/// The diamond that the jump at `at` opens, as far as jumps tell.
fn shape(code: &[Instr], at: usize) -> Option<Shape> {
    let to = target(code, at)?;
    let fall = at + 1..to;
    if fall.is_empty() || to > code.len() || fall.len() > MAX_LENGTH {
        return None;
    }
    // An arm that ends in a jump over the other one.
    let last = code[to - 1];
    if last.op() != Op::Jump {
        return Some(Shape { fall, jump: to..to, join: to });
    }
    let join = usize::try_from(to as isize + last.bc()).ok()?;
    (join > to && join - at <= MAX_LENGTH).then(|| Shape {
        fall: at + 1..to - 1,
        jump: to..join,
        join,
    })
}

/// An instruction as a line of an arm; `None` if arms may not contain it.
fn line(code: Gc<Code>, i: Instr) -> Option<Line> {
    let power = |n: isize| n > 0 && n & (n - 1) == 0;
    let binary = |op| Work::Binary(op, i.b(), i.c());
    let immediate = |op| Work::Immediate(op, i.b(), i.sc() as i64);
    let work = match i.op() {
        Op::Move => Work::Move(i.b()),
        Op::LoadInt => Work::Const(Value::small(i.bc() as i64)),
        Op::LoadConst => {
            // SAFETY: constant index of this code.
            let v = unsafe { *code.consts.offset(i.bc()) };
            Work::Const(Some(v).filter(|v| v.is_int() || v.is_float())?)
        }
        Op::GetItem => Work::Item(i.b(), i.c()),
        Op::Add => binary(Ir::AddOvf),
        Op::Sub => binary(Ir::SubOvf),
        Op::Mul => binary(Ir::MulOvf),
        Op::BitAnd => binary(Ir::And),
        Op::BitOr => binary(Ir::Or),
        Op::BitXor => binary(Ir::Xor),
        Op::AddI => immediate(Ir::AddOvf),
        Op::SubI => immediate(Ir::SubOvf),
        Op::MulI => immediate(Ir::MulOvf),
        Op::BitAndI => immediate(Ir::And),
        Op::RShiftI if (0..64).contains(&i.sc()) => immediate(Ir::Shr),
        Op::FloorDivI if power(i.sc()) => immediate(Ir::FloorDiv),
        _ => return None,
    };
    Some((i.a(), work))
}

/// The operation of floats in the place of one of ints.
fn of_floats(op: Ir) -> Option<Ir> {
    Some(match op {
        Ir::AddOvf => Ir::Fadd,
        Ir::SubOvf => Ir::Fsub,
        Ir::MulOvf => Ir::Fmul,
        _ => return None,
    })
}

/// The lines of an arm.
fn lines(code: Gc<Code>, range: Range<usize>) -> Option<Vec<Line>> {
    code.unit.code[range].iter().map(|i| line(code, *i)).collect()
}

/// The last value an arm has given a register.
fn last<T: Copy>(written: &[(usize, T)], reg: usize) -> Option<T> {
    written.iter().rev().find(|(r, _)| *r == reg).map(|(_, v)| *v)
}

impl Recorder {
    /// A conditional jump whose condition is `c`: both arms, if they are small, else a guard that it goes the way
    /// it goes now. `jumps`: what `c` must be for the jump to be taken.
    pub(super) fn branch(&mut self, c: Ref, now: bool, jumps: bool) -> Rec<()> {
        if !c.is_const() && self.diamond(c, jumps)? {
            return Ok(());
        }
        self.guard_cond(c, now);
        Ok(())
    }

    /// Records both arms of the diamond that the current jump opens, if it does.
    fn diamond(&mut self, c: Ref, jumps: bool) -> Rec<bool> {
        if self.begins_inside() && self.count <= 2 {
            return Ok(false);
        }
        let (at, code) = (self.at(), self.top().code);
        let Some(Shape { fall, jump, join }) = shape(&code.unit.code, at) else { return Ok(false) };
        let (Some(fall), Some(jump)) = (lines(code, fall), lines(code, jump)) else {
            return Ok(false);
        };
        let hard = |l: &&Line| matches!(l.1, Work::Binary(..) | Work::Immediate(..));
        if fall.iter().chain(&jump).filter(hard).count() > MAX_WORK {
            return Ok(false);
        }
        let (yes, no) = if jumps { (jump, fall) } else { (fall, jump) };
        let (Some(yes_types), Some(no_types)) = (self.types(&yes), self.types(&no)) else {
            return Ok(false);
        };
        let mut differ: Vec<usize> = yes_types.iter().chain(&no_types).map(|(r, _)| *r).collect();
        differ.sort_unstable();
        differ.dedup();
        let live = self.top().live.clone();
        // Temporaries of one arm are gone where they join.
        let (differ, gone): (Vec<_>, Vec<_>) =
            differ.into_iter().partition(|r| *r < code.varnames.len() || live.live(join, *r));
        let type_of = |rec: &Self, types: &[(usize, Type)], r: usize| {
            last(types, r).or_else(|| rec.number_type(r))
        };
        for &r in &differ {
            let types = (type_of(self, &yes_types, r), type_of(self, &no_types, r));
            if !matches!(types, (Some(a), Some(b)) if a == b) {
                return Ok(false);
            }
        }
        let before = match self.tested {
            // SAFETY: comparing addresses within one code object.
            Some((pc, snap)) if unsafe { pc.add(1) } == self.pc => snap,
            _ => self.snapshot(),
        };
        let (yes, no) = (self.arm(&yes, before)?, self.arm(&no, before)?);
        for r in differ {
            let old = self.get(r).ok();
            let value = |arm: &[(usize, SVal)]| last(arm, r).or(old);
            let (Some(a), Some(b)) = (value(&yes), value(&no)) else {
                return Err(Abort::DeadRegister);
            };
            let chosen = if a.r == b.r { a.r } else { self.b.op3(Ir::Select, c, a.r, b.r) };
            self.set_ref(r, chosen);
        }
        for r in gone {
            self.top().regs[r] = None;
        }
        self.state_changed();
        // SAFETY: both are instructions of the code.
        let (first, join) = unsafe { (self.pc.add(1), code.code.add(join)) };
        self.passing = Some(Passing { inside: first..join });
        Ok(true)
    }

    /// The type of a register that holds a machine number.
    fn number_type(&self, reg: usize) -> Option<Type> {
        let s = (*self.frames.last()?.regs.get(reg)?)?;
        let ty = self.ty(s);
        (s.class == 0 && matches!(ty, Type::I64 | Type::F64)).then_some(ty)
    }

    /// The types of what an arm writes; `None` if it does anything but compute machine numbers.
    fn types(&self, arm: &[Line]) -> Option<Vec<(usize, Type)>> {
        let mut written: Vec<(usize, Type)> = Vec::with_capacity(arm.len());
        for &(to, work) in arm {
            let of = |r: usize| last(&written, r).or_else(|| self.number_type(r));
            let ty = match work {
                Work::Move(r) => of(r)?,
                Work::Const(v) if v.is_int() => Type::I64,
                Work::Const(_) => Type::F64,
                Work::Binary(op, a, b) => {
                    let ty = of(a)?;
                    if of(b)? != ty || ty == Type::F64 && of_floats(op).is_none() {
                        return None;
                    }
                    ty
                }
                Work::Item(o, k) if written.iter().any(|(r, _)| *r == o || *r == k) => return None,
                Work::Item(o, k) => self.item_read(o, k).map(|s| self.ty(s))?,
                Work::Immediate(_, a, _) => of(a).filter(|t| *t == Type::I64)?,
            };
            written.push((to, ty));
        }
        Some(written)
    }

    /// The number that the instruction before the jump has read from a container: an arm that reads it again gets
    /// the same.
    fn item_read(&self, container: usize, index: usize) -> Option<SVal> {
        let Read { at, count, from, item } = self.last_read?;
        let code = &self.frames.last()?.code.unit.code;
        let jump = self.at();
        let constant = |i: &Instr| {
            matches!(i.op(), Op::LoadConst | Op::LoadInt) && i.a() != container && i.a() != index
        };
        let near = at + 1 == jump || at + 2 == jump && code.get(at + 1).is_some_and(constant);
        let just = near && self.count == count + (jump - at);
        let number = item.class == 0 && matches!(self.ty(item), Type::I64 | Type::F64);
        (just && from == (container, index) && number).then_some(item)
    }

    /// Notes what an instruction has read.
    pub(super) fn note_read(&mut self, i: Instr) {
        if i.op() == Op::GetItem && ![i.b(), i.c()].contains(&i.a()) {
            let item = self.get(i.a()).ok();
            let (at, count, from) = (self.at(), self.count, (i.b(), i.c()));
            self.last_read = item.map(|item| Read { at, count, from, item });
        }
    }

    /// Records an arm: what it has written in the end is last.
    fn arm(&mut self, arm: &[Line], before: SnapId) -> Rec<Vec<(usize, SVal)>> {
        let mut written: Vec<(usize, SVal)> = Vec::with_capacity(arm.len());
        for &(to, work) in arm {
            let mut of = |r: usize| match last(&written, r) {
                Some(s) => Ok(s),
                None => self.get(r),
            };
            let value = match work {
                Work::Move(r) => of(r)?.r,
                Work::Const(v) => self.konst(v),
                Work::Item(o, k) => self.item_read(o, k).ok_or(Abort::Unsupported)?.r,
                Work::Binary(op, a, b) => {
                    let (a, b) = (of(a)?.r, of(b)?.r);
                    let floats = self.b.trace().ty(a) == Type::F64;
                    let op = if floats { of_floats(op).ok_or(Abort::Unsupported)? } else { op };
                    self.compute(op, a, b, before)
                }
                Work::Immediate(op, a, n) => {
                    let (a, n) = (of(a)?.r, self.b.i64(n));
                    self.compute(op, a, n, before)
                }
            };
            written.push((to, SVal::new(value)));
        }
        Ok(written)
    }

    fn compute(&mut self, op: Ir, a: Ref, b: Ref, before: SnapId) -> Ref {
        if op.is_guard() {
            self.b.guard2(op, a, b, before)
        } else {
            self.b.op2(op, a, b)
        }
    }

    /// Before an operation on numbers: the snapshot to leave through if its result is nothing but what the jump
    /// behind it tests, and that jump opens a diamond.
    pub(super) fn snapshot_of_test(&mut self) -> Option<SnapId> {
        let (at, code) = (self.at(), self.top().code);
        let (i, jump) = (code.unit.code[at], *code.unit.code.get(at + 1)?);
        let scratch = i.a() >= code.varnames.len() && jump.a() == i.a();
        (scratch && shape(&code.unit.code, at + 1).is_some()).then(|| self.snapshot())
    }

    /// Is the step about to happen part of a diamond that is recorded already?
    pub(super) fn inside_diamond(&mut self, pc: *const Instr) -> bool {
        let inside = self.passing.as_ref().is_some_and(|p| p.inside.contains(&pc));
        if !inside {
            self.passing = None;
        }
        inside
    }
}
