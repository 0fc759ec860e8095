//! Special methods: operators, comparisons, truth, subscription and attributes of Python classes
//! run in frames the interpreter pushes for the instruction; here these frames are inlined.
//!
//! Which method it is follows from the operands' shapes (guarded) and their classes (watched).
//! When the frame returns, [`Recorder::special_result`] checks what the instruction would check,
//! still inside the frame, so that a failing guard executes the `return` anew; then
//! [`Recorder::finish_special`] gives the result to the instruction.
//!
//! Example: `if a < b` of two objects with `__lt__` enters `__lt__`; its `return` of the bool
//! `v9: bool = lt v7, v8` guards v9, and the jump itself needs nothing more.

use super::call::Target;
use super::{Rec, Recorder, SVal};
use crate::abort::Abort;
use adder_bytecode::ops::Kind as Operand;
use adder_bytecode::{Instr, Op};
use adder_codegen::ir::{Op as Ir, Type};
use adder_vm::interp::frame::stage;
use adder_vm::interp::resume::{binary_op, compare_op};
use adder_vm::object::{Function, Kind};
use adder_vm::ops::arith::Candidate;
use adder_vm::ops::special::Special;
use adder_vm::ops::CmpOp;
use adder_vm::{Value, Vm};

/// An operand of an instruction.
#[derive(Clone, Copy)]
enum Arg {
    Reg(usize),
    Int(i64),
}

/// A number's own operator does not know a plain instance: the interpreter goes on to the next
/// candidate, here the recorder does.
fn knows_not(c: &Candidate) -> bool {
    let number = c.this.is_int() || c.this.is_float() || c.this.is_bool();
    number && c.func.is_kind(Kind::Native) && c.other.is_kind(Kind::Instance)
}

impl Recorder {
    /// Operators on objects with methods of their own. False: not that, or not inlined.
    pub(super) fn record_special(&mut self, vm: &mut Vm, i: Instr) -> Rec<bool> {
        let op = i.op();
        if let Some(bin) = binary_op(op) {
            let right =
                if op.info().c == Operand::Imm { Arg::Int(i.sc() as i64) } else { Arg::Reg(i.c()) };
            let (a, b) = (vm.get_reg(i.b()), self.arg_value(vm, right));
            if !vm.has_custom_ops(a) && !vm.has_custom_ops(b) {
                return Ok(false);
            }
            let c = vm.binary_candidates(bin, a, b, i.x() != 0);
            let asked = |c: &Option<Candidate>| c.as_ref().is_some_and(|c| !knows_not(c));
            let Some(st) = c.iter().position(asked) else { return Ok(false) };
            let Some(first) = c[st] else { return Ok(false) };
            let left = Arg::Reg(i.b());
            let args = if first.this == a { [left, right] } else { [right, left] };
            return self.plan_special(vm, first.func, &args, st as u8);
        }
        if let Some(cmp) = compare_op(op) {
            return self.record_special_compare(vm, i, cmp);
        }
        let (o, special, args): (usize, Special, Vec<Arg>) = match op {
            Op::Not | Op::ToBool => return self.record_special_truth(vm, i, i.b()),
            Op::JumpIfTrue | Op::JumpIfFalse => return self.record_special_truth(vm, i, i.a()),
            Op::Neg => (i.b(), Special::Neg, vec![]),
            Op::Pos => (i.b(), Special::Pos, vec![]),
            Op::Invert => (i.b(), Special::Invert, vec![]),
            Op::GetItem => (i.b(), Special::GetItem, vec![Arg::Reg(i.c())]),
            Op::GetItemI => (i.b(), Special::GetItem, vec![Arg::Int(i.sc() as i64)]),
            Op::SetItem => (i.a(), Special::SetItem, vec![Arg::Reg(i.b()), Arg::Reg(i.c())]),
            Op::DelItem => (i.a(), Special::DelItem, vec![Arg::Reg(i.b())]),
            Op::In | Op::NotIn => (i.c(), Special::Contains, vec![Arg::Reg(i.b())]),
            Op::JumpIn => (i.b(), Special::Contains, vec![Arg::Reg(i.a())]),
            Op::GetIter => (i.b(), Special::Iter, vec![]),
            _ => return Ok(false),
        };
        let v = vm.get_reg(o);
        if !v.is_kind(Kind::Instance) {
            return Ok(false);
        }
        let class = vm.class_of(v);
        let Some(f) = vm.special(class, special) else { return Ok(false) };
        let mut all = vec![Arg::Reg(o)];
        all.extend(args);
        self.plan_special(vm, f, &all, stage::FIRST)
    }

    fn arg_value(&self, vm: &Vm, a: Arg) -> Value {
        match a {
            Arg::Reg(r) => vm.get_reg(r),
            Arg::Int(k) => Value::small(k),
        }
    }

    /// The operands, with the shapes of those guarded whose classes chose the method.
    fn special_args(&mut self, vm: &mut Vm, args: &[Arg]) -> Rec<Vec<SVal>> {
        let mut out = Vec::with_capacity(args.len());
        for &a in args {
            let Arg::Reg(r) = a else {
                let v = self.arg_value(vm, a);
                let k = self.konst(v);
                out.push(SVal::new(k));
                continue;
            };
            let v = vm.get_reg(r);
            let s = self.typed(vm, r)?;
            if v.is_ptr() && !v.is_undef() && self.ty(s) == Type::Ptr {
                self.guard_shape_of(s, v)?;
                let class = vm.class_of(v);
                self.watch_class(class);
            }
            out.push(s);
        }
        Ok(out)
    }

    fn plan_special(&mut self, vm: &mut Vm, f: Value, args: &[Arg], stage: u8) -> Rec<bool> {
        let Some(func) = f.cast::<Function>() else { return Ok(false) };
        let args = self.special_args(vm, args)?;
        let base = self.op_window();
        self.plan_function(vm, func, &args, base, Target::op(stage))
    }

    fn record_special_compare(&mut self, vm: &mut Vm, i: Instr, cmp: CmpOp) -> Rec<bool> {
        use Op::*;
        let jump = !matches!(i.op(), Lt | Le | Eq | Ne | Gt | Ge);
        let (left, right) = match jump {
            false => (Arg::Reg(i.b()), Arg::Reg(i.c())),
            true if i.op().info().b == Operand::Imm => (Arg::Reg(i.a()), Arg::Int(i.sb() as i64)),
            true => (Arg::Reg(i.a()), Arg::Reg(i.b())),
        };
        let (a, b) = (self.arg_value(vm, left), self.arg_value(vm, right));
        if !vm.has_custom_ops(a) && !vm.has_custom_ops(b) {
            return Ok(false);
        }
        if self.record_identity(vm, i, cmp, [left, right], jump)? {
            return Ok(true);
        }
        let c = vm.compare_candidates(cmp, a, b);
        let asked = |c: &Option<Candidate>| c.as_ref().is_some_and(|c| !knows_not(c));
        let Some(st) = c.iter().position(asked) else { return Ok(false) };
        let Some(first) = c[st] else { return Ok(false) };
        let args = if first.this == a { [left, right] } else { [right, left] };
        self.plan_special(vm, first.func, &args, st as u8)
    }

    /// `==` and `!=` of instances that do not define equality (or one of them and None): identity.
    fn record_identity(
        &mut self,
        vm: &mut Vm,
        i: Instr,
        cmp: CmpOp,
        args: [Arg; 2],
        jump: bool,
    ) -> Rec<bool> {
        if !matches!(cmp, CmpOp::Eq | CmpOp::Ne) {
            return Ok(false);
        }
        let values = args.map(|a| self.arg_value(vm, a));
        for v in values {
            if !v.is_kind(Kind::Instance) && !v.is_none() {
                return Ok(false);
            }
            let class = vm.class_of(v);
            for special in [Special::Eq, Special::Ne] {
                if vm.special(class, special).is_some_and(|f| !f.is_kind(Kind::Native)) {
                    return Ok(false);
                }
            }
        }
        let s = self.special_args(vm, &args)?;
        let same = if self.ty(s[0]) == Type::Ptr && self.ty(s[1]) == Type::Ptr {
            self.b.op2(Ir::Eq, s[0].r, s[1].r)
        } else {
            self.b.bool(values[0] == values[1])
        };
        let r = if cmp == CmpOp::Ne { self.b.op1(Ir::Bnot, same) } else { same };
        if !jump {
            self.set_ref(i.a(), r);
        } else if !r.is_const() {
            self.guard_cond(r, (values[0] == values[1]) == (cmp == CmpOp::Eq));
        }
        Ok(true)
    }

    /// Truth of an instance: `__bool__`, `__len__`, or true.
    fn record_special_truth(&mut self, vm: &mut Vm, i: Instr, reg: usize) -> Rec<bool> {
        let v = vm.get_reg(reg);
        if !v.is_kind(Kind::Instance) {
            return Ok(false);
        }
        let class = vm.class_of(v);
        for (special, st) in [(Special::Bool, stage::FIRST), (Special::Len, stage::LEN)] {
            if let Some(f) = vm.special(class, special) {
                return self.plan_special(vm, f, &[Arg::Reg(reg)], st);
            }
        }
        self.special_args(vm, &[Arg::Reg(reg)])?;
        let t = self.b.bool(i.op() != Op::Not);
        if matches!(i.op(), Op::Not | Op::ToBool) {
            self.set_ref(i.a(), t);
        }
        Ok(true)
    }

    /// `__getattr__` for a name not found.
    pub(super) fn plan_getattr(
        &mut self,
        vm: &mut Vm,
        f: Value,
        this: SVal,
        name: Value,
    ) -> Rec<bool> {
        let Some(func) = f.cast::<Function>() else { return Ok(false) };
        let name = self.konst(name);
        let args = [this, SVal::new(name)];
        let base = self.op_window();
        self.plan_function(vm, func, &args, base, Target::op(stage::GETATTR))
    }

    /// The instruction of the caller that the top frame runs for.
    fn asking(&self) -> Instr {
        let caller = &self.frames[self.frames.len() - 2];
        caller.code.unit.code[caller.resume as usize - 1]
    }

    /// The value in register `reg` that a special method returns, as its instruction takes it.
    pub(super) fn special_result(&mut self, vm: &mut Vm, reg: usize) -> Rec<SVal> {
        let now = vm.get_reg(reg);
        // "I do not know" sends the interpreter on to other methods: not this path. A typed result
        // cannot be that word.
        if now == Value::NOT_IMPLEMENTED {
            return Err(Abort::Unsupported);
        }
        let s = self.typed(vm, reg)?;
        let i = self.asking();
        let meta = self.frames[self.frames.len() - 1].meta as usize;
        let len = self.metas[meta].stage == stage::LEN;
        let (is_truth, is_jump) = match i.op() {
            Op::Not | Op::ToBool => (true, false),
            Op::JumpIfTrue | Op::JumpIfFalse => (true, true),
            Op::In | Op::NotIn => (false, false),
            Op::JumpIn => (false, true),
            Op::GetIter => {
                let class = vm.class_of(now);
                if vm.special(class, Special::Next).is_none() {
                    return Err(Abort::Raises);
                }
                self.guard_shape_of(s, now)?;
                self.watch_class(class);
                return Ok(s);
            }
            op if compare_op(op).is_some() => {
                if matches!(op, Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge) {
                    return Ok(s);
                }
                (false, true)
            }
            _ => return Ok(s),
        };
        let (t, now) = if is_truth && len {
            if self.ty(s) != Type::I64 || s.class != 0 || now.to_i64().is_none_or(|n| n < 0) {
                return Err(Abort::Unsupported);
            }
            let zero = self.b.i64(0);
            let ok = self.b.op2(Ir::Ge, s.r, zero);
            self.guard_true(ok);
            (self.b.op2(Ir::Ne, s.r, zero), now != Value::small(0))
        } else {
            // Anything but a bool is an error, or has a truth of its own.
            if self.ty(s) != Type::Bool || s.class != 0 {
                return Err(Abort::Unsupported);
            }
            (s.r, now == Value::TRUE)
        };
        if is_jump {
            self.guard_cond(t, now);
        }
        Ok(SVal::new(t))
    }

    /// The result of a special method goes to the caller's instruction; the frame is gone.
    pub(super) fn finish_special(&mut self, v: SVal) -> Rec<()> {
        let k = self.frames.len() - 1;
        self.set_op_result(self.frames[k].resume as usize - 1, v)
    }

    /// The result of a special method for the top frame's instruction number `at`.
    pub fn set_op_result(&mut self, at: usize, v: SVal) -> Rec<()> {
        let k = self.frames.len() - 1;
        let i = self.frames[k].code.unit.code[at];
        if binary_op(i.op()).is_some() {
            self.set(i.a(), v);
            return Ok(());
        }
        match i.op() {
            Op::Lt
            | Op::Le
            | Op::Eq
            | Op::Ne
            | Op::Gt
            | Op::Ge
            | Op::Neg
            | Op::Pos
            | Op::Invert
            | Op::GetItem
            | Op::GetItemI
            | Op::GetIter
            | Op::ToBool
            | Op::In
            | Op::LoadAttr => self.set(i.a(), v),
            Op::ForIter => {
                self.set(i.a(), v);
                self.expect_at(at as isize + 1 + i.sc());
            }
            Op::Not | Op::NotIn => {
                let r = self.b.op1(Ir::Bnot, v.r);
                self.set_ref(i.a(), r);
            }
            Op::LoadMethod => {
                self.set(i.a(), v);
                let undef = self.b.val(0);
                self.set_ref(i.a() + 1, undef);
            }
            Op::SetItem | Op::StoreAttr | Op::DelItem => {}
            op if compare_op(op).is_some() => {}
            Op::JumpIfTrue | Op::JumpIfFalse | Op::JumpIn => {}
            _ => return Err(Abort::Unsupported),
        }
        Ok(())
    }
}
